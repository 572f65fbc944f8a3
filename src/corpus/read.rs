//! From a source to articles: bytes to text, text to units, units to articles.
//!
//! [`units`] yields the raw units one after another, without keeping the file in memory when it is JSON lines;
//! [`Unit::article`] does the work on one of them, so that a caller may share it among threads.

use super::article::{Article, Place, Rejected};
use super::discover::{Form, Source};
use super::knowledge::Knowledge;
use super::page::article_from_page;
use super::record::article_from_record;
use crate::config::Config;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Stdin};

/// Longest line or page, in bytes. An article has a few thousand; what is longer is another kind of file.
pub const LARGEST_UNIT: usize = 8 << 20;
/// Largest file read at once when JSON is not in lines.
const LARGEST_ARRAY: usize = 256 << 20;

/// The raw text of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands.
    pub place: Place,
    /// Its text.
    pub text: String,
    /// True for a JSON object, false for a page.
    pub record: bool,
    /// How its bytes had to be read, when they were not UTF-8.
    pub note: Option<String>,
}

impl Unit {
    /// Reads the unit as an article.
    ///
    /// # Errors
    /// What cannot be read as an article, with its place.
    pub fn article(self, knowledge: &Knowledge, config: &Config) -> Result<Article, Rejected> {
        let read = if self.record { article_from_record } else { article_from_page };
        let mut article = read(&self.text, self.place, knowledge, config)?;
        article.notes.extend(self.note);
        Ok(article)
    }
}

/// Reads every article of a source, in order. Nothing is fatal: what cannot be read is given to the sink as such.
pub fn read(source: &Source, knowledge: &Knowledge, config: &Config, sink: &mut dyn FnMut(Result<Article, Rejected>)) {
    for unit in units(source) {
        sink(unit.and_then(|unit| unit.article(knowledge, config)));
    }
}

/// The raw units of a source, one after another.
pub fn units(source: &Source) -> Units {
    let input = match &source.path {
        None => Ok(Input::Stdin(BufReader::new(io::stdin()))),
        Some(path) => File::open(path).map(|file| Input::File(BufReader::with_capacity(1 << 16, file))),
    };
    let state = match input.and_then(|input| prepare(input, source)) {
        Ok(state) => state,
        Err(error) => State::Failed(format!("cannot be read: {error}")),
    };
    Units { name: source.name.clone(), line: 0, found: false, state }
}

/// The iterator of [`units`].
#[derive(Debug)]
pub struct Units {
    name: String,
    line: u32,
    found: bool,
    state: State,
}

#[derive(Debug)]
enum Input {
    Stdin(BufReader<Stdin>),
    File(BufReader<File>),
    /// Text that had to be decoded or looked at as a whole.
    Memory(io::Cursor<Vec<u8>>),
}

impl Input {
    fn reader(&mut self) -> &mut dyn BufRead {
        match self {
            Self::Stdin(reader) => reader,
            Self::File(reader) => reader,
            Self::Memory(reader) => reader,
        }
    }
}

#[derive(Debug)]
enum State {
    Lines(Input, Option<String>),
    Array(std::vec::IntoIter<String>),
    Page(Vec<u8>),
    Failed(String),
    Done,
}

/// Decides how the source is read, from its form and its first bytes.
fn prepare(mut input: Input, source: &Source) -> io::Result<State> {
    let start = input.reader().fill_buf()?.to_vec();
    let wide = Encoding::for_bom(&start).filter(|(encoding, _)| *encoding != UTF_8);
    let bare = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    let first = bare.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let json = matches!(first, Some(b'{' | b'['));
    let records = match source.form {
        Form::Page => false,
        Form::Records => true,
        Form::ByContent if wide.is_some() => start.iter().any(|byte| *byte == b'{'),
        Form::ByContent => json,
    };
    if !records {
        let mut bytes = Vec::new();
        input.reader().take(LARGEST_UNIT as u64 + 1).read_to_end(&mut bytes)?;
        return Ok(State::Page(bytes));
    }
    if let Some((encoding, _)) = wide {
        let mut bytes = Vec::new();
        input.reader().take(LARGEST_ARRAY as u64).read_to_end(&mut bytes)?;
        let (text, _, _) = encoding.decode(&bytes);
        let note = Some(format!("read as {}", encoding.name()));
        return Ok(State::Lines(Input::Memory(io::Cursor::new(text.into_owned().into_bytes())), note));
    }
    if first == Some(b'[') || is_spread(bare) {
        return array(input);
    }
    Ok(State::Lines(input, None))
}

