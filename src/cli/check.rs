//! `check`: lexicons, actor tables and the configuration.

use super::args::{Check, ReportArgs, SettingsArgs};
use super::engine;
use super::message::{Failure, clean, reason};
use super::output::print;
use super::settings::{self, Settings};
use crate::actor;
use crate::error::Fault;
use crate::knowledge::Sources;
use crate::lexicon::{self, Finding, Severity};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Does it: what cannot be read at all stops, everything else is listed.
///
/// # Errors
/// A table or settings file that cannot be read.
pub fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    let set = if arguments.paths.is_empty() {
        Settings::load(&SettingsArgs::default(), &ReportArgs::default(), &[])?
    } else {
        named(&arguments.paths)?
    };
    let knowledge = engine::load(&set)?;
    let all = engine::with_threads(arguments.threads, || Ok(engine::check(knowledge, &set.config)))?;
    // When files are named, it is they that are checked: what the shipped data says of itself is left aside.
    let own = |finding: &&Finding| knowledge.own_files.iter().any(|file| file.name == finding.fault.file);
    let findings: Vec<&Finding> =
        if arguments.paths.is_empty() { all.iter().collect() } else { all.iter().filter(own).collect() };
    let mut text: String = findings.iter().map(|finding| told(finding)).collect();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    text.push_str(&format!(
        "{} rows, {} actors: {errors} errors, {} warnings\n",
        knowledge.lexicon.rows().len(),
        knowledge.gazetteer.len(),
        findings.len() - errors
    ));
    print(&text)?;
    Ok(if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn told(finding: &Finding) -> String {
    let fault = &finding.fault;
    let place = fault.line.map_or(fault.file.clone(), |line| format!("{}:{line}", fault.file));
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let remedy = fault.remedy.as_ref().map_or(String::new(), |remedy| format!("\n  remedy: {}", clean(remedy)));
    format!("{severity}: {}: {}{remedy}\n", clean(&place), clean(&fault.problem))
}

/// The settings and tables under the paths; a table is known by its header.
fn named(paths: &[PathBuf]) -> Result<Settings, Failure> {
    let mut set = Settings::default();
    let mut tables = Sources::default();
    for path in paths {
        if path.is_dir() {
            for file in files_of(path)? {
                add(&file, &mut set, &mut tables)?;
            }
        } else {
            add(path, &mut set, &mut tables)?;
        }
    }
    // A settings file names tables of its own, which may also have been named here.
    for (from, to) in [(tables.actors, &mut set.sources.actors), (tables.lexicons, &mut set.sources.lexicons)] {
        to.extend(from.into_iter().filter(|path| !to.contains(path)).collect::<Vec<_>>());
    }
    Ok(set)
}

/// The tables and settings files of a folder, sorted.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let name = folder.display().to_string();
    let entries = std::fs::read_dir(folder).map_err(|error| {
        Fault::new(&name, format!("cannot be read: {}", reason(&error))).remedy("check its permissions")
    })?;
    let known = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "tsv" || extension == "toml");
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|e| e.path())).filter(known).collect();
    files.sort();
    if files.is_empty() {
        return Err(
            Fault::new(&name, "holds no table (.tsv) and no settings file (.toml)").remedy("name another folder")
        );
    }
    Ok(files)
}

fn add(path: &Path, set: &mut Settings, tables: &mut Sources) -> Result<(), Failure> {
    if path.extension().is_some_and(|extension| extension == "toml") {
        *set = settings::read(path)?;
        return Ok(());
    }
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| {
        let fault = Fault::new(&name, format!("cannot be read: {}", reason(&error)));
        fault.remedy("name stance tables, actor tables, folders of them or settings files")
    })?;
    let text = String::from_utf8_lossy(&bytes);
    let header =
        text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let first = header.unwrap_or_default().trim_end_matches('\r').split('\t').next().unwrap_or_default();
    if first == lexicon::HEADER[0] {
        tables.lexicons.push(path.to_path_buf());
    } else if first == actor::HEADER[0] {
        tables.actors.push(path.to_path_buf());
    } else {
        let fault = Fault::new(&name, "is neither a stance table nor an actor table");
        let (stance, actors) = (lexicon::HEADER.join(" ⇥ "), actor::HEADER.join(" ⇥ "));
        return Err(fault
            .remedy(format!("begin it with the header “{stance}” or “{actors}”, tabs between the names"))
            .into());
    }
    Ok(())
}
