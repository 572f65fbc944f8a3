//! What the cheapest path gets wrong because it looks at neighbours only, put right afterwards.

use super::lattice::Helper;
use super::tag::{Tag, helper};
use crate::text::{Document, French, Morph, Vocabulary};

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
        headless(tags);
        self.indefinite(tags);
        without_clause(self.doc, self.first, tags);
        self.participles(tags);
        self.epithets(tags);
    }

    /// "Des ONG accusent …": before a name that is the subject "des" is the article.
    fn indefinite(&self, tags: &mut [Tag]) {
        for at in 0..tags.len() {
            let opens = at == 0 || matches!(tags[at - 1], Tag::Punct | Tag::Sub | Tag::Coord);
            let named = opens && tags[at] == Tag::Prep && tags.get(at + 1) == Some(&Tag::Prop);
            if !named || !self.doc.token_text(self.first as usize + at).eq_ignore_ascii_case("des") {
                continue;
            }
            let mut rest = tags[at + 1..]
                .iter()
                .skip_while(|tag| matches!(tag, Tag::Prop | Tag::Noun | Tag::Adj | Tag::Adv | Tag::Neg | Tag::Cli));
            if rest.next() == Some(&Tag::VFin) {
                tags[at] = Tag::Det;
            }
        }
    }

    /// "un ministre français accusé de fraude": a participle behind a noun and its adjective is no noun.
    fn epithets(&self, tags: &mut [Tag]) {
        for at in 2..tags.len() {
            let behind = tags[at - 2..=at] == [Tag::Noun, Tag::Adj, Tag::Noun];
            if behind && self.is_participle(at) {
                tags[at] = Tag::VPpa;
            }
        }
    }

    /// "a toujours construit", "un parti conduit par X a gagné": forms that are a present tense as well.
    fn participles(&self, tags: &mut [Tag]) {
        let finite = tags.iter().filter(|&&tag| tag == Tag::VFin).count();
        if finite < 2 {
            return;
        }
        for at in 1..tags.len() {
            if tags[at] == Tag::VFin && self.is_participle(at) && (self.completes(tags, at) || self.is_acted(tags, at))
            {
                tags[at] = Tag::VPpa;
            }
        }
    }

    fn is_participle(&self, at: usize) -> bool {
        let word = self.doc.tokens[self.first as usize + at].word;
        self.words.verb(word).has(Morph::PASTPART)
    }

    /// An auxiliary stands before it, with nothing but adverbs between.
    fn completes(&self, tags: &[Tag], at: usize) -> bool {
        let between = tags[..at].iter().rev().take_while(|tag| matches!(tag, Tag::Adv | Tag::Neg)).count();
        let auxiliary = (1..=MOST_ADVERBS).contains(&between).then(|| at.checked_sub(between + 1)).flatten();
        auxiliary.is_some_and(|before| {
            let word = self.doc.tokens[self.first as usize + before].word;
            tags[before] == Tag::VFin && helper(self.words, self.french, word) != Helper::None
        })
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
        let headless = matches!(tags[i], Tag::VPpa | Tag::VPre | Tag::VInf | Tag::Adj)
            && tags[i - 1] == Tag::Det
            && !matches!(tags.get(i + 1), Some(Tag::Noun | Tag::Prop | Tag::Adj | Tag::Num));
        if headless {
            tags[i] = Tag::Noun;
        }
        // "les dirigeants les plus respectés".
        if i >= 3 && tags[i - 3..=i] == [Tag::Noun, Tag::Det, Tag::Adv, Tag::VPpa] {
            tags[i] = Tag::Adj;
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
