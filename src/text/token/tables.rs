//! What the tokenizer knows of French, from `lexicons/french/`.

use super::scan::Piece;
use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use crate::text::word::{Vocabulary, WordId};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// When an abbreviation's point also ends the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::text) enum Ends {
    /// Never: "cf. Annexe".
    Never,
    /// Before a capitalised word: "etc."
    Capital,
    /// An abbreviation only before a number: "art. 12".
    Number,
    /// An abbreviation only beside a number: "12 janv."
    Date,
    /// An abbreviation only before a capitalised word: "M. Diop".
    Name,
}

impl Ends {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "never" => Self::Never,
            "capital" => Self::Capital,
            "number" => Self::Number,
            "date" => Self::Date,
            "name" => Self::Name,
            _ => return None,
        })
    }
}

/// The word behind capitalised letters without accent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::text) struct Capital {
    pub(in crate::text) reads: Box<str>,
    pub(super) word: WordId,
    /// Only at the beginning of a sentence.
    pub(in crate::text) opening: bool,
}

/// The compiled tables of the tokenizer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::text) struct Tables {
    /// Elided words without their apostrophe.
    elisions: FxHashSet<Box<str>>,
    /// What follows a hyphen and is a word of its own, with the hyphen.
    suffixes: FxHashSet<Box<str>>,
    /// Prefixes that leave a known word alone when the hyphen is cut ("ex-").
    prefixes: FxHashSet<Box<str>>,
    /// Abbreviations without their point.
    abbreviations: FxHashMap<Box<str>, Ends>,
    /// Last labels of web addresses.
    domains: FxHashSet<Box<str>>,
    /// Capitals that lost their accent.
    capitals: FxHashMap<Box<str>, Capital>,
    /// Grammatical words, by [`WordId`]: what may open a sentence.
    pub(in crate::text) openers: FxHashSet<WordId>,
    /// Compounds that stay whole although they end like a verb with its pronoun ("rendez-vous").
    compounds: FxHashSet<Box<str>>,
    /// Compounds that begin like an elision ("c'est-à-dire"): elided word, rest.
    elided_compounds: Vec<(Box<str>, Box<str>)>,
}

impl Tables {
    /// Loads the word lists that need no reading.
    ///
    /// # Errors
    /// A malformed table, or an unknown kind of abbreviation.
    pub(in crate::text) fn load(files: &TokenFiles, words: &mut Vocabulary) -> Result<Self, Fault> {
        let mut tables = Self::default();
        for row in parse_table(&files.elisions, &["form"])? {
            tables.elisions.insert(row.fields[0].trim_end_matches('\'').into());
        }
        for row in parse_table(&files.domains, &["form"])? {
            tables.domains.insert(row.fields[0].into());
        }
        for row in parse_table(&files.prefixes, &["form"])? {
            tables.prefixes.insert(row.fields[0].into());
        }
        for row in parse_table(&files.suffixes, &["form", "pos", "features", "lemma"])? {
            tables.suffixes.insert(row.fields[0].into());
        }
        for row in parse_table(&files.abbreviations, &["form", "ends", "pos", "lemma"])? {
            let ends = Ends::parse(row.fields[1]).ok_or_else(|| {
                Fault::new(&files.abbreviations.name, format!("unknown kind of abbreviation “{}”", row.fields[1]))
                    .at_line(row.line)
                    .remedy("write never, capital, number, date or name")
            })?;
            tables.abbreviations.insert(row.fields[0].into(), ends);
        }
        for row in parse_table(&files.compounds, &["form", "pos", "features"])? {
            tables.compounds.insert(row.fields[0].into());
            if let Some((head, rest)) = row.fields[0].split_once('\'')
                && tables.elisions.contains(head)
            {
                tables.elided_compounds.push((head.into(), rest.into()));
            }
        }
        for row in parse_table(&files.capitals, &["form", "reads", "only"])? {
            let reads = row.fields[1];
            let capital =
                Capital { reads: reads.into(), word: words.intern(reads), opening: row.fields[2] == "opening" };
            tables.capitals.insert(row.fields[0].into(), capital);
        }
        Ok(tables)
    }

    #[inline]
    pub(super) fn is_elision(&self, head: &str) -> bool {
        self.elisions.contains(head)
    }

    pub(super) fn is_compound(&self, form: &str) -> bool {
        self.compounds.contains(form)
    }

    pub(super) fn is_suffix(&self, suffix: &str) -> bool {
        self.suffixes.contains(suffix)
    }

    pub(super) fn is_prefix(&self, prefix: &str) -> bool {
        self.prefixes.contains(prefix)
    }

    pub(super) fn is_domain(&self, label: &str) -> bool {
        self.domains.contains(label)
    }

    /// True for a grammatical word, which a capital makes the first of a sentence.
    pub(super) fn opens_sentence(&self, word: WordId) -> bool {
        self.openers.contains(&word)
    }

    /// The kind of an abbreviation, given in lower case without its point.
    pub(in crate::text) fn abbreviation(&self, form: &str) -> Option<Ends> {
        self.abbreviations.get(form).copied()
    }

    /// The word behind capitalised letters without accent, given in lower case.
    pub(in crate::text) fn capital(&self, form: &str) -> Option<&Capital> {
        self.capitals.get(form)
    }

    /// True when the text after the elided `head` and its apostrophe goes on as a known compound.
    pub(super) fn goes_on_as_compound(&self, head: &str, rest: &str) -> bool {
        self.elided_compounds
            .iter()
            .any(|(h, r)| &**h == head && rest.get(..r.len()).is_some_and(|start| start.eq_ignore_ascii_case(r)))
    }

    /// Cuts a phrase of a data file into the words that the tokenizer makes of it; compounds stay whole, but for a hyphenated
    /// pronoun ("dit-on").
    pub(in crate::text) fn pieces<'t>(&self, phrase: &'t str) -> Vec<&'t str> {
        super::scan::pieces(phrase, self).into_iter().map(|Piece { start, end }| &phrase[start..end]).collect()
    }
}

/// The data files of the tokenizer.
pub(in crate::text) struct TokenFiles {
    pub(in crate::text) elisions: DataFile,
    pub(in crate::text) suffixes: DataFile,
    pub(in crate::text) prefixes: DataFile,
    pub(in crate::text) abbreviations: DataFile,
    pub(in crate::text) domains: DataFile,
    pub(in crate::text) capitals: DataFile,
    pub(in crate::text) compounds: DataFile,
}
