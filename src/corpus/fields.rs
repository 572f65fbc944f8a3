//! The fields of an article as records, tables and markup name them: the shipped names and the user's own.

use super::key::solid;
use super::knowledge::Knowledge;
use crate::config::Config;
use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// A field of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The text.
    Text,
    /// The paragraph above the text.
    Lead,
    /// The headline.
    Title,
    /// When it was published.
    Date,
    /// When it was changed last: stands in for the date only when there is no other.
    Updated,
    /// Who published it.
    Outlet,
    /// The site of whoever published it.
    Domain,
    /// Its address.
    Url,
    /// Who signed it.
    Author,
    /// The agency credited.
    Agency,
    /// Its language.
    Language,
    /// Its identifier.
    Id,
}

impl Field {
    /// Every field with its name in tables and settings.
    pub const ALL: [(&'static str, Self); 12] = [
        ("text", Self::Text),
        ("lead", Self::Lead),
        ("title", Self::Title),
        ("date", Self::Date),
        ("updated", Self::Updated),
        ("outlet", Self::Outlet),
        ("domain", Self::Domain),
        ("url", Self::Url),
        ("author", Self::Author),
        ("agency", Self::Agency),
        ("language", Self::Language),
        ("id", Self::Id),
    ];

    /// Its name in tables and settings.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, field)| *field == self).map_or("", |(name, _)| name)
    }

    /// The field of a name; `byline` is another name for `author`.
    pub fn parse(name: &str) -> Option<Self> {
        if name == "byline" {
            return Some(Self::Author);
        }
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

/// The names of `lexicons/corpus/keys.tsv` with the rank of each.
pub(super) type Keys = FxHashMap<String, (Field, usize)>;

/// Reads the table of names.
pub(super) fn read_keys(file: &DataFile) -> Result<Keys, Fault> {
    let mut keys = Keys::default();
    for row in parse_table(file, &["field", "key"])? {
        let Some(field) = Field::parse(row.fields[0]) else {
            let names: Vec<&str> = Field::ALL.iter().map(|(name, _)| *name).collect();
            return Err(Fault::new(&file.name, format!("unknown field “{}”", row.fields[0]))
                .at_line(row.line)
                .remedy(format!("write one of {}", names.join(", "))));
        };
        let name = solid(row.fields[1]);
        if name.is_empty() {
            return Err(Fault::new(&file.name, "the key is empty").at_line(row.line).remedy("write the key"));
        }
        if keys.insert(name, (field, row.line)).is_some() {
            return Err(Fault::new(&file.name, format!("the key “{}” stands twice", row.fields[1]))
                .at_line(row.line)
                .remedy("keep one of the two"));
        }
    }
    Ok(keys)
}

/// Which name means which field: the user's names first; a field for which the user gives names has no others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mapping<'a> {
    keys: &'a Keys,
    own: &'a Config,
}

impl<'a> Mapping<'a> {
    /// The mapping of a run.
    pub(super) fn new(knowledge: &'a Knowledge, config: &'a Config) -> Self {
        Self { keys: &knowledge.keys, own: config }
    }

    /// The field that a name means, with its rank: lower ranks are preferred.
    pub(super) fn field(&self, name: &str) -> Option<(Field, usize)> {
        if !self.own.fields.is_empty() {
            for (field, names) in &self.own.fields {
                if let Some(rank) = names.iter().position(|own| own.eq_ignore_ascii_case(name)) {
                    return Some((Field::parse(field)?, rank));
                }
            }
        }
        // Most names are written as the table compares them; the others cost a folding.
        let found = self.keys.get(name).or_else(|| self.keys.get(&solid(name))).copied()?;
        (!self.is_own(found.0)).then_some(found)
    }

    /// True when the user says which name holds the field.
    pub(super) fn is_own(&self, field: Field) -> bool {
        !self.own.fields.is_empty() && self.own.fields.keys().any(|name| Field::parse(name) == Some(field))
    }

    /// True when one of the user's names leads into the value of this name: `data` of `data.body`.
    pub(super) fn leads_into(&self, name: &str) -> bool {
        let inside =
            |own: &String| own.len() > name.len() && own.as_bytes()[name.len()] == b'.' && own.starts_with(name);
        !self.own.fields.is_empty() && self.own.fields.values().flatten().any(inside)
    }

