//! The language of a text.

use super::knowledge::Knowledge;
use super::words::Kind;

/// Fewer letters than this: too short to tell.
pub(super) const LEAST_LETTERS: usize = 60;
/// So many small words of French in each piece that is looked at leave no doubt.
const CLEARLY: usize = 3;
/// Bytes looked at from the start and from the middle; more does not change the answer and costs time.
const SAMPLE: usize = 256;

/// The language of a text as an ISO 639-3 code, or `und` for a text of fewer than 60 letters in Latin script.
///
/// ```
/// use parallaxe::corpus::language;
/// assert_eq!(language("Le ministre des Affaires étrangères a reçu hier à Bamako son homologue, venu signer un accord."), "fra");
/// assert_eq!(language("Ça va ?"), "und");
/// assert_eq!(language("Министр иностранных дел"), "rus");
/// ```
pub fn language(text: &str) -> String {
    let (start, middle) = samples(text);
    let letters = letters(start);
    if letters < LEAST_LETTERS && (letters == 0 || !is_foreign_script(start)) {
        return "und".to_owned();
    }
    let sample = format!("{start} {middle}");
    whichlang::detect_language(&sample).three_letter_code().to_owned()
}

/// The same; a text that speaks French by its small words needs no closer look.
pub(super) fn language_with(text: &str, knowledge: &Knowledge) -> String {
    let (start, middle) = samples(text);
    let french = |piece: &str| small_words(piece, CLEARLY, knowledge) >= CLEARLY;
    if french(start) && (middle.is_empty() || french(middle)) { "fra".to_owned() } else { language(text) }
}

/// What is looked at of a text: its start and, of a longer one, its middle.
fn samples(text: &str) -> (&str, &str) {
    let middle = if text.len() > 3 * SAMPLE { cut(text, text.len() / 2) } else { "" };
    (cut(text, 0), middle)
}

/// Small words of French in a text, counted no further than is needed.
pub(super) fn small_words(text: &str, needed: usize, knowledge: &Knowledge) -> usize {
    let (mut found, mut rest) = (0, Some(text));
    while let Some(text) = rest.filter(|_| found < needed) {
        let (word, behind) = first_word(text);
        found += usize::from(knowledge.words.is_written(Kind::French, word));
        rest = behind;
    }
    found
}

/// What stands before the first blank or apostrophe, and what stands behind it.
fn first_word(text: &str) -> (&str, Option<&str>) {
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(|byte| matches!(byte, b' ' | b'\'' | 0xc2 | 0xe2)) {
        let at = from + at;
        let len = match text.as_bytes()[at] {
            0xc2 if !text[at..].starts_with('\u{a0}') => 0,
            0xc2 => 2,
            0xe2 if !text[at..].starts_with('’') => 0,
            0xe2 => 3,
            _ => 1,
        };
        if len > 0 {
            return (&text[..at], Some(&text[at + len..]));
        }
        from = at + 1;
    }
    (text, None)
}

/// The language that the letters at the start of a text look like most; short texts are guesses.
pub(super) fn detected(text: &str) -> &'static str {
    whichlang::detect_language(cut(text, 0)).three_letter_code()
}

/// How many letters there are at the start of a text, as far as they are looked at.
pub(super) fn letters(text: &str) -> usize {
    cut(text, 0).chars().filter(|c| c.is_alphabetic()).count()
}

/// A piece of about [`SAMPLE`] bytes on character boundaries.
fn cut(text: &str, from: usize) -> &str {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at += 1;
        }
        at
    };
    &text[boundary(from)..boundary((from + SAMPLE).min(text.len()))]
}

/// True when most letters are not Latin.
pub(super) fn is_foreign_script(text: &str) -> bool {
    let (mut latin, mut other) = (0usize, 0usize);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        // Latin blocks end at U+024F; Latin Extended Additional is U+1E00..U+1EFF; phonetic letters of African
        // languages stand in U+0250..U+02AF; small superscripts ("1ᵉʳ") in U+1D00..U+1DBF.
        match u32::from(c) {
            0..=0x2ff | 0x1d00..=0x1eff | 0x2c60..=0x2c7f | 0xa720..=0xa7ff | 0xfb00..=0xfb06 => latin += 1,
            _ => other += 1,
        }
    }
    other > latin
}
