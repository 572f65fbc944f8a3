//! What a run writes, tells and leaves.

use crate::support::Place;
use std::io::Read;
use std::process::{Command, Stdio};

#[test]
fn a_run_writes_every_file_of_the_contract() {
    let place = Place::with_corpus();
    let done = place.run(&[]).code(0).says(&["13 articles read", "0 rejected", "out/report.html"]);
    assert!(done.out.is_empty(), "messages belong on the standard error: {}", done.out);
    for name in [
        "report.html",
        "report.md",
        "manifest.json",
        "data/articles.csv",
        "data/observations.jsonl",
        "data/rejected.jsonl",
    ] {
        assert!(place.path("out").join(name).exists(), "no {name}");
    }
    assert_eq!(place.names(), ["corpus", "out"], "nothing is left beside the output");
}

#[test]
fn observations_have_the_keys_of_the_contract() {
    let place = Place::with_corpus();
    place.run(&["-q"]).code(0);
    let text = place.read("out/data/observations.jsonl");
    let first: serde_json::Value = serde_json::from_str(text.lines().next().expect("an observation")).unwrap();
    for key in [
        "article", "outlet", "date", "actor", "mention", "start", "end", "sentence", "voice", "holder", "score", "cues",
    ] {
        assert!(first.get(key).is_some(), "no {key} in {first}");
    }
    let header = place.read("out/data/articles.csv");
    let header = header.lines().next().unwrap();
    assert!(
        header.starts_with("id,source,outlet,outlet_from,date,date_from,title,language,words,status,duplicate_of"),
        "{header}"
    );
}

#[test]
fn the_manifest_names_inputs_settings_and_counts_but_no_time() {
    let place = Place::with_corpus();
    place.run(&["run", "-q", "--by", "week"]).code(0);
    let manifest: serde_json::Value = serde_json::from_str(&place.read("out/manifest.json")).unwrap();
    assert_eq!(manifest["program"], "parallaxe");
    assert_eq!(manifest["settings"]["by"], "week");
    assert_eq!(manifest["counts"]["articles"], 13);
    assert_eq!(manifest["inputs"][0]["source"], "corpus/a.jsonl");
    assert_eq!(manifest["inputs"][0]["blake3"].as_str().unwrap().len(), 64);
    assert!(manifest.get("stamp").is_none());
    place.run(&["run", "-q", "--stamp"]).code(0);
    let stamped: serde_json::Value = serde_json::from_str(&place.read("out/manifest.json")).unwrap();
    assert!(stamped["stamp"].as_str().unwrap().starts_with("20"));
}

#[test]
fn an_earlier_report_is_replaced_as_a_whole() {
    let place = Place::with_corpus();
    place.run(&["run", "-q", "--lang", "en"]).code(0);
    let english = place.read("out/report.md");
    place.run(&["run", "-q"]).code(0);
    assert_ne!(place.read("out/report.md"), english);
    assert_eq!(place.names(), ["corpus", "out"]);
}

#[test]
fn a_broken_article_is_set_aside_and_told() {
    let place = Place::with_corpus();
    place.write("corpus/c.jsonl", "{\"id\": \"x\", \"text\": \n");
    place.run(&["run"]).code(0).says(&["1 rejected", "rejected.jsonl"]);
    let rejected: serde_json::Value = serde_json::from_str(place.read("out/data/rejected.jsonl").trim()).unwrap();
    assert_eq!(rejected["source"], "corpus/c.jsonl");
    assert!(rejected["place"].as_str().unwrap().contains('1'));
    place.run(&["run", "--strict"]).code(3).says(&["1 rejected"]);
    place.run(&["score", "--strict", "-o", "rows.jsonl"]).code(3);
    place.run(&["report", "--strict", "rows.jsonl", "-o", "two"]).code(3);
}

#[test]
fn strict_is_content_when_nothing_is_rejected() {
    Place::with_corpus().run(&["run", "--strict"]).code(0);
}

#[test]
fn quiet_is_quiet() {
    let done = Place::with_corpus().run(&["run", "--quiet"]).code(0);
    assert!(done.out.is_empty() && done.err.is_empty(), "{}{}", done.out, done.err);
}

#[test]
fn settings_beside_the_articles_are_found() {
    let place = Place::with_corpus();
    place.write("corpus/parallaxe.toml", "title = \"Ma revue\"\n");
    place.run(&["run"]).code(0).says(&["Settings: corpus/parallaxe.toml"]);
    assert!(place.read("out/report.md").contains("Ma revue"));
    place.write("parallaxe.toml", "title = \"Autre titre\"\n");
    place.run(&["run"]).code(0).says(&["Settings: parallaxe.toml"]);
    assert!(place.read("out/report.md").contains("Autre titre"));
}

#[test]
fn rows_go_to_the_standard_output() {
    let place = Place::with_corpus();
    let done = place.run(&["score", "corpus", "-o", "-"]).code(0);
    let lines: Vec<&str> = done.out.lines().collect();
    assert!(lines.len() > 13);
    for line in lines {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(row["record"].is_string());
    }
}

#[test]
fn articles_come_from_the_standard_input() {
    let place = Place::new();
    let line = crate::support::record(1, "Le Phare", "Le Mali salue la Russie.");
    let done = place.run_with(&["score", "-", "-o", "-", "-q"], &line).code(0);
    assert!(done.out.contains("Le Phare"));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let place = Place::with_corpus();
    let many: String =
        (0..4000).map(|id| crate::support::record(id, "Le Phare", "Le Mali salue la Russie.") + "\n").collect();
    place.write("corpus/many.jsonl", many);
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallaxe"))
        .args(["score", "corpus", "-o", "-"])
        .current_dir(place.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 16];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn completions_and_manual() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(place.run(&["completions", shell]).code(0).out.contains("parallaxe"));
    }
    assert!(place.run(&["man"]).code(0).out.contains(".TH parallaxe"));
    place.run(&["man", "-o", "pages"]).code(0);
    assert!(place.path("pages/parallaxe-evaluate.1").exists());
}

#[test]
fn help_is_short_and_has_examples() {
    let place = Place::new();
    let help = place.run(&["--help"]).code(0).out;
    assert!(help.contains("Examples:") && help.contains("parallaxe evaluate"));
    assert!(place.run(&["--version"]).code(0).out.starts_with("parallaxe "));
}

#[test]
fn the_shipped_data_is_sound() {
    let done = Place::new().run(&["check"]).code(0);
    assert!(done.out.contains(": 0 errors"), "{}", done.out);
}
