use super::super::{Context, Gazetteer, HEADER};
use super::world;
use crate::data::DataFile;
use crate::text::{French, Vocabulary, analyse};

fn table(rows: &str) -> DataFile {
    let text = format!("{}\n{}\n", HEADER.join("\t"), rows.replace('|', "\t").replace('/', "|"));
    DataFile { name: "mine.tsv".into(), text: text.into() }
}

fn load(files: &[DataFile]) -> Result<Gazetteer, String> {
    let mut words = Vocabulary::default();
    let french = French::register(&mut words).map_err(|fault| fault.to_string())?;
    Gazetteer::load(files, &mut words, &french).map_err(|fault| fault.to_string())
}

#[track_caller]
fn fails(rows: &str, expected: &str) {
    let message = load(&[table(rows)]).err().unwrap_or_default();
    assert!(message.contains(expected), "{message:?} should say {expected:?}");
}

#[test]
fn faults_name_file_line_and_remedy() {
    fails("Ulm|city", "mine.tsv:2: unknown kind “city”");
    fails("Ulm|city", "write one of: state, person");
    fails("Ulm|state|x", "unknown gender “x”");
    fails("Ulm|state\nUlm|state", "mine.tsv:3: “Ulm” is declared twice, first in mine.tsv:2");
    fails("Ulm|state||Bad\nOld|state||Bad", "mine.tsv:3: “Bad” also names Ulm (mine.tsv:2)");
    fails("Jo Ba|person|m|||maire @Ulm", "belongs to an unknown actor");
    fails("|state", "the name is empty");
    fails("A, B|state", "cannot be matched");
}

#[test]
fn a_user_file_adds_actors_with_offices_of_their_own() {
    let own = table(
        "Salif Dembo|person|m|~Dembo||gouverneur @Nordie/ministre des Mines @Mali 2024-2025\nNordie|state|f||Port-Nord",
    );
    let mut files = Gazetteer::shipped();
    files.push(own);
    let mut words = Vocabulary::default();
    let french = French::register(&mut words).expect("tables");
    let gazetteer = Gazetteer::load(&files, &mut words, &french).expect("actors");
    words.freeze();
    let text = "Selon Port-Nord, Salif Dembo part. Le gouverneur de la Nordie se tait. M. Dembo aussi. Le ministre malien des Mines part. Le ministre malien part.";
    let doc = analyse(text, &words, &french);
    let names = gazetteer.find(&doc, &words, &french, &mut Context::in_year(Some(2024)));
    let found: Vec<(&str, &str)> =
        names.mentions.iter().map(|m| (m.span.of(text), gazetteer.actor(m.actor).name.as_str())).collect();
    let expected = [
        ("Port-Nord", "Nordie"),
        ("Salif Dembo", "Salif Dembo"),
        ("gouverneur", "Salif Dembo"),
        ("Nordie", "Nordie"),
        ("Dembo", "Salif Dembo"),
        ("ministre malien des Mines", "Salif Dembo"),
        ("ministre malien", "Salif Dembo"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_shipped_actors_are_many_and_pass_their_audit() {
    let world = world();
    assert!(world.gazetteer.len() >= 320, "{} actors", world.gazetteer.len());
    let audit: Vec<String> = world.gazetteer.audit(&world.words).iter().map(ToString::to_string).collect();
    assert!(audit.is_empty(), "{}", audit.join("\n"));
    assert!(world.gazetteer.find_by_name("Mali").is_some());
    assert!(world.gazetteer.find_by_name("Atlantide").is_none());
}

#[test]
fn every_adjective_belongs_to_a_shipped_state() {
    let table = crate::data::shipped("actors/grammar/demonyms.tsv");
    for row in crate::data::parse_table(&table, &["state", "adjectives"]).expect("table") {
        assert!(world().gazetteer.find_by_name(row.fields[0]).is_some(), "unknown: {}", row.fields[0]);
    }
}
