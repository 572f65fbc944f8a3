//! Expressions of several words, and how most of them are passed over at a glance.

use super::compile::RowId;
use super::stored;
use crate::text::{IdSet, LemmaId, WordId, WordSet};
use rustc_hash::FxHashMap;
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
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
pub struct Present {
    list: SmallVec<[(Head, u32); 16]>,
    /// The heads in it as bits, by which most questions are answered.
    heads: u64,
}

impl Present {
    /// Of expressions in any order.
    fn sorted(mut list: SmallVec<[(Head, u32); 16]>) -> Self {
        list.sort_unstable();
        list.dedup();
        let heads = list.iter().fold(0, |heads, (head, _)| heads | Self::bit(*head));
        Self { list, heads }
    }

    const fn bit(head: Head) -> u64 {
        1 << (head.0 % 64)
    }

    #[inline]
    fn holds(&self, head: Head) -> bool {
        self.heads & Self::bit(head) != 0 && self.list.binary_search_by_key(&head, |(known, _)| *known).is_ok()
    }

    fn of(&self, head: Head) -> impl Iterator<Item = u32> + '_ {
        let start = self.list.partition_point(|(known, _)| *known < head);
        self.list[start..].iter().take_while(move |(known, _)| *known == head).map(|(_, number)| *number)
    }
}

/// What expressions ask a sentence for: the heads and the keys that it holds.
#[derive(Default)]
pub(super) struct Seen {
    heads: SmallVec<[Head; 32]>,
    bloom: Heads,
    rare: SmallVec<[WordId; 32]>,
    frequent: Frequent,
}

impl Seen {
    #[inline]
    pub(super) fn add_head(&mut self, head: Head) {
        self.bloom.add(head);
        self.heads.push(head);
    }

    #[inline]
    pub(super) fn add_key(&mut self, word: WordId) {
        if !self.frequent.add(word) {
            self.rare.push(word);
        }
    }
}

/// Words of grammar, which are registered first: nearly every sentence holds some that are a key.
#[derive(Default)]
struct Frequent([u64; Frequent::COUNT as usize / 64]);

impl Frequent {
    const COUNT: u32 = 1024;

    const fn is(word: WordId) -> bool {
        word.0 < Self::COUNT
    }

    /// False for a word that is none of them.
    #[inline]
    fn add(&mut self, word: WordId) -> bool {
        if Self::is(word) {
            self.0[word.0 as usize / 64] |= 1 << (word.0 % 64);
        }
        Self::is(word)
    }

    #[inline]
    fn holds(&self, word: WordId) -> bool {
        self.0[word.0 as usize / 64] & (1 << (word.0 % 64)) != 0
    }
}

/// Heads as a set of bits that may, rarely, hold others by mistake.
struct Heads([u64; Heads::WORDS]);

impl Default for Heads {
    fn default() -> Self {
        Self([0; Self::WORDS])
    }
}

impl Heads {
    const WORDS: usize = 64;

    #[inline]
    fn bit(head: Head) -> (usize, u64) {
        (head.0 as usize / 64 % Self::WORDS, 1 << (head.0 % 64))
    }

    #[inline]
    fn add(&mut self, head: Head) {
        let (at, bit) = Self::bit(head);
        self.0[at] |= bit;
    }

    #[inline]
    fn may_hold(&self, head: Head) -> bool {
        let (at, bit) = Self::bit(head);
        self.0[at] & bit != 0
    }
}

/// Expressions by their key words: a rare word of a sentence leads to the few expressions that need it. Those that have words
/// of grammar only are found by their heads, for such a word is a key of too many.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Keys {
    words: WordSet,
    #[serde(deserialize_with = "stored::list")]
    entries: Vec<(WordId, Head, u32)>,
    /// Heads of expressions without a key, which any sentence may hold.
    keyless: IdSet<Head>,
    places: FxHashMap<WordId, Range<u32>>,
    by_head: FxHashMap<Head, SmallVec<[(WordId, u32); 4]>>,
    /// The keys of `by_head`.
    headed: IdSet<Head>,
}

impl Keys {
    /// Notes the expressions of a head, which are in their order.
    pub(super) fn add(&mut self, head: Head, expressions: &Expressions) {
        for (number, expression) in expressions.list.iter().enumerate() {
            for &word in &expression.key {
                match Frequent::is(word) {
                    true => {
                        self.headed.insert(head);
                        self.by_head.entry(head).or_default().push((word, number as u32));
                    }
                    false => self.entries.push((word, head, number as u32)),
                }
                self.words.insert(word);
            }
            if expression.key.is_empty() {
                self.keyless.insert(head);
            }
        }
    }

    /// Makes them ready to be asked.
    pub(super) fn finish(&mut self) {
        // One comparison of two numbers each, not of tuples.
        self.entries.sort_unstable_by_key(|(word, head, number)| {
            u128::from(word.0) << 64 | u128::from(head.0) << 32 | u128::from(*number)
        });
        self.entries.dedup();
        let mut start = 0;
        for same in self.entries.chunk_by(|a, b| a.0 == b.0) {
            let end = start + same.len() as u32;
            self.places.insert(same[0].0, start..end);
            start = end;
        }
    }

    /// True when an expression of this head may stand in a sentence.
    #[inline]
    pub(super) fn any(&self, head: Head, present: &Present) -> bool {
        self.keyless.contains(head) || present.holds(head)
    }

    /// True for a word that a sentence must hold for some expression.
    pub(super) fn is_key(&self, word: WordId) -> bool {
        self.words.contains(word)
    }

    /// The expressions of which a sentence has the head and a form of the key.
    pub(super) fn possible(&self, seen: &Seen) -> Present {
        let mut found = SmallVec::new();
        for word in &seen.rare {
            let Some(Range { start, end }) = self.places.get(word) else { continue };
            for &(_, head, number) in &self.entries[*start as usize..*end as usize] {
                if seen.bloom.may_hold(head) {
                    found.push((head, number));
                }
            }
        }
        for &head in seen.heads.iter().filter(|head| self.headed.contains(**head)) {
            for &(word, number) in self.by_head.get(&head).into_iter().flatten() {
                if seen.frequent.holds(word) {
                    found.push((head, number));
                }
            }
        }
        Present::sorted(found)
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

    /// Those that may stand in a sentence, longest first.
    pub(super) fn possible<'e>(&'e self, head: Head, present: &Present) -> impl Iterator<Item = &'e Expression> {
        let mut numbers: SmallVec<[u32; 8]> = present.of(head).chain(self.keyless.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| &self.list[number as usize])
    }
}
