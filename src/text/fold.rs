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
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' | 'ʼ' | '‘' => out.push('\''),
            c => out.push(c),
        }
    }
    out
}
