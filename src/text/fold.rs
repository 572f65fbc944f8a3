//! Folding: lower case, accents removed, ligatures opened. A fallback only: accents count in French.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case; borrowed when it is already, as nearly every word is.
pub(crate) fn lowered(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        let capital = text.bytes().any(|byte| byte.is_ascii_uppercase());
        return if capital { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
    }
    let small = |c: char| {
        let mut lower = c.to_lowercase();
        c.is_ascii_lowercase() || lower.next() == Some(c) && lower.next().is_none()
    };
    if text.chars().all(small) { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// The text in lower case without accents; `œ` becomes `oe`, `æ` becomes `ae`, curly apostrophes become straight.
///
/// ```
/// assert_eq!(parallaxe::text::fold("L’ÉLYSÉE, cœur"), "l'elysee, coeur");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Like [`fold`], into a buffer that is cleared first.
pub(super) fn fold_into(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    while !rest.is_empty() {
        let plain =
            rest.bytes().take_while(|b| b.is_ascii_lowercase() || matches!(b, b'0'..=b'9' | b'-' | b'\'' | b' '));
        let (run, after) = rest.split_at(plain.count());
        out.push_str(run);
        let mut chars = after.chars();
        match chars.next() {
            None => return,
            Some('é' | 'è' | 'ê' | 'ë') => out.push('e'),
            Some('à' | 'â' | 'ä') => out.push('a'),
            Some('î' | 'ï') => out.push('i'),
            Some('ô' | 'ö') => out.push('o'),
            Some('û' | 'ù' | 'ü') => out.push('u'),
            Some('ç') => out.push('c'),
            Some(c) => fold_char(c, out),
        }
        rest = chars.as_str();
    }
}

fn fold_char(c: char, out: &mut String) {
    for part in std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match part {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' | 'ʼ' | '‘' => out.push('\''),
            part => out.push(part),
        }
    }
}
