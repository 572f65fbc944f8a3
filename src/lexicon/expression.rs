//! Expressions of several words, and how most of them are passed over at a glance.

use super::compile::RowId;
use crate::text::{IdSet, LemmaId, WordId, packed};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::ops::Range;
use std::sync::Arc;

/// One place of an expression after its first word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Element {
    /// One of these words.
    Word(SmallVec<[WordId; 4]>),
    /// Any article or possessive.
    Determiner,
    /// `…`: room for an object.
    Gap,
}

/// An expression of several words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expression {
    /// Its row.
    pub row: RowId,
    /// What follows the first word.
    pub rest: Arc<[Element]>,
    /// True when the head verb needs a reflexive clitic.
    pub pronominal: bool,
    /// A clitic that stands before the head verb: "l'emporter", "en vouloir".
    pub particle: Option<WordId>,
    /// The forms of its rarest word, one of which the sentence must hold: what most expressions fail by.
    pub(super) key: SmallVec<[WordId; 4]>,
}

impl Expression {
    pub(super) fn new(row: RowId, rest: Arc<[Element]>, pronominal: bool) -> Self {
        // Words of grammar are registered first, so the rarest word is the one with the highest number.
        let words = rest.iter().filter_map(|element| match element {
            Element::Word(forms) => Some(forms),
            Element::Determiner | Element::Gap => None,
        });
        let key = words.max_by_key(|forms| forms.iter().min()).cloned().unwrap_or_default();
        Self { row, rest, pronominal, particle: None, key }
    }
}

/// What an expression begins with: a verb by its lemma, or a word as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Head(u32);

impl Head {
    pub(super) fn verb(lemma: LemmaId) -> Self {
        Self(lemma.0 << 1 | 1)
    }

    pub(super) fn word(word: WordId) -> Self {
        Self(word.0 << 1)
    }
}

impl From<Head> for u32 {
    #[inline]
    fn from(head: Head) -> Self {
        head.0
    }
}

/// The expressions that the words of a sentence leave possible, as numbers in the list of their head, in order.
#[derive(Debug, Clone, Default)]
pub struct Present(Found);

impl Present {
    pub(super) fn of(mut found: Found) -> Self {
        found.sort_unstable();
        found.dedup();
        Self(found)
    }

    fn holds(&self, head: Head) -> bool {
        self.0.binary_search_by_key(&head, |(known, _)| *known).is_ok()
    }

    fn numbers(&self, head: Head) -> impl Iterator<Item = u32> + '_ {
        let start = self.0.partition_point(|(known, _)| *known < head);
        self.0[start..].iter().take_while(move |(known, _)| *known == head).map(|(_, number)| *number)
    }
}

/// Pairs of a head and a word of a key, as bits that may, rarely, stand for others by mistake: two bits for a pair, both in one
/// place, and few enough of them to stay near.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Bonds(#[serde(with = "packed")] Vec<u64>);

impl Bonds {
    /// The binary logarithm of how many places there are.
    const SIZE: u32 = 14;

    fn of(keyed: &[Keyed]) -> Self {
        let mut places = vec![0; 1 << Self::SIZE];
        for k in keyed {
            let (place, bits) = Self::bits(k.head, k.word);
            places[place] |= bits;
        }
        Self(places)
    }

