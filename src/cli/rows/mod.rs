//! Row files: what `score` writes and `report` reads, as JSON lines or Parquet.
//!
//! Besides the rows of [`crate::stance::Row`] a row file holds one [`SourceRecord`] for each file that was read, so that a
//! report made from row files can name what it was made from.

mod json;
mod parquet;
mod source;

pub use source::{SourceRecord, common_roots, path_roots, source_records};

use super::message::{Failure, cannot_write, reason};
use super::output::OutputFile;
use crate::error::Fault;
use crate::stance::Row;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::path::Path;

/// One line of a row file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A row.
    Row(Row),
    /// A file that was read.
    Source(SourceRecord),
}

/// What row files hold, together.
#[derive(Debug, Default)]
pub struct Loaded {
    /// Rows, file after file, in their order.
    pub rows: Vec<Row>,
    /// Files that were read, sorted by name.
    pub sources: Vec<SourceRecord>,
}

/// Reads row files, in the order given; `-` is the standard input.
///
/// # Errors
/// A file that cannot be read, a line that is no row, files that were scored differently.
pub fn read(paths: &[std::path::PathBuf]) -> Result<Loaded, Failure> {
    let mut loaded = Loaded::default();
    for path in paths {
        let name = path.display().to_string();
        let mut sink = |line| match line {
            Line::Row(row) => loaded.rows.push(row),
            Line::Source(source) => loaded.sources.push(source),
        };
        if path.as_os_str() == "-" {
            json::read("standard input", BufReader::new(io::stdin().lock()), &mut sink)?;
        } else {
            read_file(path, &name, &mut sink)?;
        }
    }
    loaded.sources.sort();
    loaded.sources.dedup();
    source::same_instrument(&loaded.sources)?;
    Ok(loaded)
}

fn read_file(path: &Path, name: &str, sink: &mut dyn FnMut(Line)) -> Result<(), Fault> {
    let fail = |error: io::Error| {
        let fault = Fault::new(name, format!("cannot be read: {}", reason(&error)));
        fault.remedy("give row files written by “parallaxe score”")
    };
    if path.is_dir() {
        return Err(Fault::new(name, "is a folder").remedy("give row files written by “parallaxe score”, or use “run”"));
    }
    let mut file = File::open(path).map_err(fail)?;
    let mut magic = [0; 4];
    // The content decides, not the name: a renamed file is still what it is.
    let is_parquet = file.read(&mut magic).map_err(fail)? == 4 && &magic == b"PAR1";
    file.rewind().map_err(fail)?;
    if is_parquet {
        parquet::read(name, file, sink)
    } else {
        json::read(name, BufReader::with_capacity(1 << 17, file), sink)
    }
}

/// Writes a row file.
pub struct Writer {
    shown: String,
    kind: Kind,
}

enum Kind {
    Json(OutputFile),
    Parquet(Box<parquet::Rows>),
}

impl Writer {
    /// Begins a row file: Parquet when the place ends in `.parquet`, else JSON lines.
    pub fn new(place: &Path, file: OutputFile) -> Result<Self, Failure> {
        let shown = file.shown().to_string();
        let is_parquet = place.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
        let kind = if is_parquet {
            Kind::Parquet(Box::new(parquet::Rows::new(file).map_err(|error| cannot_write(&shown, &error))?))
        } else {
            Kind::Json(file)
        };
        Ok(Self { shown, kind })
    }

    /// Writes one line.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn write(&mut self, line: &Line) -> io::Result<()> {
        match &mut self.kind {
            Kind::Json(file) => json::write(line, file),
            Kind::Parquet(rows) => rows.write(line),
        }
    }

    /// Ends the file and puts it in its place.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn commit(self) -> Result<(), Failure> {
        match self.kind {
            Kind::Json(file) => file.commit(),
            Kind::Parquet(rows) => rows.finish().map_err(|error| cannot_write(&self.shown, &error))?.commit(),
        }
    }
}

