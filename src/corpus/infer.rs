//! The date and the outlet of a page, from what it says, where it stands and what the user configured.

use super::facts::Facts;
use super::knowledge::Knowledge;
use super::outlets::host;
use super::sanitize::one_line;
use super::signs::choose;
use crate::config::Config;
use crate::corpus::{Inferred, Provenance};
use jiff::civil::Date;

/// The first 16 hexadecimal digits of the hash of the raw text and the file's name.
pub(super) fn hashed_id(raw: &str, source: &str) -> String {
    let name = source.rsplit('/').next().unwrap_or(source);
    let mut hasher = blake3::Hasher::new();
    hasher.update(raw.as_bytes()).update(b"\0").update(name.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

/// The date of publication: what the page states, its address, its dateline, then the name of its file. The date of
/// the last change stands in only when there is nothing else, and a note says so.
pub(super) fn date(facts: &Facts, source: &str, knowledge: &Knowledge) -> (Inferred<Date>, Option<&'static str>) {
    let known = |date: Option<Date>, from| date.map_or_else(Inferred::default, |date| Inferred::known(date, from));
    let url = facts.url.as_deref().and_then(|url| knowledge.calendar.in_address(url));
    let found = known(facts.date, Provenance::Field)
        .or(|| known(url, Provenance::Url))
        .or(|| known(facts.dateline, Provenance::Dateline))
        .or(|| known(date_of_path(source, knowledge), Provenance::Url));
    match (found.value, facts.updated) {
        (None, Some(updated)) => (Inferred::known(updated, Provenance::Field), Some("date of the last update")),
        _ => (found, None),
    }
}

/// The date in the name of the file, or in the folders above it (`2024/02/10/…`).
pub(super) fn date_of_path(source: &str, knowledge: &Knowledge) -> Option<Date> {
    let (folders, name) = source.rsplit_once('/').unwrap_or(("", source));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folder = folders.rsplit('/').next().unwrap_or_default();
    knowledge
        .calendar
        .in_name(stem)
        .or_else(|| knowledge.calendar.in_name(folder))
        .or_else(|| knowledge.calendar.in_address(&format!("x/{source}")))
}

/// Folders and mail addresses: they confirm a name that the page gives.
pub(super) fn evidence(source: &str, text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        source.split('/').map(|part| part.rsplit_once('.').map_or(part, |(stem, _)| stem).to_owned()).collect();
    for (at, _) in text.match_indices('@').take(20) {
        let end = text[at + 1..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')))
            .unwrap_or(text.len() - at - 1);
        found.extend(host(text[at + 1..at + 1 + end].trim_end_matches('.')));
    }
    found
}

/// The outlet: what the page says, else the user's configuration, else a folder that bears a registered name.
pub(super) fn outlet(facts: &Facts, source: &str, knowledge: &Knowledge, config: &Config) -> Inferred<String> {
    choose(&facts.signs, &facts.evidence, knowledge).or(|| configured(source, knowledge, config)).or(|| {
        let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
        folders.rsplit('/').find_map(|folder| named_folder(folder, knowledge)).unwrap_or_default()
    })
}

/// The longest prefix of the path, of a folder in it or of the file's name, for which the user gives an outlet.
fn configured(source: &str, knowledge: &Knowledge, config: &Config) -> Inferred<String> {
    let file = source.rsplit('/').next().unwrap_or(source);
    let fits = |prefix: &str| {
        let prefix = prefix.trim_start_matches("./").trim_end_matches('/');
        let whole = source.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
        !prefix.is_empty() && (whole || source.split('/').any(|part| part == prefix) || file.starts_with(prefix))
    };
    let best = config.outlets.iter().filter(|(prefix, _)| fits(prefix)).max_by_key(|(prefix, _)| prefix.len());
    best.map_or_else(Inferred::default, |(_, name)| {
        let name = knowledge.outlets.by_name(name).map_or_else(|| one_line(name, 80), |outlet| outlet.name.clone());
        Inferred::known(name, Provenance::Config)
    })
}

/// A folder called by an outlet's domain, or by a name of two words or more: "mali" or "leaders" alone prove nothing.
fn named_folder(folder: &str, knowledge: &Knowledge) -> Option<Inferred<String>> {
    let outlet = knowledge.outlets.by_name(folder)?;
    let convincing = host(folder).is_some() || outlet.name.split([' ', '-', '\'']).count() >= 2;
    convincing.then(|| Inferred::known(outlet.name.clone(), Provenance::Url))
}
