//! An analysed text: tokens, sentences, quotations and clauses over the original bytes.

use super::span::Span;
use super::word::WordId;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters (with inner hyphens, a final elision apostrophe or a final abbreviation point).
    Word,
    /// Digits, with their separators, ordinals and signs.
    Number,
    /// One punctuation mark or a run of points.
    Punct,
    /// Anything else (symbols, emoji, links).
    Symbol,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Case {
    /// All letters lower case, or no letter at all.
    Lower,
    /// First letter upper case.
    Capital,
    /// At least two letters, all upper case.
    Upper,
}

/// A token: a span of the text with no blank in it (thousands separators in numbers apart).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// The known form it matches.
    pub word: WordId,
    /// True when the form was found only after folding accents.
    pub folded: bool,
}

/// A sentence: tokens `tokens.start..tokens.end`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// From the first byte of the first token to the last byte of the last one.
    pub span: Span,
    /// True for the first sentence of a paragraph (a paragraph ends at a line break).
    pub opens_paragraph: bool,
    /// True for a line without final punctuation that stands alone: a title or an intertitle.
    pub heading: bool,
}

/// How a stretch of reported words is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuoteKind {
    /// Between quotation marks, and long enough, or with a verb, to be somebody's words.
    Direct,
    /// A word or a few between quotation marks inside a sentence that is otherwise the outlet's own: a borrowed or distanced word.
    Scare,
    /// After a dialogue dash.
    Dialogue,
}

/// A stretch between quotation marks (marks excluded).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The quoted tokens.
    pub tokens: Range<u32>,
    /// How it is marked.
    pub kind: QuoteKind,
    /// Depth of nesting; 0 for the outermost.
    pub depth: u8,
}

/// Tokens, sentences and quotations over a borrowed text.
///
/// Invariant: the tokens are in order, do not overlap, and with the gaps between them (blanks only) concatenate to the text.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The text, untouched.
    pub text: &'a str,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// All sentences in order; they cover all tokens.
    pub sentences: Vec<Sentence>,
    /// All quotations, by their first token, outer before inner.
    pub quotations: Vec<Quotation>,
}

impl<'a> Document<'a> {
    /// The text of a token.
    #[inline]
    pub fn token_text(&self, index: usize) -> &'a str {
        self.tokens[index].span.of(self.text)
    }

    /// The byte span of a non-empty run of tokens.
    #[inline]
    pub fn span_of(&self, tokens: Range<u32>) -> Span {
        let first = self.tokens[tokens.start as usize].span.start;
        let last = self.tokens[tokens.end as usize - 1].span.end;
        Span { start: first, end: last }
    }

    /// The index of the sentence that holds a token.
    #[inline]
    pub fn sentence_of(&self, token: u32) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// The innermost quotation around a token, scare quotes included.
    pub fn quotation_at(&self, token: u32) -> Option<&Quotation> {
        let started = &self.quotations[..self.quotations.partition_point(|q| q.tokens.start <= token)];
        let outermost = started.iter().rposition(|q| q.depth == 0).unwrap_or(0);
        started[outermost..].iter().rev().find(|q| q.tokens.contains(&token))
    }
}
