//! The mean over time: one small panel per outlet, all on one scale.

use super::Width;
use super::axis::{Axis, Mark};
use super::canvas::{Anchor, Canvas, Drawing, Type, paint};
use super::font::{Fonts, Weight};
use super::palette::{HAIR, MUTED, REFERENCE, SERIES, TEXT, ZERO};

/// One outlet, or all together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panel {
    pub(crate) title: String,
    pub(crate) n: String,
    /// One per period.
    pub(crate) marks: Vec<Option<Mark>>,
}

/// A label under the time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tick {
    /// Its period.
    pub(crate) index: usize,
    pub(crate) name: String,
    /// The year, where it begins to be true.
    pub(crate) year: Option<String>,
}

/// The chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timeline {
    pub(crate) panels: Vec<Panel>,
    /// All outlets together, drawn thin behind every panel.
    pub(crate) reference: Vec<Option<Mark>>,
    /// One per period: its short name and its year.
    pub(crate) periods: Vec<(String, String)>,
    pub(crate) axis: Axis,
}

/// The plot of one panel.
struct Field {
    x: (f64, f64),
    /// Bottom first: the negative end.
    y: (f64, f64),
}

impl Timeline {
    pub(crate) fn draw(&self, width: Width, fonts: &Fonts) -> Drawing {
        let (most, gap) = match width {
            Width::Wide => (3, 26.0),
            Width::Narrow => (1, 0.0),
        };
        let columns = self.panels.len().clamp(1, most);
        let ticks = self.axis.ticks.iter().map(|(_, words)| fonts.width(words, width.small(), Weight::Regular));
        let left = ticks.fold(0.0, f64::max) + 8.0;
        let wide = (width.px() - left - gap * (columns - 1) as f64) / columns as f64;
        let plot = match (width, columns) {
            (Width::Wide, 1) => 220.0,
            (Width::Wide, _) => 128.0,
            (Width::Narrow, _) => 104.0,
        };
        let (head, foot) = (width.text() + 14.0, width.small() * 2.0 + 22.0);
        let rows = self.panels.len().div_ceil(columns);
        let height = rows as f64 * (head + plot + foot);
        paint(width.px(), height, fonts, |canvas| {
            for (index, panel) in self.panels.iter().enumerate() {
                let (column, row) = (index % columns, index / columns);
                let x = left + column as f64 * (wide + gap);
                let top = row as f64 * (head + plot + foot) + head;
                let field = Field { x: (x, x + wide), y: (top + plot, top) };
                self.frame(canvas, panel, &field, column == 0, width);
                self.series(canvas, panel, &field);
            }
        })
    }

    /// Title, grid and both axes.
    fn frame(&self, canvas: &Canvas<'_>, panel: &Panel, field: &Field, first: bool, width: Width) {
        let small = Type::regular(width.small(), MUTED);
        let baseline = field.y.1 - 9.0;
        canvas.text(&panel.n, (field.x.1, baseline), Anchor::End, small);
        let room = field.x.1 - field.x.0 - canvas.width(&panel.n, small) - 10.0;
        let title = canvas.fonts.fit(&panel.title, width.text(), Weight::Bold, room);
        canvas.text(&title, (field.x.0, baseline), Anchor::Start, Type::bold(width.text(), TEXT));
        for (value, words) in &self.axis.ticks {
            let y = self.axis.place(*value, field.y);
            let (thick, ink) = if *value == 0 { (1.5, ZERO) } else { (1.0, HAIR) };
            canvas.line((field.x.0, y), (field.x.1, y), thick, ink);
            // Every second tick is enough in so low a panel, zero always.
            if first && (*value == 0 || value.abs() == self.axis.bound || self.axis.ticks.len() <= 5) {
                canvas.text(words, (field.x.0 - 8.0, y + width.small() * 0.36), Anchor::End, small);
            }
        }
        for tick in self.time_ticks(canvas.fonts, field, width) {
            let x = self.time(tick.index, field);
            canvas.line((x, field.y.0), (x, field.y.0 + 4.0), 1.0, ZERO);
            canvas.text(&tick.name, (x, field.y.0 + 6.0 + width.small()), Anchor::Middle, small);
            if let Some(year) = &tick.year {
                canvas.text(year, (x, field.y.0 + 8.0 + width.small() * 2.1), Anchor::Middle, small);
            }
        }
    }

