//! Pairs of words that may follow each other, asked for before any list is looked at.

use super::packed;
use super::word::WordId;
use serde::{Deserialize, Serialize};

/// Pairs of words as bits that may, rarely, stand for others by mistake: two bits for a pair, both in one of 2 to the power of `SIZE`
/// places, few enough to stay near.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pairs<const SIZE: u32>(#[serde(with = "packed")] Vec<u64>);

impl<const SIZE: u32> Default for Pairs<SIZE> {
    fn default() -> Self {
        Self(vec![0; 1 << SIZE])
    }
}

impl<const SIZE: u32> Pairs<SIZE> {
    /// Adds a pair.
    pub(crate) fn insert(&mut self, first: WordId, second: WordId) {
        let (place, bits) = Self::bits(first, second);
        self.0[place] |= bits;
    }

    /// True for what was added, and rarely for something else.
    #[inline]
    pub(crate) fn may_hold(&self, first: WordId, second: WordId) -> bool {
        let (place, bits) = Self::bits(first, second);
        self.0.get(place).is_some_and(|known| known & bits == bits)
    }

    #[inline]
    fn bits(first: WordId, second: WordId) -> (usize, u64) {
        let hash = (u64::from(first.0) << 32 | u64::from(second.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let (one, other) = (hash >> (58 - SIZE) & 63, hash >> (52 - SIZE) & 63);
        ((hash >> (64 - SIZE)) as usize, 1 << one | 1 << other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_found() {
        let mut pairs = Pairs::<4>::default();
        (0..20).for_each(|id| pairs.insert(WordId(id), WordId(7 * id)));
        assert!((0..20).all(|id| pairs.may_hold(WordId(id), WordId(7 * id))));
        assert!(!Pairs::<4>::default().may_hold(WordId(1), WordId(2)));
    }
}
