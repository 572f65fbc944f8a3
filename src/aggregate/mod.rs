//! From observations to tables: accumulators that merge, intervals, comparisons.
//!
//! ```text
//! rows ─┬─ Index ─ settle ─▶ Settled (ids, order, copies)
//!       └─ on disk ──────────▶ AssembledArticle ─ add, merge ─▶ Accumulator ─ finish ─▶ Tables
//! ```
//!
//! Rows are gone through twice: what decides on an article depends on all others ([`Index`]), so that its rows wait on disk
//! until then. Request, mergeable intermediate, final result: [`Accumulator`]s over any partition of the articles merge to the
//! same [`Tables`].

mod accumulator;
mod article;
mod cell;
mod compare;
mod corpus;
mod evidence;
mod finish;
mod index;
mod interval;
mod main_actors;
mod period;
mod table;
#[cfg(test)]
pub mod testing;
mod texts;

pub use accumulator::Accumulator;
pub use article::{AssembledArticle, source_of};
pub use index::{CopyFinder, Index, Settled, Settlement};
pub use interval::rounded_mean;
pub use main_actors::{check_actors, nearest};
pub use period::{period_key, period_start};
pub use table::*;
pub use texts::Names;
