//! What a word may lead to, as a few bits for each form: the question asked of every token before any other.

use crate::text::packed;
use crate::text::{Vocabulary, WordId};
use serde::{Deserialize, Serialize};

/// The bits of every form of a vocabulary.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Leads(#[serde(with = "packed")] Vec<u8>);

/// What one form may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lead(u8);

impl Lead {
    /// A row of a single word.
    pub const SINGLE: Self = Self(1);
    /// An expression that begins with the word as it is written …
    pub const LITERAL: Self = Self(1 << 1);
    /// … or with a verb that it is a form of.
    pub const VERBAL: Self = Self(1 << 2);
    /// Expressions whose rarest word it is.
    pub const KEY: Self = Self(1 << 3);

    /// True when it leads to one of the things asked for.
    #[inline]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// True for a form with which a row may begin.
    #[inline]
    pub fn opens(self) -> bool {
        self.has(Self(Self::SINGLE.0 | Self::LITERAL.0 | Self::VERBAL.0))
    }
}

impl Leads {
    /// Asks once for every form what it leads to.
    pub(super) fn of(words: &Vocabulary, lead: impl Fn(WordId) -> [(Lead, bool); 4]) -> Self {
        let bits = |id| lead(WordId(id)).iter().filter(|(_, there)| *there).fold(0, |bits, (lead, _)| bits | lead.0);
        Self((0..=words.len() as u32).map(bits).collect())
    }

    /// Nothing for a word that came later.
    #[inline]
    pub(super) fn get(&self, word: WordId) -> Lead {
        Lead(self.0.get(word.0 as usize).copied().unwrap_or_default())
    }
}
