//! The first pass: rows to disk, and of each article what decides on it.

use crate::aggregate::{Index, Settled};
use crate::corpus::{Rejected, Sketches, decide};
use crate::error::Fault;
use crate::pipeline::Sink;
use crate::report::article_bytes;
use crate::spool::{Block, Head, Key, Spool, SpoolWriter, Store};
use std::fs::File;
use std::io;
use std::path::Path;

/// Where a run keeps its rows.
#[derive(Debug)]
pub struct Files<'a> {
    /// The rows of this run.
    pub rows: &'a Path,
    /// Rows of earlier runs.
    pub earlier: &'a [&'a Path],
    /// An empty file, open for reading and writing.
    pub sketches: File,
    /// A hash of everything that decides how units are scored.
    pub instrument: [u8; 32],
    /// Rows may be found again by a later run.
    pub keyed: bool,
}

/// The first pass.
#[derive(Debug)]
pub struct Gathering {
    spool: SpoolWriter,
    store: Store,
    keyed: bool,
    index: Index,
    sketches: Sketches,
    sizes: Vec<Size>,
    first_rejected: Option<Rejected>,
    rejected: u64,
    reused: u64,
}

/// What an article will take in the outputs, as far as it is known when it is scored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    /// Bytes of its observations.
    pub observed: u32,
    /// Number of these.
    pub observations: u32,
    /// Bytes of its line in `articles.csv`.
    pub line: u32,
}

impl Gathering {
    /// Opens the files.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn new(files: Files) -> io::Result<Self> {
        Ok(Self {
            spool: SpoolWriter::create(files.rows, &files.instrument)?,
            store: Store::open(files.earlier, &files.instrument),
            keyed: files.keyed,
            index: Index::default(),
            sketches: Sketches::new(files.sketches),
            sizes: Vec::new(),
            first_rejected: None,
            rejected: 0,
            reused: 0,
        })
    }

    /// Ends the first pass.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn finish(mut self) -> io::Result<Gathered> {
        self.sketches.finish()?;
        Ok(Gathered {
            spool: self.spool.finish(),
            index: self.index,
            sketches: self.sketches,
            sizes: self.sizes,
            first_rejected: self.first_rejected,
            rejected: self.rejected,
            reused: self.reused,
        })
    }
}

impl Sink for Gathering {
    fn keyed(&self) -> bool {
        self.keyed
    }

    fn known(&mut self, keys: &[Key]) -> Vec<Option<Vec<u8>>> {
        self.store.find(keys)
    }

    fn take(&mut self, blocks: Vec<Block>) -> io::Result<()> {
        self.spool.append(&blocks)?;
        for block in blocks {
            self.reused += u64::from(block.reused);
            match block.head {
                Head::Article(row) => {
                    self.index.add(&row);
                    self.sketches.add(&row)?;
                    let line = article_bytes(&row);
                    self.sizes.push(Size { observed: block.observed, observations: block.observations, line });
                }
                Head::Rejected(record) => {
                    self.rejected += 1;
                    self.index.reject(&record);
                    self.first_rejected.get_or_insert(record);
                }
            }
        }
        Ok(())
    }
}

/// What the first pass leaves.
#[derive(Debug)]
pub struct Gathered {
    pub(super) spool: Spool,
    pub(super) sizes: Vec<Size>,
    index: Index,
    sketches: Sketches,
    first_rejected: Option<Rejected>,
    rejected: u64,
    reused: u64,
}

impl Gathered {
    /// Number of articles.
    pub fn articles(&self) -> usize {
        self.index.len()
    }

    /// Number of records that could not be read, and the first of them in the order of reading.
    pub fn rejected(&self) -> (u64, Option<&Rejected>) {
        (self.rejected, self.first_rejected.as_ref())
    }

    /// Number of units whose rows came from an earlier run.
    pub fn reused(&self) -> u64 {
        self.reused
    }

    /// Names of all sources that hold articles or rejected records.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.index.sources()
    }

    /// Decides on ids, order and copies.
    ///
    /// # Errors
    /// The same article twice; what the file system reports.
    pub(super) fn settle(self) -> Result<(Spool, Vec<Size>, Settled), Fault> {
        let Self { spool, sizes, index, sketches, .. } = self;
        let settled = index.settle(&mut |candidates| {
            decide(&sketches, candidates).map_err(|error| {
                Fault::new("temporary files", format!("cannot be read: {error}")).remedy("check the disk and try again")
            })
        })?;
        Ok((spool, sizes, settled))
    }
}
