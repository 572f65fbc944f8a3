//! Comparisons of outlets on one actor: difference, interval, permutation test, correction for many tests.
//!
//! **Test.** Under the hypothesis that the outlet makes no difference, the articles of both outlets are exchangeable: the
//! observed |difference of means| is compared with that of random re-labellings (two-sided permutation test). With e of b
//! re-labellings at least as extreme, p = (e + 1) / (b + 1), so p is never 0 (Phipson and Smyth 2010). Re-labelling stops early
//! once e is large enough to know p as well as the configured number of resamples knows p = 0.05, and goes on to twenty times that
//! number where p is small (sequential Monte Carlo test; Besag and Clifford 1991), because the correction below multiplies small
//! p-values. Where even the smaller outlet has hundreds of articles, the sum over a random re-labelling is normal for every practical
//! purpose (Hoeffding 1951) and its exact mean and variance give p without draws.
//!
//! **Correction.** Benjamini and Hochberg (1995) over all comparisons of the run.

use super::cell::Histogram;
use super::interval::{Resampled, below, divide, stream};
use super::table::Comparison;
use crate::config::Config;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use std::cmp::Ordering;

/// Most re-labellings of one pair, as a multiple of the configured resamples.
const MOST: u64 = 20;
/// Most draws spent on one pair beyond the configured resamples: bounds the cost for outlets with many articles.
const DRAWS: u64 = 2_000_000;
/// Above this many articles of the smaller outlet the normal limit replaces re-labelling.
const LARGE: u64 = 250;

/// One actor's article scores by known outlet, in the order of the outlets' names.
#[derive(Debug, Clone, PartialEq)]
pub struct ByOutlet<'a> {
    /// The actor.
    pub actor: &'a str,
    /// Outlets and their article scores, all voices together.
    pub outlets: Vec<(&'a str, Histogram)>,
}

/// All pairs of outlets with at least [`Config::min_articles`] scored articles (and never fewer than two) on each actor,
/// sorted by corrected p-value, then larger difference, then actor and names.
pub fn comparisons(actors: &[ByOutlet], config: &Config) -> Vec<Comparison> {
    let enough = config.min_articles.max(2);
    let sides: Vec<Side> = actors
        .par_iter()
        .flat_map_iter(|by| by.outlets.iter().map(|(outlet, scores)| (by.actor, *outlet, scores)))
        .filter(|(_, _, scores)| scores.articles() >= enough)
        .map(|(actor, outlet, scores)| Side::new(actor, outlet, scores, config))
        .collect();
    let mut pairs: Vec<(&Side, &Side)> = Vec::new();
    for (i, a) in sides.iter().enumerate() {
        pairs.extend(sides[i + 1..].iter().take_while(|b| b.actor == a.actor).map(|b| (a, b)));
    }
    let mut compared: Vec<(Comparison, f64)> = pairs.par_iter().map(|(a, b)| compare(a, b, config)).collect();
    let corrected = benjamini_hochberg(&compared.iter().map(|(_, p)| *p).collect::<Vec<_>>());
    for ((comparison, _), p) in compared.iter_mut().zip(corrected) {
        comparison.p_corrected_millionths = (p * 1e6).round() as u32;
    }
    let mut comparisons: Vec<Comparison> = compared.into_iter().map(|(comparison, _)| comparison).collect();
    comparisons.sort_by(by_weight);
    comparisons
}

fn by_weight(a: &Comparison, b: &Comparison) -> Ordering {
    (a.p_corrected_millionths.cmp(&b.p_corrected_millionths))
        .then(b.difference.cmp(&a.difference))
        .then_with(|| (&a.actor, &a.first, &a.second).cmp(&(&b.actor, &b.first, &b.second)))
}

/// One outlet's scores on one actor, resampled once for all its comparisons.
struct Side<'a> {
    actor: &'a str,
    outlet: &'a str,
    scores: &'a Histogram,
    resampled: Resampled,
}

impl<'a> Side<'a> {
    fn new(actor: &'a str, outlet: &'a str, scores: &'a Histogram, config: &Config) -> Self {
        let mut rng = stream(config.seed, &["side", actor, outlet]);
        Self { actor, outlet, scores, resampled: Resampled::new(scores, config.resamples, &mut rng) }
    }
}

