//! Inflection: all forms of a dictionary form, with their features. Rules in code, irregularities in `lexicons/french/`.

mod adjective;
mod model;
mod noun;
mod spelling;
mod suffix;
mod verb;

use crate::data::shipped;
use crate::error::Fault;
use rustc_hash::FxHashSet;

pub use adjective::adjective_forms;
pub use noun::noun_forms;
pub use verb::verb_forms;

/// The irregularities of French inflection.
#[derive(Debug, Clone)]
pub struct Irregular {
    models: model::Models,
    plurals: suffix::Suffixes,
    feminines: suffix::Suffixes,
    /// First parts of compounds that never vary.
    fixed_parts: FxHashSet<Box<str>>,
}

impl Irregular {
    /// Loads the shipped tables.
    ///
    /// # Errors
    /// A malformed table, with file and line.
    pub fn load() -> Result<Irregular, Fault> {
        let parts = shipped("french/compound-parts.tsv");
        let fixed_parts = crate::data::parse_table(&parts, &["form"])?.iter().map(|row| row.fields[0].into()).collect();
        Ok(Irregular {
            models: model::Models::load()?,
            plurals: suffix::Suffixes::load(&shipped("french/plural.tsv"), &["ending", "plural"])?,
            feminines: suffix::Suffixes::load(&shipped("french/feminine.tsv"), &["ending", "feminine", "bel"])?,
            fixed_parts,
        })
    }
}
