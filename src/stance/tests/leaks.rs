//! What is said of others, and what says nothing.

use super::{THRESHOLD, blames, is_silent, knowledge};
use crate::actor::Context;
use crate::stance::{Label, label};
use crate::text::speech::speeches;

#[test]
fn blame() {
    blames("Un groupe de [jihadistes] tient la ville.");
    blames("La [junte] a parlé.");
}

#[test]
fn silence() {
    is_silent("L'armée de [Kessaria] combat les terroristes.");
    is_silent("[Martin] a rencontré le dictateur.");
    is_silent("[Martin] dénonce le mensonge.");
    is_silent("[Martin] condamne l'attentat.");
    is_silent("Le maire accuse le préfet, selon [Martin].");
    is_silent("Le maire accuse le préfet devant [Martin].");
    is_silent("[Martin] annonce que le maire a menti.");
    is_silent("Le maire, qui connaît [Martin], a menti.");
    is_silent("Pendant que [Martin] parlait, le préfet mentait.");
    is_silent("Le maire a menti et [Martin] est parti.");
    is_silent("Le maire a menti à [Martin].");
    is_silent("Les victimes du massacre sont arrivées à [Bamako].");
    is_silent("Un attentat a fait dix morts à [Bamako].");
    is_silent("[Martin] est mort dans l'inondation.");
    is_silent("[Martin] est blessé.");
    is_silent("Le président [Martin] est en visite à Rome.");
    is_silent("L'opposition de [Bamako] se réunit mardi.");
    is_silent("[Martin] parle de la crise.");
    is_silent("[Martin] a salué le courage des soldats.");
    is_silent("[Martin] félicite le vainqueur.");
    is_silent("Le maire a félicité le vainqueur à [Rome].");
    is_silent("[Martin] a été interrogé sur la réforme.");
    is_silent("Les sanctions de l'[Union européenne] visent le clan Kessaria.");
    is_silent("[Martin] renforce son armée.");
    is_silent("[Martin] soutient son parti.");
    is_silent("[Martin] est furieux contre ses conseillers.");
    is_silent("Le livre que [Martin] a lu est mauvais.");
    is_silent("Selon [Martin], le préfet est un menteur.");
    is_silent("Le ministre des Affaires étrangères [Martin] est à Rome.");
    is_silent("L'homme d'affaires [Martin] est à Rome.");
    is_silent("La commissaire en charge du dossier, [Martin], est à Rome.");
    is_silent("[Martin] a perdu la vue.");
    is_silent("Lundi, [Martin] parlera de la fraude.");
    is_silent("Une opération contre des [jihadistes] a eu lieu.");
    is_silent("La lutte anti-[jihadiste] continue.");
    is_silent("[Martin] habite près du stade des héros.");
    is_silent("Le maire, un menteur, a reçu [Martin].");
    is_silent("La [France] et le dictateur se parlent.");
}

/// The labels of all mentions that the gazetteer finds.
pub(super) fn labels(text: &str) -> Vec<Label> {
    let knowledge = knowledge();
    let doc = knowledge.analyse(text);
    let names = knowledge.gazetteer.find(&doc, &knowledge.words, &knowledge.french, &mut Context::default());
    let speeches = speeches(&doc, &knowledge.words, &knowledge.french);
    let judged = knowledge.engine().judge(&doc, &names.mentions, &names.masked, &speeches);
    judged.into_iter().map(|judgement| label(judgement.score, THRESHOLD)).collect()
}

#[test]
fn who_kills_armed_men_is_not_blamed() {
    let army = |sentence| labels(sentence)[0];
    assert_eq!(army("L'armée française a tué vingt combattants de l'État islamique."), Label::Neutral);
    assert_eq!(army("L'armée française a tué vingt civils."), Label::Negative);
    assert_eq!(labels("Les attentats commis par l'EI ont fait dix morts."), [Label::Negative]);
}

#[test]
fn armed_men_of_a_country_are_not_the_country() {
    assert_eq!(labels("La France a rapatrié dix enfants de jihadistes de Syrie.")[1], Label::Neutral);
}
