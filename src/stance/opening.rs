//! Where rows may begin in a sentence, by its words alone: asked before any grammar, for most places, and many sentences, have
//! none.

use super::cue::Cue;
use super::mechanism::{Mechanism, Without};
use crate::lexicon::{Element, Expression, Glance, Lexicon, Present, Role, RowId};
use crate::text::{Case, Document, LemmaId, Pos, Vocabulary, WordId};
use smallvec::SmallVec;
use std::ops::Range;

/// What the words of one sentence say of the rows in it.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a, 'd> {
    pub doc: &'a Document<'d>,
    pub words: &'a Vocabulary,
    pub lexicon: &'a Lexicon,
    /// Tokens of names, in order: no row matches inside them.
    pub masked: &'a [Range<u32>],
    /// What is switched off.
    pub without: Without,
}

/// The places of a sentence where a row may begin.
pub(super) struct Openings {
    pub present: Present,
    pub tokens: Vec<u32>,
}

impl Openings {
    /// True where no row can be found.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

impl Lookup<'_, '_> {
    pub fn openings(&self, tokens: Range<u32>) -> Openings {
        let words: SmallVec<[WordId; 64]> = tokens.clone().map(|at| self.word(at)).collect();
        let present = self.lexicon.present(&words, self.words);
        let tokens = tokens.clone().filter(|&at| self.opens(at, &tokens, &present)).collect();
        Openings { present, tokens }
    }

    #[inline]
    fn opens(&self, at: u32, sentence: &Range<u32>, present: &Present) -> bool {
        let glance = self.lexicon.glance(self.word(at));
        glance.opens()
            && !self.is_masked(at)
            && (glance.has(Glance::SINGLE)
                || self.works(Mechanism::Expressions)
                    && (glance.has(Glance::LITERAL)
                        && self.lexicon.may_be_literal(self.word(at), present)
                        && self.literal_at(at, sentence.end, present).is_some()
                        || glance.has(Glance::VERBAL) && self.may_open_verbal(at, sentence, present)))
    }

    fn works(&self, mechanism: Mechanism) -> bool {
        self.without.has(mechanism)
    }

    #[inline]
    pub fn word(&self, at: u32) -> WordId {
        self.doc.tokens[at as usize].word
    }

    #[inline]
    pub fn lemmas(&self, at: u32, pos: Pos) -> impl Iterator<Item = LemmaId> + '_ {
        self.words.analyses(self.word(at)).iter().filter(move |a| a.pos == pos).map(|a| a.lemma)
    }

    #[inline]
    pub fn is_masked(&self, at: u32) -> bool {
        self.masked.iter().any(|range| range.contains(&at))
    }

    /// The longest expression that begins with a word as it is written, in a sentence that ends before `end`.
    pub fn literal_at(&self, at: u32, end: u32, present: &Present) -> Option<Cue> {
        self.lexicon.literal(self.word(at), present).find_map(|expression| self.match_literal(expression, at, end))
    }

    fn match_literal(&self, expression: &Expression, at: u32, end: u32) -> Option<Cue> {
        let mut next = at + 1;
        for element in expression.rest.iter() {
            // Quotation marks inside an expression do not break it.
            if next < end && self.word(next) == WordId::UNKNOWN && is_quotation_mark(self.doc.token_text(next as usize))
            {
                next += 1;
            }
            let Element::Word(forms) = element else { return None };
            if next >= end || !forms.contains(&self.word(next)) || self.is_masked(next) && !self.names(expression) {
                return None;
            }
            next += 1;
        }
        Some(Cue { row: expression.row, others: SmallVec::new(), anchor: at, tokens: at..next })
    }

    /// True for an expression with a name in it: "prix Nobel".
    fn names(&self, expression: &Expression) -> bool {
        self.lexicon.row(expression.row).lemma.chars().any(char::is_uppercase)
    }

    /// True when the sentence has all words of an expression of this verb.
    fn may_open_verbal(&self, at: u32, sentence: &Range<u32>, present: &Present) -> bool {
        let mut lemmas = self.lemmas(at, Pos::Verb);
        lemmas.any(|lemma| self.lexicon.verbal(lemma, present).any(|e| self.has_words(e, at, sentence)))
    }

    /// Behind the verb in their order; the first of them may be an adverb before it, the only one its subject.
    fn has_words(&self, expression: &Expression, at: u32, sentence: &Range<u32>) -> bool {
        let stands_before = |word: WordId| (sentence.start..at).any(|t| self.word(t) == word);
        if expression.particle.is_some_and(|particle| !stands_before(particle)) {
            return false;
        }
        let elements = match &expression.rest[..] {
            [Element::Determiner | Element::Gap, Element::Word(_)] => return true,
            [Element::Word(adverb), rest @ ..] if at > sentence.start && adverb.contains(&self.word(at - 1)) => rest,
            all => all,
        };
        let mut next = at + 1;
        for element in elements {
            if let Element::Word(forms) = element {
                let Some(found) = self.first_of(forms, next..sentence.end) else { return false };
                next = found + 1;
            }
        }
        true
    }

    /// The first token that is one of these words.
    fn first_of(&self, forms: &[WordId], tokens: Range<u32>) -> Option<u32> {
        let found = &self.doc.tokens[tokens.start as usize..tokens.end as usize];
        let place = found.iter().position(|token| forms.contains(&token.word))?;
        Some(tokens.start + place as u32)
    }

    /// Loaded names among the words of a mention itself: "les jihadistes", "la junte malienne".
    pub fn loaded_in(&self, mention: &Range<u32>) -> Vec<(Cue, i8)> {
        let lower = |at: u32| self.doc.token_text(at as usize).chars().flat_map(char::to_lowercase);
        let opposed = |at: u32| (at.saturating_sub(2)..=at).any(|t| lower(t).take(4).eq("anti".chars()));
        let own = |at: u32| (at == mention.start || self.doc.tokens[at as usize].case == Case::Lower) && !opposed(at);
        let mut found = Vec::new();
        if !self.works(Mechanism::LoadedNames) {
            return found;
        }
        for at in mention.clone() {
            let lemmas = self.lemmas(at, Pos::Noun).chain(self.lemmas(at, Pos::Adj));
            let hit = lemmas.flat_map(|lemma| self.lexicon.single(lemma)).find_map(|(row, _)| self.loaded(*row));
            if let Some((row, value)) = hit.filter(|_| own(at)) {
                found.push((Cue { row, others: SmallVec::new(), anchor: at, tokens: at..at + 1 }, value));
            }
        }
        found
    }

    /// The value of a loaded name for who is called so.
    fn loaded(&self, id: RowId) -> Option<(RowId, i8)> {
        let row = self.lexicon.row(id);
        let value = row.effects.iter().find(|(role, value)| *role == Role::Named && *value != 0)?.1;
        row.tags().any(|tag| tag.starts_with("loaded:")).then_some((id, value))
    }
}

pub(super) fn is_quotation_mark(text: &str) -> bool {
    matches!(text, "«" | "»" | "“" | "”" | "\"")
}
