//! Which line of a page is its headline, and what the page writes around it.

use super::key::{after, count_words, key};
use super::knowledge::Knowledge;
use super::lines::Line;
use super::signs::{Sign, outlet_name};
use super::words::Kind;
use crate::corpus::Provenance;

/// A headline repeated on the page stands among the first lines.
const HEAD: usize = 16;
/// Longer lines are paragraphs.
const LONGEST_TITLE: usize = 40;

/// The headline of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub text: String,
    /// The line on which it stands.
    pub line: usize,
    /// The name that stands beside it, as in "Headline - Outlet".
    pub sign: Option<Sign>,
}

/// The headline: the line that the page repeats, or the first line that can be one.
pub(super) fn find(lines: &[Line], knowledge: &Knowledge) -> Option<Title> {
    repeated(lines, knowledge).or_else(|| first(lines, knowledge))
}

/// Two lines near the top say the same, one of them perhaps with a menu before or the outlet's name after it.
fn repeated(lines: &[Line], knowledge: &Knowledge) -> Option<Title> {
    let head = &lines[..lines.len().min(HEAD)];
    let keys: Vec<String> = head.iter().map(|line| key(&line.text)).collect();
    for one in 0..head.len() {
        for two in one + 1..head.len() {
            let (long, short) = if keys[one].len() >= keys[two].len() { (one, two) } else { (two, one) };
            let words = head[short].words;
            let cut = head[short].text.ends_with('…') || head[short].text.ends_with("...");
            if !(3..=LONGEST_TITLE).contains(&words) || head[long].words > words + 12 || cut || !usable(&head[short]) {
                continue;
            }
            let edge = if keys[long] == keys[short] {
                true
            } else {
                keys[long].strip_prefix(&keys[short]).is_some_and(|rest| rest.starts_with(' '))
                    || keys[long].strip_suffix(&keys[short]).is_some_and(|rest| rest.ends_with(' '))
            };
            if edge {
                let sign = beside(&head[long].text, &keys[short], knowledge);
                return Some(Title { text: head[short].text.clone(), line: one.min(two), sign });
            }
        }
    }
    None
}

/// A line that is furniture for another reason than being navigation cannot be the headline.
fn usable(line: &Line) -> bool {
    line.fate.as_deref().is_none_or(|reason| reason == "navigation" && line.words >= 4)
}

/// The outlet's name after the headline, behind a dash or a bar, or before it.
fn beside(line: &str, title: &str, knowledge: &Knowledge) -> Option<Sign> {
    const MARKS: [char; 7] = ['-', '–', '—', '|', '•', '·', '»'];
    let name = match after(line, title) {
        Some(rest) => {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '!' | '.' | '…'));
            rest.strip_prefix(MARKS)?
        }
        None => {
            let (before, _) = super::key::split_at(line, title)?;
            before.trim_end().strip_suffix('|')?
        }
    };
    let name = outlet_name(name, &knowledge.words).filter(|name| !knowledge.words.begins(Kind::Section, name))?;
    Some(Sign { name, from: Provenance::Field, strong: true })
}

/// The first line above the text that is not the name of a section.
fn first(lines: &[Line], knowledge: &Knowledge) -> Option<Title> {
    let text =
        lines.iter().position(|line| line.kept() && line.prose && !may_be_title(line, true)).unwrap_or(lines.len());
    let mut candidates = lines[..text].iter().enumerate().filter(|(_, line)| line.kept()).take(6);
    let (mut at, mut line) =
        candidates.find(|(index, line)| may_be_title(line, *index == 0) && !is_section(line, knowledge))?;
    // "Diplomatie" above "Le ministre reçu à Moscou" is a section that no list knows.
    if line.words <= 2
        && let Some((next, longer)) = candidates.next().filter(|(_, next)| next.words >= 4 && may_be_title(next, false))
    {
        (at, line) = (next, longer);
    }
    let sign = trailing_name(&line.text, knowledge);
    Some(Title { text: line.text.clone(), line: at, sign })
}

fn may_be_title(line: &Line, top: bool) -> bool {
    let sentence = line.text.ends_with('.') && !line.text.ends_with("...");
    line.words <= LONGEST_TITLE
        && line.text.len() <= 300
        && !line.text.ends_with([',', ';'])
        && (!sentence || (top && line.words <= 14))
}

