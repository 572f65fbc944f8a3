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
pub struct Present(SmallVec<[(Head, u32); 16]>);

impl Present {
    fn holds(&self, head: Head) -> bool {
        self.0.binary_search_by_key(&head, |(known, _)| *known).is_ok()
    }

    fn of(&self, head: Head) -> impl Iterator<Item = u32> + '_ {
        let start = self.0.partition_point(|(known, _)| *known < head);
        self.0[start..].iter().take_while(move |(known, _)| *known == head).map(|(_, number)| *number)
    }
}

/// Heads as a set that may, rarely, hold others by mistake. A byte each: it is asked far more often than it is made.
pub(super) struct Heads([bool; Heads::ROOM]);

impl Default for Heads {
    fn default() -> Self {
        Self([false; Self::ROOM])
    }
}

impl Heads {
    const ROOM: usize = 2048;

    /// The place of a head in the set.
    fn place(head: Head) -> u16 {
        (head.0 as usize % Self::ROOM) as u16
    }

    pub(super) fn add(&mut self, head: Head) {
        self.0[usize::from(Self::place(head))] = true;
    }

    #[inline]
    fn holds(&self, place: u16) -> bool {
        self.0[usize::from(place) % Self::ROOM]
    }
}

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
    /// The place of the head of each entry among [`Heads`]: nearly all entries are passed over by it.
    #[serde(with = "packed")]
    places: Vec<u16>,
    /// Where the entries of each word begin, and those of the word before end.
    #[serde(with = "packed")]
    starts: Vec<u32>,
    /// Heads of expressions without a key, which any sentence may hold.
    keyless: IdSet<Head>,
}

impl Keys {
    pub(super) fn of(mut keyed: Vec<Keyed>, keyless: IdSet<Head>) -> Self {
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
            places: keyed.iter().map(|k| Heads::place(k.head)).collect(),
            starts,
            keyless,
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

    /// The expressions of which a sentence has the head and a form of the key.
    pub(super) fn possible(&self, words: impl Iterator<Item = WordId>, heads: &Heads) -> Present {
        let mut found = SmallVec::new();
        for range in words.map(|word| self.range(word)) {
            for (at, place) in self.places[range.clone()].iter().enumerate() {
                if heads.holds(*place) {
                    let [head, number] = self.entries[range.start + at];
                    found.push((Head(head), number));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        Present(found)
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

    /// Notes them by their keys; true when one has none.
    pub(super) fn key(&self, head: Head, keyed: &mut Vec<Keyed>) -> bool {
        for (number, expression) in self.list.iter().enumerate() {
            keyed.extend(expression.key.iter().map(|word| Keyed { word: *word, head, number: number as u32 }));
        }
        !self.keyless.is_empty()
    }

    /// Those that may stand in a sentence, longest first.
    pub(super) fn possible<'e>(&'e self, head: Head, present: &Present) -> impl Iterator<Item = &'e Expression> {
        let mut numbers: SmallVec<[u32; 8]> = present.of(head).chain(self.keyless.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.into_iter().map(|number| &self.list[number as usize])
    }
}
