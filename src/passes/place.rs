//! The two outputs that list everything in a fixed order, written in whatever order it comes: where each article belongs is
//! known beforehand.

use super::gather::Size;
use crate::aggregate::{Settled, Settlement};
use crate::report::{article_columns, settled_bytes};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

/// Files under way, empty.
#[derive(Debug)]
pub struct Outputs {
    /// `articles.csv`.
    pub articles: File,
    /// `observations.jsonl`.
    pub observations: File,
}

/// Where an article belongs in both outputs: first byte and number of bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Slot {
    pub line_at: u64,
    pub observed_at: u64,
    pub line: u32,
    pub observed: u32,
}

/// A slot for each article, by number.
pub fn slots(settled: &Settled, sizes: &[Size]) -> Vec<Slot> {
    let mut slots = vec![Slot::default(); sizes.len()];
    let (mut line_at, mut observed_at) = (article_columns().len() as u64, 0);
    for number in settled.order() {
        let (size, article) = (sizes[*number as usize], settled.article(*number));
        let line = size.line + settled_bytes(&article);
        let observed = observed_bytes(size, &article);
        slots[*number as usize] = Slot { line_at, observed_at, line, observed };
        line_at += u64::from(line);
        observed_at += u64::from(observed);
    }
    slots
}

/// Each observation names its article.
fn observed_bytes(size: Size, article: &Settlement) -> u32 {
    if article.counts() { size.observed + size.observations * article.added as u32 } else { 0 }
}

/// Bytes on their way to their places.
#[derive(Debug, Default)]
pub struct Pieces(Vec<(u64, Vec<u8>)>);

impl Pieces {
    /// Adds bytes that belong at `at`; joined with those before them where they follow.
    pub fn put(&mut self, at: u64, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some((start, piece)) if *start + piece.len() as u64 == at => piece.extend_from_slice(bytes),
            _ => self.0.push((at, bytes.to_vec())),
        }
    }

    /// Writes them.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn write(&self, mut file: &File) -> io::Result<()> {
        for (at, bytes) in &self.0 {
            file.seek(SeekFrom::Start(*at))?;
            file.write_all(bytes)?;
        }
        Ok(())
    }
}
