//! Compiles the tables under `lexicons/` when the program is built, with the code that compiles those of the user at the start.

#![allow(dead_code, unused_imports)]

#[path = "src/actor/mod.rs"]
mod actor;
#[path = "src/stance/carriers.rs"]
mod carriers;
#[path = "src/compiled.rs"]
mod compiled;
#[path = "src/data.rs"]
mod data;
#[path = "src/error.rs"]
mod error;
#[path = "src/lexicon/mod.rs"]
mod lexicon;
#[path = "src/stance/shifter.rs"]
mod shifter;
#[path = "src/text/mod.rs"]
mod text;

/// What the compiler needs of the room of that name.
mod stance {
    pub use crate::carriers::{Carriers, load_carriers};
    pub use crate::shifter::Shifters;
}

use serde::Serialize;
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    // Whatever this script is made of, tables included, makes cargo run it again when it changes.
    println!("cargo::rerun-if-changed=build.rs");
    let fault = |fault: error::Fault| fault.to_string();
    let rows = lexicon::read_rows(&[]).map_err(fault)?;
    let compiled = compiled::compile(compiled::load_french().map_err(fault)?, rows, &[]).map_err(fault)?;
    store("words", &compiled.words)?;
    store("lexicon", &compiled.lexicon)?;
    store("tables", &compiled.tables)
}

fn store(name: &str, part: &impl Serialize) -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OUT_DIR")?;
    Ok(std::fs::write(Path::new(&folder).join(name), postcard::to_stdvec(part)?)?)
}
