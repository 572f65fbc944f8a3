//! JSON that is not one object a line: an array of articles, articles written over several lines, or an object that holds
//! an array of them. Articles are handed on as they are met; an object that wraps an array is walked, not built.

use super::super::json::has_text;
use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::encoding::{Transcoded, wide};
use super::input::{Allowance, Input, Metered, told};
use super::{Job, Stop};
use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

pub(super) fn read(mut input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let head = input.peek(4096)?;
    match wide(head) {
        Some(encoding) => values(&name, Transcoded::new(input, encoding), job),
        None if std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some()) => {
            values(&name, Transcoded::new(input, encoding_rs::WINDOWS_1252), job)
        }
        // A byte-order mark is no JSON.
        None => values(&name, Transcoded::new(input, encoding_rs::UTF_8), job),
    }
}

/// Reads one value after another until the end.
fn values(name: &str, input: impl Read, job: &mut Job<'_>) -> Result<(), Stop> {
    let (metered, allowance) = Metered::new(BufReader::with_capacity(1 << 16, input), 2 * LARGEST_UNIT);
    let seen = Rc::new(Cell::new(0u64));
    let mut reader = serde_json::Deserializer::from_reader(Solid { inner: metered, seen: seen.clone() });
    let mut walk = Walk { name, job, allowance, number: 0, stopped: false };
    loop {
        let before = seen.get();
        walk.allowance.renew();
        let outcome = Value { walk: &mut walk, top: true }.deserialize(&mut reader);
        if walk.stopped {
            return Err(Stop::Enough);
        }
        let number = walk.number;
        match outcome {
            Ok(Some(object)) if object.starts_with('{') => walk.item(object)?,
            Ok(Some(_)) => return Err(Stop::file("JSON without articles: neither objects nor an array of them")),
            Ok(None) => {}
            // The end after a whole value is the end of the file.
            Err(error) if error.is_eof() && before == seen.get() && number > 0 => return Ok(()),
            Err(error) if error.is_eof() && before == seen.get() => return Err(Stop::file("JSON without articles")),
            Err(error) if error.is_io() => {
                return Err(Stop::at(
                    format!("item {}", number + 1),
                    format!("cannot be read: {}", told(&error.into())),
                ));
            }
            Err(error) => {
                return Err(Stop::at(format!("item {}", number + 1), format!("not JSON: {error}")));
            }
        }
    }
}

/// Counts the bytes that are not white space: whether anything came after the last value.
struct Solid<R> {
    inner: R,
    seen: Rc<Cell<u64>>,
}

impl<R: Read> Read for Solid<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let solid = buffer[..read].iter().filter(|byte| !byte.is_ascii_whitespace()).count();
        self.seen.set(self.seen.get() + solid as u64);
        Ok(read)
    }
}

struct Walk<'w, 'j> {
    name: &'w str,
    job: &'w mut Job<'j>,
    allowance: Allowance,
    number: u64,
    stopped: bool,
}

impl Walk<'_, '_> {
    fn item(&mut self, json: String) -> Result<(), Stop> {
        self.number += 1;
        self.allowance.renew();
        if json.len() > LARGEST_UNIT {
            let reason = format!("an item of more than {} MB", LARGEST_UNIT >> 20);
            return self.job.reject(self.name, format!("item {}", self.number), reason);
        }
        self.job.unit(Unit::numbered(self.name, "item", self.number, Raw::Json(json)))
    }

    /// The same inside of the parser, which knows only its own errors.
    fn item_inside<E: serde::de::Error>(&mut self, json: String) -> Result<(), E> {
        self.item(json).map_err(|_| {
            self.stopped = true;
            E::custom("stopped")
        })
    }
}

/// A value: its JSON text when it may be part of an article, nothing when articles were found in it.
struct Value<'s, 'w, 'j> {
    walk: &'s mut Walk<'w, 'j>,
    top: bool,
}

impl<'de> DeserializeSeed<'de> for Value<'_, '_, '_> {
    type Value = Option<String>;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_, '_, '_> {
    type Value = Option<String>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(serde_json::to_string(text).ok())
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(serde_json::to_string(&value).ok())
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Some("null".into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut others: Vec<String> = Vec::new();
        let (mut kept, mut articles) = (0, self.top);
        while let Some(element) = seq.next_element::<Box<RawValue>>()? {
            let text: String = Box::<str>::from(element).into();
            let object = text.starts_with('{');
            articles |= object && has_text(&text, self.walk.job.mapping);
            if articles {
                // What is no object is rejected as an article would be, with its number.
                self.walk.item_inside(text)?;
            } else if kept + text.len() <= LARGEST_UNIT {
                kept += text.len();
                others.push(text);
            }
        }
        Ok((!articles).then(|| format!("[{}]", others.join(","))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut object, before) = (String::from("{"), self.walk.number);
        while let Some(key) = map.next_key::<String>()? {
            let value = map.next_value_seed(Value { walk: &mut *self.walk, top: false })?;
            let Some(value) = value.filter(|value| object.len() + value.len() <= 2 * LARGEST_UNIT) else { continue };
            if object.len() > 1 {
                object.push(',');
            }
            object.push_str(&serde_json::to_string(&key).map_err(A::Error::custom)?);
            object.push(':');
            object.push_str(&value);
        }
        object.push('}');
        // An object around articles is one itself only when it has a text of its own.
        let wrapper = self.walk.number > before && !has_text(&object, self.walk.job.mapping);
        Ok((!wrapper).then_some(object))
    }
}
