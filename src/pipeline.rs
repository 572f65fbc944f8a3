//! From sources to rows. The only place that starts parallel work; ordered and bounded.
//!
//! One thread reads the sources one after another into batches of a few megabytes; the articles of a batch are scored in
//! parallel while the next ones are read, and their rows are handed on in the order of reading. What comes out does not
//! depend on the number of threads. At most `AHEAD` batches wait. A unit whose rows the sink knows from an earlier run is
//! not scored again.

use crate::config::Config;
use crate::corpus::{self, Article, Discovered, Found, Rejected, Source, Unit};
use crate::error::Fault;
use crate::knowledge::Knowledge;
use crate::scoring::{Scored, TOGETHER, scored};
use crate::spool::{Block, Head, Key, NO_KEY};
use rayon::prelude::*;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// A batch is closed at this many bytes of text …
const BATCH_BYTES: usize = 4 << 20;
/// … or this many units.
const BATCH_UNITS: usize = 1024;
/// Batches that may wait for being scored.
const AHEAD: usize = 2;
/// Articles that would go through the stages together are fewer when they have this many bytes of text.
const TOGETHER_BYTES: usize = 1 << 18;

/// How far a run has come; given to the progress function after each batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// Sources begun.
    pub sources: u64,
    /// Sources in all.
    pub all_sources: u64,
    /// Units read, rejected ones included.
    pub units: u64,
    /// Bytes of text read.
    pub bytes: u64,
}

