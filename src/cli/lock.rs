//! Locks: a file that one run holds, and that the system lets go of however the run ends.

use super::message::Failure;
use crate::error::Fault;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

/// The file, held.
#[derive(Debug)]
pub struct Lock(pub File);

/// How often a file may be taken away between opening and locking it before that is called a fault.
const ATTEMPTS: usize = 100;

/// Opens a file, makes it when it is not there, and locks it; `None` when another run holds it. With `folder` the folder it
/// stands in is made too.
///
/// # Errors
/// What the file system reports. A file system that knows no locks gives none: then nothing guards the place.
pub fn take(path: &Path, folder: bool) -> io::Result<Option<Lock>> {
    for _ in 0..ATTEMPTS {
        if let Some(parent) = path.parent().filter(|_| folder) {
            fs::create_dir_all(parent)?;
        }
        let file = match File::options().read(true).write(true).create(true).truncate(false).open(path) {
            Ok(file) => file,
            // Another run has just cleared up.
            Err(error) if folder && error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => return Err(error),
            // Whoever held it may have removed or renamed it: then what is locked is not what stands there.
            _ if same(&file, path) => return Ok(Some(Lock(file))),
            _ => {}
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

/// The fault of a place that another run works on.
pub fn taken(shown: &str) -> Failure {
    let fault = Fault::new(shown, "another run is writing here");
    fault.remedy("wait until it is done, or choose another place with -o").into()
}

#[cfg(unix)]
fn same(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(open), Ok(there)) = (file.metadata(), fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn same(_: &File, path: &Path) -> bool {
    // Elsewhere an open file cannot be removed.
    path.exists()
}
