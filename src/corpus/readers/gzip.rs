//! gzip, also of several members after one another.

use super::input::{Expanded, Input};
use super::{Job, Outer, Stop, open};
use flate2::bufread::MultiGzDecoder;
use std::io::BufReader;

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let outer = Outer::of(&input);
    let bare = bare_name(&input.bare_name, &[(".gz", ""), (".tgz", ".tar"), (".gzip", "")]);
    let made = Expanded(MultiGzDecoder::new(BufReader::new(input)), outer.budget.clone());
    open(Input::inner(outer.name, bare, Box::new(made), outer.budget, outer.depth + 1), job)
}

/// The name without what compression added to it.
pub(super) fn bare_name(name: &str, endings: &[(&str, &str)]) -> String {
    let lower = name.to_ascii_lowercase();
    let found = endings.iter().find(|(ending, _)| lower.ends_with(ending));
    found.map_or_else(|| name.to_owned(), |(ending, other)| format!("{}{other}", &name[..name.len() - ending.len()]))
}
