//! Names, metonyms and heads with the adjective of a state, in one pass over the tokens.

use super::actor::{Agreement, Kind};
use super::context::Context;
use super::gazetteer::Gazetteer;
use super::grammar::{Grammar, Head};
use super::mention::{ActorId, Found, Mention};
use super::names::{Meaning, Name};
use super::pattern::{Match, Slot};
use super::reader::Reader;
use super::{place, reference};
use crate::text::{Case, Document, French, Pos, TokenKind, Vocabulary, WordId};
use smallvec::{SmallVec, smallvec};
use std::cell::Cell;
use std::ops::Range;

/// What was found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Mentions in the order of the text; they do not overlap.
    pub mentions: Vec<Mention>,
    /// Token ranges of names that are no mention (outlets, places, strangers), in the order of the text: no lexicon row
    /// may match inside them.
    pub masked: Vec<Range<u32>>,
}

/// A mention with what references need to know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) actor: ActorId,
    pub(super) tokens: Range<usize>,
    pub(super) found: Found,
    /// Gender and number of the words used; none for a capital, whose gender nobody agrees on.
    pub(super) agreement: Option<Agreement>,
}

impl Gazetteer {
    /// Finds the mentions in one part of an article. Call it on the headline first, then on the body, with the same context.
    pub fn find(&self, doc: &Document<'_>, words: &Vocabulary, _french: &French, context: &mut Context) -> Names {
        self.find_at(0..doc.tokens.len(), None, doc, words, context)
    }

    /// The same for a body that was read ahead: only the places where something may begin are looked at again.
    pub fn find_again(&self, doc: &Document<'_>, words: &Vocabulary, ahead: &Ahead, context: &mut Context) -> Names {
        let lively = ahead.lively.iter().map(|at| *at as usize);
        self.find_at(lively, Some(&ahead.referring), doc, words, context)
    }

    fn find_at(
        &self,
        places: impl Iterator<Item = usize>,
        referring: Option<&[u32]>,
        doc: &Document<'_>,
        words: &Vocabulary,
        context: &mut Context,
    ) -> Names {
        let headline = context.named_so_far();
        let mut scan = Scan::new(self, doc, words, context);
        let reader = scan.reader;
        scan.run(places);
        let Scan { hits, masked, referring: met, context, .. } = scan;
        let places = referring.unwrap_or(&met);
        let hits = reference::resolve(self, &reader, hits, places, &masked, &headline, context);
        let mentions = hits.into_iter().map(|hit| mention(doc, hit)).collect();
        Names { mentions, masked: masked.into_iter().map(|r| r.start as u32..r.end as u32).collect() }
    }

    /// Notes who is named in full further on in the article, so that a headline may use surnames alone. Call it on the
    /// body before [`Gazetteer::find`] on the headline.
    pub fn read_ahead(&self, doc: &Document<'_>, words: &Vocabulary, context: &mut Context) -> Ahead {
        let mut ahead = Context::in_year(context.year());
        let mut scan = Scan::new(self, doc, words, &mut ahead);
        let lively = scan.run(0..doc.tokens.len());
        for hit in &scan.hits {
            context.expect(hit.actor);
        }
        Ahead { lively, referring: scan.referring }
    }
}

/// The tokens at which something may begin, whatever the article has said so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ahead {
    /// A name, a head or an office.
    lively: Vec<u32>,
    /// What refers to somebody: a pronoun, an office, a description.
    referring: Vec<u32>,
}

fn mention(doc: &Document<'_>, hit: Hit) -> Mention {
    let tokens = hit.tokens.start as u32..hit.tokens.end as u32;
    Mention {
        actor: hit.actor,
        span: doc.span_of(tokens.clone()),
        sentence: doc.sentence_of(tokens.start) as u32,
        tokens,
        found: hit.found,
    }
}

struct Scan<'a, 'c> {
    gazetteer: &'a Gazetteer,
    reader: Reader<'a>,
    context: &'c mut Context,
    hits: Vec<Hit>,
    masked: Vec<Range<usize>>,
    /// The tokens looked at that may refer to somebody.
    referring: Vec<u32>,
    /// Something begins at the token looked at, whether or not it counts here.
    stirred: Cell<bool>,
}

