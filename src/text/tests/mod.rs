//! Linguistic tests: one sentence a line.

mod inflection;
mod quotes;
mod sentences;
mod speech;
mod tokens;

use std::sync::LazyLock;

use super::{Document, French, Vocabulary};
use crate::knowledge::{Knowledge, Sources};

/// All that is shipped, and a few more words: sentences read as they do in the program.
pub(super) fn tools(extra: &[&str]) -> (Vocabulary, French) {
    static SHIPPED: LazyLock<(Vocabulary, French)> = LazyLock::new(|| {
        let knowledge = Knowledge::load(&Sources::default()).expect("the shipped tables are well formed");
        (knowledge.words, knowledge.french)
    });
    let (mut words, french) = SHIPPED.clone();
    for form in extra {
        words.intern(form);
    }
    words.freeze();
    (words, french)
}

pub(super) fn texts<'a>(doc: &Document<'a>) -> Vec<&'a str> {
    (0..doc.tokens.len()).map(|i| doc.token_text(i)).collect()
}
