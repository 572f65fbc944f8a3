//! Findings in prose: sentences with their figures, their intervals and their counts.
//!
//! Nothing is said that the intervals do not carry: an actor is only called negatively treated when its interval lies
//! wholly below zero, outlets only differ when the corrected p-value says so, a change needs two intervals that do not
//! overlap, and what cannot be shown is said to be so. Sentences name actors between quotation marks, because the article
//! and gender of a name are not known.

use super::clean::clean;
use super::rich::{Inline, Rich};
use super::strings::{Kickers, fill};
use super::view::{LEVEL, Maker, outlet_row};
use crate::aggregate::{ActorTable, Cell, Comparison, OutletRow};
use serde::Serialize;
use std::cmp::Reverse;

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    /// What it is about.
    pub(crate) kicker: String,
    /// A word for the style sheet.
    pub(crate) class: &'static str,
    pub(crate) text: Rich,
    /// Further sentences of the same sort.
    pub(crate) more: Vec<Rich>,
}

/// Differences between outlets that are told one by one.
const DIFFERENCES: usize = 4;
/// Changes and differences of voice that are told one by one.
const TOLD: usize = 3;
/// Outlets named after an actor.
const NAMED: usize = 3;

/// The side of zero a finding is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Negative,
    Positive,
}

impl Side {
    /// True when the whole interval lies on this side.
    fn holds(self, cell: &Cell) -> bool {
        let Some((low, high)) = cell.mean.and_then(|mean| mean.low.zip(mean.high)) else { return false };
        match self {
            Self::Negative => high.thousandths() < 0,
            Self::Positive => low.thousandths() > 0,
        }
    }

    /// Sorts the furthest from zero first.
    fn order(self, cell: &Cell) -> i64 {
        let value = cell.mean.map_or(0, |mean| mean.value.thousandths());
        if self == Self::Negative { value } else { -value }
    }
}

/// The key findings of the report.
pub(crate) fn findings(maker: &Maker<'_>) -> Vec<Finding> {
    let kickers = &maker.t().kickers;
    let mut out = Vec::new();
    out.extend(baseline(maker, kickers));
    if !maker.main.is_empty() {
        out.push(extreme(maker, Side::Negative));
        out.push(extreme(maker, Side::Positive));
        out.push(differences(maker));
        out.extend(changes(maker));
        out.extend(voices(maker));
        out.extend(few(maker));
    }
    out.extend(reliability(maker, kickers));
    out
}

fn finding(kicker: &str, class: &'static str, text: Rich) -> Finding {
    Finding { kicker: kicker.to_owned(), class, text, more: Vec::new() }
}

fn figure(text: impl Into<String>) -> Rich {
    Inline::figure(text).into()
}

/// The honest start: most mentions say nothing for or against.
fn baseline(maker: &Maker<'_>, kickers: &Kickers) -> Option<Finding> {
    let (corpus, t) = (&maker.tables.corpus, &maker.t().findings);
    if corpus.observations == 0 {
        return None;
    }
    let without = corpus.observations.saturating_sub(corpus.scored);
    let mentions = maker.wording.counted(&maker.t().count.mentions, corpus.observations);
    let share = maker.wording.percent(without, corpus.observations);
    let mut text = Rich::fill(&t.baseline, &[("mentions", figure(mentions)), ("share", figure(share))]);
    if without * 2 > corpus.observations {
        text = text.then(Rich::text(&t.baseline_most));
    }
    Some(finding(&kickers.baseline, "baseline", text))
}

