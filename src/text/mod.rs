//! French text: tokens, sentences, quotations, inflection, clauses. French, and nothing but French: no actor, no stance.

mod analyse;
mod chars;
mod document;
mod fold;
mod french;
pub mod inflect;
mod interner;
mod line;
mod mark;
pub(crate) mod packed;
mod pairs;
mod phrase;
mod quote;
mod sentence;
mod span;
pub mod speech;
pub mod syntax;
mod token;
mod word;

#[cfg(test)]
mod tests;

pub use analyse::analyse;
pub use chars::CharIndex;
pub use document::{Case, Document, Quotation, QuoteKind, Sentence, Token, TokenKind};
pub use fold::fold;
pub(crate) use fold::lowered;
pub use french::{French, KeyVerbs};
pub(crate) use pairs::Pairs;
pub use phrase::Phrases;
pub use span::Span;
pub use speech::{Speech, SpeechKind, speeches};
pub use token::is_blank;
pub use word::{Analyses, Analysis, IdSet, LemmaId, LemmaSet, Morph, Pos, Vocabulary, WordId, WordSet};
