//! From a text to a document.

use super::document::Document;
use super::french::French;
use super::word::Vocabulary;
use super::{line, mark, quote, sentence, token};

/// Analyses a text: tokens, sentences, quotations. Never fails: any string is a text.
///
/// ```
/// use parallaxe::text::{French, Vocabulary, analyse};
/// let mut words = Vocabulary::default();
/// let french = French::register(&mut words).unwrap();
/// words.freeze();
/// let doc = analyse("M. Diop l'a dit. Le ministre se tait.", &words, &french);
/// assert_eq!(doc.sentences.len(), 2);
/// assert_eq!(doc.token_text(0), "M.");
/// ```
pub fn analyse<'a>(text: &'a str, words: &Vocabulary, french: &French) -> Document<'a> {
    let tokens = token::tokenize(text, words, french.tables());
    let starts = line::paragraph_starts(text, &tokens);
    let marks = mark::marks(text, &tokens, &starts);
    let sentences = sentence::sentences(text, &tokens, &starts, &marks, french);
    let mut doc = Document { text, tokens, sentences, quotations: Vec::new() };
    doc.quotations = quote::quotations(&doc, &marks, &starts, words, french);
    doc
}
