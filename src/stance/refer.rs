//! Pronouns of a sentence that stand for a mention in it: "Martin a menti, il l'a reconnu".
//!
//! Only what is safe: the subject of the clause before, or the one name that stands before the pronoun; a noun of the
//! same gender in between makes it doubtful, and then nothing is resolved.

use super::reach::Scene;
use crate::text::syntax::{Clause, NounClass, PhraseKind, VerbClass, VerbForm};
use crate::text::{Morph, Pos, lowered};
use smallvec::SmallVec;

/// Tokens of pronouns with the mention they stand for.
pub(super) type References = SmallVec<[(u32, usize); 4]>;

/// What a subject before a pronoun tells of it.
enum Candidate {
    Mention(usize),
    Other,
    Nothing,
}

/// Resolves the pronouns of a sentence, in order of the clauses.
pub(super) fn resolve(scene: &mut Scene) {
    for index in 0..scene.syntax.clauses.len() {
        let slots = slots(scene, &scene.syntax.clauses[index]);
        for (token, subject) in slots {
            if let Some(mention) = antecedent(scene, index, token, subject) {
                scene.references.push((token, mention));
            }
        }
    }
}

/// The third-person pronouns of a clause; *true* for its subject.
fn slots(scene: &Scene, clause: &Clause) -> SmallVec<[(u32, bool); 4]> {
    let group = scene.group(clause);
    let mut slots: SmallVec<[(u32, bool); 4]> = SmallVec::new();
    // An infinitive shares the subject of the verb above it, which tells whether that is somebody ("il est difficile de").
    let own = if group.form == VerbForm::Infinitive { &[] } else { &clause.subjects[..] };
    let subjects = own.iter().map(|&p| scene.syntax.phrases[p as usize].head).chain(group.inverted_subject);
    slots.extend(
        subjects
            .filter(|&t| third_person(scene, t, Pos::Pron).is_some())
            .filter(|_| !impersonal(scene, clause))
            .map(|t| (t, true)),
    );
    let clitics = [group.object_clitic, group.dative_clitic].into_iter().flatten();
    slots.extend(clitics.filter(|&t| third_person(scene, t, Pos::Clitic).is_some()).map(|t| (t, false)));
    let strong = clause.complements.iter().map(|(_, p)| scene.syntax.phrases[*p as usize].head);
    slots.extend(strong.filter(|&t| third_person(scene, t, Pos::Pron).is_some()).map(|t| (t, false)));
    slots.retain(|(t, _)| !scene.references.iter().any(|(known, _)| known == t));
    slots
}

/// "il faut", "il est clair que": a pronoun that stands for nobody.
fn impersonal(scene: &Scene, clause: &Clause) -> bool {
    let group = scene.group(clause);
    let first = *group.governors.first().unwrap_or(&group.main);
    let class = scene.is_verb(first, VerbClass::Impersonal);
    let claim =
        group.copula && clause.attributes.first().is_some_and(|&a| scene.kind(a) == Some(PhraseKind::Adjective));
    let next = scene.syntax.phrases.get(clause.end as usize);
    let clause_follows = next.is_some_and(|p| {
        let infinitive = p.verb.is_some_and(|v| scene.syntax.verbs[v as usize].form == VerbForm::Infinitive);
        infinitive || lowered(scene.doc.token_text(p.head as usize)).starts_with("qu")
    });
    class || claim && clause_follows
}

/// Gender and number of a third-person pronoun that may stand for a person.
fn third_person(scene: &Scene, token: u32, pos: Pos) -> Option<Morph> {
    const NEUTER: [&str; 9] = ["ce", "c'", "c’", "cela", "ça", "ceci", "on", "qui", "y"];
    let word = scene.doc.tokens[token as usize].word;
    let reading = scene.words.analyses(word).iter().find(|a| a.pos == pos && a.morph.any(Morph::P3))?;
    let neuter = || NEUTER.contains(&&*lowered(scene.doc.token_text(token as usize)));
    (!scene.mentions.iter().any(|m| m.contains(&token)) && !neuter()).then_some(reading.morph)
}