/// What the names at a token say.
enum Reading {
    Hit(Hit),
    /// A name, but nobody's mention here.
    Masked(Range<usize>),
}

impl Reading {
    fn tokens(&self) -> &Range<usize> {
        match self {
            Reading::Hit(hit) => &hit.tokens,
            Reading::Masked(tokens) => tokens,
        }
    }
}

impl<'a, 'c> Scan<'a, 'c> {
    fn new(gazetteer: &'a Gazetteer, doc: &'a Document<'a>, words: &'a Vocabulary, context: &'c mut Context) -> Self {
        let reader = Reader::new(doc, words);
        let (hits, masked, referring) = (Vec::new(), Vec::new(), Vec::new());
        Self { gazetteer, reader, context, hits, masked, referring, stirred: Cell::new(false) }
    }

    /// Looks at these tokens; returns those at which something may begin.
    fn run(&mut self, places: impl Iterator<Item = usize>) -> Vec<u32> {
        let gazetteer = self.gazetteer;
        let grammar = &gazetteer.grammar;
        let (mut next, mut office_end) = (0, 0);
        // One place in sixteen is lively, more or less.
        let mut lively = Vec::with_capacity(places.size_hint().0 / 16);
        for at in places {
            let word = self.reader.word(at);
            if !gazetteer.stirs(word) {
                continue;
            }
            if grammar.refers.contains(word) {
                self.referring.push(at as u32);
                if !gazetteer.begins(word) {
                    continue;
                }
            }
            if at < next {
                lively.push(at as u32);
                continue;
            }
            self.stirred.set(false);
            if grammar.offices.opens(word) {
                office_end = office_end.max(self.office_end(at));
            }
            let named = gazetteer.names.opens_before(word, self.reader.word(at + 1));
            let name = if named { self.name(at) } else { None };
            let opens = grammar.heads.opens(word);
            let head = if opens && at >= office_end { self.head(at) } else { None };
            if self.stirred.get() || opens && at < office_end {
                lively.push(at as u32);
            }
            let reading = match (name, head) {
                (Some(name), Some(head)) if head.tokens.end > name.tokens().end => Some(Reading::Hit(head)),
                (None, Some(head)) => Some(Reading::Hit(head)),
                (name, _) => name,
            };
            next = reading.map_or(at + 1, |reading| self.take(reading));
        }
        lively
    }

    fn take(&mut self, reading: Reading) -> usize {
        match reading {
            Reading::Hit(hit) => {
                let end = hit.tokens.end;
                self.context.name(hit.actor);
                self.hits.push(hit);
                end
            }
            Reading::Masked(tokens) => {
                let end = tokens.end;
                self.masked.push(tokens);
                end
            }
        }
    }

    /// The longest name at a token.
    fn name(&mut self, at: usize) -> Option<Reading> {
        let sentence_end = self.reader.sentence_end(at);
        let mut best: Option<(usize, SmallVec<[&Name; 2]>)> = None;
        let reader = &self.reader;
        self.gazetteer.names.walk(
            |offset| (at + offset < sentence_end).then(|| reader.word(at + offset)),
            |length, names| {
                let fit: SmallVec<[&Name; 2]> = names.iter().filter(|name| self.fits(name, at)).collect();
                if !fit.is_empty() {
                    best = Some((length, fit));
                }
            },
        );
        let (length, names) = best?;
        self.stirred.set(true);
        self.read(at..at + length, &names)
    }

    fn fits(&self, name: &Name, at: usize) -> bool {
        let written = name.needs.iter().enumerate().all(|(i, need)| need.fits(self.reader.case(at + i)));
        written && !(name.inside && self.reader.opens_sentence(at))
    }

