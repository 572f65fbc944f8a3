//! What an earlier run scored is not scored again, and nobody can tell from the output; a run that is killed leaves the old
//! report or the new one, and the next run goes on from there.

use crate::support::{Place, assert_same, record};
use std::collections::BTreeMap;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const SENTENCES: [&str; 3] = [
    "Le Mali a salué jeudi la Russie, dont il a loué la loyauté.",
    "Les experts accusent la Russie d'avoir trahi le Mali.",
    "La France a condamné l'attaque et soutient le Niger.",
];

fn records(ids: std::ops::Range<usize>) -> String {
    let outlets = ["Le Phare", "La Vigie", "L'Écho"];
    ids.map(|id| record(id, outlets[id % 3], SENTENCES[id / 3 % 3]) + "\n").collect()
}

/// How many articles the run says that it took from an earlier one.
fn reused(messages: &str) -> usize {
    let line = messages.lines().find(|line| line.contains("taken from an earlier run"));
    line.map_or(0, |line| {
        let digits: String = line.chars().take_while(|c| !c.is_alphabetic()).filter(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    })
}

/// The report on the same corpus by a run that knows nothing.
fn fresh(place: &Place, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    place.run(&[&["run", "-q", "--no-resume", "-o", "fresh"], arguments].concat()).code(0);
    place.tree("fresh")
}

#[test]
fn known_articles_are_not_scored_again() {
    let place = Place::with_corpus();
    place.write("corpus/many.jsonl", records(20..120));
    place.write("corpus/broken.jsonl", "{\n");
    let first = place.run(&["run", "--resume"]).code(0);
    assert_eq!(reused(&first.err), 0, "{}", first.err);
    let expected = fresh(&place, &[]);
    assert_same(&place.tree("out"), &expected);
    let again = place.run(&["run"]).code(0).says(&["114 articles and records were taken from an earlier run"]);
    assert_eq!(reused(&again.err), 114);
    assert_same(&place.tree("out"), &expected);
    // Something new in front moves all lines behind it.
    place.write("corpus/many.jsonl", records(119..120) + "{\n" + &records(20..119) + &records(200..203));
    let third = place.run(&["run", "--threads", "1"]).code(0);
    assert_eq!(reused(&third.err), 114, "{}", third.err);
    assert_same(&place.tree("out"), &fresh(&place, &[]));
}

#[test]
fn rows_of_other_tables_or_settings_are_never_used() {
    let place = Place::with_corpus();
    place.run(&["run", "-q", "--resume"]).code(0);
    let header = "lemma\tpos\teffects\ttags\texamples\n";
    place.write("mine/verbs.tsv", format!("{header}saluer\tv\ts=-3 o=-3\tpolitics\t\n"));
    let changes: [(&str, &[&str]); 2] =
        [("", &["--lexicon", "mine"]), ("reference_date = \"2024-01-01\"\n[outlets]\n\"page\" = \"Autre\"\n", &[])];
    for (settings, arguments) in changes {
        place.write("parallaxe.toml", settings);
        let done = place.run(&[&["run"], arguments].concat()).code(0);
        assert_eq!(reused(&done.err), 0, "{}", done.err);
        assert_same(&place.tree("out"), &fresh(&place, arguments));
    }
    // What only the report reads changes no row.
    let done = place.run(&["run", "--by", "week", "--lang", "en"]).code(0);
    assert_eq!(reused(&done.err), 13, "{}", done.err);
    assert_same(&place.tree("out"), &fresh(&place, &["--by", "week", "--lang", "en"]));
}

#[test]
fn rows_are_kept_only_when_asked_for() {
    let place = Place::with_corpus();
    place.run(&["run", "-q"]).code(0);
    assert_eq!(place.names(), ["corpus", "out"]);
    place.run(&["run", "-q", "--resume"]).code(0);
    assert_eq!(place.names(), [".parallaxe-out", "corpus", "out"]);
    assert_eq!(reused(&place.run(&["run", "--no-resume"]).code(0).err), 0);
    assert_eq!(reused(&place.run(&["run"]).code(0).err), 13);
    place.run(&["run", "--resume", "--no-resume"]).code(2);
}

#[test]
fn damaged_rows_are_scored_again() {
    let place = Place::with_corpus();
    place.write("corpus/many.jsonl", records(20..3000));
    place.run(&["run", "-q", "--resume"]).code(0);
    let expected = place.tree("out");
    let rows = std::fs::read(place.path(".parallaxe-out/rows")).unwrap();
    let mut damaged = rows.clone();
    damaged[rows.len() / 2] ^= 1;
    for bytes in [&damaged[..], &rows[..rows.len() * 2 / 3], b"not rows", b""] {
        place.write(".parallaxe-out/rows", bytes);
        let done = place.run(&["run"]).code(0);
        assert!(reused(&done.err) < 2993, "{}", done.err);
        assert_same(&place.tree("out"), &expected);
    }
}

fn start(place: &Place, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_parallaxe"))
        .args(arguments)
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn wait_for(what: &str, mut there: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !there() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{what} never came");
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_killed_run_leaves_the_old_report_or_the_new() {
    let place = Place::new();
    place.write("corpus/a.jsonl", records(0..40));
    place.run(&["run", "-q"]).code(0);
    let old = place.tree("out");
    place.write("corpus/a.jsonl", records(0..1200));
    let begun = Instant::now();
    let new = fresh(&place, &[]);
    let whole = begun.elapsed();
    for percent in [2, 20, 40, 60, 75, 85, 92, 97, 103] {
        let mut child = start(&place, &["run", "-q"]);
        std::thread::sleep(whole * percent / 100);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let left = place.tree("out");
        assert!(left == old || left == new, "killed at {percent} %: neither the old report nor the new one");
    }
    place.run(&["run", "-q"]).code(0);
    assert_same(&place.tree("out"), &new);
    assert_eq!(place.names(), ["corpus", "fresh", "out"], "nothing of the killed runs is left");
}

#[test]
fn the_next_run_goes_on_where_a_killed_one_stopped() {
    let place = Place::new();
    place.write("corpus/a.jsonl", records(0..9000));
    let expected = fresh(&place, &[]);
    for round in 0..2 {
        let mut child = start(&place, &["run", "-q"]);
        let rows = place.path(".parallaxe-out/rows.new");
        let scored = |bytes| std::fs::metadata(&rows).is_ok_and(|data| data.len() > bytes);
        wait_for("the first batch", || scored(100_000));
        child.kill().expect("killed");
        child.wait().expect("ended");
        // The second time an end is torn off, as a failing disk may do.
        if round == 1 {
            let bytes = std::fs::read(&rows).unwrap();
            std::fs::write(&rows, &bytes[..bytes.len() - 7]).unwrap();
        }
    }
    let done = place.run(&["run"]).code(0);
    assert!((1..=9000).contains(&reused(&done.err)), "{}", done.err);
    assert_same(&place.tree("out"), &expected);
    assert_eq!(place.names(), ["corpus", "fresh", "out"]);
}

#[test]
fn two_runs_do_not_write_to_one_place() {
    let place = Place::with_corpus();
    place.run(&["run", "-q"]).code(0);
    let before = place.tree("out");
    let mut first = start(&place, &["run", "-q", "-"]);
    wait_for("the first run", || place.path(".parallaxe-out/new").exists());
    place.run(&["run"]).code(1).says(&["out", "another run is writing here"]).helps();
    assert_same(&place.tree("out"), &before);
    place.run(&["run", "-q", "-o", "other"]).code(0);
    first.kill().expect("killed");
    first.wait().expect("ended");
    place.run(&["run", "-q"]).code(0);
    assert_same(&place.tree("out"), &before);

    let mut first = start(&place, &["score", "-q", "-", "-o", "rows.jsonl"]);
    wait_for("the first run", || place.path(".parallaxe-rows.jsonl").exists());
    std::thread::sleep(Duration::from_millis(300));
    place.run(&["score", "corpus", "-o", "rows.jsonl"]).code(1).says(&["rows.jsonl", "another run"]).helps();
    first.kill().expect("killed");
    first.wait().expect("ended");
    place.run(&["score", "-q", "corpus", "-o", "rows.jsonl"]).code(0);
    assert_eq!(place.names(), ["corpus", "other", "out", "rows.jsonl"]);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_named() {
    let place = Place::with_corpus();
    // The standard input is read first; while the run waits for it, a file behind it is written.
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallaxe"))
        .args(["run", "-q", "-", "corpus"])
        .current_dir(place.path(""))
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    wait_for("the run", || place.path(".parallaxe-out/sketches").exists());
    std::thread::sleep(Duration::from_millis(100));
    place.write("corpus/b.jsonl", records(0..3));
    drop(child.stdin.take());
    let output = child.wait_with_output().expect("ended");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.contains("1 file was changed while being read"), "{told}");
    assert!(told.contains("corpus/b.jsonl"), "{told}");
    let done = place.run(&["run"]).code(0);
    assert!(!done.err.contains("changed"), "{}", done.err);
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_told_and_nothing_is_left() {
    if !std::path::Path::new("/dev/full").exists() {
        println!("skipped: no /dev/full here");
        return;
    }
    let place = Place::with_corpus();
    for rows in ["/dev/full", "full.jsonl"] {
        if rows == "full.jsonl" {
            std::os::unix::fs::symlink("/dev/full", place.path(rows)).unwrap();
        }
        place.run(&["score", "corpus", "-o", rows]).code(1).says(&[rows, "cannot be written", "No space"]).helps();
    }
    assert_eq!(place.names(), ["corpus", "full.jsonl"]);
}
