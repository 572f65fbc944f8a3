//! Who is mentioned: the gazetteer, names and metonyms, and references resolved to them.

mod mention;

pub use mention::{ActorId, Found, Mention};
