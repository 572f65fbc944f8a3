//! What the readers know of pages, compiled once and shared by reference.

use super::calendar::Calendar;
use super::fields::{Keys, read_keys};
use super::furniture::Furniture;
use super::html_meta;
use super::key::key;
use super::labels::Labels;
use super::outlets::{OutletKind, Outlets};
use super::signs::Templates;
use super::words::{Kind, Words};
use crate::data::{DataFile, shipped};
use crate::error::Fault;

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
    pub(super) keys: Keys,
    pub(super) page_names: html_meta::Names,
}

impl Knowledge {
    /// Compiles the shipped data and the user's own registries of outlets, in the form of the shipped one.
    ///
    /// # Errors
    /// A table that cannot be read or has a bad row, with file, line and remedy.
    pub fn load(own_outlets: &[DataFile]) -> Result<Self, Fault> {
        let mut outlets = Outlets::default();
        outlets.add(&shipped("outlets.toml"))?;
        for file in own_outlets {
            outlets.add(file)?;
        }
        let rows = [shipped("corpus/furniture.tsv")];
        let mut labels = Labels::default();
        labels.add(&shipped("corpus/labels.tsv"))?;
        let mut calendar = Calendar::default();
        calendar.add(&shipped("corpus/calendar.tsv"))?;
        let mut words = Words::default();
        words.add(&shipped("corpus/words.tsv"))?;
        let mut templates = Templates::default();
        templates.add(&shipped("corpus/signs.tsv"))?;
        let mut page_names = html_meta::Names::default();
        page_names.add(&shipped("corpus/html.tsv"))?;
        let keys = read_keys(&shipped("corpus/keys.tsv"))?;
        Ok(Self {
            outlets,
            furniture: Furniture::compile(&rows)?,
            labels,
            calendar,
            words,
            templates,
            keys,
            page_names,
        })
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
}
