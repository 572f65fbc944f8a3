//! Points that belong to a word: acronyms, initials, abbreviations, addresses.

use super::scan::{Scanner, Shape};
use super::tables::Ends;
use crate::text::document::{Case, TokenKind};
use crate::text::word::WordId;

/// Longest address in bytes; keeps hostile chains of labels linear.
const LONGEST_ADDRESS: usize = 2048;

impl Scanner<'_> {
    /// Handles a word that a point follows; `None` when the point is only punctuation.
    pub(super) fn pointed(&mut self, start: usize, end: usize, shape: Shape) -> Option<usize> {
        if let Some(end) = self.acronym(start, end) {
            return Some(end);
        }
        if let Some(address) = self.address(start, end) {
            return Some(self.push(TokenKind::Symbol, start, address));
        }
        self.abbreviation(start, end, shape)
    }

    /// "O.N.U.", "U.E": single capitals with points; the known form has none.
    fn acronym(&mut self, start: usize, end: usize) -> Option<usize> {
        let capital = |at: usize| self.bytes.get(at).is_some_and(u8::is_ascii_uppercase);
        if end != start + 1 || !capital(start) {
            return None;
        }
        let (mut at, mut letters) = (end + 1, 1);
        while capital(at) && self.bytes.get(at + 1) == Some(&b'.') {
            at += 2;
            letters += 1;
        }
        let closed = !self.bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80 || *b == b'\'');
        if letters > 1 && capital(at) && closed {
            at += 1;
        } else if letters == 1 {
            return None;
        }
        let form: String = self.text[start..at].chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect();
        let word = self.known(&form);
        Some(self.emit(TokenKind::Word, (start, at), Case::Upper, (word, false)))
    }

    /// Abbreviations of the table, and initials before a capitalised word.
    fn abbreviation(&mut self, start: usize, end: usize, shape: Shape) -> Option<usize> {
        if end - start > 8 {
            return None;
        }
        self.lower(start, end);
        let listed = self.tables.abbreviation(self.lowered());
        let text = self.text;
        let next = text[end + 1..].chars().find(|c| !c.is_whitespace());
        let after_number = self.tokens.last().is_some_and(|t| t.kind == TokenKind::Number);
        let number_next = next.is_some_and(|c| c.is_ascii_digit());
        let capital_next = next.is_some_and(char::is_uppercase);
        let taken = match listed {
            Some(Ends::Never | Ends::Capital) => true,
            Some(Ends::Number) => number_next,
            Some(Ends::Date) => after_number || number_next,
            Some(Ends::Name) => capital_next && !after_number,
            None => false,
        };
        let initial = end == start + 1 && self.bytes[start].is_ascii_uppercase() && capital_next;
        if !taken && !initial {
            return None;
        }
        let mut form = self.lowered().to_owned();
        form.push('.');
        let word = match self.known(&form) {
            WordId::UNKNOWN if taken => self.lookup(start, end, shape),
            word => (word, false),
        };
        Some(self.emit(TokenKind::Word, (start, end + 1), shape.case(), word))
    }

    /// The end of the link, e-mail address or domain name that the word at `start..end` begins.
    pub(super) fn address(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.text[start..end];
        let rest = &self.text[end..];
        if rest.starts_with("://") {
            return Some(self.address_end(end));
        }
        let chain = self.chain(end);
        let host = word.eq_ignore_ascii_case("www") && chain > end;
        if self.is_mail(chain) {
            return Some(self.chain(self.label_end(chain + 1)));
        }
        if !(host || chain > end && self.is_domain(end, chain)) {
            return None;
        }
        let path = matches!(self.bytes.get(chain), Some(b':' | b'/' | b'?' | b'#'));
        Some(if path { self.address_end(chain) } else { chain })
    }

    fn label_end(&self, from: usize) -> usize {
        from + self.bytes[from..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count()
    }

    /// Where a chain of labels (".example.org") ends.
    fn chain(&self, end: usize) -> usize {
        let mut at = end;
        while self.bytes.get(at) == Some(&b'.') && at - end < LONGEST_ADDRESS {
            let label_end = self.label_end(at + 1);
            if label_end == at + 1 || self.bytes[at + 1].is_ascii_uppercase() {
                break;
            }
            at = label_end;
        }
        at
    }

    fn is_domain(&self, end: usize, chain: usize) -> bool {
        let last = self.text[end..chain].rsplit('.').next().unwrap_or("");
        let followed = self.text[chain..].chars().next().is_some_and(char::is_alphanumeric);
        !followed && self.tables.is_domain(last)
    }

    fn is_mail(&self, at: usize) -> bool {
        self.bytes.get(at) == Some(&b'@') && self.bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)
    }

    /// Addresses go on to the next blank or bracket; closing punctuation is not theirs.
    fn address_end(&self, from: usize) -> usize {
        let stops =
            |c: char| super::is_blank(c) || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '(' | ')' | '’');
        let rest = &self.text[from..];
        let length = rest.find(stops).unwrap_or(rest.len());
        from + rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ']', '\'', '…']).len()
    }
}
