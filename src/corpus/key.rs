//! Comparing text without case, accents and punctuation, and cutting original text by folded words.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Calls `emit` with each character that `c` becomes when case and accents are removed.
pub(super) fn fold_char(c: char, mut emit: impl FnMut(char)) {
    match c {
        c if c.is_ascii() => emit(c.to_ascii_lowercase()),
        'œ' | 'Œ' => "oe".chars().for_each(emit),
        'æ' | 'Æ' => "ae".chars().for_each(emit),
        '’' | 'ʼ' | '‘' => emit('\''),
        // The letters of ordinary French, without the cost of a full decomposition.
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => emit('e'),
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => emit('a'),
        'î' | 'ï' | 'Î' | 'Ï' => emit('i'),
        'ô' | 'ö' | 'Ô' | 'Ö' => emit('o'),
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => emit('u'),
        'ç' | 'Ç' => emit('c'),
        c => std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).for_each(emit),
    }
}

/// A character of a text as [`Folds`] gives it.
pub(super) enum Folded {
    /// The ASCII letter or digit that it becomes.
    Letter(u8),
    /// A letter or digit that [`fold_char`] knows more of.
    Wide(char),
    /// Neither letter nor digit.
    Gap,
}

/// Walks through a text byte by byte as far as it is ordinary French.
pub(super) struct Folds<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Folds<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Passes on the letters and digits of ASCII that come next, folded: nearly all of a word.
    #[inline(always)]
    pub(super) fn plain(&mut self, mut each: impl FnMut(u8)) {
        let mut len = 0;
        for byte in &self.text.as_bytes()[self.at..] {
            let letter = FOLDED[usize::from(*byte)];
            if letter <= WIDE {
                break;
            }
            each(letter);
            len += 1;
        }
        self.at += len;
    }

    /// Passes over a blank or mark of ASCII, when one comes next.
    #[inline(always)]
    pub(super) fn plain_gap(&mut self) -> bool {
        let gap = self.text.as_bytes().get(self.at).is_some_and(|byte| FOLDED[usize::from(*byte)] == GAP);
        self.at += usize::from(gap);
        gap
    }
}

impl Iterator for Folds<'_> {
    type Item = Folded;

    // All of every text runs through it.
    #[inline(always)]
    fn next(&mut self) -> Option<Folded> {
        let (folded, len) = match FOLDED[usize::from(*self.text.as_bytes().get(self.at)?)] {
            WIDE => wide(self.text, self.at)?,
            GAP => (Folded::Gap, 1),
            letter => (Folded::Letter(letter), 1),
        };
        self.at += len;
        Some(folded)
    }
}

/// The character beyond ASCII that begins at a byte, and its length.
#[inline(always)]
fn wide(text: &str, at: usize) -> Option<(Folded, usize)> {
    if let Some(&[0xc3, second]) = text.as_bytes().get(at..at + 2)
        && LATIN[second as usize & 0x3f] != WIDE
    {
        // The accented letters of French are two bytes.
        return Some((Folded::Letter(LATIN[second as usize & 0x3f]), 2));
    }
    decoded(text, at)
}

fn decoded(text: &str, at: usize) -> Option<(Folded, usize)> {
    let c = text[at..].chars().next()?;
    Some((if c.is_alphanumeric() { Folded::Wide(c) } else { Folded::Gap }, c.len_utf8()))
}

const GAP: u8 = 0;
/// A byte of a character that must be decoded.
const WIDE: u8 = 1;

/// What ASCII folds to.
static FOLDED: [u8; 256] = {
    let mut table = [GAP; 256];
    let mut byte = 0;
    while byte < 256 {
        let c = byte as u8;
        if c >= 0x80 {
            table[byte] = WIDE;
        } else if c.is_ascii_alphanumeric() {
            table[byte] = c.to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// What U+00C0 to U+00FF fold to, where that is one letter of [`fold_char`]'s short list.
static LATIN: [u8; 64] = {
    let mut table = [WIDE; 64];
    let mut at = 0;
    while at < 64 {
        table[at] = match at & 0x1f {
            0x00 | 0x02 | 0x04 => b'a',
            0x07 => b'c',
            0x08..=0x0b => b'e',
            0x0e | 0x0f => b'i',
            0x14 | 0x16 => b'o',
            0x19 | 0x1b | 0x1c => b'u',
            _ => WIDE,
        };
        at += 1;
    }
    table
};

/// The words of a text in lower case without accents, one space between them; punctuation separates.
pub(super) fn key(text: &str) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len() + 8);
    let mut pending = false;
    let mut folds = Folds::of(text);
    while let Some(folded) = folds.next() {
        if matches!(folded, Folded::Gap) {
            pending = true;
            continue;
        }
        if std::mem::take(&mut pending) && !out.is_empty() {
            out.push(b' ');
        }
        match folded {
            Folded::Letter(letter) => out.push(letter),
            Folded::Wide(c) => fold_char(c, |c| out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes())),
            Folded::Gap => {}
        }
        folds.plain(|letter| out.push(letter));
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The letters and digits of a text, folded and without anything between them: `malibuzz.tv` and `Mali Buzz TV` are one.
pub(super) fn solid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        fold_char(c, |c| out.push(c));
    }
    out
}

