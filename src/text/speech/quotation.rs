//! Who is quoted: the verb, the expression or the sentence that attributes a quotation.

use super::SpeechKind;
use super::attribution::{MEMORY, Walk};
use super::cue::Cue;
use super::noun_phrase::Subject;
use super::words::Use;
use crate::text::document::{Case, Quotation, QuoteKind, TokenKind};
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// Most tokens between a closing mark and the verb that attributes the quotation.
const AFTER_REACH: usize = 9;

/// Who speaks, where known, and the word that says so.
type Attribution = (Option<Range<usize>>, Option<usize>);

impl Walk<'_> {
    /// A quotation: attributed by a verb after it or before it, or by what was said before.
    pub(super) fn quotation(&mut self, index: usize, quotation: &Quotation) {
        let tokens = quotation.tokens.start as usize..quotation.tokens.end as usize;
        let after = match self.attributed_after(&tokens) {
            // "« …, raille l'élue. …", a-t-elle dit": the pronoun has its name inside.
            Some((None, cue)) => {
                let inside = self.attributed_inside(&tokens);
                // "Le maire maintient son projet : « … », a-t-il dit".
                let subject = || self.attributed_to_subject(&tokens, index).filter(|(holder, _)| holder.is_some());
                Some(inside.or_else(subject).unwrap_or((None, cue)))
            }
            Some(after) => Some(after),
            None => None,
        };
        if quotation.kind == QuoteKind::Scare && after.is_none() {
            return;
        }
        let paragraph = self.paragraphs[index];
        let found = after
            .or_else(|| self.attributed_before(&tokens, index))
            .or_else(|| self.attributed_inside(&tokens))
            .or_else(|| self.attributed_later(&tokens))
            .or_else(|| self.attributed_to_subject(&tokens, index));
        let (holder, cue, kind) = match found {
            Some((holder, cue)) => (holder.or_else(|| self.announced(&tokens)), cue, SpeechKind::Direct),
            None if self.is_heading(&tokens) => (None, None, SpeechKind::Direct),
            None => match self.carried_over(&tokens, index, paragraph) {
                Some(holder) => (Some(holder), None, SpeechKind::FreeContinuation),
                None => (self.announced(&tokens), None, SpeechKind::Direct),
            },
        };
        if holder.is_some() {
            self.memory.quoted_paragraph = Some(paragraph);
        }
        self.speech(tokens, holder, kind, cue, index);
    }

    /// "« … », a déclaré X", "« … », a-t-il dit", "« … », selon X".
    fn attributed_after(&self, tokens: &Range<usize>) -> Option<Attribution> {
        let reader = self.reader;
        let close = tokens.end;
        if close >= reader.doc.tokens.len() {
            return None;
        }
        let index = reader.doc.sentence_of(close as u32);
        let limit = self.sentence(index).end;
        let mut at = close + 1;
        while at < limit && matches!(reader.text(at), "," | "." | "…" | "(") {
            let aside = reader.text(at) == "(";
            at = if aside { (at..limit).find(|i| reader.text(*i) == ")").unwrap_or(at) } else { at } + 1;
        }
        let from = at;
        while at < limit.min(from + AFTER_REACH) {
            if let Some(source) = reader.source_at(at, &self.sentence(index)) {
                let holder = source.holder.or_else(|| source.pronoun.and_then(|pronoun| self.resolve(pronoun, index)));
                return Some((holder, Some(at)));
            }
            if let Some(cue) = reader.cue_at(at).filter(|cue| cue.uses.any(Use::DIRECT)) {
                return (cue.start >= from).then(|| self.behind(&cue, limit, index));
            }
            if at == from
                && let Some(found) = self.any_verb_after(at, limit, index)
            {
                return Some(found);
            }
            if reader.is_own_side(at) {
                at += 3;
                continue;
            }
            let bridge = reader.is_light(at) || reader.is_auxiliary(at) || reader.is(at, Pos::Clitic);
            if !bridge {
                return None;
            }
            at += 1;
        }
        None
    }

    /// "« … », sourit Karl Brun", "« … », balaie-t-il": behind a quotation and a comma, any verb before its subject reports.
    fn any_verb_after(&self, at: usize, limit: usize, index: usize) -> Option<Attribution> {
        let reader = self.reader;
        if !reader.is_comma(at.checked_sub(1)?) || !reader.verb(at).any(Morph::P3) {
            return None;
        }
        let compound = reader.is_auxiliary(at) && reader.is_lemma(at, reader.french.verbs.avoir);
        let verb = if compound { (at + 1..limit).find(|i| !reader.is_light(*i))? } else { at };
        if compound && !reader.verb(verb).any(Morph::PASTPART) || !compound && reader.is_auxiliary(at) {
            return None;
        }
        let pronoun = [at + 1, at + 2, verb + 1].into_iter().find(|i| *i < limit && reader.is_suffix(*i));
        if let Some(pronoun) = pronoun {
            let holder = self.resolve_inverted(pronoun, verb, limit, index);
            let nobody = reader.text(pronoun).contains("on");
            return (nobody || holder.is_some()).then_some((holder, Some(verb)));
        }
        let speaker = reader.speaker_at(verb + 1, limit).filter(|_| verb + 1 < limit)?;
        let object = reader.is(verb + 1, Pos::Prep) || !reader.can_speak(&speaker);
        (!object).then_some((Some(speaker), Some(verb)))
    }

    /// "« Nous partirons, a-t-il dit, et vite. »"
    fn attributed_inside(&self, tokens: &Range<usize>) -> Option<Attribution> {
        let reader = self.reader;
        let cue = tokens.clone().find_map(|at| {
            let cue = reader.cue_at(at).filter(|cue| cue.uses.any(Use::DIRECT))?;
            let comma = cue.start > tokens.start && reader.is_comma(cue.start - 1);
            (comma && (cue.pronoun.is_some() || reader.parenthetic_subject(&cue).is_some())).then_some(cue)
        })?;
        let limit = reader.sentence_range(cue.verb).end;
        Some(self.behind(&cue, limit, reader.doc.sentence_of(cue.verb as u32)))
    }

    /// The speaker behind an inverted verb.
    fn behind(&self, cue: &Cue, limit: usize, index: usize) -> Attribution {
        let holder = match cue.pronoun {
            Some(pronoun) => self.resolve_inverted(pronoun, cue.verb, limit, index),
            None => self.inverted(cue.verb, limit, index),
        };
        (holder, Some(cue.verb))
    }

    /// The pronoun of an inversion; "lit-on dans un communiqué de X" is X's.
    fn resolve_inverted(&self, pronoun: usize, verb: usize, limit: usize, index: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        if !reader.text(pronoun).contains("on") {
            return self.resolve(pronoun, index);
        }
        let near = limit.min(verb + AFTER_REACH);
        let text = (verb + 1..near).find(|at| reader.uses(*at).any(Use::DOCUMENT))?;
        let author = reader.speaker_at(text, limit)?;
        (author.start > text).then_some(author)
    }

    /// The speaker behind a verb; "ce dernier" is the one spoken of before.
    pub(super) fn inverted(&self, verb: usize, limit: usize, index: usize) -> Option<Range<usize>> {
        let phrase = self.reader.inverted_subject(verb + 1, limit)?;
        match self.reader.reference_in(&phrase) {
            Some(last) => self.resolve(last, index),
            None => Some(phrase),
        }
    }

    /// "X a déclaré : « … »", "X affirme que « … »", or the subject of the clause that quotes.
    fn attributed_before(&self, tokens: &Range<usize>, index: usize) -> Option<Attribution> {
        let reader = self.reader;
        let sentence = self.sentence(index);
        let open = tokens.start.checked_sub(1).filter(|open| *open > sentence.start)?;
        let inside = |at: usize| reader.is_spoken(at);
        let near = reader.sentence_start(open);
        if let Some(source) = reader.source_at(near, &sentence).filter(|source| source.tokens.start <= open) {
            let holder = source.holder.or_else(|| source.pronoun.and_then(|pronoun| self.resolve(pronoun, index)));
            return Some((holder, Some(near)));
        }
        let cue = (near..open).rev().filter(|at| !inside(*at)).find_map(|at| reader.cue_at(at));
        if let Some(cue) = cue {
            let subject = self.subject_of(&cue, index);
            let finite = !reader.verb(cue.verb).any(Morph::PRESPART);
            let inverted = if subject.is_none() && finite { reader.inverted_subject(cue.verb + 1, open) } else { None };
            return Some((subject.or(inverted), Some(cue.verb)));
        }
        None
    }

    /// "Brun a « triché » et « menti », assure le ministère": a verb between commas further on in the sentence.
    fn attributed_later(&self, tokens: &Range<usize>) -> Option<Attribution> {
        let reader = self.reader;
        let sentence = reader.sentence_range(tokens.end.min(reader.doc.tokens.len()) - 1);
        (tokens.end..sentence.end)
            .filter(|at| !reader.is_spoken(*at))
            .filter_map(|at| reader.cue_at(at))
            .find_map(|cue| Some((Some(reader.parenthetic_subject(&cue)?), Some(cue.verb))))
    }

    /// No verb reports: the subject of the sentence that quotes, when it is one who can speak; "Karl Brun : « … »" too.
    fn attributed_to_subject(&self, tokens: &Range<usize>, index: usize) -> Option<Attribution> {
        let reader = self.reader;
        let sentence = self.sentence(index);
        let open = tokens.start.checked_sub(1).filter(|open| *open > sentence.start)?;
        (sentence.start..open).find(|at| reader.is_word(*at))?;
        let inside = |at: usize| reader.is_spoken(at);
        let verb =
            sentence.clone().filter(|at| !inside(*at)).find(|at| reader.is_finite(*at) || reader.is_auxiliary(*at));
        let Some(verb) = verb else {
            // "La ligue « exige sa libération »": the verb is quoted.
            let mut first = tokens.clone().take(2);
            if first.any(|at| reader.uses(at).is_verb() && reader.is_finite(at)) && reader.text(open - 1) != ":" {
                return self.speaking_subject(sentence.start, open, index);
            }
            let named = self.named_speaker(sentence.start, open)?;
            return Some((Some(named), None));
        };
        self.speaking_subject(sentence.start, verb, index)
    }

    /// The subject before a verb, when it is one who can speak.
    fn speaking_subject(&self, start: usize, verb: usize, index: usize) -> Option<Attribution> {
        match self.reader.subject(start, verb)? {
            Subject::Phrase(phrase) if self.reader.can_speak(&phrase) => Some((Some(phrase), None)),
            Subject::Pronoun(pronoun) => Some((self.resolve(pronoun, index), None)),
            _ => None,
        }
    }

    /// "Karl Brun : « … »", "Karl Brun, maire de Brest : « … »": two names at least, for one may be a place or a topic.
    fn named_speaker(&self, start: usize, open: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        if open == start || reader.text(open - 1) != ":" {
            return None;
        }
        let name = reader.speaker_at(start, open)?;
        let names = name.clone().filter(|at| reader.is_name(*at)).count();
        let person = names >= 2 && reader.can_speak(&name) && name.start == start;
        (person && matches!(reader.text(name.end), ":" | ",")).then_some(name)
    }

    /// The speaker of the last quotation of the paragraph.
    fn carried_over(&self, tokens: &Range<usize>, index: usize, paragraph: usize) -> Option<Range<usize>> {
        let same = self.memory.quoted_paragraph == Some(paragraph);
        let (speaker, sentence) = self.memory.speaker.clone()?;
        let near = index - sentence <= MEMORY && self.paragraphs[sentence] == paragraph;
        let before = speaker.start < tokens.start;
        (before && near && (same || index - sentence <= 1)).then_some(speaker)
    }

    /// The subject of the next sentence, when that sentence reports too: "« … » Le ministre ajoute que …".
    fn announced(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let reader = self.reader;
        let last = tokens.end.min(reader.doc.tokens.len() - 1);
        let next = reader.doc.sentence_of(last as u32) + 1;
        let same = self.paragraphs.get(next)? == self.paragraphs.get(next - 1)?;
        let sentence = self.sentence(next);
        let begins = reader.doc.tokens[sentence.start].kind == TokenKind::Word
            && reader.doc.tokens[sentence.start].case != Case::Lower;
        let cue = sentence.clone().find_map(|at| reader.cue_at(at))?;
        match reader.cue_subject(&cue)? {
            Subject::Phrase(phrase) if same && begins => Some(phrase),
            _ => None,
        }
    }
}
