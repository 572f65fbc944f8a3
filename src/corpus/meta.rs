//! Lines that state facts of the page: "Par X | Publié le 3 mai 2024 à 10h12, mis à jour le …".

use super::calendar::Written;
use super::key::{count_words, flat};
use super::knowledge::Knowledge;
use super::labels::Fact;
use super::signature::{Signed, is_person, signed};
use super::words::Kind;
use jiff::civil::Date;

/// Longer lines (in bytes) are paragraphs.
const LONGEST: usize = 250;

/// The facts of one line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Meta {
    /// A date after a label.
    pub date: Option<Date>,
    /// A date without a label: counts only at the head of the page.
    pub bare_date: Option<Date>,
    /// Date of the last change.
    pub updated: Option<Date>,
    /// Signatures.
    pub signed: Vec<Signed>,
    /// The outlet after a label.
    pub outlet: Option<String>,
    /// The credit after "Source :"; empty when it stands on the lines below.
    pub source: Option<String>,
    /// The address after a label, or alone on the line.
    pub url: Option<String>,
    /// The headline after a label.
    pub title: Option<String>,
    /// Something that states nothing of use: a counter, a category.
    other: bool,
}

impl Meta {
    /// The reason under which the line is left out.
    pub(super) fn reason(&self) -> &'static str {
        match self {
            Self { signed, .. } if !signed.is_empty() => "byline",
            Self { source: Some(_), .. } => "credit",
            _ => "metadata",
        }
    }

    fn dated(&self) -> bool {
        self.date.is_some() || self.bare_date.is_some() || self.updated.is_some()
    }

    fn says_something(&self) -> bool {
        self.dated()
            || self.other
            || !self.signed.is_empty()
            || self.outlet.is_some()
            || self.source.is_some()
            || self.url.is_some()
            || self.title.is_some()
    }
}

/// The facts of a line that consists of them only; `None` for every other line.
pub(super) fn read(line: &str, knowledge: &Knowledge) -> Option<Meta> {
    if line.len() > LONGEST {
        return None;
    }
    if let Some(url) = bare_url(line) {
        return Some(Meta { url: Some(url.to_owned()), ..Meta::default() });
    }
    let mut meta = Meta::default();
    let mut residues = Vec::new();
    for segment in segments(line) {
        let rest = consume(segment, &mut meta, knowledge);
        if !rest.is_empty() {
            residues.push(rest);
        }
    }
    let labelled = meta.date.is_some() || meta.updated.is_some();
    let explained = residues.iter().all(|rest| {
        if meta.dated()
            && is_person(rest, knowledge)
            && count_words(rest) >= 2
            && !knowledge.words.only(Kind::Section, rest, 1)
        {
            return true;
        }
        knowledge.words.only(Kind::Section, rest, 1)
            || (labelled && count_words(rest) <= 6 && !rest.ends_with(['.', '!', '?', '…']))
    });
    if !meta.says_something() || !explained {
        return None;
    }
    for rest in residues.into_iter().filter(|rest| !knowledge.words.only(Kind::Section, rest, 1)) {
        meta.signed.extend(signed(rest, knowledge).filter(|_| is_person(rest, knowledge)));
    }
    Some(meta)
}

/// Splits at dots, bars, spaced dashes, arrows and wide gaps.
fn segments(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let next = line[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let spaced = before.is_whitespace() && next.is_whitespace();
        let mark = matches!(c, '•' | '·' | '|' | ';' | '►' | '▪') || (spaced && matches!(c, '-' | '–' | '—' | '/'));
        if mark || (c == ' ' && before == ' ') {
            pieces.push(&line[start..at]);
            start = at + c.len_utf8();
        }
        before = c;
    }
    pieces.push(&line[start..]);
    pieces
}

/// Takes facts from the start of a segment as long as there are any; returns what it cannot explain.
fn consume<'a>(segment: &'a str, meta: &mut Meta, knowledge: &Knowledge) -> &'a str {
    let edge = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | '-' | '–' | '[' | ']');
    // A colon at the end belongs to a label.
    let mut rest = segment.trim_start_matches(edge).trim_end_matches(|c| edge(c) && c != ':');
    while !rest.is_empty() {
        let next = match knowledge.labels.at_start(rest) {
            Some((fact, value)) => labelled(fact, value, meta, knowledge),
            None => unlabelled(rest, meta, knowledge),
        };
        match next {
            Some(next) if next.len() < rest.len() => rest = next.trim_start_matches(edge).trim_start_matches('.'),
            _ => return rest,
        }
    }
    ""
}

fn labelled<'a>(fact: Fact, value: &'a str, meta: &mut Meta, knowledge: &Knowledge) -> Option<&'a str> {
    match fact {
        Fact::Date | Fact::Updated => {
            let (written, rest) = knowledge.calendar.at_start(value, true)?;
            let Written::Full(date) = written else { return None };
            let slot = if fact == Fact::Date { &mut meta.date } else { &mut meta.updated };
            slot.get_or_insert(date);
            Some(knowledge.calendar.skip_time(rest))
        }
        Fact::Author => {
            let end = name_end(value, knowledge);
            meta.signed.push(signed(&value[..end], knowledge)?);
            Some(&value[end..])
        }
        Fact::Outlet => short(value, 6).map(|value| meta.outlet = Some(value.to_owned())).map(|()| ""),
        Fact::Title => {
            Some(value).filter(|value| !value.is_empty()).map(|value| meta.title = Some(value.to_owned())).map(|()| "")
        }
        Fact::Source if count_words(value) <= 8 => {
            meta.source = Some(value.to_owned());
            Some("")
        }
        Fact::Url => bare_url(value).map(|url| meta.url = Some(url.to_owned())).map(|()| ""),
        Fact::Other if count_words(value) <= 12 && !value.ends_with(['.', '!', '?']) => {
            meta.other = true;
            Some("")
        }
        Fact::Source | Fact::Other => None,
    }
}

