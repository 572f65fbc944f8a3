//! What each mechanism of the engine earns on gold data: the figures with it minus the figures without it.

use super::evaluation::tally;
use super::gold::GoldItem;
use super::holder::HolderMatcher;
use super::metrics::{Figures, Tally};
use super::prediction::Prediction;
use super::table::{Printer, columns_with, meanings};
use crate::config::Lang;
use crate::data::{DataFile, shipped};
use crate::error::Fault;
use crate::stance::{Label, Mechanism};
use serde::Serialize;

/// What one mechanism earns. Gains are figures with it minus figures without it, −1..=1; positive means that it helps.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Earning {
    /// [`Mechanism::code`].
    pub mechanism: &'static str,
    /// Items whose label, score, voice or holder is another without it.
    pub changed: u64,
    /// Items decided as coded only with it.
    pub only_with: u64,
    /// Items decided as coded only without it.
    pub only_without: u64,
    /// Gain in macro-F1.
    pub f1_macro: Option<f64>,
    /// Gain in the share of neutral items kept neutral.
    pub neutral_kept: Option<f64>,
    /// Gain in the correlation of scores with labels.
    pub correlation: Option<f64>,
    /// Gain in the accuracy of the voice, where it is coded.
    pub voice: Option<f64>,
    /// Gain in the share of named holders found, where they are coded.
    pub holder: Option<f64>,
}

/// Decides the items anew without each mechanism in turn. `predict` gives the predictions without one, or with all.
pub fn ablate(
    items: &[GoldItem],
    holders: &HolderMatcher,
    predict: &dyn Fn(Option<Mechanism>) -> Vec<Prediction>,
) -> Vec<Earning> {
    let whole = predict(None);
    let earning = |(mechanism, code): (Mechanism, &'static str)| {
        let without = predict(Some(mechanism));
        let [with_figures, without_figures] = [&whole, &without].map(|made| sum(items, made, holders).figures());
        let gain = |a: Option<f64>, b: Option<f64>| a.zip(b).map(|(a, b)| a - b);
        let trios = || items.iter().zip(&whole).zip(&without);
        let count = |keep: &dyn Fn(&GoldItem, &Prediction, &Prediction) -> bool| {
            trios().filter(|((item, with), without)| keep(item, with, without)).count() as u64
        };
        Earning {
            mechanism: code,
            changed: count(&|_, with, without| with != without),
            only_with: count(&|item, with, without| with.label == item.label && without.label != item.label),
            only_without: count(&|item, with, without| with.label != item.label && without.label == item.label),
            f1_macro: gain(with_figures.f1_macro, without_figures.f1_macro),
            neutral_kept: gain(with_figures.neutral_kept, without_figures.neutral_kept),
            correlation: gain(correlation(items, &whole), correlation(items, &without)),
            voice: gain(voice(&with_figures), voice(&without_figures)),
            holder: gain(holder(&with_figures), holder(&without_figures)),
        }
    };
    Mechanism::ALL.into_iter().map(earning).collect()
}

