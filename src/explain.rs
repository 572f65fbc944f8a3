//! Everything the program sees in one text, and the arithmetic: what `parallaxe explain` shows.

use crate::actor::Found;
use crate::config::Config;
use crate::corpus::{Article, Dropped, Inferred};
use crate::knowledge::Knowledge;
use crate::scoring::analysed;
use crate::stance::{Label, Observation, Part, Score, Voice, cue_record};
use crate::text::CharIndex;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt::Write as _;

/// What was found in a text and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Who published it, with provenance.
    pub outlet: Inferred<String>,
    /// When, with provenance.
    pub date: Inferred<Date>,
    /// Headline, with provenance.
    pub title: Inferred<String>,
    /// Signature, with provenance.
    pub byline: Inferred<String>,
    /// ISO 639-3 code.
    pub language: String,
    /// What was left out of the page.
    pub dropped: Vec<Dropped>,
    /// Sentences in order, headline first.
    pub sentences: Vec<SentenceExplanation>,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentenceExplanation {
    /// Headline or body.
    pub part: Part,
    /// Its text.
    pub text: String,
    /// First character in the part's text.
    pub start: u32,
    /// Its tokens.
    pub tokens: Vec<String>,
    /// Its mentions with their evidence.
    pub mentions: Vec<MentionExplanation>,
    /// Lexicon rows found in it that reach no mention: `words (lemma/pos)`.
    pub idle: Vec<String>,
}

/// One mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionExplanation {
    /// The observation as it is written out.
    #[serde(flatten)]
    pub observation: Observation,
    /// The decision.
    pub label: Label,
    /// The sum, spelled out: `-0.6 × 0.5 + 0.3 = 0`.
    pub arithmetic: String,
}

/// Explains an article.
pub fn explain(article: &Article, knowledge: &Knowledge, config: &Config) -> Explanation {
    let mut sentences = Vec::new();
    for half in analysed(std::slice::from_ref(article), knowledge, |_| true).iter().flatten() {
        let (part, doc) = (half.part, &half.doc);
        let mut observations = Vec::new();
        half.observe(knowledge, &mut observations);
        let chars = CharIndex::new(doc.text);
        for sentence in &doc.sentences {
            let start = chars.at(sentence.span.start as usize);
            let mentions: Vec<MentionExplanation> = observations
                .iter()
                .filter(|o| o.sentence_start == start)
                .map(|o| MentionExplanation {
                    observation: o.clone(),
                    label: o.label(config.threshold),
                    arithmetic: arithmetic(o),
                })
                .collect();
            sentences.push(SentenceExplanation {
                part,
                text: sentence.span.of(doc.text).to_string(),
                start,
                tokens: sentence.tokens.clone().map(|t| doc.token_text(t as usize).to_string()).collect(),
                idle: idle(knowledge, doc, sentence.tokens.clone(), &mentions, &chars),
                mentions,
            });
        }
    }
    Explanation {
        outlet: article.outlet.clone(),
        date: article.date.clone(),
        title: article.title.clone(),
        byline: article.byline.clone(),
        language: article.language.clone(),
        dropped: article.dropped.clone(),
        sentences,
    }
}

/// Rows whose words stand in the sentence but say nothing of any mention.
fn idle(
    knowledge: &Knowledge,
    doc: &crate::text::Document,
    tokens: std::ops::Range<u32>,
    mentions: &[MentionExplanation],
    chars: &CharIndex,
) -> Vec<String> {
    let engine = knowledge.engine();
    engine
        .cues(doc, tokens)
        .into_iter()
        .map(|hit| cue_record(&engine, doc, chars, &hit))
        .filter(|record| {
            !mentions.iter().flat_map(|m| &m.observation.cues).any(|c| c.start < record.end && record.start < c.end)
        })
        .map(|record| format!("{} ({})", record.text, record.row))
        .collect()
}

/// The sum of a mention as a line of arithmetic.
fn arithmetic(observation: &Observation) -> String {
    let Some(score) = observation.score else { return String::new() };
    let terms: Vec<String> = observation
        .cues
        .iter()
        .map(|cue| {
            let factors: String = cue
                .shifters
                .iter()
                .filter_map(|s| s.rsplit_once('×'))
                .map(|(_, f)| format!(" × {}", signed(f)))
                .collect();
            format!("{}{factors}", bracketed(cue.base))
        })
        .collect();
    let sum: i64 = observation.cues.iter().map(|c| c.effect.thousandths()).sum();
    let limit = if Score::clamped(sum).thousandths() == sum { String::new() } else { format!(" → {}", plain(score)) };
    format!("{} = {}{limit}", terms.join(" + "), decimal(sum))
}

