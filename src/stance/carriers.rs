//! Nouns through which a judgement reaches their owner ("la politique de X").

use crate::data::{parse_table, shipped};
use crate::error::Fault;
use crate::lexicon::register_noun;
use crate::text::inflect::Irregular;
use crate::text::{LemmaId, Vocabulary};
use rustc_hash::FxHashMap;

/// Nouns through which a judgement reaches their owner, with percent (`lexicons/french/carriers.tsv`).
pub type Carriers = FxHashMap<LemmaId, i64>;

/// Loads the shipped table.
///
/// # Errors
/// A percentage that is none.
pub fn load_carriers(words: &mut Vocabulary, irregular: &Irregular) -> Result<Carriers, Fault> {
    let file = shipped("french/carriers.tsv");
    let mut carriers = Carriers::default();
    for record in parse_table(&file, &["noun", "percent", "note"])? {
        let percent = record.fields[1].parse().ok().filter(|p| (1..=100).contains(p)).ok_or_else(|| {
            Fault::new(&file.name, format!("bad percentage “{}”", record.fields[1]))
                .at_line(record.line)
                .remedy("write a whole number from 1 to 100")
        })?;
        carriers.insert(register_noun(record.fields[0], words, irregular), percent);
    }
    Ok(carriers)
}