/// The line in lower case without accents, white space squeezed to single spaces: what regular expressions are matched on.
pub(super) fn flat(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_ascii_graphic() {
            out.push(c.to_ascii_lowercase());
        } else if c.is_whitespace() {
            // Two spaces survive as two: some templates separate their menu entries by nothing else.
            if !out.ends_with("  ") {
                out.push(' ');
            }
        } else {
            fold_char(c, |c| out.push(c));
        }
    }
    out
}

/// The rest of `text` after the words of `phrase` (already a [`key`]), when it begins with them as whole words.
#[inline]
pub(super) fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    // Nearly all texts begin with another letter.
    match (text.as_bytes().first(), phrase.as_bytes().first()) {
        (Some(first), Some(wanted)) if first.is_ascii() && first.to_ascii_lowercase() != *wanted => None,
        _ => past(text, phrase).filter(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric())),
    }
}

/// The same, but the last word may go on.
pub(super) fn past<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let mut wanted = phrase.chars().peekable();
    let mut chars = text.char_indices();
    let mut end = 0;
    while wanted.peek().is_some() {
        let (at, c) = chars.next()?;
        if !c.is_alphanumeric() {
            // Between two words anything but a letter or digit may stand; before the first one nothing.
            if at == 0 {
                return None;
            }
            continue;
        }
        let mut same = true;
        let mut first = true;
        fold_char(c, |c| {
            if first && wanted.peek() == Some(&' ') {
                wanted.next();
            }
            first = false;
            same &= wanted.next() == Some(c);
        });
        if !same {
            return None;
        }
        end = at + c.len_utf8();
    }
    Some(&text[end..])
}

/// Splits `text` at the first place where `phrase` (a [`key`]) stands as whole words.
pub(super) fn split_at<'a>(text: &'a str, phrase: &str) -> Option<(&'a str, &'a str)> {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric()
            && !before.is_alphanumeric()
            && let Some(rest) = after(&text[at..], phrase)
        {
            return Some((&text[..at], rest));
        }
        before = c;
    }
    None
}

/// Number of words, separated by white space, that hold a letter or digit.
pub(super) fn count_words(text: &str) -> usize {
    let (mut words, mut counted) = (0, false);
    for c in text.chars() {
        if c.is_whitespace() {
            counted = false;
        } else if !counted && c.is_alphanumeric() {
            counted = true;
            words += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_case_accents_and_punctuation() {
        assert_eq!(key(" À LIRE aussi : l’Élysée "), "a lire aussi l elysee");
        assert_eq!(solid("Mali Buzz TV"), solid("malibuzz.tv"));
        assert_eq!(flat("  MENU   Accueil\u{a0}Été "), "menu  accueil ete");
    }

    #[test]
    fn the_tables_agree_with_folding() {
        for c in '\0'..='\u{250}' {
            let mut expected = String::new();
            fold_char(c, |c| expected.push(c));
            for folded in Folds::of(&c.to_string()) {
                match folded {
                    Folded::Letter(letter) => assert_eq!(expected, char::from(letter).to_string()),
                    Folded::Wide(wide) => assert_eq!(wide, c),
                    Folded::Gap => assert!(!c.is_alphanumeric(), "{c}"),
                }
            }
        }
    }

    #[test]
    fn cuts_by_folded_words() {
        assert_eq!(after("Publié  le 3 mai", "publie le"), Some(" 3 mai"));
        assert_eq!(after("À l’heure dite", "a l heure"), Some(" dite"));
        assert_eq!(after("Parmi eux", "par"), None);
        assert_eq!(after("Publiée", "publie"), None);
        assert_eq!(after("— Par", "par"), None);
        assert_eq!(after("Cœur à vif", "coeur"), Some(" à vif"));
        assert_eq!(split_at("X is a general site", "is a general"), Some(("X ", " site")));
        assert_eq!(split_at("Xis a general site", "is a general"), None);
    }
}
