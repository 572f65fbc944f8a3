//! A tree of awkward files runs to the end, and every file is accounted for: `tests/awkward/`, and what cannot be kept in
//! a repository (bombs, loops, endless lines) made here.

use crate::support::Place;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const SENTENCE: &str = "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve.";

/// What must come of a file.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    articles: Option<u64>,
    rejected: Option<u64>,
    left_out: Option<u64>,
}

fn committed() -> BTreeMap<String, Expected> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/awkward/README-expected.tsv");
    let text = std::fs::read_to_string(table).unwrap();
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let number = |at: usize| cells[at].parse().ok();
        (cells[0].to_owned(), Expected { articles: number(1), rejected: number(2), left_out: number(3) })
    })
    .collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Files that are made here, with what must come of them.
fn make(place: &Place, expected: &mut BTreeMap<String, Expected>) {
    let mut put = |name: &str, bytes: &[u8], articles: u64, rejected: u64| {
        place.write(&format!("press/{name}"), bytes);
        let told = Expected { articles: Some(articles), rejected: Some(rejected), left_out: Some(0) };
        expected.insert(name.to_owned(), told);
    };
    let line = format!("{{\"text\": \"{SENTENCE}\"}}\n");
    let spaces = vec![b' '; 300 << 20];
    put("bomb-gzip/a.jsonl.gz", &gzip(&[line.as_bytes(), &spaces].concat()), 1, 1);
    put("bomb-nested/a.gz.gz", &gzip(&gzip(&spaces)), 0, 1);
    put(
        "huge-line/a.jsonl",
        &[line.as_bytes(), &spaces[..20 << 20], b"\n", line.replace("mardi", "lundi").as_bytes()].concat(),
        2,
        0,
    );
    put("huge-value/a.jsonl", format!("{{\"text\": \"{}\"}}\n{line}", "a".repeat(20 << 20)).as_bytes(), 1, 1);
    put("huge-page/a.txt", &vec![b'a'; 9 << 20], 0, 1);
    put("huge-item/a.json", format!("[{{\"text\": \"{}\"}}]", "a".repeat(20 << 20)).as_bytes(), 0, 1);
}

#[cfg(unix)]
fn links(place: &Place) {
    use std::os::unix::fs::{PermissionsExt, symlink};
    symlink(place.path("press"), place.path("press/empty/loop")).unwrap();
    symlink("nowhere", place.path("press/empty/broken.txt")).unwrap();
    place.write("press/unreadable/a.txt", SENTENCE);
    std::fs::set_permissions(place.path("press/unreadable/a.txt"), std::fs::Permissions::from_mode(0o000)).unwrap();
}

#[test]
fn every_awkward_file_is_accounted_for() {
    let place = Place::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/awkward"), &place.path("press"));
    std::fs::remove_file(place.path("press/README-expected.tsv")).unwrap();
    let mut expected = committed();
    make(&place, &mut expected);
    #[cfg(unix)]
    links(&place);
    assert!(expected.len() >= 40);
    let found: Value = serde_json::from_str(&place.run(&["inspect", "press", "--json"]).code(0).out).unwrap();
    let mut wrong = Vec::new();
    for one in found["sources"].as_array().unwrap() {
        let name = one["source"].as_str().unwrap().trim_start_matches("press/");
        // As root every file can be read.
        let Some(wanted) = expected.remove(name) else {
            assert_eq!(name, "unreadable/a.txt", "{one}");
            continue;
        };
        let left: u64 = one["left_out"].as_object().unwrap().values().filter_map(Value::as_u64).sum();
        let fits = |wanted: Option<u64>, found: u64| wanted.map_or(found > 0, |wanted| wanted == found);
        let (articles, rejected) = (one["articles"].as_u64().unwrap(), one["rejected"].as_u64().unwrap());
        if !(fits(wanted.articles, articles) && fits(wanted.rejected, rejected) && fits(wanted.left_out, left)) {
            wrong.push(format!("{name}: {articles}, {rejected}, {left}, not {wanted:?}: {}", one["rejections"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(expected.is_empty(), "not accounted for: {expected:?}");
    let told = found["left_out"].to_string() + &found["unreadable"].to_string();
    assert!(!cfg!(unix) || (told.contains("loop") && told.contains("broken.txt")), "{told}");
}

#[test]
fn a_run_over_awkward_files_ends_and_lists_what_it_could_not_read() {
    let place = Place::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/awkward"), &place.path("press"));
    let done = place.run(&["run", "press", "-o", "out", "--strict", "--quiet"]).code(3);
    assert!(!done.err.contains("panicked"), "{}", done.err);
    let told =
        place.read("out/data/rejected.jsonl") + &place.read("out/data/articles.csv") + &place.read("out/manifest.json");
    for name in committed().into_keys() {
        // Marks of direction are left out of what is shown.
        let shown = name.replace(['\u{202e}', '"'], "");
        assert!(told.replace('\u{202e}', "").contains(&shown), "{name}");
    }
    let again = place.read("out/data/articles.csv");
    place.run(&["run", "press", "-o", "out", "--quiet", "--threads", "1"]).code(0);
    assert_eq!(again, place.read("out/data/articles.csv"));
}
