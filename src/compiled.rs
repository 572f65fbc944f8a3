//! Everything whose words share one vocabulary: French, the stance lexicon, the actors.
//!
//! The shipped tables are compiled when the program is built: this file is a part of `build.rs` too, which stores what it
//! makes. What the user adds is compiled with them at the start.

use crate::actor::Gazetteer;
use crate::data::{DataFile, records, shipped};
use crate::error::Fault;
use crate::lexicon::{Lexicon, Row, register_adjective, register_noun, register_verb};
use crate::stance::{Carriers, Shifters, load_carriers};
use crate::text::inflect::Irregular;
use crate::text::syntax::Grammar;
use crate::text::{French, Morph, Pos, Vocabulary};
use serde::{Deserialize, Serialize};

/// Compiled tables.
#[derive(Debug)]
pub struct Compiled {
    /// All known word forms.
    pub words: Vocabulary,
    /// The stance lexicon.
    pub lexicon: Lexicon,
    /// The rest.
    pub tables: Tables,
}

/// The smaller tables.
#[derive(Debug, Serialize, Deserialize)]
pub struct Tables {
    /// Grammatical words.
    pub french: French,
    /// Closed lists of the clause analysis.
    pub grammar: Grammar,
    /// Shifter words.
    pub shifters: Shifters,
    /// Nouns that lead to their owner.
    pub carriers: Carriers,
    /// The actors.
    pub gazetteer: Gazetteer,
}

/// Forms and lemmas of the shipped data, rounded up: room for them is made once.
const FORMS: usize = 150_000;
const LEMMAS: usize = 18_000;

/// French: its words, how they inflect, its grammar.
pub type Language = (Vocabulary, Irregular, French);

/// Registers all words, one table after another: their numbers follow that order.
///
/// # Errors
/// The first fault of a table, with file, line and remedy.
pub fn compile(
    (mut words, irregular, french): Language,
    rows: Vec<Row>,
    own_actors: &[DataFile],
) -> Result<Compiled, Fault> {
    let mut lexicon = Lexicon::compile_all(rows, &mut words, &french, &irregular);
    let mut grammar = Grammar::load(&mut words, &irregular)?;
    register_common_words(&mut words, &irregular)?;
    let shifters = Shifters::load(&mut words, &french)?;
    let carriers = load_carriers(&mut words, &irregular)?;
    let mut actor_files = Gazetteer::shipped();
    actor_files.extend(own_actors.iter().cloned());
    let gazetteer = Gazetteer::load(&actor_files, &mut words, &french)?;
    words.freeze();
    lexicon.settle(&words);
    grammar.tagger.settle(&words, &french);
    Ok(Compiled { words, lexicon, tables: Tables { french, grammar, shifters, carriers, gazetteer } })
}

/// The words of grammar and the verbs, and how words inflect.
///
/// # Errors
/// A malformed table.
pub fn load_french() -> Result<Language, Fault> {
    let mut words = Vocabulary::default();
    words.reserve(FORMS, LEMMAS);
    let irregular = Irregular::load()?;
    let french = French::register_with(&mut words, &irregular)?;
    Ok((words, irregular, french))
}

/// Common French words without stance: what they are helps to find phrase limits.
fn register_common_words(words: &mut Vocabulary, irregular: &Irregular) -> Result<(), Fault> {
    let file = shipped("french/words.tsv");
    for record in records(&file.name, &file.text, &["lemma", "pos", "note"])? {
        let record = record?;
        let lemma = record.fields[0];
        match record.fields[1] {
            "v" => {
                register_verb(lemma, words, irregular);
            }
            "n" => {
                register_noun(lemma, words, irregular);
            }
            "a" => {
                register_adjective(lemma, words, irregular);
            }
            "d" => {
                let id = words.lemma(lemma, Pos::Adv);
                words.add(lemma, id, Morph::NONE);
            }
            other => {
                return Err(Fault::new(&file.name, format!("unknown part of speech “{other}”")).at_line(record.line));
            }
        }
    }
    Ok(())
}
