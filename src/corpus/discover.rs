//! Which files are read: folders are walked, what is not read is listed with the reason.

use super::article::Rejected;
use crate::error::Fault;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// How a source is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// A page of plain text: one article.
    Page,
    /// JSON lines: one article a line.
    Records,
    /// Decided by what it begins with: `{` or `[` is JSON.
    ByContent,
}

/// A file to read, or the standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is; `None` for the standard input.
    pub path: Option<PathBuf>,
    /// Its name in every output: the path as given, joined with the path below it, with `/` and without a leading `./`.
    pub name: String,
    /// How it is read.
    pub form: Form,
}

/// What was found under the paths given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Discovered {
    /// What is read, sorted by name.
    pub sources: Vec<Source>,
    /// Files that are left out by rule, with the rule; sorted.
    pub skipped: Vec<Rejected>,
    /// Folders and links that cannot be read; sorted. They belong with the rejected articles.
    pub unreadable: Vec<Rejected>,
}

/// Finds the sources under files and folders; `-` is the standard input. The order of the paths does not matter.
///
/// Folders are walked with their subfolders; a symbolic link that leads back is left out. `.txt`, `.jsonl`, `.ndjson`,
/// `.json` and files without extension are read. Hidden files, README and LICENSE files and all other kinds are
/// listed in [`Discovered::skipped`]; a README that is given by its own name is read.
///
/// # Errors
/// A path that does not exist.
pub fn discover(paths: &[PathBuf]) -> Result<Discovered, Fault> {
    let mut found = Discovered::default();
    // By the file itself, so that two ways to one file give one source: the one with the smaller name.
    let mut files: BTreeMap<PathBuf, Source> = BTreeMap::new();
    for path in paths {
        if path.as_os_str() == "-" {
            if !found.sources.iter().any(|source| source.path.is_none()) {
                found.sources.push(Source { path: None, name: "-".into(), form: Form::ByContent });
            }
        } else if path.is_dir() {
            walk(path, &mut files, &mut found);
        } else if path.exists() {
            add(path, true, &mut files, &mut found);
        } else {
            return Err(Fault::new(path.display().to_string(), "there is no such file or folder").remedy(
                "give the path of a folder of articles, of a .txt or .jsonl file, or - for the standard input",
            ));
        }
    }
    found.sources.extend(files.into_values());
    found.sources.sort_by(|a, b| a.name.cmp(&b.name));
    for list in [&mut found.skipped, &mut found.unreadable] {
        list.sort();
        list.dedup();
    }
    Ok(found)
}

fn walk(root: &Path, files: &mut BTreeMap<PathBuf, Source>, found: &mut Discovered) {
    let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {
                if entry.depth() > 0 && is_hidden(&entry) {
                    found.skipped.push(listed(entry.path(), "hidden folder"));
                    entries.skip_current_dir();
                }
            }
            Ok(entry) => add(entry.path(), false, files, found),
            Err(error) => {
                let path = error.path().unwrap_or(root);
                if error.loop_ancestor().is_some() {
                    found.skipped.push(listed(path, "symbolic link to a folder above it"));
                } else {
                    let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    found.unreadable.push(listed(path, &format!("cannot be read: {reason}")));
                }
            }
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

fn add(path: &Path, named: bool, files: &mut BTreeMap<PathBuf, Source>, found: &mut Discovered) {
    if !path.is_file() {
        return found.skipped.push(listed(path, "not a regular file"));
    }
    let form = match form(path, named) {
        Ok(form) => form,
        Err(reason) => return found.skipped.push(listed(path, reason)),
    };
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let source = Source { path: Some(path.to_owned()), name: name_of(path), form };
    let Some(known) = files.get_mut(&real) else {
        files.insert(real, source);
        return;
    };
    // The same path given twice is no news; another name for the same file is.
    if known.name != source.name {
        let (kept, other) = if known.name < source.name { (known.clone(), source) } else { (source, known.clone()) };
        found.skipped.push(listed(Path::new(&other.name), &format!("the same file as {}", kept.name)));
        *known = kept;
    }
}

/// How a file is read, or why it is not.
fn form(path: &Path, named: bool) -> Result<Form, &'static str> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !named && name.starts_with('.') {
        return Err("hidden file");
    }
    if !named && ["readme", "license", "licence", "copying", "changelog"].iter().any(|start| name.starts_with(start)) {
        return Err("documentation");
    }
    match name.trim_start_matches('.').rsplit_once('.').map(|(_, extension)| extension) {
        None => Ok(Form::ByContent),
        Some("txt" | "text") => Ok(Form::Page),
        Some("jsonl" | "ndjson" | "json") => Ok(Form::Records),
        Some("md" | "markdown") if named => Ok(Form::Page),
        Some("md" | "markdown") => Err("documentation"),
        Some("csv" | "tsv") => Err("table"),
        Some(_) => Err("not a kind of file that is read (.txt, .jsonl, .ndjson, .json, or no extension)"),
    }
}

