//! Classes of characters, as the tokenizer sees them.

/// The class of an ASCII byte, or that a character must be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    Lower,
    Upper,
    Digit,
    Punct,
    Symbol,
    Wide,
}

/// Classes of all bytes; a table, because this is the innermost question of the program.
pub(super) static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => Class::Lower,
            b'A'..=b'Z' => Class::Upper,
            b'0'..=b'9' => Class::Digit,
            0..=b' ' | 0x7f => Class::Blank,
            b'$' | b'%' | b'+' | b'<' | b'=' | b'>' | b'^' | b'`' | b'|' | b'~' | b'#' | b'&' | b'*' | b'@' | b'_'
            | b'\\' => Class::Symbol,
            _ => Class::Punct,
        };
        byte += 1;
    }
    table
}

/// Decodes the character at a byte offset, which must be a boundary inside the text.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Blanks: white space, control characters and invisible marks. They carry nothing a reader sees, so they stand only
/// in the gaps between tokens (and, when a page hides them inside a word, inside that word).
///
/// ```
/// use parallaxe::text::is_blank;
/// assert!(is_blank('\u{202f}') && is_blank('\u{200e}') && is_blank('\u{0}'));
/// assert!(!is_blank('a') && !is_blank('…'));
/// ```
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

/// Characters without width: soft hyphen, zero-width spaces and joiners, direction marks, byte-order mark.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fe00}'..='\u{fe0f}')
}

/// Ends of a line.
pub(in crate::text) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Combining accents of decomposed text.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Apostrophes, straight and curly.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '\u{2bb}' | '\u{ff07}')
}

/// Hyphens that join the parts of a word.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Blanks that may stand between the groups of a number.
pub(super) fn is_number_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Letters before which French elides: vowels, with or without accent, mute h and y.
pub(super) fn takes_elision(c: char) -> bool {
    if c.is_ascii_lowercase() {
        return matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
    }
    matches!(
        c.to_lowercase().next(),
        Some(
            'a' | 'e'
                | 'i'
                | 'o'
                | 'u'
                | 'y'
                | 'h'
                | 'à'
                | 'â'
                | 'ä'
                | 'é'
                | 'è'
                | 'ê'
                | 'ë'
                | 'î'
                | 'ï'
                | 'ô'
                | 'ö'
                | 'ù'
                | 'û'
                | 'ü'
                | 'œ'
                | 'æ'
        )
    )
}

/// Marks of punctuation beyond ASCII; every other sign that is no letter is a symbol.
pub(super) fn is_wide_punct(c: char) -> bool {
    matches!(
        c,
        '«' | '»' | '‹' | '›' | '‘'
            ..='‟'
                | '…'
                | '–'
                | '—'
                | '―'
                | '‒'
                | '‐'
                | '\u{2011}'
                | '¡'
                | '¿'
                | '·'
                | '•'
                | '′'
                | '″'
                | '§'
                | '¶'
                | '⁃'
                | '、'
                | '。'
                | '，'
                | '！'
                | '？'
                | '：'
                | '；'
                | 'ʼ'
                | '\u{2bb}'
                | '\u{ff07}'
    )
}
