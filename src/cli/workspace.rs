//! The hidden folder beside an output in which a run works: `.parallaxe-out` beside `out`.
//!
//! ```text
//! lock        held while a run works here; the system lets go of it however the run ends
//! new/        the report under way, exchanged with the earlier one when it is whole
//! old/        an earlier report, between two steps of an exchange that the file system cannot do in one
//! sketches    marks of copies, for this run only
//! rows.new    the rows of this run
//! rows.tmp    the same, of a run whose rows are not to be kept
//! rows.part   the rows that a run had scored when it was killed
//! rows        the rows of the last whole run, kept for the next one
//! ```
//!
//! Everything has a fixed name, so that what a killed run left is found and put right by the next.

use super::lock::{self, Lock};
use super::message::{Failure, cannot_write};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// A run that took longer keeps its rows for the next one without being asked.
const LONG: std::time::Duration = std::time::Duration::from_secs(60);

/// What to do with rows of earlier runs, and with those of this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rows {
    /// Use what is there; keep them when the run was long, or when an earlier one kept its own.
    #[default]
    Ordinary,
    /// Use what is there and keep them.
    Keep,
    /// Neither use nor keep any.
    Never,
}

/// The folder, ours alone.
#[derive(Debug)]
pub struct Workspace {
    dir: PathBuf,
    rows: Rows,
    begun: std::time::Instant,
    _lock: Lock,
}

impl Workspace {
    /// Makes the folder beside `place`, or takes it over from a run that was killed.
    ///
    /// # Errors
    /// Another run is working there; what the file system reports.
    pub fn open(place: &Path, shown: &str, rows: Rows) -> Result<Self, Failure> {
        let name = place.file_name().map_or_else(|| "out".into(), |name| name.to_string_lossy().into_owned());
        let dir = super::output::parent_of(place).join(format!(".parallaxe-{name}"));
        let fail = |error: io::Error| cannot_write(shown, &error);
        let lock = lock::take(&dir.join("lock"), true).map_err(fail)?.ok_or_else(|| lock::taken(shown))?;
        let workspace = Self { dir, rows, begun: std::time::Instant::now(), _lock: lock };
        workspace.recover(place).map_err(fail)?;
        Ok(workspace)
    }

    /// Puts right what a killed run left.
    fn recover(&self, place: &Path) -> io::Result<()> {
        let old = self.path("old");
        if old.exists() && !place.exists() {
            fs::rename(&old, place)?;
        }
        self.clear(&["old", "new", "sketches", "rows.tmp"])?;
        let (new, part) = (self.path("rows.new"), self.path("rows.part"));
        let size = |path: &Path| fs::metadata(path).map_or(0, |data| data.len());
        // Of two killed runs the one that came further knows what the other knew.
        if new.exists() && size(&new) >= size(&part) {
            fs::rename(new, part)?;
        }
        self.clear(&["rows.new"])
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Where the rows of this run are written.
    pub fn rows(&self) -> PathBuf {
        self.path(if self.rows == Rows::Never { "rows.tmp" } else { "rows.new" })
    }

    /// Where rows of earlier runs may be.
    pub fn earlier(&self) -> Vec<PathBuf> {
        if self.rows == Rows::Never { Vec::new() } else { vec![self.path("rows"), self.path("rows.part")] }
    }

    /// True when rows are written for a later run to find.
    pub fn keeps(&self) -> bool {
        self.rows != Rows::Never
    }

    /// The file for marks of copies.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn sketches(&self) -> io::Result<File> {
        File::options().read(true).write(true).create(true).truncate(true).open(self.path("sketches"))
    }

    /// The run is done: its rows take the place of the earlier ones, or go.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn settle_rows(&self) -> io::Result<()> {
        let (new, kept) = (self.path("rows.new"), self.path("rows"));
        if new.exists() && (self.wanted() || kept.exists()) {
            fs::rename(new, kept)?;
        }
        if self.rows == Rows::Never { Ok(()) } else { self.clear(&["rows.new", "rows.part"]) }
    }

    fn wanted(&self) -> bool {
        self.rows == Rows::Keep || (self.rows == Rows::Ordinary && self.begun.elapsed() > LONG)
    }

    fn clear(&self, names: &[&str]) -> io::Result<()> {
        for name in names {
            let path = self.path(name);
            let done = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            match done {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

impl Drop for Workspace {
    /// What is of no use to a later run goes. Rows that were not settled are those of a run that failed: a long one's are
    /// worth keeping.
    fn drop(&mut self) {
        let names = ["new", "sketches", "rows.tmp"];
        let failed = ["rows.new"];
        // Nothing can be done about a fault here; the next run clears up.
        let _ = self.clear(&names);
        if !self.wanted() {
            let _ = self.clear(&failed);
        }
        let left = ["rows", "rows.new", "rows.part", "old"];
        if !left.iter().any(|name| self.path(name).exists()) {
            let _ = self.clear(&["lock"]);
            let _ = fs::remove_dir(&self.dir);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(place: &Path, rows: Rows) -> Workspace {
        Workspace::open(place, "out", rows).unwrap()
    }

    #[test]
    fn nothing_is_left_of_a_short_run() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        let work = open(&place, Rows::Ordinary);
        fs::write(work.rows(), "x").unwrap();
        work.sketches().unwrap();
        work.settle_rows().unwrap();
        drop(work);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }

    #[test]
    fn rows_are_kept_when_asked_and_from_then_on() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        for (rows, text) in [(Rows::Keep, "one"), (Rows::Ordinary, "two"), (Rows::Never, "three")] {
            let work = open(&place, rows);
            fs::write(work.rows(), text).unwrap();
            work.settle_rows().unwrap();
        }
        let work = open(&place, Rows::Ordinary);
        assert_eq!(fs::read_to_string(work.path("rows")).unwrap(), "two");
        assert!(!work.path("rows.tmp").exists());
    }

    #[test]
    fn the_place_has_room_for_one_run() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        let first = open(&place, Rows::Ordinary);
        match Workspace::open(&place, "out", Rows::Ordinary) {
            Err(Failure::Faults(faults)) => assert!(faults[0].to_string().contains("another run"), "{}", faults[0]),
            other => panic!("not refused: {other:?}"),
        }
        open(&dir.path().join("other"), Rows::Ordinary);
        drop(first);
        open(&place, Rows::Ordinary);
    }

    #[test]
    fn what_a_killed_run_left_is_put_right() {
        let dir = tempfile::tempdir().unwrap();
        let place = dir.path().join("out");
        let left = dir.path().join(".parallaxe-out");
        fs::create_dir_all(left.join("new/data")).unwrap();
        fs::create_dir_all(left.join("old")).unwrap();
        fs::write(left.join("old/report.html"), "old").unwrap();
        fs::write(left.join("rows.part"), "longer").unwrap();
        fs::write(left.join("rows.new"), "short").unwrap();
        let work = open(&place, Rows::Ordinary);
        assert_eq!(fs::read_to_string(place.join("report.html")).unwrap(), "old");
        assert_eq!(fs::read_to_string(work.path("rows.part")).unwrap(), "longer");
        assert!(!work.path("new").exists() && !work.path("old").exists() && !work.path("rows.new").exists());
    }
}
