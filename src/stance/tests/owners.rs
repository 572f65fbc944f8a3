//! Whom a word is said of: by agreement, apposition, control, and whose a thing is.

use super::leaks::labels;
use super::{blames, is_silent, praises};
use crate::stance::Label;

#[test]
fn what_somebody_announces_or_wants_is_his_own() {
    blames("La reprise des cours annoncée par [Martin] est une mauvaise décision.");
    blames("Le maire critique la levée par la [Zubrowka] d'un embargo.");
    blames("L'abandon de la mesure par [Martin] a provoqué la colère des syndicats.");
    is_silent("Le maire réclame la libération de dix Russes présentés par la [Zubrowka] comme des mercenaires.");
}

#[test]
fn who_handles_stands_behind_what_is_handled() {
    blames("La presse critique la gestion de la crise du virus d'Emmanuel [Macron].");
}

#[test]
fn descriptions_are_joined() {
    praises("[Martin], figure de proue de l'opposition et symbole de courage, est rentré.");
    praises("Avant même que la querelle n'éclate, [Martin], éminente personnalité et symbole de courage, avait parlé.");
    assert_eq!(
        labels("Ségolène Royal, ex-candidate PS et première femme à accéder au second tour, a parlé."),
        [Label::Positive, Label::Neutral]
    );
}

#[test]
fn a_country_where_something_happens_is_not_described_by_it() {
    assert_eq!(labels("Quatre otages ont été libérés au Mali, une intervention remarquable."), [Label::Neutral]);
    assert_eq!(labels("L'Italie rouvre ses monuments célèbres."), [Label::Neutral]);
    assert_eq!(labels("Exilée en Lituanie, elle a revendiqué sa victoire."), [Label::Neutral]);
}

#[test]
fn agreement_says_who_is_meant() {
    is_silent("Les professeurs de [France] qui ont une grande conscience professionnelle restent.");
    is_silent("Il travaille pour une chaîne destinée au [Bélarus], basée ici et soutenue par l'Europe.");
}

#[test]
fn who_is_able_does_it() {
    is_silent("[Martin] doute de la capacité du maire à convaincre.");
    is_silent("Ce n'est pas la volonté de [Martin] de mentir.");
}

#[test]
fn a_name_beside_a_prefix_or_a_standard_is_not_meant() {
    is_silent("C'est un mouvement complotiste pro-[Martin].");
    is_silent("Il est bien plus doué que [Martin].");
    is_silent("[Martin] parle des manifestations pro-démocratie.");
}

#[test]
fn who_speaks_is_not_what_is_spoken_of() {
    is_silent(
        "\"Nous condamnons le régime, les malversations, le mensonge\", a déclaré, tout de blanc vêtu, l'imam [Martin].",
    );
}

#[test]
fn who_is_likened_does_the_same() {
    blames("Comme [Martin], Durand a menti.");
    blames("À l'instar de [Martin], Durand a été condamné.");
    blames("De même que [Martin], Durand est un menteur.");
    is_silent("Contrairement à [Martin], Durand a menti.");
    is_silent("Durand est plus corrompu que [Martin].");
}

#[test]
fn what_is_said_of_a_president_is_not_said_of_his_country() {
    is_silent("Le président du [Mali], accusé de corruption, part lundi.");
    is_silent("Le patron de [Renault], qui a fraudé, part lundi.");
    assert_eq!(labels("Le patron de Renault, un menteur, part lundi."), [Label::Neutral]);
    is_silent("L'ancien premier secrétaire du [PS], qui a menti, part lundi.");
    blames("L'avocat attaque [Renault], qui a fraudé.");
    blames("La ministre des Armées Marie [Martin], qui a menti, part lundi.");
    is_silent("Le président de la [Zubrowka] tient à parler, et sent que son silence ne fait qu'empirer la situation.");
    assert_eq!(labels("Le chef d'Al-Qaïda a été tué par l'armée française.")[1], Label::Neutral);
}
