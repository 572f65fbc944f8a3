//! The light analysis of a sentence: a tag per token, phrases, verb groups, and who does what to whom.

mod clause;
mod control;
mod forms;
mod grammar;
mod lattice;
mod phrase;
mod repair;
mod subject;
mod tag;
mod verb_group;

pub use clause::{Clause, PhraseList};
pub use grammar::{Grammar, NounClass, VerbClass};
pub use phrase::{Phrase, PhraseKind, VerbForm, VerbGroup, Voice};
pub use tag::{Tag, Tagger};

use crate::text::{Document, French, Vocabulary};
use smallvec::SmallVec;
use std::ops::Range;

/// The analysis of one sentence. Token indices are those of the document.
#[derive(Debug, Clone, Default)]
pub struct Syntax {
    /// First token of the sentence.
    pub first: u32,
    /// One tag per token of the sentence.
    pub tags: Vec<Tag>,
    /// Phrases in order; they cover all tokens.
    pub phrases: Vec<Phrase>,
    /// Verb groups in order.
    pub verbs: Vec<VerbGroup>,
    /// One clause per verb group, same order.
    pub clauses: Vec<Clause>,
    /// The phrase of each token of the sentence.
    phrase_of: Vec<u32>,
    /// Room for the search of the tags.
    lattice: lattice::Lattice,
}

impl Syntax {
    /// The tokens of the sentence.
    pub fn tokens(&self) -> Range<u32> {
        self.first..self.first + self.tags.len() as u32
    }

    /// Analyses the tokens of one sentence; `names` are the token ranges of proper names in the document, in order.
    pub fn of(
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        grammar: &Grammar,
        tokens: Range<u32>,
        names: &[Range<u32>],
    ) -> Self {
        let mut syntax = Self::default();
        syntax.read(doc, words, french, grammar, tokens, names);
        syntax
    }

    /// The same in the room of an earlier analysis.
    pub fn read(
        &mut self,
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        grammar: &Grammar,
        tokens: Range<u32>,
        names: &[Range<u32>],
    ) {
        self.clear();
        self.first = tokens.start;
        grammar.tagger.fill(&mut self.lattice, doc, words, french, tokens, names);
        grammar.tagger.tag(&mut self.lattice, doc, words, french, self.first, &mut self.tags);
        phrase::Chunker {
            doc,
            words,
            grammar,
            tags: &self.tags,
            first: self.first,
            phrases: &mut self.phrases,
            verbs: &mut self.verbs,
        }
        .run();
        for (index, phrase) in self.phrases.iter().enumerate() {
            let end = (phrase.tokens.end - self.first) as usize;
            self.phrase_of.resize(end.max(self.phrase_of.len()), index as u32);
        }
        clause::Linker {
            doc,
            words,
            grammar,
            phrases: &self.phrases,
            verbs: &self.verbs,
            claimed: SmallVec::from_elem(false, self.phrases.len()),
            clauses: &mut self.clauses,
        }
        .run();
    }

    fn clear(&mut self) {
        self.tags.clear();
        self.phrases.clear();
        self.verbs.clear();
        self.clauses.clear();
        self.phrase_of.clear();
    }

    /// The tag of a token of this sentence.
    #[inline]
    pub fn tag(&self, token: u32) -> Option<Tag> {
        self.tags.get(token.checked_sub(self.first)? as usize).copied()
    }

    /// The phrase that holds a token.
    #[inline]
    pub fn phrase_at(&self, token: u32) -> Option<u32> {
        self.phrase_of.get(token.checked_sub(self.first)? as usize).copied()
    }
}
