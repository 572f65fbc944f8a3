//! Which articles are copies of each other, and what that makes of each.

use super::prints::Sketch;
use super::smallest::Smallest;
use crate::stance::{ArticleRow, Status};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::borrow::Borrow;
use std::io;

/// Texts that share at least this part of their shingles are one text.
pub const NEAR_COPY: f64 = 0.8;
/// A text that is this far contained in a longer one is that text shortened, when they also resemble each other.
const CONTAINED: f64 = 0.95;
const CONTAINED_RESEMBLANCE: f64 = 0.6;

/// What an article is among the copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyStatus {
    /// [`Status::Duplicate`] or [`Status::SharedCopy`], or the status that the article had.
    pub status: Status,
    /// For a duplicate, the outlet's first printing; for a shared copy, the first printing of all, which has none itself.
    pub duplicate_of: Option<String>,
}

/// An article that may be a copy, by the number under which [`Texts`] knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Number of the article.
    pub article: u32,
    /// Number of its outlet; articles of unknown outlet have one number too.
    pub outlet: u32,
}

/// What a candidate is among the copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// [`Status::Analysed`], [`Status::Duplicate`] or [`Status::SharedCopy`].
    pub status: Status,
    /// For a duplicate, the outlet's first printing; for a shared copy, the first printing of all, which has none itself:
    /// a place among the candidates.
    pub of: Option<u32>,
}

/// The marks of articles, by number.
pub trait Texts {
    /// The fingerprint as a number, see [`print_number`].
    fn fingerprint(&self, article: u32) -> u64;
    /// The sketch, when the text is long enough to have one.
    ///
    /// # Errors
    /// When sketches are kept in a file: what the file system reports.
    fn sketch(&self, article: u32) -> io::Result<Option<Sketch>>;
}

/// A fingerprint as a number; what is not 16 hexadecimal digits is hashed.
pub fn print_number(fingerprint: &str) -> u64 {
    let digits = fingerprint.len() == 16 && fingerprint.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let hashed =
        || u64::from_le_bytes(*blake3::hash(fingerprint.as_bytes()).as_bytes().first_chunk().expect("32 bytes"));
    u64::from_str_radix(fingerprint, 16).ok().filter(|_| digits).unwrap_or_else(hashed)
}

/// Decides on copies among analysed articles; the answer stands in the order of the input and does not depend on it.
///
/// Articles with the same fingerprint, a resemblance of at least 0.8, or (agency copy is cut from the end) contained in
/// a longer one and resembling it by at least 0.6, form a cluster around its first: the earliest date, dated before
/// undated, on one day the credited agency's own printing, then the smaller id. Within a cluster an outlet's later
/// printings are duplicates of its first; where several outlets print the text, each outlet's first is a shared copy. Articles of unknown outlet count as one outlet.
pub fn cluster<R: Borrow<ArticleRow>>(articles: &[R]) -> Vec<CopyStatus> {
    let row = |at: u32| articles[at as usize].borrow();
    let mut order: Vec<u32> = (0..articles.len() as u32).filter(|at| row(*at).status == Status::Analysed).collect();
    order.sort_by(|a, b| rank(row(*a)).cmp(&rank(row(*b))));
    let mut outlets: FxHashMap<Option<&str>, u32> = FxHashMap::default();
    let mut candidate = |article: u32| {
        let next = outlets.len() as u32;
        Candidate { article, outlet: *outlets.entry(row(article).outlet.value.as_deref()).or_insert(next) }
    };
    let candidates: Vec<Candidate> = order.iter().map(|at| candidate(*at)).collect();
    // Rows in memory cannot fail to be read.
    let decisions = decide(&Rows(articles), &candidates).unwrap_or_default();
    let mut out: Vec<CopyStatus> =
        articles.iter().map(|row| CopyStatus { status: row.borrow().status, duplicate_of: None }).collect();
    for (at, decision) in order.iter().zip(&decisions) {
        let duplicate_of = decision.of.map(|of| row(order[of as usize]).article.clone());
        out[*at as usize] = CopyStatus { status: decision.status, duplicate_of };
    }
    out
}

