//! Distinctive words: what one outlet writes near an actor more than the other outlets do.
//!
//! Log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words: Lexical Feature
//! Selection and Evaluation for Identifying the Content of Political Conflict", *Political Analysis* 16(4): 372–403). For word w,
//! outlet i and the other outlets j, with y the counts, n their totals, α_w the prior of the word and α₀ = Σ α_w:
//!
//! ```text
//! δ_w = ln[(y_wi + α_w) / (n_i + α₀ − y_wi − α_w)] − ln[(y_wj + α_w) / (n_j + α₀ − y_wj − α_w)]
//! σ²(δ_w) ≈ 1 / (y_wi + α_w) + 1 / (y_wj + α_w)
//! z_w = δ_w / σ(δ_w)
//! ```
//!
//! The prior is the distribution of words in all sentences about the actor, α_w = α₀ · y_w / n, outlets unknown included. A sentence
//! counts a word once, so that y is a number of sentences; a text that several outlets print counts for each of them, which
//! makes them more alike. The words are pointers for reading, not tests: thousands are looked at.

use crate::aggregate::{DistinctiveWord, Names};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// α₀ as a share of all counted words: the prior steadies rare words and never outweighs the data of a small corpus…
const PRIOR_SHARE: f64 = 0.1;
/// … nor grows with a large one: no more than this many words, some forty sentences.
const PRIOR_WORDS: f64 = 500.0;
/// Fewest sentences of the outlet that hold the word.
const MIN_COUNT: u32 = 4;
/// Fewest articles of the outlet that hold it: one article's subject is not an outlet's way of writing.
const MIN_ARTICLES: u32 = 2;
/// Smallest z-score, in hundredths: 1.96, the 97.5 % quantile of the normal distribution.
const MIN_Z_HUNDREDTHS: i64 = 196;
/// Words shown per outlet.
const SHOWN: usize = 8;

/// Words by number, so that a count costs a few bytes. Numbers depend on the order of reading and never reach an output.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words(Names);

impl Words {
    /// The number of a word, new or known.
    pub fn number(&mut self, word: &str) -> u32 {
        self.0.number(word)
    }

    /// Takes the words of `other` in; the result gives the new number of each of its old ones.
    pub fn absorb(&mut self, other: &Words) -> Vec<u32> {
        other.0.iter().map(|word| self.number(word)).collect()
    }
}

/// Sentences and articles that hold a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Uses {
    sentences: u32,
    articles: u32,
}

/// Word counts of one actor, by outlet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordSums(BTreeMap<Option<String>, FxHashMap<u32, Uses>>);

impl WordSums {
    /// Counts one article's sentences about the actor, each as the set of its words.
    pub fn add_article<'a>(&mut self, outlet: Option<&str>, sentences: impl Iterator<Item = &'a BTreeSet<u32>>) {
        let counts = self.0.entry(outlet.map(String::from)).or_default();
        let mut seen = BTreeSet::new();
        for &word in sentences.flatten() {
            let uses = counts.entry(word).or_default();
            uses.sentences += 1;
            uses.articles += u32::from(seen.insert(word));
        }
    }

    /// Adds counts over other articles, whose words have the new numbers `renumbered`.
    pub fn merge(&mut self, other: WordSums, renumbered: &[u32]) {
        for (outlet, counts) in other.0 {
            let mine = self.0.entry(outlet).or_default();
            for (word, uses) in counts {
                let sum = mine.entry(renumbered[word as usize]).or_default();
                sum.sentences += uses.sentences;
                sum.articles += uses.articles;
            }
        }
    }

    /// The most distinctive words of each known outlet, by outlet name, most distinctive first. `excluded` words (the actor's own
    /// names) are not counted at all.
    pub fn finish(&self, words: &Words, excluded: impl Fn(&str) -> bool) -> Vec<DistinctiveWord> {
        let counts = self.counts(words, excluded);
        let total = |outlet: &str| {
            counts
                .values()
                .filter_map(|by_outlet| by_outlet.get(&Some(outlet)))
                .map(|uses| u64::from(uses.sentences))
                .sum()
        };
        let outlets: BTreeMap<&str, u64> =
            self.0.keys().flatten().map(|outlet| (outlet.as_str(), total(outlet))).collect();
        let all_known: u64 = outlets.values().sum();
        let all: u64 = counts.values().flat_map(BTreeMap::values).map(|uses| u64::from(uses.sentences)).sum();
        let mut table = Vec::new();
        for (&outlet, &n) in &outlets {
            let sizes = Sizes { outlet: n, others: all_known - n, all };
            if sizes.others > 0 {
                table.extend(distinctive(outlet, sizes, &counts));
            }
        }
        table
    }

    /// The counts by word instead of by outlet, in the order of the words.
    fn counts<'a>(&'a self, words: &'a Words, excluded: impl Fn(&str) -> bool) -> Counts<'a> {
        let mut counts = Counts::new();
        for (outlet, uses) in &self.0 {
            for (word, uses) in uses {
                let word = words.0.get(*word);
                if !excluded(word) {
                    counts.entry(word).or_default().insert(outlet.as_deref(), *uses);
                }
            }
        }
        counts
    }
}

type Counts<'a> = BTreeMap<&'a str, BTreeMap<Option<&'a str>, Uses>>;

/// Totals of counted words.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    outlet: u64,
    others: u64,
    all: u64,
}

