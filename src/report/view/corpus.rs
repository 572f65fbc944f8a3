//! The corpus part: what was read, what was kept, what was left out and why.

use super::{CellView, Maker, TableView};
use crate::config::Copies;
use crate::report::clean::clean;
use crate::report::strings::fill;
use serde::Serialize;

/// The corpus part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CorpusView {
    pub(crate) intro: String,
    /// By outlet, what was left out, reasons of rejection, parts of pages: those that have rows.
    pub(crate) tables: Vec<TableView>,
}

impl Maker<'_> {
    pub(crate) fn corpus(&self) -> CorpusView {
        let (corpus, t) = (&self.tables.corpus, &self.t().corpus);
        let (read, analysed) = (self.wording.count(corpus.read), self.wording.count(corpus.analysed));
        let tables = [self.outlets_table(), self.left_out_table(), self.rejected_table(), self.dropped_table()];
        CorpusView {
            intro: fill(&t.intro, &[("read", &read), ("analysed", &analysed)]),
            tables: tables.into_iter().filter_map(TableView::unless_empty).collect(),
        }
    }

    fn outlets_table(&self) -> TableView {
        let t = &self.t().corpus;
        let mut table = TableView::new("corpus-outlets", &t.outlets)
            .texts(&[&t.outlet])
            .numbers(&[&t.articles, &t.shared, &t.undated, &t.words, &t.mentions])
            .texts(&[&t.first, &t.last])
            .file("outlets.csv");
        let date = |iso: &Option<String>| {
            iso.as_deref().map_or_else(|| self.wording.dash(), |iso| self.wording.date(iso).replace(' ', "\u{a0}"))
        };
        for outlet in &self.tables.corpus.outlets {
            let counts = [outlet.articles, outlet.shared, outlet.undated, outlet.words, outlet.observations];
            let mut cells: Vec<CellView> = counts.map(|n| CellView::number(self.wording.count(n))).into();
            if outlet.shared > 0 {
                let share = self.wording.percent(outlet.shared, outlet.articles);
                cells[1] = CellView::number(format!("{} ({share})", self.wording.count(outlet.shared)));
            }
            cells.extend([&outlet.first, &outlet.last].map(|iso| CellView::text(date(iso))));
            table.row(CellView::text(self.wording.outlet(outlet.outlet.as_deref())), cells);
        }
        table
    }

    fn left_out_table(&self) -> TableView {
        let (corpus, t) = (&self.tables.corpus, &self.t().corpus);
        let mut table = TableView::new("corpus-left-out", &t.left_out)
            .texts(&[&t.step])
            .numbers(&[&t.number])
            .texts(&[&t.effect])
            .file("corpus.csv");
        let mut row = |step: &str, n: u64, effect: &str| {
            table.row(CellView::text(step), vec![CellView::number(self.wording.count(n)), CellView::text(effect)]);
        };
        row(&t.row_rejected, corpus.rejected, &t.row_rejected_effect);
        row(&t.row_read, corpus.read, &t.row_read_effect);
        for (code, n) in &corpus.other_language {
            let name = t.languages.get(code).cloned().unwrap_or_else(|| clean(code));
            row(&fill(&t.row_language, &[("language", &name)]), *n, &t.row_language_effect);
        }
        row(&t.row_duplicates, corpus.duplicates, &t.row_duplicates_effect);
        row(&t.row_analysed, corpus.analysed, &t.row_analysed_effect);
        let shared = match self.config.copies {
            Copies::Once => &t.row_shared_once,
            Copies::Each => &t.row_shared_each,
        };
        row(&t.row_shared, corpus.shared, shared);
        row(&t.row_undated, corpus.undated, &t.row_undated_effect);
        row(&t.row_without_outlet, corpus.without_outlet, &t.row_without_outlet_effect);
        table
    }

    fn rejected_table(&self) -> TableView {
        let t = &self.t().corpus;
        let mut table = TableView::new("corpus-rejected", &t.rejected).texts(&[&t.reason]).numbers(&[&t.number]);
        for (reason, n) in &self.tables.corpus.rejected_reasons {
            // Details after a colon ("not a JSON object: …") stand in rejected.jsonl.
            let kind = reason.split_once(": ").map_or(reason.as_str(), |(kind, _)| kind);
            let name = t.rejections.get(kind).cloned().unwrap_or_else(|| clean(reason));
            table.row(CellView::text(name), vec![CellView::number(self.wording.count(*n))]);
        }
        table.file("corpus.csv")
    }

    fn dropped_table(&self) -> TableView {
        let t = &self.t().corpus;
        let mut table = TableView::new("corpus-dropped", &t.dropped).texts(&[&t.part]).numbers(&[&t.characters]);
        for (reason, n) in &self.tables.corpus.dropped {
            let name = t.parts.get(reason).cloned().unwrap_or_else(|| clean(reason));
            table.row(CellView::text(name), vec![CellView::number(self.wording.count(*n))]);
        }
        table.file("corpus.csv")
    }
}
