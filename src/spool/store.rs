//! The rows of earlier runs, found by the content of a unit.
//!
//! Nothing stale can come out of it: a key is a hash of all that is known of a unit when it is scored, a file belongs to one
//! instrument (program, tables, settings), and a chunk whose bytes are not those that were written is as good as absent.
//!
//! Memory: 16 bytes for each block in the files, and the unpacked chunks that the last batch used.

use super::file::Spool;
use super::{Chunk, Key, NO_KEY};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Unpacking a chunk costs some hundredth of scoring its units anew; for fewer than one in so many of its blocks it is
/// not worth while, as when the order of the articles has been shuffled since.
const WORTH: usize = 64;

/// Rows of earlier runs.
#[derive(Debug, Default)]
pub struct Store {
    files: Vec<Spool>,
    /// Sorted.
    known: Vec<Known>,
    /// Blocks of each chunk, over all files.
    sizes: Vec<(u32, u32, u32)>,
    recent: BTreeMap<u32, Arc<Chunk>>,
}

/// The beginning of a key, and where the block stands: number of the chunk in `sizes`, number of the block in it.
type Known = (u64, u32, u32);

fn beginning(key: &Key) -> u64 {
    u64::from_le_bytes(*key.first_chunk().expect("16 bytes"))
}

impl Store {
    /// Opens what earlier runs left under these paths; what is missing, of another instrument or damaged is passed over.
    pub fn open(paths: &[&Path], instrument: &[u8; 32]) -> Self {
        let mut store = Self::default();
        for path in paths {
            let file = store.files.len() as u32;
            let Self { known, sizes, .. } = &mut store;
            let spool = Spool::open(path, instrument, &mut |chunk, front| {
                let number = sizes.len() as u32;
                sizes.push((file, chunk, front.blocks.len() as u32));
                let blocks = front.blocks.iter().enumerate().filter(|(_, (key, _))| *key != NO_KEY);
                known.extend(blocks.map(|(at, (key, _))| (beginning(key), number, at as u32)));
            });
            store.files.extend(spool);
        }
        store.known.sort_unstable();
        store
    }

    /// True when there is nothing to be found.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The rows of the units with these keys, where they are known.
    ///
    /// Uses rayon's current pool.
    pub fn find(&mut self, keys: &[Key]) -> Vec<Option<Vec<u8>>> {
        let mut found = vec![None; keys.len()];
        // For each chunk, the units of the batch whose rows it may hold.
        let mut wanted: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
        let mut missing: BTreeSet<usize> = BTreeSet::new();
        for (at, key) in keys.iter().enumerate().filter(|(_, key)| **key != NO_KEY) {
            for (_, chunk, block) in self.places(key) {
                wanted.entry(*chunk).or_default().push((*block, at));
                missing.insert(at);
            }
        }
        let worth = |(chunk, units): &(&u32, &Vec<(u32, usize)>)| {
            self.recent.contains_key(chunk) || units.len() * WORTH >= self.sizes[**chunk as usize].2 as usize
        };
        let chunks: BTreeMap<u32, Arc<Chunk>> = wanted
            .iter()
            .filter(worth)
            .collect::<Vec<_>>()
            .into_par_iter()
            .filter_map(|(chunk, _)| Some((*chunk, self.chunk(*chunk)?)))
            .collect();
        for (number, chunk) in &chunks {
            let units = &wanted[number];
            let blocks: Vec<(Key, &[u8])> = chunk.blocks().collect();
            for (block, at) in units {
                let (key, text) = blocks[*block as usize];
                if key == keys[*at] && missing.remove(at) {
                    found[*at] = Some(text.to_vec());
                }
            }
        }
        self.recent = chunks;
        found
    }

    fn places(&self, key: &Key) -> impl Iterator<Item = &Known> {
        let wanted = beginning(key);
        let first = self.known.partition_point(|(known, ..)| *known < wanted);
        self.known[first..].iter().take_while(move |(known, ..)| *known == wanted)
    }

    fn chunk(&self, number: u32) -> Option<Arc<Chunk>> {
        if let Some(chunk) = self.recent.get(&number) {
            return Some(chunk.clone());
        }
        let (file, chunk, _) = self.sizes[number as usize];
        self.files[file as usize].chunk(chunk as usize).ok().map(Arc::new)
    }
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
