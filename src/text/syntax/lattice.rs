//! The search for the cheapest tags: the options of every token, and what one tag costs after another (A. Viterbi 1967,
//! *Error bounds for convolutional codes and an asymptotically optimum decoding algorithm*).

use super::forms::OTHER_PERSON;
use super::tag::{COUNT, Tag};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::ops::Range;

/// What a sentence without finite verb costs.
const MISSING_VERB: u32 = 14;
/// What a participle after a verb that is no auxiliary costs.
const LONE_PARTICIPLE: u16 = 8;
/// The cost of an option that is left out: more than any way around it.
const NEVER: u16 = u16::MAX;

/// Which auxiliary a form belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Helper {
    None,
    Etre,
    Avoir,
}

/// How many kinds of [`Helper`] there are.
const HELPERS: usize = 3;

/// Costs of one tag after another; the last row is the start of a sentence.
pub(super) type Table = [[u16; COUNT]; COUNT + 1];

/// What one tag costs after another, once for each kind of auxiliary that the one before may be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Costs([Table; HELPERS]);

impl Costs {
    /// A participle needs an auxiliary before it to continue a verb, and no adjective follows avoir.
    pub(super) fn of(table: Table) -> Self {
        let mut costs = [table; HELPERS];
        for verb in Tag::VERBS {
            costs[Helper::None as usize][verb as usize][Tag::VPpa as usize] = LONE_PARTICIPLE;
            costs[Helper::Avoir as usize][verb as usize][Tag::Adj as usize] = LONE_PARTICIPLE;
        }
        Self(costs)
    }

    /// What may follow each tag of a token, with its costs.
    #[inline]
    fn after(&self, helper: Helper) -> &Table {
        &self.0[helper as usize]
    }
}

/// The tags that a token may have, each once, with what they cost of themselves.
#[derive(Default)]
pub(super) struct Candidates {
    list: SmallVec<[(Tag, u16); 8]>,
    /// The same tags, one bit each.
    set: u32,
}

impl Candidates {
    #[inline]
    pub(super) fn list(&self) -> &[(Tag, u16)] {
        &self.list
    }

    pub(super) fn list_mut(&mut self) -> &mut [(Tag, u16)] {
        &mut self.list
    }

    #[inline]
    pub(super) fn has(&self, tag: Tag) -> bool {
        self.has_any(1 << tag as u32)
    }

    /// True when one of these tags is there, given as bits.
    #[inline]
    pub(super) fn has_any(&self, tags: u32) -> bool {
        self.set & tags != 0
    }

    #[inline]
    pub(super) fn has_only(&self, tag: Tag) -> bool {
        self.set == 1 << tag as u32
    }

    /// Adds a tag that is not there yet.
    #[inline]
    pub(super) fn push(&mut self, tag: Tag, cost: u16) {
        if !self.has(tag) {
            self.set |= 1 << tag as u32;
            self.list.push((tag, cost));
        }
    }

    /// Adds tags, each once, when none is there yet.
    pub(super) fn extend(&mut self, options: &[(Tag, u16)]) {
        self.list.extend_from_slice(options);
        self.set = options.iter().fold(self.set, |set, (tag, _)| set | 1 << *tag as u32);
    }

    /// What a tag costs, when it is there.
    pub(super) fn cost(&mut self, tag: Tag) -> Option<&mut u16> {
        if !self.has(tag) {
            return None;
        }
        self.list.iter_mut().find(|(known, _)| *known == tag).map(|(_, cost)| cost)
    }

    /// Adds the reading as a name, beside that of a form which the tables know as one.
    pub(super) fn add_name(&mut self) {
        self.set |= 1 << Tag::Prop as u32;
        self.list.push((Tag::Prop, 0));
    }

    pub(super) fn remove(&mut self, tag: Tag) {
        self.set &= !(1 << tag as u32);
        if let Some(at) = self.list.iter().position(|(known, _)| *known == tag) {
            self.list.remove(at);
        }
    }
}

/// A tag that a token may have.
#[derive(Debug, Clone, Copy)]
struct Choice {
    tag: Tag,
    /// The choice before it on the cheapest way, counted among those of its token.
    back: u8,
    /// What it costs of itself.
    own: u16,
    /// What the cheapest way to it costs.
    cost: u32,
}

impl Choice {
    /// What it costs to go on to a tag.
    #[inline]
    fn then(&self, table: &Table, tag: Tag) -> u32 {
        self.cost + u32::from(table[self.tag as usize][tag as usize])
    }
}

/// The cost of the cheapest way to a tag from the choices before it, and which of them it comes from: the first of equals.
#[inline]
fn cheapest(before: &[Choice], table: &Table, tag: Tag) -> (u32, u8) {
    match before {
        [] => (u32::from(table[COUNT][tag as usize]), 0),
        [only] => (only.then(table, tag), 0),
        several => {
            let mut best = u64::MAX;
            for (index, choice) in several.iter().enumerate() {
                best = best.min(u64::from(choice.then(table, tag)) << 8 | index as u64);
            }
            ((best >> 8) as u32, best as u8)
        }
    }
}

