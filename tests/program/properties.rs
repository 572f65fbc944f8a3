//! Invariants of a whole run, over random corpora: nothing is lost, and the same articles give the same bytes whatever the
//! threads, the shards and their order.

use crate::support::{Place, assert_same};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const OUTLETS: [&str; 3] = ["Le Phare", "La Vigie", "AFP"];
const SENTENCES: [&str; 8] = [
    "Le Mali a salué jeudi la Russie, dont il a loué la loyauté.",
    "Les experts accusent la Russie d'avoir trahi le Mali.",
    "La délégation du Nigeria a quitté la salle avant la fin de la séance.",
    "« La France est un partenaire fiable », a déclaré le ministre togolais.",
    "Selon la mairie, le convoi est resté bloqué au sud du fleuve.",
    "Le Ghana ne condamne pas le Togo, mais il refuse de le soutenir.",
    "Les discussions doivent reprendre lundi dans la capitale.",
    "The convoy that was due to reach the town on Tuesday evening is still blocked south of the river.",
];

/// One record: an article with some of its fields missing, or something that is none.
#[derive(Debug, Clone)]
enum Record {
    Article { outlet: Option<usize>, day: Option<u8>, sentences: Vec<usize> },
    Broken,
    Empty,
}

fn record() -> impl Strategy<Value = Record> {
    let article = (
        prop::option::of(0..OUTLETS.len()),
        prop::option::of(1u8..28),
        prop::collection::vec(0..SENTENCES.len(), 1..7),
    )
        .prop_map(|(outlet, day, sentences)| Record::Article { outlet, day, sentences });
    prop_oneof![8 => article, 1 => Just(Record::Broken), 1 => Just(Record::Empty)]
}

/// Records of which one at least can be read: a file without any ends the run (tests/program/faults.rs looks at that).
fn records(most: usize) -> impl Strategy<Value = Vec<Record>> {
    prop::collection::vec(record(), 1..most).prop_map(|mut records| {
        records.push(Record::Article { outlet: Some(0), day: Some(3), sentences: vec![0, 6] });
        records
    })
}

/// Files of JSON lines, each with some records.
fn corpus() -> impl Strategy<Value = Vec<Vec<Record>>> {
    prop::collection::vec(records(7), 1..4)
}

fn line(id: usize, record: &Record) -> String {
    match record {
        Record::Broken => "{\"text\": \"Le convoi".to_owned(),
        Record::Empty => json!({ "id": id, "title": "Un titre" }).to_string(),
        Record::Article { outlet, day, sentences } => {
            let text: Vec<&str> = sentences.iter().map(|at| SENTENCES[*at]).collect();
            let mut value = json!({ "id": format!("r{id}"), "text": text.join(" ") });
            if let Some(outlet) = outlet {
                value["source"] = OUTLETS[*outlet].into();
            }
            if let Some(day) = day {
                value["date"] = format!("2024-05-{day:02}").into();
            }
            value.to_string()
        }
    }
}

fn name(file: usize) -> String {
    format!("f{file}.jsonl")
}

/// Writes the files; returns how many records they hold.
fn write(place: &Place, files: &[Vec<Record>]) -> usize {
    let mut id = 0;
    for (at, records) in files.iter().enumerate() {
        let lines: Vec<String> = records
            .iter()
            .map(|record| {
                id += 1;
                line(id, record)
            })
            .collect();
        place.write(&format!("corpus/{}", name(at)), lines.join("\n") + "\n");
    }
    id
}

fn nothing_is_lost_and_all_is_the_same(files: &[Vec<Record>], turn: usize) -> TestCaseResult {
    let place = Place::new();
    let records = write(&place, files);
    place.run(&["run", "-q", "-o", "whole", "--threads", "1"]).code(0);
    let articles = csv_rows(&place.read("whole/data/articles.csv"));
    let rejected = place.read("whole/data/rejected.jsonl").lines().count();
    prop_assert_eq!(articles.len() + rejected, records);
    for line in place.read("whole/data/observations.jsonl").lines() {
        let seen: Value = serde_json::from_str(line).expect("JSON");
        prop_assert!(seen["score"].as_f64().is_none_or(|score| (-1.0..=1.0).contains(&score)));
        prop_assert_eq!(seen["score"].is_null(), seen["cues"].as_array().expect("a list").is_empty());
    }
    place.run(&["run", "-q", "-o", "threads", "--threads", "3"]).code(0);
    assert_same(&place.tree("whole"), &place.tree("threads"));
    let shards: Vec<String> = (0..files.len()).map(|at| format!("s{at}.jsonl")).collect();
    for (at, shard) in shards.iter().enumerate() {
        place.run(&["score", "-q", &format!("corpus/{}", name(at)), "-o", shard]).code(0);
    }
    let mut order: Vec<&str> = shards.iter().map(String::as_str).collect();
    order.rotate_left(turn % files.len());
    order.reverse();
    place.run(&[&["report", "-q", "-o", "merged"], order.as_slice()].concat()).code(0);
    assert_same(&place.tree("whole"), &place.tree("merged"));
    Ok(())
}

fn csv_rows(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(|row| row.expect("a row")).collect()
}

/// What became of each article, by its id.
fn fates(place: &Place, out: &str) -> BTreeMap<String, (String, String)> {
    let text = place.read(&format!("{out}/data/articles.csv"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let at = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let (id, status, of) = (at("id"), at("status"), at("duplicate_of"));
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| (row[id].to_owned(), (row[status].to_owned(), row[of].to_owned()))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn any_corpus_is_accounted_for_and_gives_the_same_bytes(files in corpus(), turn in 0usize..3) {
        nothing_is_lost_and_all_is_the_same(&files, turn)?;
    }

    #[test]
    fn copies_do_not_depend_on_the_order_of_articles(records in records(23), turn in 0usize..24) {
        let lines: Vec<String> = records.iter().enumerate().map(|(id, record)| line(id, record)).collect();
        let place = Place::new();
        place.write("corpus/a.jsonl", lines.join("\n") + "\n");
        place.run(&["run", "-q", "-o", "one"]).code(0);
        let mut turned = lines;
        turned.rotate_left(turn % records.len());
        turned.reverse();
        place.write("corpus/a.jsonl", turned.join("\n") + "\n");
        place.run(&["run", "-q", "-o", "two"]).code(0);
        prop_assert_eq!(fates(&place, "one"), fates(&place, "two"));
    }
}
