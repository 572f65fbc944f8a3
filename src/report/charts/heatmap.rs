//! Outlets by actors: a table whose cells are coloured by the mean.

use super::Width;
use super::canvas::{Anchor, Canvas, Drawing, Type, paint};
use super::font::{Fonts, Weight};
use super::palette::{EDGES, HAIR, MUTED, ON_FILL, STANCE, TEXT, stance};
use crate::report::wording::Wording;

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HeatCell {
    /// The outlet does not mention the actor.
    Absent,
    /// Mentioned, but no cue; the words shown.
    NoCue(String),
    /// A mean; `firm` when there are enough articles.
    Mean { thousandths: i64, value: String, n: String, firm: bool },
}

/// The chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heatmap {
    /// Actors.
    pub(crate) columns: Vec<String>,
    /// Outlets, each with a cell per actor.
    pub(crate) rows: Vec<(String, Vec<HeatCell>)>,
    /// The borders between classes, in words, most negative first.
    pub(crate) edges: Vec<String>,
    /// Words at the two ends of the legend.
    pub(crate) ends: (String, String),
}

const GAP: f64 = 2.0;
const CELL: f64 = 40.0;

/// The words of the borders between classes.
pub(crate) fn edges(wording: &Wording) -> Vec<String> {
    EDGES.iter().rev().map(|edge| -edge).chain(EDGES).map(|edge| wording.signed(edge)).collect()
}

impl Heatmap {
    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        let size = width.text();
        let (most, least) = match width {
            Width::Wide => (210.0, 62.0),
            Width::Narrow => (112.0, 58.0),
        };
        let widest = self.rows.iter().map(|(label, _)| fonts.width(label, size, Weight::Regular)).fold(0.0, f64::max);
        let label = widest.min(most) + 10.0;
        let per_block = (((width.px() - label) / least) as usize).clamp(1, self.columns.len().max(1));
        // Blocks of equal width: ten actors in rows of four make 4, 3, 3.
        let blocks = self.columns.len().div_ceil(per_block).max(1);
        let per_block = self.columns.len().div_ceil(blocks).max(1);
        let cell = ((width.px() - label) / per_block as f64).min(120.0);
        let starts: Vec<usize> = (0..self.columns.len()).step_by(per_block).collect();
        let heads: Vec<Vec<Vec<String>>> = starts
            .iter()
            .map(|start| {
                let names = &self.columns[*start..(start + per_block).min(self.columns.len())];
                names.iter().map(|name| fonts.wrap(name, width.small(), Weight::Bold, cell - 6.0, 4)).collect()
            })
            .collect();
        let head =
            |lines: &[Vec<String>]| lines.iter().map(Vec::len).max().unwrap_or(1) as f64 * (width.small() + 3.0) + 8.0;
        let block = self.rows.len() as f64 * (CELL + GAP);
        let height: f64 = heads.iter().map(|lines| head(lines) + block + 18.0).sum::<f64>() + 46.0;
        paint(width.px(), height, fonts, |canvas| {
            let mut top = 0.0;
            for (start, lines) in starts.iter().zip(&heads) {
                let below = top + head(lines);
                self.head(canvas, lines, below, (label, cell), width);
                for (index, row) in self.rows.iter().enumerate() {
                    let cells = &row.1[*start..(start + per_block).min(row.1.len())];
                    row_of(canvas, &row.0, cells, below + index as f64 * (CELL + GAP), (label, cell), width);
                }
                top = below + block + 18.0;
            }
            self.legend(canvas, top, width);
        })
    }

    fn head(&self, canvas: &Canvas<'_>, names: &[Vec<String>], below: f64, (label, cell): (f64, f64), width: Width) {
        let form = Type::bold(width.small(), TEXT);
        for (index, lines) in names.iter().enumerate() {
            let x = label + (index as f64 + 0.5) * cell;
            for (line, text) in lines.iter().rev().enumerate() {
                canvas.text(text, (x, below - 8.0 - line as f64 * (width.small() + 3.0)), Anchor::Middle, form);
            }
        }
    }

    fn legend(&self, canvas: &Canvas<'_>, top: f64, width: Width) {
        let step = match width {
            Width::Wide => 54.0,
            Width::Narrow => (width.px() - 4.0) / STANCE.len() as f64,
        };
        let form = Type::regular(width.small() - 0.5, MUTED);
        let left = match width {
            Width::Wide => canvas.width(&self.ends.0, form) + 14.0,
            Width::Narrow => 2.0,
        };
        for (index, ink) in STANCE.iter().enumerate() {
            canvas.rect((left + index as f64 * step, top), (step - 1.5, 12.0), *ink);
        }
        for (index, edge) in self.edges.iter().enumerate() {
            canvas.text(edge, (left + (index + 1) as f64 * step - 0.75, top + 27.0), Anchor::Middle, form);
        }
        let right = left + STANCE.len() as f64 * step;
        match width {
            Width::Wide => {
                canvas.text(&self.ends.0, (0.0, top + 10.5), Anchor::Start, form);
                canvas.text(&self.ends.1, (right + 12.0, top + 10.5), Anchor::Start, form);
            }
            Width::Narrow => {
                canvas.text(&self.ends.0, (left, top + 43.0), Anchor::Start, form);
                canvas.text(&self.ends.1, (right, top + 43.0), Anchor::End, form);
            }
        }
    }
}

