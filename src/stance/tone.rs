//! The tone of a sentence toward the persons in it: weak evidence, used only where no cue reaches a person by its role.
//!
//! A sentence that names a person and speaks of a fiasco, or of courage, most often says so of that person even where
//! grammar does not tie the two together. For states and organisations this does not hold: they are named as places, parties
//! and settings of what happens, so they get none; nor does it in a sentence that names a day of the week, which tells of an
//! event. Six things stand against it:
//!
//! - praise counts only in a predicate after the name: what a sentence says follows whom it says it of;
//! - what stands in brackets is said of what stands before them;
//! - who has a part of its own beside the cue, about which the row is silent on purpose ("X salue le courage de Y");
//! - who speaks is not what is spoken of: a cue inside somebody's words says nothing of a person outside them;
//! - the subject of a sentence that blames speaks of the blame as often as it bears it ("X dénonce la corruption");
//! - to whom somebody does something the blame does not belong.
//!
//! Expressions with a verb give none: they belong to their subject. A mild word just decides; of verbs of harm, whose roles are explicit, it takes two. A cue that only reaches a name which is no
//! mention colours the persons as well.

use super::cue::Cue;
use super::engine::Hit;
use super::mechanism::Mechanism;
use super::nominal::tells_of_a_place;
use super::reach::Scene;
use super::role::{BY, DE};
use crate::lexicon::{Lexicon, Role, RowKind};
use crate::text::syntax::{Clause, NounClass, Tag, VerbForm, Voice};
use std::cell::OnceCell;
use std::ops::Range;

/// Percent of a row's value that is left as tone: one mild noun or adjective just decides.
const NOMINAL: i64 = 50;
/// The same for a verb of harm or failure, which as often tells what a person stands against, …
const VERBAL: i64 = 25;
/// … and for a verb of success or help.
const PRAISE: i64 = 50;

/// Over how many finite verbs blame is still said of a name.
const BLAME_REACH: usize = 2;

/// Whom the tone of a sentence reaches.
pub(super) struct Tone<'s, 'a, 'd> {
    pub scene: &'s Scene<'a, 'd>,
    pub lexicon: &'s Lexicon,
    /// Whether the sentence tells of an event, once it was asked.
    pub event: OnceCell<bool>,
}

