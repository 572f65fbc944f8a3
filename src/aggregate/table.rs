//! The final tables: what every number in the report is made from. Plain data, no text analysis, no files.
//!
//! All scores are thousandths in fixed point; every mean carries its interval and its counts. The sampling unit is the
//! article: an article's score for an actor is the mean of its scored mentions, an outlet's score is the mean of its articles.

use crate::stance::{Observation, Score};
use serde::Serialize;

/// A mean with its 95 % bootstrap interval (percentile, articles resampled).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Estimate {
    /// The mean over articles.
    pub value: Score,
    /// Lower end; `None` when there are too few articles for an interval (see [`crate::config::Config::min_articles`]).
    pub low: Option<Score>,
    /// Upper end; `None` together with `low`.
    pub high: Option<Score>,
}

/// Mentions by decision. `negative + neutral + positive + no_cue` is the number of mentions; `mixed` counts mentions with
/// cues of both signs, whatever their decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Decided negative.
    pub negative: u64,
    /// Cues found, decided neutral.
    pub neutral: u64,
    /// Decided positive.
    pub positive: u64,
    /// No cue reaches the mention.
    pub no_cue: u64,
    /// Cues of both signs.
    pub mixed: u64,
}

impl Counts {
    /// Number of mentions.
    pub const fn mentions(&self) -> u64 {
        self.negative + self.neutral + self.positive + self.no_cue
    }
}

/// One group of observations: any actor × outlet × period × voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Cell {
    /// Articles that mention the actor.
    pub articles: u64,
    /// Articles with at least one scored mention: the n of the mean.
    pub scored_articles: u64,
    /// Mentions by decision.
    pub mentions: Counts,
    /// The mean; `None` when no article is scored.
    pub mean: Option<Estimate>,
}

/// The same group in all voices, in the outlet's own words, and in reported words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Voices {
    /// Both together.
    pub all: Cell,
    /// The outlet's own words.
    pub outlet: Cell,
    /// Reported words.
    pub reported: Cell,
}

/// One outlet's treatment of one actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutletRow {
    /// The outlet; `None` gathers the articles whose outlet is unknown.
    pub outlet: Option<String>,
    /// All periods together, dated or not.
    pub voices: Voices,
    /// One cell per period of [`Tables::periods`], same order; articles without date are not in them.
    pub by_period: Vec<Cell>,
}

/// The difference between two outlets on one actor: mean of the first minus mean of the second.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The actor.
    pub actor: String,
    /// The more positive outlet.
    pub first: String,
    /// The more negative outlet.
    pub second: String,
    /// Scored articles of the first.
    pub n_first: u64,
    /// Scored articles of the second.
    pub n_second: u64,
    /// Difference in thousandths, 0..=2000.
    pub difference: i64,
    /// Lower end of the 95 % bootstrap interval of the difference, thousandths.
    pub low: i64,
    /// Upper end.
    pub high: i64,
    /// Two-sided permutation p-value, in millionths, corrected over all comparisons of the run (Benjamini and Hochberg 1995).
    pub p_corrected_millionths: u32,
}

/// A sentence kept as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The observation.
    pub observation: Observation,
    /// Title of its article.
    pub title: Option<String>,
    /// Source of its article as written in `articles.csv`.
    pub source: String,
}

/// A loaded name and how often each outlet uses it (from cues with a tag `loaded:CONCEPT` and from the words that name the actor).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Designation {
    /// The words, lower case.
    pub words: String,
    /// The concept of the loaded name, when it is one.
    pub concept: Option<String>,
    /// Mentions per outlet that uses it, by outlet name, every printing counted; unknown outlets are left out.
    pub by_outlet: Vec<(String, u64)>,
    /// Mentions in all, unknown outlets included.
    pub total: u64,
}

/// A word that one outlet uses near the actor more than the others do: log-odds with an informative Dirichlet prior
/// (Monroe, Colaresi and Quinn 2008).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DistinctiveWord {
    /// The outlet.
    pub outlet: String,
    /// The word, lower case.
    pub word: String,
    /// z-score of the log-odds difference, in hundredths.
    pub z_hundredths: i64,
    /// Sentences of this outlet that hold it.
    pub count: u64,
    /// Sentences of the other outlets that hold it.
    pub others: u64,
}

