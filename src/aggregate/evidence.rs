//! The sentences kept as evidence: the strongest on each side, spread over articles and outlets.

use super::article::{order, source_of};
use super::table::Evidence;
use crate::corpus::Place;
use crate::stance::{ArticleRow, Label, Observation, Part};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Sentences shown on each side.
const PER_SIDE: usize = 6;
/// Sentences of one outlet on one side.
const PER_OUTLET: usize = 2;
/// Candidates kept per outlet and side: the shown ones and as many more, should other outlets print the same sentence.
const KEPT: usize = 2 * PER_OUTLET;
/// A longer sentence (characters) is shown only where no shorter one exists: it is usually a list or a page's furniture.
const LONG: usize = 600;

/// The rank of a candidate, best first: short before long, then |score|, body before headline, number of cues, and the order of
/// articles and places, which makes it total.
type Rank = (bool, Reverse<i64>, bool, Reverse<usize>, ArticleOrder, u32, u32);
type ArticleOrder = (bool, Option<Date>, bool, Option<String>, String, Place);

/// Candidates of one side, by outlet. Keeping the best few of each outlet is enough for the final choice and bounds memory.
#[derive(Debug, Clone, PartialEq, Default)]
struct Side(BTreeMap<Option<String>, BTreeMap<Rank, Evidence>>);

/// Candidates of one actor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EvidencePool {
    negative: Side,
    positive: Side,
}

impl EvidencePool {
    /// Offers an article's mentions of the actor: the best decided one of each side is a candidate.
    pub fn add(&mut self, row: &ArticleRow, mentions: &[&Observation], threshold: i64) {
        for (label, side) in [(Label::Negative, &mut self.negative), (Label::Positive, &mut self.positive)] {
            let best = mentions
                .iter()
                .filter(|mention| mention.label(threshold) == label)
                .min_by_key(|mention| strength(mention));
            if let Some(&best) = best {
                side.offer(rank(row, best), || evidence(row, best));
            }
        }
    }

    /// Adds the candidates of another pool.
    pub fn merge(&mut self, other: EvidencePool) {
        for (mine, theirs) in [(&mut self.negative, other.negative), (&mut self.positive, other.positive)] {
            for (rank, evidence) in theirs.0.into_values().flatten() {
                mine.offer(rank, || evidence);
            }
        }
    }

    /// The strongest negative and the strongest positive sentences.
    pub fn choose(self) -> (Vec<Evidence>, Vec<Evidence>) {
        (self.negative.choose(), self.positive.choose())
    }
}

impl Side {
    fn offer(&mut self, rank: Rank, evidence: impl FnOnce() -> Evidence) {
        let kept = self.0.entry(rank.4.3.clone()).or_default();
        if kept.len() >= KEPT && kept.last_key_value().is_some_and(|(last, _)| *last < rank) {
            return;
        }
        let evidence = evidence();
        // Of equal sentences the better ranked stays.
        let twin = kept.iter().find(|(_, known)| known.observation.sentence == evidence.observation.sentence);
        match twin.map(|(known, _)| known.clone()) {
            Some(known) if known < rank => return,
            Some(known) => drop(kept.remove(&known)),
            None => {}
        }
        kept.insert(rank, evidence);
        if kept.len() > KEPT {
            kept.pop_last();
        }
    }

    fn choose(self) -> Vec<Evidence> {
        let mut ranked: Vec<(Rank, Evidence)> = self.0.into_values().flatten().collect();
        ranked.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut sentences = BTreeSet::new();
        let mut outlets: BTreeMap<Option<String>, usize> = BTreeMap::new();
        let mut chosen = Vec::new();
        for (rank, evidence) in ranked {
            let from_outlet = outlets.entry(rank.4.3).or_default();
            if chosen.len() < PER_SIDE
                && *from_outlet < PER_OUTLET
                && sentences.insert(evidence.observation.sentence.clone())
            {
                *from_outlet += 1;
                chosen.push(evidence);
            }
        }
        chosen
    }
}

fn strength(mention: &Observation) -> (bool, Reverse<i64>, bool, Reverse<usize>, u32, u32) {
    let score = mention.score.map_or(0, |score| score.thousandths().abs());
    let long = mention.sentence.chars().count() > LONG;
    (long, Reverse(score), mention.part == Part::Title, Reverse(mention.cues.len()), mention.start, mention.end)
}