    /// What is wrong with a table or record in which no name means the text, with the remedy.
    pub(super) fn no_text(&self, names: &[&str]) -> String {
        let shown: Vec<String> = names.iter().take(40).map(|name| super::sanitize::one_line(name, 60)).collect();
        let wanted = self.own.fields.get("text").map(|names| names.join("”, “"));
        match wanted {
            Some(wanted) => format!(
                "no column has the name that [fields] gives for the text: “{wanted}” is not among {}",
                shown.join(", ")
            ),
            None => format!(
                "no column is known to hold the text: name it in parallaxe.toml, [fields] text = \"…\"; the columns are {}",
                shown.join(", ")
            ),
        }
    }
}

/// The values of the known fields of one record, each with the rank of its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values<'a>(Vec<(Field, usize, Cow<'a, str>)>);

impl<'a> Values<'a> {
    /// Adds a value.
    pub(super) fn push(&mut self, (field, rank): (Field, usize), value: impl Into<Cow<'a, str>>) {
        self.0.push((field, rank, value.into()));
    }

    /// Brings the values into the order of preference; values of the same name stay in theirs.
    pub(super) fn sort(&mut self) {
        self.0.sort_by_key(|(field, rank, _)| (*field, *rank));
    }

    /// All values of a field, best first.
    pub(super) fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(kind, _, _)| *kind == field).map(|(_, _, value)| value.as_ref())
    }

    /// The best value of a field that is not blank.
    pub(super) fn get(&self, field: Field) -> Option<&str> {
        self.all(field).find(|value| !value.trim().is_empty())
    }

    /// Takes the values of a field out; the best of them.
    pub(super) fn take(&mut self, field: Field) -> Option<String> {
        let found = self.get(field).map(str::to_owned);
        self.0.retain(|(kind, _, _)| *kind != field);
        found
    }

    /// Bytes of all values.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(_, _, value)| value.len()).sum()
    }

    /// Changes every value for which the function gives another.
    pub(super) fn change(&mut self, change: impl Fn(Field, &str) -> Option<String>) -> bool {
        let mut changed = false;
        for (field, _, value) in &mut self.0 {
            if let Some(new) = change(*field, value) {
                *value = Cow::Owned(new);
                changed = true;
            }
        }
        changed
    }

    /// Gives every value with its field and the rank of its name, in order.
    pub(super) fn each(&self, mut sink: impl FnMut(Field, usize, &str)) {
        self.0.iter().for_each(|(field, rank, value)| sink(*field, *rank, value));
    }

    /// The values as one text, for the hash that stands in for an identifier.
    pub(super) fn joined(&self) -> String {
        let mut text = String::with_capacity(self.len() + 16);
        for (field, _, value) in &self.0 {
            text.push_str(field.as_str());
            text.push('\0');
            text.push_str(value);
            text.push('\0');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_names_come_first_and_replace_the_shipped_ones() {
        let knowledge = Knowledge::load(&[]).unwrap();
        let mut config = Config::default();
        let shipped = Mapping::new(&knowledge, &config);
        assert_eq!(shipped.field("Texte").map(|(field, _)| field), Some(Field::Text));
        assert_eq!(shipped.field("zzz"), None);
        config.fields.insert("text".into(), vec!["Intégral".into(), "data.body".into()]);
        let own = Mapping::new(&knowledge, &config);
        assert_eq!(own.field("INTÉGRAL"), None, "only ASCII letters may differ in case");
        assert_eq!(own.field("Intégral"), Some((Field::Text, 0)));
        assert_eq!(own.field("data.body"), Some((Field::Text, 1)));
        assert_eq!(own.field("texte"), None);
        assert_eq!(own.field("titre").map(|(field, _)| field), Some(Field::Title));
        assert!(own.leads_into("data") && !own.leads_into("dat") && !own.leads_into("body"));
        assert!(own.no_text(&["a", "b"]).contains("“Intégral”"));
    }

    #[test]
    fn a_broken_table_names_its_line() {
        let file = |text: &str| DataFile { name: "keys.tsv".into(), text: text.to_owned().into() };
        assert_eq!(read_keys(&file("field\tkey\ncolour\tx\n")).unwrap_err().line, Some(2));
        assert_eq!(read_keys(&file("field\tkey\ntext\tx\ntitle\tX\n")).unwrap_err().line, Some(3));
    }
}