impl Tone<'_, '_, '_> {
    /// The persons that a cue colours: index among the mentions, role under which it is written out, value and percent.
    pub fn mentions(&self, cue: &Cue) -> Vec<(usize, Role, i8, i64)> {
        if !self.scene.persons.contains(&true) {
            return Vec::new();
        }
        let Some((role, value)) = self.valence(cue).filter(|_| self.scene.works(Mechanism::Tone)) else {
            return Vec::new();
        };
        // "X combat les terroristes".
        if self.scene.syntax.phrase_at(cue.anchor).is_some_and(|p| self.scene.is_fought(p)) {
            return Vec::new();
        }
        let kind = self.lexicon.row(cue.row).kind;
        if kind == RowKind::VerbalExpression
            || kind == RowKind::Verb && (self.is_somebodys(cue) || self.is_undergone(cue))
            || self.is_attribute(cue)
        {
            return Vec::new();
        }
        let percent = match kind {
            RowKind::Verb if value > 0 => PRAISE,
            RowKind::Verb => VERBAL,
            _ => NOMINAL,
        };
        if *self.event.get_or_init(|| self.tells_of_an_event()) {
            return Vec::new();
        }
        let persons = self.scene.persons.iter().enumerate().filter(|(_, person)| **person).map(|(index, _)| index);
        let holds = |index| if kind.is_verbal() { self.takes_part(cue, index) } else { self.governs(cue, index) };
        persons
            .filter(|&index| !holds(index) && self.colours(cue, value, index))
            .map(|index| (index, role, value, percent))
            .collect()
    }

    /// "a reçu mardi": a day of the week.
    fn tells_of_an_event(&self) -> bool {
        let word = |at: u32| self.scene.doc.tokens[at as usize].word;
        self.scene.syntax.tokens().any(|at| self.scene.grammar.noun_at(self.scene.words, word(at), NounClass::Day))
    }

    /// The strongest value of a row whose roles do not say opposite things; of verbs only what they say of who does it: what is said of
    /// an object is said of that object alone.
    fn valence(&self, cue: &Cue) -> Option<(Role, i8)> {
        let effects = &self.lexicon.row(cue.row).effects;
        let strongest = *effects.iter().max_by_key(|(_, value)| value.abs())?;
        let agree = effects.iter().all(|(_, value)| value * strongest.1 >= 0);
        let verbal = self.lexicon.row(cue.row).kind.is_verbal();
        let own = match strongest.0 {
            Role::Subject => true,
            // "l'assassinat par X": a noun that says something of who has done it alone says nothing of bystanders.
            Role::Named | DE => !verbal,
            // "la répression en Algérie": nor does what is said of a country.
            role => !verbal && role != BY && !tells_of_a_place(self.lexicon.row(cue.row)),
        };
        (agree && own && strongest.1 != 0).then_some(strongest)
    }

    /// "Le livre que X a lu est mauvais": an attribute qualifies its own subject.
    fn is_attribute(&self, cue: &Cue) -> bool {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return false };
        let noun = |p: &u32| self.is_noun(*p);
        // "les électeurs de X sont mitigés".
        let person = |p: &u32| self.scene.in_noun_class(*p, NounClass::Title);
        self.scene.syntax.clauses.iter().any(|c| {
            let group = self.scene.group(c);
            let state = group.phrase == phrase && group.voice == Voice::Passive && group.form == VerbForm::Finite;
            state && c.subjects.iter().any(person)
                || c.attributes.contains(&phrase) && group.copula && c.subjects.iter().any(noun)
        })
    }

    /// "le maire ment pendant que X parle", "l'épidémie progresse": a person without a name or a thing does it.
    fn is_somebodys(&self, cue: &Cue) -> bool {
        let Some((_, clause)) = self.scene.clause_of_token(cue.anchor) else { return false };
        let active = matches!(self.scene.group(clause).voice, Voice::Active | Voice::Causative);
        let own = |p: &u32| self.is_noun(*p) || self.scene.in_noun_class(*p, NounClass::Title);
        active && clause.subjects.iter().any(own)
    }

    /// A phrase with a common noun at its head.
    fn is_noun(&self, phrase: u32) -> bool {
        let head = self.scene.syntax.phrases[phrase as usize].head;
        self.scene.syntax.tag(head) == Some(Tag::Noun)
    }

    /// "dix soldats ont été tués": nobody is said to have done it.
    fn is_undergone(&self, cue: &Cue) -> bool {
        let clause = self.scene.clause_of_token(cue.anchor);
        clause.is_some_and(|(_, clause)| matches!(self.scene.group(clause).voice, Voice::Passive | Voice::Receptive))
    }

    /// True for somebody with a part of its own in the clause of a verb.
    fn takes_part(&self, cue: &Cue, index: usize) -> bool {
        let Some((_, clause)) = self.scene.clause_of_token(cue.anchor) else { return false };
        let Some(phrase) = self.scene.syntax.phrase_at(self.scene.mentions[index].start) else { return false };
        // "massacrer les soldats de X".
        let owned = self.scene.prep_name(phrase) == Some("de") && clause.objects.iter().any(|&o| o + 1 == phrase);
        clause.subjects.contains(&phrase) || is_goal(clause, phrase) || owned
    }

    /// True for the subject of a verb that has the cue in its object or complement, and for the cue's own complement.
    fn governs(&self, cue: &Cue, index: usize) -> bool {
        let Some(of) = self.scene.syntax.phrase_at(cue.anchor) else { return false };
        let Some(phrase) = self.scene.syntax.phrase_at(self.scene.mentions[index].start) else { return false };
        // "le complot contre X": the row is silent about its own complement.
        if phrase == of + 1 && self.scene.syntax.phrases[phrase as usize].prep.is_some() {
            return true;
        }
        // "l'armée de X combat les terroristes": the subject's owner as well as the subject.
        let owner = (self.scene.prep_name(phrase) == Some("de")).then(|| phrase.saturating_sub(1));
        let holds = |c: &Clause| c.subjects.contains(&phrase) || owner.is_some_and(|o| c.subjects.contains(&o));
        // "Des rebelles ont attaqué les soldats de X": who does something to it is somebody else.
        let met = |c: &Clause| is_goal(c, phrase) || owner.is_some_and(|o| is_goal(c, o));
        if self.scene.syntax.clauses.iter().any(|c| c.subjects.contains(&of) && met(c) && !self.scene.group(c).copula) {
            return true;
        }
        let governing = |c: &&Clause| holds(c) && !self.scene.group(c).copula;
        self.scene.syntax.clauses.iter().filter(governing).any(|c| is_goal(c, of))
    }

    fn colours(&self, cue: &Cue, value: i8, index: usize) -> bool {
        let mention = &self.scene.mentions[index];
        let within = |at: u32| self.scene.speeches.iter().filter(move |s| s.tokens.contains(&at));
        let spoken = within(cue.anchor).next().is_some();
        let together = within(cue.anchor).any(|s| s.tokens.contains(&mention.start));
        if self.is_aside(cue.anchor, mention.start) || self.scene.is_backed(mention) {
            return false;
        }
        if mention.contains(&cue.anchor) || spoken && !together || self.is_source(mention) {
            return false;
        }
        if value > 0 {
            return true;
        }
        let near = self.predicates(cue, mention) <= BLAME_REACH;
        near && (together || !self.is_main_subject(mention)) && !self.is_object(mention)
    }

    /// False for praise that is most often another's: what a sentence says follows whom it says it of, so praise counts
    /// only in a predicate after the name. A verb that praises stands in the first predicate; later ones most often have
    /// another subject. Beside praise that counts, and against blame, the rest weighs as well.
    pub fn stands(&self, mention: &Range<u32>, hits: &[Hit]) -> bool {
        let sum: i64 = hits.iter().map(|hit| hit.effect).sum();
        sum <= 0 || hits.iter().any(|hit| hit.effect > 0 && self.is_topic(&hit.cue, mention))
    }

    /// "X (parti populiste) parle de Y": what stands in brackets is said of what stands before them.
    fn is_aside(&self, cue: u32, name: u32) -> bool {
        let deeper = |from: u32, to: u32| {
            let marks = (from..to).map(|t| match self.scene.doc.token_text(t as usize) {
                "(" | "[" => 1,
                ")" | "]" => -1,
                _ => 0,
            });
            marks.sum::<i32>()
        };
        if name < cue { deeper(name, cue) > 0 } else { deeper(cue, name) < 0 }
    }

    /// How many finite verbs stand between a name and a cue.
    fn predicates(&self, cue: &Cue, mention: &Range<u32>) -> usize {
        let (from, to) =
            if mention.end <= cue.anchor { (mention.end, cue.anchor) } else { (cue.anchor, mention.start) };
        (from..to).filter(|&t| self.scene.syntax.tag(t) == Some(Tag::VFin)).count()
    }

    fn is_topic(&self, cue: &Cue, mention: &Range<u32>) -> bool {
        let verbs = if mention.end <= cue.anchor { self.predicates(cue, mention) } else { 0 };
        verbs == 1 || verbs > 1 && !self.lexicon.row(cue.row).kind.is_verbal()
    }

    /// "selon X", "sauf X".
    fn is_source(&self, mention: &Range<u32>) -> bool {
        let phrase = self.scene.syntax.phrase_at(mention.start);
        phrase.is_some_and(|p| self.scene.is_source(p) || self.scene.is_excepted(p))
    }

    fn is_object(&self, mention: &Range<u32>) -> bool {
        let phrase = self.scene.syntax.phrase_at(mention.start);
        phrase.is_some_and(|p| self.scene.syntax.clauses.iter().any(|c| c.objects.contains(&p)))
    }

    /// The subject of a finite verb that no conjunction opens.
    fn is_main_subject(&self, mention: &Range<u32>) -> bool {
        let Some(phrase) = self.scene.syntax.phrase_at(mention.start) else { return false };
        self.scene
            .syntax
            .clauses
            .iter()
            .any(|c| c.opener.is_none() && self.scene.group(c).form == VerbForm::Finite && c.subjects.contains(&phrase))
    }
}

/// True for an object or a complement of a clause.
fn is_goal(clause: &Clause, phrase: u32) -> bool {
    clause.objects.contains(&phrase) || clause.complements.iter().any(|(_, other)| *other == phrase)
}
