//! What a page of HTML states of its article: JSON-LD, `meta` elements (OpenGraph, Dublin Core and others), `link` and
//! `time` elements, and microdata. Names and their order of preference are data: `lexicons/corpus/html.tsv`.

use super::fields::{Field, Values};
use super::sanitize::one_line;
use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use dom_query::Document;
use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

/// JSON-LD objects looked into on one page.
const MOST_OBJECTS: usize = 200;
/// Rank of what stands in plain elements: behind everything that is meant for machines.
const PLAIN: usize = 1000;

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Where {
    JsonLd,
    Meta,
    Item,
    Link,
}

/// The table of names.
#[derive(Debug, Clone, Default)]
pub(super) struct Names(FxHashMap<(Where, String), (Field, usize)>);

impl Names {
    /// Adds the rows of a table.
    pub(super) fn add(&mut self, file: &DataFile) -> Result<(), Fault> {
        for row in parse_table(file, &["field", "place", "name"])? {
            let fault =
                |problem: String, remedy: &str| Fault::new(&file.name, problem).at_line(row.line).remedy(remedy);
            let field = Field::parse(row.fields[0]).ok_or_else(|| {
                fault(format!("unknown field “{}”", row.fields[0]), "write text, title, date, outlet, …")
            })?;
            let place = match row.fields[1] {
                "jsonld" => Where::JsonLd,
                "meta" => Where::Meta,
                "item" => Where::Item,
                "link" => Where::Link,
                other => return Err(fault(format!("unknown place “{other}”"), "write jsonld, meta, item or link")),
            };
            if self.0.insert((place, row.fields[2].to_lowercase()), (field, row.line)).is_some() {
                return Err(fault(format!("“{}” stands twice", row.fields[2]), "keep one of the two"));
            }
        }
        Ok(())
    }

    fn field(&self, place: Where, name: &str) -> Option<(Field, usize)> {
        self.0.get(&(place, name.trim().to_lowercase())).copied()
    }
}

/// What the page states, sorted by preference.
pub(super) fn read(doc: &Document, names: &Names) -> Values<'static> {
    let mut values = Values::default();
    for script in doc.select("script[type='application/ld+json']").nodes() {
        if let Some(json) = lenient_json(&script.text()) {
            let mut left = MOST_OBJECTS;
            linked_data(&json, names, &mut values, &mut left);
        }
    }
    elements(doc, names, &mut values);
    times(doc, &mut values);
    for (selector, field) in [("h1", Field::Title), ("title", Field::Title)] {
        let found = doc.select(selector);
        // Several main headings are those of a list of articles.
        if found.length() == 1 || selector == "title" {
            let text = found.nodes().first().map(|node| one_line(&node.text(), 400)).unwrap_or_default();
            put(&mut values, (field, PLAIN + usize::from(selector == "title")), &text);
        }
    }
    if let Some(language) = doc.select("html[lang]").attr("lang") {
        put(&mut values, (Field::Language, PLAIN), &language);
    }
    values.sort();
    values
}

fn elements(doc: &Document, names: &Names, values: &mut Values<'static>) {
    for node in doc.select("meta[content], link[href], [itemprop]").nodes() {
        let attr = |name: &str| node.attr(name).map(|value| value.to_string());
        let content = attr("content");
        for name in ["name", "property", "http-equiv", "itemprop"].iter().filter_map(|name| attr(name)) {
            let place =
                if node.attr("itemprop").is_some_and(|item| item.as_ref() == name) { Where::Item } else { Where::Meta };
            let Some(found) = names.field(place, &name) else { continue };
            let value = content.clone().or_else(|| attr("datetime")).unwrap_or_else(|| one_line(&node.text(), 400));
            put(values, found, &value);
        }
        if let (Some(rel), Some(href)) = (attr("rel"), attr("href"))
            && let Some(found) = names.field(Where::Link, &rel)
        {
            put(values, found, &href);
        }
    }
}

/// Dates in `time` elements: those marked as the date of publication, then the first in the article or its header.
fn times(doc: &Document, values: &mut Values<'static>) {
    let selectors = [
        "time[pubdate][datetime], time.entry-date.published[datetime], time.published[datetime]",
        "article header time[datetime], main header time[datetime]",
        "article time[datetime], main time[datetime], header time[datetime]",
        "time[datetime]",
    ];
    for (rank, selector) in selectors.into_iter().enumerate() {
        let found = doc.select(selector);
        // A page with many dates outside its article is a list.
        if rank == 3 && found.length() > 2 {
            continue;
        }
        if let Some(date) = found.attr("datetime") {
            put(values, (Field::Date, PLAIN + rank), &date);
        }
    }
}

fn put(values: &mut Values<'static>, field: (Field, usize), value: &str) {
    let value = value.trim();
    // Some sites write the address of a profile where the author's name belongs.
    let address = value.starts_with("http://") || value.starts_with("https://");
    let unfit = field.0 == Field::Author && (address || value.starts_with('@'));
    let relative = field.0 == Field::Url && !address;
    if !value.is_empty() && !unfit && !relative {
        values.push(field, value.to_owned());
    }
}

