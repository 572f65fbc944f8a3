//! What a file is: by its first bytes, and by its name where they leave it open.

use super::super::fields::Mapping;
use super::encoding::decode;
use super::table;
use serde::Serialize;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A page of plain text: one article.
    Text,
    /// One JSON object a line.
    JsonLines,
    /// A JSON array, objects written over several lines, or an object that holds an array.
    Json,
    /// A page of HTML.
    Html,
    /// The HTML export of Europresse and Eureka.
    Eureka,
    /// CSV or TSV.
    Table,
    /// Parquet.
    Parquet,
    /// RSS or Atom.
    Feed,
    /// XML with one element per article.
    Xml,
    /// A web archive.
    Warc,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
    /// zip.
    Zip,
    /// tar.
    Tar,
}

impl Kind {
    /// Its key in interface files and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::JsonLines => "json-lines",
            Self::Json => "json",
            Self::Html => "html",
            Self::Eureka => "eureka",
            Self::Table => "table",
            Self::Parquet => "parquet",
            Self::Feed => "feed",
            Self::Xml => "xml",
            Self::Warc => "warc",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "zip",
            Self::Tar => "tar",
        }
    }

    /// True for what holds other files.
    pub const fn is_container(self) -> bool {
        matches!(self, Self::Gzip | Self::Zstd | Self::Zip | Self::Tar)
    }
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is no article by rule.
    LeftOut(String),
    /// It may well hold articles, in a form that is not read.
    Rejected(String),
}

/// Decides. `head` holds the first bytes, at most 64 KB.
pub(super) fn kind(head: &[u8], name: &str, mapping: Mapping<'_>) -> Result<Kind, Refusal> {
    let name = name.rsplit('/').next().unwrap_or(name).to_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if let Some(known) = by_magic(head, extension) {
        return known;
    }
    let (text, _) = decode(head, None);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.chars().take(4096).filter(|c| *c == '\0').count() * 100 > text.len().min(4096) {
        return Err(Refusal::Rejected("not text: zero bytes".into()));
    }
    if let Some(kind) = by_start(text, extension, mapping) {
        return Ok(kind);
    }
    match extension {
        "csv" | "tsv" | "tab" => table_or_not(text, mapping),
        "xml" | "rss" | "atom" => Err(Refusal::Rejected("not XML: it does not begin with “<”".into())),
        "jsonl" | "ndjson" | "json" => Ok(Kind::JsonLines),
        "html" | "htm" | "xhtml" => Ok(Kind::Html),
        "parquet" | "pq" => Err(Refusal::Rejected("not a Parquet file: its first bytes are others".into())),
        "gz" | "tgz" | "zst" | "tzst" | "zip" | "tar" | "warc" => {
            Err(Refusal::Rejected(format!("not a .{extension} file: its first bytes are others")))
        }
        _ if table::is_table(text, mapping) => Ok(Kind::Table),
        _ => Ok(Kind::Text),
    }
}

/// Formats with bytes of their own at the start.
fn by_magic(head: &[u8], extension: &str) -> Option<Result<Kind, Refusal>> {
    let rejected = |what: &str| Some(Err(Refusal::Rejected(what.to_owned())));
    match head {
        [0x1f, 0x8b, ..] => Some(Ok(Kind::Gzip)),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Ok(Kind::Zstd)),
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => match extension {
            "docx" | "odt" | "xlsx" | "ods" | "pptx" | "epub" => rejected("an office document: save it as text or CSV"),
            _ if memchr::memmem::find(&head[..head.len().min(4096)], b"[Content_Types].xml").is_some() => {
                rejected("an office document: save it as text or CSV")
            }
            _ => Some(Ok(Kind::Zip)),
        },
        [b'P', b'A', b'R', b'1', ..] => Some(Ok(Kind::Parquet)),
        [b'W', b'A', b'R', b'C', b'/', ..] => Some(Ok(Kind::Warc)),
        [b'%', b'P', b'D', b'F', ..] => rejected("a PDF: convert it to text first"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => rejected("an office document: save it as text or CSV"),
        [b'{', b'\\', b'r', b't', b'f', ..] => rejected("an RTF document: save it as text"),
        [b'B', b'Z', b'h', ..] => rejected("compressed with bzip2: decompress it, or use gzip or Zstandard"),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => rejected("compressed with xz: decompress it, or use gzip or Zstandard"),
        [b'7', b'z', 0xbc, 0xaf, ..] => rejected("a 7z archive: unpack it, or use zip"),
        [b'R', b'a', b'r', b'!', ..] => rejected("a RAR archive: unpack it, or use zip"),
        [b'S', b'Q', b'L', b'i', b't', b'e', ..] => rejected("an SQLite database: export its table as CSV"),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            Some(Err(Refusal::LeftOut("an image".into())))
        }
        _ if head.get(257..262) == Some(b"ustar") => Some(Ok(Kind::Tar)),
        _ => None,
    }
}

