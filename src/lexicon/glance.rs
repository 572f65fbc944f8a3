//! What the lexicon has for a word, at a glance: asked of every token before anything is looked up.

use crate::text::{WordId, packed};
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

/// What there is for a word.
#[derive(Debug, Clone, Copy, Default, Pod, Zeroable)]
#[repr(transparent)]
pub struct Glance(u8);

impl Glance {
    /// A row of its own, for one of its readings.
    pub const SINGLE: Self = Self(1);
    /// Expressions that begin with a verb of which it is a form.
    pub const VERBAL: Self = Self(1 << 1);
    /// Expressions that begin with the word as it is written.
    pub const LITERAL: Self = Self(1 << 2);
    /// Expressions headed by a verb of which it is the rarest word.
    pub const KEY: Self = Self(1 << 3);
    /// What must be thought of a word that was not looked at.
    const ALL: Self = Self(u8::MAX);

    /// True for a word that may begin a row.
    #[inline]
    pub fn opens(self) -> bool {
        self.has(Self(Self::SINGLE.0 | Self::VERBAL.0 | Self::LITERAL.0))
    }

    pub(super) fn with(self, other: Self, there: bool) -> Self {
        if there { Self(self.0 | other.0) } else { self }
    }

    /// True when there is one of the things asked for.
    #[inline]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What there is for each word, by its number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Glances(#[serde(with = "packed")] Vec<Glance>);

impl Glances {
    #[inline]
    pub(super) fn of(&self, word: WordId) -> Glance {
        self.0.get(word.0 as usize).copied().unwrap_or(Glance::ALL)
    }
}

impl FromIterator<Glance> for Glances {
    fn from_iter<T: IntoIterator<Item = Glance>>(glances: T) -> Self {
        Self(glances.into_iter().collect())
    }
}
