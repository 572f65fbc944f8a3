//! Sentences, in text where points may be glued to the next word and headings stand in the middle of a line.

use super::document::{Case, Sentence, Token, TokenKind};
use super::french::French;
use super::mark::{Marks, Side};
use super::span::Span;
use super::token::Ends;

/// Longest heading between dashes, in tokens.
const LONGEST_HEADING: usize = 16;

/// Most marks skipped between the end of a sentence and the first word of the next.
const MOST_OPENERS: usize = 4;

struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
    starts: &'a [u32],
    marks: &'a Marks,
    french: &'a French,
}

/// The sentences of a text; they cover all tokens, in order.
pub(super) fn sentences(text: &str, tokens: &[Token], starts: &[u32], marks: &Marks, french: &French) -> Vec<Sentence> {
    let splitter = Splitter { text, tokens, starts, marks, french };
    let mut found = Vec::with_capacity(tokens.len() / 16 + 1);
    let mut start = 0;
    while start < tokens.len() {
        let (end, heading) = splitter.sentence_from(start);
        found.push(splitter.sentence(start, end, heading));
        start = end;
    }
    found
}

impl Splitter<'_> {
    fn sentence(&self, start: usize, end: usize, dashed: bool) -> Sentence {
        let opens_paragraph = start == 0 || self.starts.binary_search(&(start as u32)).is_ok();
        let closes_paragraph = end == self.tokens.len() || self.starts.binary_search(&(end as u32)).is_ok();
        Sentence {
            tokens: start as u32..end as u32,
            span: Span { start: self.tokens[start].span.start, end: self.tokens[end - 1].span.end },
            opens_paragraph,
            heading: dashed || opens_paragraph && closes_paragraph && self.is_heading(start, end),
        }
    }

    /// A line of a few words that no punctuation ends.
    fn is_heading(&self, start: usize, end: usize) -> bool {
        let last = (start..end).rev().find(|i| self.marks.side(*i as u32).is_none());
        let ended = last.is_none_or(|i| {
            let token = &self.tokens[i];
            let text = token.span.of(self.text);
            token.kind == TokenKind::Punct && !matches!(text, ")" | "]" | "-" | "–" | "—" | "'") || text.ends_with('.')
        });
        let begins_low = self.tokens[start].kind == TokenKind::Word && self.tokens[start].case == Case::Lower;
        !ended && !begins_low && end - start <= 2 * LONGEST_HEADING
    }

    /// The end of the sentence that begins at `start`, and whether it is a heading between dashes.
    fn sentence_from(&self, start: usize) -> (usize, bool) {
        let next_start = self.starts.partition_point(|s| *s as usize <= start);
        let limit = self.starts.get(next_start).map_or(self.tokens.len(), |s| *s as usize);
        if let Some(end) = self.dashed_heading(start, limit) {
            return (end, true);
        }
        let mut index = start;
        loop {
            let inside = self.tokens[index..limit].windows(2).take_while(|pair| self.is_inside(&pair[0], &pair[1]));
            index += inside.count();
            if index + 1 >= limit {
                return (limit, false);
            }
            if self.runs_into(index) {
                return (index + 1, index < start + LONGEST_HEADING);
            }
            if let Some(end) = self.ends_after(start, index, limit) {
                return (end, false);
            }
            index += 1;
        }
    }

    /// `- Une visite attendue -Le président …`
    fn dashed_heading(&self, start: usize, limit: usize) -> Option<usize> {
        if !self.is_dash(start) {
            return None;
        }
        let last = limit.saturating_sub(1).min(start + LONGEST_HEADING);
        for index in start + 2..=last {
            let blank_before = self.tokens[index - 1].span.end < self.tokens[index].span.start;
            if self.is_dash(index) && blank_before {
                let ends = index + 1 == limit || self.begins_sentence(index + 1, limit);
                return ends.then_some(index + 1);
            }
            if self.tokens[index].span.of(self.text) == "." {
                return None;
            }
        }
        None
    }

    fn is_dash(&self, index: usize) -> bool {
        matches!(self.tokens[index].span.of(self.text), "-" | "–" | "—" | "--")
    }

    fn glued(&self, index: usize) -> bool {
        self.tokens[index].span.end == self.tokens[index + 1].span.start
    }

    /// A word between blanks that no point ends, as most tokens are: no sentence ends with it.
    #[inline]
    fn is_inside(&self, token: &Token, next: &Token) -> bool {
        let end = token.span.end;
        token.kind == TokenKind::Word && end != next.span.start && self.text.as_bytes()[end as usize - 1] != b'.'
    }

    /// A heading whose last word the next sentence is glued to.
    fn runs_into(&self, index: usize) -> bool {
        let (token, next) = (&self.tokens[index], &self.tokens[index + 1]);
        let words = token.kind == TokenKind::Word && next.kind == TokenKind::Word;
        if token.kind == TokenKind::Word && self.glued(index) && self.opens_sentence_quoted(index + 1) {
            return !token.span.of(self.text).ends_with(['\'', '’', 'ʼ']);
        }
        words
            && next.case != Case::Lower
            && self.glued(index)
            && !token.span.of(self.text).ends_with(['\'', '’', 'ʼ', '.'])
    }

    /// A quotation that begins with a capital, its mark glued to the word before: the heading before it has lost its line.
    fn opens_sentence_quoted(&self, mark: usize) -> bool {
        let capital = |token: &Token| token.kind == TokenKind::Word && token.case == Case::Capital;
        self.tokens.get(mark + 1).is_some_and(capital) && self.marks.side(mark as u32) == Some(Side::Open)
    }

    /// The end of the sentence, when it ends after the token `index`.
    fn ends_after(&self, start: usize, index: usize, limit: usize) -> Option<usize> {
        let token = &self.tokens[index];
        match token.kind {
            TokenKind::Punct => {}
            TokenKind::Word if self.text.as_bytes()[token.span.end as usize - 1] == b'.' => {
                return self.ends_abbreviated(index, limit);
            }
            _ => return None,
        }
        if self.is_final(start, index) {
            let end = self.absorb_closers(index + 1, limit);
            return (end == limit || self.begins_sentence(end, limit)).then_some(end);
        }
        let next = &self.tokens[index + 1];
        let lost_blank = self.glued(index)
            && next.kind == TokenKind::Word
            && next.case != Case::Lower
            && next.span.len() > 1
            && self.marks.side(index as u32) == Some(Side::Close);
        lost_blank.then_some(index + 1)
    }

    fn is_final(&self, start: usize, index: usize) -> bool {
        let text = self.tokens[index].span.of(self.text);
        let bytes = text.as_bytes();
        if !(matches!(bytes[0], b'.' | b'!' | b'?') || text == "…") {
            return false;
        }
        let previous = index.checked_sub(1).map(|i| self.tokens[i].span.of(self.text));
        // "[…]" leaves words out; "1." counts.
        let omission = matches!(previous, Some("[" | "(")) && matches!(bytes[0], b'.' | 0xe2);
        let counts = index == start + 1 && self.tokens[start].kind == TokenKind::Number && text == ".";
        !(omission || counts)
    }

    /// What closes after the final point belongs to the sentence: quotation marks, brackets, more points.
    fn absorb_closers(&self, mut at: usize, limit: usize) -> usize {
        while at < limit {
            let text = self.tokens[at].span.of(self.text);
            let closes = self.marks.side(at as u32) == Some(Side::Close)
                || matches!(text, ")" | "]" | "!" | "?" | "…" | "." | "..." | "+");
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    /// True when the token can be the first of a sentence: a capital or a number, marks that open before it skipped.
    fn begins_sentence(&self, at: usize, limit: usize) -> bool {
        for index in at..limit.min(at + MOST_OPENERS) {
            let token = &self.tokens[index];
            match token.kind {
                TokenKind::Word => return token.case != Case::Lower,
                TokenKind::Number => return true,
                TokenKind::Symbol if token.span.of(self.text) == "+" => {}
                TokenKind::Symbol => return true,
                TokenKind::Punct => {
                    let opens = self.marks.side(index as u32) == Some(Side::Open)
                        || matches!(
                            token.span.of(self.text),
                            "(" | "[" | "-" | "–" | "—" | "…" | "..." | "•" | "¿" | "¡"
                        );
                    if !opens {
                        return false;
                    }
                }
            }
        }
        false
    }

    /// A point that belongs to a word ends the sentence too after "etc.", or before what can only begin one.
    fn ends_abbreviated(&self, index: usize, limit: usize) -> Option<usize> {
        let text = self.tokens[index].span.of(self.text);
        let form = text.trim_end_matches('.').to_lowercase();
        let end = self.absorb_closers(index + 1, limit);
        if end >= limit {
            return None;
        }
        let begins = self.begins_sentence(end, limit);
        let ends = match self.french.abbreviation(&form) {
            Some(Ends::Capital) => begins,
            Some(Ends::Name | Ends::Never) => false,
            _ => begins && self.only_begins(end, limit),
        };
        ends.then_some(end)
    }

    /// A capitalised grammatical word before an ordinary one ("Le ministre", not "Le Pen").
    fn only_begins(&self, at: usize, limit: usize) -> bool {
        let first = (at..limit.min(at + MOST_OPENERS)).find(|i| self.tokens[*i].kind != TokenKind::Punct);
        let Some(word) = first.filter(|i| self.tokens[*i].kind == TokenKind::Word) else { return false };
        let grammatical = self.french.is_function_word(self.tokens[word].word);
        let ordinary = self.tokens[..limit].get(word + 1).is_none_or(|next| next.case == Case::Lower);
        grammatical && ordinary
    }
}
