use super::tools;
use crate::text::{QuoteKind, analyse};

/// The quotations with their kind: `D` direct, `S` scare, `T` dialogue.
#[track_caller]
fn quotes(text: &str, expected: &[&str]) {
    let (words, french) = tools(&[]);
    let doc = analyse(text, &words, &french);
    let found: Vec<String> = doc
        .quotations
        .iter()
        .map(|q| {
            let kind = match q.kind {
                QuoteKind::Direct => 'D',
                QuoteKind::Scare => 'S',
                QuoteKind::Dialogue => 'T',
            };
            format!("{kind}{} {}", q.depth, doc.span_of(q.tokens.clone()).of(text))
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn every_kind_of_mark() {
    quotes("Il dit : « Je ne partirai pas demain. »", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : “Je ne partirai pas demain.”", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : \"Je ne partirai pas demain.\"", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : „Je ne partirai pas demain.“", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : ‹ Je ne partirai pas demain. ›", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : ‘Je ne partirai pas demain.’", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : ''Je ne partirai pas demain.''", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : <<Je ne partirai pas demain.>>", &["D0 Je ne partirai pas demain."]);
    quotes("Il dit : 'Je ne partirai pas demain.'", &["D0 Je ne partirai pas demain."]);
}

#[test]
fn apostrophes_are_no_marks() {
    quotes("L’armée d’Abidjan n’a rien dit aujourd’hui.", &[]);
    quotes("L'armée d'Abidjan a pris l' ascendant.", &[]);
    quotes("Les années '90 et le rock'n'roll.", &[]);
}

#[test]
fn scare_quotes() {
    quotes("Il salue le « soutien indéfectible » de son pays.", &["S0 soutien indéfectible"]);
    quotes("Une opération dite \"antiterroriste\" au nord.", &["S0 antiterroriste"]);
    quotes("en tant qu' »instructeurs«, selon la radio.", &["S0 instructeurs"]);
    quotes("dénonçant son « échec« .", &["S0 échec"]);
    quotes("« Non », a-t-il dit.", &["D0 Non"]);
    quotes(
        "Il y voit « le plus grand échec de la politique du pays ».",
        &["D0 le plus grand échec de la politique du pays"],
    );
}

#[test]
fn nested() {
    quotes(
        "« Il a parlé d'un « coup de force » devant tous les élus », dit-elle.",
        &["D0 Il a parlé d'un « coup de force » devant tous les élus", "S1 coup de force"],
    );
    quotes(
        "« Il a parlé de \"trahison\" devant tous les élus », dit-elle.",
        &["D0 Il a parlé de \"trahison\" devant tous les élus", "S1 trahison"],
    );
}

#[test]
fn straight_marks() {
    quotes("Un \"ami\" et un \"frère\".", &["S0 ami", "S0 frère"]);
    quotes(
        "Il part.\"Je reste ici avec vous\", dit-elle.\"Et lui non plus\".",
        &["D0 Je reste ici avec vous", "D0 Et lui non plus"],
    );
    quotes("nous l'avons toujours dit\", a-t-il répété. Un \"ami\".", &["D0 nous l'avons toujours dit", "S0 ami"]);
}

#[test]
fn several_sentences_and_paragraphs() {
    quotes("« Je reste. Tu pars. » Il sort.", &["D0 Je reste. Tu pars."]);
    quotes("« Je reste.\n« Tu pars. » Il sort.", &["D0 Je reste.\n« Tu pars."]);
    quotes("« Je reste.\n» Tu pars. » Il sort.", &["D0 Je reste.\n» Tu pars."]);
    quotes("« Je reste ici.\nTu pars demain », dit-il.", &["D0 Je reste ici.\nTu pars demain"]);
}

#[test]
fn unbalanced() {
    quotes("Il a dit « je reste ici avec toi demain. Puis il est parti.", &["D0 je reste ici avec toi demain."]);
    quotes(
        "Il a dit \"je reste ici avec toi demain.\nElle a dit \"moi aussi je reste\".",
        &["D0 je reste ici avec toi demain.", "D0 moi aussi je reste"],
    );
    quotes("Rien. Un mot » de trop. Puis « un autre mot » ici.", &["D0 Rien. Un mot", "S0 un autre mot"]);
}

#[test]
fn dialogue() {
    quotes("Il entre.\n— Je pars, dit-il.\nElle sort.", &["T0 Je pars, dit-il."]);
    quotes("Au menu :\n- du riz\n- du mil", &[]);
}
