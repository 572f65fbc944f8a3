//! Outputs: looked at before the work starts, written beside their place, renamed when whole.

use super::lock::{self, Lock};
use super::message::{Failure, cannot_write, reason};
use super::workspace::{Rows, Workspace};
use crate::error::Fault;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What a report folder holds; anything else in it is not ours and is never deleted.
const OURS: [&str; 5] = ["report.html", "report.md", "charts", "data", "manifest.json"];

/// A folder under way.
#[derive(Debug)]
pub struct OutputFolder {
    place: PathBuf,
    shown: String,
    work: Workspace,
}

impl OutputFolder {
    /// Looks whether a report can be written to `place`, and begins it in a hidden folder beside it.
    ///
    /// # Errors
    /// The place is a file, holds something that is not a report of ours, holds one of the `inputs`, cannot be written, or is
    /// being written by another run.
    pub fn prepare(place: &Path, inputs: &[&Path], rows: Rows) -> Result<Self, Failure> {
        let shown = place.display().to_string();
        // A link is followed once, so that what it points to is replaced and not the link.
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_path_buf());
        check_replaceable(&place, &shown)?;
        if let Some(input) =
            inputs.iter().find(|input| fs::canonicalize(input).is_ok_and(|path| path.starts_with(&place)))
        {
            return Err(Fault::new(
                &shown,
                format!("the report would replace the folder that holds “{}”", input.display()),
            )
            .remedy("choose another folder with -o")
            .into());
        }
        let work = Workspace::open(&place, &shown, rows)?;
        // A run that was killed may have left a report half way between its two places.
        check_replaceable(&place, &shown)?;
        fs::create_dir(work.path("new")).map_err(|error| cannot_write(&shown, &error))?;
        Ok(Self { place, shown, work })
    }

    /// Where the run keeps its rows.
    pub fn work(&self) -> &Workspace {
        &self.work
    }

    /// The folder to write into.
    pub fn path(&self) -> PathBuf {
        self.work.path("new")
    }

    /// The place as the user named it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Writes a file of the folder.
    ///
    /// # Errors
    /// What the file system reports, with the place of the folder.
    pub fn write(&self, name: &str, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        let path = self.path().join(name);
        let attempt = || {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            let mut file = BufWriter::new(fs::File::create(&path)?);
            fill(&mut file)?;
            file.flush()
        };
        attempt().map_err(|error| cannot_write(&format!("{}/{name}", self.shown), &error))
    }

    /// Begins a file of the folder that is not written from front to end.
    ///
    /// # Errors
    /// What the file system reports, with the place of the folder.
    pub fn begin(&self, name: &str) -> Result<fs::File, Failure> {
        let path = self.path().join(name);
        let parent = parent_of(&path);
        let file = fs::create_dir_all(parent).and_then(|()| fs::File::create(&path));
        file.map_err(|error| cannot_write(&format!("{}/{name}", self.shown), &error))
    }

    /// Puts the whole folder in its place; an earlier report goes only when the new one is there.
    ///
    /// # Errors
    /// What the file system reports; an earlier report is then still in its place.
    pub fn commit(self) -> Result<(), Failure> {
        let fail = |error: io::Error| cannot_write(&self.shown, &error);
        check_replaceable(&self.place, &self.shown)?;
        // First the rows: should the run be killed right here, they are of use and the earlier report stands.
        self.work.settle_rows().map_err(fail)?;
        let (new, old) = (self.path(), self.work.path("old"));
        if !self.place.exists() {
            return fs::rename(new, &self.place).map_err(fail);
        }
        if exchange(&new, &self.place).is_ok() {
            return Ok(());
        }
        // In two steps where the file system cannot do it in one; the next run finishes what is cut off between them.
        fs::rename(&self.place, &old).map_err(fail)?;
        if let Err(error) = fs::rename(new, &self.place) {
            // Bringing the earlier report back is all that can be done; the first error is the one to tell.
            let _ = fs::rename(&old, &self.place);
            return Err(fail(error));
        }
        let _ = fs::remove_dir_all(old);
        Ok(())
    }
}

