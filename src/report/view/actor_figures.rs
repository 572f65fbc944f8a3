//! The charts of one actor, each with the table behind it.

use super::overview::mark;
use super::{CellView, Figure, FigureText, Maker, TableView};
use crate::aggregate::{ActorTable, Cell, Counts, OutletRow, Voices};
use crate::report::charts::{
    Axis, Panel, Plot, Ranking, RankingRow, Shares, SharesRow, Timeline, VoicesChart, VoicesRow,
};
use crate::report::clean::clean;
use crate::report::strings::fill;

/// Outlets that the charts of an actor have room for.
const OUTLETS_SHOWN: usize = 14;

/// All mentions.
pub(crate) fn mentions(counts: Counts) -> u64 {
    counts.negative + counts.neutral + counts.positive + counts.no_cue
}

/// Negative, neutral, without cue, positive.
fn parts(counts: Counts) -> [u64; 4] {
    [counts.negative, counts.neutral, counts.no_cue, counts.positive]
}

/// Periods with a mean that an outlet needs for a panel of the timeline: fewer points tell no course.
const PERIODS: usize = 3;

/// True when an outlet has enough periods to be drawn, or one whose mean is firm.
fn measured(row: &OutletRow) -> bool {
    let firm = |cell: &Cell| cell.mean.is_some_and(|mean| mean.low.is_some());
    row.by_period.iter().filter(|cell| cell.mean.is_some()).count() >= PERIODS || row.by_period.iter().any(firm)
}

