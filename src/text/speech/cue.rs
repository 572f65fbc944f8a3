//! Reporting verbs where they report.

use super::noun_phrase::Subject;
use super::reader::Reader;
use super::words::Use;
use crate::text::document::TokenKind;
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// Most tokens between an auxiliary and its participle.
const AUXILIARY_REACH: usize = 7;

/// Most tokens between a parenthetic verb and its subject ("a dit samedi à l'agence, sans autre précision, un responsable").
const PARENTHETIC_REACH: usize = 14;

/// Most tokens between a verb and the clause that tells it from a parenthetic one ("X, maire, a dit au conseil que").
const CLAUSE_REACH: usize = 7;

/// A reporting verb with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    /// The verb (its participle in a compound tense).
    pub(super) verb: usize,
    /// The first token of the verb group, clitics included.
    pub(super) start: usize,
    /// The pronoun of an inversion ("a-t-il dit").
    pub(super) pronoun: Option<usize>,
    pub(super) uses: Use,
}

impl Reader<'_> {
    /// The reporting verb at `at`, unless the word is something else there.
    pub(super) fn cue_at(&self, at: usize) -> Option<Cue> {
        let uses = self.uses(at);
        if !uses.is_verb() {
            return None;
        }
        let verb = self.verb(at);
        let auxiliary = if verb.any(Morph::PASTPART) { self.auxiliary_of(at) } else { None };
        let head = match auxiliary {
            Some(auxiliary) => auxiliary,
            None if verb.any(Morph::FINITE) && self.reports_finite(at) => at,
            None if verb.any(Morph::PRESPART) && !self.is_determined(at) => at,
            None if verb.any(Morph::INF) && self.reports_infinitive(at) => at,
            None => return None,
        };
        let pronoun = [at + 1, at + 2, head + 1, head + 2]
            .into_iter()
            .filter(|i| *i < self.doc.tokens.len() && *i > head)
            .find(|i| self.is_suffix(*i) && (*i == at + 1 || *i == head + 1 || self.text(i - 1) == "t"));
        Some(Cue { verb: at, start: self.group_start(head), pronoun, uses })
    }

    fn is_determined(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, Pos::Det) && !self.is(at - 1, Pos::Clitic)
    }

    /// The auxiliary of an active compound tense.
    fn auxiliary_of(&self, participle: usize) -> Option<usize> {
        let floor = participle.saturating_sub(AUXILIARY_REACH);
        let mut at = participle;
        while at > floor {
            at -= 1;
            if self.is_auxiliary(at) {
                let passive = self.is_lemma(at, self.french.verbs.etre) && !self.is_reflexive(at);
                return (!passive).then_some(at);
            }
            // "a de son côté déclaré", "a, pour sa part, estimé"
            if at >= floor + 2 && self.is_own_side(at - 2) {
                at -= 2;
                continue;
            }
            // "ont en revanche confirmé"
            if let Some(start) = self.adverb_ending(at, participle) {
                at = start;
                continue;
            }
            // "a « supplié » X": the marks around the verb.
            if at + 1 == participle && self.short_quotation(at).is_some() {
                continue;
            }
            let coordinated = matches!(self.text(at), "et" | "," | "ou") || self.verb(at).any(Morph::PASTPART);
            if !self.is_light(at) && !coordinated {
                return None;
            }
            if coordinated && self.is_lemma(at, self.french.verbs.etre) {
                return None;
            }
        }
        None
    }

    /// The start of an adverb of several words that ends with the token at `last`.
    fn adverb_ending(&self, last: usize, end: usize) -> Option<usize> {
        let fits = |start: &usize| {
            let length = self.french.locution(&self.doc.tokens, *start, end).filter(|(_, pos)| *pos == Pos::Adv);
            length.is_some_and(|(length, _)| start + length == last + 1)
        };
        (last.saturating_sub(2)..last).rev().find(fits)
    }

    /// "de son côté", "pour sa part", "à son tour".
    pub(super) fn is_own_side(&self, at: usize) -> bool {
        matches!(self.text(at), "de" | "pour" | "à" | "dans")
            && at + 2 < self.doc.tokens.len()
            && matches!(self.text(at + 1), "son" | "sa" | "leur")
            && self.has_reading(at + 2, Pos::Noun)
    }

    /// "s'est dit", "se sont plaints".
    fn is_reflexive(&self, auxiliary: usize) -> bool {
        (auxiliary.saturating_sub(2)..auxiliary).any(|i| matches!(self.text(i), "s'" | "s’" | "se"))
    }

    fn reports_finite(&self, at: usize) -> bool {
        if !self.verb(at).any(Morph::P3) {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return true };
        if self.is_subject_mark(before) || before > 0 && self.is_like(before - 1) && self.is(before, Pos::Clitic) {
            return true;
        }
        let governed = self.is(before, Pos::Det) || self.is(before, Pos::Prep) || self.is_auxiliary(before);
        // "dit", "écrit", "craint" are participles too: a clause or a mark must follow the verb.
        let participle = self.verb(at).any(Morph::PASTPART);
        !governed && (!participle || self.announces(at))
    }

    /// A conjunction, a mark, a comma or an infinitive follows closely.
    fn announces(&self, at: usize) -> bool {
        let end = self.doc.tokens.len().min(at + 4);
        let inverted = at > 0 && self.doc.tokens[at - 1].kind == TokenKind::Punct;
        // "Karl Brun, dit « le Vieux »": a nickname.
        if inverted && self.short_quotation(at + 1).is_some() {
            return false;
        }
        inverted
            || (at + 1..end)
                .any(|i| matches!(self.text(i), "que" | "qu'" | "qu’" | ":") || self.is_quoted(i) || self.is_suffix(i))
            || at + 1 < end && self.verb(at + 1).any(Morph::INF)
    }

    /// "vient d'annoncer", "a tenu à souligner", "pour dénoncer", "avant d'ajouter".
    fn reports_infinitive(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        matches!(self.text(before), "de" | "d'" | "d’" | "à" | "pour") || self.is_finite(before)
    }

    /// Walks back over clitics, negation and adverbs.
    fn group_start(&self, head: usize) -> usize {
        let mut start = head;
        while start > 0 {
            let before = start - 1;
            let clitic = self.is(before, Pos::Clitic) && !self.is(before, Pos::Det);
            let bound = clitic && !self.is_suffix(before) && !self.french.is_subject_pronoun(self.word(before));
            if !(bound || matches!(self.text(before), "ne" | "n'" | "n’" | "l'" | "l’")) {
                break;
            }
            start = before;
        }
        start
    }

    /// "comme le souligne un observateur", "comme l'a révélé la radio": the subject follows. The token of "comme".
    pub(super) fn follows_like(&self, cue: &Cue) -> Option<usize> {
        let clitic = |at: usize| matches!(self.text(at), "le" | "l'" | "l’");
        let start = cue.start.checked_sub(1)?;
        let like = if clitic(start) { start.checked_sub(1)? } else { start };
        (self.is_like(like) && like + 1 < cue.verb && cue.pronoun.is_none()).then_some(like)
    }

    fn is_like(&self, at: usize) -> bool {
        matches!(self.text(at), "comme" | "Comme" | "ainsi" | "Ainsi")
    }

    /// The subject of a reporting verb that is not inverted.
    pub(super) fn cue_subject(&self, cue: &Cue) -> Option<Subject> {
        let sentence = self.sentence_start(cue.verb);
        if self.follows_like(cue).is_some() {
            return self.inverted_subject(cue.verb + 1, self.sentence_range(cue.verb).end).map(Subject::Phrase);
        }
        if let Some(holder) = self.parenthetic_subject(cue) {
            return Some(Subject::Phrase(holder));
        }
        if let Some(pronoun) = cue.pronoun {
            return Some(match self.text(pronoun) {
                "-il" | "-t-il" | "-elle" | "-t-elle" | "-ils" | "-t-ils" | "-elles" | "-t-elles" => {
                    Subject::Pronoun(pronoun)
                }
                _ => Subject::Nobody,
            });
        }
        if cue.start > sentence && self.text(cue.start - 1) == "qui" {
            return self.antecedent(cue.start - 1, sentence).map(Subject::Phrase);
        }
        if self.opens_with_participle(cue) {
            let range = self.sentence_range(cue.verb);
            let main = (cue.verb..range.end).find(|at| self.is_comma(*at) && !self.is_quoted(*at))? + 1;
            let verb = (main..range.end).find(|at| self.is_finite(*at) || self.is_auxiliary(*at));
            return self.subject(main, verb.unwrap_or(range.end));
        }
        let clause = match self.opens_subordinate(sentence, cue.start) {
            true => sentence,
            false => self.clause_start(sentence, cue.start),
        };
        let near = if clause > sentence { self.subject(clause, cue.start) } else { None };
        near.or_else(|| self.subject(sentence, cue.start))
    }

    /// The speaker of a verb set between commas ("…, a affirmé mardi le ministre, …"): somebody who can speak stands behind
    /// it, and a clause or a quotation before it.
    pub(super) fn parenthetic_subject(&self, cue: &Cue) -> Option<Range<usize>> {
        let sentence = self.sentence_range(cue.verb);
        let comma = cue.start.checked_sub(1).filter(|at| *at > sentence.start && self.is_comma(*at))?;
        let verb = self.verb(cue.verb);
        if verb.any(Morph::PRESPART) && !(cue.start..cue.verb).any(|at| self.is_auxiliary(at)) {
            return None;
        }
        let own = (cue.verb + 1..sentence.end).take_while(|at| !self.is_comma(*at)).take(CLAUSE_REACH);
        let clause_follows = own.into_iter().any(|at| matches!(self.text(at), "que" | "qu'" | "qu’"));
        if !cue.uses.any(Use::DIRECT) || cue.start == cue.verb && !verb.any(Morph::FINITE) || clause_follows {
            return None;
        }
        let holder = self.inverted_subject(cue.verb + 1, sentence.end)?;
        let speaks = self.can_speak(&holder) || self.is_document(&holder);
        let next = holder.end + 1;
        let behind =
            next < sentence.end && self.is_comma(holder.end) && (self.is_finite(next) || self.is_auxiliary(next));
        let clause = self.clause_before(comma) || behind && cue.start == cue.verb;
        (clause && speaks && holder.start <= cue.verb + PARENTHETIC_REACH).then_some(holder)
    }

    /// A verb or a quotation stands in the sentence before a comma.
    pub(super) fn clause_before(&self, comma: usize) -> bool {
        let near = self.sentence_start(comma);
        (near..comma).any(|at| self.is_finite(at) || self.is_auxiliary(at) || self.is_spoken(at))
    }

    /// "Jugeant la réponse tardive, il …": the subject comes later.
    pub(super) fn opens_with_participle(&self, cue: &Cue) -> bool {
        self.verb(cue.verb).any(Morph::PRESPART) && cue.start == cue.verb && self.opens_sentence(cue.verb)
    }

    /// "Alors que le sommet s'est ouvert, X estime": the clause that opens the sentence ends before the verb.
    fn opens_subordinate(&self, sentence: usize, verb: usize) -> bool {
        let comma = (sentence..verb).any(|at| self.is_comma(at));
        let locution = self.french.locution(&self.doc.tokens, sentence, verb);
        comma && locution.is_some_and(|(_, pos)| pos == Pos::Subord)
    }

    /// Where the clause of a verb begins: after the last conjunction or strong mark before it.
    fn clause_start(&self, sentence: usize, verb: usize) -> usize {
        let opens = |i: &usize| {
            let after_comma = *i > sentence && self.is_comma(i - 1);
            matches!(self.text(*i), ";" | ":" | "que" | "qu'" | "qu’" | "-" | "–" | "—")
                || after_comma && (self.is(*i, Pos::Coord) || self.is(*i, Pos::Subord))
        };
        (sentence..verb).rev().find(opens).map_or(sentence, |i| i + 1)
    }
}
