//! Who does what to whom: the subject, objects, attributes and complements of each verb group of a sentence.
//!
//! A light analysis from left to right over the phrases; no tree is built. Noun phrases are claimed by the verb they
//! follow, so that the object of a relative clause is not taken for the subject of the main verb.

use super::grammar::{Grammar, NounClass, VerbClass};
use super::phrase::{Phrase, PhraseKind, VerbForm, VerbGroup};
use crate::text::{Document, Vocabulary};
use smallvec::SmallVec;

/// Indices of phrases.
pub type PhraseList = SmallVec<[u32; 2]>;

/// One verb group with what depends on it. All indices are phrases of the same [`super::Syntax`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clause {
    /// The verb group, an index in [`super::Syntax::verbs`].
    pub verb: u32,
    /// Surface subjects (coordinated ones all).
    pub subjects: PhraseList,
    /// Direct objects.
    pub objects: PhraseList,
    /// Attributes of the subject (after a copula) or of the object (after a labelling verb).
    pub attributes: PhraseList,
    /// Complements: preposition and phrase.
    pub complements: SmallVec<[(u8, u32); 4]>,
    /// The conjunction or relative pronoun that opens the clause.
    pub opener: Option<u32>,
    /// The clause this one hangs on (an index in [`super::Syntax::clauses`]).
    pub governor: Option<u32>,
    /// First phrase after the clause's own complements.
    pub end: u32,
}

/// How many quotations back the one that a mark closes is looked for.
const QUOTES_BACK: usize = 4;
/// How many phrases a pair of brackets may hold to be passed over.
const BRACKET_REACH: usize = 12;

pub(super) struct Linker<'a, 'd> {
    pub doc: &'a Document<'d>,
    pub words: &'a Vocabulary,
    pub grammar: &'a Grammar,
    pub phrases: &'a [Phrase],
    pub verbs: &'a [VerbGroup],
    pub claimed: SmallVec<[bool; 64]>,
    pub clauses: &'a mut Vec<Clause>,
}

impl Linker<'_, '_> {
    /// Builds one clause per verb group, in order.
    pub fn run(mut self) {
        for index in 0..self.verbs.len() {
            let mut clause = Clause { verb: index as u32, ..Clause::default() };
            let group = &self.verbs[index];
            if group.form == VerbForm::Finite {
                self.finite_subject(group, &mut clause);
            } else {
                self.nonfinite_subject(group, &mut clause);
            }
            self.dependents(group, &mut clause);
            self.clauses.push(clause);
        }
        for index in 0..self.clauses.len() {
            self.late_subject(index);
        }
    }

    pub(super) fn kind(&self, phrase: usize) -> Option<PhraseKind> {
        self.phrases.get(phrase).map(|p| p.kind)
    }

