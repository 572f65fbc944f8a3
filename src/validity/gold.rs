//! Gold files: one JSON object a line, `{"id","text","target","start","end","label"}`, coded by people.

use crate::error::Fault;
use crate::stance::{Label, Voice};
use crate::text::Span;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};
use std::path::Path;

/// What the coders wrote of the holder of the stance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GoldHolder {
    /// The line has no key `holder`: nobody coded it.
    NotCoded,
    /// `null`: the outlet itself, or nobody who is named.
    Nobody,
    /// Who speaks, in the words of the text.
    Named(String),
}

/// One coded mention.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldItem {
    /// Unique in its file.
    pub id: String,
    /// The passage.
    pub text: String,
    /// Whom the mention means. The words of the text may differ ("Moscou" for "Russie").
    pub target: String,
    /// Bytes of the mention in `text`, converted from the characters of the file.
    pub span: Span,
    /// The coders' decision.
    pub label: Label,
    /// The coders' voice, where coded.
    pub voice: Option<Voice>,
    /// The coders' holder, where coded.
    pub holder: GoldHolder,
    /// The whole line, every key in its order: what is written back with the predictions.
    pub fields: Map<String, Value>,
    /// One-based line in the file.
    pub line: usize,
}

impl GoldItem {
    /// The words of the mention.
    pub fn mention(&self) -> &str {
        self.span.of(&self.text)
    }
}

/// Reads a gold file.
///
/// # Errors
/// Every fault of the file, in the order of its lines; see [`parse_gold`].
pub fn read_gold(path: &Path) -> Result<Vec<GoldItem>, Vec<Fault>> {
    let name = path.display().to_string();
    parse_gold(&name, &read_utf8(path, &name, "a gold file of JSON lines").map_err(|fault| vec![fault])?)
}

/// Reads gold lines; `name` is the file as messages show it. Empty lines are skipped.
///
/// # Errors
/// All faults: JSON that cannot be read, a missing key, an unknown label or voice, an id that stands twice, offsets
/// that leave the text, that count bytes, or that cut the target's name; a file without any line.
///
/// ```
/// let line = r#"{"id":"a","text":"Élu, Diop rassure.","target":"Diop","start":5,"end":9,"label":"positive"}"#;
/// let items = parallaxe::validity::parse_gold("gold.jsonl", line).unwrap();
/// assert_eq!(items[0].mention(), "Diop");
/// ```
pub fn parse_gold(name: &str, text: &str) -> Result<Vec<GoldItem>, Vec<Fault>> {
    let mut items: Vec<GoldItem> = Vec::new();
    let mut faults = Vec::new();
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for (line, object) in json_lines(name, text) {
        match object.and_then(|fields| Line { name, line, fields: &fields }.item()) {
            Ok(item) => match seen.insert(item.id.clone(), line) {
                Some(first) => faults.push(twice(name, line, &item.id, first)),
                None => items.push(item),
            },
            Err(fault) => faults.push(fault),
        }
    }
    if items.is_empty() && faults.is_empty() {
        faults.push(
            Fault::new(name, "the file holds no gold line")
                .remedy(r#"write one JSON object a line: {"id","text","target","start","end","label"}"#),
        );
    }
    if faults.is_empty() { Ok(items) } else { Err(faults) }
}

fn twice(name: &str, line: usize, id: &str, first: usize) -> Fault {
    Fault::new(name, format!("the id “{id}” stands twice, first on line {first}"))
        .at_line(line)
        .remedy("give every line its own id")
}

/// The text of a file, with a fault that names the line when it is not UTF-8.
pub(super) fn read_utf8(path: &Path, name: &str, what: &str) -> Result<String, Fault> {
    let bytes = std::fs::read(path).map_err(|error| {
        Fault::new(name, format!("cannot be read: {error}")).remedy(format!("give the path of {what}"))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Fault::new(name, "the text is not UTF-8").at_line(line).remedy("save the file as UTF-8")
    })
}

type JsonLine<'a> = (usize, Result<Map<String, Value>, Fault>);

/// The objects of a JSON-lines text with their one-based lines.
pub(super) fn json_lines<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = JsonLine<'a>> + 'a {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(move |(index, line)| {
        let object = serde_json::from_str::<Map<String, Value>>(line).map_err(|error| {
            // serde_json ends its message with “at line 1 column n”, where the line is always 1 here.
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            Fault::new(name, format!("not a JSON object: {message} (column {})", error.column()))
                .at_line(index + 1)
                .remedy("write one whole JSON object a line, for example with a JSON library")
        });
        (index + 1, object)
    })
}

/// One parsed line on its way to an item.
pub(super) struct Line<'a> {
    pub(super) name: &'a str,
    pub(super) line: usize,
    pub(super) fields: &'a Map<String, Value>,
}

