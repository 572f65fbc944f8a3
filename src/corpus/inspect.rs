//! What would be read from a source, before it is: readers, columns, shares, samples.

use super::article::{Article, Provenance};
use super::discover::Source;
use super::fields::{Field, Mapping};
use super::knowledge::Knowledge;
use super::readers::{Found, Kind, each};
use super::reading::{Raw, Unit};
use crate::config::Config;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Articles shown of each source.
const SHOWN: usize = 3;
/// Characters of the text shown of an article.
const OPENING: usize = 160;
/// Rejected records, columns and members listed of each source.
const LISTED: usize = 40;

/// What a source holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Inspection {
    /// The file; several files of one article each, in one folder, are told together.
    pub source: String,
    /// Files told together.
    pub files: u64,
    /// How it is read, and how many of the files or members in it are read so.
    pub readers: BTreeMap<&'static str, u64>,
    /// Encodings other than UTF-8 and other notes on reading, with the number of articles.
    pub notes: BTreeMap<String, u64>,
    /// Columns, keys or elements with the field that each is taken for; `None`: not used.
    pub columns: Vec<(String, Option<&'static str>)>,
    /// Articles in it, rejected ones included only where they were not looked at.
    pub articles: u64,
    /// Articles looked at closely: the first ones.
    pub looked_at: u64,
    /// Of these, with a date.
    pub dated: u64,
    /// Of these, with an outlet.
    pub with_outlet: u64,
    /// Of these, in French or too short to tell.
    pub french: u64,
    /// Records that cannot be read, among those looked at.
    pub rejected: u64,
    /// The first of them: place and reason.
    pub rejections: Vec<(String, String)>,
    /// What is left out by rule, by reason.
    pub left_out: BTreeMap<String, u64>,
    /// The first articles.
    pub samples: Vec<Sample>,
}

/// An article as it would be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// Its place: `line 3`, `file`, or the member of an archive.
    pub place: String,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Where the outlet was found.
    pub outlet_from: &'static str,
    /// Date.
    pub date: Option<String>,
    /// Where the date was found.
    pub date_from: &'static str,
    /// Agency credited.
    pub agency: Option<String>,
    /// ISO 639-3 code.
    pub language: String,
    /// The first words of the text.
    pub opening: String,
}

/// Reads a source; the first `sample` articles are looked at closely, all are counted.
pub fn inspect(source: &Source, knowledge: &Knowledge, config: &Config, sample: u64) -> Inspection {
    let mut told = Inspection { source: source.name.clone(), files: 1, ..Inspection::default() };
    let mapping = Mapping::new(knowledge, config);
    let mut keys = Keys::default();
    let _ = each(source, knowledge, config, &mut |found| {
        match found {
            Found::Opened { kind, .. } => *told.readers.entry(kind.as_str()).or_default() += 1,
            Found::Columns { columns, .. } => {
                for (name, field) in columns {
                    keys.add(&name, field);
                }
            }
            Found::LeftOut(record) => *told.left_out.entry(record.reason).or_default() += 1,
            Found::Rejected(record) => told.reject(&source.name, &record.source, &record.place, &record.reason),
            Found::Unit(unit) if told.looked_at + told.rejected < sample => {
                keys.of_unit(&unit, mapping);
                told.look(&source.name, unit, knowledge, config);
            }
            Found::Unit(_) => told.articles += 1,
        }
        ControlFlow::Continue(())
    });
    told.columns = keys.0;
    told
}

impl Inspection {
    fn look(&mut self, source: &str, unit: Unit, knowledge: &Knowledge, config: &Config) {
        let place = unit.shown_place();
        match unit.article(knowledge, config) {
            Ok(article) => self.count(source, &place, &article),
            Err(record) => self.reject(source, &record.source, &record.place, &record.reason),
        }
    }

    fn count(&mut self, source: &str, place: &str, article: &Article) {
        self.articles += 1;
        self.looked_at += 1;
        self.dated += u64::from(article.date.value.is_some());
        self.with_outlet += u64::from(article.outlet.value.is_some());
        self.french += u64::from(matches!(article.language.as_str(), "fra" | "und"));
        for note in &article.notes {
            *self.notes.entry(note.clone()).or_default() += 1;
        }
        if self.samples.len() < SHOWN {
            self.samples.push(Sample::of(article, inner_place(source, &article.place.source, place)));
        }
    }

