//! What the readers make of real pages and of the demonstration corpus.

use parallaxe::config::Config;
use parallaxe::corpus::{Article, Knowledge, Rejected, discover, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn read_all(root: &Path) -> (Vec<Article>, Vec<Rejected>) {
    let knowledge = Knowledge::load(&[]).unwrap();
    let (mut articles, mut rejected) = (Vec::new(), Vec::new());
    for source in &discover(&[root.to_owned()]).unwrap().sources {
        read(source, &knowledge, &Config::default(), &mut |article| match article {
            Ok(article) => articles.push(article),
            Err(reason) => rejected.push(reason),
        });
    }
    (articles, rejected)
}

/// Every outlet and date of the demonstration corpus, against the table beside it.
#[test]
fn the_demonstration_corpus_is_read_as_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut truth: BTreeMap<(String, String), (String, String)> = BTreeMap::new();
    let mut table = csv::Reader::from_path(root.join("README-articles.csv")).unwrap();
    let headers = table.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (path, line, outlet) = (column("path"), column("line"), column("outlet"));
    let (date, visible) = (column("date"), column("date_visible"));
    for row in table.records().map(Result::unwrap) {
        let date = if &row[visible] == "yes" { &row[date] } else { "" };
        truth.insert((row[path].into(), row[line].into()), (row[outlet].into(), date.into()));
    }
    let (articles, rejected) = read_all(&root);
    let prefix = root.to_string_lossy().replace('\\', "/") + "/";
    let mut wrong = Vec::new();
    for article in &articles {
        let place = article.place.source.trim_start_matches(&prefix).to_owned();
        let line = article.place.line.map(|line| line.to_string()).unwrap_or_default();
        let date = article.date.value.map(|date| date.to_string()).unwrap_or_default();
        let found = (article.outlet.value.clone().unwrap_or_default(), date);
        match truth.remove(&(place.clone(), line)) {
            Some(expected) if expected == found => {}
            expected => wrong.push(format!("{place}: {found:?}, not {expected:?}")),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // What the table lists and no article answers for was rejected, and nothing else was.
    assert_eq!(truth.len(), rejected.len(), "{truth:?} {rejected:?}");
}

/// The five real pages, when they are there; nothing of their text stands here.
#[test]
fn real_pages_are_read_right() {
    let Some(shared) = std::env::var_os("PARALLAXE_SHARED").map(PathBuf::from) else {
        println!("skipped: PARALLAXE_SHARED is not set");
        return;
    };
    let (articles, rejected) = read_all(&shared.join("articles"));
    assert!(rejected.is_empty(), "{rejected:?}");
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let facts: Vec<[String; 5]> = articles
        .iter()
        .map(|article| {
            let date = article.date.value.map(|date| date.to_string());
            let (outlet_from, date_from) = (article.outlet.from.as_str(), article.date.from.as_str());
            let outlet = text(&article.outlet.value);
            [outlet, outlet_from.into(), date.unwrap_or_default(), date_from.into(), text(&article.byline.value)]
        })
        .collect();
    let expected = [
        ["Mali Buzz TV", "footer", "2024-07-26", "dateline", "Boubakar Sidibe"],
        ["Journal du niger", "field", "2024-08-01", "dateline", ""],
        ["G.S.U-INFO", "field", "2025-04-11", "field", ""],
        ["Panorama papers", "footer", "", "none", "Julie Peh"],
        ["", "none", "", "none", "Sara Dialo"],
    ];
    assert_eq!(facts, expected.map(|row| row.map(str::to_owned)));
    for article in &articles {
        let furniture = ["commentaire", "#", "©", "Subscribe", "LIRE AUSSI", "WHATSAPP", "abonner", "@", "http"];
        assert!(!furniture.iter().any(|mark| article.body.contains(mark)), "{}", article.body);
        assert!(article.body.chars().all(|c| !('\u{400}'..='\u{52f}').contains(&c)));
        assert_eq!(article.language, "fra");
    }
}