fn signed(factor: &str) -> String {
    if factor.starts_with('-') { format!("({factor})") } else { factor.to_string() }
}

fn bracketed(score: Score) -> String {
    if score < Score::ZERO { format!("({})", plain(score)) } else { plain(score) }
}

fn plain(score: Score) -> String {
    decimal(score.thousandths())
}

/// Thousandths as a decimal number: −450 → `-0.45`.
fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, rest) = (thousandths.abs() / 1000, thousandths.abs() % 1000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{rest:03}").trim_end_matches('0'))
}

/// Lays an explanation out for a terminal: each sentence with its mentions (`═`) and cues (`~`) underlined, then the
/// evidence of each mention. With `color`, negative cues are orange and positive ones blue as well.
pub fn render_text(explanation: &Explanation, color: bool) -> String {
    let mut out = String::new();
    header(explanation, &mut out);
    for sentence in &explanation.sentences {
        if sentence.mentions.is_empty() && sentence.idle.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{}", sentence.text.replace(['\n', '\t'], " "));
        let _ = writeln!(out, "{}", underline(sentence));
        for mention in &sentence.mentions {
            evidence(mention, color, &mut out);
        }
        if !sentence.idle.is_empty() {
            let _ = writeln!(out, "  reaches no mention: {}", sentence.idle.join(", "));
        }
    }
    out
}

fn header(explanation: &Explanation, out: &mut String) {
    let date = explanation.date.value.map(|d| d.to_string());
    let lines = [
        ("outlet", explanation.outlet.value.clone(), explanation.outlet.from.as_str()),
        ("date", date, explanation.date.from.as_str()),
        ("title", explanation.title.value.clone(), explanation.title.from.as_str()),
        ("byline", explanation.byline.value.clone(), explanation.byline.from.as_str()),
    ];
    for (name, value, from) in lines {
        if let Some(value) = value {
            let _ = writeln!(out, "{name:8} {value}  [{from}]");
        }
    }
    let _ = writeln!(out, "{:8} {}", "language", explanation.language);
    for part in &explanation.dropped {
        let text: String = part.text.chars().take(70).collect();
        let _ = writeln!(out, "left out {}: {}", part.reason, text.replace('\n', " "));
    }
}

/// Marks under a sentence: one column per character.
fn underline(sentence: &SentenceExplanation) -> String {
    let mut marks: Vec<char> = vec![' '; sentence.text.chars().count()];
    let mut mark = |start: u32, end: u32, sign: char| {
        let (from, to) = (start.saturating_sub(sentence.start) as usize, end.saturating_sub(sentence.start) as usize);
        let to = to.min(marks.len());
        if from < to {
            marks[from..to].fill(sign);
        }
    };
    for mention in &sentence.mentions {
        for cue in &mention.observation.cues {
            mark(cue.start, cue.end, '~');
        }
    }
    for mention in &sentence.mentions {
        mark(mention.observation.start, mention.observation.end, '═');
    }
    marks.into_iter().collect::<String>().trim_end().to_string()
}

fn evidence(mention: &MentionExplanation, color: bool, out: &mut String) {
    let o = &mention.observation;
    let voice = match (o.voice, &o.holder) {
        (Voice::Outlet, _) => "own words".to_string(),
        (Voice::Reported, Some(holder)) => format!("reported, {holder}"),
        (Voice::Reported, None) => "reported".to_string(),
    };
    let found = match o.found {
        Found::Name => "name",
        Found::Alias => "alias",
        Found::Metonym => "metonym",
        Found::Phrase => "phrase",
        Found::Pronoun => "pronoun",
    };
    let score = o.score.map_or("no cue".to_string(), plain);
    let _ = writeln!(out, "  {} “{}” ({found}; {voice}): {score}", o.actor, o.mention);
    for cue in &o.cues {
        let shifters = if cue.shifters.is_empty() { String::new() } else { format!("  {}", cue.shifters.join("  ")) };
        let effect = plain(cue.effect);
        let effect = match (color, cue.effect.cmp(&Score::ZERO)) {
            (true, std::cmp::Ordering::Less) => format!("\x1b[33m{effect}\x1b[0m"),
            (true, std::cmp::Ordering::Greater) => format!("\x1b[34m{effect}\x1b[0m"),
            _ => effect,
        };
        let _ =
            writeln!(out, "    “{}”  {} as {}: {}{shifters} → {effect}", cue.text, cue.row, cue.role, plain(cue.base));
    }
    if o.cues.len() > 1 || o.cues.iter().any(|c| !c.shifters.is_empty()) {
        let _ = writeln!(out, "    {}", mention.arithmetic);
    }
}
