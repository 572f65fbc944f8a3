//! Later references: offices ("le chef de la diplomatie russe"), descriptions ("le groupe paramilitaire"), pronouns.
//!
//! Precision comes first: a reference that could be somebody else's gives no mention.

use super::actor::{Actor, Agreement, Office};
use super::context::Context;
use super::find::{Hit, slot};
use super::gazetteer::Gazetteer;
use super::grammar::{Grammar, OfficeForm};
use super::mention::{ActorId, Found};
use super::pattern::Match;
use super::pronoun;
use super::reader::Reader;
use crate::text::{Case, Morph, Pos};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// How many sentences back the bearer of a bare office or a description may have been named.
const RECENT: usize = 2;

/// Adds the references to the names found in a text; all in the order of the text.
pub(super) fn resolve(
    gazetteer: &Gazetteer,
    reader: &Reader<'_>,
    names: Vec<Hit>,
    referring: &[u32],
    masked: &[Range<usize>],
    headline: &FxHashSet<ActorId>,
    context: &mut Context,
) -> Vec<Hit> {
    let mut resolver = Resolver { gazetteer, reader, names, masked, headline, context, phrases: Vec::new() };
    let pronouns = resolver.run(referring);
    let Resolver { mut names, phrases, .. } = resolver;
    names.retain(|name| !phrases.iter().any(|phrase| overlap(&phrase.tokens, &name.tokens)));
    names.extend(phrases);
    names.sort_by_key(|hit| hit.tokens.start);
    pronoun::resolve(gazetteer, reader, names, masked, &pronouns)
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

struct Resolver<'a, 'c> {
    gazetteer: &'a Gazetteer,
    reader: &'a Reader<'a>,
    names: Vec<Hit>,
    masked: &'a [Range<usize>],
    /// Who was named in the part of the article before this one.
    headline: &'a FxHashSet<ActorId>,
    context: &'c mut Context,
    phrases: Vec<Hit>,
}

impl Resolver<'_, '_> {
    /// Finds offices and descriptions at the tokens that may refer to somebody; returns the places of pronouns.
    fn run(&mut self, referring: &[u32]) -> Vec<usize> {
        let grammar = &self.gazetteer.grammar;
        let (mut next, mut next_name) = (0, 0);
        let mut pronouns = Vec::new();
        for at in referring.iter().map(|at| *at as usize) {
            let word = self.reader.word(at);
            if grammar.small.pronouns.iter().any(|(pronoun, _)| *pronoun == word) {
                pronouns.push(at);
            }
            if at < next {
                continue;
            }
            while self.names.get(next_name).is_some_and(|hit| hit.tokens.start <= at) {
                self.note_description(next_name);
                next_name += 1;
            }
            if let Some(hit) = self.reference(grammar, at) {
                next = hit.tokens.end;
                self.phrases.push(hit);
            }
        }
        // Nothing is noted of names inside a reference that ends the text.
        if next < self.reader.len() {
            (next_name..self.names.len()).for_each(|name| self.note_description(name));
        }
        pronouns
    }

    /// The office or description that begins at a token behind a definite article.
    fn reference(&self, grammar: &Grammar, at: usize) -> Option<Hit> {
        let word = self.reader.word(at);
        let (office, description) = (grammar.offices.opens(word), grammar.descriptions.opens(word));
        if !office && !description {
            return None;
        }
        let before = at.checked_sub(1)?;
        if !grammar.small.definite.contains(&self.reader.word(before)) || self.is_masked(at) {
            return None;
        }
        let found = if office { self.office(at) } else { None };
        found.or_else(|| if description { self.description(at) } else { None })
    }

    fn is_masked(&self, at: usize) -> bool {
        let next = self.masked.partition_point(|range| range.start <= at);
        next > 0 && self.masked[next - 1].end > at
    }

    /// "la junte malienne" tells whose junta "la junte" will be.
    fn note_description(&mut self, name: usize) {
        let hit = &self.names[name];
        let word = self.reader.word(hit.tokens.start);
        if hit.found == Found::Metonym && self.gazetteer.grammar.descriptions.opens(word) {
            self.context.describe(word, hit.actor);
        }
    }

    fn office(&self, at: usize) -> Option<Hit> {
        let reader = self.reader;
        let end = reader.sentence_end(at);
        let matches = self.gazetteer.grammar.offices.longest(
            |index| (index < end).then(|| reader.word(index)),
            at,
            |index| slot(self.gazetteer, reader, index, true),
        );
        let first = matches.first()?;
        let (end, own_end, bare) = (first.end, first.own_end, first.slot.is_none());
        if self.is_named_beside(at, end) || !self.is_complete(end, bare) {
            return None;
        }
        let actor = if bare { self.recent_holder(at, &matches)? } else { self.holder(&matches)? };
        let agreement = self.gazetteer.actor(actor).agreement;
        Some(Hit { actor, tokens: at..own_end, found: Found::Phrase, agreement })
    }

    /// The name stands right beside the office: "le ministre russe, Sergueï Lavrov"; it is the mention then, or somebody else is.
    fn is_named_beside(&self, at: usize, end: usize) -> bool {
        let reader = self.reader;
        let comma = |index: usize| usize::from(matches!(reader.text(index), "," | "(" | "–" | "—"));
        let next = end + comma(end);
        let follows = reader.is_name_part(next) && reader.sentence(next) == reader.sentence(at);
        // "Sergueï Lavrov, le chef de la diplomatie russe"
        let before = at.checked_sub(2).filter(|index| comma(*index) == 1);
        let precedes = before.is_some_and(|index| index > 0 && reader.is_name_part(index - 1));
        // "Selon X, le président russe partira": an apposition is closed by a comma, a subject by its verb.
        follows || precedes && !reader.has_morph(end, Pos::Verb, Morph::FINITE)
    }

    /// False when the phrase goes on and means something narrower: "le ministre malien de la Culture", "le président du club".
    fn is_complete(&self, end: usize, bare: bool) -> bool {
        let grammar = &self.gazetteer.grammar;
        let reader = self.reader;
        let word = reader.word(end);
        if grammar.demonyms.contains_key(&word) || grammar.inserts.contains(&word) {
            return false;
        }
        if !grammar.small.of.contains(&word) {
            return !(bare && reader.has(end, Pos::Adj) && !reader.has(end, Pos::Verb));
        }
        // "a demandé au président russe de renoncer": the infinitive belongs to the verb.
        reader.has_morph(end + 1, Pos::Verb, Morph::INF)
    }

    /// Who holds one of the offices of the state or organisation in the slot.
    fn holder(&self, matches: &[Match<'_, OfficeForm>]) -> Option<ActorId> {
        let mut all = Vec::new();
        for found in matches {
            let Some(slot) = &found.slot else { continue };
            for of in &slot.actors {
                let key = (found.value.title.clone(), *of);
                for id in self.gazetteer.grammar.holders.get(&key).into_iter().flatten() {
                    self.collect(&mut all, *id, found.value, Some(*of));
                }
            }
        }
        let named = || all.iter().filter(|(id, _)| self.context.when(*id).is_some());
        if named().next().is_some() {
            return self.only_in_office(named());
        }
        let year = self.context.year()?;
        let mut covering = all.iter().filter(|(_, office)| office.covers(year));
        let only = covering.next().filter(|_| covering.next().is_none())?;
        let rival = all.iter().any(|(id, office)| *id != only.0 && office.may_cover(year) && office.years.is_some());
        (!rival).then_some(only.0)
    }

    fn collect<'g>(
        &'g self,
        all: &mut Vec<(ActorId, &'g Office)>,
        id: ActorId,
        form: &OfficeForm,
        of: Option<ActorId>,
    ) {
        let actor: &Actor = self.gazetteer.actor(id);
        let gender = actor.agreement.map(|agreement| agreement.feminine);
        if form.feminine.is_some() && gender.is_some() && form.feminine != gender {
            return;
        }
        for office in &actor.offices {
            if *office.title == *form.title && of.is_none_or(|of| office.of == of) {
                all.push((id, office));
            }
        }
    }

    /// The only person among the named ones who may be in office when the article appears.
    fn only_in_office<'g>(&self, named: impl Iterator<Item = &'g (ActorId, &'g Office)>) -> Option<ActorId> {
        let mut holders: Vec<ActorId> = named
            .filter(|(_, office)| match self.context.year() {
                Some(year) => office.may_cover(year),
                None => office.is_current(),
            })
            .map(|(id, _)| *id)
            .collect();
        holders.dedup();
        match holders[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// "le ministre", "le chef de l'État": the only holder of such an office that was named shortly before.
    fn recent_holder(&self, at: usize, matches: &[Match<'_, OfficeForm>]) -> Option<ActorId> {
        let mut all = Vec::new();
        for found in matches {
            for id in self.gazetteer.grammar.by_title.get(&found.value.title).into_iter().flatten() {
                if self.context.when(*id).is_some() {
                    self.collect(&mut all, *id, found.value, None);
                }
            }
        }
        let only = self.only_in_office(all.iter())?;
        self.is_recent(only, at).then_some(only)
    }

    fn is_recent(&self, actor: ActorId, at: usize) -> bool {
        let sentence = self.reader.sentence(at);
        if sentence < RECENT && self.headline.contains(&actor) {
            return true;
        }
        let near = |hit: &Hit| hit.tokens.end <= at && self.reader.sentence(hit.tokens.start) + RECENT >= sentence;
        self.names.iter().chain(&self.phrases).any(|hit| hit.actor == actor && near(hit))
    }

    /// "le groupe paramilitaire", "la junte".
    fn description(&self, at: usize) -> Option<Hit> {
        let end = self.reader.sentence_end(at);
        let spelled = |offset: usize| (at + offset < end).then(|| self.reader.word(at + offset));
        let (length, actors) = self.gazetteer.grammar.descriptions.longest(spelled)?;
        let end = at + length;
        let covered =
            self.names.iter().any(|hit| hit.tokens.start <= at && at < hit.tokens.end && hit.tokens.end > end);
        if covered || self.reader.is_name_part(end) || !self.is_complete(end, false) {
            return None;
        }
        let actor = self.described(at, actors)?;
        let agreement = self.agreement_by_article(at);
        Some(Hit { actor, tokens: at..end, found: Found::Phrase, agreement })
    }

    fn described(&self, at: usize, actors: &[ActorId]) -> Option<ActorId> {
        let named: Vec<ActorId> = actors.iter().copied().filter(|id| self.was_named(*id, at)).collect();
        let state = actors.iter().any(|id| self.gazetteer.actor(*id).kind == super::actor::Kind::State);
        if let Some(last) = self.context.described(self.reader.word(at)).filter(|_| state) {
            return Some(last);
        }
        match named[..] {
            [only] if state || self.is_recent(only, at) => Some(only),
            _ => None,
        }
    }

    fn was_named(&self, actor: ActorId, at: usize) -> bool {
        self.headline.contains(&actor) || self.names.iter().any(|hit| hit.actor == actor && hit.tokens.start < at)
    }

    /// Gender and number of a description, from the article before it.
    fn agreement_by_article(&self, at: usize) -> Option<Agreement> {
        let before = at.checked_sub(1)?;
        let told = |morph| self.reader.has_morph(before, Pos::Det, morph);
        let plural = told(Morph::PLUR) && !told(Morph::SING);
        let feminine = told(Morph::FEM) && !told(Morph::MASC);
        let elided = self.reader.case(before) == Case::Lower && self.reader.text(before).ends_with(['\'', '’']);
        (!elided && !plural).then_some(Agreement { feminine, plural })
    }
}
