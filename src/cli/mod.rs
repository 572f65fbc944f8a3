//! The command line: one file per subcommand, arguments to validated settings, messages, exit codes, progress.
//!
//! ```text
//! args ─▶ settings ─▶ run, score, report, explain, inspect, evaluate, check ─▶ output, summary, message
//!                                       │
//!                                    engine (the only file that calls the measuring parts)
//! ```

mod args;
mod check;
mod completions;
mod engine;
mod evaluate;
mod explain;
mod gold;
mod inspect;
mod lock;
mod man;
mod manifest;
mod message;
mod output;
mod progress;
mod publish;
mod report;
mod rows;
mod run;
mod score;
mod settings;
mod summary;
mod workspace;

use crate::error::Fault;
use args::{Arguments, Command};
use clap::Parser;
use message::Failure;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Runs the program with these arguments, the program's own name first.
///
/// Exit codes: 0 done; 1 the input or the configuration is wrong, or the run failed; 2 wrong usage; 3 done, but articles
/// were rejected (only with `--strict`).
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let parsed = match Arguments::try_parse_from(with_command(arguments.into_iter().collect())) {
        Ok(parsed) => parsed,
        Err(error) => {
            // Help and version come this way too; nobody may be reading them.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let done = match &parsed.command {
        Command::Run(arguments) => run::run(arguments),
        Command::Score(arguments) => score::run(arguments),
        Command::Report(arguments) => report::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Evaluate(arguments) => evaluate::run(arguments),
        Command::Inspect(arguments) => inspect::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
        Command::Man(arguments) => man::run(arguments),
    };
    match done {
        Ok(code) => code,
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            message::tell(&failure);
            ExitCode::FAILURE
        }
    }
}

/// Without a command, `run` is meant: nothing at all, or options only.
fn with_command(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let first = arguments.get(1).map(|first| first.to_string_lossy().into_owned());
    let about_itself = |first: &str| matches!(first, "-h" | "--help" | "-V" | "--version");
    if first.is_none_or(|first| first.starts_with('-') && !about_itself(&first)) {
        arguments.insert(1.min(arguments.len()), "run".into());
    }
    arguments
}

/// Every path must exist before any work is done.
fn check_paths(paths: &[PathBuf]) -> Result<(), Failure> {
    let missing = |path: &&PathBuf| path.as_os_str() != "-" && !path.exists();
    let faults: Vec<Fault> = paths
        .iter()
        .filter(missing)
        .map(|path| {
            Fault::new(path.display().to_string(), "does not exist").remedy("check the path, and the folder you are in")
        })
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(faults.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(given: &[&str], expected: &[&str]) {
        let given: Vec<OsString> = given.iter().map(OsString::from).collect();
        assert_eq!(with_command(given), expected.iter().map(OsString::from).collect::<Vec<_>>());
    }

    #[test]
    fn run_is_meant_when_no_command_is_given() {
        check(&["parallaxe"], &["parallaxe", "run"]);
        check(&["parallaxe", "--lang", "en"], &["parallaxe", "run", "--lang", "en"]);
        check(&["parallaxe", "--help"], &["parallaxe", "--help"]);
        check(&["parallaxe", "-V"], &["parallaxe", "-V"]);
        check(&["parallaxe", "check"], &["parallaxe", "check"]);
        check(&["parallaxe", "chekc"], &["parallaxe", "chekc"]);
    }
}
