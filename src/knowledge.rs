//! Everything the program knows, compiled once and shared by reference: French, actors, stance lexicon, outlets.

use crate::actor::{Found, Gazetteer, Mention};
use crate::compiled::{Compiled, Tables, compile, load_french};
use crate::data::DataFile;
use crate::error::Fault;
use crate::lexicon::{Lexicon, read_rows};
use crate::stance::{Carriers, Engine, Shifters, Without};
use crate::text::syntax::Grammar;
use crate::text::{Document, French, Vocabulary, analyse};
use std::path::{Path, PathBuf};

/// The user's own data files, added to the shipped ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// Actor tables.
    pub actors: Vec<PathBuf>,
    /// Folders of stance tables (`*.tsv`), or single tables.
    pub lexicons: Vec<PathBuf>,
    /// Registries of outlets, in the form of `lexicons/outlets.toml`.
    pub outlets: Vec<PathBuf>,
}

/// Compiled knowledge.
#[derive(Debug)]
pub struct Knowledge {
    /// All known word forms.
    pub words: Vocabulary,
    /// Grammatical words.
    pub french: French,
    /// Closed lists of the clause analysis.
    pub grammar: Grammar,
    /// The stance lexicon.
    pub lexicon: Lexicon,
    /// Shifter words.
    pub shifters: Shifters,
    /// Nouns that lead to their owner.
    pub carriers: Carriers,
    /// The actors.
    pub gazetteer: Gazetteer,
    /// Outlets, furniture, dates.
    pub pages: crate::corpus::Knowledge,
    /// The user's files as read, for the manifest.
    pub own_files: Vec<DataFile>,
}

impl Knowledge {
    /// Compiles the shipped data and the user's files.
    ///
    /// # Errors
    /// The first fault of a table, with file, line and remedy.
    pub fn load(sources: &Sources) -> Result<Self, Fault> {
        let own_actors = sources.actors.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
        let own_rows = tables(&sources.lexicons)?;
        let own_outlets = own_outlets(sources)?;
        // What is independent is done side by side.
        let compiled = || match own_rows.is_empty() && own_actors.is_empty() {
            true => Ok(shipped()),
            false => with_own(&own_rows, &own_actors),
        };
        let (compiled, pages) = rayon::join(compiled, || crate::corpus::Knowledge::load(&own_outlets));
        let Compiled { words, lexicon, tables } = compiled?;
        let Tables { french, grammar, shifters, carriers, gazetteer } = tables;
        let own_files = own_actors.into_iter().chain(own_rows).chain(own_outlets).collect();
        Ok(Self { words, french, grammar, lexicon, shifters, carriers, gazetteer, pages: pages?, own_files })
    }

    /// The scoring engine over this knowledge.
    pub fn engine(&self) -> Engine<'_> {
        Engine {
            words: &self.words,
            french: &self.french,
            grammar: &self.grammar,
            lexicon: &self.lexicon,
            shifters: &self.shifters,
            carriers: &self.carriers,
            gazetteer: &self.gazetteer,
            without: Without::none(),
        }
    }

    /// The name of whoever holds a stance: the actor's when the words are a mention of one, else the words.
    pub fn holder_name(&self, doc: &Document, mentions: &[Mention], tokens: std::ops::Range<u32>) -> String {
        let known = mentions.iter().find(|m| m.tokens.start < tokens.end && tokens.start < m.tokens.end);
        match known {
            // A palace or a capital speaks for a part of its state only: its own words stay.
            Some(m) if m.found != Found::Metonym && self.is_head(doc, m, &tokens) => {
                self.gazetteer.actor(m.actor).name.clone()
            }
            _ => doc.span_of(tokens).of(doc.text).to_string(),
        }
    }

    /// A short mention inside a longer phrase ("ministre de la Défense du Mali", "proches de X") is not its head, and "le camp
    /// Diarra" is not Diarra.
    fn is_head(&self, doc: &Document, mention: &Mention, phrase: &std::ops::Range<u32>) -> bool {
        let own = &mention.tokens;
        if own.start <= phrase.start {
            return true;
        }
        let before = doc.tokens[own.start as usize - 1].word;
        let inside = self.french.is_house_noun(before) || self.french.is_preposition(before);
        !inside && own.end - own.start >= (phrase.end - phrase.start) / 2
    }

    /// Analyses a text.
    pub fn analyse<'t>(&self, text: &'t str) -> Document<'t> {
        analyse(text, &self.words, &self.french)
    }
}

