//! The validated settings of a run. `cli/` builds one from arguments and `parallaxe.toml`; everything else reads it.

use serde::{Deserialize, Serialize};

/// The grain of time in tables and charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Calendar day.
    Day,
    /// ISO week, Monday first.
    Week,
    /// Calendar month.
    #[default]
    Month,
    /// Quarter.
    Quarter,
    /// Year.
    Year,
}

/// The language of the report and of messages in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

/// How texts that several outlets print are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Copies {
    /// One text counts once in figures over all outlets; each outlet that printed it keeps it in its own figures.
    #[default]
    Once,
    /// Every printing counts everywhere.
    Each,
}

/// Settings that change results; written to the manifest as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Title of the report; the default names the corpus.
    pub title: Option<String>,
    /// Language of the report.
    pub lang: Lang,
    /// Grain of time.
    pub by: Grain,
    /// How shared copies count.
    pub copies: Copies,
    /// Decision threshold in thousandths: |score| below it is neutral.
    pub threshold: i64,
    /// Bootstrap and permutation repetitions.
    pub resamples: u32,
    /// Seed of every random draw.
    pub seed: u64,
    /// Fewer scored articles than this: no interval, no comparison.
    pub min_articles: u64,
    /// How many actors get a part of the report and enter the comparisons; the rest stand in the tables.
    pub main_actors: usize,
    /// Actors to put first, by main name; when not empty they replace the most frequent ones.
    pub actors: Vec<String>,
    /// Outlet names by folder or file-name prefix of the source, for pages that do not name their outlet.
    pub outlets: std::collections::BTreeMap<String, String>,
    /// Names of columns and keys by field (`text`, `date`, `outlet`, `title`, `author`, `url`, `language`, …), for sources whose
    /// names the program does not know. A field that stands here has no other names.
    pub fields: std::collections::BTreeMap<String, Vec<String>>,
    /// The day from which "il y a 3 jours" counts, where the source itself does not say when it was saved.
    pub reference_date: Option<jiff::civil::Date>,
    /// Whether mentions found as pronouns or noun phrases count.
    pub references: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: None,
            lang: Lang::Fr,
            by: Grain::Month,
            copies: Copies::Once,
            threshold: 150,
            resamples: 2000,
            seed: 20_241_121,
            min_articles: 5,
            main_actors: 10,
            actors: Vec::new(),
            outlets: std::collections::BTreeMap::new(),
            fields: std::collections::BTreeMap::new(),
            reference_date: None,
            references: true,
        }
    }
}
