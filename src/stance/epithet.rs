//! Roles of adjectives and adverbs: epithet, attribute, beside a name, of a clause.

use super::cue::Cue;
use super::nominal::said_of_subject;
use super::reach::Reached;
use super::role::{DE, Roles};
use crate::actor::Kind;
use crate::lexicon::Role;
use crate::text::syntax::{Clause, PhraseKind, VerbClass, VerbForm, Voice};
use crate::text::{Morph, Pos};

impl Roles<'_, '_, '_> {
    pub(super) fn by_adjective(&self, cue: &Cue, role: Role) -> Reached {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return Reached::new() };
        if let Role::Complement(_) = role {
            return self.noun_complement(cue, phrase, role);
        }
        let p = &self.scene.syntax.phrases[phrase as usize];
        match p.kind {
            PhraseKind::Noun => {
                let phrase = self.agreeing(cue, phrase);
                let p = &self.scene.syntax.phrases[phrase as usize];
                let named = self.named(phrase);
                if !named.is_empty() {
                    return named;
                }
                // "X affronte le favori": the adjective is the thing itself and qualifies nothing.
                if cue.tokens.contains(&p.head) {
                    return Reached::new();
                }
                let carrier = self.scene.carrier_percent(phrase);
                let percent = carrier.or_else(|| self.scene.own_percent(phrase));
                let mut owners = percent.map(|_| self.scene.owner_of(phrase)).unwrap_or_default();
                // "les monuments célèbres d'Italie": of a country only what it does and makes.
                if carrier.is_none() {
                    let authors = self.scene.author_of(phrase);
                    owners.retain(|o| !self.scene.is_kind(o.0, Kind::State) || authors.iter().any(|a| a.0 == o.0));
                }
                if owners.is_empty() && percent.is_some() {
                    owners = self.through_support(phrase);
                }
                owners.into_iter().map(|(m, q)| (m, q * percent.unwrap_or_default() / 100)).collect()
            }
            PhraseKind::Verb => match self.scene.clause_of_token(cue.anchor) {
                Some((_, clause)) if self.scene.group(clause).voice == Voice::Passive => {
                    self.scene.all(&clause.subjects)
                }
                _ => Reached::new(),
            },
            _ => self.detached(phrase),
        }
    }

    /// "un état des lieux honnête": an adjective at the end of a complement belongs to the noun it agrees with in number.
    fn agreeing(&self, cue: &Cue, phrase: u32) -> u32 {
        let p = &self.scene.syntax.phrases[phrase as usize];
        let before = phrase.checked_sub(1).filter(|&b| self.scene.kind(b) == Some(PhraseKind::Noun));
        let Some(before) = before.filter(|_| self.scene.prep_name(phrase) == Some("de") && cue.anchor > p.head) else {
            return phrase;
        };
        let host = self.scene.syntax.phrases[before as usize].head;
        let fits = |noun: u32| self.number(noun, Pos::Noun) & self.number(cue.anchor, Pos::Adj) != 0;
        if !fits(p.head) && fits(host) { before } else { phrase }
    }

    /// The numbers a word may have: 1 singular, 2 plural, 3 both or unknown.
    fn number(&self, token: u32, pos: Pos) -> u8 {
        let word = self.scene.doc.tokens[token as usize].word;
        let readings = self.scene.words.analyses(word).iter().filter(|a| a.pos == pos);
        let one = |m: Morph| u8::from(m.any(Morph::SING)) | u8::from(m.any(Morph::PLUR)) << 1;
        let numbers = readings.fold(0, |known, a| known | one(a.morph));
        if numbers == 0 { 3 } else { numbers }
    }

    /// An adjective outside a noun phrase: attribute, or beside its noun.
    fn detached(&self, phrase: u32) -> Reached {
        for clause in &self.scene.syntax.clauses {
            if clause.attributes.contains(&phrase) {
                let group = self.scene.group(clause);
                let holders = if said_of_subject(group) { &clause.subjects } else { &clause.objects };
                let reached = self.scene.all(holders);
                return if reached.is_empty() { self.beside_attribute(clause, holders) } else { reached };
            }
        }
        self.neighbour(phrase)
    }

    /// "Les choix de X sont absurdes": a thing of its own, even one that carries nothing else; "il est naïf de la part de X".
    fn beside_attribute(&self, clause: &Clause, holders: &[u32]) -> Reached {
        let part = self.scene.complement(clause, "de_la_part_de");
        if let Some(phrase) = part {
            return self.scene.stands_for(phrase);
        }
        let mut reached = Reached::new();
        for &thing in holders {
            let Some(percent) = self.scene.own_percent(thing) else { continue };
            let mut owners = self.scene.owner_of(thing);
            // "X a un bilan jugé désastreux".
            if owners.is_empty() {
                owners = self.through_support(thing);
            }
            reached.extend(owners.into_iter().map(|(m, q)| (m, q * percent / 100)));
        }
        reached
    }

    /// The noun phrase that something detached belongs to: before it, over a comma or not; or the subject that follows.
    fn neighbour(&self, phrase: u32) -> Reached {
        let mut before = phrase;
        while before > 0 {
            before -= 1;
            match self.scene.kind(before) {
                Some(
                    PhraseKind::Comma
                    | PhraseKind::Adverb
                    | PhraseKind::Adjective
                    | PhraseKind::Coordinator
                    | PhraseKind::Mark,
                ) => {}
                Some(PhraseKind::Noun) => return self.scene.stands_for_shallow(before),
                _ => return Reached::new(),
            }
        }
        self.scene
            .clause_around(phrase, |_| true)
            .filter(|c| c.subjects.iter().any(|&s| s > phrase))
            .map_or_else(Reached::new, |c| self.scene.all(&c.subjects))
    }

    pub(super) fn by_adjectival_expression(&self, cue: &Cue, role: Role) -> Reached {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return Reached::new() };
        if let Role::Complement(_) = role {
            return if role == DE { self.owner_after(cue, phrase) } else { self.noun_complement(cue, phrase, role) };
        }
        let own = &self.scene.syntax.phrases[phrase as usize];
        if own.kind == PhraseKind::Noun && own.prep.is_none() {
            let named = self.scene.named_in(phrase);
            if !named.is_empty() {
                return named;
            }
        }
        // After a verb the subject is meant; after a noun or a comma that noun.
        let verb_before = self.scene.syntax.clauses.iter().rfind(|c| {
            let verb = self.scene.group(c).phrase;
            verb <= phrase && phrase < c.end
        });
        if let Some(clause) = verb_before {
            let group = self.scene.group(clause);
            if group.voice == Voice::Active && !clause.objects.is_empty() && !group.copula {
                let objects = self.scene.all(&clause.objects);
                let labelling = self.scene.in_class(clause, VerbClass::Labelling);
                if labelling {
                    return objects;
                }
            }
            return self.scene.all(&clause.subjects);
        }
        self.neighbour(phrase)
    }

    pub(super) fn by_adverb(&self, cue: &Cue, role: Role) -> Reached {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return Reached::new() };
        if matches!(role, Role::Complement(_)) {
            return self.noun_complement(cue, phrase, role);
        }
        // The expression may hold a participle, which is no clause of its own here ("à marche forcée").
        let outside = |c: &&Clause| {
            let group = self.scene.group(c);
            let participle = matches!(group.form, VerbForm::PastParticiple | VerbForm::PresentParticiple);
            !participle || !cue.tokens.contains(&group.main)
        };
        let Some(clause) = self.scene.clause_around(phrase, outside) else { return Reached::new() };
        match self.scene.group(clause).voice {
            Voice::Passive | Voice::Receptive => self.complements(clause, cue, "par"),
            Voice::Active | Voice::Causative => self.scene.all(&clause.subjects),
        }
    }
}
