//! gzip, Zstandard, zip, tar, in each other, cut off, or made to harm.

use super::{TEXT, bodies, gzip, left_out, read, tar, zip};

const PAGE: &[u8] = b"Un titre\n\nLe convoi est parti.";
const LINES: &[u8] = b"{\"text\": \"Un.\"}\n{\"text\": \"Deux.\"}\n";

#[test]
fn compression_of_every_kind() {
    bodies("a.jsonl.gz", gzip(LINES), &[Ok("Un."), Ok("Deux.")]);
    bodies("a.jsonl.zst", zstd::encode_all(LINES, 3).unwrap(), &[Ok("Un."), Ok("Deux.")]);
    bodies("a.txt.gz", gzip(PAGE), &[Ok("Le convoi est parti.")]);
    let two = [gzip(b"{\"text\": \"Un.\"}\n"), gzip(b"{\"text\": \"Deux.\"}\n")].concat();
    bodies("a.jsonl.gz", two, &[Ok("Un."), Ok("Deux.")]);
    bodies("wrong.txt", gzip(LINES), &[Ok("Un."), Ok("Deux.")]);
    bodies("a.gz", LINES, &[Ok("Un."), Ok("Deux.")]);
    bodies("a.gz", b"not compressed", &[Err("file: not a .gz file")]);
}

#[test]
fn archives_name_their_members() {
    let members: &[(&str, &[u8])] =
        &[("press/2024-05-03/a.txt", PAGE), ("b.jsonl", LINES), ("c.png", b"x"), ("README.md", b"x")];
    for bytes in [zip(members), tar(members), gzip(&tar(members))] {
        bodies("x.bin", &bytes, &[Ok("Le convoi est parti."), Ok("Un."), Ok("Deux.")]);
        assert_eq!(left_out("x.bin", &bytes).len(), 2);
        let article = read("x.bin", &bytes).remove(0).unwrap();
        assert_eq!(article.place.source, "x.bin/press/2024-05-03/a.txt");
        assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03");
    }
    bodies("e.zip", zip(&[]), &[Err("file: an archive without members")]);
}

#[test]
fn archives_inside_archives_end_somewhere() {
    let inner = gzip(&tar(&[("in.zip", &zip(&[("a.txt.gz", &gzip(PAGE))]))]));
    bodies("x.tar.gz", &inner, &[Ok("Le convoi est parti.")]);
    let mut deep = zip(&[("a.txt", PAGE)]);
    for _ in 0..8 {
        deep = zip(&[("x.zip", &deep)]);
    }
    bodies("x.zip", &deep, &[Err("file: archives inside each other more than 4 deep")]);
}

#[test]
fn what_is_cut_off_is_read_as_far_as_it_goes() {
    let long: String =
        (0..2000).map(|n| format!("{{\"id\": \"{}\", \"text\": \"Un {n}.\"}}\n", blake3::hash(&[n as u8]))).collect();
    let packed = gzip(long.as_bytes());
    let found = read("a.jsonl.gz", &packed[..packed.len() / 2]);
    let last = found.last().unwrap().as_ref().unwrap_err();
    assert!(found.len() > 100 && last.place.starts_with("line ") && last.reason.contains("cut off"), "{last:?}");
    let archive = zip(&[("a.txt", PAGE)]);
    bodies("a.zip", &archive[..archive.len() / 2], &[Err("file: cannot be read as zip")]);
    let archive = tar(&[("a.txt", PAGE), ("b.txt", TEXT.as_bytes())]);
    assert!(read("a.tar", &archive[..1600]).iter().any(Result::is_err));
    assert!(read("a.zst", &zstd::encode_all(LINES, 3).unwrap()[..12]).iter().all(Result::is_err));
}

#[test]
fn bombs_are_defused() {
    let line = "{\"text\": \"Le convoi est parti.\"}\n";
    let many = vec![b' '; 300 << 20];
    let found = read("a.jsonl.gz", gzip(&[line.as_bytes(), &many].concat()));
    assert_eq!(found.len(), 2);
    assert!(found[1].as_ref().unwrap_err().reason.contains("200 times"), "{:?}", found[1]);
    let found = read("a.zip", zip(&[("a.txt", PAGE), ("b.txt", &many), ("c.jsonl", &many)]));
    assert!(found[0].is_ok());
    assert!(found.iter().skip(1).all(Result::is_err), "{found:?}");
}
