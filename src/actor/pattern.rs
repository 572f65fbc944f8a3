//! Patterns of words with a slot: "ministre @ des Affaires étrangères", "gouvernement @". In the slot stands the
//! adjective of a state, or "de" and a name.

use super::mention::ActorId;
use super::trie::Trie;
use crate::text::{French, Vocabulary, WordId};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// What stands in a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    /// One past its last token.
    pub(super) end: usize,
    /// Whom it names: several when an adjective belongs to several states.
    pub(super) actors: SmallVec<[ActorId; 2]>,
    /// False for an adjective, true for "de" and a name.
    pub(super) named: bool,
}

/// The rest of a pattern after its fixed beginning.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Tail<T> {
    slot: bool,
    after: Box<[WordId]>,
    value: T,
}

/// A set of patterns.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Patterns<T> {
    heads: Trie<Tail<T>>,
}

impl<T> Default for Patterns<T> {
    fn default() -> Self {
        Self { heads: Trie::default() }
    }
}

/// A pattern found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match<'p, T> {
    /// One past its last token.
    pub(super) end: usize,
    /// One past the last token that belongs to the phrase itself: where "de" and a name fill the slot at its end, before them.
    pub(super) own_end: usize,
    /// What fills the slot, when it has one.
    pub(super) slot: Option<Slot>,
    pub(super) value: &'p T,
}

impl<T> Patterns<T> {
    /// Adds a pattern written with `@` for its slot.
    pub(super) fn insert(&mut self, pattern: &str, value: T, french: &French, words: &mut Vocabulary) {
        let (before, after) = match pattern.split_once('@') {
            Some((before, after)) => (before, Some(after)),
            None => (pattern, None),
        };
        let after_words = after.map(|text| french.words_of(text.trim(), words)).unwrap_or_default();
        let tail = Tail { slot: after.is_some(), after: after_words.into(), value };
        self.heads.insert(&french.words_of(before.trim(), words), tail);
    }

    /// True when a pattern begins with the word.
    #[inline]
    pub(super) fn opens(&self, word: WordId) -> bool {
        self.heads.opens(word)
    }

    /// The words that patterns begin with.
    pub(super) fn first_words(&self) -> impl Iterator<Item = WordId> {
        self.heads.first_words()
    }

    /// All patterns at a token that are as long as the longest one.
    pub(super) fn longest<'p>(
        &'p self,
        word_at: impl Fn(usize) -> Option<WordId>,
        at: usize,
        fill: impl Fn(usize) -> Option<Slot>,
    ) -> SmallVec<[Match<'p, T>; 1]> {
        let mut best = SmallVec::new();
        self.heads.walk(
            |offset| word_at(at + offset),
            |length, tails| {
                let slot = tails.iter().any(|tail| tail.slot).then(|| fill(at + length)).flatten();
                for found in tails.iter().filter_map(|tail| complete(tail, at + length, slot.as_ref(), &word_at)) {
                    match best.first().map(|b: &Match<'p, T>| b.end) {
                        Some(end) if end > found.end => {}
                        Some(end) if end == found.end => best.push(found),
                        _ => best = SmallVec::from_iter([found]),
                    }
                }
            },
        );
        best
    }
}

fn complete<'p, T>(
    tail: &'p Tail<T>,
    at: usize,
    slot: Option<&Slot>,
    word_at: &impl Fn(usize) -> Option<WordId>,
) -> Option<Match<'p, T>> {
    let (filled, start) = match (tail.slot, slot) {
        (false, _) => (None, at),
        (true, Some(slot)) => (Some(slot.clone()), slot.end),
        (true, None) => return None,
    };
    let fits = tail.after.iter().enumerate().all(|(offset, word)| word_at(start + offset) == Some(*word));
    let end = start + tail.after.len();
    let own_end = if tail.after.is_empty() && filled.as_ref().is_some_and(|slot| slot.named) { at } else { end };
    fits.then_some(Match { end, own_end, slot: filled, value: &tail.value })
}
