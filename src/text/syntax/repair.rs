//! What the cheapest path gets wrong because it looks at neighbours only, put right afterwards.

use super::forms::helper;
use super::lattice::Helper;
use super::tag::Tag;
use crate::text::{Document, French, Morph, Pos, Vocabulary, WordId, lowered};

/// How many adverbs may stand between an auxiliary and its participle.
const MOST_ADVERBS: usize = 4;

/// Puts the tags of one sentence right.
pub(super) struct Repair<'a, 'd> {
    pub doc: &'a Document<'d>,
    pub words: &'a Vocabulary,
    pub french: &'a French,
    pub first: u32,
}

impl Repair<'_, '_> {
    pub fn run(&self, tags: &mut [Tag]) {
        // Most sentences lack what most of this is about.
        let some = tags.iter().fold(0_u32, |some, tag| some | 1 << *tag as u32);
        let has = |tag: Tag| some & 1 << tag as u32 != 0;
        self.former(tags);
        headless(tags);
        if has(Tag::VPre) {
            before_noun(tags, |at| self.may_be(at, Pos::Adj), |at| self.may_be(at, Pos::Noun));
        }
        self.indefinite(tags);
        if has(Tag::Pron) && has(Tag::VFin) {
            self.nouns(tags);
        }
        if has(Tag::VInf) {
            self.pronoun(tags);
        }
        if has(Tag::Sub) {
            without_clause(self.doc, self.first, tags);
        }
        self.participles(tags);
        self.epithets(tags);
    }

    /// "Des ONG accusent …", "De nouvelles sanctions ont …": before a subject "des" and "de" are the article.
    fn indefinite(&self, tags: &mut [Tag]) {
        for at in 0..tags.len() {
            let opens = || at == 0 || matches!(tags[at - 1], Tag::Punct | Tag::Sub | Tag::Coord);
            if tags[at] != Tag::Prep || !opens() {
                continue;
            }
            let says = |words: &[&str]| {
                let text = lowered(self.doc.token_text(self.first as usize + at));
                words.contains(&&*text)
            };
            let named = tags.get(at + 1) == Some(&Tag::Prop) && says(&["des"]);
            let several = tags.get(at + 1..at + 3) == Some(&[Tag::Adj, Tag::Noun]) && says(&["de", "d'", "d’"]);
            let nominal = |tag: &&Tag| {
                matches!(tag, Tag::Prop | Tag::Noun | Tag::Adj | Tag::Adv | Tag::Neg | Tag::Cli)
                    || several && matches!(tag, Tag::Prep | Tag::Det)
            };
            if (named || several) && tags[at + 1..].iter().find(|tag| !nominal(tag)) == Some(&Tag::VFin) {
                tags[at] = Tag::Det;
            }
        }
    }

    /// "une mise en garde": behind an article that is a pronoun as well stands a noun rather than a verb.
    fn nouns(&self, tags: &mut [Tag]) {
        for at in 1..tags.len() {
            if !matches!(tags[at - 1..=at], [Tag::Pron, Tag::VFin]) {
                continue;
            }
            let article = self.may_be(at - 1, Pos::Det);
            let apart = at >= 2 && self.doc.token_text(self.first as usize + at - 2).eq_ignore_ascii_case("l'");
            if article && !apart && self.may_be(at, Pos::Noun) {
                tags[at - 1] = Tag::Det;
                tags[at] = Tag::Noun;
            }
        }
    }

    /// "l'ex-candidate X": what is cut off before a hyphen qualifies the noun behind it.
    fn former(&self, tags: &mut [Tag]) {
        for at in 1..tags.len().saturating_sub(1) {
            let text = |at: usize| self.doc.token_text(self.first as usize + at);
            if tags[at] != Tag::Punct || text(at) != "-" || !text(at - 1).eq_ignore_ascii_case("ex") {
                continue;
            }
            if tags[at + 1].is_verb() && self.may_be(at + 1, Pos::Noun) {
                tags[at + 1] = Tag::Noun;
            }
            if tags[at + 1] == Tag::Noun {
                tags[at - 1..=at].fill(Tag::Adj);
            }
        }
    }

    /// "n'en faire qu'à sa tête": "en" before an infinitive is the pronoun.
    fn pronoun(&self, tags: &mut [Tag]) {
        for at in 1..tags.len() {
            let en = || self.doc.token_text(self.first as usize + at - 1).eq_ignore_ascii_case("en");
            if tags[at - 1..=at] == [Tag::Prep, Tag::VInf] && en() {
                tags[at - 1] = Tag::Cli;
            }
        }
    }

    /// "un ministre français accusé de fraude": a participle behind a noun and its adjective is no noun.
    fn epithets(&self, tags: &mut [Tag]) {
        for at in 2..tags.len() {
            let noun = tags[at] == Tag::Noun;
            if noun && tags[at - 2..at] == [Tag::Noun, Tag::Adj] && self.is_participle(at) {
                tags[at] = Tag::VPpa;
            }
        }
    }

