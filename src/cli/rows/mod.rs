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
use crate::passes::{Gathered, Gathering};
use crate::pipeline::Sink;
use crate::spool::{Block, Head};
use crate::stance::{Observation, Row};
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

/// What takes the lines of row files, one after another.
type LineSink<'a> = &'a mut dyn FnMut(Line) -> Result<(), Failure>;

/// Blocks are handed on when their rows have this many bytes.
const BATCH: usize = 4 << 20;

/// Reads row files, in the order given; `-` is the standard input. Their rows are gathered, `shown` is the place to which that
/// is done; the files that were read come back sorted by name.
///
/// # Errors
/// A file that cannot be read, a line that is no row, an observation that does not follow its article, files that were scored
/// differently; rows that cannot be written.
pub fn gather(
    paths: &[std::path::PathBuf],
    mut gathering: Gathering,
    shown: &str,
) -> Result<(Gathered, Vec<SourceRecord>), Failure> {
    let fail = |error: io::Error| cannot_write(shown, &error);
    let mut sources = Vec::new();
    let mut batch: Vec<Block> = Vec::new();
    let mut bytes = 0;
    read(paths, &mut |line| {
        match line {
            Line::Source(source) => sources.push(source),
            Line::Row(Row::Observation(observation)) => {
                match batch.last_mut().map(|block| (&block.head, block.text.len())) {
                    Some((Head::Article(row), before)) if row.article == observation.article => {
                        let block = batch.last_mut().expect("looked at above");
                        block.observe(&observation);
                        bytes += block.text.len() - before;
                    }
                    _ => return Err(stray(&observation).into()),
                }
            }
            Line::Row(row) => {
                if bytes >= BATCH {
                    gathering.take(std::mem::take(&mut batch)).map_err(fail)?;
                    bytes = 0;
                }
                let block = Block::of(vec![row]);
                bytes += block.as_ref().map_or(0, |block| block.text.len());
                batch.extend(block);
            }
        }
        Ok(())
    })?;
    gathering.take(batch).map_err(fail)?;
    sources.sort();
    sources.dedup();
    source::same_instrument(&sources)?;
    Ok((gathering.finish().map_err(fail)?, sources))
}

fn stray(observation: &Observation) -> Fault {
    Fault::new("row files", format!("an observation of article “{}” does not follow its article", observation.article))
        .remedy("give the row files as “parallaxe score” wrote them, neither sorted nor filtered")
}

fn read(paths: &[std::path::PathBuf], sink: LineSink) -> Result<(), Failure> {
    for path in paths {
        if path.as_os_str() == "-" {
            json::read("standard input", BufReader::new(io::stdin().lock()), sink)?;
        } else {
            read_file(path, &path.display().to_string(), sink)?;
        }
    }
    Ok(())
}

fn read_file(path: &Path, name: &str, sink: LineSink) -> Result<(), Failure> {
    let fail = |error: io::Error| {
        let fault = Fault::new(name, format!("cannot be read: {}", reason(&error)));
        fault.remedy("give row files written by “parallaxe score”")
    };
    if path.is_dir() {
        let fault = Fault::new(name, "is a folder");
        return Err(fault.remedy("give row files written by “parallaxe score”, or use “run”").into());
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

    /// Writes the rows of a unit.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn write_block(&mut self, block: &Block) -> io::Result<()> {
        match &mut self.kind {
            Kind::Json(file) => json::write_block(block, file),
            Kind::Parquet(rows) => block.rows()?.into_iter().try_for_each(|row| rows.write(&Line::Row(row))),
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
    use crate::passes::Files;
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
        read_file(&place, name, &mut |line| {
            back.push(line);
            Ok(())
        })
        .unwrap();
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
        read(&[place], &mut |line| panic!("{line:?}")).unwrap();
    }

    #[track_caller]
    fn refused(text: &str, words: &str) {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("rows.jsonl");
        std::fs::write(&place, text).unwrap();
        let files = Files {
            rows: &dir.path().join("spool"),
            earlier: &[],
            sketches: tempfile::tempfile().unwrap(),
            instrument: [0; 32],
            keyed: false,
        };
        match gather(&[place], Gathering::new(files).unwrap(), "out") {
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
    fn an_observation_must_follow_its_article() {
        let mut text = Vec::new();
        json::write(&Line::Row(observation(None)), &mut text).unwrap();
        refused(&String::from_utf8(text).unwrap(), "“a1” does not follow");
    }

    #[test]
    fn blocks_are_written_as_their_rows() {
        let mut rows = Vec::new();
        let both = [article(), observation(Some(Score::ZERO))];
        both.iter().for_each(|row| json::write(&Line::Row(row.clone()), &mut rows).unwrap());
        let mut block = Vec::new();
        json::write_block(&Block::of(both.to_vec()).unwrap(), &mut block).unwrap();
        assert_eq!(String::from_utf8_lossy(&block), String::from_utf8_lossy(&rows));
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