fn antecedent(scene: &Scene, index: usize, token: u32, subject: bool) -> Option<usize> {
    let clause = &scene.syntax.clauses[index];
    let own = if subject { None } else { own_subject(scene, clause) };
    let morph = third_person(scene, token, Pos::Pron).or_else(|| third_person(scene, token, Pos::Clitic))?;
    let plural = morph.any(Morph::PLUR) && !morph.any(Morph::SING);
    let phrase = scene.syntax.phrase_at(token)?;
    let fits = |mention| Some(mention) != own && !scene.is_speaker(mention, token);
    for earlier in scene.syntax.clauses[..index].iter().rev() {
        if scene.group(earlier).form != VerbForm::Finite || earlier.subjects.iter().any(|&s| s >= phrase) {
            continue;
        }
        if plural != (earlier.subjects.len() > 1 || earlier.subjects.iter().any(|&s| scene.is_plural(s))) {
            continue;
        }
        match candidate(scene, earlier, morph) {
            Candidate::Mention(mention) if fits(mention) => return Some(mention),
            Candidate::Mention(_) | Candidate::Nothing => {}
            Candidate::Other => return None,
        }
    }
    if plural { None } else { sole_name(scene, token).filter(|m| fits(*m)) }
}

fn own_subject(scene: &Scene, clause: &Clause) -> Option<usize> {
    scene.all(&clause.subjects).first().map(|(mention, _)| *mention)
}

/// Whether the subject of an earlier clause may be meant.
fn candidate(scene: &Scene, clause: &Clause, morph: Morph) -> Candidate {
    let Some(&subject) = clause.subjects.first() else { return Candidate::Nothing };
    let reached = scene.all(&clause.subjects);
    if let Some(&(mention, percent)) = reached.first()
        && percent == 100
        && agrees(scene, subject, morph)
    {
        return Candidate::Mention(mention);
    }
    let head = scene.syntax.phrases[subject as usize].head;
    let word = scene.doc.tokens[head as usize].word;
    if scene.is_named(subject) || scene.in_noun_class(subject, NounClass::Title) {
        return Candidate::Other;
    }
    let noun = scene.words.analyses(word).iter().find(|a| a.pos == Pos::Noun);
    match noun {
        Some(noun) if same_gender(noun.morph, morph) => Candidate::Other,
        _ => Candidate::Nothing,
    }
}

/// A title beside the name must not be of the other gender: "la chancelière … il".
fn agrees(scene: &Scene, phrase: u32, morph: Morph) -> bool {
    let tokens = scene.syntax.phrases[phrase as usize].tokens.clone();
    tokens
        .filter(|&t| !scene.mentions.iter().any(|m| m.contains(&t)))
        .filter_map(|t| {
            let word = scene.doc.tokens[t as usize].word;
            let title = scene.grammar.noun_at(scene.words, word, NounClass::Title);
            title.then(|| scene.words.analyses(word).iter().find(|a| a.pos == Pos::Noun).map(|a| a.morph))?
        })
        .all(|m| same_gender(m, morph))
}

/// True unless one is masculine only and the other feminine only.
fn same_gender(a: Morph, b: Morph) -> bool {
    let gendered = |m: Morph| m.any(Morph::MASC | Morph::FEM);
    !gendered(a) || !gendered(b) || [Morph::MASC, Morph::FEM].iter().any(|&g| a.any(g) && b.any(g))
}

/// The mention, when no other name stands before a pronoun.
fn sole_name(scene: &Scene, token: u32) -> Option<usize> {
    let mut found = None;
    for (index, phrase) in scene.syntax.phrases.iter().enumerate() {
        if phrase.tokens.start >= token {
            break;
        }
        if phrase.kind != PhraseKind::Noun || !scene.holds_name(index as u32) {
            continue;
        }
        // "Ami de X, …, il": the friend is meant.
        if index == 1
            && scene.prep_name(1) == Some("de")
            && scene.kind(0) == Some(PhraseKind::Noun)
            && !scene.is_named(0)
        {
            return None;
        }
        match scene.named_in(index as u32).first() {
            // "Condamné en Belgique, il …": where it happens is nobody.
            Some(&(mention, _)) if is_place(scene, index as u32) && scene.persons.get(mention) == Some(&false) => {}
            Some(&(mention, _)) if found.is_none_or(|f| f == mention) => found = Some(mention),
            _ => return None,
        }
    }
    found
}

fn is_place(scene: &Scene, phrase: u32) -> bool {
    matches!(scene.prep_name(phrase), Some("en" | "dans" | "à" | "vers" | "depuis"))
}
