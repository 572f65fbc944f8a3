//! Method, agreement with reference codings, limits, settings.

use super::{CellView, Maker, TableView};
use crate::config::Copies;
use crate::report::clean::clean;
use crate::report::strings::fill;
use serde::Serialize;

/// The method part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct MethodView {
    pub(crate) steps: Vec<String>,
    pub(crate) validity: Option<TableView>,
    pub(crate) settings: String,
    pub(crate) cite: String,
}

impl Maker<'_> {
    pub(crate) fn method(&self) -> MethodView {
        let (t, config, wording) = (&self.t().method, self.config, &self.wording);
        let values = [
            ("actors", wording.count(self.info.actors as u64)),
            ("rows", wording.count(self.info.lexicon_rows as u64)),
            ("threshold", wording.plain(config.threshold)),
            ("resamples", wording.count(config.resamples.into())),
            ("min", wording.count(config.min_articles)),
            // The seed is a name, not a quantity: no thousands.
            ("seed", config.seed.to_string()),
            ("grain", wording.grain(config.by).to_owned()),
            ("copies", if config.copies == Copies::Once { &t.copies_once } else { &t.copies_each }.clone()),
            ("references", if config.references { &t.references_yes } else { &t.references_no }.clone()),
            ("version", clean(&self.info.version)),
            ("corpus", self.corpus_name()),
            ("scope", self.scope()),
        ];
        let values = values.each_ref().map(|(key, value)| (*key, value.as_str()));
        MethodView {
            steps: t.steps.iter().map(|step| fill(step, &values)).collect(),
            validity: self.validity(),
            settings: fill(&t.settings_line, &values),
            cite: fill(&t.cite_line, &values),
        }
    }

    fn validity(&self) -> Option<TableView> {
        let t = &self.t().method;
        let mut table = TableView::new("validity", &t.validity)
            .note(&t.validity_how)
            .texts(&[&t.dataset])
            .numbers(&[&t.n, &t.f1, &t.accuracy, &t.neutral_kept])
            .file("validity.csv");
        for figure in &self.info.validity {
            let mut cells = vec![CellView::number(self.wording.count(figure.n))];
            let units = [figure.f1_macro, figure.accuracy, figure.neutral_kept];
            cells.extend(units.map(|value| CellView::number(self.wording.unit(value))));
            table.row(CellView::text(clean(&figure.dataset)), cells);
        }
        table.unless_empty()
    }
}
