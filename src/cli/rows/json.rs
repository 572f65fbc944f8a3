//! Row files as JSON lines.

use super::super::message::Failure;
use super::{Line, LineSink, SourceRecord, next_line};
use crate::error::Fault;
use crate::spool::{Block, Kind, lines};
use crate::stance::Row;
use serde::{Deserialize, Serialize};
use std::io::{self, BufRead, Write};

/// A source record with its tag, as it stands in the file.
#[derive(Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "lowercase")]
enum Tagged<T> {
    Source(T),
}

/// Writes one line.
pub fn write(line: &Line, out: &mut dyn Write) -> io::Result<()> {
    match line {
        Line::Row(row) => serde_json::to_writer(&mut *out, row)?,
        Line::Source(source) => serde_json::to_writer(&mut *out, &Tagged::Source(source))?,
    }
    out.write_all(b"\n")
}

/// Writes the rows of a unit: the same lines, without parsing them again.
pub fn write_block(block: &Block, out: &mut dyn Write) -> io::Result<()> {
    for (kind, line) in lines(&block.text) {
        let record: &[u8] = match kind {
            Kind::Article => b"{\"record\":\"article\",",
            Kind::Observation => b"{\"record\":\"observation\",",
            Kind::Rejected => b"{\"record\":\"rejected\",",
        };
        out.write_all(record)?;
        out.write_all(line.get(1..).unwrap_or_default())?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// One line of text as a row or a source record.
pub fn parse(text: &[u8]) -> Result<Line, serde_json::Error> {
    match serde_json::from_slice::<Row>(text) {
        Ok(row) => Ok(Line::Row(row)),
        // The fault of a broken row is the one worth telling, unless the line is a source record.
        Err(error) => match serde_json::from_slice::<Tagged<SourceRecord>>(text) {
            Ok(Tagged::Source(source)) => Ok(Line::Source(source)),
            Err(_) => Err(error),
        },
    }
}

/// Reads all lines.
pub fn read(name: &str, mut reader: impl BufRead, sink: LineSink) -> Result<(), Failure> {
    let mut text = Vec::new();
    let mut number = 0;
    loop {
        let more = next_line(&mut reader, &mut text).map_err(|error| {
            Fault::new(name, format!("cannot be read: {}", super::reason(&error)))
                .remedy("check the disk and try again")
        })?;
        if !more {
            return Ok(());
        }
        number += 1;
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match parse(&text) {
            Ok(line) => sink(line)?,
            Err(error) => {
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or_default();
                return Err(Fault::new(name, format!("is no row: {message} (column {})", error.column()))
                    .at_line(number)
                    .remedy("give row files as “parallaxe score” wrote them; score again when the file was cut off")
                    .into());
            }
        }
    }
}
