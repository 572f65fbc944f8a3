//! A JSON record to an article. Keys are those of `lexicons/corpus/keys.tsv`; unknown keys are passed over.

use super::article::{Article, Inferred, Place, Provenance, Rejected};
use super::clean;
use super::dateline;
use super::facts::{Facts, LONGEST_FIELD, field_signature, shared_credit};
use super::infer::{hashed_id, outlet};
use super::key::{after, key, split_at};
use super::knowledge::{Field, Knowledge};
use super::language::language;
use super::lines::lines;
use super::meta;
use super::sanitize::{harmless, one_line};
use super::signature::shared_with;
use super::signs::Sign;
use super::words::Kind;
use crate::config::Config;
use jiff::civil::Date;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// Reads one JSON object. English and French key names are known (`text`, `texte`, `title`, `titre`, `date`,
/// `source`, `journal`, …); a lead (`heading`, `chapeau`) becomes the first paragraph.
///
/// # Errors
/// Text that is not one JSON object, or an object without text.
///
/// ```
/// use parallaxe::{config::Config, corpus::{article_from_record, Knowledge, Place}};
/// let knowledge = Knowledge::load(&[]).unwrap();
/// let line = r#"{"titre": "Un convoi bloqué", "texte": "Le convoi est bloqué.", "date": "jeudi 1er août 2024", "journal": "lemonde.fr"}"#;
/// let article = article_from_record(line, Place::default(), &knowledge, &Config::default()).unwrap();
/// assert_eq!(article.outlet.value.as_deref(), Some("Le Monde"));
/// assert_eq!(article.date.value.unwrap().to_string(), "2024-08-01");
/// assert_eq!(article.body, "Le convoi est bloqué.");
/// ```
pub fn article_from_record(
    json: &str,
    place: Place,
    knowledge: &Knowledge,
    config: &Config,
) -> Result<Article, Rejected> {
    let rejected = |reason: String| Rejected {
        source: place.source.clone(),
        place: place.line.map_or_else(|| "file".to_owned(), |line| format!("line {line}")),
        reason,
    };
    let record = parse(json, knowledge).map_err(|error| rejected(format!("not a JSON object: {error}")))?;
    let title = record.get(Field::Title).map(|title| one_line(title, LONGEST_FIELD)).filter(|title| !title.is_empty());
    let mut facts = Facts::default();
    if let Some(author) = record.get(Field::Author) {
        field_signature(author, &mut facts, knowledge);
    }
    facts.url = record.get(Field::Url).map(|url| one_line(url, 2000)).filter(|url| !url.is_empty());
    let named = stated_outlet(&record, &mut facts, knowledge);
    let text = with_lead(&record);
    let mut paragraphs = lines(&harmless(&text));
    clean::furniture(&mut paragraphs, knowledge);
    if let Some(title) = &title {
        clean::repeated_title(&mut paragraphs, title);
    }
    clean::teasers(&mut paragraphs);
    signature_lines(&mut paragraphs, &mut facts, knowledge);
    open_dateline(&mut paragraphs, &mut facts, knowledge);
    let body = clean::body(&paragraphs);
    if !body.chars().any(char::is_alphanumeric) {
        return Err(rejected(if title.is_some() { "a headline and no text" } else { "no text" }.to_owned()));
    }
    let date = record_date(&record, &facts, knowledge);
    let id = record.get(Field::Id).map(|id| one_line(id, 200)).filter(|id| !id.is_empty());
    Ok(Article {
        id: id.unwrap_or_else(|| hashed_id(json, &place.source)),
        outlet: named.or(|| outlet(&facts, &place.source, knowledge, config)),
        date,
        title: title.map_or_else(Inferred::default, |title| Inferred::known(title, Provenance::Field)),
        byline: byline(&record, &facts),
        url: facts.url,
        agency: facts.agency,
        language: language(&body),
        dropped: clean::dropped(&paragraphs),
        notes: Vec::new(),
        body,
        place,
    })
}

fn byline(record: &Values<'_>, facts: &Facts) -> Inferred<String> {
    let from = if record.get(Field::Author).is_some() { Provenance::Field } else { Provenance::Byline };
    facts.person.as_ref().map_or_else(Inferred::default, |name| Inferred::known(one_line(name, LONGEST_FIELD), from))
}

/// The text, after the lead unless the text begins with it.
fn with_lead<'a>(record: &'a Values<'_>) -> Cow<'a, str> {
    let text = record.get(Field::Text).unwrap_or_default();
    match record.get(Field::Lead).map(str::trim).filter(|lead| !lead.is_empty()) {
        Some(lead) if text.is_empty() => Cow::Borrowed(lead),
        Some(lead) if after(text.trim_start(), &key(lead)).is_none() => Cow::Owned(format!("{lead}\n\n{text}")),
        _ => Cow::Borrowed(text),
    }
}

