//! Nouns and adjectives that reach nobody by their roles but stand beside a name: "le scandale autour de X", "la
//! démission, sur fond de corruption, de X".
//!
//! Only persons: a state or an organisation beside a scandal is most often its place or a party to it ("citernes en feu au
//! Mali : le terrorisme …"). Only the nearest name of the sentence is meant, only within its clause (a scandal or a crime
//! reaches farther), and never a subject: what a subject speaks of is not what is said of it ("X dénonce la corruption").
//! Verbs have explicit roles and never count so.

use super::cue::Cue;
use super::mechanism::Mechanism;
use super::reach::Scene;
use crate::lexicon::{Lexicon, Role, RowKind};
use crate::text::syntax::{Tag, VerbForm};
use std::ops::Range;

/// How far away the name may stand, in tokens.
const REACH: u32 = 40;

/// Looks for the name that a cue stands beside.
pub(super) struct Nearby<'s, 'a, 'd> {
    pub scene: &'s Scene<'a, 'd>,
    pub lexicon: &'s Lexicon,
}

impl Nearby<'_, '_, '_> {
    /// The name (an index among the scene's mentions), the role under which the cue is written out, and its value.
    pub fn mention(&self, cue: &Cue) -> Option<(usize, Role, i8)> {
        let (role, value) = self.valence(cue)?;
        if self.is_opposed(cue) || !self.scene.works(Mechanism::Nearby) {
            return None;
        }
        let (index, distance) = self
            .scene
            .mentions
            .iter()
            .map(|name| distance(name, cue.anchor))
            .enumerate()
            .min_by_key(|(_, distance)| *distance)?;
        let name = &self.scene.mentions[index];
        // A state or an organisation beside a scandal is most often its place or a party to it.
        if !self.scene.persons.get(index).is_some_and(|person| *person) {
            return None;
        }
        let joined = self.is_offence(cue, value) || !self.verb_between(name, cue.anchor);
        let apart = distance <= REACH
            && joined
            && !self.is_subject(name)
            && !self.is_standard(name)
            && !self.scene.is_backed(name);
        (apart && !self.is_said_by_others(cue.anchor, name) && !self.is_complement(cue, index) && !self.speaks(name))
            .then_some((index, role, value))
    }

    /// A scandal or a crime taints the name beside it over a verb as well.
    fn is_offence(&self, cue: &Cue, value: i8) -> bool {
        value <= -2 && self.lexicon.row(cue.row).tags().any(|tag| tag == "justice")
    }

    /// The strongest value of a noun or adjective whose roles all say the same.
    fn valence(&self, cue: &Cue) -> Option<(Role, i8)> {
        let row = self.lexicon.row(cue.row);
        let nominal = [RowKind::Noun, RowKind::NominalExpression, RowKind::Adjective, RowKind::AdjectivalExpression];
        if !nominal.contains(&row.kind) {
            return None;
        }
        let strongest = *row.effects.iter().max_by_key(|(_, value)| value.abs())?;
        let agree = row.effects.iter().all(|(_, value)| value * strongest.1 >= 0);
        // Only what somebody is called is praise beside a name; an act against somebody blames nobody in particular.
        let fits = match strongest.0 {
            Role::Named => true,
            Role::Complement(0) => {
                strongest.1 < 0 && row.effects.iter().all(|(role, _)| Role::parse("par") != Some(*role))
            }
            Role::Complement(_) => strongest.1 < 0 && row.tags().any(|tag| tag == "justice"),
            _ => false,
        };
        (agree && fits && strongest.1 != 0).then_some(strongest)
    }

    /// True for a complement of the cue itself, about which its row is silent on purpose: "les critiques de X".
    fn is_complement(&self, cue: &Cue, mention: usize) -> bool {
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return false };
        let last = self.scene.syntax.phrase_at(cue.tokens.end - 1).unwrap_or(phrase);
        let next = self.scene.syntax.phrase_at(self.scene.mentions[mention].start) == Some(last + 1);
        next || self.scene.owner_of(phrase).iter().chain(&self.scene.owner_of(last)).any(|(m, _)| *m == mention)
    }

    /// "la lutte contre les groupes terroristes", "une alliance face au terrorisme": who stands against something is not
    /// called by it.
    fn is_opposed(&self, cue: &Cue) -> bool {
        let phrase = self.scene.syntax.phrase_at(cue.anchor);
        let name = phrase.and_then(|phrase| self.scene.prep_name(phrase));
        matches!(name, Some("contre" | "à_l'encontre_de" | "face_à" | "envers" | "sans" | "malgré"))
    }

    /// "plus doué que X": said of another.
    fn is_standard(&self, name: &Range<u32>) -> bool {
        let before = name.start.checked_sub(1).filter(|&at| at >= self.scene.syntax.first);
        before.is_some_and(|at| self.scene.says_que(at))
    }

    /// "« Nous condamnons le mensonge », dit X": a word in a quotation that the name stands outside of.
    fn is_said_by_others(&self, cue: u32, name: &Range<u32>) -> bool {
        let mut quotations = self.scene.speeches.iter().filter(|s| s.kind.is_quotation());
        quotations.any(|s| s.tokens.contains(&cue) && !s.tokens.contains(&name.start))
    }

    /// "selon X": whose words these are.
    fn speaks(&self, name: &Range<u32>) -> bool {
        self.scene.syntax.phrase_at(name.start).is_some_and(|p| self.scene.is_source(p))
    }

    fn verb_between(&self, name: &Range<u32>, anchor: u32) -> bool {
        let (from, to) = (name.start.min(anchor), name.start.max(anchor));
        (from..to).any(|token| self.scene.syntax.tag(token) == Some(Tag::VFin))
    }

    fn is_subject(&self, name: &Range<u32>) -> bool {
        let Some(phrase) = self.scene.syntax.phrase_at(name.start) else { return false };
        self.scene
            .syntax
            .clauses
            .iter()
            .any(|c| self.scene.group(c).form == VerbForm::Finite && c.subjects.contains(&phrase))
    }
}

fn distance(name: &Range<u32>, anchor: u32) -> u32 {
    if name.end <= anchor { anchor - name.end } else { name.start.saturating_sub(anchor) }
}
