//! Dates as French pages write them. Only complete dates count: a day without a year is never completed by a guess.

use super::key::{after, fold_char, key};
use crate::data::{DataFile, Record, parse_table};
use crate::error::Fault;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// Names of months and weekdays, compiled from `lexicons/corpus/calendar.tsv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Calendar {
    months: FxHashMap<String, i8>,
    weekdays: FxHashMap<String, i8>,
    fillers: Vec<String>,
    ordinals: Vec<String>,
    times: Vec<String>,
    zones: Vec<String>,
    /// "hier" and the like, with the days they lie back; several words are one entry.
    days_back: Vec<(String, i64)>,
    /// "il y a".
    ago: Vec<String>,
    /// Units of time after "il y a 3", in seconds.
    units: FxHashMap<String, i64>,
    /// Numbers in words after "il y a".
    counts: FxHashMap<String, i64>,
}

/// The moment from which a relative date counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// The day on which the pages were saved.
    Day(Date),
    /// The moment at which a page was fetched.
    Moment(jiff::civil::DateTime),
}

/// How much of a date was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// Day, month and year.
    Full(Date),
    /// A weekday, or a day and month without a year.
    Partial,
}

impl Calendar {
    /// Adds the rows of a table.
    pub(super) fn add(&mut self, file: &DataFile) -> Result<(), Fault> {
        for row in parse_table(file, &["kind", "form", "value"])? {
            let form = folded(row.fields[1]);
            let (names, most) = match row.fields[0] {
                "month" => (&mut self.months, 12),
                "weekday" => (&mut self.weekdays, 7),
                "filler" => {
                    self.fillers.push(form);
                    continue;
                }
                "ordinal" => {
                    self.ordinals.push(form);
                    continue;
                }
                "time" => {
                    self.times.push(form);
                    continue;
                }
                "zone" => {
                    self.zones.push(form);
                    continue;
                }
                "ago" => {
                    self.ago.push(key(row.fields[1]));
                    continue;
                }
                "back" | "unit" | "count" => {
                    self.add_relative(file, &row)?;
                    continue;
                }
                other => {
                    return Err(Fault::new(&file.name, format!("unknown kind “{other}”"))
                        .at_line(row.line)
                        .remedy("write month, weekday, filler, ordinal, time, zone, ago, back, count or unit"));
                }
            };
            let value = row.fields[2].parse().ok().filter(|value| (1..=most).contains(value)).ok_or_else(|| {
                Fault::new(&file.name, format!("“{}” is not a number from 1 to {most}", row.fields[2]))
                    .at_line(row.line)
                    .remedy(format!("write a whole number from 1 to {most}"))
            })?;
            names.insert(form, value);
        }
        Ok(())
    }

    fn add_relative(&mut self, file: &DataFile, row: &Record<'_>) -> Result<(), Fault> {
        let value: i64 = row.fields[2].parse().ok().filter(|value| *value >= 0).ok_or_else(|| {
            Fault::new(&file.name, format!("“{}” is not a whole number", row.fields[2]))
                .at_line(row.line)
                .remedy("write the days back, the number, or the seconds of the unit")
        })?;
        match row.fields[0] {
            "back" => self.days_back.push((key(row.fields[1]), value)),
            "count" => drop(self.counts.insert(folded(row.fields[1]), value)),
            _ => drop(self.units.insert(folded(row.fields[1]), value)),
        }
        Ok(())
    }

