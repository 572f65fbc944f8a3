//! The small word lists of the page reader, from `lexicons/corpus/words.tsv`.

use super::key::key;
use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use rustc_hash::FxHashMap;

/// Bytes of the longest word that [`Words::is_written`] looks up.
const LONGEST_SMALL: usize = 6;

/// A list of `words.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Section,
    Press,
    Nobody,
    Company,
    Particle,
    Trade,
    Network,
    Agency,
    Article,
    With,
    Source,
    Edition,
    French,
}

impl Kind {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "section" => Self::Section,
            "press" => Self::Press,
            "nobody" => Self::Nobody,
            "company" => Self::Company,
            "particle" => Self::Particle,
            "trade" => Self::Trade,
            "network" => Self::Network,
            "agency" => Self::Agency,
            "article" => Self::Article,
            "with" => Self::With,
            "source" => Self::Source,
            "edition" => Self::Edition,
            "french" => Self::French,
            _ => return None,
        })
    }

    const fn bit(self) -> u16 {
        1 << self as u8
    }
}

/// The lists: which kinds a word or expression belongs to.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    kinds: FxHashMap<String, u16>,
    /// The entries of the lists that are walked in order.
    with: Vec<String>,
}

impl Words {
    /// Adds the rows of a table.
    pub(super) fn add(&mut self, file: &DataFile) -> Result<(), Fault> {
        for row in parse_table(file, &["kind", "word"])? {
            let kind = Kind::parse(row.fields[0]).ok_or_else(|| {
                Fault::new(&file.name, format!("unknown kind “{}”", row.fields[0])).at_line(row.line).remedy(
                    "write section, press, nobody, company, particle, trade, network, agency, article, with, source, edition or french",
                )
            })?;
            let word = if kind == Kind::French { row.fields[1].to_owned() } else { key(row.fields[1]) };
            if word.is_empty() && row.fields[1] != "&" {
                return Err(Fault::new(&file.name, "the word is empty").at_line(row.line).remedy("write the word"));
            }
            if kind == Kind::With {
                self.with.push(word.clone());
            }
            *self.kinds.entry(word).or_default() |= kind.bit();
        }
        Ok(())
    }

    /// The words that join an outlet and the agency it credits, in the order of the table.
    pub(super) fn joiners(&self) -> impl Iterator<Item = &str> {
        self.with.iter().map(String::as_str)
    }

    /// True when the text, folded, is in the list.
    pub(super) fn is(&self, kind: Kind, text: &str) -> bool {
        self.has_key(kind, &key(text))
    }

    /// True when a small word is in the list as it is written, except for capitals: nothing is folded, so this costs little.
    pub(super) fn is_written(&self, kind: Kind, word: &str) -> bool {
        if word.len() > LONGEST_SMALL {
            return false;
        }
        if !word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return self.has_key(kind, word);
        }
        let mut small = [0; LONGEST_SMALL];
        let small = &mut small[..word.len()];
        small.copy_from_slice(word.as_bytes());
        small.make_ascii_lowercase();
        std::str::from_utf8(small).is_ok_and(|word| self.has_key(kind, word))
    }

    fn has_key(&self, kind: Kind, folded: &str) -> bool {
        self.kinds.get(folded).is_some_and(|kinds| kinds & kind.bit() != 0)
    }

    /// True when some word of the text is in the list.
    pub(super) fn any(&self, kind: Kind, text: &str) -> bool {
        key(text).split(' ').any(|word| self.has_key(kind, word))
    }

    /// True when the text begins with an entry of the list.
    pub(super) fn begins(&self, kind: Kind, text: &str) -> bool {
        self.longest(kind, &key(text).split(' ').collect::<Vec<_>>()).is_some()
    }

    /// True when the text is made of entries of the list only, at least `least` of them.
    pub(super) fn only(&self, kind: Kind, text: &str, least: usize) -> bool {
        let folded = key(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let (mut at, mut found) = (0, 0);
        while at < words.len() {
            let Some(taken) = self.longest(kind, &words[at..]) else { return false };
            at += taken;
            found += 1;
        }
        found >= least
    }

    fn longest(&self, kind: Kind, words: &[&str]) -> Option<usize> {
        (1..=words.len().min(4)).rev().find(|count| self.has_key(kind, &words[..*count].join(" ")))
    }
}
