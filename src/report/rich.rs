//! Running text with names and links in it, in a form that HTML and Markdown both write out.

use super::strings::{Piece, pieces};
use super::wording::Wording;
use serde::Serialize;

/// A run of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub(crate) struct Inline {
    /// What is read; not escaped.
    pub(crate) text: String,
    /// The part of the report it leads to.
    pub(crate) link: Option<String>,
    /// True for names from the corpus: they are isolated from the direction of the text around them.
    pub(crate) name: bool,
    /// True for figures, which are not broken over two lines.
    pub(crate) figure: bool,
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub(crate) struct Rich {
    pub(crate) parts: Vec<Inline>,
}

impl Inline {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn name(text: impl Into<String>) -> Self {
        Self { name: true, ..Self::text(text) }
    }

    pub(crate) fn figure(text: impl Into<String>) -> Self {
        Self { figure: true, ..Self::text(text) }
    }

    pub(crate) fn linked(text: impl Into<String>, target: impl Into<String>) -> Self {
        Self { link: Some(target.into()), ..Self::name(text) }
    }
}

impl Rich {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { parts: vec![Inline::text(text)] }
    }

    /// Puts runs in the place of a template's `{key}` marks.
    pub(crate) fn fill(template: &str, values: &[(&str, Rich)]) -> Self {
        let mut out = Self::default();
        for piece in pieces(template) {
            match piece {
                Piece::Text(text) => out.parts.push(Inline::text(text)),
                Piece::Key(key) => match values.iter().find(|(name, _)| *name == key) {
                    Some((_, value)) => out.parts.extend(value.parts.iter().cloned()),
                    None => out.parts.push(Inline::text(key)),
                },
            }
        }
        out
    }

    /// Adds a sentence after a space.
    pub(crate) fn then(mut self, other: Rich) -> Self {
        if !other.parts.is_empty() {
            self.parts.push(Inline::text(" "));
            self.parts.extend(other.parts);
        }
        self
    }

    /// An enumeration: "a, b et c".
    pub(crate) fn list(items: Vec<Rich>, wording: &Wording) -> Self {
        let names = &wording.strings.names;
        let last = items.len().saturating_sub(1);
        let mut out = Self::default();
        for (index, item) in items.into_iter().enumerate() {
            match index {
                0 => {}
                index if index == last => out.parts.push(Inline::text(&names.list_last)),
                _ => out.parts.push(Inline::text(&names.list_separator)),
            }
            out.parts.extend(item.parts);
        }
        out
    }

    /// The text alone.
    pub(crate) fn plain(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

impl From<Inline> for Rich {
    fn from(part: Inline) -> Self {
        Self { parts: vec![part] }
    }
}
