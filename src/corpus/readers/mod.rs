//! One file per format: from the bytes of a source to the raw texts of its articles, one after another.
//!
//! A reader is a function from an [`Input`] to calls of the [`Job`]; it never fails a run. What it cannot read it sets
//! aside with its place, and containers open what they hold through [`open`] again. Memory is bounded by the largest
//! record, whatever the size of the source, except where the format forbids it (limits stand in each file).

mod encoding;
mod eureka;
mod gzip;
mod html;
mod input;
mod json;
mod json_lines;
mod pages;
mod parquet;
mod sniff;
mod table;
mod tar;
mod text;
mod warc;
mod xml;
mod zip;
mod zstd;

pub(in crate::corpus) use encoding::repaired;
pub use sniff::Kind;

use super::article::Rejected;
use super::discover::{Source, left_out_by_name};
use super::fields::{Field, Mapping};
use super::guard::{FAULT, caught, netted};
use super::knowledge::Knowledge;
use super::reading::Unit;
use crate::config::Config;
use input::{DEEPEST, HEAD, Input, told};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// What is met in a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file, or a member of an archive, begins.
    Opened {
        /// Its name.
        source: String,
        /// How it is read.
        kind: Kind,
    },
    /// The columns of a table or the elements of a record, and the field that each of them is taken for.
    Columns {
        /// The file.
        source: String,
        /// Names in their order.
        columns: Vec<(String, Option<Field>)>,
    },
    /// The raw text of an article.
    Unit(Unit),
    /// Something that cannot be read.
    Rejected(Rejected),
    /// Something that is left out by rule: an image in an archive, a table without texts.
    LeftOut(Rejected),
}

/// Gives everything in a source to the sink, in order, until the sink breaks off. Nothing is fatal.
pub fn each(
    source: &Source,
    knowledge: &Knowledge,
    config: &Config,
    sink: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut job = Job { mapping: Mapping::new(knowledge, config), knowledge, sink };
    let done = match &source.path {
        None => open(Input::stream(&source.name, io::stdin()), &mut job),
        Some(path) => match File::open(path) {
            Ok(file) => open(Input::file(&source.name, file), &mut job),
            Err(error) => job.reject(&source.name, "file", format!("cannot be read: {}", told(&error))),
        },
    };
    if matches!(done, Err(Stop::Enough)) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Gives everything in bytes in memory to the sink, as [`each`] does with a file of this name: read as `kind`, or as what
/// they turn out to be.
///
/// ```
/// use parallaxe::{config::Config, corpus::{Found, Knowledge, Kind, each_in}};
/// let (knowledge, config) = (Knowledge::load(&[]).unwrap(), Config::default());
/// let mut bodies = Vec::new();
/// let _ = each_in("a.jsonl", br#"{"text": "Le convoi est reparti."}"#, None, &knowledge, &config, &mut |found| {
///     if let Found::Unit(unit) = found {
///         bodies.push(unit.article(&knowledge, &config).unwrap().body);
///     }
///     std::ops::ControlFlow::Continue(())
/// });
/// assert_eq!(bodies, ["Le convoi est reparti."]);
/// ```
pub fn each_in(
    name: &str,
    bytes: &[u8],
    kind: Option<Kind>,
    knowledge: &Knowledge,
    config: &Config,
    sink: &mut dyn FnMut(Found) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut job = Job { mapping: Mapping::new(knowledge, config), knowledge, sink };
    let input = Input::stream(name, bytes);
    let done = match kind {
        Some(kind) => open_as(kind, input, &mut job),
        None => open(input, &mut job),
    };
    if matches!(done, Err(Stop::Enough)) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Why a reader stops before the end.
#[derive(Debug)]
enum Stop {
    /// The sink has enough.
    Enough,
    /// The rest cannot be read.
    Broken { place: String, reason: String },
}

impl Stop {
    fn file(reason: impl Into<String>) -> Self {
        Self::Broken { place: "file".into(), reason: reason.into() }
    }

    fn at(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Broken { place: place.into(), reason: reason.into() }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::file(format!("cannot be read: {}", told(&error)))
    }
}

/// What readers need and where they hand on what they find.
struct Job<'a> {
    mapping: Mapping<'a>,
    knowledge: &'a Knowledge,
    sink: &'a mut dyn FnMut(Found) -> ControlFlow<()>,
}

impl Job<'_> {
    fn give(&mut self, found: Found) -> Result<(), Stop> {
        match (self.sink)(found) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Stop::Enough),
        }
    }

    fn unit(&mut self, unit: Unit) -> Result<(), Stop> {
        self.give(Found::Unit(unit))
    }

    fn reject(&mut self, source: &str, place: impl Into<String>, reason: impl Into<String>) -> Result<(), Stop> {
        let (source, place, reason) = (source.to_owned(), place.into(), reason.into());
        self.give(Found::Rejected(Rejected { source, place, reason }))
    }

    fn leave_out(&mut self, source: &str, reason: impl Into<String>) -> Result<(), Stop> {
        let record = Rejected { source: source.to_owned(), place: "file".into(), reason: reason.into() };
        self.give(Found::LeftOut(record))
    }

    fn columns(&mut self, source: &str, names: &[&str]) -> Result<(), Stop> {
        let field = |name: &&str| ((*name).to_owned(), self.mapping.field(name).map(|(field, _)| field));
        let columns = names.iter().map(field).collect();
        self.give(Found::Columns { source: source.to_owned(), columns })
    }
}

