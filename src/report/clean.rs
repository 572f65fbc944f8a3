//! Hostile text made harmless: what may not be shown, and what means something to a format.

/// Text as it may be shown: control characters, text-direction marks and other invisible signs that could reorder or
/// hide what is read are removed, and white space is one plain space.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\u{a0}' | '\u{202f}' => out.push(sign),
            sign if sign.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            sign if hidden(sign) => {}
            sign => out.push(sign),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Like [`clean`], but keeps one space at either end: for pieces of a sentence that will stand side by side.
pub(crate) fn clean_piece(text: &str) -> String {
    let inner = clean(text);
    let space = |there: bool| if there && !inner.is_empty() { " " } else { "" };
    let starts = text.starts_with(char::is_whitespace);
    let ends = text.ends_with(char::is_whitespace) && !inner.ends_with(['\u{a0}', '\u{202f}']);
    if inner.is_empty() && starts {
        return " ".to_owned();
    }
    format!("{}{inner}{}", space(starts && !inner.starts_with(['\u{a0}', '\u{202f}'])), space(ends))
}

/// Signs without a shape: controls (C0, C1), direction marks, joiners, soft hyphen, variation and tag signs,
/// private use and what Unicode reserves as no character.
fn hidden(sign: char) -> bool {
    matches!(sign,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{fe00}'..='\u{fe0f}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
        || (sign as u32) & 0xfffe == 0xfffe
}

/// Escapes what Markdown, or HTML inside it, would read as markup.
pub(crate) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let signs: Vec<char> = text.chars().collect();
    for (index, &sign) in signs.iter().enumerate() {
        let next = signs.get(index + 1).copied();
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' => {
                out.push('\\');
                out.push(sign);
            }
            // Bare addresses would become links.
            ':' if next == Some('/') => out.push_str("\\:"),
            '@' => out.push_str("\\@"),
            '.' if index >= 3 && signs[index - 3..index].iter().all(|c| c.eq_ignore_ascii_case(&'w')) => {
                out.push_str("\\.")
            }
            // Only at the start would these begin a list, a rule or a title.
            '-' | '+' | '=' if index == 0 => {
                out.push('\\');
                out.push(sign);
            }
            '.' | ')' if index > 0 && signs[..index].iter().all(char::is_ascii_digit) => {
                out.push('\\');
                out.push(sign);
            }
            _ => out.push(sign),
        }
    }
    out
}

/// A name for files: lower-case ASCII letters, digits and hyphens, at most 40.
pub(crate) fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::new();
    for sign in text.nfd().flat_map(char::to_lowercase) {
        if out.len() >= 40 {
            break;
        }
        match sign {
            'a'..='z' | '0'..='9' => out.push(sign),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '\u{300}'..='\u{36f}' => {}
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shown(text: &str, expected: &str) {
        assert_eq!(clean(text), expected);
    }

    #[test]
    fn removes_what_hides_or_reorders() {
        shown("a\u{0}b\u{1b}[31m", "ab[31m");
        shown("\u{202e}ilaM\u{202c}", "ilaM");
        shown("  Le\n\tMali  ", "Le Mali");
        shown("n\u{a0}=\u{202f}1", "n\u{a0}=\u{202f}1");
        shown("\u{fffe}x\u{200b}y\u{feff}", "xy");
    }

    #[test]
    fn keeps_letters_of_other_scripts() {
        shown("Кремль, 中国, العربية, é", "Кремль, 中国, العربية, é");
    }

    #[test]
    fn pieces_keep_their_spaces() {
        assert_eq!(clean_piece(" accuse "), " accuse ");
        assert_eq!(clean_piece("\n"), " ");
        assert_eq!(clean_piece("x"), "x");
        assert_eq!(clean_piece(""), "");
    }

    #[test]
    fn markdown_signs_are_text() {
        assert_eq!(markdown("<script>*x*</script>"), "&lt;script&gt;\\*x\\*&lt;/script&gt;");
        assert_eq!(markdown("[a](javascript:b) | c"), "\\[a\\](javascript:b) \\| c");
        assert_eq!(markdown("http://x.y www.z.fr"), "http\\://x.y www\\.z.fr");
        assert_eq!(markdown("1. un"), "1\\. un");
        assert_eq!(markdown("−0,42 (n = 3)"), "−0,42 (n = 3)");
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Côte d’Ivoire"), "cote-d-ivoire");
        assert_eq!(slug("../../<script>"), "script");
        assert_eq!(slug("العربية"), "");
    }
}