    fn reject(&mut self, source: &str, inner: &str, place: &str, reason: &str) {
        self.rejected += 1;
        if self.rejections.len() < LISTED {
            self.rejections.push((inner_place(source, inner, place), reason.to_owned()));
        }
    }

    /// True for a file that is one article, which is told together with its neighbours.
    fn is_single(&self) -> bool {
        let pages = [Kind::Text.as_str(), Kind::Html.as_str()];
        let one = self.readers.len() == 1 && self.readers.keys().all(|kind| pages.contains(kind));
        one && self.articles + self.rejected <= 1
    }

    fn join(&mut self, other: Self) {
        self.files += other.files;
        for (kind, n) in other.readers {
            *self.readers.entry(kind).or_default() += n;
        }
        for (mine, theirs) in [(&mut self.notes, other.notes), (&mut self.left_out, other.left_out)] {
            for (key, n) in theirs {
                *mine.entry(key).or_default() += n;
            }
        }
        self.articles += other.articles;
        self.looked_at += other.looked_at;
        self.dated += other.dated;
        self.with_outlet += other.with_outlet;
        self.french += other.french;
        self.rejected += other.rejected;
        self.rejections.extend(other.rejections);
        self.rejections.truncate(LISTED);
        self.samples.extend(other.samples);
        self.samples.truncate(SHOWN);
    }
}

impl Sample {
    fn of(article: &Article, place: String) -> Self {
        let from = |from: Provenance| from.as_str();
        let opening: String =
            article.body.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(OPENING).collect();
        Self {
            place,
            title: article.title.value.clone(),
            outlet: article.outlet.value.clone(),
            outlet_from: from(article.outlet.from),
            date: article.date.value.map(|date| date.to_string()),
            date_from: from(article.date.from),
            agency: article.agency.clone(),
            language: article.language.clone(),
            opening,
        }
    }
}

/// The member of an archive before the place in it.
fn inner_place(source: &str, inner: &str, place: &str) -> String {
    match inner.strip_prefix(source).map(|rest| rest.trim_start_matches('/')) {
        Some("") => place.to_owned(),
        Some(member) if place == "file" => member.to_owned(),
        Some(member) => format!("{member}, {place}"),
        None => place.to_owned(),
    }
}

/// The names met, in their order.
#[derive(Default)]
struct Keys(Vec<(String, Option<&'static str>)>);

impl Keys {
    fn add(&mut self, name: &str, field: Option<Field>) {
        let short = super::sanitize::one_line(name, 60);
        if self.0.len() < LISTED && !self.0.iter().any(|(known, _)| *known == short) {
            self.0.push((short, field.map(Field::as_str)));
        }
    }

    fn of_unit(&mut self, unit: &Unit, mapping: Mapping<'_>) {
        if let Raw::Json(json) = &unit.raw
            && let Ok(object) = serde_json::from_str::<BTreeMap<String, serde::de::IgnoredAny>>(json)
        {
            for name in object.keys() {
                self.add(name, mapping.field(name).map(|(field, _)| field));
            }
        }
    }
}

/// Tells files of one article each together, by folder and reader; the order stays that of the sources.
pub fn together(list: Vec<Inspection>) -> Vec<Inspection> {
    let mut out: Vec<Inspection> = Vec::new();
    let mut groups: BTreeMap<(String, &'static str), usize> = BTreeMap::new();
    for one in list {
        if !one.is_single() {
            out.push(one);
            continue;
        }
        let folder = one.source.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let kind = one.readers.keys().next().copied().unwrap_or_default();
        let rejections =
            one.rejections.iter().map(|(_, reason)| (file_name(&one.source), reason.clone())).collect::<Vec<_>>();
        let samples =
            one.samples.iter().map(|sample| Sample { place: file_name(&one.source), ..sample.clone() }).collect();
        let one = Inspection { rejections, samples, ..one };
        match groups.get(&(folder.clone(), kind)) {
            Some(at) => out[*at].join(one),
            None => {
                groups.insert((folder, kind), out.len());
                out.push(one);
            }
        }
    }
    for one in out.iter_mut().filter(|one| one.files > 1) {
        one.source = one.source.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"));
    }
    out
}

fn file_name(source: &str) -> String {
    source.rsplit('/').next().unwrap_or(source).to_owned()
}
