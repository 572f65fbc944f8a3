//! Strings numbered in order of arrival: one buffer for all letters, one flat table to find them again.
//!
//! A vocabulary of 150,000 forms is looked up once for every word of the corpus, so the usual map of boxed strings would
//! spend most of the program's time waiting for memory.

use super::packed;
use bytemuck::{Pod, Zeroable};
use serde::{Deserialize, Serialize};

/// Bits of a slot that hold the number; the others hold the length.
const ID_BITS: u32 = 24;

/// The greatest count of strings: 16 million, a hundred times the shipped forms.
const MOST: usize = (1 << ID_BITS) - 1;

/// The longest string that a slot holds itself.
const SHORT: usize = 12;

/// The bits of so many bytes, for each length of a short string.
const FIRST: [u128; SHORT + 1] = {
    let mut first = [0; SHORT + 1];
    let mut len = 1;
    while len <= SHORT {
        first[len] = first[len - 1] << 8 | 0xff;
        len += 1;
    }
    first
};

/// The length that a slot gives of longer strings.
const LONG: u8 = u8::MAX;

/// A place in the table. It holds a short string itself, so that looking up one of the usual words waits for memory once;
/// of a longer one it holds the hash, and the letters are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Pod, Zeroable)]
#[repr(C)]
pub(super) struct Slot {
    head: u64,
    tail: u32,
    /// The number and the length.
    id: u32,
}

/// An empty place in the table.
const EMPTY: Slot = Slot { head: 0, tail: 0, id: u32::MAX };

/// Distinct strings, numbered from 0.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Interner {
    letters: String,
    /// End of each string in `letters`; it begins where the one before ends.
    #[serde(with = "packed")]
    ends: Vec<u32>,
    /// Open addressing with linear probing; the length is a power of two, at most two thirds full.
    #[serde(with = "packed")]
    slots: Vec<Slot>,
}

impl Default for Interner {
    fn default() -> Self {
        Self { letters: String::new(), ends: Vec::new(), slots: vec![EMPTY; 256] }
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
        let key = Key::of(text.as_bytes());
        match self.find(text, &key) {
            Ok(id) => id,
            Err(at) => {
                assert!(self.ends.len() < MOST, "more than {MOST} words");
                let id = self.ends.len() as u32;
                self.letters.push_str(text);
                self.ends.push(self.letters.len() as u32);
                self.slots[at] = key.slot(id);
                if self.ends.len() * 3 > self.slots.len() * 2 {
                    self.resize(self.slots.len() * 2);
                }
                id
            }
        }
    }

    /// The number of a known string.
    #[inline]
    pub(super) fn get(&self, text: &str) -> Option<u32> {
        self.find(text, &Key::of(text.as_bytes())).ok()
    }

    /// What stands at the place of a short string. Many are fetched before the first is looked at: the table is larger than the
    /// processor's caches, and it waits for all of them together.
    #[inline]
    pub(super) fn fetch(&self, key: &Key) -> Slot {
        self.slots[key.hash as usize & (self.slots.len() - 1)]
    }

    /// The number of a known short string, by its key and what was fetched for it.
    #[inline]
    pub(super) fn get_short(&self, key: &Key, fetched: Slot) -> Option<u32> {
        let id = fetched.id & (MOST as u32);
        if fetched == key.slot(id) { Some(id) } else { self.find("", key).ok() }
    }

    /// The string behind a number that was given.
    #[inline]
    pub(super) fn text(&self, id: u32) -> &str {
        &self.letters[self.range(id)]
    }

    #[inline]
    fn range(&self, id: u32) -> std::ops::Range<usize> {
        let start = if id == 0 { 0 } else { self.ends[id as usize - 1] };
        start as usize..self.ends[id as usize] as usize
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The number of a string, or the slot where it belongs.
    #[inline]
    fn find(&self, text: &str, key: &Key) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = key.hash as usize & mask;
        loop {
            let found = self.slots[at];
            if found == EMPTY {
                return Err(at);
            }
            let id = found.id & (MOST as u32);
            if found == key.slot(id) && (key.len != LONG || self.text(id) == text) {
                return Ok(id);
            }
            at = (at + 1) & mask;
        }
    }

