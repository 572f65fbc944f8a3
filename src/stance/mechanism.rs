//! The parts of the engine that can be switched off one at a time, to see what each earns (`evaluate --ablate`).
//!
//! A mechanism that earns nothing on any data is removed from the engine, not kept switched off.

/// One part of the engine. What each does stands in `lexicons/validity/mechanisms.tsv`, under [`Mechanism::code`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "described in the table of mechanisms, in both languages of the interface")]
pub enum Mechanism {
    Verbs,
    Nouns,
    Adjectives,
    Adverbs,
    Expressions,
    LoadedNames,
    OtherReadings,
    Passive,
    References,
    Possessives,
    Titles,
    Appositions,
    Members,
    Leaders,
    Carriers,
    Epithets,
    Coordination,
    SupportVerbs,
    OwnThings,
    Strangers,
    Fought,
    Conflict,
    Nearby,
    Tone,
    Negation,
    Reversers,
    Modality,
    Duty,
    Conditional,
    Condition,
    Concession,
    Distance,
    Question,
    Degrees,
    Asymmetry,
    DirectSpeech,
    IndirectSpeech,
    According,
    FreeContinuation,
    Attitude,
}

use Mechanism as M;

impl Mechanism {
    /// All of them, in the order of the tables, with their codes.
    pub const ALL: [(Mechanism, &'static str); 40] = [
        (M::Verbs, "verbs"),
        (M::Nouns, "nouns"),
        (M::Adjectives, "adjectives"),
        (M::Adverbs, "adverbs"),
        (M::Expressions, "expressions"),
        (M::LoadedNames, "loaded-names"),
        (M::OtherReadings, "other-readings"),
        (M::Passive, "passive"),
        (M::References, "references"),
        (M::Possessives, "possessives"),
        (M::Titles, "titles"),
        (M::Appositions, "appositions"),
        (M::Members, "members"),
        (M::Leaders, "leaders"),
        (M::Carriers, "carriers"),
        (M::Epithets, "epithets"),
        (M::Coordination, "coordination"),
        (M::SupportVerbs, "support-verbs"),
        (M::OwnThings, "own-things"),
        (M::Strangers, "strangers"),
        (M::Fought, "fought"),
        (M::Conflict, "conflict"),
        (M::Nearby, "nearby"),
        (M::Tone, "tone"),
        (M::Negation, "negation"),
        (M::Reversers, "reversers"),
        (M::Modality, "modality"),
        (M::Duty, "duty"),
        (M::Conditional, "conditional"),
        (M::Condition, "condition"),
        (M::Concession, "concession"),
        (M::Distance, "distance"),
        (M::Question, "question"),
        (M::Degrees, "degrees"),
        (M::Asymmetry, "asymmetry"),
        (M::DirectSpeech, "direct-speech"),
        (M::IndirectSpeech, "indirect-speech"),
        (M::According, "according"),
        (M::FreeContinuation, "free-continuation"),
        (M::Attitude, "attitude"),
    ];

    /// Its name in tables and data files.
    pub fn code(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// The mechanisms that are switched off: none, but for ablation.
///
/// ```
/// use parallaxe::stance::{Mechanism, Without};
/// assert!(Without::none().has(Mechanism::Negation));
/// assert!(!Without::only(Mechanism::Negation).has(Mechanism::Negation));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Without(Option<Mechanism>);

impl Without {
    /// Everything works.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Everything but one works.
    pub const fn only(mechanism: Mechanism) -> Self {
        Self(Some(mechanism))
    }

    /// True when a mechanism works.
    pub fn has(self, mechanism: Mechanism) -> bool {
        self.0 != Some(mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (index, (mechanism, code)) in Mechanism::ALL.iter().enumerate() {
            assert_eq!(*mechanism as usize, index, "{code}");
        }
    }
}
