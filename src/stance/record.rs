//! From judgements to observations: offsets in characters, names of rows, arithmetic as text.

use super::engine::{Engine, Hit, Judgement};
use super::observation::{CueRecord, Observation, Part};
use super::score::Score;
use crate::actor::Mention;
use crate::text::{CharIndex, Document, Span};
use jiff::civil::Date;

/// What all observations of one part of an article share.
pub struct Frame<'a> {
    /// Article id.
    pub article: &'a str,
    /// Outlet.
    pub outlet: Option<&'a str>,
    /// Date.
    pub date: Option<Date>,
    /// Headline or body.
    pub part: Part,
}

/// Builds the observation of one mention. `holder` is the name to write, when it is known.
#[expect(
    clippy::too_many_arguments,
    reason = "joins what the rooms before it found; a struct for one call would only rename it"
)]
pub fn observation(
    engine: &Engine,
    frame: &Frame,
    doc: &Document,
    chars: &CharIndex,
    mention: &Mention,
    actor: &str,
    judgement: &Judgement,
    holder: Option<String>,
) -> Observation {
    let sentence = &doc.sentences[mention.sentence as usize];
    Observation {
        article: frame.article.to_string(),
        outlet: frame.outlet.map(String::from),
        date: frame.date,
        actor: actor.to_string(),
        mention: mention.span.of(doc.text).to_string(),
        part: frame.part,
        start: chars.at(mention.span.start as usize),
        end: chars.at(mention.span.end as usize),
        found: mention.found,
        sentence: sentence.span.of(doc.text).to_string(),
        sentence_start: chars.at(sentence.span.start as usize),
        voice: judgement.voice,
        holder,
        score: judgement.score,
        cues: judgement.hits.iter().map(|hit| cue_record(engine, doc, chars, hit)).collect(),
    }
}

/// One cue as it is written out.
pub fn cue_record(engine: &Engine, doc: &Document, chars: &CharIndex, hit: &Hit) -> CueRecord {
    let row = engine.lexicon.row(hit.cue.row);
    let span: Span = doc.span_of(hit.cue.tokens.clone());
    let mut shifters = Vec::with_capacity(hit.shifts.len() + 1);
    if hit.percent != 100 {
        shifters.push(format!("owner:×{}", decimal(hit.percent)));
    }
    shifters.extend(hit.shifts.iter().map(|s| format!("{}:{}×{}", s.kind, s.words, decimal(s.percent))));
    CueRecord {
        text: span.of(doc.text).to_string(),
        start: chars.at(span.start as usize),
        end: chars.at(span.end as usize),
        row: row.name(),
        role: hit.role.to_string(),
        base: Score::clamped(i64::from(hit.value) * super::engine::UNIT),
        shifters,
        effect: Score::clamped(hit.effect),
        tags: row.tags().map(String::from).collect(),
    }
}

/// A percentage as a decimal factor without floating point: 130 → `1.3`, −50 → `-0.5`.
fn decimal(percent: i64) -> String {
    let sign = if percent < 0 { "-" } else { "" };
    let (whole, rest) = (percent.abs() / 100, percent.abs() % 100);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:02}").trim_end_matches('0'))
}
