//! Two cues of one clause that say opposite things of the same actor: the verb decides over the noun it rules.
//!
//! "La popularité de X a chuté", "X a perdu sa crédibilité": the quality is named only to say what becomes of it.

use super::engine::Hit;
use super::mechanism::Mechanism;
use super::reach::Scene;
use super::shift::CONCESSION;
use crate::lexicon::{Lexicon, Role};
use crate::text::lowered;
use crate::text::syntax::{Clause, VerbForm};

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

/// "a du mal à réunir une majorité": what fails decides over what was tried.
fn drop_tried(scene: &Scene, lexicon: &Lexicon, hits: &mut Vec<Hit>) {
    let verbal = |hit: &&Hit| lexicon.row(hit.cue.row).kind.is_verbal() && hit.role == Role::Subject;
    let place = |hit: &Hit| scene.clause_of_token(hit.cue.anchor);
    let failing: Vec<(u32, usize)> = hits
        .iter()
        .filter(verbal)
        .filter(|hit| hit.effect < 0)
        .filter_map(|hit| place(hit).map(|(clause, _)| (hit.cue.tokens.end, clause)))
        .collect();
    let tried = |hit: &Hit| {
        let clause = place(hit).filter(|(_, clause)| scene.group(clause).form == VerbForm::Infinitive);
        let governor = clause.and_then(|(_, clause)| clause.governor);
        let after = |end: u32| end <= hit.cue.anchor;
        hit.effect > 0 && failing.iter().any(|&(end, above)| after(end) && governor == Some(above as u32))
    };
    hits.retain(|hit| !(verbal(&hit) && tried(hit)));
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
    drop_tried(scene, lexicon, hits);
    let verbal = |hit: &Hit| lexicon.row(hit.cue.row).kind.is_verbal();
    let overruled = |noun: &Hit| {
        let phrase = scene.syntax.phrase_at(noun.cue.anchor);
        hits.iter().filter(|hit| verbal(hit) && hit.effect * noun.effect < 0).any(|hit| {
            let clause = scene.clause_of_token(hit.cue.anchor).map(|(_, clause)| clause);
            let ruled = |c: &Clause, p: u32| match hit.role {
                Role::Subject | Role::Object => c.subjects.contains(&p) || c.objects.contains(&p),
                // "la campagne s'engage mal pour X".
                Role::Complement(_) => c.subjects.contains(&p),
                Role::Named => false,
            };
            clause.is_some_and(|c| phrase.is_some_and(|p| ruled(c, p)))
        })
    };
    // What somebody is called stays: "le populiste X arrive en tête".
    let called = |hit: &Hit| hit.role == Role::Named;
    let kept: Vec<bool> = hits.iter().map(|hit| verbal(hit) || called(hit) || !overruled(hit)).collect();
    let mut kept = kept.into_iter();
    hits.retain(|_| kept.next().unwrap_or(true));
}
