//! XML with one element per article, and RSS and Atom, which are that too. Read as a stream; entities that a document
//! defines itself are never expanded.

use super::super::fields::{Field, Mapping, Values};
use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::super::words::Kind;
use super::encoding::{Transcoded, declared, wide};
use super::input::{Input, Metered, told};
use super::{Job, Stop};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;
use std::io::{BufRead, BufReader};

/// Bytes looked at to find out which element is an article.
const SAMPLE: usize = 1 << 20;
/// Elements that begin a paragraph inside a text.
const BLOCKS: [&str; 16] = [
    "p",
    "br",
    "div",
    "para",
    "paragraph",
    "paragraphe",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "block",
    "tr",
    "blockquote",
    "alinea",
    "section",
];
/// Namespaces of feeds whose names mean something else than in the feed itself.
const OTHER_NAMESPACES: [&str; 5] = ["media", "itunes", "podcast", "googleplay", "georss"];

pub(super) fn read(mut input: Input<'_>, feed: bool, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let sample = input.peek(SAMPLE)?;
    let encoding = encoding(sample);
    let text = encoding.decode(sample).0.into_owned();
    let seen = survey(&text, job.mapping);
    let record =
        if feed { None } else { Some(record_path(&seen).ok_or_else(|| Stop::file(no_record(&seen, job.mapping)))?) };
    job.columns(&name, &columns(&seen, record.as_deref(), feed))?;
    let (metered, allowance) = Metered::new(Transcoded::new(input, encoding), 2 * LARGEST_UNIT);
    let mut reader = reader(BufReader::with_capacity(1 << 16, metered));
    let mut walk = Walk::new(&name, job, seen, record, feed);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        allowance.renew();
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(error) => return Err(broken(&error, walk.number)),
        };
        match event {
            Event::Start(start) => walk.start(&start),
            Event::End(_) => walk.end()?,
            Event::Text(text) => walk.text(&text.xml10_content()),
            Event::CData(text) => walk.text(&text.xml10_content()),
            Event::GeneralRef(reference) => walk.reference(&reference.xml10_content()),
            Event::Eof => break,
            _ => {}
        }
    }
    if !walk.path.is_empty() {
        return Err(Stop::at(
            format!("article {}", walk.number + 1),
            "cannot be read: it is cut off: its end is missing",
        ));
    }
    if walk.number == 0 { Err(Stop::file("XML without an article")) } else { Ok(()) }
}

/// What the mark, the declaration or the bytes say.
fn encoding(sample: &[u8]) -> &'static Encoding {
    if let Some(encoding) = wide(sample) {
        return encoding;
    }
    match std::str::from_utf8(sample) {
        Err(error) if error.error_len().is_some() => {
            declared(sample).filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252)
        }
        _ => UTF_8,
    }
}

fn reader<R: BufRead>(input: R) -> Reader<R> {
    let mut reader = Reader::from_reader(input);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    reader
}

fn broken(error: &quick_xml::Error, number: u64) -> Stop {
    let reason = match error {
        quick_xml::Error::Io(error) => told(error),
        other => format!("not well-formed XML: {other}"),
    };
    Stop::at(format!("article {}", number + 1), format!("cannot be read: {reason}"))
}

/// What is known of the elements of one path after the sample.
#[derive(Debug, Clone, Default)]
struct Seen {
    order: usize,
    count: usize,
    depth: usize,
    /// Fields named by its attributes and by elements inside of it.
    fields: Vec<Field>,
}

impl Seen {
    fn add(&mut self, field: Field) {
        if !self.fields.contains(&field) {
            self.fields.push(field);
        }
    }

    fn has(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}

type Survey = FxHashMap<String, Seen>;

/// Walks the sample, which may be cut off anywhere.
fn survey(text: &str, mapping: Mapping<'_>) -> Survey {
    let mut seen = Survey::default();
    let mut reader = reader(text.as_bytes());
    let mut buffer = Vec::new();
    let mut path = String::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Start(start) => {
                let name = start.local_name().as_ref().to_owned();
                if let Some((field, _)) = mapping.field(&name) {
                    mark(&mut seen, &path, field);
                }
                path.push('/');
                path.push_str(&name);
                let (order, depth) = (seen.len(), path.matches('/').count());
                let here = seen.entry(path.clone()).or_insert_with(|| Seen { order, depth, ..Seen::default() });
                here.count += 1;
                for (name, _) in attributes(&start) {
                    if let Some((field, _)) = mapping.field(&name) {
                        here.add(field);
                    }
                }
            }
            Event::End(_) => path.truncate(path.rfind('/').unwrap_or(0)),
            Event::Eof => break,
            _ => {}
        }
        buffer.clear();
    }
    seen
}

