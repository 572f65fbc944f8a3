//! Whether a capital or a palace means those who govern there, or only the place.
//!
//! "Selon Moscou" and "le soutien de Moscou" mean Russia; "à Moscou" and "le maire de Moscou" mean the town. Only clear
//! cases count: what no rule speaks for is a place.

use super::find::Hit;
use super::grammar::{Grammar, Side};
use super::reader::Reader;
use crate::text::{Case, Morph, Pos, TokenKind};
use std::ops::Range;

/// How far to the left a verb or a noun of place is looked for.
const REACH: usize = 5;

/// True when the name at `tokens` stands for its actor.
pub(super) fn means_actor(grammar: &Grammar, reader: &Reader<'_>, tokens: &Range<usize>, hits: &[Hit]) -> bool {
    let site = Site { grammar, reader, hits };
    !site.is_part_of_longer_name(tokens) && !site.heads_a_line(tokens) && site.context_speaks_for_actor(tokens)
}

struct Site<'a> {
    grammar: &'a Grammar,
    reader: &'a Reader<'a>,
    hits: &'a [Hit],
}

impl Site<'_> {
    /// "Spartak Moscou", "Washington Irving", "Paris VIII", "Bamako 2", the train "Moscou-Pékin".
    fn is_part_of_longer_name(&self, tokens: &Range<usize>) -> bool {
        let (reader, at) = (self.reader, tokens.start);
        let glued = |left: usize| reader.text(left) == "-" && reader.touches(left);
        if glued(tokens.end) || at > 0 && glued(at - 1) && reader.is_name_part(at.saturating_sub(2)) {
            return true;
        }
        let next_capital = tokens.end < reader.sentence_end(at)
            && (reader.is_name_part(tokens.end) || reader.kind(tokens.end) == TokenKind::Number)
            && !reader.is_shouted(at);
        if next_capital {
            return true;
        }
        let stranger_before = at > reader.sentence_start(at)
            && reader.is_name_part(at - 1)
            && reader.case(at - 1) != Case::Lower
            && !self.hits.last().is_some_and(|hit| hit.tokens.end == at)
            && !self.grammar.small.the.contains(&reader.word(at - 1));
        let common = at > 0 && reader.opens_sentence(at - 1) && reader.is_common(at - 1);
        stranger_before && !common && !reader.is_shouted(at)
    }

    /// A dateline or a place label: "Bamako, 26 juillet", "Bamako (AFP)", "Paris : un homme arrêté".
    fn heads_a_line(&self, tokens: &Range<usize>) -> bool {
        let (reader, end) = (self.reader, tokens.end);
        let bracketed = tokens.start > 0 && reader.text(tokens.start - 1) == "(" && reader.text(end) == ")";
        let start = reader.sentence_start(tokens.start);
        let first = tokens.start == start || tokens.start == start + 1 && self.is_article(start);
        if bracketed || !first || end >= reader.sentence_end(tokens.start) {
            return bracketed;
        }
        match reader.text(end) {
            "(" | ":" | "–" | "—" | "-" | "|" | "/" | "." => true,
            "," => self.is_date(end + 1),
            _ => false,
        }
    }

    fn is_date(&self, at: usize) -> bool {
        let number = |at| self.reader.kind(at) == TokenKind::Number;
        number(at) || number(at + 1)
    }

    fn is_article(&self, at: usize) -> bool {
        self.grammar.small.the.contains(&self.reader.word(at))
    }

    fn context_speaks_for_actor(&self, tokens: &Range<usize>) -> bool {
        let start = self.reader.sentence_start(tokens.start);
        let head = self.head_of_list(tokens.start, start);
        let at = if head > start && self.is_article(head - 1) { head - 1 } else { head };
        if self.beside_place_noun(at, tokens, start) {
            return false;
        }
        if let Some(decided) = self.after_governed_preposition(at, start) {
            return decided;
        }
        match self.side(at, start) {
            Some(Side::Place) => false,
            Some(Side::Actor) => !self.near_place_verb(at, start),
            None if at > start && self.reader.has(at - 1, Pos::Prep) && !self.is_of_or_to(at - 1) => false,
            None => !self.governed_by_place_verb(at, start),
        }
    }

    fn is_of_or_to(&self, at: usize) -> bool {
        let word = self.reader.word(at);
        self.grammar.small.of.contains(&word) || self.grammar.small.to.contains(&word)
    }

    /// The first name of "Gao, Tombouctou et Bamako": what stands before it governs all of them.
    fn head_of_list(&self, at: usize, start: usize) -> usize {
        let mut head = at;
        while let Some(name) = self.joined_name(head, start) {
            head = name;
            while head > start && self.reader.is_name_part(head - 1) && !self.reader.is_common(head - 1) {
                head -= 1;
            }
        }
        head
    }

    /// The last word of the name that "et", "ou", "ou encore" or a comma joins to the one at `at`.
    fn joined_name(&self, at: usize, start: usize) -> Option<usize> {
        let reader = self.reader;
        let mut joint = at.checked_sub(1)?;
        if self.is_article(joint) {
            joint = joint.checked_sub(1)?;
        }
        let comma = reader.text(joint) == ",";
        if !comma && reader.has(joint, Pos::Adv) && self.is_and(joint.saturating_sub(1)) {
            joint -= 1;
        }
        let name = joint.checked_sub(1).filter(|name| *name >= start && reader.is_name_part(*name))?;
        // "Selon le GNA, Moscou et Ankara …": a comma behind an actor ends what came before.
        let ends_opening = comma && (name == start || self.hits.iter().any(|hit| hit.tokens.end == joint));
        ((comma || self.is_and(joint)) && !ends_opening).then_some(name)
    }

    fn is_and(&self, at: usize) -> bool {
        self.grammar.small.and.contains(&self.reader.word(at))
    }

    /// "de" and "à": what stands before decides.
    fn after_governed_preposition(&self, at: usize, start: usize) -> Option<bool> {
        let preposition = at.checked_sub(1).filter(|p| *p >= start)?;
        let small = &self.grammar.small;
        let contracted = |forms: &[_]| forms.contains(&self.reader.word(preposition));
        let (of, to) = (contracted(&small.of), contracted(&small.to));
        if !of && !to || self.side(at, start) == Some(Side::Actor) {
            return None;
        }
        let governors = if of { &self.grammar.governors_de } else { &self.grammar.governors_a };
        // The governor itself, or an adjective or two between ("le soutien militaire de Moscou").
        for back in 0..3 {
            let Some(last) = preposition.checked_sub(1 + back).filter(|last| *last >= start) else { break };
            let spelled = |offset: usize| last.checked_sub(offset).filter(|i| *i >= start).map(|i| self.reader.word(i));
            if governors.longest(spelled).is_some() {
                return Some(true);
            }
            if self.stops_search(last) {
                break;
            }
        }
        Some(to && self.after_giving_verb(preposition, start))
    }

    fn stops_search(&self, at: usize) -> bool {
        self.reader.kind(at) != TokenKind::Word
            || self.reader.case(at) == Case::Capital
            || self.reader.has(at, Pos::Prep)
            || self.reader.has(at, Pos::Det)
            || self.reader.has(at, Pos::Coord)
            || self.reader.has_morph(at, Pos::Verb, Morph::FINITE)
    }

    /// "a livré des armes à Kiev", "demande à Bamako de …".
    fn after_giving_verb(&self, preposition: usize, start: usize) -> bool {
        for index in (start.max(preposition.saturating_sub(REACH))..preposition).rev() {
            if self.reader.is_one_of(index, &self.grammar.giving_verbs) {
                return true;
            }
            let other = self.reader.has(index, Pos::Prep) && !self.grammar.small.of.contains(&self.reader.word(index));
            if other || self.reader.kind(index) == TokenKind::Punct {
                return false;
            }
        }
        false
    }

    /// What the preposition before says, when it says something.
    fn side(&self, at: usize, start: usize) -> Option<Side> {
        let spelled = |offset: usize| {
            let index = at.checked_sub(offset + 1).filter(|index| *index >= start)?;
            Some(self.reader.word(index))
        };
        let (_, sides) = self.grammar.sides.longest(spelled)?;
        sides.first().copied()
    }

    /// "la capitale, Bamako", "la ville de Moscou", "Bamako, la capitale".
    fn beside_place_noun(&self, at: usize, tokens: &Range<usize>, start: usize) -> bool {
        let noun = |index: usize| self.grammar.place_nouns.contains(&self.reader.word(index));
        let before = (start.max(at.saturating_sub(3))..at).any(noun);
        let apposed = |index: usize| self.grammar.apposed_nouns.contains(&self.reader.word(index));
        let end = tokens.end;
        // "Paris et sa banlieue"
        let with_suburbs = self.is_and(end) && (end + 1..end + 3).any(noun);
        before || with_suburbs || self.reader.text(end) == "," && (end + 1..end + 4).any(apposed)
    }

    /// "partir pour Moscou", "passer par Paris".
    fn near_place_verb(&self, at: usize, start: usize) -> bool {
        let from = start.max(at.saturating_sub(REACH));
        (from..at).any(|index| self.reader.is_one_of(index, &self.grammar.place_verbs))
    }

    /// "quitter Moscou", "a bombardé Kiev".
    fn governed_by_place_verb(&self, at: usize, start: usize) -> bool {
        let governs = |index: usize| index >= start && self.reader.is_one_of(index, &self.grammar.place_verbs);
        at > start && (governs(at - 1) || self.reader.has(at - 1, Pos::Adv) && governs(at.saturating_sub(2)))
    }
}
