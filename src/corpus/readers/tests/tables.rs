//! CSV, TSV and Parquet.

use super::super::super::LARGEST_UNIT;
use super::{TEXT, bodies, left_out, one, parquet, read, with_config};
use crate::config::Config;

#[test]
fn any_delimiter_and_encoding() {
    for mark in [",", ";", "\t", "|", "^", "~", "\u{1}", "\u{1f}"] {
        let table = format!(
            "Titre{mark}Texte intégral{mark}Date de publication{mark}Nom du média\nUn titre{mark}\"Un convoi, deux ; trois.\nSuite.\"{mark}03/05/2024{mark}Libé\n"
        );
        let mut utf8 = b"\xef\xbb\xbf".to_vec();
        utf8.extend_from_slice(table.as_bytes());
        let latin = encoding_rs::WINDOWS_1252.encode(&table).0.into_owned();
        let wide: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [utf8, latin, wide, table.replace('\n', "\r\n").into_bytes()] {
            let article = one("t.csv", bytes);
            assert_eq!(article.body, "Un convoi, deux ; trois.\n\nSuite.", "{mark}");
            assert_eq!((article.outlet.value.as_deref(), article.place.line), (Some("Libération"), Some(2)));
            assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03");
        }
    }
}

#[test]
fn a_title_above_the_header_is_passed_over() {
    let table =
        format!("Export du 12 mars 2024;;\n\nTitre;Texte;Date\nUn titre;{};2024-05-03\n", TEXT.replace('\n', " "));
    let article = one("t.csv", table);
    assert_eq!((article.place.line, article.title.value.as_deref()), (Some(4), Some("Un titre")));
    bodies("t.txt", "titre\ttexte\tdate\nUn titre\tUn convoi.\t2024-05-03\n", &[Ok("Un convoi.")]);
    bodies("t.txt", "Un titre, un texte\n\nLe convoi est bloqué.", &[Ok("Le convoi est bloqué.")]);
}

#[test]
fn ragged_rows_and_lost_quotation_marks() {
    bodies(
        "t.csv",
        "titre,texte,date\nA,Un.\nB,Deux, trois,2024-05-03\n,,\nC,Quatre.,2024-05-03,,\n",
        &[Ok("Un."), Err("line 3: 4 cells where the header has 3"), Ok("Quatre.")],
    );
    bodies(
        "t.csv",
        "titre,texte\nA,Un.\nB,\"Deux.\nC,Trois.\nD,Quatre.\n",
        &[Ok("Un."), Err("line 3: a quotation mark that is never closed"), Ok("Trois."), Ok("Quatre.")],
    );
    let mut long = b"titre,texte\nA,Un.\nB,\"Deux.\n".to_vec();
    long.extend("C,Trois.\n".repeat(LARGEST_UNIT / 9 + 10).as_bytes());
    let found = read("t.csv", long);
    assert!(found[0].is_ok() && found[1].is_err() && found[2].is_ok());
    assert_eq!(found.len(), LARGEST_UNIT / 9 + 12);
}

#[test]
fn tables_that_are_no_articles() {
    assert_eq!(left_out("t.csv", b"pays,capitale\nMali,Bamako\n"), ["a table without texts"]);
    let unknown = format!("zone,blabla\n1,\"{TEXT}\"\n");
    bodies("t.csv", &unknown, &[Err("line 1: no column is known to hold the text: name it")]);
    let mut config = Config::default();
    config.fields.insert("text".into(), vec!["blabla".into()]);
    assert_eq!(with_config("t.csv", unknown.as_bytes(), &config)[0].as_ref().unwrap().body, TEXT);
    config.fields.insert("text".into(), vec!["absent".into()]);
    assert!(with_config("t.csv", unknown.as_bytes(), &config)[0].as_ref().unwrap_err().reason.contains("“absent”"));
    bodies("t.csv", "titre,texte\n", &[Err("file: a table without rows")]);
}

#[test]
fn parquet_is_read_group_by_group() {
    let rows = [vec!["A", "Un.", "x"], vec!["B", "Deux.", "y"], vec!["C", "", "z"]];
    let bytes = parquet(&["titre", "texte", "autre"], &rows, 2);
    bodies("t.parquet", &bytes, &[Ok("Un."), Ok("Deux."), Err("row 3: a headline and no text")]);
    bodies("t.dat", &bytes, &[Ok("Un."), Ok("Deux."), Err("row 3")]);
    bodies("t.parquet", &bytes[..bytes.len() / 2], &[Err("file: not a readable Parquet file")]);
    bodies("t.parquet", "PAR1", &[Err("file: not a readable Parquet file")]);
    bodies("t.parquet", "titre", &[Err("file: not a Parquet file")]);
    bodies("t.parquet", parquet(&["zone"], &[vec!["x"]], 1), &[Err("file: no column is known to hold the text")]);
}

#[test]
fn broken_parquet_never_ends_a_run() {
    let good = parquet(&["titre", "texte"], &[vec!["A", "Un."], vec!["B", "Deux."]], 1);
    for at in (4..good.len()).step_by(3) {
        let mut bytes = good.clone();
        bytes[at] ^= 0xff;
        // Whatever comes out: it is an article or a rejected record.
        read("t.parquet", bytes);
    }
}
