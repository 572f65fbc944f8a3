//! `explain`: one text, in words and in JSON.

use crate::support::{PAGE, Place};

const SENTENCE: &str = "Le Mali accuse la Russie de trahison.";

#[test]
fn a_sentence_is_explained() {
    let done = Place::new().run(&["explain", "--text", SENTENCE]).code(0);
    assert!(done.out.contains("Mali") && done.out.contains("Russie") && done.out.contains("accuse"), "{}", done.out);
    assert!(!done.out.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn json_says_the_same() {
    let done = Place::new().run(&["explain", "--json", "--text", SENTENCE]).code(0);
    let json: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert!(json["sentences"][0]["mentions"].as_array().is_some_and(|mentions| !mentions.is_empty()), "{json}");
}

#[test]
fn files_and_the_standard_input() {
    let place = Place::new();
    place.write("page.txt", PAGE);
    assert!(place.run(&["explain", "page.txt"]).code(0).out.contains("Ghana"));
    assert!(place.run_with(&["explain"], SENTENCE).code(0).out.contains("Russie"));
    assert!(place.run_with(&["explain", "-"], PAGE).code(0).out.contains("Togo"));
}

#[test]
fn no_text_is_a_fault() {
    let place = Place::new();
    place.write("empty.txt", "");
    place.write("two.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
    place.run(&["explain", "empty.txt"]).code(1).says(&["empty.txt"]).helps();
    place.run(&["explain", "none.txt"]).code(1).says(&["none.txt"]).helps();
    place.run(&["explain", "two.jsonl"]).code(1).says(&["several articles"]).helps();
    place.run(&["explain", "--text", " "]).code(1).says(&["empty"]).helps();
    place.run(&["explain", "page.txt", "--text", "x"]).code(2);
}

#[test]
fn hostile_text_cannot_drive_the_terminal() {
    let text = "Le \u{1b}[31mMali\u{7} accuse la Russie\u{202e} de trahison.";
    let done = Place::new().run(&["explain", "--text", text]).code(0);
    assert!(!done.out.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{:?}", done.out);
}
