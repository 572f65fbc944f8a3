//! From sums to tables: means, intervals, orders, names.

use super::accumulator::{Accumulator, ActorSums, CellKey, HolderSums, OutletSums};
use super::cell::{Histogram, Sums, VoiceSums};
use super::compare::{ByOutlet, comparisons};
use super::interval::{estimate, rounded_mean, stream};
use super::main_actors::check_actors;
use super::period::{fill, named, period_key};
use super::table::{ActorTable, Cell, Comparison, OutletRow, Tables, Voices};
use crate::config::{Config, Copies};
use crate::error::Fault;
use crate::stance::Score;
use jiff::civil::Date;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Speakers shown for an actor.
const HOLDERS: usize = 10;

impl Accumulator<'_> {
    /// The tables. `kinds` gives the kind of every known actor by main name; an actor that it does not hold (rows scored with
    /// another actor file) has an empty kind.
    ///
    /// Uses rayon's current pool; every random draw is named by its cell, so the result does not depend on the number of threads.
    ///
    /// # Errors
    /// [`Config::actors`] names an actor that is neither in `kinds` nor mentioned.
    pub fn finish(mut self, kinds: &BTreeMap<String, String>) -> Result<Tables, Fault> {
        let known: BTreeSet<&str> = kinds.keys().chain(self.actors.keys()).map(String::as_str).collect();
        check_actors(self.config, &known.into_iter().collect::<Vec<_>>())?;
        // First days of all periods, from the first to the last dated article that is counted.
        let starts = fill(self.config.by, &std::mem::take(&mut self.starts).into_iter().collect::<Vec<_>>());
        let actors = std::mem::take(&mut self.actors);
        let mut by_outlet: BTreeMap<String, Vec<(Option<String>, Histogram)>> = BTreeMap::new();
        for (actor, sums) in &actors {
            let scores = sums.outlets.iter().map(|(outlet, sums)| (outlet.clone(), sums.total().all.scores));
            by_outlet.insert(actor.clone(), scores.collect());
        }
        let maker = Maker { config: self.config, starts: &starts };
        let mut tables: Vec<ActorTable> = actors
            .into_par_iter()
            .map(|(actor, sums)| {
                let framing = self.framing.finish(self.knowledge, &actor);
                let kind = kinds.get(&actor).cloned().unwrap_or_default();
                let table = maker.actor(actor, kind, sums);
                ActorTable {
                    designations: framing.designations,
                    distinctive: framing.distinctive,
                    frames: framing.frames,
                    ..table
                }
            })
            .collect();
        sort_actors(&mut tables, self.config);
        let mut all = Tables {
            corpus: self.corpus.finish(),
            periods: named(self.config.by, &starts),
            actors: tables,
            comparisons: Vec::new(),
        };
        all.comparisons = compare_main(&all, &by_outlet, self.config);
        Ok(all)
    }
}

/// Main actors first: the configured ones in the order given, or else simply the most mentioned.
fn sort_actors(tables: &mut [ActorTable], config: &Config) {
    let place = |table: &ActorTable| config.actors.iter().position(|name| *name == table.actor).unwrap_or(usize::MAX);
    let mentions = |table: &ActorTable| table.voices.all.mentions.mentions();
    tables.sort_by(|a, b| (place(a), Reverse(mentions(a)), &a.actor).cmp(&(place(b), Reverse(mentions(b)), &b.actor)));
}

fn compare_main(
    tables: &Tables,
    by_outlet: &BTreeMap<String, Vec<(Option<String>, Histogram)>>,
    config: &Config,
) -> Vec<Comparison> {
    let scores = |actor: &str| {
        let outlets = by_outlet.get(actor).into_iter().flatten();
        outlets.filter_map(|(outlet, scores)| Some((outlet.as_deref()?, scores.clone()))).collect()
    };
    let actors: Vec<ByOutlet> = tables
        .main_actors(config)
        .iter()
        .map(|table| ByOutlet { actor: &table.actor, outlets: scores(&table.actor) })
        .collect();
    comparisons(&actors, config)
}

impl OutletSums {
    /// All periods, every printing.
    fn total(&self) -> VoiceSums {
        self.select(|_| true)
    }

    fn select(&self, wanted: impl Fn(&CellKey) -> bool) -> VoiceSums {
        let mut total = VoiceSums::default();
        self.0.iter().filter(|(key, _)| wanted(key)).for_each(|(_, sums)| total.merge(sums));
        total
    }
}

/// Makes the cells of one run.
struct Maker<'a> {
    config: &'a Config,
    starts: &'a [Date],
}

