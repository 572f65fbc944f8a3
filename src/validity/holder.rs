//! When two names of a speaker are the same: "M. Diop" and "Amadou Diop", "le ministère" and "ministère".

use crate::data::{DataFile, parse_table, shipped};
use crate::error::Fault;
use crate::text::fold;
use std::collections::BTreeSet;

const HEADER: [&str; 2] = ["word", "kind"];

/// Words that do not tell one speaker from another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HolderWords {
    /// Dropped everywhere.
    articles: BTreeSet<String>,
    /// Dropped before a capitalised word, when they stand before a name.
    titles: BTreeSet<String>,
}

impl HolderWords {
    /// The shipped words.
    ///
    /// # Errors
    /// A row whose kind is neither `article` nor `title`.
    pub fn load() -> Result<Self, Fault> {
        Self::parse(&shipped("validity/holder-words.tsv"))
    }

    /// Words of a table with the columns `word` and `kind`.
    ///
    /// # Errors
    /// See [`HolderWords::load`].
    pub fn parse(file: &DataFile) -> Result<Self, Fault> {
        let mut words = Self::default();
        for record in parse_table(file, &HEADER)? {
            let set = match record.fields[1] {
                "article" => &mut words.articles,
                "title" => &mut words.titles,
                other => {
                    return Err(Fault::new(&file.name, format!("unknown kind “{other}”"))
                        .at_line(record.line)
                        .remedy("write article or title in the second column"));
                }
            };
            set.insert(fold(record.fields[0]));
        }
        Ok(words)
    }
}

/// Compares speakers: folded, without articles and titles, one inside the other word by word.
///
/// ```
/// use parallaxe::validity::{HolderMatcher, HolderWords};
/// let matcher = HolderMatcher::new(HolderWords::load().unwrap());
/// assert!(matcher.same("M. Diop", "Amadou Diop"));
/// assert!(!matcher.same("Amadou Diop", "Iba Fall"));
/// ```
#[derive(Debug, Clone)]
pub struct HolderMatcher {
    words: HolderWords,
}

impl HolderMatcher {
    /// A matcher over these words.
    pub fn new(words: HolderWords) -> Self {
        Self { words }
    }

    /// True when one name, normalised, stands inside the other.
    pub fn same(&self, one: &str, other: &str) -> bool {
        let (one, other) = (self.normalise(one), self.normalise(other));
        let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
        !short.is_empty() && long.windows(short.len()).any(|window| window == short)
    }

    /// The words that tell the speaker; when only titles and articles are there, they stay.
    fn normalise(&self, name: &str) -> Vec<String> {
        let words: Vec<(String, bool)> =
            split(name).map(|word| (fold(word), word.starts_with(char::is_uppercase))).collect();
        let mut kept: Vec<String> = Vec::new();
        for (index, (word, _)) in words.iter().enumerate() {
            let before_name = words.get(index + 1).is_some_and(|(_, capital)| *capital);
            let dropped = self.words.articles.contains(word) || (before_name && self.words.titles.contains(word));
            if !dropped {
                kept.push(word.clone());
            }
        }
        if kept.is_empty() { words.into_iter().map(|(word, _)| word).collect() } else { kept }
    }
}

/// Words without punctuation; an elided article is a word of its own and keeps its apostrophe.
fn split(name: &str) -> impl Iterator<Item = &str> {
    name.split_inclusive(['\'', '’'])
        .flat_map(|part| part.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'))))
        .filter(|word| word.chars().any(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, same: bool) {
        let matcher = HolderMatcher::new(HolderWords::load().unwrap());
        assert_eq!(matcher.same(one, other), same, "{one} / {other}");
        assert_eq!(matcher.same(other, one), same, "{other} / {one}");
    }

    #[test]
    fn the_same_speaker() {
        check("le ministère", "Ministère", true);
        check("l'Élysée", "Elysée", true);
        check("L’ONG", "ONG", true);
        check("Mme Awa Sy", "Awa Sy", true);
        check("le président Fall", "Moussa Fall", true);
        check("le général d'armée Ba", "Ba", true);
        check("le porte-parole du parti", "porte-parole du parti", true);
        check("le président", "Le président", true);
        check("MM. Ba et Sy", "Ba et Sy", true);
    }

    #[test]
    fn different_speakers() {
        check("Iran", "iranien", false);
        check("le président gabonais", "le ministre gabonais", false);
        check("Awa Sy", "Awa Fall", false);
        check("M.", "M. Diop", false);
        check("", "Diop", false);
        check("", "", false);
    }

    #[test]
    fn a_bad_row_is_a_fault() {
        let file = DataFile { name: "h.tsv".into(), text: "word\tkind\nle\tnoun\n".into() };
        assert_eq!(HolderWords::parse(&file).unwrap_err().line, Some(2));
    }
}
