//! The accumulator: articles in, sums that merge, tables out (`finish.rs`).
//!
//! Every sum is an integer in an ordered map, so that accumulators over any partition of the articles, merged in any order, give
//! the same tables. Memory grows with actors × outlets × dates and with the words and speakers met, not with articles.

use super::article::AssembledArticle;
use super::cell::VoiceSums;
use super::corpus::CorpusSums;
use super::evidence::EvidencePool;
use super::period::period_start;
use crate::actor::Found;
use crate::config::{Config, Copies};
use crate::corpus::Rejected;
use crate::framing::{FramingSums, Knowledge};
use crate::stance::{ArticleRow, Observation, Status, Voice};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// Sums over articles. Create one per shard or thread with the same settings, feed each its articles, merge, finish.
///
/// ```
/// use parallaxe::{aggregate::Accumulator, config::Config, framing::Knowledge};
/// let (config, knowledge) = (Config::default(), Knowledge::load().unwrap());
/// let mut first = Accumulator::new(&config, &knowledge);
/// let second = Accumulator::new(&config, &knowledge);
/// first.merge(second);
/// assert_eq!(first.finish(&Default::default()).unwrap().corpus.read, 0);
/// ```
#[derive(Debug, Clone)]
pub struct Accumulator<'a> {
    pub(super) config: &'a Config,
    pub(super) knowledge: &'a Knowledge,
    pub(super) corpus: CorpusSums,
    pub(super) actors: BTreeMap<String, ActorSums>,
    pub(super) framing: FramingSums,
    /// First days of the periods of articles that are counted.
    pub(super) starts: BTreeSet<Date>,
}

/// Sums of one actor.
#[derive(Debug, Clone, Default)]
pub struct ActorSums {
    pub(super) outlets: BTreeMap<Option<String>, OutletSums>,
    pub(super) holders: BTreeMap<String, HolderSums>,
    pub(super) evidence: EvidencePool,
}

/// Sums of one actor in one outlet, by first day of the period and by whether the text repeats an earlier one of another outlet.
#[derive(Debug, Clone, Default)]
pub struct OutletSums(pub(super) BTreeMap<CellKey, VoiceSums>);

/// Where in time a text stands and whether it is another printing of a text already counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    pub(super) start: Option<Date>,
    pub(super) reprint: bool,
}

/// Mentions whose words a named speaker owns.
#[derive(Debug, Clone, Copy, Default)]
pub struct HolderSums {
    pub(super) mentions: u64,
    pub(super) scored: u64,
    pub(super) sum: i64,
}

impl<'a> Accumulator<'a> {
    /// An empty accumulator. Grain, threshold, copies and references are settled here, for all that follows.
    pub fn new(config: &'a Config, knowledge: &'a Knowledge) -> Self {
        Self {
            config,
            knowledge,
            corpus: CorpusSums::default(),
            actors: BTreeMap::new(),
            framing: FramingSums::default(),
            starts: BTreeSet::new(),
        }
    }

    /// Counts an article. Duplicates and articles in another language are counted as such; their observations are not.
    pub fn add(&mut self, article: &AssembledArticle) {
        let AssembledArticle { row, duplicate_of, observations } = article;
        let counted = matches!(row.status, Status::Analysed | Status::SharedCopy);
        let mentions: Vec<&Observation> = observations.iter().filter(|o| counted && self.counts(o)).collect();
        let scored = mentions.iter().filter(|mention| mention.score.is_some()).count();
        self.corpus.add(row, mentions.len() as u64, scored as u64);
        let mut by_actor: BTreeMap<&str, Vec<&Observation>> = BTreeMap::new();
        for mention in &mentions {
            by_actor.entry(&mention.actor).or_default().push(mention);
        }
        for (actor, mentions) in by_actor {
            self.add_actor(actor, row, duplicate_of.is_some(), &mentions);
        }
        self.framing.add_article(self.knowledge, row.outlet.value.as_deref(), &mentions);
        if counted {
            self.starts.extend(row.date.value.map(|date| period_start(self.config.by, date)));
        }
    }

    /// Counts a record that could not be read.
    pub fn reject(&mut self, rejected: &Rejected) {
        self.corpus.reject(rejected);
    }

    /// Adds the sums over other articles, made with the same settings.
    pub fn merge(&mut self, other: Accumulator<'a>) {
        self.corpus.merge(other.corpus);
        self.framing.merge(other.framing);
        self.starts.extend(other.starts);
        for (actor, sums) in other.actors {
            self.actors.entry(actor).or_default().merge(sums);
        }
    }

    fn counts(&self, mention: &Observation) -> bool {
        self.config.references || !matches!(mention.found, Found::Pronoun | Found::Phrase)
    }

    fn add_actor(&mut self, actor: &str, row: &ArticleRow, reprint: bool, mentions: &[&Observation]) {
        let config = self.config;
        let sums = self.actors.entry(actor.to_string()).or_default();
        let key = CellKey { start: row.date.value.map(|date| period_start(config.by, date)), reprint };
        let outlet = sums.outlets.entry(row.outlet.value.clone()).or_default();
        outlet.0.entry(key).or_default().add_article(mentions, config.threshold);
        if !reprint {
            sums.evidence.add(row, mentions, config.threshold);
        }
        if !reprint || config.copies == Copies::Each {
            sums.add_holders(mentions);
        }
    }
}

impl ActorSums {
    fn add_holders(&mut self, mentions: &[&Observation]) {
        for mention in mentions.iter().filter(|mention| mention.voice == Voice::Reported) {
            let Some(holder) = &mention.holder else { continue };
            let sums = self.holders.entry(holder.clone()).or_default();
            sums.mentions += 1;
            sums.scored += u64::from(mention.score.is_some());
            sums.sum += mention.score.map_or(0, |score| score.thousandths());
        }
    }

    fn merge(&mut self, other: ActorSums) {
        for (outlet, sums) in other.outlets {
            let mine = self.outlets.entry(outlet).or_default();
            for (key, sums) in sums.0 {
                mine.0.entry(key).or_default().merge(&sums);
            }
        }
        for (holder, sums) in other.holders {
            let mine = self.holders.entry(holder).or_default();
            mine.mentions += sums.mentions;
            mine.scored += sums.scored;
            mine.sum += sums.sum;
        }
        self.evidence.merge(other.evidence);
    }
}
