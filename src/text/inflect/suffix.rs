//! Tables that say what replaces an ending.

use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use rustc_hash::FxHashMap;

/// What replaces an ending, and the third column when the table has one.
#[derive(Debug, Clone)]
pub(super) struct Replacement {
    pub(super) forms: Vec<Box<str>>,
    pub(super) extra: Box<str>,
}

/// Rules by whole word and by ending; the longest ending wins.
#[derive(Debug, Clone, Default)]
pub(super) struct Suffixes {
    whole: FxHashMap<Box<str>, Replacement>,
    /// By their last byte, longest first.
    endings: FxHashMap<u8, Vec<(Box<str>, Replacement)>>,
}

impl Suffixes {
    pub(super) fn load(file: &DataFile, header: &[&str]) -> Result<Self, Fault> {
        let mut table = Self::default();
        for row in parse_table(file, header)? {
            let replacement = Replacement {
                forms: row.fields[1].split('/').map(Into::into).collect(),
                extra: row.fields.get(2).copied().unwrap_or("").into(),
            };
            let twice = match row.fields[0].strip_prefix('=') {
                Some(word) => table.whole.insert(word.into(), replacement).is_some(),
                None => !table.add_ending(row.fields[0], replacement),
            };
            if twice {
                return Err(Fault::new(&file.name, format!("“{}” stands here twice", row.fields[0]))
                    .at_line(row.line)
                    .remedy("keep one of the rows"));
            }
        }
        Ok(table)
    }

    /// Adds the rule of an ending; false when it has one.
    fn add_ending(&mut self, ending: &str, replacement: Replacement) -> bool {
        let Some(&last) = ending.as_bytes().last() else { return true };
        let list = self.endings.entry(last).or_default();
        if list.iter().any(|(known, _)| **known == *ending) {
            return false;
        }
        let at = list.partition_point(|(known, _)| known.len() >= ending.len());
        list.insert(at, (ending.into(), replacement));
        true
    }

    /// The rule for a word: how many bytes of it stay, and what follows them.
    pub(super) fn rule(&self, word: &str) -> Option<(usize, &Replacement)> {
        if let Some(replacement) = self.whole.get(word) {
            return Some((0, replacement));
        }
        let list = self.endings.get(word.as_bytes().last()?)?;
        let (ending, replacement) = list.iter().find(|(ending, _)| word.ends_with(&**ending))?;
        Some((word.len() - ending.len(), replacement))
    }
}
