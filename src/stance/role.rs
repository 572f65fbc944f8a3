//! From a cue to the mentions it says something of, by the roles its row names.

use super::cue::{Cue, is_pronominal};
use super::mechanism::Mechanism;
use super::reach::{Reached, Scene};
use crate::actor::Kind;
use crate::lexicon::{Lexicon, Role, Row, RowKind};
use crate::text::Pos;
use crate::text::syntax::{Clause, PhraseKind, VerbClass, VerbForm, Voice};

/// One effect that arrives at a mention, before shifters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrival {
    /// Index of the mention in the sentence's list.
    pub mention: usize,
    /// The role.
    pub role: Role,
    /// The row's value, −3..=3.
    pub value: i8,
    /// Percent left after the way through carriers.
    pub percent: i64,
}

/// Assigns roles in one sentence.
pub(super) struct Roles<'s, 'a, 'd> {
    pub scene: &'s Scene<'a, 'd>,
    pub lexicon: &'s Lexicon,
}

impl Roles<'_, '_, '_> {
    /// Everything a cue says of the mentions of the sentence.
    pub fn arrivals(&self, cue: &Cue) -> Vec<Arrival> {
        let row = self.lexicon.row(cue.row);
        let mut out = Vec::new();
        let violent = || row.kind == RowKind::Verb && row.tags().any(|tag| tag == "violence");
        for &(role, value) in &row.effects {
            if role == Role::Subject && value < 0 && violent() && self.is_against_evil(cue) {
                continue;
            }
            let reached = match row.kind {
                RowKind::Verb | RowKind::VerbalExpression => self.by_verb(cue, row, role),
                RowKind::Noun | RowKind::NominalExpression => self.by_noun(cue, role),
                RowKind::Adjective => self.by_adjective(cue, role),
                RowKind::AdjectivalExpression => self.by_adjectival_expression(cue, role),
                RowKind::Adverb | RowKind::AdverbialExpression => self.by_adverb(cue, role),
            };
            for (mention, percent) in reached {
                let inside = self.scene.mentions[mention].contains(&cue.anchor);
                let known = out.iter().any(|a: &Arrival| a.mention == mention);
                if !inside && !known {
                    out.push(Arrival { mention, role, value, percent });
                }
            }
        }
        out
    }

    /// Whom an adjective qualifies, whatever its row says of them: "X est content de Y" is silent about X on purpose.
    pub fn qualified(&self, cue: &Cue) -> Reached {
        match self.lexicon.row(cue.row).kind {
            RowKind::Adjective => self.by_adjective(cue, Role::Named),
            RowKind::Adverb | RowKind::AdverbialExpression => self.subjects_around(cue),
            _ => Reached::new(),
        }
    }

    fn subjects_around(&self, cue: &Cue) -> Reached {
        let clause = self.scene.syntax.phrase_at(cue.anchor).and_then(|p| self.scene.clause_around(p, |_| true));
        clause.map_or_else(Reached::new, |c| self.scene.all(&c.subjects))
    }

    /// "détruit une base terroriste", "a tué dix jihadistes": who strikes at evil is not blamed for the blow.
    fn is_against_evil(&self, cue: &Cue) -> bool {
        let Some((_, clause)) = self.scene.clause_of_token(cue.anchor) else { return false };
        let group = self.scene.group(clause);
        let struck = if group.voice == Voice::Active { &clause.objects } else { &clause.subjects };
        // "a tué vingt combattants de l'EI"; in "les attentats commis par l'EI" nobody else acts.
        let agents = if group.voice == Voice::Active { Reached::new() } else { self.complements(clause, cue, "par") };
        let armed = |phrase| {
            let mut victims = self.scene.stands_for(phrase);
            // "le chef d'Al-Qaïda a été tué".
            if self.scene.prep_name(phrase + 1) == Some("de") {
                victims.extend(self.scene.named_in(phrase + 1));
            }
            victims.retain(|victim| agents.iter().all(|agent| agent.0 != victim.0));
            victims.iter().any(|(m, _)| self.scene.is_kind(*m, Kind::ArmedGroup))
        };
        struck.iter().any(|&phrase| {
            self.scene.works(Mechanism::Fought)
                && (armed(phrase)
                    || self.scene.syntax.phrases[phrase as usize].tokens.clone().any(|token| self.is_evil(token)))
        })
    }

    /// A word that calls somebody a criminal or an armed enemy.
    fn is_evil(&self, token: u32) -> bool {
        let word = self.scene.doc.tokens[token as usize].word;
        let named = |row: &Row| row.effects.iter().any(|(role, value)| *role == Role::Named && *value < 0);
        let grave =
            |row: &Row| row.tags().any(|tag| tag == "violence" || tag == "justice" || tag.starts_with("loaded:"));
        let lemmas = self.scene.words.analyses(word).iter().filter(|a| matches!(a.pos, Pos::Noun | Pos::Adj));
        lemmas
            .flat_map(|a| self.lexicon.single(a.lemma))
            .map(|(row, _)| self.lexicon.row(*row))
            .any(|row| named(row) && grave(row))
    }

    // ---- verbs -------------------------------------------------------------------------------------------------

    fn by_verb(&self, cue: &Cue, row: &Row, role: Role) -> Reached {
        let Some((_, clause)) = self.scene.clause_of_token(cue.anchor) else { return Reached::new() };
        let group = self.scene.group(clause);
        let is_main = group.main == cue.anchor;
        let voice = if is_main { group.voice } else { self.governor_voice(cue.anchor) };
        let voice = if self.scene.works(Mechanism::Passive) { voice } else { Voice::Active };
        let has_object = row.effects.iter().any(|(r, _)| *r == Role::Object);
        // A bare participle of a pronominal or intransitive verb says something of its noun as subject ("enlisé").
        let state = group.form == VerbForm::PastParticiple || voice == Voice::Passive;
        let stative = state && is_main && is_pronominal(&row.lemma);
        // Who has somebody massacred is answerable for it.
        let answerable = || row.tags().any(|tag| tag == "violence" || tag == "rights");
        match (role, voice) {
            (Role::Subject, _) if stative => self.scene.all(&clause.subjects),
            (Role::Subject, Voice::Active) => {
                let subjects = self.scene.subjects(clause);
                if subjects.is_empty() { self.scene.ruler_of(clause) } else { subjects }
            }
            (Role::Subject, Voice::Causative) if answerable() => self.scene.all(&clause.subjects),
            (Role::Subject, Voice::Causative) => self.scene.all(&clause.objects),
            (Role::Subject, Voice::Passive | Voice::Receptive) => self.complements(clause, cue, "par"),
            (Role::Object, Voice::Active | Voice::Causative) if is_main || cue.tokens.len() > 1 => {
                let clitic = self.scene.referred(group.object_clitic);
                if clitic.is_empty() { self.objects(clause, cue) } else { clitic }
            }
            (Role::Object, Voice::Passive | Voice::Receptive) => {
                let mut reached = self.scene.subjects(clause);
                // "la ligne défendue par X": what is done to the line is not done to who does it.
                let agents = self.complements(clause, cue, "par");
                reached.retain(|(mention, _)| agents.iter().all(|(agent, _)| agent != mention));
                reached
            }
            (Role::Object, _) => Reached::new(),
            (Role::Named, _) => Reached::new(),
            (Role::Complement(_), Voice::Receptive) if !has_object && is_dative(role) => {
                self.scene.all(&clause.subjects)
            }
            // "s'est fait damer le pion".
            (TO, Voice::Passive) if !has_object && group.reflexive.is_some() => self.scene.all(&clause.subjects),
            // "l'image de X est ternie".
            (DE, Voice::Passive) if row.kind == RowKind::VerbalExpression && cue.tokens.len() == 1 => {
                clause.subjects.iter().flat_map(|&subject| self.scene.owner_of(subject)).collect()
            }
            (Role::Complement(_), _) => {
                let clitic = self.scene.referred(group.dative_clitic.filter(|_| is_main && is_dative(role)));
                if clitic.is_empty() { self.verb_complements(clause, cue, role) } else { clitic }
            }
        }
    }

    /// "a été empêché de parler": the voice of a verb that governs another one.
    fn governor_voice(&self, at: u32) -> Voice {
        let etre = at > 0 && self.verb_lemmas(at - 1).any(|l| self.scene.grammar.is_etre(Some(l)));
        let grammar = self.scene.grammar;
        let intransitive =
            self.verb_lemmas(at).any(|l| grammar.in_class(l, VerbClass::Etre) || grammar.is_causative(Some(l)));
        if etre && !intransitive { Voice::Passive } else { Voice::Active }
    }

    /// What a subject does to something of its own says nothing of itself through that thing: "X renforce son armée".
    fn without_own(&self, clause: &Clause, phrases: &[u32]) -> Vec<u32> {
        let owned = |phrase: &u32| {
            let possessive = self.scene.syntax.phrases[*phrase as usize].possessive;
            self.scene.works(Mechanism::OwnThings)
                && possessive
                && !clause.subjects.is_empty()
                && self.scene.named_in(*phrase).is_empty()
        };
        phrases.iter().copied().filter(|phrase| !owned(phrase)).collect()
    }

    fn objects(&self, clause: &Clause, cue: &Cue) -> Reached {
        // The words of an expression are not its object.
        let own = |phrase: u32| {
            let tokens = &self.scene.syntax.phrases[phrase as usize].tokens;
            cue.tokens.contains(&tokens.start) && tokens.end <= cue.tokens.end && !self.has_gap(cue)
        };
        let objects: Vec<u32> = clause.objects.iter().copied().filter(|&p| !own(p)).collect();
        // "dénonce son attitude": never the subject's own.
        let outward = self.scene.in_class(clause, VerbClass::Outward);
        let reached = self.scene.all(&if outward { objects } else { self.without_own(clause, &objects) });
        if !reached.is_empty() || cue.tokens.len() == 1 {
            return reached;
        }
        // "refuser de recevoir X": the object of its last verb.
        if let Some((_, last)) = self.scene.clause_of_token(cue.tokens.end - 1)
            && self.scene.group(last).main == cue.tokens.end - 1
            && self.scene.group(last).main != cue.anchor
            && !last.objects.is_empty()
        {
            return self.scene.all(&last.objects);
        }
        // "mettre en cause X": the object follows the whole expression.
        let Some(last) = self.scene.syntax.phrase_at(cue.tokens.end - 1) else { return reached };
        // "met en difficulté X": the name is drawn into the phrase that ends the expression.
        let drawn: Reached = self.scene.named_in(last);
        let drawn: Reached =
            drawn.into_iter().filter(|(m, _)| self.scene.mentions[*m].start >= cue.tokens.end).collect();
        if !drawn.is_empty() {
            return drawn;
        }
        let next = last + 1;
        let bare = self
            .scene
            .syntax
            .phrases
            .get(next as usize)
            .is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_none());
        if bare { self.scene.stands_for(next) } else { reached }
    }

    fn has_gap(&self, cue: &Cue) -> bool {
        self.lexicon.row(cue.row).lemma.contains('…')
    }

    pub(super) fn complements(&self, clause: &Clause, cue: &Cue, name: &str) -> Reached {
        let phrases: Vec<u32> = clause
            .complements
            .iter()
            .filter(|(prep, phrase)| {
                self.scene.grammar.preposition_name(*prep) == name
                    && self.scene.syntax.phrases[*phrase as usize].tokens.start >= cue.anchor
            })
            .map(|(_, phrase)| *phrase)
            .collect();
        self.scene.all(&phrases)
    }

    fn verb_complements(&self, clause: &Clause, cue: &Cue, role: Role) -> Reached {
        let after = cue.tokens.end;
        let last = self.scene.syntax.phrase_at(after - 1);
        let phrases: Vec<u32> = clause
            .complements
            .iter()
            .filter(|(prep, phrase)| {
                let start = self.scene.syntax.phrases[*phrase as usize].tokens.start;
                let fits = self.role_of(*prep).is_some_and(|r| role.accepts(r));
                // "de" binds to the nearest noun: only right after the verb or the expression.
                let near = role != DE || last.is_some_and(|l| *phrase <= l + 1 || self.only_adverbs(l + 1, *phrase));
                let inside = self.overlaps_end(*phrase, cue) && cue.tokens.len() > 1;
                (fits && near || inside)
                    && start + 1 >= after.min(start + 1)
                    && (start >= after || self.overlaps_end(*phrase, cue) || role != DE && self.is_in_gap(*phrase, cue))
            })
            .map(|(_, phrase)| *phrase)
            .enumerate()
            // "rendre hommage aux soldats tombés au Mali": to whom it is done stands first, with those coordinated.
            .filter(|&(number, phrase)| number == 0 || !is_dative(role) || self.is_coordinated(phrase))
            .map(|(_, phrase)| phrase)
            .collect();
        if phrases.is_empty() && cue.tokens.len() > 1 {
            // "X demande son départ": somebody else's.
            let mut reached = self.noun_complement(cue, last.unwrap_or_default(), role);
            let own = self.scene.all(&clause.subjects);
            reached.retain(|(mention, _)| role != DE || own.iter().all(|(subject, _)| subject != mention));
            return reached;
        }
        self.scene.all(&self.without_own(clause, &phrases))
    }

    /// "demander à X de cesser".
    fn is_in_gap(&self, phrase: u32, cue: &Cue) -> bool {
        let tokens = &self.scene.syntax.phrases[phrase as usize].tokens;
        self.has_gap(cue) && tokens.start > cue.anchor && tokens.end < cue.tokens.end
    }

    fn is_coordinated(&self, phrase: u32) -> bool {
        matches!(self.scene.kind(phrase.saturating_sub(1)), Some(PhraseKind::Coordinator | PhraseKind::Comma))
    }

    /// The preposition of a complement may be the last word of the expression's phrase.
    fn overlaps_end(&self, phrase: u32, cue: &Cue) -> bool {
        let tokens = &self.scene.syntax.phrases[phrase as usize].tokens;
        tokens.contains(&(cue.tokens.end - 1)) && tokens.end > cue.tokens.end
    }

    fn only_adverbs(&self, from: u32, to: u32) -> bool {
        (from..to).all(|p| matches!(self.scene.kind(p), Some(PhraseKind::Adverb | PhraseKind::Other)))
    }

    pub(super) fn role_of(&self, prep: u8) -> Option<Role> {
        Role::parse(self.scene.grammar.preposition_name(prep))
    }
}

/// The role of a complement in *de*, …
pub(super) const DE: Role = Role::Complement(0);
/// … in *à*, …
pub(super) const TO: Role = Role::Complement(1);
/// … in *par*, …
pub(super) const BY: Role = Role::Complement(12);
/// … and in *en*.
pub(super) const IN: Role = Role::Complement(13);

fn is_dative(role: Role) -> bool {
    role == TO
}
