//! Apposition: of two noun phrases around a comma one names and the other describes.

use super::mechanism::Mechanism;
use super::reach::{Reached, Scene};
use crate::actor::Kind;
use crate::text::syntax::{Clause, NounClass, PhraseKind, Tag, VerbForm};

impl Scene<'_, '_> {
    /// A neighbour in apposition: "X, président du Mali," or "le chef du groupe, X,".
    pub(super) fn apposed(&self, phrase: u32) -> Reached {
        if !self.works(Mechanism::Appositions) {
            return Reached::new();
        }
        let reached = self.apposed_after(phrase);
        if !reached.is_empty() {
            return reached;
        }
        if phrase >= 2 && self.is_comma(phrase - 1) {
            // "la grâce accordée à X, un voleur": the name right before, then the noun it belongs to.
            if self.prep_name(phrase - 2).is_some()
                && self.bears_name(phrase - 2)
                && !self.is_of_a_person(phrase - 2)
                && self.is_apposition(phrase - 2, phrase)
            {
                return self.named_in(phrase - 2);
            }
            let before = self.back_to_host(phrase - 2);
            if self.is_apposition(before, phrase) {
                return self.named_in(before);
            }
        }
        self.described_first(phrase)
    }

    /// "X, figure de l'opposition et symbole de courage,": the second of two descriptions.
    fn described_first(&self, phrase: u32) -> Reached {
        let joined = phrase >= 2 && self.kind(phrase - 1) == Some(PhraseKind::Coordinator) && self.is_bare(phrase);
        if !joined {
            return Reached::new();
        }
        let first = self.back_to_host(phrase - 2);
        if first < 2 || !self.is_comma(first - 1) || !self.is_bare(first) {
            return Reached::new();
        }
        let host = self.back_to_host(first - 2);
        if self.is_apposition(host, first) { self.named_in(host) } else { Reached::new() }
    }

    /// A noun without article: what describes a name, rather than another thing beside it.
    fn is_bare(&self, phrase: u32) -> bool {
        let p = &self.syntax.phrases[phrase as usize];
        let opens = self.syntax.tag(p.tokens.start);
        p.kind == PhraseKind::Noun
            && p.prep.is_none()
            && matches!(opens, Some(Tag::Noun | Tag::Adj))
            && self.syntax.tag(p.head) == Some(Tag::Noun)
    }

    /// The name in apposition behind a phrase: "le chef du groupe, X,".
    pub(super) fn apposed_after(&self, phrase: u32) -> Reached {
        let after = self.skip_own_complements(phrase);
        if !self.works(Mechanism::Appositions) || !self.is_comma(after) {
            return Reached::new();
        }
        if self.is_apposition(phrase, after + 1) {
            return self.named_in(after + 1);
        }
        let own = (phrase + 1..after).all(|p| self.prep_name(p) == Some("de"));
        if own && self.is_plural(phrase) && !self.bears_name(phrase) { self.listed(after + 1) } else { Reached::new() }
    }

    /// "les fondateurs du parti, X, Y et Z,": a plural describes a list of names.
    fn listed(&self, first: u32) -> Reached {
        let mut reached = Reached::new();
        let mut at = first;
        let mut joined = false;
        while self.kind(at) == Some(PhraseKind::Noun) && self.bears_name(at) && self.prep_name(at).is_none() {
            reached.extend(self.named_in(at));
            let link = self.skip_own_complements(at);
            match self.kind(link) {
                Some(PhraseKind::Coordinator) if !joined => joined = true,
                Some(PhraseKind::Comma) if !joined => {}
                _ => break,
            }
            at = link + 1;
        }
        if joined { reached } else { Reached::new() }
    }

    /// The first phrase after a noun phrase and its prepositional complements.
    pub(super) fn skip_own_complements(&self, phrase: u32) -> u32 {
        let mut next = phrase + 1;
        while self.kind(next) == Some(PhraseKind::Noun)
            && self.syntax.phrases[next as usize].prep.is_some()
            && self.prep_name(next) != Some("comme")
        {
            next += 1;
        }
        next
    }

    fn back_to_host(&self, mut phrase: u32) -> u32 {
        while phrase > 0
            && self.kind(phrase) == Some(PhraseKind::Noun)
            && self.syntax.phrases[phrase as usize].prep.is_some()
            && self.kind(phrase - 1) == Some(PhraseKind::Noun)
        {
            phrase -= 1;
        }
        phrase
    }

