//! The part of one main actor.

use super::overview::mark;
use super::{CellView, EvidenceView, Figure, FigureText, Maker, TableView};
use crate::aggregate::{ActorTable, Cell, Counts, OutletRow};
use crate::report::charts::{Axis, Panel, Plot, Shares, SharesRow, Timeline, VoicesChart, VoicesRow};
use crate::report::clean::clean;
use crate::report::findings::actor_findings;
use crate::report::rich::{Inline, Rich};
use crate::report::strings::fill;
use serde::Serialize;

/// Outlets that the charts of an actor have room for.
const OUTLETS_SHOWN: usize = 14;

/// The part of one actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ActorView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    /// The mean, large, with what stands beside it.
    pub(crate) score: String,
    pub(crate) score_note: String,
    pub(crate) summary: Rich,
    /// What can be said of this actor, sentence by sentence.
    pub(crate) findings: Vec<Rich>,
    pub(crate) outlets: Option<TableView>,
    pub(crate) timeline: Option<Figure>,
    pub(crate) shares: Option<Figure>,
    pub(crate) voices: Option<Figure>,
    pub(crate) holders: Option<TableView>,
    pub(crate) negative: Vec<EvidenceView>,
    pub(crate) positive: Vec<EvidenceView>,
    pub(crate) designations: Option<TableView>,
    pub(crate) distinctive: Option<TableView>,
    pub(crate) frames: Option<TableView>,
    /// True when there is no dated article to draw.
    pub(crate) undated: bool,
}

impl ActorView {
    pub(crate) fn figures(&self) -> impl Iterator<Item = &Figure> {
        [&self.timeline, &self.shares, &self.voices].into_iter().flatten()
    }
}

fn mentions(counts: Counts) -> u64 {
    counts.negative + counts.neutral + counts.positive + counts.no_cue
}

/// Negative, neutral, without cue, positive.
fn parts(counts: Counts) -> [u64; 4] {
    [counts.negative, counts.neutral, counts.no_cue, counts.positive]
}

impl Maker<'_> {
    pub(crate) fn actor(&self, actor: &ActorTable) -> ActorView {
        let cell = actor.voices.all;
        let id = self.anchor(&actor.actor);
        let side = |side: &str, list: &[crate::aggregate::Evidence]| {
            let one = |(index, evidence)| self.evidence(evidence, &format!("{id}-{side}-{}", index + 1));
            list.iter().enumerate().map(one).collect()
        };
        ActorView {
            name: clean(&actor.actor),
            kind: self.kind(&actor.kind),
            score: self.wording.mean_or_dash(&cell),
            score_note: self.score_note(&cell),
            summary: self.actor_summary(&cell),
            findings: actor_findings(self, actor),
            outlets: self.outlets_of(actor).unless_empty(),
            timeline: self.timeline(actor),
            shares: self.shares(actor),
            voices: self.voices(actor),
            holders: self.holders(actor),
            negative: side("negative", &actor.most_negative),
            positive: side("positive", &actor.most_positive),
            designations: self.designations(actor),
            distinctive: self.distinctive(actor),
            frames: self.frames(actor),
            undated: self.tables.periods.is_empty(),
            id,
        }
    }

    fn score_note(&self, cell: &Cell) -> String {
        let n = self.wording.n_articles(cell.scored_articles);
        match cell.mean.map(|mean| mean.low.zip(mean.high)) {
            None => String::new(),
            Some(Some((low, high))) => format!("{} · {n}", self.wording.interval(low, high)),
            Some(None) => format!("{n} · {}", self.t().names.too_few),
        }
    }

    fn actor_summary(&self, cell: &Cell) -> Rich {
        let t = &self.t().actor;
        let figure = |text: String| Rich::from(Inline::figure(text));
        let n = mentions(cell.mentions);
        let first = Rich::fill(
            &t.summary,
            &[
                ("articles", figure(self.wording.count(cell.articles))),
                ("mentions", figure(self.wording.counted(&self.t().count.mentions, n))),
                ("scored", figure(self.wording.count(cell.scored_articles))),
            ],
        );
        let second = match cell.mean {
            None => Rich::text(&t.no_mean),
            Some(mean) if mean.low.is_none() => Rich::fill(
                &t.mean_few,
                &[
                    ("value", figure(self.wording.score(mean.value))),
                    ("n", figure(self.wording.n_articles(cell.scored_articles))),
                ],
            ),
            Some(_) => Rich::fill(&t.mean, &[("estimate", figure(self.wording.estimate(cell)))]),
        };
        first.then(second)
    }

    fn outlets_of(&self, actor: &ActorTable) -> TableView {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-outlets", self.anchor(&actor.actor)), &t.by_outlet_table)
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

    fn timeline(&self, actor: &ActorTable) -> Option<Figure> {
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
        let drawn = outlets.iter().filter(|row| row.by_period.iter().any(|cell| cell.mean.is_some()));
        panels.extend(
            drawn.map(|row| panel(self.wording.outlet(row.outlet.as_deref()), &row.voices.all, &row.by_period)),
        );
        if panels.len() == 2 {
            // One outlet alone is all outlets.
            panels.remove(0);
        }
        let axis = Axis::over(panels.iter().flat_map(|panel| panel.marks.iter().flatten()), &self.wording);
        let periods = self.tables.periods.iter().map(|p| self.wording.period_tick(p, self.config.by)).collect();
        let plot = Timeline { panels, reference, periods, axis };
        let text =
            self.figure_text(actor, "timeline", &t.timeline, t.timeline_how.clone(), self.timeline_summary(actor));
        Some(Figure::new(text, Plot::Timeline(plot), self.timeline_table(actor, &outlets), &self.fonts))
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

    fn shares(&self, actor: &ActorTable) -> Option<Figure> {
        let (t, charts) = (&self.t().actor, &self.t().charts);
        let words = |counts: Counts| parts(counts).map(|part| self.wording.percent(part, mentions(counts)));
        let row = |label: String, counts: Counts| SharesRow {
            label,
            parts: parts(counts),
            words: words(counts),
            n: self.wording.n(mentions(counts)),
        };
        let all = actor.voices.all.mentions;
        let outlets = self.shown_outlets(actor);
        let mut rows = vec![row(self.t().names.all_outlets.clone(), all)];
        rows.extend(outlets.iter().map(|o| row(self.wording.outlet(o.outlet.as_deref()), o.voices.all.mentions)));
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
        Some(Figure::new(text, Plot::Shares(plot), self.shares_table(actor), &self.fonts))
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

    fn voices(&self, actor: &ActorTable) -> Option<Figure> {
        let (t, charts) = (&self.t().actor, &self.t().charts);
        let row = |label: String, voices: &crate::aggregate::Voices| VoicesRow {
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
        let mut rows = vec![row(self.t().names.all_outlets.clone(), &actor.voices)];
        rows.extend(self.shown_outlets(actor).iter().map(|o| row(self.wording.outlet(o.outlet.as_deref()), &o.voices)));
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
        Some(Figure::new(text, Plot::Voices(plot), self.voices_table(actor), &self.fonts))
    }

    fn voices_table(&self, actor: &ActorTable) -> TableView {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-voices-data", self.anchor(&actor.actor)), &t.voices)
            .texts(&[&self.t().corpus.outlet])
            .numbers(&[&t.outlet_own, &t.outlet_reported])
            .file("scores.csv");
        let mut row = |label: String, voices: &crate::aggregate::Voices| {
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
