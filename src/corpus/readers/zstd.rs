//! Zstandard.

use super::gzip::bare_name;
use super::input::{Expanded, Input};
use super::{Job, Outer, Stop, open};
use std::io::BufReader;

/// Largest window, as a power of two: what decompression may hold in memory (128 MB, the default of the format's tools).
const WINDOW: u32 = 27;

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let outer = Outer::of(&input);
    let bare = bare_name(&input.bare_name, &[(".zst", ""), (".tzst", ".tar"), (".zstd", "")]);
    let mut decoder = zstd::Decoder::with_buffer(BufReader::new(input))?;
    decoder.window_log_max(WINDOW)?;
    let made = Expanded(decoder, outer.budget.clone());
    open(Input::inner(outer.name, bare, Box::new(made), outer.budget, outer.depth + 1), job)
}
