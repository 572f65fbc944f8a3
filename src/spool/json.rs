//! Articles and observations as JSON. Rows are twice as long as the articles they are made of, so their texts are not looked through byte by
//! byte for what must be escaped, as serde does it. What comes out is what serde writes; a test compares the two.

use crate::stance::{ArticleRow, CueRecord, Observation};
use serde::Serialize;
use std::io;

/// Appends the row of an article.
pub(super) fn article(row: &ArticleRow, out: &mut Vec<u8>) {
    let ArticleRow { article, place, outlet, date, title, byline, agency, url, language, .. } = row;
    let ArticleRow { words, sentences, dropped, status, fingerprint, signature, .. } = row;
    let mut object = Object::begin(out);
    object.text("article", article);
    object.value("place", place);
    object.value("outlet", outlet);
    object.value("date", date);
    object.maybe("title", title.as_deref());
    object.maybe("byline", byline.as_deref());
    object.maybe("agency", agency.as_deref());
    object.maybe("url", url.as_deref());
    object.text("language", language);
    object.value("words", words);
    object.value("sentences", sentences);
    object.value("dropped", dropped);
    object.value("status", status);
    object.text("fingerprint", fingerprint);
    object.text("signature", signature);
    object.end();
}

/// Appends an observation.
pub(super) fn observation(row: &Observation, out: &mut Vec<u8>) {
    let Observation { article, outlet, date, actor, mention, part, start, end, found, .. } = row;
    let Observation { sentence, sentence_start, voice, holder, score, cues, .. } = row;
    let mut object = Object::begin(out);
    object.text("article", article);
    object.maybe("outlet", outlet.as_deref());
    object.value("date", date);
    object.text("actor", actor);
    object.text("mention", mention);
    object.value("part", part);
    object.value("start", start);
    object.value("end", end);
    object.value("found", found);
    object.text("sentence", sentence);
    object.value("sentence_start", sentence_start);
    object.value("voice", voice);
    object.maybe("holder", holder.as_deref());
    object.value("score", score);
    list(object.key("cues"), cues, |out, cue_record| cue(cue_record, out));
    object.end();
}

fn cue(row: &CueRecord, out: &mut Vec<u8>) {
    let CueRecord { text, start, end, row: name, role, base, shifters, effect, tags } = row;
    let mut object = Object::begin(out);
    object.text("text", text);
    object.value("start", start);
    object.value("end", end);
    object.text("row", name);
    object.text("role", role);
    object.value("base", base);
    list(object.key("shifters"), shifters, |out, shifter| string(shifter, out));
    object.value("effect", effect);
    if !tags.is_empty() {
        list(object.key("tags"), tags, |out, tag| string(tag, out));
    }
    object.end();
}

/// An object under way.
struct Object<'o> {
    out: &'o mut Vec<u8>,
    /// What stands before the next key.
    mark: u8,
}

impl<'o> Object<'o> {
    fn begin(out: &'o mut Vec<u8>) -> Self {
        Self { out, mark: b'{' }
    }

    fn key(&mut self, key: &str) -> &mut Vec<u8> {
        self.out.extend_from_slice(&[std::mem::replace(&mut self.mark, b','), b'"']);
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    fn text(&mut self, key: &str, text: &str) {
        string(text, self.key(key));
    }

    fn maybe(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.key(key).extend_from_slice(b"null"),
        }
    }

    fn value(&mut self, key: &str, value: &impl Serialize) {
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
    if text.bytes().fold(false, |found, byte| found | (byte < b' ')) {
        return append(text, out);
    }
    out.push(b'"');
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
