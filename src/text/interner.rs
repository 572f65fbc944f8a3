//! Strings numbered in order of arrival: one buffer for all letters, one flat table to find them again.
//!
//! A vocabulary of 150,000 forms is looked up once for every word of the corpus, so the usual map of boxed strings would
//! spend most of the program's time waiting for memory.

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// An empty place in the table.
const EMPTY: u32 = u32::MAX;

/// Bits of a slot that hold the number; the others hold the top of the hash, so that few wrong strings are compared.
const ID_BITS: u32 = 24;

/// The greatest count of strings: 16 million, a hundred times the shipped forms.
const MOST: usize = (1 << ID_BITS) - 1;

/// Distinct strings, numbered from 0.
#[derive(Debug, Clone)]
pub(super) struct Interner {
    letters: String,
    /// End of each string in `letters`; it begins where the one before ends.
    ends: Vec<u32>,
    /// Open addressing with linear probing; the length is a power of two, at most two thirds full. Four bytes a slot, so
    /// that the table of the shipped forms stays near the processor.
    slots: Vec<u32>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { letters: String::new(), ends: Vec::new(), slots: vec![EMPTY; 1024] }
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
    ///
    /// # Panics
    /// With more than 16 million strings.
    pub(super) fn intern(&mut self, text: &str) -> u32 {
        let hash = hash(text);
        match self.find(text, hash) {
            Ok(id) => id,
            Err(at) => {
                assert!(self.ends.len() < MOST, "more than {MOST} words");
                let id = self.ends.len() as u32;
                self.letters.push_str(text);
                self.ends.push(self.letters.len() as u32);
                self.slots[at] = slot(hash, id);
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
            let found = self.slots[at];
            if found == EMPTY {
                return Err(at);
            }
            let id = found & (MOST as u32);
            if found == slot(hash, id) && self.text(id) == text {
                return Ok(id);
            }
            at = (at + 1) & mask;
        }
    }

    fn resize(&mut self, size: usize) {
        self.slots = vec![EMPTY; size];
        for id in 0..self.ends.len() as u32 {
            let hash = hash(self.text(id));
            let mut at = hash as usize & (size - 1);
            while self.slots[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = slot(hash, id);
        }
    }
}

fn slot(hash: u32, id: u32) -> u32 {
    (hash & !(MOST as u32)) | id
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
