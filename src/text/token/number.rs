//! Numbers with their separators, ordinals and signs.

use super::chars::{char_at, is_number_blank};
use super::scan::Scanner;
use crate::text::document::TokenKind;

impl Scanner<'_> {
    /// Digits with their separators, what is written onto them, and a percent sign.
    pub(super) fn number(&mut self, start: usize) -> usize {
        let mut at = self.digits(start);
        let mut grouped = at - start <= 3;
        while let Some(c) = char_at(self.text, at) {
            let after = at + c.len_utf8();
            let next = self.digits(after);
            if matches!(c, '.' | ',') && next > after {
                grouped &= c == '.' && next - after == 3;
            } else if !(grouped && is_number_blank(c) && next == after + 3) {
                break;
            }
            at = next;
        }
        at = self.number_tail(at);
        if self.bytes.get(at) == Some(&b'%') {
            at += 1;
        }
        self.push(TokenKind::Number, start, at)
    }

    fn digits(&self, start: usize) -> usize {
        start + self.bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count()
    }

    /// Letters written onto a number ("1er", "20h30", "5G"); a capitalised word is a neighbour that lost its blank.
    fn number_tail(&self, at: usize) -> usize {
        let tail = &self.text[at..];
        let length: usize = tail.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
        let mut chars = tail.chars();
        let glued = chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase);
        if glued { at } else { at + length }
    }
}