fn rank(row: &ArticleRow, mention: &Observation) -> Rank {
    let (long, score, title, cues, start, end) = strength(mention);
    let (undated, date, unknown, outlet, id, place) = order(row);
    let article = (undated, date, unknown, outlet.map(String::from), id.to_string(), place.clone());
    (long, score, title, cues, article, start, end)
}

fn evidence(row: &ArticleRow, mention: &Observation) -> Evidence {
    Evidence { observation: mention.clone(), title: row.title.clone(), source: source_of(&row.place) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::{article, cue, mention};
    use crate::stance::Score;

    fn said(sentence: &str, score: i64) -> Observation {
        Observation { sentence: sentence.into(), ..mention("Mali", Some(score)) }
    }

    fn negative(offers: &[(&str, &str, Vec<Observation>)]) -> Vec<String> {
        let mut pool = EvidencePool::default();
        for (id, outlet, mentions) in offers {
            pool.add(&article(id, outlet, "2024-01-01"), &mentions.iter().collect::<Vec<_>>(), 150);
        }
        pool.choose().0.into_iter().map(|evidence| evidence.observation.sentence).collect()
    }

    #[test]
    fn strongest_first_one_per_article() {
        let offers =
            [("1", "A", vec![said("a", -300), said("b", -900)]), ("2", "B", vec![said("c", -950), said("d", -920)])];
        assert_eq!(negative(&offers), ["c", "b"]);
    }

    #[test]
    fn undecided_and_opposite_mentions_are_no_evidence() {
        assert_eq!(negative(&[("1", "A", vec![said("a", -149), said("b", 900), mention("Mali", None)])]), [""; 0]);
    }

    #[test]
    fn two_per_outlet_and_six_in_all() {
        let names = ["A", "A", "A", "B", "C", "D", "E", "F"];
        let offers: Vec<_> = (0..8).map(|i| (ID[i], names[i], vec![said(ID[i], -900 + i as i64)])).collect();
        assert_eq!(negative(&offers), ["0", "1", "3", "4", "5", "6"]);
    }

    const ID: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

    #[test]
    fn body_before_headline_when_as_strong() {
        let headline = |score| Observation { part: Part::Title, ..said("headline", score) };
        assert_eq!(negative(&[("1", "A", vec![headline(-500), said("body", -500)])]), ["body"]);
        assert_eq!(negative(&[("1", "A", vec![headline(-501), said("body", -500)])]), ["headline"]);
    }

    #[test]
    fn more_cues_win_a_tie() {
        let two = Observation { cues: vec![cue("x/v", "s", Score::clamped(-250), &[]); 2], ..said("two", -500) };
        assert_eq!(negative(&[("1", "A", vec![said("one", -500)]), ("2", "B", vec![two])]), ["two", "one"]);
    }

    #[test]
    fn long_sentences_come_last() {
        let long = "é".repeat(601);
        let offers = [("1", "A", vec![said(&long, -1000), said("short", -200)]), ("2", "B", vec![said(&long, -1000)])];
        assert_eq!(negative(&offers), ["short", &long]);
    }

    #[test]
    fn the_same_sentence_once() {
        let offers =
            [("1", "A", vec![said("x", -900)]), ("2", "A", vec![said("x", -900)]), ("3", "B", vec![said("x", -900)])];
        assert_eq!(negative(&offers).len(), 1);
    }

    #[test]
    fn merging_in_any_order_chooses_the_same() {
        let offers: Vec<(String, String, Observation)> = (0..40i64)
            .map(|i| {
                (
                    format!("{i:02}"),
                    ["A", "B", "C"][i as usize % 3].into(),
                    said(&format!("{}", i % 11), -(i * 7919 % 850) - 150),
                )
            })
            .collect();
        let pool = |offers: &[(String, String, Observation)]| {
            let mut pool = EvidencePool::default();
            offers.iter().for_each(|(id, outlet, said)| pool.add(&article(id, outlet, "2024-01-01"), &[said], 150));
            pool
        };
        let whole = pool(&offers).choose();
        for cut in [1, 13, 27] {
            let (left, right) = offers.split_at(cut);
            let mut merged = pool(right);
            merged.merge(pool(left));
            assert_eq!(merged.choose(), whole);
        }
    }
}
