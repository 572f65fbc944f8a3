//! One pass over the text.

use super::chars::{
    CLASSES, Class, char_at, is_apostrophe, is_blank, is_combining, is_hyphen, is_invisible, is_wide_punct,
    takes_elision,
};
use super::tables::Tables;
use crate::text::document::{Case, Token, TokenKind};
use crate::text::fold;
use crate::text::interner::{Key, Slot};
use crate::text::span::Span;
use crate::text::word::{Vocabulary, WordId};
use unicode_normalization::UnicodeNormalization;

/// A stretch of a data file's phrase.
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Cuts a phrase without looking anything up.
pub(super) fn pieces(phrase: &str, tables: &Tables) -> Vec<Piece> {
    let tokens = Scanner::new(phrase, None, tables).run();
    tokens.iter().map(|t| Piece { start: t.span.start as usize, end: t.span.end as usize }).collect()
}

/// Longest hyphenated suffix, in bytes; keeps hostile words linear.
pub(super) const LONGEST_SUFFIX: usize = 12;

/// Longest word that is elided, in bytes, without its apostrophe.
pub(super) const LONGEST_ELISION: usize = 7;

/// Shortest word before a lost blank, in bytes.
const SHORTEST_HEAD: usize = 3;

/// How a stretch of letters is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shape {
    pub(super) upper: u32,
    /// Small letters; some rather than all of them where nothing else is asked.
    pub(super) lower: u32,
    first_upper: bool,
    /// Holds a hyphen or an apostrophe.
    pub(super) joined: bool,
    /// Differs from its looked-up form (capitals, curly apostrophes, invisible marks).
    altered: bool,
}

impl Shape {
    /// The shape of a word of small letters, perhaps behind a capital.
    #[inline]
    pub(super) fn of_word(capital: bool) -> Self {
        Self { upper: u32::from(capital), lower: 1, first_upper: capital, joined: false, altered: capital }
    }

    #[inline]
    fn letter(&mut self, upper: bool) {
        if upper {
            self.first_upper |= self.lower == 0 && self.upper == 0;
            self.upper += 1;
            self.altered = true;
        } else {
            self.lower += 1;
        }
    }

    #[inline]
    pub(super) fn case(self) -> Case {
        match self {
            Shape { upper: 0, .. } => Case::Lower,
            Shape { upper: 2.., lower: 0, .. } => Case::Upper,
            Shape { first_upper: true, .. } => Case::Capital,
            _ => Case::Lower,
        }
    }
}

/// A word token that is still to be looked up.
struct Pending {
    token: usize,
    key: Key,
    shape: Shape,
}

/// So many words are looked up together.
const TOGETHER: usize = 64;

pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// `None` cuts only; compounds then stay whole.
    pub(super) words: Option<&'t Vocabulary>,
    pub(super) tables: &'t Tables,
    /// The text has no accents at all: every word may need them back.
    unaccented: bool,
    pub(super) buffer: String,
    folded: String,
    pub(super) tokens: Vec<Token>,
    pending: Vec<Pending>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, words: Option<&'t Vocabulary>, tables: &'t Tables) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            words,
            tables,
            unaccented: is_unaccented(text),
            buffer: String::with_capacity(64),
            folded: String::new(),
            tokens: Vec::with_capacity(text.len() / 5),
            pending: Vec::with_capacity(TOGETHER),
        }
    }

    pub(super) fn run(mut self) -> Vec<Token> {
        let mut at = 0;
        while at < self.bytes.len() {
            at = match CLASSES[self.bytes[at] as usize] {
                Class::Blank => at + 1,
                class @ (Class::Lower | Class::Upper | Class::Wide) => match self.plain_word(at) {
                    Some(end) => end + usize::from(self.bytes.get(end) == Some(&b' ')),
                    None if class == Class::Wide => self.wide(at),
                    None => self.word(at),
                },
                Class::Digit => self.number(at),
                Class::Punct => self.mark(at, TokenKind::Punct),
                Class::Symbol => self.mark(at, TokenKind::Symbol),
            };
            if self.pending.len() >= TOGETHER {
                self.look_up_pending();
            }
        }
        self.look_up_pending();
        self.tokens
    }

    fn wide(&mut self, at: usize) -> usize {
        let Some(c) = char_at(self.text, at) else { return self.bytes.len() };
        let end = at + c.len_utf8();
        if is_blank(c) {
            return end;
        }
        if is_apostrophe(c) || is_wide_punct(c) {
            return self.push(TokenKind::Punct, at, end);
        }
        if c.is_alphabetic() { self.word(at) } else { self.push(TokenKind::Symbol, at, end) }
    }

    /// A token that is no word.
    pub(super) fn push(&mut self, kind: TokenKind, start: usize, end: usize) -> usize {
        if kind == TokenKind::Punct {
            return self.emit(kind, (start, end), Case::Lower, (WordId::UNKNOWN, false));
        }
        let shape = self.measure(start, end);
        let word = self.lookup(start, end, shape).0;
        self.emit(kind, (start, end), shape.case(), (word, false))
    }

    /// A token that is a word, looked up as it stands: at once, or with its neighbours when it is short.
    pub(super) fn push_word(&mut self, start: usize, end: usize, shape: Shape) -> usize {
        if let Some(key) = self.short_key(start, end, shape) {
            return self.push_short(start, end, shape, key);
        }
        let found = self.lookup(start, end, shape);
        self.emit(TokenKind::Word, (start, end), shape.case(), found)
    }

    /// A word token that is looked up with its neighbours.
    #[inline]
    pub(super) fn push_short(&mut self, start: usize, end: usize, shape: Shape, key: Key) -> usize {
        self.pending.push(Pending { token: self.tokens.len(), key, shape });
        self.emit(TokenKind::Word, (start, end), shape.case(), (WordId::UNKNOWN, false))
    }

    fn short_key(&mut self, start: usize, end: usize, shape: Shape) -> Option<Key> {
        let bare = shape.upper == 1 && shape.lower == 0;
        self.words.filter(|_| !bare)?;
        if !shape.altered {
            return Key::short(&self.bytes[start..end]);
        }
        self.lower(start, end);
        Key::short(self.buffer.as_bytes())
    }

    fn look_up_pending(&mut self) {
        let Some(words) = self.words else { return };
        let pending = std::mem::take(&mut self.pending);
        let mut fetched = [Slot::default(); TOGETHER];
        for some in pending.chunks(TOGETHER) {
            for (slot, word) in fetched.iter_mut().zip(some) {
                *slot = words.fetch(&word.key);
            }
            for (Pending { token, key, shape }, slot) in some.iter().zip(&fetched) {
                let mut found = (words.get_short(key, *slot), false);
                if found.0 == WordId::UNKNOWN {
                    let span = self.tokens[*token].span;
                    let (start, end) = (span.start as usize, span.end as usize);
                    if self.unaccented || shape.altered && self.drops_accents(start, *shape) {
                        found = self.refold(words, start, end);
                    }
                }
                (self.tokens[*token].word, self.tokens[*token].folded) = found;
            }
        }
        self.pending = pending;
        self.pending.clear();
    }

    /// A word token whose looked-up form is already known (abbreviations).
    #[inline]
    pub(super) fn emit(&mut self, kind: TokenKind, at: (usize, usize), case: Case, found: (WordId, bool)) -> usize {
        self.tokens.push(Token { span: Span::new(at.0, at.1), kind, case, word: found.0, folded: found.1 });
        at.1
    }

    /// A word and what hangs on it.
    fn word(&mut self, start: usize) -> usize {
        let (end, shape, elided) = self.letters(start);
        if elided {
            return self.push_word(start, end, shape);
        }
        if shape.lower > 0
            && !shape.joined
            && shape.upper > u32::from(shape.first_upper)
            && let Some(cut) = self.lost_blank(start, end)
        {
            let head = self.measure(start, cut);
            return self.push_word(start, cut, head);
        }
        match self.bytes.get(end) {
            Some(b'.') => {
                if let Some(end) = self.pointed(start, end, shape) {
                    return end;
                }
            }
            Some(b':' | b'@') => {
                if let Some(end) = self.address(start, end) {
                    return self.push(TokenKind::Symbol, start, end);
                }
            }
            _ => {}
        }
        if shape.joined { self.compound(start, end, shape) } else { self.push_word(start, end, shape) }
    }

    /// Where a heading runs into the next sentence ("de la fiscalitéAlors que"): a capitalised grammatical word begins there.
    fn lost_blank(&mut self, start: usize, end: usize) -> Option<usize> {
        let words = self.words?;
        let word = &self.text[start..end];
        let cut = start + word.rfind(char::is_uppercase)?;
        let tail = self.measure(cut, end);
        if cut < start + SHORTEST_HEAD || end - cut > LONGEST_SUFFIX || tail.upper != 1 {
            return None;
        }
        self.lower(cut, end);
        let opens = self.tables.opens_sentence(words.get(&self.buffer));
        self.lower(start, end);
        (opens && words.get(&self.buffer) == WordId::UNKNOWN).then_some(cut)
    }

    /// Where the letters that begin at `start` end, and whether they end with an elision apostrophe.
    #[inline]
    fn letters(&mut self, start: usize) -> (usize, Shape, bool) {
        let mut shape = Shape::default();
        let mut at = start;
        while let Some(&byte) = self.bytes.get(at) {
            let joint = match CLASSES[byte as usize] {
                Class::Lower => {
                    let run = self.bytes[at..].iter().take_while(|byte| byte.is_ascii_lowercase()).count();
                    shape.lower += run as u32;
                    at += run;
                    continue;
                }
                Class::Upper => {
                    shape.letter(true);
                    at += 1;
                    continue;
                }
                Class::Digit => {
                    at += 1;
                    continue;
                }
                Class::Punct if matches!(byte, b'\'' | b'-') => byte as char,
                Class::Wide => match self.wide_letter(at, &mut shape) {
                    Ok(next) => {
                        at = next;
                        continue;
                    }
                    Err(Some(joint)) => joint,
                    Err(None) => break,
                },
                _ => break,
            };
            let after = at + joint.len_utf8();
            let next = char_at(self.text, after);
            if is_apostrophe(joint) {
                if !shape.joined && self.elides(start, at, after, next) {
                    shape.altered |= joint != '\'';
                    return (after, shape, true);
                }
                if !next.is_some_and(char::is_alphabetic) {
                    break;
                }
            } else if !next.is_some_and(char::is_alphanumeric) {
                break;
            }
            shape.joined = true;
            shape.altered |= !matches!(joint, '\'' | '-');
            at = after;
        }
        (at, shape, false)
    }

    /// A character beyond ASCII inside a word: the offset after it, or the joint it is, or nothing of a word.
    #[inline]
    fn wide_letter(&self, at: usize, shape: &mut Shape) -> Result<usize, Option<char>> {
        // é, è, à, ê, ç and the like: nearly all of them.
        if self.bytes[at] == 0xc3 && self.bytes[at + 1] >= 0xa0 && self.bytes[at + 1] != 0xb7 {
            shape.lower += 1;
            return Ok(at + 2);
        }
        let c = char_at(self.text, at).ok_or(None)?;
        let end = at + c.len_utf8();
        if is_apostrophe(c) || is_hyphen(c) {
            return Err(Some(c));
        }
        if c.is_alphabetic() {
            shape.letter(c.is_uppercase());
            return Ok(end);
        }
        let hidden = is_invisible(c) && char_at(self.text, end).is_some_and(char::is_alphanumeric);
        if hidden || is_combining(c) {
            shape.altered = true;
            return Ok(end);
        }
        Err(None)
    }

    fn elides(&mut self, start: usize, at: usize, after: usize, next: Option<char>) -> bool {
        if at - start > LONGEST_ELISION || next.is_some_and(|c| c.is_alphabetic() && !takes_elision(c)) {
            return false;
        }
        self.lower(start, at);
        self.tables.is_elision(&self.buffer) && !self.tables.goes_on_as_compound(&self.buffer, &self.text[after..])
    }

    /// The shape of a stretch that is already cut.
    #[inline]
    pub(super) fn measure(&self, start: usize, end: usize) -> Shape {
        let mut shape = Shape::default();
        for c in self.text[start..end].chars() {
            if is_apostrophe(c) || is_hyphen(c) {
                shape.joined = true;
                shape.altered |= !c.is_ascii();
            } else if c.is_alphabetic() {
                shape.letter(c.is_uppercase());
            } else {
                shape.altered |= is_invisible(c) || is_combining(c);
            }
        }
        shape
    }

    /// The id of a form that is already in lower case.
    #[inline]
    pub(super) fn known(&self, form: &str) -> WordId {
        self.words.map_or(WordId::UNKNOWN, |words| words.get(form))
    }

    /// Fills the buffer with the looked-up form of a stretch.
    #[inline]
    pub(super) fn lower(&mut self, start: usize, end: usize) {
        self.buffer.clear();
        let text = &self.text[start..end];
        if text.is_ascii() {
            self.buffer.push_str(text);
            return self.buffer.make_ascii_lowercase();
        }
        let mut decomposed = false;
        for c in text.chars() {
            match c {
                'a'..='z' => self.buffer.push(c),
                _ if c.is_ascii() => self.buffer.push(c.to_ascii_lowercase()),
                _ if is_apostrophe(c) => self.buffer.push('\''),
                _ if is_hyphen(c) => self.buffer.push('-'),
                _ if is_invisible(c) => {}
                _ => {
                    decomposed |= is_combining(c);
                    self.buffer.extend(c.to_lowercase());
                }
            }
        }
        if decomposed {
            self.buffer = self.buffer.nfc().collect();
        }
    }

    /// The form last put into the buffer.
    pub(super) fn lowered(&self) -> &str {
        &self.buffer
    }

    /// The known form of a stretch, and whether it was found only without its accents.
    #[inline]
    pub(super) fn lookup(&mut self, start: usize, end: usize, shape: Shape) -> (WordId, bool) {
        let Some(words) = self.words else { return (WordId::UNKNOWN, false) };
        if !shape.altered {
            return match words.get(&self.text[start..end]) {
                WordId::UNKNOWN if self.unaccented => self.refold(words, start, end),
                word => (word, false),
            };
        }
        self.lower(start, end);
        if shape.upper == 1
            && shape.lower == 0
            && let Some(word) = self.bare_capital(start, end)
        {
            return (word, true);
        }
        match words.get(&self.buffer) {
            WordId::UNKNOWN if self.unaccented || self.drops_accents(start, shape) => self.refold(words, start, end),
            word => (word, false),
        }
    }

    fn refold(&mut self, words: &Vocabulary, start: usize, end: usize) -> (WordId, bool) {
        self.lower(start, end);
        let word = if self.buffer.is_ascii() {
            words.get_folded(&self.buffer)
        } else {
            fold::fold_into(&self.buffer, &mut self.folded);
            words.get_folded(&self.folded)
        };
        (word, word != WordId::UNKNOWN)
    }

    /// Upper case, or a first capital that French prints without its accent.
    #[inline]
    fn drops_accents(&self, start: usize, shape: Shape) -> bool {
        shape.case() == Case::Upper
            || matches!(self.bytes[start], b'A' | b'C' | b'E' | b'I' | b'O' | b'U')
            || shape.upper > 1 && shape.joined
    }

    /// "Etat" is "État"; "A" is "À" where it opens a sentence, unless a pronoun hangs on it.
    fn bare_capital(&self, start: usize, end: usize) -> Option<WordId> {
        let capital = self.tables.capital(&self.buffer)?;
        if !capital.opening {
            return Some(capital.word);
        }
        let opens = self.tokens.last().is_none_or(|last| {
            let gap = &self.text[last.span.end as usize..start];
            gap.contains('\n') || last.kind == TokenKind::Punct && last.span.of(self.text) != ","
        });
        (opens && self.bytes.get(end) == Some(&b' ')).then_some(capital.word)
    }

    /// Punctuation and symbols in ASCII.
    fn mark(&mut self, start: usize, kind: TokenKind) -> usize {
        let byte = self.bytes[start];
        let run = self.bytes[start..].iter().take_while(|b| **b == byte).count();
        match byte {
            b'.' | b'-' => self.push(TokenKind::Punct, start, start + run),
            b'\'' | b'<' | b'>' | b'`' if run >= 2 => self.push(TokenKind::Punct, start, start + 2),
            b'#' | b'@' => {
                let tag = self.text[start + 1..].chars().take_while(|c| c.is_alphanumeric() || *c == '_');
                let end = start + 1 + tag.map(char::len_utf8).sum::<usize>();
                self.push(TokenKind::Symbol, start, end)
            }
            _ => self.push(kind, start, start + 1),
        }
    }
}

/// True for a text long enough to hold accents that has none (less than one in 500 bytes).
fn is_unaccented(text: &str) -> bool {
    let accents = memchr::memchr_iter(0xc3, text.as_bytes()).count();
    text.len() >= 150 && accents * 500 < text.len()
}
