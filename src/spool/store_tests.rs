use super::*;
use crate::aggregate::testing::{article, mention};
use crate::spool::{Block, SpoolWriter};

const INSTRUMENT: [u8; 32] = [7; 32];

fn key(number: u32) -> Key {
    let mut key = [1; 16];
    key[..4].copy_from_slice(&number.to_le_bytes());
    key
}

/// Rows of a few kilobytes.
fn block(number: u32) -> Block {
    let row = Box::new(article(&format!("a{number}"), "A", "2024-01-01"));
    let mut block = Block::article(row, &vec![mention("Mali", Some(100)); 20]);
    block.key = key(number);
    block
}

fn written(path: &Path, numbers: std::ops::Range<u32>) {
    let mut writer = SpoolWriter::create(path, &INSTRUMENT).unwrap();
    let blocks: Vec<Block> = numbers.map(block).collect();
    blocks.chunks(400).for_each(|batch| writer.append(batch).unwrap());
}

fn found(store: &mut Store, numbers: std::ops::Range<u32>) -> usize {
    let keys: Vec<Key> = numbers.clone().map(key).collect();
    let rows = store.find(&keys);
    for (number, text) in numbers.zip(&rows) {
        assert!(text.as_ref().is_none_or(|text| *text == block(number).text), "{number}");
    }
    rows.iter().flatten().count()
}

#[test]
fn rows_are_found_by_key() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rows");
    written(&path, 0..1000);
    let mut store = Store::open(&[&path], &INSTRUMENT);
    assert_eq!(found(&mut store, 0..300), 300);
    assert_eq!(found(&mut store, 250..700), 450);
    assert_eq!(found(&mut store, 900..1100), 100);
    assert_eq!(found(&mut store, 5000..5100), 0);
    assert_eq!(store.find(&[NO_KEY]), [None]);
}

#[test]
fn another_instrument_or_no_file_is_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rows");
    written(&path, 0..10);
    assert!(Store::open(&[&path], &[8; 32]).is_empty());
    assert!(Store::open(&[&dir.path().join("none")], &INSTRUMENT).is_empty());
    std::fs::write(&path, "something else").unwrap();
    assert!(Store::open(&[&path], &INSTRUMENT).is_empty());
}

#[test]
fn a_torn_end_is_dropped_and_the_rest_is_used() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rows");
    written(&path, 0..1000);
    let whole = std::fs::read(&path).unwrap();
    let mut seen = Vec::new();
    for cut in [whole.len() - 1, whole.len() * 2 / 3, whole.len() / 3, 60, 20] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        seen.push(found(&mut Store::open(&[&path], &INSTRUMENT), 0..1000));
    }
    assert!(seen[0] >= 600 && seen[0] < 1000 && seen.is_sorted_by(|a, b| a >= b), "{seen:?}");
    assert_eq!(seen[4], 0);
}

#[test]
fn a_damaged_chunk_is_as_good_as_absent() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rows");
    written(&path, 0..1000);
    let whole = std::fs::read(&path).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 40) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0x20;
        std::fs::write(&path, &damaged).unwrap();
        assert!(found(&mut Store::open(&[&path], &INSTRUMENT), 0..1000) < 1000, "byte {at}");
    }
}

#[test]
fn a_few_blocks_of_many_chunks_are_scored_anew() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("rows");
    written(&path, 0..1000);
    assert_eq!(found(&mut Store::open(&[&path], &INSTRUMENT), 5..6), 0);
}

#[test]
fn two_files_are_one_store() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    written(&one, 0..600);
    written(&two, 400..1000);
    assert_eq!(found(&mut Store::open(&[&one, &two], &INSTRUMENT), 0..1000), 1000);
}
