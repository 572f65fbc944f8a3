//! Phrases: runs of tokens that act together. One pass over the tags of a sentence.

use super::grammar::Grammar;
use super::tag::Tag;
use crate::text::{Document, Morph, QuoteKind, Vocabulary};
use smallvec::SmallVec;
use std::ops::Range;

/// What a phrase is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhraseKind {
    /// A noun phrase, with its preposition when it has one; pronouns too.
    Noun,
    /// A verb group; see [`VerbGroup`].
    Verb,
    /// Adjectives outside a noun phrase: an attribute or a detached epithet.
    Adjective,
    /// Adverbs outside a verb group.
    Adverb,
    /// A subordinating conjunction.
    Subordinator,
    /// A relative pronoun.
    Relative,
    /// A coordinating conjunction.
    Coordinator,
    /// A comma, a bracket or a dash.
    Comma,
    /// A colon, a semicolon or final punctuation, and the closing mark of somebody's words.
    Stop,
    /// A quotation mark that does not part a sentence: an opening one, and both around a few words.
    Mark,
    /// Anything else.
    Other,
}

/// A run of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// What it is.
    pub kind: PhraseKind,
    /// Its tokens in the document, preposition included.
    pub tokens: Range<u32>,
    /// The head: the first noun, the main verb, the first adjective.
    pub head: u32,
    /// Name of its preposition (see `lexicons/french/complements.tsv`).
    pub prep: Option<u8>,
    /// True when the determiner is a possessive.
    pub possessive: bool,
    /// Index in [`super::Syntax::verbs`] for verb phrases.
    pub verb: Option<u32>,
}

/// The voice of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voice {
    /// The subject acts.
    Active,
    /// The subject undergoes: être + participle, a bare participle, "se faire" + infinitive.
    Passive,
    /// "se voir" + infinitive or participle: the subject undergoes, or receives.
    Receptive,
    /// "faire" + infinitive: the subject makes the object act.
    Causative,
}

/// The form of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// With a finite verb.
    Finite,
    /// Infinitive.
    Infinitive,
    /// Present participle or gerund.
    PresentParticiple,
    /// Past participle without auxiliary.
    PastParticiple,
}

/// A verb with its auxiliaries, modals, clitics and negation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbGroup {
    /// Its phrase.
    pub phrase: u32,
    /// The last lexical verb, which rules the complements.
    pub main: u32,
    /// Lexical verbs before it in the chain ("refuse de soutenir": refuse).
    pub governors: SmallVec<[u32; 2]>,
    /// Its form, that of the first verb.
    pub form: VerbForm,
    /// Voice of the main verb.
    pub voice: Voice,
    /// The reflexive clitic, when there is one.
    pub reflexive: Option<u32>,
    /// An object clitic (le, la, les, l', me, te, nous, vous).
    pub object_clitic: Option<u32>,
    /// A dative clitic (lui, leur).
    pub dative_clitic: Option<u32>,
    /// Tokens of the negation, empty when affirmed.
    pub negation: SmallVec<[u32; 2]>,
    /// True for a conditional.
    pub conditional: bool,
    /// True when the main verb links an attribute.
    pub copula: bool,
    /// Preposition before an infinitive or a gerund.
    pub prep: Option<u8>,
    /// A subject pronoun after the verb ("a-t-il").
    pub inverted_subject: Option<u32>,
}

/// How many quotations back the one that a mark closes is looked for.
const QUOTES_BACK: usize = 8;

/// Splits the tagged tokens of a sentence into phrases.
pub(super) struct Chunker<'a, 'd> {
    pub doc: &'a Document<'d>,
    pub words: &'a Vocabulary,
    pub grammar: &'a Grammar,
    pub tags: &'a [Tag],
    pub first: u32,
    pub phrases: &'a mut Vec<Phrase>,
    pub verbs: &'a mut Vec<VerbGroup>,
}

impl Chunker<'_, '_> {
    #[inline]
    pub(super) fn tag(&self, index: u32) -> Option<Tag> {
        self.tags.get((index.checked_sub(self.first)?) as usize).copied()
    }

    #[inline]
    pub(super) fn end(&self) -> u32 {
        self.first + self.tags.len() as u32
    }

    /// Runs over the sentence.
    pub fn run(&mut self) {
        let mut at = self.first;
        while at < self.end() {
            at = self.step(at).max(at + 1);
        }
    }

    fn push(&mut self, kind: PhraseKind, tokens: Range<u32>, head: u32) {
        self.phrases.push(Phrase { kind, tokens, head, prep: None, possessive: false, verb: None });
    }

