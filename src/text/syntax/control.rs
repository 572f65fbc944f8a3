//! Who does what infinitives and participles say: by control, or the noun that they qualify.

use super::clause::{Clause, Linker, PhraseList};
use super::grammar::{NounClass, VerbClass};
use super::phrase::{PhraseKind, VerbForm, VerbGroup, Voice};
use crate::text::{Morph, Pos, lowered};

impl Linker<'_, '_> {
    /// Infinitives and participles take the subject or the object of the clause before them.
    pub(super) fn nonfinite_subject(&mut self, group: &VerbGroup, clause: &mut Clause) {
        let at = group.phrase as usize;
        clause.governor = self.clause_before(at);
        // "lance une opération baptisée Z pour sauver la ville": an aim is that of the verb, not of a participle before it.
        let name = group.prep.map(|p| self.grammar.preposition_name(p));
        // "un auteur rendu célèbre pour avoir révélé …": what is past belongs to the participle.
        let aim = matches!(name, Some("pour" | "sans")) && !self.words_before_main(group);
        if group.form == VerbForm::Infinitive && aim {
            let whole = |c: &u32| self.verbs[self.clauses[*c as usize].verb as usize].form != VerbForm::PastParticiple;
            let above = |c: &u32| self.clauses[*c as usize].governor;
            clause.governor = std::iter::successors(clause.governor, above).find(whole).or(clause.governor);
        }
        match group.form {
            VerbForm::Infinitive => self.controlled(group, clause),
            VerbForm::PresentParticiple | VerbForm::PastParticiple => {
                let gerund = group.prep.is_some();
                if let Some(other) = self.joined_gerund(at).filter(|_| gerund) {
                    clause.subjects = self.clauses[other].subjects.clone();
                    return;
                }
                let mut j = at;
                let mut comma = false;
                while j > 0 && !gerund {
                    j -= 1;
                    match self.phrases[j].kind {
                        // "une chaîne pour le pays, soutenue par l'Europe".
                        PhraseKind::Noun if self.phrases[j].prep.is_some() && self.disagrees(j, group) => {}
                        PhraseKind::Noun if !comma || group.form == VerbForm::PastParticiple => {
                            clause.subjects = self.participle_host(j, self.is_plural(group.main));
                            return;
                        }
                        PhraseKind::Comma => comma = true,
                        PhraseKind::Adverb | PhraseKind::Adjective | PhraseKind::Mark => {}
                        PhraseKind::Coordinator => {
                            let previous = self.clause_before(j).map(|c| &self.clauses[c as usize]);
                            if let Some(previous) = previous.filter(|c| self.joins(c, group)) {
                                clause.subjects = previous.subjects.clone();
                                return;
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

    /// "accusé et condamné", "a été arrêtée aux États-Unis et inculpée": what a coordinator joins has one subject.
    fn joins(&self, previous: &Clause, group: &VerbGroup) -> bool {
        let verb = &self.verbs[previous.verb as usize];
        verb.form == group.form || verb.voice == Voice::Passive && group.form == VerbForm::PastParticiple
    }

    /// "en permettant à X de partir et en libérant Y": the gerund before a coordinator.
    fn joined_gerund(&self, at: usize) -> Option<usize> {
        let joined = at > 0 && self.kind(at - 1) == Some(PhraseKind::Coordinator);
        let gerund = |c: &Clause| {
            let verb = &self.verbs[c.verb as usize];
            verb.form == VerbForm::PresentParticiple && verb.prep.is_some()
        };
        if joined { self.clauses.iter().rposition(gerund) } else { None }
    }

    /// The noun a participle belongs to: the head noun rather than its complement ("le chef de guerre accusé"); a plural
    /// belongs to all that are joined ("X et Y accusés").
    fn participle_host(&self, mut j: usize, plural: bool) -> PhraseList {
        if let Some(host) = self.titled_host(j) {
            return if plural { self.with_coordinates(host) } else { PhraseList::from_slice(&[host as u32]) };
        }
        loop {
            let prep = self.phrases[j].prep.map(|p| self.grammar.preposition_name(p));
            let before = j.checked_sub(1).map(|b| (self.phrases[b].kind, self.form_at(b)));
            match (prep, before) {
                (Some("de"), Some((PhraseKind::Noun, _))) if !self.is_name(j) => j -= 1,
                // "les suspects interpellés en France mis en examen".
                (Some("en"), Some((PhraseKind::Noun, _))) if self.is_name(j) => j -= 1,
                (Some("en"), Some((_, Some(VerbForm::PastParticiple)))) if self.is_name(j) && j > 1 => j -= 2,
                _ => break,
            }
        }
        if plural { self.with_coordinates(j) } else { PhraseList::from_slice(&[j as u32]) }
    }

    fn controlled(&self, group: &VerbGroup, clause: &mut Clause) {
        let Some(governor) = clause.governor else { return };
        let at = group.phrase as usize;
        let name = group.prep.map(|p| self.grammar.preposition_name(p));
        let argument = matches!(name, Some("de" | "à"));
        if let Some(noun) = self.qualified_noun(at, governor).filter(|_| argument) {
            clause.subjects = self.participle_host(noun, false);
            return;
        }
        // "la capacité de X à convaincre".
        let able = |noun: usize| self.kind(noun) == Some(PhraseKind::Noun) && self.is_aim(noun) && self.is_of(noun + 1);
        if argument && at >= 2 && able(at - 2) {
            clause.subjects = PhraseList::from_slice(&[at as u32 - 1]);
            return;
        }
        let above = &self.clauses[governor as usize];
        let verb = &self.verbs[above.verb as usize];
        let subject_control =
            self.lemma(verb.main).is_some_and(|l| self.grammar.in_class(l, VerbClass::SubjectControl));
        let past = name == Some("pour") && self.words_before_main(group);
        if (argument || past || name.is_none()) && !subject_control && verb.voice == Voice::Active && !verb.copula {
            // "a le courage de parler": the owner of the noun does it.
            let aim = at > 0 && above.objects.contains(&(at as u32 - 1)) && argument && self.is_aim(at - 1);
            if !above.objects.is_empty() && !aim {
                clause.subjects = above.objects.clone();
                return;
            }
            if verb.object_clitic.is_some() || verb.dative_clitic.is_some() && argument {
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

    /// "l'opposition, incapable de gagner": the noun whose adjective rules an infinitive, unless a verb links them.
    fn qualified_noun(&self, at: usize, governor: u32) -> Option<usize> {
        let adjective = at.checked_sub(1).filter(|&p| self.kind(p) == Some(PhraseKind::Adjective))?;
        let mut noun = adjective.checked_sub(1)?;
        if self.kind(noun) == Some(PhraseKind::Comma) {
            noun = noun.checked_sub(1)?;
        }
        let above = &self.clauses[governor as usize];
        let linked = above.attributes.contains(&(adjective as u32));
        (!linked && self.kind(noun) == Some(PhraseKind::Noun)).then_some(noun)
    }

    /// A complement in *de*.
    fn is_of(&self, phrase: usize) -> bool {
        self.phrases[phrase].prep.is_some_and(|p| self.grammar.preposition_name(p) == "de")
    }

    /// A noun that takes an infinitive which its owner does.
    fn is_aim(&self, phrase: usize) -> bool {
        let head = self.doc.tokens[self.phrases[phrase].head as usize].word;
        self.grammar.noun_at(self.words, head, NounClass::Aim)
    }

    /// True where the article of a noun and the form of a participle show different genders or numbers.
    fn disagrees(&self, phrase: usize, group: &VerbGroup) -> bool {
        const GENDER: Morph = Morph(Morph::MASC.0 | Morph::FEM.0);
        const NUMBER: Morph = Morph(Morph::SING.0 | Morph::PLUR.0);
        let features = |token: u32, pos: Pos| {
            let readings = self.words.analyses(self.doc.tokens[token as usize].word).iter();
            readings.filter(|a| a.pos == pos).fold(Morph::NONE, |all, a| all | a.morph)
        };
        let verb = features(group.main, Pos::Verb);
        if group.form != VerbForm::PastParticiple || !verb.has(Morph::PASTPART) {
            return false;
        }
        let p = &self.phrases[phrase];
        // "de" and "d'" are no articles here; of "de la part des élus" the last one counts.
        let article = |t: u32| t > p.tokens.start || self.grammar.is_contracted(self.doc.tokens[t as usize].word);
        let mut articles = (p.tokens.start..p.head).filter(|&t| article(t)).map(|t| features(t, Pos::Det));
        let noun = articles.rfind(|m| m.any(NUMBER)).unwrap_or(Morph::NONE);
        let apart = |of: Morph| noun.any(of) && verb.any(of) && noun.0 & verb.0 & of.0 == 0;
        // The numbers of finite forms stand with those of the participle.
        apart(GENDER) || !verb.any(Morph::FINITE) && apart(NUMBER)
    }

    /// A participle in the plural only. Where a finite form is written alike ("accueillis"), the form without its last
    /// letter tells.
    fn is_plural(&self, participle: u32) -> bool {
        let readings = self.words.analyses(self.doc.tokens[participle as usize].word).iter();
        let mut readings = readings.filter(|a| a.pos == Pos::Verb && a.morph.has(Morph::PASTPART));
        if !readings.any(|a| a.morph.any(Morph::FINITE)) {
            return self.is_only_plural(participle, Morph::PASTPART);
        }
        let text = lowered(self.doc.token_text(participle as usize));
        let singular = text.strip_suffix('s').map(|form| self.words.verb(self.words.get(form)));
        singular.is_some_and(|morph| morph.has(Morph::PASTPART))
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
}
