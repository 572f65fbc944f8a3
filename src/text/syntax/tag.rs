//! One grammatical tag per token: the readings of the vocabulary, a guess for unknown words, and the cheapest path
//! through a table of transitions (a Viterbi search; the costs are grammar written by hand in
//! `lexicons/french/transitions.tsv`, nothing is trained).

use crate::data::{parse_table, shipped};
use crate::error::Fault;
use crate::text::{Case, Document, French, Morph, Pos, TokenKind, Vocabulary, WordId};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::ops::Range;

/// A grammatical tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

const COUNT: usize = TAGS.len();
const DEFAULT_COST: u16 = 6;

impl Tag {
    /// True for every form of a verb.
    pub const fn is_verb(self) -> bool {
        matches!(self, Self::VFin | Self::VInf | Self::VPpa | Self::VPre)
    }
}

/// Costs of one tag after another; the last row is the start of a sentence.
#[derive(Debug, Clone)]
pub struct Tagger {
    costs: [[u16; COUNT]; COUNT + 1],
    readings: FxHashMap<WordId, SmallVec<[(Tag, u16); 2]>>,
}

/// Tags that a table gives to certain forms.
type Readings = FxHashMap<WordId, SmallVec<[(Tag, u16); 2]>>;
type Candidates = SmallVec<[(Tag, u16); 4]>;

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
        Ok(Self { costs, readings: load_readings(words)? })
    }

    /// Extra costs of readings that a form rarely has, and readings that the tables do not give it.
    fn weigh(&self, word: WordId, out: &mut Candidates) {
        for &(tag, cost) in self.readings.get(&word).into_iter().flatten() {
            match out.iter_mut().find(|(known, _)| *known == tag) {
                Some(candidate) => candidate.1 += cost,
                None => out.push((tag, cost)),
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
        let fixed = fixed_tags(doc, tokens.clone(), french);
        let candidates: Vec<Candidates> = tokens
            .clone()
            .map(|index| {
                if let Some(tag) = fixed[(index - tokens.start) as usize] {
                    return Candidates::from_slice(&[(tag, 0)]);
                }
                if names.iter().any(|name| name.contains(&index)) {
                    // "des jihadistes" is an object with its article, "des Maliens" may be a complement.
                    let common = doc.tokens[index as usize].case == Case::Lower;
                    let options = if common { &[(Tag::Prop, 1), (Tag::Noun, 0)][..] } else { &[(Tag::Prop, 0)][..] };
                    return Candidates::from_slice(options);
                }
                let mut options = candidates(doc, words, index as usize, index == tokens.start);
                self.weigh(doc.tokens[index as usize].word, &mut options);
                options
            })
            .collect();
        let helps: Vec<Helper> = tokens.clone().map(|index| helper(doc, words, french, index)).collect();
        let path = self.cheapest(&candidates, &helps);
        let heading = doc.sentences.get(doc.sentence_of(tokens.start)).is_some_and(|s| s.heading);
        let path = if heading { path } else { self.with_finite_verb(candidates, &helps, path) };
        let base = out.len();
        out.extend(path.tags);
        repair(&mut out[base..]);
        without_clause(doc, tokens.start, &mut out[base..]);
    }

    /// Cost of a tag after another; a participle needs an auxiliary before it to continue a verb, and no adjective
    /// follows avoir.
    fn cost(&self, left: Tag, right: Tag, helper: Helper) -> u32 {
        match (right, helper) {
            (Tag::VPpa, Helper::None) if left.is_verb() => LONE_PARTICIPLE,
            (Tag::Adj, Helper::Avoir) if left.is_verb() => LONE_PARTICIPLE,
            _ => u32::from(self.costs[left as usize][right as usize]),
        }
    }

    /// The cheapest sequence of tags and its cost.
    fn cheapest(&self, candidates: &[Candidates], helps: &[Helper]) -> Path {
        // One flat list of (cost, way back); a position's own begins where the one before ends.
        let mut best: Vec<(u32, u8)> = Vec::with_capacity(candidates.len() * 3);
        let mut start = 0;
        for (position, options) in candidates.iter().enumerate() {
            let row = best.len();
            for &(tag, own) in options {
                let step = match position.checked_sub(1) {
                    None => (u32::from(self.costs[COUNT][tag as usize]), 0),
                    Some(before) => self.cheapest_step(&best[start..row], &candidates[before], helps[before], tag),
                };
                best.push((step.0 + u32::from(own), step.1));
            }
            start = row;
        }
        let last = &best[start..];
        let mut state = (0..last.len()).min_by_key(|&i| last[i].0).unwrap_or(0);
        let cost = last.get(state).map_or(0, |&(cost, _)| cost);
        let mut tags = vec![Tag::Other; candidates.len()];
        for (position, options) in candidates.iter().enumerate().rev() {
            tags[position] = options[state].0;
            state = best[start + state].1 as usize;
            start -= position.checked_sub(1).map_or(0, |before| candidates[before].len());
        }
        Path { tags, cost }
    }

    /// The cheapest way to a tag from the options before it, the first of equals.
    fn cheapest_step(&self, costs: &[(u32, u8)], options: &[(Tag, u16)], helper: Helper, tag: Tag) -> (u32, u8) {
        let steps = costs.iter().zip(options).enumerate();
        let steps = steps.map(|(back, (&(cost, _), &(left, _)))| (cost + self.cost(left, tag, helper), back as u8));
        steps.min().unwrap_or((0, 0))
    }

    /// A sentence has a finite verb: where the cheapest path found none although a form could be one, the cheapest path
    /// with one is taken.
    fn with_finite_verb(&self, mut candidates: Vec<Candidates>, helps: &[Helper], path: Path) -> Path {
        if path.tags.contains(&Tag::VFin) {
            return path;
        }
        let mut found: Option<Path> = None;
        for position in 0..candidates.len() {
            let Some(&finite) = candidates[position].iter().find(|(tag, _)| *tag == Tag::VFin) else { continue };
            let kept = std::mem::replace(&mut candidates[position], Candidates::from_slice(&[finite]));
            let other = self.cheapest(&candidates, helps);
            candidates[position] = kept;
            if other.cost <= path.cost + MISSING_VERB && found.as_ref().is_none_or(|f| other.cost < f.cost) {
                found = Some(other);
            }
        }
        found.unwrap_or(path)
    }
}

fn load_readings(words: &mut Vocabulary) -> Result<Readings, Fault> {
    let file = shipped("french/readings.tsv");
    let mut readings: FxHashMap<WordId, SmallVec<[(Tag, u16); 2]>> = FxHashMap::default();
    for record in parse_table(&file, &["form", "tag", "cost", "note"])? {
        let fault = |what: &str| Fault::new(&file.name, format!("unknown {what}")).at_line(record.line);
        let tag = tag_index(record.fields[1]).map(|i| TAGS[i].1).ok_or_else(|| fault("tag"))?;
        let cost = record.fields[2].parse().map_err(|_| fault("cost"))?;
        readings.entry(words.intern(record.fields[0])).or_default().push((tag, cost));
    }
    Ok(readings)
}

/// Which auxiliary a form belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Helper {
    None,
    Etre,
    Avoir,
}