fn distinctive(outlet: &str, sizes: Sizes, counts: &Counts) -> Vec<DistinctiveWord> {
    let mut found: Vec<DistinctiveWord> = counts
        .iter()
        .filter_map(|(word, by_outlet)| {
            let uses =
                by_outlet.get(&Some(outlet)).filter(|u| u.sentences >= MIN_COUNT && u.articles >= MIN_ARTICLES)?;
            let all: u64 = by_outlet.values().map(|uses| u64::from(uses.sentences)).sum();
            let unknown = by_outlet.get(&None).map_or(0, |uses| u64::from(uses.sentences));
            let count = u64::from(uses.sentences);
            let others = all - unknown - count;
            let z_hundredths = (z(count, others, all, sizes) * 100.0).round() as i64;
            let (outlet, word) = (outlet.to_string(), word.to_string());
            (z_hundredths >= MIN_Z_HUNDREDTHS).then_some(DistinctiveWord { outlet, word, z_hundredths, count, others })
        })
        .collect();
    found.sort_by(|a, b| {
        (Reverse(a.z_hundredths), Reverse(a.count), &a.word).cmp(&(Reverse(b.z_hundredths), Reverse(b.count), &b.word))
    });
    found.truncate(SHOWN);
    found
}

/// The z-score of the head of the module. The logarithm is libm's own, so that its last bit is the same on every machine.
fn z(here: u64, there: u64, all: u64, sizes: Sizes) -> f64 {
    let total_prior = PRIOR_WORDS.min(PRIOR_SHARE * sizes.all as f64);
    let prior = total_prior * all as f64 / sizes.all as f64;
    let (i, j) = (here as f64 + prior, there as f64 + prior);
    let odds_i = i / (sizes.outlet as f64 + total_prior - i);
    let odds_j = j / (sizes.others as f64 + total_prior - j);
    (libm::log(odds_i) - libm::log(odds_j)) / (1.0 / i + 1.0 / j).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(words: &mut Words, articles: &[(Option<&str>, &[&str])]) -> WordSums {
        let mut sums = WordSums::default();
        for (outlet, sentences) in articles {
            let sentences: Vec<BTreeSet<u32>> =
                sentences.iter().map(|s| s.split(' ').map(|word| words.number(word)).collect()).collect();
            sums.add_article(*outlet, sentences.iter());
        }
        sums
    }

    /// Hand-computed: y_i = 6 of 240, y_j = 2 of 1760, 8 of 2000 in all, so α₀ = 200 and α_w = 0.8:
    /// ln(6.8/433.2) − ln(2.8/1957.2) = 2.3953; σ = √(1/6.8 + 1/2.8) = 0.7101; z = 3.373. In a corpus ten times as large,
    /// α₀ = 500 and α_w = 2: ln(62/2838) − ln(22/18078) = 2.8879; σ = √(1/62 + 1/22) = 0.2482; z = 11.637.
    #[test]
    fn z_by_hand() {
        let found = z(6, 2, 8, Sizes { outlet: 240, others: 1760, all: 2000 });
        assert!((found - 3.373).abs() < 0.001, "{found}");
        let found = z(60, 20, 80, Sizes { outlet: 2400, others: 17_600, all: 20_000 });
        assert!((found - 11.637).abs() < 0.005, "{found}");
        assert_eq!(z(5, 5, 10, Sizes { outlet: 100, others: 100, all: 200 }), 0.0);
    }

    const A: (Option<&str>, &[&str]) = (Some("A"), &["junte guerre", "junte paix", "junte pays", "junte vie"]);
    const B: (Option<&str>, &[&str]) =
        (Some("B"), &["transition guerre", "transition paix", "transition pays", "guerre vie"]);

    #[test]
    fn words_of_one_outlet() {
        let mut words = Words::default();
        let found = sums(&mut words, &[A, A, A, B, B, B]).finish(&words, |_| false);
        let rows: Vec<_> = found.iter().map(|w| (w.outlet.as_str(), w.word.as_str(), w.count, w.others)).collect();
        assert_eq!(rows, [("A", "junte", 12, 0), ("B", "transition", 9, 0)]);
        assert!(found.iter().all(|word| word.z_hundredths >= 196));
    }

    #[test]
    fn nothing_without_other_outlets_or_from_one_article() {
        let mut words = Words::default();
        assert!(sums(&mut words, &[A, A, A, (None, B.1)]).finish(&words, |_| false).is_empty());
        let many: Vec<&str> = A.1.iter().cycle().take(12).copied().collect();
        let one_article = sums(&mut words, &[(Some("A"), &many), B, B, B]);
        assert!(one_article.finish(&words, |_| false).iter().all(|word| word.outlet == "B"));
    }

    #[test]
    fn own_names_are_left_out() {
        let mut words = Words::default();
        let found = sums(&mut words, &[A, A, A, B, B, B]).finish(&words, |word| word == "junte");
        assert!(found.iter().all(|word| word.word == "transition"));
    }

    #[test]
    fn merging_renumbers() {
        let (mut left, mut right, mut whole) = (Words::default(), Words::default(), Words::default());
        let all = sums(&mut whole, &[A, B, A, B, A, B]).finish(&whole, |_| false);
        let first = sums(&mut left, &[A, B, A]);
        let mut second = sums(&mut right, &[B, A, B]);
        let renumbered = right.absorb(&left);
        second.merge(first, &renumbered);
        assert_eq!(second.finish(&right, |_| false), all);
        assert!(!all.is_empty());
    }
}
