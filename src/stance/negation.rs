//! What is denied, and how far: "ne … pas", "sans", "aucun"; "ne … que" is no negation.

use super::cue::Cue;
use super::shift::{Shift, Shifting, factor};
use super::shifter::{FoundShifter, ShifterKind};
use crate::text::lowered;
use crate::text::syntax::{Clause, NounClass, PhraseKind, Tag, VerbClass, VerbForm, VerbGroup, Voice};

/// How far after its verb the *que* of "ne … que" may stand, in tokens.
const RESTRICTION: u32 = 8;

impl Shifting<'_, '_, '_> {
    pub(super) fn clause_negation(&self, clause: &Clause, cue: &Cue, shifts: &mut Vec<Shift>) {
        let above = self.denied_above(clause).or_else(|| self.denied_aim(clause)).or_else(|| self.disallowed(clause));
        let group = self.scene.group(above.unwrap_or(clause));
        // "sans être un menteur".
        if group.copula && self.preposition(group) == Some("sans") && cue.anchor > group.main {
            let start = self.scene.syntax.phrases[group.phrase as usize].tokens.start;
            return shifts.push(self.shift("negation", start, factor::NEGATION));
        }
        let real: Vec<u32> = group.negation.to_vec();
        if real.is_empty() {
            return;
        }
        if let Some(only) = self.restricted_to(&real, group) {
            // "n'est soutenu que par 12 % des Français".
            if group.voice == Voice::Passive && only == "par" {
                shifts.push(self.shift(ShifterKind::Lesser.as_str(), real[0], factor::NEGATION));
            }
            return;
        }
        let friend = real.iter().any(|&t| self.is_false_friend(t)) || self.is_comparative(&real);
        if friend || self.is_expletive(&real, clause) {
            return;
        }
        // The words of an expression may hold their own negation.
        if real.iter().all(|t| cue.tokens.contains(t) && *t != cue.anchor)
            && cue.tokens.len() > 1
            && !self.is_ne(real[0])
        {
            return;
        }
        let words: Vec<String> = real.iter().map(|&t| self.scene.doc.token_text(t as usize).to_lowercase()).collect();
        shifts.push(Shift { kind: "negation", words: words.join(" "), percent: factor::NEGATION });
    }

    /// "Peu de députés soutiennent X", "Seuls 12 % soutiennent X": a subject that is scarce.
    pub(super) fn few(&self, clause: &Clause, shifts: &mut Vec<Shift>) {
        let opens = |f: &&FoundShifter| {
            let at = |s: &u32| match (f.kind, self.scene.syntax.phrases[*s as usize].tokens.start) {
                (ShifterKind::Lesser, start) => f.tokens.start == start,
                (ShifterKind::Few, start) => f.tokens.start == start || f.tokens.end == start,
                _ => false,
            };
            clause.subjects.iter().any(at)
        };
        if let Some(found) = self.found().iter().find(opens) {
            shifts.push(self.shift(found.kind.as_str(), found.tokens.start, found.percent));
        }
    }

    /// "n'est pas un homme qui trahit": who is denied to be one does not do it either.
    fn denied_above(&self, clause: &Clause) -> Option<&Clause> {
        let opener = clause.opener.filter(|_| self.scene.group(clause).negation.is_empty())?;
        let relative = self.scene.kind(opener) == Some(PhraseKind::Relative);
        let above = &self.scene.syntax.clauses[clause.governor.filter(|_| relative)? as usize];
        let described = above.attributes.iter().any(|a| clause.subjects.contains(a));
        (described && self.scene.group(above).copula).then_some(above)
    }

    /// "n'a pas le courage de parler": an infinitive that belongs to a noun which is denied.
    fn denied_aim(&self, clause: &Clause) -> Option<&Clause> {
        let group = self.scene.group(clause);
        let argument = matches!(self.preposition(group), Some("de" | "à"));
        let own = group.form != VerbForm::Infinitive || !group.negation.is_empty() || !argument;
        let above = &self.scene.syntax.clauses[clause.governor.filter(|_| !own)? as usize];
        let aim = clause.subjects == above.subjects
            && group.phrase.checked_sub(1).is_some_and(|p| above.objects.contains(&p));
        // "ce n'est pas la volonté de X de mentir".
        let holds = |p: u32| above.objects.contains(&p) || above.attributes.contains(&p);
        let owned = group.phrase.checked_sub(2).is_some_and(|p| holds(p) && clause.subjects[..] == [p + 1]);
        (aim || owned).then_some(above)
    }

    /// "rien ne permet d'accuser X", "ne reproche pas à X d'avoir menti".
    fn disallowed(&self, clause: &Clause) -> Option<&Clause> {
        let infinitive = self.scene.group(clause).form == VerbForm::Infinitive;
        let above = &self.scene.syntax.clauses[clause.governor.filter(|_| infinitive)? as usize];
        let judges =
            self.scene.in_class(above, VerbClass::Reproach) || self.scene.in_class(above, VerbClass::Permission);
        judges.then_some(above)
    }

    /// "rien n'indique que X ait menti", "aucune preuve que X ait menti".
    pub(super) fn is_disbelieved(&self, clause: &Clause) -> bool {
        let Some(opener) = clause.opener.filter(|&o| o > 0 && self.is_que(o)) else { return false };
        let Some(governor) = clause.governor else { return false };
        let above = &self.scene.syntax.clauses[governor as usize];
        let group = self.scene.group(above);
        let none = |p: &u32| {
            let start = self.scene.syntax.phrases[*p as usize].tokens.start;
            self.found().iter().any(|f| f.kind == ShifterKind::Negator && f.tokens.start == start)
        };
        if self.scene.is_verb(group.main, VerbClass::Opining) {
            return !group.negation.is_empty() || above.subjects.iter().any(none);
        }
        let before = opener - 1;
        let noun = self.scene.kind(before) == Some(PhraseKind::Noun);
        let evidence = noun && self.scene.in_noun_class(before, NounClass::Evidence);
        evidence && (!group.negation.is_empty() || none(&before))
    }

    fn preposition(&self, group: &VerbGroup) -> Option<&str> {
        group.prep.map(|p| self.scene.grammar.preposition_name(p))
    }

    /// "est plus isolé que jamais": *plus* without *ne* compares.
    fn is_comparative(&self, negation: &[u32]) -> bool {
        let more = |t: u32| self.scene.doc.token_text(t as usize).eq_ignore_ascii_case("plus");
        negation.len() == 1 && more(negation[0])
    }

    pub(super) fn is_que(&self, opener: u32) -> bool {
        let head = self.scene.syntax.phrases[opener as usize].head;
        matches!(&*lowered(self.scene.doc.token_text(head as usize)), "que" | "qu'" | "qu’")
    }

    fn is_ne(&self, token: u32) -> bool {
        matches!(&*lowered(self.scene.doc.token_text(token as usize)), "ne" | "n'" | "n’")
    }

    /// "craint que X n'échoue": a *ne* alone that denies nothing.
    fn is_expletive(&self, negation: &[u32], clause: &Clause) -> bool {
        let feared = clause
            .governor
            .is_some_and(|g| self.scene.in_class(&self.scene.syntax.clauses[g as usize], VerbClass::Fear));
        negation.len() == 1 && self.is_ne(negation[0]) && clause.opener.is_some() && feared
    }

    pub(super) fn is_false_friend(&self, token: u32) -> bool {
        self.found().iter().any(|f| f.kind == ShifterKind::NotNegation && f.tokens.contains(&token))
    }

    /// "ne … que", "ne … plus que" restrict, they do not deny: the word that follows.
    fn restricted_to(&self, negation: &[u32], group: &VerbGroup) -> Option<&str> {
        let plus = |t: u32| self.scene.doc.token_text(t as usize) == "plus";
        let ne = self.is_ne(negation[0]) && negation[1..].iter().all(|&t| plus(t));
        let first = self.scene.syntax.phrases[group.phrase as usize].tokens.end;
        let end = self.scene.syntax.tokens().end;
        let reach = if negation.len() == 1 { RESTRICTION } else { 1 };
        let found = (first..end.min(first + reach)).find(|&t| self.scene.says_que(t)).filter(|_| ne)?;
        Some(if found + 1 < end { self.scene.doc.token_text(found as usize + 1) } else { "" })
    }

    /// "aucun soutien", "sans succès", "ni fiable", "pas crédible" without a verb.
    pub(super) fn local_negation(&self, phrase: u32, cue: &Cue, shifts: &mut Vec<Shift>) {
        if shifts.iter().any(|s| s.kind == "negation") {
            return;
        }
        // "aucune preuve d'un crime".
        let mut phrase = phrase;
        while phrase > 0
            && self.scene.prep_name(phrase) == Some("de")
            && self.scene.kind(phrase - 1) == Some(PhraseKind::Noun)
        {
            phrase -= 1;
        }
        let tokens = self.scene.syntax.phrases[phrase as usize].tokens.clone();
        let start = if phrase > 0
            && matches!(self.scene.kind(phrase - 1), Some(PhraseKind::Adverb | PhraseKind::Coordinator))
        {
            self.scene.syntax.phrases[phrase as usize - 1].tokens.start
        } else {
            tokens.start
        };
        let hit = self.found().iter().find(|f| {
            f.kind == ShifterKind::Negator
                && f.tokens.start >= start
                && f.tokens.end <= cue.anchor
                && !cue.tokens.contains(&f.tokens.start)
        });
        if let Some(found) = hit {
            let own_negation =
                matches!(self.scene.syntax.tag(found.tokens.start), Some(Tag::Neg)) && self.is_ne(found.tokens.start);
            if !own_negation {
                shifts.push(self.shift("negation", found.tokens.start, factor::NEGATION));
            }
        }
    }
}
