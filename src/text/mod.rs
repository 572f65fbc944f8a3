//! French text: tokens, sentences, quotations, inflection, clauses. French, and nothing but French: no actor, no stance.

mod chars;
mod document;
mod fold;
mod span;
pub mod syntax;
mod word;

pub use chars::CharIndex;
pub use document::{Case, Document, Quotation, QuoteKind, Sentence, Token, TokenKind};
pub use fold::fold;
pub use span::Span;
pub use word::{Analyses, Analysis, LemmaId, Morph, Pos, Vocabulary, WordId};
