//! Counts and the figures made from them: precision, recall, F1, accuracy, and agreement corrected for chance.
//!
//! A figure that has no value (precision of a class that was never predicted, recall of a class nobody coded) is `None`,
//! never 0.

use crate::stance::Label;
use serde::Serialize;
use std::collections::BTreeMap;

/// The order of all rows and columns.
pub const LABELS: [Label; 3] = [Label::Negative, Label::Neutral, Label::Positive];

const fn index(label: Label) -> usize {
    match label {
        Label::Negative => 0,
        Label::Neutral => 1,
        Label::Positive => 2,
    }
}

/// Items by gold label (row) and predicted label (column), in the order of [`LABELS`].
///
/// ```
/// use parallaxe::{stance::Label, validity::Confusion};
/// let mut confusion = Confusion::default();
/// confusion.add(Label::Negative, Label::Neutral);
/// assert_eq!(confusion.cells, [[0, 1, 0], [0, 0, 0], [0, 0, 0]]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Confusion {
    /// Counts.
    pub cells: [[u64; 3]; 3],
}

impl Confusion {
    /// Counts one item.
    pub fn add(&mut self, gold: Label, predicted: Label) {
        self.cells[index(gold)][index(predicted)] += 1;
    }

    /// Number of items.
    pub fn n(&self) -> u64 {
        self.cells.iter().flatten().sum()
    }

    fn gold(&self, class: usize) -> u64 {
        self.cells[class].iter().sum()
    }

    fn predicted(&self, class: usize) -> u64 {
        self.cells.iter().map(|row| row[class]).sum()
    }

    fn right(&self) -> u64 {
        (0..3).map(|class| self.cells[class][class]).sum()
    }

    /// Share of items decided as coded, 0..=1.
    pub fn accuracy(&self) -> Option<f64> {
        ratio(self.right(), self.n())
    }

    /// Share of neutral items that are kept neutral, 0..=1: the recall of neutral.
    pub fn neutral_kept(&self) -> Option<f64> {
        ratio(self.cells[1][1], self.gold(1))
    }

    /// Precision, recall and F1 of one class.
    pub fn class(&self, label: Label) -> ClassFigures {
        let class = index(label);
        let (right, gold, predicted) = (self.cells[class][class], self.gold(class), self.predicted(class));
        ClassFigures {
            precision: ratio(right, predicted),
            recall: ratio(right, gold),
            f1: ratio(2 * right, gold + predicted),
            support: gold,
        }
    }

    /// Unweighted mean of the F1 of the classes that were coded or predicted at all.
    pub fn f1_macro(&self) -> Option<f64> {
        let values: Vec<f64> = LABELS.iter().filter_map(|label| self.class(*label).f1).collect();
        if values.is_empty() { None } else { Some(values.iter().sum::<f64>() / values.len() as f64) }
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    if whole == 0 { None } else { Some(part as f64 / whole as f64) }
}

/// Cohen's kappa of two coders (Cohen 1960), -1..=1; `None` without items or when chance alone explains everything.
pub fn cohen_kappa(confusion: &Confusion) -> Option<f64> {
    let observed = confusion.accuracy()?;
    let n = confusion.n() as f64;
    let expected: f64 = (0..3).map(|c| confusion.gold(c) as f64 * confusion.predicted(c) as f64).sum::<f64>() / (n * n);
    if expected >= 1.0 { None } else { Some((observed - expected) / (1.0 - expected)) }
}

/// Krippendorff's alpha for nominal data (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): any number of
/// coders, gaps allowed. Each unit lists the values it got; units with fewer than two are left aside. At most 1, negative
/// when coders agree less than chance; `None` when fewer than two different values were used.
///
/// ```
/// use parallaxe::validity::krippendorff_alpha;
/// let alpha = krippendorff_alpha(&[vec![1, 1], vec![2, 2], vec![1, 2], vec![2, 2]]).unwrap();
/// assert!((alpha - 8.0 / 15.0).abs() < 1e-12);
/// ```
pub fn krippendorff_alpha<T: Ord + Copy>(units: &[Vec<T>]) -> Option<f64> {
    let mut totals: BTreeMap<T, f64> = BTreeMap::new();
    let mut disagreement = 0.0;
    for unit in units.iter().filter(|unit| unit.len() > 1) {
        let mut counts: BTreeMap<T, f64> = BTreeMap::new();
        for value in unit {
            *counts.entry(*value).or_default() += 1.0;
            *totals.entry(*value).or_default() += 1.0;
        }
        let m = unit.len() as f64;
        disagreement += counts.values().map(|count| count * (m - count)).sum::<f64>() / (m - 1.0);
    }
    alpha(disagreement, &totals.into_values().collect::<Vec<_>>())
}

/// Alpha from the sum of the off-diagonal coincidences and the totals of the values.
fn alpha(disagreement: f64, totals: &[f64]) -> Option<f64> {
    let n: f64 = totals.iter().sum();
    let expected = n * n - totals.iter().map(|total| total * total).sum::<f64>();
    if expected <= 0.0 { None } else { Some(1.0 - (n - 1.0) * disagreement / expected) }
}

/// Alpha of two coders without gaps, straight from their confusion.
fn alpha_of(confusion: &Confusion) -> Option<f64> {
    let disagreement = 2.0 * (confusion.n() - confusion.right()) as f64;
    alpha(disagreement, &[0, 1, 2].map(|class| (confusion.gold(class) + confusion.predicted(class)) as f64))
}

/// Figures of one class, each 0..=1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct ClassFigures {
    /// Share of the predictions that are right.
    pub precision: Option<f64>,
    /// Share of the coded items that are found.
    pub recall: Option<f64>,
    /// Harmonic mean of both.
    pub f1: Option<f64>,
    /// Coded items.
    pub support: u64,
}

