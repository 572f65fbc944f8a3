//! What the program says of one mention.

use super::score::Score;
use crate::actor::Found;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whose words carry the stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Voice {
    /// The outlet's own words.
    Outlet,
    /// Words the outlet reports.
    Reported,
}

/// The decision on one mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// Negative stance.
    Negative,
    /// Neutral, or no cue.
    Neutral,
    /// Positive stance.
    Positive,
}

/// The part of the article a mention stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The headline.
    Title,
    /// The cleaned body.
    Body,
}

/// One cue that reached the mention, as it is written out: enough to redo the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CueRecord {
    /// The words of the text.
    pub text: String,
    /// First character in the part's text.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// The lexicon row: `lemma/pos`.
    pub row: String,
    /// The role through which it reaches the mention (`s`, `o`, `n`, `de`, `à`, …).
    pub role: String,
    /// The row's own effect in that role.
    pub base: Score,
    /// The shifters that acted, in order, each `kind:words×factor` (for example `negation:ne pas×-0.5`).
    pub shifters: Vec<String>,
    /// The effect after the shifters.
    pub effect: Score,
    /// Tags of the row, loaded names among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// One mention's score, its voice and its evidence: one line of `observations.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// Article id.
    pub article: String,
    /// Outlet, or null when unknown.
    pub outlet: Option<String>,
    /// Date, or null when unknown.
    pub date: Option<Date>,
    /// The actor's main name.
    pub actor: String,
    /// The words of the mention.
    pub mention: String,
    /// Headline or body; `start`, `end` and the cues' places count in that part's text.
    pub part: Part,
    /// First character (Unicode scalar value) of the mention.
    pub start: u32,
    /// One past its last character.
    pub end: u32,
    /// How the mention was found.
    pub found: Found,
    /// The text of its sentence.
    pub sentence: String,
    /// First character of the sentence.
    pub sentence_start: u32,
    /// Whose words.
    pub voice: Voice,
    /// Who speaks, when the words are reported and the speaker is named.
    pub holder: Option<String>,
    /// −1..1; null where no cue reaches the mention.
    pub score: Option<Score>,
    /// The evidence.
    pub cues: Vec<CueRecord>,
}

impl Observation {
    /// The decision: neutral between −`threshold` and +`threshold` (exclusive) and where there is no cue.
    pub fn label(&self, threshold: i64) -> Label {
        label(self.score, threshold)
    }

    /// True when cues of both signs reach the mention.
    pub fn mixed(&self) -> bool {
        self.cues.iter().any(|c| c.effect > Score::ZERO) && self.cues.iter().any(|c| c.effect < Score::ZERO)
    }
}

/// The decision rule, the same for every corpus; `threshold` in thousandths.
pub fn label(score: Option<Score>, threshold: i64) -> Label {
    match score.map(Score::thousandths) {
        Some(value) if value >= threshold => Label::Positive,
        Some(value) if value <= -threshold => Label::Negative,
        _ => Label::Neutral,
    }
}
