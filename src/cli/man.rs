//! `man`: the manual page, on the standard output or as one page a command in a folder.

use super::args::{Arguments, Man};
use super::message::{Failure, cannot_write};
use super::output::print;
use clap::CommandFactory;
use std::process::ExitCode;

/// Does it.
///
/// # Errors
/// An output that cannot be written.
pub fn run(arguments: &Man) -> Result<ExitCode, Failure> {
    let command = Arguments::command();
    match &arguments.output {
        Some(folder) => {
            let fail = |error| cannot_write(&folder.display().to_string(), &error);
            std::fs::create_dir_all(folder).map_err(fail)?;
            clap_mangen::generate_to(command, folder).map_err(fail)?;
        }
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(command).render(&mut page).map_err(|error| cannot_write("standard output", &error))?;
            print(&String::from_utf8_lossy(&page))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
