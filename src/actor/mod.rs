//! Who is mentioned: the gazetteer, names and metonyms, and references resolved to them.
//!
//! [`Gazetteer`] compiles the tables of `lexicons/actors/` (and the user's own) into a tree of word sequences;
//! [`Gazetteer::find`] reads a document once for names, capitals and heads ("les autorités maliennes"), and once more for
//! what refers back to them: offices, descriptions, pronouns. A [`Context`] carries the memory from headline to body.

#[allow(clippy::module_inception)]
mod actor;
mod audit;
mod compile;
mod context;
mod find;
mod gazetteer;
mod grammar;
mod mention;
mod names;
mod pattern;
mod place;
mod pronoun;
mod reader;
mod reference;
mod trie;

#[cfg(test)]
mod tests;

pub use actor::{Actor, Agreement, Kind, Office};
pub use context::Context;
pub use find::{Ahead, Names};
pub use gazetteer::{Gazetteer, HEADER};
pub use mention::{ActorId, Found, Mention};
