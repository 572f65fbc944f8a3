//! A JSON object to the values of its known fields; unknown keys are passed over without building their values.

use super::fields::{Mapping, Values};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Reads one object.
///
/// # Errors
/// Text that is not one JSON object.
pub(super) fn values<'a>(json: &'a str, mapping: Mapping<'_>) -> Result<Values<'a>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let mut values = Values::default();
    ObjectSeed { mapping, path: "", values: &mut values }.deserialize(&mut reader)?;
    reader.end()?;
    values.sort();
    Ok(values)
}

/// True when a JSON object states a text of its own.
pub(super) fn has_text(json: &str, mapping: Mapping<'_>) -> bool {
    values(json, mapping).is_ok_and(|values| values.get(super::fields::Field::Text).is_some())
}

/// Reads an object into the values; `path` is the name that leads to it, with a full stop at its end.
struct ObjectSeed<'k, 'v, 'de> {
    mapping: Mapping<'k>,
    path: &'k str,
    values: &'v mut Values<'de>,
}

impl<'de> DeserializeSeed<'de> for ObjectSeed<'_, '_, 'de> {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        // At the top nothing but an object will do; below it anything else is passed over.
        if self.path.is_empty() { deserializer.deserialize_map(self) } else { deserializer.deserialize_any(self) }
    }
}

impl<'de> Visitor<'de> for ObjectSeed<'_, '_, 'de> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the article's fields")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Key(name)) = map.next_key_seed(KeySeed)? {
            let whole = if self.path.is_empty() { name } else { Cow::Owned(format!("{}{name}", self.path)) };
            if let Some(field) = self.mapping.field(&whole) {
                if let Some(text) = map.next_value_seed(ScalarSeed)? {
                    self.values.push(field, text);
                }
            } else if self.mapping.leads_into(&whole) {
                let path = format!("{whole}.");
                map.next_value_seed(ObjectSeed { mapping: self.mapping, path: &path, values: self.values })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

struct Key<'a>(Cow<'a, str>);
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Ok(Key(deserializer.deserialize_str(ScalarSeed)?.unwrap_or_default()))
    }
}

/// A value as text: a string, a number, the names in a list joined by commas, or the `name` of an object.
struct ScalarSeed;

impl<'de> DeserializeSeed<'de> for ScalarSeed {
    type Value = Option<Cow<'de, str>>;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ScalarSeed {
    type Value = Option<Cow<'de, str>>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_owned())))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut joined = String::new();
        while let Some(value) = seq.next_element_seed(ScalarSeed)? {
            let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
            if !joined.is_empty() {
                // Paragraphs come as lists too; a list of names is one line after `one_line`.
                joined.push_str(if value.len() > 60 || joined.len() > 200 { "\n\n" } else { ", " });
            }
            joined.push_str(&value);
        }
        Ok((!joined.is_empty()).then_some(Cow::Owned(joined)))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(Key(name)) = map.next_key_seed(KeySeed)? {
            if matches!(&*name, "name" | "nom" | "title" | "rendered" | "#text") {
                found = map.next_value_seed(ScalarSeed)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::corpus::Knowledge;
    use crate::corpus::fields::Field;

    #[test]
    fn names_with_a_stop_lead_into_objects() {
        let knowledge = Knowledge::load(&[]).unwrap();
        let mut config = Config::default();
        config.fields.insert("text".into(), vec!["data.content.raw".into()]);
        let json = r#"{"text": "non", "data": {"x": [1, {"y": null}], "content": {"raw": "oui"}}, "title": "T"}"#;
        let values = values(json, Mapping::new(&knowledge, &config)).unwrap();
        assert_eq!((values.get(Field::Text), values.get(Field::Title)), (Some("oui"), Some("T")));
        let other = super::values(r#"{"data": 3}"#, Mapping::new(&knowledge, &config)).unwrap();
        assert_eq!(other.get(Field::Text), None);
    }
}
