//! What the readers hand on: the raw text of one article, and how it becomes an article.

use super::article::{Article, Place, Rejected};
use super::calendar::Reference;
use super::discover::Source;
use super::facts::Facts;
use super::fields::{Mapping, Values};
use super::guard::{FAULT, netted};
use super::html;
use super::json;
use super::knowledge::Knowledge;
use super::page::page_with_hints;
use super::readers::{Found, each, repaired};
use super::record::article_from_values;
use crate::config::Config;
use std::ops::ControlFlow;

/// Longest line, record or page, in bytes. An article has a few thousand; what is longer is another kind of file.
pub const LARGEST_UNIT: usize = 8 << 20;

/// What is known of an article besides its text.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// The address from which it was fetched.
    pub url: Option<String>,
    /// When it was fetched: relative dates count from there.
    pub reference: Option<Reference>,
    /// What the page around the text says of itself.
    pub facts: Facts,
    /// The text comes from a page: lines in it may state its date and signature.
    pub page: bool,
}

/// The raw text of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands.
    pub place: Place,
    /// What the number of its place counts: `line`, `row`, `item`, `record`, `article`; `file` where there is none.
    pub counted: &'static str,
    /// Its text.
    pub raw: Raw,
    /// How its bytes had to be read, when they were not UTF-8.
    pub note: Option<String>,
    /// The address from which it was fetched, when the source says so.
    pub url: Option<String>,
    /// When it was fetched, when the source says so.
    pub fetched: Option<jiff::civil::DateTime>,
}

/// The form of a [`Unit`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// A page of plain text.
    Page(String),
    /// A page of HTML.
    Html(String),
    /// A JSON object.
    Json(String),
    /// The known fields of a table row or an element.
    Values(Values<'static>),
}

/// Reads every article of a source, in order. Nothing is fatal: what cannot be read is given to the sink as such.
pub fn read(source: &Source, knowledge: &Knowledge, config: &Config, sink: &mut dyn FnMut(Result<Article, Rejected>)) {
    let _ = each(source, knowledge, config, &mut |found| {
        match found {
            Found::Unit(unit) => sink(unit.article(knowledge, config)),
            Found::Rejected(rejected) => sink(Err(rejected)),
            Found::Opened { .. } | Found::Columns { .. } | Found::LeftOut(_) => {}
        }
        ControlFlow::Continue(())
    });
}

impl Unit {
    /// A unit that is all of a file.
    pub(super) fn of_file(source: &str, raw: Raw, note: Option<String>) -> Self {
        let place = Place { source: source.to_owned(), line: None };
        Self { place, counted: "file", raw, note, url: None, fetched: None }
    }

    /// One of several in a file.
    pub(super) fn numbered(source: &str, counted: &'static str, number: u64, raw: Raw) -> Self {
        let line = Some(u32::try_from(number).unwrap_or(u32::MAX));
        let place = Place { source: source.to_owned(), line };
        Self { place, counted, raw, note: None, url: None, fetched: None }
    }

    /// Bytes of its text.
    pub fn len(&self) -> usize {
        match &self.raw {
            Raw::Page(text) | Raw::Html(text) | Raw::Json(text) => text.len(),
            Raw::Values(values) => values.len(),
        }
    }

    /// True when it has no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text when it is a page of plain text.
    pub fn page(&self) -> Option<&str> {
        match &self.raw {
            Raw::Page(text) => Some(text),
            _ => None,
        }
    }

    /// The place as messages name it: `line 12`, `file`.
    pub fn shown_place(&self) -> String {
        self.place.shown(self.counted)
    }

    /// Hashes all that is known of the unit, save its number in the source: that only names it, and shifts when something is
    /// put in front of it.
    pub fn digest(&self, hasher: &mut blake3::Hasher) {
        let mut add = |text: &str| {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        };
        add(&self.place.source);
        add(if self.place.line.is_some() { self.counted } else { "" });
        add(self.note.as_deref().unwrap_or_default());
        // An address is never empty, so that none and the empty one need not be told apart.
        add(self.url.as_deref().unwrap_or_default());
        add(&self.fetched.map(|moment| moment.to_string()).unwrap_or_default());
        match &self.raw {
            Raw::Page(text) => ["page", text].into_iter().for_each(add),
            Raw::Html(text) => ["html", text].into_iter().for_each(add),
            Raw::Json(text) => ["json", text].into_iter().for_each(add),
            Raw::Values(values) => {
                add("values");
                values.each(|field, rank, value| {
                    add(field.as_str());
                    add(&rank.to_string());
                    add(value);
                });
            }
        }
    }

    /// Reads the unit as an article.
    ///
    /// # Errors
    /// What cannot be read as an article, with its place.
    pub fn article(self, knowledge: &Knowledge, config: &Config) -> Result<Article, Rejected> {
        let (source, shown) = (self.place.source.clone(), self.shown_place());
        netted(|| self.into_article(knowledge, config))
            .unwrap_or_else(|| Err(Rejected { source, place: shown, reason: FAULT.to_owned() }))
    }

    fn into_article(self, knowledge: &Knowledge, config: &Config) -> Result<Article, Rejected> {
        let shown = self.shown_place();
        let Self { place, raw, note, url, fetched, .. } = self;
        let hints = Hints { url, reference: fetched.map(Reference::Moment), facts: Facts::default(), page: false };
        let named = |rejected: Rejected| Rejected { place: shown.clone(), ..rejected };
        let mut article = match raw {
            Raw::Page(text) => match repaired(&text) {
                Some(text) => {
                    let mut article = page_with_hints(&text, place, hints, knowledge, config).map_err(named)?;
                    article.notes.push("UTF-8 that had been read as windows-1252: repaired".to_owned());
                    article
                }
                None => page_with_hints(&text, place, hints, knowledge, config).map_err(named)?,
            },
            Raw::Html(text) => html::article(&text, place, hints, knowledge, config).map_err(named)?,
            Raw::Json(text) => match json::values(&text, Mapping::new(knowledge, config)) {
                Ok(values) => article_from_values(values, &text, place, hints, knowledge, config).map_err(named)?,
                Err(error) => {
                    let reason = format!("not a JSON object: {error}");
                    return Err(Rejected { source: place.source, place: shown, reason });
                }
            },
            Raw::Values(mut values) => {
                values.sort();
                let joined = values.joined();
                article_from_values(values, &joined, place, hints, knowledge, config).map_err(named)?
            }
        };
        article.notes.extend(note);
        Ok(article)
    }
}
