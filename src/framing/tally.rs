//! Words near actors when there are more counts than memory should hold: full tables go to a file as sorted runs, and in the
//! end the runs are merged and gone through once. The sums are the same whatever was written when.

use super::FramingSums;
use super::keyness::{Uses, distinctive};
use crate::aggregate::{DistinctiveWord, Names};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, VecDeque};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Counts that stay in memory: 20 bytes each and as many again while they are sorted.
const MOST: usize = 1_000_000;
/// Counts read at once from a run.
const READ: usize = 4096;
/// Bytes of a count in the file.
const BYTES: usize = 20;
/// The outlet that is not known.
const UNKNOWN: u32 = u32::MAX;

/// A count: actor, word, outlet, then sentences and articles.
type Count = (u32, u32, u32, Uses);
type Key = (u32, u32, u32);

fn key(count: &Count) -> Key {
    (count.0, count.1, count.2)
}

/// Counts in a file, and the numbers by which it names actors and outlets. Words keep the numbers of their
/// [`FramingSums`]: one tally belongs to one of these.
#[derive(Debug)]
pub struct Tally {
    file: File,
    end: u64,
    /// First byte and number of counts of each run.
    runs: Vec<(u64, u64)>,
    actors: Names,
    outlets: Names,
    most: usize,
}

impl Tally {
    /// A tally in an empty file, open for reading and writing.
    pub fn new(file: File) -> Self {
        let (actors, outlets) = (Names::default(), Names::default());
        Self { file, end: 0, runs: Vec::new(), actors, outlets, most: MOST }
    }

    /// Takes the counts of words out of the sums when they have become too many.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn relieve(&mut self, sums: &mut FramingSums) -> io::Result<()> {
        if number_of_counts(sums) < self.most {
            return Ok(());
        }
        let counts = self.take(sums);
        self.file.seek(SeekFrom::Start(self.end))?;
        let mut out = BufWriter::with_capacity(1 << 16, &self.file);
        for (actor, word, outlet, uses) in &counts {
            for number in [*actor, *word, *outlet, uses.sentences, uses.articles] {
                out.write_all(&number.to_le_bytes())?;
            }
        }
        out.flush()?;
        drop(out);
        self.runs.push((self.end, counts.len() as u64));
        self.end += (counts.len() * BYTES) as u64;
        Ok(())
    }

    /// True when counts were written: then the sums do not hold all.
    pub fn is_used(&self) -> bool {
        !self.runs.is_empty()
    }

    /// The most distinctive words of every actor.
    ///
    /// # Errors
    /// What the file system reports.
    pub fn distinctive(mut self, sums: &mut FramingSums) -> io::Result<BTreeMap<String, Vec<DistinctiveWord>>> {
        let rest = self.take(sums);
        let mut merged = Merged::new(&self.file, &self.runs, rest)?;
        let name = |outlet: u32| (outlet != UNKNOWN).then(|| self.outlets.get(outlet));
        let mut tables = BTreeMap::new();
        while let Some(actor) = merged.peek().map(|count| count.0) {
            let actor_name = self.actors.get(actor);
            let own_name = sums.own_name(actor_name);
            let uses = std::iter::from_fn(|| merged.next_of(actor)).map(|(_, word, outlet, uses)| (word, outlet, uses));
            let table = distinctive(uses, &sums.words, &name, own_name);
            tables.insert(actor_name.to_owned(), table);
        }
        merged.fault.map_or(Ok(tables), Err)
    }

    /// All counts of the sums, sorted.
    fn take(&mut self, sums: &mut FramingSums) -> Vec<Count> {
        let mut counts: Vec<Count> = Vec::with_capacity(number_of_counts(sums));
        for (actor, sums) in &mut sums.actors {
            let actor = self.actors.number(actor);
            for (outlet, word, uses) in sums.words.take() {
                let outlet = outlet.map_or(UNKNOWN, |outlet| self.outlets.number(&outlet));
                counts.push((actor, word, outlet, uses));
            }
        }
        counts.sort_unstable_by_key(key);
        counts
    }
}

fn number_of_counts(sums: &FramingSums) -> usize {
    sums.actors.values().map(|actor| actor.words.len()).sum()
}

/// Sorted runs as one sorted row of counts, equal ones added up.
struct Merged<'a> {
    file: &'a File,
    runs: Vec<Run>,
    next: BinaryHeap<Reverse<(Key, usize)>>,
    head: Option<Count>,
    fault: Option<io::Error>,
}

/// What of a run is not read yet, and what is.
struct Run {
    at: u64,
    left: u64,
    read: VecDeque<Count>,
}

