use super::*;
use crate::aggregate::testing::{article, mention};

fn none(rows: &[ArticleRow]) -> Vec<(Status, Option<String>)> {
    rows.iter().map(|_| (Status::Analysed, None)).collect()
}

fn article_row(id: &str, source: &str, outlet: &str, date: &str) -> Row {
    let mut row = article(id, outlet, date);
    row.place.source = source.into();
    Row::Article(Box::new(row))
}

fn observation(id: &str, actor: &str) -> Row {
    Row::Observation(Box::new(Observation { article: id.into(), ..mention(actor, Some(100)) }))
}

fn ids(assembled: &Assembled) -> Vec<(&str, &str, Vec<&str>)> {
    let actors =
        |article: &AssembledArticle| -> Vec<String> { article.observations.iter().map(|o| o.actor.clone()).collect() };
    assembled
        .articles
        .iter()
        .map(|article| {
            assert!(article.observations.iter().all(|o| o.article == article.row.article));
            assert_eq!(actors(article).len(), article.observations.len());
            let names = article.observations.iter().map(|o| o.actor.as_str()).collect();
            (article.row.article.as_str(), article.row.place.source.as_str(), names)
        })
        .collect()
}

#[test]
fn articles_come_in_the_documented_order() {
    let rows = [
        article_row("e", "5", "?", "?"),
        article_row("d", "4", "B", "?"),
        article_row("c", "3", "?", "2024-01-02"),
        article_row("b", "2", "B", "2024-01-02"),
        article_row("a", "1", "Z", "2024-01-01"),
    ];
    let assembled = assemble(rows, &none).expect("good rows");
    assert_eq!(ids(&assembled).iter().map(|(id, ..)| *id).collect::<Vec<_>>(), ["a", "b", "c", "d", "e"]);
}

#[test]
fn one_id_in_several_places() {
    let first = [article_row("x", "b.txt", "A", "2024-01-01"), observation("x", "Mali")];
    let second = [article_row("x", "a.txt", "B", "2024-01-02"), observation("x", "Niger"), observation("x", "France")];
    let third = [article_row("x-2", "c.txt", "C", "2024-01-03")];
    // a.txt comes first and keeps the id; "x-2" is another article's own id, so b.txt becomes "x-3".
    let expected =
        vec![("x-3", "b.txt", vec!["Mali"]), ("x", "a.txt", vec!["Niger", "France"]), ("x-2", "c.txt", vec![])];
    for shards in [[&first[..], &second, &third], [&third, &first, &second], [&second, &third, &first]] {
        let rows = shards.into_iter().flatten().cloned();
        let assembled = assemble(rows, &none).expect("good rows");
        assert_eq!(ids(&assembled), expected);
    }
}

#[test]
fn the_same_shard_twice_is_a_fault() {
    let row = || article_row("x", "corpus/a.txt", "A", "2024-01-01");
    let fault = assemble([row(), article_row("y", "b.txt", "A", "?"), row()], &none).expect_err("twice");
    assert_eq!(
        fault.to_string(),
        "corpus/a.txt: article “x” was given twice\n  remedy: give each row file and each source once"
    );
}

#[test]
fn an_observation_must_follow_its_article() {
    assert!(assemble([observation("x", "Mali")], &none).is_err());
    let rows = [article_row("x", "x", "A", "?"), article_row("y", "y", "A", "?"), observation("x", "Mali")];
    let fault = assemble(rows, &none).expect_err("stray");
    assert!(fault.problem.contains("“x” does not follow"), "{fault}");
}

#[test]
fn copies_and_foreign_articles_lose_their_observations() {
    let mut foreign = article("en", "A", "2024-01-03");
    foreign.status = Status::OtherLanguage;
    let rows = [
        article_row("one", "1", "A", "2024-01-01"),
        observation("one", "Mali"),
        article_row("two", "2", "A", "2024-01-02"),
        observation("two", "Mali"),
        Row::Article(Box::new(foreign)),
        observation("en", "Mali"),
        article_row("three", "3", "B", "2024-01-04"),
        observation("three", "Mali"),
    ];
    let copies = |rows: &[ArticleRow]| {
        assert_eq!(rows.iter().map(|row| row.article.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
        let first = Some("one".to_string());
        vec![(Status::SharedCopy, None), (Status::Duplicate, first.clone()), (Status::SharedCopy, first)]
    };
    let assembled = assemble(rows, &copies).expect("good rows");
    let seen: Vec<_> = assembled
        .articles
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
fn rejected_records_are_sorted() {
    let record =
        |source: &str, place: &str| Rejected { source: source.into(), place: place.into(), reason: "empty".into() };
    let rows = [record("b", "file"), record("a", "line 2"), record("a", "line 1")].map(Row::Rejected);
    let assembled = assemble(rows, &none).expect("good rows");
    assert_eq!(assembled.rejected, [record("a", "line 1"), record("a", "line 2"), record("b", "file")]);
}

#[test]
fn many_articles_with_one_id_take_no_quadratic_time() {
    let rows = (0..20_000).map(|i| article_row("1", &format!("{i:06}"), "A", "2024-01-01"));
    let assembled = assemble(rows, &none).expect("good rows");
    assert_eq!(assembled.articles.len(), 20_000);
    assert!(assembled.articles.iter().any(|article| article.row.article == "1-20000"));
}
