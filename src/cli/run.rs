//! `run`: from a folder of articles to the report.

use super::args::Run;
use super::engine;
use super::manifest::{instrument, program};
use super::message::{Failure, cannot_write};
use super::output::OutputFolder;
use super::progress::Progress;
use super::publish::{Made, gathering, publish, some_article};
use super::rows::{path_roots, source_records};
use super::settings::Settings;
use super::summary;
use super::workspace::Rows;
use std::path::Path;
use std::process::ExitCode;

/// Does it. Rows wait on disk: memory grows by some hundred bytes an article.
///
/// # Errors
/// Faults of settings, tables or input; an output that cannot be written.
pub fn run(arguments: &Run) -> Result<ExitCode, Failure> {
    let Run { paths, output, resume, report, settings, work } = arguments;
    super::check_paths(paths)?;
    let set = Settings::load(settings, report, &path_roots(paths))?;
    let rows = match (resume.resume, resume.no_resume) {
        (true, _) => Rows::Keep,
        (_, true) => Rows::Never,
        _ => Rows::Ordinary,
    };
    let folder = OutputFolder::prepare(output, &paths.iter().map(AsRef::as_ref).collect::<Vec<&Path>>(), rows)?;
    engine::with_threads(work.threads, || {
        let progress = Progress::new(work.quiet);
        let knowledge = engine::load(&set)?;
        let fail = |error| cannot_write(folder.shown(), &error);
        let begun = std::time::SystemTime::now();
        let mut gathering = gathering(&folder, program(&set.config, knowledge))?;
        let counts = engine::score(paths, knowledge, &set.config, &progress, &mut gathering)?.map_err(fail)?;
        let gathered = gathering.finish().map_err(fail)?;
        some_article(&gathered, paths)?;
        let reused = gathered.reused();
        let (sources, changed) = source_records(paths, &instrument(&set.config, knowledge), begun)?;
        let made = Made { gathered, sources };
        let code = publish(made, knowledge, &set, report, work, folder, &progress)?;
        if !work.quiet {
            summary::reused(reused);
            summary::left_out(counts.skipped);
        }
        summary::changed(&changed);
        Ok(code)
    })
}
