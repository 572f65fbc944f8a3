//! Something of an actor's own: "la stratégie de X", "sa gestion", "la politique menée par X", and how much of what is
//! said of it reaches the owner.

use super::mechanism::Mechanism;
use super::reach::{Reached, Scene};
use crate::actor::Kind;
use crate::text::syntax::{Clause, NounClass, Phrase, PhraseKind, Tag, VerbClass, VerbForm, Voice};
use crate::text::{Case, LemmaId, Pos, lowered};
use std::ops::Range;

/// Percent of what is said of a thing that reaches its owner.
const OWN_THING: i64 = 60;

impl Scene<'_, '_> {
    /// The owner of something of the actor's own.
    pub(super) fn owner_through(&self, phrase: u32) -> Reached {
        match self.carrier_percent(phrase) {
            Some(percent) => self.owner_of(phrase).into_iter().map(|(m, p)| (m, p * percent / 100)).collect(),
            None => self.author_of(phrase),
        }
    }

    /// "la réforme voulue par X": whose a thing is that is no carrier.
    pub(super) fn author_of(&self, phrase: u32) -> Reached {
        let thing = self.kind(phrase) == Some(PhraseKind::Noun) && self.works(Mechanism::Carriers);
        let authored = |c: &Clause| c.subjects.contains(&phrase) && self.in_class(c, VerbClass::Authoring);
        let Some(percent) = self.own_percent(phrase).filter(|_| thing) else { return Reached::new() };
        let mut authors = self.agent_of_participle(phrase, authored);
        if authors.is_empty() {
            // "l'abandon de la mesure par X".
            let after = self.last_of(phrase) + 1;
            if self.prep_name(after) == Some("par") {
                authors = self.stands_for_shallow(after);
            }
        }
        authors.into_iter().map(|(m, p)| (m, p * percent / 100)).collect()
    }

    /// Percent of a carrier noun at the head of a phrase.
    pub fn carrier_percent(&self, phrase: u32) -> Option<i64> {
        let carrier = |p: &&Phrase| p.kind == PhraseKind::Noun && self.works(Mechanism::Carriers);
        let p = self.syntax.phrases.get(phrase as usize).filter(carrier)?;
        self.noun_lemmas(p.head).find_map(|lemma| self.carriers.get(&lemma).copied())
    }

    /// Percent that an adjective passes on from a thing that is no carrier to its owner: "la ferveur tapageuse de X". No
    /// person and no place or time is owned so.
    pub fn own_percent(&self, phrase: u32) -> Option<i64> {
        let head = self.syntax.phrases[phrase as usize].head;
        let word = self.doc.tokens[head as usize].word;
        let is = |class| self.grammar.noun_at(self.words, word, class);
        // "des Russes présentés par X".
        let people = self.doc.tokens[head as usize].case != Case::Lower;
        let thing = !people && !is(NounClass::Title) && !is(NounClass::Time) && !is(NounClass::Named);
        (thing && self.works(Mechanism::Epithets) && self.syntax.tag(head) == Some(Tag::Noun)).then_some(OWN_THING)
    }

