//! Expressions of several words, and how most of them are passed over at a glance.

use super::compile::RowId;
use crate::text::{WordId, WordSet};
use smallvec::SmallVec;

/// One place of an expression after its first word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// One of these words.
    Word(SmallVec<[WordId; 2]>),
    /// Any article or possessive.
    Determiner,
    /// `…`: room for an object.
    Gap,
}

/// An expression of several words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Its row.
    pub row: RowId,
    /// What follows the first word.
    pub rest: Vec<Element>,
    /// True when the head verb needs a reflexive clitic.
    pub pronominal: bool,
    /// A clitic that stands before the head verb: "l'emporter", "en vouloir".
    pub particle: Option<WordId>,
    /// The forms of its rarest word, one of which the sentence must hold: what most expressions fail by.
    pub(super) key: SmallVec<[WordId; 2]>,
}

impl Expression {
    pub(super) fn new(row: RowId, rest: Vec<Element>, pronominal: bool) -> Self {
        // Words of grammar are registered first, so the rarest word is the one with the highest number.
        let words = rest.iter().filter_map(|element| match element {
            Element::Word(forms) => Some(forms),
            Element::Determiner | Element::Gap => None,
        });
        let key = words.max_by_key(|forms| forms.iter().min()).cloned().unwrap_or_default();
        Self { row, rest, pronominal, particle: None, key }
    }
}

/// The key words of a sentence as sets of bits: they say at once that most expressions cannot stand in it.
#[derive(Debug, Clone)]
pub struct Present {
    /// One bit for many words: what is asked first.
    coarse: u64,
    fine: [u64; PLACES as usize / 64],
}

/// Bits of the fine set.
const PLACES: u32 = 512;
/// The coarse bit of expressions that any sentence may hold; it is always set.
const ANY: u64 = 1;

impl Present {
    /// The set of the words of a sentence.
    pub(super) fn of(words: impl Iterator<Item = WordId>) -> Self {
        let mut present = Self { coarse: ANY, fine: [0; PLACES as usize / 64] };
        for word in words {
            present.coarse |= coarse(word);
            present.fine[(word.0 % PLACES / 64) as usize] |= 1 << (word.0 % 64);
        }
        present
    }

    fn holds(&self, word: WordId) -> bool {
        self.fine[(word.0 % PLACES / 64) as usize] & (1 << (word.0 % 64)) != 0
    }
}

fn coarse(word: WordId) -> u64 {
    // Forms of one lemma are neighbours: their numbers are spread first.
    1 << (word.0.wrapping_mul(0x9e37_79b1) >> 26)
}

/// Expressions with the same head.
#[derive(Debug, Clone, Default)]
pub struct Expressions {
    /// The coarse bits of the key of each, side by side.
    coarse: Vec<u64>,
    list: Vec<Expression>,
}

impl Expressions {
    pub(super) fn push(&mut self, expression: Expression) {
        self.list.push(expression);
    }

    /// Brings them into the order in which they are tried, longest first, and notes the words they are known by.
    pub(super) fn sort(&mut self, keys: &mut WordSet) {
        self.list.sort_by_key(|e| (std::cmp::Reverse(e.rest.len()), e.row));
        self.list.iter().flat_map(|e| &e.key).for_each(|word| keys.insert(*word));
        let bits = |e: &Expression| e.key.iter().map(|word| coarse(*word)).reduce(|a, b| a | b).unwrap_or(ANY);
        self.coarse = self.list.iter().map(bits).collect();
    }

    /// The expressions that may stand in a sentence, longest first.
    #[inline]
    pub fn possible<'e>(&'e self, present: &'e Present) -> impl Iterator<Item = &'e Expression> {
        let near = self.coarse.iter().zip(&self.list).filter(|(bits, _)| **bits & present.coarse != 0);
        let fits = |e: &&Expression| e.key.is_empty() || e.key.iter().any(|word| present.holds(*word));
        near.map(|(_, expression)| expression).filter(fits)
    }
}
