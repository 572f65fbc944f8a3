//! Linguistic tests: one sentence a line.

mod quotes;
mod sentences;
mod tokens;

use super::{Document, French, Vocabulary};

/// A vocabulary of the shipped tables and a few content words.
pub(super) fn tools(extra: &[&str]) -> (Vocabulary, French) {
    let mut words = Vocabulary::default();
    let french = French::register(&mut words).expect("the shipped tables are well formed");
    for form in extra {
        words.intern(form);
    }
    words.freeze();
    (words, french)
}

pub(super) fn texts<'a>(doc: &Document<'a>) -> Vec<&'a str> {
    (0..doc.tokens.len()).map(|i| doc.token_text(i)).collect()
}
