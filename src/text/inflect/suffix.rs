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
    endings: FxHashMap<Box<str>, Replacement>,
    longest: usize,
}

impl Suffixes {
    pub(super) fn load(file: &DataFile, header: &[&str]) -> Result<Self, Fault> {
        let mut table = Self::default();
        for row in parse_table(file, header)? {
            let replacement = Replacement {
                forms: row.fields[1].split('/').map(Into::into).collect(),
                extra: row.fields.get(2).copied().unwrap_or("").into(),
            };
            let (map, key) = match row.fields[0].strip_prefix('=') {
                Some(word) => (&mut table.whole, word),
                None => (&mut table.endings, row.fields[0]),
            };
            table.longest = table.longest.max(key.chars().count());
            if map.insert(key.into(), replacement).is_some() {
                return Err(Fault::new(&file.name, format!("“{}” stands here twice", row.fields[0]))
                    .at_line(row.line)
                    .remedy("keep one of the rows"));
            }
        }
        Ok(table)
    }

    /// The rule for a word: how many bytes of it stay, and what follows them.
    pub(super) fn rule(&self, word: &str) -> Option<(usize, &Replacement)> {
        if let Some(replacement) = self.whole.get(word) {
            return Some((0, replacement));
        }
        let mut best = None;
        for (at, _) in word.char_indices().rev().take(self.longest) {
            if let Some(replacement) = self.endings.get(&word[at..]) {
                best = Some((at, replacement));
            }
        }
        best
    }
}
