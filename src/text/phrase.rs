//! Expressions of several words, found by the ids of their words.

use super::document::Token;
use super::word::{WordId, WordSet};
use rustc_hash::FxHashMap;

/// The expressions that begin with one word, longest first, each without that word.
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
#[derive(Debug, Clone)]
pub struct Phrases<T> {
    /// One bit a word: whether an expression begins with it. The question is asked of every token.
    opens: WordSet,
    by_first: FxHashMap<WordId, Tails<T>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { opens: WordSet::default(), by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    /// Adds an expression; an equal one that was added before stays.
    pub fn insert(&mut self, expression: &[WordId], value: T) {
        let Some((first, rest)) = expression.split_first() else { return };
        self.opens.insert(*first);
        let tails = self.by_first.entry(*first).or_default();
        if tails.iter().any(|(tail, _)| **tail == *rest) {
            return;
        }
        let at = tails.partition_point(|(tail, _)| tail.len() >= rest.len());
        tails.insert(at, (rest.into(), value));
    }

    fn tails(&self, first: WordId) -> Option<&Tails<T>> {
        if self.opens.contains(first) { self.by_first.get(&first) } else { None }
    }

    /// The longest expression at the head of `words`: its length in words and its value.
    pub fn longest(&self, words: &[WordId]) -> Option<(usize, &T)> {
        let tails = self.tails(*words.first()?)?;
        let hit = tails.iter().find(|(tail, _)| words[1..].starts_with(tail))?;
        Some((hit.0.len() + 1, &hit.1))
    }

    /// The longest expression that begins at the token `at` and ends before `end`: its length in tokens and its value.
    pub fn longest_at(&self, tokens: &[Token], at: usize, end: usize) -> Option<(usize, &T)> {
        let tails = self.tails(tokens.get(at)?.word)?;
        let rest = tokens.get(at + 1..end)?;
        let fits = |tail: &[WordId]| rest.len() >= tail.len() && tail.iter().zip(rest).all(|(w, t)| *w == t.word);
        let hit = tails.iter().find(|(tail, _)| fits(tail))?;
        Some((hit.0.len() + 1, &hit.1))
    }
}
