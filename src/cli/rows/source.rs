//! The files a run read, as row files and the manifest name them.

use crate::corpus;
use crate::error::Fault;
use crate::passes::Gathered;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceRecord {
    /// Its name in all outputs.
    pub source: String,
    /// Its size; `None` for the standard input, which is gone once it is read, and for files that cannot be read.
    pub bytes: Option<u64>,
    /// Hash of its bytes, hexadecimal.
    pub blake3: Option<String>,
    /// Hash of everything that decided how its articles were scored.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub instrument: String,
}

/// The files under the paths, hashed; sorted by name. Besides, the names of those that were changed after `begun`, while they
/// may have been read.
///
/// # Errors
/// A path that does not exist.
pub fn source_records(
    paths: &[PathBuf],
    instrument: &str,
    begun: SystemTime,
) -> Result<(Vec<SourceRecord>, Vec<String>), Fault> {
    use rayon::prelude::*;
    let found = corpus::discover(paths)?;
    let mut records: Vec<SourceRecord> = found
        .sources
        .par_iter()
        .map(|source| {
            let hashed = source.path.as_deref().and_then(|path| hash(path).ok());
            SourceRecord {
                source: source.name.clone(),
                bytes: hashed.as_ref().map(|(bytes, _)| *bytes),
                blake3: hashed.map(|(_, hash)| hash),
                instrument: instrument.to_string(),
            }
        })
        .collect();
    records.sort();
    // A file dated in the future says nothing of what happened now.
    let now = SystemTime::now();
    let changed = |source: &&corpus::Source| {
        let written = source.path.as_deref().and_then(|path| path.metadata().ok()?.modified().ok());
        written.is_some_and(|written| written > begun && written <= now)
    };
    Ok((records, found.sources.iter().filter(changed).map(|source| source.name.clone()).collect()))
}

fn hash(path: &Path) -> io::Result<(u64, String)> {
    let mut hasher = blake3::Hasher::new();
    io::copy(&mut std::fs::File::open(path)?, &mut hasher)?;
    Ok((hasher.count(), hasher.finalize().to_hex().to_string()))
}

/// Rows of different instruments must not be mixed: a difference between outlets could then be one between lexicons.
pub fn same_instrument(sources: &[SourceRecord]) -> Result<(), Fault> {
    let Some(first) = sources.first() else { return Ok(()) };
    match sources.iter().find(|source| source.instrument != first.instrument) {
        None => Ok(()),
        Some(other) => {
            let problem = format!(
                "“{}” and “{}” were scored with other tables, settings or versions of the program",
                first.source, other.source
            );
            Err(Fault::new("row files", problem)
                .remedy("score all parts anew with the same program, lexicons and settings"))
        }
    }
}

/// The folders that the sources of the rows stand in, shortened to what they share: what the report names as its input.
/// It depends on the sources alone, so that a report from row files says the same as the run that wrote them.
pub fn common_roots(gathered: &Gathered, sources: &[SourceRecord]) -> Vec<String> {
    roots(&sources.iter().map(|source| source.source.as_str()).chain(gathered.sources()).collect())
}

/// The same for paths given on the command line.
pub fn path_roots(paths: &[PathBuf]) -> Vec<String> {
    let names: Vec<String> = paths.iter().map(|path| path.to_string_lossy().replace('\\', "/")).collect();
    roots(&names.iter().map(|name| name.trim_start_matches("./").trim_end_matches('/')).collect())
}

fn roots(names: &BTreeSet<&str>) -> Vec<String> {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for name in names {
        let parts: Vec<&str> = name.split('/').collect();
        match groups.iter_mut().find(|group| shared(group, &parts) > usize::from(name.starts_with('/'))) {
            Some(group) => group.truncate(shared(group, &parts)),
            None => groups.push(parts),
        }
    }
    groups.into_iter().map(|parts| parts.join("/")).collect()
}

/// How many leading parts two paths share.
fn shared(a: &[&str], b: &[&str]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: &[&str]) {
        assert_eq!(roots(&names.iter().copied().collect()), expected);
    }

    #[test]
    fn the_shared_folder_is_named() {
        check(&["corpus/a/x.txt", "corpus/b.jsonl"], &["corpus"]);
        check(&["corpus/a/x.txt", "corpus/a/y.txt"], &["corpus/a"]);
        check(&["corpus/a/x.txt"], &["corpus/a/x.txt"]);
        assert_eq!(path_roots(&["./corpus/".into(), "corpus/a".into()]), ["corpus"]);
        check(&["/data/x.txt", "/data/y.txt"], &["/data"]);
    }

    #[test]
    fn without_a_shared_folder_each_is_named() {
        check(&["press/x.txt", "radio/y.txt", "press/z.txt"], &["press", "radio/y.txt"]);
        check(&["-"], &["-"]);
        check(&["/a/x", "/b/y"], &["/a/x", "/b/y"]);
        check(&[], &[]);
    }
}
