//! Folding: lower case, accents removed, ligatures opened. A fallback only: accents count in French.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '\'' | ' ' => out.push(c),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'à' | 'â' | 'ä' => out.push('a'),
            'î' | 'ï' => out.push('i'),
            'ô' | 'ö' => out.push('o'),
            'û' | 'ù' | 'ü' => out.push('u'),
            'ç' => out.push('c'),
            c => fold_char(c, out),
        }
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
