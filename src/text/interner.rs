//! Strings numbered in order of arrival: one buffer for all letters, one flat table to find them again.
//!
//! A vocabulary of 150,000 forms is looked up once for every word of the corpus, so the usual map of boxed strings would
//! spend most of the program's time waiting for memory.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// An empty place in the table.
const EMPTY: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Slot {
    hash: u32,
    id: u32,
}

/// Distinct strings, numbered from 0.
#[derive(Debug, Clone)]
pub(super) struct Interner {
    letters: String,
    /// End of each string in `letters`; it begins where the one before ends.
    ends: Vec<u32>,
    /// Open addressing with linear probing; the length is a power of two, at most two thirds full.
    slots: Vec<Slot>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { letters: String::new(), ends: Vec::new(), slots: vec![Slot { hash: 0, id: EMPTY }; 1024] }
    }
}

impl Interner {
    /// Makes room for this many strings and letters more, so that filling it moves nothing.
    pub(super) fn reserve(&mut self, strings: usize, letters: usize) {
        self.ends.reserve(strings);
        self.letters.reserve(letters);
        let size = ((self.ends.len() + strings) * 3 / 2 + 1).next_power_of_two();
        if size > self.slots.len() {
            self.resize(size);
        }
    }

    /// The number of a string, given to it now when it is new.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        let hash = hash(text);
        match self.find(text, hash) {
            Ok(id) => id,
            Err(at) => {
                let id = self.ends.len() as u32;
                self.letters.push_str(text);
                self.ends.push(self.letters.len() as u32);
                self.slots[at] = Slot { hash, id };
                if self.ends.len() * 3 > self.slots.len() * 2 {
                    self.resize(self.slots.len() * 2);
                }
                id
            }
        }
    }

    /// The number of a known string.
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        self.find(text, hash(text)).ok()
    }

    /// The string behind a number that was given.
    pub(super) fn text(&self, id: u32) -> &str {
        let start = if id == 0 { 0 } else { self.ends[id as usize - 1] };
        &self.letters[start as usize..self.ends[id as usize] as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a string, or the slot where it belongs.
    fn find(&self, text: &str, hash: u32) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot.id == EMPTY {
                return Err(at);
            }
            if slot.hash == hash && self.text(slot.id) == text {
                return Ok(slot.id);
            }
            at = (at + 1) & mask;
        }
    }

    fn resize(&mut self, size: usize) {
        let old = std::mem::replace(&mut self.slots, vec![Slot { hash: 0, id: EMPTY }; size]);
        for slot in old.into_iter().filter(|slot| slot.id != EMPTY) {
            let mut at = slot.hash as usize & (size - 1);
            while self.slots[at].id != EMPTY {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot;
        }
    }
}

fn hash(text: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_arrival() {
        let mut interner = Interner::default();
        let texts: Vec<String> = (0..5000).map(|n| format!("mot{n}")).collect();
        for (id, text) in texts.iter().enumerate() {
            assert_eq!(interner.intern(text), id as u32);
        }
        for (id, text) in texts.iter().enumerate() {
            assert_eq!(interner.get(text), Some(id as u32));
            assert_eq!(interner.text(id as u32), text);
        }
        assert_eq!(interner.intern("mot7"), 7);
        assert_eq!(interner.get("absent"), None);
        assert_eq!(interner.len(), 5000);
    }
}