fn unlabelled<'a>(rest: &'a str, meta: &mut Meta, knowledge: &Knowledge) -> Option<&'a str> {
    if let Some((Written::Full(date), after)) = knowledge.calendar.at_start(rest, false) {
        meta.bare_date.get_or_insert(date);
        return Some(knowledge.calendar.skip_time(after));
    }
    let after_time = knowledge.calendar.skip_time(rest);
    if after_time.len() < rest.len() && meta.dated() {
        return Some(after_time);
    }
    let counter = knowledge.furniture.line(rest).is_some() && flat(rest).contains(|c: char| c.is_ascii_digit());
    meta.other |= counter;
    counter.then_some("")
}

/// Where the name after "Par" ends: before a date or the label of one.
fn name_end(value: &str, knowledge: &Knowledge) -> usize {
    let mut before = ' ';
    for (at, c) in value.char_indices() {
        if at > 0 && c.is_alphanumeric() && !before.is_alphanumeric() {
            let here = &value[at..];
            let date = matches!(knowledge.calendar.at_start(here, true), Some((Written::Full(_), _)));
            let label = matches!(knowledge.labels.at_start(here), Some((Fact::Date | Fact::Updated, _)));
            if date || label {
                return at;
            }
        }
        before = c;
    }
    value.len()
}

fn short(value: &str, words: usize) -> Option<&str> {
    (!value.is_empty() && count_words(value) <= words).then_some(value)
}

/// The line when it is an address and nothing else.
fn bare_url(line: &str) -> Option<&str> {
    let line = line.trim_matches(['<', '>', ' ']);
    let scheme = line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www.");
    (scheme && !line.contains(char::is_whitespace)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(line: &str) -> Option<Meta> {
        read(line, &Knowledge::load(&[]).unwrap())
    }

    #[track_caller]
    fn dated(line: &str, expected: &str) {
        let meta = facts(line).expect(line);
        assert_eq!(meta.date.or(meta.bare_date).map(|date| date.to_string()).as_deref(), Some(expected), "{line}");
    }

    #[track_caller]
    fn by(line: &str, expected: &str) {
        let meta = facts(line).expect(line);
        let names: Vec<&str> = meta.signed.iter().filter_map(|signed| signed.person.as_deref()).collect();
        assert_eq!(names, [expected], "{line}");
    }

    #[track_caller]
    fn not_meta(line: &str) {
        assert_eq!(facts(line), None, "{line}");
    }

    #[test]
    fn dates_of_publication() {
        dated("Publié le 10 février 2024 à 16h38 • Lecture 2 min.", "2024-02-10");
        dated("Publié le 7 mars 2024 à 09h16, mis à jour le 8 mars 2024 à 20h16 • Lecture 2 min.", "2024-03-07");
        dated("PUBLIÉE LE 22.06.2024 À 15:32", "2024-06-22");
        dated("Publié le 07/03/24", "2024-03-07");
        dated("Mis en ligne le : jeudi 1er août 2024", "2024-08-01");
        dated("Загружено: 2025-04-11", "2025-04-11");
        dated("Awa Traoré · 8 mars 2024 · 3 min de lecture", "2024-03-08");
        dated("8 mars 2024 - 10:32", "2024-03-08");
        dated("Par Awa Traoré, le 3 mai 2024", "2024-05-03");
        dated("Politique | 3 mai 2024", "2024-05-03");
        dated("Date : 3 mai 2024", "2024-05-03");
        dated("Posted on May 3, 2024 by Awa Traoré", "2024-05-03");
        dated("Publié le 3 mai 2024 par Awa Traoré", "2024-05-03");
    }

    #[test]
    fn signatures() {
        by("Par Awa Traoré", "Awa Traoré");
        by("Par Awa Traoré | Publié le 3 mai 2024", "Awa Traoré");
        by("Publié le 3 mai 2024 par Awa Traoré", "Awa Traoré");
        by("Awa Traoré · 8 mars 2024 · 3 min de lecture", "Awa Traoré");
        by("Auteur : Awa Traoré", "Awa Traoré");
        by("Propos recueillis par Awa Traoré", "Awa Traoré");
        by("PAR AWA TRAORÉ", "AWA TRAORÉ");
    }

    #[test]
    fn only_updated() {
        let meta = facts("Mis à jour le 3 mai 2024 à 10h").unwrap();
        assert_eq!((meta.date, meta.updated.is_some()), (None, true));
    }

    #[test]
    fn sentences_headings_and_events_are_not_facts() {
        not_meta("Par ailleurs, le ministre a salué l'accord.");
        not_meta("Le 16 juin");
        not_meta("Publié à Bamako, le rapport accable l'armée.");
        not_meta("Le 4 avril 2025, la Russie a annoncé son soutien militaire au Mali.");
        not_meta("Date historique pour le Mali");
        not_meta("Réactions et perspectives");
        not_meta("Mali – Russie : l'alliance qui inquiète");
        not_meta("Source de tensions");
        not_meta("Par la force des choses");
        not_meta("Le sommet du 3 mai 2024 en cinq questions");
    }
}
