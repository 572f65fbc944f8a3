//! What an article has said so far of the actors it names.

use super::mention::ActorId;
use crate::text::WordId;
use rustc_hash::{FxHashMap, FxHashSet};

/// The memory shared by the parts of one article: the headline first, then the body. Start each article with a new one.
///
/// ```
/// use parallaxe::actor::Context;
/// let undated = Context::default();
/// let dated = Context::in_year(Some(2024));
/// assert_ne!(undated.year(), dated.year());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Context {
    year: Option<i16>,
    clock: u32,
    named: FxHashMap<ActorId, u32>,
    strangers: FxHashMap<WordId, u32>,
    described: FxHashMap<WordId, ActorId>,
}

impl Context {
    /// The memory of an article of that year: it decides who held an office then.
    pub fn in_year(year: Option<i16>) -> Self {
        Self { year, ..Self::default() }
    }

    /// The year of the article.
    pub fn year(&self) -> Option<i16> {
        self.year
    }

    /// Notes that an actor is named, in full or by a name that is its own.
    pub(super) fn name(&mut self, actor: ActorId) {
        self.clock += 1;
        self.named.insert(actor, self.clock);
    }

    /// Notes an actor that will be named further on, without making it the last one named.
    pub(super) fn expect(&mut self, actor: ActorId) {
        self.named.entry(actor).or_insert(0);
    }

    /// The actors that were named so far, those expected further on excluded.
    pub(super) fn named_so_far(&self) -> FxHashSet<ActorId> {
        self.named.iter().filter(|(_, when)| **when > 0).map(|(actor, _)| *actor).collect()
    }

    /// When an actor was last named; greater is later.
    pub(super) fn when(&self, actor: ActorId) -> Option<u32> {
        self.named.get(&actor).copied()
    }

    /// Notes that somebody unknown bears a surname.
    pub(super) fn stranger(&mut self, surname: WordId) {
        self.clock += 1;
        self.strangers.insert(surname, self.clock);
    }

    /// When somebody unknown was last named with that surname.
    pub(super) fn stranger_at(&self, surname: WordId) -> Option<u32> {
        self.strangers.get(&surname).copied()
    }

    /// Notes whose description was last given in full ("la junte malienne").
    pub(super) fn describe(&mut self, noun: WordId, actor: ActorId) {
        self.described.insert(noun, actor);
    }

    /// Whose description was last given in full with that noun.
    pub(super) fn described(&self, noun: WordId) -> Option<ActorId> {
        self.described.get(&noun).copied()
    }
}
