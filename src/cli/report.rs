//! `report`: everything after scoring, from one or many row files.

use super::args::Report;
use super::engine;
use super::manifest::instrument;
use super::message::Failure;
use super::output::OutputFolder;
use super::progress::Progress;
use super::publish::{Made, gathering, publish, some_article};
use super::rows;
use super::settings::Settings;
use super::workspace::Rows;
use crate::error::Fault;
use std::path::Path;
use std::process::ExitCode;

/// Does it. Rows wait on disk: memory grows by some hundred bytes an article.
///
/// # Errors
/// Faults of settings, tables or rows; an output that cannot be written.
pub fn run(arguments: &Report) -> Result<ExitCode, Failure> {
    let Report { rows: paths, output, report, settings, work } = arguments;
    super::check_paths(paths)?;
    let inputs: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
    let folder = OutputFolder::prepare(output, &inputs, Rows::Never)?;
    engine::with_threads(work.threads, || {
        let progress = Progress::new(work.quiet);
        progress.stage("rows", None);
        let (gathered, sources) = rows::gather(paths, gathering(&folder, [0; 32])?, folder.shown())?;
        some_article(&gathered, paths)?;
        let set = Settings::load(settings, report, &rows::common_roots(&gathered, &sources))?;
        let knowledge = engine::load(&set)?;
        // The report names tables and settings: they must be those that the rows were scored with.
        let now = instrument(&set.config, knowledge);
        if sources.iter().any(|source| source.instrument != now) {
            let problem =
                "were scored with other tables, settings or another version of the program than this report has";
            let remedy = "give --config, --actors and --lexicon as they were for “score”, or score again";
            return Err(Fault::new("row files", problem).remedy(remedy).into());
        }
        publish(Made { gathered, sources }, knowledge, &set, report, work, folder, &progress)
    })
}
