//! Quotation marks: which ones open, which ones close, and which belong together.
//!
//! Real pages close with the opening sign ("« échec« "), use straight marks that have no direction, and lose marks.
//! So the sign is only a hint; the blanks around it and what is already open decide.

use super::document::{Token, TokenKind};

/// Signs that pair with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Guillemet,
    Double,
    Single,
}

/// What a sign looks like before its surroundings are considered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Opening,
    Closing,
    Either,
    /// A straight single mark, which is nearly always an apostrophe.
    Apostrophe,
}

/// The direction of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
}

/// Two marks that belong together; one of them may be missing in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) open: Option<u32>,
    pub(super) close: Option<u32>,
    /// For an unclosed pair, the mark of the outer pair that ends it anyway.
    pub(super) limit: Option<u32>,
}

/// All quotation marks of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    /// By token, in order.
    pub(super) sides: Vec<(u32, Side)>,
    pub(super) pairs: Vec<Pair>,
}

impl Marks {
    /// Room for the marks of a text of so many tokens: one mark in twenty words or fewer, as a rule.
    fn with_room(tokens: usize) -> Self {
        Self { sides: Vec::with_capacity(tokens / 16), pairs: Vec::with_capacity(tokens / 32) }
    }

    /// The direction of a token that is a quotation mark.
    pub(super) fn side(&self, token: u32) -> Option<Side> {
        self.sides.binary_search_by_key(&token, |(t, _)| *t).ok().map(|at| self.sides[at].1)
    }
}

/// Paragraphs a quotation may run through without being reopened.
const MOST_PARAGRAPHS: u32 = 2;

/// Deepest nesting that is followed.
const DEEPEST: usize = 8;

struct Opened {
    family: Family,
    token: u32,
    paragraph: u32,
}

struct Pairing<'a> {
    text: &'a str,
    tokens: &'a [Token],
    stack: Vec<Opened>,
    /// Marks that their paragraph did not close; the next paragraphs still may.
    left_open: Vec<Opened>,
    marks: Marks,
}

/// Finds all quotation marks and pairs them.
pub(super) fn marks(text: &str, tokens: &[Token], paragraph_starts: &[u32]) -> Marks {
    let mut pairing =
        Pairing { text, tokens, stack: Vec::new(), left_open: Vec::new(), marks: Marks::with_room(tokens.len()) };
    let mut starts = paragraph_starts.iter().copied().peekable();
    let (mut paragraph, mut first) = (0, 0);
    for (index, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Punct {
            continue;
        }
        let Some((family, sign)) = sign_of(token.span.of(text)) else { continue };
        let index = index as u32;
        while let Some(start) = starts.next_if(|start| *start <= index) {
            paragraph += 1;
            first = start;
        }
        let at_start = index == first && paragraph > 0;
        pairing.leave_paragraphs(paragraph, at_start, family);
        pairing.mark(index, family, sign, paragraph, at_start);
    }
    pairing.finish()
}

