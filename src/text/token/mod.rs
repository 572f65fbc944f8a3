//! Tokens: words, numbers, marks and symbols, with the known form of each word.
//!
//! A word loses its elided neighbour (`l'`, `qu'`) and its hyphenated pronoun (`-t-il`); a compound stays whole when
//! the vocabulary knows it. Each word is looked up once, in lower case; accents are restored only where print drops
//! them: upper case, an accentless capital, or a text without any accent.

mod chars;
mod compound;
mod number;
mod plain;
mod point;
mod scan;
mod tables;

use super::document::Token;
use super::word::Vocabulary;

pub use chars::is_blank;
pub(in crate::text) use chars::is_line_break;
pub(in crate::text) use tables::{Ends, Tables, TokenFiles};

/// The tokens of a text, in order; only blanks lie between them.
pub(in crate::text) fn tokenize(text: &str, words: &Vocabulary, tables: &Tables) -> Vec<Token> {
    scan::Scanner::new(text, Some(words), tables).run()
}
