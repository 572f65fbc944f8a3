//! The HTML export of Europresse and Eureka: a file of `<article>` elements, or a saved page that holds one in a script.

use super::super::fields::{Field, Values};
use super::super::markup::{text_of, too_deep};
use super::super::reading::{LARGEST_UNIT, Raw, Unit};
use super::super::sanitize::one_line;
use super::encoding::{declared, decode};
use super::input::{HEAD, Input, told};
use super::{Job, Stop};
use dom_query::{Document, NodeRef, Selection};
use encoding_rs::Encoding;
use memchr::memmem::find;
use std::io::Read;

const BEGIN: &[u8] = b"<article";
const END: &[u8] = b"</article>";

/// Reads an export file as a stream, article by article.
pub(super) fn read(mut input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let name = input.name.clone();
    let encoding = declared(input.peek(HEAD)?);
    let mut buffer: Vec<u8> = Vec::new();
    let mut number = 0;
    loop {
        while let Some(at) = find(&buffer, END) {
            let rest = buffer.split_off(at + END.len());
            let piece = std::mem::replace(&mut buffer, rest);
            if let Some(start) = find(&piece, BEGIN) {
                number += 1;
                article(&name, number, &piece[start..], encoding, job)?;
            }
        }
        if buffer.len() > LARGEST_UNIT {
            number += 1;
            job.reject(
                &name,
                format!("article {number}"),
                format!("an article of more than {} MB", LARGEST_UNIT >> 20),
            )?;
            buffer.clear();
        }
        let place = || format!("article {}", number + 1);
        let read = (&mut input)
            .take(HEAD as u64)
            .read_to_end(&mut buffer)
            .map_err(|error| Stop::at(place(), format!("cannot be read: {}", told(&error))))?;
        if read == 0 {
            return match find(&buffer, BEGIN) {
                Some(_) => Err(Stop::at(place(), "cannot be read: it is cut off: its end is missing")),
                None if number == 0 => Err(Stop::file("an export without articles")),
                None => Ok(()),
            };
        }
    }
}

/// The articles of a text that is in memory.
pub(super) fn articles(name: &str, text: &str, job: &mut Job<'_>) -> Result<(), Stop> {
    let mut number = 0;
    let mut rest = text;
    while let Some(end) = rest.find("</article>") {
        let (piece, behind) = rest.split_at(end + END.len());
        if let Some(start) = piece.find("<article") {
            number += 1;
            article(name, number, &piece.as_bytes()[start..], None, job)?;
        }
        rest = behind;
    }
    if number == 0 { Err(Stop::file("a saved document without an article")) } else { Ok(()) }
}

/// The document that a saved page of the press database holds in a script, as a template literal of HTML escaped once.
pub(super) fn saved_document(page: &str) -> Option<String> {
    let at = page.find("documentText")?;
    let script = page[at + "documentText".len()..].trim_start().strip_prefix('=')?.trim_start().strip_prefix('`')?;
    let literal = unescaped_literal(script)?;
    let document =
        if literal.contains("<article") { literal } else { Document::fragment(literal.as_str()).text().to_string() };
    (document.contains("DocPublicationName") || document.contains("DocHeader")).then_some(document)
}

/// The text of a JavaScript template literal up to its closing back-quote.
fn unescaped_literal(script: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = script.chars();
    loop {
        match chars.next()? {
            '`' => return Some(out),
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                'u' => {
                    let code: String = chars.by_ref().take(4).collect();
                    out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
                'x' => {
                    let code: String = chars.by_ref().take(2).collect();
                    out.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                }
                '\n' => {}
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
}

fn article(
    name: &str,
    number: u64,
    html: &[u8],
    encoding: Option<&'static Encoding>,
    job: &mut Job<'_>,
) -> Result<(), Stop> {
    let place = format!("article {number}");
    if too_deep(html) {
        return job.reject(name, place, "elements nested too deep: not an article");
    }
    let (text, note) = decode(html, encoding);
    let doc = Document::fragment(text.as_ref());
    let values = values(&doc, job);
    job.unit(Unit { note, ..Unit::numbered(name, "article", number, Raw::Values(values)) })
}

fn values(doc: &Document, job: &Job<'_>) -> Values<'static> {
    let mut values = Values::default();
    let mut put = |field: Field, text: &str| {
        if !text.trim().is_empty() {
            values.push((field, 0), text.trim().to_owned());
        }
    };
    let line =
        |selector: &str| first(&doc.select(selector)).map(|node| one_line(&node.text(), 400)).unwrap_or_default();
    put(Field::Outlet, &line(".DocPublicationName"));
    put(Field::Title, &line(".titreArticleVisu, .rdp__articletitle"));
    put(Field::Lead, &line(".rdp__subtitle"));
    let number = line(".publiC-lblNodoc");
    let calendar = &job.knowledge.calendar;
    let of_number = || number.split('·').find_map(|part| calendar.field(part).filter(|_| part.len() == 8));
    if let Some(date) = calendar.inside(&line(".DocHeader")).or_else(of_number) {
        put(Field::Date, &date.to_string());
    }
    put(Field::Id, &number);
    if let Some(byline) = byline(doc) {
        put(Field::Author, &byline);
    }
    let text = first(&doc.select(".docOcurrContainer")).or_else(|| first(&doc.select(".DocText")));
    let text = text.or_else(|| first(&doc.select("section")));
    put(Field::Text, &text.map(|node| text_of(&node, &["aside", "footer"])).unwrap_or_default());
    values
}

fn first<'a>(found: &Selection<'a>) -> Option<NodeRef<'a>> {
    found.nodes().first().copied()
}

/// The signature: the paragraph that ends the header. The one before the headline names a section.
fn byline(doc: &Document) -> Option<String> {
    let header = first(&doc.select("header"))?;
    let last = header.element_children().into_iter().rfind(|child| !child.text().trim().is_empty())?;
    if last.node_name().as_deref() != Some("p") {
        return None;
    }
    Some(natural_order(&one_line(&last.text(), 200)))
}

/// "Tounkara, Awa" as "Awa Tounkara"; several names stay as they are.
fn natural_order(name: &str) -> String {
    let words = |text: &str| text.split_whitespace().count();
    let capital = |text: &str| text.split_whitespace().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    match name.split_once(", ") {
        Some((last, first))
            if !first.contains(',') && words(last) <= 3 && words(first) <= 2 && capital(first) && words(last) == 1 =>
        {
            format!("{first} {last}")
        }
        _ => name.to_owned(),
    }
}
