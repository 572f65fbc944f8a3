//! A chunk: some blocks, compressed together, with their keys in front and a checksum over both.
//!
//! ```text
//! "PXCH" · blocks u32 · bytes u32 · packed u32 · check of the rows 8 · check of all before and the keys 8 ·
//!     (key 16 · bytes u32)… · rows, packed with Zstandard
//! ```

use super::Key;
use std::io::{self, Read};

/// A chunk is closed at this many bytes of rows; one block may be larger.
pub const CHUNK: usize = 1 << 20;
/// Larger chunks are taken for damage: a block holds the rows of one article of at most 8 MB.
const LARGEST: u32 = 1 << 30;
/// Bytes of the fixed part.
const FIXED: usize = 32;
/// Bytes for each block.
const EACH: usize = 20;
const MAGIC: &[u8; 4] = b"PXCH";
/// Fast, and still a sixth of the size.
const LEVEL: i32 = 1;

/// What stands in front of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// Key and bytes of each block.
    pub blocks: Vec<(Key, u32)>,
    /// Bytes of the rows.
    pub bytes: u32,
    /// Bytes of the rows in the file.
    pub packed: u32,
    check: [u8; 8],
}

impl Front {
    /// Bytes of it in the file.
    pub fn len(&self) -> u64 {
        (FIXED + EACH * self.blocks.len()) as u64
    }

    /// Reads one. `None` at the end of the file, and at what is none: there the file was cut off.
    pub fn read(from: &mut impl Read) -> Option<Self> {
        let mut fixed = [0; FIXED];
        from.read_exact(&mut fixed).ok()?;
        let number = |at: usize| u32::from_le_bytes([fixed[at], fixed[at + 1], fixed[at + 2], fixed[at + 3]]);
        let (count, bytes, packed) = (number(4), number(8), number(12));
        if &fixed[..4] != MAGIC || count > LARGEST / EACH as u32 || bytes > LARGEST || packed > LARGEST {
            return None;
        }
        // Not reserved beforehand: a damaged number must not ask for memory that the file does not have.
        let mut keys = Vec::new();
        let length = EACH * count as usize;
        if from.take(length as u64).read_to_end(&mut keys).ok()? != length {
            return None;
        }
        if check(&[&fixed[..24], &keys]) != fixed[24..] {
            return None;
        }
        let blocks = keys.chunks_exact(EACH).map(|block| {
            let (key, length) = block.split_at(16);
            (key.try_into().expect("16 bytes"), u32::from_le_bytes(length.try_into().expect("4 bytes")))
        });
        Some(Self { blocks: blocks.collect(), bytes, packed, check: fixed[16..24].try_into().expect("8 bytes") })
    }
}

fn check(parts: &[&[u8]]) -> [u8; 8] {
    let mut hasher = blake3::Hasher::new();
    parts.iter().for_each(|part| {
        hasher.update(part);
    });
    *hasher.finalize().as_bytes().first_chunk().expect("32 bytes")
}

/// Blocks as the bytes of a chunk.
///
/// # Errors
/// What the compression reports; blocks of more than a gigabyte.
pub fn pack<'a>(blocks: impl Iterator<Item = (Key, &'a [u8])>) -> io::Result<Vec<u8>> {
    let (mut keys, mut rows) = (Vec::new(), Vec::with_capacity(CHUNK + CHUNK / 4));
    for (key, text) in blocks {
        keys.extend_from_slice(&key);
        keys.extend_from_slice(&(text.len() as u32).to_le_bytes());
        rows.extend_from_slice(text);
    }
    let packed = zstd::bulk::compress(&rows, LEVEL)?;
    if rows.len() > LARGEST as usize {
        return Err(io::Error::other("the rows of one article are too large"));
    }
    let mut out = Vec::with_capacity(FIXED + keys.len() + packed.len());
    out.extend_from_slice(MAGIC);
    for number in [keys.len() / EACH, rows.len(), packed.len()] {
        out.extend_from_slice(&(number as u32).to_le_bytes());
    }
    out.extend_from_slice(&check(&[&packed]));
    let front = check(&[&out, &keys]);
    out.extend_from_slice(&front);
    out.extend_from_slice(&keys);
    out.extend_from_slice(&packed);
    Ok(out)
}

/// A chunk in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    blocks: Vec<(Key, u32)>,
    rows: Vec<u8>,
}

impl Chunk {
    /// Unpacks what stands behind a front.
    ///
    /// # Errors
    /// Bytes that are not those that were written.
    pub fn unpack(front: Front, packed: &[u8]) -> io::Result<Self> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a temporary file of the run was damaged");
        if check(&[packed]) != front.check {
            return Err(damaged());
        }
        let rows = zstd::bulk::decompress(packed, front.bytes as usize)?;
        let sum: u64 = front.blocks.iter().map(|(_, bytes)| u64::from(*bytes)).sum();
        if rows.len() as u64 != sum {
            return Err(damaged());
        }
        Ok(Self { blocks: front.blocks, rows })
    }

    /// Key and text of each block, in order.
    pub fn blocks(&self) -> impl Iterator<Item = (Key, &[u8])> {
        let mut rest = &self.rows[..];
        self.blocks.iter().map(move |(key, bytes)| {
            let (text, after) = rest.split_at(*bytes as usize);
            rest = after;
            (*key, text)
        })
    }

    /// Bytes of the rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True for a chunk without rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
