//! "il", "elle", "ils", "elles" as subjects, resolved to the subject of the clause or sentence before.
//!
//! Only when that subject is an actor, agrees, and has no rival: no other actor, no person unknown to the gazetteer and
//! no noun of the same gender and number, unless the verb wants somebody who acts ("il accuse").

use super::actor::Agreement;
use super::find::Hit;
use super::gazetteer::Gazetteer;
use super::mention::Found;
use super::reader::Reader;
use crate::text::{Morph, Pos, TokenKind};
use std::ops::Range;

/// Longest noun phrase before a name that still makes one subject with it ("le ministre malien des …, Abdoulaye Diop").
const LONGEST_TITLE: usize = 12;

/// Longest apposition after a subject.
const LONGEST_APPOSITION: usize = 18;

/// Adds the pronouns at these places to the mentions, where they stand for one.
pub(super) fn resolve(
    gazetteer: &Gazetteer,
    reader: &Reader<'_>,
    mut hits: Vec<Hit>,
    masked: &[Range<usize>],
    places: &[usize],
) -> Vec<Hit> {
    let pronouns = &gazetteer.grammar.small.pronouns;
    // A pronoun stands for somebody who was named before it.
    let first = hits.first().map_or(reader.len(), |hit| hit.tokens.end);
    for &at in places.iter().filter(|at| **at >= first) {
        let word = reader.word(at);
        if let Some((_, agreement)) = pronouns.iter().find(|(pronoun, _)| *pronoun == word) {
            let resolver = Pronoun { gazetteer, reader, hits: &hits, masked, at, agreement: *agreement };
            if let Some(hit) = resolver.resolve() {
                let place = hits.partition_point(|other| other.tokens.start < at);
                hits.insert(place, hit);
            }
        }
    }
    hits
}

struct Pronoun<'a> {
    gazetteer: &'a Gazetteer,
    reader: &'a Reader<'a>,
    hits: &'a [Hit],
    masked: &'a [Range<usize>],
    at: usize,
    agreement: Agreement,
}