/// Where the choices of a token end, and which auxiliary it is.
#[derive(Debug, Clone)]
struct Place {
    end: u32,
    helper: Helper,
}

/// The choices of the tokens of a sentence, one after another in one list, with the cheapest way to each.
#[derive(Debug, Clone, Default)]
pub(super) struct Lattice {
    choices: Vec<Choice>,
    tokens: Vec<Place>,
}

impl Lattice {
    /// Makes room for a sentence.
    pub(super) fn clear(&mut self, tokens: usize) {
        self.choices.clear();
        self.choices.reserve(3 * tokens);
        self.tokens.clear();
        self.tokens.reserve(tokens);
    }

    /// Adds a token with its options.
    #[inline]
    pub(super) fn add(&mut self, options: &[(Tag, u16)], helper: Helper) {
        for &(tag, own) in options {
            self.choices.push(Choice { tag, back: 0, own, cost: 0 });
        }
        self.tokens.push(Place { end: self.choices.len() as u32, helper });
    }

    /// Finds the cheapest way to every choice.
    pub(super) fn forward(&mut self, costs: &Costs) {
        let mut table = costs.after(Helper::None);
        // Where the choices of the token before begin, and those of this one.
        let (mut before, mut start) = (0, 0);
        for token in &self.tokens {
            let end = token.end as usize;
            let (reached, here) = self.choices[before..end].split_at_mut(start - before);
            for choice in here {
                let (cost, back) = cheapest(reached, table, choice.tag);
                *choice = Choice { cost: cost + u32::from(choice.own), back, ..*choice };
            }
            (before, start) = (start, end);
            table = costs.after(token.helper);
        }
    }

    /// Where the choices of a token stand.
    #[inline]
    fn range(&self, position: usize) -> Range<usize> {
        let start = position.checked_sub(1).map_or(0, |before| self.tokens[before].end as usize);
        start..self.tokens[position].end as usize
    }

    /// The cost of the cheapest way from every choice to the end.
    fn backward(&self, costs: &Costs) -> Vec<u32> {
        let mut rest = vec![0; self.choices.len()];
        for position in (1..self.tokens.len()).rev() {
            let here = self.range(position);
            let table = costs.after(self.tokens[position - 1].helper);
            for choice in self.range(position - 1) {
                let costs = &table[self.choices[choice].tag as usize];
                let ways = here.clone().map(|next| {
                    let Choice { tag, own, .. } = self.choices[next];
                    rest[next] + u32::from(own) + u32::from(costs[tag as usize])
                });
                rest[choice] = ways.min().unwrap_or(0);
            }
        }
        rest
    }

    /// A sentence has a finite verb: where the cheapest path found none although a form could be one, the cheapest path
    /// with one is taken. True where there is such a path.
    pub(super) fn ask_for_finite_verb(&mut self, costs: &Costs) -> bool {
        let finite = |choice: &usize| self.choices[*choice].tag == Tag::VFin && !self.is_title_verb(*choice);
        let mut verbs = (0..self.choices.len()).filter(finite).peekable();
        if verbs.peek().is_none() {
            return false;
        }
        let rest = self.backward(costs);
        let cost = |choice: usize| self.choices[choice].cost + rest[choice];
        let Some(best) = verbs.min_by_key(|choice| cost(*choice)) else { return false };
        let cheapest = self.range(0).map(cost).min().unwrap_or(0);
        let found = cost(best) <= cheapest + MISSING_VERB;
        if found {
            self.leave_only(best);
            self.forward(costs);
        }
        found
    }

    /// Leaves a token no other choice than this one.
    fn leave_only(&mut self, choice: usize) {
        for other in self.range(self.token_of(choice)).filter(|&other| other != choice) {
            self.choices[other].own = NEVER;
        }
    }

    fn token_of(&self, choice: usize) -> usize {
        self.tokens.partition_point(|token| token.end as usize <= choice)
    }

    /// "X mis en examen": a form that is finite with "je" and "tu" only makes no clause of a title.
    fn is_title_verb(&self, choice: usize) -> bool {
        let token = self.token_of(choice);
        self.choices[choice].own >= OTHER_PERSON
            && self.choices[self.range(token)].iter().any(|other| other.tag == Tag::VPpa)
    }

    /// Appends the tags of the cheapest path.
    pub(super) fn path(&self, out: &mut Vec<Tag>) {
        let base = out.len();
        out.resize(base + self.tokens.len(), Tag::Other);
        let Some(last) = self.tokens.len().checked_sub(1) else { return };
        let ends = &self.choices[self.range(last)];
        let mut state = (0..ends.len()).min_by_key(|&i| ends[i].cost).unwrap_or(0);
        // Where the choices of a token begin those of the one before it end.
        let starts = self.tokens[..last].iter().rev().map(|before| before.end as usize).chain([0]);
        for (tag, start) in out[base..].iter_mut().rev().zip(starts) {
            let choice = self.choices[start + state];
            *tag = choice.tag;
            state = choice.back as usize;
        }
    }
}
