//! The part of one main actor.

use super::actor_figures::mentions;
use super::{EvidenceView, Figure, Maker, TableView};
use crate::aggregate::{ActorTable, Cell};
use crate::report::clean::clean;
use crate::report::findings::actor_findings;
use crate::report::rich::{Inline, Rich};
use serde::Serialize;

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
    pub(crate) outlets: Option<Figure>,
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
        [&self.outlets, &self.timeline, &self.shares, &self.voices].into_iter().flatten()
    }
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
            outlets: self.outlets(actor),
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
        let label = &self.t().actor.score_label;
        match cell.mean.map(|mean| mean.low.zip(mean.high)) {
            None => String::new(),
            Some(Some((low, high))) => format!("{label} · {} · {n}", self.wording.interval(low, high)),
            Some(None) => format!("{label} · {n} · {}", self.t().names.too_few),
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
        let second = if cell.mean.is_none() { Rich::text(&t.no_mean) } else { Rich::default() };
        first.then(second)
    }
}
