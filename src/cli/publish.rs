//! From rows to the report folder: what `run` and `report` share, so that both give the same bytes.

use super::args::{ReportArgs, WorkArgs};
use super::engine;
use super::manifest::{Counts, Manifest};
use super::message::{Failure, cannot_write};
use super::output::OutputFolder;
use super::progress::Progress;
use super::rows::{SourceRecord, common_roots};
use super::settings::Settings;
use super::summary;
use crate::aggregate::Tables;
use crate::error::Fault;
use crate::knowledge::Knowledge;
use crate::passes::{Files, Gathered, Gathering, Outputs};
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Exit code of a run that is done but had to reject articles, when asked to tell.
const REJECTED: u8 = 3;

/// Rows that wait on disk, and the files that they were made from.
pub struct Made {
    /// The rows.
    pub gathered: Gathered,
    /// Files that were read, sorted by name.
    pub sources: Vec<SourceRecord>,
}

/// Begins the first pass of a report that is to be written to `folder`.
///
/// # Errors
/// What the file system reports.
pub fn gathering(folder: &OutputFolder, instrument: [u8; 32]) -> Result<Gathering, Failure> {
    let work = folder.work();
    let (rows, earlier) = (work.rows(), work.earlier());
    let earlier: Vec<&Path> = earlier.iter().map(AsRef::as_ref).collect();
    let open = || {
        let sketches = work.sketches()?;
        Gathering::new(Files { rows: &rows, earlier: &earlier, sketches, instrument, keyed: work.keeps() })
    };
    open().map_err(|error| cannot_write(folder.shown(), &error))
}

/// Makes the report from rows and puts it in its place.
///
/// # Errors
/// Rows that do not belong together, what the file system reports.
pub fn publish(
    made: Made,
    knowledge: &Knowledge,
    settings: &Settings,
    report: &ReportArgs,
    work: &WorkArgs,
    folder: OutputFolder,
    progress: &Progress,
) -> Result<ExitCode, Failure> {
    let Made { gathered, sources } = made;
    let inputs = common_roots(&gathered, &sources);
    progress.stage("tables", Some(gathered.articles() as u64));
    let outputs = Outputs {
        articles: folder.begin("data/articles.csv")?,
        observations: folder.begin("data/observations.jsonl")?,
    };
    let (tables, settled) = engine::tables(gathered, knowledge, &settings.config, &outputs, progress, folder.shown())?;
    progress.stage("report", None);
    let info = engine::run_info(inputs, knowledge, &settings.config)?;
    engine::render(&tables, &settings.config, &info, &folder.path())
        .map_err(|error| cannot_write(folder.shown(), &error))?;
    folder.write("data/rejected.jsonl", |out| lines(out, settled.rejected()))?;
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
pub fn some_article(gathered: &Gathered, paths: &[PathBuf]) -> Result<(), Failure> {
    if gathered.articles() > 0 {
        return Ok(());
    }
    let (count, Some(first)) = gathered.rejected() else { return Err(no_article(paths)) };
    let problem = match count {
        1 => format!("the only record, {} ({}), could not be read: {}", first.source, first.place, first.reason),
        _ => format!(
            "none of {count} records could be read; the first, {} ({}): {}",
            first.source, first.place, first.reason
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
