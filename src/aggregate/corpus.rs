//! What the corpus is and what was left out of it.

use super::table::{CorpusSummary, OutletSummary};
use crate::corpus::Rejected;
use crate::stance::{ArticleRow, Status};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Sums over articles, whatever their actors.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CorpusSums {
    read: u64,
    rejected: BTreeMap<String, u64>,
    other_language: BTreeMap<String, u64>,
    duplicates: u64,
    scored: u64,
    dropped: BTreeMap<String, u64>,
    outlets: BTreeMap<Option<String>, OutletSums>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct OutletSums {
    articles: u64,
    shared: u64,
    undated: u64,
    words: u64,
    observations: u64,
    dates: Option<(Date, Date)>,
}

impl CorpusSums {
    /// Counts an article of which `observations` mentions count, `scored` of them with a cue. Page furniture is counted for
    /// every article read; everything else only for the articles that enter the tables.
    pub fn add(&mut self, row: &ArticleRow, observations: u64, scored: u64) {
        self.read += 1;
        for (reason, characters) in &row.dropped {
            *self.dropped.entry(reason.clone()).or_default() += u64::from(*characters);
        }
        match row.status {
            Status::OtherLanguage => *self.other_language.entry(row.language.clone()).or_default() += 1,
            Status::Duplicate => self.duplicates += 1,
            Status::Analysed | Status::SharedCopy => {
                self.scored += scored;
                self.outlets.entry(row.outlet.value.clone()).or_default().add(row, observations);
            }
        }
    }

    /// Counts a rejected record.
    pub fn reject(&mut self, rejected: &Rejected) {
        *self.rejected.entry(rejected.reason.clone()).or_default() += 1;
    }

    /// Adds the sums over other articles.
    pub fn merge(&mut self, other: CorpusSums) {
        self.read += other.read;
        self.duplicates += other.duplicates;
        self.scored += other.scored;
        add_counts(&mut self.rejected, other.rejected);
        add_counts(&mut self.other_language, other.other_language);
        add_counts(&mut self.dropped, other.dropped);
        for (outlet, sums) in other.outlets {
            self.outlets.entry(outlet).or_default().merge(&sums);
        }
    }

    /// The table.
    pub fn finish(self) -> CorpusSummary {
        let total = |field: fn(&OutletSums) -> u64| self.outlets.values().map(field).sum();
        CorpusSummary {
            read: self.read,
            analysed: total(|outlet| outlet.articles),
            rejected: self.rejected.values().sum(),
            duplicates: self.duplicates,
            shared: total(|outlet| outlet.shared),
            undated: total(|outlet| outlet.undated),
            without_outlet: self.outlets.get(&None).map_or(0, |outlet| outlet.articles),
            words: total(|outlet| outlet.words),
            observations: total(|outlet| outlet.observations),
            scored: self.scored,
            outlets: outlet_table(self.outlets),
            rejected_reasons: most_first(self.rejected),
            other_language: most_first(self.other_language),
            dropped: most_first(self.dropped),
        }
    }
}

impl OutletSums {
    fn add(&mut self, row: &ArticleRow, observations: u64) {
        self.articles += 1;
        self.shared += u64::from(row.status == Status::SharedCopy);
        self.undated += u64::from(row.date.value.is_none());
        self.words += u64::from(row.words);
        self.observations += observations;
        self.widen(row.date.value.map(|date| (date, date)));
    }

    fn merge(&mut self, other: &OutletSums) {
        self.articles += other.articles;
        self.shared += other.shared;
        self.undated += other.undated;
        self.words += other.words;
        self.observations += other.observations;
        self.widen(other.dates);
    }

    fn widen(&mut self, dates: Option<(Date, Date)>) {
        self.dates = match (self.dates, dates) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (known, new) => known.or(new),
        };
    }
}

/// By outlet, most articles first, then by name, the unknown outlet after the known ones with as many.
fn outlet_table(outlets: BTreeMap<Option<String>, OutletSums>) -> Vec<OutletSummary> {
    let mut table: Vec<OutletSummary> = outlets
        .into_iter()
        .map(|(outlet, sums)| OutletSummary {
            outlet,
            articles: sums.articles,
            shared: sums.shared,
            undated: sums.undated,
            words: sums.words,
            observations: sums.observations,
            first: sums.dates.map(|(first, _)| first.to_string()),
            last: sums.dates.map(|(_, last)| last.to_string()),
        })
        .collect();
    table.sort_by(|a, b| {
        let key = |row: &OutletSummary| (Reverse(row.articles), row.outlet.is_none());
        key(a).cmp(&key(b)).then_with(|| a.outlet.cmp(&b.outlet))
    });
    table
}

fn add_counts(counts: &mut BTreeMap<String, u64>, others: BTreeMap<String, u64>) {
    for (key, count) in others {
        *counts.entry(key).or_default() += count;
    }
}

fn most_first(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    // Stable: equal counts stay in the order of their names.
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::article;

    #[test]
    fn counts_by_status() {
        let mut sums = CorpusSums::default();
        let with = |status, outlet, date| ArticleRow { status, ..article("a", outlet, date) };
        sums.add(&with(Status::Analysed, "B", "2024-03-01"), 4, 3);
        sums.add(&with(Status::SharedCopy, "A", "2024-01-05"), 2, 0);
        sums.add(&with(Status::Analysed, "A", "?"), 1, 1);
        sums.add(&with(Status::Duplicate, "A", "2023-01-01"), 0, 0);
        sums.add(&with(Status::Analysed, "?", "2024-02-01"), 0, 0);
        let foreign =
            ArticleRow { language: "eng".into(), dropped: [("sharing".into(), 40)].into(), ..article("f", "A", "?") };
        sums.add(&ArticleRow { status: Status::OtherLanguage, ..foreign }, 0, 0);
        sums.reject(&Rejected { source: "x".into(), place: "file".into(), reason: "empty".into() });
        let table = sums.finish();
        assert_eq!((table.read, table.analysed, table.rejected, table.duplicates, table.shared), (6, 4, 1, 1, 1));
        assert_eq!((table.undated, table.without_outlet, table.words), (1, 1, 400));
        assert_eq!((table.observations, table.scored), (7, 4));
        assert_eq!(table.other_language, [("eng".to_string(), 1)]);
        assert_eq!(table.dropped, [("sharing".to_string(), 40)]);
        let outlets: Vec<_> =
            table.outlets.iter().map(|o| (o.outlet.as_deref(), o.articles, o.first.as_deref())).collect();
        let expected =
            [(Some("A"), 2, Some("2024-01-05")), (Some("B"), 1, Some("2024-03-01")), (None, 1, Some("2024-02-01"))];
        assert_eq!(outlets, expected);
    }
}
