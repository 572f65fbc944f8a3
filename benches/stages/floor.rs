//! The floor: what any program must do that reads these articles and looks at their words.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::borrow::Cow;

#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    title: Cow<'a, str>,
    #[serde(borrow, alias = "article")]
    text: Cow<'a, str>,
}

/// Parses every line and looks every lower-cased word up; returns how many are known.
pub fn known_words(lines: &str, words: &FxHashMap<String, u32>) -> usize {
    let mut lower = String::with_capacity(64);
    lines
        .lines()
        .filter_map(|line| serde_json::from_str::<Record>(line).ok())
        .map(|record| count(&record.title, words, &mut lower) + count(&record.text, words, &mut lower))
        .sum()
}

fn count(text: &str, words: &FxHashMap<String, u32>, lower: &mut String) -> usize {
    let mut known = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        lower.clear();
        if word.is_ascii() {
            lower.extend(word.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        } else {
            lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        known += usize::from(words.contains_key(lower.as_str()));
    }
    known
}