impl Maker<'_> {
    /// Where each outlet stands: one dot with its interval an outlet.
    pub(crate) fn outlets(&self, actor: &ActorTable) -> Option<Figure> {
        let t = &self.t().actor;
        let row = |label: String, whole: bool, cell: &Cell| {
            Some(RankingRow {
                label,
                mark: mark(cell)?,
                value: self.wording.mean_or_dash(cell),
                n: self.wording.n(cell.scored_articles),
                whole,
            })
        };
        let all = row(self.t().names.all_outlets.clone(), true, &actor.voices.all);
        let outlets = self.shown_outlets(actor);
        let one = |o: &&OutletRow| row(self.wording.outlet(o.outlet.as_deref()), false, &o.voices.all);
        let rows: Vec<RankingRow> = all.into_iter().chain(outlets.iter().filter_map(one)).collect();
        if rows.is_empty() {
            return None;
        }
        let axis = Axis::over(rows.iter().map(|row| &row.mark), &self.wording);
        let summary = self.outlets_summary(actor);
        let text = self.figure_text(actor, "outlets", &t.outlets, self.t().overview.ranking_how.clone(), summary);
        Some(Figure::new(self, text, Plot::Ranking(Ranking { rows, axis }), self.outlet_scores(actor)))
    }

    fn outlets_summary(&self, actor: &ActorTable) -> String {
        let t = &self.t().actor;
        let quoted = self.wording.quoted(&clean(&actor.actor));
        let firm = |row: &&OutletRow| row.voices.all.mean.is_some_and(|mean| mean.low.is_some());
        let outlets: Vec<&OutletRow> = actor.outlets.iter().filter(firm).collect();
        let value = |row: &&&OutletRow| (row.voices.all.mean.map(|mean| mean.value), row.outlet.clone());
        let ends = outlets.iter().min_by_key(value).zip(outlets.iter().max_by_key(value));
        let Some((low, high)) = ends.filter(|_| outlets.len() > 1) else {
            return fill(&t.outlets_thin, &[("actor", &quoted)]);
        };
        let words = |row: &OutletRow| {
            let name = self.wording.outlet(row.outlet.as_deref());
            format!("{name} ({})", self.wording.estimate(&row.voices.all))
        };
        fill(&t.outlets_summary, &[("actor", &quoted), ("lowest", &words(low)), ("highest", &words(high))])
    }

    fn outlet_scores(&self, actor: &ActorTable) -> TableView {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-outlets-data", self.anchor(&actor.actor)), &t.outlets)
            .texts(&[&self.t().corpus.outlet])
            .numbers(&[&t.outlet_articles, &t.outlet_scored, &t.outlet_mean, &t.outlet_interval])
            .file("scores.csv");
        for row in &actor.outlets {
            let cell = row.voices.all;
            let counts = [cell.articles, cell.scored_articles].map(|n| CellView::number(self.wording.count(n)));
            let mut cells: Vec<CellView> = counts.into();
            cells.push(CellView::number(self.wording.mean_or_dash(&cell)));
            cells.push(CellView::number(self.wording.interval_or_dash(cell.mean)));
            table.row(CellView::text(self.wording.outlet(row.outlet.as_deref())), cells);
        }
        table
    }

    /// The outlets with most articles on the actor, in the order of the table.
    fn shown_outlets<'t>(&self, actor: &'t ActorTable) -> Vec<&'t OutletRow> {
        let mut counts: Vec<(u64, usize)> =
            actor.outlets.iter().enumerate().map(|(index, row)| (row.voices.all.articles, index)).collect();
        counts.sort_by_key(|(articles, index)| (std::cmp::Reverse(*articles), *index));
        let mut kept: Vec<usize> = counts.into_iter().take(OUTLETS_SHOWN).map(|(_, index)| index).collect();
        kept.sort_unstable();
        kept.into_iter().map(|index| &actor.outlets[index]).collect()
    }

    fn remark(&self, actor: &ActorTable) -> Option<String> {
        let count = |n: usize| self.wording.count(n as u64);
        (actor.outlets.len() > OUTLETS_SHOWN).then(|| {
            let values = [("shown", count(OUTLETS_SHOWN)), ("total", count(actor.outlets.len()))];
            fill(&self.t().actor.timeline_more, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
        })
    }

    fn figure_text(&self, actor: &ActorTable, chart: &str, title: &str, how: String, summary: String) -> FigureText {
        FigureText {
            name: format!("{}-{chart}", self.chart_prefix(&actor.actor)),
            title: title.to_owned(),
            file_title: format!("{} – {title}", clean(&actor.actor)),
            how,
            summary,
            remark: self.remark(actor),
        }
    }

    pub(crate) fn timeline(&self, actor: &ActorTable) -> Option<Figure> {
        let t = &self.t().actor;
        let marks = |cells: &[Cell]| cells.iter().map(mark).collect::<Vec<_>>();
        let panel = |title: String, cell: &Cell, cells: &[Cell]| Panel {
            title,
            n: self.wording.n(cell.scored_articles),
            marks: marks(cells),
        };
        let reference = marks(&actor.by_period);
        if reference.iter().all(Option::is_none) {
            return None;
        }
        let mut panels = vec![panel(self.t().names.all_outlets.clone(), &actor.voices.all, &actor.by_period)];
        let outlets = self.shown_outlets(actor);
        let (drawn, thin): (Vec<&OutletRow>, Vec<&OutletRow>) = outlets.iter().copied().partition(|row| measured(row));
        panels.extend(
            drawn.iter().map(|row| panel(self.wording.outlet(row.outlet.as_deref()), &row.voices.all, &row.by_period)),
        );
        if panels.len() == 2 && actor.outlets.len() == 1 {
            // One outlet alone is all outlets.
            panels.remove(0);
        }
        let axis = Axis::over(panels.iter().flat_map(|panel| panel.marks.iter().flatten()), &self.wording);
        let periods = self.tables.periods.iter().map(|p| self.wording.period_tick(p, self.config.by)).collect();
        let plot = Timeline { panels, reference, periods, axis };
        let mut text =
            self.figure_text(actor, "timeline", &t.timeline, t.timeline_how.clone(), self.timeline_summary(actor));
        if !thin.is_empty() {
            let values = [
                ("min", self.wording.count(PERIODS as u64)),
                ("outlets", self.wording.counted(&self.t().count.outlets, thin.len() as u64)),
            ];
            let left_out = fill(&t.timeline_left_out, &values.each_ref().map(|(key, value)| (*key, value.as_str())));
            text.remark = Some(text.remark.map_or(left_out.clone(), |remark| format!("{remark} {left_out}")));
        }
        Some(Figure::new(self, text, Plot::Timeline(plot), self.timeline_table(actor, &outlets)))
    }

    fn timeline_summary(&self, actor: &ActorTable) -> String {
        let t = &self.t().actor;
        let quoted = self.wording.quoted(&clean(&actor.actor));
        let firm = |(_, cell): &(usize, &Cell)| cell.mean.is_some_and(|mean| mean.low.is_some());
        let cells: Vec<(usize, &Cell)> = actor.by_period.iter().enumerate().filter(firm).collect();
        let low = cells.iter().min_by_key(|(index, cell)| (cell.mean.map(|m| m.value), *index));
        let high = cells.iter().max_by_key(|(index, cell)| (cell.mean.map(|m| m.value), std::cmp::Reverse(*index)));
        let (Some(low), Some(high), true) = (low, high, cells.len() > 1) else {
            return fill(&t.timeline_thin, &[("actor", &quoted)]);
        };
        let name = |index: usize| self.wording.period(&self.tables.periods[index], self.config.by);
        let words = |(index, cell): &(usize, &Cell)| {
            let (value, n) = (self.wording.mean_or_dash(cell), self.wording.n(cell.scored_articles));
            fill(&t.timeline_period, &[("value", &value), ("period", &name(*index)), ("n", &n)])
        };
        let span = format!("{} – {}", name(0), name(self.tables.periods.len() - 1));
        let values = [("actor", quoted), ("periods", span), ("lowest", words(low)), ("highest", words(high))];
        fill(&t.timeline_summary, &values.each_ref().map(|(key, value)| (*key, value.as_str())))
    }

    fn timeline_table(&self, actor: &ActorTable, outlets: &[&OutletRow]) -> TableView {
        let t = &self.t().actor;
        let names: Vec<String> = outlets.iter().map(|row| self.wording.outlet(row.outlet.as_deref())).collect();
        let mut table = TableView::new(format!("{}-timeline-data", self.anchor(&actor.actor)), &t.timeline)
            .texts(&[&t.period])
            .numbers(&[&self.t().names.all_outlets])
            .numbers(&names.iter().map(String::as_str).collect::<Vec<_>>())
            .file("periods.csv");
        for (index, period) in self.tables.periods.iter().enumerate() {
            let cell = |cells: &[Cell]| {
                let cell = cells.get(index).copied().unwrap_or_default();
                CellView::number(self.wording.estimate_short(&cell))
            };
            let mut cells = vec![cell(&actor.by_period)];
            cells.extend(outlets.iter().map(|row| cell(&row.by_period)));
            table.row(CellView::text(self.wording.period(period, self.config.by)), cells);
        }
        table
    }

    pub(crate) fn shares(&self, actor: &ActorTable) -> Option<Figure> {
        let (t, charts) = (&self.t().actor, &self.t().charts);
        let words = |counts: Counts| parts(counts).map(|part| self.wording.percent(part, mentions(counts)));
        let row = |label: String, whole: bool, counts: Counts| SharesRow {
            whole,
            label,
            parts: parts(counts),
            words: words(counts),
            n: self.wording.n(mentions(counts)),
        };
        let all = actor.voices.all.mentions;
        let outlets = self.shown_outlets(actor);
        let mut rows = vec![row(self.t().names.all_outlets.clone(), true, all)];
        rows.extend(
            outlets.iter().map(|o| row(self.wording.outlet(o.outlet.as_deref()), false, o.voices.all.mentions)),
        );
        let plot = Shares {
            rows,
            names: [&charts.negative, &charts.neutral, &charts.no_cue, &charts.positive].map(String::clone),
        };
        let shares = words(all);
        let summary = fill(
            &t.shares_summary,
            &[
                ("actor", &self.wording.quoted(&clean(&actor.actor))),
                ("negative", &shares[0]),
                ("neutral", &shares[1]),
                ("no_cue", &shares[2]),
                ("positive", &shares[3]),
                ("n", &self.wording.counted(&self.t().count.mentions, mentions(all))),
            ],
        );
        let how = fill(&t.shares_how, &[("threshold", &self.wording.plain(self.config.threshold))]);
        let text = self.figure_text(actor, "shares", &t.shares, how, summary);
        Some(Figure::new(self, text, Plot::Shares(plot), self.shares_table(actor)))
    }

    fn shares_table(&self, actor: &ActorTable) -> TableView {
        let t = &self.t().actor;
        let labels = [&t.mentions, &t.negative_column, &t.neutral_column, &t.no_cue_column, &t.positive_column];
        let mut table = TableView::new(format!("{}-shares-data", self.anchor(&actor.actor)), &t.shares)
            .texts(&[&self.t().corpus.outlet])
            .numbers(&labels.map(String::as_str))
            .file("scores.csv");
        let mut row = |label: String, counts: Counts| {
            let mut cells = vec![CellView::number(self.wording.count(mentions(counts)))];
            cells.extend(parts(counts).map(|part| CellView::number(self.wording.count(part))));
            table.row(CellView::text(label), cells);
        };
        row(self.t().names.all_outlets.clone(), actor.voices.all.mentions);
        for outlet in &actor.outlets {
            row(self.wording.outlet(outlet.outlet.as_deref()), outlet.voices.all.mentions);
        }
        table
    }

    pub(crate) fn voices(&self, actor: &ActorTable) -> Option<Figure> {
        let (t, charts) = (&self.t().actor, &self.t().charts);
        let row = |label: String, whole: bool, voices: &Voices| VoicesRow {
            whole,
            label,
            own: mark(&voices.outlet),
            reported: mark(&voices.reported),
            n: fill(
                &charts.n_pair,
                &[
                    ("own", &self.wording.count(voices.outlet.scored_articles)),
                    ("reported", &self.wording.count(voices.reported.scored_articles)),
                ],
            ),
        };
        let mut rows = vec![row(self.t().names.all_outlets.clone(), true, &actor.voices)];
        rows.extend(
            self.shown_outlets(actor).iter().map(|o| row(self.wording.outlet(o.outlet.as_deref()), false, &o.voices)),
        );
        rows.retain(|row| row.own.is_some() || row.reported.is_some());
        if rows.is_empty() {
            return None;
        }
        let marks = rows.iter().flat_map(|row| row.own.iter().chain(&row.reported));
        let axis = Axis::over(marks, &self.wording);
        let plot = VoicesChart { axis, own: charts.own.clone(), reported: charts.reported.clone(), rows };
        let summary = fill(
            &t.voices_summary,
            &[
                ("actor", &self.wording.quoted(&clean(&actor.actor))),
                ("own", &self.wording.estimate(&actor.voices.outlet)),
                ("reported", &self.wording.estimate(&actor.voices.reported)),
            ],
        );
        let text = self.figure_text(actor, "voices", &t.voices, t.voices_how.clone(), summary);
        Some(Figure::new(self, text, Plot::Voices(plot), self.voices_table(actor)))
    }

    fn voices_table(&self, actor: &ActorTable) -> TableView {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-voices-data", self.anchor(&actor.actor)), &t.voices)
            .texts(&[&self.t().corpus.outlet])
            .numbers(&[&t.outlet_own, &t.outlet_reported])
            .file("scores.csv");
        let mut row = |label: String, voices: &Voices| {
            let cells =
                [voices.outlet, voices.reported].map(|cell| CellView::number(self.wording.estimate_short(&cell)));
            table.row(CellView::text(label), cells.into());
        };
        row(self.t().names.all_outlets.clone(), &actor.voices);
        for outlet in &actor.outlets {
            row(self.wording.outlet(outlet.outlet.as_deref()), &outlet.voices);
        }
        table
    }
}