/// One pair, with its uncorrected p-value. Its draws are named by the outlets in the order of their names.
fn compare(a: &Side, b: &Side, config: &Config) -> (Comparison, f64) {
    let (first, second) = if excess(a.scores, b.scores) < 0 { (b, a) } else { (a, b) };
    let (low, high) = first.resampled.difference(&second.resampled);
    let (n, m) = (first.scores.articles(), second.scores.articles());
    let names = [a.outlet.min(b.outlet), a.outlet.max(b.outlet)];
    let p = p_value(first.scores, second.scores, config.resamples, || {
        stream(config.seed, &["permutation", a.actor, names[0], names[1]])
    });
    let comparison = Comparison {
        actor: a.actor.into(),
        first: first.outlet.into(),
        second: second.outlet.into(),
        n_first: n,
        n_second: m,
        difference: divide(excess(first.scores, second.scores), i128::from(n) * i128::from(m)),
        low,
        high,
        p_corrected_millionths: 1_000_000,
    };
    (comparison, p)
}

/// The two-sided p-value of the difference of two means under re-labelling.
fn p_value(a: &Histogram, b: &Histogram, resamples: u32, rng: impl FnOnce() -> ChaCha8Rng) -> f64 {
    if a.articles().min(b.articles()) > LARGE { normal_p(a, b) } else { permutation_p(a, b, resamples, &mut rng()) }
}

/// The normal limit: the sum S of n of the N pooled values drawn without replacement has mean n·μ and variance
/// n (N − n) σ² / (N − 1), with μ and σ² those of the pool. libm's own `erfc`, so that its last bit is the same on every machine.
fn normal_p(a: &Histogram, b: &Histogram) -> f64 {
    let mut pool = a.clone();
    pool.merge(b);
    let (n, size) = (a.articles() as f64, pool.articles() as f64);
    let mean = pool.sum() as f64 / size;
    let square = |value: i16| (f64::from(value) - mean) * (f64::from(value) - mean);
    let squares: f64 = pool.iter().map(|(value, count)| count as f64 * square(value)).sum();
    let variance = n * (size - n) * (squares / size) / (size - 1.0);
    let distance = (a.sum() as f64 - n * mean).abs();
    if variance > 0.0 { libm::erfc(distance / (2.0 * variance).sqrt()) } else { 1.0 }
}

/// (mean of a − mean of b) times both numbers of articles: an integer with the sign of the difference.
fn excess(a: &Histogram, b: &Histogram) -> i128 {
    i128::from(a.sum()) * i128::from(b.articles()) - i128::from(b.sum()) * i128::from(a.articles())
}

/// The p-value by re-labelling. Only the smaller side is drawn: its sum decides the difference, since the total is fixed.
fn permutation_p(a: &Histogram, b: &Histogram, resamples: u32, rng: &mut ChaCha8Rng) -> f64 {
    let (small, large) = if a.articles() <= b.articles() { (a, b) } else { (b, a) };
    let n = small.articles();
    let mut pool: Vec<i16> = small.values();
    pool.extend(large.values());
    let (total, size) = (i128::from(small.sum() + large.sum()), pool.len() as i128);
    // |mean of the drawn − mean of the rest| grows with |sum · size − total · n|.
    let extremeness = |sum: i64| (i128::from(sum) * size - total * i128::from(n)).abs();
    let observed = extremeness(small.sum());
    let resamples = u64::from(resamples);
    let most = (DRAWS / n).clamp(resamples, MOST * resamples);
    let enough = (resamples / 20).max(10);
    let (mut done, mut extreme) = (0u64, 0u64);
    while done < most && extreme < enough {
        done += 1;
        extreme += u64::from(extremeness(draw(&mut pool, n as usize, rng)) >= observed);
    }
    if extreme >= enough { extreme as f64 / done as f64 } else { (extreme + 1) as f64 / (done + 1) as f64 }
}

/// The sum of `n` values drawn without replacement: the first steps of a Fisher–Yates shuffle, which may start from any order.
fn draw(pool: &mut [i16], n: usize, rng: &mut ChaCha8Rng) -> i64 {
    let mut sum = 0;
    for i in 0..n {
        let j = i + below(rng, (pool.len() - i) as u32);
        pool.swap(i, j);
        sum += i64::from(pool[i]);
    }
    sum
}

