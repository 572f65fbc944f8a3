//! The signs by which a page names its outlet, and the choice between them.

use super::article::{Inferred, Provenance};
use super::key::{after, key, solid, split_at};
use super::knowledge::Knowledge;
use super::words::{Kind, Words};
use crate::data::{DataFile, parse_table};
use crate::error::Fault;

/// A name that may be the outlet's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sign {
    pub name: String,
    pub from: Provenance,
    /// Enough alone; other signs count when the registry or something else on the page says the same.
    pub strong: bool,
}

#[derive(Debug, Clone)]
struct Template {
    from: Provenance,
    strong: bool,
    before: String,
    after: String,
}

/// The sentences that name an outlet, compiled from `lexicons/corpus/signs.tsv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Templates {
    sentences: Vec<Template>,
    rights: Vec<(String, bool)>,
}

impl Templates {
    /// Adds the rows of a table.
    pub(super) fn add(&mut self, file: &DataFile) -> Result<(), Fault> {
        for row in parse_table(file, &["from", "strength", "before", "after"])? {
            let fault =
                |problem: String, remedy: &str| Fault::new(&file.name, problem).at_line(row.line).remedy(remedy);
            let strong = match row.fields[1] {
                "strong" => true,
                "weak" => false,
                other => return Err(fault(format!("unknown strength “{other}”"), "write strong or weak")),
            };
            let (before, after) = (key(row.fields[2]), key(row.fields[3]));
            if before.is_empty() == after.is_empty() {
                return Err(fault(
                    "one of “before” and “after” must be given".into(),
                    "write one and leave the other empty",
                ));
            }
            let from = match row.fields[0] {
                "footer" => Provenance::Footer,
                "byline" => Provenance::Byline,
                "rights" => {
                    self.rights.push((before, strong));
                    continue;
                }
                other => return Err(fault(format!("unknown source “{other}”"), "write footer, byline or rights")),
            };
            self.sentences.push(Template { from, strong, before, after });
        }
        Ok(())
    }

    /// The signs in one line of furniture.
    pub(super) fn read(&self, line: &str, words: &Words) -> Vec<Sign> {
        let mut found = Vec::new();
        for template in &self.sentences {
            let name = if template.after.is_empty() {
                after(line, &template.before).map(name_before_stop)
            } else {
                split_at(line, &template.after).map(|(before, _)| name_after_stop(before))
            };
            if let Some(name) = name.and_then(|name| outlet_name(name, words)) {
                found.push(Sign { name, from: template.from, strong: template.strong });
            }
        }
        found.extend(self.rights_holder(line, words));
        found
    }

    /// The holder in a copyright line that has a year or reserves rights; a photograph's "© Présidence" has neither.
    fn rights_holder(&self, line: &str, words: &Words) -> Option<Sign> {
        let mut reserved = false;
        let mut marked = line.contains('©');
        let mut pieces: Vec<&str> = line.split('©').collect();
        for (phrase, strong) in &self.rights {
            let split: Vec<&str> = pieces.iter().flat_map(|piece| cut_all(piece, phrase)).collect();
            if split.len() > pieces.len() {
                marked = true;
                reserved |= strong;
            }
            pieces = split;
        }
        let dated = pieces.iter().any(|piece| piece.split(|c: char| !c.is_ascii_digit()).any(is_year));
        if !marked || !(reserved || dated) {
            return None;
        }
        let holder =
            pieces.iter().map(|piece| without_years(piece)).find(|piece| piece.chars().any(char::is_alphabetic))?;
        if holder.contains('/') {
            return None;
        }
        let name = outlet_name(name_before_stop(holder), words)?;
        Some(Sign { name, from: Provenance::Footer, strong: true })
    }
}

