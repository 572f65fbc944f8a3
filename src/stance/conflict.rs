//! Two cues of one clause that say opposite things of the same actor: the verb decides over the noun it rules.
//!
//! "La popularité de X a chuté", "X a perdu sa crédibilité": the quality is named only to say what becomes of it.

use super::engine::Hit;
use super::mechanism::Mechanism;
use super::reach::Scene;
use super::shift::CONCESSION;
use crate::lexicon::{Lexicon, Role};
use crate::text::lowered;

/// "Malgré son échec, X a été acclamé": what is conceded is true, and weighs less only beside what is said against it.
fn concede(hits: &mut [Hit]) {
    let conceded = |hit: &Hit| hit.shifts.iter().any(|shift| shift.kind == CONCESSION);
    let claims: Vec<i64> = hits.iter().filter(|hit| !conceded(hit)).map(|hit| hit.effect).collect();
    for hit in hits.iter_mut() {
        if claims.iter().any(|effect| effect * hit.effect < 0) {
            let factors = hit.shifts.iter().filter(|shift| shift.kind == CONCESSION);
            hit.effect = factors.fold(hit.effect, |effect, shift| effect * shift.percent / 100);
        } else {
            hit.shifts.retain(|shift| shift.kind != CONCESSION);
        }
    }
}

/// "peine à gagner", "échoue à convaincre": a verb that turns another one round says it all, where it reaches the actor itself.
fn drop_governed(scene: &Scene, hits: &mut Vec<Hit>) {
    let anchors: Vec<u32> = hits.iter().map(|hit| hit.cue.anchor).collect();
    let says = |at: u32, words: &str| lowered(scene.doc.token_text(at as usize)) == words;
    let governed = |hit: &Hit| {
        let turned = hit.shifts.iter().find(|shift| shift.kind == "reverser");
        turned.is_some_and(|shift| anchors.iter().any(|&at| at != hit.cue.anchor && says(at, &shift.words)))
    };
    hits.retain(|hit| !governed(hit));
}

/// "a réussi à détruire la ville": what is achieved decides over the verb that says it was achieved.
fn drop_achieving(scene: &Scene, hits: &mut Vec<Hit>) {
    let blamed: Vec<u32> = hits.iter().filter(|hit| hit.effect < 0).map(|hit| hit.cue.anchor).collect();
    let achieves = |hit: &Hit| {
        let clause = scene.clause_of_token(hit.cue.anchor).map(|(_, clause)| scene.group(clause));
        hit.effect > 0 && clause.is_some_and(|g| g.governors.contains(&hit.cue.anchor) && blamed.contains(&g.main))
    };
    hits.retain(|hit| !achieves(hit));
}

/// Leaves out nouns whose sign the verb they are subject or object of turns round.
pub(super) fn settle(scene: &Scene, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    concede(hits);
    if hits.len() < 2 || !scene.works(Mechanism::Conflict) {
        return;
    }
    drop_governed(scene, hits);
    drop_achieving(scene, hits);
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
