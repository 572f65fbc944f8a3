//! Actors in sentences: one sentence a line, mentions as `text=Actor`.

mod faults;
mod names;
mod places;
mod reading;
mod references;

use super::{Context, Gazetteer};
use crate::data::DataFile;
use crate::text::{French, Vocabulary, analyse};
use std::sync::OnceLock;

pub(super) struct World {
    pub(super) words: Vocabulary,
    pub(super) french: French,
    pub(super) gazetteer: Gazetteer,
}

/// The shipped data, compiled once for all tests.
pub(super) fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        let mut words = Vocabulary::default();
        let french = French::register(&mut words).expect("the shipped tables of French load");
        let gazetteer = Gazetteer::load(&files(), &mut words, &french).expect("the shipped actors load");
        words.freeze();
        World { words, french, gazetteer }
    })
}

/// The shipped files, and the one that `PARALLAXE_ACTORS` names when something is read by eye.
fn files() -> Vec<DataFile> {
    let mut files = Gazetteer::shipped();
    if let Ok(path) = std::env::var("PARALLAXE_ACTORS") {
        let text = std::fs::read_to_string(&path).expect("a readable actor file");
        files.push(DataFile { name: path, text: text.into() });
    }
    files
}

/// The mentions of a text as `words=Actor`, and the masked words.
pub(super) fn read(text: &str, context: &mut Context) -> (Vec<String>, Vec<String>) {
    let world = world();
    let doc = analyse(text, &world.words, &world.french);
    let names = world.gazetteer.find(&doc, &world.words, &world.french, context);
    let shown = names.mentions.iter().map(|m| format!("{}={}", m.span.of(text), world.gazetteer.actor(m.actor).name));
    let masked = names.masked.iter().map(|r| doc.span_of(r.clone()).of(text).to_owned());
    (shown.collect(), masked.collect())
}

#[track_caller]
fn is(text: &str, expected: &[&str]) {
    assert_eq!(read(text, &mut Context::default()).0, expected, "in: {text}");
}

#[track_caller]
fn is_in(year: i16, text: &str, expected: &[&str]) {
    assert_eq!(read(text, &mut Context::in_year(Some(year))).0, expected, "in {year}: {text}");
}

#[track_caller]
fn nobody(text: &str) {
    is(text, &[]);
}

#[track_caller]
fn masks(text: &str, expected: &[&str]) {
    assert_eq!(read(text, &mut Context::default()).1, expected, "in: {text}");
}
