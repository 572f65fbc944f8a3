//! From observations to tables: accumulators that merge, intervals, comparisons.
//!
//! ```text
//! rows ─ assemble ─▶ Assembled ─ add, merge ─▶ Accumulator ─ finish ─▶ Tables
//! ```
//!
//! Request, mergeable intermediate, final result: [`Accumulator`]s over any partition of the articles merge to the same [`Tables`].
//! [`tabulate`] does it all for an assembled corpus.

mod accumulator;
mod assemble;
mod cell;
mod compare;
mod corpus;
mod evidence;
mod finish;
mod interval;
mod main_actors;
mod period;
mod table;
#[cfg(test)]
pub mod testing;

pub use accumulator::Accumulator;
pub use assemble::{Assembled, AssembledArticle, CopyFinder, assemble, source_of};
pub use finish::tabulate;
pub use interval::rounded_mean;
pub use main_actors::{check_actors, nearest};
pub use period::{period_key, period_start};
pub use table::*;
