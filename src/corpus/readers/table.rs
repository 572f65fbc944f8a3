//! CSV and TSV with any delimiter and encoding, row by row.
//!
//! A row with an opening quotation mark that is never closed would swallow the rest of the file: what was swallowed is
//! kept, the broken row is set aside and the rows behind it are read after all.

use super::super::fields::{Field, Mapping, Values};
use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::encoding::{Transcoded, decode, wide};
use super::input::{HEAD, Input, told};
use super::{Job, Stop};
use csv::{ByteRecord, ReaderBuilder};
use std::cell::RefCell;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

/// A table in which no cell of the first rows has as many bytes holds no articles.
pub(super) const SHORTEST_TEXT: usize = 200;
/// Delimiters that are tried, in this order where they do equally well; the last are those of database exports.
const DELIMITERS: [u8; 8] = [b';', b'\t', b',', b'|', b'^', b'~', 0x01, 0x1f];
/// The header stands in one of the first rows: exports begin with a title.
const HEADER_WITHIN: usize = 10;
/// After so many rows that swallow what follows, reading ends: each of them costs reading the largest row again.
const MOST_BROKEN: usize = 100;
/// Rows looked at to find the delimiter.
const SAMPLE: usize = 40;

pub(super) fn read(mut input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let head = input.peek(HEAD)?;
    let encoding = wide(head);
    let (text, note) = decode(head, None);
    let note = note.or_else(|| encoding.map(|encoding| format!("read as {}", encoding.name())));
    let shape = Shape::of(text.trim_start_matches('\u{feff}'), job.mapping);
    let names: Vec<&str> = shape.names.iter().map(String::as_str).collect();
    job.columns(&name, &names)?;
    let fields: Vec<Option<(Field, usize)>> = names.iter().map(|name| job.mapping.field(name)).collect();
    if !fields.iter().flatten().any(|(field, _)| *field == Field::Text) {
        return Err(Stop::at("line 1", job.mapping.no_text(&names)));
    }
    let table = Table { name, delimiter: shape.delimiter, strict: false, fields, note };
    match encoding {
        Some(encoding) => table.rows(Box::new(Transcoded::new(input, encoding)), shape.header, job),
        None => table.rows(Box::new(input), shape.header, job),
    }
}

/// True when a text without a telling name is a table: one line of short names, two or more of them known, one the text.
pub(super) fn is_table(head: &str, mapping: Mapping<'_>) -> bool {
    let line = head.lines().next().unwrap_or_default();
    if line.len() > 2000 || !line.bytes().any(|byte| DELIMITERS.contains(&byte)) {
        return false;
    }
    let names = rows(line, delimiter(line)).into_iter().next().unwrap_or_default();
    let known: Vec<Field> = names.iter().filter_map(|name| mapping.field(name)).map(|(field, _)| field).collect();
    known.len() >= 2 && known.contains(&Field::Text) && names.iter().all(|name| name.len() <= 40)
}

/// True when a column is known to hold the text.
pub(super) fn names_text(head: &str, mapping: Mapping<'_>) -> bool {
    let names = Shape::of(head, mapping).names;
    names.iter().any(|name| mapping.field(name).is_some_and(|(field, _)| field == Field::Text))
}

/// Bytes of the longest cell in the first rows.
pub(super) fn longest_cell(head: &str) -> usize {
    rows(head, delimiter(head)).iter().flatten().map(String::len).max().unwrap_or(0)
}

/// How a table is written.
struct Shape {
    delimiter: u8,
    /// Rows above the first row of values.
    header: usize,
    names: Vec<String>,
}

impl Shape {
    fn of(head: &str, mapping: Mapping<'_>) -> Self {
        let delimiter = delimiter(head);
        let rows = rows(head, delimiter);
        let has_text = |row: &Vec<String>| {
            row.len() > 1 && row.iter().any(|name| mapping.field(name).is_some_and(|(field, _)| field == Field::Text))
        };
        let at = rows.iter().take(HEADER_WITHIN).position(has_text).unwrap_or(0);
        Self { delimiter, header: at + 1, names: rows.into_iter().nth(at).unwrap_or_default() }
    }
}

