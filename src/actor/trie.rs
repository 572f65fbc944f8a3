//! A tree of word sequences with values at their ends.

use crate::text::{WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Word sequences, each with the values registered for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Trie<T> {
    next: FxHashMap<(u32, WordId), u32>,
    values: Vec<Vec<T>>,
    /// Whether a sequence begins with a word, by word: the question asked of every token.
    opens: WordSet,
    /// The words that are a sequence by themselves, and those that another one goes on with.
    alone: WordSet,
    goes_on: WordSet,
}

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self {
            next: FxHashMap::default(),
            values: vec![Vec::new()],
            opens: WordSet::default(),
            alone: WordSet::default(),
            goes_on: WordSet::default(),
        }
    }
}

impl<T> Trie<T> {
    /// Adds a value to a sequence, which must not be empty.
    pub(super) fn insert(&mut self, words: &[WordId], value: T) {
        let Some(first) = words.first() else { return };
        self.opens.insert(*first);
        match words.get(1) {
            Some(second) => self.goes_on.insert(*second),
            None => self.alone.insert(*first),
        }
        let mut node = 0;
        for word in words {
            let fresh = self.values.len() as u32;
            node = *self.next.entry((node, *word)).or_insert(fresh);
            if node == fresh {
                self.values.push(Vec::new());
            }
        }
        self.values[node as usize].push(value);
    }

    /// True when a sequence begins with the word.
    #[inline]
    pub(super) fn opens(&self, word: WordId) -> bool {
        self.opens.contains(word)
    }

    /// True when a sequence may be a word, or begin with it and the next one.
    #[inline]
    pub(super) fn opens_before(&self, word: WordId, next: WordId) -> bool {
        self.opens(word) && (self.goes_on.contains(next) || self.alone.contains(word))
    }

    /// The words that sequences begin with.
    pub(super) fn first_words(&self) -> impl Iterator<Item = WordId> {
        self.next.keys().filter(|(node, _)| *node == 0).map(|(_, word)| *word)
    }

    /// Shows every sequence that the words spell from the first one on, shortest first, with its length.
    pub(super) fn walk<'t>(&'t self, word_at: impl Fn(usize) -> Option<WordId>, mut show: impl FnMut(usize, &'t [T])) {
        let mut node = 0;
        for length in 0.. {
            let Some(word) = word_at(length).filter(|word| *word != WordId::UNKNOWN) else { return };
            if length == 0 && !self.opens(word) {
                return;
            }
            let Some(next) = self.next.get(&(node, word)) else { return };
            node = *next;
            let values = &self.values[node as usize];
            if !values.is_empty() {
                show(length + 1, values);
            }
        }
    }

    /// The longest sequence that the words spell: its length and its values.
    pub(super) fn longest(&self, word_at: impl Fn(usize) -> Option<WordId>) -> Option<(usize, &[T])> {
        let mut found = None;
        self.walk(word_at, |length, values| found = Some((length, values)));
        found
    }

    /// The values of exactly this sequence.
    pub(super) fn get(&self, words: &[WordId]) -> &[T] {
        let mut node = 0;
        for word in words {
            match self.next.get(&(node, *word)) {
                Some(next) => node = *next,
                None => return &[],
            }
        }
        &self.values[node as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_sequence_wins_and_unknown_words_end_it() {
        let mut trie = Trie::default();
        let words = [WordId(1), WordId(2), WordId(3)];
        trie.insert(&words[..1], "a");
        trie.insert(&words, "abc");
        assert_eq!(trie.longest(|i| words.get(i).copied()), Some((3, &["abc"][..])));
        assert_eq!(trie.longest(|i| words[..2].get(i).copied()), Some((1, &["a"][..])));
        assert_eq!(trie.longest(|_| Some(WordId::UNKNOWN)), None);
        assert_eq!(trie.get(&words[..2]), &[] as &[&str]);
    }
}