impl Pronoun<'_> {
    fn resolve(&self) -> Option<Hit> {
        if !self.is_subject() || self.is_impersonal() {
            return None;
        }
        let start = self.reader.sentence_start(self.at);
        let here = start..self.at;
        let subject = match self.subject(&here) {
            Some(subject) => subject,
            None if self.follows_opening(start) => {
                let before = self.reader.sentence(self.at).checked_sub(1)?;
                let tokens = &self.reader.doc.sentences[before].tokens;
                self.subject(&(tokens.start as usize..tokens.end as usize))?
            }
            None => return None,
        };
        if subject.agreement != Some(self.agreement) || self.has_rival(subject) {
            return None;
        }
        Some(Hit {
            actor: subject.actor,
            tokens: self.at..self.at + 1,
            found: Found::Pronoun,
            agreement: Some(self.agreement),
        })
    }

    /// Before a verb, and not after a preposition ("avec elle").
    fn is_subject(&self) -> bool {
        let (reader, at) = (self.reader, self.at);
        if at > 0 && reader.has(at - 1, Pos::Prep) || reader.text(at).starts_with('-') {
            return false;
        }
        self.is_verbal(at + 1)
    }

    /// A verb, or what stands before one: a clitic, "ne". An unknown word in lower case may be a verb.
    fn is_verbal(&self, at: usize) -> bool {
        let reader = self.reader;
        if reader.has(at, Pos::Neg) || reader.has(at, Pos::Clitic) || reader.has_morph(at, Pos::Verb, Morph::FINITE) {
            return true;
        }
        reader.kind(at) == TokenKind::Word && !reader.is_name_part(at) && !reader.is_common(at)
    }

    fn is_impersonal(&self) -> bool {
        let end = self.reader.sentence_end(self.at);
        let impersonal = |from: usize| {
            let spelled = |offset: usize| (from + offset < end).then(|| self.reader.word(from + offset));
            self.gazetteer.grammar.impersonal.longest(spelled).is_some()
        };
        let mut from = self.at + 1;
        while from < end {
            if impersonal(from) {
                return true;
            }
            if !(self.reader.has(from, Pos::Neg) || self.reader.has(from, Pos::Clitic)) {
                return false;
            }
            from += 1;
        }
        false
    }

    /// True when at most an opening ("Mais", "Depuis 2020,") stands between the head of the sentence and the pronoun.
    fn follows_opening(&self, start: usize) -> bool {
        !(start..self.at).any(|i| self.reader.has_morph(i, Pos::Verb, Morph::FINITE) || self.is_stranger(i))
    }

    /// The actor that is the last subject in a stretch of tokens.
    fn subject(&self, tokens: &Range<usize>) -> Option<&Hit> {
        let inside = self.hits.iter().filter(|hit| tokens.start <= hit.tokens.start && hit.tokens.end <= tokens.end);
        inside.rev().find(|hit| self.is_subject_phrase(hit, tokens))
    }

    fn is_subject_phrase(&self, hit: &Hit, tokens: &Range<usize>) -> bool {
        if hit.found == Found::Pronoun {
            return true;
        }
        let Some(left) = self.left_edge(hit.tokens.start, tokens.start) else { return false };
        let opens = left == tokens.start || self.is_boundary(left - 1);
        let apposed = left < hit.tokens.start && self.reader.text(hit.tokens.start - 1) == ",";
        let next = hit.tokens.end;
        let next = match self.reader.text(next) {
            "," if apposed => next + 1,
            _ => self.after_apposition(next, tokens.end),
        };
        opens && self.is_verbal(next)
    }

    /// The first token of the noun phrase that a name closes; none when a preposition governs the name.
    fn left_edge(&self, at: usize, start: usize) -> Option<usize> {
        let reader = self.reader;
        if at == start || self.is_boundary(at - 1) && !self.closes_title(at, start) {
            return Some(at);
        }
        if self.is_article(at - 1) {
            return (!self.is_contracted(at - 1) && !self.is_inner_article(at - 1, start)).then_some(at - 1);
        }
        if reader.has(at - 1, Pos::Prep) {
            return None;
        }
        self.title_edge(at, start)
    }

    /// The article that opens "le ministre malien des Affaires étrangères, " before a name, or the title before it.
    fn title_edge(&self, at: usize, start: usize) -> Option<usize> {
        let reader = self.reader;
        for index in (start.max(at.saturating_sub(LONGEST_TITLE))..at).rev() {
            if self.is_article(index) && !self.is_contracted(index) && !self.is_inner_article(index, start) {
                return Some(index);
            }
            let comma = reader.text(index) == "," && index + 1 == at;
            let verb = reader.has_morph(index, Pos::Verb, Morph::FINITE) && !reader.has(index, Pos::Noun);
            if verb || !comma && reader.kind(index) != TokenKind::Word {
                break;
            }
        }
        self.gazetteer.grammar.titles.contains_key(&reader.word(at - 1)).then(|| at - 1)
    }

    fn is_article(&self, at: usize) -> bool {
        self.gazetteer.grammar.small.definite.contains(&self.reader.word(at))
    }

    /// ", Abdoulaye Diop" after an office without a name.
    fn closes_title(&self, at: usize, start: usize) -> bool {
        let grammar = &self.gazetteer.grammar;
        self.reader.text(at - 1) == ","
            && (start..at).rev().take(LONGEST_TITLE).any(|i| grammar.offices.opens(self.reader.word(i)))
    }

    /// "du", "au": an article that hides a preposition.
    fn is_contracted(&self, at: usize) -> bool {
        self.reader.has(at, Pos::Prep)
    }

    /// "de la", "à l'": an article inside a noun phrase.
    fn is_inner_article(&self, at: usize, start: usize) -> bool {
        at > start && self.reader.has(at - 1, Pos::Prep)
    }

    /// Where a clause or its subject may begin.
    fn is_boundary(&self, at: usize) -> bool {
        let reader = self.reader;
        if reader.kind(at) == TokenKind::Punct {
            return !matches!(reader.text(at), "-" | "(" | ")" | "’" | "'");
        }
        reader.has(at, Pos::Subord) && !reader.has(at, Pos::Prep)
            || reader.has(at, Pos::Coord) && at > 0 && reader.text(at - 1) == ","
    }

    /// The token after an apposition between commas or brackets.
    fn after_apposition(&self, at: usize, end: usize) -> usize {
        let close = match self.reader.text(at) {
            "," => ",",
            "(" => ")",
            _ => return at,
        };
        let stop = end.min(at + LONGEST_APPOSITION);
        (at + 1..stop).find(|i| self.reader.text(*i) == close).map_or(at, |i| i + 1)
    }

    fn has_rival(&self, subject: &Hit) -> bool {
        if self.quotation(subject.tokens.start) != self.quotation(self.at) {
            return true;
        }
        let start = self.reader.sentence_start(subject.tokens.start);
        let rival_actor = self.hits.iter().any(|hit| {
            (start..self.at).contains(&hit.tokens.start)
                && hit.actor != subject.actor
                && hit.agreement == Some(self.agreement)
        });
        let after = subject.tokens.end..self.at;
        let between = |test: &dyn Fn(usize) -> bool| after.clone().any(test);
        rival_actor || between(&|i| self.is_stranger(i)) || between(&|i| self.is_rival_noun(i)) && !self.acts()
    }

    fn quotation(&self, at: usize) -> Option<u32> {
        self.reader.doc.quotation_at(at as u32).map(|quotation| quotation.tokens.start)
    }

    /// A capitalised word that belongs to no name we know: somebody else may be meant.
    fn is_stranger(&self, at: usize) -> bool {
        let known = |range: &Range<usize>| range.contains(&at);
        self.reader.is_name_part(at)
            && !self.reader.opens_sentence(at)
            && !self.hits.iter().any(|hit| known(&hit.tokens))
            && !self.masked.iter().any(known)
            && !self.reader.is_common(at)
    }

    /// A noun phrase of the same gender and number, as its determiner tells, that no preposition governs.
    fn is_rival_noun(&self, at: usize) -> bool {
        let reader = self.reader;
        let own_name = self.hits.iter().any(|hit| hit.tokens.start == at + 1 || hit.tokens.contains(&at));
        if own_name || !reader.has(at, Pos::Det) || self.is_contracted(at) || self.is_inner_article(at, 0) {
            return false;
        }
        let number = if self.agreement.plural { Morph::PLUR } else { Morph::SING };
        let gender = if self.agreement.feminine { Morph::FEM } else { Morph::MASC };
        reader.has_morph(at, Pos::Det, number) && reader.has_morph(at, Pos::Det, gender)
    }

    /// The verb after the pronoun wants a person, a state or a group.
    fn acts(&self) -> bool {
        let reader = self.reader;
        let verbs = &self.gazetteer.grammar.agentive_verbs;
        let mut at = self.at + 1;
        let end = reader.sentence_end(self.at).min(at + 6);
        while at < end {
            if reader.is_one_of(at, verbs) {
                return true;
            }
            let passes = reader.has(at, Pos::Neg)
                || reader.has(at, Pos::Clitic)
                || reader.has(at, Pos::Adv)
                || self.is_auxiliary(at);
            if !passes {
                return false;
            }
            at += 1;
        }
        false
    }

    /// "a accusé", "veut lutter": not "est accusé", which a thing may be as well.
    fn is_auxiliary(&self, at: usize) -> bool {
        let avoir = self.gazetteer.grammar.small.have;
        self.reader.has_lemma(at, avoir)
    }
}
