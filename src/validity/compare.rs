//! Whether one version of the program is better than another on the same items, or merely luckier.

use super::interval::{Draws, Interval, bootstrap};
use super::metrics::Confusion;
use crate::config::Config;
use crate::stance::Label;
use serde::Serialize;

/// One item decided twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The coders' label.
    pub gold: Label,
    /// The decision of the first version (usually the older).
    pub first: Label,
    /// The decision of the second.
    pub second: Label,
}

/// Two versions on the same items. Differences are second minus first, −1..=1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PairedComparison {
    /// Items.
    pub n: u64,
    /// Accuracy of the first.
    pub accuracy_first: Option<f64>,
    /// Accuracy of the second.
    pub accuracy_second: Option<f64>,
    /// Items that only the first decides as coded.
    pub only_first_right: u64,
    /// Items that only the second decides as coded.
    pub only_second_right: u64,
    /// Two-sided exact p-value of McNemar's test on accuracy (McNemar 1947).
    pub mcnemar_p: f64,
    /// Macro-F1 of the first.
    pub f1_macro_first: Option<f64>,
    /// Macro-F1 of the second.
    pub f1_macro_second: Option<f64>,
    /// 95 % bootstrap interval of the difference in macro-F1.
    pub f1_macro_difference: Option<Interval>,
    /// Two-sided p-value of the paired permutation test on macro-F1 (approximate randomisation, Noreen 1989).
    pub permutation_p: Option<f64>,
}

/// Compares two versions; repetitions and seed come from `config`.
///
/// ```
/// use parallaxe::{config::Config, stance::Label::*, validity::{Pair, compare}};
/// let same = vec![Pair { gold: Negative, first: Neutral, second: Neutral }; 8];
/// assert_eq!(compare(&same, &Config::default()).mcnemar_p, 1.0);
/// ```
pub fn compare(pairs: &[Pair], config: &Config) -> PairedComparison {
    let right = |keep: fn(&Pair) -> bool| pairs.iter().filter(|pair| keep(pair)).count() as u64;
    let only_first_right = right(|p| p.first == p.gold && p.second != p.gold);
    let only_second_right = right(|p| p.second == p.gold && p.first != p.gold);
    let (first, second) = confusions(pairs.iter().copied());
    let [f1_macro_difference] = bootstrap(pairs.len(), config.resamples, config.seed, |drawn| {
        [difference(confusions(drawn.iter().map(|index| pairs[*index])))]
    });
    PairedComparison {
        n: pairs.len() as u64,
        accuracy_first: first.accuracy(),
        accuracy_second: second.accuracy(),
        only_first_right,
        only_second_right,
        mcnemar_p: mcnemar_exact(only_first_right, only_second_right),
        f1_macro_first: first.f1_macro(),
        f1_macro_second: second.f1_macro(),
        f1_macro_difference,
        permutation_p: permutation(pairs, config),
    }
}

fn confusions(pairs: impl Iterator<Item = Pair>) -> (Confusion, Confusion) {
    let mut both = (Confusion::default(), Confusion::default());
    for pair in pairs {
        both.0.add(pair.gold, pair.first);
        both.1.add(pair.gold, pair.second);
    }
    both
}

fn difference((first, second): (Confusion, Confusion)) -> Option<f64> {
    Some(second.f1_macro()? - first.f1_macro()?)
}

/// Share of random exchanges of the two decisions that give a difference at least as large; the observed one counts as
/// one of them, so that no p-value is 0.
fn permutation(pairs: &[Pair], config: &Config) -> Option<f64> {
    let observed = difference(confusions(pairs.iter().copied()))?.abs();
    let mut draws = Draws::new(config.seed);
    let mut as_large = 1u64;
    for _ in 0..config.resamples {
        let exchanged = pairs.iter().map(|pair| {
            let exchange = pair.first != pair.second && draws.coin();
            if exchange { Pair { first: pair.second, second: pair.first, ..*pair } } else { *pair }
        });
        // The tolerance keeps equal differences equal whatever the order of the additions in them.
        if difference(confusions(exchanged)).is_some_and(|value| value.abs() >= observed - 1e-12) {
            as_large += 1;
        }
    }
    Some(as_large as f64 / (f64::from(config.resamples) + 1.0))
}

/// Two-sided exact p-value of McNemar's test for `b` and `c` discordant pairs: twice the smaller tail of a fair
/// binomial, at most 1.
///
/// ```
/// assert_eq!(parallaxe::validity::mcnemar_exact(0, 5), 0.0625);
/// ```
pub fn mcnemar_exact(b: u64, c: u64) -> f64 {
    let n = b + c;
    // ln of C(n, k) / 2ⁿ, built up term by term so that large counts neither overflow nor vanish.
    let mut ln_term = -(n as f64) * std::f64::consts::LN_2;
    let mut tail = ln_term.exp();
    for k in 1..=b.min(c) {
        ln_term += ((n - k + 1) as f64).ln() - (k as f64).ln();
        tail += ln_term.exp();
    }
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Label::{Negative, Neutral, Positive};

    #[track_caller]
    fn near(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn mcnemar_known_values() {
        near(mcnemar_exact(0, 0), 1.0);
        near(mcnemar_exact(3, 3), 1.0);
        near(mcnemar_exact(1, 9), 22.0 / 1024.0);
        near(mcnemar_exact(9, 1), 22.0 / 1024.0);
        assert!(mcnemar_exact(4000, 4000) <= 1.0);
        assert!(mcnemar_exact(900, 1100) < 1e-4 && mcnemar_exact(900, 1100) > 1e-6);
    }

    fn pairs(better: usize, worse: usize, same: usize) -> Vec<Pair> {
        let gold = [Negative, Neutral, Positive];
        let wrong = |label| if label == Neutral { Positive } else { Neutral };
        let pair = |i: usize, first_right: bool, second_right: bool| {
            let gold = gold[i % 3];
            let made = |right| if right { gold } else { wrong(gold) };
            Pair { gold, first: made(first_right), second: made(second_right) }
        };
        (0..better)
            .map(|i| pair(i, false, true))
            .chain((0..worse).map(|i| pair(i, true, false)))
            .chain((0..same).map(|i| pair(i, true, true)))
            .collect()
    }

    #[test]
    fn a_clear_gain_is_told_from_chance() {
        let gain = compare(&pairs(30, 3, 60), &Config::default());
        assert_eq!((gain.only_first_right, gain.only_second_right, gain.n), (3, 30, 93));
        assert!(gain.mcnemar_p < 0.001 && gain.permutation_p.unwrap() < 0.01);
        assert!(gain.f1_macro_difference.unwrap().low > 0.0);
        let chance = compare(&pairs(5, 4, 60), &Config::default());
        assert!(chance.mcnemar_p > 0.5 && chance.permutation_p.unwrap() > 0.5);
    }

    #[test]
    fn no_items_no_verdict() {
        let none = compare(&[], &Config::default());
        assert_eq!((none.permutation_p, none.accuracy_first, none.mcnemar_p), (None, None, 1.0));
    }
}
