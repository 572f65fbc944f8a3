//! The search for the cheapest tags: the options of every token, and what one tag costs after another (A. Viterbi 1967,
//! *Error bounds for convolutional codes and an asymptotically optimum decoding algorithm*).

use super::forms::OTHER_PERSON;
use super::tag::{COUNT, Tag};
use serde::{Deserialize, Serialize};
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

    /// The cheapest way to every option.
    pub(super) fn forward(&self, lattice: &Lattice) -> Vec<Step> {
        let mut reached: Vec<Step> = Vec::with_capacity(lattice.options.len());
        let mut table = self.after(Helper::None);
        // Where the options of the token before begin, and those of this one.
        let (mut before, mut start) = (0, 0);
        for token in &lattice.tokens {
            let end = token.end as usize;
            for &(tag, own) in &lattice.options[start..end] {
                let (cost, back) = match &reached[before..start] {
                    [] => (u32::from(table[COUNT][tag as usize]), 0),
                    [only] => (only.then(table, tag), 0),
                    several => cheapest(several, table, tag),
                };
                reached.push(Step { cost: cost + u32::from(own), tag, back });
            }
            (before, start) = (start, end);
            table = self.after(token.helper);
        }
        reached
    }

    /// The cost of the cheapest way from every option to the end.
    fn backward(&self, lattice: &Lattice) -> Vec<u32> {
        let mut rest = vec![0; lattice.options.len()];
        for position in (1..lattice.len()).rev() {
            let here = lattice.range(position);
            let table = self.after(lattice.tokens[position - 1].helper);
            for option in lattice.range(position - 1) {
                let costs = &table[lattice.options[option].0 as usize];
                let ways = here.clone().map(|next| {
                    let (tag, own) = lattice.options[next];
                    rest[next] + u32::from(own) + u32::from(costs[tag as usize])
                });
                rest[option] = ways.min().unwrap_or(0);
            }
        }
        rest
    }

    /// A sentence has a finite verb: where the cheapest path found none although a form could be one, the cheapest path
    /// with one is taken.
    pub(super) fn with_finite_verb(&self, lattice: &mut Lattice, reached: &[Step]) -> Option<Vec<Step>> {
        let finite = |option: &usize| lattice.options[*option].0 == Tag::VFin && !lattice.is_title_verb(*option);
        let mut verbs = (0..lattice.options.len()).filter(finite).peekable();
        verbs.peek()?;
        let rest = self.backward(lattice);
        let cost = |option: usize| reached[option].cost + rest[option];
        let best = verbs.min_by_key(|option| cost(*option))?;
        let cheapest = lattice.range(0).map(cost).min().unwrap_or(0);
        (cost(best) <= cheapest + MISSING_VERB).then(|| {
            lattice.leave_only(best);
            self.forward(lattice)
        })
    }
}

/// The cost of the cheapest way to a tag from the options before it, and which of them it comes from: the first of equals.
#[inline]
fn cheapest(before: &[Step], table: &Table, tag: Tag) -> (u32, u8) {
    let mut best = u64::MAX;
    for (step, back) in before.iter().zip(0_u64..) {
        best = best.min(u64::from(step.then(table, tag)) << 8 | back);
    }
    ((best >> 8) as u32, best as u8)
}

/// The options of the tokens of a sentence, one after another in one list.
#[derive(Default)]
pub(super) struct Lattice {
    options: Vec<(Tag, u16)>,
    tokens: Vec<Choice>,
}

/// What is left to choose for one token.
struct Choice {
    /// Where its options end.
    end: u32,
    helper: Helper,
}

/// The tags that a token may have, each once, with what they cost of themselves.
pub(super) struct Candidates<'l> {
    /// Those of the tokens before it too.
    all: &'l mut Vec<(Tag, u16)>,
    start: usize,
    /// The tags of this one, one bit each.
    set: u32,
}