/// The text around every occurrence of a phrase.
fn cut_all<'a>(text: &'a str, phrase: &str) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = split_at(rest, phrase) {
        pieces.push(before);
        rest = behind;
    }
    pieces.push(rest);
    pieces
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// The text without years, figures and punctuation around it.
fn without_years(text: &str) -> &str {
    let edge = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(c, '-' | '–' | '—' | ',' | '.' | ':' | '|' | '(' | ')' | '·' | '•')
    };
    let trimmed = text.trim_matches(|c: char| edge(c) && !c.is_ascii_digit());
    // "20 Minutes" keeps its figure, "2024 Le Phare" loses it.
    let start = trimmed.find(|c: char| !c.is_ascii_digit()).unwrap_or(trimmed.len());
    let front = if is_year(&trimmed[..start]) { without_years(&trimmed[start..]) } else { trimmed };
    let end = front
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + front[at..].chars().next().map_or(1, char::len_utf8));
    if is_year(&front[end..]) { without_years(&front[..end]) } else { front }
}

/// The text up to the first punctuation that ends a name; the stop inside "malibuzz.tv" does not.
fn name_before_stop(text: &str) -> &str {
    let text = text.trim_start_matches([' ', '\u{a0}', ':', '-', '–', '«', '"']);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        let dash = matches!(c, '-' | '–' | '—') && text[..at].ends_with([' ', '\u{a0}']);
        if matches!(c, ',' | ';' | ':' | '|' | '(' | '!' | '?' | '»' | '•' | '·')
            || dash
            || (c == '.' && next.is_whitespace())
        {
            return &text[..at];
        }
        if c == ' ' && next == ' ' {
            return &text[..at];
        }
    }
    text
}

/// The text after the last punctuation.
fn name_after_stop(text: &str) -> &str {
    text.rsplit([',', ';', ':', '|', '!', '?', '«', '»', '(', ')', '–', '—']).next().unwrap_or(text)
}

/// The text as an outlet's name, when it can be one.
pub(super) fn outlet_name(text: &str, words: &Words) -> Option<String> {
    let name = super::sanitize::one_line(text.trim_matches(|c: char| !c.is_alphanumeric() && c != '+'), 60);
    let begins = name.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || looks_like_host(&name);
    let fits = begins
        && name.chars().any(char::is_alphabetic)
        && !name.contains([':', ';', '?', '!', '«', '»'])
        && name.split_whitespace().count() <= 6
        && !words.any(Kind::Company, &name)
        && !words.only(Kind::Section, &name, 1)
        && !words.is(Kind::Nobody, &name);
    fits.then_some(name)
}

fn looks_like_host(name: &str) -> bool {
    !name.contains(' ') && super::outlets::host(name).is_some()
}

/// The outlet that the signs name, in order of provenance; `others` are addresses, folders and the like, which name
/// nothing alone but confirm.
pub(super) fn choose(signs: &[Sign], others: &[String], knowledge: &Knowledge) -> Inferred<String> {
    let order = [Provenance::Field, Provenance::Url, Provenance::Footer, Provenance::Byline];
    for from in order {
        for (at, sign) in signs.iter().enumerate().filter(|(_, sign)| sign.from == from) {
            let known = knowledge.outlets.by_name(&sign.name);
            let agency = knowledge.agency(&sign.name).is_some();
            if agency && from != Provenance::Field {
                continue;
            }
            let same = |other: &&Sign| same_outlet(&sign.name, &other.name, knowledge);
            let said_twice = || {
                let elsewhere =
                    signs.iter().enumerate().filter(|(index, _)| *index != at).any(|(_, other)| same(&other));
                elsewhere || confirmed(&sign.name, others, knowledge)
            };
            if sign.strong || known.is_some() || said_twice() {
                let name = known.map(|outlet| outlet.name.clone()).unwrap_or_else(|| {
                    let written = signs.iter().filter(same).find(|other| reads_well(&other.name));
                    written.unwrap_or(sign).name.clone()
                });
                return Inferred::known(name, from);
            }
        }
    }
    Inferred::default()
}

/// True when one of the other names is the same outlet.
pub(super) fn confirmed(name: &str, others: &[String], knowledge: &Knowledge) -> bool {
    others.iter().any(|other| same_outlet(name, other, knowledge))
}

/// A name as people write it: not an address, not in small letters.
fn reads_well(name: &str) -> bool {
    name.chars().any(char::is_uppercase) && !looks_like_host(name)
}