fn helper(doc: &Document, words: &Vocabulary, french: &French, index: u32) -> Helper {
    let lemmas = words.analyses(doc.tokens[index as usize].word).iter().filter(|a| a.pos == Pos::Verb).map(|a| a.lemma);
    let kind = |lemma| match lemma {
        lemma if lemma == french.verbs.etre => Some(Helper::Etre),
        lemma if lemma == french.verbs.avoir => Some(Helper::Avoir),
        _ => None,
    };
    lemmas.into_iter().find_map(kind).unwrap_or(Helper::None)
}

struct Path {
    tags: Vec<Tag>,
    cost: u32,
}

/// What a noun costs that is a past participle as well.
const NOUN_FROM_PARTICIPLE: u16 = 2;
/// What a present participle costs that is an adjective as well.
const ADJECTIVE_IN_ANT: u16 = 3;
/// What a sentence without finite verb costs.
const MISSING_VERB: u32 = 14;
/// What a participle after a verb that is no auxiliary costs.
const LONE_PARTICIPLE: u32 = 8;

fn tag_index(name: &str) -> Option<usize> {
    TAGS.iter().position(|(known, _)| *known == name)
}

/// A participle right after an article and before nothing nominal is a noun ("les accusés ont …"); a bare adjective
/// between a determiner and a verb is one too ("les rebelles avancent").
fn repair(tags: &mut [Tag]) {
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

/// Tags of expressions that are one grammatical word: "à l'égard de", "alors que".
fn fixed_tags(doc: &Document, tokens: Range<u32>, french: &French) -> Vec<Option<Tag>> {
    let (start, end) = (tokens.start as usize, tokens.end as usize);
    let mut fixed = vec![None; tokens.len()];
    let mut at = start;
    while at < end {
        let preposition = french.long_preposition(&doc.tokens, at, end).map(|(length, _)| (length, Tag::Prep));
        let locution =
            french.locution(&doc.tokens, at, end).and_then(|(length, pos)| Some((length, locution_tag(pos)?)));
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
        _ => None,
    }
}

fn candidates(doc: &Document, words: &Vocabulary, index: usize, opens: bool) -> Candidates {
    let token = &doc.tokens[index];
    match token.kind {
        TokenKind::Punct => return Candidates::from_slice(&[(Tag::Punct, 0)]),
        TokenKind::Number => return Candidates::from_slice(&[(Tag::Num, 0)]),
        TokenKind::Symbol => return Candidates::from_slice(&[(Tag::Other, 0)]),
        TokenKind::Word => {}
    }
    let mut out = Candidates::new();
    if token.word != WordId::UNKNOWN {
        for reading in words.analyses(token.word) {
            push_reading(reading.pos, reading.morph, &mut out);
        }
    }
    // An adjective in -ant is one more often than a participle.
    if out.iter().any(|(tag, _)| *tag == Tag::Adj)
        && let Some(candidate) = out.iter_mut().find(|(tag, _)| *tag == Tag::VPre)
    {
        candidate.1 += ADJECTIVE_IN_ANT;
    }
    // Outside a noun phrase "accusé" is the participle.
    if out.iter().any(|(tag, _)| *tag == Tag::VPpa)
        && let Some(candidate) = out.iter_mut().find(|(tag, _)| *tag == Tag::Noun)
    {
        candidate.1 += NOUN_FROM_PARTICIPLE;
    }
    // A participle may stand for a noun ("le sortant") or an adjective.
    if let Some(&(_, own)) = out.iter().find(|(tag, _)| matches!(tag, Tag::VPpa | Tag::VPre)) {
        for (tag, extra) in [(Tag::Noun, 6), (Tag::Adj, 2)] {
            if !out.iter().any(|(known, _)| *known == tag) {
                out.push((tag, own + extra));
            }
        }
    }
    // So may a finite form that the tables do not know as a noun ("à la traîne").
    if !out.is_empty() && out.iter().all(|(tag, _)| *tag == Tag::VFin) {
        out.push((Tag::Noun, 8));
    }
    if out.iter().any(|(tag, _)| *tag == Tag::Det) {
        weigh_contraction(words.text(token.word), &mut out);
    }
    if out.is_empty() {
        guess(doc.token_text(index), &mut out);
    }
    // A capital inside a sentence most often opens a name, even when the form is also a word.
    if token.case != Case::Lower && !opens && !follows_mark(doc, index) {
        for candidate in &mut out {
            candidate.1 += 5;
        }
        out.push((Tag::Prop, 0));
    } else if token.case != Case::Lower && token.word == WordId::UNKNOWN {
        out.push((Tag::Prop, 0));
    }
    out
}

/// "au" is always a preposition; "du", "de" and "d'" mostly; "des" is mostly an article.
fn weigh_contraction(form: &str, out: &mut Candidates) {
    let article = match form {
        "au" | "aux" => None,
        "du" | "de" | "d'" => Some(5),
        "des" => Some(0),
        _ => return,
    };
    out.retain(|candidate| candidate.0 != Tag::Det || article.is_some());
    for candidate in out.iter_mut().filter(|candidate| candidate.0 == Tag::Det) {
        candidate.1 += article.unwrap_or(0);
    }
}

fn follows_mark(doc: &Document, index: usize) -> bool {
    index > 0
        && doc.tokens[index - 1].kind == TokenKind::Punct
        && !matches!(doc.token_text(index - 1), "," | "-" | "’" | "'")
}

fn push_reading(pos: Pos, morph: Morph, out: &mut Candidates) {
    let mut push = |tag: Tag, cost: u16| {
        if !out.iter().any(|(known, _)| *known == tag) {
            out.push((tag, cost));
        }
    };
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
    let lower = text.to_lowercase();
    let ends =
        |endings: &[&str]| endings.iter().any(|ending| lower.len() > ending.len() + 1 && lower.ends_with(ending));
    if ends(&["amment", "emment", "ément", "lement", "rement", "sement", "tement", "vement", "quement", "blement"]) {
        out.push((Tag::Adv, 0));
        out.push((Tag::Noun, 4));
        return;
    }
    out.push((Tag::Noun, 2));
    if ends(&["er", "ir", "oir"]) {
        out.push((Tag::VInf, 1));
    }
    if ends(&["ant"]) {
        out.push((Tag::VPre, 1));
        out.push((Tag::Adj, 3));
    } else if ends(&["é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues"]) {
        out.push((Tag::VPpa, 2));
        out.push((Tag::Adj, 3));
    } else {
        out.push((Tag::Adj, 3));
    }
    if ends(&["e", "ent", "ait", "aient", "a", "ont", "era", "eront", "erait", "eraient", "èrent", "it", "t"]) {
        out.push((Tag::VFin, 4));
    }
}