/// Who is treated most negatively, or most positively, and by which outlets.
fn extreme(maker: &Maker<'_>, side: Side) -> Finding {
    let (t, kickers) = (&maker.t().findings, &maker.t().kickers);
    let (kicker, class, none, said, outlets_said) = match side {
        Side::Negative => (&kickers.negative, "negative", &t.no_negative, &t.most_negative, &t.lowest_outlets),
        Side::Positive => (&kickers.positive, "positive", &t.no_positive, &t.most_positive, &t.highest_outlets),
    };
    let mut ranked: Vec<&ActorTable> = maker.ranked();
    ranked.sort_by_key(|actor| (side.order(&actor.voices.all), actor.actor.clone()));
    let ranked: Vec<_> = ranked.into_iter().filter(|actor| side.holds(&actor.voices.all)).collect();
    let Some(actor) = ranked.first() else { return finding(kicker, class, Rich::text(none)) };
    let estimate = figure(maker.wording.estimate(&actor.voices.all));
    let mut text = Rich::fill(said, &[("actor", maker.actor_link(&actor.actor)), ("estimate", estimate)]);
    if let Some(other) = ranked.get(1).filter(|other| overlap(&actor.voices.all, &other.voices.all)) {
        text = text.then(Rich::fill(&t.order_open, &[("other", maker.actor_link(&other.actor))]));
    }
    let mut outlets: Vec<&OutletRow> = actor.outlets.iter().filter(|row| side.holds(&row.voices.all)).collect();
    outlets.sort_by_key(|row| (side.order(&row.voices.all), row.outlet.clone()));
    let named: Vec<Rich> =
        outlets.iter().filter(|row| row.outlet.is_some()).take(NAMED).map(|row| outlet_mean(maker, row)).collect();
    if !named.is_empty() {
        text = text.then(Rich::fill(outlets_said, &[("outlets", Rich::list(named, &maker.wording))]));
    }
    finding(kicker, class, text)
}

fn outlet_mean(maker: &Maker<'_>, row: &OutletRow) -> Rich {
    let cell = row.voices.all;
    Rich::fill(
        &maker.t().findings.outlet_mean,
        &[
            ("outlet", maker.outlet_name(row.outlet.as_deref())),
            ("value", figure(maker.wording.mean_or_dash(&cell))),
            ("n", figure(maker.wording.n(cell.scored_articles))),
        ],
    )
}

/// True when both have intervals and these share a point.
fn overlap(first: &Cell, second: &Cell) -> bool {
    let interval = |cell: &Cell| cell.mean.and_then(|mean| mean.low.zip(mean.high));
    match (interval(first), interval(second)) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => true,
    }
}

/// Comparisons with a shown difference, largest first.
fn shown<'t>(comparisons: impl Iterator<Item = &'t Comparison>) -> Vec<&'t Comparison> {
    let mut shown: Vec<&Comparison> = comparisons.filter(|c| c.p_corrected_millionths < LEVEL).collect();
    shown.sort_by_key(|c| (Reverse(c.difference), c.actor.clone(), c.first.clone(), c.second.clone()));
    shown
}

/// Where outlets differ.
fn differences(maker: &Maker<'_>) -> Finding {
    let (t, all) = (&maker.t().findings, &maker.tables.comparisons);
    let kicker = &maker.t().kickers.outlets;
    if all.is_empty() {
        let min = maker.wording.count(maker.config.min_articles);
        return finding(kicker, "outlets", Rich::fill(&t.no_comparison, &[("min", figure(min))]));
    }
    let shown = shown(all.iter());
    if shown.is_empty() {
        let total = maker.wording.counted(&maker.t().count.comparisons, all.len() as u64);
        return finding(kicker, "outlets", Rich::fill(&t.no_difference, &[("total", figure(total))]));
    }
    let count = |n: usize| figure(maker.wording.count(n as u64));
    let lead = Rich::fill(&t.difference_lead, &[("shown", count(shown.len())), ("total", count(all.len()))]);
    // One pair an actor: the widest; the table has the others.
    let mut told: Vec<&Comparison> = Vec::new();
    for comparison in shown {
        if told.len() < DIFFERENCES && !told.iter().any(|other| other.actor == comparison.actor) {
            told.push(comparison);
        }
    }
    let more = told.into_iter().map(|comparison| difference(maker, comparison)).collect();
    Finding { more, ..finding(kicker, "outlets", lead) }
}