/// Exchanges two folders in one step, so that at every moment one of them stands in the place.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The folder in which a place stands.
pub fn parent_of(place: &Path) -> PathBuf {
    match place.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// True places: nothing there, an empty folder, or a folder with our manifest and nothing that is not ours.
fn check_replaceable(place: &Path, shown: &str) -> Result<(), Failure> {
    if !place.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(place).map_err(|error| {
        let problem = if place.is_dir() { reason(&error) } else { "is a file, not a folder".to_string() };
        Fault::new(shown, problem).remedy("choose another folder with -o")
    })?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.ok().map(|e| e.file_name().to_string_lossy().into_owned())).collect();
    names.sort();
    if names.is_empty() {
        return Ok(());
    }
    let refuse = |problem: String| -> Result<(), Failure> {
        Err(Fault::new(shown, problem).remedy("choose another folder with -o, or empty this one yourself").into())
    };
    if !super::manifest::is_ours(&place.join("manifest.json")) {
        return refuse("is not empty and holds no report of parallaxe, so it is not replaced".to_string());
    }
    match names.iter().find(|name| !OURS.contains(&name.as_str())) {
        Some(other) => refuse(format!("holds “{other}”, which is not part of a report, so it is not replaced")),
        None => Ok(()),
    }
}

/// A file beside its place, locked: `.parallaxe-rows.jsonl` for `rows.jsonl`. What a killed run left there is written over.
struct Beside {
    out: BufWriter<Lock>,
    path: PathBuf,
    place: PathBuf,
    whole: bool,
}

impl Beside {
    fn begin(place: PathBuf, shown: &str) -> Result<Self, Failure> {
        let fail = |error: io::Error| cannot_write(shown, &error);
        let parent = parent_of(&place);
        fs::create_dir_all(&parent).map_err(fail)?;
        let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let path = parent.join(format!(".parallaxe-{name}"));
        let lock = lock::take(&path, false).map_err(fail)?.ok_or_else(|| lock::taken(shown))?;
        lock.0.set_len(0).map_err(fail)?;
        Ok(Self { out: BufWriter::with_capacity(1 << 16, lock), path, place, whole: false })
    }

