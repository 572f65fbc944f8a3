//! How an actor is spoken of: speakers, names, distinctive words, frames.

use super::{CellView, Maker, TableView};
use crate::aggregate::ActorTable;
use crate::report::clean::clean;
use std::collections::BTreeSet;

impl Maker<'_> {
    pub(crate) fn holders(&self, actor: &ActorTable) -> Option<TableView> {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-holders", self.anchor(&actor.actor)), &t.holders)
            .note(&t.holders_how)
            .texts(&[&t.holder])
            .numbers(&[&t.mentions, &t.score])
            .file("holders.csv");
        for (holder, mentions, mean) in &actor.holders {
            let mean = mean.map_or_else(|| self.wording.dash(), |mean| self.wording.score(mean));
            let cells = vec![CellView::number(self.wording.count(*mentions)), CellView::number(mean)];
            table.row(CellView::text(clean(holder)), cells);
        }
        table.unless_empty()
    }

    pub(crate) fn designations(&self, actor: &ActorTable) -> Option<TableView> {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-designations", self.anchor(&actor.actor)), &t.designations)
            .note(&t.designations_how)
            .texts(&[&t.words, &t.concept])
            .numbers(&[&t.total])
            .texts(&[&t.by_outlet])
            .file("designations.csv");
        for designation in &actor.designations {
            let outlets: Vec<String> = designation
                .by_outlet
                .iter()
                .filter(|(_, n)| *n > 0)
                .map(|(outlet, n)| format!("{} ({})", clean(outlet), self.wording.count(*n)))
                .collect();
            let concept = designation.concept.as_deref().map_or_else(|| self.wording.dash(), clean);
            table.row(
                CellView::text(clean(&designation.words)),
                vec![
                    CellView::text(concept),
                    CellView::number(self.wording.count(designation.total)),
                    CellView::text(outlets.join(&self.t().names.list_separator)),
                ],
            );
        }
        table.unless_empty()
    }

    pub(crate) fn distinctive(&self, actor: &ActorTable) -> Option<TableView> {
        let t = &self.t().actor;
        let mut table = TableView::new(format!("{}-distinctive", self.anchor(&actor.actor)), &t.distinctive)
            .note(&t.distinctive_how)
            .texts(&[&self.t().corpus.outlet, &t.word])
            .numbers(&[&t.z, &t.sentences, &t.other_sentences])
            .file("distinctive-words.csv");
        for word in &actor.distinctive {
            table.row(
                CellView::text(clean(&word.outlet)),
                vec![
                    CellView::text(clean(&word.word)),
                    CellView::number(self.wording.z(word.z_hundredths)),
                    CellView::number(self.wording.count(word.count)),
                    CellView::number(self.wording.count(word.others)),
                ],
            );
        }
        table.unless_empty()
    }

    pub(crate) fn frames(&self, actor: &ActorTable) -> Option<TableView> {
        let t = &self.t().actor;
        let with_sentences =
            |frame: &&crate::aggregate::FrameShare| frame.by_outlet.iter().any(|(_, with, _)| *with > 0);
        let frames: Vec<_> = actor.frames.iter().filter(with_sentences).collect();
        let all = frames.iter().flat_map(|frame| frame.by_outlet.iter().map(|(outlet, _, _)| outlet.as_str()));
        let outlets: BTreeSet<&str> = all.collect();
        let names: Vec<String> = outlets.iter().map(|outlet| clean(outlet)).collect();
        let mut table = TableView::new(format!("{}-frames", self.anchor(&actor.actor)), &t.frames)
            .note(&t.frames_how)
            .texts(&[&t.frame])
            .numbers(&names.iter().map(String::as_str).collect::<Vec<_>>())
            .file("frames.csv");
        let sentences = |outlet: &&str| {
            let all = frames.iter().flat_map(|frame| &frame.by_outlet).filter(|(name, _, _)| name == outlet);
            CellView::number(self.wording.count(all.map(|(_, _, all)| *all).max().unwrap_or(0)))
        };
        if !frames.is_empty() {
            table.row(CellView::text(&t.frame_sentences), outlets.iter().map(sentences).collect());
        }
        for frame in frames {
            let cell = |outlet: &&str| {
                let share = frame.by_outlet.iter().find(|(name, _, _)| name == outlet);
                let words =
                    share.filter(|(_, _, all)| *all > 0).map(|(_, with, all)| self.wording.percent(*with, *all));
                CellView::number(words.unwrap_or_else(|| self.wording.dash()))
            };
            let name = self.info.frames.get(&frame.frame).unwrap_or(&frame.frame);
            table.row(CellView::text(clean(name)), outlets.iter().map(cell).collect());
        }
        table.unless_empty()
    }
}
