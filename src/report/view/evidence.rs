//! A sentence as evidence: the mention and the cues marked in it, and the arithmetic beside it.

use super::{CellView, Maker, TableView};
use crate::aggregate::Evidence;
use crate::report::clean::{clean, clean_piece};
use crate::report::strings::fill;
use crate::stance::{CueRecord, Observation, Part, Voice};
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct EvidenceView {
    pub(crate) pieces: Vec<PieceView>,
    pub(crate) score: String,
    pub(crate) outlet: String,
    pub(crate) date: String,
    pub(crate) title: String,
    pub(crate) voice: String,
    pub(crate) source: String,
    /// The cues with their rows.
    pub(crate) cues: TableView,
    /// "Score de la mention : −0,67".
    pub(crate) sum: String,
}

/// A run of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub(crate) struct PieceView {
    pub(crate) text: String,
    /// True inside the mention.
    pub(crate) mention: bool,
    /// The cue it belongs to.
    pub(crate) cue: Option<CueView>,
}

/// What is shown of a cue at its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub(crate) struct CueView {
    /// `negative`, `positive` or `zero`.
    pub(crate) class: &'static str,
    /// "indice négatif", for those who hear the page.
    pub(crate) words: String,
    /// The sign, where the cue ends.
    pub(crate) sign: Option<&'static str>,
    /// Row, role and effect.
    pub(crate) title: String,
}

impl Maker<'_> {
    pub(crate) fn evidence(&self, evidence: &Evidence, id: &str) -> EvidenceView {
        let (observation, t) = (&evidence.observation, &self.t().actor);
        let mut voice = match (observation.voice, observation.holder.as_deref().map(clean)) {
            (Voice::Outlet, _) => t.own_words.clone(),
            (Voice::Reported, Some(holder)) if !holder.is_empty() => fill(&t.reported_by, &[("holder", &holder)]),
            (Voice::Reported, _) => t.reported_words.clone(),
        };
        if observation.part == Part::Title {
            voice = format!("{}{}{voice}", t.headline, self.t().names.list_separator);
        }
        let date = observation.date.map(|date| self.wording.date(&date.to_string()));
        let score = observation.score.map_or_else(|| self.wording.dash(), |score| self.wording.score(score));
        EvidenceView {
            pieces: self.pieces(observation),
            outlet: self.wording.outlet(observation.outlet.as_deref()),
            date: date.unwrap_or_else(|| t.undated.clone()),
            title: evidence.title.as_deref().map(clean).filter(|t| !t.is_empty()).unwrap_or_else(|| t.untitled.clone()),
            source: clean(&evidence.source),
            cues: self.cues_table(observation, id),
            sum: t.sum.clone(),
            voice,
            score,
        }
    }

    fn cues_table(&self, observation: &Observation, id: &str) -> TableView {
        let t = &self.t().actor;
        let mut table = TableView::new(id, &t.calculation)
            .texts(&[&t.cue, &t.row, &t.role])
            .numbers(&[&t.base])
            .texts(&[&t.shifters])
            .numbers(&[&t.effect]);
        for cue in &observation.cues {
            let shifters: Vec<String> = cue.shifters.iter().map(|shifter| self.shifter(shifter)).collect();
            let shifters = if shifters.is_empty() { self.wording.dash() } else { shifters.join(", ") };
            table.row(
                CellView::text(clean(&cue.text)),
                vec![
                    CellView::text(clean(&cue.row)),
                    CellView::text(self.role(&cue.role)),
                    CellView::number(self.wording.score(cue.base)),
                    CellView::text(shifters),
                    CellView::number(self.wording.score(cue.effect)),
                ],
            );
        }
        table
    }

    /// A role in words.
    fn role(&self, role: &str) -> String {
        let roles = &self.t().roles;
        match role {
            "s" => roles.s.clone(),
            "o" => roles.o.clone(),
            "n" => roles.n.clone(),
            preposition => fill(&roles.preposition, &[("word", &clean(&preposition.replace('_', " ")))]),
        }
    }

    /// `negation:ne pas×-0.5` in words; anything else is shown as it is.
    fn shifter(&self, record: &str) -> String {
        let parts = record.split_once(':').and_then(|(kind, rest)| Some((kind, rest.rsplit_once('×')?)));
        let Some((kind, (words, factor))) = parts else { return clean(record) };
        let Ok(value) = factor.trim().parse::<f64>() else { return clean(record) };
        let kind = self.t().shifters.get(kind).cloned().unwrap_or_else(|| clean(kind));
        let factor = self.wording.plain((value * 1000.0).round() as i64);
        fill(&self.t().actor.shifter, &[("kind", &kind), ("words", &clean(words)), ("factor", &factor)])
    }

    /// The sentence cut at every edge of the mention and of the cues.
    fn pieces(&self, observation: &Observation) -> Vec<PieceView> {
        let signs: Vec<char> = observation.sentence.chars().collect();
        let local = |place: u32| (place.saturating_sub(observation.sentence_start) as usize).min(signs.len());
        let mention = local(observation.start)..local(observation.end);
        let cues: Vec<_> = observation.cues.iter().map(|cue| (local(cue.start)..local(cue.end), cue)).collect();
        let mut edges: BTreeSet<usize> = [0, signs.len(), mention.start, mention.end].into();
        edges.extend(cues.iter().flat_map(|(range, _)| [range.start, range.end]));
        let edges: Vec<usize> = edges.into_iter().collect();
        let piece = |pair: &[usize]| {
            let here: Vec<_> =
                cues.iter().filter(|(range, _)| range.start <= pair[0] && pair[1] <= range.end).collect();
            let ends = here.iter().any(|(range, _)| range.end == pair[1]);
            let covering: Vec<&CueRecord> = here.iter().map(|(_, cue)| *cue).collect();
            PieceView {
                text: clean_piece(&signs[pair[0]..pair[1]].iter().collect::<String>()),
                mention: mention.start <= pair[0] && pair[1] <= mention.end,
                cue: self.cue(&covering, ends),
            }
        };
        edges.windows(2).map(piece).filter(|piece| !piece.text.is_empty()).collect()
    }

    /// What is shown of the cues that cover one run of words, which are rarely more than one.
    fn cue(&self, cues: &[&CueRecord], ends: bool) -> Option<CueView> {
        let t = &self.t().actor;
        let effect: i64 = cues.iter().map(|cue| cue.effect.thousandths()).sum();
        let (class, sign, words) = match effect.cmp(&0) {
            Ordering::Less => ("negative", "−", &t.cue_negative),
            Ordering::Greater => ("positive", "+", &t.cue_positive),
            Ordering::Equal => ("zero", "0", &t.cue_neutral),
        };
        let title = |cue: &&CueRecord| {
            let (row, role, effect) = (clean(&cue.row), self.role(&cue.role), self.wording.score(cue.effect));
            fill(&t.cue_title, &[("row", &row), ("role", &role), ("effect", &effect)])
        };
        (!cues.is_empty()).then(|| CueView {
            class,
            words: words.clone(),
            sign: ends.then_some(sign),
            title: cues.iter().map(title).collect::<Vec<_>>().join(" / "),
        })
    }
}