    /// Of two noun phrases around a comma one names and the other describes, and no list goes on.
    fn is_apposition(&self, first: u32, second: u32) -> bool {
        let bare = |p: u32| {
            self.kind(p) == Some(PhraseKind::Noun) && (p == first || self.syntax.phrases[p as usize].prep.is_none())
        };
        if !bare(first) || !bare(second) || self.bears_name(first) == self.bears_name(second) {
            return false;
        }
        let (name, other) = if self.bears_name(first) { (first, second) } else { (second, first) };
        let elsewhere =
            || self.is_place(first) && !self.is_bare(other) && !self.in_noun_class(other, NounClass::Country);
        if name == first && elsewhere() || self.are_several(first, second, name, other) {
            return false;
        }
        let after = self.skip_own_complements(second);
        !self.opens_a_clause(first, second, after) && !self.list_goes_on(first, second, after)
    }

    /// "sur Twitter, photos à l'appui", "deux agents des services (DGSE)": several things are not one name.
    fn are_several(&self, first: u32, second: u32, name: u32, other: u32) -> bool {
        let mark = self.doc.token_text(self.syntax.phrases[second as usize].tokens.start as usize - 1);
        let apart = name == first && mark != "-" || mark == "(";
        apart && self.is_plural(other) && !self.is_plural(name) && !self.is_one_of(other) && !self.is_joined(name)
    }

    /// True where the second noun is the subject of what follows rather than a word on the first.
    fn opens_a_clause(&self, first: u32, second: u32, after: u32) -> bool {
        // "Selon X, le préfet est …": the second one is the subject.
        let opens = self.syntax.phrases[first as usize].tokens.start == self.syntax.first;
        // "poursuit X, les réformes ont échoué": what describes a name before it ends with a comma.
        let verb = if self.kind(after) == Some(PhraseKind::Mark) { after + 1 } else { after };
        // "après le rapport de X, les appels à l'aide se multiplient"; "la grâce accordée à X, un voleur, choque".
        let start = self.syntax.phrases[second as usize].tokens.start;
        let indefinite = matches!(self.doc.token_text(start as usize), "un" | "une");
        let definite = self.syntax.tag(start) == Some(Tag::Det) && !indefinite;
        let inside = self.syntax.phrases[first as usize].prep.is_some() && definite;
        let subject = |c: &Clause| self.group(c).form == VerbForm::Finite && c.subjects.contains(&second);
        let acts = self.is_finite_verb(verb) || inside && self.syntax.clauses.iter().any(subject);
        if self.bears_name(first) && acts && !self.takes_up(second) {
            return true;
        }
        let held = self.syntax.phrases[first as usize].prep.is_some() || self.is_held_apart(first);
        held && (opens || self.is_finite_verb(after))
    }

    /// "X, le maire et un ami": one of a list, unless both describe the name ("X, figure et symbole de l'opposition").
    fn list_goes_on(&self, first: u32, second: u32, after: u32) -> bool {
        let next = || self.kind(after + 1) == Some(PhraseKind::Noun);
        if self.kind(after) == Some(PhraseKind::Coordinator) {
            let apart = self.syntax.phrases[first as usize].prep.is_none();
            return !(apart && self.is_bare(second) && next() && self.is_bare(after + 1));
        }
        self.is_comma(after) && next() && self.is_named(after + 1) == self.is_named(second)
    }

    /// "la libération de quatre otages au Mali, une intervention complexe": where something happens.
    fn is_place(&self, phrase: u32) -> bool {
        matches!(self.prep_name(phrase), Some("à" | "en" | "dans"))
            && self.named_in(phrase).iter().any(|(mention, _)| self.is_kind(*mention, Kind::State))
    }

    /// "le patron de X, un menteur": the description is that of the person before.
    fn is_of_a_person(&self, phrase: u32) -> bool {
        self.grammar.titled_host(self.doc, self.words, &self.syntax.phrases, phrase as usize).is_some()
    }

    /// "l'un des chefs".
    fn is_one_of(&self, phrase: u32) -> bool {
        let p = &self.syntax.phrases[phrase as usize];
        (p.tokens.start..p.head).any(|t| matches!(self.doc.token_text(t as usize), "un" | "une"))
    }

    /// "X et Y".
    fn is_joined(&self, phrase: u32) -> bool {
        let joins = |p: u32| self.kind(p) == Some(PhraseKind::Coordinator);
        joins(phrase + 1) || phrase > 0 && joins(phrase - 1)
    }

    /// "ce dernier", "le maire": a noun that may take up the name before it.
    fn takes_up(&self, phrase: u32) -> bool {
        let p = &self.syntax.phrases[phrase as usize];
        let first = self.doc.token_text(p.tokens.start as usize);
        // "ce qui" takes up what was said.
        p.tokens.len() > 1 && matches!(first, "ce" | "cet" | "cette") || self.in_noun_class(phrase, NounClass::Title)
    }

    /// "Observant la crise, X parle": the object of a participle or an infinitive, which ends before the subject.
    fn is_held_apart(&self, phrase: u32) -> bool {
        let holds = |c: &Clause| c.objects.contains(&phrase) && self.group(c).form != VerbForm::Finite;
        self.syntax.clauses.iter().any(holds)
    }
}