    /// The date of "il y a 3 jours", "hier à 10h12", "aujourd'hui", counted from a moment. Months and years are too vague.
    pub(super) fn relative(&self, text: &str, from: Reference) -> Option<Date> {
        let text = text.trim();
        let day = match from {
            Reference::Day(day) => day,
            Reference::Moment(moment) => moment.date(),
        };
        // The longest first: "avant-hier" also ends in "hier".
        let named = self
            .days_back
            .iter()
            .filter(|(words, _)| after(text, words).is_some())
            .max_by_key(|(words, _)| words.len());
        if let Some((_, back)) = named {
            return day.checked_sub(jiff::Span::new().try_days(*back).ok()?).ok();
        }
        let rest = self.ago.iter().find_map(|words| after(text, words))?;
        let (count, rest) = self.count(rest.trim_start())?;
        let (unit, _) = first_word(rest.trim_start());
        let seconds = count.checked_mul(*self.units.get(&unit)?)?;
        if seconds > 60 * 86_400 {
            return None;
        }
        match from {
            Reference::Moment(moment) => Some(moment.checked_sub(jiff::Span::new().seconds(seconds)).ok()?.date()),
            Reference::Day(day) => day.checked_sub(jiff::Span::new().days(seconds / 86_400)).ok(),
        }
    }

