//! `run`: from a folder of articles to the report.

use super::args::Run;
use super::engine;
use super::manifest::instrument;
use super::message::{Failure, cannot_write};
use super::output::OutputFolder;
use super::progress::Progress;
use super::publish::{publish, some_article};
use super::rows::{Loaded, path_roots, source_records};
use super::settings::Settings;
use super::summary;
use std::path::Path;
use std::process::ExitCode;

/// Does it.
///
/// # Errors
/// Faults of settings, tables or input; an output that cannot be written.
pub fn run(arguments: &Run) -> Result<ExitCode, Failure> {
    let Run { paths, output, report, settings, work } = arguments;
    super::check_paths(paths)?;
    let set = Settings::load(settings, report, &path_roots(paths))?;
    let folder = OutputFolder::prepare(output, &paths.iter().map(AsRef::as_ref).collect::<Vec<&Path>>())?;
    engine::with_threads(work.threads, || {
        let progress = Progress::new(work.quiet);
        let knowledge = engine::load(&set)?;
        let mut rows = Vec::new();
        let mut keep = |row| {
            rows.push(row);
            Ok(())
        };
        let left_out = engine::score(paths, &knowledge, &set.config, &progress, &mut keep)?
            .map_err(|error| cannot_write("memory", &error))?;
        some_article(&rows, paths)?;
        let sources = source_records(paths, &instrument(&set.config, &knowledge))?;
        let code = publish(Loaded { rows, sources }, &knowledge, &set, report, work, folder, &progress)?;
        if !work.quiet {
            summary::left_out(left_out);
        }
        Ok(code)
    })
}
