//! The values of a record, a table row or a page's metadata to an article. Names of fields are those of
//! `lexicons/corpus/keys.tsv` and of the user's settings.

use super::article::{Article, Inferred, Place, Provenance, Rejected};
use super::calendar::Reference;
use super::clean;
use super::dateline;
use super::facts::{Facts, LONGEST_FIELD, field_signature, labelled_lines, relative_dates, shared_credit};
use super::fields::{Field, Mapping, Values};
use super::foreign;
use super::infer::{date_of_path, hashed_id, outlet};
use super::json;
use super::key::{after, key, past, split_at};
use super::knowledge::Knowledge;
use super::language::language_with;
use super::lines::lines;
use super::markup;
use super::meta;
use super::reading::Hints;
use super::sanitize::{harmless, one_line};
use super::signature::shared_with;
use super::signs::Sign;
use super::words::Kind;
use crate::config::Config;
use jiff::civil::Date;
use std::borrow::Cow;

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
    match json::values(json, Mapping::new(knowledge, config)) {
        Ok(values) => article_from_values(values, json, place, Hints::default(), knowledge, config),
        Err(error) => Err(rejected(&place, format!("not a JSON object: {error}"))),
    }
}

fn rejected(place: &Place, reason: String) -> Rejected {
    place.clone().rejected("line", reason)
}

/// Makes an article of values. `raw` is what the identifier is a hash of when the record has none.
///
/// # Errors
/// Values without a text.
pub(super) fn article_from_values(
    mut record: Values<'_>,
    raw: &str,
    place: Place,
    hints: Hints,
    knowledge: &Knowledge,
    config: &Config,
) -> Result<Article, Rejected> {
    let mut notes = mend(&mut record);
    let title = record.get(Field::Title).map(|title| one_line(title, LONGEST_FIELD)).filter(|title| !title.is_empty());
    let mut facts = hints.facts;
    if let Some(author) = record.get(Field::Author) {
        field_signature(author, &mut facts, knowledge);
    }
    let url = record.get(Field::Url).map(|url| one_line(url, 2000)).filter(|url| !url.is_empty());
    facts.url = url.or(hints.url).or(facts.url);
    if let Some(agency) = record.get(Field::Agency).map(|name| one_line(name, 80)).filter(|name| !name.is_empty()) {
        facts.agency = Some(knowledge.agency(&agency).unwrap_or(agency));
    }
    let named = stated_outlet(&record, &mut facts, knowledge);
    let text = with_lead(&record);
    let mut paragraphs = lines(&harmless(&text));
    clean::furniture(&mut paragraphs, knowledge);
    foreign::leave_out(&mut paragraphs, knowledge);
    if hints.page {
        // The facts themselves were taken from the whole page; here the lines leave the text.
        relative_dates(&mut paragraphs, &mut facts, None, knowledge);
        labelled_lines(&mut paragraphs, &mut facts, knowledge);
    }
    if let Some(title) = &title {
        clean::repeated_title(&mut paragraphs, title);
    }
    clean::teasers(&mut paragraphs);
    signature_lines(&mut paragraphs, &mut facts, knowledge);
    open_dateline(&mut paragraphs, &mut facts, knowledge);
    let body = clean::body(&paragraphs);
    if !body.chars().any(char::is_alphanumeric) {
        return Err(rejected(&place, if title.is_some() { "a headline and no text" } else { "no text" }.to_owned()));
    }
    let (date, note) = record_date(&record, &facts, hints.reference, knowledge, config);
    // A saved page is a file of its own, whose name and folder may tell its day.
    let of_path = || hints.page.then(|| date_of_path(&place.source, knowledge)).flatten();
    let date = date.or(|| of_path().map_or_else(Inferred::default, |date| Inferred::known(date, Provenance::Url)));
    notes.extend(note.map(str::to_owned));
    let id = record.get(Field::Id).map(|id| one_line(id, 200)).filter(|id| !id.is_empty());
    Ok(Article {
        id: id.unwrap_or_else(|| hashed_id(raw, &place.source)),
        outlet: named.or(|| outlet(&facts, &place.source, knowledge, config)),
        date,
        title: title.map_or_else(Inferred::default, |title| Inferred::known(title, Provenance::Field)),
        byline: byline(&record, &facts),
        url: facts.url,
        agency: facts.agency,
        language: spoken(&body, &record, knowledge),
        dropped: clean::dropped(&paragraphs),
        notes,
        body,
        place,
    })
}

