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
    /// True for all outlets together.
    pub(crate) whole: bool,
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

/// Room beside the bar for the share of a part too small to hold it.
const BESIDE: f64 = 42.0;

impl Shares {
    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        let size = width.text();
        let n = self.rows.iter().map(|row| fonts.width(&row.n, size, Weight::Regular)).fold(0.0, f64::max);
        let form = |row: &SharesRow| Type::label(size, row.whole);
        let widest = self.rows.iter().map(|row| fonts.width(&row.label, size, form(row).weight)).fold(0.0, f64::max);
        let (label, bar, row) = match width {
            Width::Wide => {
                let label = widest.min(220.0);
                (label, (label + 12.0, width.px() - n - 14.0), 34.0)
            }
            Width::Narrow => (width.px() - n - 12.0, (0.0, width.px()), 54.0),
        };
        let bar = self.narrowed(bar, fonts, width);
        let legend_left = if width == Width::Wide { bar.0 } else { 0.0 };
        let legend = self.legend_rows(fonts, width.px() - legend_left, width);
        let top = legend.len() as f64 * 22.0 + 10.0;
        paint(width.px(), top + self.rows.len() as f64 * row, fonts, |canvas| {
            self.legend(canvas, &legend, legend_left, width);
            for (index, outlet) in self.rows.iter().enumerate() {
                let y = top + index as f64 * row;
                let text = canvas.fonts.fit(&outlet.label, size, form(outlet).weight, label);
                match width {
                    Width::Wide => {
                        let baseline = y + BAR / 2.0 + size * 0.36;
                        canvas.text(&text, (label, baseline), Anchor::End, form(outlet));
                        canvas.text(&outlet.n, (width.px(), baseline), Anchor::End, Type::regular(size, MUTED));
                        bar_of(canvas, outlet, y, bar, width);
                    }
                    Width::Narrow => {
                        canvas.text(&text, (0.0, y + size), Anchor::Start, form(outlet));
                        canvas.text(&outlet.n, (width.px(), y + size), Anchor::End, Type::regular(size, MUTED));
                        bar_of(canvas, outlet, y + size + 6.0, bar, width);
                    }
                }
            }
        })
    }

    /// The bar without the room that shares too long for their part need beside it.
    fn narrowed(&self, (from, to): (f64, f64), fonts: &Fonts, width: Width) -> (f64, f64) {
        let beside = |index: usize| {
            let long = |row: &SharesRow| {
                let whole = row.parts.iter().sum::<u64>().max(1) as f64;
                let wide = (to - from - 2.0 * BESIDE) * row.parts[index] as f64 / whole;
                fonts.width(&row.words[index], width.small(), Weight::Regular) + 8.0 > wide
            };
            if self.rows.iter().any(long) { BESIDE } else { 0.0 }
        };
        (from + beside(0), to - beside(INKS.len() - 1))
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
    let (inside, beside) = (Type::regular(width.small(), ON_FILL), Type::regular(width.small(), TEXT));
    let baseline = y + BAR / 2.0 + inside.size * 0.36;
    let mut x = from;
    for (index, ((part, words), ink)) in row.parts.iter().zip(&row.words).zip(INKS).enumerate() {
        let wide = (to - from) * *part as f64 / total as f64;
        let last = index + 1 == INKS.len();
        if *part > 0 {
            canvas.rect((x, y), ((wide - if last { 0.0 } else { 1.5 }).max(1.0), BAR), ink);
        }
        let fits = *part > 0 && canvas.width(words, inside) + 8.0 <= wide;
        // The two ends are what one compares: their share is always said.
        match (fits, index) {
            (true, _) => canvas.text(words, (x + (wide - 1.5) / 2.0, baseline), Anchor::Middle, inside),
            (false, 0) => canvas.text(words, (from - 6.0, baseline), Anchor::End, beside),
            (false, _) if last => canvas.text(words, (to + 6.0, baseline), Anchor::Start, beside),
            (false, _) => {}
        }
        x += wide;
    }
}
