//! Intensity, modality, hearsay, concession, conditions.

use super::{blames, is_silent, praises};

#[test]
fn blame() {
    blames("[Martin] est peu crédible.");
    blames("[Martin] est de moins en moins crédible.");
    blames("[Martin] est moins fiable que Diop.");
    blames("[Martin] a peu convaincu.");
    blames("[Martin] n'a pas tenu parole.");
    blames("Peu de députés soutiennent [Martin].");
    blames("A-t-il fermé les yeux sur les crimes de [Martin] ?");
    blames("[Martin] est trop faible.");
    blames("[Martin] aurait détourné des fonds.");
    blames("[Martin] est soupçonné d'avoir menti.");
    blames("Le juge menace de condamner [Martin].");
    blames("[Martin] serait un escroc.");
    blames("Le « sauveur » a fui, et [Martin] est accusé.");
    blames("Le maire cache mal son antipathie pour [Martin].");
    blames("[Martin] n'a pas vraiment convaincu.");
    blames("[Martin] échoue à convaincre ses voisins.");
    blames("[Martin] a jusqu'à présent échoué.");
    blames("[Martin] est prétendument honnête, mais il a menti.");
    blames("[Martin] a gravement menti.");
    blames("Faut-il condamner [Martin], ce menteur ?");
    blames("Le juge se demande si [Martin] a menti.");
}

#[test]
fn praise() {
    praises("[Martin] est très crédible.");
    praises("[Martin] a convaincu ses voisins.");
    praises("Jamais [Martin] n'a été aussi populaire.");
    praises("Beaucoup de députés soutiennent [Martin].");
    praises("Malgré son échec, [Martin] a été acclamé.");
    blames("Malgré l'échec de [Martin], la séance a repris.");
    praises("[Martin] veut libérer les otages.");
    praises("[Martin] a été chaleureusement applaudi.");
}

#[test]
fn silence() {
    is_silent("Si [Martin] ment, il partira.");
    is_silent("[Martin] doit convaincre ses voisins.");
    is_silent("[Martin] se demande s'il a menti.");
    is_silent("[Martin] est moins corrompu que Diop.");
    is_silent("Plutôt que de mentir, [Martin] s'est tu.");
    is_silent("Le « franc-parler » de [Martin] est connu.");
}

#[test]
fn few_and_fading() {
    blames("Seuls 12 % des Français font confiance à [Martin].");
    blames("[Martin] n'est soutenu que par 12 % des Français.");
    blames("[Martin] n'est plus soutenu que par ses proches.");
    blames("Le soutien à [Martin] s'érode.");
    praises("Tous les députés font confiance à [Martin].");
    praises("[Martin] est soutenu par ses proches.");
}

#[test]
fn what_may_not_be_said() {
    is_silent("Rien ne permet d'accuser [Martin].");
    praises("On ne peut pas reprocher à [Martin] d'avoir menti.");
    is_silent("La plainte contre [Martin] a été classée sans suite.");
    blames("On reproche à [Martin] d'avoir menti.");
    blames("Une plainte contre [Martin] a été déposée.");
}

#[test]
fn what_grows_less() {
    blames("Ces méthodes ont entamé la confiance envers [Martin].");
    praises("La confiance envers [Martin] est grande.");
}
