//! The rows that travel between `score` and `report`: one JSON object a line.

use super::observation::Observation;
use crate::corpus::{Inferred, Place, Rejected};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// Scored and counted.
    #[serde(rename = "analysed")]
    Analysed,
    /// Not French: kept out and counted.
    #[serde(rename = "other language")]
    OtherLanguage,
    /// Repeats an article of the same outlet: kept out and counted.
    #[serde(rename = "duplicate")]
    Duplicate,
    /// A text that other outlets print too; scored and counted, marked as shared.
    #[serde(rename = "shared copy")]
    SharedCopy,
}

/// An article's line: everything the report needs to know of it besides its observations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRow {
    /// Article id.
    pub article: String,
    /// Where it was read.
    pub place: Place,
    /// Outlet with provenance.
    pub outlet: Inferred<String>,
    /// Date with provenance.
    pub date: Inferred<Date>,
    /// Headline.
    pub title: Option<String>,
    /// Signature.
    pub byline: Option<String>,
    /// Agency credited.
    pub agency: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// ISO 639-3 code.
    pub language: String,
    /// Words in headline and body.
    pub words: u32,
    /// Sentences in the body.
    pub sentences: u32,
    /// Reasons of what was left out of the page, with the number of characters, in order of reason.
    pub dropped: std::collections::BTreeMap<String, u32>,
    /// [`Status::Analysed`] or [`Status::OtherLanguage`] when scored; the report decides on copies.
    pub status: Status,
    /// Hash of the normalised body, 16 hexadecimal digits: equal for exact copies.
    pub fingerprint: String,
    /// MinHash signature of the body's word shingles, hexadecimal: near for near copies. Empty when the body is too short.
    pub signature: String,
}

/// One line of a row file, tagged by its key `record`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
pub enum Row {
    /// An article that was read.
    Article(Box<ArticleRow>),
    /// One mention.
    Observation(Box<Observation>),
    /// Something that could not be read.
    Rejected(Rejected),
}
