//! From byte offsets to character offsets, at the edges only.

/// Byte distance between two stored counts.
const STEP: usize = 64;

/// Converts byte offsets of one text into character offsets (Unicode scalar values).
///
/// ```
/// let chars = parallaxe::text::CharIndex::new("été à Kidal");
/// assert_eq!(chars.at(5), 3);
/// assert_eq!(chars.byte(3), 5);
/// ```
#[derive(Debug, Clone)]
pub struct CharIndex<'a> {
    text: &'a str,
    counts: Vec<u32>,
}

impl<'a> CharIndex<'a> {
    /// Prepares a text: one count every 64 bytes.
    pub fn new(text: &'a str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(STEP) {
            counts.push(count);
            count += starts(block);
        }
        if text.is_empty() {
            counts.push(0);
        }
        Self { text, counts }
    }

    /// Characters before a byte offset, which lies on a character boundary.
    pub fn at(&self, byte: usize) -> u32 {
        let block = (byte / STEP).min(self.counts.len() - 1);
        self.counts[block] + starts(&self.text.as_bytes()[block * STEP..byte])
    }

    /// The byte offset of a character; the length of the text when there are not so many.
    pub fn byte(&self, character: usize) -> usize {
        self.text.char_indices().nth(character).map_or(self.text.len(), |(index, _)| index)
    }
}

/// Characters that begin in a stretch of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    // A byte holds the number of so few: the machine counts many side by side then.
    let count = |some: &[u8]| some.iter().map(|byte| u8::from(byte & 0xC0 != 0x80)).sum::<u8>();
    bytes.chunks(128).map(|some| u32::from(count(some))).sum()
}
