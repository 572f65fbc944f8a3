//! Articles and observations as JSON. Rows are twice as long as the articles they are made of, so their texts are not looked through byte by
//! byte for what must be escaped, as serde does it. What comes out is what serde writes; a test compares the two.

use crate::stance::{ArticleRow, CueRecord, Observation};
use serde::Serialize;
use std::io;

/// A key as it stands behind a value.
macro_rules! key {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}

/// Appends the row of an article.
pub(super) fn article(row: &ArticleRow, out: &mut Vec<u8>) {
    let ArticleRow { article, place, outlet, date, title, byline, agency, url, language, .. } = row;
    let ArticleRow { words, sentences, dropped, status, fingerprint, signature, .. } = row;
    let mut object = Object::begin(out);
    object.text(key!("article"), article);
    object.value(key!("place"), place);
    object.value(key!("outlet"), outlet);
    object.value(key!("date"), date);
    object.maybe(key!("title"), title.as_deref());
    object.maybe(key!("byline"), byline.as_deref());
    object.maybe(key!("agency"), agency.as_deref());
    object.maybe(key!("url"), url.as_deref());
    object.text(key!("language"), language);
    object.number(key!("words"), *words);
    object.number(key!("sentences"), *sentences);
    object.value(key!("dropped"), dropped);
    object.value(key!("status"), status);
    object.text(key!("fingerprint"), fingerprint);
    object.text(key!("signature"), signature);
    object.end();
}

/// Appends an observation.
pub(super) fn observation(row: &Observation, out: &mut Vec<u8>) {
    opening(row, out);
    rest(row, out);
}

/// Appends the beginning of an observation, which is the same for all of an article.
pub(super) fn opening(row: &Observation, out: &mut Vec<u8>) {
    let mut object = Object::begin(out);
    object.text(key!("article"), &row.article);
    object.maybe(key!("outlet"), row.outlet.as_deref());
    object.value(key!("date"), &row.date);
}

/// Appends an observation behind its beginning.
pub(super) fn rest(row: &Observation, out: &mut Vec<u8>) {
    let Observation { actor, mention, part, start, end, found, .. } = row;
    let Observation { sentence, sentence_start, voice, holder, score, cues, .. } = row;
    let mut object = Object { out, empty: false };
    object.text(key!("actor"), actor);
    object.text(key!("mention"), mention);
    object.value(key!("part"), part);
    object.number(key!("start"), *start);
    object.number(key!("end"), *end);
    object.value(key!("found"), found);
    object.text(key!("sentence"), sentence);
    object.number(key!("sentence_start"), *sentence_start);
    object.value(key!("voice"), voice);
    object.maybe(key!("holder"), holder.as_deref());
    object.value(key!("score"), score);
    list(object.key(key!("cues")), cues, |out, cue_record| cue(cue_record, out));
    object.end();
}

fn cue(row: &CueRecord, out: &mut Vec<u8>) {
    let CueRecord { text, start, end, row: name, role, base, shifters, effect, tags } = row;
    let mut object = Object::begin(out);
    object.text(key!("text"), text);
    object.number(key!("start"), *start);
    object.number(key!("end"), *end);
    object.text(key!("row"), name);
    object.text(key!("role"), role);
    object.value(key!("base"), base);
    list(object.key(key!("shifters")), shifters, |out, shifter| string(shifter, out));
    object.value(key!("effect"), effect);
    if !tags.is_empty() {
        list(object.key(key!("tags")), tags, |out, tag| string(tag, out));
    }
    object.end();
}

/// An object under way.
struct Object<'o> {
    out: &'o mut Vec<u8>,
    /// Nothing stands in it yet.
    empty: bool,
}

impl<'o> Object<'o> {
    fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, empty: true }
    }

    /// The comma before the first key is left out.
    fn key(&mut self, key: &'static str) -> &mut Vec<u8> {
        let comma = usize::from(std::mem::take(&mut self.empty));
        self.out.extend_from_slice(&key.as_bytes()[comma..]);
        self.out
    }

    fn number(&mut self, key: &'static str, number: u32) {
        let (mut digits, mut at, mut rest) = ([0; 10], 10, number);
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.key(key).extend_from_slice(&digits[at..]);
    }

    fn text(&mut self, key: &'static str, text: &str) {
        string(text, self.key(key));
    }

    fn maybe(&mut self, key: &'static str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.key(key).extend_from_slice(b"null"),
        }
    }

    fn value(&mut self, key: &'static str, value: &impl Serialize) {
        append(value, self.key(key));
    }

    fn end(self) {
        self.out.push(b'}');
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

fn string(text: &str, out: &mut Vec<u8>) {
    // Without leaving early, so that the machine looks at many bytes side by side.
    let plain = text.bytes().fold(true, |plain, byte| plain & (byte >= b' ') & (byte != b'"') & (byte != b'\\'));
    if !plain && text.bytes().any(|byte| byte < b' ') {
        return append(text, out);
    }
    out.reserve(text.len() + 2);
    out.push(b'"');
    if plain {
        out.extend_from_slice(text.as_bytes());
        return out.push(b'"');
    }
    let mut rest = text.as_bytes();
    while let Some(at) = memchr::memchr2(b'"', b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(&[b'\\', rest[at]]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Appends a value by serde. Rows are plain data: writing them to memory cannot fail.
pub(super) fn append(value: &(impl Serialize + ?Sized), out: &mut Vec<u8>) {
    let _ = serde_json::to_writer(Text(out), value);
}

/// Text that is written to. Most writes of JSON are one mark, which costs less as a byte than as a slice.
struct Text<'t>(&'t mut Vec<u8>);

impl io::Write for Text<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::{article as plain_article, cue, mention};
    use crate::stance::Score;

    #[test]
    fn articles_are_written_as_serde_writes_them() {
        let row = plain_article("a", "A", "2024-01-02");
        let rows = [
            ArticleRow { title: Some("« Oui »\n".into()), signature: "00ff".into(), ..row.clone() },
            ArticleRow { byline: Some("\"\\".into()), dropped: [("menu".into(), 3)].into(), ..row },
        ];
        for row in rows {
            let mut out = Vec::new();
            article(&row, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&row).unwrap());
        }
    }

    #[test]
    fn observations_are_written_as_serde_writes_them() {
        let texts = ["", "Le « roi »", "dit \"oui\"", "a\\b", "tab\tet\u{1}", "fin\n", "\u{7f}é😀\u{2028}"];
        for (text, tags) in texts.iter().zip([&["name"][..], &[], &["a\"b", "c"]].iter().cycle()) {
            let mut row = mention(text, Some(-250));
            row.sentence = text.repeat(40);
            row.holder = Some(text.to_string());
            row.outlet = None;
            row.cues = vec![cue(text, "s", Score::clamped(125), tags); 2];
            row.cues[0].shifters = vec![text.to_string(), "negation:ne pas×-0.5".into()];
            for row in [row, mention(text, None), mention(text, Some(0))] {
                let mut out = Vec::new();
                observation(&row, &mut out);
                assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&row).unwrap());
            }
        }
    }
}