/// True when two names are one: spaces, case and accents aside, without the top-level domain or the first article.
fn same_outlet(one: &str, two: &str, knowledge: &Knowledge) -> bool {
    let forms = |name: &str| {
        let whole = solid(name);
        let host = name.rsplit_once('.').filter(|_| looks_like_host(name)).map(|(stem, _)| solid(stem));
        let folded = key(name);
        let article = folded.split_once(' ').filter(|(first, _)| knowledge.words.is(Kind::Article, first));
        // Addresses leave the small words out too: "echodelaplaine" and "echoplaine" are both met.
        let words = &knowledge.words;
        let small = |word: &&str| words.is(Kind::Particle, word) || words.is(Kind::Article, word);
        let large: String = folded.split(' ').filter(|word| !small(word)).collect();
        [Some(whole), host, article.map(|(_, rest)| solid(rest)), Some(large)]
    };
    let two = forms(two);
    forms(one).into_iter().flatten().any(|form| form.len() >= 4 && two.iter().flatten().any(|other| *other == form))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knowledge() -> Knowledge {
        Knowledge::load(&[]).unwrap()
    }

    #[track_caller]
    fn names(line: &str, expected: Option<&str>) {
        let knowledge = knowledge();
        let found = knowledge.templates.read(line, &knowledge.words);
        assert_eq!(found.first().map(|sign| sign.name.as_str()), expected, "{line}");
    }

    #[test]
    fn feet_of_pages_name_outlets() {
        names("© 2024 Rempart du Sud. Tous droits réservés.", Some("Rempart du Sud"));
        names("© Le Grand Écho 2024", Some("Le Grand Écho"));
        names("Tous droits réservés © Cap Sud", Some("Cap Sud"));
        names("Cap Sud – Tous droits réservés", Some("Cap Sud"));
        names("Copyright 2019-2024 – Cap Sud", Some("Cap Sud"));
        names("En savoir plus sur Cap Sud TV", Some("Cap Sud TV"));
        names("As its name suggests, Cap papers is a general information site which covers news.", Some("Cap papers"));
        names("Cap Sud est un site d'information générale.", Some("Cap Sud"));
        names("journaliste à capsud.tv", Some("capsud.tv"));
    }

    #[test]
    fn companies_photographs_and_sentences_do_not() {
        names("© Copyright 2022 – CAP GROUP LLC  All rights reserved. Designed by Someone", None);
        names("© Présidence du Mali", None);
        names("© 2024 Awa Traoré / AFP", None);
        names("© 2024 Tous droits réservés", None);
        names("En savoir plus sur comment les données de vos commentaires sont utilisées", None);
        names("Tous droits réservés", None);
    }

    #[track_caller]
    fn chosen(signs: &[(&str, Provenance, bool)], others: &[&str], expected: Option<(&str, Provenance)>) {
        let signs: Vec<Sign> = signs
            .iter()
            .map(|(name, from, strong)| Sign { name: (*name).into(), from: *from, strong: *strong })
            .collect();
        let others: Vec<String> = others.iter().map(|other| (*other).into()).collect();
        let found = choose(&signs, &others, &knowledge());
        assert_eq!(found.value.as_deref().map(|name| (name, found.from)), expected);
    }

    #[test]
    fn the_best_sign_wins_and_weak_signs_need_company() {
        use Provenance::{Byline, Field, Footer};
        chosen(&[("Cap Sud", Byline, false)], &[], None);
        chosen(&[("Cap Sud", Byline, false)], &["cap-sud"], Some(("Cap Sud", Byline)));
        chosen(&[("Le Cap Sud", Byline, false)], &["capsud.example"], Some(("Le Cap Sud", Byline)));
        chosen(&[("cap sud", Byline, false), ("Cap Sud", Footer, true)], &[], Some(("Cap Sud", Footer)));
        chosen(&[("lemonde.fr", Footer, false)], &[], Some(("Le Monde", Footer)));
        chosen(&[("AFP", Footer, true)], &[], None);
        chosen(&[("Cap Sud", Footer, true), ("Gazette", Field, true)], &[], Some(("Gazette", Field)));
        chosen(&[("capsud.tv", Byline, false), ("Cap Sud", Footer, false)], &[], Some(("Cap Sud", Footer)));
    }
}