fn row_of(canvas: &Canvas<'_>, label: &str, cells: &[HeatCell], top: f64, (left, cell): (f64, f64), width: Width) {
    let lines = canvas.fonts.wrap(label, width.text(), Weight::Regular, left - 10.0, 2);
    let first = top + CELL / 2.0 + width.text() * 0.36 - (lines.len() - 1) as f64 * 8.0;
    for (index, line) in lines.iter().enumerate() {
        let at = (left - 10.0, first + index as f64 * 16.0);
        canvas.text(line, at, Anchor::End, Type::regular(width.text(), TEXT));
    }
    for (index, content) in cells.iter().enumerate() {
        cell_of(canvas, content, (left + index as f64 * cell, top), cell - GAP, width);
    }
}

fn cell_of(canvas: &Canvas<'_>, content: &HeatCell, (x, y): (f64, f64), width: f64, page: Width) {
    let (centre, size) = (x + width / 2.0, page.text());
    match content {
        HeatCell::Absent => canvas.line((x, y + CELL), (x + width, y + CELL), 1.0, HAIR),
        HeatCell::NoCue(words) => {
            canvas.line((x, y + CELL), (x + width, y + CELL), 1.0, HAIR);
            canvas.text(words, (centre, y + CELL / 2.0 + 4.0), Anchor::Middle, Type::regular(size, MUTED));
        }
        HeatCell::Mean { thousandths, value, n, firm } => {
            let (fill, on_fill) = stance(*thousandths);
            // A weak mean keeps its sign as a strip at the foot of the cell, but not the weight of a full colour.
            let (ink, form) = if *firm {
                canvas.rect((x, y), (width, CELL), fill);
                (on_fill, Type::bold(size, on_fill))
            } else {
                canvas.line((x, y + CELL), (x + width, y + CELL), 1.0, HAIR);
                canvas.rect((x, y + CELL - 5.0), (width, 5.0), fill);
                (MUTED, Type::regular(size, MUTED))
            };
            let lift = if *firm { 0.0 } else { 2.0 };
            canvas.text(value, (centre, y + 18.0 - lift), Anchor::Middle, form);
            canvas.text(
                n,
                (centre, y + 32.5 - lift),
                Anchor::Middle,
                Type::regular(page.small() - 1.0, if ink == ON_FILL { ON_FILL } else { ink }),
            );
        }
    }
}