/// Pearson's correlation of the scores (0 where there is none) with the labels as −1, 0, 1: it sees how much is said, which
/// the decision does not. None where all scores or all labels are equal.
fn correlation(items: &[GoldItem], predictions: &[Prediction]) -> Option<f64> {
    let label = |item: &GoldItem| match item.label {
        Label::Negative => -1.0,
        Label::Neutral => 0.0,
        Label::Positive => 1.0,
    };
    let score = |made: &Prediction| made.score.map_or(0.0, |score| score.as_f64());
    let pairs = || items.iter().zip(predictions).map(|(item, made)| (label(item), score(made)));
    let count = items.len() as f64;
    let (mut x, mut y) = (0.0, 0.0);
    pairs().for_each(|(label, score)| (x, y) = (x + label / count, y + score / count));
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (label, score) in pairs() {
        let (a, b) = (label - x, score - y);
        (xx, yy, xy) = (xx + a * a, yy + b * b, xy + a * b);
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}

fn voice(figures: &Figures) -> Option<f64> {
    figures.voice.as_ref().and_then(|voice| voice.accuracy)
}

fn holder(figures: &Figures) -> Option<f64> {
    figures.holder.as_ref().and_then(|holder| holder.named_accuracy)
}

fn sum(items: &[GoldItem], predictions: &[Prediction], holders: &HolderMatcher) -> Tally {
    let mut all = Tally::default();
    items.iter().zip(predictions).for_each(|(item, made)| all.merge(&tally(item, made, holders)));
    all
}

/// The table for a terminal, gains in percentage points.
///
/// # Errors
/// A table of mechanisms that does not describe every one.
pub fn render_ablation(earnings: &[Earning], lang: Lang) -> Result<String, Fault> {
    let words = descriptions(&shipped("validity/mechanisms.tsv"), lang)?;
    let printer = Printer::new(lang);
    let (head, note) = match lang {
        Lang::Fr => (
            [
                "mécanisme",
                "changés",
                "juste avec",
                "juste sans",
                "macro-F1",
                "neutres",
                "corrélation",
                "voix",
                "locuteur",
                "",
            ],
            "Gains en points de pourcentage (corrélation des scores et des étiquettes : en centièmes) : avec le mécanisme moins sans lui.",
        ),
        Lang::En => (
            [
                "mechanism",
                "changed",
                "right with",
                "right without",
                "macro-F1",
                "neutral",
                "correlation",
                "voice",
                "holder",
                "",
            ],
            "Gains in percentage points (correlation of scores and labels: in hundredths): with the mechanism minus without it.",
        ),
    };
    let mut rows = vec![head.map(String::from).to_vec()];
    for earning in earnings {
        let gains = [earning.f1_macro, earning.neutral_kept, earning.correlation, earning.voice, earning.holder];
        let mut row = vec![earning.mechanism.to_string()];
        row.extend([earning.changed, earning.only_with, earning.only_without].map(|n| n.to_string()));
        row.extend(gains.map(|gain| printer.points(gain)));
        rows.push(row);
    }
    let out = columns_with(&rows, std::iter::once("").chain(words.iter().map(String::as_str)));
    Ok(format!("{out}\n{note}\n"))
}

/// What each mechanism does, in their order.
fn descriptions(file: &DataFile, lang: Lang) -> Result<Vec<String>, Fault> {
    let meanings = meanings(file, lang)?;
    let expected: Vec<&str> = Mechanism::ALL.iter().map(|(_, code)| *code).collect();
    if !meanings.iter().map(|(code, _)| code.as_str()).eq(expected.iter().copied()) {
        return Err(Fault::new(&file.name, "does not describe the mechanisms in their order")
            .remedy(format!("write one line for each of: {}", expected.join(", "))));
    }
    Ok(meanings.into_iter().map(|(_, meaning)| meaning).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stance::Voice;
    use crate::validity::{HolderWords, parse_gold};

    fn items() -> Vec<GoldItem> {
        let line = |label: &str| {
            format!(r#"{{"id":"{label}","text":"Diop.","target":"Diop","start":0,"end":4,"label":"{label}"}}"#)
        };
        parse_gold("g", &["negative", "neutral", "positive"].map(line).join("\n")).unwrap()
    }

    fn earnings() -> Vec<Earning> {
        let items = items();
        let made = |label| Prediction { label, score: None, voice: Voice::Outlet, holder: None };
        // Without negation the negative item is lost and the neutral one found polar.
        let predict = |without: Option<Mechanism>| {
            items
                .iter()
                .map(|item| made(if without == Some(Mechanism::Negation) { Label::Positive } else { item.label }))
                .collect()
        };
        ablate(&items, &HolderMatcher::new(HolderWords::load().unwrap()), &predict)
    }

    #[test]
    fn what_decides_right_earns_and_what_changes_nothing_earns_nothing() {
        let earnings = earnings();
        assert_eq!(earnings.len(), Mechanism::ALL.len());
        let negation = earnings.iter().find(|e| e.mechanism == "negation").unwrap();
        assert_eq!((negation.changed, negation.only_with, negation.only_without), (2, 2, 0));
        assert!(negation.f1_macro.unwrap() > 0.8 && negation.neutral_kept == Some(1.0));
        assert_eq!(negation.voice, None);
        let tone = earnings.iter().find(|e| e.mechanism == "tone").unwrap();
        assert_eq!((tone.changed, tone.f1_macro), (0, Some(0.0)));
    }

    #[test]
    fn the_table_says_what_each_does() {
        let french = render_ablation(&earnings(), Lang::Fr).unwrap();
        assert!(french.lines().any(|line| line.starts_with("negation") && line.ends_with("négation")), "{french}");
        let english = render_ablation(&earnings(), Lang::En).unwrap();
        assert!(english.contains("weak evidence") && english.contains("right with"), "{english}");
    }
}
