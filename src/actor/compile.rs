//! From the columns of an actor row to names, offices and descriptions.

use super::actor::{Kind, Office};
use super::gazetteer::Gazetteer;
use super::grammar::{ARMY, Grammar};
use super::mention::{ActorId, Found};
use super::names::{Meaning, Name, Need, add, cut};
use crate::data::{DataFile, Fields};
use crate::error::Fault;
use crate::text::{French, Vocabulary, fold};

/// A row of an actor file.
pub(super) struct Row<'a> {
    pub(super) id: ActorId,
    pub(super) file: &'a DataFile,
    pub(super) line: usize,
    pub(super) fields: Fields<'a>,
}

impl Row<'_> {
    fn items(&self, column: usize) -> impl Iterator<Item = &str> {
        self.fields[column].split('|').map(str::trim).filter(|item| !item.is_empty())
    }

    fn fault(&self, problem: String) -> Fault {
        Fault::new(&self.file.name, problem).at_line(self.line)
    }
}

const ALIASES: usize = 3;
const METONYMS: usize = 4;
const PHRASES: usize = 5;
const NOT: usize = 6;

/// Compiles all rows into the gazetteer.
pub(super) fn compile(
    gazetteer: &mut Gazetteer,
    rows: &[Row<'_>],
    words: &mut Vocabulary,
    french: &French,
) -> Result<(), Fault> {
    let mut compiler = Compiler { gazetteer, words, french };
    for row in rows {
        compiler.names(row)?;
    }
    // Surnames and exclusions come after all full names: what is declared wins over what is derived.
    for row in rows {
        compiler.surnames(row);
        compiler.exclusions(row);
        compiler.phrases(row)?;
    }
    Grammar::mask_names(&mut compiler.gazetteer.names, compiler.words, compiler.french)
}

struct Compiler<'a> {
    gazetteer: &'a mut Gazetteer,
    words: &'a mut Vocabulary,
    french: &'a French,
}

/// An item of the aliases column with its marks taken off.
struct Marked<'a> {
    text: &'a str,
    /// `~`: only after the actor was named in full.
    reminder: bool,
    /// `=`: only with these capitals, and not at the head of a sentence.
    exact: bool,
}

fn marked(item: &str) -> Marked<'_> {
    let reminder = item.starts_with('~');
    let exact = item.starts_with('=');
    Marked { text: item.trim_start_matches(['~', '=']), reminder, exact }
}

