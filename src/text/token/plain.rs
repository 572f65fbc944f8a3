//! The usual word: small letters, perhaps behind a capital, and a mark after them that belongs to no word. It is cut eight bytes
//! at a time, and what it is looked up by is made of the same bytes. All other words go the long way of `scan.rs`.

use super::chars::{CLASSES, Class, char_at, takes_elision};
use super::scan::{LONGEST_ELISION, Scanner, Shape};
use crate::text::interner::Key;

impl Scanner<'_> {
    /// Takes the usual word that begins at `start`, `None` when it is another or none.
    #[inline]
    pub(super) fn plain_word(&mut self, start: usize) -> Option<usize> {
        let capital = self.bytes[start].is_ascii_uppercase();
        let small = start + usize::from(capital);
        let end = self.small_letters(small)?;
        if end == small || !ENDS[usize::from(self.bytes[end])] {
            return if self.bytes[end] == b'\'' && end > start && !capital {
                self.plain_elision(start, end)
            } else {
                None
            };
        }
        let shape = Shape::of_word(capital);
        let key = self.bytes[start..].first_chunk().filter(|_| self.words.is_some()).and_then(|bytes| {
            // The bit that makes a capital small.
            let letters = u128::from_le_bytes(*bytes) | u128::from(capital) << 5;
            Key::of_first(letters, end - start)
        });
        Some(match key {
            Some(key) => self.push_short(start, end, shape, key),
            None => self.push_word(start, end, shape),
        })
    }

    /// The usual elision, "l'", "qu'", before a vowel.
    fn plain_elision(&mut self, start: usize, end: usize) -> Option<usize> {
        let (head, after) = (&self.text[start..end], end + 1);
        let elides = head.len() <= LONGEST_ELISION
            && char_at(self.text, after).is_some_and(takes_elision)
            && self.tables.is_elision(head)
            && !self.tables.goes_on_as_compound(head, &self.text[after..]);
        elides.then(|| self.push_word(start, after, Shape::of_word(false)))
    }

    /// Where the small letters end that begin at `at`; none near the end of the text.
    #[inline]
    fn small_letters(&self, mut at: usize) -> Option<usize> {
        loop {
            let next = u64::from_le_bytes(*self.bytes.get(at..)?.first_chunk()?);
            let run = small_run(next);
            at += run;
            if run == 8 {
                continue;
            }
            match self.bytes.get(at..)? {
                // é, è, à, ê, ç and the like.
                [0xc3, letter, ..] if *letter >= 0xa0 && *letter != 0xb7 => at += 2,
                rest => return (!rest.is_empty()).then_some(at),
            }
        }
    }
}

/// Bytes after which no word goes on, and which change nothing of what the word is.
static ENDS: [bool; 256] = {
    let mut ends = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        ends[byte] = match CLASSES[byte] {
            Class::Blank => true,
            Class::Punct => !matches!(byte as u8, b'\'' | b'-' | b'.' | b':'),
            Class::Symbol => byte as u8 != b'@',
            _ => false,
        };
        byte += 1;
    }
    ends
};

/// How many of eight bytes are small letters of ASCII, counted from the first.
#[inline]
fn small_run(bytes: u64) -> usize {
    // Of each byte the highest bit tells the answer; without it nothing carries into the next byte.
    let low = bytes & !HIGH;
    let from_a = low + ONES * (0x80 - b'a' as u64);
    let past_z = low + ONES * (0x7f - b'z' as u64);
    let small = from_a & !past_z & !bytes;
    (!small & HIGH).trailing_zeros() as usize / 8
}

/// Every byte is 1.
const ONES: u64 = u64::MAX / 255;
/// Every byte has its highest bit.
const HIGH: u64 = ONES << 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_counted() {
        let run = |text: &[u8; 8]| small_run(u64::from_le_bytes(*text));
        assert_eq!(run(b"accablan"), 8);
        assert_eq!([run(b"az\x60aaaaa"), run(b"az{aaaaa"), run(b"a\xe1aaaaaa"), run(b"Aaaaaaaa")], [2, 2, 1, 0]);
    }
}
