//! A page of plain text, as scrapers leave it: one article.

use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::encoding::decode;
use super::input::Input;
use super::{Job, Stop};

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let Some(bytes) = input.whole(LARGEST_UNIT)? else {
        return Err(Stop::file(format!("larger than {} MB: not an article", LARGEST_UNIT >> 20)));
    };
    let (text, note) = decode(&bytes, None);
    if text.trim().is_empty() {
        return Err(Stop::file("an empty file"));
    }
    if text.chars().filter(|c| *c == '\0').count() * 100 > text.len() {
        return Err(Stop::file("not text: zero bytes"));
    }
    job.unit(Unit::of_file(&name, Raw::Page(text.into_owned()), note))
}