impl Candidates<'_> {
    #[inline]
    pub(super) fn list(&self) -> &[(Tag, u16)] {
        &self.all[self.start..]
    }

    pub(super) fn list_mut(&mut self) -> &mut [(Tag, u16)] {
        &mut self.all[self.start..]
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
            self.all.push((tag, cost));
        }
    }

    /// Adds tags, each once, when none is there yet.
    #[inline]
    pub(super) fn extend(&mut self, options: &[(Tag, u16)]) {
        self.all.extend_from_slice(options);
        self.set = options.iter().fold(self.set, |set, (tag, _)| set | 1 << *tag as u32);
    }

    /// What a tag costs, when it is there.
    pub(super) fn cost(&mut self, tag: Tag) -> Option<&mut u16> {
        if !self.has(tag) {
            return None;
        }
        self.list_mut().iter_mut().find(|(known, _)| *known == tag).map(|(_, cost)| cost)
    }

    /// Adds the reading as a name, beside that of a form which the tables know as one.
    pub(super) fn add_name(&mut self) {
        self.set |= 1 << Tag::Prop as u32;
        self.all.push((Tag::Prop, 0));
    }

    pub(super) fn remove(&mut self, tag: Tag) {
        self.set &= !(1 << tag as u32);
        if let Some(at) = self.list().iter().position(|(known, _)| *known == tag) {
            self.all.remove(self.start + at);
        }
    }
}

/// The cheapest way to an option: its cost, its tag, and the option before it, counted among those of its token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    cost: u32,
    tag: Tag,
    back: u8,
}

impl Step {
    /// What it costs to go on to a tag.
    #[inline]
    fn then(&self, table: &Table, tag: Tag) -> u32 {
        self.cost + u32::from(table[self.tag as usize][tag as usize])
    }
}

impl Lattice {
    pub(super) fn with_room(tokens: usize) -> Self {
        Self { options: Vec::with_capacity(3 * tokens), tokens: Vec::with_capacity(tokens) }
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Adds a token with its options.
    #[inline]
    pub(super) fn add(&mut self, options: &[(Tag, u16)], helper: Helper) {
        match options {
            // Most forms have one reading.
            [option] => self.options.push(*option),
            _ => self.options.extend_from_slice(options),
        }
        self.close(helper);
    }

    /// The options of the next token, none so far.
    #[inline]
    pub(super) fn open(&mut self) -> Candidates<'_> {
        Candidates { start: self.options.len(), all: &mut self.options, set: 0 }
    }

    /// Ends the token whose options were added, and says which auxiliary it is.
    #[inline]
    pub(super) fn close(&mut self, helper: Helper) {
        self.tokens.push(Choice { end: self.options.len() as u32, helper });
    }

    /// Where the options of a token stand.
    #[inline]
    fn range(&self, position: usize) -> Range<usize> {
        let start = position.checked_sub(1).map_or(0, |before| self.tokens[before].end as usize);
        start..self.tokens[position].end as usize
    }

    /// Leaves a token no other option than this one.
    fn leave_only(&mut self, option: usize) {
        let token = self.token_of(option);
        for other in self.range(token).filter(|&other| other != option) {
            self.options[other].1 = NEVER;
        }
    }

    fn token_of(&self, option: usize) -> usize {
        self.tokens.partition_point(|token| token.end as usize <= option)
    }

    /// "X mis en examen": a form that is finite with "je" and "tu" only makes no clause of a title.
    fn is_title_verb(&self, option: usize) -> bool {
        let token = self.token_of(option);
        self.options[option].1 >= OTHER_PERSON
            && self.options[self.range(token)].iter().any(|(tag, _)| *tag == Tag::VPpa)
    }

    /// Appends the tags of the cheapest path.
    pub(super) fn path(&self, reached: &[Step], out: &mut Vec<Tag>) {
        let base = out.len();
        out.resize(base + self.len(), Tag::Other);
        let Some(last) = self.len().checked_sub(1) else { return };
        let costs = &reached[self.range(last)];
        let mut state = (0..costs.len()).min_by_key(|&i| costs[i].cost).unwrap_or(0);
        for position in (0..self.len()).rev() {
            let step = reached[self.range(position).start + state];
            out[base + position] = step.tag;
            state = step.back as usize;
        }
    }
}
