//! The second pass: rows from disk into sums, and into their places in the outputs.

use super::place::{Outputs, Pieces, Slot, slots};
use super::{Error, Gathered};
use crate::aggregate::{Accumulator, AssembledArticle, Settled, Tables};
use crate::config::Config;
use crate::corpus::Rejected;
use crate::framing::Knowledge;
use crate::report::{article_columns, article_line};
use crate::spool::{Kind, Spool, lines};
use crate::stance::{ArticleRow, Observation};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;

/// Chunks that each thread works on before their sums are joined.
const EACH: usize = 2;

/// What the tables are made with.
#[derive(Debug, Clone, Copy)]
pub struct Framed<'a> {
    /// Settings.
    pub config: &'a Config,
    /// Frames and words without subject matter.
    pub knowledge: &'a Knowledge,
    /// Kind of every known actor by main name.
    pub kinds: &'a BTreeMap<String, String>,
}

/// Makes the tables, and writes the two outputs that list every article and every observation. Gives the records that could
/// not be read besides, in their order.
///
/// Uses rayon's current pool; neither tables nor outputs depend on its size.
///
/// # Errors
/// The same article twice; a setting that names an actor nobody knows; what the file system reports.
pub fn tabulate(
    gathered: Gathered,
    with: Framed,
    outputs: &Outputs,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(Tables, Settled), Error> {
    let (spool, sizes, mut settled) = gathered.settle()?;
    let slots = slots(&settled, &sizes);
    drop(sizes);
    settled.forget_order();
    let pass = Pass { spool: &spool, settled: &settled, slots: &slots, with };
    let mut head = Pieces::default();
    head.put(0, &article_columns());
    head.write(&outputs.articles)?;
    let mut sums = Accumulator::new(with.config, with.knowledge);
    let window = EACH * rayon::current_num_threads();
    let numbers: Vec<usize> = (0..spool.chunks()).collect();
    for numbers in numbers.chunks(window) {
        let parts: Vec<Part> = numbers.par_iter().map(|number| pass.part(*number)).collect::<io::Result<_>>()?;
        for part in parts {
            part.lines.write(&outputs.articles)?;
            part.observations.write(&outputs.observations)?;
            sums.merge(part.sums);
            progress(part.articles);
        }
    }
    Ok((sums.finish(with.kinds)?, settled))
}

/// What comes of one chunk.
struct Part<'a> {
    sums: Accumulator<'a>,
    lines: Pieces,
    observations: Pieces,
    articles: u64,
}

struct Pass<'a> {
    spool: &'a Spool,
    settled: &'a Settled,
    slots: &'a [Slot],
    with: Framed<'a>,
}

impl<'a> Pass<'a> {
    fn part(&self, number: usize) -> io::Result<Part<'a>> {
        let sums = Accumulator::new(self.with.config, self.with.knowledge);
        let mut part = Part { sums, lines: Pieces::default(), observations: Pieces::default(), articles: 0 };
        let first = self.spool.first_article(number);
        for (_, text) in self.spool.chunk(number)?.blocks() {
            let mut rows = lines(text);
            match rows.next() {
                Some((Kind::Article, line)) => {
                    let row = serde_json::from_slice(line)?;
                    let observed = rows.map(|(_, line)| line);
                    self.article((first + part.articles) as u32, row, observed, &mut part)?;
                    part.articles += 1;
                }
                Some((Kind::Rejected, line)) => part.sums.reject(&serde_json::from_slice::<Rejected>(line)?),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
        }
        Ok(part)
    }

    fn article<'t>(
        &self,
        number: u32,
        row: ArticleRow,
        observed: impl Iterator<Item = &'t [u8]>,
        part: &mut Part,
    ) -> io::Result<()> {
        let (slot, settled) = (self.slots[number as usize], self.settled.article(number));
        let line = article_line(&row, &settled);
        let mut observations: Vec<Observation> = Vec::new();
        if settled.counts() {
            for line in observed {
                observations.push(serde_json::from_slice(line)?);
            }
        }
        let article = AssembledArticle::new(row, observations, &settled);
        let mut text = Vec::with_capacity(slot.observed as usize);
        for observation in &article.observations {
            serde_json::to_writer(&mut text, observation)?;
            text.push(b'\n');
        }
        if (line.len(), text.len()) != (slot.line as usize, slot.observed as usize) {
            return Err(io::Error::other("a row takes other room than was reserved for it"));
        }
        part.lines.put(slot.line_at, &line);
        part.observations.put(slot.observed_at, &text);
        part.sums.add(&article);
        Ok(())
    }
}