/// Adjusted p-values in the order given: with the p-values in ascending order, min over j ≥ i of (m / j) · p₍ⱼ₎, at most 1.
fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut adjusted = vec![1.0; p.len()];
    let mut least = 1.0f64;
    for (rank, &i) in order.iter().enumerate().rev() {
        least = least.min(p[i] * p.len() as f64 / (rank + 1) as f64);
        adjusted[i] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(scores: &[i64]) -> Histogram {
        scores.iter().copied().collect()
    }

    fn p(a: &[i64], b: &[i64]) -> f64 {
        permutation_p(&histogram(a), &histogram(b), 2000, &mut stream(7, &["x"]))
    }

    /// Hand-computed: of the 20 ways to choose 3 of 6 values, only the two extreme ones are as extreme: p = 0.1.
    #[test]
    fn permutation_of_six() {
        let found = p(&[1, 2, 3], &[4, 5, 6]);
        assert!((found - 0.1).abs() < 0.025, "{found}");
    }

    #[test]
    fn permutation_limits() {
        assert_eq!(p(&[5; 6], &[5; 6]), 1.0);
        let sure = p(&[-900; 40], &[900; 30]);
        assert!(sure > 0.0 && sure < 5e-5, "{sure}");
        assert_eq!(permutation_p(&histogram(&[1, 2]), &histogram(&[3, 4]), 0, &mut stream(7, &["x"])), 1.0);
    }

    #[test]
    fn the_normal_limit_agrees_with_relabelling() {
        let scores = |shift: i64| (0..400).map(|i| (i * 7919) % 1201 - 600 + shift).collect::<Histogram>();
        for (shift, expected) in [(0, 1.0), (30, 0.22), (60, 0.0146)] {
            let (a, b) = (scores(0), scores(shift));
            let (limit, drawn) = (normal_p(&a, &b), permutation_p(&a, &b, 4000, &mut stream(7, &["x"])));
            assert!((limit - drawn).abs() < 0.1 * drawn && (limit - expected).abs() < 0.02, "{limit} {drawn}");
        }
        assert_eq!(normal_p(&[5; 300].into_iter().collect(), &[5; 400].into_iter().collect()), 1.0);
    }

    /// Hand-computed: m = 4; 0.005·4/1 = 0.02, 0.02·4/2 = 0.04 but 0.03·4/3 = 0.04, 0.03·4/3 = 0.04, 0.9.
    #[test]
    fn correction() {
        let adjusted = benjamini_hochberg(&[0.02, 0.9, 0.005, 0.03]);
        for (found, expected) in adjusted.iter().zip([0.04, 0.9, 0.02, 0.04]) {
            assert!((found - expected).abs() < 1e-12, "{adjusted:?}");
        }
        // A larger p with a lower multiple pulls the smaller one down: 0.04·2/1 = 0.08, but 0.05·2/2 = 0.05.
        assert_eq!(benjamini_hochberg(&[0.04, 0.05]), [0.05, 0.05]);
        assert!(benjamini_hochberg(&[]).is_empty());
    }

    #[test]
    fn pairs_of_outlets_with_enough_articles() {
        let low = histogram(&[-600, -500, -400, -550, -450, -500, -480, -520, -500, -500]);
        let high = histogram(&[300, 400, 200, 350, 250, 300, 320, 280]);
        let outlets = vec![("A", low.clone()), ("B", high.clone()), ("C", low), ("D", histogram(&[0; 4]))];
        let found = comparisons(&[ByOutlet { actor: "Mali", outlets: outlets.clone() }], &Config::default());
        let names: Vec<_> = found.iter().map(|c| (c.first.as_str(), c.second.as_str(), c.difference)).collect();
        assert_eq!(names, [("B", "A", 800), ("B", "C", 800), ("A", "C", 0)]);
        assert!(found[0].low > 700 && found[0].high < 900 && found[0].p_corrected_millionths < 1000, "{:?}", found[0]);
        assert_eq!((found[0].n_first, found[0].n_second, found[2].p_corrected_millionths), (8, 10, 1_000_000));
        // One outlet more does not move the draws of the other pairs.
        let fewer = comparisons(&[ByOutlet { actor: "Mali", outlets: outlets[..2].to_vec() }], &Config::default());
        assert_eq!((fewer[0].low, fewer[0].high), (found[0].low, found[0].high));
    }

    /// Between identical outlets, p-values are uniform: about one in twenty below 0.05. Seeds are fixed.
    #[test]
    fn level_of_the_test() {
        const SCORES: [i64; 6] = [-800, -300, 0, 0, 150, 400];
        let rejected = (0..600)
            .filter(|run| {
                let mut rng = stream(3, &[&run.to_string()]);
                let mut sample = |n| (0..n).map(|_| SCORES[below(&mut rng, 6)]).collect::<Histogram>();
                permutation_p(&sample(8), &sample(12), 400, &mut stream(4, &[&run.to_string()])) < 0.05
            })
            .count();
        assert!((12..=45).contains(&rejected), "{rejected} of 600");
    }
}