    fn noun_lemmas(&self, token: u32) -> impl Iterator<Item = LemmaId> + '_ {
        let word = self.doc.tokens[token as usize].word;
        self.words.analyses(word).iter().filter(|a| a.pos == Pos::Noun).map(|a| a.lemma)
    }

    /// Whose the noun of a phrase is: "… de X", or the antecedent of a possessive.
    pub fn owner_of(&self, phrase: u32) -> Reached {
        let mut epithets = self.epithets(phrase);
        if !epithets.is_empty() {
            // "la diplomatie américaine de X".
            if self.prep_name(phrase + 1) == Some("de") {
                epithets.extend(self.named_in(phrase + 1));
            }
            return epithets;
        }
        let before_relative = self.antecedent_of_dont(phrase);
        if !before_relative.is_empty() {
            return before_relative;
        }
        let next = self.skip_epithets(phrase + 1);
        if let Some(p) = self.syntax.phrases.get(next as usize)
            && p.kind == PhraseKind::Noun
            && self.prep_name(next) == Some("de")
        {
            let mut reached = self.stands_for_shallow(next);
            reached.extend(self.leader(next));
            if reached.is_empty() && self.in_noun_class(phrase, NounClass::Handling) {
                return self.handler(next);
            }
            // "le bilan de X et de Y", "de X et Y".
            if self.kind(next + 1) == Some(PhraseKind::Coordinator) && self.kind(next + 2) == Some(PhraseKind::Noun) {
                let other = self.prep_name(next + 2);
                if other == Some("de") || other.is_none() && self.kind(next + 3) != Some(PhraseKind::Verb) {
                    reached.extend(self.named_in(next + 2));
                }
            }
            if !reached.is_empty() || !self.syntax.phrases[phrase as usize].possessive {
                return reached;
            }
        }
        let agent = self.agent_of_participle(phrase, |_| true);
        if !agent.is_empty() {
            return agent;
        }
        // "la gestion par X de la crise".
        if self.prep_name(next) == Some("par") {
            return self.named_in(next);
        }
        // "le courage et la clairvoyance de X".
        let shared = self.kind(next) == Some(PhraseKind::Coordinator)
            && self.kind(next + 1) == Some(PhraseKind::Noun)
            && (self.prep_name(next + 1) == self.prep_name(phrase) || self.prep_name(next + 1) == Some("à"))
            && self.prep_name(next + 2) == Some("de");
        if shared && !self.syntax.phrases[phrase as usize].possessive {
            return self.stands_for_shallow(next + 2);
        }
        if self.syntax.phrases[phrase as usize].possessive { self.antecedent(phrase) } else { Reached::new() }
    }

    /// "la gestion de la crise du virus de X": behind what is handled stands who handles it.
    fn handler(&self, complement: u32) -> Reached {
        let mut named = self.named_in(self.last_of(complement));
        named.retain(|(mention, _)| self.persons.get(*mention) == Some(&true));
        named
    }

    /// "X, dont la popularité s'effondre": the noun after *dont* is of the one before it.
    /// The same for its object: "X, dont la presse salue le courage".
    fn antecedent_of_dont(&self, phrase: u32) -> Reached {
        let relative = phrase.checked_sub(1).filter(|&p| self.kind(p) == Some(PhraseKind::Relative));
        let ruling = || self.syntax.clauses.iter().find(|c| c.objects.contains(&phrase)).and_then(|c| c.opener);
        let Some(relative) = relative.or_else(ruling).filter(|&p| p > 0) else { return Reached::new() };
        let head = self.syntax.phrases[relative as usize].head;
        if self.doc.token_text(head as usize) != "dont" {
            return Reached::new();
        }
        let before = if self.is_comma(relative - 1) { relative.checked_sub(2) } else { Some(relative - 1) };
        before.map_or_else(Reached::new, |p| self.stands_for_shallow(p))
    }

    /// "la politique menée par X": who does what a noun names.
    pub(super) fn agent_of_participle(&self, phrase: u32, fits: impl Fn(&Clause) -> bool) -> Reached {
        let mut next = phrase + 1;
        let passed = [PhraseKind::Adjective, PhraseKind::Adverb, PhraseKind::Comma];
        while self.kind(next).is_some_and(|kind| passed.contains(&kind)) || self.prep_name(next) == Some("de") {
            next += 1;
        }
        let verb = self.syntax.phrases.get(next as usize).and_then(|p| p.verb);
        let clause = verb.and_then(|v| self.syntax.clauses.get(v as usize));
        let Some(clause) = clause.filter(|c| self.group(c).form == VerbForm::PastParticiple && fits(c)) else {
            return Reached::new();
        };
        let blamed = self.in_class(clause, VerbClass::Attribution);
        let by = clause.complements.iter().find(|(prep, _)| {
            let name = self.grammar.preposition_name(*prep);
            name == "par" || blamed && name == "à"
        });
        by.map_or_else(Reached::new, |(_, p)| self.stands_for_shallow(*p))
    }

    /// The first phrase that is no adjective and no bare participle: "les comptes falsifiés de X".
    fn skip_epithets(&self, mut phrase: u32) -> u32 {
        while let Some(p) = self.syntax.phrases.get(phrase as usize) {
            let participle = p.verb.is_some_and(|v| self.syntax.verbs[v as usize].form == VerbForm::PastParticiple);
            if !matches!(p.kind, PhraseKind::Adjective | PhraseKind::Mark) && !participle {
                break;
            }
            phrase += 1;
        }
        phrase
    }

    /// Whom "son", "sa", "leur" in a phrase refers to: the subject of its clause, else of the clause above, else the
    /// nearest mention before it, else the subject that follows ("Malgré son échec, X …").
    pub(super) fn antecedent(&self, phrase: u32) -> Reached {
        if !self.works(Mechanism::Possessives) {
            return Reached::new();
        }
        // The noun itself: the phrase may begin before the quotation mark.
        let noun = self.syntax.phrases[phrase as usize].head;
        let mut owners = self.possible_owners(phrase);
        owners.retain(|(mention, _)| !self.is_speaker(*mention, noun));
        if owners.len() == 1 && self.owned_by_many(phrase) {
            let place = self.syntax.phrase_at(self.mentions[owners[0].0].start);
            owners.retain(|_| place.is_some_and(|p| self.is_plural(p)));
        }
        owners
    }

    /// "leur", "leurs".
    fn owned_by_many(&self, phrase: u32) -> bool {
        let tokens = self.syntax.phrases[phrase as usize].tokens.clone();
        tokens.into_iter().any(|t| matches!(&*lowered(self.doc.token_text(t as usize)), "leur" | "leurs"))
    }

    /// The nearest person before the subject of a clause, rather a subject itself, or the subject behind its object.
    fn other_person(&self, clause: &Clause, object: u32) -> Reached {
        let first = clause.subjects.first().copied().unwrap_or(self.group(clause).phrase);
        let start = self.syntax.phrases[first as usize].tokens.start;
        let other = |(m, tokens): &(usize, &Range<u32>)| tokens.end <= start && self.persons.get(*m) != Some(&false);
        let acts = |(_, tokens): &(usize, &Range<u32>)| {
            let phrase = self.syntax.phrase_at(tokens.start);
            self.syntax.clauses.iter().any(|c| c.subjects.iter().any(|&s| Some(s) == phrase))
        };
        let mut before = self.mentions.iter().enumerate().filter(other);
        let found = before.clone().rfind(acts).or_else(|| before.next_back());
        found.map_or_else(|| self.subject_behind(object), |(m, _)| Reached::from_slice(&[(m, 100)]))
    }

    /// "Malgré son échec, X …".
    fn subject_behind(&self, phrase: u32) -> Reached {
        let after = self.syntax.clauses.iter().find(|c| {
            self.group(c).form == VerbForm::Finite && c.subjects.iter().any(|&s| s > phrase) && c.opener.is_none()
        });
        after.map_or_else(Reached::new, |c| self.named_in_all(&c.subjects))
    }

    fn possible_owners(&self, phrase: u32) -> Reached {
        let told = self.clause_around(phrase, |_| true).and_then(|clause| {
            self.owner_by_verb(clause, phrase).or_else(|| self.owner_among_subjects(clause, phrase))
        });
        told.unwrap_or_else(|| self.nearest_owner(phrase))
    }

    /// Whose something is by what its verb says of it.
    fn owner_by_verb(&self, clause: &Clause, phrase: u32) -> Option<Reached> {
        if self.in_class(clause, VerbClass::Reproach) {
            let told = self.complement(clause, "à");
            let clitic = self.referred(self.group(clause).dative_clitic);
            return Some(told.map_or(clitic, |phrase| self.stands_for_shallow(phrase)));
        }
        let active = self.group(clause).voice == Voice::Active;
        // "a félicité X pour son courage": what somebody is judged for is his own.
        if self.prep_name(phrase) == Some("pour") && active {
            let judged = self.named_in_all(&clause.objects);
            let clitic = self.referred(self.group(clause).object_clitic);
            let owners = if judged.is_empty() { clitic } else { judged };
            if !owners.is_empty() {
                return Some(owners);
            }
        }
        // "souhaite sa chute", "dénonce son attitude": somebody else's.
        let outward = active && clause.objects.contains(&phrase) && self.in_class(clause, VerbClass::Outward);
        outward.then(|| self.other_person(clause, phrase))
    }

    /// The subject of the clause, else of the nearest clause above that tells of somebody else.
    fn owner_among_subjects(&self, clause: &Clause, phrase: u32) -> Option<Reached> {
        if !clause.subjects.contains(&phrase) {
            let subjects = self.named_in_all(&clause.subjects);
            if !subjects.is_empty() {
                return Some(subjects);
            }
        }
        let clauses = &self.syntax.clauses;
        let governors = std::iter::successors(clause.governor, |&c| clauses[c as usize].governor);
        let above = governors.map(|c| &clauses[c as usize]).find(|c| !c.subjects.contains(&phrase));
        let named = above.map_or_else(Reached::new, |above| self.named_in_all(&above.subjects));
        if !named.is_empty() {
            return Some(named);
        }
        // "Le président du parti sent que son silence …": a person without a name owns it.
        let mut subjects = clause.subjects.iter().chain(above.iter().flat_map(|above| &above.subjects));
        let person = subjects.find(|&&s| s != phrase && self.in_noun_class(s, NounClass::Title));
        person.map(|&person| self.stands_for_shallow(person))
    }

    /// The nearest mention before it, else the subject that follows.
    fn nearest_owner(&self, phrase: u32) -> Reached {
        let start = self.syntax.phrases[phrase as usize].tokens.start;
        let before = self.mentions.iter().enumerate().rfind(|(_, tokens)| tokens.end <= start);
        // "exilée en Lituanie, elle revendique sa victoire": a country owns what its own clauses tell of.
        let owns = |(index, tokens): &(usize, &Range<u32>)| {
            let phrase = self.syntax.phrase_at(tokens.start);
            !self.is_kind(*index, Kind::State)
                || self.syntax.clauses.iter().any(|c| c.subjects.iter().any(|&s| Some(s) == phrase))
        };
        let nearest = before.filter(owns).map(|(index, _)| Reached::from_slice(&[(index, 100)]));
        nearest.unwrap_or_else(|| self.subject_behind(phrase))
    }
}