impl Compiler<'_> {
    fn names(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let name = row.fields[0];
        // A name with a remark in brackets is a label for the report; the forms in texts are its aliases.
        if !name.contains('(') {
            self.declare(row, &marked(name), Found::Name)?;
        }
        for item in row.items(ALIASES) {
            self.declare(row, &marked(item), Found::Alias)?;
        }
        for item in row.items(METONYMS) {
            self.declare(row, &marked(item), Found::Metonym)?;
        }
        Ok(())
    }

    fn declare(&mut self, row: &Row<'_>, item: &Marked<'_>, found: Found) -> Result<(), Fault> {
        self.insert(row, item, found)?;
        let person = self.gazetteer.actor(row.id).kind == Kind::Person;
        // Names of persons lose their accents in many pages ("Goita", "Serguei"); common words must keep theirs.
        if person && found != Found::Metonym && !item.text.is_ascii() {
            let bare = fold_keeping_case(item.text);
            self.insert(row, &Marked { text: &bare, ..*item }, Found::Alias)?;
        }
        Ok(())
    }

    fn insert(&mut self, row: &Row<'_>, item: &Marked<'_>, found: Found) -> Result<(), Fault> {
        let cut = cut(item.text, item.exact, self.french, self.words);
        if cut.words.is_empty() || item.text.contains(['@', '/', ',', '(', ')', '!', '?', ';', ':']) {
            return Err(row
                .fault(format!("“{}” cannot be matched in a text", item.text))
                .remedy("write words, hyphens and apostrophes only; separate names with |"));
        }
        let meaning = Meaning::Actor { actor: row.id, found, reminder: item.reminder };
        for other in self.gazetteer.names.get(&cut.words) {
            let Meaning::Actor { actor, reminder, .. } = other.meaning else { continue };
            if actor == row.id && other.needs == cut.needs {
                return Ok(());
            }
            if actor != row.id && !reminder && !item.reminder && overlaps(&other.needs, &cut.needs) {
                return Err(self.conflict(row, item.text, actor));
            }
        }
        if let ([word], [Need::Capital], false) = (&cut.words[..], &cut.needs[..], item.reminder) {
            self.gazetteer.bare.push((row.id, *word));
        }
        add(&mut self.gazetteer.names, cut, item.exact, meaning);
        Ok(())
    }

    fn conflict(&self, row: &Row<'_>, name: &str, other: ActorId) -> Fault {
        let other = self.gazetteer.actor(other);
        row.fault(format!("“{name}” also names {} ({}:{})", other.name, other.file, other.line)).remedy(format!(
            "leave it to one of the two, or write ~{name} so that it counts only after the full name in the same article"
        ))
    }

    /// The last word of a person's name, and all words but the first, count once the full name was read.
    fn surnames(&mut self, row: &Row<'_>) {
        if self.gazetteer.actor(row.id).kind != Kind::Person {
            return;
        }
        let pieces = self.french.pieces(row.fields[0]);
        let Some((last, before)) = pieces.split_last() else { return };
        let roman = last.chars().all(|c| "IVX".contains(c));
        if before.is_empty() || roman || !last.starts_with(char::is_uppercase) {
            return;
        }
        for surname in [(*last).to_owned(), pieces[1..].join(" ")] {
            for form in [fold_keeping_case(&surname), surname] {
                let cut = cut(&form, false, self.french, self.words);
                let known = self.gazetteer.names.get(&cut.words).iter().any(|name| self.means(name, row.id));
                if !known {
                    let meaning = Meaning::Actor { actor: row.id, found: Found::Alias, reminder: true };
                    add(&mut self.gazetteer.names, cut, false, meaning);
                }
            }
        }
    }

    fn means(&self, name: &Name, id: ActorId) -> bool {
        matches!(name.meaning, Meaning::Actor { actor, .. } if actor == id)
    }

    fn exclusions(&mut self, row: &Row<'_>) {
        for item in row.items(NOT) {
            let cut = cut(item, false, self.french, self.words);
            add(&mut self.gazetteer.names, cut, false, Meaning::Mask);
        }
    }

    fn phrases(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        for item in row.items(PHRASES) {
            match item.split_once('@') {
                Some((title, of)) => self.office(row, title.trim(), of.trim())?,
                None => self.description(row, item),
            }
        }
        Ok(())
    }

    fn office(&mut self, row: &Row<'_>, title: &str, of: &str) -> Result<(), Fault> {
        let (name, years) = split_years(of);
        let Some(of) = self.gazetteer.find_by_name(name) else {
            return Err(row
                .fault(format!("the office “{title} @{name}” belongs to an unknown actor"))
                .remedy("write after @ the main name of an actor, as in the first column of its row"));
        };
        if title == ARMY {
            self.gazetteer.grammar.armies.insert(of, row.id);
            return Ok(());
        }
        self.gazetteer.grammar.hold(title, of, row.id, self.words, self.french);
        let office = Office { title: title.to_owned(), of, years };
        self.gazetteer.actors[row.id.0 as usize].offices.push(office);
        Ok(())
    }

    fn description(&mut self, row: &Row<'_>, item: &str) {
        let words = self.french.words_of(item, self.words);
        self.gazetteer.grammar.descriptions.insert(&words, row.id);
    }
}

/// "Burkina Faso 2015-2022" → the name and the years.
fn split_years(of: &str) -> (&str, Option<(i16, Option<i16>)>) {
    let parse = |text: &str| -> Option<(i16, Option<i16>)> {
        let (first, last) = text.split_once('-')?;
        let first = first.parse().ok().filter(|year| (1000..3000).contains(year))?;
        if last.is_empty() { Some((first, None)) } else { Some((first, Some(last.parse().ok()?))) }
    };
    match of.rsplit_once(' ').map(|(name, years)| (name, parse(years))) {
        Some((name, Some(years))) => (name.trim(), Some(years)),
        _ => (of, None),
    }
}

/// Two spellings of the same words that one text could satisfy together.
fn overlaps(one: &[Need], other: &[Need]) -> bool {
    use crate::text::Case::{Capital, Lower, Upper};
    one.iter().zip(other).all(|(a, b)| [Lower, Capital, Upper].into_iter().any(|case| a.fits(case) && b.fits(case)))
}

/// Accents removed, capitals kept.
fn fold_keeping_case(text: &str) -> String {
    text.chars()
        .map(|c| {
            let bare = fold(&c.to_string());
            if c.is_uppercase() { bare.to_uppercase() } else { bare }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_off_the_end() {
        assert_eq!(split_years("Burkina Faso 2015-2022"), ("Burkina Faso", Some((2015, Some(2022)))));
        assert_eq!(split_years("Mali 2021-"), ("Mali", Some((2021, None))));
        assert_eq!(split_years("G5 Sahel"), ("G5 Sahel", None));
        assert_eq!(split_years("M5-RFP"), ("M5-RFP", None));
    }

    #[test]
    fn folding_keeps_capitals() {
        assert_eq!(fold_keeping_case("Évguéni Œ"), "Evgueni OE");
    }
}
