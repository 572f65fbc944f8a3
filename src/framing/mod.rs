//! How actors are written about, besides stance: designations, distinctive words, frames. Reads observations only; knows
//! neither files nor charts.

mod designation;
mod frame;
mod keyness;
mod tally;
mod words;

pub use frame::{Frame, FrameSet, Frames};
pub use tally::Tally;
pub use words::StopWords;

use crate::aggregate::{Designation, DistinctiveWord, FrameShare};
use crate::data::shipped;
use crate::error::Fault;
use crate::stance::{Observation, Part};
use designation::{DesignationSums, is_name};
use keyness::{WordSums, Words};
use std::collections::{BTreeMap, BTreeSet};

/// The language data of this folder, read once and shared by reference.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Knowledge {
    /// Words without subject matter.
    pub stop: StopWords,
    /// Frames.
    pub frames: Frames,
}

impl Knowledge {
    /// The shipped data.
    ///
    /// # Errors
    /// A fault in the shipped files: a mistake of the programmer, caught by every test.
    pub fn load() -> Result<Self, Fault> {
        let stop = StopWords::parse(&shipped("french/stopwords.tsv"))?;
        Ok(Self { stop, frames: Frames::parse(&shipped("frames.toml"))? })
    }
}

/// What this folder says of one actor.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Framing {
    /// Names used for the actor.
    pub designations: Vec<Designation>,
    /// Words that set outlets apart.
    pub distinctive: Vec<DistinctiveWord>,
    /// Frames that occur at all, in the order of the frame file, with every known outlet that mentions the actor.
    pub frames: Vec<FrameShare>,
}

/// Sums over articles: a few bytes per actor, outlet and word, however many articles there are.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FramingSums {
    words: Words,
    actors: BTreeMap<String, ActorSums>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct ActorSums {
    designations: DesignationSums,
    words: WordSums,
    frames: BTreeMap<Option<String>, FrameSums>,
}

#[derive(Debug, Clone, PartialEq, Default)]
struct FrameSums {
    sentences: u64,
    by_frame: Vec<u64>,
}

/// A sentence that mentions actors, looked at once for all of them.
struct Looked<'a> {
    words: BTreeSet<u32>,
    frames: FrameSet,
    actors: BTreeSet<&'a str>,
}

impl FramingSums {
    /// Counts the mentions of one article.
    pub fn add_article(&mut self, knowledge: &Knowledge, outlet: Option<&str>, mentions: &[&Observation]) {
        for mention in mentions {
            self.actor(&mention.actor).designations.add(mention, outlet, &knowledge.stop);
        }
        let mut sentences: BTreeMap<(Part, u32), Vec<&Observation>> = BTreeMap::new();
        for mention in mentions {
            sentences.entry((mention.part, mention.sentence_start)).or_default().push(mention);
        }
        let looked: Vec<Looked> = sentences.values().map(|mentions| self.look(knowledge, mentions)).collect();
        let actors: BTreeSet<&str> = looked.iter().flat_map(|sentence| sentence.actors.iter().copied()).collect();
        for actor in actors {
            let about: Vec<&Looked> = looked.iter().filter(|sentence| sentence.actors.contains(actor)).collect();
            let sums = self.actor(actor);
            sums.words.add_article(outlet, about.iter().map(|sentence| &sentence.words));
            let frames = sums.frames.entry(outlet.map(String::from)).or_default();
            about.iter().for_each(|sentence| frames.add(sentence.frames, knowledge.frames.list().len()));
        }
    }

    /// Adds the sums over other articles.
    pub fn merge(&mut self, other: FramingSums) {
        let renumbered = self.words.absorb(&other.words);
        for (actor, sums) in other.actors {
            let mine = self.actor(&actor);
            mine.designations.merge(sums.designations);
            mine.words.merge(sums.words, &renumbered);
            for (outlet, frames) in sums.frames {
                mine.frames.entry(outlet).or_default().merge(&frames);
            }
        }
    }

    /// What there is to say of one actor.
    pub fn finish(&self, knowledge: &Knowledge, actor: &str) -> Framing {
        let Some(sums) = self.actors.get(actor) else { return Framing::default() };
        Framing {
            designations: sums.designations.finish(),
            distinctive: sums.words.finish(&self.words, self.own_name(actor)),
            frames: frame_table(&sums.frames, &knowledge.frames),
        }
    }

    /// Tells the words of an actor's own names.
    fn own_name(&self, actor: &str) -> impl Fn(&str) -> bool {
        let own: BTreeSet<String> = words::letters(&actor.to_lowercase()).map(String::from).collect();
        let used = self.actors.get(actor).map(|sums| &sums.designations);
        move |word| word.split('-').all(|part| own.contains(part)) || used.is_some_and(|used| used.is_name_word(word))
    }

    fn actor(&mut self, actor: &str) -> &mut ActorSums {
        if !self.actors.contains_key(actor) {
            self.actors.insert(actor.to_string(), ActorSums::default());
        }
        self.actors.get_mut(actor).expect("inserted above")
    }

    fn look<'a>(&mut self, knowledge: &Knowledge, mentions: &[&'a Observation]) -> Looked<'a> {
        let words = knowledge.stop.content_words(&mentions[0].sentence);
        Looked {
            words: words.iter().map(|word| self.words.number(word)).collect(),
            frames: knowledge.frames.find(&without_names(mentions)),
            actors: mentions.iter().map(|mention| mention.actor.as_str()).collect(),
        }
    }
}

