//! An article as the rest of the program sees it, with where each of its facts came from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where an inferred field came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Provenance {
    /// A field of the record, a labelled line of the page ("Publié le …") or the page's title.
    Field,
    /// The address of the page, or the file's name or folder when it holds the fact.
    Url,
    /// The place-and-date line that opens agency copy.
    Dateline,
    /// The foot of the page: copyright, "En savoir plus sur …", "À propos".
    Footer,
    /// The signature.
    Byline,
    /// The user's configuration.
    Config,
    /// Not known.
    #[default]
    None,
}

impl Provenance {
    /// The word used in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Url => "url",
            Self::Dateline => "dateline",
            Self::Footer => "footer",
            Self::Byline => "byline",
            Self::Config => "config",
            Self::None => "none",
        }
    }
}

/// A value with its provenance; the value is absent exactly when the provenance is [`Provenance::None`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inferred<T> {
    /// What was found.
    pub value: Option<T>,
    /// Where.
    pub from: Provenance,
}

impl<T> Default for Inferred<T> {
    fn default() -> Self {
        Self { value: None, from: Provenance::None }
    }
}

impl<T> Inferred<T> {
    /// A known value.
    pub const fn known(value: T, from: Provenance) -> Self {
        Self { value: Some(value), from }
    }

    /// `self` when known, otherwise `other`.
    pub fn or(self, other: impl FnOnce() -> Self) -> Self {
        if self.value.is_some() { self } else { other() }
    }
}

/// The place of an article in its source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The path as given on the command line, with `/` between folders, joined with the path below it.
    pub source: String,
    /// One-based line for JSON lines; `None` for a file that is one article.
    pub line: Option<u32>,
}

impl Place {
    /// The place as messages name it: `line 12`, `file`; `counted` is what its number counts.
    pub(super) fn shown(&self, counted: &str) -> String {
        self.line.map_or_else(|| "file".to_owned(), |number| format!("{counted} {number}"))
    }

    /// What stands there cannot be read as an article.
    pub(crate) fn rejected(self, counted: &str, reason: String) -> Rejected {
        Rejected { place: self.shown(counted), source: self.source, reason }
    }
}

/// A part of the page that is not the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// What was left out, as it stood.
    pub text: String,
    /// Why: `sharing`, `subscription`, `author-biography`, `comments`, `address`, `hashtags`, `related`, `copyright`,
    /// `navigation`, `byline`, `dateline`, `metadata`, `credit`, `counter`, `cookies`, `about-site`, `repeated-title`,
    /// `teaser`, `foreign`, or a reason of the user's own patterns.
    pub reason: String,
}

/// One article, cleaned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// The record's own id, or the first 16 hexadecimal digits of the hash of its raw text and file name.
    pub id: String,
    /// Where it was read.
    pub place: Place,
    /// Who published it.
    pub outlet: Inferred<String>,
    /// When it was published.
    pub date: Inferred<Date>,
    /// Its headline, one line.
    pub title: Inferred<String>,
    /// Who signed it.
    pub byline: Inferred<String>,
    /// Its address.
    pub url: Option<String>,
    /// The agency it credits, when it does.
    pub agency: Option<String>,
    /// The cleaned text, headline excluded; paragraphs are separated by one blank line.
    pub body: String,
    /// What was left out of the body.
    pub dropped: Vec<Dropped>,
    /// What a reader should know of how it was read: another encoding than UTF-8, a date of update in place of publication.
    pub notes: Vec<String>,
    /// Language of the body, as an ISO 639-3 code (`fra`, `eng`, …), or `und` when the text is too short to tell.
    pub language: String,
}

/// Something that could not be read as an article; a run sets it aside and goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rejected {
    /// The file.
    pub source: String,
    /// `line 12`, `byte 4096` or `file`.
    pub place: String,
    /// Why, in one sentence.
    pub reason: String,
}
