//! Percentile bootstrap over items (Efron and Tibshirani 1993, chapter 13), the same for the same seed on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde::{Serialize, Serializer};

/// A 95 % interval; written in JSON as `[low, high]`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// 2.5 % of the resampled values lie below.
    pub low: f64,
    /// 2.5 % lie above.
    pub high: f64,
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.low, self.high].serialize(serializer)
    }
}

/// Draws from a seeded generator.
pub(super) struct Draws(ChaCha8Rng);

impl Draws {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A whole number below `bound`. Multiply and shift (Lemire 2019) without rejection: the bias is below 2⁻³² for any
    /// bound that fits in memory, and the result does not depend on the version of a library's range sampler.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.0.next_u64()) * bound as u128) >> 64) as usize
    }

    /// One fair coin.
    pub(super) fn coin(&mut self) -> bool {
        self.0.next_u32() >> 31 == 1
    }
}

/// Intervals of `K` figures of `n` items: `resamples` times, `n` indices are drawn with replacement and handed to
/// `figures`. A figure is `None` when it had no value in more than one resample of twenty.
///
/// ```
/// use parallaxe::validity::bootstrap;
/// let values = [0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0];
/// let mean = |drawn: &[usize]| [Some(drawn.iter().map(|i| values[*i]).sum::<f64>() / 8.0)];
/// let [interval] = bootstrap(8, 500, 7, mean);
/// assert!(interval.unwrap().low < 0.625 && 0.625 < interval.unwrap().high);
/// ```
pub fn bootstrap<const K: usize>(
    n: usize,
    resamples: u32,
    seed: u64,
    mut figures: impl FnMut(&[usize]) -> [Option<f64>; K],
) -> [Option<Interval>; K] {
    if n == 0 || resamples == 0 {
        return [None; K];
    }
    let mut draws = Draws::new(seed);
    let mut drawn = vec![0; n];
    let mut values: [Vec<f64>; K] = std::array::from_fn(|_| Vec::with_capacity(resamples as usize));
    for _ in 0..resamples {
        drawn.iter_mut().for_each(|index| *index = draws.below(n));
        for (list, value) in values.iter_mut().zip(figures(&drawn)) {
            list.extend(value);
        }
    }
    values.map(|list| if list.len() * 20 < resamples as usize * 19 { None } else { percentiles(list) })
}

fn percentiles(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    Some(Interval { low: quantile(&values, 0.025)?, high: quantile(&values, 0.975)? })
}

/// Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * (sorted.len().checked_sub(1)?) as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    Some(sorted[below] + (sorted[above] - sorted[below]) * (place - place.floor()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_decides() {
        let run = |seed| bootstrap(30, 200, seed, |d| [Some(d.iter().map(|i| (*i % 3) as f64).sum::<f64>() / 30.0)]);
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
    }

    #[test]
    fn width_is_that_of_the_normal_approximation() {
        let [interval] = bootstrap(400, 2000, 3, |d| [Some(d.iter().filter(|i| **i < 200).count() as f64 / 400.0)]);
        let interval = interval.unwrap();
        assert!((interval.low - 0.451).abs() < 0.01 && (interval.high - 0.549).abs() < 0.01, "{interval:?}");
    }

    #[test]
    fn quantiles_interpolate() {
        assert_eq!(quantile(&[0.0, 1.0, 2.0, 3.0, 4.0], 0.5), Some(2.0));
        assert_eq!(quantile(&[0.0, 10.0], 0.25), Some(2.5));
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn figures_that_often_have_no_value_get_no_interval() {
        let [rare, none] = bootstrap(4, 100, 5, |d| [d.iter().all(|i| *i == 0).then_some(1.0), None]);
        assert_eq!((rare, none), (None, None));
        assert_eq!(bootstrap(0, 100, 5, |_| [Some(1.0)]), [None]);
    }

    #[test]
    fn draws_are_below_the_bound_and_reach_it() {
        let mut draws = Draws::new(11);
        let mut seen = [false; 7];
        (0..500).for_each(|_| seen[draws.below(7)] = true);
        assert!(seen.iter().all(|s| *s));
    }
}