    fn step(&mut self, at: u32) -> u32 {
        let Some(tag) = self.tag(at) else { return at + 1 };
        match tag {
            Tag::Punct => {
                self.push(self.punctuation(at), at..at + 1, at);
                at + 1
            }
            // "ainsi que" is one coordinator.
            Tag::Coord => {
                let end = (at..self.end()).find(|&i| self.tag(i) != Some(Tag::Coord)).unwrap_or(self.end());
                self.push(PhraseKind::Coordinator, at..end, at);
                end
            }
            Tag::Sub => self.single(PhraseKind::Subordinator, at),
            Tag::Rel => self.single(PhraseKind::Relative, at),
            Tag::Other => self.single(PhraseKind::Other, at),
            Tag::Prep => self.prepositional(at),
            Tag::Cli | Tag::VFin | Tag::VInf | Tag::VPpa | Tag::VPre => self.verb_group(at, at, None),
            Tag::Neg => {
                let next = (at..self.end()).find(|&i| !matches!(self.tag(i), Some(Tag::Neg | Tag::Adv)));
                match next.and_then(|i| self.tag(i)) {
                    Some(Tag::Cli | Tag::VFin | Tag::VInf | Tag::VPpa | Tag::VPre) => self.verb_group(at, at, None),
                    _ => self.single(PhraseKind::Adverb, at),
                }
            }
            Tag::Adv => self.adverbial(at),
            Tag::Adj => self.adjectives(at),
            Tag::Det | Tag::Num | Tag::Noun | Tag::Prop | Tag::Pron => self.noun_phrase(at, at, None),
        }
    }

    fn punctuation(&self, at: u32) -> PhraseKind {
        match self.doc.token_text(at as usize) {
            "," | "(" | ")" | "[" | "]" | "–" | "—" | "-" => PhraseKind::Comma,
            "«" | "»" | "“" | "”" | "\"" | "„" | "‹" | "›" | "‘" | "’" => self.mark(at),
            _ => PhraseKind::Stop,
        }
    }

    /// Opening marks and the marks around a borrowed word let the sentence go on.
    fn mark(&self, at: u32) -> PhraseKind {
        let after = self.doc.quotations.partition_point(|q| q.tokens.start <= at + 1);
        let near = &self.doc.quotations[after.saturating_sub(QUOTES_BACK)..after];
        let opens = near.iter().any(|q| q.tokens.start == at + 1);
        let closes = near.iter().rev().find(|q| q.tokens.end == at);
        match closes {
            Some(quote) if quote.kind != QuoteKind::Scare => PhraseKind::Stop,
            None if !opens => PhraseKind::Stop,
            _ => PhraseKind::Mark,
        }
    }

    fn single(&mut self, kind: PhraseKind, at: u32) -> u32 {
        self.push(kind, at..at + 1, at);
        at + 1
    }

    fn prepositional(&mut self, at: u32) -> u32 {
        let (length, name) = self.grammar.preposition_at(self.doc, at, self.end());
        let next = at + length;
        match self.tag(next) {
            Some(Tag::VInf | Tag::VPre | Tag::Cli) => self.verb_group(at, next, name),
            Some(Tag::Neg) => self.verb_group(at, next, name),
            Some(Tag::Det | Tag::Num | Tag::Noun | Tag::Prop | Tag::Pron | Tag::Adj) => {
                self.noun_phrase(at, next, name)
            }
            Some(Tag::Adv) if matches!(self.tag(next + 1), Some(Tag::Adj | Tag::Noun | Tag::Num | Tag::Det)) => {
                self.noun_phrase(at, next, name)
            }
            Some(Tag::Adv) if matches!(self.tag(next + 1), Some(Tag::VInf)) => self.verb_group(at, next, name),
            Some(Tag::Rel) => {
                self.push(PhraseKind::Relative, at..next + 1, next);
                next + 1
            }
            // "accuse X de « mentir »".
            Some(Tag::Punct) if self.opens_quote(next) && self.is_nonfinite(next + 1) => {
                self.verb_group(at, next + 1, name)
            }
            Some(Tag::Punct) if self.opens_quote(next) && next + 1 < self.end() => {
                // "le « soutien » de « X »": the mark does not part a preposition from its noun.
                let before = self.phrases.len();
                let end = self.noun_phrase(at, next + 1, name);
                if self.phrases.len() == before { next + 1 } else { end }
            }
            _ => {
                self.push(PhraseKind::Adverb, at..next, at);
                next
            }
        }
    }

    /// An infinitive or a gerund, its pronouns and negation before it.
    fn is_nonfinite(&self, at: u32) -> bool {
        let after = (at..self.end()).find(|&t| !matches!(self.tag(t), Some(Tag::Cli | Tag::Neg | Tag::Adv)));
        after.is_some_and(|t| matches!(self.tag(t), Some(Tag::VInf | Tag::VPre)))
    }

    pub(super) fn opens_quote(&self, at: u32) -> bool {
        matches!(self.doc.token_text(at as usize), "«" | "“" | "\"" | "„" | "‹" | "‘")
    }

