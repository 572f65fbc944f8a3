//! `articles.csv`, one line per article read: made line by line, so that no run has to hold all of them, and measured
//! beforehand, so that each can be written in its place in whatever order they come.

use super::csv::harmless;
use crate::aggregate::{Settlement, source_of};
use crate::stance::{ArticleRow, Status};
use std::borrow::Cow;

const COLUMNS: [&str; 12] = [
    "id",
    "source",
    "outlet",
    "outlet_from",
    "date",
    "date_from",
    "title",
    "language",
    "words",
    "status",
    "duplicate_of",
    "agency",
];

/// The first line.
pub fn article_columns() -> Vec<u8> {
    line(COLUMNS.iter().map(|column| Cow::Borrowed(*column)))
}

/// The line of an article.
pub fn article_line(row: &ArticleRow, settled: &Settlement) -> Vec<u8> {
    line(cells(row, settled).into_iter())
}

/// Bytes of the line of an article, as far as they are known when it is scored: without its id and what becomes of it.
pub fn article_bytes(row: &ArticleRow) -> u32 {
    let unknown = Settlement { id: "", added: 0, status: row.status, duplicate_of: None };
    article_line(row, &unknown).len() as u32 - status(row.status).len() as u32
}

/// Bytes that the rest of the line takes.
pub fn settled_bytes(settled: &Settlement) -> u32 {
    let ids = [Some(settled.id), settled.duplicate_of];
    let ids: usize = ids.into_iter().flatten().map(|id| quoted(&harmless(id)).len()).sum();
    (ids + status(settled.status).len()) as u32
}

fn cells<'a>(row: &'a ArticleRow, settled: &Settlement<'a>) -> [Cow<'a, str>; 12] {
    let optional = |text: Option<&'a str>| Cow::Borrowed(text.unwrap_or_default());
    [
        settled.id.into(),
        source_of(&row.place).into(),
        optional(row.outlet.value.as_deref()),
        row.outlet.from.as_str().into(),
        row.date.value.map_or_else(String::new, |date| date.to_string()).into(),
        row.date.from.as_str().into(),
        optional(row.title.as_deref()),
        Cow::Borrowed(&row.language),
        row.words.to_string().into(),
        status(settled.status).into(),
        optional(settled.duplicate_of),
        optional(row.agency.as_deref()),
    ]
}

fn line<'a>(cells: impl Iterator<Item = Cow<'a, str>>) -> Vec<u8> {
    let mut line = Vec::with_capacity(256);
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            line.push(b',');
        }
        line.extend_from_slice(quoted(&harmless(&cell)).as_bytes());
    }
    line.push(b'\n');
    line
}

/// A cell as it stands in the file: in quotation marks where it must be (RFC 4180).
fn quoted(cell: &str) -> Cow<'_, str> {
    if !cell.contains(['"', ',', '\n', '\r']) {
        return Cow::Borrowed(cell);
    }
    Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::Analysed => "analysed",
        Status::OtherLanguage => "other language",
        Status::Duplicate => "duplicate",
        Status::SharedCopy => "shared copy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::article;

    const AWKWARD: [&str; 9] = ["", "plain", "a,b", "say \"x\"", "=cmd()", "line\nbreak", "\t+1", "é\r", "'"];

    #[test]
    fn lines_are_those_of_the_csv_library_and_as_long_as_measured() {
        for (at, text) in AWKWARD.iter().enumerate() {
            let other = AWKWARD[(at + 4) % AWKWARD.len()];
            let mut row = article("as scored", other, "2024-05-03");
            row.title = Some((*text).to_owned());
            row.agency = Some(other.to_owned());
            for (status, duplicate_of) in [(Status::Analysed, None), (Status::Duplicate, Some(*text))] {
                let settled = Settlement { id: other, added: 0, status, duplicate_of };
                let made = article_line(&row, &settled);
                let mut writer = csv::Writer::from_writer(Vec::new());
                let cells = cells(&row, &settled);
                writer.write_record(cells.iter().map(|cell| harmless(cell))).unwrap();
                let expected = writer.into_inner().unwrap();
                assert_eq!(String::from_utf8_lossy(&made), String::from_utf8_lossy(&expected));
                assert_eq!(made.len() as u32, article_bytes(&row) + settled_bytes(&settled));
            }
        }
    }
}
