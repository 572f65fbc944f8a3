//! Bytes to text: byte-order marks, UTF-16 without one, declared encodings, Windows-1252 where nothing is declared, and
//! the repair of text that was decoded wrongly before it came here.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::io::{self, Read};

/// Bytes looked at to tell UTF-16 without a mark.
const SAMPLE: usize = 4096;

/// The encoding of UTF-16 text, with or without a byte-order mark: in the text of any European language every other byte
/// is zero.
pub(super) fn wide(start: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return (encoding != UTF_8).then_some(encoding);
    }
    let sample = &start[..start.len().min(SAMPLE) & !1];
    memchr::memchr(0, sample)?;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    let mostly = |zeros: usize, others: usize| pairs >= 8 && zeros * 10 >= pairs * 7 && others * 20 <= pairs;
    if mostly(odd, even) {
        Some(UTF_16LE)
    } else if mostly(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The text of some bytes, with a note when they were not plain UTF-8: what a byte-order mark says, else UTF-8 where it is
/// that, else the declared encoding, else Windows-1252. UTF-8 with a few broken characters stays UTF-8.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>) -> (Cow<'a, str>, Option<String>) {
    if let Some(encoding) = wide(bytes) {
        return (encoding.decode(bytes).0, Some(format!("read as {}", encoding.name())));
    }
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = simdutf8::basic::from_utf8(bare) {
        return (Cow::Borrowed(text), None);
    }
    let valid = std::str::from_utf8(bare).map_or_else(|error| error.valid_up_to(), str::len);
    if mostly_utf8(bare, valid) {
        return (String::from_utf8_lossy(bare), Some("not all of it is UTF-8: broken characters were replaced".into()));
    }
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
    let (text, _) = encoding.decode_without_bom_handling(bare);
    (text, Some(format!("not UTF-8: read as {}", encoding.name().to_lowercase())))
}

/// True when there are at least four good characters of several bytes for each broken one: Windows-1252 text has none.
fn mostly_utf8(bytes: &[u8], valid: usize) -> bool {
    let (mut good, mut broken) = (0usize, 0usize);
    let mut rest = bytes;
    let mut end = valid;
    loop {
        good += rest[..end].iter().filter(|byte| **byte >= 0xc0).count();
        rest = &rest[end..];
        if rest.is_empty() {
            return good >= 4 * broken;
        }
        broken += 1;
        rest = &rest[1..];
        end = std::str::from_utf8(rest).map_or_else(|error| error.valid_up_to(), str::len);
    }
}

/// The encoding that a label names: `charset=…` of a page, `encoding="…"` of XML.
pub(super) fn named(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The encoding that the head of a page or the declaration of XML states.
pub(super) fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(8192)];
    ["charset=", "encoding="].iter().find_map(|word| {
        let at = memchr::memmem::find(&head.to_ascii_lowercase(), word.as_bytes())? + word.len();
        let label: Vec<u8> = head[at..]
            .iter()
            .copied()
            .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .collect();
        named(std::str::from_utf8(&label).ok()?)
    })
}

/// Text that was UTF-8, was read as Windows-1252 and stored again ("dÃ©jÃ "), read as what it was. Only when the whole text
/// goes back and forth without loss: then there is no doubt.
pub(in crate::corpus) fn repaired(text: &str) -> Option<String> {
    let mut current = once_repaired(text)?;
    // It happens twice over.
    while let Some(again) = once_repaired(&current) {
        current = again;
    }
    Some(current)
}

