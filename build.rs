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

use compiled::{Compiled, compile, load_french};
use error::Fault;
use lexicon::read_rows;
use serde::Serialize;
use std::path::PathBuf;

fn main() {
    // Cargo runs this again whenever it is compiled anew, which it is when a table changes: they are a part of it.
    println!("cargo::rerun-if-changed=build.rs");
    match shipped() {
        Ok(Compiled { words, lexicon, tables }) => {
            store("words", &words);
            store("lexicon", &lexicon);
            store("tables", &tables);
        }
        Err(fault) => {
            eprintln!("{fault}");
            std::process::exit(1);
        }
    }
}

fn shipped() -> Result<Compiled, Fault> {
    compile(load_french()?, read_rows(&[])?, &[])
}

/// Stores a part where `src/knowledge.rs` takes it from.
fn store(name: &str, part: &impl Serialize) {
    let folder = std::env::var_os("OUT_DIR").expect("cargo names the folder");
    let bytes = postcard::to_stdvec(part).expect("every table can be stored");
    std::fs::write(PathBuf::from(folder).join(name), bytes).expect("the folder can be written to");
}
