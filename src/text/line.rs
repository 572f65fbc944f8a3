//! Lines and paragraphs: which line breaks are the author's, and which only wrap a long line.

use super::document::{Case, Token, TokenKind};
use super::token::is_line_break;

/// Shortest line that can have been wrapped, in bytes.
const WRAPPED_LINE: u32 = 45;

/// A line break before a token.
struct Break {
    token: u32,
    /// Holds an empty line.
    blank_line: bool,
    /// The line before it neither ends a sentence, nor does the next one begin like one.
    continues: bool,
    /// Bytes of the line before it.
    length: u32,
    /// The line before it ends with final punctuation.
    ended: bool,
}

/// The tokens that begin a paragraph, the first token excluded, in order.
///
/// A break inside a hard-wrapped line is no paragraph: the next line begins in lower case and this one has no final
/// punctuation. In a text where that is the rule, long lines that break before a capital are wrapped too.
pub(super) fn paragraph_starts(text: &str, tokens: &[Token]) -> Vec<u32> {
    let breaks = breaks(text, tokens);
    let single = breaks.iter().filter(|b| !b.blank_line).count();
    let joined = breaks.iter().filter(|b| !b.blank_line && b.continues).count();
    let wrapped = joined >= 3 && joined * 10 >= single * 3;
    breaks
        .iter()
        .filter(|b| b.blank_line || !(b.continues || wrapped && !b.ended && b.length >= WRAPPED_LINE))
        .map(|b| b.token)
        .collect()
}

fn breaks(text: &str, tokens: &[Token]) -> Vec<Break> {
    let mut found = Vec::new();
    let mut line_start = 0;
    for index in behind_breaks(text, tokens) {
        let Some((before, after)) = index.checked_sub(1).map(|before| tokens[before]).zip(tokens.get(index)) else {
            continue;
        };
        let gap = &text[before.span.end as usize..after.span.start as usize];
        let count = gap.replace("\r\n", "\n").chars().filter(|c| is_line_break(*c)).count();
        if count == 0 {
            continue;
        }
        let last = before.span.of(text);
        let ended = before.kind == TokenKind::Punct && !matches!(last, "," | "-" | "(" | "'");
        found.push(Break {
            token: index as u32,
            // A comma ends no paragraph, whatever the page puts after it.
            blank_line: count > 1 && last != ",",
            continues: !ended && after.kind == TokenKind::Word && after.case == Case::Lower,
            length: before.span.end - line_start,
            ended,
        });
        line_start = after.span.start;
    }
    found
}

/// The tokens behind the gaps in which a break may stand. Texts are long and breaks are few, so these are looked for, not the gaps.
fn behind_breaks(text: &str, tokens: &[Token]) -> Vec<usize> {
    let bytes = text.as_bytes();
    let rare = memchr::memchr3_iter(b'\r', b'\x0b', b'\x0c', bytes);
    let wide = ["\u{85}", "\u{2028}", "\u{2029}"];
    let wide = wide.iter().flat_map(|mark| memchr::memmem::find_iter(bytes, mark.as_bytes()));
    let mut places: Vec<usize> = memchr::memchr_iter(b'\n', bytes).chain(rare).chain(wide).collect();
    places.sort_unstable();
    let behind = |place: usize| tokens.partition_point(|token| token.span.end as usize <= place);
    let mut found: Vec<usize> = places.into_iter().map(behind).collect();
    found.dedup();
    found
}
