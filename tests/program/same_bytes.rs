//! The same input gives the same bytes: whatever the threads, the order of the files, and the number of shards.

use crate::support::{Place, assert_same};

#[test]
fn one_thread_or_several() {
    let place = Place::with_corpus();
    place.run(&["run", "-q", "-o", "one", "--threads", "1"]).code(0);
    place.run(&["run", "-q", "-o", "four", "--threads", "4"]).code(0);
    assert_same(&place.tree("one"), &place.tree("four"));
}

#[test]
fn the_files_in_another_order() {
    let place = Place::with_corpus();
    place.run(&["run", "-q", "corpus/a.jsonl", "corpus/b.jsonl", "corpus/page.txt", "-o", "one"]).code(0);
    place.run(&["run", "-q", "corpus/page.txt", "corpus/b.jsonl", "corpus/a.jsonl", "-o", "two"]).code(0);
    assert_same(&place.tree("one"), &place.tree("two"));
    place.run(&["run", "-q", "corpus", "-o", "three"]).code(0);
    assert_same(&place.tree("one"), &place.tree("three"));
}

#[test]
fn two_shards_or_one_run() {
    let place = Place::with_corpus();
    place.write("corpus/broken.jsonl", "{\n");
    place.write("corpus/parallaxe.toml", "title = \"Revue\"\nmin_articles = 3\n");
    place.run(&["run", "-q", "-o", "whole"]).code(0);
    place.run(&["score", "-q", "corpus/a.jsonl", "corpus/broken.jsonl", "-o", "first.jsonl"]).code(0);
    place.run(&["score", "-q", "corpus/b.jsonl", "corpus/page.txt", "-o", "second.jsonl"]).code(0);
    place.run(&["report", "-q", "first.jsonl", "second.jsonl", "-o", "joined"]).code(0);
    assert_same(&place.tree("whole"), &place.tree("joined"));
    place.run(&["report", "-q", "second.jsonl", "first.jsonl", "-o", "swapped"]).code(0);
    assert_same(&place.tree("whole"), &place.tree("swapped"));
}

#[test]
fn parquet_or_json_lines() {
    let place = Place::with_corpus();
    place.run(&["score", "-q", "corpus", "-o", "rows.parquet"]).code(0);
    place.run(&["score", "-q", "corpus", "-o", "rows.jsonl"]).code(0);
    place.run(&["report", "-q", "rows.parquet", "-o", "one"]).code(0);
    place.run(&["report", "-q", "rows.jsonl", "-o", "two"]).code(0);
    assert_same(&place.tree("one"), &place.tree("two"));
    place.run(&["score", "-q", "corpus", "-o", "again.parquet", "--threads", "1"]).code(0);
    assert!(std::fs::read(place.path("rows.parquet")).unwrap() == std::fs::read(place.path("again.parquet")).unwrap());
}
