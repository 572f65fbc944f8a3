//! Designations: the words that name or label an actor, and which outlet uses them.

use super::words::StopWords;
use crate::actor::Found;
use crate::aggregate::Designation;
use crate::stance::{CueRecord, Observation};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Designations shown for an actor.
const SHOWN: usize = 15;
/// Tag of a row that is a loaded name, followed by the concept.
const LOADED: &str = "loaded:";

type Outlets = BTreeMap<Option<String>, u64>;

/// Designations of one actor as they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DesignationSums {
    /// Mentions by words and outlet.
    names: BTreeMap<String, Outlets>,
    /// Loaded cues by (words, concept) and outlet.
    loaded: BTreeMap<(String, String), Outlets>,
    /// Words of proper names used for the actor, lower case.
    name_words: BTreeSet<String>,
}

impl DesignationSums {
    /// Counts the words of a mention and the loaded names that reach it.
    pub fn add(&mut self, mention: &Observation, outlet: Option<&str>, stop: &StopWords) {
        let outlet = outlet.map(String::from);
        if let Some(words) = designation(mention, stop) {
            if is_name(mention) {
                self.name_words.extend(super::words::letters(&words.to_lowercase()).map(String::from));
            }
            *self.names.entry(words).or_default().entry(outlet.clone()).or_default() += 1;
        }
        let names: BTreeSet<_> = mention.cues.iter().filter_map(loaded_name).collect();
        for name in names {
            *self.loaded.entry(name).or_default().entry(outlet.clone()).or_default() += 1;
        }
    }

    /// Adds the counts over other articles.
    pub fn merge(&mut self, other: DesignationSums) {
        for (words, outlets) in other.names {
            add(self.names.entry(words).or_default(), &outlets);
        }
        for (name, outlets) in other.loaded {
            add(self.loaded.entry(name).or_default(), &outlets);
        }
        self.name_words.extend(other.name_words);
    }

    /// True for a word of a proper name used for the actor; `word` in lower case.
    pub fn is_name_word(&self, word: &str) -> bool {
        word.split('-').all(|part| self.name_words.contains(part))
    }

    /// The table: loaded names have their place in it before other words do; then most used first, then by words.
    pub fn finish(&self) -> Vec<Designation> {
        let mut table: Vec<Designation> = self.by_lower_case().into_values().collect();
        let weight = |row: &Designation| (Reverse(row.total), row.words.clone());
        table.sort_by_key(|row| (row.concept.is_none(), weight(row)));
        table.truncate(SHOWN);
        table.sort_by_key(weight);
        table
    }

    /// Spellings that differ by case only are one designation, written as most often.
    fn by_lower_case(&self) -> BTreeMap<String, Designation> {
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let names = self.names.iter().map(|(words, outlets)| (words, None, outlets));
        let loaded = self.loaded.iter().map(|((words, concept), outlets)| (words, Some(concept), outlets));
        for (words, concept, outlets) in names.chain(loaded) {
            groups.entry(words.to_lowercase()).or_default().add(words, concept, outlets);
        }
        groups.into_iter().map(|(key, group)| (key, group.row())).collect()
    }
}

/// Spellings that differ by case only.
#[derive(Default)]
struct Group {
    outlets: Outlets,
    concept: Option<String>,
    spelling: String,
    uses_of_spelling: u64,
}

impl Group {
    fn add(&mut self, words: &str, concept: Option<&String>, outlets: &Outlets) {
        add(&mut self.outlets, outlets);
        self.concept = self.concept.take().or(concept.cloned());
        let uses = outlets.values().sum();
        if uses > self.uses_of_spelling {
            (self.spelling, self.uses_of_spelling) = (words.to_string(), uses);
        }
    }

    fn row(self) -> Designation {
        let total = self.outlets.values().sum();
        let by_outlet = self.outlets.into_iter().filter_map(|(outlet, count)| Some((outlet?, count))).collect();
        Designation { words: self.spelling, concept: self.concept, by_outlet, total }
    }
}

fn add(sums: &mut Outlets, others: &Outlets) {
    for (outlet, count) in others {
        *sums.entry(outlet.clone()).or_default() += count;
    }
}

/// True for mentions by a proper name: a name, alias or metonym with a capital. A gazetteer may list plain words as well ("la junte"),
/// which say something.
pub fn is_name(mention: &Observation) -> bool {
    let kind = matches!(mention.found, Found::Name | Found::Alias | Found::Metonym);
    kind && mention.mention.chars().any(char::is_uppercase)
}

