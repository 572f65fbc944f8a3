//! The subject of each finite verb: back over what is inserted.

use super::clause::{Clause, Linker, PhraseList};
use super::grammar::VerbClass;
use super::phrase::{PhraseKind, VerbForm, VerbGroup};
use crate::text::{LemmaId, Morph, Pos, lowered};

/// How many nouns in apposition are followed back.
const MOST_APPOSED: usize = 3;

impl Linker<'_, '_> {
    fn is_qui(&self, phrase: usize) -> bool {
        let token = self.phrases[phrase].head as usize;
        self.doc.token_text(token).eq_ignore_ascii_case("qui") && self.phrases[phrase].tokens.len() == 1
    }

    pub(super) fn is_que(&self, phrase: usize) -> bool {
        let text = self.doc.token_text(self.phrases[phrase].head as usize);
        text.eq_ignore_ascii_case("que") || lowered(text).starts_with("qu")
    }

    /// Walks back from a finite verb to its subject.
    pub(super) fn finite_subject(&mut self, group: &VerbGroup, clause: &mut Clause) {
        let at = group.phrase as usize;
        if self.reports(group) {
            return self.inverted(at, clause);
        }
        let mut coordinated = false;
        let mut fresh = true;
        let joined = at > 0 && self.kind(at - 1) == Some(PhraseKind::Coordinator);
        let mut j = at;
        while j > 0 {
            j -= 1;
            if let Some(open) = self.opening_bracket(j) {
                j = open;
                continue;
            }
            // "réclame « du bon sens » et critique …".
            if joined && let Some(open) = self.opening_mark(j) {
                j = open;
                continue;
            }
            if let Some(target) = self.joined_target(j) {
                j = target;
                continue;
            }
            match self.phrases[j].kind {
                PhraseKind::Noun if self.phrases[j].prep.is_none() && !self.claimed[j] && !self.is_time(j) => {
                    clause.subjects = self.with_coordinates(j);
                    if coordinated {
                        self.add_apposed(j, clause);
                    }
                    self.find_opener(clause);
                    return;
                }
                PhraseKind::Relative => return self.relative_subject(j, at, clause),
                PhraseKind::Subordinator => {
                    clause.opener = Some(j as u32);
                    clause.governor = self.clause_before(j);
                    return;
                }
                PhraseKind::Coordinator => coordinated = true,
                PhraseKind::Comma if fresh => coordinated = true,
                PhraseKind::Verb if self.form_at(j) == Some(VerbForm::Finite) => {
                    let Some(previous) = self.clause_of(j) else { return };
                    match self.inserted_before(previous, at) {
                        Some(opener) => j = opener,
                        None if coordinated || group.inverted_subject.is_some() => {
                            return self.share_subject(previous, clause);
                        }
                        None => return,
                    }
                }
                PhraseKind::Stop => break,
                _ => {}
            }
            fresh = false;
        }
        self.inverted(at, clause);
    }

    /// "Les sanctions contre X et Y continuent": the first of the joined complements of a noun, none of which is the subject.
    fn joined_target(&self, last: usize) -> Option<usize> {
        if last < 3 || self.kind(last - 1) != Some(PhraseKind::Coordinator) || !self.is_bare_noun(last) {
            return None;
        }
        let mut first = last - 2;
        while first > 1 && self.is_bare_noun(first) && self.kind(first - 1) == Some(PhraseKind::Comma) {
            first -= 2;
        }
        let prep = self.phrases[first].prep.filter(|_| self.kind(first) == Some(PhraseKind::Noun))?;
        let aimed =
            matches!(self.grammar.preposition_name(prep), "contre" | "envers" | "à_l'égard_de" | "pour" | "entre");
        (aimed && first > 0 && self.is_bare_noun(first - 1)).then_some(first)
    }