    /// "a toujours construit", "un parti conduit par X a gagné": forms that are a present tense as well.
    fn participles(&self, tags: &mut [Tag]) {
        let several = tags.iter().filter(|&&tag| tag == Tag::VFin).count() > 1;
        for at in 1..tags.len() {
            let verb = match tags[at] {
                Tag::VFin if several => {
                    self.completes(tags, at, &[Helper::Etre, Helper::Avoir]) || self.is_acted(tags, at)
                }
                // "n'a pas tenu parole", "s'est moqué jeudi de".
                Tag::Adj => self.completes(tags, at, &[Helper::Avoir]) || self.is_reflexive(tags, at),
                _ => false,
            };
            if verb && self.is_participle(at) {
                tags[at] = Tag::VPpa;
            }
        }
    }

    fn is_participle(&self, at: usize) -> bool {
        self.words.verb(self.word(at)).has(Morph::PASTPART)
    }

    fn may_be(&self, at: usize, pos: Pos) -> bool {
        self.words.analyses(self.word(at)).iter().any(|a| a.pos == pos)
    }

    fn word(&self, at: usize) -> WordId {
        self.doc.tokens[self.first as usize + at].word
    }

    /// An auxiliary stands before it, with nothing but adverbs between.
    fn completes(&self, tags: &[Tag], at: usize, helpers: &[Helper]) -> bool {
        let between = tags[..at].iter().rev().take_while(|tag| matches!(tag, Tag::Adv | Tag::Neg)).count();
        let auxiliary = (1..=MOST_ADVERBS).contains(&between).then(|| at.checked_sub(between + 1)).flatten();
        auxiliary.is_some_and(|before| {
            tags[before] == Tag::VFin && helpers.contains(&helper(self.words, self.french, self.word(before)))
        })
    }

    /// Behind *être* with the pronoun of a verb: "s'est moqué".
    fn is_reflexive(&self, tags: &[Tag], at: usize) -> bool {
        let own = at >= 2 && tags[at - 2..at] == [Tag::Cli, Tag::VFin];
        own && helper(self.words, self.french, self.word(at - 1)) == Helper::Etre
    }

    /// Behind a noun or a comma and before "par" with a name or an article.
    fn is_acted(&self, tags: &[Tag], at: usize) -> bool {
        let next = self.first as usize + at + 1;
        let by = tags.get(at + 1) == Some(&Tag::Prep) && self.doc.token_text(next) == "par";
        let agent = matches!(tags.get(at + 2), Some(Tag::Prop | Tag::Det));
        by && agent && matches!(tags[at - 1], Tag::Noun | Tag::Prop | Tag::Adj | Tag::Punct)
    }
}

/// A participle right after an article and before nothing nominal is a noun ("les accusés ont …"); a bare adjective
/// between a determiner and a verb is one too ("les rebelles avancent").
fn headless(tags: &mut [Tag]) {
    for i in 1..tags.len() {
        let headless = tags[i - 1] == Tag::Det
            && matches!(tags[i], Tag::VPpa | Tag::VPre | Tag::VInf | Tag::Adj)
            && !matches!(tags.get(i + 1), Some(Tag::Noun | Tag::Prop | Tag::Adj | Tag::Num));
        if headless {
            tags[i] = Tag::Noun;
        }
        // "les dirigeants les plus respectés".
        if tags[i] == Tag::VPpa && i >= 3 && tags[i - 3..i] == [Tag::Noun, Tag::Det, Tag::Adv] {
            tags[i] = Tag::Adj;
        }
    }
}

/// "le grand perdant du scrutin": between an article and no object a participle is the noun that an adjective stands before.
fn before_noun(tags: &mut [Tag], is_adjective: impl Fn(usize) -> bool, is_noun: impl Fn(usize) -> bool) {
    for i in 2..tags.len() {
        if !matches!(tags[i - 2..=i], [Tag::Det, Tag::Noun, Tag::VPre]) {
            continue;
        }
        let ruled = matches!(tags.get(i + 1), Some(Tag::Det | Tag::Noun | Tag::Prop | Tag::Cli));
        if !ruled && is_adjective(i - 1) && is_noun(i) {
            tags[i - 1] = Tag::Adj;
            tags[i] = Tag::Noun;
        }
    }
}

/// "apparaît comme le vainqueur": without a verb after it "comme" is a preposition.
fn without_clause(doc: &Document, first: u32, tags: &mut [Tag]) {
    for i in 0..tags.len() {
        if tags[i] != Tag::Sub || !doc.token_text(first as usize + i).eq_ignore_ascii_case("comme") {
            continue;
        }
        let ends = |tag: &Tag| matches!(tag, Tag::VFin | Tag::Punct | Tag::Sub | Tag::Rel);
        if tags[i + 1..].iter().find(|tag| ends(tag)) != Some(&Tag::VFin) {
            tags[i] = Tag::Prep;
        }
    }
}
