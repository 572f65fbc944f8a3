//! A chart with all that makes it readable without seeing it.

use super::Maker;
use super::table::TableView;
use crate::report::charts::{Chart, FileWords, Fonts, Plot, Renderer, Width, inline, png, svg};
use resvg::usvg::Tree;
use serde::Serialize;
use std::io;

/// A chart, how to read it, what it shows in a sentence, and the figures behind it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Figure {
    /// Anchor, and name of its files.
    pub(crate) name: String,
    pub(crate) title: String,
    /// How to read it.
    pub(crate) how: String,
    /// What it shows.
    pub(crate) summary: String,
    /// A remark, when not everything is shown.
    pub(crate) remark: Option<String>,
    pub(crate) table: TableView,
    /// For wide pages.
    pub(crate) wide: String,
    /// For narrow pages.
    pub(crate) narrow: String,
    #[serde(skip)]
    pub(crate) plot: Plot,
    #[serde(skip)]
    file_title: String,
    #[serde(skip)]
    source: String,
}

/// The words of a figure.
pub(crate) struct FigureText {
    pub(crate) name: String,
    pub(crate) title: String,
    /// What the file is called where the report does not stand around it; the title when there is nothing to add.
    pub(crate) file_title: String,
    pub(crate) how: String,
    pub(crate) summary: String,
    pub(crate) remark: Option<String>,
}

impl Figure {
    pub(crate) fn new(maker: &Maker<'_>, text: FigureText, plot: Plot, table: TableView) -> Self {
        let fonts = &maker.fonts;
        let labelled = format!("{0}-title {0}-summary", text.name);
        Self {
            wide: inline(&plot.draw(Width::Wide, fonts), "wide", &labelled),
            narrow: inline(&plot.draw(Width::Narrow, fonts), "narrow", &labelled),
            name: text.name,
            title: text.title,
            file_title: text.file_title,
            source: maker.source(),
            how: text.how,
            summary: text.summary,
            remark: text.remark,
            table,
            plot,
        }
    }

    /// The chart as an SVG file.
    pub(crate) fn chart(&self, renderer: &Renderer) -> io::Result<Chart> {
        self.files(renderer, |_| Ok(())).map(|(chart, ())| chart)
    }

    /// The chart as an SVG file and as a picture of it.
    pub(crate) fn chart_and_png(&self, renderer: &Renderer) -> io::Result<(Chart, Vec<u8>)> {
        self.files(renderer, png)
    }

    fn files<T>(&self, renderer: &Renderer, more: impl Fn(&Tree) -> io::Result<T>) -> io::Result<(Chart, T)> {
        let (fonts, description) = (Fonts::new(), format!("{} {}", self.summary, self.how));
        let words = FileWords { title: &self.file_title, description: &description, source: &self.source };
        let page = renderer.page(&self.plot.draw(Width::Wide, &fonts), &words, &fonts)?;
        Ok((Chart { name: self.name.clone(), svg: svg(&page, &words)? }, more(&page)?))
    }
}
