//! Where rows may begin in a sentence, by its words alone: asked before any grammar, for most places, and many sentences, have
//! none.

use super::cue::{Cue, INSERTION, MAX_GAP, MAX_SKIP};
use super::mechanism::{Mechanism, Without};
use crate::lexicon::{Element, Expression, Glance, Lexicon, Role, RowId};
use crate::text::{Case, Document, LemmaId, Morph, Pos, TokenKind, Vocabulary, WordId};
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

/// A place of a sentence where a row may begin.
pub(super) struct Opening<'a> {
    pub at: u32,
    /// The expression as it is written that begins there.
    pub literal: Option<Cue>,
    /// The expressions headed by the verb there of which the words stand in reach, in the order in which they are tried.
    pub verbal: SmallVec<[&'a Expression; 2]>,
}

impl<'a> Opening<'a> {
    fn at(at: u32) -> Self {
        Self { at, literal: None, verbal: SmallVec::new() }
    }
}

/// A reading of a token as a verb that heads expressions.
struct Verb {
    at: u32,
    lemma: LemmaId,
    /// True where the word of an expression may stand before it: "l'image de X est ternie".
    passive: bool,
}

/// The key words of a sentence with their places.
type KeyWords = SmallVec<[(u32, WordId); 32]>;

impl<'a> Lookup<'a, '_> {
    /// The places where a row may begin, in order.
    pub fn openings(&self, sentence: Range<u32>) -> Vec<Opening<'a>> {
        let expressions = self.works(Mechanism::Expressions);
        let mut openings = Vec::new();
        let mut verbs: SmallVec<[Verb; 16]> = SmallVec::new();
        let mut keys = KeyWords::new();
        let tokens = &self.doc.tokens[sentence.start as usize..sentence.end as usize];
        for (at, word) in sentence.clone().zip(tokens.iter().map(|token| token.word)) {
            let glance = self.lexicon.glance(word);
            if glance.has(Glance::KEY) {
                keys.push((at, word));
            }
            if !glance.opens() || self.is_masked(at) {
                continue;
            }
            let literal =
                if expressions && glance.has(Glance::LITERAL) { self.literal_at(at, sentence.end) } else { None };
            if glance.has(Glance::SINGLE) || literal.is_some() {
                openings.push(Opening { literal, ..Opening::at(at) });
            }
            if expressions && glance.has(Glance::VERBAL) {
                let passive = self.words.verb(word).any(Morph::PASTPART | Morph::INF);
                let heads = self.lemmas(at, Pos::Verb).filter(|lemma| self.lexicon.heads(*lemma));
                heads.for_each(|lemma| verbs.push(Verb { at, lemma, passive }));
            }
        }
        if !verbs.is_empty() {
            self.add_verbal(&verbs, &keys, &sentence, &mut openings);
        }
        openings
    }

    /// Adds the expressions headed by verbs whose words stand where they may.
    fn add_verbal(&self, verbs: &[Verb], keys: &KeyWords, sentence: &Range<u32>, openings: &mut Vec<Opening<'a>>) {
        for (verb, number) in self.present(verbs, keys) {
            let Verb { at, lemma, passive } = verbs[verb];
            let expression = self.lexicon.verbal(lemma, number);
            let fits = |expression: &&Expression| self.may_match(expression, at, sentence, passive);
            let Some(expression) = expression.filter(fits) else { continue };
            let place = openings.binary_search_by_key(&at, |opening| opening.at).unwrap_or_else(|place| {
                openings.insert(place, Opening::at(at));
                place
            });
            openings[place].verbal.push(expression);
        }
    }

    /// The expressions of verbs that have their key in the sentence, in the order in which they are tried: the place of the verb
    /// in the list, and the number among its expressions.
    fn present(&self, verbs: &[Verb], keys: &KeyWords) -> SmallVec<[(usize, u32); 16]> {
        let bit = |lemma: LemmaId| 1_u64 << (lemma.0 % 64);
        let some = verbs.iter().fold(0, |some, verb| some | bit(verb.lemma));
        let mut found = SmallVec::new();
        for (index, verb) in verbs.iter().enumerate() {
            self.lexicon.keyless(verb.lemma).iter().for_each(|&number| found.push((index, number)));
        }
        for &(place, word) in keys {
            self.lexicon.each_keyed(word, |lemma, number| {
                if some & bit(lemma) == 0 {
                    return;
                }
                for (index, verb) in verbs.iter().enumerate() {
                    // Behind the verb, or the adverb right before it.
                    if verb.lemma == lemma && (verb.passive || place + 1 >= verb.at) {
                        found.push((index, number));
                    }
                }
            });
        }
        found.sort_unstable();
        found.dedup();
        found
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
    #[inline]
    fn literal_at(&self, at: u32, end: u32) -> Option<Cue> {
        let (word, behind) = (self.word(at), &self.doc.tokens[at as usize + 1..end as usize]);
        if !self.lexicon.may_go_on(word, behind) {
            return None;
        }
        self.lexicon.literal(word, behind).find_map(|expression| self.match_literal(expression, at, end))
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

    /// What [`super::cue::Finder`] asks of an expression, as far as words alone can tell.
    fn may_match(&self, expression: &Expression, at: u32, sentence: &Range<u32>, passive: bool) -> bool {
        let stands_before = |word: WordId| (sentence.start..at).any(|t| self.word(t) == word);
        if expression.particle.is_some_and(|particle| !stands_before(particle)) {
            return false;
        }
        let after_adverb = || match &expression.rest[..] {
            [Element::Determiner | Element::Gap, Element::Word(_)] => passive,
            [Element::Word(adverb), rest @ ..] if at > sentence.start && adverb.contains(&self.word(at - 1)) => {
                self.may_follow(rest, at + 1, sentence.end, 1)
            }
            _ => false,
        };
        self.may_follow(&expression.rest, at + 1, sentence.end, MAX_SKIP) || after_adverb()
    }

    /// True when elements may stand from a token on, at most `skip` tokens passed over before the first.
    fn may_follow(&self, rest: &[Element], from: u32, end: u32, skip: u32) -> bool {
        let Some((element, others)) = rest.split_first() else { return true };
        let mut next = from..end.min(from + skip + 1);
        let fits = |at: u32| match element {
            Element::Determiner => self.lexicon.is_determiner(self.word(at)),
            Element::Word(forms) => forms.contains(&self.word(at)),
            Element::Gap => false,
        };
        let found = match element {
            Element::Gap => self.may_follow(others, from, end, MAX_GAP),
            _ => next.any(|at| fits(at) && self.may_follow(others, at + 1, end, 1)),
        };
        found || self.insertion_end(from, end).is_some_and(|from| self.may_follow(rest, from, end, skip))
    }

    /// "a revendiqué, jeudi dans un communiqué, l'attaque": the place behind what stands between two commas.
    pub fn insertion_end(&self, at: u32, end: u32) -> Option<u32> {
        let comma = |at: u32| {
            let token = &self.doc.tokens[at as usize];
            token.kind == TokenKind::Punct && self.doc.token_text(at as usize) == ","
        };
        if at >= end || !comma(at) {
            return None;
        }
        let close = (at + 1..end.min(at + INSERTION)).find(|&at| comma(at))?;
        (close + 1 < end).then_some(close + 1)
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
        for at in mention.clone().filter(|&at| self.lexicon.glance(self.word(at)).has(Glance::SINGLE)) {
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