/// Markup and JSON, by the first characters that are not blank.
fn by_start(text: &str, extension: &str, mapping: Mapping<'_>) -> Option<Kind> {
    match text.as_bytes().first()? {
        b'<' => by_tag(text, extension),
        b'{' => by_object(text, extension, mapping),
        b'[' => {
            // "[Vidéo] Un titre" is a text.
            let next = text[1..].trim_start().bytes().next();
            let array = matches!(next, Some(b'{' | b'[' | b']')) || extension == "json";
            array.then_some(Kind::Json)
        }
        _ => None,
    }
}

fn by_tag(text: &str, extension: &str) -> Option<Kind> {
    let lower = text.get(..text.len().min(2048)).map_or_else(String::new, str::to_ascii_lowercase);
    let start = if lower.is_empty() { text.chars().take(1000).collect::<String>().to_ascii_lowercase() } else { lower };
    let has = |tag: &str| start.contains(tag);
    let export = text.contains("DocPublicationName") || text.contains("rdp__DocHeader");
    if export && (has("<article") || text.contains("<article")) && !text.contains("var documentText") {
        return Some(Kind::Eureka);
    }
    if has("<rss") || has("<feed") || has("<rdf:rdf") {
        return Some(Kind::Feed);
    }
    if start.starts_with("<!doctype html") || has("<html") {
        return Some(Kind::Html);
    }
    match extension {
        "html" | "htm" | "xhtml" => Some(Kind::Html),
        "txt" | "text" => None,
        "xml" | "rss" | "atom" => Some(Kind::Xml),
        _ if start.starts_with("<?xml") => Some(Kind::Xml),
        _ if has("<body") || has("<div") || has("<p>") || has("<head") => Some(Kind::Html),
        _ => None,
    }
}

fn by_object(text: &str, extension: &str, mapping: Mapping<'_>) -> Option<Kind> {
    let (line, more) = match text.split_once('\n') {
        Some((line, rest)) => (line.trim(), Some(rest)),
        None => (text.trim(), None),
    };
    if matches!(extension, "jsonl" | "ndjson") && line != "{" {
        return Some(Kind::JsonLines);
    }
    let whole = serde_json::from_str::<serde::de::IgnoredAny>(line).is_ok();
    if whole {
        let several = more.is_some_and(|rest| rest.trim_start().starts_with('{'));
        let article = super::super::json::has_text(line, mapping);
        return Some(if several || article { Kind::JsonLines } else { Kind::Json });
    }
    // One long line: an object that wraps an array, or the first of many lines.
    if more.is_none() {
        let wraps =
            line.find('[').is_some_and(|at| line[..at].len() < 200 && line[at + 1..].trim_start().starts_with('{'));
        return Some(if wraps { Kind::Json } else { Kind::JsonLines });
    }
    let next = text[1..].trim_start().bytes().next();
    match next {
        // A broken line among good ones must not decide for the whole file.
        Some(b'"')
            if !line.ends_with(['{', '[', ',']) && more.is_some_and(|rest| rest.trim_start().starts_with('{')) =>
        {
            Some(Kind::JsonLines)
        }
        Some(b'"' | b'}') => Some(Kind::Json),
        _ if extension == "json" => Some(Kind::Json),
        _ => None,
    }
}

/// A table, or a list that holds no texts and is nobody's article.
fn table_or_not(text: &str, mapping: Mapping<'_>) -> Result<Kind, Refusal> {
    if table::names_text(text, mapping) {
        return Ok(Kind::Table);
    }
    if table::longest_cell(text) < table::SHORTEST_TEXT {
        return Err(Refusal::LeftOut("a table without texts".into()));
    }
    Ok(Kind::Table)
}
