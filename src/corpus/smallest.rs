//! Which texts are worth comparing with a text: those that share some of its smallest hashes.

use super::copies::{Candidate, Texts};
use super::prints::Sketch;
use std::io;

/// Two near copies agree on at least [`AGREED`] of this many smallest hashes with near certainty.
const PROBES: usize = 12;
/// Texts that agree on one only mostly share a phrase. Of two that resemble each other by 0.6, three in ten thousand do not
/// agree on two; of two that do by 0.8, one in ten thousand millions.
const AGREED: usize = 2;
/// A hash that so many first texts of clusters have is that of a common phrase ("le président de la République"): it is
/// not looked up any more, or the work would grow with the square of the corpus. Copies share all their phrases, and are
/// found by the others.
const COMMON: usize = 256;

/// The first texts of clusters by their smallest hashes: eight bytes a hash, in room that is measured beforehand, behind a
/// directory that leads to a handful at once.
pub(super) struct Smallest {
    /// Scrambled hash and place.
    hashes: Vec<(u32, u32)>,
    /// Where the room for hashes with these leading bits begins, and where it is filled to.
    starts: Vec<u32>,
    filled: Vec<u32>,
    shift: u32,
}

impl Smallest {
    /// Room for every candidate that may become the first of a cluster: those with a fingerprint of their own.
    pub(super) fn room(texts: &impl Texts, candidates: &[Candidate], first: &[u32]) -> io::Result<Self> {
        let own = || candidates.iter().enumerate().filter(|(at, _)| first[*at] as usize == *at);
        let most = own().count() * PROBES;
        let shift = 32 - (most / 4).max(2).ilog2().clamp(1, 30);
        let mut starts = vec![0u32; 1 << (32 - shift)];
        for (_, candidate) in own() {
            let sketch = texts.sketch(candidate.article)?;
            let probes = sketch.iter().flat_map(|sketch| sketch.hashes.iter().take(PROBES));
            probes.for_each(|hash| starts[(scrambled(*hash) >> shift) as usize] += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            (*start, sum) = (sum, sum + *start);
        }
        Ok(Self { hashes: vec![(0, 0); sum as usize], filled: starts.clone(), starts, shift })
    }

    /// Adds the first text of a cluster; `place` is its place among the candidates.
    pub(super) fn add(&mut self, sketch: &Sketch, place: u32) {
        for hash in sketch.hashes.iter().take(PROBES).map(|hash| scrambled(*hash)) {
            if self.with(hash).count() < COMMON {
                let end = &mut self.filled[(hash >> self.shift) as usize];
                self.hashes[*end as usize] = (hash, place);
                *end += 1;
            }
        }
    }

    /// Puts the places of all texts that may be copies of this one into `met`, in their order.
    pub(super) fn agreeing(&self, sketch: &Sketch, met: &mut Vec<u32>) {
        met.clear();
        // A shortened copy has fewer hashes below any bound, so more of its smallest must be looked up.
        sketch.hashes.iter().take(2 * PROBES).for_each(|hash| self.look_up(*hash, met));
        // The few phrases of a text that repeats itself may agree on one only.
        keep_agreed(met, if sketch.hashes.len() < 2 * AGREED { 1 } else { AGREED });
    }

    /// Adds the places of the texts with this hash, unless it is a common one.
    fn look_up(&self, hash: u32, met: &mut Vec<u32>) {
        let before = met.len();
        met.extend(self.with(scrambled(hash)));
        if met.len() - before >= COMMON {
            met.truncate(before);
        }
    }

    fn with(&self, scrambled: u32) -> impl Iterator<Item = u32> {
        let slot = (scrambled >> self.shift) as usize;
        let found = &self.hashes[self.starts[slot] as usize..self.filled[slot] as usize];
        found.iter().filter(move |(other, _)| *other == scrambled).map(|(_, place)| *place)
    }
}

/// The smallest hashes of texts lie close together; spread, their leading bits tell them apart. No two become one.
fn scrambled(hash: u32) -> u32 {
    hash.wrapping_mul(0x9e37_79b1)
}

/// Places that were met so many times, once each, in their order.
fn keep_agreed(met: &mut Vec<u32>, times: usize) {
    met.sort_unstable();
    let mut kept = 0;
    let mut at = 0;
    while at < met.len() {
        let place = met[at];
        let same = met[at..].iter().take_while(|other| **other == place).count();
        if same >= times {
            met[kept] = place;
            kept += 1;
        }
        at += same;
    }
    met.truncate(kept);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_kept_that_were_met_often_enough() {
        for (times, expected) in [(1, &[2, 5, 9][..]), (2, &[2, 9]), (3, &[9]), (4, &[])] {
            let mut met = vec![9, 2, 5, 9, 2, 9];
            keep_agreed(&mut met, times);
            assert_eq!(met, expected);
        }
    }
}