/// Earliest first; articles without a date after those with one; on one day the agency that is credited before others.
fn rank(row: &ArticleRow) -> (bool, Option<Date>, bool, &str, &crate::corpus::Place) {
    let reprinted = row.agency.is_none() || row.agency != row.outlet.value;
    (row.date.value.is_none(), row.date.value, reprinted, &row.article, &row.place)
}

struct Rows<'a, R>(&'a [R]);

impl<R: Borrow<ArticleRow>> Texts for Rows<'_, R> {
    fn fingerprint(&self, article: u32) -> u64 {
        print_number(&self.0[article as usize].borrow().fingerprint)
    }

    fn sketch(&self, article: u32) -> io::Result<Option<Sketch>> {
        Ok(Sketch::parse(&self.0[article as usize].borrow().signature))
    }
}

/// Decides on copies among candidates that stand in the order of [`cluster`]: earliest first.
///
/// Memory while it works: some 120 bytes a candidate, most of them the index of smallest hashes; the sketches stay where
/// they are.
///
/// # Errors
/// What `texts` reports.
pub fn decide(texts: &impl Texts, candidates: &[Candidate]) -> io::Result<Vec<Decision>> {
    let leaders = leaders(texts, candidates)?;
    let mut members = vec![0u32; candidates.len()];
    leaders.iter().for_each(|leader| members[*leader as usize] += 1);
    let shared = leaders.iter().enumerate().filter(|(_, leader)| members[**leader as usize] > 1);
    // The first printing of each outlet in each cluster of several.
    let mut printed: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut outlets: FxHashMap<u32, u32> = FxHashMap::default();
    for (at, leader) in shared {
        printed.entry((*leader, candidates[at].outlet)).or_insert_with(|| {
            *outlets.entry(*leader).or_default() += 1;
            at as u32
        });
    }
    let decision = |(at, leader): (usize, &u32)| {
        let at = at as u32;
        match printed.get(&(*leader, candidates[at as usize].outlet)) {
            Some(own) if *own != at => Decision { status: Status::Duplicate, of: Some(*own) },
            Some(_) if outlets[leader] > 1 => {
                Decision { status: Status::SharedCopy, of: Some(*leader).filter(|leader| *leader != at) }
            }
            _ => Decision { status: Status::Analysed, of: None },
        }
    };
    Ok(leaders.iter().enumerate().map(decision).collect())
}

/// For each candidate the place of the first of its cluster. Every article joins the first that it resembles most: there are
/// no chains, so a cluster never drifts away from the text it is named after.
fn leaders(texts: &impl Texts, candidates: &[Candidate]) -> io::Result<Vec<u32>> {
    let first = first_with_print(texts, candidates);
    let mut smallest = Smallest::room(texts, candidates, &first)?;
    let mut leaders: Vec<u32> = Vec::with_capacity(candidates.len());
    let mut met: Vec<u32> = Vec::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let earlier = first[at] as usize;
        if earlier < at {
            leaders.push(leaders[earlier]);
            continue;
        }
        let mut leader = None;
        if let Some(sketch) = texts.sketch(candidate.article)? {
            smallest.agreeing(&sketch, &mut met);
            leader = nearest(&sketch, &met, |place| texts.sketch(candidates[place as usize].article))?;
            if leader.is_none() {
                smallest.add(&sketch, at as u32);
            }
        }
        leaders.push(leader.unwrap_or(at as u32));
    }
    Ok(leaders)
}

/// For each candidate the place of the first with the same fingerprint: its own where there is none before it.
fn first_with_print(texts: &impl Texts, candidates: &[Candidate]) -> Vec<u32> {
    let mut prints: Vec<(u64, u32)> =
        candidates.iter().enumerate().map(|(at, one)| (texts.fingerprint(one.article), at as u32)).collect();
    prints.sort_unstable();
    let mut first: Vec<u32> = vec![0; candidates.len()];
    for same in prints.chunk_by(|a, b| a.0 == b.0) {
        same.iter().for_each(|(_, at)| first[*at as usize] = same[0].1);
    }
    first
}