/// The outlet that the record names, and the agency it credits: "Orange avec AFP", "Source : BFMTV".
fn stated_outlet(record: &Values<'_>, facts: &mut Facts, knowledge: &Knowledge) -> Inferred<String> {
    let stated = record.all(Field::Outlet).map(|name| one_line(name, 120)).find(|name| !name.is_empty());
    let Some(name) = stated else {
        // Only an address: the registry's name for it, or the domain itself, which is at least true.
        let address = record.get(Field::Domain).map(|domain| one_line(domain, 200));
        let address = address.filter(|domain| !domain.is_empty()).or_else(|| facts.url.clone());
        if let Some(name) = address.and_then(|address| match knowledge.outlets.by_url(&address) {
            Some(outlet) => Some(outlet.name.clone()),
            None => super::outlets::host(&address),
        }) {
            facts.signs.push(Sign { name, from: Provenance::Url, strong: true });
        }
        return Inferred::default();
    };
    let name = without_label(&name, knowledge);
    let (own, agency) = match shared_with(name, knowledge) {
        Some((own, agency)) if !own.is_empty() => (own, Some(agency)),
        _ => (name, knowledge.agency(name)),
    };
    facts.agency = facts.agency.take().or(agency);
    // "6Medias, vidéo RTL", "Orange avec Untel": the first name counts when it is one that is known.
    let front = own.split([',', '–']).next().unwrap_or(own);
    let front = knowledge
        .words
        .joiners()
        .filter_map(|with| split_at(front, with))
        .map(|(front, _)| front)
        .next()
        .unwrap_or(front);
    let known = knowledge.outlets.by_name(own).or_else(|| knowledge.outlets.by_name(front));
    Inferred::known(known.map_or_else(|| own.to_owned(), |outlet| outlet.name.clone()), Provenance::Field)
}

/// "Source BFMTV", "Source : BFMTV" without the word that is not the name.
fn without_label<'a>(name: &'a str, knowledge: &Knowledge) -> &'a str {
    let Some((first, rest)) = name.split_once([' ', ':']) else { return name };
    let rest = rest.trim_start_matches([' ', ':', '\u{a0}']);
    if knowledge.words.is(Kind::Source, first) && !rest.is_empty() { rest } else { name }
}

/// The first field that holds a full date, else the date in the address, else the dateline.
fn record_date(record: &Values<'_>, facts: &Facts, knowledge: &Knowledge) -> Inferred<Date> {
    let known = |date: Option<Date>, from| date.map_or_else(Inferred::default, |date| Inferred::known(date, from));
    let stated = record.all(Field::Date).find_map(|text| {
        let text = one_line(text, 120);
        knowledge.calendar.field(knowledge.labels.at_start(&text).map_or(text.as_str(), |(_, rest)| rest))
    });
    known(stated, Provenance::Field)
        .or(|| known(facts.url.as_deref().and_then(|url| knowledge.calendar.in_address(url)), Provenance::Url))
        .or(|| known(facts.dateline, Provenance::Dateline))
}

/// Signature and credit lines inside the text; dates in it are not the record's.
fn signature_lines(paragraphs: &mut [super::lines::Line], facts: &mut Facts, knowledge: &Knowledge) {
    for line in paragraphs.iter_mut().filter(|line| line.kept() && !line.prose) {
        if shared_credit(line, facts, knowledge) {
            line.drop_as("credit");
            continue;
        }
        let Some(meta) = meta::read(&line.text, knowledge) else { continue };
        let reason = meta.reason();
        let persons = meta.signed.iter().any(|signed| signed.person.is_some() || signed.agency.is_some());
        let credited = meta.source.as_deref().is_some_and(|source| knowledge.agency(source).is_some());
        if persons || credited {
            for signed in meta.signed {
                facts.agency = facts.agency.take().or(signed.agency);
                facts.person = facts.person.take().or(signed.person);
            }
            facts.agency = facts.agency.take().or_else(|| meta.source.and_then(|source| knowledge.agency(&source)));
            line.drop_as(reason);
        }
    }
}

fn open_dateline(paragraphs: &mut [super::lines::Line], facts: &mut Facts, knowledge: &Knowledge) {
    for line in paragraphs.iter_mut().filter(|line| line.kept()).take(2) {
        if let Some(found) = dateline::opening(&line.text, knowledge) {
            facts.dateline = found.date;
            facts.agency = facts.agency.take().or(found.agency);
            return line.cut_start(found.len, "dateline");
        }
    }
}

/// The known fields of a record with the rank of their keys, best first.
#[derive(Debug, Default)]
struct Values<'a>(Vec<(Field, usize, Cow<'a, str>)>);

impl Values<'_> {
    fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(kind, _, _)| *kind == field).map(|(_, _, value)| value.as_ref())
    }

    fn get(&self, field: Field) -> Option<&str> {
        self.all(field).find(|value| !value.trim().is_empty())
    }
}

fn parse<'a>(json: &'a str, knowledge: &Knowledge) -> Result<Values<'a>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(json);
    let mut values = RecordSeed(knowledge).deserialize(&mut reader)?;
    reader.end()?;
    values.0.sort_by_key(|(field, rank, _)| (*field, *rank));
    Ok(values)
}

