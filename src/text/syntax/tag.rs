//! One grammatical tag per token: the readings of the vocabulary, a guess for unknown words, and the cheapest path
//! through a table of transitions (a Viterbi search; the costs are grammar written by hand in
//! `lexicons/french/transitions.tsv`, nothing is trained).

use super::forms::{self, Forms, Kind};
use super::lattice::{Candidates, Costs, Helper, Lattice};
use super::repair::Repair;
use crate::data::{parse_table, shipped};
use crate::error::Fault;
use crate::text::{Case, Document, French, Pos, TokenKind, Vocabulary, WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::ops::Range;

/// A grammatical tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Tag {
    /// Determiner.
    Det,
    /// Number.
    Num,
    /// Adjective.
    Adj,
    /// Common noun.
    Noun,
    /// Proper noun.
    Prop,
    /// Pronoun that stands for a noun phrase.
    Pron,
    /// Clitic pronoun.
    Cli,
    /// Finite verb.
    VFin,
    /// Infinitive.
    VInf,
    /// Past participle.
    VPpa,
    /// Present participle.
    VPre,
    /// Adverb.
    Adv,
    /// Negation particle.
    Neg,
    /// Preposition.
    Prep,
    /// Coordinating conjunction.
    Coord,
    /// Subordinating conjunction.
    Sub,
    /// Relative pronoun.
    Rel,
    /// Punctuation.
    Punct,
    /// Anything else.
    Other,
}

const TAGS: [(&str, Tag); 19] = [
    ("Det", Tag::Det),
    ("Num", Tag::Num),
    ("Adj", Tag::Adj),
    ("Noun", Tag::Noun),
    ("Prop", Tag::Prop),
    ("Pron", Tag::Pron),
    ("Cli", Tag::Cli),
    ("VFin", Tag::VFin),
    ("VInf", Tag::VInf),
    ("VPpa", Tag::VPpa),
    ("VPre", Tag::VPre),
    ("Adv", Tag::Adv),
    ("Neg", Tag::Neg),
    ("Prep", Tag::Prep),
    ("Coord", Tag::Coord),
    ("Sub", Tag::Sub),
    ("Rel", Tag::Rel),
    ("Punct", Tag::Punct),
    ("Other", Tag::Other),
];

pub(super) const COUNT: usize = TAGS.len();
const DEFAULT_COST: u16 = 6;

impl Tag {
    /// Every form of a verb.
    pub(super) const VERBS: [Tag; 4] = [Self::VFin, Self::VInf, Self::VPpa, Self::VPre];

    /// True for every form of a verb.
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::VFin | Self::VInf | Self::VPpa | Self::VPre)
    }
}

/// Costs of one tag after another; the last row is the start of a sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tagger {
    costs: Costs,
    readings: Readings,
    /// The forms of `readings`: the question asked of every token.
    read: WordSet,
    forms: Forms,
}

/// Tags that a table gives to certain forms.
type Readings = FxHashMap<WordId, SmallVec<[(Tag, u16); 2]>>;

impl Tagger {
    /// Reads the shipped table of transitions.
    ///
    /// # Errors
    /// An unknown tag or a cost that is not a small number.
    pub fn load(words: &mut Vocabulary) -> Result<Self, Fault> {
        let file = shipped("french/transitions.tsv");
        let mut costs = [[DEFAULT_COST; COUNT]; COUNT + 1];
        for record in parse_table(&file, &["left", "costs"])? {
            let fault = |what: &str| Fault::new(&file.name, format!("unknown {what}")).at_line(record.line);
            let left = match record.fields[0] {
                "BOS" => COUNT,
                name => tag_index(name).ok_or_else(|| fault("tag"))?,
            };
            for pair in record.fields[1].split_whitespace() {
                let (right, cost) = pair.split_once('=').ok_or_else(|| fault("pair"))?;
                let right = tag_index(right).ok_or_else(|| fault("tag"))?;
                costs[left][right] = cost.parse().map_err(|_| fault("cost"))?;
            }
        }
        let readings = load_readings(words)?;
        let read = readings.keys().copied().collect();
        Ok(Self { costs: Costs::of(costs), readings, read, forms: Forms::default() })
    }

