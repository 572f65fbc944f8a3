//! The gazetteer: who can be mentioned, compiled from the actor files.

use super::actor::{Actor, Agreement, Kind};
use super::compile::{self, Row};
use super::grammar::Grammar;
use super::mention::ActorId;
use super::names::Name;
use super::trie::Trie;
use crate::data::{DataFile, parse_table, shipped_tables};
use crate::error::Fault;
use crate::text::{French, Vocabulary, WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// The header of every actor file.
pub const HEADER: [&str; 8] = ["name", "kind", "gender", "aliases", "metonyms", "phrases", "not", "note"];

/// Actors with their compiled names and the grammar of referring to them. Built once, shared by reference.
///
/// ```
/// use parallaxe::actor::{Context, Gazetteer};
/// use parallaxe::text::{French, Vocabulary, analyse};
/// let mut words = Vocabulary::default();
/// let french = French::register(&mut words).unwrap();
/// let gazetteer = Gazetteer::load(&Gazetteer::shipped(), &mut words, &french).unwrap();
/// words.freeze();
/// let doc = analyse("Le Mali a remercié Moscou.", &words, &french);
/// let names = gazetteer.find(&doc, &words, &french, &mut Context::default());
/// let found: Vec<&str> = names.mentions.iter().map(|m| gazetteer.actor(m.actor).name.as_str()).collect();
/// assert_eq!(found, ["Mali", "Russie"]);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gazetteer {
    pub(super) actors: Vec<Actor>,
    pub(super) by_name: FxHashMap<String, ActorId>,
    pub(super) names: Trie<Name>,
    pub(super) grammar: Grammar,
    /// Names of one word that count wherever they stand with their capital: for [`Gazetteer::audit`].
    pub(super) bare: Vec<(ActorId, WordId)>,
    /// The words that a name, a head or an office begins with, and those that refer to somebody: the question asked of every token.
    stirs: WordSet,
}

impl Gazetteer {
    /// The shipped actor files.
    pub fn shipped() -> Vec<DataFile> {
        shipped_tables("actors")
    }

    /// Compiles actor files, the shipped ones and the user's alike, and registers the words of all names.
    ///
    /// # Errors
    /// A malformed table, an unknown kind or gender, a name declared twice, a name that belongs to two actors, an office
    /// of an unknown actor: with file, line and remedy.
    pub fn load(files: &[DataFile], words: &mut Vocabulary, french: &French) -> Result<Gazetteer, Fault> {
        let mut actors = Vec::new();
        let mut by_name = FxHashMap::default();
        let mut rows = Vec::new();
        for file in files {
            for record in parse_table(file, &HEADER)? {
                let actor = read_actor(file, record.line, &record.fields)?;
                let id = ActorId(actors.len() as u32);
                if let Some(ActorId(first)) = by_name.insert(actor.name.clone(), id) {
                    let first: &Actor = &actors[first as usize];
                    let place = format!("{}:{}", first.file, first.line);
                    return Err(Fault::new(
                        &file.name,
                        format!("“{}” is declared twice, first in {place}", actor.name),
                    )
                    .at_line(record.line)
                    .remedy("keep one of the two rows, or give the other actor another name"));
                }
                actors.push(actor);
                rows.push(Row { id, file, line: record.line, fields: record.fields });
            }
        }
        let mut gazetteer = Gazetteer {
            actors,
            by_name,
            names: Trie::default(),
            grammar: Grammar::default(),
            bare: Vec::new(),
            stirs: WordSet::default(),
        };
        gazetteer.grammar = Grammar::load(&gazetteer, words, french)?;
        compile::compile(&mut gazetteer, &rows, words, french)?;
        let Gazetteer { names, grammar, .. } = &mut gazetteer;
        let pronouns = grammar.small.pronouns.iter().map(|(pronoun, _)| *pronoun);
        let phrases = grammar.offices.first_words().chain(grammar.descriptions.first_words());
        let refers: Vec<WordId> = pronouns.chain(phrases).collect();
        let begins = names.first_words().chain(grammar.heads.first_words()).chain(grammar.offices.first_words());
        let stirs = begins.chain(refers.iter().copied()).collect();
        grammar.refers = refers.into_iter().collect();
        gazetteer.stirs = stirs;
        Ok(gazetteer)
    }

    /// True when a name, a head or an office begins with the word.
    #[inline]
    pub(super) fn begins(&self, word: WordId) -> bool {
        self.names.opens(word) || self.grammar.heads.opens(word) || self.grammar.offices.opens(word)
    }

    /// True when the word begins one of these or refers to somebody.
    #[inline]
    pub(super) fn stirs(&self, word: WordId) -> bool {
        self.stirs.contains(word)
    }

    /// The actor behind an id that this gazetteer gave.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.0 as usize]
    }

    /// The actor with that main name.
    pub fn find_by_name(&self, name: &str) -> Option<ActorId> {
        self.by_name.get(name).copied()
    }

    /// All actors, in the order of the files.
    pub fn actors(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        self.actors.iter().enumerate().map(|(index, actor)| (ActorId(index as u32), actor))
    }

    /// How many actors are known.
    pub fn len(&self) -> usize {
        self.actors.len()
    }

    /// True when no actor is known.
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty()
    }
}

fn read_actor(file: &DataFile, line: usize, fields: &[&str]) -> Result<Actor, Fault> {
    let fault = |problem: String, remedy: &str| Fault::new(&file.name, problem).at_line(line).remedy(remedy);
    let [name, kind, gender, .., note] = fields else {
        return Err(fault("the row has too few fields".into(), "write a name and a kind at least"));
    };
    if name.is_empty() {
        return Err(fault("the name is empty".into(), "write the actor's main name in the first column"));
    }
    let kind = Kind::parse(kind).ok_or_else(|| {
        let all: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        fault(format!("unknown kind “{kind}”"), &format!("write one of: {}", all.join(", ")))
    })?;
    let agreement = Agreement::parse(gender);
    if agreement.is_none() && !gender.is_empty() {
        return Err(fault(format!("unknown gender “{gender}”"), "write m, f, mp or fp, or leave the field empty"));
    }
    Ok(Actor {
        name: (*name).to_owned(),
        kind,
        agreement,
        offices: Vec::new(),
        note: (*note).to_owned(),
        file: file.name.clone(),
        line,
    })
}