/// The sentence of these mentions with the actors' names replaced by a mark that is no word, so that a name ("Conseil de sécurité",
/// "Banque mondiale") is not taken for a subject. Places that do not lie in the sentence, as a damaged row may give, are passed over.
fn without_names(mentions: &[&Observation]) -> String {
    let mut chars: Vec<char> = mentions[0].sentence.chars().collect();
    for mention in mentions.iter().filter(|mention| is_name(mention)) {
        let place = |offset: u32| offset.checked_sub(mention.sentence_start).map(|offset| offset as usize);
        if let (Some(start), Some(end)) = (place(mention.start), place(mention.end))
            && let Some(name) = chars.get_mut(start..end)
        {
            name.fill('·');
        }
    }
    chars.into_iter().collect()
}

impl FrameSums {
    fn add(&mut self, frames: FrameSet, number: usize) {
        self.sentences += 1;
        self.by_frame.resize(number, 0);
        for (index, count) in self.by_frame.iter_mut().enumerate() {
            *count += u64::from(frames.contains(index));
        }
    }

    fn merge(&mut self, other: &FrameSums) {
        self.sentences += other.sentences;
        self.by_frame.resize(self.by_frame.len().max(other.by_frame.len()), 0);
        self.by_frame.iter_mut().zip(&other.by_frame).for_each(|(mine, theirs)| *mine += theirs);
    }
}

fn frame_table(outlets: &BTreeMap<Option<String>, FrameSums>, frames: &Frames) -> Vec<FrameShare> {
    let count = |sums: &FrameSums, index: usize| sums.by_frame.get(index).copied().unwrap_or(0);
    let row = |(index, frame): (usize, &Frame)| {
        let known =
            outlets.iter().filter_map(|(outlet, sums)| Some((outlet.clone()?, count(sums, index), sums.sentences)));
        let occurs = outlets.values().any(|sums| count(sums, index) > 0);
        occurs.then(|| FrameShare { frame: frame.key.clone(), by_outlet: known.collect() })
    };
    frames.list().iter().enumerate().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Found;
    use crate::aggregate::testing::mention_in;

    fn framing(articles: &[(Option<&str>, Vec<Observation>)], actor: &str) -> Framing {
        let knowledge = Knowledge::load().expect("shipped data");
        let mut sums = FramingSums::default();
        for (outlet, mentions) in articles {
            sums.add_article(&knowledge, *outlet, &mentions.iter().collect::<Vec<_>>());
        }
        sums.finish(&knowledge, actor)
    }

    #[test]
    fn a_sentence_counts_once_for_each_actor_in_it() {
        let first = "Le Mali et le Niger parlent de souveraineté ; le Mali insiste.";
        let again = Observation { start: 47, end: 51, ..mention_in("Mali", Found::Name, "Mali", first, 0) };
        let mentions = vec![
            mention_in("Mali", Found::Name, "Mali", first, 0),
            mention_in("Niger", Found::Name, "Niger", first, 0),
            again,
            mention_in("Mali", Found::Name, "Mali", "Le Mali se tait.", 70),
        ];
        let found = framing(&[(Some("A"), mentions)], "Mali");
        assert_eq!(found.frames, [FrameShare { frame: "sovereignty".into(), by_outlet: vec![("A".into(), 1, 2)] }]);
    }

    #[test]
    fn names_of_actors_are_no_frame() {
        let sentence = "À Genève, le Conseil de sécurité reçoit la Banque mondiale.";
        let council = mention_in("ONU", Found::Alias, "Conseil de sécurité", sentence, 10);
        let bank = mention_in("Banque mondiale", Found::Name, "Banque mondiale", sentence, 10);
        assert!(framing(&[(Some("A"), vec![council.clone(), bank])], "ONU").frames.is_empty());
        let alone = framing(&[(Some("A"), vec![council])], "ONU");
        assert_eq!(alone.frames.iter().map(|share| share.frame.as_str()).collect::<Vec<_>>(), ["economy"]);
    }

    #[test]
    fn damaged_places_are_passed_over() {
        let sentence = "Le Mali vote.";
        let odd = |start, end, sentence_start| Observation {
            start,
            end,
            sentence_start,
            ..mention_in("Mali", Found::Name, "Mali", sentence, 0)
        };
        let found = framing(&[(None, vec![odd(90, 94, 0), odd(0, 2, 40), odd(9, 3, 0)])], "Mali");
        assert_eq!(found.frames, [FrameShare { frame: "democracy".into(), by_outlet: vec![] }]);
    }

    #[test]
    fn own_names_are_never_distinctive() {
        let articles: Vec<_> = (0..12)
            .map(|i| {
                let (outlet, word) = if i % 2 == 0 { ("A", "Koulouba") } else { ("B", "Bamako") };
                let sentence = format!("{word} décide et {} suit.", if i % 2 == 0 { "la junte" } else { "le pays" });
                (Some(outlet), vec![mention_in("Mali", Found::Metonym, word, &sentence, 0)])
            })
            .collect();
        let words: Vec<_> = framing(&articles, "Mali").distinctive.into_iter().map(|word| word.word).collect();
        assert_eq!(words, ["junte", "pays"]);
    }

    #[test]
    fn an_actor_without_mentions_has_nothing() {
        assert_eq!(framing(&[], "Mali"), Framing::default());
    }
}