fn is_section(line: &Line, knowledge: &Knowledge) -> bool {
    knowledge.words.only(Kind::Section, &line.text, 1)
}

/// "Headline | Name": counts when something else on the page says the same.
fn trailing_name(text: &str, knowledge: &Knowledge) -> Option<Sign> {
    let (_, name) = [" - ", " – ", " — ", " | "]
        .iter()
        .filter_map(|mark| text.rsplit_once(mark))
        .min_by_key(|(_, name)| name.len())?;
    let name = outlet_name(name, &knowledge.words)?;
    Some(Sign { name, from: Provenance::Field, strong: false })
}

/// The headline without the outlet's name at its end.
pub(super) fn without_outlet<'a>(title: &'a str, outlet: &str) -> &'a str {
    for mark in [" - ", " – ", " — ", " | "] {
        if let Some((front, name)) = title.rsplit_once(mark)
            && key(name) == key(outlet)
            && count_words(front) >= 2
        {
            return front.trim();
        }
    }
    title
}

/// Navigation lines above the headline: sections, the outlet's banner.
pub(super) fn drop_above(lines: &mut [Line], title: &Title, outlet: Option<&str>, knowledge: &Knowledge) {
    let outlet = outlet.map(key).filter(|outlet| !outlet.is_empty());
    for line in lines[..title.line].iter_mut().filter(|line| line.kept()) {
        let banner =
            outlet.as_ref().is_some_and(|outlet| line.words <= 16 && key(&line.text).starts_with(outlet.as_str()));
        if banner || knowledge.words.only(Kind::Section, &line.text, 1) || line.words <= 3 {
            line.drop_as("navigation");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    const TEXT: &str = "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve.";

    #[track_caller]
    fn titled(head: &str, expected: Option<&str>, outlet: Option<&str>) {
        let knowledge = Knowledge::load(&[]).unwrap();
        let mut page = lines(&format!("{head}\n\n{TEXT}"));
        super::super::clean::furniture(&mut page, &knowledge);
        let found = find(&page, &knowledge);
        assert_eq!(found.as_ref().map(|title| title.text.as_str()), expected, "{head}");
        assert_eq!(found.and_then(|title| title.sign).map(|sign| sign.name).as_deref(), outlet, "{head}");
    }

    #[test]
    fn headlines_are_found() {
        titled("Gao : un convoi bloqué", Some("Gao : un convoi bloqué"), None);
        titled(
            "Gao : un convoi bloqué - Cap Sud\n\nGao : un convoi bloqué",
            Some("Gao : un convoi bloqué"),
            Some("Cap Sud"),
        );
        titled(
            "Accueil Afrique Gao : un convoi bloqué\n\nGao : un convoi bloqué",
            Some("Gao : un convoi bloqué"),
            None,
        );
        titled("International • Afrique\n\nGao : un convoi bloqué", Some("Gao : un convoi bloqué"), None);
        titled("DIPLOMATIE\nGao : un convoi bloqué", Some("Gao : un convoi bloqué"), None);
        titled("GAO : UN CONVOI BLOQUÉ", Some("GAO : UN CONVOI BLOQUÉ"), None);
        titled(
            "Pourquoi le convoi parti mardi pour la grande ville du Nord est-il bloqué ?",
            Some("Pourquoi le convoi parti mardi pour la grande ville du Nord est-il bloqué ?"),
            None,
        );
        titled("Mali – Russie : un convoi bloqué", Some("Mali – Russie : un convoi bloqué"), None);
    }

    #[test]
    fn a_text_without_headline_has_none() {
        titled(
            "Le maire, qui avait promis une enquête, n'a pas répondu hier à nos questions sur le convoi.",
            None,
            None,
        );
    }

    #[test]
    fn outlets_leave_the_headline() {
        assert_eq!(without_outlet("Un convoi bloqué | Cap Sud", "Cap Sud"), "Un convoi bloqué");
        assert_eq!(without_outlet("Mali – Russie", "Cap Sud"), "Mali – Russie");
    }
}