/// The shipped tables, which `build.rs` compiled and stored in three parts.
fn shipped() -> Compiled {
    macro_rules! stored {
        ($part:literal) => {
            postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/", $part))).expect("build.rs wrote it")
        };
    }
    let (lexicon, (words, tables)) = rayon::join(|| stored!("lexicon"), || (stored!("words"), stored!("tables")));
    Compiled { words, lexicon, tables }
}

/// The shipped tables and those of the user, compiled together.
fn with_own(rows: &[DataFile], actors: &[DataFile]) -> Result<Compiled, Fault> {
    let (language, rows) = rayon::join(load_french, || read_rows(rows));
    compile(language?, rows?, actors)
}

fn own_outlets(sources: &Sources) -> Result<Vec<DataFile>, Fault> {
    sources.outlets.iter().map(|path| read(path)).collect()
}

/// Only what the readers of articles need.
///
/// # Errors
/// A registry of the user that cannot be read.
pub fn pages(sources: &Sources) -> Result<crate::corpus::Knowledge, Fault> {
    crate::corpus::Knowledge::load(&own_outlets(sources)?)
}

/// Reads a file of the user's.
fn read(path: &Path) -> Result<DataFile, Fault> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Fault::new(&name, format!("cannot be read: {error}")).remedy("check the path; the file must be UTF-8 text")
    })?;
    Ok(DataFile { name, text: text.into() })
}

/// All tables named or found in the folders named, sorted by path.
fn tables(paths: &[PathBuf]) -> Result<Vec<DataFile>, Fault> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let name = path.display().to_string();
            let entries = std::fs::read_dir(path).map_err(|error| {
                Fault::new(&name, format!("cannot be read: {error}")).remedy("check its permissions")
            })?;
            let mut inside: Vec<PathBuf> = entries
                .filter_map(|entry| entry.ok().map(|e| e.path()))
                .filter(|p| p.extension().is_some_and(|e| e == "tsv"))
                .collect();
            if inside.is_empty() {
                return Err(
                    Fault::new(&name, "holds no *.tsv table").remedy("name a folder with stance tables, or a table")
                );
            }
            inside.sort();
            files.extend(inside);
        } else {
            files.push(path.clone());
        }
    }
    files.iter().map(|path| read(path)).collect()
}

/// A mention given by its place in a text instead of the gazetteer: gold items, examples of the lexicon.
///
/// Returns `None` when the bytes touch no token.
pub fn mention_at(doc: &Document, target: std::ops::Range<usize>) -> Option<Mention> {
    use crate::actor::{ActorId, Found};
    use crate::text::Span;
    let span = Span::new(target.start, target.end);
    let first = doc.tokens.partition_point(|t| t.span.end <= span.start) as u32;
    let end = doc.tokens.partition_point(|t| t.span.start < span.end) as u32;
    (first < end).then(|| Mention {
        actor: ActorId(u32::MAX),
        tokens: first..end,
        span,
        sentence: doc.sentence_of(first) as u32,
        found: Found::Name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Context;

    #[test]
    fn the_stored_tables_are_those_that_the_compiler_makes() {
        let made = compile(load_french().unwrap(), read_rows(&[]).unwrap(), &[]).unwrap();
        let stored = shipped();
        assert!(postcard::to_stdvec(&made.words) == postcard::to_stdvec(&stored.words));
        // Maps are written in the order in which they were filled, so the bytes themselves are compared.
        assert!(postcard::to_stdvec(&made.lexicon).unwrap() == include_bytes!(concat!(env!("OUT_DIR"), "/lexicon")));
        assert!(postcard::to_stdvec(&made.tables).unwrap() == include_bytes!(concat!(env!("OUT_DIR"), "/tables")));
    }

    #[test]
    fn a_holder_is_an_actor_when_its_head_is() {
        let knowledge = Knowledge::load(&Sources::default()).unwrap();
        let named = |phrase: &str| {
            let doc = knowledge.analyse(phrase);
            let mut context = Context::default();
            let names = knowledge.gazetteer.find(&doc, &knowledge.words, &knowledge.french, &mut context);
            knowledge.holder_name(&doc, &names.mentions, 0..doc.tokens.len() as u32)
        };
        assert_eq!(named("président Emmanuel Macron"), "Emmanuel Macron");
        assert_eq!(named("Emmanuel Macron"), "Emmanuel Macron");
        assert_eq!(named("proches d'Emmanuel Macron"), "proches d'Emmanuel Macron");
        assert_eq!(named("porte-parole de l'ONU"), "porte-parole de l'ONU");
    }
}