    #[inline]
    fn bits(head: Head, word: WordId) -> (usize, u64) {
        let hash = (u64::from(head.0) << 32 | u64::from(word.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = hash >> (64 - Self::SIZE);
        let (first, second) = (hash >> (58 - Self::SIZE) & 63, hash >> (52 - Self::SIZE) & 63);
        (place as usize, 1 << first | 1 << second)
    }

    #[inline]
    fn may_hold(&self, head: Head, word: WordId) -> bool {
        let (place, bits) = Self::bits(head, word);
        self.0.get(place).is_some_and(|known| known & bits == bits)
    }
}

/// What a sentence leaves possible, while it is read.
pub(super) type Found = SmallVec<[(Head, u32); 16]>;

/// An expression, by its number in the list of its head, and a word that is a form of its key.
pub(super) struct Keyed {
    word: WordId,
    head: Head,
    number: u32,
}

/// Expressions by their key words: a rare word of a sentence leads to the few expressions that need it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Keys {
    /// Heads and numbers, those of one key word after another.
    #[serde(with = "packed")]
    entries: Vec<[u32; 2]>,
    /// Nearly all pairs of a head and a key in one sentence are passed over by it.
    bonds: Bonds,
    /// Where the entries of each word begin, and those of the word before end.
    #[serde(with = "packed")]
    starts: Vec<u32>,
    /// Heads of expressions without a key, which any sentence may hold.
    keyless: IdSet<Head>,
    /// How many words behind its first one an expression has at most that is written as it stands.
    longest: u32,
}

impl Keys {
    pub(super) fn of(mut keyed: Vec<Keyed>, keyless: IdSet<Head>, longest: usize) -> Self {
        // One comparison of two numbers each, not of tuples.
        let order = |k: &Keyed| u128::from(k.word.0) << 64 | u128::from(k.head.0) << 32 | u128::from(k.number);
        keyed.sort_unstable_by_key(order);
        keyed.dedup_by_key(|k| order(k));
        let mut starts = Vec::new();
        for (at, k) in keyed.iter().enumerate() {
            starts.resize(k.word.0 as usize + 1, at as u32);
        }
        starts.push(keyed.len() as u32);
        Self {
            entries: keyed.iter().map(|k| [k.head.0, k.number]).collect(),
            bonds: Bonds::of(&keyed),
            starts,
            keyless,
            longest: longest as u32,
        }
    }

    /// True when a word is a form of the key of an expression.
    pub(super) fn has(&self, word: WordId) -> bool {
        !self.range(word).is_empty()
    }

    #[inline]
    fn range(&self, word: WordId) -> Range<usize> {
        match self.starts.get(word.0 as usize..word.0 as usize + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// True when an expression of this head may stand in a sentence.
    #[inline]
    pub(super) fn any(&self, head: Head, present: &Present) -> bool {
        self.keyless.contains(head) || present.holds(head)
    }

    /// Adds the expressions of a head that have a word as their key.
    #[inline]
    pub(super) fn add(&self, head: Head, word: WordId, found: &mut Found) {
        if self.bonds.may_hold(head, word) {
            let entries = &self.entries[self.range(word)];
            let start = entries.partition_point(|[known, _]| *known < head.0);
            let same = entries[start..].iter().take_while(|[known, _]| *known == head.0);
            found.extend(same.map(|[_, number]| (head, *number)));
        }
    }

    /// Adds those whose key stands behind the head. A word that is not known may be a quotation mark, which breaks nothing.
    #[inline]
    pub(super) fn add_behind(&self, head: Head, behind: &[WordId], found: &mut Found) {
        let mut behind = behind.iter();
        for _ in 0..self.longest {
            let known = behind.next().filter(|word| **word != WordId::UNKNOWN).or_else(|| behind.next());
            let Some(word) = known else { return };
            self.add(head, *word, found);
        }
    }
}

/// Expressions with the same head.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Expressions {
    list: Vec<Expression>,
    /// Those without a key, which any sentence may hold.
    keyless: SmallVec<[u32; 2]>,
}

impl Expressions {
    pub(super) fn push(&mut self, expression: Expression) {
        self.list.push(expression);
    }

    /// Brings them into the order in which they are tried, longest first.
    pub(super) fn sort(&mut self) {
        self.list.sort_by_key(|e| (std::cmp::Reverse(e.rest.len()), e.row));
        let keyless = self.list.iter().enumerate().filter(|(_, expression)| expression.key.is_empty());
        self.keyless = keyless.map(|(number, _)| number as u32).collect();
    }

    /// How many words behind the first one the longest of them has.
    pub(super) fn longest(&self) -> usize {
        self.list.first().map_or(0, |expression| expression.rest.len())
    }

    /// Notes them by their keys; true when one has none.
    pub(super) fn key(&self, head: Head, keyed: &mut Vec<Keyed>) -> bool {
        for (number, expression) in self.list.iter().enumerate() {
            keyed.extend(expression.key.iter().map(|word| Keyed { word: *word, head, number: number as u32 }));
        }
        !self.keyless.is_empty()
    }

    /// Those that may stand in a sentence, longest first.
    pub(super) fn possible<'e>(&'e self, head: Head, present: &Present) -> impl Iterator<Item = &'e Expression> {
        let mut numbers: SmallVec<[u32; 8]> = present.numbers(head).chain(self.keyless.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| &self.list[number as usize])
    }
}
