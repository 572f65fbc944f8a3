//! From sources to rows. The only place that starts parallel work; ordered and bounded.
//!
//! Units of text are read one after another into batches of a few megabytes; the articles of a batch are scored in
//! parallel while the next batch is read, and their rows are handed on in the order of reading. What comes out does not
//! depend on the number of threads.

use crate::actor::Context;
use crate::config::Config;
use crate::corpus::{self, Article, Discovered, Rejected, Unit};
use crate::error::Fault;
use crate::knowledge::Knowledge;
use crate::stance::{ArticleRow, Frame, Observation, Part, Row, Status, observation};
use crate::text::speech::{Speech, speeches};
use crate::text::{CharIndex, Document, TokenKind};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

/// A batch is closed at this many bytes of text …
const BATCH_BYTES: usize = 4 << 20;
/// … or this many units.
const BATCH_UNITS: usize = 1024;

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
    sink: &mut (dyn FnMut(Row) -> io::Result<()> + Send),
) -> Result<Counts, Error> {
    let Discovered { sources, skipped, unreadable } = corpus::discover(paths)?;
    let mut counts = Counts { skipped: skipped.len() as u64, ..Counts::default() };
    for record in unreadable {
        counts.rejected += 1;
        sink(Row::Rejected(record))?;
    }
    let mut step = Step { all_sources: sources.len() as u64, ..Step::default() };
    let mut begun = 0;
    let mut units = sources.iter().inspect(|_| begun += 1).flat_map(corpus::units);
    let mut batch = next_batch(&mut units);
    while !batch.is_empty() {
        step.units += batch.len() as u64;
        step.bytes += batch.iter().flatten().map(|unit| unit.text.len() as u64).sum::<u64>();
        let (rows, next) = rayon::join(
            || -> Vec<Vec<Row>> { batch.into_par_iter().map(|unit| rows_of(unit, knowledge, config)).collect() },
            || next_batch(&mut units),
        );
        for row in rows.into_iter().flatten() {
            match row {
                Row::Article(_) => counts.articles += 1,
                Row::Observation(_) => counts.observations += 1,
                Row::Rejected(_) => counts.rejected += 1,
            }
            sink(row)?;
        }
        progress(step);
        batch = next;
    }
    step.sources = step.all_sources;
    progress(step);
    Ok(counts)
}

fn next_batch(units: &mut (dyn Iterator<Item = Result<Unit, Rejected>> + Send)) -> Vec<Result<Unit, Rejected>> {
    let mut batch = Vec::new();
    let mut bytes = 0;
    for unit in units {
        bytes += unit.as_ref().map_or(0, |unit| unit.text.len());
        batch.push(unit);
        if bytes >= BATCH_BYTES || batch.len() >= BATCH_UNITS {
            break;
        }
    }
    batch
}

fn rows_of(unit: Result<Unit, Rejected>, knowledge: &Knowledge, config: &Config) -> Vec<Row> {
    match unit.and_then(|unit| unit.article(&knowledge.pages, config)) {
        Ok(article) => score_article(&article, knowledge),
        Err(rejected) => vec![Row::Rejected(rejected)],
    }
}

/// Scores one article in memory: its row, then its observations, headline first.
pub fn score_article(article: &Article, knowledge: &Knowledge) -> Vec<Row> {
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
        return vec![Row::Article(Box::new(row))];
    }
    let mut context = Context::in_year(article.date.value.map(|date| date.year()));
    knowledge.gazetteer.read_ahead(&body, &knowledge.words, &mut context);
    let mut rows = vec![Row::Article(Box::new(row))];
    for (part, doc) in [(Part::Title, &head), (Part::Body, &body)] {
        let frame =
            Frame { article: &article.id, outlet: article.outlet.value.as_deref(), date: article.date.value, part };
        let observations = observe(doc, &frame, knowledge, &mut context);
        rows.extend(observations.into_iter().map(|o| Row::Observation(Box::new(o))));
    }
    rows
}

/// The observations of one part of an article.
pub fn observe(doc: &Document, frame: &Frame, knowledge: &Knowledge, context: &mut Context) -> Vec<Observation> {
    let names = knowledge.gazetteer.find(doc, &knowledge.words, &knowledge.french, context);
    if names.mentions.is_empty() {
        return Vec::new();
    }
    let speeches: Vec<Speech> = speeches(doc, &knowledge.words, &knowledge.french);
    let engine = knowledge.engine();
    let judgements = engine.judge(doc, &names.mentions, &names.masked, &speeches);
    let chars = CharIndex::new(doc.text);
    names
        .mentions
        .iter()
        .zip(&judgements)
        .map(|(mention, judgement)| {
            let actor = &knowledge.gazetteer.actor(mention.actor).name;
            let holder = judgement.holder.clone().map(|tokens| knowledge.holder_name(doc, &names.mentions, tokens));
            observation(&engine, frame, doc, &chars, mention, actor, judgement, holder)
        })
        .collect()
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
