//! `score`: the observations only, as a row file.

use super::args::{ReportArgs, Score};
use super::engine;
use super::manifest::instrument;
use super::message::{Failure, cannot_write};
use super::output::OutputFile;
use super::progress::Progress;
use super::publish::{exit_code, no_article};
use super::rows::{Line, Writer, path_roots, source_records};
use super::settings::Settings;
use super::summary;
use crate::stance::Row;
use std::path::Path;
use std::process::ExitCode;

/// Does it. Rows are written as they come: memory does not grow with the corpus.
///
/// # Errors
/// Faults of settings, tables or input; an output that cannot be written.
pub fn run(arguments: &Score) -> Result<ExitCode, Failure> {
    let Score { paths, output, settings, work } = arguments;
    super::check_paths(paths)?;
    let set = Settings::load(settings, &ReportArgs::default(), &path_roots(paths))?;
    let file = OutputFile::prepare(output, &paths.iter().map(AsRef::as_ref).collect::<Vec<&Path>>())?;
    let shown = file.shown().to_string();
    let (mut articles, mut rejected, mut observations, mut left_out) = (0, 0, 0, 0);
    engine::with_threads(work.threads, || {
        let progress = Progress::new(work.quiet);
        let knowledge = engine::load(&set)?;
        let mut writer = Writer::new(output, file)?;
        let mut write = |row| {
            match &row {
                Row::Article(_) => articles += 1,
                Row::Rejected(_) => rejected += 1,
                Row::Observation(_) => observations += 1,
            }
            writer.write(&Line::Row(row))
        };
        let fail = |error| cannot_write(&shown, &error);
        left_out = engine::score(paths, &knowledge, &set.config, &progress, &mut write)?.map_err(fail)?;
        if articles + rejected == 0 {
            return Err(no_article(paths));
        }
        for source in source_records(paths, &instrument(&set.config, &knowledge))? {
            writer.write(&Line::Source(source)).map_err(fail)?;
        }
        writer.commit()
    })?;
    if !work.quiet {
        summary::scored(articles, rejected, observations, &shown);
        summary::left_out(left_out);
    }
    Ok(exit_code(rejected, work))
}
