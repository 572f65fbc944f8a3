//! Own words against reported words: a dumbbell per outlet.

use super::Width;
use super::axis::{Axis, Mark};
use super::canvas::{Anchor, Canvas, Drawing, Type, paint};
use super::font::{Fonts, Weight};
use super::palette::{HAIR, MUTED, REFERENCE, REPORTED, SERIES, TEXT};

/// One outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VoicesRow {
    pub(crate) label: String,
    pub(crate) own: Option<Mark>,
    pub(crate) reported: Option<Mark>,
    /// Counts of articles, own then reported.
    pub(crate) n: String,
}

/// The chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct VoicesChart {
    pub(crate) rows: Vec<VoicesRow>,
    pub(crate) axis: Axis,
    /// Name of the outlet's own words.
    pub(crate) own: String,
    /// Name of reported words.
    pub(crate) reported: String,
}

impl VoicesChart {
    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        let size = width.text();
        let n = self.rows.iter().map(|row| fonts.width(&row.n, width.small(), Weight::Regular)).fold(0.0, f64::max);
        let widest = self.rows.iter().map(|row| fonts.width(&row.label, size, Weight::Regular)).fold(0.0, f64::max);
        let (label, plot, row) = match width {
            Width::Wide => {
                let label = widest.min(230.0);
                (label, (label + 22.0, width.px() - n - 24.0), 40.0)
            }
            Width::Narrow => (width.px() - n - 12.0, (14.0, width.px() - 14.0), 62.0),
        };
        let top = 26.0 + Axis::head(width.small());
        let bottom = top + self.rows.len() as f64 * row;
        paint(width.px(), bottom + 6.0, fonts, |canvas| {
            self.legend(canvas, if width == Width::Wide { plot.0 } else { 0.0 }, width);
            self.axis.draw_across(canvas, plot, (top, bottom), width.small());
            for (index, outlet) in self.rows.iter().enumerate() {
                let above = top + index as f64 * row;
                let text = canvas.fonts.fit(&outlet.label, size, Weight::Regular, label);
                let n_form = Type::regular(width.small(), MUTED);
                let y = match width {
                    Width::Wide => {
                        let (y, baseline) = (above + row / 2.0, above + row / 2.0 + size * 0.36);
                        canvas.line((plot.0, y), (plot.1, y), 1.0, HAIR);
                        canvas.text(&text, (label, baseline), Anchor::End, Type::regular(size, TEXT));
                        canvas.text(&outlet.n, (width.px(), baseline), Anchor::End, n_form);
                        y
                    }
                    Width::Narrow => {
                        let baseline = above + size + 6.0;
                        canvas.text(&text, (0.0, baseline), Anchor::Start, Type::regular(size, TEXT));
                        canvas.text(&outlet.n, (width.px(), baseline), Anchor::End, n_form);
                        above + size + 27.0
                    }
                };
                self.marks(canvas, outlet, y, plot);
            }
        })
    }

    fn legend(&self, canvas: &Canvas<'_>, left: f64, width: Width) {
        let form = Type::regular(width.small(), TEXT);
        canvas.disc((left + 6.0, 9.0), 6.0, SERIES);
        canvas.text(&self.own, (left + 18.0, 13.5), Anchor::Start, form);
        let next = left + 18.0 + canvas.width(&self.own, form) + 26.0;
        canvas.diamond((next, 9.0), 7.0, REPORTED, true);
        canvas.text(&self.reported, (next + 13.0, 13.5), Anchor::Start, form);
    }

    fn marks(&self, canvas: &Canvas<'_>, row: &VoicesRow, y: f64, plot: (f64, f64)) {
        let place = |value| self.axis.place(value, plot);
        // The intervals stand apart, above and below, so that neither hides the other.
        for (mark, shift, ink) in [(row.own, -8.5, SERIES), (row.reported, 8.5, REPORTED)] {
            if let Some((low, high)) = mark.and_then(|mark| mark.interval) {
                canvas.line((place(low), y + shift), (place(high), y + shift), 1.5, ink);
            }
        }
        if let (Some(own), Some(reported)) = (row.own, row.reported) {
            canvas.line((place(own.value), y), (place(reported.value), y), 2.5, REFERENCE);
        }
        if let Some(mark) = row.reported {
            canvas.diamond((place(mark.value), y), 7.0, REPORTED, mark.interval.is_some());
        }
        if let Some(mark) = row.own {
            match mark.interval {
                Some(_) => canvas.disc((place(mark.value), y), 6.0, SERIES),
                None => canvas.ring((place(mark.value), y), 6.0, 2.0, SERIES),
            }
        }
    }
}
