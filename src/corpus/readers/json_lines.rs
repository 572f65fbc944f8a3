//! JSON lines: one object a line. Lines are decoded one by one, so that one in another encoding costs only itself.

use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::encoding::{Transcoded, decode, wide};
use super::input::{Input, told};
use super::{Job, Stop};
use std::io::{self, BufRead, BufReader, Read};

pub(super) fn read(mut input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    match wide(input.peek(4096)?) {
        Some(encoding) => {
            let note = format!("read as {}", encoding.name());
            lines(&name, Transcoded::new(input, encoding), Some(note), job)
        }
        None => lines(&name, input, None, job),
    }
}

fn lines(name: &str, input: impl Read, note: Option<String>, job: &mut Job<'_>) -> Result<(), Stop> {
    let mut reader = BufReader::with_capacity(1 << 16, input);
    let mut bytes = Vec::new();
    let (mut number, mut found) = (0u64, false);
    loop {
        bytes.clear();
        let read = read_line(&mut reader, &mut bytes)
            .map_err(|error| Stop::at(format!("line {}", number + 1), format!("cannot be read: {}", told(&error))))?;
        if read == 0 {
            return if found { Ok(()) } else { Err(Stop::file("an empty file")) };
        }
        number += 1;
        let line = if number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
        if line.trim_ascii().is_empty() {
            continue;
        }
        found = true;
        if read > LARGEST_UNIT {
            job.reject(name, format!("line {number}"), format!("a line of more than {} MB", LARGEST_UNIT >> 20))?;
            continue;
        }
        let (text, decoded) = decode(line, None);
        let raw = Raw::Json(text.trim().to_owned());
        job.unit(Unit { note: decoded.or_else(|| note.clone()), ..Unit::numbered(name, "line", number, raw) })?;
    }
}

/// Reads a line of at most [`LARGEST_UNIT`] bytes; of a longer one the rest is passed over. Returns the bytes read.
fn read_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    let mut total = 0;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            return Ok(total);
        }
        let end = memchr::memchr(b'\n', buffer);
        let taken = end.map_or(buffer.len(), |at| at + 1);
        if total + taken <= LARGEST_UNIT {
            line.extend_from_slice(&buffer[..taken]);
        }
        total += taken;
        reader.consume(taken);
        if end.is_some() {
            return Ok(total);
        }
    }
}