/// True when the first line opens an object without closing it: one object written over several lines.
fn is_spread(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    line.is_some_and(|line| line.trim_ascii() == b"{")
}

/// Reads a JSON array, or one object written over several lines, as a whole.
fn array(mut input: Input) -> io::Result<State> {
    let mut bytes = Vec::new();
    input.reader().take(LARGEST_ARRAY as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LARGEST_ARRAY {
        return Ok(State::Failed(format!(
            "a JSON array of more than {} MB; write one object a line",
            LARGEST_ARRAY >> 20
        )));
    }
    let text = decode(&bytes).0.into_owned();
    let text = text.trim();
    let items: Result<Vec<serde_json::Value>, _> = if text.starts_with('[') {
        serde_json::from_str(text)
    } else {
        serde_json::Deserializer::from_str(text).into_iter().collect()
    };
    Ok(match items {
        Ok(items) => State::Array(items.iter().map(ToString::to_string).collect::<Vec<_>>().into_iter()),
        Err(error) => State::Failed(format!("not JSON: {error}")),
    })
}

/// UTF-8 (or what the byte-order mark says), else Windows-1252, with a note when it was not UTF-8.
fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<String>) {
    let (encoding, bare) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (UTF_8, bytes),
    };
    if encoding != UTF_8 {
        return (encoding.decode(bytes).0, Some(format!("read as {}", encoding.name())));
    }
    match std::str::from_utf8(bare) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(_) => (WINDOWS_1252.decode_without_bom_handling(bare).0, Some("not UTF-8: read as windows-1252".into())),
    }
}

impl Iterator for Units {
    type Item = Result<Unit, Rejected>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => None,
            State::Failed(reason) => Some(Err(self.rejected("file".into(), reason))),
            State::Page(bytes) => Some(self.page(&bytes)),
            State::Array(mut items) => {
                let item = items.next()?;
                self.state = State::Array(items);
                self.line += 1;
                Some(Ok(self.unit(item, None)))
            }
            State::Lines(input, note) => self.next_line(input, note),
        }
    }
}

impl Units {
    fn rejected(&self, place: String, reason: String) -> Rejected {
        Rejected { source: self.name.clone(), place, reason }
    }

    fn unit(&self, text: String, note: Option<String>) -> Unit {
        let place = Place { source: self.name.clone(), line: Some(self.line) };
        Unit { place, text, record: true, note }
    }

    fn page(&self, bytes: &[u8]) -> Result<Unit, Rejected> {
        let fail = |reason: String| Err(self.rejected("file".into(), reason));
        if bytes.len() > LARGEST_UNIT {
            return fail(format!("larger than {} MB: not an article", LARGEST_UNIT >> 20));
        }
        let (text, note) = decode(bytes);
        if text.trim().is_empty() {
            return fail("an empty file".into());
        }
        if text.chars().filter(|c| *c == '\0').count() * 100 > text.len() {
            return fail("not text: zero bytes".into());
        }
        let place = Place { source: self.name.clone(), line: None };
        Ok(Unit { place, text: text.into_owned(), record: false, note })
    }

    fn next_line(&mut self, mut input: Input, note: Option<String>) -> Option<Result<Unit, Rejected>> {
        loop {
            let mut bytes = Vec::new();
            let read = match read_line(input.reader(), &mut bytes) {
                Ok(read) => read,
                Err(error) => {
                    let place = format!("line {}", self.line + 1);
                    return Some(Err(self.rejected(place, format!("cannot be read: {error}"))));
                }
            };
            if read == 0 {
                return (!self.found).then(|| Err(self.rejected("file".into(), "an empty file".into())));
            }
            self.line = self.line.saturating_add(1);
            let line = if self.line == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes) } else { &bytes };
            if line.trim_ascii().is_empty() {
                continue;
            }
            self.found = true;
            let place = format!("line {}", self.line);
            let outcome = if read > LARGEST_UNIT {
                Err(self.rejected(place, format!("a line of more than {} MB", LARGEST_UNIT >> 20)))
            } else {
                let (text, decoded) = decode(line);
                Ok(self.unit(text.trim().to_owned(), decoded.or_else(|| note.clone())))
            };
            self.state = State::Lines(input, note);
            return Some(outcome);
        }
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
        let end = buffer.iter().position(|byte| *byte == b'\n');
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

