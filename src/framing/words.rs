//! Words for counting: a plain split, no grammar. The stop list is data (`lexicons/french/stopwords.tsv`).

use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use std::collections::BTreeSet;

const HEADER: [&str; 2] = ["word", "class"];
const CLASSES: [&str; 10] =
    ["determiner", "pronoun", "preposition", "conjunction", "auxiliary", "saying", "number", "time", "title", "page"];

/// Shortest word that is counted, in letters.
const SHORTEST: usize = 4;

/// Words without subject matter, and the determiners among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StopWords {
    all: BTreeSet<String>,
    determiners: BTreeSet<String>,
}

impl StopWords {
    /// Reads the table.
    ///
    /// # Errors
    /// An unknown class or a word that stands twice.
    ///
    /// ```
    /// use parallaxe::{data::shipped, framing::StopWords};
    /// let stop = StopWords::parse(&shipped("french/stopwords.tsv")).unwrap();
    /// assert!(stop.contains("notamment") && !stop.contains("jamais"));
    /// ```
    pub fn parse(file: &DataFile) -> Result<Self, Fault> {
        let mut stop = Self::default();
        for record in parse_table(file, &HEADER)? {
            let [word, class] = record.fields[..] else { unreachable!("two columns") };
            let fault = |problem: String| Fault::new(&file.name, problem).at_line(record.line);
            if !CLASSES.contains(&class) {
                return Err(
                    fault(format!("unknown class “{class}”")).remedy(format!("write one of {}", CLASSES.join(", ")))
                );
            }
            if !stop.all.insert(word.to_string()) {
                return Err(fault(format!("“{word}” stands here twice")).remedy("remove one of the two lines"));
            }
            if class == "determiner" {
                stop.determiners.insert(word.to_string());
            }
        }
        Ok(stop)
    }

    /// True for a word of the list; `word` in lower case.
    pub fn contains(&self, word: &str) -> bool {
        self.all.contains(word)
    }

    /// The words without the determiners in front of them: "le ministre malien" becomes "ministre malien".
    pub fn without_determiner<'a>(&self, words: &'a str) -> &'a str {
        let mut rest = words.trim();
        loop {
            let first = rest.split_whitespace().next().unwrap_or_default();
            let elided = first.find('\'').map_or(first, |place| &first[..=place]);
            let cut = [first, elided].into_iter().find(|word| self.determiners.contains(&word.to_lowercase()));
            match cut {
                // A determiner alone is all there is: better than nothing.
                Some(word) if word.len() < rest.len() => rest = rest[word.len()..].trim_start(),
                _ => return rest,
            }
        }
    }

    /// The distinct words of a sentence that are worth counting: lower case, at least four letters, not in the list.
    /// Apostrophes part words; a hyphen does where what follows it is in the list ("déclare-t-il"), so that "cessez-le-feu" is one word.
    pub fn content_words(&self, sentence: &str) -> BTreeSet<String> {
        let lower = sentence.to_lowercase();
        let mut words = BTreeSet::new();
        let mut keep = |word: &str| {
            if word.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST && !self.contains(word) {
                words.insert(word.to_string());
            }
        };
        for compound in lower.split(|c: char| !c.is_alphabetic() && c != '-').map(|word| word.trim_matches('-')) {
            match compound.rsplit_once('-') {
                Some((_, last)) if self.contains(last) && !self.contains(compound) => {
                    compound.split('-').for_each(&mut keep)
                }
                _ => keep(compound),
            }
        }
        words
    }
}

/// Runs of letters in order, parted by everything else, hyphens and apostrophes included. `text` in lower case.
pub fn letters(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::shipped;

    fn stop() -> StopWords {
        StopWords::parse(&shipped("french/stopwords.tsv")).expect("shipped data")
    }

    #[track_caller]
    fn words(sentence: &str, expected: &[&str]) {
        assert_eq!(stop().content_words(sentence).iter().map(String::as_str).collect::<Vec<_>>(), expected);
    }

    #[track_caller]
    fn bare(words: &str, expected: &str) {
        assert_eq!(stop().without_determiner(words), expected);
    }

    #[test]
    fn content() {
        words("Le porte-parole n'a jamais démenti, déclare-t-il.", &["démenti", "jamais", "porte-parole"]);
        words("Un cessez-le-feu sans conditions a été signé hier.", &["cessez-le-feu", "conditions", "sans", "signé"]);
        words("Aucun soldat n’a été tué ; aucun soldat.", &["aucun", "soldat"]);
        words("Aujourd'hui, peut-être.", &[]);
        words("- - -- 2024 <b>", &[]);
    }

    #[test]
    fn determiners_are_cut() {
        bare("le ministre malien", "ministre malien");
        bare("L'ancien président", "ancien président");
        bare("tous ces militaires", "militaires");
        bare("du chef de la junte", "chef de la junte");
        bare("Lesotho", "Lesotho");
        bare("la", "la");
    }

    #[test]
    fn negation_is_never_swallowed() {
        let stop = stop();
        for word in [
            "pas",
            "plus",
            "jamais",
            "rien",
            "aucun",
            "aucune",
            "guère",
            "personne",
            "sans",
            "non",
            "nullement",
            "contre",
        ] {
            assert!(!stop.contains(word), "{word}");
        }
    }

    #[test]
    fn faults() {
        let fault = |text: &str| {
            let file = DataFile { name: "x.tsv".into(), text: text.to_string().into() };
            StopWords::parse(&file).expect_err("a fault").to_string()
        };
        assert!(fault("word\tclass\nle\tarticle\n").starts_with("x.tsv:2: unknown class “article”"));
        assert!(fault("word\tclass\nle\ttime\nle\ttime\n").starts_with("x.tsv:3: “le” stands here twice"));
    }
}