/// Repairs what was decoded wrongly and takes markup out of texts. Returns what a reader should know of it.
fn mend(record: &mut Values<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if record.change(|_, value| super::readers::repaired(value)) {
        notes.push("UTF-8 that had been read as windows-1252: repaired".to_owned());
    }
    record.change(|field, value| match field {
        Field::Text | Field::Lead | Field::Title => markup::plain(value),
        _ => None,
    });
    notes
}

/// The language of the text; what the record states counts only where the text is too short to tell.
fn spoken(body: &str, record: &Values<'_>, knowledge: &Knowledge) -> String {
    let found = language_with(body, knowledge);
    if found != "und" {
        return found;
    }
    let stated = record.get(Field::Language).map(key).unwrap_or_default();
    match stated.split(' ').next().unwrap_or_default() {
        "" => found,
        "fr" | "fra" | "fre" | "francais" | "french" => "fra".into(),
        "en" | "eng" | "anglais" | "english" => "eng".into(),
        _ => found,
    }
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
        Some(lead) if !begins_with(text.trim_start(), lead) => Cow::Owned(format!("{lead}\n\n{text}")),
        _ => Cow::Borrowed(text),
    }
}

/// True when a text begins with the words of a lead; its first word tells nearly always that it does not.
fn begins_with(text: &str, lead: &str) -> bool {
    let first = key(lead.split(' ').next().unwrap_or(lead));
    past(text, &first).is_some() && after(text, &key(lead)).is_some()
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
    let own = knowledge.outlets.without_edition(own, &knowledge.words);
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

/// The first field that holds a full date, else the date that the page shows, else the one in the address, else the
/// dateline; a date of the last change only where there is nothing else. A relative date needs a day to count from.
fn record_date(
    record: &Values<'_>,
    facts: &Facts,
    reference: Option<Reference>,
    knowledge: &Knowledge,
    config: &Config,
) -> (Inferred<Date>, Option<&'static str>) {
    let known = |date: Option<Date>, from| date.map_or_else(Inferred::default, |date| Inferred::known(date, from));
    let stated = |field| record.all(field).find_map(|text| full_date(text, knowledge));
    let found = known(stated(Field::Date).or(facts.date), Provenance::Field)
        .or(|| known(facts.url.as_deref().and_then(|url| knowledge.calendar.in_address(url)), Provenance::Url))
        .or(|| known(facts.dateline, Provenance::Dateline));
    if found.value.is_some() {
        return (found, None);
    }
    let reference = reference.or(config.reference_date.map(Reference::Day));
    let relative = reference.and_then(|reference| {
        let texts = record.all(Field::Date).map(|text| one_line(text, 120));
        texts.into_iter().find_map(|text| knowledge.calendar.relative(unlabelled(&text, knowledge), reference))
    });
    if relative.is_some() {
        return (known(relative, Provenance::Field), Some("relative date, counted from the reference date"));
    }
    match stated(Field::Updated).or(facts.updated) {
        None => (found, None),
        updated => (known(updated, Provenance::Field), Some("date of the last update")),
    }
}

fn full_date(text: &str, knowledge: &Knowledge) -> Option<Date> {
    knowledge.calendar.field(unlabelled(&one_line(text, 120), knowledge))
}

/// "Publié le 3 mai 2024" without the label.
fn unlabelled<'a>(text: &'a str, knowledge: &Knowledge) -> &'a str {
    // A label begins with a letter, and most dates with a figure.
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    knowledge.labels.at_start(text).map_or(text, |(_, rest)| rest)
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
        credited("6Medias, vidéo RTL", "6Medias", Some("6Medias"));
        credited("Gazette du Sud", "Gazette du Sud", None);
        credited("Gazette du Sud, édition nationale", "Gazette du Sud", None);
        credited("Gazette du Sud, no. 4211 PREMIERE EDITION", "Gazette du Sud", None);
        credited("Libération, no. 7420 QUOTIDIEN PREMIERE EDITION", "Libération", None);
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
