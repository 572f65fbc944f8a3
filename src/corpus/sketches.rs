//! The sketches of a run in a file, so that memory does not hold the kilobyte that each of them takes as text.

use super::copies::{Texts, print_number};
use super::prints::{SKETCH, Sketch};
use crate::stance::ArticleRow;
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Bytes of a sketch in the file: how many hashes, how many shingles, the hashes.
const RECORD: usize = 4 * (2 + SKETCH);
/// Sketches read before that are kept, for the few that many texts are compared with.
const KEPT: usize = 1 << 13;

/// The number of an article and its sketch.
type Kept = Option<(u32, Option<Sketch>)>;

/// Fingerprints in memory (8 bytes an article), sketches in a file (520 bytes an article).
#[derive(Debug)]
pub struct Sketches {
    prints: Vec<u64>,
    out: BufWriter<File>,
    kept: RefCell<Vec<Kept>>,
}

impl Sketches {
    /// Begins with an empty file, open for reading and writing.
    pub fn new(file: File) -> Self {
        let kept = RefCell::new(vec![None; KEPT]);
        Self { prints: Vec::new(), out: BufWriter::with_capacity(RECORD * 128, file), kept }
    }

    /// Adds an article; its number is the count of those before it.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn add(&mut self, row: &ArticleRow) -> io::Result<()> {
        self.prints.push(print_number(&row.fingerprint));
        let mut record = [0; RECORD];
        if let Some(sketch) = Sketch::parse(&row.signature) {
            let values = [sketch.hashes.len() as u32, sketch.count].into_iter().chain(sketch.hashes);
            for (slot, value) in record.chunks_exact_mut(4).zip(values) {
                slot.copy_from_slice(&value.to_le_bytes());
            }
        }
        self.out.write_all(&record)
    }

    /// Ends adding. To be called before anything is read.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn read(&self, article: u32) -> io::Result<Option<Sketch>> {
        let mut record = [0; RECORD];
        let mut file = self.out.get_ref();
        file.seek(SeekFrom::Start(u64::from(article) * RECORD as u64))?;
        file.read_exact(&mut record)?;
        let mut values =
            record.chunks_exact(4).map(|value| u32::from_le_bytes([value[0], value[1], value[2], value[3]]));
        let (hashes, count) = (values.next().unwrap_or(0) as usize, values.next().unwrap_or(0));
        Ok((hashes > 0).then(|| Sketch { count, hashes: values.take(hashes).collect() }))
    }
}

impl Texts for Sketches {
    fn fingerprint(&self, article: u32) -> u64 {
        self.prints[article as usize]
    }

    fn sketch(&self, article: u32) -> io::Result<Option<Sketch>> {
        let slot = article as usize % KEPT;
        if let Some((known, sketch)) = &self.kept.borrow()[slot]
            && *known == article
        {
            return Ok(sketch.clone());
        }
        let sketch = self.read(article)?;
        self.kept.borrow_mut()[slot] = Some((article, sketch.clone()));
        Ok(sketch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::article;
    use crate::corpus::prints;

    #[test]
    fn sketches_come_back_as_they_were() {
        let text = |from: usize, to: usize| (from..to).map(|word| format!("mot{word} ")).collect::<String>();
        let bodies = [text(0, 30), "Trop court.".to_owned(), text(0, 900), text(5, 300)];
        let rows: Vec<ArticleRow> = bodies
            .iter()
            .map(|body| {
                let marks = prints(body);
                ArticleRow { fingerprint: marks.fingerprint, signature: marks.signature, ..article("a", "A", "?") }
            })
            .collect();
        let mut sketches = Sketches::new(tempfile::tempfile().unwrap());
        rows.iter().for_each(|row| sketches.add(row).unwrap());
        sketches.finish().unwrap();
        for _ in 0..2 {
            for (at, row) in rows.iter().enumerate() {
                assert_eq!(sketches.sketch(at as u32).unwrap(), Sketch::parse(&row.signature));
                assert_eq!(format!("{:016x}", sketches.fingerprint(at as u32)), row.fingerprint);
            }
        }
    }
}
