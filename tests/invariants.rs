//! What must hold of any input, with random input and with every input that ever failed: the functions that the fuzz
//! targets call (`fuzz/src/lib.rs`), without what they need.

#[allow(dead_code)]
#[path = "../fuzz/src/lib.rs"]
mod checks;

use parallaxe::corpus::Kind;
use proptest::prelude::*;
use std::path::Path;

/// Every file of `tests/crashes/TARGET/` once more.
fn again(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/crashes").join(target);
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        println!("{}", path.display());
        check(&std::fs::read(&path).expect("a file"));
    }
}

#[test]
fn what_failed_once_holds() {
    again("text", |bytes| checks::reader(Kind::Text, bytes));
    again("html", |bytes| checks::reader(Kind::Html, bytes));
    again("json", |bytes| checks::reader(Kind::Json, bytes));
    again("json_lines", |bytes| checks::reader(Kind::JsonLines, bytes));
    again("table", |bytes| checks::reader(Kind::Table, bytes));
    again("parquet", |bytes| checks::reader(Kind::Parquet, bytes));
    again("feed", |bytes| checks::reader(Kind::Feed, bytes));
    again("xml", |bytes| checks::reader(Kind::Xml, bytes));
    again("warc", |bytes| checks::reader(Kind::Warc, bytes));
    again("eureka", |bytes| checks::reader(Kind::Eureka, bytes));
    again("archives", checks::anything);
    again("analysis", checks::analysis);
    again("lexicon", checks::lexicon);
    again("actors", checks::actors);
}

/// Pieces of news, and what stands around news.
const PIECES: [&str; 44] = [
    "Le Mali",
    "la Russie",
    "Paris",
    "Emmanuel Macron",
    "les terroristes",
    "l'armée malienne",
    "le ministre",
    "il",
    "elle",
    "qui",
    "que",
    "dont",
    "accuse",
    "a été accusé",
    "ne soutient pas",
    "aurait trahi",
    "n'a jamais",
    "se dit",
    "a déclaré",
    "salue",
    "de",
    "d'",
    "par",
    "et",
    "mais",
    "« ",
    " »",
    "\"",
    "“",
    "”",
    "— ",
    ", ",
    ". ",
    " : ",
    "\n",
    "\n\n",
    "(AFP) ",
    "selon ",
    "sans doute",
    "un partenaire fiable",
    "e\u{301}",
    "’",
    "\u{202f}",
    "\u{200b}",
];

fn news() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => "\\PC{0,6}"],
        0..60,
    )
    .prop_map(|pieces| pieces.join(" "))
}

/// Lines as pages have them, the furniture included.
const LINES: [&str; 24] = [
    "Un convoi bloqué à Gao",
    "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve, selon un responsable du transport.",
    "The convoy that was due to reach the town on Tuesday evening is still blocked south of the river, officials said.",
    "Par Awa Traoré",
    "Publié le 3 mai 2024 à 10h12",
    "Il y a 3 jours",
    "Gao, 3 mai (AFP) – Le convoi est parti.",
    "Partager :",
    "Facebook",
    "À lire aussi",
    "Articles similaires",
    "À propos de l'auteur",
    "Laisser un commentaire",
    "Votre adresse e-mail ne sera pas publiée.",
    "© 2024 Gazette du Sud. Tous droits réservés.",
    "Nous utilisons des cookies pour améliorer votre expérience.",
    "Abonnez-vous à notre lettre",
    "Photo : AFP",
    "#Mali #Sahel",
    "Source : RFI",
    "",
    "Новая школа открылась",
    "…",
    "Le convoi qui devait atteindre…",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_news_is_analysed_within_its_bounds(text in news()) {
        checks::analysis(text.as_bytes());
    }

    #[test]
    fn cleaning_only_leaves_out(lines in prop::collection::vec(prop_oneof![6 => prop::sample::select(&LINES[..]).prop_map(str::to_owned), 1 => "\\PC{0,40}"], 0..24)) {
        checks::reader(Kind::Text, lines.join("\n").as_bytes());
    }

    #[test]
    fn any_table_of_rows_is_read_or_refused(cells in prop::collection::vec("[a-zéè \\-']{0,12}|v|n|[+-]?[0-9]|o=[+-][0-9]|s=-2 o=\\+1", 0..24)) {
        let header = parallaxe::lexicon::HEADER.join("\t");
        checks::lexicon(format!("{header}\n{}\n", cells.chunks(5).map(|row| row.join("\t")).collect::<Vec<_>>().join("\n")).as_bytes());
    }
}