/// The leader that a text resembles most, the earliest among equals; `places` are in their order.
fn nearest(
    sketch: &Sketch,
    places: &[u32],
    sketch_of: impl Fn(u32) -> io::Result<Option<Sketch>>,
) -> io::Result<Option<u32>> {
    let mut best: Option<(f64, u32)> = None;
    for place in places {
        let Some(other) = sketch_of(*place)? else { continue };
        let resemblance = sketch.resemblance(&other);
        let shortened = resemblance >= CONTAINED_RESEMBLANCE && sketch.containment(&other) >= CONTAINED;
        if (resemblance >= NEAR_COPY || shortened) && best.is_none_or(|(most, _)| resemblance > most) {
            best = Some((resemblance, *place));
        }
    }
    Ok(best.map(|(_, place)| place))
}

/// Unique ids for articles in the order given: where several bear one id, the first by place keeps it and the others get
/// `-2`, `-3`, … The answer depends on ids and places only, not on their order.
///
/// ```
/// use parallaxe::corpus::{Place, unique_ids};
/// let at = |line| Place { source: "a.jsonl".into(), line: Some(line) };
/// let (second, first, other) = (at(9), at(4), at(5));
/// assert_eq!(unique_ids(&[("x", &second), ("x", &first), ("y", &other)]), ["x-2", "x", "y"]);
/// ```
pub fn unique_ids(articles: &[(&str, &crate::corpus::Place)]) -> Vec<String> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by(|a, b| articles[*a].cmp(&articles[*b]));
    let taken: std::collections::BTreeSet<&str> = articles.iter().map(|(id, _)| *id).collect();
    let mut out = vec![String::new(); articles.len()];
    let mut last: Option<&str> = None;
    let mut number = 1;
    for at in order {
        let id = articles[at].0;
        if last != Some(id) {
            (last, number) = (Some(id), 1);
            id.clone_into(&mut out[at]);
            continue;
        }
        out[at] = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !taken.contains(candidate.as_str()) {
                break candidate;
            }
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Inferred, Place, Provenance, prints};
    use std::collections::BTreeMap;

    fn row(id: &str, outlet: Option<&str>, date: Option<&str>, body: &str) -> ArticleRow {
        let marks = prints(body);
        let known = |text: &str| text.parse().unwrap();
        ArticleRow {
            article: id.into(),
            place: Place { source: format!("{id}.txt"), line: None },
            outlet: outlet.map_or_else(Inferred::default, |name| Inferred::known(name.into(), Provenance::Field)),
            date: date.map_or_else(Inferred::default, |date| Inferred::known(known(date), Provenance::Field)),
            title: None,
            byline: None,
            agency: None,
            url: None,
            language: "fra".into(),
            words: 0,
            sentences: 0,
            dropped: BTreeMap::new(),
            status: Status::Analysed,
            fingerprint: marks.fingerprint,
            signature: marks.signature,
        }
    }

    fn text(name: &str, from: usize, to: usize) -> String {
        (from..to).map(|word| format!("{name}{word} ")).collect()
    }

    fn corpus() -> Vec<ArticleRow> {
        vec![
            row("a1", Some("A"), Some("2024-05-02"), &text("x", 0, 150)),
            row("a2", Some("A"), Some("2024-05-03"), &text("x", 0, 150)),
            row("b1", Some("B"), Some("2024-05-01"), &text("x", 0, 140)),
            row("c1", Some("C"), None, &text("x", 0, 110)),
            row("d1", Some("D"), Some("2024-05-01"), &text("y", 0, 150)),
            row("d2", Some("D"), Some("2024-05-09"), &text("y", 0, 149)),
            row("e1", None, None, "Trop court pour une empreinte."),
            row("e2", None, None, "Trop court pour une EMPREINTE !"),
            row("f1", Some("F"), Some("2024-05-01"), &(text("x", 0, 60) + &text("z", 0, 90))),
        ]
    }

    #[track_caller]
    fn becomes(rows: &[ArticleRow], id: &str, status: Status, of: Option<&str>) {
        let at = rows.iter().position(|row| row.article == id).unwrap();
        let found = &cluster(rows)[at];
        assert_eq!((found.status, found.duplicate_of.as_deref()), (status, of), "{id}");
    }

    #[test]
    fn copies_are_told_apart() {
        let rows = corpus();
        becomes(&rows, "b1", Status::SharedCopy, None);
        becomes(&rows, "a1", Status::SharedCopy, Some("b1"));
        becomes(&rows, "a2", Status::Duplicate, Some("a1"));
        becomes(&rows, "c1", Status::SharedCopy, Some("b1"));
        becomes(&rows, "d1", Status::Analysed, None);
        becomes(&rows, "d2", Status::Duplicate, Some("d1"));
        becomes(&rows, "e2", Status::Duplicate, Some("e1"));
        becomes(&rows, "f1", Status::Analysed, None);
    }

    #[test]
    fn the_order_of_articles_does_not_matter() {
        let rows = corpus();
        let expected: Vec<CopyStatus> = cluster(&rows);
        for turn in 1..rows.len() {
            let mut turned = rows.clone();
            turned.rotate_left(turn);
            turned.reverse();
            for (row, found) in turned.iter().zip(cluster(&turned)) {
                let at = rows.iter().position(|other| other.article == row.article).unwrap();
                assert_eq!(found, expected[at], "{}", row.article);
            }
        }
    }

    /// Two thousand texts that begin with the same phrase: those that are no copies stay apart, a copy is still found.
    #[test]
    fn a_common_phrase_makes_no_copies_and_hides_none() {
        let phrase = "le president de la republique a recu mardi au palais une delegation venue de loin ";
        let mut rows: Vec<ArticleRow> = (0..2000)
            .map(|i| {
                row(
                    &format!("{i:04}"),
                    Some("A"),
                    Some("2024-05-01"),
                    &(phrase.to_owned() + &text(&format!("n{i}x"), 0, 40)),
                )
            })
            .collect();
        rows.push(row("copy", Some("B"), Some("2024-05-02"), &(phrase.to_owned() + &text("n1999x", 0, 41))));
        let found = cluster(&rows);
        assert!(found[..1999].iter().all(|copy| copy.status == Status::Analysed));
        assert_eq!((found[2000].status, found[2000].duplicate_of.as_deref()), (Status::SharedCopy, Some("1999")));
    }

    #[test]
    fn texts_that_repeat_one_phrase_are_copies_too() {
        let phrase = "un deux trois quatre cinq ".repeat(8);
        let rows = [
            row("a", Some("A"), Some("2024-05-01"), &phrase),
            row("b", Some("B"), Some("2024-05-01"), &format!("{phrase} un deux")),
        ];
        becomes(&rows, "b", Status::SharedCopy, Some("a"));
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

        #[test]
        fn no_order_of_articles_changes_the_decision(
            parts in proptest::collection::vec((0usize..3, 0usize..4, 0usize..40, 60usize..160), 2..14),
            swaps in proptest::collection::vec((0usize..14, 0usize..14), 0..20),
        ) {
            let rows: Vec<ArticleRow> = parts
                .iter()
                .enumerate()
                .map(|(at, (outlet, day, from, to))| {
                    let date = (*day > 0).then(|| format!("2024-05-0{day}"));
                    row(&format!("r{at}"), ["A", "B"].get(*outlet).copied(), date.as_deref(), &text("x", *from, *to))
                })
                .collect();
            let decided = |rows: &[ArticleRow]| -> BTreeMap<String, (Status, Option<String>)> {
                let found = cluster(rows).into_iter().map(|found| (found.status, found.duplicate_of));
                rows.iter().map(|row| row.article.clone()).zip(found).collect()
            };
            let expected = decided(&rows);
            let mut mixed = rows;
            for (one, other) in swaps {
                let count = mixed.len();
                mixed.swap(one % count, other % count);
            }
            proptest::prop_assert_eq!(decided(&mixed), expected);
        }
    }

    #[test]
    fn other_languages_stay_out() {
        let mut rows = corpus();
        rows[2].status = Status::OtherLanguage;
        becomes(&rows, "b1", Status::OtherLanguage, None);
        becomes(&rows, "a1", Status::SharedCopy, None);
    }

    #[test]
    fn ids_become_unique_without_meeting_others() {
        let place = |line| Place { source: "a".into(), line: Some(line) };
        let (one, two, three) = (place(1), place(2), place(3));
        assert_eq!(unique_ids(&[("x", &one), ("x", &two), ("x-2", &three)]), ["x", "x-3", "x-2"]);
        assert_eq!(unique_ids(&[("x-2", &three), ("x", &two), ("x", &one)]), ["x-2", "x-3", "x"]);
    }
}
