//! Questions about single tokens, shared by the parts of the analysis of speech.

use super::words::Use;
use crate::text::document::{Case, Document, Quotation, QuoteKind, TokenKind};
use crate::text::fold::lowered;
use crate::text::french::French;
use crate::text::word::{LemmaId, Morph, Pos, Vocabulary, WordId};
use std::borrow::Cow;

/// How far back a verb looks for its subject, in tokens; keeps endless sentences linear.
const LONGEST_CLAUSE: usize = 150;

/// Bytes of the longest word that is looked for among small words.
const LONGEST_SMALL: usize = 6;

/// A document with what is known of its words. Tokens are given by index; every index is in range.
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) words: &'a Vocabulary,
    pub(super) french: &'a French,
    /// For each token, how it is quoted by the outermost quotation around it.
    quoted: Vec<Option<QuoteKind>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(doc: &'a Document<'a>, words: &'a Vocabulary, french: &'a French) -> Self {
        let mut quoted = vec![None; doc.tokens.len()];
        for quotation in doc.quotations.iter().filter(|q| q.depth == 0) {
            quoted[quotation.tokens.start as usize..quotation.tokens.end as usize].fill(Some(quotation.kind));
        }
        Self { doc, words, french, quoted }
    }

    /// Inside any quotation marks.
    #[inline]
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted[at].is_some()
    }

    /// Inside a quotation that is somebody's words, not a borrowed word.
    #[inline]
    pub(super) fn is_spoken(&self, at: usize) -> bool {
        self.quoted[at].is_some_and(|kind| kind != QuoteKind::Scare)
    }

    #[inline]
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.doc.tokens[at].span.of(self.doc.text)
    }

    #[inline]
    pub(super) fn word(&self, at: usize) -> WordId {
        self.doc.tokens[at].word
    }

    #[inline]
    pub(super) fn is(&self, at: usize, pos: Pos) -> bool {
        self.french.has(self.word(at), pos)
    }

    #[inline]
    pub(super) fn is_word(&self, at: usize) -> bool {
        self.doc.tokens[at].kind == TokenKind::Word
    }

    #[inline]
    pub(super) fn is_comma(&self, at: usize) -> bool {
        self.text(at) == ","
    }

    #[inline]
    pub(super) fn uses(&self, at: usize) -> Use {
        self.french.speech().uses(self.word(at))
    }

    /// All verb readings together.
    #[inline]
    pub(super) fn verb(&self, at: usize) -> Morph {
        self.words.verb(self.word(at))
    }

    /// Gender and number of a determiner.
    pub(super) fn determiner(&self, at: usize) -> Morph {
        let readings = self.words.analyses(self.word(at)).iter().filter(|r| r.pos == Pos::Det);
        readings.fold(Morph::NONE, |all, reading| all | reading.morph)
    }

    #[inline]
    pub(super) fn has_reading(&self, at: usize, pos: Pos) -> bool {
        self.words.analyses(self.word(at)).iter().any(|reading| reading.pos == pos)
    }

    #[inline]
    pub(super) fn is_lemma(&self, at: usize, lemma: LemmaId) -> bool {
        self.words.analyses(self.word(at)).iter().any(|reading| reading.lemma == lemma)
    }

    /// A form of avoir or être that can be an auxiliary.
    pub(super) fn is_auxiliary(&self, at: usize) -> bool {
        let verbs = &self.french.verbs;
        (self.is_lemma(at, verbs.avoir) || self.is_lemma(at, verbs.etre))
            && self.verb(at).any(Morph::FINITE | Morph::PRESPART | Morph::INF)
            && !self.is(at, Pos::Prep)
    }

    /// An adverb, a negation, or another word that may stand between an auxiliary and its participle.
    pub(super) fn is_light(&self, at: usize) -> bool {
        self.is(at, Pos::Adv)
            || self.is(at, Pos::Neg)
            || self.is_suffix(at)
            || matches!(self.text(at), "t" | "lui" | "elle" | "eux" | "elles" | "tous" | "toutes")
            || self.is_word(at)
                && self.text(at).ends_with("ment")
                && !self.verb(at).any(Morph::FINITE)
                && !self.has_reading(at, Pos::Noun)
    }

    /// A hyphenated pronoun ("-t-il").
    pub(super) fn is_suffix(&self, at: usize) -> bool {
        self.text(at).starts_with('-') && self.is(at, Pos::Pron)
    }

    /// A capitalised word that is no grammatical one, or a title before a name.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        if token.kind != TokenKind::Word || token.case == Case::Lower {
            return false;
        }
        if !self.french.is_function_word(token.word) {
            return true;
        }
        // "Le Pen", "M." and the like: the grammatical word is capitalised inside the sentence.
        !self.opens_sentence(at) && !self.text(at).ends_with(['\'', '’'])
    }

    /// A token in lower case when it is short, else nothing: for the question whether it is one of some small words.
    pub(super) fn small_word(&self, at: usize) -> Cow<'a, str> {
        let text = self.text(at);
        if text.len() > LONGEST_SMALL { Cow::Borrowed("") } else { lowered(text) }
    }

    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let start = self.doc.sentences[self.doc.sentence_of(at as u32)].tokens.start as usize;
        (start..at).all(|i| self.doc.tokens[i].kind == TokenKind::Punct)
    }

    /// A verb that heads a clause: no other reading fits its place.
    pub(super) fn is_finite(&self, at: usize) -> bool {
        let verb = self.verb(at);
        if !verb.any(Morph::FINITE) || !verb.any(Morph::P3 | Morph::P1) || self.is(at, Pos::Prep) {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let nominal = self.has_reading(at, Pos::Noun) || self.has_reading(at, Pos::Adj) || verb.any(Morph::PASTPART);
        if self.is_subject_mark(before) {
            return true;
        }
        if self.is(before, Pos::Det) || self.is(before, Pos::Prep) || self.is_auxiliary(before) {
            return false;
        }
        let adjective = self.has_reading(before, Pos::Adj) && !self.is_name(before);
        !nominal || !adjective && !verb.any(Morph::PASTPART)
    }

    /// What stands directly before a finite verb and nowhere else.
    pub(super) fn is_subject_mark(&self, at: usize) -> bool {
        let clitic = self.is(at, Pos::Clitic) && !self.is(at, Pos::Det) && !self.is(at, Pos::Prep);
        clitic || self.french.is_subject_pronoun(self.word(at)) || matches!(self.text(at), "ne" | "n'" | "n’" | "qui")
    }

    /// The start of the sentence of a token, or of the part of it that is near enough to matter.
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.sentence_range(at).start.max(at.saturating_sub(LONGEST_CLAUSE))
    }

    pub(super) fn sentence_range(&self, at: usize) -> std::ops::Range<usize> {
        let sentence = &self.doc.sentences[self.doc.sentence_of(at as u32)];
        sentence.tokens.start as usize..sentence.tokens.end as usize
    }

    /// A quotation of any depth opens with the mark at `at`, and it is more than a borrowed word.
    pub(super) fn opens_long_quotation(&self, at: usize) -> bool {
        self.doc.tokens[at].kind == TokenKind::Punct
            && self.quotation_after(at).is_some_and(|quotation| quotation.kind != QuoteKind::Scare)
    }

    fn quotation_after(&self, mark: usize) -> Option<&'a Quotation> {
        let first = mark as u32 + 1;
        let index = self.doc.quotations.partition_point(|q| q.tokens.start < first);
        self.doc.quotations.get(index).filter(|q| q.tokens.start == first)
    }

    /// The end of the short quotation that opens with the mark at `at` ("le compte « X »").
    pub(super) fn short_quotation(&self, at: usize) -> Option<usize> {
        let quotation = self.quotation_after(at)?;
        (quotation.kind == QuoteKind::Scare && quotation.depth == 0).then_some(quotation.tokens.end as usize + 1)
    }
}
