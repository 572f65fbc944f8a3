//! Roles of nouns: who is called so, whose it is, toward whom it goes.

use super::cue::Cue;
use super::mechanism::Mechanism;
use super::reach::Reached;
use super::role::{BY, DE, IN, Roles, TO};
use crate::actor::Kind;
use crate::lexicon::{Role, Row, RowKind};
use crate::text::syntax::{Clause, NounClass, PhraseKind, VerbClass, VerbForm, VerbGroup, Voice};
use crate::text::{LemmaId, Pos, lowered};

/// How far after a noun its complement may stand, in phrases.
const COMPLEMENT_REACH: u32 = 4;

impl Roles<'_, '_, '_> {
    pub(super) fn by_noun(&self, cue: &Cue, role: Role) -> Reached {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return Reached::new() };
        match role {
            Role::Named => {
                let named = self.named_by(cue, phrase);
                if named.is_empty() { self.members(cue, phrase) } else { named }
            }
            Role::Complement(_) => self.noun_complement(cue, phrase, role),
            Role::Subject | Role::Object => Reached::new(),
        }
    }

    /// Who is called by the noun of a phrase.
    pub(super) fn named(&self, phrase: u32) -> Reached {
        let inside = self.scene.named_in(phrase);
        if inside.is_empty() { self.called(phrase) } else { inside }
    }

    /// The same; a name that is a word of the expression itself is nobody ("prix Nobel").
    fn named_by(&self, cue: &Cue, phrase: u32) -> Reached {
        let mut inside = self.scene.named_in(phrase);
        inside.retain(|(mention, _)| {
            let name = &self.scene.mentions[*mention];
            name.end > cue.tokens.end || name.start < cue.tokens.start
        });
        // "X est comparé au dictateur Y": of a stranger, and of who is likened to him.
        let known = inside.iter().any(|(mention, _)| *mention < self.scene.persons.len());
        if inside.is_empty() || !known && self.is_label(phrase) { self.called(phrase) } else { inside }
    }

    /// True for what a verb says that somebody is, or is like.
    fn is_label(&self, phrase: u32) -> bool {
        let labels = |c: &Clause| c.complements.iter().any(|(prep, p)| *p == phrase && self.labels(c, *prep));
        self.scene.syntax.clauses.iter().any(labels)
    }

    /// Who is called so by a phrase that names nobody.
    fn called(&self, phrase: u32) -> Reached {
        for clause in &self.scene.syntax.clauses {
            let group = self.scene.group(clause);
            if clause.attributes.contains(&phrase) {
                let of_subject = said_of_subject(group);
                return if of_subject { self.scene.subjects(clause) } else { self.scene.all(&clause.objects) };
            }
            if self.takes_up(clause, phrase) {
                return self.scene.named_in_all(&clause.attributes);
            }
            let other_side = self.other_side(clause, phrase);
            if !other_side.is_empty() {
                return other_side;
            }
            let labels = clause.complements.iter().any(|(prep, p)| *p == phrase && self.labels(clause, *prep));
            if labels {
                return self.labelled(clause, phrase);
            }
        }
        if let Some(host) = self.transparent_host(phrase) {
            return self.named(host);
        }
        self.beside(phrase)
    }

    /// "le grand perdant du scrutin, c'est X": what stands before the comma is taken up by "ce".
    fn takes_up(&self, clause: &Clause, phrase: u32) -> bool {
        let pronoun = clause.subjects.first().filter(|_| self.scene.group(clause).copula);
        let Some(&pronoun) = pronoun.filter(|&&p| p >= 2 && self.scene.is_comma(p - 1)) else { return false };
        let head = self.scene.syntax.phrases[pronoun as usize].head;
        let taken = matches!(&*lowered(self.scene.doc.token_text(head as usize)), "c'" | "c’" | "ce");
        taken && phrase < pronoun && self.scene.skip_own_complements(phrase) == pronoun - 1
    }

    /// Whom "considérer comme", "qualifier de", "comparer à" speak of: never who judges.
    fn labelled(&self, clause: &Clause, phrase: u32) -> Reached {
        let group = self.scene.group(clause);
        let told = group.voice == Voice::Active && group.reflexive.is_none();
        if told && group.object_clitic.is_some() && !group.copula {
            return self.scene.referred(group.object_clitic);
        }
        // "X considère comme injuste que …": what is judged stands in a clause of its own.
        let judged = told && clause.objects.is_empty() && self.scene.in_class(clause, VerbClass::Labelling);
        if judged && self.scene.prep_name(phrase) == Some("comme") {
            return Reached::new();
        }
        self.scene.all(if told && !clause.objects.is_empty() { &clause.objects } else { &clause.subjects })
    }

    /// What is no attribute by its place but by its verb: "le favori est X", "voit en X un allié", "est surnommé le tyran",
    /// "fait partie des favoris".
    fn other_side(&self, clause: &Clause, phrase: u32) -> Reached {
        let group = self.scene.group(clause);
        if group.copula && clause.subjects.contains(&phrase) {
            let named = self.scene.named_in_all(&clause.attributes);
            let last = clause.attributes.last().filter(|_| named.is_empty());
            return last.map_or(named, |&attribute| self.scene.described(attribute));
        }
        if !clause.objects.contains(&phrase) {
            return Reached::new();
        }
        if self.scene.in_class(clause, VerbClass::Labelling) {
            let passive = matches!(group.voice, Voice::Passive | Voice::Receptive);
            let seen = self.scene.complement(clause, "en");
            return match seen {
                _ if passive => self.scene.all(&clause.subjects),
                Some(seen) => self.scene.stands_for(seen),
                None => Reached::new(),
            };
        }
        // "a en X un allié sûr".
        if self.scene.in_class(clause, VerbClass::Having)
            && group.voice == Voice::Active
            && let Some(seen) = self.scene.complement(clause, "en")
        {
            return self.scene.named_in(seen);
        }
        let part = self.is_transparent(phrase) && self.scene.in_class(clause, VerbClass::Membership);
        if part { self.scene.all(&clause.subjects) } else { Reached::new() }
    }

    fn is_transparent(&self, phrase: u32) -> bool {
        self.scene.in_noun_class(phrase, NounClass::Transparent)
    }

    /// "le prototype du populiste", "une sorte de sauveur": the noun before says of its subject what this one says.
    fn transparent_host(&self, phrase: u32) -> Option<u32> {
        let host = phrase.checked_sub(1)?;
        let head = self.scene.syntax.phrases[host as usize].head;
        let one = matches!(self.scene.doc.token_text(head as usize), "un" | "une");
        let transparent = one || self.is_transparent(host);
        (transparent && self.scene.prep_name(phrase) == Some("de")).then_some(host)
    }

    /// "les terroristes du GSIM": a loaded plural names the group its members belong to.
    fn members(&self, cue: &Cue, phrase: u32) -> Reached {
        let loaded = self.lexicon.row(cue.row).tags().any(|tag| tag.starts_with("loaded:"));
        let text = self.scene.doc.token_text(cue.anchor as usize);
        if loaded && text.ends_with(['s', 'x']) && self.scene.prep_name(phrase + 1) == Some("de") {
            // "les jihadistes de Syrie" are no state.
            let mut groups = self.scene.named_in(phrase + 1);
            groups.retain(|(mention, _)| !self.scene.is_kind(*mention, Kind::State));
            return groups;
        }
        Reached::new()
    }

    /// "qualifier X de", "considéré comme", "s'ériger en".
    fn labels(&self, clause: &Clause, prep: u8) -> bool {
        let group = self.scene.group(clause);
        let labelling = self.scene.in_class(clause, VerbClass::Labelling);
        match self.scene.grammar.preposition_name(prep) {
            "comme" => true,
            "de" => labelling,
            "à" => self.scene.in_class(clause, VerbClass::Likening),
            "pour" => labelling || group.copula,
            "en" => labelling || group.reflexive.is_some(),
            "parmi" => group.copula || self.scene.in_class(clause, VerbClass::Membership),
            _ => false,
        }
    }

    pub(super) fn verb_lemmas(&self, token: u32) -> impl Iterator<Item = LemmaId> + '_ {
        let word = self.scene.doc.tokens[token as usize].word;
        self.scene.words.analyses(word).iter().filter(|a| a.pos == Pos::Verb).map(|a| a.lemma)
    }

    /// Apposition of a describing phrase: "X, bourreau de …", "bourreau de son peuple, X …".
    fn beside(&self, phrase: u32) -> Reached {
        let p = &self.scene.syntax.phrases[phrase as usize];
        // "Des dictateurs comme X": the article looks like a preposition.
        let listed = self.scene.members(phrase);
        if !listed.is_empty() {
            return listed;
        }
        // "remis au héros du jour, X": a complement is described by what follows it only.
        if p.kind == PhraseKind::Noun && p.prep.is_some() {
            return self.scene.apposed_after(phrase);
        }
        self.scene.described(phrase)
    }

    pub(super) fn noun_complement(&self, cue: &Cue, phrase: u32, role: Role) -> Reached {
        if role == DE {
            if let Some(own) = self.own_phrase(cue, phrase) {
                return self.with_coordinates(own);
            }
            let owner = self.owner_after(cue, phrase);
            if !owner.is_empty() {
                return owner;
            }
            let mut supported = self.through_support(phrase);
            // "fait preuve d'un rare courage".
            if supported.is_empty()
                && let Some(host) = self.transparent_host(phrase)
            {
                supported = self.through_support(host);
            }
            let noun = self.scene.kind(phrase) == Some(PhraseKind::Noun);
            return if supported.is_empty() && noun { self.of_subject(phrase) } else { supported };
        }
        if let Some(own) = self.own_phrase(cue, phrase) {
            return self.with_coordinates(own);
        }
        let last = self.scene.syntax.phrase_at(cue.tokens.end - 1).unwrap_or(phrase);
        // The expression may end with the preposition of its complement: "vent debout contre X".
        let mut next = if self.scene.syntax.phrases[last as usize].tokens.end > cue.tokens.end && last > phrase {
            last
        } else {
            last + 1
        };
        let end = next + COMPLEMENT_REACH;
        while next < end {
            let Some(p) = self.scene.syntax.phrases.get(next as usize) else { break };
            match p.kind {
                PhraseKind::Noun => match p.prep {
                    Some(prep) if self.role_of(prep).is_some_and(|r| role.accepts(r)) => {
                        let nearer = next > last + 1 && self.takes(next - 1, role);
                        return if nearer { Reached::new() } else { self.with_coordinates(next) };
                    }
                    Some(_) if self.is_setting(cue, role) => break,
                    Some(_) => {}
                    None => break,
                },
                // "sa « profonde gratitude » envers X".
                PhraseKind::Adjective | PhraseKind::Adverb | PhraseKind::Mark => {}
                PhraseKind::Verb if self.is_bare_participle(next) => {}
                _ => break,
            }
            next += 1;
        }
        match role {
            // Who does what a passive tells of is no complement of its noun: only "une attaque attribuée à X".
            BY => self.committed(phrase),
            _ if self.is_setting(cue, role) => Reached::new(),
            _ => {
                let behind = self.behind_its_verb(phrase, role);
                if behind.is_empty() { self.fronted(phrase, role) } else { behind }
            }
        }
    }

    /// "une campagne dans la guerre contre X": the noun before it has such a complement of its own.
    fn takes(&self, phrase: u32, role: Role) -> bool {
        let p = &self.scene.syntax.phrases[phrase as usize];
        let word = self.scene.doc.tokens[p.head as usize].word;
        let nouns = self.scene.words.analyses(word).iter().filter(|a| a.pos == Pos::Noun);
        let mut rows = nouns.flat_map(|a| self.lexicon.single(a.lemma)).map(|(row, _)| self.lexicon.row(*row));
        p.kind == PhraseKind::Noun && rows.any(|row| row.effects.iter().any(|(r, _)| *r == role))
    }

    /// "la répression en Algérie": a noun that blames the country it happens in, which stands beside it.
    fn is_setting(&self, cue: &Cue, role: Role) -> bool {
        is_place(role) && tells_of_a_place(self.lexicon.row(cue.row))
    }

    /// "des sanctions ont été prises contre X", "les critiques se multiplient contre X": the complement of a subject stands
    /// behind the verb.
    fn behind_its_verb(&self, phrase: u32, role: Role) -> Reached {
        let passed = |c: &&Clause| c.subjects.contains(&phrase) && c.objects.is_empty() && !self.scene.group(c).copula;
        let Some(clause) = self.scene.syntax.clauses.iter().find(passed) else { return Reached::new() };
        let fits = |prep: u8| self.role_of(prep).is_some_and(|r| role.accepts(r));
        let behind = clause.complements.iter().find(|(prep, at)| *at > phrase && fits(*prep));
        behind.map_or_else(Reached::new, |(_, at)| self.with_coordinates(*at))
    }

    /// "Pour X, c'est un échec": the complement of an attribute stands before its clause.
    fn fronted(&self, phrase: u32, role: Role) -> Reached {
        let attribute = |c: &&Clause| c.attributes.contains(&phrase) && self.scene.group(c).copula;
        let subject = self.scene.syntax.clauses.iter().find(attribute).and_then(|c| c.subjects.first().copied());
        let before = subject.filter(|&s| s >= 2 && self.scene.is_comma(s - 1)).map(|s| s - 2);
        let fits = |p: &u32| self.scene.syntax.phrases[*p as usize].prep.and_then(|prep| self.role_of(prep));
        let fronted = before.filter(|p| fits(p).is_some_and(|r| role.accepts(r)));
        fronted.map_or_else(Reached::new, |p| self.scene.named_in(p))
    }

    /// "X est un échec", "la politique de X est un échec".
    fn of_subject(&self, phrase: u32) -> Reached {
        let clauses = &self.scene.syntax.clauses;
        let clause = clauses.iter().find(|c| c.attributes.contains(&phrase) && self.scene.group(c).copula);
        clause.map_or_else(Reached::new, |c| self.scene.all(&c.subjects))
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
        // "à bas X" has no preposition of its own.
        let cry = self.lexicon.row(cue.row).kind == RowKind::AdverbialExpression;
        (p.kind == PhraseKind::Noun && (p.prep.is_some() || cry) && cue.tokens.end <= p.head).then_some(last)
    }

    /// A complement with those coordinated to it: "contre la France et l'Algérie". What somebody feels toward something
    /// of its own says nothing of itself.
    fn with_coordinates(&self, phrase: u32) -> Reached {
        if self.scene.syntax.phrases[phrase as usize].possessive && self.scene.named_in(phrase).is_empty() {
            return Reached::new();
        }
        let mut reached = self.scene.stands_for(phrase);
        let mut at = phrase + 1;
        while self.scene.works(Mechanism::Coordination)
            && matches!(self.scene.kind(at), Some(PhraseKind::Coordinator | PhraseKind::Comma))
            && self.scene.kind(at + 1) == Some(PhraseKind::Noun)
            && !self.is_subject(at + 1)
        {
            reached.extend(self.scene.named_in(at + 1));
            at += 2;
        }
        reached
    }

    /// "contre X, et Y proteste": the second one begins a clause of its own.
    fn is_subject(&self, phrase: u32) -> bool {
        self.scene.syntax.clauses.iter().any(|clause| clause.subjects.contains(&phrase))
    }

    fn is_bare_participle(&self, phrase: u32) -> bool {
        self.scene.syntax.phrases[phrase as usize]
            .verb
            .is_some_and(|v| self.scene.syntax.verbs[v as usize].form == VerbForm::PastParticiple)
    }

    /// Owner of the noun, looking behind the end of a longer expression.
    pub(super) fn owner_after(&self, cue: &Cue, phrase: u32) -> Reached {
        let last = self.scene.syntax.phrase_at(cue.tokens.end - 1).unwrap_or(phrase);
        let owner = self.scene.owner_of(last);
        if owner.is_empty() && last != phrase { self.scene.owner_of(phrase) } else { owner }
    }

    /// "X commet des exactions", "une répression menée par X".
    pub(super) fn through_support(&self, phrase: u32) -> Reached {
        let attributed = self.attributed(phrase);
        if !attributed.is_empty() || !self.scene.works(Mechanism::SupportVerbs) {
            return attributed;
        }
        for clause in self.scene.syntax.clauses.iter().filter(|c| self.scene.in_class(c, VerbClass::Support)) {
            match self.scene.group(clause).voice {
                Voice::Active if clause.objects.contains(&phrase) => return self.scene.all(&clause.subjects),
                Voice::Passive if clause.subjects.contains(&phrase) => return self.all_by(clause, "par"),
                _ => {}
            }
        }
        Reached::new()
    }

    /// Who has done what a noun names: "le rapt qu'a opéré X", "une attaque attribuée à X".
    fn committed(&self, phrase: u32) -> Reached {
        let attributed = self.attributed(phrase);
        if !attributed.is_empty() || !self.scene.works(Mechanism::SupportVerbs) {
            return attributed;
        }
        let does = |c: &&Clause| {
            let own = [VerbClass::Support, VerbClass::Authoring].iter().all(|&class| self.scene.in_class(c, class));
            own && self.scene.group(c).voice == Voice::Active && c.objects.contains(&phrase)
        };
        let clause = self.scene.syntax.clauses.iter().find(does);
        clause.map_or_else(Reached::new, |c| self.scene.all(&c.subjects))
    }

    /// "une attaque a été attribuée à X".
    fn attributed(&self, phrase: u32) -> Reached {
        let told = |c: &&Clause| {
            let passive = self.scene.group(c).voice == Voice::Passive && c.subjects.contains(&phrase);
            passive && self.scene.in_class(c, VerbClass::Attribution) && self.scene.works(Mechanism::SupportVerbs)
        };
        let clause = self.scene.syntax.clauses.iter().find(told);
        clause.map_or_else(Reached::new, |c| self.all_by(c, "à"))
    }

    /// Those whom the complements by a preposition stand for.
    fn all_by(&self, clause: &Clause, name: &str) -> Reached {
        let named = clause.complements.iter().filter(|(prep, _)| self.scene.grammar.preposition_name(*prep) == name);
        self.scene.all(&named.map(|(_, phrase)| *phrase).collect::<Vec<u32>>())
    }
}

/// Whom an attribute describes: "X est un menteur", "X est jugé incapable", "X se dit prêt"; in "X juge inacceptable que …"
/// and "X la juge absurde" not the subject.
pub(super) fn said_of_subject(group: &VerbGroup) -> bool {
    group.copula || group.reflexive.is_some() || matches!(group.voice, Voice::Passive | Voice::Receptive)
}

/// Where something happens: "en Algérie", "au Mali".
fn is_place(role: Role) -> bool {
    matches!(role, IN | TO)
}

/// True for a row that says something of the country where a thing happens: "la censure en X", "au X".
pub(super) fn tells_of_a_place(row: &Row) -> bool {
    row.effects.iter().filter(|(role, _)| is_place(*role)).count() == 2
}
