//! One grammatical tag per token: the readings of the vocabulary, a guess for unknown words, and the cheapest path
//! through a table of transitions (a Viterbi search; the costs are grammar written by hand in
//! `lexicons/french/transitions.tsv`, nothing is trained).

use super::lattice::{Candidates, Costs, Helper, Lattice};
use super::repair::Repair;
use crate::data::{parse_table, shipped};
use crate::error::Fault;
use crate::text::{Case, Document, French, Morph, Pos, TokenKind, Vocabulary, WordId, WordSet, lowered};
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
        Ok(Self { costs: Costs(costs), readings, read })
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

    /// Tags the tokens of one sentence. `names` are token ranges known to be proper names, in order; `out` receives one
    /// tag per token of `tokens`.
    pub fn tag(
        &self,
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        tokens: Range<u32>,
        names: &[Range<u32>],
        out: &mut Vec<Tag>,
    ) {
        let lattice = self.lattice(doc, words, french, tokens.clone(), names);
        let reached = self.costs.forward(&lattice, None);
        let heading = doc.sentences.get(doc.sentence_of(tokens.start)).is_some_and(|s| s.heading);
        let base = out.len();
        lattice.path(&reached, out);
        if !heading
            && !out[base..].contains(&Tag::VFin)
            && let Some(other) = self.costs.with_finite_verb(&lattice, &reached)
        {
            out.truncate(base);
            lattice.path(&other, out);
        }
        let repair = Repair { doc, words, french, first: tokens.start };
        repair.run(&mut out[base..]);
    }

    /// The options of every token.
    fn lattice(
        &self,
        doc: &Document,
        words: &Vocabulary,
        french: &French,
        tokens: Range<u32>,
        names: &[Range<u32>],
    ) -> Lattice {
        let fixed = fixed_tags(doc, tokens.clone(), french);
        let mut lattice = Lattice::with_room(tokens.len());
        for (index, fixed) in tokens.clone().zip(fixed) {
            let token = &doc.tokens[index as usize];
            let mut options = lattice.open();
            if let Some(tag) = fixed {
                options.push(tag, 0);
            } else if names.iter().any(|name| name.contains(&index)) {
                // "des jihadistes" is an object with its article, "des Maliens" may be a complement.
                let common = token.case == Case::Lower;
                options.push(Tag::Prop, u16::from(common));
                if common {
                    options.push(Tag::Noun, 0);
                }
            } else {
                candidates(doc, words, index as usize, index == tokens.start, &mut options);
                self.weigh(token.word, &mut options);
            }
            // Only what follows a verb asks which auxiliary it is.
            let verb = options.has_any(VERBS);
            lattice.close(if verb { helper(words, french, token.word) } else { Helper::None });
        }
        lattice
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

pub(super) fn helper(words: &Vocabulary, french: &French, word: WordId) -> Helper {
    let lemmas = words.analyses(word).iter().filter(|a| a.pos == Pos::Verb).map(|a| a.lemma);
    let kind = |lemma| match lemma {
        lemma if lemma == french.verbs.etre => Some(Helper::Etre),
        lemma if lemma == french.verbs.avoir => Some(Helper::Avoir),
        _ => None,
    };
    lemmas.into_iter().find_map(kind).unwrap_or(Helper::None)
}

const VERBS: u32 = 1 << Tag::VFin as u32 | 1 << Tag::VInf as u32 | PARTICIPLES;
const PARTICIPLES: u32 = 1 << Tag::VPpa as u32 | 1 << Tag::VPre as u32;

/// What a noun costs that is a past participle as well.
const NOUN_FROM_PARTICIPLE: u16 = 2;
/// What a present participle costs that is an adjective as well.
const ADJECTIVE_IN_ANT: u16 = 3;

fn tag_index(name: &str) -> Option<usize> {
    TAGS.iter().position(|(known, _)| *known == name)
}

/// Tags of expressions that are one grammatical word: "à l'égard de", "alors que".
fn fixed_tags(doc: &Document, tokens: Range<u32>, french: &French) -> Vec<Option<Tag>> {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let mut fixed = vec![None; tokens.len()];
    let mut at = start;
    while at < end {
        let preposition = french.long_preposition(&doc.tokens, at, end).map(|(length, _)| (length, Tag::Prep));
        let locution = french.locution(&doc.tokens, at, end);
        // "Beaucoup de gens": elsewhere the adverb may belong to the verb before it ("parle beaucoup de").
        let opens = at == start || doc.tokens[at - 1].kind == TokenKind::Punct;
        let locution = locution.filter(|(_, pos)| opens || *pos != Pos::Det);
        let locution = locution.and_then(|(length, pos)| Some((length, locution_tag(pos)?)));
        // "jusqu'à présent" is more than "jusqu'à".
        let hit = match (preposition, locution) {
            (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
            (a, b) => a.or(b),
        };
        match hit {
            Some((length, tag)) if length > 1 => {
                fixed[at - start..at - start + length].fill(Some(tag));
                at += length;
            }
            _ => at += 1,
        }
    }
    fixed
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

fn candidates(doc: &Document, words: &Vocabulary, index: usize, opens: bool, out: &mut Candidates) {
    let token = &doc.tokens[index];
    match token.kind {
        TokenKind::Punct => return out.push(Tag::Punct, 0),
        TokenKind::Number => return out.push(Tag::Num, 0),
        TokenKind::Symbol => return out.push(Tag::Other, 0),
        TokenKind::Word => {}
    }
    if token.word != WordId::UNKNOWN {
        for reading in words.analyses(token.word) {
            push_reading(reading.pos, reading.morph, out);
        }
    }
    // An adjective in -ant is one more often than a participle.
    if out.has(Tag::Adj)
        && let Some(cost) = out.cost(Tag::VPre)
    {
        *cost += ADJECTIVE_IN_ANT;
    }
    // Outside a noun phrase "accusé" is the participle.
    if out.has(Tag::VPpa)
        && let Some(cost) = out.cost(Tag::Noun)
    {
        *cost += NOUN_FROM_PARTICIPLE;
    }
    // A participle may stand for a noun ("le sortant") or an adjective.
    if out.has_any(PARTICIPLES)
        && let Some(&(_, own)) = out.list().iter().find(|(tag, _)| matches!(tag, Tag::VPpa | Tag::VPre))
    {
        out.push(Tag::Noun, own + 6);
        out.push(Tag::Adj, own + 2);
    }
    // So may a finite form that the tables do not know as a noun ("à la traîne").
    if out.has_only(Tag::VFin) {
        out.push(Tag::Noun, 8);
    }
    if out.has(Tag::Det) {
        weigh_contraction(words.text(token.word), out);
    }
    if out.list().is_empty() {
        guess(doc.token_text(index), out);
    }
    // A capital inside a sentence most often opens a name, even when the form is also a word.
    if token.case != Case::Lower && !opens && !follows_mark(doc, index) {
        out.list_mut().iter_mut().for_each(|(_, cost)| *cost += 5);
        out.add_name();
    } else if token.case != Case::Lower && token.word == WordId::UNKNOWN {
        out.add_name();
    }
}

/// "au" is always a preposition; "du", "de" and "d'" mostly; "des" is mostly an article.
fn weigh_contraction(form: &str, out: &mut Candidates) {
    let article = match form {
        "au" | "aux" => None,
        "du" | "de" | "d'" => Some(5),
        "des" => Some(0),
        _ => return,
    };
    match (article, out.cost(Tag::Det)) {
        (Some(article), Some(cost)) => *cost += article,
        _ => out.remove(Tag::Det),
    }
}

fn follows_mark(doc: &Document, index: usize) -> bool {
    index > 0
        && doc.tokens[index - 1].kind == TokenKind::Punct
        && !matches!(doc.token_text(index - 1), "," | "-" | "’" | "'")
}

fn push_reading(pos: Pos, morph: Morph, out: &mut Candidates) {
    let mut push = |tag: Tag, cost: u16| out.push(tag, cost);
    match pos {
        Pos::Verb => {
            if morph.has(Morph::FINITE) {
                // First and second persons and imperatives are rare in news.
                push(Tag::VFin, if morph.any(Morph::P3) { 0 } else { 5 });
            }
            if morph.has(Morph::INF) {
                push(Tag::VInf, 0);
            }
            if morph.has(Morph::PASTPART) {
                push(Tag::VPpa, 0);
            }
            if morph.has(Morph::PRESPART) {
                push(Tag::VPre, 0);
            }
        }
        Pos::Noun => push(Tag::Noun, 0),
        Pos::Proper => push(Tag::Prop, 1),
        Pos::Adj => push(Tag::Adj, 0),
        Pos::Adv => push(Tag::Adv, 0),
        Pos::Det => push(Tag::Det, 0),
        Pos::Pron => push(Tag::Pron, 1),
        Pos::Clitic => push(Tag::Cli, 0),
        Pos::Rel => push(Tag::Rel, 0),
        Pos::Prep => push(Tag::Prep, 0),
        Pos::Coord => push(Tag::Coord, 0),
        Pos::Subord => push(Tag::Sub, 0),
        Pos::Neg => push(Tag::Neg, 0),
        Pos::Other => push(Tag::Other, 0),
    }
}

/// Readings of an unknown word by its ending: enough to find phrase limits, never enough to carry stance.
fn guess(text: &str, out: &mut Candidates) {
    let lower = lowered(text);
    let ends =
        |endings: &[&str]| endings.iter().any(|ending| lower.len() > ending.len() + 1 && lower.ends_with(ending));
    if ends(&["amment", "emment", "ément", "lement", "rement", "sement", "tement", "vement", "quement", "blement"]) {
        out.push(Tag::Adv, 0);
        out.push(Tag::Noun, 4);
        return;
    }
    out.push(Tag::Noun, 2);
    if ends(&["er", "ir", "oir"]) {
        out.push(Tag::VInf, 1);
    }
    if ends(&["ant"]) {
        out.push(Tag::VPre, 1);
        out.push(Tag::Adj, 3);
    } else if ends(&["é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues"]) {
        out.push(Tag::VPpa, 2);
        out.push(Tag::Adj, 3);
    } else {
        out.push(Tag::Adj, 3);
    }
    if ends(&["e", "ent", "ait", "aient", "a", "ont", "era", "eront", "erait", "eraient", "èrent", "it", "t"]) {
        out.push(Tag::VFin, 4);
    }
}