    /// Works out what every form may be; call once all words are registered.
    pub fn settle(&mut self, words: &Vocabulary, french: &French) {
        self.forms = Forms::of((0..=words.len() as u32).map(|id| self.kind(words, french, WordId(id))));
    }

    fn kind(&self, words: &Vocabulary, french: &French, word: WordId) -> Kind {
        forms::kind(words, french, word, |out| self.weigh(word, out))
    }

    /// Extra costs of readings that a form rarely has, and readings that the tables do not give it.
    fn weigh(&self, word: WordId, out: &mut Candidates) {
        let known = self.read.contains(word).then(|| self.readings.get(&word)).flatten();
        for &(tag, cost) in known.into_iter().flatten() {
            match out.cost(tag) {
                Some(known) => *known += cost,
                None => out.push(tag, cost),
            }
        }
    }

    /// Tags the tokens of one sentence that begins with the token `first`, whose options are in the lattice; `out` receives one tag
    /// per token.
    pub(super) fn tag(
        &self,
        lattice: &mut Lattice,
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        first: u32,
        out: &mut Vec<Tag>,
    ) {
        lattice.forward(&self.costs);
        let heading = doc.sentences.get(doc.sentence_of(first)).is_some_and(|s| s.heading);
        let base = out.len();
        lattice.path(out);
        if !heading && !out[base..].contains(&Tag::VFin) && lattice.ask_for_finite_verb(&self.costs) {
            out.truncate(base);
            lattice.path(out);
        }
        let repair = Repair { doc, words, french, first };
        repair.run(&mut out[base..]);
    }

    /// Notes the options of every token of one sentence. `names` are token ranges known to be proper names, in order.
    pub(super) fn fill(
        &self,
        lattice: &mut Lattice,
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        tokens: Range<u32>,
        names: &[Range<u32>],
    ) {
        lattice.clear(tokens.len());
        let mut names = names;
        let mut fixed_until = tokens.start;
        let mut fixed_tag = None;
        for index in tokens.clone() {
            if index >= fixed_until {
                let fixed = fixed_tag_at(doc, &tokens, index, french);
                fixed_tag = fixed.map(|(_, tag)| tag);
                fixed_until = index + fixed.map_or(1, |(length, _)| length);
            }
            while names.first().is_some_and(|name| name.end <= index) {
                names = &names[1..];
            }
            let opens = index == tokens.start;
            let named = |names: &[Range<u32>]| names.iter().any(|name| name.contains(&index));
            let (alone, mut made);
            let (options, helper): (&[(Tag, u16)], Helper) = if let Some(tag) = fixed_tag {
                alone = [(tag, 0)];
                (&alone, Helper::None)
            } else if names.first().is_some_and(|name| name.start <= index) && named(names) {
                // "des jihadistes" is an object with its article, "des Maliens" may be a complement.
                match doc.tokens[index as usize].case {
                    Case::Lower => (&[(Tag::Prop, 1), (Tag::Noun, 0)], Helper::None),
                    _ => (&[(Tag::Prop, 0)], Helper::None),
                }
            } else if let Some(kind) = self.plain_kind(doc, index as usize, opens) {
                (&kind.weighed, kind.helper)
            } else {
                made = Candidates::default();
                let helper = self.options(doc, words, french, index as usize, opens, &mut made);
                (made.list(), helper)
            };
            lattice.add(options, helper);
        }
    }

    /// What a form may be of which nothing else is to be known: a word of the tables that does not look like a name.
    #[inline]
    fn plain_kind(&self, doc: &Document, index: usize, opens: bool) -> Option<&Kind> {
        let token = &doc.tokens[index];
        let plain = token.kind == TokenKind::Word && !looks_like_name(doc, index, opens);
        self.forms.kind(token.word).filter(|kind| plain && !kind.bare.is_empty())
    }