    fn commit(mut self) -> io::Result<()> {
        self.out.flush()?;
        fs::rename(&self.path, &self.place)?;
        self.whole = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.whole {
            // Nothing can be done about a fault here; the next run writes over it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Write for Lock {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A file under way; `-` is the standard output.
pub struct OutputFile {
    shown: String,
    kind: FileKind,
}

enum FileKind {
    Standard(BufWriter<io::Stdout>),
    /// Renamed when whole.
    Beside(Beside),
    /// Pipes and devices cannot be replaced, only written.
    Direct(BufWriter<fs::File>),
}

impl OutputFile {
    /// Looks whether a file can be written, and begins it beside its place.
    ///
    /// # Errors
    /// The place is a folder, is one of the `inputs`, or cannot be written.
    pub fn prepare(place: &Path, inputs: &[&Path]) -> Result<Self, Failure> {
        let shown = place.display().to_string();
        if place.as_os_str() == "-" {
            let kind = FileKind::Standard(BufWriter::with_capacity(1 << 16, io::stdout()));
            return Ok(Self { shown: "standard output".into(), kind });
        }
        if place.is_dir() {
            return Err(Fault::new(&shown, "is a folder").remedy("give the name of a file").into());
        }
        let real = fs::canonicalize(place).unwrap_or_else(|_| place.to_path_buf());
        if inputs.iter().any(|input| fs::canonicalize(input).is_ok_and(|path| path == real)) {
            return Err(Fault::new(&shown, "is read by this command and cannot be its output")
                .remedy("give another name for the output")
                .into());
        }
        let fail = |error: io::Error| cannot_write(&shown, &error);
        let kind = if real.exists() && !real.is_file() {
            FileKind::Direct(BufWriter::new(fs::File::options().write(true).open(&real).map_err(fail)?))
        } else {
            FileKind::Beside(Beside::begin(real, &shown)?)
        };
        Ok(Self { shown, kind })
    }

    /// The place as the user named it.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Ends the file and puts it in its place.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn commit(self) -> Result<(), Failure> {
        let fail = |error: &io::Error| cannot_write(&self.shown, error);
        match self.kind {
            FileKind::Standard(mut out) => out.flush().map_err(|e| fail(&e)),
            FileKind::Direct(mut out) => out.flush().map_err(|e| fail(&e)),
            FileKind::Beside(beside) => beside.commit().map_err(|e| fail(&e)),
        }
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.kind {
            FileKind::Standard(out) => out.write(bytes),
            FileKind::Direct(out) => out.write(bytes),
            FileKind::Beside(beside) => beside.out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.kind {
            FileKind::Standard(out) => out.flush(),
            FileKind::Direct(out) => out.flush(),
            FileKind::Beside(beside) => beside.out.flush(),
        }
    }
}

/// Prints to the standard output.
///
/// # Errors
/// [`Failure::ClosedPipe`] when nobody reads on, else what the system reports.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| cannot_write("standard output", &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(result: Result<OutputFolder, Failure>, words: &str) {
        match result {
            Err(Failure::Faults(faults)) => assert!(faults[0].to_string().contains(words), "{}", faults[0]),
            other => panic!("not refused: {other:?}"),
        }
    }

    fn report(dir: &Path, text: &str) {
        let folder = OutputFolder::prepare(dir, &[], Rows::Ordinary).unwrap();
        folder.write("report.html", |out| out.write_all(text.as_bytes())).unwrap();
        folder.write("manifest.json", |out| out.write_all(br#"{"program":"parallaxe"}"#)).unwrap();
        folder.commit().unwrap();
    }

    #[test]
    fn a_report_replaces_an_earlier_one_and_leaves_nothing_beside() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("a/out");
        report(&out, "old");
        report(&out, "new");
        assert_eq!(fs::read_to_string(out.join("report.html")).unwrap(), "new");
        assert_eq!(fs::read_dir(dir.path().join("a")).unwrap().count(), 1);
    }

    #[test]
    fn an_empty_folder_is_used() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        fs::create_dir(&out).unwrap();
        report(&out, "new");
        assert!(out.join("report.html").exists());
    }

    #[test]
    fn what_is_not_ours_is_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        fs::create_dir(&out).unwrap();
        fs::write(out.join("thesis.txt"), "years of work").unwrap();
        refused(OutputFolder::prepare(&out, &[], Rows::Ordinary), "holds no report of parallaxe");
        fs::write(out.join("manifest.json"), r#"{"name":"another program"}"#).unwrap();
        refused(OutputFolder::prepare(&out, &[], Rows::Ordinary), "holds no report of parallaxe");
        fs::write(out.join("manifest.json"), r#"{"program":"parallaxe"}"#).unwrap();
        refused(OutputFolder::prepare(&out, &[], Rows::Ordinary), "thesis.txt");
        assert!(out.join("thesis.txt").exists());
    }

    #[test]
    fn files_and_inputs_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "x").unwrap();
        refused(OutputFolder::prepare(&file, &[], Rows::Ordinary), "is a file");
        refused(OutputFolder::prepare(&file.join("below"), &[], Rows::Ordinary), "cannot be written");
        let out = dir.path().join("out");
        report(&out, "old");
        let inside = out.join("report.html");
        refused(OutputFolder::prepare(&out, &[&inside], Rows::Ordinary), "would replace the folder");
    }

    #[test]
    fn a_failed_run_leaves_the_earlier_report() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("out");
        report(&out, "old");
        drop(OutputFolder::prepare(&out, &[], Rows::Ordinary).unwrap());
        assert_eq!(fs::read_to_string(out.join("report.html")).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn files_appear_when_whole() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("rows.jsonl");
        let mut file = OutputFile::prepare(&place, &[]).unwrap();
        file.write_all(b"x").unwrap();
        assert!(!place.exists());
        file.commit().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "x");
        assert!(OutputFile::prepare(&place, &[&place]).is_err());
        assert!(OutputFile::prepare(dir.path(), &[]).is_err());
    }
}
