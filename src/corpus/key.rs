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

/// The words of a text in lower case without accents, one space between them; punctuation separates.
pub(super) fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut pending = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if pending && !out.is_empty() {
                out.push(' ');
            }
            pending = false;
            fold_char(c, |c| out.push(c));
        } else {
            pending = true;
        }
    }
    out
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
        if c.is_whitespace() {
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
pub(super) fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
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
    let rest = &text[end..];
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(rest)
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
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
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
