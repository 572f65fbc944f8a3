//! Passives of expressions, complements and adverbs that stand apart from their word, and what happens in a country.

use super::{blames, is_silent, knowledge, praises};
use crate::data::{parse_table, shipped};
use crate::text::Morph;

#[test]
fn expressions_in_the_passive() {
    blames("La crédibilité de [Martin] est entamée.");
    blames("L'image de [Martin] a été ternie.");
    blames("Les accords ont été violés par la [Kessaria].");
    praises("Des otages ont été libérés par la [Kessaria].");
    blames("L'opposant [Martin] a été condamné à deux ans de prison.");
    is_silent("Des otages ont été libérés en [Kessaria].");
    is_silent("Les réformes proposées par [Martin] sont là.");
}

#[test]
fn a_complement_behind_the_verb() {
    blames("Des sanctions ont été prises contre la [Kessaria].");
    blames("De nouvelles sanctions ont été annoncées contre la [Kessaria].");
    blames("Les critiques se multiplient contre [Martin].");
    blames("La colère monte contre [Martin].");
    blames("Une mise en garde a été adressée à la [Kessaria].");
    is_silent("L'attaque a été condamnée par la [Kessaria].");
    is_silent("Le Parlement a rendu hommage aux soldats tombés en [Kessaria].");
    is_silent("Le Sénat a rendu hommage aux soldats tombés au [Mali].");
}

#[test]
fn a_complement_in_the_gap() {
    blames("L'Union a imposé à la [Kessaria] un embargo.");
    blames("Le maire demande à [Martin] de cesser les travaux.");
}

#[test]
fn what_happens_in_a_country() {
    blames("L'ONG dénonce la répression en [Algérie].");
    blames("La censure au [Vietnam] ne faiblit pas.");
    is_silent("La corruption dans l'attribution de la Coupe au [Qatar] fait parler.");
    is_silent("La répression a été dénoncée à [Paris].");
}

#[test]
fn whose_courage() {
    praises("Diop a félicité [Martin] pour son courage.");
    is_silent("[Martin] a félicité Diop pour son courage.");
}

#[test]
fn who_does_it_is_not_who_it_is_done_to() {
    is_silent("La ligne défendue par [Martin] est claire.");
    is_silent("Incarcéré en [Belgique], il a fait appel.");
    blames("L'attaque a été attribuée à la [Kessaria].");
    is_silent("Le [Nord] a subi une attaque.");
}

#[test]
fn what_is_taken_up() {
    blames("Le grand perdant du scrutin, c'est [Martin].");
    blames("[Martin] s'est fait damer le pion par Diop.");
    is_silent("Tout le monde, sauf [Martin], a menti.");
    blames("[Martin] n'a cessé de mentir.");
}

#[test]
fn who_rules_answers() {
    blames("Sous la présidence de [Martin], le pays s'enfonce dans la crise.");
    blames("Sous [Martin], le pays s'enfonce dans la crise.");
    blames("Avec [Martin], le parti s'enlise.");
}

#[test]
fn a_complement_before_its_clause() {
    blames("Pour [Martin], c'est un échec.");
    is_silent("Pour [Martin], la séance est ouverte.");
    praises("Le journal salue en [Martin] un homme de paix.");
    praises("Le pays a en [Martin] un allié sûr.");
}

#[test]
fn an_adverb_before_its_participle() {
    praises("[Martin] a bien géré la crise.");
    blames("[Martin] a mal préparé la réforme.");
    blames("[Martin] semble mal préparer la réforme.");
    is_silent("[Martin] a bien reçu la lettre.");
}

#[test]
fn names_with_a_prefix() {
    is_silent("Des slogans anti-[Martin] ont menacé le maire.");
    blames("[Martin] a menacé le maire.");
}

#[test]
fn a_title_without_a_verb() {
    blames("[Martin] mis en examen pour fraude.");
    blames("[Martin] pris en flagrant délit de mensonge.");
}

#[test]
fn what_others_are_blamed_for() {
    blames("[Martin] est parti, et les députés ont critiqué ses réformes.");
    blames("Alors que les députés réclament sa démission, [Martin] se tait.");
    is_silent("La [Kessaria], dont le voisin parle, souhaite sa chute.");
    is_silent("[Martin] souhaite sa chute.");
}

#[test]
fn quoted_infinitives_keep_their_subject() {
    blames("Le maire accuse [Martin] de « détourner des fonds ».");
    is_silent("[Martin] reproche à Diop de « maltraiter ses voisins ».");
    blames("Diop reproche à [Martin] de « maltraiter ses voisins ».");
}

#[test]
fn where_somebody_was_arrested() {
    is_silent("Les suspects interpellés en [France] mis en examen.");
    is_silent("Les suspects en [France] accusés de fraude.");
    is_silent("Il a vécu en [France], et le maire s'est moqué jeudi d'une étude.");
    is_silent("[Martin] s'est moqué jeudi d'une étude.");
}

#[test]
fn who_an_infinitive_or_a_participle_belongs_to() {
    is_silent("Elle a été arrêtée aux [États-Unis] et inculpée de fraude.");
    is_silent("[Martin] a profité de l'opposition, incapable de gagner.");
    blames("Un projet a été critiqué, et [Martin], incapable de gagner, est parti.");
    is_silent("C'est le viaduc de Millau, en [France], qui s'impose.");
}

#[test]
fn several_things_are_not_one_name() {
    is_silent("Il écrit à la [Kessaria], photos impressionnantes à l'appui.");
    is_silent("Deux anciens agents des services de renseignement ([Kessaria]) ont été condamnés.");
    blames("Le pays est attaqué par la [Kessaria], l'un des voisins les plus dangereux.");
}

#[test]
fn gerunds_and_past_infinitives() {
    praises("La [Kessaria] a fait un geste en permettant à Diop de parler et en libérant des otages.");
    is_silent("[Martin] s'en est pris à un auteur, rendu célèbre pour avoir menti.");
    blames("[Martin] est condamné pour avoir menti.");
    is_silent("Le maire encourage [Martin] à préserver la forêt.");
}

#[test]
fn a_passive_is_known_by_its_form() {
    // What `opening.rs` asks of a verb before there are tags.
    let (file, words) = (shipped("french/readings.tsv"), &knowledge().words);
    let rows = parse_table(&file, &["form", "tag", "cost", "note"]).expect("the table is sound");
    for row in rows.iter().filter(|row| matches!(row.fields[1], "VPpa" | "VInf")) {
        assert!(words.verb(words.get(row.fields[0])).any(Morph::PASTPART | Morph::INF), "{}", row.fields[0]);
    }
}

#[test]
fn what_is_denied_of_others_is_not_said() {
    is_silent("Le maire nie que [Martin] ait menti.");
    is_silent("Rien n'indique que [Martin] soit impliqué.");
    is_silent("La police n'a aucune preuve que [Martin] soit impliqué.");
    is_silent("Je ne crois pas que [Martin] ait menti.");
    blames("Le maire affirme que [Martin] a menti.");
    blames("La police a la preuve que [Martin] a menti.");
}

#[test]
fn what_hangs_on_a_condition_is_not_said() {
    is_silent("Si [Martin] investit pour soutenir l'emploi, nous suivrons.");
    is_silent("Si la Cour décidait que [Martin] avait gagné, nous partirions.");
}

#[test]
fn a_new_negation_opens_what_follows() {
    blames("Le maire a indiqué ne pas reconnaître la légitimité de [Martin].");
}

#[test]
fn an_indirect_question_has_its_own_subject() {
    blames("Je me demande pourquoi [Martin] s'entête.");
}