/// The next line without its end; `None` at the end of the file. Lines may be long, but not endless.
fn next_line(reader: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    /// A row is a few kilobytes.
    const LONGEST: u64 = 64 << 20;
    line.clear();
    let read = reader.take(LONGEST).read_until(b'\n', line)?;
    while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        line.pop();
    }
    Ok(read > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Found;
    use crate::corpus::{Inferred, Place, Provenance, Rejected};
    use crate::stance::{ArticleRow, CueRecord, Observation, Part, Score, Status, Voice};

    fn article() -> Row {
        Row::Article(Box::new(ArticleRow {
            article: "a1".into(),
            place: Place { source: "corpus/a.jsonl".into(), line: Some(3) },
            outlet: Inferred::known("Le Phare".into(), Provenance::Field),
            date: Inferred::known(jiff::civil::date(2024, 3, 5), Provenance::Url),
            title: Some("Titre « à l'œil »".into()),
            byline: None,
            agency: None,
            url: Some("https://example.org/?a=1&b=2".into()),
            language: "fra".into(),
            words: 120,
            sentences: 6,
            dropped: [("sharing".to_string(), 12)].into(),
            status: Status::Analysed,
            fingerprint: "00ff".into(),
            signature: String::new(),
        }))
    }

    fn observation(score: Option<Score>) -> Row {
        let cue = CueRecord {
            text: "rassure".into(),
            start: 5,
            end: 12,
            row: "rassurer/v".into(),
            role: "s".into(),
            base: Score::clamped(300),
            shifters: vec!["negation:ne pas×-0.5".into()],
            effect: Score::clamped(-150),
            tags: vec!["competence".into()],
        };
        Row::Observation(Box::new(Observation {
            article: "a1".into(),
            outlet: None,
            date: Some(jiff::civil::date(2024, 3, 5)),
            actor: "Diop".into(),
            mention: "Diop".into(),
            part: Part::Body,
            start: 0,
            end: 4,
            found: Found::Name,
            sentence: "Diop ne rassure pas.\u{1}\t\"".into(),
            sentence_start: 0,
            voice: Voice::Reported,
            holder: Some("Sy".into()),
            score,
            cues: if score.is_some() { vec![cue] } else { Vec::new() },
        }))
    }

    fn lines() -> Vec<Line> {
        let rejected = Rejected { source: "b.txt".into(), place: "file".into(), reason: "no text".into() };
        let source = SourceRecord {
            source: "corpus/a.jsonl".into(),
            bytes: Some(10),
            blake3: Some("ab".into()),
            instrument: "x".into(),
        };
        vec![
            Line::Row(article()),
            Line::Row(observation(Some(Score::clamped(-150)))),
            Line::Row(observation(None)),
            Line::Row(observation(Some(Score::ZERO))),
            Line::Row(Row::Rejected(rejected)),
            Line::Source(source),
        ]
    }

    #[track_caller]
    fn round_trip(name: &str) {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join(name);
        let mut writer = Writer::new(&place, OutputFile::prepare(&place, &[]).unwrap()).unwrap();
        lines().iter().for_each(|line| writer.write(line).unwrap());
        writer.commit().unwrap();
        let mut back = Vec::new();
        read_file(&place, name, &mut |line| back.push(line)).unwrap();
        assert_eq!(back, lines());
    }

    #[test]
    fn both_forms_give_back_every_row() {
        round_trip("rows.jsonl");
        round_trip("rows.parquet");
    }

    #[test]
    fn an_empty_parquet_file_is_read() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("r.parquet");
        Writer::new(&place, OutputFile::prepare(&place, &[]).unwrap()).unwrap().commit().unwrap();
        assert!(read(&[place]).unwrap().rows.is_empty());
    }

    #[track_caller]
    fn refused(text: &str, words: &str) {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("rows.jsonl");
        std::fs::write(&place, text).unwrap();
        match read(&[place]) {
            Err(Failure::Faults(faults)) => {
                let shown = faults[0].to_string();
                assert!(shown.contains(words) && shown.contains("remedy"), "{shown}");
            }
            other => panic!("not refused: {other:?}"),
        }
    }

    #[test]
    fn broken_files_name_their_line() {
        refused("\n{\"record\":\"article\"\n", "rows.jsonl:2");
        refused("{\"record\":\"cake\"}\n", "rows.jsonl:1");
        refused("PAR1 but not really", "Parquet");
    }

    #[test]
    fn files_scored_with_other_tables_do_not_mix() {
        let line = |name: &str, instrument: &str| {
            format!(
                "{{\"record\":\"source\",\"source\":\"{name}\",\"bytes\":1,\"blake3\":\"a\",\"instrument\":\"{instrument}\"}}\n"
            )
        };
        refused(&(line("a", "one") + &line("b", "two")), "scored with other");
    }
}
