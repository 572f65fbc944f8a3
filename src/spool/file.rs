//! A spool file: written once from front to end, then read chunk by chunk.

use super::chunk::{CHUNK, Chunk, Front, pack};
use super::{Block, Head};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::Mutex;

/// The form of the file; a file of another form is no spool.
const FORM: &[u8; 16] = b"parallaxe rows 1";
/// Bytes in front of the first chunk: form and instrument.
const HEAD: u64 = 48;

/// A spool under way.
#[derive(Debug)]
pub struct SpoolWriter {
    file: File,
    end: u64,
    chunks: Vec<At>,
    articles: u64,
}

/// Where a chunk stands, and how many articles stand before it.
#[derive(Debug, Clone, Copy)]
struct At {
    offset: u64,
    articles: u64,
}

impl SpoolWriter {
    /// Begins a file, in the place of what was there. `instrument`: a hash of everything that decides how units are scored.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn create(path: &Path, instrument: &[u8; 32]) -> io::Result<Self> {
        let mut file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
        file.write_all(FORM)?;
        file.write_all(instrument)?;
        Ok(Self { file, end: HEAD, chunks: Vec::new(), articles: 0 })
    }

    /// Adds blocks. What was added is on its way to the disk when the call returns: it outlives the program, however that
    /// ends.
    ///
    /// Uses rayon's current pool.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn append(&mut self, blocks: &[Block]) -> io::Result<()> {
        let packed = groups(blocks)
            .into_par_iter()
            .map(|group| {
                let articles = group.iter().filter(|block| matches!(block.head, Head::Article(_))).count() as u64;
                Ok((articles, pack(group.iter().map(|block| (block.key, &block.text[..])))?))
            })
            .collect::<io::Result<Vec<(u64, Vec<u8>)>>>()?;
        for (articles, bytes) in packed {
            self.file.write_all(&bytes)?;
            self.chunks.push(At { offset: self.end, articles: self.articles });
            self.end += bytes.len() as u64;
            self.articles += articles;
        }
        Ok(())
    }

    /// Ends writing.
    pub fn finish(self) -> Spool {
        Spool { file: Mutex::new(self.file), end: self.end, chunks: self.chunks }
    }
}

/// Blocks in groups of about [`CHUNK`] bytes.
fn groups(blocks: &[Block]) -> Vec<&[Block]> {
    let mut groups = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, block) in blocks.iter().enumerate() {
        bytes += block.text.len();
        if bytes >= CHUNK {
            groups.push(&blocks[start..=at]);
            (start, bytes) = (at + 1, 0);
        }
    }
    groups.extend(Some(&blocks[start..]).filter(|rest| !rest.is_empty()));
    groups
}

/// A spool to read.
#[derive(Debug)]
pub struct Spool {
    file: Mutex<File>,
    end: u64,
    chunks: Vec<At>,
}

impl Spool {
    /// Opens a file that an earlier run left, whole or torn, and gives the front of each chunk to `sink` with its number.
    /// `None` for a file that is no spool, or one of another instrument.
    pub fn open(path: &Path, instrument: &[u8; 32], sink: &mut dyn FnMut(u32, &Front)) -> Option<Self> {
        let file = File::open(path).ok()?;
        let length = file.metadata().ok()?.len();
        let mut reader = BufReader::with_capacity(1 << 16, &file);
        let mut head = [0; HEAD as usize];
        reader.read_exact(&mut head).ok()?;
        if head[..16] != FORM[..] || head[16..] != instrument[..] {
            return None;
        }
        let (mut chunks, mut end) = (Vec::new(), HEAD);
        while let Some(front) = Front::read(&mut reader) {
            let after = end + front.len() + u64::from(front.packed);
            if after > length || reader.seek_relative(i64::from(front.packed)).is_err() {
                break;
            }
            sink(chunks.len() as u32, &front);
            chunks.push(At { offset: end, articles: 0 });
            end = after;
        }
        drop(reader);
        Some(Self { file: Mutex::new(file), end, chunks })
    }

    /// Number of chunks.
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }

    /// Number of the first article of a chunk. Known of a file that was just written, not of one that was opened.
    pub fn first_article(&self, chunk: usize) -> u64 {
        self.chunks[chunk].articles
    }

    /// Reads a chunk.
    ///
    /// # Errors
    /// What the file system reports; bytes that are not those that were written.
    pub fn chunk(&self, number: usize) -> io::Result<Chunk> {
        let start = self.chunks[number].offset;
        let end = self.chunks.get(number + 1).map_or(self.end, |next| next.offset);
        let mut bytes = vec![0; (end - start) as usize];
        {
            // A panic elsewhere cannot leave the file in a wrong state: every reader begins by seeking.
            let mut file = self.file.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            file.seek(SeekFrom::Start(start))?;
            file.read_exact(&mut bytes)?;
        }
        let mut rest = &bytes[..];
        let front = Front::read(&mut rest).ok_or(io::ErrorKind::InvalidData)?;
        Chunk::unpack(front, rest)
    }
}