fn mark(seen: &mut Survey, path: &str, field: Field) {
    let mut path = path;
    while !path.is_empty() {
        if let Some(seen) = seen.get_mut(path) {
            seen.add(field);
        }
        path = &path[..path.rfind('/').unwrap_or(0)];
    }
}

/// The element that is an article: of those with a text and something else of an article inside, one that is repeated,
/// with the most fields, the deepest.
fn record_path(seen: &Survey) -> Option<String> {
    let described = |seen: &Seen| seen.has(Field::Text) && seen.fields.len() >= 2;
    let rank =
        |seen: &Seen| (described(seen), seen.count >= 2, seen.fields.len(), seen.depth, std::cmp::Reverse(seen.order));
    let best = seen.iter().filter(|(_, seen)| seen.has(Field::Text)).max_by_key(|(_, seen)| rank(seen));
    best.map(|(path, _)| path.clone())
}

fn no_record(seen: &Survey, mapping: Mapping<'_>) -> String {
    let mut paths: Vec<(&String, &Seen)> = seen.iter().collect();
    paths.sort_by_key(|(_, seen)| seen.order);
    let mut names: Vec<&str> = paths.iter().filter_map(|(path, _)| path.rsplit('/').next()).collect();
    names.dedup();
    mapping.no_text(&names).replace("column", "element")
}

/// Names of the elements inside the record, in the order in which they were met.
fn columns<'s>(seen: &'s Survey, record: Option<&str>, feed: bool) -> Vec<&'s str> {
    let inside = |path: &str| match record {
        Some(record) => path.len() > record.len() && path.starts_with(record) && path.as_bytes()[record.len()] == b'/',
        None => feed && (path.contains("/item/") || path.contains("/entry/")),
    };
    let mut paths: Vec<(&String, &Seen)> = seen.iter().filter(|(path, _)| inside(path)).collect();
    paths.sort_by_key(|(_, seen)| seen.order);
    let mut names: Vec<&str> = Vec::new();
    for name in paths.iter().filter_map(|(path, _)| path.rsplit('/').next()) {
        if !names.contains(&name) && !BLOCKS.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(60);
    names
}

fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut found = start.html_attributes();
    found
        .with_checks(false)
        .filter_map(Result::ok)
        .map(|attribute| {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = unescape_with(&attribute.value, resolve_html5_entity).map(|text| text.into_owned());
            (name, value.unwrap_or_else(|_| attribute.value.to_string()))
        })
        .collect()
}

/// A field whose text is being collected.
struct Capture {
    field: (Field, usize),
    depth: usize,
    text: String,
    /// Depth of an element whose text is left out.
    muted: Option<usize>,
    href: Option<String>,
}

struct Walk<'w, 'j> {
    name: &'w str,
    job: &'w mut Job<'j>,
    seen: Survey,
    record: Option<String>,
    feed: bool,
    path: String,
    ends: Vec<usize>,
    /// Depth of the open record.
    open: Option<usize>,
    capture: Option<Capture>,
    values: Values<'static>,
    size: usize,
    number: u64,
    feed_title: Option<String>,
    feed_language: Option<String>,
}

