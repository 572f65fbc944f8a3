//! zip, member by member in the order of its directory.

use super::input::{Expanded, Input};
use super::tar::MOST_MEMBERS;
use super::{Job, Outer, Stop, guarded, member};
use zip::ZipArchive;
use zip::result::ZipError;

pub(super) fn read(input: Input<'_>, job: &mut Job<'_>) -> Result<(), Stop> {
    let outer = Outer::of(&input);
    let file = std::io::BufReader::new(input.seekable()?);
    let mut archive = guarded(|| ZipArchive::new(file))?.map_err(|error| Stop::file(told(&error)))?;
    if archive.is_empty() {
        return Err(Stop::file("an archive without members"));
    }
    if archive.len() > MOST_MEMBERS {
        return Err(Stop::file(format!("more than {MOST_MEMBERS} members")));
    }
    for index in 0..archive.len() {
        let entry = match archive.by_index(index) {
            Ok(entry) => entry,
            Err(error) => {
                job.reject(&outer.name, format!("member {}", index + 1), told(&error))?;
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().map_or_else(|_| format!("member-{}", index + 1), std::borrow::Cow::into_owned);
        let made = Expanded(entry, outer.budget.clone());
        member(&outer, &name, Box::new(made), job)?;
    }
    Ok(())
}

fn told(error: &ZipError) -> String {
    let text = error.to_string();
    if text.to_lowercase().contains("password") {
        return "protected by a password: unpack it first".into();
    }
    format!("cannot be read as zip: {text}")
}
