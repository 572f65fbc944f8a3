//! Tables as they are shown.

use serde::Serialize;

/// A table with its caption; the first cell of each row names the row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TableView {
    pub(crate) id: String,
    pub(crate) caption: String,
    /// A line under the caption.
    pub(crate) note: Option<String>,
    /// The data file with the same figures.
    pub(crate) file: Option<String>,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<RowView>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Column {
    pub(crate) label: String,
    pub(crate) numeric: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RowView {
    pub(crate) head: CellView,
    pub(crate) cells: Vec<CellView>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub(crate) struct CellView {
    pub(crate) text: String,
    pub(crate) numeric: bool,
    pub(crate) link: Option<String>,
}

impl CellView {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    pub(crate) fn number(text: impl Into<String>) -> Self {
        Self { text: text.into(), numeric: true, link: None }
    }

    pub(crate) fn linked(text: impl Into<String>, target: impl Into<String>) -> Self {
        Self { text: text.into(), numeric: false, link: Some(target.into()) }
    }
}

impl TableView {
    /// A table without columns or rows.
    pub(crate) fn new(id: impl Into<String>, caption: impl Into<String>) -> Self {
        Self { id: id.into(), caption: caption.into(), note: None, file: None, columns: Vec::new(), rows: Vec::new() }
    }

    /// Adds columns of text.
    pub(crate) fn texts(mut self, labels: &[&str]) -> Self {
        self.columns.extend(labels.iter().map(|label| Column { label: (*label).to_owned(), numeric: false }));
        self
    }

    /// Adds columns of figures.
    pub(crate) fn numbers(mut self, labels: &[&str]) -> Self {
        self.columns.extend(labels.iter().map(|label| Column { label: (*label).to_owned(), numeric: true }));
        self
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    pub(crate) fn file(mut self, file: &str) -> Self {
        self.file = Some(format!("data/{file}"));
        self
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, head: CellView, cells: Vec<CellView>) {
        self.rows.push(RowView { head, cells });
    }

    /// The table, unless it has no rows.
    pub(crate) fn unless_empty(self) -> Option<Self> {
        (!self.rows.is_empty()).then_some(self)
    }
}