/// Reads an object, keeping the values of known keys and passing over the rest without building them.
struct RecordSeed<'k>(&'k Knowledge);

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Values<'de>;
    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Values<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with the article's fields")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut values = Values::default();
        while let Some(Key(name)) = map.next_key_seed(KeySeed)? {
            match self.0.record_key(&name) {
                Some((field, rank)) => {
                    if let Some(text) = map.next_value_seed(ScalarSeed)? {
                        values.0.push((field, rank, text));
                    }
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(values)
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

    fn read(json: &str) -> Result<Article, Rejected> {
        let place = Place { source: "a.jsonl".into(), line: Some(7) };
        article_from_record(json, place, &Knowledge::load(&[]).unwrap(), &Config::default())
    }

    #[track_caller]
    fn credited(source: &str, outlet: &str, agency: Option<&str>) {
        let json = serde_json::json!({ "text": "Le convoi est bloqué.", "source": source }).to_string();
        let article = read(&json).unwrap();
        assert_eq!((article.outlet.value.as_deref(), article.agency.as_deref()), (Some(outlet), agency), "{source}");
        assert_eq!(article.outlet.from, Provenance::Field);
    }

    #[test]
    fn credits_name_an_outlet_and_an_agency() {
        credited("Le Monde", "Le Monde", None);
        credited("Orange avec AFP", "Orange", Some("AFP"));
        credited("Orange avec AFP-Services ", "Orange", Some("AFP"));
        credited("AFP", "AFP", Some("AFP"));
        credited("Source BFMTV", "BFMTV", None);
        credited("Source : Le Huffpost", "Le HuffPost", None);
        credited("6Medias, vidéo RTL", "6Medias", None);
        credited("Gazette du Sud", "Gazette du Sud", None);
        credited("Gazette du Sud, édition nationale", "Gazette du Sud, édition nationale", None);
    }

    #[test]
    fn keys_in_two_languages() {
        let article = read(r#"{"ID": 12, "headline": "Un titre", "Texte": "Le convoi est bloqué.", "pubDate": "Tue, 05 Mar 2024 10:36:00 +0000", "auteur": ["Awa Traoré", "Jean Ba"], "lien": "https://www.rfi.fr/x", "autre": {"a": [1, null]}}"#).unwrap();
        assert_eq!(article.id, "12");
        assert_eq!(article.title.value.as_deref(), Some("Un titre"));
        assert_eq!(article.date.value.unwrap().to_string(), "2024-03-05");
        assert_eq!(article.byline.value.as_deref(), Some("Awa Traoré, Jean Ba"));
        assert_eq!((article.outlet.value.as_deref(), article.outlet.from), (Some("RFI"), Provenance::Url));
    }

    #[test]
    fn leads_dates_and_domains() {
        let article = read(r#"{"text": "Le convoi est bloqué.", "heading": "Un chapeau.", "date": "mai 2024", "published": "2024-05-03 10:00:00", "url": "https://gazette.example/2023/01/02/x"}"#).unwrap();
        assert_eq!(article.body, "Un chapeau.\n\nLe convoi est bloqué.");
        assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03");
        assert_eq!(article.outlet.value.as_deref(), Some("gazette.example"));
        let repeated = read(r#"{"text": "Un chapeau. Le convoi est bloqué.", "heading": "Un chapeau"}"#).unwrap();
        assert_eq!(repeated.body, "Un chapeau. Le convoi est bloqué.");
        let address =
            read(r#"{"text": "Le convoi est bloqué.", "url": "https://gazette.example/2023/01/02/x"}"#).unwrap();
        assert_eq!(
            (address.date.value.unwrap().to_string().as_str(), address.date.from),
            ("2023-01-02", Provenance::Url)
        );
    }

    #[test]
    fn furniture_leaves_records_too() {
        let json = serde_json::json!({ "title": "Un convoi bloqué", "text": "Un convoi bloqué\nGAO, 3 mai (AFP) – Le convoi est bloqué.\nLIRE AUSSI : Le pont coupé\nRien ne passe.\nSource : AFP\n(avec AFP)" });
        let article = read(&json.to_string()).unwrap();
        assert_eq!(article.body, "Le convoi est bloqué.\n\nRien ne passe.");
        assert_eq!((article.agency.as_deref(), article.date.value), (Some("AFP"), None));
    }

    #[track_caller]
    fn rejected(json: &str) {
        let rejected = read(json).expect_err(json);
        assert_eq!((rejected.source.as_str(), rejected.place.as_str()), ("a.jsonl", "line 7"));
    }

    #[test]
    fn what_is_no_article_is_rejected() {
        rejected(r#"{"text": "Le convoi"#);
        rejected(r#"["text"]"#);
        rejected(r#"{"title": "Un titre"}"#);
        rejected(r#"{"text": "  "}"#);
        rejected(r#"{"text": null}"#);
        rejected(r#"{"text": "a"} {"text": "b"}"#);
        rejected("");
    }
}