    /// The options of one token, and which auxiliary it is.
    fn options(
        &self,
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        index: usize,
        opens: bool,
        out: &mut Candidates,
    ) -> Helper {
        let token = &doc.tokens[index];
        let other = match token.kind {
            TokenKind::Punct => Some(Tag::Punct),
            TokenKind::Number => Some(Tag::Num),
            TokenKind::Symbol => Some(Tag::Other),
            TokenKind::Word => None,
        };
        if let Some(tag) = other {
            out.push(tag, 0);
            self.weigh(token.word, out);
            return Helper::None;
        }
        let made;
        let kind = match self.forms.kind(token.word) {
            Some(kind) => kind,
            None => {
                made = self.kind(words, french, token.word);
                &made
            }
        };
        let inside = looks_like_name(doc, index, opens);
        if !inside && !kind.bare.is_empty() {
            out.extend(&kind.weighed);
            return kind.helper;
        }
        out.extend(&kind.bare);
        if kind.bare.is_empty() {
            forms::guess(doc.token_text(index), out);
        }
        if inside {
            out.list_mut().iter_mut().for_each(|(_, cost)| *cost += 5);
        }
        if inside || token.case != Case::Lower && token.word == WordId::UNKNOWN {
            out.add_name();
        }
        self.weigh(token.word, out);
        kind.helper
    }
}

fn load_readings(words: &mut Vocabulary) -> Result<Readings, Fault> {
    let file = shipped("french/readings.tsv");
    let mut readings = Readings::default();
    for record in parse_table(&file, &["form", "tag", "cost", "note"])? {
        let fault = |what: &str| Fault::new(&file.name, format!("unknown {what}")).at_line(record.line);
        let tag = tag_index(record.fields[1]).map(|i| TAGS[i].1).ok_or_else(|| fault("tag"))?;
        let cost = record.fields[2].parse().map_err(|_| fault("cost"))?;
        readings.entry(words.intern(record.fields[0])).or_default().push((tag, cost));
    }
    Ok(readings)
}

fn tag_index(name: &str) -> Option<usize> {
    TAGS.iter().position(|(known, _)| *known == name)
}

/// The expression at a token that is one grammatical word ("à l'égard de", "alors que"): its length and its tag.
#[inline]
fn fixed_tag_at(doc: &Document, tokens: &Range<u32>, at: u32, french: &French) -> Option<(u32, Tag)> {
    let (at, end) = (at as usize, tokens.end as usize);
    match doc.tokens.get(at..at + 2) {
        Some([first, second]) if at + 1 < end && french.may_join(first.word, second.word) => {
            longest_fixed(doc, tokens, at, french)
        }
        _ => None,
    }
}

fn longest_fixed(doc: &Document, tokens: &Range<u32>, at: usize, french: &French) -> Option<(u32, Tag)> {
    let end = tokens.end as usize;
    let preposition = french.long_preposition(&doc.tokens, at, end).map(|(length, _)| (length, Tag::Prep));
    // "Beaucoup de gens": elsewhere the adverb may belong to the verb before it ("parle beaucoup de").
    let opens = || at == tokens.start as usize || doc.tokens[at - 1].kind == TokenKind::Punct;
    let locution = french.locution(&doc.tokens, at, end).filter(|(_, pos)| *pos != Pos::Det || opens());
    let locution = locution.and_then(|(length, pos)| Some((length, locution_tag(pos)?)));
    // "jusqu'à présent" is more than "jusqu'à".
    let longest = match (preposition, locution) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    };
    longest.filter(|(length, _)| *length > 1).map(|(length, tag)| (length as u32, tag))
}

const fn locution_tag(pos: Pos) -> Option<Tag> {
    match pos {
        Pos::Subord => Some(Tag::Sub),
        Pos::Adv => Some(Tag::Adv),
        Pos::Coord => Some(Tag::Coord),
        Pos::Det => Some(Tag::Det),
        _ => None,
    }
}

/// A capital inside a sentence most often opens a name, even when the form is also a word.
#[inline]
fn looks_like_name(doc: &Document, index: usize, opens: bool) -> bool {
    doc.tokens[index].case != Case::Lower && !opens && !follows_mark(doc, index)
}

#[inline(never)]
fn follows_mark(doc: &Document, index: usize) -> bool {
    index > 0
        && doc.tokens[index - 1].kind == TokenKind::Punct
        && !matches!(doc.token_text(index - 1), "," | "-" | "’" | "'")
}
