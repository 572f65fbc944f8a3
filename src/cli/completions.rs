//! `completions`: the completions of a shell, on the standard output.

use super::args::{Arguments, Completions};
use super::message::Failure;
use super::output::print;
use clap::CommandFactory;
use std::process::ExitCode;

/// Does it.
///
/// # Errors
/// A standard output that cannot be written.
pub fn run(arguments: &Completions) -> Result<ExitCode, Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "parallaxe", &mut bytes);
    print(&String::from_utf8_lossy(&bytes))?;
    Ok(ExitCode::SUCCESS)
}
