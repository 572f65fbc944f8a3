//! The overview: every main actor from every outlet, the ranking, the comparisons.

use super::{CellView, Figure, FigureText, Maker, TableView};
use crate::aggregate::{ActorTable, Cell, OutletRow};
use crate::report::charts::{Axis, HeatCell, Heatmap, Mark, Plot, Ranking, RankingRow, edges};
use crate::report::clean::clean;
use crate::report::strings::fill;
use serde::Serialize;

/// The overview part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct OverviewView {
    pub(crate) intro: String,
    pub(crate) heatmap: Option<Figure>,
    pub(crate) ranking: Option<Figure>,
    pub(crate) comparisons: Option<TableView>,
}

/// Outlets that the heatmap has room for.
const OUTLETS_SHOWN: usize = 24;
/// Comparisons in the report; the file has all.
const COMPARISONS_SHOWN: usize = 20;
/// Corrected p-values below this, in millionths, show a difference.
pub(crate) const LEVEL: u32 = 50_000;

/// The mark of a cell, when it has a mean.
pub(crate) fn mark(cell: &Cell) -> Option<Mark> {
    let mean = cell.mean?;
    let interval = mean.low.zip(mean.high).map(|(low, high)| (low.thousandths(), high.thousandths()));
    Some(Mark { value: mean.value.thousandths(), interval })
}

/// An outlet's row in an actor's table.
pub(crate) fn outlet_row<'t>(actor: &'t ActorTable, outlet: Option<&str>) -> Option<&'t OutletRow> {
    actor.outlets.iter().find(|row| row.outlet.as_deref() == outlet)
}

