//! From rows to the report folder: what `run` and `report` share, so that both give the same bytes.

use super::args::{ReportArgs, WorkArgs};
use super::engine;
use super::manifest::{Counts, Manifest};
use super::message::{Failure, cannot_write};
use super::output::OutputFolder;
use super::progress::Progress;
use super::rows::{Loaded, common_roots};
use super::settings::Settings;
use super::summary;
use crate::aggregate::{Assembled, Tables};
use crate::error::Fault;
use crate::knowledge::Knowledge;
use crate::stance::Row;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Exit code of a run that is done but had to reject articles, when asked to tell.
const REJECTED: u8 = 3;

/// Makes the report from rows and puts it in its place.
///
/// # Errors
/// Rows that do not belong together, what the file system reports.
pub fn publish(
    loaded: Loaded,
    knowledge: &Knowledge,
    settings: &Settings,
    report: &ReportArgs,
    work: &WorkArgs,
    folder: OutputFolder,
    progress: &Progress,
) -> Result<ExitCode, Failure> {
    let Loaded { rows, sources } = loaded;
    let inputs = common_roots(&rows, &sources);
    progress.stage("tables", None);
    let (assembled, tables) = engine::tables(rows, knowledge, &settings.config)?;
    progress.stage("report", None);
    let info = engine::run_info(inputs, knowledge, &settings.config)?;
    engine::render(&tables, &settings.config, &info, folder.path())
        .map_err(|error| cannot_write(folder.shown(), &error))?;
    folder.write("data/observations.jsonl", |out| lines(out, observations(&assembled)))?;
    folder.write("data/rejected.jsonl", |out| lines(out, assembled.rejected.iter()))?;
    let counts = count(&tables);
    let manifest = Manifest::new(&settings.config, knowledge, &sources, counts, report.stamp);
    folder.write("manifest.json", |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")
    })?;
    let shown = folder.shown().to_string();
    folder.commit()?;
    if !work.quiet {
        summary::report(&counts, settings.file.as_deref(), &shown);
    }
    Ok(exit_code(counts.rejected, work))
}

/// Done, or done with rejected articles when the user asked to be told so.
pub fn exit_code(rejected: u64, work: &WorkArgs) -> ExitCode {
    if work.strict && rejected > 0 { ExitCode::from(REJECTED) } else { ExitCode::SUCCESS }
}

/// A report on nothing would only hide that something is wrong with the input at `paths`.
///
/// # Errors
/// Rows without any article.
pub fn some_article(rows: &[Row], paths: &[PathBuf]) -> Result<(), Failure> {
    if rows.iter().any(|row| matches!(row, Row::Article(_))) {
        return Ok(());
    }
    let mut rejected = rows.iter().filter_map(|row| match row {
        Row::Rejected(rejected) => Some(rejected),
        _ => None,
    });
    let Some(first) = rejected.next() else { return Err(no_article(paths)) };
    let problem = match rejected.count() {
        0 => format!("the only record, {} ({}), could not be read: {}", first.source, first.place, first.reason),
        more => format!(
            "none of {} records could be read; the first, {} ({}): {}",
            more + 1,
            first.source,
            first.place,
            first.reason
        ),
    };
    let fault = Fault::new(names(paths), problem);
    Err(fault
        .remedy("see with “parallaxe inspect” how each file is read; name columns under [fields] in parallaxe.toml")
        .into())
}

/// The fault of an input without any article.
pub fn no_article(paths: &[PathBuf]) -> Failure {
    Fault::new(names(paths), "no article was found")
        .remedy("see with “parallaxe inspect” what is left out and why, or give other folders or files")
        .into()
}

fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn observations(assembled: &Assembled) -> impl Iterator<Item = &crate::stance::Observation> {
    assembled.articles.iter().flat_map(|article| &article.observations)
}

fn lines<T: Serialize>(out: &mut dyn Write, records: impl Iterator<Item = T>) -> io::Result<()> {
    for record in records {
        serde_json::to_writer(&mut *out, &record)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn count(tables: &Tables) -> Counts {
    let corpus = &tables.corpus;
    Counts {
        articles: corpus.read,
        analysed: corpus.analysed,
        other_language: corpus.other_language.iter().map(|(_, n)| n).sum(),
        duplicates: corpus.duplicates,
        rejected: corpus.rejected,
        observations: corpus.observations,
        scored: corpus.scored,
        actors: tables.actors.len() as u64,
    }
}
