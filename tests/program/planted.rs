//! The demonstration corpus: the leanings that were planted come out of the whole program in their order.

use crate::support::Place;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Names in `corpus/leanings.csv` that the gazetteer knows by another one.
const NAMES: [(&str, &str); 3] =
    [("CEDEAO", "Cédéao"), ("ONU", "Organisation des Nations unies"), ("AES", "Alliance des États du Sahel")];

/// The actors that the corpus was written for.
const MAIN: [&str; 8] = ["Mali", "Russie", "France", "CEDEAO", "ONU", "Africa Corps", "AES", "Algérie"];

/// Planted leanings of one actor by outlet, −2..=2.
fn planted(actor: &str) -> BTreeMap<String, i64> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/leanings.csv");
    let text = std::fs::read_to_string(file).expect("the leanings");
    let rows = text.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    rows.filter(|row| row[1] == actor)
        .map(|row| (row[0].to_string(), row[2].replace('−', "-").trim_start_matches('+').parse().expect("a level")))
        .collect()
}

/// Mean over articles of the mean over scored mentions, by outlet.
fn measured(observations: &[Value], actor: &str) -> BTreeMap<String, f64> {
    let name = NAMES.iter().find(|(planted, _)| *planted == actor).map_or(actor, |(_, name)| name);
    let mut articles: BTreeMap<(String, String), Vec<f64>> = BTreeMap::new();
    for o in observations.iter().filter(|o| o["actor"] == name) {
        if let (Some(outlet), Some(article), Some(score)) =
            (o["outlet"].as_str(), o["article"].as_str(), o["score"].as_f64())
        {
            articles.entry((outlet.into(), article.into())).or_default().push(score);
        }
    }
    let mut outlets: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for ((outlet, _), scores) in articles {
        outlets.entry(outlet).or_default().push(scores.iter().sum::<f64>() / scores.len() as f64);
    }
    outlets.into_iter().map(|(outlet, means)| (outlet, means.iter().sum::<f64>() / means.len() as f64)).collect()
}

/// Pairs of outlets in the planted order and pairs against it (ties on either side are no pair): the two counts of
/// Goodman and Kruskal's gamma (1954).
fn pairs(planted: &BTreeMap<String, i64>, measured: &BTreeMap<String, f64>) -> (usize, usize) {
    let both: Vec<(i64, f64)> =
        planted.iter().filter_map(|(outlet, level)| Some((*level, *measured.get(outlet)?))).collect();
    let mut counts = (0, 0);
    for (i, a) in both.iter().enumerate() {
        for b in &both[i + 1..] {
            match ((a.0 - b.0) as f64) * (a.1 - b.1) {
                product if product > 0.0 => counts.0 += 1,
                product if product < 0.0 => counts.1 += 1,
                _ => {}
            }
        }
    }
    counts
}

#[test]
fn the_planted_order_of_outlets_is_recovered() {
    let place = Place::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    place.run(&["run", corpus.to_str().expect("a path"), "-o", "out", "--quiet"]).code(0);
    let lines = place.read("out/data/observations.jsonl");
    let observations: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let mut lost = Vec::new();
    for actor in MAIN {
        let (with, against) = pairs(&planted(actor), &measured(&observations, actor));
        println!("{actor}: {with} pairs of outlets in the planted order, {against} against it");
        if with <= against {
            lost.push(actor);
        }
    }
    assert!(lost.is_empty(), "the planted order is not recovered for {lost:?}");
}
