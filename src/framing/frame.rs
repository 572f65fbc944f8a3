//! Frames: which side of a matter a sentence dwells on, by the words of `lexicons/frames.toml`.
//!
//! Framing in the sense of Entman (1993, "Framing: toward clarification of a fractured paradigm", *Journal of Communication* 43):
//! to select some aspects of a matter and make them salient. Word lists see the selection, not the reasoning: the share says
//! what is talked about around an actor, and nothing about approval.

use super::words::letters;
use crate::data::DataFile;
use crate::error::Fault;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeSet;

/// A frame as it is named in tables and in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Key, stable.
    pub key: String,
    /// French label.
    pub fr: String,
    /// English label.
    pub en: String,
}

/// The frames of a sentence, one bit each, in the order of [`Frames::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FrameSet(u64);

impl FrameSet {
    /// True when the sentence uses the frame of this index.
    pub const fn contains(self, index: usize) -> bool {
        self.0 >> index & 1 == 1
    }
}

/// The frames, ready to match.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frames {
    list: Vec<Frame>,
    /// Entries by their first word, when it is a whole word.
    words: FxHashMap<String, Vec<Entry>>,
    /// Entries by their first word, when it is a stem.
    stems: FxHashMap<String, Vec<Entry>>,
    /// Lengths of those stems in bytes, ascending.
    lengths: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    frame: usize,
    rest: Vec<Pattern>,
}

#[derive(Debug, Clone, PartialEq)]
enum Pattern {
    Word(String),
    Stem(String),
}

impl Pattern {
    fn accepts(&self, word: &str) -> bool {
        match self {
            Self::Word(whole) => word == whole,
            Self::Stem(stem) => word.starts_with(stem.as_str()),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    frame: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    key: String,
    fr: String,
    en: String,
    words: Vec<toml::Spanned<String>>,
}

impl Frames {
    /// Reads a frame file.
    ///
    /// # Errors
    /// Bad TOML, an unknown key, a frame named twice, more than 64 frames; a word that stands twice in a frame, is not in lower case,
    /// or whose stem has fewer than four letters.
    ///
    /// ```
    /// use parallaxe::{data::shipped, framing::Frames};
    /// let frames = Frames::parse(&shipped("frames.toml")).unwrap();
    /// let found = frames.find("Le pays défend sa souveraineté.");
    /// let keys: Vec<_> = frames.list().iter().enumerate().filter(|(i, _)| found.contains(*i)).map(|(_, f)| &f.key[..]).collect();
    /// assert_eq!(keys, ["sovereignty"]);
    /// ```
    pub fn parse(file: &DataFile) -> Result<Self, Fault> {
        let written: FrameFile = toml::from_str(&file.text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(&file.text, span.start));
            Fault::new(&file.name, error.message())
                .at_line(line)
                .remedy("write key, fr, en and words in each [[frame]]")
        })?;
        let mut frames = Self::default();
        for frame in &written.frame {
            if frames.list.iter().any(|known| known.key == frame.key) || frames.list.len() == 64 {
                return Err(Fault::new(&file.name, format!("frame “{}” stands here twice, or is the 65th", frame.key))
                    .remedy("merge it with another frame"));
            }
            frames.add(file, frame)?;
        }
        frames.lengths = frames.stems.keys().map(String::len).collect::<BTreeSet<_>>().into_iter().collect();
        Ok(frames)
    }

    fn add(&mut self, file: &DataFile, written: &Written) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        for word in &written.words {
            let text = word.as_ref();
            let entry = patterns(text).filter(|_| seen.insert(text.clone()));
            let Some((first, rest)) = entry.as_deref().and_then(|patterns| patterns.split_first()) else {
                return Err(Fault::new(
                    &file.name,
                    format!("“{text}” in frame “{}” is not a word to look for", written.key),
                )
                .at_line(line_of(&file.text, word.span().start))
                .remedy("write each word once, in lower case, with * only after a stem of four letters or more"));
            };
            let entry = Entry { frame: self.list.len(), rest: rest.to_vec() };
            let (table, key) = match first {
                Pattern::Word(word) => (&mut self.words, word),
                Pattern::Stem(stem) => (&mut self.stems, stem),
            };
            table.entry(key.clone()).or_default().push(entry);
        }
        self.list.push(Frame { key: written.key.clone(), fr: written.fr.clone(), en: written.en.clone() });
        Ok(())
    }

    /// The frames in the order of the file.
    pub fn list(&self) -> &[Frame] {
        &self.list
    }

    /// The frames that a sentence uses.
    pub fn find(&self, sentence: &str) -> FrameSet {
        let lower = sentence.to_lowercase();
        let words: Vec<&str> = letters(&lower).collect();
        let mut found = 0u64;
        for (place, word) in words.iter().enumerate() {
            let stems =
                self.lengths.iter().map_while(|length| (*length <= word.len()).then(|| word.get(..*length))).flatten();
            let entries = self.words.get(*word).into_iter().chain(stems.filter_map(|stem| self.stems.get(stem)));
            for Entry { frame, rest } in entries.flatten() {
                let following = &words[place + 1..];
                if rest.len() <= following.len()
                    && rest.iter().zip(following).all(|(pattern, word)| pattern.accepts(word))
                {
                    found |= 1 << frame;
                }
            }
        }
        FrameSet(found)
    }
}

