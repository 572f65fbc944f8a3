//! Questions about the tokens around a place in a document.

use crate::text::{Case, Document, LemmaId, Morph, Pos, TokenKind, Vocabulary, WordId};
use rustc_hash::FxHashSet;

/// A document with its vocabulary. Tokens beyond its ends are unknown punctuation, so that looking around never fails.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    words: &'a Vocabulary,
}

impl<'a> Reader<'a> {
    pub(super) fn new(doc: &'a Document<'_>, words: &'a Vocabulary) -> Self {
        Self { doc, words }
    }

    pub(super) fn len(&self) -> usize {
        self.doc.tokens.len()
    }

    #[inline]
    pub(super) fn word(&self, at: usize) -> WordId {
        self.doc.tokens.get(at).map_or(WordId::UNKNOWN, |token| token.word)
    }

    #[inline]
    pub(super) fn case(&self, at: usize) -> Case {
        self.doc.tokens.get(at).map_or(Case::Lower, |token| token.case)
    }

    #[inline]
    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.doc.tokens.get(at).map_or(TokenKind::Punct, |token| token.kind)
    }

    #[inline]
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.doc.tokens.get(at).map_or("", |token| token.span.of(self.doc.text))
    }

    /// True for a token with no blank on either side.
    pub(super) fn touches(&self, at: usize) -> bool {
        let tokens = &self.doc.tokens;
        let (Some(before), Some(token), Some(after)) =
            (at.checked_sub(1).and_then(|i| tokens.get(i)), tokens.get(at), tokens.get(at + 1))
        else {
            return false;
        };
        before.span.end == token.span.start && token.span.end == after.span.start
    }

    /// Index of the sentence of a token.
    #[inline]
    pub(super) fn sentence(&self, at: usize) -> usize {
        self.doc.sentence_of(at as u32)
    }

    #[inline]
    pub(super) fn sentence_start(&self, at: usize) -> usize {
        self.doc.sentences.get(self.sentence(at)).map_or(0, |s| s.tokens.start as usize)
    }

    /// One past the last token of a token's sentence.
    #[inline]
    pub(super) fn sentence_end(&self, at: usize) -> usize {
        self.doc.sentences.get(self.sentence(at)).map_or(self.len(), |s| s.tokens.end as usize)
    }

    /// True where a capital says nothing: at the head of a sentence, after a colon, a dash or an opening quotation mark.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        if at == 0 || at == self.sentence_start(at) {
            return true;
        }
        let before = self.text(at - 1);
        self.kind(at - 1) == TokenKind::Punct && !matches!(before, "," | "-" | "’" | "'" | ")" | "/" | "(" | ";")
    }

    /// A capitalised word.
    pub(super) fn is_name_part(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Word && self.case(at) != Case::Lower
    }

    /// A word of the language: it has a reading.
    pub(super) fn is_common(&self, at: usize) -> bool {
        !self.words.analyses(self.word(at)).is_empty()
    }

    pub(super) fn has(&self, at: usize, pos: Pos) -> bool {
        self.words.analyses(self.word(at)).iter().any(|reading| reading.pos == pos)
    }

    pub(super) fn has_lemma(&self, at: usize, lemma: Option<LemmaId>) -> bool {
        self.words.analyses(self.word(at)).iter().any(|reading| Some(reading.lemma) == lemma)
    }

    /// True for a form of one of the verbs.
    pub(super) fn is_one_of(&self, at: usize, verbs: &FxHashSet<LemmaId>) -> bool {
        self.words.analyses(self.word(at)).iter().any(|reading| verbs.contains(&reading.lemma))
    }

    /// True when a reading of that part of speech has one of the features.
    pub(super) fn has_morph(&self, at: usize, pos: Pos, morph: Morph) -> bool {
        self.words.analyses(self.word(at)).iter().any(|reading| reading.pos == pos && reading.morph.any(morph))
    }

    /// True in a sentence whose words are all upper case.
    pub(super) fn is_shouted(&self, at: usize) -> bool {
        let tokens = self.sentence_start(at)..self.sentence_end(at);
        let words = || tokens.clone().filter(|i| self.kind(*i) == TokenKind::Word);
        words().count() >= 3 && words().all(|i| self.case(i) != Case::Lower)
    }
}
