//! Who does what to whom: the subject, objects, attributes and complements of each verb group of a sentence.
//!
//! A light analysis from left to right over the phrases; no tree is built. Noun phrases are claimed by the verb they
//! follow, so that the object of a relative clause is not taken for the subject of the main verb.

use super::grammar::{Grammar, VerbClass};
use super::phrase::{Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
use crate::text::{Document, LemmaId, Pos, Vocabulary};
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

pub(super) struct Linker<'a, 'd> {
    pub doc: &'a Document<'d>,
    pub words: &'a Vocabulary,
    pub grammar: &'a Grammar,
    pub phrases: &'a [Phrase],
    pub verbs: &'a [VerbGroup],
    pub claimed: Vec<bool>,
    pub clauses: Vec<Clause>,
}

impl Linker<'_, '_> {
    /// Builds one clause per verb group, in order.
    pub fn run(mut self) -> Vec<Clause> {
        self.claimed = vec![false; self.phrases.len()];
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
        self.clauses
    }

    fn kind(&self, phrase: usize) -> Option<PhraseKind> {
        self.phrases.get(phrase).map(|p| p.kind)
    }

    fn is_bare_noun(&self, phrase: usize) -> bool {
        self.phrases.get(phrase).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_none())
    }

    fn form_at(&self, phrase: usize) -> Option<VerbForm> {
        self.phrases.get(phrase).and_then(|p| p.verb).map(|v| self.verbs[v as usize].form)
    }

    fn is_qui(&self, phrase: usize) -> bool {
        let token = self.phrases[phrase].head as usize;
        self.doc.token_text(token).eq_ignore_ascii_case("qui") && self.phrases[phrase].tokens.len() == 1
    }

    fn is_que(&self, phrase: usize) -> bool {
        let text = self.doc.token_text(self.phrases[phrase].head as usize);
        text.eq_ignore_ascii_case("que") || text.to_lowercase().starts_with("qu")
    }

    /// Walks back from a finite verb to its subject.
    fn finite_subject(&mut self, group: &VerbGroup, clause: &mut Clause) {
        let at = group.phrase as usize;
        let mut coordinated = false;
        let mut fresh = true;
        let mut j = at;
        while j > 0 {
            j -= 1;
            match self.phrases[j].kind {
                PhraseKind::Noun if self.phrases[j].prep.is_none() && !self.claimed[j] => {
                    clause.subjects = self.with_coordinates(j);
                    self.find_opener(clause);
                    return;
                }
                PhraseKind::Relative => {
                    clause.opener = Some(j as u32);
                    clause.governor = self.clause_before(j);
                    if self.is_qui(j) {
                        clause.subjects = self.antecedent(j);
                    } else {
                        if self.is_que(j) {
                            clause.objects = self.antecedent(j);
                        }
                        self.inverted(at, clause);
                    }
                    return;
                }
                PhraseKind::Subordinator => {
                    clause.opener = Some(j as u32);
                    clause.governor = self.clause_before(j);
                    return;
                }
                PhraseKind::Coordinator => coordinated = true,
                PhraseKind::Comma if fresh => coordinated = true,
                PhraseKind::Verb if self.form_at(j) == Some(VerbForm::Finite) => {
                    let Some(previous) = self.clause_of(j) else { return };
                    if coordinated || group.inverted_subject.is_some() {
                        let (subjects, opener) =
                            (self.clauses[previous].subjects.clone(), self.clauses[previous].opener);
                        clause.subjects = subjects;
                        clause.opener = opener;
                        clause.governor = Some(previous as u32);
                        return;
                    }
                    // A relative clause in between: go on before its pronoun.
                    match self.clauses[previous].opener.filter(|&o| self.kind(o as usize) == Some(PhraseKind::Relative))
                    {
                        Some(opener) => j = opener as usize,
                        None => return,
                    }
                }
                PhraseKind::Stop => break,
                _ => {}
            }
            fresh = false;
        }
        self.inverted(at, clause);
    }

    /// Subject after the verb: "« … », a déclaré X", "que soutient la Russie".
    fn inverted(&mut self, at: usize, clause: &mut Clause) {
        let next = at + 1;
        if self.is_bare_noun(next) && !self.claimed[next] {
            clause.subjects = self.forward_coordinates(next);
        }
    }

    fn find_opener(&self, clause: &mut Clause) {
        let Some(&first) = clause.subjects.iter().min() else { return };
        let mut j = first as usize;
        while j > 0 {
            j -= 1;
            match self.phrases[j].kind {
                PhraseKind::Subordinator | PhraseKind::Relative => {
                    clause.opener = Some(j as u32);
                    clause.governor = self.clause_before(j);
                    if self.phrases[j].kind == PhraseKind::Relative && self.is_que(j) {
                        clause.objects = self.antecedent(j);
                    }
                    return;
                }
                PhraseKind::Adverb | PhraseKind::Comma | PhraseKind::Adjective | PhraseKind::Noun => {}
                _ => return,
            }
        }
    }

    /// The noun phrase a relative pronoun stands for.
    fn antecedent(&self, relative: usize) -> PhraseList {
        let mut j = relative;
        while j > 0 {
            j -= 1;
            match self.phrases[j].kind {
                PhraseKind::Noun => {
                    // "le chef de guerre qui": a common noun after *de* belongs to the noun before it.
                    let inner = self.phrases[j].prep.is_some_and(|p| self.grammar.preposition_name(p) == "de")
                        && !self.is_name(j)
                        && j > 0
                        && self.phrases[j - 1].kind == PhraseKind::Noun;
                    return self.with_coordinates(if inner { j - 1 } else { j });
                }
                PhraseKind::Comma | PhraseKind::Adverb | PhraseKind::Adjective | PhraseKind::Coordinator => {}
                PhraseKind::Verb if self.form_at(j) == Some(VerbForm::PastParticiple) => {}
                _ => break,
            }
        }
        PhraseList::new()
    }

    fn is_name(&self, phrase: usize) -> bool {
        let head = self.phrases[phrase].head as usize;
        self.doc.tokens[head].case != crate::text::Case::Lower
    }

    /// A phrase with those coordinated before it: "A, B et C".
    fn with_coordinates(&self, last: usize) -> PhraseList {
        let mut list = PhraseList::new();
        list.push(last as u32);
        let mut at = last;
        let mut joined = false;
        while at >= 2 {
            let link = self.phrases[at - 1].kind;
            let joins = link == PhraseKind::Coordinator || (joined && link == PhraseKind::Comma);
            if !joins {
                break;
            }
            // "la France et le président du Mali": skip complements of the earlier noun.
            let mut previous = at - 2;
            while previous > 0
                && self.phrases[previous].kind == PhraseKind::Noun
                && self.phrases[previous].prep.is_some()
            {
                previous -= 1;
            }
            if !self.is_bare_noun(previous) || self.claimed[previous] {
                break;
            }
            joined = true;
            list.push(previous as u32);
            at = previous;
        }
        list
    }

    /// A phrase with those coordinated after it, when no verb follows them.
    fn forward_coordinates(&mut self, first: usize) -> PhraseList {
        let mut list = PhraseList::new();
        let mut at = first;
        loop {
            self.claimed[at] = true;
            list.push(at as u32);
            let Some(next) = self.next_coordinate(at) else { return list };
            at = next;
        }
    }

    /// The bare noun phrase that continues a list after `at`: over "et", or over a comma when the list ends with "et".
    fn next_coordinate(&self, at: usize) -> Option<usize> {
        let mut j = at + 1;
        while self.kind(j) == Some(PhraseKind::Noun) && self.phrases[j].prep.is_some() {
            j += 1;
        }
        match self.kind(j)? {
            PhraseKind::Coordinator => {}
            PhraseKind::Comma if self.is_bare_noun(j + 1) && self.list_goes_on(j + 2) => {}
            _ => return None,
        }
        let next = j + 1;
        let verb_follows = self.form_at(next + 1) == Some(VerbForm::Finite);
        (self.is_bare_noun(next) && !verb_follows).then_some(next)
    }

    fn list_goes_on(&self, mut at: usize) -> bool {
        while self.kind(at) == Some(PhraseKind::Noun) && self.phrases[at].prep.is_some() {
            at += 1;
        }
        match self.kind(at) {
            Some(PhraseKind::Coordinator) => self.is_bare_noun(at + 1),
            Some(PhraseKind::Comma) => self.is_bare_noun(at + 1) && self.list_goes_on(at + 2),
            _ => false,
        }
    }

    fn clause_of(&self, phrase: usize) -> Option<usize> {
        let verb = self.phrases[phrase].verb?;
        self.clauses.iter().position(|c| c.verb == verb)
    }

    fn clause_before(&self, phrase: usize) -> Option<u32> {
        (0..phrase)
            .rev()
            .take_while(|&j| self.phrases[j].kind != PhraseKind::Stop)
            .find_map(|j| self.clause_of(j))
            .map(|i| i as u32)
    }

    /// Infinitives and participles take the subject or the object of the clause before them.
    fn nonfinite_subject(&mut self, group: &VerbGroup, clause: &mut Clause) {
        let at = group.phrase as usize;
        clause.governor = self.clause_before(at);
        match group.form {
            VerbForm::Infinitive => self.controlled(group, clause),
            VerbForm::PresentParticiple | VerbForm::PastParticiple => {
                let gerund = group.prep.is_some();
                let mut j = at;
                let mut comma = false;
                while j > 0 && !gerund {
                    j -= 1;
                    match self.phrases[j].kind {
                        PhraseKind::Noun if !comma || group.form == VerbForm::PastParticiple => {
                            clause.subjects = self.participle_host(j);
                            return;
                        }
                        PhraseKind::Comma => comma = true,
                        PhraseKind::Adverb | PhraseKind::Adjective => {}
                        PhraseKind::Coordinator => {
                            if let Some(previous) = self.clause_before(j) {
                                let previous = &self.clauses[previous as usize];
                                if self.verbs[previous.verb as usize].form == group.form {
                                    clause.subjects = previous.subjects.clone();
                                    return;
                                }
                            }
                        }
                        _ => break,
                    }
                }
                if let Some(governor) = clause.governor {
                    clause.subjects = self.clauses[governor as usize].subjects.clone();
                }
            }
            VerbForm::Finite => {}
        }
    }

    /// The noun a participle belongs to: the head noun rather than its complement ("le chef de guerre accusé").
    fn participle_host(&self, mut j: usize) -> PhraseList {
        while j > 0
            && self.phrases[j].prep.is_some_and(|p| self.grammar.preposition_name(p) == "de")
            && !self.is_name(j)
            && self.phrases[j - 1].kind == PhraseKind::Noun
        {
            j -= 1;
        }
        PhraseList::from_slice(&[j as u32])
    }

    fn controlled(&self, group: &VerbGroup, clause: &mut Clause) {
        let Some(governor) = clause.governor else { return };
        let above = &self.clauses[governor as usize];
        let verb = &self.verbs[above.verb as usize];
        let subject_control =
            self.lemma(verb.main).is_some_and(|l| self.grammar.in_class(l, VerbClass::SubjectControl));
        let name = group.prep.map(|p| self.grammar.preposition_name(p));
        let argument = matches!(name, Some("de" | "à"));
        let past = name == Some("pour") && self.words_before_main(group);
        if (argument || past || name.is_none()) && !subject_control && verb.voice == Voice::Active && !verb.copula {
            if !above.objects.is_empty() {
                clause.subjects = above.objects.clone();
                return;
            }
            if verb.object_clitic.is_some() {
                return;
            }
            // "reproche à X d'avoir menti": the dative does it.
            if argument {
                let dative = above.complements.iter().find(|(p, _)| self.grammar.preposition_name(*p) == "à");
                if let Some((_, phrase)) = dative {
                    clause.subjects.push(*phrase);
                    return;
                }
            }
        }
        clause.subjects = above.subjects.clone();
    }

    /// True for a past infinitive ("pour avoir libéré").
    fn words_before_main(&self, group: &VerbGroup) -> bool {
        self.phrases[group.phrase as usize].tokens.clone().any(|t| {
            t < group.main
                && self
                    .words
                    .analyses(self.doc.tokens[t as usize].word)
                    .iter()
                    .any(|a| a.pos == Pos::Verb && self.grammar.is_auxiliary(a.lemma))
        })
    }

    fn lemma(&self, token: u32) -> Option<LemmaId> {
        self.words.analyses(self.doc.tokens[token as usize].word).iter().find(|a| a.pos == Pos::Verb).map(|a| a.lemma)
    }

    /// Objects, attributes and complements after the verb.
    fn dependents(&mut self, group: &VerbGroup, clause: &mut Clause) {
        let labelling = self.lemma(group.main).is_some_and(|l| self.grammar.in_class(l, VerbClass::Labelling));
        let mut j = group.phrase as usize + 1;
        if clause.subjects.contains(&(j as u32)) {
            j = clause.subjects.iter().map(|&p| p as usize + 1).max().unwrap_or(j);
        }
        let mut last_prep: Option<u8> = None;
        while let Some(phrase) = self.phrases.get(j) {
            match phrase.kind {
                PhraseKind::Noun => match phrase.prep {
                    Some(prep) => {
                        clause.complements.push((prep, j as u32));
                        last_prep = Some(prep);
                    }
                    None if self.form_at(j + 1) == Some(VerbForm::Finite) && !clause.objects.is_empty() => break,
                    None => {
                        last_prep = None;
                        if !self.bare_dependent(group, labelling, j, clause) {
                            break;
                        }
                    }
                },
                PhraseKind::Adjective => {
                    if group.copula || (labelling && !clause.attributes.contains(&(j as u32))) {
                        clause.attributes.push(j as u32);
                    }
                }
                PhraseKind::Adverb | PhraseKind::Other => {}
                PhraseKind::Coordinator => {
                    let joins_noun = self.is_bare_noun(j + 1) && self.form_at(j + 2) != Some(VerbForm::Finite);
                    let joins_more = matches!(self.kind(j + 1), Some(PhraseKind::Adjective))
                        || self.phrases.get(j + 1).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_some());
                    if joins_noun {
                        if let Some(prep) = last_prep {
                            clause.complements.push((prep, j as u32 + 1));
                            self.claimed[j + 1] = true;
                            j += 1;
                        }
                    } else if !joins_more {
                        break;
                    }
                }
                PhraseKind::Comma => {
                    let list = self.is_bare_noun(j + 1) && self.list_goes_on(j + 2);
                    let more = self.phrases.get(j + 1).is_some_and(|p| p.prep.is_some() && p.prep == last_prep);
                    if !list && !more {
                        break;
                    }
                }
                PhraseKind::Verb if self.form_at(j) == Some(VerbForm::PastParticiple) && labelling => {
                    if let Some(verb) = phrase.verb {
                        let _ = verb;
                        clause.attributes.push(j as u32);
                    }
                    break;
                }
                _ => break,
            }
            j += 1;
        }
        clause.end = j as u32;
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

    /// A participle or infinitive that opens the sentence takes the subject of the next finite verb.
    fn late_subject(&mut self, index: usize) {
        let form = self.verbs[self.clauses[index].verb as usize].form;
        if form == VerbForm::Finite
            || !self.clauses[index].subjects.is_empty()
            || self.clauses[index].governor.is_some()
        {
            return;
        }
        let after = self.clauses[index + 1..].iter().find(|c| {
            self.verbs[c.verb as usize].form == VerbForm::Finite && c.opener.is_none() && !c.subjects.is_empty()
        });
        if let Some(subjects) = after.map(|c| c.subjects.clone()) {
            self.clauses[index].subjects = subjects;
        }
    }
}
