//! What is met at random must neither panic nor be lost.

use super::{bodies, read};

#[test]
fn files_of_other_kinds_are_named() {
    bodies("a.pdf", b"%PDF-1.4 x", &[Err("file: a PDF")]);
    bodies("a.xlsx", b"PK\x03\x04[Content_Types].xml", &[Err("file: an office document")]);
    bodies("a.bz2", b"BZh91AY", &[Err("file: compressed with bzip2")]);
    bodies("a.xz", b"\xfd7zXZ\x00", &[Err("file: compressed with xz")]);
    bodies("a.db", b"SQLite format 3\x00", &[Err("file: an SQLite database")]);
    bodies("a.rtf", b"{\\rtf1 x}", &[Err("file: an RTF document")]);
}

#[test]
fn a_missing_file_is_rejected() {
    let source = super::Source { path: Some("no/such/file".into()), name: "x".into() };
    let mut found = Vec::new();
    super::read_source(&source, &super::KNOWLEDGE, &Default::default(), &mut |one| found.push(one));
    assert!(found.len() == 1 && found[0].is_err());
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_nothing_is_lost(start in 0usize..14, bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let starts: [&[u8]; 14] = [b"", b"{", b"[{\"text\":", b"<?xml version='1.0'?><a>", b"<html><body>", b"titre,texte\n", b"PAR1", b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"WARC/1.0\r\n", b"<rss><channel><item>", b"<article><span class='DocPublicationName'>", b"\xff\xfe"];
        let all = [starts[start], &bytes].concat();
        for name in ["a", "a.csv", "a.html", "a.xml", "a.jsonl"] {
            let found = read(name, &all);
            // An empty list is all that may say nothing.
            proptest::prop_assert!(!found.is_empty() || !super::left_out(name, &all).is_empty() || all.starts_with(b"["), "{name} {all:?}");
        }
    }
}
