use super::*;
use crate::aggregate::testing::{article, mention};
use crate::aggregate::{AssembledArticle, article::order};
use crate::stance::Observation;

/// An article as it was scored, with the actors it mentions.
type Scored = (ArticleRow, Vec<&'static str>);

fn scored(id: &str, source: &str, outlet: &str, date: &str, actors: &[&'static str]) -> Scored {
    let mut row = article(id, outlet, date);
    row.place.source = source.into();
    (row, actors.to_vec())
}

fn none(candidates: &[Candidate]) -> Result<Vec<Decision>, Fault> {
    Ok(candidates.iter().map(|_| Decision { status: Status::Analysed, of: None }).collect())
}

/// The articles in the order of all outputs.
fn assembled(articles: &[Scored], copies: CopyFinder) -> Result<Vec<AssembledArticle>, Fault> {
    let mut index = Index::default();
    articles.iter().for_each(|(row, _)| index.add(row));
    let settled = index.settle(copies)?;
    let assembled = settled.order().iter().map(|number| {
        let (row, actors) = articles[*number as usize].clone();
        let about = |actor: &str| Observation { article: row.article.clone(), ..mention(actor, Some(100)) };
        let observations = actors.into_iter().map(about).collect();
        AssembledArticle::new(row, observations, &settled.article(*number))
    });
    let assembled: Vec<AssembledArticle> = assembled.collect();
    assert!(assembled.is_sorted_by(|a, b| order(&a.row) < order(&b.row)));
    assert!(assembled.iter().all(|one| one.observations.iter().all(|o| o.article == one.row.article)));
    Ok(assembled)
}

fn ids(assembled: &[AssembledArticle]) -> Vec<(&str, &str, Vec<&str>)> {
    let row = |one: &AssembledArticle| one.observations.iter().map(|o| o.actor.clone()).collect::<Vec<_>>();
    assert!(assembled.iter().all(|one| row(one).len() == one.observations.len()));
    assembled
        .iter()
        .map(|one| {
            let actors = one.observations.iter().map(|o| o.actor.as_str()).collect();
            (one.row.article.as_str(), one.row.place.source.as_str(), actors)
        })
        .collect()
}

#[test]
fn articles_come_in_the_documented_order() {
    let rows = [
        scored("e", "5", "?", "?", &[]),
        scored("d", "4", "B", "?", &[]),
        scored("c", "3", "?", "2024-01-02", &[]),
        scored("b", "2", "B", "2024-01-02", &[]),
        scored("a", "1", "Z", "2024-01-01", &[]),
    ];
    let assembled = assembled(&rows, &mut none).expect("good rows");
    assert_eq!(ids(&assembled).iter().map(|(id, ..)| *id).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
}

#[test]
fn one_id_in_several_places() {
    let first = scored("x", "b.txt", "A", "2024-01-01", &["Mali"]);
    let second = scored("x", "a.txt", "B", "2024-01-02", &["France", "Niger"]);
    let third = scored("x-2", "c.txt", "C", "2024-01-03", &[]);
    // a.txt comes first and keeps the id; "x-2" is another article's own id, so b.txt becomes "x-3".
    let expected =
        vec![("x-3", "b.txt", vec!["Mali"]), ("x", "a.txt", vec!["Niger", "France"]), ("x-2", "c.txt", vec![])];
    for shards in [[&first, &second, &third], [&third, &first, &second], [&second, &third, &first]] {
        let assembled = assembled(&shards.map(Clone::clone), &mut none).expect("good rows");
        assert_eq!(ids(&assembled), expected);
    }
}

#[test]
fn new_ids_say_how_much_longer_they_are() {
    let mut index = Index::default();
    for place in 0..12 {
        index.add(&scored("x", &format!("{place:02}"), "A", "2024-01-01", &[]).0);
    }
    let settled = index.settle(&mut none).expect("good rows");
    let seen: Vec<(&str, usize)> =
        [0, 1, 11].iter().map(|n| (settled.article(*n).id, settled.article(*n).added)).collect();
    assert_eq!(seen, [("x", 0), ("x-2", 2), ("x-12", 3)]);
}

#[test]
fn the_same_shard_twice_is_a_fault() {
    let row = || scored("x", "corpus/a.txt", "A", "2024-01-01", &[]);
    let fault = assembled(&[row(), scored("y", "b.txt", "A", "?", &[]), row()], &mut none).expect_err("twice");
    assert_eq!(
        fault.to_string(),
        "corpus/a.txt: article “x” was given twice\n  remedy: give each row file and each source once"
    );
}

#[test]
fn copies_and_foreign_articles_lose_their_observations() {
    let mut foreign = scored("en", "en", "A", "2024-01-03", &["Mali"]);
    foreign.0.status = Status::OtherLanguage;
    let rows = [
        scored("three", "3", "B", "2024-01-04", &["Mali"]),
        scored("two", "2", "A", "2024-01-02", &["Mali"]),
        foreign,
        scored("one", "1", "A", "2024-01-01", &["Mali"]),
    ];
    let mut copies = |candidates: &[Candidate]| {
        assert_eq!(candidates.iter().map(|one| one.article).collect::<Vec<_>>(), [3, 1, 0]);
        assert_eq!(candidates[0].outlet, candidates[1].outlet);
        let decision = |status, of| Decision { status, of };
        Ok(vec![
            decision(Status::SharedCopy, None),
            decision(Status::Duplicate, Some(0)),
            decision(Status::SharedCopy, Some(0)),
        ])
    };
    let assembled = assembled(&rows, &mut copies).expect("good rows");
    let seen: Vec<_> = assembled
        .iter()
        .map(|a| (a.row.article.as_str(), a.row.status, a.duplicate_of.as_deref(), a.observations.len()))
        .collect();
    assert_eq!(
        seen,
        [
            ("one", Status::SharedCopy, None, 1),
            ("two", Status::Duplicate, Some("one"), 0),
            ("en", Status::OtherLanguage, None, 0),
            ("three", Status::SharedCopy, Some("one"), 1),
        ]
    );
}

#[test]
fn on_one_day_the_credited_agency_comes_before_its_reprints() {
    let mut reprint = scored("a", "a", "Le Phare", "2024-01-01", &[]);
    reprint.0.agency = Some("AFP".into());
    let mut own = scored("z", "z", "AFP", "2024-01-01", &[]);
    own.0.agency = Some("AFP".into());
    let mut seen = Vec::new();
    let mut copies = |candidates: &[Candidate]| {
        seen.extend(candidates.iter().map(|one| one.article));
        none(candidates)
    };
    assembled(&[reprint, own], &mut copies).expect("good rows");
    assert_eq!(seen, [1, 0]);
}

#[test]
fn rejected_records_are_sorted() {
    let record =
        |source: &str, place: &str| Rejected { source: source.into(), place: place.into(), reason: "empty".into() };
    let mut index = Index::default();
    [record("b", "file"), record("a", "line 2"), record("a", "line 1")].iter().for_each(|one| index.reject(one));
    let settled = index.settle(&mut none).expect("good rows");
    let expected = [record("a", "line 1"), record("a", "line 2"), record("b", "file")];
    assert_eq!(settled.rejected().collect::<Vec<_>>(), expected);
}

#[test]
fn many_articles_with_one_id_take_no_quadratic_time() {
    let rows: Vec<Scored> = (0..20_000).map(|i| scored("1", &format!("{i:06}"), "A", "2024-01-01", &[])).collect();
    let assembled = assembled(&rows, &mut none).expect("good rows");
    assert_eq!(assembled.len(), 20_000);
    assert!(assembled.iter().any(|article| article.row.article == "1-20000"));
}