    fn read(&mut self, tokens: Range<usize>, names: &[&Name]) -> Option<Reading> {
        let surname = self.reader.word(tokens.end - 1);
        let mut chosen: Option<(u32, ActorId, Found, bool)> = None;
        for name in names {
            let Meaning::Actor { actor, found, reminder } = name.meaning else { continue };
            let when = self.context.when(actor);
            if reminder && when.is_none() {
                continue;
            }
            let when = when.unwrap_or(0);
            let better = chosen
                .is_none_or(|(best, _, _, was_reminder)| when > best || was_reminder && !reminder && when == best);
            if better {
                chosen = Some((when, actor, found, reminder));
            }
        }
        let masked = names.iter().any(|name| name.meaning == Meaning::Mask);
        let Some((when, actor, found, reminder)) = chosen else {
            return masked.then_some(Reading::Masked(tokens));
        };
        if found == Found::Metonym {
            let meant = place::means_actor(&self.gazetteer.grammar, &self.reader, &tokens, &self.hits);
            return Some(if meant { Reading::Hit(self.hit(actor, tokens, found)) } else { Reading::Masked(tokens) });
        }
        if self.gazetteer.actor(actor).kind == Kind::Person && tokens.len() == 1 {
            if !self.may_be_surname_of(actor, &tokens, reminder) {
                self.context.stranger(surname);
                return Some(Reading::Masked(tokens));
            }
            if self.context.stranger_at(surname).is_some_and(|stranger| stranger > when) {
                return Some(Reading::Masked(tokens));
            }
        }
        if self.gazetteer.actor(actor).kind == Kind::State && self.is_in_a_longer_name(&tokens) {
            return Some(Reading::Masked(tokens));
        }
        Some(Reading::Hit(self.hit(actor, tokens, found)))
    }

    /// "Warner Music France", "France Gall": a country without article or preposition beside a capital that is no name of ours.
    fn is_in_a_longer_name(&self, tokens: &Range<usize>) -> bool {
        let reader = &self.reader;
        let (start, end) = (tokens.start, tokens.end);
        if reader.is_shouted(start) {
            return false;
        }
        let small = |at: usize| [Pos::Det, Pos::Prep, Pos::Pron].iter().any(|&pos| reader.has(at, pos));
        let inside = start > 0 && !reader.opens_sentence(start);
        if inside && small(start - 1) {
            return false;
        }
        if inside && reader.is_name_part(start - 1) && self.hits.last().is_none_or(|hit| hit.tokens.end != start) {
            return !(reader.opens_sentence(start - 1) && reader.is_common(start - 1));
        }
        let follows = end < reader.len() && reader.is_name_part(end) && !reader.opens_sentence(end) && !small(end);
        follows && !self.gazetteer.names.opens(reader.word(end))
    }

    fn hit(&self, actor: ActorId, tokens: Range<usize>, found: Found) -> Hit {
        let capital = found == Found::Metonym;
        let agreement = if capital { None } else { self.gazetteer.actor(actor).agreement };
        Hit { actor, tokens, found, agreement }
    }

    /// A surname alone is the actor's unless what stands beside it belongs to somebody else.
    fn may_be_surname_of(&self, actor: ActorId, tokens: &Range<usize>, reminder: bool) -> bool {
        let (reader, at) = (&self.reader, tokens.start);
        if reader.case(at) == Case::Upper && reader.is_shouted(at) && self.context.when(actor).is_none() {
            return false;
        }
        let name_follows = reader.is_name_part(tokens.end) && !reader.opens_sentence(tokens.end);
        if reminder && name_follows && !self.gazetteer.names.opens(reader.word(tokens.end)) {
            return false;
        }
        if at == 0 || reader.opens_sentence(at) || self.hits.last().is_some_and(|hit| hit.tokens.end == at) {
            return true;
        }
        let before = at - 1;
        let feminine = self.gazetteer.actor(actor).agreement.map(|agreement| agreement.feminine);
        if let Some(told) = self.gazetteer.grammar.titles.get(&reader.word(before)) {
            return told.is_none() || feminine.is_none() || *told == feminine;
        }
        if !reader.is_name_part(before) {
            return true;
        }
        if reader.text(before).ends_with('.') {
            let initial = |text: &str| text.chars().next();
            return initial(reader.text(before)) == initial(&self.gazetteer.actor(actor).name);
        }
        // A capital at the head of a sentence is a first name unless it is a word of the language.
        reader.opens_sentence(before) && reader.is_common(before)
    }