/// What a run of scoring counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Articles read.
    pub articles: u64,
    /// Records that could not be read.
    pub rejected: u64,
    /// Mentions observed.
    pub observations: u64,
    /// Files left out by rule (hidden, README, other kinds).
    pub skipped: u64,
}

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is wrong: a missing path.
    #[error(transparent)]
    Input(#[from] Fault),
    /// The rows could not be handed on.
    #[error("the rows cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Takes what is scored, and may know some of it already.
pub trait Sink: Send {
    /// True when units are to be hashed, because [`Sink::known`] may know them or their rows are kept for a later run.
    fn keyed(&self) -> bool {
        false
    }

    /// The rows of units that were scored before, by key; one answer for each.
    fn known(&mut self, keys: &[Key]) -> Vec<Option<Vec<u8>>> {
        vec![None; keys.len()]
    }

    /// Takes a batch, in the order of reading.
    ///
    /// # Errors
    /// Whatever stops the run.
    fn take(&mut self, blocks: Vec<Block>) -> io::Result<()>;
}

/// Scores every article under the paths. Rows come in a fixed order: sources by name, records by line; an article's row
/// is followed by its observations. Rejected records come where they stood.
///
/// Uses the rayon pool it is called in.
///
/// # Errors
/// A path that does not exist, or a sink that fails. An article that cannot be read is a row, not an error.
pub fn score(
    paths: &[PathBuf],
    knowledge: &Knowledge,
    config: &Config,
    progress: &(dyn Fn(Step) + Sync),
    sink: &mut dyn Sink,
) -> Result<Counts, Error> {
    let Discovered { sources, skipped, unreadable } = corpus::discover(paths)?;
    let mut counts = Counts { skipped: skipped.len() as u64, ..Counts::default() };
    counts.rejected += unreadable.len() as u64;
    sink.take(unreadable.into_iter().map(Block::rejected).collect())?;
    let (batches, read) = sync_channel(AHEAD);
    std::thread::scope(|scope| {
        let sources = &sources;
        scope.spawn(move || read_sources(sources, &knowledge.pages, config, batches));
        // When the sink fails the channel closes, and the reading thread stops at its next batch.
        score_batches(read, sources.len() as u64, knowledge, config, progress, sink, &mut counts)
    })?;
    Ok(counts)
}

/// Some units in order, and how far reading has come.
#[derive(Default)]
struct Batch {
    units: Vec<Result<Unit, Rejected>>,
    bytes: usize,
    sources: u64,
    skipped: u64,
}

impl Batch {
    fn is_full(&self) -> bool {
        self.bytes >= BATCH_BYTES || self.units.len() >= BATCH_UNITS
    }
}

/// Reads everything into batches, until nobody takes them any more.
fn read_sources(sources: &[Source], pages: &corpus::Knowledge, config: &Config, batches: SyncSender<Batch>) {
    let mut batch = Batch::default();
    for source in sources {
        batch.sources += 1;
        let done = corpus::each(source, pages, config, &mut |found| {
            match found {
                Found::Unit(unit) => {
                    batch.bytes += unit.len();
                    batch.units.push(Ok(unit));
                }
                Found::Rejected(rejected) => batch.units.push(Err(rejected)),
                Found::LeftOut(_) => batch.skipped += 1,
                Found::Opened { .. } | Found::Columns { .. } => {}
            }
            if batch.is_full() && batches.send(std::mem::take(&mut batch)).is_err() {
                return ControlFlow::Break(());
            }
            ControlFlow::Continue(())
        });
        if done.is_break() {
            return;
        }
    }
    // The last batch; nobody waits for it when the sink has failed.
    let _ = batches.send(batch);
}

fn score_batches(
    batches: Receiver<Batch>,
    all_sources: u64,
    knowledge: &Knowledge,
    config: &Config,
    progress: &(dyn Fn(Step) + Sync),
    sink: &mut dyn Sink,
    counts: &mut Counts,
) -> Result<(), Error> {
    let mut step = Step { all_sources, ..Step::default() };
    for batch in batches {
        step.units += batch.units.len() as u64;
        step.bytes += batch.bytes as u64;
        step.sources += batch.sources;
        counts.skipped += batch.skipped;
        let keys = keys(&batch.units, sink.keyed());
        let known = sink.known(&keys);
        let work = batch.units.into_iter().zip(keys).zip(known).map(|((unit, key), known)| (unit, key, known));
        let score = |articles: &[_]| corpus::netted_each(articles, |articles| scored(articles, knowledge));
        let blocks = |handful| blocks_of(handful, knowledge, config, score);
        let blocks: Vec<Block> = handfuls(work).into_par_iter().flat_map_iter(blocks).collect();
        for block in &blocks {
            match block.head {
                Head::Article(_) => counts.articles += 1,
                Head::Rejected(_) => counts.rejected += 1,
            }
            counts.observations += u64::from(block.observations);
        }
        sink.take(blocks)?;
        progress(step);
    }
    Ok(())
}

/// Looks into the sources, several at a time; see [`corpus::inspect`]. The answer stands in their order.
pub fn inspect(sources: &[Source], pages: &corpus::Knowledge, config: &Config, sample: u64) -> Vec<corpus::Inspection> {
    corpus::together(sources.par_iter().map(|source| corpus::inspect(source, pages, config, sample)).collect())
}

/// What the rows of each unit are found by in a later run; nothing for what is no unit.
fn keys(units: &[Result<Unit, Rejected>], keyed: bool) -> Vec<Key> {
    if !keyed {
        return vec![NO_KEY; units.len()];
    }
    let key = |unit: &Result<Unit, Rejected>| {
        let Ok(unit) = unit else { return NO_KEY };
        let mut hasher = blake3::Hasher::new();
        unit.digest(&mut hasher);
        *hasher.finalize().as_bytes().first_chunk().expect("32 bytes")
    };
    units.par_iter().map(key).collect()
}

/// A unit, its key, and its rows where an earlier run knows them.
type Work = (Result<Unit, Rejected>, Key, Option<Vec<u8>>);

/// Work in its order, cut into handfuls that go through the stages together.
fn handfuls(work: impl Iterator<Item = Work>) -> Vec<Vec<Work>> {
    let (mut all, mut handful, mut bytes) = (Vec::new(), Vec::new(), 0);
    for item in work {
        bytes += item.0.as_ref().map_or(0, Unit::len);
        handful.push(item);
        if bytes >= TOGETHER_BYTES || handful.len() >= TOGETHER {
            all.push(std::mem::take(&mut handful));
            bytes = 0;
        }
    }
    all.push(handful);
    all
}

/// The rows of units in their order, those of an earlier run where they are known.
fn blocks_of(
    work: Vec<Work>,
    knowledge: &Knowledge,
    config: &Config,
    score: impl Fn(&[Article]) -> Vec<Option<Scored>>,
) -> Vec<Block> {
    let mut blocks: Vec<Option<Block>> = Vec::with_capacity(work.len());
    let (mut articles, mut read) = (Vec::new(), Vec::new());
    for (unit, key, known) in work {
        if let (Ok(unit), Some(text)) = (&unit, known)
            && let Ok(block) = Block::read(key, text)
        {
            blocks.push(Some(renamed(block, unit)));
            continue;
        }
        let counted = unit.as_ref().map_or("", |unit| unit.counted);
        match unit.and_then(|unit| unit.article(&knowledge.pages, config)) {
            Ok(article) => {
                articles.push(article);
                read.push((key, counted));
                blocks.push(None);
            }
            Err(rejected) => blocks.push(Some(Block { key, ..Block::rejected(rejected) })),
        }
    }
    let scored = score(&articles).into_iter().zip(articles).zip(read);
    let mut scored = scored.map(|((scored, article), (key, counted))| {
        let block = match scored {
            Some((row, observations)) => Block::article(Box::new(row), &observations),
            None => Block::rejected(article.place.rejected(counted, corpus::FAULT.to_owned())),
        };
        Block { key, ..block }
    });
    blocks.into_iter().filter_map(|block| block.or_else(|| scored.next())).collect()
}

/// Rows of an earlier run, in which the unit may have had another number in its source.
fn renamed(mut block: Block, unit: &Unit) -> Block {
    let moved = match &mut block.head {
        Head::Article(row) => std::mem::replace(&mut row.place, unit.place.clone()) != unit.place,
        Head::Rejected(record) => {
            let place = unit.shown_place();
            std::mem::replace(&mut record.place, place.clone()) != place
        }
    };
    if moved {
        block.rewrite_head();
    }
    block.reused = true;
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Sources;

    #[test]
    fn an_article_that_breaks_the_scoring_is_set_aside() {
        let knowledge = Knowledge::load(&Sources::default()).unwrap();
        let unit = |number, text: &str| {
            let raw = corpus::Raw::Json(format!("{{\"text\": \"{text}\"}}"));
            let place = corpus::Place { source: "a.jsonl".to_owned(), line: Some(number) };
            let unit = Unit { place, counted: "line", raw, note: None, url: None, fetched: None };
            (Ok(unit), NO_KEY, None)
        };
        let work = vec![unit(1, "Le convoi est bloqué."), unit(2, "Il casse tout."), unit(3, "Rien ne passe.")];
        let breaking = |articles: &[Article]| {
            assert!(!articles.iter().any(|article| article.body.contains("casse")));
            scored(articles, &knowledge)
        };
        let score = |articles: &[_]| corpus::each_under(|work| corpus::caught(work), articles, breaking);
        let blocks = blocks_of(work, &knowledge, &Config::default(), score);
        let heads: Vec<_> = blocks.into_iter().map(|block| block.head).collect();
        let [Head::Article(one), Head::Rejected(two), Head::Article(three)] = &heads[..] else { panic!("{heads:?}") };
        assert_eq!([one.place.line, three.place.line], [Some(1), Some(3)]);
        assert_eq!((two.source.as_str(), two.place.as_str()), ("a.jsonl", "line 2"));
    }
}