fn once_repaired(text: &str) -> Option<String> {
    // Every letter of French in UTF-8 begins with a byte that Windows-1252 shows as one of these: Â, Ã, Å, â.
    // In UTF-8 they are 0xc3 and one of four bytes, which are rarer than 0xc3.
    let bytes = text.as_bytes();
    let wide = |at: &usize| *at > 0 && bytes[at - 1] == 0xc3;
    let first = memchr::memchr3_iter(0x82, 0x83, 0x85, bytes).find(wide);
    let first = first.or_else(|| memchr::memchr_iter(0xa2, bytes).find(wide))?;
    // No such letter goes on with a byte of ASCII: this one is meant as it stands ("le château").
    if bytes.get(first + 1).is_none_or(u8::is_ascii) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    for c in text.chars() {
        match u32::from(c) {
            code @ 0..=0xff => bytes.push(code as u8),
            _ => {
                let mut buffer = [0; 4];
                let (encoded, _, unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
                bytes.push(*encoded.first().filter(|_| !unknown && encoded.len() == 1)?);
            }
        }
    }
    let repaired = String::from_utf8(bytes).ok()?;
    (repaired.len() < text.len()).then_some(repaired)
}

/// A reader that gives UTF-8 whatever the bytes are.
pub(super) struct Transcoded<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Transcoded<R> {
    /// Reads `inner` as text of an encoding; a byte-order mark is left out.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: vec![0; 16 << 10], ready: Vec::new(), at: 0, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = self.inner.read(&mut self.raw)?;
        self.ended = read == 0;
        let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * read + 16);
        self.ready.resize(room, 0);
        let (_, _, made, _) = self.decoder.decode_to_utf8(&self.raw[..read], &mut self.ready, self.ended);
        self.ready.truncate(made);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let count = buffer.len().min(self.ready.len() - self.at);
        buffer[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(bytes: &[u8], expected: &str, noted: bool) {
        let (text, note) = decode(bytes, None);
        assert_eq!((text.as_ref(), note.is_some()), (expected, noted));
    }

    #[test]
    fn encodings_are_recognised() {
        reads("L’été".as_bytes(), "L’été", false);
        reads(b"\xef\xbb\xbf\xc3\xa9t\xc3\xa9", "été", false);
        reads(b"L\x92\xe9t\xe9 \x9cuvre", "L’été œuvre", true);
        let wide = |little: bool, text: &str| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        for little in [true, false] {
            reads(&wide(little, "\u{feff}L’été"), "L’été", true);
            reads(&wide(little, "L’été est fini depuis longtemps."), "L’été est fini depuis longtemps.", true);
        }
        reads("été déjà là, à côté \u{fffd}".replace('\u{fffd}', "").as_bytes(), "été déjà là, à côté ", false);
        let mut broken = "été déjà là, à côté ".as_bytes().to_vec();
        broken.push(0xff);
        reads(&broken, "été déjà là, à côté \u{fffd}", true);
    }

    #[test]
    fn a_declared_encoding_counts_where_it_can_be_true() {
        assert_eq!(decode(b"\xa4uro", named("iso-8859-15")).0, "€uro");
        assert_eq!(decode("été".as_bytes(), named("iso-8859-1")).0, "été");
        assert_eq!(
            declared(b"<meta http-equiv=x content='text/html; charset=ISO-8859-15'>").unwrap().name(),
            "ISO-8859-15"
        );
        assert_eq!(declared(b"<?xml version='1.0' encoding=\"utf-8\"?>").unwrap().name(), "UTF-8");
        assert!(declared(b"<html>").is_none());
    }

    #[track_caller]
    fn repairs(text: &str, expected: Option<&str>) {
        assert_eq!(repaired(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn mojibake_is_repaired_only_where_it_is_certain() {
        repairs("dÃ©jÃ\u{a0} l\u{e2}\u{20ac}\u{2122}Ã©tÃ©", Some("déjà l’été"));
        repairs("dÃƒÂ©jÃƒÂ\u{a0}", Some("déjà"));
        repairs("Å“uvre", Some("œuvre"));
        repairs("dÃ©jà", None);
        repairs("Le château de São Paulo", None);
        repairs("mÃ©lange мир", None);
        repairs("déjà", None);
        repairs("SÃO PAULO", None);
    }

    #[test]
    fn streams_are_transcoded() {
        let bytes: Vec<u8> = "\u{feff}L’été\n".repeat(5000).encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut text = String::new();
        Transcoded::new(&bytes[..], UTF_16LE).read_to_string(&mut text).unwrap();
        assert_eq!(text.matches("L’été\n").count(), 5000);
    }
}
