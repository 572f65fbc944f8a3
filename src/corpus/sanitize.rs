//! Making hostile or broken text harmless before anything reads it.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The text with one kind of line break, composed accents, and without control characters, direction marks, invisible
/// characters and soft hyphens. Tabs become spaces; non-breaking spaces stay.
///
/// Windows-1252 punctuation that was stored as C1 control characters ("l\u{92}ONU") becomes what it was.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !needs_work(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut combining = false;
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push(' '),
            '\u{80}'..='\u{9f}' => out.extend(from_c1(c)),
            c if is_dropped(c) => {}
            c => {
                combining |= ('\u{300}'..='\u{36f}').contains(&c);
                out.push(c);
            }
        }
    }
    Cow::Owned(if combining { out.nfc().collect() } else { out })
}

/// True when some byte may begin a character that [`harmless`] changes; wrong alarms cost time only.
fn needs_work(bytes: &[u8]) -> bool {
    // Letters of French and plain marks are passed over many at a time.
    let plain = |byte: &u8| matches!(*byte, b'\n' | b' '..=b'~' | 0x80..=0xbf | 0xc3);
    let unusual = |some: &[u8]| !some.iter().fold(true, |all, byte| all & plain(byte));
    let harmful = |at: usize| SUSPECT[bytes[at] as usize] && is_suspect(&bytes[at..]);
    bytes.chunks(AT_ONCE).enumerate().any(|(index, some)| {
        let start = index * AT_ONCE;
        unusual(some) && (start..start + some.len()).any(harmful)
    })
}

/// Bytes that are looked at together.
const AT_ONCE: usize = 16;

/// Bytes that may begin such a character: nearly all others pass with one look into this table.
static SUSPECT: [bool; 256] = suspects();

const fn suspects() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] =
            matches!(byte as u8, 0..=0x09 | 0x0b..=0x1f | 0x7f | 0xc2 | 0xcc | 0xcd | 0xd8 | 0xe2 | 0xef | 0xf3);
        byte += 1;
    }
    table
}

/// Looks at what follows a suspect byte.
fn is_suspect(bytes: &[u8]) -> bool {
    match bytes[0] {
        0xc2 => bytes.get(1).is_some_and(|next| *next < 0xa0 || *next == 0xad),
        0xe2 => match bytes.get(1) {
            Some(0x80) => bytes.get(2).is_some_and(|last| matches!(last, 0x8b | 0x8e | 0x8f | 0xa8..=0xae)),
            Some(0x81) => bytes.get(2).is_some_and(|last| *last >= 0xa0),
            _ => false,
        },
        0xef => matches!(bytes.get(1), Some(0xbb | 0xbf)),
        _ => true,
    }
}

fn is_dropped(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// What Windows-1252 means by the byte that was read as a C1 control character.
fn from_c1(c: char) -> Option<char> {
    let byte = [u8::try_from(u32::from(c)).ok()?];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
    text.chars().next().filter(|c| !c.is_control())
}

/// The value as one line for titles, outlets, signatures and addresses: white space squeezed, cut at `most` characters.
pub fn one_line(text: &str, most: usize) -> String {
    let clean = harmless(text);
    // Most values are one line already.
    if clean.len() <= most && !clean.contains('\n') && !clean.contains("  ") {
        return clean.trim().to_owned();
    }
    let mut out = String::with_capacity(clean.len().min(most));
    for (count, c) in clean.split([' ', '\n']).filter(|word| !word.is_empty()).flat_map(spaced).enumerate() {
        if count > most {
            break;
        }
        out.push(c);
    }
    out.trim().to_owned()
}

fn spaced(word: &str) -> impl Iterator<Item = char> {
    std::iter::once(' ').chain(word.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn becomes(text: &str, expected: &str) {
        assert_eq!(harmless(text), expected);
    }

    #[test]
    fn dangerous_characters_disappear() {
        becomes("a\u{202e}b\u{2066}c\u{200f}\u{61c}\u{200e}", "abc");
        becomes("a\0b\u{1b}[31m\u{7f}", "ab[31m");
        becomes("\u{feff}bon\u{ad}jour\u{200b}", "bonjour");
        becomes("a\u{e0041}b", "ab");
    }

    #[test]
    fn line_breaks_and_accents_become_one_kind() {
        becomes("a\r\nb\rc\u{2028}d\u{c}e", "a\nb\nc\nd\ne");
        becomes("e\u{301}te\u{301} a\u{300}", "été à");
        becomes("l\u{92}ONU\u{85}", "l’ONU…");
    }

    #[test]
    fn ordinary_text_is_borrowed() {
        for text in ["« L’été »\u{a0}: 5\u{202f}000 €…", "— “oui”\nnon", "мир", "🌍 ok"] {
            assert!(matches!(harmless(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn values_are_one_short_line() {
        assert_eq!(one_line("  Le\n\tMonde \u{202e}", 80), "Le Monde");
        assert_eq!(one_line("abcdef", 3), "abc");
    }
}
