//! Rows for the tests of this folder and of `framing/`.

use crate::actor::Found;
use crate::corpus::{Inferred, Place, Provenance};
use crate::stance::{ArticleRow, CueRecord, Observation, Part, Score, Status, Voice};
use std::collections::BTreeMap;

/// An article of an outlet (`"?"`: unknown) on a date (`"?"`: unknown).
pub fn article(id: &str, outlet: &str, date: &str) -> ArticleRow {
    let known = |text: &str| (text != "?").then(|| text.to_string());
    let inferred = |value: Option<String>| match value {
        Some(value) => Inferred::known(value, Provenance::Field),
        None => Inferred::default(),
    };
    ArticleRow {
        article: id.into(),
        place: Place { source: format!("corpus/{id}.txt"), line: None },
        outlet: inferred(known(outlet)),
        date: match known(date) {
            Some(date) => Inferred::known(date.parse().expect("a date"), Provenance::Field),
            None => Inferred::default(),
        },
        title: Some(format!("Titre {id}")),
        byline: None,
        agency: None,
        url: None,
        language: "fra".into(),
        words: 100,
        sentences: 5,
        dropped: BTreeMap::new(),
        status: Status::Analysed,
        fingerprint: format!("f-{id}"),
        signature: String::new(),
    }
}

/// A mention in the outlet's own words, in the body.
pub fn mention(actor: &str, thousandths: Option<i64>) -> Observation {
    let score = thousandths.map(Score::clamped);
    Observation {
        article: "a".into(),
        outlet: None,
        date: None,
        actor: actor.into(),
        mention: actor.into(),
        part: Part::Body,
        start: 0,
        end: actor.chars().count() as u32,
        found: Found::Name,
        sentence: format!("{actor} agit."),
        sentence_start: 0,
        voice: Voice::Outlet,
        holder: None,
        score,
        cues: score.into_iter().map(|score| cue("agir/v", "s", score, &[])).collect(),
    }
}

/// A mention of the first occurrence of `words` in a sentence that begins at `start`.
pub fn mention_in(actor: &str, found: Found, words: &str, sentence: &str, start: u32) -> Observation {
    let place = sentence.find(words).expect("the mention stands in its sentence");
    let before = sentence[..place].chars().count() as u32;
    Observation {
        mention: words.into(),
        found,
        sentence: sentence.into(),
        sentence_start: start,
        start: start + before,
        end: start + before + words.chars().count() as u32,
        ..mention(actor, None)
    }
}

/// A cue by its row.
pub fn cue(row: &str, role: &str, effect: Score, tags: &[&str]) -> CueRecord {
    CueRecord {
        text: "agit".into(),
        start: 0,
        end: 4,
        row: row.into(),
        role: role.into(),
        base: effect,
        shifters: Vec::new(),
        effect,
        tags: tags.iter().map(|tag| tag.to_string()).collect(),
    }
}