fn difference(maker: &Maker<'_>, comparison: &Comparison) -> Rich {
    let table = maker.tables.actors.iter().find(|table| table.actor == comparison.actor);
    let estimate = |outlet: &str, n: u64| {
        let cell =
            table.and_then(|table| outlet_row(table, Some(outlet))).map(|row| row.voices.all).unwrap_or_default();
        figure(fill(
            &maker.t().names.bare,
            &[("value", &maker.wording.mean_or_dash(&cell)), ("n", &maker.wording.n(n))],
        ))
    };
    Rich::fill(
        &maker.t().findings.difference,
        &[
            ("actor", maker.actor_link(&comparison.actor)),
            ("first", Inline::name(clean(&comparison.first)).into()),
            ("second", Inline::name(clean(&comparison.second)).into()),
            ("first_estimate", estimate(&comparison.first, comparison.n_first)),
            ("second_estimate", estimate(&comparison.second, comparison.n_second)),
            ("difference", figure(maker.wording.plain(comparison.difference))),
            ("interval", figure(maker.wording.difference_interval(comparison.low, comparison.high))),
            ("p", figure(maker.wording.p(comparison.p_corrected_millionths))),
        ],
    )
}

/// The two periods furthest apart whose intervals do not overlap, with their distance.
fn change(maker: &Maker<'_>, actor: &ActorTable) -> Option<(i64, Rich)> {
    let firm = |(_, cell): &(usize, &Cell)| cell.mean.is_some_and(|mean| mean.low.is_some());
    let cells: Vec<(usize, &Cell)> = actor.by_period.iter().enumerate().filter(firm).collect();
    let value = |cell: &Cell| cell.mean.map_or(0, |mean| mean.value.thousandths());
    let pairs = cells
        .iter()
        .enumerate()
        .flat_map(|(place, before)| cells[place + 1..].iter().map(move |after| (before, after)));
    let (before, after) =
        pairs.filter(|(before, after)| !overlap(before.1, after.1)).max_by_key(|(before, after)| {
            ((value(after.1) - value(before.1)).abs(), Reverse(before.0), Reverse(after.0))
        })?;
    let t = &maker.t().findings;
    let distance = value(after.1) - value(before.1);
    let template = if distance < 0 { &t.change_down } else { &t.change_up };
    let period = |index: usize| {
        let name = maker.tables.periods.get(index).map(|period| maker.wording.period(period, maker.config.by));
        figure(name.unwrap_or_default())
    };
    let estimate = |cell: &Cell| {
        let mean = figure(maker.wording.mean_or_dash(cell));
        mean.then(figure(maker.wording.interval_or_dash(cell.mean)))
    };
    let text = Rich::fill(
        template,
        &[
            ("actor", maker.actor_link(&actor.actor)),
            ("before", estimate(before.1)),
            ("after", estimate(after.1)),
            ("before_period", period(before.0)),
            ("after_period", period(after.0)),
            ("before_n", figure(maker.wording.n(before.1.scored_articles))),
            ("after_n", figure(maker.wording.n(after.1.scored_articles))),
        ],
    );
    Some((distance.abs(), text))
}

/// Reported words that clearly differ from the outlets' own, with their distance.
fn voice(maker: &Maker<'_>, actor: &ActorTable) -> Option<(i64, Rich)> {
    let (own, reported) = (actor.voices.outlet, actor.voices.reported);
    let distance = reported.mean?.value.thousandths() - own.mean?.value.thousandths();
    if overlap(&own, &reported) {
        return None;
    }
    let t = &maker.t().findings;
    let template = if distance < 0 { &t.reported_lower } else { &t.reported_higher };
    let text = Rich::fill(
        template,
        &[
            ("actor", maker.actor_link(&actor.actor)),
            ("own", figure(maker.wording.estimate_short(&own))),
            ("reported", figure(maker.wording.estimate_short(&reported))),
        ],
    );
    Some((distance.abs(), text))
}

