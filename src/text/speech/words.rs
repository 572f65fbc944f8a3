//! The words of reported speech, from `lexicons/french/speech.tsv`.

use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use crate::text::french::French;
use crate::text::inflect::{Irregular, noun_forms, verb_forms};
use crate::text::phrase::Phrases;
use crate::text::word::{Pos, Vocabulary, WordId};
use serde::{Deserialize, Serialize};

/// What a word can do in reported speech, as a bit set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(in crate::text) struct Use(u16);

impl Use {
    /// A verb beside a quotation.
    pub(super) const DIRECT: Use = Use(1);
    /// A verb before a clause in "que".
    pub(super) const CLAUSE: Use = Use(2);
    /// A verb before an infinitive.
    pub(super) const INFINITIVE: Use = Use(4);
    /// A verb before an object that holds quoted words.
    pub(super) const OBJECT: Use = Use(8);
    /// A text that speaks for its author.
    pub(super) const DOCUMENT: Use = Use(16);
    /// A person or a body that can speak.
    pub(super) const SPEAKER: Use = Use(32);
    /// Figures, which are nobody's opinion ("selon un décompte").
    pub(super) const FIGURES: Use = Use(64);
    /// A verb that asks somebody to do what its infinitive says ("exhorte X à partir").
    pub(super) const APPEAL: Use = Use(128);
    /// A verb that says what its subject thinks of its object ("admire X"), without reported words.
    pub(super) const ATTITUDE: Use = Use(256);
    /// A stretch of time, which never speaks ("quelques heures plus tard").
    pub(super) const TIME: Use = Use(512);
    /// A body called after its head ("le camp Diarra"): the body speaks.
    pub(super) const HOUSE: Use = Use(1024);
    /// A person's title or trade, see `noun-classes.tsv`.
    pub(super) const TITLE: Use = Use(2048);
    /// A word that an expression like "selon" begins with.
    const ACCORDING: Use = Use(4096);
    /// All uses of verbs beside reported words.
    const REPORTING: Use = Use(15 + 128);
    /// Verbs through which a judgement of their object is their subject's.
    pub(super) const JUDGING: Use = Use(8 + 256);

    #[inline]
    pub(super) fn any(self, other: Use) -> bool {
        self.0 & other.0 != 0
    }

    /// True where reported words may be announced: at a reporting verb, at an expression like "selon".
    #[inline]
    pub(super) fn reports(self) -> bool {
        self.any(Use(Use::REPORTING.0 | Use::ACCORDING.0))
    }

    /// True for a reporting verb.
    #[inline]
    pub(super) fn is_verb(self) -> bool {
        self.any(Use::REPORTING)
    }
}

/// The compiled table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::text) struct SpeechWords {
    uses: Vec<Use>,
    /// The family of "selon"; true when it counts only at the head of a sentence.
    according: Phrases<bool>,
}

impl SpeechWords {
    /// Loads the table and registers its words.
    ///
    /// # Errors
    /// A malformed table, an unknown kind or use.
    pub(in crate::text) fn load(
        file: &DataFile,
        french: &French,
        irregular: &Irregular,
        words: &mut Vocabulary,
    ) -> Result<Self, Fault> {
        let mut table = Self::default();
        for row in parse_table(file, &["words", "kind", "uses"])? {
            let [text, kind, uses] = row.fields[..] else { continue };
            match kind {
                "verb" => {
                    let uses =
                        parse_uses(uses).ok_or_else(|| bad(file, row.line, "uses", uses, "d, q, i, o, p or a"))?;
                    table.add_verb(text, uses, irregular, words);
                }
                "document" => table.add_noun(text, Use::DOCUMENT, irregular, words),
                "speaker" => table.add_noun(text, Use::SPEAKER, irregular, words),
                "figures" => table.add_noun(text, Use::FIGURES, irregular, words),
                "time" => table.add_noun(text, Use::TIME, irregular, words),
                "house" => table.add_noun(text, Use(Use::HOUSE.0 | Use::SPEAKER.0), irregular, words),
                "according" => {
                    for expression in french.expand(text, words) {
                        expression.first().into_iter().for_each(|first| table.note(*first, Use::ACCORDING));
                        table.according.insert(&expression, uses == "s");
                    }
                }
                other => {
                    let right = "verb, according, document, speaker, figures, time or house";
                    return Err(bad(file, row.line, "kind", other, right));
                }
            }
        }
        Ok(table)
    }

    /// Titles and trades can speak ("le sénateur"): the nouns that `noun-classes.tsv` lists as such.
    ///
    /// # Errors
    /// A malformed table.
    pub(in crate::text) fn add_titles(
        &mut self,
        file: &DataFile,
        irregular: &Irregular,
        words: &mut Vocabulary,
    ) -> Result<(), Fault> {
        for row in parse_table(file, &["class", "noun"])? {
            if row.fields[0] == "title" {
                self.add_noun(row.fields[1], Use(Use::SPEAKER.0 | Use::TITLE.0), irregular, words);
            }
        }
        Ok(())
    }

    fn add_verb(&mut self, infinitive: &str, uses: Use, irregular: &Irregular, words: &mut Vocabulary) {
        let lemma = words.lemma(infinitive, Pos::Verb);
        verb_forms(infinitive, irregular, &mut |form, morph| {
            let word = words.add(form, lemma, morph);
            self.note(word, uses);
        });
    }

    fn add_noun(&mut self, noun: &str, uses: Use, irregular: &Irregular, words: &mut Vocabulary) {
        let lemma = words.lemma(noun, Pos::Noun);
        noun_forms(noun, irregular, &mut |form, morph| {
            let word = words.add(form, lemma, morph);
            self.note(word, uses);
        });
    }

    fn note(&mut self, word: WordId, uses: Use) {
        let index = word.0 as usize;
        if self.uses.len() <= index {
            self.uses.resize(index + 1, Use::default());
        }
        self.uses[index].0 |= uses.0;
    }

    #[inline]
    pub(super) fn uses(&self, word: WordId) -> Use {
        self.uses.get(word.0 as usize).copied().unwrap_or_default()
    }

    pub(in crate::text) fn is_judging(&self, word: WordId) -> bool {
        self.uses(word).any(Use::JUDGING)
    }

    pub(in crate::text) fn is_house(&self, word: WordId) -> bool {
        self.uses(word).any(Use::HOUSE)
    }

    #[inline]
    pub(super) fn according(&self) -> &Phrases<bool> {
        &self.according
    }
}

fn parse_uses(uses: &str) -> Option<Use> {
    let mut all = Use::default();
    for letter in uses.split_whitespace() {
        all.0 |= match letter {
            "d" => Use::DIRECT.0,
            "q" => Use::CLAUSE.0,
            "i" => Use::INFINITIVE.0,
            "o" => Use::OBJECT.0,
            "p" => Use::APPEAL.0,
            "a" => Use::ATTITUDE.0,
            _ => return None,
        };
    }
    (all.0 != 0).then_some(all)
}

fn bad(file: &DataFile, line: usize, what: &str, found: &str, right: &str) -> Fault {
    Fault::new(&file.name, format!("unknown {what} “{found}”")).at_line(line).remedy(format!("write {right}"))
}