    /// Band, reference, line and points.
    fn series(&self, canvas: &Canvas<'_>, panel: &Panel, field: &Field) {
        let y = |value| self.axis.place(value, field.y);
        for run in runs(&panel.marks, |mark| mark.interval.is_some()) {
            self.band(canvas, &panel.marks, run, field);
        }
        if self.reference != panel.marks {
            for run in runs(&self.reference, |_| true) {
                let points: Vec<_> =
                    run.filter_map(|i| Some((self.time(i, field), y(self.reference[i]?.value)))).collect();
                if points.len() > 1 {
                    canvas.path(&points, 1.25, REFERENCE);
                }
            }
        }
        for run in runs(&panel.marks, |_| true) {
            let points: Vec<_> = run.filter_map(|i| Some((self.time(i, field), y(panel.marks[i]?.value)))).collect();
            if points.len() > 1 {
                canvas.path(&points, 2.0, SERIES);
            }
        }
        let radius = if self.periods.len() > 30 { 1.8 } else { 3.2 };
        for (index, mark) in panel.marks.iter().enumerate() {
            let Some(mark) = mark else { continue };
            let at = (self.time(index, field), y(mark.value));
            match mark.interval {
                Some(_) => canvas.disc(at, radius, SERIES),
                None => canvas.ring(at, radius + 0.4, 1.25, SERIES),
            }
        }
    }

    fn band(&self, canvas: &Canvas<'_>, marks: &[Option<Mark>], run: std::ops::Range<usize>, field: &Field) {
        let ends: Vec<_> = run.filter_map(|i| Some((self.time(i, field), marks[i]?.interval?))).collect();
        let y = |value| self.axis.place(value, field.y);
        if let [(x, (low, high))] = ends[..] {
            // A period that stands alone has no width to fill: its interval is a bar.
            canvas.shape(&[(x - 3.0, y(low)), (x + 3.0, y(low)), (x + 3.0, y(high)), (x - 3.0, y(high))], SERIES, 0.2);
            return;
        }
        let upper = ends.iter().map(|(x, (_, high))| (*x, y(*high)));
        let lower = ends.iter().rev().map(|(x, (low, _))| (*x, y(*low)));
        canvas.shape(&upper.chain(lower).collect::<Vec<_>>(), SERIES, 0.2);
    }

    /// The place of a period, half a step in from either side.
    fn time(&self, index: usize, field: &Field) -> f64 {
        let step = (field.x.1 - field.x.0) / self.periods.len().max(1) as f64;
        field.x.0 + (index as f64 + 0.5) * step
    }

    /// As many labels as have room, evenly spaced from the first period, with the year where it changes.
    fn time_ticks(&self, fonts: &Fonts, field: &Field, width: Width) -> Vec<Tick> {
        let widest =
            self.periods.iter().map(|(name, _)| fonts.width(name, width.small(), Weight::Regular)).fold(0.0, f64::max);
        let step = (field.x.1 - field.x.0) / self.periods.len().max(1) as f64;
        let fits = ((widest + 10.0) / step).ceil().max(1.0) as usize;
        let every = [1, 2, 3, 4, 6, 12, 24, 52, 104].into_iter().find(|every| *every >= fits).unwrap_or(fits);
        let mut last = None;
        (0..self.periods.len())
            .step_by(every)
            .map(|index| {
                let (name, year) = &self.periods[index];
                let new = !year.is_empty() && last != Some(year);
                last = Some(year);
                Tick { index, name: name.clone(), year: new.then(|| year.clone()) }
            })
            .collect()
    }
}

/// Ranges of neighbouring periods that have a mark of the wanted sort.
fn runs(marks: &[Option<Mark>], wanted: impl Fn(&Mark) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, mark) in marks.iter().enumerate() {
        if !mark.as_ref().is_some_and(&wanted) {
            continue;
        }
        match out.last_mut() {
            Some(run) if run.end == index => run.end += 1,
            _ => out.push(index..index + 1),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_ends_a_run() {
        let mark = Some(Mark { value: 0, interval: None });
        assert_eq!(runs(&[mark, mark, None, mark], |_| true), [0..2, 3..4]);
        assert!(runs(&[mark], |mark| mark.interval.is_some()).is_empty());
    }
}
