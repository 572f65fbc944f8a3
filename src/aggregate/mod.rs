//! From observations to tables: accumulators that merge, intervals, comparisons.

mod table;

pub use table::*;