impl Maker<'_> {
    pub(crate) fn overview(&self) -> Option<OverviewView> {
        if self.main.is_empty() {
            return None;
        }
        Some(OverviewView {
            intro: self.t().overview.intro.clone(),
            heatmap: self.heatmap(),
            ranking: self.ranking(),
            comparisons: self.comparisons(),
        })
    }

    fn heat_cell(&self, actor: &ActorTable, outlet: Option<&str>) -> HeatCell {
        let Some(cell) = outlet_row(actor, outlet).map(|row| row.voices.all).filter(|cell| cell.articles > 0) else {
            return HeatCell::Absent;
        };
        let Some(mean) = cell.mean else { return HeatCell::NoCue(self.wording.dash()) };
        let firm = cell.scored_articles >= self.config.min_articles;
        let value = self.wording.score(mean.value);
        HeatCell::Mean {
            thousandths: mean.value.thousandths(),
            value: if firm { value } else { format!("({value})") },
            n: self.wording.n(cell.scored_articles),
            firm,
        }
    }

    fn heatmap(&self) -> Option<Figure> {
        let t = &self.t().overview;
        let outlets: Vec<Option<&str>> = self.tables.corpus.outlets.iter().map(|row| row.outlet.as_deref()).collect();
        if outlets.is_empty() {
            return None;
        }
        let row = |outlet: &Option<&str>| {
            (self.wording.outlet(*outlet), self.main.iter().map(|actor| self.heat_cell(actor, *outlet)).collect())
        };
        let charts = &self.t().charts;
        let plot = Heatmap {
            columns: self.main.iter().map(|actor| clean(&actor.actor)).collect(),
            rows: outlets.iter().take(OUTLETS_SHOWN).map(row).collect(),
            edges: edges(&self.wording),
            ends: (charts.more_negative.clone(), charts.more_positive.clone()),
        };
        let counts = |n: usize| self.wording.count(n as u64);
        let remark = (outlets.len() > OUTLETS_SHOWN)
            .then(|| fill(&t.heatmap_more, &[("shown", &counts(OUTLETS_SHOWN)), ("total", &counts(outlets.len()))]));
        let text = FigureText {
            name: "heatmap".into(),
            title: t.heatmap.clone(),
            file_title: t.heatmap.clone(),
            how: fill(&t.heatmap_how, &[("min", &self.wording.count(self.config.min_articles))]),
            summary: self.heatmap_summary(&outlets),
            remark,
        };
        Some(Figure::new(self, text, Plot::Heatmap(plot), self.heatmap_table(&outlets)))
    }

    fn heatmap_summary(&self, outlets: &[Option<&str>]) -> String {
        let t = &self.t().overview;
        let mut firm: Vec<(i64, String)> = Vec::new();
        for actor in &self.main {
            for row in &actor.outlets {
                let cell = row.voices.all;
                let Some(mean) = cell.mean.filter(|_| cell.scored_articles >= self.config.min_articles) else {
                    continue;
                };
                let words = fill(
                    &t.heatmap_cell,
                    &[
                        ("actor", &self.wording.quoted(&clean(&actor.actor))),
                        ("outlet", &self.wording.outlet(row.outlet.as_deref())),
                        ("value", &self.wording.score(mean.value)),
                        ("n", &self.wording.n_articles(cell.scored_articles)),
                    ],
                );
                firm.push((mean.value.thousandths(), words));
            }
        }
        firm.sort();
        let Some((lowest, highest)) = firm.first().zip(firm.last()) else { return t.heatmap_none.clone() };
        let (n, m) = (self.wording.count(outlets.len() as u64), self.wording.count(self.main.len() as u64));
        fill(&t.heatmap_most, &[("outlets", &n), ("actors", &m), ("lowest", &lowest.1), ("highest", &highest.1)])
    }

    fn heatmap_table(&self, outlets: &[Option<&str>]) -> TableView {
        let names: Vec<String> = self.main.iter().map(|actor| clean(&actor.actor)).collect();
        let labels: Vec<&str> = names.iter().map(String::as_str).collect();
        let t = self.t();
        let mut table = TableView::new("heatmap-data", &t.overview.heatmap)
            .texts(&[&t.corpus.outlet])
            .numbers(&labels)
            .file("scores.csv");
        for outlet in outlets {
            let words = |actor: &&ActorTable| {
                let cell = outlet_row(actor, *outlet).map(|row| row.voices.all).unwrap_or_default();
                let text = if cell.articles == 0 { String::new() } else { self.wording.estimate_short(&cell) };
                CellView::number(text)
            };
            table.row(CellView::text(self.wording.outlet(*outlet)), self.main.iter().map(words).collect());
        }
        table
    }

    /// Main actors that have a mean, most negative first.
    pub(crate) fn ranked(&self) -> Vec<&ActorTable> {
        let mut ranked: Vec<&ActorTable> = self.main.iter().copied().filter(|a| a.voices.all.mean.is_some()).collect();
        ranked.sort_by_key(|actor| (actor.voices.all.mean.map(|mean| mean.value), actor.actor.clone()));
        ranked
    }

    fn ranking(&self) -> Option<Figure> {
        let t = &self.t().overview;
        let ranked = self.ranked();
        if ranked.is_empty() {
            return None;
        }
        let rows: Vec<RankingRow> = ranked
            .iter()
            .filter_map(|actor| {
                let cell = actor.voices.all;
                Some(RankingRow {
                    label: clean(&actor.actor),
                    mark: mark(&cell)?,
                    value: self.wording.mean_or_dash(&cell),
                    n: self.wording.n(cell.scored_articles),
                    whole: false,
                })
            })
            .collect();
        let words = |actor: &ActorTable| {
            format!("{} ({})", self.wording.quoted(&clean(&actor.actor)), self.wording.estimate(&actor.voices.all))
        };
        // Only means that the report would stand by are named.
        let enough = |actor: &&&ActorTable| actor.voices.all.scored_articles >= self.config.min_articles;
        let firm: Vec<&&ActorTable> = ranked.iter().filter(enough).collect();
        let summary = match firm[..] {
            [lowest, .., highest] => {
                fill(&t.ranking_summary, &[("lowest", &words(lowest)), ("highest", &words(highest))])
            }
            _ => t.ranking_none.clone(),
        };
        let axis = Axis::over(rows.iter().map(|row| &row.mark), &self.wording);
        let text = FigureText {
            name: "ranking".into(),
            title: t.ranking.clone(),
            file_title: t.ranking.clone(),
            how: t.ranking_how.clone(),
            summary,
            remark: None,
        };
        let table = self.actors_table("ranking-data", &t.ranking, &ranked);
        Some(Figure::new(self, text, Plot::Ranking(Ranking { rows, axis }), table))
    }

    /// Actors with their figures over all outlets.
    fn actors_table(&self, id: &str, caption: &str, actors: &[&ActorTable]) -> TableView {
        let t = &self.t().actor;
        let mut table = TableView::new(id, caption)
            .texts(&[&t.actor, &t.kind_column])
            .numbers(&[&t.outlet_articles, &t.mentions, &t.outlet_scored, &t.outlet_mean, &t.outlet_interval])
            .file("actors.csv");
        for actor in actors {
            let cell = actor.voices.all;
            let mentions = cell.mentions;
            let all = mentions.negative + mentions.neutral + mentions.positive + mentions.no_cue;
            let counts = [cell.articles, all, cell.scored_articles].map(|n| CellView::number(self.wording.count(n)));
            let mut cells = vec![CellView::text(self.kind(&actor.kind))];
            cells.extend(counts);
            cells.push(CellView::number(self.wording.mean_or_dash(&cell)));
            cells.push(CellView::number(self.wording.interval_or_dash(cell.mean)));
            table.row(CellView::text(clean(&actor.actor)), cells);
        }
        table
    }

    /// The actors without a part of their own.
    pub(crate) fn others(&self) -> Option<TableView> {
        let page = &self.t().page;
        self.actors_table("others-data", &page.others, &self.rest).unless_empty()
    }

    /// The name of a kind of actor.
    pub(crate) fn kind(&self, kind: &str) -> String {
        self.t().names.kinds.get(kind).cloned().unwrap_or_else(|| clean(kind))
    }

    fn comparisons(&self) -> Option<TableView> {
        let t = &self.t().overview;
        let how = fill(
            &t.comparisons_how,
            &[
                ("min", &self.wording.count(self.config.min_articles)),
                ("max", &self.wording.count(COMPARISONS_SHOWN as u64)),
            ],
        );
        let mut table = TableView::new("comparisons", &t.comparisons)
            .note(how)
            .texts(&[&self.t().actor.actor, &t.more_positive, &t.more_negative])
            .numbers(&[&t.difference, &t.interval, &t.p])
            .texts(&[&t.shown])
            .file("comparisons.csv");
        for comparison in self.tables.comparisons.iter().take(COMPARISONS_SHOWN) {
            let outlet = |name: &str, n| CellView::text(format!("{} ({})", clean(name), self.wording.n(n)));
            let shown = if comparison.p_corrected_millionths < LEVEL { &t.yes } else { &t.no };
            table.row(
                CellView::linked(clean(&comparison.actor), self.anchor(&comparison.actor)),
                vec![
                    outlet(&comparison.first, comparison.n_first),
                    outlet(&comparison.second, comparison.n_second),
                    CellView::number(self.wording.plain(comparison.difference)),
                    CellView::number(self.wording.difference_interval(comparison.low, comparison.high)),
                    CellView::number(self.wording.p_bare(comparison.p_corrected_millionths)),
                    CellView::text(shown),
                ],
            );
        }
        table.unless_empty()
    }
}
