//! What was done, in a few lines on the standard error.

use super::manifest::Counts;
use super::message::clean;
use std::io::Write;

/// Tells what a report was made of and where it is.
pub fn report(counts: &Counts, settings: Option<&str>, place: &str) {
    tell(&report_text(counts, settings, place));
}

/// Tells what was scored.
pub fn scored(articles: u64, rejected: u64, observations: u64, place: &str) {
    tell(&format!(
        "{}, {} rejected\n{}\nRows: {}\n",
        counted(articles, "article read", "articles read"),
        number(rejected),
        counted(observations, "observation", "observations"),
        clean(place)
    ));
}

/// Tells that files or members of archives were left out by rule, and who lists them.
pub fn left_out(count: u64) {
    if count > 0 {
        let files = counted(count, "file was left out by rule", "files were left out by rule");
        tell(&format!("{files}: “parallaxe inspect” lists them\n"));
    }
}

/// Tells how many records were taken from an earlier run.
pub fn reused(count: u64) {
    if count > 0 {
        let records = counted(count, "article or record was", "articles and records were");
        tell(&format!("{records} taken from an earlier run, not scored again\n"));
    }
}

/// Warns of files that were written while they were read.
pub fn changed(files: &[String]) {
    if let Some(first) = files.first() {
        let count = counted(files.len() as u64, "file was changed", "files were changed");
        let first = clean(first);
        tell(&format!("warning: {count} while being read, for instance {first}: run again when nobody writes there\n"));
    }
}

/// Nobody may be listening; the work is done all the same.
fn tell(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

fn report_text(counts: &Counts, settings: Option<&str>, place: &str) -> String {
    let place = clean(place);
    let mut left_out = vec![counted(counts.analysed, "analysed", "analysed")];
    if counts.other_language > 0 {
        left_out.push(format!("{} in another language", number(counts.other_language)));
    }
    if counts.duplicates > 0 {
        left_out.push(counted(counts.duplicates, "repeat left out", "repeats left out"));
    }
    let mut text = format!(
        "{}: {}; {} rejected\n",
        counted(counts.articles, "article read", "articles read"),
        left_out.join(", "),
        number(counts.rejected)
    );
    text.push_str(&format!(
        "{} of {}, {} with a cue\n",
        counted(counts.observations, "observation", "observations"),
        counted(counts.actors, "actor", "actors"),
        number(counts.scored)
    ));
    if let Some(file) = settings {
        text.push_str(&format!("Settings: {}\n", clean(file)));
    }
    if counts.rejected > 0 {
        text.push_str(&format!("Rejected: {place}/data/rejected.jsonl\n"));
    }
    text.push_str(&format!("Report: {place}/report.html\n"));
    text
}

fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// Thousands apart: 12,345.
fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!([0, 999, 1000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn the_summary_says_what_was_left_out() {
        let counts = Counts {
            articles: 126,
            analysed: 118,
            other_language: 3,
            duplicates: 5,
            rejected: 2,
            observations: 1204,
            scored: 713,
            actors: 64,
        };
        assert_eq!(
            report_text(&counts, Some("parallaxe.toml"), "out"),
            "126 articles read: 118 analysed, 3 in another language, 5 repeats left out; 2 rejected\n\
             1,204 observations of 64 actors, 713 with a cue\nSettings: parallaxe.toml\n\
             Rejected: out/data/rejected.jsonl\nReport: out/report.html\n"
        );
    }

    #[test]
    fn nothing_is_said_of_what_did_not_happen() {
        let text = report_text(&Counts { articles: 1, analysed: 1, ..Counts::default() }, None, "x");
        assert!(text.starts_with("1 article read: 1 analysed; 0 rejected\n"), "{text}");
        assert!(!text.contains("language") && !text.contains("rejected.jsonl"));
    }
}