impl Line<'_> {
    pub(super) fn fault(&self, problem: String, remedy: impl Into<String>) -> Fault {
        Fault::new(self.name, problem).at_line(self.line).remedy(remedy)
    }

    pub(super) fn text(&self, key: &str) -> Result<&str, Fault> {
        match self.fields.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => Ok(text),
            Some(_) => Err(self.fault(format!("“{key}” is not a text or is empty"), format!("write \"{key}\": \"…\""))),
            None => Err(self.fault(format!("the key “{key}” is missing"), format!("add \"{key}\": \"…\""))),
        }
    }

    fn offset(&self, key: &str) -> Result<usize, Fault> {
        let remedy = format!("write \"{key}\" as a whole number of characters, counted from 0");
        match self.fields.get(key) {
            Some(value) => value
                .as_u64()
                .and_then(|number| usize::try_from(number).ok())
                .ok_or_else(|| self.fault(format!("“{key}” is {value}"), remedy)),
            None => Err(self.fault(format!("the key “{key}” is missing"), remedy)),
        }
    }

    pub(super) fn label(&self, key: &str) -> Result<Label, Fault> {
        match self.text(key)? {
            "negative" => Ok(Label::Negative),
            "neutral" => Ok(Label::Neutral),
            "positive" => Ok(Label::Positive),
            other => Err(self.fault(format!("unknown label “{other}”"), "write negative, neutral or positive")),
        }
    }

    pub(super) fn voice(&self, key: &str) -> Result<Option<Voice>, Fault> {
        match self.fields.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text == "outlet" => Ok(Some(Voice::Outlet)),
            Some(Value::String(text)) if text == "reported" => Ok(Some(Voice::Reported)),
            Some(other) => Err(self.fault(format!("unknown {key} {other}"), "write \"outlet\", \"reported\" or null")),
        }
    }

    fn holder(&self) -> Result<GoldHolder, Fault> {
        match self.fields.get("holder") {
            None => Ok(GoldHolder::NotCoded),
            Some(Value::Null) => Ok(GoldHolder::Nobody),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(GoldHolder::Nobody),
            Some(Value::String(text)) => Ok(GoldHolder::Named(text.clone())),
            Some(other) => Err(self.fault(format!("the holder is {other}"), "write a name or null")),
        }
    }

    fn item(self) -> Result<GoldItem, Fault> {
        let text = self.text("text")?;
        let target = self.text("target")?;
        let (start, end) = (self.offset("start")?, self.offset("end")?);
        Ok(GoldItem {
            id: self.id()?,
            text: text.to_string(),
            target: target.to_string(),
            span: self.span(text, target, start, end)?,
            label: self.label("label")?,
            voice: self.voice("voice")?,
            holder: self.holder()?,
            fields: self.fields.clone(),
            line: self.line,
        })
    }

    /// Ids are texts; whole numbers are taken as they are written.
    pub(super) fn id(&self) -> Result<String, Fault> {
        match self.fields.get("id") {
            Some(Value::Number(number)) => Ok(number.to_string()),
            _ => self.text("id").map(String::from),
        }
    }

    /// The bytes of the mention. The words under it need not be the target's name, but they may not be a piece of it
    /// that is merely shifted: that is what wrong offsets look like.
    fn span(&self, text: &str, target: &str, start: usize, end: usize) -> Result<Span, Fault> {
        let (Some(from), Some(to)) = (byte_of(text, start), byte_of(text, end)) else {
            let length = text.chars().count();
            let problem = format!("the offsets {start}..{end} leave the text, which has {length} characters");
            return Err(self.fault(problem, remedy_at(text, target)));
        };
        if from >= to || text[from..to].trim().is_empty() {
            return Err(self.fault(format!("the offsets {start}..{end} hold no word"), remedy_at(text, target)));
        }
        let words = &text[from..to];
        if words != target {
            if text.get(start..end) == Some(target) {
                let problem =
                    format!("the offsets {start}..{end} count bytes: characters {start}..{end} are “{words}”");
                return Err(self.fault(problem, remedy_at(text, target)));
            }
            if text.match_indices(target).any(|(at, _)| crossing(from..to, at..at + target.len())) {
                let problem = format!("the offsets {start}..{end} cut the target: they hold “{words}”, not “{target}”");
                return Err(self.fault(problem, remedy_at(text, target)));
            }
        }
        Ok(Span::new(from, to))
    }
}

