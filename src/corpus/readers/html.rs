//! A page of HTML: one article, or a saved page of a press database.

use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::encoding::{declared, decode};
use super::input::Input;
use super::{Job, Stop, eureka};

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let Some(bytes) = input.whole(LARGEST_UNIT)? else {
        return Err(Stop::file(format!("a page larger than {} MB", LARGEST_UNIT >> 20)));
    };
    let (text, note) = decode(&bytes, declared(&bytes));
    if let Some(document) = eureka::saved_document(&text) {
        return eureka::articles(&name, &document, job);
    }
    job.unit(Unit::of_file(&name, Raw::Html(text.into_owned()), note))
}