    fn adverbial(&mut self, at: u32) -> u32 {
        let mut next = at + 1;
        while matches!(self.tag(next), Some(Tag::Adv)) {
            next += 1;
        }
        if matches!(self.tag(next), Some(Tag::Adj)) {
            return self.adjectives(at);
        }
        if matches!(self.tag(next), Some(Tag::VPpa)) {
            return self.verb_group(at, next, None);
        }
        self.push(PhraseKind::Adverb, at..next, at);
        next
    }

    /// `Adv* Adj ((,|et) Adv* Adj)*`; turns into a noun phrase when a noun follows.
    fn adjectives(&mut self, at: u32) -> u32 {
        let mut next = at;
        while matches!(self.tag(next), Some(Tag::Adv)) {
            next += 1;
        }
        let head = next;
        next += 1;
        if matches!(self.tag(next), Some(Tag::Noun | Tag::Prop)) {
            return self.noun_phrase(at, at, None);
        }
        while matches!(self.tag(next), Some(Tag::Adj)) {
            next += 1;
        }
        // "ex-candidate".
        if self.doc.token_text(next as usize - 1) == "-" && matches!(self.tag(next), Some(Tag::Noun)) {
            return self.noun_phrase(at, at, None);
        }
        self.push(PhraseKind::Adjective, at..next, head);
        next
    }

    fn noun_phrase(&mut self, start: u32, content: u32, prep: Option<u8>) -> u32 {
        let mut at = content;
        let mut head = None;
        let mut possessive = false;
        let contracted = start < content && self.grammar.is_contracted(self.doc.tokens[content as usize - 1].word);
        while let Some(tag) = self.tag(at) {
            match tag {
                Tag::Det if head.is_none() => possessive |= self.is_possessive(at),
                // "les personnages les plus nébuleux".
                Tag::Det if matches!((self.tag(at + 1), self.tag(at + 2)), (Some(Tag::Adv), Some(Tag::Adj))) => at += 1,
                Tag::Num | Tag::Adj => {}
                Tag::Adv if head.is_none() && matches!(self.tag(at + 1), Some(Tag::Adj | Tag::Num)) => {}
                Tag::Adv if matches!(self.tag(at + 1), Some(Tag::Adj)) => {}
                Tag::Noun if head.is_none() => head = Some(at),
                Tag::Noun if matches!(self.tag(at - 1), Some(Tag::Noun)) && contracted => break,
                Tag::Noun if matches!(self.tag(at - 1), Some(Tag::Noun | Tag::Adj)) => {}
                Tag::Prop => {
                    head.get_or_insert(at);
                }
                Tag::Pron if head.is_none() => {
                    head = Some(at);
                    at += 1;
                    break;
                }
                // "X et Y" inside marks and scare quotes: the marks belong to the phrase when they hold its words.
                Tag::Punct if self.inner_mark(at, content, head.is_some()) => {}
                Tag::Coord if self.joins_adjectives(at) => {}
                _ => break,
            }
            at += 1;
        }
        while at > content && matches!(self.tag(at - 1), Some(Tag::Punct)) && self.opens_quote(at - 1) {
            at -= 1;
        }
        if at == content {
            self.push(PhraseKind::Adverb, start..content.max(start + 1), start);
            return content.max(start + 1);
        }
        let head = head.unwrap_or(at - 1);
        self.phrases.push(Phrase { kind: PhraseKind::Noun, tokens: start..at, head, prep, possessive, verb: None });
        at
    }

    /// A quotation mark between a determiner and its noun, or after a quoted epithet.
    fn inner_mark(&self, at: u32, content: u32, has_head: bool) -> bool {
        if !matches!(self.doc.token_text(at as usize), "«" | "»" | "“" | "”" | "\"") {
            return false;
        }
        let next = self.tag(at + 1);
        if has_head {
            // Closing mark of a quoted noun, before an adjective or a name; or a quoted epithet after the noun.
            let inside = (content..at).any(|i| matches!(self.tag(i), Some(Tag::Punct)));
            return if inside { matches!(next, Some(Tag::Adj | Tag::Prop)) } else { matches!(next, Some(Tag::Adj)) };
        }
        at > content && matches!(next, Some(Tag::Noun | Tag::Adj | Tag::Prop))
    }

    fn joins_adjectives(&self, at: u32) -> bool {
        matches!(self.tag(at - 1), Some(Tag::Adj))
            && (matches!(self.tag(at + 1), Some(Tag::Adj))
                || (self.tag(at + 1), self.tag(at + 2), self.tag(at + 3))
                    == (Some(Tag::Det), Some(Tag::Adv), Some(Tag::Adj))
                || (matches!(self.tag(at + 1), Some(Tag::Adv)) && matches!(self.tag(at + 2), Some(Tag::Adj))))
    }

    fn is_possessive(&self, at: u32) -> bool {
        let word = self.doc.tokens[at as usize].word;
        self.words.analyses(word).iter().any(|a| a.pos == crate::text::Pos::Det && a.morph.has(Morph::POSS))
    }
}
