//! Expressions of several words, and how most of them are passed over at a glance.

use super::compile::RowId;
use crate::text::{LemmaId, LemmaSet, Pairs, Token, WordId, WordSet, packed};
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

/// What an expression begins with: a verb by its lemma, or a word as it is written. Verbs come first in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Head(u32);

impl Head {
    /// The bit of what is no verb.
    const WORD: u32 = 1 << 31;

    pub(super) fn verb(lemma: LemmaId) -> Self {
        Self(lemma.0)
    }

    #[inline]
    pub(super) fn word(word: WordId) -> Self {
        Self(word.0 | Self::WORD)
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
    /// Where the entries of each word begin, and those of the word before end.
    #[serde(with = "packed")]
    starts: Vec<u32>,
    /// A word as it is written with the second words and the keys of its expressions: most are passed over by it.
    bonds: Pairs<14>,
    /// Words that are an expression of themselves, and verbs that have one without a key.
    alone: WordSet,
    keyless: LemmaSet,
    /// How many words behind its first one an expression has at most that is written as it stands.
    longest: u32,
}

impl Keys {
    pub(super) fn of(verbal: &FxHashMap<LemmaId, Expressions>, literal: &FxHashMap<WordId, Expressions>) -> Self {
        let verbs = verbal.iter().flat_map(|(lemma, list)| list.keyed(Head::verb(*lemma)));
        let words = literal.iter().flat_map(|(word, list)| list.keyed(Head::word(*word)));
        let mut keyed: Vec<Keyed> = verbs.chain(words).collect();
        // One comparison of two numbers each, not of tuples.
        let order = |k: &Keyed| u128::from(k.word.0) << 64 | u128::from(k.head.0) << 32 | u128::from(k.number);
        keyed.sort_unstable_by_key(order);
        keyed.dedup_by_key(|k| order(k));
        let mut starts = Vec::new();
        for (at, k) in keyed.iter().enumerate() {
            starts.resize(k.word.0 as usize + 1, at as u32);
        }
        starts.push(keyed.len() as u32);
        let mut bonds = Pairs::default();
        for (word, list) in literal {
            list.needed().for_each(|other| bonds.insert(*word, other));
        }
        Self {
            entries: keyed.iter().map(|k| [k.head.0, k.number]).collect(),
            starts,
            bonds,
            alone: literal.iter().filter(|(_, list)| !list.keyless.is_empty()).map(|(word, _)| *word).collect(),
            keyless: verbal.iter().filter(|(_, list)| !list.keyless.is_empty()).map(|(lemma, _)| *lemma).collect(),
            longest: literal.values().map(Expressions::longest).max().unwrap_or_default(),
        }
    }

    /// True for a verb with an expression that has no key.
    #[inline]
    pub(super) fn is_keyless(&self, verb: LemmaId) -> bool {
        self.keyless.contains(verb)
    }

    /// True for a key of an expression headed by a verb.
    pub(super) fn is_key(&self, word: WordId) -> bool {
        let mut any = false;
        self.each_verb(word, |_, _| any = true);
        any
    }

    /// Hands on the verbs that have expressions with a word as their key, with the numbers of these.
    #[inline]
    pub(super) fn each_verb(&self, word: WordId, mut found: impl FnMut(LemmaId, u32)) {
        for &[head, number] in &self.entries[self.range(word)] {
            if head & Head::WORD != 0 {
                break;
            }
            found(LemmaId(head), number);
        }
    }

    #[inline]
    fn range(&self, word: WordId) -> Range<usize> {
        match self.starts.get(word.0 as usize..word.0 as usize + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        }
    }

    /// True when an expression that begins with a word may go on with these tokens.
    #[inline]
    pub(super) fn may_go_on(&self, word: WordId, behind: &[Token]) -> bool {
        let second = match behind {
            [second, ..] if second.word != WordId::UNKNOWN => Some(second.word),
            _ => behind.get(1).map(|second| second.word),
        };
        second.is_some_and(|second| self.bonds.may_hold(word, second)) || self.alone.contains(word)
    }

    /// The expressions of a word as it is written whose key stands behind it. A word that is not known may be a quotation mark,
    /// which breaks nothing.
    pub(super) fn of_word(&self, word: WordId, behind: &[Token]) -> Numbers {
        let mut numbers = Numbers::new();
        let mut left = self.longest;
        for key in behind.iter().map(|token| token.word) {
            if left == 0 {
                break;
            }
            left -= u32::from(key != WordId::UNKNOWN);
            if self.bonds.may_hold(word, key) {
                let entries = &self.entries[self.range(key)];
                let head = Head::word(word).0;
                let start = entries.partition_point(|[known, _]| *known < head);
                let same = entries[start..].iter().take_while(|[known, _]| *known == head);
                same.for_each(|[_, number]| numbers.push(*number));
            }
        }
        numbers
    }
}

/// Expressions of one head, as numbers in its list.
type Numbers = SmallVec<[u32; 8]>;

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
    fn longest(&self) -> u32 {
        self.list.first().map_or(0, |expression| expression.rest.len() as u32)
    }

    /// They by their keys.
    fn keyed(&self, head: Head) -> impl Iterator<Item = Keyed> + '_ {
        let numbered = self.list.iter().zip(0..);
        numbered
            .flat_map(move |(expression, number)| expression.key.iter().map(move |&word| Keyed { word, head, number }))
    }

    /// The second words and the keys of those that are written as they stand.
    fn needed(&self) -> impl Iterator<Item = WordId> + '_ {
        let second = |expression: &Expression| match expression.rest.first() {
            Some(Element::Word(forms)) => forms.clone(),
            _ => SmallVec::new(),
        };
        self.list
            .iter()
            .flat_map(move |expression| second(expression).into_iter().chain(expression.key.iter().copied()))
    }

    /// Those without a key.
    pub(super) fn keyless(&self) -> &[u32] {
        &self.keyless
    }

    /// One of them.
    #[inline]
    pub(super) fn get(&self, number: u32) -> &Expression {
        &self.list[number as usize]
    }

    /// Those of these numbers and those without a key, in the order in which they are tried: longest first.
    pub(super) fn possible(&self, mut numbers: Numbers) -> impl Iterator<Item = &Expression> {
        numbers.extend_from_slice(&self.keyless);
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| self.get(number))
    }
}
