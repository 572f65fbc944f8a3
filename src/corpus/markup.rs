//! Markup to plain text: what stands between tags, one blank line between blocks.

use dom_query::{Document, NodeRef};
use std::collections::HashSet;

/// Pages whose elements are nested deeper are not parsed: no page is, and the time to parse grows with the square.
pub(super) const DEEPEST: usize = 1000;

/// Elements that begin and end a line of text.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "th",
    "time",
    "tr",
    "ul",
];
/// Elements whose content is not text to read.
const SILENT: [&str; 15] = [
    "script", "style", "noscript", "template", "svg", "iframe", "object", "audio", "video", "canvas", "button",
    "select", "textarea", "head", "math",
];
/// Elements that may stay open, so that they say nothing of the depth.
const LOOSE: [&str; 24] = [
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "img", "meta", "link", "input", "hr", "area", "base",
    "col", "embed", "param", "source", "track", "wbr", "tbody", "thead",
];
/// Tags by which a text is known to be markup.
const KNOWN: [&str; 30] = [
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "img",
    "figure",
    "blockquote",
    "table",
    "article",
    "section",
    "script",
    "style",
    "font",
    "center",
    "hr",
    "mark",
    "sup",
];

/// Shorter paragraphs (in bytes) around a date are not sentences but lines like "Par Awa Traoré, 3 mai".
const SHORT_LINE: usize = 120;

/// True for an element inside a paragraph, an item or a quotation of some length.
pub(super) fn is_in_paragraph(node: &NodeRef<'_>) -> bool {
    let is_one = |outer: &NodeRef<'_>| {
        outer.node_name().is_some_and(|name| matches!(&*name, "p" | "li" | "blockquote"))
            && outer.text().trim().len() > SHORT_LINE
    };
    node.ancestors(Some(8)).iter().any(is_one)
}

/// The text of an element and everything in it; `skip` leaves further elements out, by name.
pub(super) fn text_of(node: &NodeRef<'_>, skip: &[&str]) -> String {
    let mut out = Text::default();
    // An explicit stack: a hostile page must not exhaust ours.
    let mut stack = vec![(*node, false)];
    while let Some((node, leaving)) = stack.pop() {
        if node.is_text() {
            out.words(&node.text());
            continue;
        }
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        // A date stands on a line of its own, but not inside a sentence.
        let block = BLOCKS.contains(&name.as_str()) && !(name == "time" && is_in_paragraph(&node));
        if leaving {
            out.gap(block);
            continue;
        }
        if name == "br" {
            out.line();
            continue;
        }
        if node.is_comment() || SILENT.contains(&name.as_str()) || skip.contains(&name.as_str()) {
            continue;
        }
        out.gap(block);
        stack.push((node, true));
        let first = stack.len();
        stack.extend(node.children_it(false).map(|child| (child, false)));
        stack[first..].reverse();
    }
    out.0.trim().to_owned()
}

/// Text under way: white space squeezed, at most one blank line.
#[derive(Default)]
struct Text(String);

impl Text {
    fn words(&mut self, text: &str) {
        for c in text.chars() {
            // The spaces of French typography are not white space to squeeze.
            if matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}') {
                if !self.0.is_empty() && !self.0.ends_with([' ', '\n']) {
                    self.0.push(' ');
                }
            } else {
                self.0.push(c);
            }
        }
    }

    fn line(&mut self) {
        self.0.truncate(self.0.trim_end_matches(' ').len());
        if !self.0.is_empty() && !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }

    fn gap(&mut self, block: bool) {
        if !block || self.0.is_empty() {
            return;
        }
        self.line();
        if !self.0.ends_with("\n\n") {
            self.0.push('\n');
        }
    }
}

/// The text of a value that holds markup; `None` for plain text.
pub(super) fn plain(value: &str) -> Option<String> {
    if !looks_like_markup(value) {
        return None;
    }
    if too_deep(value.as_bytes()) {
        return None;
    }
    Some(text_of(&Document::fragment(value).root(), &[]))
}

/// True when a known tag, a comment or a character reference stands in the text.
fn looks_like_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    let tags = memchr::memchr_iter(b'<', bytes).any(|at| {
        let rest = text[at + 1..].trim_start_matches('/');
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let closed = matches!(rest.as_bytes().get(end), Some(b'>' | b' ' | b'/' | b'\n'));
        rest.starts_with("!--") || (end <= 10 && closed && KNOWN.contains(&rest[..end].to_ascii_lowercase().as_str()))
    });
    tags || memchr::memchr_iter(b'&', bytes).any(|at| {
        let rest = &bytes[at + 1..bytes.len().min(at + 12)];
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#');
        end.is_some_and(|end| end >= 2 && rest[end] == b';')
    })
}

/// True when elements are nested deeper than any page does. A rough count over the bytes, so that it costs next to nothing.
pub(super) fn too_deep(html: &[u8]) -> bool {
    let loose: HashSet<&str> = LOOSE.into_iter().collect();
    let mut depth = 0usize;
    for at in memchr::memchr_iter(b'<', html) {
        match html.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(first) if first.is_ascii_alphabetic() => {
                let name: Vec<u8> = html[at + 1..]
                    .iter()
                    .take(12)
                    .take_while(|byte| byte.is_ascii_alphanumeric())
                    .map(u8::to_ascii_lowercase)
                    .collect();
                depth += usize::from(!loose.contains(std::str::from_utf8(&name).unwrap_or_default()));
            }
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(value: &str, expected: Option<&str>) {
        assert_eq!(plain(value).as_deref(), expected, "{value}");
    }

    #[test]
    fn markup_becomes_text() {
        becomes(
            "<p>Le convoi\n  est <b>bloqué</b>.</p><p>Rien ne passe.</p>",
            Some("Le convoi est bloqué.\n\nRien ne passe."),
        );
        becomes("Le convoi<br/>est bloqué.<br><br>Rien.", Some("Le convoi\nest bloqué.\n\nRien."));
        becomes("L&#8217;&eacute;t&eacute; &amp; l&rsquo;hiver", Some("L’été & l’hiver"));
        becomes("<div>Un<script>alert(1)</script> titre</div><!-- non -->", Some("Un titre"));
        becomes("<p>« Oui\u{a0}»</p>", Some("« Oui\u{a0}»"));
    }

    #[test]
    fn plain_text_stays() {
        becomes("Le PIB a crû de moins de <3 % en R&D ; x < y > z", None);
        becomes("Il a écrit <sic> dans sa note", None);
        becomes("Texte & suite", None);
    }

    #[test]
    fn deep_nesting_is_seen() {
        assert!(too_deep("<div>".repeat(DEEPEST + 1).as_bytes()));
        assert!(!too_deep("<p>".repeat(5000).as_bytes()));
        assert!(!too_deep("<div><p>a</p></div>".repeat(5000).as_bytes()));
        let deep = format!("{}Le texte.", "<span>".repeat(900));
        assert_eq!(plain(&deep).as_deref(), Some("Le texte."));
    }
}
