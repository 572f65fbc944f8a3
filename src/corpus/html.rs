//! A page of HTML to an article: what it states of itself, its main text, and the rest of the page as what was left out.

use super::article::{Article, Dropped, Place, Rejected};
use super::clean;
use super::facts::{self, Facts};
use super::fields::{Field, Values};
use super::guard::caught;
use super::html_meta;
use super::infer;
use super::knowledge::Knowledge;
use super::lines::lines;
use super::markup::{self, text_of};
use super::reading::Hints;
use super::record::article_from_values;
use super::sanitize::harmless;
use super::title::without_outlet;
use crate::config::Config;
use dom_query::Document;
use dom_smoothie::{Config as Extraction, Readability};
use std::collections::HashSet;

/// Elements of a page that are never its article: used where the extraction finds none.
const AROUND: [&str; 5] = ["nav", "footer", "aside", "form", "figcaption"];
/// Elements that state the date and the author: read as such, and no text of the article unless inside a paragraph …
const STATED: &str = "time, [rel='author'], [itemprop='author'], .author, .byline";
/// … or longer than this (in bytes): then they hold more than their name says.
const LONGEST_STATED: usize = 120;
/// An extracted text shorter than this share (in percent) of the text that the page states is not the whole of it.
const LEAST_SHARE: usize = 60;
/// Shorter texts of pages (in bytes) are looked for once more without rules.
const SHORT: usize = 400;

/// Reads a page.
///
/// # Errors
/// A page without a text.
pub(super) fn article(
    html: &str,
    place: Place,
    hints: Hints,
    knowledge: &Knowledge,
    config: &Config,
) -> Result<Article, Rejected> {
    let fail = |reason: String| Rejected { source: place.source.clone(), place: "file".into(), reason };
    if markup::too_deep(html.as_bytes()) {
        return Err(fail(format!("elements nested more than {} deep: not a page", markup::DEEPEST)));
    }
    // The extraction is somebody else's code and the page is hostile: whatever happens there, the run goes on.
    let parsed = caught(|| parse(html, &knowledge.page_names));
    let Some(Page { mut values, main, captions, whole }) = parsed else {
        return Err(fail("the page cannot be parsed".into()));
    };
    tidy_title(&mut values, knowledge);
    let visible = visible_facts(&whole, hints, &place.source, knowledge, config);
    values.push((Field::Text, 0), main.clone());
    values.sort();
    let mut article = article_from_values(values, html, place, visible, knowledge, config)?;
    let mut around = around(&whole, &main, &captions, article.title.value.as_deref());
    around.extend(captions.into_iter().map(|text| Dropped { text, reason: "caption".into() }));
    around.append(&mut article.dropped);
    article.dropped = around;
    Ok(article)
}

/// A page taken apart.
struct Page {
    values: Values<'static>,
    /// The text of the article.
    main: String,
    captions: Vec<String>,
    /// All text of the page.
    whole: String,
}

fn parse(html: &str, names: &html_meta::Names) -> Page {
    let doc = Document::from(html);
    let mut values = html_meta::read(&doc, names);
    let body = doc.body().unwrap_or_else(|| doc.root());
    let whole = text_of(&body, &[]);
    let stated = values.take(Field::Text);
    remove_stated(&doc);
    let fallback = fallback(&doc);
    let figures = doc.select("figcaption");
    let captions: Vec<String> = figures.nodes().iter().map(|node| text_of(node, &[])).collect();
    let captions = captions.into_iter().filter(|text| !text.is_empty()).collect();
    let mut main = extracted(doc);
    if main.len() < SHORT.min(fallback.len()) && fallback.len() > main.len() {
        main = fallback;
    }
    if let Some(stated) = stated.map(|text| markup::plain(&text).unwrap_or(text))
        && main.len() * 100 < stated.len() * LEAST_SHARE
    {
        main = stated;
    }
    Page { values, main, captions, whole }
}

/// Takes the date and the author out of the page once they were read: they would be glued to its first sentence.
fn remove_stated(doc: &Document) {
    for node in doc.select(STATED).nodes() {
        if !markup::is_in_paragraph(node) && text_of(node, &[]).len() <= LONGEST_STATED {
            node.remove_from_parent();
        }
    }
}

/// The main text by the method of readability, without captions.
fn extracted(doc: Document) -> String {
    let settings = Extraction { disable_json_ld: true, ..Extraction::default() };
    let found = Readability::with_document(doc, None, Some(settings)).and_then(|mut page| page.parse());
    found.map_or_else(|_| String::new(), |found| text_of(&Document::fragment(found.content).root(), &["figcaption"]))
}

/// The text of the element that should hold the article, when there is one of it, else of the body without what is never text.
fn fallback(doc: &Document) -> String {
    for selector in ["[itemprop='articleBody']", "article", "main", "[role='main']", "body"] {
        let found = doc.select(selector);
        if found.length() == 1
            && let Some(node) = found.nodes().first()
        {
            return text_of(node, &AROUND);
        }
    }
    text_of(&doc.root(), &AROUND)
}

/// The headline without the site's name, which many pages add for the title bar.
fn tidy_title(values: &mut Values<'static>, knowledge: &Knowledge) {
    let outlet = values.get(Field::Outlet).map(str::to_owned);
    values.change(|field, text| {
        if field != Field::Title {
            return None;
        }
        let bare = outlet.as_deref().map_or(text, |outlet| without_outlet(text, outlet));
        let cut = [" | ", " - ", " – ", " — "].iter().filter_map(|mark| bare.rsplit_once(mark)).next();
        match cut {
            Some((front, name)) if knowledge.outlets.by_name(name).is_some() => Some(front.trim().to_owned()),
            _ => (bare.len() < text.len()).then(|| bare.to_owned()),
        }
    });
}

/// What the page shows its readers: "Publié le …", "Par …", the copyright at its foot.
fn visible_facts(whole: &str, hints: Hints, source: &str, knowledge: &Knowledge, config: &Config) -> Hints {
    let clean_text = harmless(whole);
    let mut page = lines(&clean_text);
    let mut facts = Facts { evidence: infer::evidence(source, &clean_text), ..hints.facts };
    clean::furniture(&mut page, knowledge);
    let reference = hints.reference.or(config.reference_date.map(super::calendar::Reference::Day));
    facts::relative_dates(&mut page, &mut facts, reference, knowledge);
    facts::labelled_lines(&mut page, &mut facts, knowledge);
    facts::read_signs(&page, &mut facts, knowledge);
    // Its headline may be that of another article on the page, and its address that of another page.
    (facts.title, facts.url) = (None, None);
    Hints { url: hints.url, reference: hints.reference, facts, page: true }
}

/// The lines of the page that are not in the article: one part, so that an explanation stays readable.
fn around(whole: &str, main: &str, captions: &[String], title: Option<&str>) -> Vec<Dropped> {
    let captions = captions.iter().flat_map(|caption| caption.lines());
    let kept: HashSet<&str> = main.lines().chain(captions).map(str::trim).chain(title).collect();
    let rest: Vec<&str> =
        whole.lines().map(str::trim).filter(|line| !line.is_empty() && !kept.contains(line)).collect();
    if rest.is_empty() { Vec::new() } else { vec![Dropped { text: rest.join("\n"), reason: "page".into() }] }
}