fn listed(path: &Path, reason: &str) -> Rejected {
    Rejected { source: name_of(path), place: "file".into(), reason: reason.into() }
}

/// The path with `/` between folders and without a leading `./`; what is not Unicode in it is shown as `�`.
fn name_of(path: &Path) -> String {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    let mut name = text.as_str();
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.trim_start_matches('/');
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("b/.cache")).unwrap();
        for name in [
            "z.txt",
            "a.jsonl",
            "b/page",
            "b/.cache/x.txt",
            "b/.hidden.txt",
            "README.md",
            "b/readme.txt",
            "t.csv",
            "i.html",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        folder
    }

    fn names(found: &Discovered, root: &Path) -> Vec<String> {
        let root = name_of(root) + "/";
        found.sources.iter().map(|source| source.name.replace(&root, "")).collect()
    }

    #[test]
    fn folders_are_walked_and_the_rest_is_listed() {
        let folder = folder();
        let found = discover(&[folder.path().to_owned()]).unwrap();
        assert_eq!(names(&found, folder.path()), ["a.jsonl", "b/page", "z.txt"]);
        assert_eq!(found.skipped.len(), 6);
        assert_eq!(found.sources[1].form, Form::ByContent);
    }

    #[test]
    fn the_order_of_paths_and_overlaps_do_not_matter() {
        let folder = folder();
        let (root, inner) = (folder.path().to_owned(), folder.path().join("b"));
        let one = discover(&[root.clone(), inner.clone()]).unwrap();
        assert_eq!(one, discover(&[inner, root.clone()]).unwrap());
        assert_eq!(one.sources.len(), 3);
        let named = discover(&[root.join("README.md"), PathBuf::from("-"), PathBuf::from("-")]).unwrap();
        assert_eq!(named.sources.len(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_end() {
        let folder = folder();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("b/loop")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("z.txt"), folder.path().join("again.txt")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("broken.txt")).unwrap();
        let found = discover(&[folder.path().to_owned()]).unwrap();
        assert_eq!(found.sources.len(), 3);
        assert!(found.skipped.iter().any(|skipped| skipped.reason.contains("link")));
        assert!(found.skipped.iter().any(|skipped| skipped.reason.starts_with("the same file")));
        assert_eq!(found.unreadable.len(), 1);
    }

    #[test]
    fn a_missing_path_is_a_fault_with_a_remedy() {
        let fault = discover(&[PathBuf::from("no/such/folder")]).unwrap_err();
        assert_eq!((fault.file.as_str(), fault.remedy.is_some()), ("no/such/folder", true));
    }

    #[test]
    fn names_use_slashes_and_no_leading_dot() {
        assert_eq!(name_of(Path::new("./corpus/a.txt")), "corpus/a.txt");
        assert_eq!(name_of(Path::new("../corpus/a.txt")), "../corpus/a.txt");
    }
}
