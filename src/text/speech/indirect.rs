//! Indirect speech and the family of "selon": what a sentence reports without quotation marks.

use super::cue::Cue;
use super::reader::Reader;
use super::words::Use;
use crate::text::document::TokenKind;
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// Most tokens between a reporting verb and its "que".
const CLAUSE_REACH: usize = 14;

/// Most tokens between an initial source and the comma that ends its group.
const SOURCE_REACH: usize = 25;

/// Most tokens between a reporting verb and its infinitive.
const INFINITIVE_REACH: usize = 9;

/// Reported words with what reports them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) tokens: Range<usize>,
    pub(super) cue: usize,
}

/// "selon X": the expression, the speaker, the reported words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) tokens: Range<usize>,
    pub(super) cue: usize,
    /// `None` for a pronoun, whose place is `pronoun`.
    pub(super) holder: Option<Range<usize>>,
    pub(super) pronoun: Option<usize>,
}

impl Reader<'_> {
    /// The words that a reporting verb governs: a clause in "que", an infinitive, or an object with quoted words.
    pub(super) fn governed(&self, cue: &Cue, end: usize) -> Option<Report> {
        let after = cue.verb + 1;
        let clause = cue.uses.any(Use::CLAUSE).then(|| self.clause_after(after, end)).flatten();
        let clause =
            clause.or_else(|| cue.uses.any(Use::INFINITIVE).then(|| self.infinitive_after(after, end)).flatten());
        let asked = match clause {
            None if cue.uses.any(Use::APPEAL) => self.asked_after(after, end),
            _ => None,
        };
        let tokens = match clause.or(asked) {
            Some(start) if asked.is_some() => start..self.asked_end(start, end),
            Some(start) if self.opens_with_participle(cue) => start..self.object_end(start, end),
            Some(start) => start..self.report_end(start, end),
            None if cue.uses.any(Use::OBJECT) => {
                let start = self.quoted_object(after, end)?;
                start..self.object_end(start, end)
            }
            None => return None,
        };
        (tokens.start < tokens.end).then_some(Report { tokens, cue: cue.verb })
    }

    /// What a parenthetic verb reports: its sentence up to the comma before the verb ("…, a affirmé le ministre").
    /// All of it where the clause only comes behind ("Moscou, estime Karl Brun, a eu tort").
    pub(super) fn before_parenthesis(&self, cue: &Cue) -> Range<usize> {
        let sentence = self.sentence_range(cue.verb);
        let start = sentence.start;
        if !self.clause_before(cue.start - 1) {
            return start..self.report_end(cue.verb + 1, sentence.end);
        }
        let end = cue.start.saturating_sub(1);
        let strong = |at: &usize| matches!(self.text(*at), ";" | ":") && !self.is_quoted(*at);
        (start..end).rev().find(strong).map_or(start, |at| at + 1)..end
    }

    /// An object with quoted words ends with its clause: at the first comma outside the marks.
    fn object_end(&self, start: usize, end: usize) -> usize {
        let stops = |at: &usize| !self.is_quoted(*at) && matches!(self.text(*at), "," | ";" | "." | ":");
        (start..end).find(stops).unwrap_or(end)
    }

    /// The token after "que", when it belongs to the verb: no other verb, mark or relative stands between.
    fn clause_after(&self, from: usize, end: usize) -> Option<usize> {
        let mut commas = 0;
        for at in from..end.min(from + CLAUSE_REACH) {
            // "alors que", "parce que" belong to the sentence, not to the verb.
            if self.french.locution(&self.doc.tokens, at, end).is_some_and(|(_, pos)| pos == Pos::Subord) {
                return None;
            }
            if matches!(self.text(at), "que" | "qu'" | "qu’") {
                // "a dit ce qu'il pensait" reports nothing; "tient à ce que X parte" does.
                let relative = self.text(at - 1) == "ce" && !matches!(self.text(at - 2), "à" | "de");
                return (!relative).then_some(at + 1);
            }
            match self.doc.tokens[at].kind {
                TokenKind::Punct if self.is_comma(at) => commas += 1,
                TokenKind::Punct if matches!(self.text(at), "." | ";" | ":" | "!" | "?") => return None,
                _ => {}
            }
            let other_verb = self.is_finite(at) && !self.is_auxiliary(at) && !self.is_light(at);
            if commas > 2 || self.is(at, Pos::Rel) && !self.is(at, Pos::Subord) || other_verb {
                return None;
            }
        }
        None
    }

    /// "dit vouloir", "assure ne pas avoir", "a confié avoir voté".
    fn infinitive_after(&self, from: usize, end: usize) -> Option<usize> {
        let mut at = from;
        while at < end.min(from + INFINITIVE_REACH) {
            if self.verb(at).any(Morph::INF) && !self.is(at - 1, Pos::Det) {
                return Some(at);
            }
            if let Some(after) = self.addressee(at, end) {
                at = after;
                continue;
            }
            let light = self.is_light(at) || self.is(at, Pos::Clitic) && !self.is(at, Pos::Det);
            if !light && self.doc.tokens[at].kind == TokenKind::Word && !self.is_date(at) {
                return None;
            }
            at += 1;
        }
        None
    }

    /// "exhorte X à ne pas céder", "supplie X, lundi, de partir": what is asked; with the one who is asked, when the verb itself
    /// is quoted ("a « supplié » X de partir"), because then the whole is in the speaker's words.
    fn asked_after(&self, from: usize, end: usize) -> Option<usize> {
        let quoted = from < end && self.is_quoted(from - 1);
        let from = from + usize::from(quoted);
        let mut commas = 0;
        for at in from..end.min(from + CLAUSE_REACH) {
            commas += usize::from(self.is_comma(at));
            if commas > 2 || matches!(self.text(at), "." | ";" | ":" | "!" | "?") || self.is_finite(at) {
                return None;
            }
            let light = |i: &usize| *i < end && (self.is(*i, Pos::Clitic) || self.is(*i, Pos::Neg));
            let verb = (at + 1..).find(|i| !light(i)).filter(|i| *i < end);
            let marked = matches!(self.text(at), "de" | "d'" | "d’" | "à");
            if marked && verb.is_some_and(|i| self.verb(i).any(Morph::INF)) {
                return Some(if quoted { from } else { at + 1 });
            }
        }
        None
    }

    /// What is asked ends with its clause; where the one who is asked belongs to it, commas around a date do not count.
    fn asked_end(&self, start: usize, end: usize) -> usize {
        let infinitive = (start..end).find(|at| self.verb(*at).any(Morph::INF)).unwrap_or(start);
        self.object_end(infinitive, end)
    }

    /// "à l'agence", "au journal", "dans un communiqué": to whom or where it was said.
    fn addressee(&self, at: usize, end: usize) -> Option<usize> {
        let preposition = matches!(self.text(at), "à" | "au" | "aux" | "dans" | "sur");
        let determined = at + 1 < end && (self.is(at + 1, Pos::Det) || self.is_name(at + 1) || self.text(at) == "au");
        if !(preposition && determined) {
            return None;
        }
        self.speaker_at(at + 1, end).map(|phrase| phrase.end.max(at + 2))
    }

    /// An object in which words are quoted: the report begins at the first mark and runs to the end of the clause.
    fn quoted_object(&self, from: usize, end: usize) -> Option<usize> {
        for at in from..end {
            if self.is_comma(at) || matches!(self.text(at), "." | ";" | ":") || self.is_finite(at) {
                return None;
            }
            let first = at as u32 + 1;
            let index = self.doc.quotations.partition_point(|q| q.tokens.start < first);
            if self.doc.quotations.get(index).is_some_and(|q| q.tokens.start == first) {
                return Some(at + 1);
            }
        }
        None
    }

    /// The end of reported words: the sentence, or a turn that gives the outlet the floor again.
    fn report_end(&self, start: usize, end: usize) -> usize {
        let mut at = start;
        while at < end {
            let text = self.text(at);
            if matches!(text, ";" | "." | "!" | "?" | "…" | "...") && !self.is_quoted(at) {
                return at;
            }
            let comma = self.is_comma(at) && !self.is_quoted(at);
            if comma && at + 1 < end && self.turns_away(at + 1, start, end) {
                return at;
            }
            at += 1;
        }
        end
    }

    /// True when what follows a comma is no longer reported: an opposition, another attribution, a participle that
    /// belongs to the speaker, or a gloss after a closed quotation.
    fn turns_away(&self, at: usize, start: usize, end: usize) -> bool {
        let after_quotation = at >= start + 3 && !self.is_quoted(at - 2) && self.is_quoted(at - 3);
        if after_quotation && !matches!(self.text(at), "et" | "que" | "qu'" | "qu’" | "ou" | "ni") {
            return true;
        }
        if self.french.locution(&self.doc.tokens, at, end).is_some_and(|(length, pos)| {
            pos == Pos::Subord && matches!(self.text(at), "alors" | "tandis") && length > 1
        }) {
            return true;
        }
        if self.text(at) == "comme" && matches!(self.text(at + 1), "le" | "l'" | "l’") {
            return true;
        }
        if self.text(at) == "mais" && !self.text(at + 1).starts_with("qu") {
            return true;
        }
        let speaks = |i: usize| i < end && self.cue_at(i).is_some_and(|cue| cue.start <= at + 2);
        (at..(at + 4).min(end)).any(speaks) && self.begins_attribution(at)
    }

    fn begins_attribution(&self, at: usize) -> bool {
        self.verb(at) != Morph::NONE || self.is(at, Pos::Clitic)
    }

    /// The source named by an expression like "selon" at `at`.
    pub(super) fn source_at(&self, at: usize, sentence: &Range<usize>) -> Option<Source> {
        let tokens = &self.doc.tokens;
        let (length, initial_only) = self.french.speech().according().longest_at(tokens, at, sentence.end)?;
        let initial = self.opens_clause(at, sentence.start);
        if *initial_only && !initial {
            return None;
        }
        let mut first = at + length;
        // "de source diplomatique": the noun is part of the expression.
        if length > 1 && first < sentence.end && self.uses(first - 1).any(Use::SPEAKER) {
            first -= 1;
        }
        if first >= sentence.end || self.is(first, Pos::Rel) || self.is(first, Pos::Subord) && !self.is_name(first) {
            return None;
        }
        let pronoun = matches!(self.text(first), "lui" | "elle" | "eux" | "elles").then_some(first);
        let pronoun = pronoun.or_else(|| self.reference_in(&(first..(first + 2).min(sentence.end))));
        let holder = if pronoun.is_some() { None } else { self.speaker_at(first, sentence.end) };
        let figures = holder.clone().is_some_and(|mut phrase| phrase.any(|i| self.uses(i).any(Use::FIGURES)));
        if figures
            || self.uses(first).any(Use::FIGURES)
            || first + 1 < sentence.end && self.uses(first + 1).any(Use::FIGURES)
        {
            return None;
        }
        let last = pronoun.map(|p| p + 1).or_else(|| holder.as_ref().map(|h| h.end))?;
        if *initial_only && !self.is_speaker(first..last) {
            return None;
        }
        let reported = match initial {
            true => self.after_source(last, sentence.end),
            false if self.is_set_off(at, last, sentence) => self.around_source(at, last, sentence),
            false => self.before_source(at, sentence.start),
        };
        (reported.start < reported.end).then_some(Source { tokens: reported, cue: at, holder, pronoun })
    }

    /// "Pour Moscou, …" names a speaker; "Pour l'instant, …" none, and "Pour le Mali, …" rather one who is concerned.
    fn is_speaker(&self, phrase: Range<usize>) -> bool {
        let named = self.is_name(phrase.start) && !self.is(phrase.start - 1, Pos::Det);
        let verb = self.verb(phrase.start).any(Morph::INF) && !named;
        let head = self.head_of(&phrase);
        let speaks = named || self.can_speak(&phrase) && (!self.is_name(head) || self.uses(head).any(Use::SPEAKER));
        (speaks && !verb) && self.doc.tokens.get(phrase.end).is_some_and(|token| token.span.of(self.doc.text) == ",")
    }

    /// What "comme le souligne X" at `like` reports: what follows its comma at the head of a sentence, else what stands before it.
    pub(super) fn told_like(&self, like: usize, last: usize, sentence: &Range<usize>) -> Range<usize> {
        match self.opens_clause(like, sentence.start) {
            true => self.after_source(last, sentence.end),
            false => self.before_source(like, sentence.start),
        }
    }

    fn opens_clause(&self, at: usize, sentence: usize) -> bool {
        let joined = at > sentence && matches!(self.text(at - 1), "que" | "qu'" | "qu’" | "et" | "mais" | "car" | "or");
        joined
            || (sentence..at)
                .all(|i| self.doc.tokens[i].kind == TokenKind::Punct || self.is(i, Pos::Coord) || self.is(i, Pos::Adv))
    }

    /// What an initial "selon X, …" reports: the rest of the sentence after the comma that ends the group.
    fn after_source(&self, from: usize, end: usize) -> Range<usize> {
        let comma = (from..end.min(from + SOURCE_REACH)).find(|i| self.is_comma(*i)).map_or(from, |comma| comma + 1);
        let strong = |at: &usize| matches!(self.text(*at), ";" | "." | "!" | "?") && !self.is_quoted(*at);
        comma..(comma..end).find(strong).unwrap_or(end)
    }

    /// "La Russie a, selon Paris, violé l'accord": between commas, inside the clause it belongs to.
    fn is_set_off(&self, at: usize, last: usize, sentence: &Range<usize>) -> bool {
        at > sentence.start && self.is_comma(at - 1) && last + 1 < sentence.end && self.is_comma(last)
    }

    fn around_source(&self, at: usize, last: usize, sentence: &Range<usize>) -> Range<usize> {
        let strong = |i: &usize| matches!(self.text(*i), ";" | ":") && !self.is_quoted(*i);
        let start = (sentence.start..at).rev().find(strong).map_or(sentence.start, |i| i + 1);
        start..self.report_end(last + 1, sentence.end)
    }

    /// What a final "…, selon X" reports: its own stretch of the sentence between commas.
    fn before_source(&self, at: usize, start: usize) -> Range<usize> {
        let end = if at > start && self.is_comma(at - 1) { at - 1 } else { at };
        // "…, a-t-on appris de source policière": what stands before the verb.
        let asked =
            (start.max(end.saturating_sub(4))..end).find(|i| self.is_suffix(*i) && self.text(*i).ends_with("on"));
        if let Some(comma) = asked.and_then(|on| (start..on).rev().find(|i| self.is_comma(*i))) {
            return start..comma;
        }
        let open = (start..end)
            .rev()
            .find(|i| (self.is_comma(*i) || matches!(self.text(*i), ";" | ":")) && !self.is_quoted(*i));
        open.map_or(start, |i| i + 1)..end
    }
}