    /// "« … », accuse X.": a verb of saying between a comma and a noun phrase that ends its clause.
    fn reports(&self, group: &VerbGroup) -> bool {
        let at = group.phrase as usize;
        let parted =
            at > 0 && matches!(self.kind(at - 1), Some(PhraseKind::Comma | PhraseKind::Mark | PhraseKind::Stop));
        let saying = self.lemma(group.main).is_some_and(|l| self.grammar.in_class(l, VerbClass::Saying));
        let speaker = self.behind_time(at + 1);
        if !parted || !saying || !self.is_bare_noun(speaker) || self.is_time(speaker) {
            return false;
        }
        let mut end = speaker + 1;
        while self.phrases.get(end).is_some_and(|p| p.kind == PhraseKind::Noun && p.prep.is_some()) {
            end += 1;
        }
        let quoted = at >= 2 && matches!(self.kind(at - 2), Some(PhraseKind::Mark | PhraseKind::Stop));
        // After an inserted relative clause the verb still waits for the subject before it.
        let inserted = self
            .clauses
            .last()
            .is_some_and(|c| c.opener.is_some_and(|o| self.kind(o as usize) == Some(PhraseKind::Relative)));
        matches!(self.kind(end), None | Some(PhraseKind::Comma | PhraseKind::Stop | PhraseKind::Mark))
            && (quoted || self.is_name(speaker) && !inserted || self.kind(at - 1) != Some(PhraseKind::Comma))
    }

    /// "a soutenu dimanche le ministre": the phrase behind one that tells when.
    fn behind_time(&self, phrase: usize) -> usize {
        let time = self.kind(phrase) == Some(PhraseKind::Noun) && self.is_time(phrase);
        if time && self.is_bare_noun(phrase + 1) { phrase + 1 } else { phrase }
    }

    fn share_subject(&self, previous: usize, clause: &mut Clause) {
        let above = &self.clauses[previous];
        clause.subjects = above.subjects.clone();
        clause.opener = above.opener;
        clause.governor = Some(previous as u32);
    }

    fn relative_subject(&mut self, relative: usize, at: usize, clause: &mut Clause) {
        clause.opener = Some(relative as u32);
        clause.governor = self.clause_before(relative);
        if self.is_qui(relative) {
            let mut subjects = self.antecedent(relative);
            // "les élus de France qui ont menti": the verb says which noun is meant.
            if let [one] = subjects[..]
                && one > 0
                && self.is_complement_name(one as usize)
                && self.is_plural_verb(at)
            {
                subjects = self.with_coordinates(one as usize - 1);
            }
            clause.subjects = subjects;
            return;
        }
        if self.is_que(relative) {
            clause.objects = self.antecedent(relative);
        }
        self.inverted(at, clause);
    }

    /// A name of one thing behind a noun, with a preposition: "de X", "à X".
    fn is_complement_name(&self, phrase: usize) -> bool {
        let held = self.phrases[phrase].prep.is_some();
        let start = self.phrases[phrase].tokens.start as usize;
        let several =
            matches!(self.doc.token_text(start), "des" | "aux" | "les") || self.doc.token_text(start + 1) == "les";
        let shape = self.doc.token_text(self.phrases[phrase].head as usize).ends_with(['s', 'x']);
        held && self.is_name(phrase) && !several && !shape && self.kind(phrase - 1) == Some(PhraseKind::Noun)
    }

    /// A finite verb in the plural.
    fn is_plural_verb(&self, phrase: usize) -> bool {
        self.phrases[phrase].tokens.clone().any(|t| self.is_only_plural(t, Morph::FINITE))
    }

    /// A verb whose readings of a kind are all of the plural.
    pub(super) fn is_only_plural(&self, token: u32, kind: Morph) -> bool {
        let readings = self.words.analyses(self.doc.tokens[token as usize].word).iter();
        let mut readings = readings.filter(|a| a.pos == Pos::Verb && a.morph.any(kind)).peekable();
        readings.peek().is_some() && readings.all(|a| a.morph.any(Morph::PLUR) && !a.morph.any(Morph::SING))
    }

    /// The pronoun of a relative clause that stands whole between a subject and its verb: "X, que Y critique, part".
    fn inserted_before(&self, previous: usize, at: usize) -> Option<usize> {
        let opener = self.clauses[previous].opener? as usize;
        let relative = self.kind(opener) == Some(PhraseKind::Relative);
        // "X, qui a menti et a fui": coordination keeps the verbs together.
        let joined = at > 0 && self.kind(at - 1) == Some(PhraseKind::Coordinator);
        let apart = at > 0 && self.kind(at - 1) == Some(PhraseKind::Comma);
        let detached = opener > 0 && self.kind(opener - 1) == Some(PhraseKind::Comma);
        (relative && !joined || apart && detached && !joined).then_some(opener)
    }

