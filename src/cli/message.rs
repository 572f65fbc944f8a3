//! What the user is told when something is wrong: on one screen, with file, line, the line itself and a remedy.

use crate::error::Fault;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::Path;

/// Why a command stops.
#[derive(Debug)]
pub enum Failure {
    /// Something the user can put right.
    Faults(Vec<Fault>),
    /// Whoever read our output went away: nothing is wrong.
    ClosedPipe,
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Faults(vec![fault])
    }
}

impl From<Vec<Fault>> for Failure {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Faults(faults)
    }
}

/// The failure of writing to `place`.
pub fn cannot_write(place: &str, error: &io::Error) -> Failure {
    if error.kind() == ErrorKind::BrokenPipe {
        return Failure::ClosedPipe;
    }
    Fault::new(place, format!("cannot be written: {}", reason(error)))
        .remedy("choose another place with -o, or check permissions and free space")
        .into()
}

/// The operating system's own words, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_string()
}

/// Faults shown before the rest is only counted: more would not fit on a screen.
const SHOWN: usize = 6;
/// Width of a quoted line.
const WIDTH: usize = 96;

/// Tells the failure on the standard error; colours only on a terminal and when `NO_COLOR` is not set.
pub fn tell(failure: &Failure) {
    let Failure::Faults(faults) = failure else { return };
    let stderr = io::stderr();
    let color = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    // When even the standard error is closed there is nobody left to tell.
    let _ = stderr.lock().write_all(render(faults, color, &read_line).as_bytes());
}

/// The faults as text. `source` gives a line of a file.
fn render(faults: &[Fault], color: bool, source: &dyn Fn(&str, usize) -> Option<String>) -> String {
    let mut out = String::new();
    for fault in faults.iter().take(SHOWN) {
        out.push_str(&one(fault, color, source));
    }
    if faults.len() > SHOWN {
        out.push_str(&format!("… and {} more of this kind\n", faults.len() - SHOWN));
    }
    out
}

fn one(fault: &Fault, color: bool, source: &dyn Fn(&str, usize) -> Option<String>) -> String {
    let (red, blue, plain) = if color { ("\x1b[1;31m", "\x1b[1;34m", "\x1b[0m") } else { ("", "", "") };
    let place = match fault.line {
        Some(line) => format!("{}:{line}", clean(&fault.file)),
        None => clean(&fault.file),
    };
    let mut out = format!("{red}error:{plain} {place}: {}\n", clean(&fault.problem));
    if let Some((line, text)) = fault.line.and_then(|line| Some((line, source(&fault.file, line)?))) {
        let (shown, caret) = excerpt(&text, quoted(&fault.problem));
        let margin = " ".repeat(line.to_string().len());
        out.push_str(&format!("  {blue}{line} |{plain} {shown}\n"));
        if let Some((start, length)) = caret {
            out.push_str(&format!("  {margin} {blue}|{plain} {}{red}{}{plain}\n", " ".repeat(start), "^".repeat(length)));
        }
    }
    if let Some(remedy) = &fault.remedy {
        out.push_str(&format!("  {blue}remedy:{plain} {}\n", clean(remedy)));
    }
    out
}

/// The words between the first quotation marks of a problem: what is wrong, as it stands in the file.
fn quoted(problem: &str) -> Option<&str> {
    let (_, rest) = problem.split_once('“')?;
    rest.split_once('”').map(|(words, _)| words).filter(|words| !words.is_empty())
}

/// The part of a line around the wrong words, and where they stand in it: first column and length.
fn excerpt(line: &str, words: Option<&str>) -> (String, Option<(usize, usize)>) {
    let found = words.and_then(|words| {
        let byte = line.find(words)?;
        Some((line[..byte].chars().count(), words.chars().count()))
    });
    let chars: Vec<char> = line.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    let first = found.map_or(0, |(start, _)| start.saturating_sub(WIDTH / 2).min(chars.len().saturating_sub(WIDTH)));
    let last = chars.len().min(first + WIDTH);
    let (before, after) = (if first > 0 { "…" } else { "" }, if last < chars.len() { "…" } else { "" });
    let shown: String = chars[first..last].iter().collect();
    let caret = found.map(|(start, length)| {
        let at = start - first;
        (at + before.chars().count(), length.min(last - first - at).max(1))
    });
    (format!("{before}{}{after}", shown.trim_end()), caret)
}