impl Pairing<'_> {
    /// Sets aside what earlier paragraphs left open, unless this mark reopens it at the start of the paragraph.
    fn leave_paragraphs(&mut self, paragraph: u32, at_start: bool, family: Family) {
        if self.stack.last().is_none_or(|opened| opened.paragraph == paragraph) {
            return;
        }
        let reopened =
            at_start && self.stack.last().is_some_and(|o| o.family == family && o.paragraph + 1 == paragraph);
        if !reopened {
            let mut left: Vec<Opened> = self.stack.drain(..).collect();
            self.left_open.append(&mut left);
        }
    }

    fn mark(&mut self, index: u32, family: Family, sign: Sign, paragraph: u32, at_start: bool) {
        if at_start && let Some(top) = self.stack.last_mut() {
            // Reopened: the mark only says that the quotation goes on.
            top.paragraph = paragraph;
            self.marks.sides.push((index, Side::Open));
            return;
        }
        match self.side(index, family, sign) {
            Some(Side::Open) => {
                self.marks.sides.push((index, Side::Open));
                if self.stack.len() == DEEPEST {
                    let lost = self.stack.remove(0);
                    self.left_open.push(lost);
                }
                self.stack.push(Opened { family, token: index, paragraph });
            }
            Some(Side::Close) => self.close(index, family, paragraph),
            None => {}
        }
    }

    fn is_open(&self, family: Family) -> bool {
        self.stack.iter().any(|opened| opened.family == family)
    }

    /// Decides the direction from the sign, the blanks around it and what is open.
    fn side(&self, index: u32, family: Family, sign: Sign) -> Option<Side> {
        let open = self.is_open(family);
        let (before, after) = (self.loose_before(index), self.loose_after(index));
        match sign {
            Sign::Opening if open && !before && after => Some(Side::Close),
            Sign::Opening => Some(Side::Open),
            Sign::Closing if family == Family::Single && !open => None,
            Sign::Closing if !open && before && !after => Some(Side::Open),
            Sign::Closing => Some(Side::Close),
            Sign::Either if before && !after => Some(Side::Open),
            Sign::Either if !before && after => Some(Side::Close),
            Sign::Either if open => Some(Side::Close),
            Sign::Either => Some(Side::Open),
            Sign::Apostrophe if before && !after => Some(Side::Open),
            Sign::Apostrophe if open && !before && after => Some(Side::Close),
            Sign::Apostrophe => None,
        }
    }

    /// A blank, an opening bracket, a colon or an elided word stands before the mark.
    fn loose_before(&self, index: u32) -> bool {
        let Some(previous) = (index as usize).checked_sub(1).map(|i| self.tokens[i]) else { return true };
        let text = previous.span.of(self.text);
        if matches!(text, "(" | "[" | ":") || previous.kind == TokenKind::Word && text.ends_with(['\'', '’']) {
            return true;
        }
        previous.span.end < self.tokens[index as usize].span.start
    }

    /// A blank or closing punctuation stands after the mark.
    fn loose_after(&self, index: u32) -> bool {
        let Some(next) = self.tokens.get(index as usize + 1) else { return true };
        if self.tokens[index as usize].span.end < next.span.start {
            return true;
        }
        matches!(next.span.of(self.text), "," | "." | ";" | ":" | ")" | "]" | "!" | "?")
    }

    fn close(&mut self, index: u32, family: Family, paragraph: u32) {
        let open = self.stack.iter().rposition(|opened| opened.family == family);
        if open.is_none() && self.dangles(index) {
            return;
        }
        let opened = match open {
            Some(at) => {
                for inner in self.stack.drain(at + 1..) {
                    if inner.family != Family::Single {
                        self.marks.pairs.push(Pair { open: Some(inner.token), close: None, limit: Some(index) });
                    }
                }
                self.stack.pop()
            }
            None if family == Family::Single => return,
            None => self.adopt(family, paragraph),
        };
        self.marks.sides.push((index, Side::Close));
        self.marks.pairs.push(Pair { open: opened.map(|o| o.token), close: Some(index), limit: None });
    }

    /// A last straight mark behind the last full stop: the head of a quotation that was cut off.
    fn dangles(&self, index: u32) -> bool {
        let index = index as usize;
        let last = index + 1 == self.tokens.len();
        last && index > 0
            && self.tokens[index].span.of(self.text) == "\""
            && matches!(self.tokens[index - 1].span.of(self.text), "." | "!" | "?" | "…" | "...")
    }

    /// The mark that an earlier paragraph left open and this closing mark may belong to.
    fn adopt(&mut self, family: Family, paragraph: u32) -> Option<Opened> {
        let last = self.left_open.last()?;
        let near = last.family == family && paragraph - last.paragraph <= MOST_PARAGRAPHS;
        let untouched = self.marks.sides.last().is_some_and(|(token, _)| *token == last.token);
        if near && untouched { self.left_open.pop() } else { None }
    }

    fn finish(mut self) -> Marks {
        for opened in self.left_open.into_iter().chain(self.stack) {
            if opened.family != Family::Single {
                self.marks.pairs.push(Pair { open: Some(opened.token), close: None, limit: None });
            }
        }
        self.marks
    }
}

fn sign_of(text: &str) -> Option<(Family, Sign)> {
    Some(match text {
        "«" | "<<" => (Family::Guillemet, Sign::Opening),
        "»" | ">>" => (Family::Guillemet, Sign::Closing),
        "“" | "„" | "‟" => (Family::Double, Sign::Opening),
        "”" => (Family::Double, Sign::Closing),
        "\"" | "″" | "''" | "``" => (Family::Double, Sign::Either),
        "‹" | "‘" | "‚" | "‛" => (Family::Single, Sign::Opening),
        "›" | "’" => (Family::Single, Sign::Closing),
        "'" => (Family::Single, Sign::Apostrophe),
        _ => return None,
    })
}