impl Maker<'_> {
    /// One actor's table, framing left empty.
    fn actor(&self, actor: String, kind: String, sums: ActorSums) -> ActorTable {
        // Over all outlets a shared text counts once, by its first printing, unless every printing is to count.
        let counts = |key: &CellKey| self.config.copies == Copies::Each || !key.reprint;
        let over_outlets = |wanted: &dyn Fn(&CellKey) -> bool| {
            let mut total = VoiceSums::default();
            sums.outlets.values().for_each(|outlet| total.merge(&outlet.select(wanted)));
            total
        };
        let mut outlets: Vec<OutletRow> =
            sums.outlets.iter().map(|(name, sums)| self.outlet(&actor, name, sums)).collect();
        outlets.sort_by(|a, b| outlet_key(a).cmp(&outlet_key(b)));
        let all = over_outlets(&counts);
        let by_period: BTreeMap<Date, VoiceSums> =
            periods_of(sums.outlets.values().flat_map(|outlet| outlet.0.iter()), counts);
        let (most_negative, most_positive) = sums.evidence.choose();
        ActorTable {
            voices: self.voices(&[&actor, "all outlets"], &all),
            by_period: self.by_period(&[&actor, "all outlets"], &by_period),
            outlets,
            holders: holders(sums.holders),
            most_negative,
            most_positive,
            designations: Vec::new(),
            distinctive: Vec::new(),
            frames: Vec::new(),
            actor,
            kind,
        }
    }

    fn outlet(&self, actor: &str, outlet: &Option<String>, sums: &OutletSums) -> OutletRow {
        let name = match outlet {
            Some(outlet) => [actor, "outlet", outlet.as_str()],
            None => [actor, "unknown outlet", ""],
        };
        OutletRow {
            outlet: outlet.clone(),
            voices: self.voices(&name, &sums.total()),
            by_period: self.by_period(&name, &periods_of(sums.0.iter(), |_| true)),
        }
    }

    fn by_period(&self, name: &[&str], sums: &BTreeMap<Date, VoiceSums>) -> Vec<Cell> {
        let cell = |start: &Date| {
            let Some(sums) = sums.get(start) else { return Cell::default() };
            let key = period_key(self.config.by, *start);
            self.cell(name, &["period", &key], &sums.all)
        };
        self.starts.iter().map(cell).collect()
    }

    fn voices(&self, name: &[&str], sums: &VoiceSums) -> Voices {
        Voices {
            all: self.cell(name, &["all voices"], &sums.all),
            outlet: self.cell(name, &["own words"], &sums.outlet),
            reported: self.cell(name, &["reported words"], &sums.reported),
        }
    }

    fn cell(&self, name: &[&str], part: &[&str], sums: &Sums) -> Cell {
        let Config { seed, resamples, min_articles, .. } = *self.config;
        Cell {
            articles: sums.articles,
            scored_articles: sums.scores.articles(),
            mentions: sums.mentions,
            mean: estimate(&sums.scores, resamples, min_articles, || stream(seed, &[name, part].concat())),
        }
    }
}

/// Sums by period, undated texts left out.
fn periods_of<'s>(
    cells: impl Iterator<Item = (&'s CellKey, &'s VoiceSums)>,
    wanted: impl Fn(&CellKey) -> bool,
) -> BTreeMap<Date, VoiceSums> {
    let mut periods: BTreeMap<Date, VoiceSums> = BTreeMap::new();
    for (key, sums) in cells.filter(|(key, _)| wanted(key)) {
        if let Some(start) = key.start {
            periods.entry(start).or_default().merge(sums);
        }
    }
    periods
}

/// Most negative first, unscored after, the unknown outlet last of all.
fn outlet_key(row: &OutletRow) -> (bool, bool, Option<Score>, Option<&str>) {
    let mean = row.voices.all.mean.map(|mean| mean.value);
    (row.outlet.is_none(), mean.is_none(), mean, row.outlet.as_deref())
}

/// Most frequent first, then by name; the mean is over scored mentions, since a speaker may be quoted in one article only.
fn holders(sums: BTreeMap<String, HolderSums>) -> Vec<(String, u64, Option<Score>)> {
    let mut holders: Vec<_> = sums
        .into_iter()
        .map(|(holder, sums)| (holder, sums.mentions, rounded_mean(sums.sum, sums.scored).map(Score::clamped)))
        .collect();
    // Stable: equal counts stay in the order of their names.
    holders.sort_by_key(|(_, mentions, _)| Reverse(*mentions));
    holders.truncate(HOLDERS);
    holders
}

#[cfg(test)]
#[path = "finish_tests.rs"]
mod tests;
