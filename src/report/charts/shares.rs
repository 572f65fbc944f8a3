//! Negative, neutral, without cue, positive: one bar of all mentions per outlet.

use super::Width;
use super::canvas::{Anchor, Canvas, Drawing, Type, paint};
use super::font::{Fonts, Weight};
use super::palette::{Ink, MUTED, NEGATIVE, NEUTRAL, NO_CUE, ON_FILL, POSITIVE, TEXT};

/// One outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SharesRow {
    pub(crate) label: String,
    /// Mentions: negative, neutral, without cue, positive.
    pub(crate) parts: [u64; 4],
    /// Their shares in words.
    pub(crate) words: [String; 4],
    /// "n = 120".
    pub(crate) n: String,
}

/// The chart. Negative and positive lie at the two ends, so that both can be compared from a common edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shares {
    pub(crate) rows: Vec<SharesRow>,
    /// Names of the four parts, same order.
    pub(crate) names: [String; 4],
}

const INKS: [Ink; 4] = [NEGATIVE, NEUTRAL, NO_CUE, POSITIVE];
const BAR: f64 = 24.0;

impl Shares {
    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        let size = width.text();
        let n = self.rows.iter().map(|row| fonts.width(&row.n, size, Weight::Regular)).fold(0.0, f64::max);
        let widest = self.rows.iter().map(|row| fonts.width(&row.label, size, Weight::Regular)).fold(0.0, f64::max);
        let (label, bar, row) = match width {
            Width::Wide => {
                let label = widest.min(230.0);
                (label, (label + 12.0, width.px() - n - 14.0), 34.0)
            }
            Width::Narrow => (width.px() - n - 12.0, (0.0, width.px()), 54.0),
        };
        let legend = self.legend_rows(fonts, bar.1 - bar.0, width);
        let top = legend.len() as f64 * 22.0 + 10.0;
        paint(width.px(), top + self.rows.len() as f64 * row, fonts, |canvas| {
            self.legend(canvas, &legend, bar.0, width);
            for (index, outlet) in self.rows.iter().enumerate() {
                let y = top + index as f64 * row;
                let text = canvas.fonts.fit(&outlet.label, size, Weight::Regular, label);
                match width {
                    Width::Wide => {
                        let baseline = y + BAR / 2.0 + size * 0.36;
                        canvas.text(&text, (label, baseline), Anchor::End, Type::regular(size, TEXT));
                        canvas.text(&outlet.n, (width.px(), baseline), Anchor::End, Type::regular(size, MUTED));
                        bar_of(canvas, outlet, y, bar, width);
                    }
                    Width::Narrow => {
                        canvas.text(&text, (0.0, y + size), Anchor::Start, Type::regular(size, TEXT));
                        canvas.text(&outlet.n, (width.px(), y + size), Anchor::End, Type::regular(size, MUTED));
                        bar_of(canvas, outlet, y + size + 6.0, bar, width);
                    }
                }
            }
        })
    }

    /// Indices of the names on each line of the legend, with their places.
    fn legend_rows(&self, fonts: &Fonts, room: f64, width: Width) -> Vec<Vec<(usize, f64)>> {
        let mut rows: Vec<Vec<(usize, f64)>> = vec![Vec::new()];
        let mut x = 0.0;
        for (index, name) in self.names.iter().enumerate() {
            let wide = 20.0 + fonts.width(name, width.small(), Weight::Regular);
            if x + wide > room && x > 0.0 {
                rows.push(Vec::new());
                x = 0.0;
            }
            if let Some(row) = rows.last_mut() {
                row.push((index, x));
            }
            x += wide + 20.0;
        }
        rows
    }

    fn legend(&self, canvas: &Canvas<'_>, rows: &[Vec<(usize, f64)>], left: f64, width: Width) {
        for (line, row) in rows.iter().enumerate() {
            let y = line as f64 * 22.0 + 4.0;
            for (index, x) in row {
                canvas.rect((left + x, y), (13.0, 13.0), INKS[*index]);
                let at = (left + x + 19.0, y + 11.0);
                canvas.text(&self.names[*index], at, Anchor::Start, Type::regular(width.small(), TEXT));
            }
        }
    }
}

fn bar_of(canvas: &Canvas<'_>, row: &SharesRow, y: f64, (from, to): (f64, f64), width: Width) {
    let total: u64 = row.parts.iter().sum();
    if total == 0 {
        return;
    }
    let form = Type::regular(width.small(), ON_FILL);
    let mut x = from;
    for ((part, words), ink) in row.parts.iter().zip(&row.words).zip(INKS) {
        let wide = (to - from) * *part as f64 / total as f64;
        if *part > 0 {
            canvas.rect((x, y), ((wide - 1.5).max(1.0), BAR), ink);
            if canvas.width(words, form) + 8.0 <= wide {
                let at = (x + (wide - 1.5) / 2.0, y + BAR / 2.0 + form.size * 0.36);
                canvas.text(words, at, Anchor::Middle, form);
            }
        }
        x += wide;
    }
}
