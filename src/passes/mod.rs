//! The two passes of a run over its rows.
//!
//! Whether an article is a copy, and which id it bears, depends on all articles. So the first pass ([`Gathering`]) keeps of
//! each only what that takes, and its rows on disk; then everything is decided (`Gathered::settle`); the second pass
//! ([`tabulate`]) reads the rows again, sums them up and writes each into its place in the two outputs that list them all.
//!
//! Memory that grows with the articles: 48 bytes and the id in [`crate::aggregate::Index`], 20 here; while copies are decided
//! some 150 more; 36 in the second pass. Measured figures stand in `docs/robustness.md`.

mod gather;
mod place;
mod tabulate;

pub use gather::{Files, Gathered, Gathering};
pub use place::Outputs;
pub use tabulate::{Framed, tabulate};

use crate::error::Fault;
use std::io;

/// Why the second pass stops.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rows do not belong together, or a setting names nobody.
    #[error(transparent)]
    Input(#[from] Fault),
    /// Temporary files cannot be read, or outputs not written.
    #[error(transparent)]
    Disk(#[from] io::Error),
}
