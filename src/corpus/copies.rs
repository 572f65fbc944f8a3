//! Which articles are copies of each other, and what that makes of each.

use super::prints::Sketch;
use crate::stance::{ArticleRow, Status};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Texts that share at least this part of their shingles are one text.
pub const NEAR_COPY: f64 = 0.8;
/// A text that is this far contained in a longer one is that text shortened, when they also resemble each other.
const CONTAINED: f64 = 0.95;
const CONTAINED_RESEMBLANCE: f64 = 0.6;
/// Two near copies agree on at least one of this many smallest hashes with near certainty.
const PROBES: usize = 12;
/// A hash that more than this many different texts bear comes from words that all of them carry (a notice that cleaning did
/// not know): it is not looked up, or every text of an outlet would be compared with every other.
const CROWDED: usize = 128;

/// What an article is among the copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyStatus {
    /// [`Status::Duplicate`] or [`Status::SharedCopy`], or the status that the article had.
    pub status: Status,
    /// For a duplicate, the outlet's first printing; for a shared copy, the first printing of all, which has none itself.
    pub duplicate_of: Option<String>,
}

/// Decides on copies among analysed articles; the answer stands in the order of the input and does not depend on it.
///
/// Articles with the same fingerprint, a resemblance of at least 0.8, or (agency copy is cut from the end) contained in
/// a longer one and resembling it by at least 0.6, form a cluster around its first: the earliest date, dated before
/// undated, on one day the credited agency's own printing, then the smaller id. Within a cluster an outlet's later
/// printings are duplicates of its first; where several outlets print the text, each outlet's first is a shared copy. Articles of unknown outlet count as one outlet.
pub fn cluster<R: Borrow<ArticleRow>>(articles: &[R]) -> Vec<CopyStatus> {
    let mut order: Vec<usize> =
        (0..articles.len()).filter(|at| articles[*at].borrow().status == Status::Analysed).collect();
    order.sort_by(|a, b| rank(articles[*a].borrow()).cmp(&rank(articles[*b].borrow())));
    let mut out: Vec<CopyStatus> =
        articles.iter().map(|row| CopyStatus { status: row.borrow().status, duplicate_of: None }).collect();
    for members in clusters(articles, &order).values() {
        settle(articles, members, &mut out);
    }
    out
}

/// Earliest first; articles without a date after those with one; on one day the agency that is credited before others.
fn rank(row: &ArticleRow) -> (bool, Option<Date>, bool, &str, &crate::corpus::Place) {
    let reprinted = row.agency.is_none() || row.agency != row.outlet.value;
    (row.date.value.is_none(), row.date.value, reprinted, &row.article, &row.place)
}

/// The leaders that bear a hash among their smallest: few, so they stand in the table itself.
type ByHash = FxHashMap<u32, SmallVec<[u32; 4]>>;

/// The members of each cluster, under its first, in order of rank. Every article joins the first that it resembles most:
/// there are no chains, so a cluster never drifts away from the text it is named after.
fn clusters<R: Borrow<ArticleRow>>(articles: &[R], order: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut leaders: Vec<(usize, Option<Sketch>)> = Vec::new();
    let mut by_print: FxHashMap<&str, usize> = FxHashMap::default();
    let mut by_hash = ByHash::default();
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, at) in order.iter().enumerate() {
        let row = articles[*at].borrow();
        let known = by_print.get(row.fingerprint.as_str()).copied();
        let sketch = if known.is_none() { Sketch::parse(&row.signature) } else { None };
        let leader = known.or_else(|| sketch.as_ref().and_then(|sketch| nearest(sketch, &leaders, &by_hash)));
        let leader = leader.unwrap_or_else(|| {
            if let Some(sketch) = &sketch {
                for hash in sketch.hashes.iter().take(PROBES) {
                    let bearers = by_hash.entry(*hash).or_default();
                    if bearers.len() <= CROWDED {
                        bearers.push(leaders.len() as u32);
                    }
                }
            }
            leaders.push((position, sketch));
            leaders.len() - 1
        });
        by_print.entry(&row.fingerprint).or_insert(leader);
        members.entry(leaders[leader].0).or_default().push(*at);
    }
    members
}

/// The leader that a text resembles most, the earliest among equals.
fn nearest(sketch: &Sketch, leaders: &[(usize, Option<Sketch>)], by_hash: &ByHash) -> Option<usize> {
    // A shortened copy has fewer hashes below any bound, so more of its smallest must be looked up.
    let probes = sketch.hashes.iter().take(2 * PROBES).filter_map(|hash| by_hash.get(hash));
    let probes = probes.filter(|bearers| bearers.len() <= CROWDED);
    let mut candidates: Vec<u32> = probes.flatten().copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    let scored = candidates.into_iter().filter_map(|at| {
        let at = at as usize;
        let other = leaders[at].1.as_ref()?;
        let resemblance = sketch.resemblance(other);
        let shortened = resemblance >= CONTAINED_RESEMBLANCE && sketch.containment(other) >= CONTAINED;
        (resemblance >= NEAR_COPY || shortened).then_some((resemblance, at))
    });
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, at)| at)
}

fn settle<R: Borrow<ArticleRow>>(articles: &[R], members: &[usize], out: &mut [CopyStatus]) {
    let Some(first) = members.first().filter(|_| members.len() > 1) else { return };
    let mut printed: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for at in members {
        printed.entry(articles[*at].borrow().outlet.value.as_deref()).or_insert(*at);
    }
    for at in members {
        let own = printed[&articles[*at].borrow().outlet.value.as_deref()];
        let id = |at: usize| Some(articles[at].borrow().article.clone());
        out[*at] = if own != *at {
            CopyStatus { status: Status::Duplicate, duplicate_of: id(own) }
        } else if printed.len() > 1 {
            CopyStatus { status: Status::SharedCopy, duplicate_of: if at == first { None } else { id(*first) } }
        } else {
            continue;
        };
    }
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

    #[test]
    fn words_that_all_texts_carry_do_not_make_them_copies_nor_hide_copies() {
        let notice = text("n", 0, 60);
        let mut rows: Vec<ArticleRow> = (0..400)
            .map(|at| row(&format!("r{at:03}"), Some("A"), None, &(text(&format!("x{at}y"), 0, 150) + &notice)))
            .collect();
        rows.push(row("s", Some("B"), None, &(text("x399y", 0, 150) + &notice + "Mis en ligne hier.")));
        let found = cluster(&rows);
        assert!(found[..399].iter().all(|found| found.status == Status::Analysed));
        assert_eq!((found[400].status, found[400].duplicate_of.as_deref()), (Status::SharedCopy, Some("r399")));
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
                let found = cluster(rows);
                rows.iter().map(|row| row.article.clone()).zip(found.into_iter().map(|f| (f.status, f.duplicate_of))).collect()
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