/// Walks JSON-LD: lists, graphs, and the objects that are articles.
fn linked_data(json: &Value, names: &Names, values: &mut Values<'static>, left: &mut usize) {
    if *left == 0 {
        return;
    }
    *left -= 1;
    match json {
        Value::Array(list) => list.iter().for_each(|item| linked_data(item, names, values, left)),
        Value::Object(object) if is_article(object) => {
            for (key, value) in object {
                if let Some(found) = names.field(Where::JsonLd, key) {
                    put(values, found, &scalar(value));
                }
            }
        }
        Value::Object(object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"] {
                if let Some(inner) = object.get(key).filter(|inner| inner.is_array() || inner.is_object()) {
                    linked_data(inner, names, values, left);
                }
            }
        }
        _ => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let fits = |kind: &Value| {
        kind.as_str().is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(fits),
        Some(kind) => fits(kind),
        None => false,
    }
}

/// A text, the name or address of an object, or the names in a list.
fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => {
            ["name", "@id", "url"].iter().find_map(|key| object.get(*key)?.as_str()).unwrap_or_default().to_owned()
        }
        Value::Array(list) => {
            let names: Vec<String> = list.iter().map(scalar).filter(|name| !name.is_empty()).collect();
            names.join(", ")
        }
        _ => String::new(),
    }
}

/// JSON as pages embed it: inside comments or CDATA, with raw line breaks in its texts.
fn lenient_json(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_prefix("<!--").map_or(text, |rest| rest.trim_end_matches("-->"));
    let text = text.trim_start_matches("//").trim().strip_prefix("<![CDATA[").unwrap_or(text);
    let text = text.trim().trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(head: &str) -> Values<'static> {
        let mut names = Names::default();
        names.add(&crate::data::shipped("corpus/html.tsv")).unwrap();
        read(&Document::from(format!("<html lang=fr><head>{head}</head><body><h1>Un titre</h1></body></html>")), &names)
    }

    #[track_caller]
    fn states(head: &str, field: Field, expected: Option<&str>) {
        assert_eq!(values(head).get(field), expected, "{head}");
    }

    #[test]
    fn linked_data_is_read_in_all_its_shapes() {
        let article = r#"{"@context":"x","@type":"NewsArticle","headline":"Le titre","datePublished":"2024-05-03T10:00:00+02:00","author":[{"@type":"Person","name":"Awa Traoré"},{"name":"Jean Ba"}],"publisher":{"name":"Gazette du Sud"}}"#;
        for json in [
            article.to_owned(),
            format!("[{article}]"),
            format!(r#"{{"@graph":[{{"@type":"WebSite","name":"Autre"}},{article}]}}"#),
            format!("//<![CDATA[\n{article}\n//]]>"),
            article.replace("Le titre", "Le\ntitre"),
        ] {
            let head = format!("<script type='application/ld+json'>{json}</script>");
            states(&head, Field::Date, Some("2024-05-03T10:00:00+02:00"));
            states(&head, Field::Author, Some("Awa Traoré, Jean Ba"));
            states(&head, Field::Outlet, Some("Gazette du Sud"));
        }
        states(
            "<script type='application/ld+json'>{\"@type\":\"Recipe\",\"headline\":\"Non\"}</script>",
            Field::Title,
            Some("Un titre"),
        );
        states("<script type='application/ld+json'>{broken</script>", Field::Title, Some("Un titre"));
    }

    #[test]
    fn elements_are_read_in_order_of_preference() {
        states(
            "<meta property='og:title' content='Le titre'><title>Le titre - Gazette</title>",
            Field::Title,
            Some("Le titre"),
        );
        states(
            "<meta name='date' content='2020-01-01'><meta property='article:published_time' content='2024-05-03'>",
            Field::Date,
            Some("2024-05-03"),
        );
        states("<time datetime='2024-05-03'>vendredi</time>", Field::Date, Some("2024-05-03"));
        states(
            "<link rel='canonical' href='https://gazette.example/a'>",
            Field::Url,
            Some("https://gazette.example/a"),
        );
        states("<link rel='canonical' href='/a'>", Field::Url, None);
        states("<meta property='article:author' content='https://facebook.com/x'>", Field::Author, None);
        states("<span itemprop='author'>Awa Traoré</span>", Field::Author, Some("Awa Traoré"));
        states("", Field::Language, Some("fr"));
        states("", Field::Title, Some("Un titre"));
    }

    #[test]
    fn a_broken_table_names_its_line() {
        let file = |text: &str| DataFile { name: "html.tsv".into(), text: text.to_owned().into() };
        let mut names = Names::default();
        assert_eq!(names.add(&file("field\tplace\tname\ntitle\tcloud\tx\n")).unwrap_err().line, Some(2));
        assert_eq!(names.add(&file("field\tplace\tname\ncolour\tmeta\tx\n")).unwrap_err().line, Some(2));
    }
}