impl<'a> Merged<'a> {
    fn new(file: &'a File, runs: &[(u64, u64)], rest: Vec<Count>) -> io::Result<Self> {
        let written = runs.iter().map(|(at, left)| Run { at: *at, left: *left, read: VecDeque::new() });
        let runs = written.chain([Run { at: 0, left: 0, read: rest.into() }]).collect();
        let mut merged = Self { file, runs, next: BinaryHeap::new(), head: None, fault: None };
        for run in 0..merged.runs.len() {
            merged.fill(run)?;
        }
        merged.advance();
        Ok(merged)
    }

    fn peek(&self) -> Option<&Count> {
        self.head.as_ref()
    }

    /// The next count, when it is one of this actor.
    fn next_of(&mut self, actor: u32) -> Option<Count> {
        let head = self.head.filter(|count| count.0 == actor)?;
        self.advance();
        Some(head)
    }

    fn advance(&mut self) {
        self.head = self.pop();
        while let (Some(head), Some(Reverse((next, _)))) = (self.head, self.next.peek()) {
            if key(&head) != *next {
                break;
            }
            if let (Some(head), Some((.., uses))) = (&mut self.head.take(), self.pop()) {
                head.3.sentences += uses.sentences;
                head.3.articles += uses.articles;
                self.head = Some(*head);
            }
        }
    }

    fn pop(&mut self) -> Option<Count> {
        let Reverse((_, run)) = self.next.pop()?;
        let count = self.runs[run].read.pop_front();
        if let Err(error) = self.fill(run) {
            // The end of everything; whoever asked for the counts is told of the fault.
            self.fault = Some(error);
            self.next.clear();
            return None;
        }
        count
    }

    /// Reads on in a run when all that was read of it is used, and announces its next count.
    fn fill(&mut self, number: usize) -> io::Result<()> {
        let mut file = self.file;
        let run = &mut self.runs[number];
        if run.read.is_empty() && run.left > 0 {
            let counts = run.left.min(READ as u64) as usize;
            let mut bytes = vec![0; counts * BYTES];
            file.seek(SeekFrom::Start(run.at))?;
            file.read_exact(&mut bytes)?;
            run.at += bytes.len() as u64;
            run.left -= counts as u64;
            run.read.extend(bytes.chunks_exact(BYTES).map(|count| {
                let number = |at: usize| u32::from_le_bytes([count[at], count[at + 1], count[at + 2], count[at + 3]]);
                let uses = Uses { sentences: number(12), articles: number(16) };
                (number(0), number(4), number(8), uses)
            }));
        }
        if let Some(count) = run.read.front() {
            self.next.push(Reverse((key(count), number)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Found;
    use crate::aggregate::testing::mention_in;
    use crate::framing::Knowledge;
    use crate::stance::Observation;

    const WORDS: [&str; 7] = ["junte", "transition", "guerre", "souveraineté", "paix", "partenaire", "crise"];

    fn articles() -> Vec<(Option<&'static str>, Vec<Observation>)> {
        let article = |i: usize| {
            let outlet = [Some("A"), Some("B"), Some("C"), None][i % 4];
            let words = [WORDS[i % 7], WORDS[i / 4 % 5], WORDS[(i % 4) * 2 % 7]].join(" ");
            let sentence = format!("Le Mali et le Niger : {words}.");
            let about = |actor| mention_in(actor, Found::Name, actor, &sentence, 0);
            (outlet, if i.is_multiple_of(3) { vec![about("Mali"), about("Niger")] } else { vec![about("Mali")] })
        };
        (0..200).map(article).collect()
    }

    #[test]
    fn counts_in_a_file_give_the_same_words() {
        let knowledge = Knowledge::load().expect("shipped data");
        let add = |sums: &mut FramingSums, (outlet, mentions): &(Option<&str>, Vec<Observation>)| {
            sums.add_article(&knowledge, *outlet, &mentions.iter().collect::<Vec<_>>());
        };
        let mut whole = FramingSums::default();
        articles().iter().for_each(|article| add(&mut whole, article));
        for most in [1, 10, 37, 1_000_000] {
            let mut tally = Tally { most, ..Tally::new(tempfile::tempfile().unwrap()) };
            let mut sums = FramingSums::default();
            for article in &articles() {
                add(&mut sums, article);
                tally.relieve(&mut sums).unwrap();
            }
            assert_eq!(tally.is_used(), most < 1000);
            let tables = tally.distinctive(&mut sums).unwrap();
            for actor in ["Mali", "Niger"] {
                let expected = whole.finish(&knowledge, actor).distinctive;
                assert!(!expected.is_empty());
                assert_eq!(tables[actor], expected, "{actor}, {most}");
            }
        }
    }
}