/// Share of the sentences about an actor that use a frame's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrameShare {
    /// Key of the frame in `lexicons/frames.toml`.
    pub frame: String,
    /// (outlet, sentences with the frame, sentences in all).
    pub by_outlet: Vec<(String, u64, u64)>,
}

/// Everything about one actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActorTable {
    /// Main name.
    pub actor: String,
    /// Kind, as in the gazetteer (`state`, `person`, `organisation`, `armed-group`, `institution`); empty when the gazetteer
    /// does not hold the actor.
    pub kind: String,
    /// All outlets together.
    pub voices: Voices,
    /// All outlets together, per period.
    pub by_period: Vec<Cell>,
    /// By outlet, sorted by mean (most negative first, unscored last), then name; the unknown outlet last.
    pub outlets: Vec<OutletRow>,
    /// Who speaks of the actor in reported words: (holder, mentions, mean of the scored mentions), most frequent first, at most ten.
    pub holders: Vec<(String, u64, Option<Score>)>,
    /// The strongest negative sentences, strongest first, at most one per article.
    pub most_negative: Vec<Evidence>,
    /// The strongest positive sentences.
    pub most_positive: Vec<Evidence>,
    /// Names used for the actor.
    pub designations: Vec<Designation>,
    /// Words that set outlets apart when they write of the actor.
    pub distinctive: Vec<DistinctiveWord>,
    /// Frames.
    pub frames: Vec<FrameShare>,
}

/// One outlet in the corpus table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct OutletSummary {
    /// Name; `None` for unknown.
    pub outlet: Option<String>,
    /// Articles counted.
    pub articles: u64,
    /// Of these, texts that other outlets print too.
    pub shared: u64,
    /// Of these, without date.
    pub undated: u64,
    /// Words.
    pub words: u64,
    /// Observations.
    pub observations: u64,
    /// First and last date, ISO.
    pub first: Option<String>,
    /// Last date, ISO.
    pub last: Option<String>,
}

/// The corpus and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct CorpusSummary {
    /// Articles read, whatever became of them (rejected ones excluded).
    pub read: u64,
    /// Articles counted in the tables.
    pub analysed: u64,
    /// Rejected records.
    pub rejected: u64,
    /// Reasons of rejection with counts.
    pub rejected_reasons: Vec<(String, u64)>,
    /// Articles in another language, with the codes.
    pub other_language: Vec<(String, u64)>,
    /// Repeats within one outlet, left out.
    pub duplicates: u64,
    /// Articles that are shared copies (counted).
    pub shared: u64,
    /// Counted articles without date.
    pub undated: u64,
    /// Counted articles without outlet.
    pub without_outlet: u64,
    /// Words in counted articles.
    pub words: u64,
    /// Observations in counted articles.
    pub observations: u64,
    /// Of these, with a cue.
    pub scored: u64,
    /// Characters of page furniture left out, by reason, most first.
    pub dropped: Vec<(String, u64)>,
    /// By outlet, most articles first.
    pub outlets: Vec<OutletSummary>,
}

/// A period of the run's grain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// Its key: `2024-07-26`, `2024-W30`, `2024-07`, `2024-T3`, `2024`.
    pub key: String,
    /// First day, ISO.
    pub start: String,
}

/// Everything the report is made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tables {
    /// The corpus.
    pub corpus: CorpusSummary,
    /// All periods from the first to the last dated article that is counted, gaps included (unless a stray date would make more
    /// than some two thousand of them: then only those with articles).
    pub periods: Vec<Period>,
    /// Actors with at least one observation: those of [`crate::config::Config::actors`] first, in that order, then most mentioned
    /// first (over all outlets), then by name. See [`Tables::main_actors`].
    pub actors: Vec<ActorTable>,
    /// Comparisons of outlets with enough articles, over the main actors, by corrected p-value then actor and names.
    pub comparisons: Vec<Comparison>,
}
