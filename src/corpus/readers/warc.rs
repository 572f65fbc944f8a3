//! Web archives (WARC), record by record: pages as they were fetched, and the plain text of WET files.
//!
//! The address and the day of fetching are facts of the record: relative dates on a page count from that day.

use super::super::guard::caught;
use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::encoding::{declared, decode, named};
use super::input::{Input, Metered, told};
use super::{Job, Stop};
use flate2::read::{MultiGzDecoder, ZlibDecoder};
use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};
use warc::{RecordType, WarcHeader, WarcReader};

/// Longest header of a record, in bytes.
const LONGEST_HEADER: usize = 1 << 20;
/// Headers of an HTTP response that are looked at.
const MOST_HEADERS: usize = 100;

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let (metered, allowance) = Metered::new(input, LONGEST_HEADER);
    let mut reader = WarcReader::new(BufReader::new(metered));
    let mut records = reader.stream_records();
    let (mut number, mut found) = (0u64, 0u64);
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    while let Some(record) = records.next_item() {
        number += 1;
        let at = |reason: String| Stop::at(format!("record {number}"), format!("cannot be read: {reason}"));
        let mut record = record.map_err(|error| at(told_warc(&error)))?;
        let length = record.content_length();
        // The body, or what of it is passed over, and the next header.
        allowance.allow(usize::try_from(length).unwrap_or(usize::MAX).saturating_add(2 * LONGEST_HEADER));
        // The library panics on a header that is not UTF-8, which old crawls have: such a header is not known.
        let header = |name| caught(|| record.header(name).map(std::borrow::Cow::into_owned)).flatten();
        let head = Head {
            kind: record.warc_type().clone(),
            url: header(WarcHeader::TargetURI).map(|url| url.trim_matches(['<', '>']).to_owned()),
            mime: header(WarcHeader::ContentType).map(|mime| mime.to_ascii_lowercase()).unwrap_or_default(),
            fetched: header(WarcHeader::Date).and_then(|date| moment(&date)),
        };
        if !head.may_be_page() {
            *others.entry(head.kind.to_string()).or_default() += 1;
            continue;
        }
        if length > LARGEST_UNIT as u64 {
            let reason = format!("a page larger than {} MB", LARGEST_UNIT >> 20);
            job.reject(&name, format!("record {number}"), reason)?;
            continue;
        }
        let mut body = Vec::new();
        record.read_to_end(&mut body).map_err(|error| at(told(&error)))?;
        match page(&head, body) {
            Ok((raw, note)) => {
                found += 1;
                let unit = Unit::numbered(&name, "record", number, raw);
                job.unit(Unit { note, url: head.url, fetched: head.fetched, ..unit })?;
            }
            Err(NoPage::Other(kind)) => *others.entry(kind).or_default() += 1,
            Err(NoPage::Broken(reason)) => job.reject(&name, format!("record {number}"), reason)?,
        }
    }
    // What belongs to an archive and is no page is no loss.
    for (kind, count) in others.iter().filter(|(kind, _)| !matches!(kind.as_str(), "warcinfo" | "request" | "metadata"))
    {
        for _ in 0..*count {
            job.leave_out(&name, format!("no page: {kind}"))?;
        }
    }
    if found == 0 { Err(Stop::file("a web archive without pages")) } else { Ok(()) }
}

struct Head {
    kind: RecordType,
    url: Option<String>,
    mime: String,
    fetched: Option<jiff::civil::DateTime>,
}

impl Head {
    fn may_be_page(&self) -> bool {
        let robots = self.url.as_deref().is_some_and(|url| url.ends_with("/robots.txt"));
        !robots && matches!(self.kind, RecordType::Response | RecordType::Resource | RecordType::Conversion)
    }
}

fn moment(date: &str) -> Option<jiff::civil::DateTime> {
    let stamp: jiff::Timestamp = date.trim().parse().ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).datetime())
}

enum NoPage {
    /// Something else, by its kind.
    Other(String),
    Broken(String),
}

/// The page in the body of a record.
fn page(head: &Head, body: Vec<u8>) -> Result<(Raw, Option<String>), NoPage> {
    let (mime, body) = match head.kind {
        RecordType::Response if head.mime.starts_with("application/http") => response(&body)?,
        _ => (head.mime.clone(), body),
    };
    let charset = mime.split("charset=").nth(1).and_then(named);
    let kind = mime.split(';').next().unwrap_or_default().trim().to_owned();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => {
            let (text, note) = decode(&body, charset.or_else(|| declared(&body)));
            Ok((Raw::Html(text.into_owned()), note))
        }
        "text/plain" => {
            let (text, note) = decode(&body, charset);
            Ok((Raw::Page(text.into_owned()), note))
        }
        "" => Err(NoPage::Other("no content type".into())),
        _ => Err(NoPage::Other(kind)),
    }
}

/// The content type and the decoded body of an HTTP response.
fn response(bytes: &[u8]) -> Result<(String, Vec<u8>), NoPage> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let start = match response.parse(bytes) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err(NoPage::Broken("an HTTP header that is cut off".into())),
        Err(error) => return Err(NoPage::Broken(format!("not an HTTP response: {error}"))),
    };
    let code = response.code.unwrap_or_default();
    if code != 200 {
        return Err(NoPage::Other(format!("status {code}")));
    }
    let header = |name: &str| {
        let found = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| String::from_utf8_lossy(header.value).trim().to_ascii_lowercase()).unwrap_or_default()
    };
    let mut body = bytes[start..].to_vec();
    // Crawlers store the body both ways, whatever the header says.
    if header("transfer-encoding").contains("chunked") {
        body = joined_chunks(&body).unwrap_or(body);
    }
    let body = match header("content-encoding").as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => inflated(MultiGzDecoder::new(&body[..]))?,
        "deflate" => inflated(ZlibDecoder::new(&body[..])).unwrap_or(body),
        "br" | "zstd" => return Err(NoPage::Broken(format!("a body compressed with {}", header("content-encoding")))),
        _ => body,
    };
    Ok((header("content-type"), body))
}

fn inflated(reader: impl Read) -> Result<Vec<u8>, NoPage> {
    let mut body = Vec::new();
    let done = reader.take(LARGEST_UNIT as u64 + 1).read_to_end(&mut body);
    if body.len() > LARGEST_UNIT {
        return Err(NoPage::Broken(format!("a page larger than {} MB", LARGEST_UNIT >> 20)));
    }
    // What could be decompressed of a page that is cut off is read.
    match done {
        Err(error) if body.is_empty() => Err(NoPage::Broken(format!("cannot be decompressed: {}", told(&error)))),
        _ => Ok(body),
    }
}

/// The body of chunks without their sizes; `None` when they are none.
fn joined_chunks(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        let Ok(httparse::Status::Complete((start, length))) = httparse::parse_chunk_size(rest) else {
            return None;
        };
        if length == 0 {
            return Some(out);
        }
        let end = start.checked_add(usize::try_from(length).ok()?)?;
        out.extend_from_slice(rest.get(start..end)?);
        rest = rest.get(end + 2..)?;
    }
}

fn told_warc(error: &warc::Error) -> String {
    match error {
        warc::Error::ReadData(error) => told(error),
        warc::Error::UnexpectedEOB => told(&io::Error::from(io::ErrorKind::UnexpectedEof)),
        other => {
            let text = other.to_string();
            text.chars().take(120).collect()
        }
    }
}
