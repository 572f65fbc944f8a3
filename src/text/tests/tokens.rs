use super::{texts, tools};
use crate::text::{Case, French, Pos, TokenKind, Vocabulary, WordId, analyse, is_blank};
use proptest::prelude::*;
use std::sync::LazyLock;

/// The tokens, separated by `|` in the expectation.
#[track_caller]
fn cut(text: &str, expected: &str) {
    let (words, french) = tools(&["mali", "niger", "moscou", "pékin", "président", "onu", "covid-19"]);
    let doc = analyse(text, &words, &french);
    assert_eq!(texts(&doc).join("|"), expected, "{text}");
}

#[track_caller]
fn reads(text: &str, index: usize, form: &str) {
    let (words, french) = tools(&["état", "élysée", "défense", "armée", "mali", "président", "onu"]);
    let doc = analyse(text, &words, &french);
    assert_eq!(words.text(doc.tokens[index].word), form, "{text}: {}", doc.token_text(index));
}

#[track_caller]
fn kinds(text: &str, expected: &[TokenKind]) {
    let (words, french) = tools(&[]);
    let doc = analyse(text, &words, &french);
    let found: Vec<TokenKind> = doc.tokens.iter().map(|t| t.kind).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn elisions() {
    cut("L'armée n'a pas dit qu'elle s'en va.", "L'|armée|n'|a|pas|dit|qu'|elle|s'|en|va|.");
    cut("l’État jusqu’à lorsqu’il puisqu’on", "l’|État|jusqu’|à|lorsqu’|il|puisqu’|on");
    cut("qu' »instructeurs«", "qu'|»|instructeurs|«");
    cut("d'«échec» et l'\"aide\"", "d'|«|échec|»|et|l'|\"|aide|\"");
    cut("d'1,5 million", "d'|1,5|million");
    cut("aujourd'hui et quelqu'un d'autre", "aujourd'hui|et|quelqu'un|d'|autre");
    cut("C'est-à-dire c’est-à-dire", "C'est-à-dire|c’est-à-dire");
    cut("N'Djamena et N'Diaye, M'Bala et O'Brien", "N'Djamena|et|N'Diaye|,|M'Bala|et|O'Brien");
    cut("QU'IL L'A DIT", "QU'|IL|L'|A|DIT");
    cut("les 'amis' du pays", "les|'|amis|'|du|pays");
}

#[test]
fn hyphens() {
    cut("a-t-il dit, répond-elle, sont-ils là ?", "a|-t-il|dit|,|répond|-elle|,|sont|-ils|là|?");
    cut("ce pays-là, ceux-ci et celui-là", "ce|pays|-là|,|ceux-ci|et|celui-là");
    cut("peut-être le porte-parole, vis-à-vis de lui-même", "peut-être|le|porte-parole|,|vis-à-vis|de|lui-même");
    cut("l'axe Moscou-Pékin, la frontière Mali-Niger", "l'|axe|Moscou|-|Pékin|,|la|frontière|Mali|-|Niger");
    cut("l'ex-otage, un anti-Moscou", "l'|ex|-|otage|,|un|anti|-|Moscou");
    cut("Jean-Pierre sous-estime Kremlin-Bicêtre", "Jean-Pierre|sous-estime|Kremlin-Bicêtre");
    cut("franco-malien, Covid-19, sud-coréen", "franco-malien|,|Covid-19|,|sud-coréen");
    cut("est-ce que Dit-on", "est|-ce|que|Dit|-on");
    cut("non - enfin -- oui – mais — voilà", "non|-|enfin|--|oui|–|mais|—|voilà");
}

#[test]
fn numbers() {
    cut("5 000 soldats, 4\u{202f}500 et 12\u{a0}000\u{a0}000", "5 000|soldats|,|4\u{202f}500|et|12\u{a0}000\u{a0}000");
    cut("1,5 million, 414.878 cas, 97%", "1,5|million|,|414.878|cas|,|97%");
    cut("le 1er juin, la 2ème, à 20H30 et 17h", "le|1er|juin|,|la|2ème|,|à|20H30|et|17h");
    cut("en 2018 300 morts", "en|2018|300|morts");
    cut("(4-2).S'il", "(|4|-|2|)|.|S'|il");
    cut("en 2018Le pays", "en|2018|Le|pays");
    cut("97 % et 5G", "97|%|et|5G");
    cut("M23, G5 et A320", "M23|,|G5|et|A320");
}

#[test]
fn points() {
    cut("l'O.N.U. et l'U.E.", "l'|O.N.U.|et|l'|U.E.");
    cut("M. Diop, Mme Keïta et J. Dupont", "M.|Diop|,|Mme|Keïta|et|J.|Dupont");
    cut("art. 12 de l'art. Voilà", "art.|12|de|l'|art|.|Voilà");
    cut("le 3 janv. 2024, p. 4, etc.", "le|3|janv.|2024|,|p.|4|,|etc.");
    cut("derniers.Le musée", "derniers|.|Le|musée");
    cut("Ils étaient sept. Le chef", "Ils|étaient|sept|.|Le|chef");
    cut("20 m. Le mur", "20|m|.|Le|mur");
    cut("Non... et …", "Non|...|et|…");
}

#[test]
fn addresses() {
    cut("voir https://www.exemple.org/a?b=c, ou www.site.fr.", "voir|https://www.exemple.org/a?b=c|,|ou|www.site.fr|.");
    cut("écrire à jean.dupont@site.ml. Merci", "écrire|à|jean.dupont@site.ml|.|Merci");
    cut("journaliste à buzz.tv", "journaliste|à|buzz.tv");
    cut("#Mali @compte_1 # seul", "#Mali|@compte_1|#|seul");
    kinds("buzz.tv #Mali", &[TokenKind::Symbol, TokenKind::Symbol]);
    kinds("5 € (20%) !", {
        use TokenKind::*;
        &[Number, Symbol, Punct, Number, Punct, Punct]
    });
}

#[test]
fn known_forms() {
    reads("Le président", 1, "président");
    reads("Le Président", 1, "président");
    reads("l'Etat", 1, "état");
    reads("L'Elysée", 1, "élysée");
    reads("LA DEFENSE DU MALI", 1, "défense");
    reads("LA DÉFENSE", 1, "défense");
    reads("A Moscou, rien.", 0, "à");
    reads("Rien. A Moscou, tout.", 2, "à");
    reads("A-t-il parlé ?", 0, "a");
    reads("il A dit", 1, "a");
    reads("l'O.N.U.", 1, "onu");
    reads("M. Diop", 0, "m.");
    // Lower-case text with accents is taken as written.
    reads("la defense", 1, "");
    let flat = "Le president a promis que son pays allait prendre la place qui lui revient dans le monde et que rien ne \
                pourrait plus arreter la marche du peuple vers la dignite et la paix.";
    reads(flat, 1, "président");
}

#[test]
fn elided_words_are_grammatical() {
    let (words, french) = tools(&[]);
    let doc = analyse("l’idée qu’il n’a", &words, &french);
    assert!(french.has(doc.tokens[0].word, Pos::Det));
    assert!(french.has(doc.tokens[2].word, Pos::Subord));
    assert!(french.has(doc.tokens[4].word, Pos::Neg));
}

#[test]
fn cases() {
    let (words, french) = tools(&[]);
    let doc = analyse("Poutine ONU iPhone état É 12", &words, &french);
    let found: Vec<Case> = doc.tokens.iter().map(|t| t.case).collect();
    assert_eq!(found, [Case::Capital, Case::Upper, Case::Lower, Case::Lower, Case::Capital, Case::Lower]);
}

#[test]
fn hostile_text() {
    cut("Ma\u{ad}li et Ni\u{200b}ger\u{200b} \u{202e}la\u{0}", "Ma\u{ad}li|et|Ni\u{200b}ger|la");
    let (words, french) = tools(&["mali", "été"]);
    let doc = analyse("Ma\u{ad}li e\u{301}te\u{301} 🙂\u{fe0f}", &words, &french);
    assert_eq!(words.text(doc.tokens[0].word), "mali");
    assert_eq!(words.text(doc.tokens[1].word), "été");
    assert_ne!(doc.tokens[1].word, WordId::UNKNOWN);
    for pattern in ["a-", "a.", "a'", "«", "\"", "1 000 ", "é", "-", "l'", "www.", "\n- "] {
        analyse(&pattern.repeat(20_000), &words, &french);
    }
}

/// Tokens in order, blanks only between them, sentences that cover them, quotations in range.
fn invariants(text: &str) {
    static TOOLS: LazyLock<(Vocabulary, French)> = LazyLock::new(|| tools(&["mali", "moscou"]));
    let doc = analyse(text, &TOOLS.0, &TOOLS.1);
    let mut at = 0;
    for token in &doc.tokens {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        assert!(start >= at && end > start, "{text:?}");
        assert!(text[at..start].chars().all(is_blank), "{text:?}");
        assert!(text[start..end].chars().next().is_some_and(|c| !is_blank(c)), "{text:?}");
        at = end;
    }
    assert!(text[at..].chars().all(is_blank), "{text:?}");
    let mut token = 0;
    for sentence in &doc.sentences {
        assert_eq!(sentence.tokens.start, token, "{text:?}");
        assert!(sentence.tokens.end > token, "{text:?}");
        token = sentence.tokens.end;
    }
    assert_eq!(token as usize, doc.tokens.len(), "{text:?}");
    for quotation in &doc.quotations {
        assert!(quotation.tokens.start < quotation.tokens.end, "{text:?}");
        assert!(quotation.tokens.end as usize <= doc.tokens.len(), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_is_covered(text in "\\PC{0,80}") {
        invariants(&text);
    }

    #[test]
    fn any_french_looking_text_is_covered(
        text in "([A-Za-zéèÉœ]{1,6}|[0-9]{1,4}|[ \\n.,;:!?…'’\"«»“”‘()\\-–—@#/%\u{a0}\u{202f}\u{200b}]){0,60}"
    ) {
        invariants(&text);
    }

    #[test]
    fn any_characters_are_covered(chars in proptest::collection::vec(any::<char>(), 0..60)) {
        invariants(&chars.into_iter().collect::<String>());
    }
}
