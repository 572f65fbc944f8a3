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
    for (index, pair) in tokens.windows(2).enumerate() {
        let (before, after) = (pair[0], pair[1]);
        if after.span.start <= before.span.end + 1 && !is_byte_break(text, before.span.end) {
            continue;
        }
        let gap = &text[before.span.end as usize..after.span.start as usize];
        let count = gap.replace("\r\n", "\n").chars().filter(|c| is_line_break(*c)).count();
        if count == 0 {
            continue;
        }
        let last = before.span.of(text);
        let ended = before.kind == TokenKind::Punct && !matches!(last, "," | "-" | "(" | "'");
        found.push(Break {
            token: index as u32 + 1,
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

fn is_byte_break(text: &str, at: u32) -> bool {
    matches!(text.as_bytes().get(at as usize), Some(b'\n' | b'\r' | b'\x0b' | b'\x0c'))
}
