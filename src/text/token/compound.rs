//! Words with hyphens: whole, without their pronoun, or cut into known names.

use super::chars::{char_at, is_hyphen};
use super::scan::{LONGEST_SUFFIX, Scanner, Shape};
use crate::text::document::TokenKind;
use crate::text::word::WordId;

/// Most parts a compound may be cut into.
const MOST_PARTS: usize = 6;

/// Longest compound that is looked at, in bytes; keeps hostile words linear.
const LONGEST_COMPOUND: usize = 64;

impl Scanner<'_> {
    /// A word with hyphens or apostrophes inside: whole when known, else without its pronoun, else cut into known names.
    pub(super) fn compound(&mut self, start: usize, end: usize, shape: Shape) -> usize {
        let found = self.lookup(start, end, shape);
        if found.0 == WordId::UNKNOWN {
            if let Some(cut) = self.pronoun_at(start, end) {
                let head = self.measure(start, cut);
                if head.joined {
                    self.compound(start, cut, head)
                } else {
                    self.push_word(start, cut, head)
                };
                let tail = self.measure(cut, end);
                return self.push_word(cut, end, tail);
            }
            if self.words.is_some() && self.separable(start, end) {
                return self.parts(start, end);
            }
        }
        self.emit(TokenKind::Word, (start, end), shape.case(), found)
    }

    /// Where a hyphenated pronoun begins, unless the whole is a listed compound ("rendez-vous").
    fn pronoun_at(&mut self, start: usize, end: usize) -> Option<usize> {
        if end - start > LONGEST_COMPOUND {
            return None;
        }
        self.lower(start, end);
        if self.tables.is_compound(&self.buffer) {
            return None;
        }
        self.suffix_at(start, end)
    }

    /// Where a hyphenated pronoun or particle begins.
    fn suffix_at(&mut self, start: usize, end: usize) -> Option<usize> {
        let text = self.text;
        let mut hyphens = text[start..end].char_indices().filter(|(i, c)| *i > 0 && is_hyphen(*c));
        hyphens.find_map(|(offset, _)| {
            let at = start + offset;
            if end - at > LONGEST_SUFFIX {
                return None;
            }
            self.lower(at, end);
            self.tables.is_suffix(&self.buffer).then_some(at)
        })
    }

    /// Names joined by hyphens ("Moscou-Pékin") and words behind a free prefix ("ex-président"), all known.
    fn separable(&mut self, start: usize, end: usize) -> bool {
        if end - start > LONGEST_COMPOUND {
            return false;
        }
        let text = self.text;
        let mut at = start;
        for (index, part) in text[start..end].split(is_hyphen).enumerate() {
            let (from, to) = (at, at + part.len());
            at = to + char_at(text, to).map_or(0, char::len_utf8);
            let capital = part.starts_with(char::is_uppercase);
            self.lower(from, to);
            let prefix = index == 0 && self.tables.is_prefix(&self.buffer);
            let known = self.words.is_some_and(|words| words.get(&self.buffer) != WordId::UNKNOWN);
            let number = index > 0 && part.bytes().all(|b| b.is_ascii_digit());
            let free = capital || index > 0 && self.after_prefix(start, end);
            if index >= MOST_PARTS || !(number || prefix || known && free) {
                return false;
            }
        }
        true
    }

    fn after_prefix(&mut self, start: usize, end: usize) -> bool {
        let head = self.text[start..end].find(is_hyphen).map_or(end, |offset| start + offset);
        self.lower(start, head);
        self.tables.is_prefix(&self.buffer)
    }

    fn parts(&mut self, start: usize, end: usize) -> usize {
        let text = self.text;
        let mut at = start;
        while at < end {
            let to = text[at..end].find(is_hyphen).map_or(end, |offset| at + offset);
            let shape = self.measure(at, to);
            if shape.upper + shape.lower == 0 {
                self.push(TokenKind::Number, at, to);
            } else {
                self.push_word(at, to, shape);
            }
            at = to;
            if at < end {
                let after = at + char_at(text, at).map_or(1, char::len_utf8);
                at = self.push(TokenKind::Punct, at, after);
            }
        }
        end
    }
}