/// How well the voice is found: outlet or reported.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct VoiceFigures {
    /// Items whose voice was coded.
    pub n: u64,
    /// Share of them decided as coded, 0..=1.
    pub accuracy: Option<f64>,
    /// Reported words: precision, recall and F1.
    pub reported: ClassFigures,
    /// Rows coded, columns found; outlet, reported.
    pub confusion: [[u64; 2]; 2],
}

/// How well the speaker is found.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct HolderFigures {
    /// Items whose holder was coded, a coded `null` among them.
    pub n: u64,
    /// Share of them decided as coded (`null` for `null` is right), 0..=1.
    pub accuracy: Option<f64>,
    /// Items with a named holder.
    pub named: u64,
    /// Share of these whose speaker was found.
    pub named_accuracy: Option<f64>,
}

/// What is counted over items; it can be added to, so that any sample of items has its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Labels.
    pub confusion: Confusion,
    /// Rows coded, columns found; outlet, reported.
    pub voice: [[u64; 2]; 2],
    /// Coded `null`: all, right.
    pub nobody: (u64, u64),
    /// Coded with a name: all, right.
    pub named: (u64, u64),
}

impl Tally {
    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Tally) {
        for (row, others) in self.confusion.cells.iter_mut().zip(other.confusion.cells) {
            row.iter_mut().zip(others).for_each(|(cell, more)| *cell += more);
        }
        for (row, others) in self.voice.iter_mut().zip(other.voice) {
            row.iter_mut().zip(others).for_each(|(cell, more)| *cell += more);
        }
        for (pair, more) in [(&mut self.nobody, other.nobody), (&mut self.named, other.named)] {
            pair.0 += more.0;
            pair.1 += more.1;
        }
    }

    /// The figures.
    pub fn figures(&self) -> Figures {
        Figures {
            n: self.confusion.n(),
            f1_macro: self.confusion.f1_macro(),
            accuracy: self.confusion.accuracy(),
            neutral_kept: self.confusion.neutral_kept(),
            kappa: cohen_kappa(&self.confusion),
            alpha: alpha_of(&self.confusion),
            classes: LABELS.map(|label| self.confusion.class(label)),
            voice: self.voice_figures(),
            holder: self.holder_figures(),
        }
    }

    fn voice_figures(&self) -> Option<VoiceFigures> {
        let [[outlet, missed], [wrong, reported]] = self.voice;
        let n = outlet + missed + wrong + reported;
        (n > 0).then(|| VoiceFigures {
            n,
            accuracy: ratio(outlet + reported, n),
            reported: ClassFigures {
                precision: ratio(reported, missed + reported),
                recall: ratio(reported, wrong + reported),
                f1: ratio(2 * reported, 2 * reported + missed + wrong),
                support: wrong + reported,
            },
            confusion: self.voice,
        })
    }

    fn holder_figures(&self) -> Option<HolderFigures> {
        let n = self.nobody.0 + self.named.0;
        (n > 0).then(|| HolderFigures {
            n,
            accuracy: ratio(self.nobody.1 + self.named.1, n),
            named: self.named.0,
            named_accuracy: ratio(self.named.1, self.named.0),
        })
    }
}

/// All figures of one sample of items.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figures {
    /// Items.
    pub n: u64,
    /// See [`Confusion::f1_macro`].
    pub f1_macro: Option<f64>,
    /// See [`Confusion::accuracy`].
    pub accuracy: Option<f64>,
    /// See [`Confusion::neutral_kept`].
    pub neutral_kept: Option<f64>,
    /// See [`cohen_kappa`].
    pub kappa: Option<f64>,
    /// See [`krippendorff_alpha`].
    pub alpha: Option<f64>,
    /// In the order of [`LABELS`].
    pub classes: [ClassFigures; 3],
    /// Present when a voice was coded.
    pub voice: Option<VoiceFigures>,
    /// Present when a holder was coded.
    pub holder: Option<HolderFigures>,
}

/// Number of values in [`Figures::values`].
pub(super) const VALUES: usize = 20;

