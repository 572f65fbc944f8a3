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
use crate::pipeline::Sink;
use crate::spool::Block;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// Rows are written as they come.
struct Rows(Writer);

impl Sink for Rows {
    fn take(&mut self, blocks: Vec<Block>) -> io::Result<()> {
        blocks.iter().try_for_each(|block| self.0.write_block(block))
    }
}

/// Does it. Memory does not grow with the corpus.
///
/// # Errors
/// Faults of settings, tables or input; an output that cannot be written.
pub fn run(arguments: &Score) -> Result<ExitCode, Failure> {
    let Score { paths, output, settings, work } = arguments;
    super::check_paths(paths)?;
    let set = Settings::load(settings, &ReportArgs::default(), &path_roots(paths))?;
    let file = OutputFile::prepare(output, &paths.iter().map(AsRef::as_ref).collect::<Vec<&Path>>())?;
    let shown = file.shown().to_string();
    let (counts, changed) = engine::with_threads(work.threads, || {
        let progress = Progress::new(work.quiet);
        let knowledge = engine::load(&set)?;
        let mut rows = Rows(Writer::new(output, file)?);
        let fail = |error| cannot_write(&shown, &error);
        let begun = std::time::SystemTime::now();
        let counts = engine::score(paths, knowledge, &set.config, &progress, &mut rows)?.map_err(fail)?;
        if counts.articles + counts.rejected == 0 {
            return Err(no_article(paths));
        }
        let (sources, changed) = source_records(paths, &instrument(&set.config, knowledge), begun)?;
        for source in sources {
            rows.0.write(&Line::Source(source)).map_err(fail)?;
        }
        rows.0.commit()?;
        Ok((counts, changed))
    })?;
    if !work.quiet {
        summary::scored(counts.articles, counts.rejected, counts.observations, &shown);
        summary::left_out(counts.skipped);
    }
    summary::changed(&changed);
    Ok(exit_code(counts.rejected, work))
}
