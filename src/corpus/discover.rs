//! Which files are read: folders are walked, what is not read is listed with the reason.

use super::article::Rejected;
use crate::error::Fault;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// A file to read, or the standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is; `None` for the standard input.
    pub path: Option<PathBuf>,
    /// Its name in every output: the path as given, joined with the path below it, with `/` and without a leading `./`.
    pub name: String,
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
/// Folders are walked with their subfolders; a symbolic link that leads back is left out. Hidden files, README and LICENSE
/// files, the resources of saved pages and files whose extension says that they are no articles are listed in
/// [`Discovered::skipped`]; a file that is given by its own name is read whatever it is called.
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
                found.sources.push(Source { path: None, name: "-".into() });
            }
        } else if path.is_dir() {
            walk(path, &mut files, &mut found);
        } else if path.exists() {
            add(path, true, &mut files, &mut found);
        } else {
            return Err(Fault::new(path.display().to_string(), "there is no such file or folder").remedy(
                "give the path of a folder of articles, of a file with articles, or - for the standard input",
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
                let name = entry.file_name().to_string_lossy();
                if let Some(reason) = left_out_folder(&name).filter(|_| entry.depth() > 0) {
                    found.skipped.push(listed(entry.path(), reason));
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

fn add(path: &Path, named: bool, files: &mut BTreeMap<PathBuf, Source>, found: &mut Discovered) {
    if !path.is_file() {
        return found.skipped.push(listed(path, "not a regular file"));
    }
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if let Some(reason) = left_out_file(&file).filter(|_| !named) {
        return found.skipped.push(listed(path, reason));
    }
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let source = Source { path: Some(path.to_owned()), name: name_of(path) };
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

/// Why a folder is not walked.
fn left_out_folder(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    if name.starts_with('.') || name == "__MACOSX" {
        return Some("hidden folder");
    }
    // What browsers save beside a page, in the languages in which they name it.
    let resources = ["_files", "_fichiers", "_file", "-dateien", "_archivos"].iter().any(|end| lower.ends_with(end));
    resources.then_some("resources of a saved page")
}

/// Why a file that was not given by its name is not read.
fn left_out_file(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    if name.starts_with('.') {
        return Some("hidden file");
    }
    if ["readme", "license", "licence", "copying", "changelog"].iter().any(|start| name.starts_with(start)) {
        return Some("documentation");
    }
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("md" | "markdown") => Some("documentation"),
        Some("toml" | "ini" | "cfg" | "yml" | "yaml" | "lock") => Some("settings"),
        // Anything that is not too long to be an extension says what the file is; "M. Untel" is no extension.
        Some(extension) if !READ.contains(&extension) && is_extension(extension) => {
            Some("not a kind of file that is read")
        }
        _ => None,
    }
}

fn is_extension(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Extensions of files that are opened when a folder or an archive is walked; what they are is decided by their content.
const READ: [&str; 26] = [
    "txt", "text", "jsonl", "ndjson", "json", "html", "htm", "xhtml", "csv", "tsv", "tab", "parquet", "pq", "xml",
    "rss", "atom", "warc", "wet", "gz", "tgz", "gzip", "zst", "zstd", "tzst", "zip", "tar",
];

/// Why a member of an archive is not read, by its path in it.
pub(super) fn left_out_by_name(path: &str) -> Option<&'static str> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    folders.split('/').find_map(left_out_folder).or_else(|| left_out_file(name))
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
        fs::create_dir_all(root.join("page_files")).unwrap();
        for name in [
            "page_files/frame.html",
            "z.txt",
            "a.jsonl",
            "b/page",
            "b/.cache/x.txt",
            "b/.hidden.txt",
            "README.md",
            "b/readme.txt",
            "t.csv",
            "i.html",
            "i.css",
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
        assert_eq!(names(&found, folder.path()), ["a.jsonl", "b/page", "i.html", "t.csv", "z.txt"]);
        let reasons: Vec<&str> = found.skipped.iter().map(|skipped| skipped.reason.as_str()).collect();
        assert_eq!(reasons.len(), 6, "{reasons:?}");
    }

    #[test]
    fn the_order_of_paths_and_overlaps_do_not_matter() {
        let folder = folder();
        let (root, inner) = (folder.path().to_owned(), folder.path().join("b"));
        let one = discover(&[root.clone(), inner.clone()]).unwrap();
        assert_eq!(one, discover(&[inner, root.clone()]).unwrap());
        assert_eq!(one.sources.len(), 5);
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
        assert_eq!(found.sources.len(), 5);
        assert!(found.skipped.iter().any(|skipped| skipped.reason.contains("link")));
        assert!(found.skipped.iter().any(|skipped| skipped.reason.starts_with("the same file")));
        assert_eq!(found.unreadable.len(), 1);
    }

    #[test]
    fn members_of_archives_are_chosen_by_the_same_rules() {
        for path in ["a/b.html", "page", "x.TXT", "a/M. Untel", "data.csv.gz", "notes.2024"] {
            assert_eq!(left_out_by_name(path), None, "{path}");
        }
        for path in ["a/b.png", "__MACOSX/x.txt", "a/.x/y.txt", "page_fichiers/b.html", "x.md", "a/README.txt", "b.js"]
        {
            assert!(left_out_by_name(path).is_some(), "{path}");
        }
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
