//! Byte ranges over a text.

use serde::{Deserialize, Serialize};

/// A half-open byte range `start..end` over a text; both ends lie on character boundaries.
///
/// ```
/// use parallaxe::text::Span;
/// let span = Span::new(3, 7);
/// assert_eq!(span.of("Le Mali"), "Mali");
/// assert!(span.overlaps(Span::new(6, 9)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Texts longer than 4 GiB are cut by the readers long before this.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The bytes of the span as an index range.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a span that covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// True when both spans share at least one byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// True when `other` lies wholly inside `self`.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}