    /// A number in figures or in words.
    fn count<'a>(&self, text: &'a str) -> Option<(i64, &'a str)> {
        if let (Some(count), rest) = number(text) {
            return Some((i64::from(count), rest));
        }
        let (word, rest) = first_word(text);
        self.counts.get(&word).map(|count| (*count, rest))
    }

    /// The date a whole field states, with or without a time after it; `None` for anything less than a full date.
    pub(super) fn field(&self, text: &str) -> Option<Date> {
        let text = text.trim();
        let stamped = text.get(8..).is_some_and(|rest| rest.starts_with('T'));
        let day = if stamped { &text[..8] } else { text };
        if let Some(date) = timestamp(text).or_else(|| compact(day)) {
            return Some(date);
        }
        match self.at_start(text, true)? {
            (Written::Full(date), rest) if !rest.starts_with(char::is_alphanumeric) || rest.starts_with('T') => {
                Some(date)
            }
            _ => None,
        }
    }

    /// The first full date in a line, at the start of a word.
    pub(super) fn inside(&self, text: &str) -> Option<Date> {
        let mut before = ' ';
        for (at, c) in text.char_indices() {
            if c.is_alphanumeric()
                && !before.is_alphanumeric()
                && let Some((Written::Full(date), _)) = self.at_start(&text[at..], false)
            {
                return Some(date);
            }
            before = c;
        }
        None
    }

    /// A date at the start of a text and what follows it. `labelled` allows two-digit years, which nothing else may have.
    pub(super) fn at_start<'a>(&self, text: &'a str, labelled: bool) -> Option<(Written, &'a str)> {
        numeric(text, labelled).or_else(|| self.in_words(text, labelled))
    }

    fn in_words<'a>(&self, text: &'a str, labelled: bool) -> Option<(Written, &'a str)> {
        let (first, _) = first_word(text);
        if !first.is_empty() && !self.begins_date(&first) {
            return None;
        }
        let mut rest = skip_word(text, |word| listed(&self.fillers, word));
        let before = rest;
        rest = skip_word(rest, |word| self.weekdays.contains_key(word));
        let weekday = rest.len() < before.len();
        rest = skip_word(rest.trim_start_matches([',', ' ', '\u{a0}']), |word| listed(&self.fillers, word));
        // "jeudi 01/08/2024", "le 01/08/2024".
        if rest.len() < text.len()
            && let Some(found) = numeric(rest, labelled)
        {
            return Some(found);
        }
        let dated = self.day_month(rest).or_else(|| self.month_day(rest));
        let Some((day, month, rest)) = dated else { return weekday.then_some((Written::Partial, rest)) };
        let (year, after) = number(rest.trim_start_matches([',', ' ', '\u{a0}', '\u{202f}', '-', '.', '/']));
        let year = match digits(rest, after) {
            4 => year,
            // "1 août 24" and nothing behind it: "1 août 14h30" has no year.
            2 if labelled && after.is_empty() => year.map(|year| 2000 + year),
            _ => None,
        };
        match year.and_then(|year| date(year, month, day)) {
            Some(found) => Some((Written::Full(found), after)),
            None => Some((Written::Partial, rest)),
        }
    }

    /// A word that a date may begin with.
    fn begins_date(&self, word: &str) -> bool {
        listed(&self.fillers, word) || self.weekdays.contains_key(word) || self.months.contains_key(word)
    }

    /// `1er août`, `26 juil.`, `26-juillet`.
    fn day_month<'a>(&self, text: &'a str) -> Option<(i32, i32, &'a str)> {
        let (day, rest) = number(text);
        let day = day.filter(|day| (1..=31).contains(day))?;
        let spaces = [' ', '\u{a0}', '\u{202f}', '-', '/'];
        // "1 er août" is met too.
        let rest = self.skip_ordinal(rest.trim_start_matches(spaces)).trim_start_matches(spaces);
        let (month, rest) = self.month(rest)?;
        Some((day, month, rest))
    }

    /// English order: `July 26`, `August 1st`.
    fn month_day<'a>(&self, text: &'a str) -> Option<(i32, i32, &'a str)> {
        let (month, rest) = self.month(text)?;
        let (day, rest) = number(rest.trim_start());
        let day = day.filter(|day| (1..=31).contains(day))?;
        let rest = self.skip_ordinal(rest);
        // "Mars 2024" is a month and a year, not the 20th of March.
        (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((day, month, rest))
    }

    fn skip_ordinal<'a>(&self, text: &'a str) -> &'a str {
        let end = text.find(|c: char| !c.is_alphabetic() && !matches!(c, '°' | 'º')).unwrap_or(text.len());
        if end > 0 && listed(&self.ordinals, &folded(&text[..end])) { &text[end..] } else { text }
    }

    fn month<'a>(&self, text: &'a str) -> Option<(i32, &'a str)> {
        let (word, rest) = first_word(text);
        let month = *self.months.get(word.as_str())?;
        Some((i32::from(month), rest.strip_prefix('.').unwrap_or(rest)))
    }

    /// The date in a file name or folder, as a whole component at its start or end: `2024-02-10-…`, `20240209_…`.
    pub(super) fn in_name(&self, stem: &str) -> Option<Date> {
        let whole = |text: &str| text.is_empty() || text.starts_with(['-', '_', ' ', '.']);
        let begins = numeric(stem, false).filter(|(_, rest)| whole(rest)).map(|(written, _)| written);
        if let Some(Written::Full(date)) = begins {
            return Some(date);
        }
        if let Some(date) = stem.get(..8).and_then(compact).filter(|_| whole(&stem[8..])) {
            return Some(date);
        }
        ending(stem, 10, |text| match numeric(text, false)? {
            (Written::Full(date), "") => Some(date),
            _ => None,
        })
        .or_else(|| ending(stem, 8, compact))
    }

    /// The date in the path of an address: `…/2024/02/09/…`, `…/2024-02-09/…`, `…-20240209.html`.
    pub(super) fn in_address(&self, url: &str) -> Option<Date> {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        let (_, path) = path.split_once('/')?;
        let parts: Vec<&str> = path.split('/').collect();
        let folders = parts.windows(3).find_map(|three| {
            let fits = three[0].len() == 4 && three[1].len() == 2 && three[2].len() == 2;
            compact(&fits.then(|| three.concat())?)
        });
        match folders {
            Some(date) => Some(date),
            None => parts.iter().rev().find_map(|part| self.in_name(part.split('.').next().unwrap_or(part))),
        }
    }

    /// Skips a time of day and what belongs to it after a date: `à 16h38`, `- 09:16:00 GMT`, `T10:36:00Z`.
    pub(super) fn skip_time<'a>(&self, text: &'a str) -> &'a str {
        let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}', ',', '-', '–', '|', '(']);
        if let Some(rest) = text.strip_prefix('T').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return rest.trim_start_matches(|c: char| !c.is_whitespace());
        }
        let start = skip_word(trimmed, |word| listed(&self.times, word));
        let (hour, rest) = number(start);
        if hour.is_none_or(|hour| hour > 24) {
            return text;
        }
        let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let Some(rest) = rest.strip_prefix(['h', 'H', ':']) else { return text };
        if rest.starts_with(char::is_alphabetic) {
            return text;
        }
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | ' ' | '\u{a0}'));
        let rest = skip_word(rest, |word| listed(&self.zones, word));
        let rest = skip_word(rest.trim_start_matches(' '), |word| listed(&self.zones, word));
        rest.strip_prefix(')').unwrap_or(rest)
    }
}

