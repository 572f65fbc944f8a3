//! Verb groups: clitics, negation, auxiliaries, modals and the main verb.

use super::grammar::VerbClass;
use super::phrase::{Chunker, Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
use super::tag::Tag;
use crate::text::{Analysis, LemmaId, Morph, Pos};
use smallvec::SmallVec;

/// At most this many adverbs and particles between two verbs of one group.
const MAX_GAP: usize = 4;

impl Chunker<'_, '_> {
    /// Reads a verb group whose first token is `start` (a preposition when `content > start`).
    pub(super) fn verb_group(&mut self, start: u32, content: u32, prep: Option<u8>) -> u32 {
        let mut group = VerbGroup {
            phrase: self.phrases.len() as u32,
            main: content,
            governors: SmallVec::new(),
            form: VerbForm::Finite,
            voice: Voice::Active,
            reflexive: None,
            object_clitic: None,
            dative_clitic: None,
            negation: SmallVec::new(),
            conditional: false,
            copula: false,
            prep,
            inverted_subject: None,
        };
        let mut at = content;
        while matches!(self.tag(at), Some(Tag::Neg | Tag::Cli | Tag::Adv)) {
            self.note_particle(at, &mut group);
            at += 1;
        }
        let Some(tag) = self.tag(at).filter(|tag| tag.is_verb()) else {
            self.phrases.push(Phrase {
                kind: PhraseKind::Adverb,
                tokens: start..at.max(start + 1),
                head: start,
                prep: None,
                possessive: false,
                verb: None,
            });
            return at.max(start + 1);
        };
        group.form = match tag {
            Tag::VInf => VerbForm::Infinitive,
            Tag::VPre => VerbForm::PresentParticiple,
            Tag::VPpa => VerbForm::PastParticiple,
            _ => VerbForm::Finite,
        };
        let mut verbs: SmallVec<[u32; 4]> = SmallVec::new();
        verbs.push(at);
        let mut end = at + 1;
        while let Some((next, after)) = self.next_verb(*verbs.last().unwrap_or(&at), end, &mut group) {
            verbs.push(next);
            end = after;
        }
        end = self.trailing(end, &mut group);
        self.settle(&verbs, &mut group);
        let index = self.verbs.len() as u32;
        let head = group.main;
        self.verbs.push(group);
        self.phrases.push(Phrase {
            kind: PhraseKind::Verb,
            tokens: start..end,
            head,
            prep,
            possessive: false,
            verb: Some(index),
        });
        end
    }

    /// Records a clitic or a negation particle.
    fn note_particle(&self, at: u32, group: &mut VerbGroup) {
        match self.tag(at) {
            Some(Tag::Neg) => group.negation.push(at),
            Some(Tag::Cli) => match self.grammar.clitic(self.doc.tokens[at as usize].word) {
                Some("reflexive") => group.reflexive = Some(at),
                Some("object") => group.object_clitic = Some(at),
                Some("dative") => group.dative_clitic = Some(at),
                _ => {}
            },
            _ => {}
        }
    }

    /// The next verb of the chain after `last`, with the token after it; particles in between are noted.
    fn next_verb(&self, last: u32, end: u32, group: &mut VerbGroup) -> Option<(u32, u32)> {
        // Most verbs stand before a noun.
        if matches!(self.tag(end)?, Tag::Det | Tag::Noun | Tag::Prop | Tag::Num | Tag::Adj | Tag::Sub | Tag::Coord) {
            return None;
        }
        let mut at = end;
        let auxiliary = self.is_auxiliary(last);
        let governs = self.in_classes(last, &[VerbClass::Modal, VerbClass::Reverser])
            || self.grammar.is_causative(self.lemma(last));
        let mut particles: SmallVec<[u32; 4]> = SmallVec::new();
        let mut preposition = false;
        while at < self.end() && particles.len() <= MAX_GAP {
            match self.tag(at)? {
                Tag::Neg | Tag::Adv | Tag::Cli => particles.push(at),
                Tag::Pron if self.is_inverted(at) => {
                    group.inverted_subject = Some(at);
                    particles.push(at);
                }
                // "a « condamné » l'attaque".
                Tag::Punct if auxiliary && self.opens_quote(at) => {}
                // "a lui aussi condamné".
                Tag::Pron if auxiliary && self.is_emphatic(at) => {}
                Tag::VPpa if auxiliary && !preposition => return self.accept(at, &particles, group),
                Tag::VInf if governs => return self.accept(at, &particles, group),
                Tag::VPpa if self.grammar.is_seeing(self.lemma(last)) && group.reflexive.is_some() => {
                    return self.accept(at, &particles, group);
                }
                Tag::Prep
                    if governs && !preposition && self.grammar.links_infinitive(self.doc.tokens[at as usize].word) =>
                {
                    preposition = true;
                }
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// A stressed pronoun between auxiliary and participle.
    fn is_emphatic(&self, at: u32) -> bool {
        matches!(self.doc.token_text(at as usize), "lui" | "elle" | "eux" | "elles" | "lui-même" | "elle-même")
    }

    fn accept(&self, at: u32, particles: &[u32], group: &mut VerbGroup) -> Option<(u32, u32)> {
        for &particle in particles {
            self.note_particle(particle, group);
        }
        Some((at, at + 1))
    }

    /// Negation particles after the verb ("ne soutient pas", "-t-il").
    fn trailing(&self, mut end: u32, group: &mut VerbGroup) -> u32 {
        while let Some(tag) = self.tag(end) {
            match tag {
                // "a dit ne pas savoir": "ne" opens what follows.
                Tag::Neg if self.opens_negation(end) => break,
                Tag::Neg => group.negation.push(end),
                Tag::Pron if self.is_inverted(end) => group.inverted_subject = Some(end),
                _ => break,
            }
            end += 1;
        }
        end
    }

    fn opens_negation(&self, at: u32) -> bool {
        matches!(self.doc.token_text(at as usize), "ne" | "n'" | "n’")
    }

    /// A subject pronoun hung on its verb: "a-t-il".
    fn is_inverted(&self, at: u32) -> bool {
        self.doc.token_text(at as usize).starts_with('-')
    }

    /// Decides on main verb, governors and voice from the chain of verbs.
    fn settle(&self, verbs: &[u32], group: &mut VerbGroup) {
        let Some((&main, before)) = verbs.split_last() else { return };
        group.main = main;
        group.conditional = verbs.iter().any(|&v| self.has(v, Morph::COND) && !self.has(v, Morph::PASTPART));
        let is_participle = self.tag(main) == Some(Tag::VPpa);
        for (i, &verb) in before.iter().enumerate() {
            let helps_participle = self.is_auxiliary(verb) && self.tag(verbs[i + 1]) == Some(Tag::VPpa);
            if !helps_participle {
                group.governors.push(verb);
            }
        }
        let last = before.last().copied();
        let last_is_etre = last.is_some_and(|verb| self.grammar.is_etre(self.lemma(verb)));
        let intransitive = self.in_class(main, VerbClass::Etre);
        // "a été passé à tabac" is a passive whatever the verb.
        let was = before.len() >= 2 && last_is_etre && self.is_auxiliary(before[before.len() - 2]);
        group.voice = if let Some(verb) = last.filter(|&v| self.grammar.is_causative(self.lemma(v))) {
            let undergoes = group.reflexive.is_some();
            if self.grammar.is_seeing(self.lemma(verb)) {
                if undergoes { Voice::Receptive } else { Voice::Active }
            } else if undergoes {
                Voice::Passive
            } else {
                Voice::Causative
            }
        } else if is_participle
            && group.reflexive.is_none()
            && (!intransitive || was)
            && (last_is_etre || verbs.len() == 1)
        {
            if verbs.len() == 1 && self.continues_tense(main) {
                group.form = VerbForm::Finite;
                Voice::Active
            } else {
                Voice::Passive
            }
        } else {
            Voice::Active
        };
        group.copula = group.voice == Voice::Active
            && (self.in_class(main, VerbClass::Copula)
                || group.reflexive.is_some() && self.in_class(main, VerbClass::ReflexiveCopula));
    }

    /// "a détaillé son projet, salué l'accord et rappelé …": a participle with an object shares the auxiliary before it.
    fn continues_tense(&self, at: u32) -> bool {
        let Some(previous) = self.verbs.last() else { return false };
        let compound = previous.form == VerbForm::Finite
            && previous.voice == Voice::Active
            && self.tag(previous.main) == Some(Tag::VPpa)
            && !self.in_class(previous.main, VerbClass::Etre);
        let joined = at > 0 && (self.tag(at - 1) == Some(Tag::Coord) || self.doc.token_text(at as usize - 1) == ",");
        let object = matches!(self.tag(at + 1), Some(Tag::Det | Tag::Prop)) && !self.in_class(at, VerbClass::Labelling);
        compound && joined && object
    }

    fn reading(&self, at: u32) -> Option<&Analysis> {
        self.words.analyses(self.doc.tokens[at as usize].word).iter().find(|a| a.pos == Pos::Verb)
    }

    fn lemma(&self, at: u32) -> Option<LemmaId> {
        self.reading(at).map(|a| a.lemma)
    }

    fn has(&self, at: u32, morph: Morph) -> bool {
        self.reading(at).is_some_and(|a| a.morph.has(morph))
    }

    fn in_class(&self, at: u32, class: VerbClass) -> bool {
        self.in_classes(at, &[class])
    }

    fn in_classes(&self, at: u32, classes: &[VerbClass]) -> bool {
        let verbs = self.words.analyses(self.doc.tokens[at as usize].word).iter().filter(|a| a.pos == Pos::Verb);
        verbs.into_iter().any(|a| self.grammar.in_classes(a.lemma, classes))
    }

    fn is_auxiliary(&self, at: u32) -> bool {
        self.words
            .analyses(self.doc.tokens[at as usize].word)
            .iter()
            .any(|a| a.pos == Pos::Verb && self.grammar.is_auxiliary(a.lemma))
    }
}
