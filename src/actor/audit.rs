//! What `parallaxe check` says of the actors beyond the faults that stop a run.

use super::actor::Kind;
use super::gazetteer::Gazetteer;
use crate::error::Fault;
use crate::text::{Pos, Vocabulary};

impl Gazetteer {
    /// Suspicious rows, in the order of the files: names written like common words, holders without years beside others,
    /// persons without a gender. None of them stops a run.
    /// `words` is the vocabulary after everything was registered.
    pub fn audit(&self, words: &Vocabulary) -> Vec<Fault> {
        let mut faults = self.common_words(words);
        faults.extend(self.offices_without_years());
        faults.extend(self.without_gender());
        faults.sort();
        faults.dedup();
        faults
    }

    /// "Orange" as a name of one word is also a fruit: at the head of a sentence or in capitals nobody can tell.
    /// Verbs are let pass: they seldom open a sentence.
    fn common_words(&self, words: &Vocabulary) -> Vec<Fault> {
        let common = |word| words.analyses(word).iter().any(|reading| !matches!(reading.pos, Pos::Proper | Pos::Verb));
        let suspicious = self.bare.iter().filter(|(_, word)| common(*word));
        suspicious
            .map(|(id, word)| {
                let actor = self.actor(*id);
                Fault::new(&actor.file, format!("“{}” is also a common word", words.text(*word)))
                    .at_line(actor.line)
                    .remedy(
                        "write = before the name, so that it counts only with its own capitals and inside a sentence",
                    )
            })
            .collect()
    }

    /// Two people with the same office and no years: "le président malien" could then be either.
    fn offices_without_years(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for (id, actor) in self.actors() {
            for office in actor.offices.iter().filter(|office| office.years.is_none()) {
                let key = (office.title.clone().into_boxed_str(), office.of);
                let holders = self.grammar.holders.get(&key).map_or(&[][..], Vec::as_slice);
                if let Some(other) = holders.iter().find(|holder| **holder != id) {
                    let of = &self.actor(office.of).name;
                    faults.push(
                        Fault::new(
                            &actor.file,
                            format!(
                                "{} and {} share the office “{} @{of}”",
                                actor.name,
                                self.actor(*other).name,
                                office.title
                            ),
                        )
                        .at_line(actor.line)
                        .remedy(format!(
                            "add years, as in “{} @{of} 2019-2024”, so that the date of an article decides",
                            office.title
                        )),
                    );
                }
            }
        }
        faults
    }

    /// Persons whom no pronoun can refer to.
    fn without_gender(&self) -> Vec<Fault> {
        self.actors()
            .filter(|(_, actor)| actor.kind == Kind::Person && actor.agreement.is_none())
            .map(|(_, actor)| {
                Fault::new(&actor.file, format!("{} has no gender", actor.name))
                    .at_line(actor.line)
                    .remedy("write m or f in the third column; “il” and “elle” are resolved with it")
            })
            .collect()
    }
}