/// The delimiter that cuts most rows into the same number of columns, at least two.
fn delimiter(head: &str) -> u8 {
    let score = |delimiter: u8| {
        let rows = rows(head, delimiter);
        let widths: Vec<usize> = rows.iter().map(Vec::len).filter(|width| *width > 1).collect();
        let common = widths.iter().max_by_key(|width| widths.iter().filter(|other| other == width).count());
        let alike = common.map_or(0, |common| widths.iter().filter(|width| *width == common).count());
        // Commas in texts must not win over the semicolons between them.
        (alike * 100 / rows.len().max(1), common.copied().unwrap_or(0))
    };
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

fn rows(head: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(head.as_bytes());
    let rows = reader.records().take(SAMPLE + 1).map_while(Result::ok);
    let mut rows: Vec<Vec<String>> = rows.map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
    // The last row of many may be cut off where the head ends.
    if rows.len() > SAMPLE / 2 {
        rows.pop();
    }
    rows
}

struct Table {
    name: String,
    delimiter: u8,
    /// A row with fewer cells than the header is rejected too: behind a broken row it may be the rest of a text.
    strict: bool,
    fields: Vec<Option<(Field, usize)>>,
    note: Option<String>,
}

impl Table {
    /// Reads the rows. After a row that swallows what follows, reading begins again behind its first line.
    fn rows(mut self, mut input: Box<dyn Read + '_>, header: usize, job: &mut Job<'_>) -> Result<(), Stop> {
        let (mut line, mut skip, mut found) = (1u64, header, false);
        for _ in 0..MOST_BROKEN {
            let kept = Rc::new(RefCell::new(Given::default()));
            let mut source = Kept { inner: input, given: kept.clone() };
            match self.run(&mut source, &kept, line, &mut skip, &mut found, job)? {
                None if found => return Ok(()),
                None => return Err(Stop::file("a table without rows")),
                Some(broken) => {
                    job.reject(
                        &self.name,
                        format!("line {broken}"),
                        "a quotation mark that is never closed: the row is left out, those behind it are read",
                    )?;
                    let swallowed = std::mem::take(&mut kept.borrow_mut().bytes);
                    let start = swallowed.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    let end = memchr::memchr(b'\n', &swallowed[start..]).map_or(swallowed.len(), |at| start + at + 1);
                    line = broken + 1;
                    self.strict = true;
                    input = Box::new(Cursor::new(swallowed[end..].to_vec()).chain(source.inner));
                    found = true;
                }
            }
        }
        Err(Stop::at(
            format!("line {line}"),
            format!("more than {MOST_BROKEN} rows with a quotation mark that is never closed"),
        ))
    }

    /// Reads rows until the end, or until one swallows too much: then its line is given back.
    fn run(
        &self,
        source: &mut Kept<'_>,
        kept: &RefCell<Given>,
        first: u64,
        skip: &mut usize,
        found: &mut bool,
        job: &mut Job<'_>,
    ) -> Result<Option<u64>, Stop> {
        let mut reader =
            ReaderBuilder::new().delimiter(self.delimiter).has_headers(false).flexible(true).from_reader(source);
        let mut row = ByteRecord::new();
        let mut done = 0u64;
        loop {
            let before = first + reader.position().line() - 1;
            let more = match reader.read_byte_record(&mut row) {
                Ok(more) => more,
                Err(_) if kept.borrow().bytes.len() >= LARGEST_UNIT => return Ok(Some(before)),
                Err(error) => {
                    let reason = error.to_string();
                    let reason = match error.into_kind() {
                        csv::ErrorKind::Io(error) => told(&error),
                        _ => reason,
                    };
                    return Err(Stop::at(format!("line {before}"), format!("cannot be read: {reason}")));
                }
            };
            if !more {
                return Ok(None);
            }
            let end = reader.position().byte();
            let line = {
                let mut given = kept.borrow_mut();
                let length = ((end - done) as usize).min(given.bytes.len());
                let row = &given.bytes[..length];
                // Line breaks left over from the row before, and blank lines.
                let blank = row.iter().take_while(|byte| byte.is_ascii_whitespace());
                let line = before + blank.filter(|byte| **byte == b'\n').count() as u64;
                if given.ended && swallows(row) {
                    return Ok(Some(line));
                }
                given.bytes.drain(..length);
                line
            };
            done = end;
            if *skip > 0 {
                *skip -= 1;
                continue;
            }
            *found = true;
            self.row(&row, line, job)?;
        }
    }

    fn row(&self, row: &ByteRecord, line: u64, job: &mut Job<'_>) -> Result<(), Stop> {
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return Ok(());
        }
        let extra = row.iter().skip(self.fields.len()).any(|cell| !cell.trim_ascii().is_empty());
        if extra || (self.strict && row.len() != self.fields.len()) {
            let last = line + row.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
            let over = if last > line { format!(", over lines {line} to {last}") } else { String::new() };
            let reason = format!(
                "{} cells where the header has {}{over}: a delimiter or quotation mark in a text that is not quoted rightly",
                row.len(),
                self.fields.len()
            );
            return job.reject(&self.name, format!("line {line}"), reason);
        }
        let mut values = Values::default();
        let mut note = None;
        for (cell, field) in row.iter().zip(&self.fields) {
            if let Some(field) = field {
                let (text, decoded) = decode(cell, None);
                note = note.or(decoded);
                values.push(*field, text.into_owned());
            }
        }
        let note = note.or_else(|| self.note.clone());
        job.unit(Unit { note, ..Unit::numbered(&self.name, "line", line, Raw::Values(values)) })
    }
}

/// True for a row at the end of a file whose quotation marks do not pair and which runs over further lines.
fn swallows(row: &[u8]) -> bool {
    let open = memchr::memchr_iter(b'"', row).count() % 2 == 1;
    open && memchr::memchr(b'\n', row.trim_ascii()).is_some()
}

/// Keeps the bytes that were given out since they were last drained, and stops at the largest row.
struct Kept<'a> {
    inner: Box<dyn Read + 'a>,
    given: Rc<RefCell<Given>>,
}

#[derive(Default)]
struct Given {
    bytes: Vec<u8>,
    ended: bool,
}

impl Read for Kept<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut given = self.given.borrow_mut();
        if given.bytes.len() >= LARGEST_UNIT {
            return Err(io::Error::other(format!("a row of more than {} MB", LARGEST_UNIT >> 20)));
        }
        let read = self.inner.read(buffer)?;
        given.bytes.extend_from_slice(&buffer[..read]);
        given.ended = read == 0;
        Ok(read)
    }
}
