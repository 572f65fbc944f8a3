//! The actors on one axis: a dot plot with intervals.

use super::Width;
use super::axis::{Axis, Mark};
use super::canvas::{Anchor, Canvas, Drawing, Type, paint};
use super::font::{Fonts, Weight};
use super::palette::{HAIR, MUTED, SERIES, TEXT};

/// One actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RankingRow {
    pub(crate) label: String,
    pub(crate) mark: Mark,
    /// The mean in words.
    pub(crate) value: String,
    /// "n = 12".
    pub(crate) n: String,
}

/// The chart, rows in the order shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranking {
    pub(crate) rows: Vec<RankingRow>,
    pub(crate) axis: Axis,
}

/// Where things stand.
struct Layout {
    size: f64,
    /// Room for a label, which stands beside its row or, on narrow pages, above it.
    label: f64,
    row: f64,
    plot: (f64, f64),
    top: f64,
    values: f64,
    counts: f64,
}

impl Ranking {
    fn layout(&self, width: Width, fonts: &Fonts) -> Layout {
        let size = width.text();
        let widest = |weight, text: fn(&RankingRow) -> &str| {
            self.rows.iter().map(|row| fonts.width(text(row), size, weight)).fold(0.0, f64::max)
        };
        let (value, count) = (widest(Weight::Bold, |row| &row.value), widest(Weight::Regular, |row| &row.n));
        let right = value + count + 26.0;
        let top = Axis::head(width.small()) + 4.0;
        let end = width.px();
        match width {
            Width::Wide => {
                let label = widest(Weight::Regular, |row| &row.label).min(250.0);
                let plot = (label + 22.0, end - right - 8.0);
                Layout { size, label, row: 36.0, plot, top, values: end - count - 14.0, counts: end }
            }
            Width::Narrow => {
                let plot = (14.0, end - 14.0);
                Layout { size, label: end - right, row: 54.0, plot, top, values: end - count - 12.0, counts: end }
            }
        }
    }

    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        let layout = self.layout(width, fonts);
        let bottom = layout.top + self.rows.len() as f64 * layout.row;
        paint(width.px(), bottom + 6.0, fonts, |canvas| {
            self.axis.draw_across(canvas, layout.plot, (layout.top, bottom), width.small());
            for (index, row) in self.rows.iter().enumerate() {
                self.row(canvas, row, layout.top + index as f64 * layout.row, &layout, width);
            }
        })
    }

    fn row(&self, canvas: &Canvas<'_>, row: &RankingRow, top: f64, layout: &Layout, width: Width) {
        let (baseline, y) = match width {
            Width::Wide => (top + layout.row / 2.0 + layout.size * 0.36, top + layout.row / 2.0),
            Width::Narrow => (top + layout.size + 6.0, top + layout.size + 22.0),
        };
        if width == Width::Wide {
            canvas.line((layout.plot.0, y), (layout.plot.1, y), 1.0, HAIR);
        }
        let label = canvas.fonts.fit(&row.label, layout.size, Weight::Regular, layout.label);
        let (at, anchor) = match width {
            Width::Wide => ((layout.label, baseline), Anchor::End),
            Width::Narrow => ((0.0, baseline), Anchor::Start),
        };
        canvas.text(&label, at, anchor, Type::regular(layout.size, TEXT));
        canvas.text(&row.value, (layout.values, baseline), Anchor::End, Type::bold(layout.size, TEXT));
        canvas.text(&row.n, (layout.counts, baseline), Anchor::End, Type::regular(layout.size, MUTED));
        self.mark(canvas, row.mark, y, layout.plot);
    }

    fn mark(&self, canvas: &Canvas<'_>, mark: Mark, y: f64, plot: (f64, f64)) {
        let x = self.axis.place(mark.value, plot);
        match mark.interval {
            Some((low, high)) => {
                let (low, high) = (self.axis.place(low, plot), self.axis.place(high, plot));
                canvas.line((low, y), (high, y), 3.0, SERIES);
                canvas.disc((x, y), 6.5, SERIES);
            }
            None => canvas.ring((x, y), 6.0, 2.0, SERIES),
        }
    }
}