    /// The longest head with its state: "les autorités militaires maliennes", "l'armée du Mali".
    fn head(&self, at: usize) -> Option<Hit> {
        let reader = &self.reader;
        let end = reader.sentence_end(at);
        let found = self.gazetteer.grammar.heads.longest(
            |index| (index < end).then(|| reader.word(index)),
            at,
            |index| slot(self.gazetteer, reader, index, true),
        );
        let Match { end, slot, value: head, .. } = found.into_iter().next()?;
        self.stirred.set(true);
        if head.capital && reader.case(at) == Case::Lower {
            return None;
        }
        let state = self.one_of(&slot?.actors)?;
        let actor = self.stands_for(head, state);
        Some(Hit { actor, tokens: at..end, found: Found::Metonym, agreement: head.agreement })
    }

    /// Where an office of a state that begins here ends: "le chef de la diplomatie russe" is a person, not the state.
    fn office_end(&self, at: usize) -> usize {
        let reader = &self.reader;
        let end = reader.sentence_end(at);
        let found = self.gazetteer.grammar.offices.longest(
            |index| (index < end).then(|| reader.word(index)),
            at,
            |index| slot(self.gazetteer, reader, index, true),
        );
        let office = found.first().filter(|office| office.slot.is_some());
        office.inspect(|_| self.stirred.set(true)).map_or(at, |office| office.end)
    }

    fn stands_for(&self, head: &Head, state: ActorId) -> ActorId {
        let army = head.army.then(|| self.gazetteer.grammar.armies.get(&state)).flatten();
        army.copied().unwrap_or(state)
    }

    /// The state among several that share an adjective: the only one the article has named.
    fn one_of(&self, actors: &[ActorId]) -> Option<ActorId> {
        let states = actors.iter().copied().filter(|id| self.gazetteer.actor(*id).kind == Kind::State);
        let states: SmallVec<[ActorId; 2]> = states.collect();
        if let [state] = states[..] {
            return Some(state);
        }
        let mut named = states.into_iter().filter(|id| self.context.when(*id).is_some());
        named.next().filter(|_| named.next().is_none())
    }
}

/// What fills a slot at a token: the adjective of a state (behind at most two inserted words), or "de" and a name.
pub(super) fn slot(gazetteer: &Gazetteer, reader: &Reader<'_>, at: usize, capitals: bool) -> Option<Slot> {
    let grammar = &gazetteer.grammar;
    let end = reader.sentence_end(at);
    let mut index = at;
    while index < end && index < at + 2 && grammar.inserts.contains(&reader.word(index)) {
        index += 1;
    }
    if index >= end {
        return None;
    }
    let adjective = reader.kind(index) == TokenKind::Word && reader.case(index) != Case::Capital;
    if let Some(states) = grammar.demonyms.get(&reader.word(index)).filter(|_| adjective) {
        return Some(Slot { end: index + 1, actors: states.clone(), named: false });
    }
    let start = after_of(grammar, reader, index)?;
    let (end, actor) = plain_name(gazetteer, reader, start, end, capitals)?;
    Some(Slot { end, actors: smallvec![actor], named: true })
}

/// The token after "de", "du", "de la", "de l'", "des".
fn after_of(grammar: &Grammar, reader: &Reader<'_>, at: usize) -> Option<usize> {
    if !grammar.small.of.contains(&reader.word(at)) {
        return None;
    }
    Some(if grammar.small.the.contains(&reader.word(at + 1)) { at + 2 } else { at + 1 })
}

/// The longest name of one actor, taken as it stands; capitals of states only when asked.
fn plain_name(
    gazetteer: &Gazetteer,
    reader: &Reader<'_>,
    at: usize,
    end: usize,
    capitals: bool,
) -> Option<(usize, ActorId)> {
    let mut best: Option<(usize, Option<ActorId>)> = None;
    let word_at = |offset: usize| -> Option<WordId> { (at + offset < end).then(|| reader.word(at + offset)) };
    gazetteer.names.walk(word_at, |length, names| {
        let fit = |name: &&Name| name.needs.iter().enumerate().all(|(i, need)| need.fits(reader.case(at + i)));
        let mut fitting = names.iter().filter(fit).peekable();
        if fitting.peek().is_none() {
            return;
        }
        let actor = fitting.find_map(|name| match name.meaning {
            Meaning::Actor { actor, found, reminder: false } if capitals || found != Found::Metonym => Some(actor),
            _ => None,
        });
        best = Some((at + length, actor));
    });
    best.and_then(|(end, actor)| actor.map(|actor| (end, actor)))
}
