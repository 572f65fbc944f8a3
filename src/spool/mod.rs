//! Rows on disk between the two passes of a run, and from one run to the next.
//!
//! What an article is in the report depends on all others (its id, whether it is a copy), so rows are scored once, wait in a
//! spool, and are read again when everything is decided. The same file is the store from which the next run takes the rows
//! of articles that it meets again.
//!
//! ```text
//! unit ─ scored ─▶ Block ─ packed in chunks ─▶ SpoolWriter ─▶ Spool ─▶ second pass
//!                                                               └────▶ Store ─ by key ─▶ Block of the next run
//! ```
//!
//! A file is a head (form and instrument) and chunks; each chunk has a checksum, so that the torn end that a killed run leaves
//! is noticed and the rest is used.

mod block;
mod chunk;
mod file;
mod json;
mod store;

pub use block::{Block, Head, Kind, lines};
pub use chunk::Chunk;
pub use file::{Spool, SpoolWriter};
pub use store::Store;

/// What a block is found by: a hash of the unit as it was read. Zeros where there is none.
pub type Key = [u8; 16];

/// The key of what is not to be found again.
pub const NO_KEY: Key = [0; 16];
