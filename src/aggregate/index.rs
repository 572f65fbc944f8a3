//! What is kept in memory of every article while its rows wait on disk: enough to tell articles apart, to put them in order
//! and to decide on copies. This is where shards come together, whatever their number and their order.
//!
//! Bytes of an article: [`Entry`] (48) and its id with four more; what [`Index::settle`] adds is given back before the tables
//! are made, save the decisions (24). A source that holds one article costs its name and some 70 bytes besides.

use super::texts::{Names, TextAt, Texts};
use crate::corpus::{Candidate, Decision, Place, Rejected, print_number};
use crate::error::Fault;
use crate::stance::{ArticleRow, Status};
use jiff::civil::Date;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// No outlet, in [`Entry::outlet`].
const UNKNOWN: u32 = u32::MAX;

/// An article. Articles are numbered in the order in which they were added.
#[derive(Debug, Clone)]
struct Entry {
    id: TextAt,
    fingerprint: u64,
    date: Option<Date>,
    line: Option<u32>,
    source: u32,
    outlet: u32,
    french: bool,
    /// It credits an agency that is not its own outlet, or none at all.
    reprinted: bool,
}

#[derive(Debug, Clone)]
struct RejectedEntry {
    source: u32,
    reason: u32,
    place: TextAt,
}

/// The articles and rejected records of a run, in few bytes each.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    texts: Texts,
    sources: Names,
    outlets: Names,
    reasons: Names,
    rejected: Vec<RejectedEntry>,
}

/// Decides which articles are copies. It gets the French articles in the order that [`crate::corpus::decide`] asks for and
/// returns as many decisions.
pub type CopyFinder<'a> = &'a mut dyn FnMut(&[Candidate]) -> Result<Vec<Decision>, Fault>;

impl Index {
    /// Adds an article as it was scored. Its number is the count of those before it.
    pub fn add(&mut self, row: &ArticleRow) {
        let outlet = row.outlet.value.as_deref().map_or(UNKNOWN, |outlet| self.outlets.number(outlet));
        self.entries.push(Entry {
            id: self.texts.add(&row.article),
            fingerprint: print_number(&row.fingerprint),
            date: row.date.value,
            line: row.place.line,
            source: self.sources.number(&row.place.source),
            outlet,
            french: row.status != Status::OtherLanguage,
            reprinted: row.agency.is_none() || row.agency != row.outlet.value,
        });
    }

    /// Adds a record that could not be read.
    pub fn reject(&mut self, record: &Rejected) {
        let (source, reason) = (self.sources.number(&record.source), self.reasons.number(&record.reason));
        self.rejected.push(RejectedEntry { source, reason, place: self.texts.add(&record.place) });
    }