/// Characters that would move or colour what is already on the terminal, or turn its direction.
fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Text that may come from a file of others, made harmless for a terminal and of bearable length.
pub fn clean(text: &str) -> String {
    let mut shown: String = text.chars().take(600).map(|c| if hidden(c) { ' ' } else { c }).collect();
    if text.chars().nth(600).is_some() {
        shown.push('…');
    }
    shown
}

/// A line of a file on disk; shipped tables and the standard input have none to show.
fn read_line(file: &str, line: usize) -> Option<String> {
    use std::io::{BufRead, BufReader, Read};
    /// Files are searched this far only: a message must not take long.
    const LIMIT: u64 = 64 << 20;
    let path = Path::new(file);
    if !path.is_file() {
        return None;
    }
    let reader = BufReader::new(std::fs::File::open(path).ok()?.take(LIMIT));
    let bytes = reader.split(b'\n').nth(line.checked_sub(1)?)?.ok()?;
    let text = String::from_utf8_lossy(&bytes).trim_end_matches('\r').to_string();
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn shows(fault: Fault, line: &str, expected: &str) {
        assert_eq!(render(&[fault], false, &|_, _| Some(line.to_string())), expected);
    }

    #[test]
    fn the_wrong_words_are_underlined() {
        let fault = Fault::new("a.tsv", "effect “s=9” has a bad value").at_line(12).remedy("write -3 to 3");
        shows(
            fault,
            "élire\tv\ts=9",
            "error: a.tsv:12: effect “s=9” has a bad value\n  12 | élire v s=9\n     |         ^^^\n  remedy: write -3 to 3\n",
        );
    }

    #[test]
    fn without_words_or_line_there_is_no_caret() {
        shows(Fault::new("a", "is empty").at_line(1), "x", "error: a:1: is empty\n  1 | x\n");
        shows(Fault::new("a", "is empty"), "x", "error: a: is empty\n");
    }

    #[test]
    fn long_lines_are_cut_around_the_words() {
        let line = format!("{}wrong{}", "a".repeat(300), "b".repeat(300));
        let (shown, caret) = excerpt(&line, Some("wrong"));
        let (start, length) = caret.unwrap();
        assert!(shown.chars().count() <= WIDTH + 2);
        assert_eq!(shown.chars().skip(start).take(length).collect::<String>(), "wrong");
    }

    #[test]
    fn words_at_the_end_of_a_long_line_are_seen() {
        let line = format!("{}wrong", "a".repeat(300));
        let (shown, caret) = excerpt(&line, Some("wrong"));
        let (start, length) = caret.unwrap();
        assert_eq!(shown.chars().skip(start).take(length).collect::<String>(), "wrong");
    }

    #[test]
    fn text_of_others_cannot_drive_the_terminal() {
        shows(Fault::new("a", "unknown “\u{1b}[2J\u{202e}”"), "", "error: a: unknown “ [2J ”\n");
        assert_eq!(clean(&"x".repeat(700)).chars().count(), 601);
    }

    #[test]
    fn many_faults_fit_on_a_screen() {
        let text = render(&vec![Fault::new("a", "b"); 40], false, &|_, _| None);
        assert_eq!(text.lines().count(), SHOWN + 1);
        assert!(text.ends_with("… and 34 more of this kind\n"));
    }

    #[test]
    fn a_closed_pipe_is_no_fault() {
        assert!(matches!(cannot_write("-", &io::Error::from(ErrorKind::BrokenPipe)), Failure::ClosedPipe));
        assert!(matches!(cannot_write("x", &io::Error::from(ErrorKind::PermissionDenied)), Failure::Faults(_)));
    }
}