    /// "X, président du pays, a …": the noun before the comma is the subject as well.
    fn add_apposed(&self, nearest: usize, clause: &mut Clause) {
        let mut last = nearest;
        for _ in 0..MOST_APPOSED {
            // "X, jadis président du pays, a …".
            let comma =
                if last > 1 && self.kind(last - 1) == Some(PhraseKind::Adverb) { last - 2 } else { last.max(1) - 1 };
            if comma < 1 || self.kind(comma) != Some(PhraseKind::Comma) {
                return;
            }
            let mut j = self.opening_bracket(comma).map_or(comma, |open| open);
            // Back over complements and participles to the noun they belong to.
            let host = loop {
                if j == 0 {
                    return;
                }
                j -= 1;
                if let Some(open) = self.opening_bracket(j) {
                    j = open;
                    continue;
                }
                match self.phrases[j].kind {
                    PhraseKind::Noun if self.phrases[j].prep.is_none() => break j,
                    PhraseKind::Noun | PhraseKind::Adjective | PhraseKind::Mark => {}
                    PhraseKind::Verb if self.form_at(j) == Some(VerbForm::PastParticiple) => {}
                    _ => return,
                }
            };
            if self.claimed[host] || self.is_time(host) {
                return;
            }
            clause.subjects.push(host as u32);
            last = host;
        }
    }

    /// Subject after the verb: "« … », a déclaré X", "que soutient la Russie".
    fn inverted(&mut self, at: usize, clause: &mut Clause) {
        let next = self.behind_time(at + 1);
        if self.is_bare_noun(next) && !self.claimed[next] {
            clause.subjects = self.forward_coordinates(next);
        }
    }

    fn find_opener(&self, clause: &mut Clause) {
        let Some(&first) = clause.subjects.iter().min() else { return };
        let mut j = first as usize;
        while j > 0 {
            j -= 1;
            match self.phrases[j].kind {
                PhraseKind::Subordinator | PhraseKind::Relative => {
                    clause.opener = Some(j as u32);
                    clause.governor = self.clause_before(j);
                    let relative = self.phrases[j].kind == PhraseKind::Relative
                        || j > 1
                            && self.kind(j - 1) == Some(PhraseKind::Comma)
                            && self.kind(j - 2) == Some(PhraseKind::Noun);
                    if relative && self.is_que(j) {
                        clause.objects = self.antecedent(j);
                    }
                    return;
                }
                PhraseKind::Adverb
                | PhraseKind::Comma
                | PhraseKind::Adjective
                | PhraseKind::Noun
                | PhraseKind::Mark => {}
                _ => return,
            }
        }
    }

    /// The noun phrase a relative pronoun stands for.
    fn antecedent(&self, relative: usize) -> PhraseList {
        let mut j = relative;
        while j > 0 {
            j -= 1;
            match self.phrases[j].kind {
                PhraseKind::Noun => {
                    // "le chef de guerre qui", "la situation en France, qui": a common noun after *de* belongs to the noun
                    // before it, and so does a country, which would bear an article otherwise.
                    let prep = self.phrases[j].prep.map(|p| self.grammar.preposition_name(p));
                    let held = prep == Some("de") && !self.is_name(j) || prep == Some("en") && self.is_name(j);
                    // "une star du Brésil qui menace".
                    let one = j > 0 && prep == Some("de") && self.is_indefinite(j - 1);
                    let inner = (held || one) && j > 0 && self.phrases[j - 1].kind == PhraseKind::Noun;
                    // "c'est le viaduc de Millau, en France, qui s'impose".
                    let place = prep == Some("en") && held && j > 1 && self.kind(j - 1) == Some(PhraseKind::Comma);
                    if place && self.kind(j - 2) == Some(PhraseKind::Noun) {
                        j -= 1;
                        continue;
                    }
                    if let Some(host) = self.titled_host(j) {
                        return PhraseList::from_slice(&[host as u32]);
                    }
                    return self.with_coordinates(if inner { j - 1 } else { j });
                }
                PhraseKind::Comma
                | PhraseKind::Adverb
                | PhraseKind::Adjective
                | PhraseKind::Coordinator
                | PhraseKind::Mark => {}
                PhraseKind::Verb if self.form_at(j) == Some(VerbForm::PastParticiple) => {}
                _ => break,
            }
        }
        PhraseList::new()
    }

    /// "le président du Mali, qui a menti": the person whose complement in *de* a name is.
    pub(super) fn titled_host(&self, phrase: usize) -> Option<usize> {
        self.grammar.titled_host(self.doc, self.words, self.phrases, phrase)
    }

    fn is_indefinite(&self, phrase: usize) -> bool {
        matches!(self.doc.token_text(self.phrases[phrase].tokens.start as usize), "un" | "une" | "Un" | "Une")
    }