    pub(super) fn is_bare_noun(&self, phrase: usize) -> bool {
        self.phrases.get(phrase).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_none())
    }

    pub(super) fn form_at(&self, phrase: usize) -> Option<VerbForm> {
        self.phrases.get(phrase).and_then(|p| p.verb).map(|v| self.verbs[v as usize].form)
    }

    /// True for a bare noun phrase of time ("lundi", "le 27 juin"): neither subject nor object.
    pub(super) fn is_time(&self, phrase: usize) -> bool {
        let head = self.doc.tokens[self.phrases[phrase].head as usize].word;
        self.grammar.noun_at(self.words, head, NounClass::Time)
    }

    fn is_bracket(&self, phrase: usize, bracket: &str) -> bool {
        self.kind(phrase) == Some(PhraseKind::Comma)
            && self.doc.token_text(self.phrases[phrase].head as usize) == bracket
    }

    /// The place of a bracket that closes here or, for an opening one, of its closing one; at most a few phrases away.
    pub(super) fn opening_bracket(&self, at: usize) -> Option<usize> {
        self.is_bracket(at, ")")
            .then(|| (at.saturating_sub(BRACKET_REACH)..at).rev().find(|&j| self.is_bracket(j, "(")))?
    }

    pub(super) fn closing_bracket(&self, at: usize) -> Option<usize> {
        self.is_bracket(at, "(").then(|| (at + 1..at + BRACKET_REACH).find(|&j| self.is_bracket(j, ")")))?
    }

    /// The mark that opens the words which a mark closes here.
    pub(super) fn opening_mark(&self, at: usize) -> Option<usize> {
        if self.kind(at) != Some(PhraseKind::Stop) {
            return None;
        }
        let mark = self.phrases[at].head;
        let before = self.doc.quotations.partition_point(|q| q.tokens.start < mark);
        let quoted = self.doc.quotations[..before].iter().rev().take(QUOTES_BACK).find(|q| q.tokens.end == mark)?;
        let open = quoted.tokens.start.checked_sub(1)?;
        (0..at).rev().find(|&j| self.phrases[j].tokens.contains(&open))
    }

    /// Objects, attributes and complements after the verb.
    fn dependents(&mut self, group: &VerbGroup, clause: &mut Clause) {
        let labelling = self.lemma(group.main).is_some_and(|l| self.grammar.in_class(l, VerbClass::Labelling));
        let mut j = group.phrase as usize + 1;
        if clause.subjects.contains(&(j as u32)) {
            j = clause.subjects.iter().map(|&p| p as usize + 1).max().unwrap_or(j);
        }
        let mut last_prep: Option<u8> = None;
        while let Some(next) = self.dependent(group, labelling, j, &mut last_prep, clause) {
            j = next;
        }
        clause.end = j as u32;
    }

    /// Takes in what stands at `j`; returns the next place to look at, or nothing when the clause ends before `j`.
    fn dependent(
        &mut self,
        group: &VerbGroup,
        labelling: bool,
        j: usize,
        last_prep: &mut Option<u8>,
        clause: &mut Clause,
    ) -> Option<usize> {
        let phrase = self.phrases.get(j)?;
        match phrase.kind {
            PhraseKind::Noun => match phrase.prep {
                Some(prep) => {
                    clause.complements.push((prep, j as u32));
                    *last_prep = Some(prep);
                }
                None if self.is_time(j) && !group.copula => {}
                None if self.form_at(j + 1) == Some(VerbForm::Finite) && !clause.objects.is_empty() => return None,
                None => {
                    *last_prep = None;
                    if !self.bare_dependent(group, labelling, j, clause) {
                        return None;
                    }
                }
            },
            PhraseKind::Adjective => {
                if group.copula || (labelling && !clause.attributes.contains(&(j as u32))) {
                    clause.attributes.push(j as u32);
                }
            }
            PhraseKind::Adverb | PhraseKind::Other | PhraseKind::Mark => {}
            PhraseKind::Coordinator => return self.coordinated_dependent(j, *last_prep, clause),
            PhraseKind::Comma => {
                if let Some(close) = self.closing_bracket(j) {
                    return Some(close + 1);
                }
                // "que la querelle éclate, X, Y et Z": a list goes on, it does not begin behind a comma.
                let begun = !clause.objects.is_empty() || !clause.attributes.is_empty() || last_prep.is_some();
                let list = begun && self.is_bare_noun(j + 1) && self.list_goes_on(j + 2);
                let more = self.phrases.get(j + 1).is_some_and(|p| p.prep.is_some() && p.prep == *last_prep);
                let adjective = group.copula && self.kind(j + 1) == Some(PhraseKind::Adjective);
                if !list && !more && !adjective {
                    return None;
                }
            }
            PhraseKind::Verb if self.form_at(j) == Some(VerbForm::PastParticiple) && labelling => {
                clause.attributes.push(j as u32);
                if !self.is_epithet(j) {
                    return None;
                }
            }
            // "n'est qu'un menteur".
            PhraseKind::Subordinator | PhraseKind::Relative if group.negation.len() == 1 && self.restricts(j) => {}
            // "rend un hommage appuyé à X".
            PhraseKind::Verb if self.is_epithet(j) => {}
            _ => return None,
        }
        Some(j + 1)
    }

    /// The second half of "ne … que", before a noun or an adjective without a verb.
    fn restricts(&self, j: usize) -> bool {
        self.is_que(j)
            && matches!(self.kind(j + 1), Some(PhraseKind::Noun | PhraseKind::Adjective))
            && self.form_at(j + 2) != Some(VerbForm::Finite)
    }

    /// A bare participle between a noun and a complement.
    fn is_epithet(&self, j: usize) -> bool {
        let lone = self.form_at(j) == Some(VerbForm::PastParticiple) && self.phrases[j].tokens.len() == 1;
        let after = self.phrases.get(j + 1).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_some());
        lone && after && j > 0 && self.kind(j - 1) == Some(PhraseKind::Noun)
    }

    fn coordinated_dependent(&mut self, j: usize, last_prep: Option<u8>, clause: &mut Clause) -> Option<usize> {
        let joins_noun = self.is_bare_noun(j + 1) && self.form_at(j + 2) != Some(VerbForm::Finite);
        let joins_more = matches!(self.kind(j + 1), Some(PhraseKind::Adjective))
            || self.phrases.get(j + 1).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_some());
        if joins_noun && let Some(prep) = last_prep {
            clause.complements.push((prep, j as u32 + 1));
            self.claimed[j + 1] = true;
            return Some(j + 2);
        }
        (joins_noun || joins_more).then_some(j + 1)
    }

    /// A bare noun phrase after the verb: attribute, object, or one more of a list. False when it cannot belong here.
    fn bare_dependent(&mut self, group: &VerbGroup, labelling: bool, j: usize, clause: &mut Clause) -> bool {
        let continues = j > 0 && matches!(self.kind(j - 1), Some(PhraseKind::Coordinator | PhraseKind::Comma));
        if group.copula {
            clause.attributes.push(j as u32);
        } else if clause.objects.is_empty() || continues {
            clause.objects.push(j as u32);
        } else if labelling {
            clause.attributes.push(j as u32);
        } else {
            return false;
        }
        self.claimed[j] = true;
        true
    }
}
