//! Two cues of one clause that say opposite things of the same actor: the verb decides over the noun it rules.
//!
//! "La popularité de X a chuté", "X a perdu sa crédibilité": the quality is named only to say what becomes of it.

use super::engine::Hit;
use super::mechanism::Mechanism;
use super::reach::Scene;
use crate::lexicon::{Lexicon, Role};

/// Leaves out nouns whose sign the verb they are subject or object of turns round.
pub(super) fn settle(scene: &Scene, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    if hits.len() < 2 || !scene.works(Mechanism::Conflict) {
        return;
    }
    let verbal = |hit: &Hit| lexicon.row(hit.cue.row).kind.is_verbal();
    let ruling = |hit: &Hit| matches!(hit.role, Role::Subject | Role::Object);
    let overruled = |noun: &Hit| {
        let phrase = scene.syntax.phrase_at(noun.cue.anchor);
        hits.iter().filter(|hit| verbal(hit) && ruling(hit) && hit.effect * noun.effect < 0).any(|hit| {
            let clause = scene.clause_of_token(hit.cue.anchor).map(|(_, clause)| clause);
            clause.is_some_and(|c| phrase.is_some_and(|p| c.subjects.contains(&p) || c.objects.contains(&p)))
        })
    };
    // What somebody is called stays: "le populiste X arrive en tête".
    let called = |hit: &Hit| hit.role == Role::Named;
    let kept: Vec<bool> = hits.iter().map(|hit| verbal(hit) || called(hit) || !overruled(hit)).collect();
    let mut kept = kept.into_iter();
    hits.retain(|_| kept.next().unwrap_or(true));
}
