//! The rows of one unit as text: lines of JSON, each behind a letter that tells what it is.

use super::{Key, NO_KEY, json};
use crate::corpus::Rejected;
use crate::stance::{ArticleRow, Observation, Row};
use std::io;

/// What a line of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article; its observations follow.
    Article,
    /// An observation.
    Observation,
    /// A record that could not be read.
    Rejected,
}

impl Kind {
    const ALL: [(Kind, u8); 3] = [(Kind::Article, b'A'), (Kind::Observation, b'O'), (Kind::Rejected, b'R')];

    fn letter(self) -> u8 {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or(b'?', |(_, letter)| *letter)
    }
}

/// What a block is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// An article that was read.
    Article(Box<ArticleRow>),
    /// A record that could not be read.
    Rejected(Rejected),
}

impl Head {
    fn put(&self, text: &mut Vec<u8>) {
        match self {
            Head::Article(row) => put(text, Kind::Article, |text| json::article(row, text)),
            Head::Rejected(record) => put(text, Kind::Rejected, |text| json::append(record, text)),
        }
    }
}

/// Bytes of an observation, more or less.
const LINE: usize = 512;

/// The rows of one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is found by.
    pub key: Key,
    /// Its first row.
    pub head: Head,
    /// All rows as lines, the first one included.
    pub text: Vec<u8>,
    /// Lines that are observations.
    pub observations: u32,
    /// Bytes of these, without their letters.
    pub observed: u32,
    /// It comes from an earlier run.
    pub reused: bool,
}

impl Block {
    /// An article with its own observations, in their order.
    pub fn article(row: Box<ArticleRow>, observations: &[Observation]) -> Self {
        let mut block = Self::with_room(Head::Article(row), LINE * observations.len());
        let mut opening = Vec::new();
        observations.iter().take(1).for_each(|observation| json::opening(observation, &mut opening));
        for observation in observations {
            block.line(|text| {
                text.extend_from_slice(&opening);
                json::rest(observation, text);
            });
        }
        block
    }

    /// A record that could not be read.
    pub fn rejected(record: Rejected) -> Self {
        Self::empty(Head::Rejected(record))
    }

    /// The rows of one unit: an article and its observations, or a rejected record.
    pub fn of(rows: Vec<Row>) -> Option<Self> {
        let mut block: Option<Self> = None;
        let room = LINE * rows.len();
        for row in rows {
            match row {
                Row::Article(row) => block = Some(Self::with_room(Head::Article(row), room)),
                Row::Rejected(record) => block = Some(Self::empty(Head::Rejected(record))),
                Row::Observation(observation) => {
                    block.iter_mut().for_each(|block| block.observe(&observation));
                }
            }
        }
        block
    }

    fn empty(head: Head) -> Self {
        Self::with_room(head, 0)
    }

    /// A block without observations; `room` is how many bytes they will take, more or less.
    fn with_room(head: Head, room: usize) -> Self {
        let mut text = Vec::with_capacity(2048 + room);
        head.put(&mut text);
        Self { key: NO_KEY, head, text, observations: 0, observed: 0, reused: false }
    }

    /// Adds an observation of the article.
    pub fn observe(&mut self, observation: &Observation) {
        self.line(|text| json::observation(observation, text));
    }

    /// Adds the line of an observation.
    fn line(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let before = self.text.len();
        put(&mut self.text, Kind::Observation, write);
        self.observations += 1;
        self.observed += (self.text.len() - before - 1) as u32;
    }

    /// Reads a block back. Only its head is parsed.
    ///
    /// # Errors
    /// Text that is none.
    pub fn read(key: Key, text: Vec<u8>) -> io::Result<Self> {
        let mut rest = lines(&text);
        let head = match rest.next() {
            Some((Kind::Article, line)) => Head::Article(serde_json::from_slice(line)?),
            Some((Kind::Rejected, line)) => Head::Rejected(serde_json::from_slice(line)?),
            _ => return Err(io::ErrorKind::InvalidData.into()),
        };
        let (observations, observed) =
            rest.fold((0, 0), |(n, bytes), (_, line)| (n + 1, bytes + line.len() as u32 + 1));
        Ok(Self { key, head, text, observations, observed, reused: false })
    }

    /// Puts the head, which was changed, in the place of the one in the text.
    pub fn rewrite_head(&mut self) {
        let end = self.text.iter().position(|byte| *byte == b'\n').map_or(self.text.len(), |at| at + 1);
        let rest = self.text.split_off(end);
        self.text.clear();
        self.head.put(&mut self.text);
        self.text.extend_from_slice(&rest);
    }

    /// The rows again.
    ///
    /// # Errors
    /// Text that is none.
    pub fn rows(&self) -> io::Result<Vec<Row>> {
        let row = |(kind, line): (Kind, &[u8])| {
            Ok(match kind {
                Kind::Article => Row::Article(serde_json::from_slice(line)?),
                Kind::Observation => Row::Observation(serde_json::from_slice(line)?),
                Kind::Rejected => Row::Rejected(serde_json::from_slice(line)?),
            })
        };
        lines(&self.text).map(row).collect()
    }
}

/// Adds a line.
fn put(text: &mut Vec<u8>, kind: Kind, row: impl FnOnce(&mut Vec<u8>)) {
    text.push(kind.letter());
    row(text);
    text.push(b'\n');
}

/// The lines of a block, each without its letter and its end. It stops at what is no line of a block.
pub fn lines(text: &[u8]) -> impl Iterator<Item = (Kind, &[u8])> {
    // JSON of serde_json holds no line break: they are escaped in texts.
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        let (letter, rest) = line.split_first()?;
        let (kind, _) = Kind::ALL.into_iter().find(|(_, known)| known == letter)?;
        Some((kind, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::{article, mention};

    #[test]
    fn rows_come_back() {
        let observations = [mention("Mali", Some(-250)), mention("Niger\n", None)];
        let rows: Vec<Row> = std::iter::once(Row::Article(Box::new(article("a", "A", "2024-01-02"))))
            .chain(observations.iter().map(|o| Row::Observation(Box::new(o.clone()))))
            .collect();
        let block = Block::of(rows.clone()).unwrap();
        assert_eq!(block, Block::article(Box::new(article("a", "A", "2024-01-02")), &observations));
        assert_eq!(Block::read(NO_KEY, block.text.clone()).unwrap(), block);
        assert_eq!(block.rows().unwrap(), rows);
        let line = serde_json::to_vec(&observations[0]).unwrap().len() + 1;
        let other = serde_json::to_vec(&observations[1]).unwrap().len() + 1;
        assert_eq!((block.observations, block.observed as usize), (2, line + other));
    }

    #[test]
    fn a_head_is_rewritten() {
        let mut block = Block::article(Box::new(article("a", "A", "?")), &[mention("Mali", None)]);
        let Head::Article(row) = &mut block.head else { panic!("an article") };
        row.place.line = Some(1234);
        block.rewrite_head();
        assert_eq!(Block::read(NO_KEY, block.text.clone()).unwrap(), block);
    }

    #[test]
    fn what_is_no_block_is_refused() {
        for text in ["", "X{}", "A{}", "O{}\n"] {
            assert!(Block::read(NO_KEY, text.into()).is_err(), "{text}");
        }
    }
}