#[cfg(test)]
mod tests {
    use super::*;

    fn all(name: &str, form: Form, bytes: &[u8]) -> Vec<Result<Article, Rejected>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let source = Source { path: Some(path), name: name.into(), form };
        let mut found = Vec::new();
        read(&source, &Knowledge::load(&[]).unwrap(), &Config::default(), &mut |article| found.push(article));
        found
    }

    #[track_caller]
    fn bodies(name: &str, form: Form, bytes: &[u8], expected: &[Result<&str, &str>]) {
        let found = all(name, form, bytes);
        let short: Vec<Result<&str, &str>> =
            found.iter().map(|found| found.as_ref().map(|a| a.body.as_str()).map_err(|r| r.place.as_str())).collect();
        assert_eq!(short, expected);
    }

    #[test]
    fn lines_are_read_one_by_one() {
        let text = b"\xef\xbb\xbf{\"text\": \"Un.\"}\r\n\n{\"text\": \nnull\n{\"text\": \"Deux.\"}";
        bodies("a.jsonl", Form::Records, text, &[Ok("Un."), Err("line 3"), Err("line 4"), Ok("Deux.")]);
        bodies("a.jsonl", Form::Records, b"", &[Err("file")]);
        bodies("a.jsonl", Form::Records, b"\n \n", &[Err("file")]);
        bodies("a", Form::ByContent, b" {\"text\": \"Un.\"}", &[Ok("Un.")]);
    }

    #[test]
    fn arrays_and_spread_objects_are_read_too() {
        bodies("a.json", Form::Records, b"[{\"text\": \"Un.\"},\n {\"text\": \"\"}]", &[Ok("Un."), Err("line 2")]);
        bodies("a.json", Form::Records, b"{\n \"text\": \"Un.\"\n}\n", &[Ok("Un.")]);
        bodies("a.json", Form::Records, b"[{\"text\": \"Un.\"}", &[Err("file")]);
    }

    #[test]
    fn encodings_are_recognised_and_noted() {
        let latin = all("a.txt", Form::Page, b"Un titre\n\nL\x92\xe9t\xe9 est fini.");
        let article = latin[0].as_ref().unwrap();
        assert_eq!((article.body.as_str(), article.notes.len()), ("L’été est fini.", 1));
        let wide: Vec<u8> = "\u{feff}Un titre\n\nL’été est fini.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(all("a.txt", Form::Page, &wide)[0].as_ref().unwrap().body, "L’été est fini.");
        let lines: Vec<u8> = "\u{feff}{\"text\": \"Été.\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(all("a.jsonl", Form::Records, &lines)[0].as_ref().unwrap().body, "Été.");
        let plain = all("a.txt", Form::Page, "Un titre\n\nL’été est fini.".as_bytes());
        assert!(plain[0].as_ref().unwrap().notes.is_empty());
    }

    #[test]
    fn what_is_no_text_is_rejected() {
        bodies("a.txt", Form::Page, b"", &[Err("file")]);
        bodies("a.txt", Form::Page, b" \n\n ", &[Err("file")]);
        bodies("a.txt", Form::Page, &[0; 400], &[Err("file")]);
        bodies("a.txt", Form::Page, b"Un titre seul", &[Err("file")]);
        bodies("a.txt", Form::Page, &vec![b'a'; LARGEST_UNIT + 1], &[Err("file")]);
        let missing = Source { path: Some("no/such/file".into()), name: "x".into(), form: Form::Page };
        assert!(units(&missing).next().unwrap().is_err());
    }

    #[test]
    fn a_line_without_end_is_passed_over() {
        let mut bytes = vec![b'{'; LARGEST_UNIT + 10];
        bytes.extend_from_slice(b"\n{\"text\": \"Un.\"}\n");
        bodies("a.jsonl", Form::Records, &bytes, &[Err("line 1"), Ok("Un.")]);
    }

    #[test]
    fn ids_do_not_depend_on_the_folder() {
        let id = |source: &str| {
            let place = Place { source: source.into(), line: None };
            let unit = Unit { place, text: "Un titre\n\nUn texte.".into(), record: false, note: None };
            unit.article(&Knowledge::load(&[]).unwrap(), &Config::default()).unwrap().id
        };
        assert_eq!(id("a/x.txt"), id("b/x.txt"));
        assert_ne!(id("a/x.txt"), id("a/y.txt"));
    }
}