/// Finds out what an input is and reads it. Only [`Stop::Enough`] comes back: everything else is set aside.
fn open(mut input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    if input.depth > DEEPEST {
        return job.reject(&name, "file", format!("archives inside each other more than {DEEPEST} deep"));
    }
    let bare_name = input.bare_name.clone();
    let kind = match input.peek(HEAD) {
        Ok([]) => return job.reject(&name, "file", "an empty file"),
        Ok(head) => sniff::kind(head, &bare_name, job.mapping),
        Err(error) => return job.reject(&name, "file", format!("cannot be read: {}", told(&error))),
    };
    let kind = match kind {
        Ok(kind) => kind,
        Err(sniff::Refusal::LeftOut(reason)) => return job.leave_out(&name, reason),
        Err(sniff::Refusal::Rejected(reason)) => return job.reject(&name, "file", reason),
    };
    open_as(kind, input, job)
}

fn open_as(kind: Kind, input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    job.give(Found::Opened { source: name.clone(), kind })?;
    match netted(|| read(kind, input, job)).unwrap_or_else(|| Err(Stop::file(FAULT))) {
        Err(Stop::Broken { place, reason }) => job.reject(&name, place, reason),
        done => done,
    }
}

fn read(kind: Kind, input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    match kind {
        Kind::Text => text::read(input, job),
        Kind::JsonLines => json_lines::read(input, job),
        Kind::Json => json::read(input, job),
        Kind::Html => html::read(input, job),
        Kind::Eureka => eureka::read(input, job),
        Kind::Table => table::read(input, job),
        Kind::Parquet => parquet::read(input, job),
        Kind::Feed | Kind::Xml => xml::read(input, kind == Kind::Feed, job),
        Kind::Warc => warc::read(input, job),
        Kind::Gzip => gzip::read(input, job),
        Kind::Zstd => zstd::read(input, job),
        Kind::Zip => zip::read(input, job),
        Kind::Tar => tar::read(input, job),
    }
}

/// Opens a member of an archive, or leaves it out when its name says that it is no article.
fn member<'a>(outer: &Outer, inner: &str, reader: Box<dyn Read + 'a>, job: &mut Job<'_>) -> Result<(), Stop> {
    // Nothing is written, so a member that climbs out of its archive does no harm: its name is made plain.
    let inner = inner.replace('\\', "/");
    let inner = inner.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect::<Vec<_>>().join("/");
    let inner = inner.as_str();
    let name = format!("{}/{inner}", outer.name);
    if let Some(reason) = left_out_by_name(inner) {
        return job.leave_out(&name, reason);
    }
    open(Input::inner(name.clone(), name, reader, outer.budget.clone(), outer.depth + 1), job)
}

/// What the members of an archive take from it.
struct Outer {
    name: String,
    budget: input::Budget,
    depth: usize,
}

impl Outer {
    fn of(input: &Input<'_>) -> Self {
        Self { name: input.name.clone(), budget: input.budget.clone(), depth: input.depth }
    }
}

/// Runs somebody else's parser on hostile input: a panic in it becomes a fault of the file.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Stop> {
    caught(work).ok_or_else(|| Stop::file("cannot be parsed"))
}

#[cfg(test)]
mod tests;
