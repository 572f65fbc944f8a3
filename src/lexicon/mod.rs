//! The stance lexicon: rows, their inflection and compilation, and the audit of the shipped data.

mod check;
mod compile;
mod expression;
mod glance;
mod row;
mod stored;

pub use check::{Finding, Judge, Severity, audit};
pub use compile::{Lexicon, RowId, read_rows, register_adjective, register_noun, register_verb};
pub use expression::{Element, Expression};
pub use glance::Glance;
pub use row::{Example, HEADER, PREPOSITIONS, Problem, Role, Row, RowKind, parse_example, parse_rows};
