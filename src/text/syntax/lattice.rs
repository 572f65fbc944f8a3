//! The search for the cheapest tags: the options of every token, and what one tag costs after another (A. Viterbi 1967,
//! *Error bounds for convolutional codes and an asymptotically optimum decoding algorithm*).

use super::forms::OTHER_PERSON;
use super::tag::{COUNT, Tag};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a sentence without finite verb costs.
const MISSING_VERB: u32 = 14;
/// What a participle after a verb that is no auxiliary costs.
const LONE_PARTICIPLE: u32 = 8;

/// Which auxiliary a form belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Helper {
    None,
    Etre,
    Avoir,
}

/// Costs of one tag after another; the last row is the start of a sentence.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Costs(pub(super) [[u16; COUNT]; COUNT + 1]);

/// True where a verb and what follows it are parted: the auxiliary that it is asks for another form.
#[inline]
fn parts(helper: Helper, right: Tag) -> bool {
    matches!((right, helper), (Tag::VPpa, Helper::None) | (Tag::Adj, Helper::Avoir))
}

impl Costs {
    /// Cost of a tag after another; a participle needs an auxiliary before it to continue a verb, and no adjective
    /// follows avoir.
    #[inline]
    fn cost(&self, left: Tag, right: Tag, helper: Helper) -> u32 {
        if left.is_verb() && parts(helper, right) {
            return LONE_PARTICIPLE;
        }
        u32::from(self.0[left as usize][right as usize])
    }

    /// The cheapest way to every option; `only` is the one option that its token is left with.
    pub(super) fn forward(&self, lattice: &Lattice, only: Option<usize>) -> Vec<Step> {
        let options = &lattice.options[..];
        let mut reached: Vec<Step> = Vec::with_capacity(options.len());
        let Some(first) = lattice.tokens.first() else { return reached };
        let left_out = |here: &Range<usize>, option| only.is_some_and(|only| here.contains(&only) && only != option);
        let (mut before, mut helper) = (0..first.0 as usize, first.1);
        for option in before.clone() {
            let (tag, own) = options[option];
            let start = Step { cost: u32::from(self.0[COUNT][tag as usize]), back: 0 };
            let step = if left_out(&before, option) { NEVER } else { start };
            reached.push(step.and(own));
        }
        for &(end, next_helper) in &lattice.tokens[1..] {
            let here = before.end..end as usize;
            for option in here.clone() {
                let (tag, own) = options[option];
                let step = match left_out(&here, option) {
                    true => NEVER,
                    false => self.cheapest_step(&reached[before.clone()], &options[before.clone()], helper, tag),
                };
                reached.push(step.and(own));
            }
            (before, helper) = (here, next_helper);
        }
        reached
    }

    /// The cheapest way to a tag from the options before it, the first of equals.
    #[inline]
    fn cheapest_step(&self, steps: &[Step], options: &[(Tag, u16)], helper: Helper, tag: Tag) -> Step {
        let mut best = Step { cost: u32::MAX, back: 0 };
        for back in 0..steps.len().min(options.len()) {
            let cost = steps[back].cost.saturating_add(self.cost(options[back].0, tag, helper));
            if cost < best.cost {
                best = Step { cost, back: back as u8 };
            }
        }
        best
    }

    /// The cost of the cheapest way from every option to the end.
    fn backward(&self, lattice: &Lattice) -> Vec<u32> {
        let mut rest = vec![0; lattice.options.len()];
        for position in (1..lattice.len()).rev() {
            let here = lattice.range(position);
            for option in lattice.range(position - 1) {
                let left = lattice.options[option].0;
                let ways = here.clone().map(|next| {
                    let (tag, own) = lattice.options[next];
                    rest[next] + u32::from(own) + self.cost(left, tag, lattice.tokens[position - 1].1)
                });
                rest[option] = ways.min().unwrap_or(0);
            }
        }
        rest
    }

    /// A sentence has a finite verb: where the cheapest path found none although a form could be one, the cheapest path
    /// with one is taken.
    pub(super) fn with_finite_verb(&self, lattice: &Lattice, reached: &[Step]) -> Option<Vec<Step>> {
        let finite = |option: &usize| lattice.options[*option].0 == Tag::VFin && !lattice.is_title_verb(*option);
        let mut verbs = (0..lattice.options.len()).filter(finite).peekable();
        verbs.peek()?;
        let rest = self.backward(lattice);
        let cost = |option: usize| reached[option].cost + rest[option];
        let best = verbs.min_by_key(|option| cost(*option))?;
        let cheapest = lattice.range(0).map(cost).min().unwrap_or(0);
        (cost(best) <= cheapest + MISSING_VERB).then(|| self.forward(lattice, Some(best)))
    }
}

/// The options of the tokens of a sentence, one after another in one list.
#[derive(Default)]
pub(super) struct Lattice {
    options: Vec<(Tag, u16)>,
    /// Where the options of each token end, and which auxiliary it is.
    tokens: Vec<(u32, Helper)>,
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

/// The cheapest way to an option: its cost, and the option before it, counted among those of its token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    cost: u32,
    back: u8,
}

impl Step {
    /// With what the option costs of itself.
    #[inline]
    fn and(self, own: u16) -> Self {
        Self { cost: self.cost.saturating_add(u32::from(own)), ..self }
    }
}

/// The way to an option that is left out.
const NEVER: Step = Step { cost: u32::MAX, back: 0 };

impl Lattice {
    pub(super) fn with_room(tokens: usize) -> Self {
        Self { options: Vec::with_capacity(3 * tokens), tokens: Vec::with_capacity(tokens) }
    }

    fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The options of the next token, none so far.
    #[inline]
    pub(super) fn open(&mut self) -> Candidates<'_> {
        Candidates { start: self.options.len(), all: &mut self.options, set: 0 }
    }

    /// Ends the token whose options were added, and says which auxiliary it is.
    #[inline]
    pub(super) fn close(&mut self, helper: Helper) {
        self.tokens.push((self.options.len() as u32, helper));
    }

    /// Where the options of a token stand.
    #[inline]
    fn range(&self, position: usize) -> Range<usize> {
        let start = position.checked_sub(1).map_or(0, |before| self.tokens[before].0 as usize);
        start..self.tokens[position].0 as usize
    }

    /// "X mis en examen": a form that is finite with "je" and "tu" only makes no clause of a title.
    fn is_title_verb(&self, option: usize) -> bool {
        let token = self.tokens.partition_point(|(end, _)| *end as usize <= option);
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
            let option = self.range(position).start + state;
            out[base + position] = self.options[option].0;
            state = reached[option].back as usize;
        }
    }
}