/// True when two ranges overlap and neither holds the other.
fn crossing(a: std::ops::Range<usize>, b: std::ops::Range<usize>) -> bool {
    let overlap = a.start < b.end && b.start < a.end;
    let nested = (a.start <= b.start && b.end <= a.end) || (b.start <= a.start && a.end <= b.end);
    overlap && !nested
}

/// The byte at which character number `index` begins; the end of the text counts as a character.
fn byte_of(text: &str, index: usize) -> Option<usize> {
    text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len())).nth(index)
}

fn remedy_at(text: &str, target: &str) -> String {
    match text.find(target) {
        Some(byte) => {
            let start = text[..byte].chars().count();
            let end = start + target.chars().count();
            format!("count characters (Unicode scalar values), the end excluded: “{target}” stands at {start}..{end}")
        }
        None => "count characters (Unicode scalar values) from 0, the end excluded".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(extra: &str) -> String {
        format!(r#"{{"id":"a","text":"Élu à Dakar, Diop rassure la région.","target":"Diop",{extra}}}"#)
    }

    #[track_caller]
    fn good(extra: &str) -> GoldItem {
        parse_gold("g.jsonl", &line(extra)).unwrap().remove(0)
    }

    #[track_caller]
    fn bad(text: &str, words: &[&str]) {
        let faults = parse_gold("g.jsonl", text).expect_err("must be refused");
        let shown = faults[0].to_string();
        for word in words {
            assert!(shown.contains(word), "no “{word}” in: {shown}");
        }
        assert!(faults[0].remedy.is_some());
    }

    #[test]
    fn offsets_are_characters() {
        let item = good(r#""start":13,"end":17,"label":"positive""#);
        assert_eq!((item.mention(), item.label, item.voice), ("Diop", Label::Positive, None));
        assert_eq!(item.holder, GoldHolder::NotCoded);
    }

    #[test]
    fn the_words_may_differ_from_the_target() {
        let text = r#"{"id":1,"text":"Dakar proteste.","target":"Sénégal","start":0,"end":5,"label":"neutral","voice":"reported","holder":null}"#;
        let item = parse_gold("g", text).unwrap().remove(0);
        assert_eq!((item.id.as_str(), item.mention()), ("1", "Dakar"));
        assert_eq!((item.voice, item.holder), (Some(Voice::Reported), GoldHolder::Nobody));
    }

    #[test]
    fn a_wider_or_narrower_span_is_the_coders_choice() {
        let text =
            r#"{"id":"x","text":"Amadou Diop parle.","target":"Amadou Diop","start":7,"end":11,"label":"neutral"}"#;
        assert_eq!(parse_gold("g", text).unwrap()[0].mention(), "Diop");
    }

    #[test]
    fn faults_name_line_and_remedy() {
        bad("\n{\"id\":", &["g.jsonl:2", "column"]);
        bad("[1]", &["not a JSON object"]);
        bad(&line(r#""start":13,"end":90,"label":"neutral""#), &["leave the text", "13..17"]);
        bad(&line(r#""start":13,"end":13,"label":"neutral""#), &["no word"]);
        bad(&line(r#""start":15,"end":19,"label":"neutral""#), &["count bytes", "13..17"]);
        bad(&line(r#""start":14,"end":18,"label":"neutral""#), &["cut the target"]);
        bad(&line(r#""start":-1,"end":18,"label":"neutral""#), &["start", "-1"]);
        bad(&line(r#""start":13,"end":17,"label":"good""#), &["unknown label “good”", "negative, neutral or positive"]);
        bad(&line(r#""start":13,"end":17"#), &["“label” is missing"]);
        bad(&line(r#""start":13,"end":17,"label":"neutral","voice":"mine""#), &["unknown voice"]);
        bad(&line(r#""start":13,"end":17,"label":"neutral","holder":4"#), &["holder is 4"]);
        bad("", &["no gold line"]);
    }

    #[test]
    fn all_faults_are_reported_and_ids_are_unique() {
        let ok = line(r#""start":13,"end":17,"label":"neutral""#);
        let faults = parse_gold("g", &format!("{ok}\nrubbish\n{ok}\n")).expect_err("two faults");
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [Some(2), Some(3)]);
        assert!(faults[1].problem.contains("first on line 1"));
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
        let ok = line(r#""start":13,"end":17,"label":"neutral""#);
        assert_eq!(parse_gold("g", &format!("\u{feff}{ok}\r\n\r\n")).unwrap().len(), 1);
    }
}