    fn resize(&mut self, size: usize) {
        self.slots = vec![EMPTY; size];
        for id in 0..self.ends.len() as u32 {
            let key = Key::of(self.text(id).as_bytes());
            let mut at = key.hash as usize & (size - 1);
            while self.slots[at] != EMPTY {
                at = (at + 1) & (size - 1);
            }
            self.slots[at] = key.slot(id);
        }
    }
}

/// The hash of a string, the same on every machine.
pub(super) fn hash(text: &str) -> u32 {
    Key::of(text.as_bytes()).hash
}

/// What a string is looked up by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    hash: u32,
    head: u64,
    tail: u32,
    len: u8,
}

impl Key {
    /// The key of a string that a slot holds itself.
    #[inline]
    pub(super) fn short(text: &[u8]) -> Option<Self> {
        (text.len() <= SHORT).then(|| Self::of(text))
    }

    /// The key of the first `len` bytes of sixteen, when a slot holds so many.
    #[inline]
    pub(super) fn of_first(bytes: u128, len: usize) -> Option<Self> {
        FIRST.get(len).map(|first| Self::padded(bytes & first, len))
    }

    #[inline]
    fn of(bytes: &[u8]) -> Self {
        if bytes.len() <= SHORT {
            return Self::padded(padded(bytes), bytes.len());
        }
        let mut hash = bytes.len() as u64;
        for part in bytes.chunks(16) {
            hash = blend(hash, halves(padded(part)));
        }
        Self { hash: (hash ^ (hash >> 32)) as u32, head: hash, tail: 0, len: LONG }
    }

    /// The key of a short string: its letters and its length say all.
    #[inline]
    fn padded(letters: u128, len: usize) -> Self {
        let (head, tail) = halves(letters);
        let hash = blend(len as u64, (head, tail));
        Self { hash: (hash ^ (hash >> 32)) as u32, head, tail: tail as u32, len: len as u8 }
    }

    /// The slot of the string under this number.
    #[inline]
    fn slot(&self, id: u32) -> Slot {
        Slot { head: self.head, tail: self.tail, id: u32::from(self.len) << ID_BITS | id }
    }
}

/// At most 16 bytes as a number, zeros after them. Read as two words that overlap where there are fewer than 16.
#[inline]
fn padded(bytes: &[u8]) -> u128 {
    let unused = |whole: usize| 8 * (2 * whole - bytes.len());
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u128::from(u64::from_le_bytes(*last)) << 64);
        u128::from(first) | last >> unused(8)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u32::from_le_bytes(*first), u64::from(u32::from_le_bytes(*last)) << 32);
        u128::from(u64::from(first) | last >> unused(4))
    } else {
        bytes.iter().rev().fold(0, |letters, byte| letters << 8 | u128::from(*byte))
    }
}

#[inline]
fn halves(bytes: u128) -> (u64, u64) {
    (bytes as u64, (bytes >> 64) as u64)
}

/// A multiplication whose halves are joined, as in wyhash (Wang Yi 2019).
#[inline]
fn blend(hash: u64, (first, last): (u64, u64)) -> u64 {
    let product = u128::from(first ^ hash ^ 0xa076_1d64_78bd_642f) * u128::from(last ^ 0xe703_7ed1_a0b4_28db);
    product as u64 ^ (product >> 64) as u64
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

    #[test]
    fn strings_of_every_length_are_told_apart() {
        let letters = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
        let mut interner = Interner::default();
        for len in 0..letters.len() {
            assert_eq!(interner.intern(&letters[..len]), interner.len() as u32 - 1);
            for at in 0..len {
                let changed = format!("{}-{}", &letters[..at], &letters[at + 1..len]);
                assert_eq!(interner.get(&changed), None);
            }
        }
    }
}
