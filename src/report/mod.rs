//! From tables to what is read: one view model, findings in prose, charts, HTML, Markdown and data files.
//!
//! [`View::new`] words everything once; [`html`], [`markdown`] and [`charts`] only lay it out, and [`tables`] writes the
//! figures themselves. All are pure: the same input gives the same bytes. [`render`] writes them to a folder.

mod articles;
mod charts;
mod clean;
mod csv;
mod findings;
mod html;
mod info;
mod inspect_words;
mod markdown;
mod rich;
mod strings;
mod view;
mod wording;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

pub use articles::{article_bytes, article_columns, article_line, settled_bytes};
pub use charts::Chart;
pub use csv::tables;
pub use html::html;
pub use info::{RunInfo, ValidityFigure};
pub use inspect_words::InspectWords;
pub use markdown::markdown;
pub use view::View;

use crate::aggregate::Tables;
use crate::config::Config;
use charts::Renderer;
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::Path;

/// The charts of a report, in the order in which it shows them.
///
/// # Errors
/// When a drawing is not valid SVG.
pub fn charts(view: &View) -> io::Result<Vec<Chart>> {
    let renderer = Renderer::new();
    view.figures().map(|figure| figure.chart(&renderer)).collect()
}

/// Writes `report.html`, `report.md`, `charts/` and the tables in `data/` into a folder, which is made when it is not there.
///
/// Draws the charts with as many threads as rayon's current pool has; the files do not depend on how many.
///
/// # Errors
/// When a file cannot be written or a chart cannot be drawn.
pub fn render(tables: &Tables, config: &Config, info: &RunInfo, dir: &Path) -> io::Result<()> {
    let view = View::new(tables, config, info);
    fs::create_dir_all(dir.join("charts"))?;
    fs::create_dir_all(dir.join("data"))?;
    fs::write(dir.join("report.html"), html(&view)?)?;
    fs::write(dir.join("report.md"), markdown(&view)?)?;
    let renderer = Renderer::new();
    view.figures().collect::<Vec<_>>().into_par_iter().try_for_each(|figure| {
        let (chart, png) = figure.chart_and_png(&renderer)?;
        fs::write(dir.join("charts").join(format!("{}.png", chart.name)), png)?;
        fs::write(dir.join("charts").join(format!("{}.svg", chart.name)), chart.svg)
    })?;
    for (name, bytes) in self::tables(tables, config, info) {
        fs::write(dir.join("data").join(name), bytes)?;
    }
    Ok(())
}
