//! What the readers know of pages, compiled once and shared by reference.

use super::calendar::Calendar;
use super::furniture::Furniture;
use super::key::{key, solid};
use super::labels::Labels;
use super::outlets::{OutletKind, Outlets};
use super::signs::Templates;
use super::words::{Kind, Words};
use crate::data::{DataFile, parse_table, shipped};
use crate::error::Fault;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// A field of a JSON record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Text,
    Lead,
    Title,
    Date,
    Outlet,
    Domain,
    Url,
    Author,
    Id,
}

/// The outlets registry, furniture patterns, labels, dates, word lists and record keys.
///
/// ```
/// let knowledge = parallaxe::corpus::Knowledge::load(&[]).unwrap();
/// assert!(knowledge.outlets().len() > 120);
/// ```
#[derive(Debug)]
pub struct Knowledge {
    pub(super) outlets: Outlets,
    pub(super) furniture: Furniture,
    pub(super) labels: Labels,
    pub(super) calendar: Calendar,
    pub(super) words: Words,
    pub(super) templates: Templates,
    keys: FxHashMap<String, (Field, usize)>,
}

impl Knowledge {
    /// Compiles the shipped data and what the user's folders add to it. In a folder, `outlets.toml` and
    /// `furniture.tsv` are read when they are there (or below `corpus/`); their forms are those of the shipped files.
    ///
    /// # Errors
    /// A table that cannot be read or has a bad row, with file, line and remedy.
    pub fn load(extra: &[PathBuf]) -> Result<Self, Fault> {
        let mut outlets = Outlets::default();
        outlets.add(&shipped("outlets.toml"))?;
        let mut rows = vec![shipped("corpus/furniture.tsv")];
        for folder in extra {
            if let Some(file) = own(folder, "outlets.toml")? {
                outlets.add(&file)?;
            }
            rows.extend(own(folder, "furniture.tsv")?);
        }
        let mut labels = Labels::default();
        labels.add(&shipped("corpus/labels.tsv"))?;
        let mut calendar = Calendar::default();
        calendar.add(&shipped("corpus/calendar.tsv"))?;
        let mut words = Words::default();
        words.add(&shipped("corpus/words.tsv"))?;
        let mut templates = Templates::default();
        templates.add(&shipped("corpus/signs.tsv"))?;
        let keys = record_keys(&shipped("corpus/keys.tsv"))?;
        Ok(Self { outlets, furniture: Furniture::compile(&rows)?, labels, calendar, words, templates, keys })
    }

    /// The registry of outlets.
    pub fn outlets(&self) -> &Outlets {
        &self.outlets
    }

    /// The agency that a name means, when it means one: a registered agency, or any name that begins like one ("Agence …").
    pub(super) fn agency(&self, name: &str) -> Option<String> {
        if let Some(outlet) = self.outlets.by_name(name) {
            return (outlet.kind == OutletKind::Agency).then(|| outlet.name.clone());
        }
        let folded = key(name);
        let (first, rest) = folded.split_once(' ')?;
        let fits = self.words.is(Kind::Agency, first) && rest.split(' ').count() <= 5;
        fits.then(|| name.trim().to_owned())
    }

    /// The field that a key of a JSON record means, with its rank: lower ranks are preferred.
    pub(super) fn record_key(&self, name: &str) -> Option<(Field, usize)> {
        // Most keys are written as the table compares them; the others cost a folding.
        self.keys.get(name).or_else(|| self.keys.get(&solid(name))).copied()
    }
}

/// A data file of the user's folder.
fn own(folder: &Path, name: &str) -> Result<Option<DataFile>, Fault> {
    for path in [folder.join(name), folder.join("corpus").join(name)] {
        if path.is_file() {
            let shown = path.display().to_string();
            let text = std::fs::read_to_string(&path).map_err(|error| {
                Fault::new(&shown, format!("cannot be read: {error}")).remedy("give a readable file in UTF-8")
            })?;
            return Ok(Some(DataFile { name: shown, text: text.into() }));
        }
    }
    Ok(None)
}

fn record_keys(file: &DataFile) -> Result<FxHashMap<String, (Field, usize)>, Fault> {
    let mut keys = FxHashMap::default();
    for row in parse_table(file, &["field", "key"])? {
        let field = match row.fields[0] {
            "text" => Field::Text,
            "lead" => Field::Lead,
            "title" => Field::Title,
            "date" => Field::Date,
            "outlet" => Field::Outlet,
            "domain" => Field::Domain,
            "url" => Field::Url,
            "author" => Field::Author,
            "id" => Field::Id,
            other => {
                return Err(Fault::new(&file.name, format!("unknown field “{other}”"))
                    .at_line(row.line)
                    .remedy("write text, lead, title, date, outlet, domain, url, author or id"));
            }
        };
        let name = solid(row.fields[1]);
        if keys.insert(name, (field, row.line)).is_some() {
            return Err(Fault::new(&file.name, format!("the key “{}” stands twice", row.fields[1]))
                .at_line(row.line)
                .remedy("keep one of the two"));
        }
    }
    Ok(keys)
}