/// The words of an entry; `None` when it is not of the documented form.
fn patterns(text: &str) -> Option<Vec<Pattern>> {
    let clean = text == text.to_lowercase() && text.chars().all(|c| c.is_alphabetic() || " '-*".contains(c));
    let mut patterns = Vec::new();
    for part in text.split([' ', '\'', '-']) {
        let pattern = match part.strip_suffix('*') {
            Some(stem) if stem.chars().count() >= 4 => Pattern::Stem(stem.into()),
            Some(_) => return None,
            None => Pattern::Word(part.into()),
        };
        let (Pattern::Word(word) | Pattern::Stem(word)) = &pattern;
        if word.is_empty() || word.contains('*') {
            return None;
        }
        patterns.push(pattern);
    }
    clean.then_some(patterns)
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::shipped;

    #[track_caller]
    fn finds(sentence: &str, expected: &[&str]) {
        let frames = Frames::parse(&shipped("frames.toml")).expect("shipped data");
        let found = frames.find(sentence);
        let keys: Vec<_> =
            (0..frames.list().len()).filter(|i| found.contains(*i)).map(|i| &frames.list()[i].key[..]).collect();
        assert_eq!(keys, expected, "{sentence}");
    }

    #[test]
    fn sentences_with_a_frame() {
        finds("Les soldats ont quitté leur garnison.", &["security"]);
        finds("Trois kamikazes se sont fait exploser.", &["terrorism"]);
        finds("Il refuse toute ingérence.", &["sovereignty"]);
        finds("Le coup d'État a été condamné.", &["democracy"]);
        finds("DEUX COUPS D’ÉTAT EN UN AN", &["democracy"]);
        finds("Elle dénonce des arrestations.", &["rights"]);
        finds("Les investissements reculent.", &["economy"]);
        finds("La malnutrition gagne du terrain.", &["humanitarian"]);
        finds("Les migrants attendent.", &["migration"]);
        finds("Les pourparlers reprennent.", &["diplomacy"]);
        finds("La médiation continue.", &["diplomacy"]);
        finds("Il y voit du néocolonialisme.", &["colonial-past"]);
        finds("Le monde devient multipolaire.", &["rivalry"]);
        finds("Le ministre aurait touché un pot-de-vin.", &["corruption"]);
        finds("Les imams appellent au calme.", &["religion-identity"]);
        finds("La désinformation circule.", &["information-war"]);
        finds("Un cessez-le-feu ouvre les négociations.", &["security", "diplomacy"]);
    }

    #[test]
    fn sentences_without() {
        finds("Le colonel est arrivé.", &[]);
        finds("Le militant distribue des tracts.", &[]);
        finds("La facture d'électronique augmente.", &[]);
        finds("Le président investi a pris la parole.", &[]);
        finds("Cet argent est destiné à la fête.", &[]);
        finds("Les émirs du désert.", &[]);
        finds("Il est gracieux et se maintient.", &[]);
        finds("Le coup est parti ; l'État se tait.", &[]);
        finds("", &[]);
    }

    #[test]
    fn fourteen_frames_with_labels() {
        let frames = Frames::parse(&shipped("frames.toml")).expect("shipped data");
        assert_eq!(frames.list().len(), 14);
        assert!(frames.list().iter().all(|frame| !frame.fr.is_empty() && !frame.en.is_empty()));
    }

    #[track_caller]
    fn fault(words: &str, line: usize) {
        let text = format!("[[frame]]\nkey = \"k\"\nfr = \"f\"\nen = \"e\"\nwords = [\n  \"guerre\",\n  {words}\n]\n");
        let fault = Frames::parse(&DataFile { name: "x.toml".into(), text: text.into() }).expect_err("a fault");
        assert_eq!((fault.file.as_str(), fault.line), ("x.toml", Some(line)), "{fault}");
    }

    #[test]
    fn faults() {
        fault("\"guerre\"", 7);
        fault("\"mil*\"", 7);
        fault("\"Armée\"", 7);
        fault("\"cou*leur\"", 7);
        fault("\"\"", 7);
        fault("\"coup  bas\"", 7);
        fault("12", 7);
        fault("], extra = [", 7);
    }
}