    pub(super) fn is_name(&self, phrase: usize) -> bool {
        let head = self.phrases[phrase].head as usize;
        self.doc.tokens[head].case != crate::text::Case::Lower
    }

    /// A phrase with those coordinated before it: "A, B et C".
    pub(super) fn with_coordinates(&self, last: usize) -> PhraseList {
        let mut list = PhraseList::new();
        list.push(last as u32);
        let mut at = last;
        let mut joined = false;
        while at >= 2 {
            let link = self.phrases[at - 1].kind;
            let joins = link == PhraseKind::Coordinator || (joined && link == PhraseKind::Comma);
            if !joins {
                break;
            }
            // "la France et le président du Mali": skip complements of the earlier noun.
            let mut previous = at - 2;
            // "X, ainsi que Y, partent".
            if link == PhraseKind::Coordinator && previous > 0 && self.kind(previous) == Some(PhraseKind::Comma) {
                previous -= 1;
            }
            while previous > 0
                && self.phrases[previous].kind == PhraseKind::Noun
                && self.phrases[previous].prep.is_some()
            {
                previous -= 1;
            }
            if !self.is_bare_noun(previous) || self.claimed[previous] {
                break;
            }
            joined = true;
            list.push(previous as u32);
            at = previous;
        }
        list
    }

    /// A phrase with those coordinated after it, when no verb follows them.
    fn forward_coordinates(&mut self, first: usize) -> PhraseList {
        let mut list = PhraseList::new();
        let mut at = first;
        loop {
            self.claimed[at] = true;
            list.push(at as u32);
            let Some(next) = self.next_coordinate(at) else { return list };
            at = next;
        }
    }

    /// The bare noun phrase that continues a list after `at`: over "et", or over a comma when the list ends with "et".
    fn next_coordinate(&self, at: usize) -> Option<usize> {
        let mut j = at + 1;
        while self.kind(j) == Some(PhraseKind::Noun) && self.phrases[j].prep.is_some() {
            j += 1;
        }
        match self.kind(j)? {
            PhraseKind::Coordinator => {}
            PhraseKind::Comma if self.is_bare_noun(j + 1) && self.list_goes_on(j + 2) => {}
            _ => return None,
        }
        let next = j + 1;
        let verb_follows = self.form_at(next + 1) == Some(VerbForm::Finite);
        (self.is_bare_noun(next) && !verb_follows).then_some(next)
    }

    pub(super) fn list_goes_on(&self, mut at: usize) -> bool {
        while self.kind(at) == Some(PhraseKind::Noun) && self.phrases[at].prep.is_some() {
            at += 1;
        }
        match self.kind(at) {
            Some(PhraseKind::Coordinator) => self.is_bare_noun(at + 1),
            Some(PhraseKind::Comma) => self.is_bare_noun(at + 1) && self.list_goes_on(at + 2),
            _ => false,
        }
    }

    fn clause_of(&self, phrase: usize) -> Option<usize> {
        let verb = self.phrases[phrase].verb?;
        self.clauses.iter().position(|c| c.verb == verb)
    }

    pub(super) fn clause_before(&self, phrase: usize) -> Option<u32> {
        let mut j = phrase;
        while j > 0 {
            j -= 1;
            if let Some(clause) = self.clause_of(j) {
                return Some(clause as u32);
            }
            if self.phrases[j].kind == PhraseKind::Stop {
                // "a promis « la paix », ajoutant …": over words that the clause itself quotes.
                j = self
                    .opening_mark(j)
                    .filter(|&open| self.kind(phrase - 1) == Some(PhraseKind::Comma) && open > 0)?;
            }
        }
        None
    }

    pub(super) fn lemma(&self, token: u32) -> Option<LemmaId> {
        self.words.analyses(self.doc.tokens[token as usize].word).iter().find(|a| a.pos == Pos::Verb).map(|a| a.lemma)
    }

    /// A participle or infinitive that opens the sentence takes the subject of the next finite verb.
    pub(super) fn late_subject(&mut self, index: usize) {
        let form = self.verbs[self.clauses[index].verb as usize].form;
        if form == VerbForm::Finite
            || !self.clauses[index].subjects.is_empty()
            || self.clauses[index].governor.is_some()
        {
            return;
        }
        let after = self.clauses[index + 1..].iter().find(|c| {
            self.verbs[c.verb as usize].form == VerbForm::Finite && c.opener.is_none() && !c.subjects.is_empty()
        });
        if let Some(subjects) = after.map(|c| c.subjects.clone()) {
            self.clauses[index].subjects = subjects;
        }
    }
}
