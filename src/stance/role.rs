//! From a cue to the mentions it says something of, by the roles its row names.

use super::cue::Cue;
use super::reach::{Reached, Scene};
use crate::lexicon::{Lexicon, PREPOSITIONS, Role, Row, RowKind};
use crate::text::syntax::{Clause, NounClass, PhraseKind, VerbClass, VerbForm, Voice};
use crate::text::{LemmaId, Pos};

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

/// How far after a noun its complement may stand, in phrases.
const COMPLEMENT_REACH: u32 = 4;

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
        for &(role, value) in &row.effects {
            let reached = match row.kind {
                RowKind::Verb | RowKind::VerbalExpression => self.by_verb(cue, row, role),
                RowKind::Noun | RowKind::NominalExpression => self.by_noun(cue, role),
                RowKind::Adjective => self.by_adjective(cue, role),
                RowKind::AdjectivalExpression => self.by_adjectival_expression(cue, role),
                RowKind::Adverb | RowKind::AdverbialExpression => self.by_adverb(cue, role),
            };
            let reached = if reached.is_empty() { self.charged(cue, row) } else { reached };
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

    // ---- verbs -------------------------------------------------------------------------------------------------

    fn by_verb(&self, cue: &Cue, row: &Row, role: Role) -> Reached {
        let Some((_, clause)) = self.scene.clause_of_token(cue.anchor) else { return Reached::new() };
        let group = self.scene.group(clause);
        let is_main = group.main == cue.anchor;
        let voice = if is_main { group.voice } else { self.governor_voice(cue.anchor) };
        let has_object = row.effects.iter().any(|(r, _)| *r == Role::Object);
        // A bare participle of a pronominal or intransitive verb says something of its noun as subject ("enlisé").
        let stative = group.form == VerbForm::PastParticiple && is_main && row.lemma.starts_with(['s']) && is_pronominal(&row.lemma);
        match (role, voice) {
            (Role::Subject, _) if stative => self.scene.all(&clause.subjects),
            (Role::Subject, Voice::Active) => self.scene.all(&clause.subjects),
            (Role::Subject, Voice::Causative) => self.scene.all(&clause.objects),
            (Role::Subject, Voice::Passive | Voice::Receptive) => self.complements(clause, cue, "par"),
            (Role::Object, Voice::Active | Voice::Causative) if is_main => self.objects(clause, cue),
            (Role::Object, Voice::Passive | Voice::Receptive) => self.scene.all(&clause.subjects),
            (Role::Object, _) => Reached::new(),
            (Role::Named, _) => Reached::new(),
            (Role::Complement(_), Voice::Receptive) if !has_object && is_dative(role) => self.scene.all(&clause.subjects),
            (Role::Complement(_), _) => self.verb_complements(clause, cue, role),
        }
    }

    /// "a été empêché de parler": the voice of a verb that governs another one.
    fn governor_voice(&self, at: u32) -> Voice {
        let etre = at > 0 && self.verb_lemmas(at - 1).any(|l| self.scene.grammar.is_etre(Some(l)));
        let grammar = self.scene.grammar;
        let intransitive = self.verb_lemmas(at).any(|l| grammar.in_class(l, VerbClass::Etre) || grammar.is_causative(Some(l)));
        if etre && !intransitive { Voice::Passive } else { Voice::Active }
    }

    /// What a subject does to something of its own says nothing of itself through that thing: "X renforce son armée".
    fn without_own(&self, clause: &Clause, phrases: &[u32]) -> Vec<u32> {
        let owned = |phrase: &u32| {
            self.scene.syntax.phrases[*phrase as usize].possessive && !clause.subjects.is_empty()
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
        let reached = self.scene.all(&self.without_own(clause, &objects));
        if !reached.is_empty() || cue.tokens.len() == 1 {
            return reached;
        }
        // "mettre en cause X": the object follows the whole expression.
        let Some(last) = self.scene.syntax.phrase_at(cue.tokens.end - 1) else { return reached };
        let next = last + 1;
        let bare = self.scene.syntax.phrases.get(next as usize).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_none());
        if bare { self.scene.stands_for(next) } else { reached }
    }

    fn has_gap(&self, cue: &Cue) -> bool {
        self.lexicon.row(cue.row).lemma.contains('…')
    }

    fn complements(&self, clause: &Clause, cue: &Cue, name: &str) -> Reached {
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
                (fits && near || inside) && start + 1 >= after.min(start + 1) && (start >= after || self.overlaps_end(*phrase, cue))
            })
            .map(|(_, phrase)| *phrase)
            .collect();
        if phrases.is_empty() && cue.tokens.len() > 1 {
            return self.noun_complement(cue, last.unwrap_or_default(), role);
        }
        self.scene.all(&self.without_own(clause, &phrases))
    }

    /// The preposition of a complement may be the last word of the expression's phrase.
    fn overlaps_end(&self, phrase: u32, cue: &Cue) -> bool {
        let tokens = &self.scene.syntax.phrases[phrase as usize].tokens;
        tokens.contains(&(cue.tokens.end - 1)) && tokens.end > cue.tokens.end
    }

    fn only_adverbs(&self, from: u32, to: u32) -> bool {
        (from..to).all(|p| matches!(self.scene.kind(p), Some(PhraseKind::Adverb | PhraseKind::Other)))
    }

    fn role_of(&self, prep: u8) -> Option<Role> {
        Role::parse(self.scene.grammar.preposition_name(prep))
    }

    /// What somebody is arrested for, named in or caught up in: an offence among the complements of a passive says of
    /// its subject what the offence says of its author ("arrêté pour chantage", "impliqué dans un scandale").
    fn charged(&self, cue: &Cue, row: &Row) -> Reached {
        let nominal = matches!(row.kind, RowKind::Noun | RowKind::NominalExpression);
        let offence = nominal && row.tags.iter().any(|tag| tag == "justice") && row.effects.iter().all(|(_, v)| *v <= 0);
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor).filter(|_| offence) else { return Reached::new() };
        let clause = self.scene.syntax.clauses.iter().find(|c| {
            let passive = self.scene.group(c).voice == Voice::Passive;
            passive && c.complements.iter().any(|(prep, p)| *p == phrase && self.charges(*prep))
        });
        clause.map_or_else(Reached::new, |c| self.scene.all(&c.subjects))
    }

    fn charges(&self, prep: u8) -> bool {
        matches!(self.scene.grammar.preposition_name(prep), "pour" | "dans" | "de" | "par" | "à")
    }

    // ---- nouns -------------------------------------------------------------------------------------------------

    fn by_noun(&self, cue: &Cue, role: Role) -> Reached {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return Reached::new() };
        match role {
            Role::Named => {
                let named = self.named(phrase);
                if named.is_empty() { self.members(cue, phrase) } else { named }
            }
            Role::Complement(_) => self.noun_complement(cue, phrase, role),
            Role::Subject | Role::Object => Reached::new(),
        }
    }

    /// Who is called by the noun of a phrase.
    fn named(&self, phrase: u32) -> Reached {
        let inside = self.scene.named_in(phrase);
        if !inside.is_empty() {
            return inside;
        }
        for clause in &self.scene.syntax.clauses {
            let group = self.scene.group(clause);
            if clause.attributes.contains(&phrase) {
                return if group.copula || clause.objects.is_empty() {
                    self.scene.all(&clause.subjects)
                } else {
                    self.scene.all(&clause.objects)
                };
            }
            let labels = clause.complements.iter().any(|(prep, p)| *p == phrase && self.labels(clause, *prep));
            if labels {
                let told = group.voice == Voice::Active && group.reflexive.is_none() && !clause.objects.is_empty();
                return if told {
                    self.scene.all(&clause.objects)
                } else {
                    self.scene.all(&clause.subjects)
                };
            }
        }
        if let Some(host) = self.transparent_host(phrase) {
            return self.named(host);
        }
        self.beside(phrase)
    }

    /// "le prototype du populiste", "une sorte de sauveur": the noun before says of its subject what this one says.
    fn transparent_host(&self, phrase: u32) -> Option<u32> {
        let host = phrase.checked_sub(1)?;
        let head = self.scene.syntax.phrases[host as usize].head;
        let word = self.scene.doc.tokens[head as usize].word;
        let one = matches!(self.scene.doc.token_text(head as usize), "un" | "une");
        let transparent = one || self.scene.grammar.noun_at(self.scene.words, word, NounClass::Transparent);
        (transparent && self.scene.prep_name(phrase) == Some("de")).then_some(host)
    }

    /// "les terroristes du GSIM": a loaded plural names the group its members belong to.
    fn members(&self, cue: &Cue, phrase: u32) -> Reached {
        let loaded = self.lexicon.row(cue.row).tags.iter().any(|tag| tag.starts_with("loaded:"));
        let text = self.scene.doc.token_text(cue.anchor as usize);
        if loaded && text.ends_with(['s', 'x']) && self.scene.prep_name(phrase + 1) == Some("de") {
            return self.scene.named_in(phrase + 1);
        }
        Reached::new()
    }

    /// "qualifier X de", "considéré comme", "s'ériger en".
    fn labels(&self, clause: &Clause, prep: u8) -> bool {
        let group = self.scene.group(clause);
        let labelling =
            self.verb_lemmas(group.main).any(|l| self.scene.grammar.in_class(l, VerbClass::Labelling));
        match self.scene.grammar.preposition_name(prep) {
            "comme" => true,
            "de" => labelling,
            "pour" => labelling || group.copula,
            "en" => labelling || group.reflexive.is_some(),
            _ => false,
        }
    }

    fn verb_lemmas(&self, token: u32) -> impl Iterator<Item = LemmaId> + '_ {
        let word = self.scene.doc.tokens[token as usize].word;
        self.scene.words.analyses(word).iter().filter(|a| a.pos == Pos::Verb).map(|a| a.lemma)
    }

    /// Apposition of a describing phrase: "X, bourreau de …", "bourreau de son peuple, X …".
    fn beside(&self, phrase: u32) -> Reached {
        let p = &self.scene.syntax.phrases[phrase as usize];
        if p.kind == PhraseKind::Noun && p.prep.is_some() {
            return Reached::new();
        }
        let named = self.scene.named_in(phrase);
        if named.is_empty() { self.scene.described(phrase) } else { named }
    }

    fn noun_complement(&self, cue: &Cue, phrase: u32, role: Role) -> Reached {
        if role == DE {
            if let Some(own) = self.own_phrase(cue, phrase) {
                return self.with_coordinates(own);
            }
            let owner = self.owner_after(cue, phrase);
            if !owner.is_empty() {
                return owner;
            }
            let supported = self.through_support(phrase);
            let noun = self.scene.kind(phrase) == Some(PhraseKind::Noun);
            return if supported.is_empty() && noun { self.scene.attributed(phrase) } else { supported };
        }
        if let Some(own) = self.own_phrase(cue, phrase) {
            return self.with_coordinates(own);
        }
        let last = self.scene.syntax.phrase_at(cue.tokens.end - 1).unwrap_or(phrase);
        // The expression may end with the preposition of its complement: "vent debout contre X".
        let mut next = if self.scene.syntax.phrases[last as usize].tokens.end > cue.tokens.end && last > phrase { last } else { last + 1 };
        for _ in 0..COMPLEMENT_REACH {
            let Some(p) = self.scene.syntax.phrases.get(next as usize) else { break };
            match p.kind {
                PhraseKind::Noun => match p.prep {
                    Some(prep) if self.role_of(prep).is_some_and(|r| role.accepts(r)) => {
                        return self.with_coordinates(next);
                    }
                    Some(_) => {}
                    None => break,
                },
                PhraseKind::Adjective | PhraseKind::Adverb => {}
                PhraseKind::Verb if self.is_bare_participle(next) => {}
                _ => break,
            }
            next += 1;
        }
        Reached::new()
    }

    /// The phrase that an expression opens as its preposition: "grâce à X", "à cause de X".
    fn own_phrase(&self, cue: &Cue, phrase: u32) -> Option<u32> {
        let p = &self.scene.syntax.phrases[phrase as usize];
        let opens = p.kind == PhraseKind::Noun && cue.tokens.start == p.tokens.start && cue.tokens.end <= p.head;
        if opens {
            return Some(phrase);
        }
        let last = self.scene.syntax.phrase_at(cue.tokens.end - 1).filter(|last| *last > phrase)?;
        let p = &self.scene.syntax.phrases[last as usize];
        (p.kind == PhraseKind::Noun && p.prep.is_some() && cue.tokens.end <= p.head).then_some(last)
    }

    /// A complement with those coordinated to it: "contre la France et l'Algérie". What somebody feels toward something
    /// of its own says nothing of itself.
    fn with_coordinates(&self, phrase: u32) -> Reached {
        if self.scene.syntax.phrases[phrase as usize].possessive && self.scene.named_in(phrase).is_empty() {
            return Reached::new();
        }
        let mut reached = self.scene.stands_for(phrase);
        let mut at = phrase + 1;
        while matches!(self.scene.kind(at), Some(PhraseKind::Coordinator | PhraseKind::Comma))
            && self.scene.kind(at + 1) == Some(PhraseKind::Noun)
            && self.scene.kind(at + 2) != Some(PhraseKind::Verb)
        {
            reached.extend(self.scene.named_in(at + 1));
            at += 2;
        }
        reached
    }

    fn is_bare_participle(&self, phrase: u32) -> bool {
        self.scene.syntax.phrases[phrase as usize]
            .verb
            .is_some_and(|v| self.scene.syntax.verbs[v as usize].form == VerbForm::PastParticiple)
    }

    /// Owner of the noun, looking behind the end of a longer expression.
    fn owner_after(&self, cue: &Cue, phrase: u32) -> Reached {
        let last = self.scene.syntax.phrase_at(cue.tokens.end - 1).unwrap_or(phrase);
        let owner = self.scene.owner_of(last);
        if owner.is_empty() && last != phrase { self.scene.owner_of(phrase) } else { owner }
    }

    /// "X commet des exactions", "une répression menée par X".
    fn through_support(&self, phrase: u32) -> Reached {
        for clause in &self.scene.syntax.clauses {
            let group = self.scene.group(clause);
            let support = self.verb_lemmas(group.main).any(|l| self.scene.grammar.in_class(l, VerbClass::Support));
            if !support {
                continue;
            }
            match group.voice {
                Voice::Active if clause.objects.contains(&phrase) => return self.scene.all(&clause.subjects),
                Voice::Passive if clause.subjects.contains(&phrase) => {
                    let by: Vec<u32> = clause
                        .complements
                        .iter()
                        .filter(|(prep, _)| self.scene.grammar.preposition_name(*prep) == "par")
                        .map(|(_, p)| *p)
                        .collect();
                    return self.scene.all(&by);
                }
                _ => {}
            }
        }
        Reached::new()
    }

    // ---- adjectives and adverbs --------------------------------------------------------------------------------

    fn by_adjective(&self, cue: &Cue, role: Role) -> Reached {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return Reached::new() };
        if let Role::Complement(_) = role {
            return self.noun_complement(cue, phrase, role);
        }
        let p = &self.scene.syntax.phrases[phrase as usize];
        match p.kind {
            PhraseKind::Noun => {
                let named = self.named(phrase);
                if !named.is_empty() {
                    return named;
                }
                let percent = self.scene.carrier_percent(phrase).or_else(|| self.scene.own_percent(phrase));
                let owners = percent.map(|_| self.scene.owner_of(phrase)).unwrap_or_default();
                owners.into_iter().map(|(m, q)| (m, q * percent.unwrap_or_default() / 100)).collect()
            }
            PhraseKind::Verb => match self.scene.clause_of_token(cue.anchor) {
                Some((_, clause)) if self.scene.group(clause).voice == Voice::Passive => self.scene.all(&clause.subjects),
                _ => Reached::new(),
            },
            _ => self.detached(phrase),
        }
    }

    /// An adjective outside a noun phrase: attribute, or beside its noun.
    fn detached(&self, phrase: u32) -> Reached {
        for clause in &self.scene.syntax.clauses {
            if clause.attributes.contains(&phrase) {
                let group = self.scene.group(clause);
                return if group.copula || clause.objects.is_empty() {
                    self.scene.all(&clause.subjects)
                } else {
                    self.scene.all(&clause.objects)
                };
            }
        }
        self.neighbour(phrase)
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

    fn by_adjectival_expression(&self, cue: &Cue, role: Role) -> Reached {
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
                let labelling = self.verb_lemmas(group.main).any(|l| self.scene.grammar.in_class(l, VerbClass::Labelling));
                if labelling {
                    return objects;
                }
            }
            return self.scene.all(&clause.subjects);
        }
        self.neighbour(phrase)
    }

    fn by_adverb(&self, cue: &Cue, role: Role) -> Reached {
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

/// The role of a complement in *de*.
const DE: Role = Role::Complement(0);

fn is_dative(role: Role) -> bool {
    matches!(role, Role::Complement(index) if PREPOSITIONS[index as usize].0 == "à")
}

fn is_pronominal(lemma: &str) -> bool {
    lemma.starts_with("se ") || lemma.starts_with("s'")
}