impl Figures {
    /// Names of [`Figures::values`], in the same order: the keys of `intervals` in the JSON output.
    pub(super) const NAMES: [&str; VALUES] = [
        "f1_macro",
        "accuracy",
        "neutral_kept",
        "kappa",
        "alpha",
        "negative_precision",
        "negative_recall",
        "negative_f1",
        "neutral_precision",
        "neutral_recall",
        "neutral_f1",
        "positive_precision",
        "positive_recall",
        "positive_f1",
        "voice_accuracy",
        "voice_reported_precision",
        "voice_reported_recall",
        "voice_reported_f1",
        "holder_accuracy",
        "holder_named_accuracy",
    ];

    /// Every figure that gets an interval.
    pub(super) fn values(&self) -> [Option<f64>; VALUES] {
        let [neg, neu, pos] = self.classes;
        let voice = self.voice.unwrap_or_default();
        let holder = self.holder.unwrap_or_default();
        [
            self.f1_macro,
            self.accuracy,
            self.neutral_kept,
            self.kappa,
            self.alpha,
            neg.precision,
            neg.recall,
            neg.f1,
            neu.precision,
            neu.recall,
            neu.f1,
            pos.precision,
            pos.recall,
            pos.f1,
            voice.accuracy,
            voice.reported.precision,
            voice.reported.recall,
            voice.reported.f1,
            holder.accuracy,
            holder.named_accuracy,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn confusion(cells: [[u64; 3]; 3]) -> Confusion {
        Confusion { cells }
    }

    #[track_caller]
    fn near(value: Option<f64>, expected: f64) {
        let value = value.expect("a value");
        assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn figures_of_a_worked_example() {
        let c = confusion([[5, 3, 2], [1, 8, 1], [0, 4, 6]]);
        near(c.accuracy(), 19.0 / 30.0);
        near(c.neutral_kept(), 0.8);
        near(c.class(Label::Negative).precision, 5.0 / 6.0);
        near(c.class(Label::Negative).recall, 0.5);
        near(c.class(Label::Negative).f1, 0.625);
        near(c.class(Label::Neutral).f1, 16.0 / 25.0);
        near(c.class(Label::Positive).f1, 12.0 / 19.0);
        near(c.f1_macro(), (0.625 + 0.64 + 12.0 / 19.0) / 3.0);
    }

    #[test]
    fn what_has_no_value_is_none() {
        let c = confusion([[0, 2, 0], [0, 3, 0], [0, 0, 0]]);
        assert_eq!(c.class(Label::Negative).precision, None);
        near(c.class(Label::Negative).f1, 0.0);
        assert_eq!(c.class(Label::Positive), ClassFigures::default());
        near(c.f1_macro(), 0.375);
        assert_eq!(confusion([[0; 3]; 3]).accuracy(), None);
        assert_eq!(confusion([[0; 3]; 3]).f1_macro(), None);
        assert_eq!(cohen_kappa(&confusion([[0, 0, 0], [0, 4, 0], [0, 0, 0]])), None);
    }

    #[test]
    fn kappa_of_the_textbook() {
        near(cohen_kappa(&confusion([[20, 5, 0], [10, 15, 0], [0, 0, 0]])), 0.4);
        near(cohen_kappa(&confusion([[1, 0, 0], [0, 1, 0], [0, 0, 1]])), 1.0);
    }

    /// The example with four coders, twelve units and gaps of Krippendorff (2011): nominal alpha .743.
    #[test]
    fn alpha_of_krippendorffs_example() {
        let coders: [[u8; 12]; 4] = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let units: Vec<Vec<u8>> =
            (0..12).map(|unit| coders.iter().map(|values| values[unit]).filter(|value| *value > 0).collect()).collect();
        let alpha = krippendorff_alpha(&units).unwrap();
        assert!((alpha - 0.743).abs() < 0.0005, "{alpha}");
    }

    #[test]
    fn alpha_of_a_confusion_is_alpha_of_its_units() {
        let c = confusion([[5, 3, 2], [1, 8, 1], [0, 4, 6]]);
        let mut units = Vec::new();
        for (gold, row) in c.cells.iter().enumerate() {
            for (predicted, count) in row.iter().enumerate() {
                units.extend((0..*count).map(|_| vec![gold, predicted]));
            }
        }
        near(alpha_of(&c), krippendorff_alpha(&units).unwrap());
    }

    #[test]
    fn voice_and_holder() {
        let tally = Tally { voice: [[6, 2], [1, 3]], nobody: (8, 7), named: (4, 1), ..Tally::default() };
        let figures = tally.figures();
        let (voice, holder) = (figures.voice.unwrap(), figures.holder.unwrap());
        near(voice.accuracy, 0.75);
        near(voice.reported.precision, 0.6);
        near(voice.reported.recall, 0.75);
        near(holder.accuracy, 8.0 / 12.0);
        near(holder.named_accuracy, 0.25);
        assert_eq!(Tally::default().figures().voice, None);
    }
}