impl<'w, 'j> Walk<'w, 'j> {
    fn new(name: &'w str, job: &'w mut Job<'j>, seen: Survey, record: Option<String>, feed: bool) -> Self {
        Self {
            name,
            job,
            seen,
            record,
            feed,
            path: String::new(),
            ends: Vec::new(),
            open: None,
            capture: None,
            values: Values::default(),
            size: 0,
            number: 0,
            feed_title: None,
            feed_language: None,
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name().as_ref().to_owned();
        self.ends.push(self.path.len());
        let outside = self.path.clone();
        self.path.push('/');
        self.path.push_str(&name);
        let depth = self.ends.len();
        if self.capture.is_some() {
            return self.inside_text(&name, depth);
        }
        if self.open.is_none() {
            let begins = match &self.record {
                Some(record) => *record == self.path,
                None => matches!(name.as_str(), "item" | "entry"),
            };
            if begins {
                self.open = Some(depth);
                self.record_attributes(start);
            } else if self.feed && matches!(name.as_str(), "title" | "language") && feed_head(&outside) {
                self.capture = Some(Capture::of((Field::Title, 0), depth));
            }
            return;
        }
        let prefix = start.name().prefix().map(|prefix| prefix.as_ref().to_owned());
        if self.feed && prefix.is_some_and(|prefix| OTHER_NAMESPACES.contains(&prefix.as_str())) {
            return;
        }
        // What holds further fields is no value itself.
        let wrapper = self.seen.get(&self.path).is_some_and(|seen| seen.has(Field::Text) || seen.has(Field::Title));
        if let Some(field) = self.job.mapping.field(&name).filter(|_| !wrapper) {
            self.capture = Some(Capture { href: address(start), ..Capture::of(field, depth) });
        }
    }

    /// An element inside a text: a paragraph, or a part that is no text.
    fn inside_text(&mut self, name: &str, depth: usize) {
        let Some(capture) = &mut self.capture else { return };
        if BLOCKS.contains(&name) {
            capture.text.push_str("\n\n");
        } else if capture.field.0 == Field::Author && matches!(name, "uri" | "url" | "email") {
            capture.muted.get_or_insert(depth);
        }
    }

    fn record_attributes(&mut self, start: &BytesStart<'_>) {
        for (name, value) in attributes(start) {
            if let Some(field) = self.job.mapping.field(&name).filter(|(field, _)| *field != Field::Text) {
                self.values.push(field, value);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(capture) = self.capture.as_mut().filter(|capture| capture.muted.is_none()) {
            // What is longer than the longest record is set aside when the record ends.
            if self.size <= LARGEST_UNIT {
                capture.text.push_str(text);
            }
            self.size += text.len();
        }
    }

    fn reference(&mut self, name: &str) {
        let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        });
        match number.and_then(char::from_u32) {
            Some(c) => self.text(c.encode_utf8(&mut [0; 4])),
            None => match resolve_html5_entity(name) {
                Some(text) => self.text(text),
                None => self.text(&format!("&{name};")),
            },
        }
    }

    fn end(&mut self) -> Result<(), Stop> {
        let depth = self.ends.len();
        let ended = self.path.rsplit('/').next().unwrap_or_default().to_owned();
        match &mut self.capture {
            Some(capture) if capture.depth == depth => {
                if let Some(capture) = self.capture.take() {
                    self.value(capture, &ended);
                }
            }
            Some(capture) => {
                capture.muted = capture.muted.filter(|muted| *muted != depth);
                if BLOCKS.contains(&ended.as_str()) {
                    capture.text.push_str("\n\n");
                }
            }
            None => {}
        }
        if self.open == Some(depth) {
            self.open = None;
            self.give()?;
        }
        self.path.truncate(self.ends.pop().unwrap_or(0));
        Ok(())
    }

    fn value(&mut self, capture: Capture, ended: &str) {
        let text = capture.text.trim();
        if self.open.is_none() {
            let place = if ended == "language" { &mut self.feed_language } else { &mut self.feed_title };
            place.get_or_insert(text.to_owned());
        } else if !text.is_empty() {
            self.values.push(capture.field, text.to_owned());
        } else if let Some(href) = capture.href.filter(|_| capture.field.0 == Field::Url) {
            self.values.push(capture.field, href);
        }
    }

    /// Hands the record on.
    fn give(&mut self) -> Result<(), Stop> {
        self.number += 1;
        let mut values = std::mem::take(&mut self.values);
        let counted = if self.feed { "item" } else { "article" };
        if std::mem::take(&mut self.size) > LARGEST_UNIT {
            let reason = format!("an article of more than {} MB", LARGEST_UNIT >> 20);
            return self.job.reject(self.name, format!("{counted} {}", self.number), reason);
        }
        values.sort();
        if self.feed {
            self.add_feed(&mut values);
        }
        self.job.unit(Unit::numbered(self.name, counted, self.number, Raw::Values(values)))
    }

    /// What the feed says of all its items: who publishes them, unless their address says it better.
    fn add_feed(&self, values: &mut Values<'static>) {
        let outlets = self.job.knowledge.outlets();
        let known = values.get(Field::Url).is_some_and(|url| outlets.by_url(url).is_some());
        if let Some(title) = self.feed_title.as_ref().filter(|_| !known && values.get(Field::Outlet).is_none()) {
            // "Gazette du Sud - Afrique" is the feed of a section.
            let cut = [" - ", " | ", " – ", " : ", " > "].iter().find_map(|mark| title.split_once(mark));
            let section = |tail: &str| self.job.knowledge.words.only(Kind::Section, tail, 1);
            let name = cut.filter(|(_, tail)| section(tail)).map_or(title.as_str(), |(name, _)| name);
            values.push((Field::Outlet, usize::MAX), name.to_owned());
        }
        if let Some(language) = &self.feed_language {
            values.push((Field::Language, usize::MAX), language.clone());
        }
    }
}

impl Capture {
    fn of(field: (Field, usize), depth: usize) -> Self {
        Self { field, depth, text: String::new(), muted: None, href: None }
    }
}

/// The element that describes a feed as a whole.
fn feed_head(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("channel" | "feed"))
}

/// The address in a link element; links to comments and enclosures are none of the article's.
fn address(start: &BytesStart<'_>) -> Option<String> {
    let attributes = attributes(start);
    let value = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let own = value("rel").is_none_or(|rel| matches!(rel.as_str(), "alternate" | "canonical"));
    value("href").filter(|_| own)
}
