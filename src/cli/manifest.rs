//! `manifest.json`: what a report was made with. The same input and settings give the same bytes; the time of the run
//! is written only when it is asked for.

use super::rows::SourceRecord;
use crate::config::Config;
use crate::data::{self, DataFile};
use crate::knowledge::Knowledge;
use serde::{Deserialize, Serialize};
use std::path::Path;

const PROGRAM: &str = "parallaxe";

/// What the report counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Articles read.
    pub articles: u64,
    /// Of these, counted in the tables.
    pub analysed: u64,
    /// Of these, in another language.
    pub other_language: u64,
    /// Of these, repeats within one outlet.
    pub duplicates: u64,
    /// Records that could not be read.
    pub rejected: u64,
    /// Mentions of actors in counted articles.
    pub observations: u64,
    /// Of these, with a cue.
    pub scored: u64,
    /// Actors with at least one mention.
    pub actors: u64,
}

#[derive(Serialize)]
struct Hashed {
    file: String,
    blake3: String,
}

/// The manifest.
#[derive(Serialize)]
pub struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    settings: &'a Config,
    /// Hash of the shipped language data.
    shipped: String,
    /// The user's own tables.
    tables: Vec<Hashed>,
    /// The files that were read, with their hashes.
    inputs: &'a [SourceRecord],
    counts: Counts,
    #[serde(skip_serializing_if = "Option::is_none")]
    stamp: Option<String>,
}

impl<'a> Manifest<'a> {
    /// The manifest of a report; `stamp` adds the present time.
    pub fn new(
        config: &'a Config,
        knowledge: &Knowledge,
        inputs: &'a [SourceRecord],
        counts: Counts,
        stamp: bool,
    ) -> Self {
        let mut tables: Vec<Hashed> = knowledge.own_files.iter().map(hashed).collect();
        tables.sort_by(|a, b| a.file.cmp(&b.file));
        Self {
            program: PROGRAM,
            version: env!("CARGO_PKG_VERSION"),
            settings: config,
            shipped: shipped_hash(),
            tables,
            inputs,
            counts,
            stamp: stamp.then(|| jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        }
    }
}

fn hashed(file: &DataFile) -> Hashed {
    Hashed { file: file.name.replace('\\', "/"), blake3: blake3::hash(file.text.as_bytes()).to_hex().to_string() }
}

fn shipped_hash() -> String {
    let mut hasher = blake3::Hasher::new();
    for (name, bytes) in data::shipped_files() {
        hasher.update(name.as_bytes()).update(&[0]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }
    hasher.finalize().to_hex().to_string()
}

/// One hash of everything that decides how a text is scored: version, tables, and the settings that scoring reads.
pub fn instrument(config: &Config, knowledge: &Knowledge) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    };
    add(env!("CARGO_PKG_VERSION"));
    add(&shipped_hash());
    for file in &knowledge.own_files {
        add(&file.text);
    }
    add(if config.references { "references" } else { "" });
    for (prefix, outlet) in &config.outlets {
        add(prefix);
        add(outlet);
    }
    for (field, names) in &config.fields {
        add(field);
        names.iter().for_each(|name| add(name));
    }
    add(&config.reference_date.map(|date| date.to_string()).unwrap_or_default());
    hasher.finalize().to_hex()[..16].to_string()
}

/// One hash of everything that decides which rows come of a unit: the program itself, the user's tables, and the settings that
/// scoring reads. Finer than [`instrument`]: a program that was built anew is another one, whatever its version says.
pub fn program(config: &Config, knowledge: &Knowledge) -> [u8; 32] {
    // Every setting is named, so that a new one cannot be forgotten.
    let Config {
        title: _,
        lang: _,
        by: _,
        copies: _,
        threshold: _,
        resamples: _,
        seed: _,
        min_articles: _,
        main_actors: _,
        actors: _,
        outlets,
        fields,
        reference_date,
        references,
    } = config;
    let own: Vec<(&str, &str)> = knowledge.own_files.iter().map(|file| (&*file.name, &*file.text)).collect();
    let settings = serde_json::to_vec(&(own, outlets, fields, reference_date, references)).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(settings.len() as u64).to_le_bytes()).update(&settings);
    // Where the program cannot read itself its rows are known by its time: no other run will find them.
    let itself = std::env::current_exe().and_then(|path| hasher.update_reader(std::fs::File::open(path)?).map(|_| ()));
    if itself.is_err() {
        hasher.update(format!("{:?} {}", std::time::SystemTime::now(), std::process::id()).as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// True for a manifest that this program wrote.
pub fn is_ours(path: &Path) -> bool {
    #[derive(Deserialize)]
    struct Known {
        program: String,
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str::<Known>(&text).is_ok_and(|known| known.program == PROGRAM)
}
