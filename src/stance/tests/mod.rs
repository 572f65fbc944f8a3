//! One sentence a line, the actor in brackets.

mod leaks;
mod negation;
mod owners;
mod roles;
mod shifters;
mod tone;
mod turned;

use crate::knowledge::{Knowledge, Sources, mention_at};
use crate::stance::{Label, label};
use crate::text::speech::speeches;
use std::sync::OnceLock;

/// The threshold that the configuration ships with, in thousandths.
const THRESHOLD: i64 = 150;

fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| Knowledge::load(&Sources::default()).expect("the shipped data is sound"))
}

/// The label of the bracketed actor.
#[track_caller]
fn judge(sentence: &str) -> Label {
    let start = sentence.find('[').expect("the actor stands in brackets");
    let end = sentence.find(']').expect("the actor stands in brackets") - 1;
    let text = sentence.replace(['[', ']'], "");
    let knowledge = knowledge();
    let doc = knowledge.analyse(&text);
    let mention = mention_at(&doc, start..end).expect("the actor is a token");
    let speeches = speeches(&doc, &knowledge.words, &knowledge.french);
    label(knowledge.engine().judge(&doc, &[mention], &[], &speeches)[0].score, THRESHOLD)
}

#[track_caller]
fn praises(sentence: &str) {
    assert_eq!(judge(sentence), Label::Positive, "{sentence}");
}

#[track_caller]
fn blames(sentence: &str) {
    assert_eq!(judge(sentence), Label::Negative, "{sentence}");
}

#[track_caller]
fn is_silent(sentence: &str) {
    assert_eq!(judge(sentence), Label::Neutral, "{sentence}");
}