fn listed(list: &[String], word: &str) -> bool {
    list.iter().any(|entry| entry == word)
}

fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_char(c, |c| out.push(c)));
    out
}

fn first_word(text: &str) -> (String, &str) {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    (folded(&text[..end]), &text[end..])
}

/// `text` without its first word, the full stop after it and the spaces, when the word passes the test.
fn skip_word(text: &str, test: impl Fn(&str) -> bool) -> &str {
    let (word, rest) = first_word(text);
    if word.is_empty() || !test(&word) {
        return text;
    }
    rest.strip_prefix('.').unwrap_or(rest).trim_start_matches([' ', '\u{a0}', '\u{202f}', ','])
}

fn number(text: &str) -> (Option<i32>, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (text[..end.min(9)].parse().ok(), &text[end..])
}

/// Number of digits read between two positions of one text, the second at the end of a number.
fn digits(from: &str, to: &str) -> usize {
    from[..from.len() - to.len()].bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// `2024-02-10`, `2024/2/10`, `10/02/2024`, `10.02.2024`; `10/02/24` only where a label says it is a date.
fn numeric(text: &str, labelled: bool) -> Option<(Written, &str)> {
    let mut parts: SmallVec<[(i32, usize); 3]> = SmallVec::new();
    let mut rest = text;
    let mut mark = None;
    for index in 0..3 {
        let (value, after) = number(rest);
        parts.push((value?, rest.len() - after.len()));
        rest = after;
        if index < 2 {
            let next = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '_'))?;
            if *mark.get_or_insert(next) != next {
                return None;
            }
            rest = &rest[1..];
        }
    }
    let found = match (parts[0], parts[1], parts[2]) {
        ((year, 4), (month, 1 | 2), (day, 1 | 2)) => date(year, month, day),
        ((day, 1 | 2), (month, 1 | 2), (year, 4)) => date(year, month, day),
        ((day, 1 | 2), (month, 1 | 2), (year, 2)) if labelled => {
            date(if year < 70 { 2000 + year } else { 1900 + year }, month, day)
        }
        _ => None,
    };
    Some((Written::Full(found?), rest))
}

/// `20240209` and nothing else.
fn compact(text: &str) -> Option<Date> {
    let value: i32 = (text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())??;
    date(value / 10_000, value / 100 % 100, value % 100).filter(|date| date.year() >= 1990)
}

/// A date that stands at the end of a name, after a separator.
fn ending(stem: &str, length: usize, read: impl Fn(&str) -> Option<Date>) -> Option<Date> {
    let at = stem.len().checked_sub(length).filter(|at| stem.is_char_boundary(*at))?;
    let (before, end) = stem.split_at(at);
    read(end).filter(|_| before.ends_with(['-', '_', ' ', '.']))
}

/// Seconds or milliseconds since 1970, as some feeds give them.
fn timestamp(text: &str) -> Option<Date> {
    let digits = text.split('.').next()?;
    let value: i64 = digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())??;
    let seconds = match digits.len() {
        9 | 10 => value,
        12 | 13 => value / 1000,
        _ => return None,
    };
    let instant = jiff::Timestamp::from_second(seconds).ok()?;
    Some(instant.to_zoned(jiff::tz::TimeZone::UTC).date()).filter(|date| date.year() >= 1990)
}

fn date(year: i32, month: i32, day: i32) -> Option<Date> {
    if !(1800..2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