/// The widest of what can be said of each actor, as one finding.
fn widest(
    maker: &Maker<'_>,
    kicker: &str,
    class: &'static str,
    one: impl Fn(&Maker<'_>, &ActorTable) -> Option<(i64, Rich)>,
) -> Option<Finding> {
    let mut found: Vec<(i64, Rich)> = maker.main.iter().filter_map(|actor| one(maker, actor)).collect();
    found.sort_by_key(|(distance, _)| Reverse(*distance));
    let mut texts = found.into_iter().take(TOLD).map(|(_, text)| text);
    let first = texts.next()?;
    Some(Finding { more: texts.collect(), ..finding(kicker, class, first) })
}

fn changes(maker: &Maker<'_>) -> Option<Finding> {
    widest(maker, &maker.t().kickers.change, "change", change)
}

fn voices(maker: &Maker<'_>) -> Option<Finding> {
    widest(maker, &maker.t().kickers.voices, "voices", voice)
}

/// Main actors of whom too little is known.
fn few(maker: &Maker<'_>) -> Option<Finding> {
    let t = &maker.t().findings;
    let thin = maker.main.iter().filter(|actor| actor.voices.all.scored_articles < maker.config.min_articles);
    let named: Vec<Rich> = thin
        .map(|actor| {
            let n = figure(maker.wording.n(actor.voices.all.scored_articles));
            Rich::fill(&t.few_actor, &[("actor", maker.actor_link(&actor.actor)), ("n", n)])
        })
        .collect();
    if named.is_empty() {
        return None;
    }
    let min = figure(maker.wording.count(maker.config.min_articles));
    let text = Rich::fill(&t.few, &[("actors", Rich::list(named, &maker.wording)), ("min", min)]);
    Some(finding(&maker.t().kickers.few, "few", text))
}

/// How far the instrument agrees with people.
fn reliability(maker: &Maker<'_>, kickers: &Kickers) -> Option<Finding> {
    let t = &maker.t().findings;
    let figures: Vec<Rich> = maker
        .info
        .validity
        .iter()
        .map(|measured| {
            Rich::fill(
                &t.reliability_one,
                &[
                    ("f1", figure(maker.wording.unit(measured.f1_macro))),
                    ("dataset", figure(maker.wording.quoted(&clean(&measured.dataset)))),
                    ("n", figure(maker.wording.n(measured.n))),
                ],
            )
        })
        .collect();
    if figures.is_empty() {
        return None;
    }
    let text = Rich::fill(&t.reliability, &[("figures", Rich::list(figures, &maker.wording))]);
    Some(finding(&kickers.reliability, "reliability", text))
}

/// What can be said of one actor beside its mean: outlets apart, change, voices.
pub(crate) fn actor_findings(maker: &Maker<'_>, actor: &ActorTable) -> Vec<Rich> {
    let mine: Vec<&Comparison> = maker.tables.comparisons.iter().filter(|c| c.actor == actor.actor).collect();
    let t = &maker.t().findings;
    let mut out = Vec::new();
    match (shown(mine.iter().copied()).first(), mine.len()) {
        (Some(widest), _) => out.push(difference(maker, widest)),
        (None, 0) => {
            let min = maker.wording.count(maker.config.min_articles);
            out.push(Rich::fill(&t.no_comparison, &[("min", figure(min))]));
        }
        (None, n) => {
            let total = maker.wording.counted(&maker.t().count.comparisons, n as u64);
            out.push(Rich::fill(&t.no_difference, &[("total", figure(total))]));
        }
    }
    out.extend(change(maker, actor).map(|(_, text)| text));
    out.extend(voice(maker, actor).map(|(_, text)| text));
    out
}
