//! The shipped language data and the tab-separated form that all tables share.

use crate::error::Fault;
use include_dir::{Dir, include_dir};
use smallvec::SmallVec;

static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lexicons");

/// A data file: a name to show in messages and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Name as the user knows it.
    pub name: String,
    /// Whole text.
    pub text: std::borrow::Cow<'static, str>,
}

/// A shipped file by its path below `lexicons/`.
///
/// # Panics
/// When the path is not shipped: a mistake of the programmer, caught by every test.
pub fn shipped(path: &str) -> DataFile {
    let file = SHIPPED.get_file(path).unwrap_or_else(|| panic!("lexicons/{path} is not shipped"));
    let text = file.contents_utf8().unwrap_or_else(|| panic!("lexicons/{path} is not UTF-8"));
    DataFile { name: format!("lexicons/{path}"), text: text.into() }
}

/// All shipped `*.tsv` files of a folder below `lexicons/`, sorted by name.
pub fn shipped_tables(folder: &str) -> Vec<DataFile> {
    let Some(dir) = SHIPPED.get_dir(folder) else { return Vec::new() };
    let mut paths: Vec<String> = dir
        .files()
        .map(|file| file.path().to_string_lossy().replace('\\', "/"))
        .filter(|path| path.ends_with(".tsv"))
        .collect();
    paths.sort();
    paths.iter().map(|path| shipped(path)).collect()
}

/// Every shipped file with its path below `lexicons/`, sorted by path: what the manifest's hash covers.
pub fn shipped_files() -> Vec<(String, &'static [u8])> {
    fn walk(dir: &'static Dir<'static>, files: &mut Vec<(String, &'static [u8])>) {
        files.extend(dir.files().map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents())));
        dir.dirs().for_each(|inner| walk(inner, files));
    }
    let mut files = Vec::new();
    walk(&SHIPPED, &mut files);
    files.sort();
    files
}

/// The fields of a row; tables have few columns.
pub type Fields<'a> = SmallVec<[&'a str; 6]>;

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record<'a> {
    /// One-based line in the file.
    pub line: usize,
    /// As many fields as the header has columns; trailing empty fields may be left out in the file.
    pub fields: Fields<'a>,
}

/// Parses a tab-separated table: UTF-8, `#` comments, the header first, then one row a line.
///
/// # Errors
/// A missing or different header, or a row with too many fields.
///
/// ```
/// use parallaxe::data::{DataFile, parse_table};
/// let file = DataFile { name: "x.tsv".into(), text: "# note\na\tb\n1\t2\n3\n".into() };
/// let rows = parse_table(&file, &["a", "b"]).unwrap();
/// assert_eq!((rows[0].line, &rows[1].fields[..]), (3, &["3", ""][..]));
/// ```
pub fn parse_table<'a>(file: &'a DataFile, header: &[&str]) -> Result<Vec<Record<'a>>, Fault> {
    records(&file.name, &file.text, header)?.collect()
}

/// Like [`parse_table`], row by row, for a long table or a text that lives longer than its [`DataFile`].
///
/// # Errors
/// The first is a missing or different header; then each row may have too many fields.
pub(crate) fn records<'a>(
    name: &str,
    text: &'a str,
    header: &[&str],
) -> Result<impl Iterator<Item = Result<Record<'a>, Fault>>, Fault> {
    let mut lines = lines(text.strip_prefix('\u{feff}').unwrap_or(text));
    let expected = header.join("\t");
    match lines.next() {
        Some((_, line)) if line == expected => {}
        Some((number, line)) => {
            return Err(Fault::new(name, format!("the header is “{}”", line.replace('\t', " ⇥ ")))
                .at_line(number)
                .remedy(format!("write “{}” with tabs between the names", header.join(" ⇥ "))));
        }
        None => {
            return Err(Fault::new(name, "the table is empty")
                .remedy(format!("begin with the header “{}”", header.join(" ⇥ "))));
        }
    }
    let columns = header.len();
    Ok(lines.map(move |(line, text)| {
        let fields = fields(text, columns);
        if fields.len() > columns {
            return Err(Fault::new(name, format!("{} fields where {columns} are expected", fields.len()))
                .at_line(line)
                .remedy("remove the extra tab"));
        }
        Ok(Record { line, fields })
    }))
}

/// The lines that say something, with their one-based numbers.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    ends.enumerate()
        .map(move |(index, end)| (index + 1, text[std::mem::replace(&mut start, end + 1)..end].trim_end_matches('\r')))
        .filter(|(_, line)| match line.as_bytes().first() {
            None | Some(b'#') => false,
            Some(byte) => byte.is_ascii_graphic() || !line.trim().is_empty(),
        })
}

/// The trimmed fields of a line, at least as many as there are columns.
fn fields(line: &str, columns: usize) -> Fields<'_> {
    let mut fields = Fields::new();
    let mut rest = line;
    // The first columns are short, where looking for the tab byte by byte is fastest; the last one is the long one.
    while fields.len() + 1 < columns
        && let Some(tab) = rest.bytes().position(|byte| byte == b'\t')
    {
        fields.push(trimmed(&rest[..tab]));
        rest = &rest[tab + 1..];
    }
    let mut start = 0;
    for end in memchr::memchr_iter(b'\t', rest.as_bytes()).chain(std::iter::once(rest.len())) {
        fields.push(trimmed(&rest[start..end]));
        start = end + 1;
    }
    if fields.len() < columns {
        fields.resize(columns, "");
    }
    fields
}

/// Like `trim`, for fields that nearly always begin and end with a letter.
fn trimmed(field: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = field.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { field } else { field.trim() }
}
