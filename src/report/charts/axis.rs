//! The axis of mean scores, common to all charts that have one: symmetric about zero, with its ticks in words.

use super::canvas::{Anchor, Canvas, Type};
use super::palette::{HAIR, MUTED, ZERO};
use crate::report::wording::Wording;

/// A mean to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Thousandths.
    pub(crate) value: i64,
    /// Ends of the interval, thousandths.
    pub(crate) interval: Option<(i64, i64)>,
}

/// A symmetric axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Axis {
    /// The largest value it shows, thousandths.
    pub(crate) bound: i64,
    /// Value and words of each tick.
    pub(crate) ticks: Vec<(i64, String)>,
    /// Words at the negative end.
    pub(crate) negative: String,
    /// Words at the positive end.
    pub(crate) positive: String,
}

impl Axis {
    /// The narrowest of three ranges that holds every mark and its interval.
    pub(crate) fn over<'a>(marks: impl Iterator<Item = &'a Mark>, wording: &Wording) -> Self {
        let reach = marks
            .flat_map(|mark| {
                let (low, high) = mark.interval.unwrap_or((mark.value, mark.value));
                [low.abs(), high.abs(), mark.value.abs()]
            })
            .max()
            .unwrap_or(0);
        let bound = [500, 750, 1000].into_iter().find(|bound| reach <= *bound).unwrap_or(1000);
        let step = if bound == 1000 { 500 } else { 250 };
        let ticks = (-bound / step..=bound / step).map(|i| (i * step, wording.signed(i * step))).collect();
        let words = &wording.strings.charts;
        Self { bound, ticks, negative: words.more_negative.clone(), positive: words.more_positive.clone() }
    }

    /// The place of a value between two ends of the drawing.
    pub(crate) fn place(&self, value: i64, (from, to): (f64, f64)) -> f64 {
        let share = (value.clamp(-self.bound, self.bound) + self.bound) as f64 / (2 * self.bound) as f64;
        from + share * (to - from)
    }

    /// Vertical grid lines with their ticks above, and the words at the two ends above these.
    pub(crate) fn draw_across(&self, canvas: &Canvas<'_>, ends: (f64, f64), (top, bottom): (f64, f64), size: f64) {
        let form = Type::regular(size, MUTED);
        for (value, words) in &self.ticks {
            let x = self.place(*value, ends);
            let (width, ink) = if *value == 0 { (1.5, ZERO) } else { (1.0, HAIR) };
            canvas.line((x, top), (x, bottom), width, ink);
            canvas.text(words, (x, top - 6.0), Anchor::Middle, form);
        }
        let y = top - 8.0 - size * 1.6;
        canvas.arrow((ends.0, y - size * 0.35), -1.0, MUTED);
        canvas.text(&self.negative, (ends.0 + 14.0, y), Anchor::Start, form);
        canvas.arrow((ends.1, y - size * 0.35), 1.0, MUTED);
        canvas.text(&self.positive, (ends.1 - 14.0, y), Anchor::End, form);
    }

    /// Room that [`Axis::draw_across`] needs above its top.
    pub(crate) fn head(size: f64) -> f64 {
        8.0 + size * 2.8
    }
}
