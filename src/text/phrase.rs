//! Expressions of several words, found by the ids of their words.

use super::document::Token;
use super::pairs::Pairs;
use super::word::{WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The expressions that begin with the same two words, longest first, each without them.
type Tails<T> = Vec<(Box<[WordId]>, T)>;

/// A set of expressions; the longest one at a token wins.
///
/// ```
/// use parallaxe::text::{Phrases, Vocabulary};
/// let mut words = Vocabulary::default();
/// let (face, to) = (words.intern("face"), words.intern("à"));
/// let mut phrases = Phrases::default();
/// phrases.insert(&[face, to], "face à");
/// assert_eq!(phrases.longest(&[face, to]), Some((2, &"face à")));
/// assert_eq!(phrases.longest(&[to, face]), None);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Phrases<T> {
    /// Whether an expression begins with a word, and whether one goes on with another: the questions asked of every token.
    opens: WordSet,
    goes_on: Pairs<8>,
    single: FxHashMap<WordId, T>,
    /// By the first two words: there are hundreds that begin with "à".
    longer: FxHashMap<(WordId, WordId), Tails<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            opens: WordSet::default(),
            goes_on: Pairs::default(),
            single: FxHashMap::default(),
            longer: FxHashMap::default(),
        }
    }
}

impl<T> Phrases<T> {
    /// Adds an expression; an equal one that was added before stays.
    pub fn insert(&mut self, expression: &[WordId], value: T) {
        let (first, rest) = match expression {
            [] => return,
            [first] => {
                self.opens.insert(*first);
                self.single.entry(*first).or_insert(value);
                return;
            }
            [first, second, rest @ ..] => {
                self.opens.insert(*first);
                self.goes_on.insert(*first, *second);
                ((*first, *second), rest)
            }
        };
        let tails = self.longer.entry(first).or_default();
        if tails.iter().any(|(tail, _)| **tail == *rest) {
            return;
        }
        let at = tails.partition_point(|(tail, _)| tail.len() >= rest.len());
        tails.insert(at, (rest.into(), value));
    }

    /// The longest expression at the head of `words`: its length in words and its value.
    pub fn longest(&self, words: &[WordId]) -> Option<(usize, &T)> {
        self.longest_of(words.len(), |index| words[index])
    }

    /// The longest expression that begins at the token `at` and ends before `end`: its length in tokens and its value.
    #[inline]
    pub fn longest_at(&self, tokens: &[Token], at: usize, end: usize) -> Option<(usize, &T)> {
        let tokens = tokens.get(at..end)?;
        if !self.opens.contains(tokens.first()?.word) {
            return None;
        }
        self.longest_of(tokens.len(), |index| tokens[index].word)
    }

    /// The longest expression that `count` words begin with.
    fn longest_of(&self, count: usize, word: impl Fn(usize) -> WordId) -> Option<(usize, &T)> {
        if count == 0 || !self.opens.contains(word(0)) {
            return None;
        }
        if count > 1 && self.goes_on.may_hold(word(0), word(1)) {
            let tails = self.longer.get(&(word(0), word(1)));
            let fits = |tail: &[WordId]| {
                tail.len() + 2 <= count && tail.iter().enumerate().all(|(index, wanted)| word(index + 2) == *wanted)
            };
            if let Some((tail, value)) = tails.into_iter().flatten().find(|(tail, _)| fits(tail)) {
                return Some((tail.len() + 2, value));
            }
        }
        self.single.get(&word(0)).map(|value| (1, value))
    }
}