/// The words of a mention as a designation: without determiner, a proper name as it is written, anything else in lower case
/// save for the proper names in it. Pronouns designate nothing.
fn designation(mention: &Observation, stop: &StopWords) -> Option<String> {
    let written = mention.mention.replace('’', "'");
    let words = stop.without_determiner(&written);
    let words = match mention.found {
        Found::Pronoun => return None,
        _ if words.to_lowercase() == mention.actor.to_lowercase() => mention.actor.clone(),
        // A headline in capitals does not show which words are names.
        Found::Phrase if !words.chars().any(char::is_lowercase) => words.to_lowercase(),
        // The capital of the first word may be the sentence's; after a determiner it is the word's own ("l'État malien").
        Found::Phrase if words.len() == written.trim().len() => lower_first(words),
        _ => words.to_string(),
    };
    (!words.is_empty()).then_some(words)
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Dictionary form and concept of a cue that calls the actor by a loaded name.
fn loaded_name(cue: &CueRecord) -> Option<(String, String)> {
    let concept = cue.tags.iter().find_map(|tag| tag.strip_prefix(LOADED)).filter(|_| cue.role == "n")?;
    // The row is named "lemma/pos", and the lemma may give two genders: "menteur/menteuse/n".
    let lemma = cue.row.split('/').next().filter(|lemma| !lemma.is_empty())?;
    Some((lemma.to_lowercase(), concept.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::{cue, mention, mention_in};
    use crate::data::shipped;
    use crate::stance::Score;

    fn stop() -> StopWords {
        StopWords::parse(&shipped("french/stopwords.tsv")).expect("shipped data")
    }

    #[track_caller]
    fn named(found: Found, words: &str, expected: Option<&str>) {
        let mention = mention_in("Mali", found, words, words, 0);
        assert_eq!(designation(&mention, &stop()).as_deref(), expected);
    }

    #[test]
    fn words_of_a_mention() {
        named(Found::Name, "MALI", Some("Mali"));
        named(Found::Name, "le Mali", Some("Mali"));
        named(Found::Metonym, "Bamako", Some("Bamako"));
        named(Found::Alias, "RM", Some("RM"));
        named(Found::Phrase, "Le pays hôte", Some("pays hôte"));
        named(Found::Phrase, "La junte du colonel Goïta", Some("junte du colonel Goïta"));
        named(Found::Phrase, "Junte", Some("junte"));
        named(Found::Phrase, "LES AUTORITÉS", Some("autorités"));
        named(Found::Phrase, "l’État malien", Some("État malien"));
        named(Found::Pronoun, "il", None);
    }

    #[test]
    fn a_plain_word_is_no_name() {
        let name = |found, words: &str| is_name(&mention_in("Mali", found, words, words, 0));
        assert!(name(Found::Alias, "RM") && name(Found::Metonym, "Bamako"));
        assert!(!name(Found::Alias, "junte") && !name(Found::Phrase, "Le ministre") && !name(Found::Pronoun, "Il"));
    }

    #[test]
    fn counts_by_outlet_and_case() {
        let mut sums = DesignationSums::default();
        let mut add = |found, words: &str, outlet, times| {
            for _ in 0..times {
                sums.add(&mention_in("Mali", found, words, words, 0), outlet, &stop());
            }
        };
        add(Found::Metonym, "BAMAKO", Some("B"), 1);
        add(Found::Metonym, "Bamako", Some("A"), 2);
        add(Found::Metonym, "Bamako", None, 1);
        add(Found::Name, "Mali", Some("A"), 1);
        let table = sums.finish();
        let bamako = ("Bamako".to_string(), vec![("A".to_string(), 2), ("B".to_string(), 1)], 4);
        assert_eq!((table[0].words.clone(), table[0].by_outlet.clone(), table[0].total), bamako);
        assert_eq!((table.len(), table[1].total), (2, 1));
        assert!(sums.is_name_word("bamako") && !sums.is_name_word("junte"));
    }

    #[test]
    fn loaded_names() {
        let loaded = |row: &str, role: &str| cue(row, role, Score::clamped(-500), &["power", "loaded:transition"]);
        let with = |cues: Vec<CueRecord>| Observation { cues, ..mention("Mali", Some(-500)) };
        let mut sums = DesignationSums::default();
        // Twice in one mention counts once; not in a naming role, or not loaded: not at all.
        sums.add(&with(vec![loaded("putschiste/n", "n"), loaded("putschiste/n", "n")]), Some("A"), &stop());
        sums.add(&with(vec![loaded("menteur/menteuse/n", "n"), loaded("putsch/n", "de")]), Some("A"), &stop());
        sums.add(&with(vec![cue("fiable/a", "n", Score::clamped(500), &["power"])]), Some("B"), &stop());
        let table = sums.finish();
        let rows: Vec<_> = table.iter().map(|row| (row.words.as_str(), row.concept.as_deref(), row.total)).collect();
        assert_eq!(
            rows,
            [("Mali", None, 3), ("menteur", Some("transition"), 1), ("putschiste", Some("transition"), 1)]
        );
    }

    #[test]
    fn loaded_names_are_not_crowded_out() {
        let mut sums = DesignationSums::default();
        for i in 0..20 {
            let words = format!("nom {}", char::from(b'a' + i));
            sums.add(&mention_in("Mali", Found::Alias, &words, &words, 0), Some("A"), &stop());
            sums.add(&mention_in("Mali", Found::Alias, &words, &words, 0), Some("A"), &stop());
        }
        let junta = cue("junte/n", "n", Score::clamped(-500), &["loaded:transition"]);
        sums.add(&Observation { cues: vec![junta], ..mention("Mali", Some(-500)) }, Some("A"), &stop());
        let table = sums.finish();
        assert_eq!((table.len(), table.last().map(|row| row.words.as_str())), (15, Some("junte")));
    }
}
