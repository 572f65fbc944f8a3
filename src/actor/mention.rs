//! A mention of an actor in a document.

use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Index of an actor in the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ActorId(pub u32);

/// How a mention was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Found {
    /// The actor's main name.
    Name,
    /// Another name or an acronym.
    Alias,
    /// A capital, palace or people that stands for it (Bamako, le Kremlin).
    Metonym,
    /// A title or definite noun phrase resolved to it ("le ministre malien").
    Phrase,
    /// A pronoun resolved to it.
    Pronoun,
}

/// One mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Whom.
    pub actor: ActorId,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its bytes in the document's text.
    pub span: Span,
    /// Index of its sentence in the document.
    pub sentence: u32,
    /// How it was found.
    pub found: Found,
}
