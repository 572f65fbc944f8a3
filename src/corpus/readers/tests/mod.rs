//! Every reader with good, broken and empty files, through the same door as a run.

mod containers;
mod faults;
mod formats;
mod pages;
mod same;
mod tables;

use super::super::{Article, Knowledge, Rejected, Source, read as read_source};
use super::{Found, each};
use crate::config::Config;
use std::io::Write;
use std::ops::ControlFlow;
use std::sync::LazyLock;

/// Loaded once: these tests read thousands of files.
pub(super) static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(&[]).unwrap());

/// Two paragraphs that no rule of cleaning touches.
pub(super) const TEXT: &str = "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve, selon un responsable du transport, car la route est fermée depuis lundi.\n\nLe Mali accuse la France d’ingérence et la Russie salue un partenaire fiable, a déclaré le ministre à la presse réunie dans la capitale, devant une centaine de journalistes.";

pub(super) fn with_config(name: &str, bytes: &[u8], config: &Config) -> Vec<Result<Article, Rejected>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let source = Source { path: Some(path), name: name.into() };
    let mut found = Vec::new();
    read_source(&source, &KNOWLEDGE, config, &mut |article| found.push(article));
    found
}

pub(super) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Result<Article, Rejected>> {
    with_config(name, bytes.as_ref(), &Config::default())
}

/// The only article of a file.
#[track_caller]
pub(super) fn one(name: &str, bytes: impl AsRef<[u8]>) -> Article {
    let mut found = read(name, bytes);
    assert_eq!(found.len(), 1, "{found:?}");
    found.pop().unwrap().unwrap()
}

/// Bodies of what is read, and `place: reason` of what is rejected.
#[track_caller]
pub(super) fn bodies(name: &str, bytes: impl AsRef<[u8]>, expected: &[Result<&str, &str>]) {
    let found = read(name, bytes);
    let told: Vec<Result<String, String>> = found
        .into_iter()
        .map(|found| found.map(|a| a.body).map_err(|r| format!("{}: {}", r.place, r.reason)))
        .collect();
    let fits = told.len() == expected.len()
        && told.iter().zip(expected).all(|pair| match pair {
            (Ok(body), Ok(expected)) => body == expected,
            (Err(told), Err(expected)) => told.starts_with(expected),
            _ => false,
        });
    assert!(fits, "{name}: {told:#?}\nis not {expected:#?}");
}

/// Reasons for which something in a file is left out by rule.
pub(super) fn left_out(name: &str, bytes: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let source = Source { path: Some(path), name: name.into() };
    let mut reasons = Vec::new();
    let _ = each(&source, &KNOWLEDGE, &Config::default(), &mut |found| {
        if let Found::LeftOut(record) = found {
            reasons.push(record.reason);
        }
        ControlFlow::Continue(())
    });
    reasons
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(super) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(super) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// A Parquet file of text columns, some rows a row group.
pub(super) fn parquet(columns: &[&str], rows: &[Vec<&str>], group: usize) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    let fields: String = columns.iter().map(|name| format!("optional binary {name} (UTF8); ")).collect();
    let schema = parquet::schema::parser::parse_message_type(&format!("message m {{ {fields}}}")).unwrap();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema.into(), WriterProperties::builder().build().into()).unwrap();
    for rows in rows.chunks(group) {
        let mut out = writer.next_row_group().unwrap();
        for at in 0..columns.len() {
            let mut column = out.next_column().unwrap().unwrap();
            let values: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(row[at])).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&vec![1; rows.len()]), None).unwrap();
            column.close().unwrap();
        }
        out.close().unwrap();
    }
    writer.into_inner().unwrap()
}
