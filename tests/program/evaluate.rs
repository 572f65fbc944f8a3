//! `evaluate`: tables, JSON, predictions, comparison, faults of gold files.

use crate::support::Place;

/// Gold lines, their offsets counted here so that the sentences can be read.
fn gold() -> String {
    let lines = [
        ("Le juge accuse Diop de fraude.", "Diop", "negative", "outlet", None),
        ("Awa Sy a rencontré Fall mardi à Dakar.", "Fall", "neutral", "outlet", None),
        ("« Fall nous a trahis », a déclaré Awa Sy.", "Fall", "negative", "reported", Some("Awa Sy")),
        ("Le jury a félicité Diop pour son courage.", "Diop", "positive", "outlet", None),
        ("Élu hier, Diop a quitté Thiès.", "Diop", "neutral", "outlet", None),
        ("La presse salue l'intégrité de Fall.", "Fall", "positive", "outlet", None),
    ];
    let line = |(index, (text, target, label, voice, holder)): (usize, (&str, &str, &str, &str, Option<&str>))| {
        let start = text[..text.find(target).expect("the target stands in the text")].chars().count();
        let end = start + target.chars().count();
        serde_json::json!({
            "id": format!("g{index}"), "text": text, "target": target, "start": start, "end": end, "label": label,
            "voice": voice, "holder": holder, "note": "kept",
        })
        .to_string()
            + "\n"
    };
    lines.into_iter().enumerate().map(line).collect()
}

#[test]
fn the_table_is_printed() {
    let place = Place::new();
    place.write("gold.jsonl", gold());
    let french = place.run(&["evaluate", "gold.jsonl"]).code(0).out;
    assert!(
        french.contains("6 éléments codés") && french.contains("macro-F1") && french.contains("rappel"),
        "{french}"
    );
    let english = place.run(&["evaluate", "gold.jsonl", "--lang", "en", "--group", "label"]).code(0).out;
    assert!(english.contains("recall") && english.contains("By label") && english.contains("By voice"), "{english}");
    assert!(place.run(&["evaluate", "gold.jsonl", "--group", "kind"]).code(0).out.contains("Par kind"));
}

#[test]
fn json_is_that_of_the_contract() {
    let place = Place::new();
    place.write("gold.jsonl", gold());
    let out = place.run(&["evaluate", "gold.jsonl", "--json"]).code(0).out;
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["n"], 6);
    for key in ["f1_macro", "accuracy", "neutral_kept"] {
        assert!((0.0..=1.0).contains(&json[key].as_f64().unwrap()), "{key}: {}", json[key]);
    }
    assert_eq!(json["labels"], serde_json::json!(["negative", "neutral", "positive"]));
    assert_eq!(json["confusion"].as_array().unwrap().len(), 3);
    assert_eq!(json["per_class"]["negative"]["support"], 2);
    assert_eq!(json["voice"]["n"], 6);
    assert_eq!(json["holder"]["n"], 6);
}

#[test]
fn predictions_keep_the_gold_and_can_be_compared_with() {
    let place = Place::new();
    place.write("gold.jsonl", gold());
    place.run(&["evaluate", "gold.jsonl", "--predictions", "made.jsonl"]).code(0);
    let made = place.read("made.jsonl");
    assert_eq!(made.lines().count(), 6);
    for (line, coded) in made.lines().zip(gold().lines()) {
        assert!(line.starts_with(coded.trim_end_matches('}')), "{line}");
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(["negative", "neutral", "positive"].contains(&line["predicted"].as_str().unwrap()));
        assert!(["outlet", "reported"].contains(&line["predicted_voice"].as_str().unwrap()));
        assert!(line["score"].is_null() || line["score"].as_f64().is_some_and(|score| (-1.0..=1.0).contains(&score)));
        assert!(line.as_object().unwrap().contains_key("predicted_holder"));
    }
    let out = place.run(&["evaluate", "gold.jsonl", "--json", "--against", "made.jsonl"]).code(0).out;
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(json["against"]["mcnemar_p"], 1.0);
    place
        .run(&["evaluate", "gold.jsonl", "--predictions", "gold.jsonl"])
        .code(1)
        .says(&["cannot be its output"])
        .helps();
}

#[test]
fn a_broken_line_is_named() {
    let place = Place::new();
    place.write("gold.jsonl", gold() + "{\"id\": \"x\",\n");
    place.run(&["evaluate", "gold.jsonl"]).code(1).says(&["gold.jsonl:7", "not a JSON object"]).helps();
}

#[test]
fn offsets_that_are_wrong_are_named() {
    let place = Place::new();
    place.write("gold.jsonl", gold().replacen("\"start\":15,\"end\":19", "\"start\":16,\"end\":20", 1));
    place.run(&["evaluate", "gold.jsonl"]).code(1).says(&["gold.jsonl:1", "15..19"]).helps();
    place.write("gold.jsonl", gold().replacen("\"end\":19", "\"end\":900", 1));
    place.run(&["evaluate", "gold.jsonl"]).code(1).says(&["gold.jsonl:1", "leave the text"]).helps();
}

#[test]
fn files_that_are_missing_or_wrong() {
    let place = Place::new();
    place.write("gold.jsonl", gold());
    place.run(&["evaluate", "none.jsonl"]).code(1).says(&["none.jsonl"]).helps();
    place.run(&["evaluate", "gold.jsonl", "--against", "gold.jsonl"]).code(1).says(&["predicted"]).helps();
    place.run(&["evaluate", "gold.jsonl", "--group", "colour"]).code(1).says(&["colour", "voice"]).helps();
}

/// Development data from outside the project: every line must be readable as it is.
#[test]
fn development_gold_files_are_read() {
    let Some(shared) = std::env::var_os("PARALLAXE_SHARED") else {
        eprintln!("skipped: PARALLAXE_SHARED is not set");
        return;
    };
    for name in ["orange-dev.jsonl", "madtsc-fr-dev.jsonl"] {
        let gold = std::path::Path::new(&shared).join("eval").join(name);
        Place::new().run(&["evaluate", gold.to_str().expect("a readable path"), "--json"]).code(0);
    }
}
