//! Whose words a sentence gives: "selon X", "selon la définition de X et Y"; and of whom it does not speak: "sauf X".

use super::reach::Scene;
use crate::text::syntax::PhraseKind;

/// How many phrases back the preposition is looked for.
const REACH: usize = 6;

impl Scene<'_, '_> {
    /// "tous ont menti, sauf X".
    pub(super) fn is_excepted(&self, phrase: u32) -> bool {
        matches!(self.prep_name(phrase), Some("sauf" | "hormis" | "excepté" | "à_l'exception_de"))
    }

    /// True for who or what the words of a sentence are taken from.
    pub(super) fn is_source(&self, phrase: u32) -> bool {
        let mut at = phrase;
        for _ in 0..REACH {
            match self.prep_name(at) {
                Some("selon") => return true,
                Some("de") | None => {}
                Some(_) => return false,
            }
            let Some(before) = at.checked_sub(1) else { return false };
            if !matches!(self.kind(before), Some(PhraseKind::Noun | PhraseKind::Coordinator)) {
                return false;
            }
            at = before;
        }
        false
    }
}
