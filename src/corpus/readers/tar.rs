//! tar, member by member as they stand.

use super::input::{Input, told};
use super::{Job, Outer, Stop, member};
use std::io::BufReader;

/// Members of one archive.
pub(super) const MOST_MEMBERS: usize = 10_000_000;

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let outer = Outer::of(&input);
    let mut archive = tar::Archive::new(BufReader::new(input));
    let mut found = 0;
    for entry in archive.entries()? {
        let place = || format!("member {}", found + 1);
        let entry = entry.map_err(|error| Stop::at(place(), format!("cannot be read: {}", told(&error))))?;
        if found >= MOST_MEMBERS {
            return Err(Stop::file(format!("more than {MOST_MEMBERS} members")));
        }
        found += 1;
        let kind = entry.header().entry_type();
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if kind.is_dir() {
            continue;
        }
        if kind.is_file() || kind.is_contiguous() {
            member(&outer, &name, Box::new(entry), job)?;
        } else if kind.is_symlink() || kind.is_hard_link() {
            job.leave_out(&format!("{}/{name}", outer.name), "a link inside an archive")?;
        }
    }
    if found == 0 { Err(Stop::file("an archive without members")) } else { Ok(()) }
}
