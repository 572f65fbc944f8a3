//! From sources to rows. The only place that starts parallel work; ordered and bounded.
//!
//! One thread reads the sources one after another into batches of a few megabytes; the articles of a batch are scored in
//! parallel while the next ones are read, and their rows are handed on in the order of reading. What comes out does not
//! depend on the number of threads. At most `AHEAD` batches wait. A unit whose rows the sink knows from an earlier run is
//! not scored again.

use crate::actor::{Ahead, Context};
use crate::config::Config;
use crate::corpus::{self, Article, Discovered, Found, Rejected, Source, Unit};
use crate::error::Fault;
use crate::knowledge::Knowledge;
use crate::spool::{Block, Head, Key, NO_KEY};
use crate::stance::{ArticleRow, Frame, Observation, Part, Row, Status, observation};
use crate::text::speech::{Speech, speeches};
use crate::text::{CharIndex, Document, TokenKind};
use rayon::prelude::*;
use std::collections::BTreeMap;
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
        let work: Vec<_> = batch.units.into_iter().zip(keys).zip(known).collect();
        let block = |((unit, key), known)| block_of(unit, key, known, knowledge, config);
        let blocks: Vec<Block> = work.into_par_iter().filter_map(block).collect();
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

/// The rows of a unit, those of an earlier run where they are known.
fn block_of(
    unit: Result<Unit, Rejected>,
    key: Key,
    known: Option<Vec<u8>>,
    knowledge: &Knowledge,
    config: &Config,
) -> Option<Block> {
    if let (Ok(unit), Some(text)) = (&unit, known)
        && let Ok(block) = Block::read(key, text)
    {
        return Some(renamed(block, unit));
    }
    let block = match unit.and_then(|unit| unit.article(&knowledge.pages, config)) {
        Ok(article) => {
            let (row, observations) = scored(&article, knowledge);
            Block::article(Box::new(row), &observations)
        }
        Err(rejected) => Block::rejected(rejected),
    };
    Some(Block { key, ..block })
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

/// Scores one article in memory: its row, then its observations, headline first.
pub fn score_article(article: &Article, knowledge: &Knowledge) -> Vec<Row> {
    let (row, observations) = scored(article, knowledge);
    let observations = observations.into_iter().map(|o| Row::Observation(Box::new(o)));
    std::iter::once(Row::Article(Box::new(row))).chain(observations).collect()
}

fn scored(article: &Article, knowledge: &Knowledge) -> (ArticleRow, Vec<Observation>) {
    let prints = corpus::prints(&article.body);
    let french = matches!(article.language.as_str(), "fra" | "und");
    let title = article.title.value.as_deref().unwrap_or("");
    let mut row = ArticleRow {
        article: article.id.clone(),
        place: article.place.clone(),
        outlet: article.outlet.clone(),
        date: article.date.clone(),
        title: article.title.value.clone(),
        byline: article.byline.value.clone(),
        agency: article.agency.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
        words: 0,
        sentences: 0,
        dropped: dropped(article),
        status: if french { Status::Analysed } else { Status::OtherLanguage },
        fingerprint: prints.fingerprint,
        signature: prints.signature,
    };
    let (head, body) = (knowledge.analyse(title), knowledge.analyse(&article.body));
    row.words = (words(&head) + words(&body)) as u32;
    row.sentences = body.sentences.len() as u32;
    if !french {
        return (row, Vec::new());
    }
    let mut context = Context::in_year(article.date.value.map(|date| date.year()));
    let ahead = knowledge.gazetteer.read_ahead(&body, &knowledge.words, &mut context);
    let mut observations = Vec::new();
    for (part, doc, ahead) in [(Part::Title, &head, None), (Part::Body, &body, Some(&ahead))] {
        let frame =
            Frame { article: &article.id, outlet: article.outlet.value.as_deref(), date: article.date.value, part };
        observe(doc, ahead, &frame, knowledge, &mut context, &mut observations);
    }
    (row, observations)
}

/// Adds the observations of one part of an article, which may have been read ahead.
pub fn observe(
    doc: &Document,
    ahead: Option<&Ahead>,
    frame: &Frame,
    knowledge: &Knowledge,
    context: &mut Context,
    out: &mut Vec<Observation>,
) {
    let (gazetteer, words) = (&knowledge.gazetteer, &knowledge.words);
    let names = match ahead {
        Some(ahead) => gazetteer.find_again(doc, words, ahead, context),
        None => gazetteer.find(doc, words, &knowledge.french, context),
    };
    if names.mentions.is_empty() {
        return;
    }
    let speeches: Vec<Speech> = speeches(doc, &knowledge.words, &knowledge.french);
    let engine = knowledge.engine();
    let judgements = engine.judge(doc, &names.mentions, &names.masked, &speeches);
    let chars = CharIndex::new(doc.text);
    out.extend(names.mentions.iter().zip(&judgements).map(|(mention, judgement)| {
        let actor = &knowledge.gazetteer.actor(mention.actor).name;
        let holder = judgement.holder.clone().map(|tokens| knowledge.holder_name(doc, &names.mentions, tokens));
        observation(&engine, frame, doc, &chars, mention, actor, judgement, holder)
    }));
}

fn words(doc: &Document) -> usize {
    doc.tokens.iter().filter(|token| token.kind == TokenKind::Word).count()
}

/// Characters left out of the page, by reason.
fn dropped(article: &Article) -> BTreeMap<String, u32> {
    let mut reasons = BTreeMap::new();
    for part in &article.dropped {
        *reasons.entry(part.reason.clone()).or_default() += part.text.chars().count() as u32;
    }
    reasons
}
