//! A page as lines: blank lines seen, hard wrapping undone.

use super::key::count_words;

/// A wrapped page has lines no longer than this, in characters.
const WIDEST_WRAP: usize = 130;

/// One line of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    /// The text, spaces at both ends removed.
    pub text: String,
    /// A blank line stands before it.
    pub gap: bool,
    /// Words in it.
    pub words: usize,
    /// It reads like a sentence or more.
    pub prose: bool,
    /// Why it is left out; `None` when it is the article.
    pub fate: Option<String>,
    /// What was cut from its start and end, with the reason.
    pub cuts: Vec<(String, String)>,
}

impl Line {
    fn new(text: String, gap: bool) -> Self {
        // Of a long paragraph the number of words matters only roughly, and spaces are counted faster.
        let exact = text.len() <= 600;
        let words = if exact { count_words(&text) } else { memchr::memchr_iter(b' ', text.as_bytes()).count() + 1 };
        Self { prose: is_prose(&text, words), words, text, gap, fate: None, cuts: Vec::new() }
    }

    /// Leaves the line out, unless that was done already.
    pub(super) fn drop_as(&mut self, reason: &str) {
        if self.fate.is_none() {
            self.fate = Some(reason.to_owned());
        }
    }

    /// True while the line is part of the article.
    pub(super) fn kept(&self) -> bool {
        self.fate.is_none()
    }

    /// Moves the first `len` bytes out of the text.
    pub(super) fn cut_start(&mut self, len: usize, reason: &str) {
        let rest = self.text.split_off(len);
        let cut = std::mem::replace(&mut self.text, rest);
        self.cuts.push((cut.trim().to_owned(), reason.to_owned()));
        self.words = count_words(&self.text);
    }

    /// Moves everything from byte `at` out of the text; a line of which nothing is left is dropped.
    pub(super) fn cut_end(&mut self, at: usize, reason: &str) {
        if self.text[..at].trim().is_empty() {
            return self.drop_as(reason);
        }
        let cut = self.text.split_off(at);
        self.text.truncate(self.text.trim_end().len());
        self.cuts.push((cut.trim().to_owned(), reason.to_owned()));
        self.words = count_words(&self.text);
    }
}

/// A full sentence of some length, or a text so long that it cannot be anything else.
fn is_prose(text: &str, words: usize) -> bool {
    let closed =
        text.trim_end_matches(['»', '”', '"', ')', ']', ' ', '\u{a0}', '\u{202f}']).ends_with(['.', '!', '?', '…']);
    words >= 25 || (words >= 12 && closed)
}

/// The lines of a text that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut raw: Vec<(String, bool)> = Vec::new();
    let mut gap = false;
    for line in text.split('\n').map(str::trim) {
        if line.is_empty() {
            gap = true;
        } else {
            raw.push((line.to_owned(), gap));
            gap = false;
        }
    }
    if let Some(width) = wrap_width(&raw) {
        raw = unwrap_lines(raw, width);
    }
    raw.into_iter().map(|(text, gap)| Line::new(text, gap)).collect()
}

/// The width at which a page was wrapped: most lines that have a follower in their paragraph nearly fill it.
fn wrap_width(lines: &[(String, bool)]) -> Option<usize> {
    // A character has four bytes at most: a paragraph need not be counted.
    if lines.iter().any(|(line, _)| line.len() > 4 * WIDEST_WRAP) {
        return None;
    }
    let lengths: Vec<usize> = lines.iter().map(|(line, _)| line.chars().count()).collect();
    let width = *lengths.iter().max()?;
    if !(40..=WIDEST_WRAP).contains(&width) {
        return None;
    }
    let inner: Vec<usize> = (0..lines.len().saturating_sub(1)).filter(|at| !lines[at + 1].1).collect();
    let full = inner.iter().filter(|at| lengths[**at] + 15 > width).count();
    (full >= 4 && full * 5 >= inner.len() * 2).then_some(width)
}

/// Joins a line and the next when the next line's first word would not have fitted.
fn unwrap_lines(lines: Vec<(String, bool)>, width: usize) -> Vec<(String, bool)> {
    let mut joined: Vec<(String, bool)> = Vec::with_capacity(lines.len());
    let mut last = 0;
    for (line, gap) in lines {
        let first = line.split_whitespace().next().map_or(0, |word| word.chars().count());
        let length = line.chars().count();
        let dialogue = line.starts_with(['–', '—', '-', '•', '*', '#']);
        match joined.last_mut() {
            Some((text, _)) if !gap && !dialogue && last + 1 + first > width => {
                text.push(' ');
                text.push_str(&line);
            }
            _ => joined.push((line, gap)),
        }
        last = length;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn paragraphs(text: &str, expected: usize) {
        let found: Vec<String> = lines(text).into_iter().map(|line| line.text).collect();
        assert_eq!(found.len(), expected, "{found:#?}");
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "Un titre court\n\nLe convoi qui devait atteindre la ville mardi\nsoir est resté bloqué au sud du fleuve, selon\nun responsable du transport qui a requis de ne\npas être nommé. La route reste fermée depuis\nlundi matin.\n\nUn deuxième paragraphe qui se suit lui aussi\nsur deux lignes.";
        paragraphs(wrapped, 3);
        paragraphs("Un titre court\nUne ligne.\nUne autre ligne, plus longue que la première.\nEt une fin.", 4);
        let lists = "Facebook\nX\nE-mail\nImprimer\nUne ligne de quarante-quatre signes, pas plus";
        paragraphs(lists, 5);
    }

    #[test]
    fn prose_is_told_from_headings() {
        let prose = |text: &str| lines(text)[0].prose;
        assert!(prose("Le ministre malien a reçu mercredi à Bamako son homologue venu de Moscou."));
        assert!(!prose("Le ministre malien a reçu mercredi à Bamako son homologue venu de Moscou"));
        assert!(!prose("Réactions et perspectives."));
    }
}
