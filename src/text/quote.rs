//! Quotations: the stretches between quotation marks, and dialogue after a dash.

use super::document::{Document, Quotation, QuoteKind, TokenKind};
use super::french::French;
use super::mark::{Marks, Pair};
use super::word::{Morph, Pos, Vocabulary};
use std::ops::Range;

/// Most words a scare quote has; elided articles do not count.
const SCARE_WORDS: usize = 4;

/// The quotations of a document whose tokens and sentences are known, by their first token, outer before inner.
pub(super) fn quotations(
    doc: &Document,
    marks: &Marks,
    starts: &[u32],
    words: &Vocabulary,
    french: &French,
) -> Vec<Quotation> {
    let mut ranges: Vec<(Range<u32>, bool)> =
        marks.pairs.iter().filter_map(|pair| extent(doc, marks, starts, pair)).map(|range| (range, false)).collect();
    ranges.extend(dialogues(doc, french).map(|range| (range, true)));
    ranges.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    ranges.dedup();
    let mut found: Vec<Quotation> = Vec::with_capacity(ranges.len());
    let mut open: Vec<u32> = Vec::new();
    for (tokens, dialogue) in ranges {
        while open.last().is_some_and(|end| *end <= tokens.start) {
            open.pop();
        }
        let kind = match dialogue {
            true => QuoteKind::Dialogue,
            false if is_scare(doc, &tokens, words, french) => QuoteKind::Scare,
            false => QuoteKind::Direct,
        };
        let depth = open.len().min(usize::from(u8::MAX)) as u8;
        open.push(tokens.end);
        found.push(Quotation { tokens, kind, depth });
    }
    found
}

/// The tokens between two marks. A mark that is missing is replaced by the end of the sentence; at the head of a text
/// that was cut out of a page, by the beginning of the text.
fn extent(doc: &Document, marks: &Marks, starts: &[u32], pair: &Pair) -> Option<Range<u32>> {
    let range = match (pair.open, pair.close) {
        (Some(open), Some(close)) => open + 1..close,
        (Some(open), None) => {
            let end = pair.limit.unwrap_or_else(|| doc.sentences[doc.sentence_of(open)].tokens.end);
            open + 1..end.min(next_mark(marks, open).unwrap_or(u32::MAX)).max(open + 1)
        }
        (None, Some(close)) => {
            let at = marks.sides.partition_point(|(token, _)| *token < close);
            let before = at.checked_sub(1).map(|at| marks.sides[at].0);
            let first_paragraph = starts.first().is_none_or(|start| *start > close);
            let floor = before.map_or(0, |token| token + 1);
            match before {
                None if first_paragraph => 0..close,
                _ => doc.sentences[doc.sentence_of(close)].tokens.start.max(floor)..close,
            }
        }
        (None, None) => return None,
    };
    (range.start < range.end).then_some(range)
}

fn next_mark(marks: &Marks, token: u32) -> Option<u32> {
    let at = marks.sides.partition_point(|(t, _)| *t <= token);
    marks.sides.get(at).map(|(t, _)| *t)
}

/// A few words without a verb of their own, inside a sentence that says something else besides.
fn is_scare(doc: &Document, tokens: &Range<u32>, words: &Vocabulary, french: &French) -> bool {
    let inside = tokens.start as usize..tokens.end as usize;
    let counted = inside.clone().filter(|i| counts(doc, *i)).count();
    if counted > SCARE_WORDS || inside.clone().any(|i| is_finite(doc, i, words, french)) {
        return false;
    }
    let sentence = &doc.sentences[doc.sentence_of(tokens.start)];
    let outside = (sentence.tokens.start as usize..sentence.tokens.end as usize)
        .filter(|i| !inside.contains(i))
        .filter(|i| counts(doc, *i))
        .count();
    let stands_alone = tokens.start <= sentence.tokens.start + 1 && stands_before_comma(doc, tokens.end);
    outside > 0 && !stands_alone
}

fn counts(doc: &Document, index: usize) -> bool {
    let token = &doc.tokens[index];
    match token.kind {
        TokenKind::Word => !doc.token_text(index).ends_with(['\'', '’']),
        TokenKind::Number => true,
        _ => false,
    }
}

fn stands_before_comma(doc: &Document, end: u32) -> bool {
    (end as usize + 1 < doc.tokens.len()) && doc.token_text(end as usize + 1) == ","
}

/// A finite verb: a form that can be nothing else, or one behind its subject pronoun.
pub(super) fn is_finite(doc: &Document, index: usize, words: &Vocabulary, french: &French) -> bool {
    let readings = words.analyses(doc.tokens[index].word);
    if !readings.iter().any(|r| r.pos == Pos::Verb && r.morph.any(Morph::FINITE)) {
        return false;
    }
    if readings.iter().all(|r| r.pos == Pos::Verb && !r.morph.any(Morph::PASTPART)) {
        return true;
    }
    let Some(before) = index.checked_sub(1).map(|i| doc.tokens[i].word) else { return false };
    french.has(before, Pos::Clitic) && !french.has(before, Pos::Det) || french.is_subject_pronoun(before)
}

/// What follows a dash at the start of a paragraph, when somebody seems to speak: a list of items has neither question
/// nor exclamation nor a first or second person.
fn dialogues<'d>(doc: &'d Document, french: &'d French) -> impl Iterator<Item = Range<u32>> + 'd {
    doc.sentences.iter().enumerate().filter_map(move |(index, sentence)| {
        let first = sentence.tokens.start;
        let dash = matches!(doc.token_text(first as usize), "-" | "–" | "—" | "--" | "―");
        if !dash || !sentence.opens_paragraph || sentence.heading {
            return None;
        }
        let more = doc.sentences[index + 1..].iter().take_while(|s| !s.opens_paragraph);
        let end = more.last().map_or(sentence.tokens.end, |s| s.tokens.end);
        let speaks = (first + 1..end).any(|token| {
            matches!(doc.token_text(token as usize), "?" | "!")
                || french.is_speaker_pronoun(doc.tokens[token as usize].word)
        });
        speaks.then_some(first + 1..end)
    })
}