    /// Number of articles.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True before the first article.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Names of all sources that hold articles or rejected records.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.sources.iter()
    }

    /// Tells articles apart, puts them in order and decides on copies; the answer depends neither on the order in which they
    /// were added nor on the number of shards.
    ///
    /// Articles that share an id but not their place keep it in the order of their places: the first as it is, the next with
    /// `-2`, then `-3` (a number already taken by another article's own id is skipped).
    ///
    /// # Errors
    /// The same article (id, place and text) twice: a row file, or a source, was given twice. What `copies` fails with.
    ///
    /// # Panics
    /// When `copies` does not return one decision per article: a mistake of the programmer.
    pub fn settle(mut self, copies: CopyFinder) -> Result<Settled, Fault> {
        let mut rejected = std::mem::take(&mut self.rejected);
        rejected.sort_unstable_by(|a, b| self.rejected_key(a).cmp(&self.rejected_key(b)));
        self.rejected = rejected;
        let (by_source, by_outlet) = (self.sources.ranks(), self.outlets.ranks());
        let numbered = self.separate_ids(&by_source)?;
        let id = |entry: &Entry| (self.texts.get(entry.id), by_source[entry.source as usize], entry.line);
        let mut ranked: Vec<u32> = (0..self.entries.len() as u32).filter(|at| self.entry(*at).french).collect();
        ranked.sort_unstable_by(|a, b| {
            let key = |entry: &Entry| (entry.date.is_none(), entry.date, entry.reprinted);
            let (a, b) = (self.entry(*a), self.entry(*b));
            key(a).cmp(&key(b)).then_with(|| id(a).cmp(&id(b)))
        });
        let candidates: Vec<Candidate> =
            ranked.iter().map(|at| Candidate { article: *at, outlet: self.entry(*at).outlet }).collect();
        let decisions = copies(&candidates)?;
        assert_eq!(decisions.len(), ranked.len(), "one decision per article");
        let mut fates = vec![Fate { status: Status::OtherLanguage, copy_of: None }; self.entries.len()];
        for (at, decision) in ranked.iter().zip(&decisions) {
            let copy_of = decision.of.map(|of| ranked[of as usize]);
            fates[*at as usize] = Fate { status: decision.status, copy_of };
        }
        drop((ranked, candidates, decisions));
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        order.sort_unstable_by(|a, b| {
            let outlet = |entry: &Entry| by_outlet.get(entry.outlet as usize).copied();
            let key = |entry: &Entry| (entry.date.is_none(), entry.date, entry.outlet == UNKNOWN, outlet(entry));
            let (a, b) = (self.entry(*a), self.entry(*b));
            key(a).cmp(&key(b)).then_with(|| id(a).cmp(&id(b)))
        });
        Ok(Settled { index: self, fates, numbered, order })
    }

    fn entry(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    fn rejected_key(&self, entry: &RejectedEntry) -> (&str, &str, &str) {
        (self.sources.get(entry.source), self.texts.get(entry.place), self.reasons.get(entry.reason))
    }

    fn place(&self, entry: &Entry) -> Place {
        Place { source: self.sources.get(entry.source).to_owned(), line: entry.line }
    }

    /// Gives every article an id of its own; the articles whose id is new now, with the length of what was added to it.
    fn separate_ids(&mut self, by_source: &[u32]) -> Result<Vec<(u32, u8)>, Fault> {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        let compare = |a: &Entry, b: &Entry| -> Ordering {
            let place = |entry: &Entry| (by_source[entry.source as usize], entry.line, entry.fingerprint);
            self.texts.get(a.id).cmp(self.texts.get(b.id)).then_with(|| place(a).cmp(&place(b)))
        };
        order.sort_unstable_by(|a, b| compare(self.entry(*a), self.entry(*b)));
        let same = |pair: &&[u32]| compare(self.entry(pair[0]), self.entry(pair[1])).is_eq();
        if let Some(pair) = order.windows(2).find(same) {
            let entry = self.entry(pair[1]);
            return Err(given_twice(self.texts.get(entry.id), &self.place(entry)));
        }
        let known = |id: &str| order.binary_search_by(|at| self.texts.get(self.entry(*at).id).cmp(id)).is_ok();
        let mut new: Vec<(u32, String, u8)> = Vec::new();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut number = 1u64;
        for pair in order.windows(2) {
            let id = self.texts.get(self.entry(pair[1]).id);
            if id != self.texts.get(self.entry(pair[0]).id) {
                number = 1;
                continue;
            }
            let free = loop {
                number += 1;
                let candidate = format!("{id}-{number}");
                if !known(&candidate) && !taken.contains(&candidate) {
                    break candidate;
                }
            };
            taken.insert(free.clone());
            let added = (free.len() - id.len()) as u8;
            new.push((pair[1], free, added));
        }
        drop((order, taken));
        let mut numbered: Vec<(u32, u8)> = Vec::with_capacity(new.len());
        for (at, id, added) in new {
            self.entries[at as usize].id = self.texts.add(&id);
            numbered.push((at, added));
        }
        numbered.sort_unstable();
        Ok(numbered)
    }
}

fn given_twice(id: &str, place: &Place) -> Fault {
    let fault = Fault::new(&place.source, format!("article “{id}” was given twice"))
        .remedy("give each row file and each source once");
    match place.line {
        Some(line) => fault.at_line(line as usize),
        None => fault,
    }
}

#[derive(Debug, Clone, Copy)]
struct Fate {
    status: Status,
    copy_of: Option<u32>,
}

/// What became of every article, and the order of all outputs.
#[derive(Debug, Clone)]
pub struct Settled {
    index: Index,
    fates: Vec<Fate>,
    /// Articles with a new id, by number, and how much longer it is.
    numbered: Vec<(u32, u8)>,
    order: Vec<u32>,
}

/// What became of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settlement<'a> {
    /// Its id, unique.
    pub id: &'a str,
    /// How many characters its id is longer than the one it was scored with.
    pub added: usize,
    /// Its status, final.
    pub status: Status,
    /// Id of the article it repeats: set for every [`Status::Duplicate`], and for every [`Status::SharedCopy`] but the first.
    pub duplicate_of: Option<&'a str>,
}

impl Settlement<'_> {
    /// True when its observations count.
    pub fn counts(&self) -> bool {
        matches!(self.status, Status::Analysed | Status::SharedCopy)
    }
}

impl Settled {
    /// Numbers of the articles, sorted by date (undated last), outlet (unknown last), id.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The order is no longer needed: frees four bytes an article.
    pub fn forget_order(&mut self) {
        self.order = Vec::new();
    }

    /// What became of the article of this number.
    pub fn article(&self, number: u32) -> Settlement<'_> {
        let fate = self.fates[number as usize];
        let id = |number: u32| self.index.texts.get(self.index.entry(number).id);
        let added = self.numbered.binary_search_by_key(&number, |(at, _)| *at);
        Settlement {
            id: id(number),
            added: added.map_or(0, |at| usize::from(self.numbered[at].1)),
            status: fate.status,
            duplicate_of: fate.copy_of.map(id),
        }
    }

    /// Records that could not be read, sorted by source, place and reason.
    pub fn rejected(&self) -> impl Iterator<Item = Rejected> + '_ {
        self.index.rejected.iter().map(|entry| {
            let (source, place, reason) = self.index.rejected_key(entry);
            Rejected { source: source.to_owned(), place: place.to_owned(), reason: reason.to_owned() }
        })
    }
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
