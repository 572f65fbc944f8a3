//! What is wrong with the input or the configuration is told with file, line and remedy, before any work.

use crate::support::Place;

const LEXICON: &str = "lemma\tpos\teffects\ttags\texamples\n";

#[test]
fn a_missing_folder() {
    let place = Place::new();
    place.run(&["run", "pres"]).code(1).says(&["pres", "does not exist"]).helps();
    place.run(&[]).code(1).says(&["corpus", "does not exist"]).helps();
    assert!(place.names().is_empty(), "nothing may be written: {:?}", place.names());
}

#[test]
fn an_empty_folder() {
    let place = Place::new();
    std::fs::create_dir(place.path("corpus")).unwrap();
    place.run(&["run"]).code(1).says(&["corpus", "no article"]).helps();
    place.run(&["score", "corpus", "-o", "rows.jsonl"]).code(1).says(&["corpus", "no article"]).helps();
    assert_eq!(place.names(), ["corpus"]);
}

#[test]
fn nothing_that_can_be_read() {
    let place = Place::new();
    place.write("corpus/a.txt", "");
    place.run(&["run"]).code(1).says(&["corpus/a.txt"]).helps();
    assert_eq!(place.names(), ["corpus"]);
}

#[test]
fn a_bad_number_in_a_lexicon_row() {
    let place = Place::with_corpus();
    place.write("mine/verbs.tsv", format!("# my rows\n{LEXICON}fustiger\tv\to=-9\tpolitics\t\n"));
    let done = place.run(&["run", "--lexicon", "mine"]).code(1).helps();
    done.says(&["mine/verbs.tsv:3", "o=-9", "-3 to 3", "^^^^"]);
    place.run(&["check", "mine"]).code(1).says(&["mine/verbs.tsv:3"]).helps();
    assert!(!place.path("out").exists());
}

#[test]
fn an_unknown_key_in_the_configuration() {
    let place = Place::with_corpus();
    place.write("parallaxe.toml", "lang = \"fr\"\ntreshold = 100\n");
    place.run(&["run"]).code(1).says(&["parallaxe.toml:2", "treshold", "did you mean “threshold”"]).helps();
    place.run(&["check"]).code(1).says(&["parallaxe.toml:2"]).helps();
}

#[test]
fn a_number_out_of_range_in_the_configuration() {
    let place = Place::with_corpus();
    place.write("mine.toml", "\n\nresamples = 3\n");
    place.run(&["run", "--config", "mine.toml"]).code(1).says(&["mine.toml:3", "resamples", "100"]).helps();
}

#[test]
fn a_configuration_that_is_not_there() {
    let place = Place::with_corpus();
    place.run(&["run", "--config", "none.toml"]).code(1).says(&["none.toml", "cannot be read"]).helps();
}

#[test]
fn an_actor_that_nobody_knows() {
    let place = Place::with_corpus();
    place.write("parallaxe.toml", "actors = [\"Malli\"]\n");
    place.run(&["run"]).code(1).says(&["parallaxe.toml:1", "Malli", "“Mali”"]).helps();
}

#[test]
fn an_actor_file_that_is_none() {
    let place = Place::with_corpus();
    place.write("people.tsv", "who\twhat\nX\tY\n");
    place.run(&["run", "--actors", "people.tsv"]).code(1).says(&["people.tsv:1"]).helps();
    place.run(&["check", "people.tsv"]).code(1).says(&["people.tsv", "neither"]).helps();
}

#[test]
fn an_output_that_cannot_be_written() {
    let place = Place::with_corpus();
    place.write("file", "x");
    place.run(&["run", "-o", "file"]).code(1).says(&["file", "is a file"]).helps();
    place.run(&["run", "-o", "file/below"]).code(1).says(&["file/below", "cannot be written"]).helps();
    place.run(&["score", "corpus", "-o", "corpus"]).code(1).says(&["is a folder"]).helps();
    assert_eq!(place.read("file"), "x");
}

#[test]
fn an_output_that_is_somebody_elses() {
    let place = Place::with_corpus();
    place.write("out/thesis.txt", "years of work");
    place.run(&["run"]).code(1).says(&["out", "not replaced"]).helps();
    assert_eq!(place.read("out/thesis.txt"), "years of work");
}

#[test]
fn an_output_that_holds_the_input() {
    let place = Place::with_corpus();
    place.run(&["run", "-q"]).code(0);
    std::fs::rename(place.path("corpus"), place.path("out/data/corpus")).unwrap();
    place.run(&["run", "out/data/corpus", "-o", "out"]).code(1).says(&["out/data/corpus"]).helps();
    assert!(place.path("out/data/corpus/a.jsonl").exists());
}

#[test]
fn row_files_that_are_broken() {
    let place = Place::with_corpus();
    place.run(&["score", "-q", "-o", "rows.jsonl"]).code(0);
    place.write("cut.jsonl", &place.read("rows.jsonl").as_bytes()[..2000]);
    place.run(&["report", "cut.jsonl", "-o", "out"]).code(1).says(&["cut.jsonl:", "is no row"]).helps();
    place.run(&["report", "rows.jsonl", "rows.jsonl", "-o", "out"]).code(1).helps();
    place.run(&["report", "none.jsonl", "-o", "out"]).code(1).says(&["none.jsonl", "does not exist"]).helps();
    assert!(!place.path("out").exists());
}

#[test]
fn rows_scored_with_other_tables() {
    let place = Place::with_corpus();
    place.write("mine/verbs.tsv", format!("{LEXICON}fustiger\tv\to=-1\tpolitics\t\n"));
    place.run(&["score", "-q", "--lexicon", "mine", "-o", "rows.jsonl"]).code(0);
    place.run(&["report", "rows.jsonl", "-o", "out"]).code(1).says(&["other tables", "--lexicon"]).helps();
    place.run(&["report", "-q", "rows.jsonl", "-o", "out", "--lexicon", "mine"]).code(0);
}

#[test]
fn wrong_usage() {
    let place = Place::new();
    place.run(&["chekc"]).code(2).says(&["chekc"]);
    place.run(&["run", "--by", "decade"]).code(2).says(&["decade", "quarter"]);
    place.run(&["score"]).code(2).says(&["--output"]);
    place.run(&["report"]).code(2);
}
