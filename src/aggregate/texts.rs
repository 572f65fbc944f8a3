//! Many small texts in little memory: no allocation for each, and no moving when there are more.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A block holds at least this many bytes; one text longer than that gets a block of its own.
const BLOCK: usize = 1 << 16;
/// Bytes in front of each text: its length.
const LENGTH: usize = 4;

/// Texts that are only added and looked up: [`LENGTH`] bytes each besides their own.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    blocks: Vec<Vec<u8>>,
}

/// Where a text stands in its [`Texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextAt(u64);

impl Texts {
    /// Keeps a text.
    pub fn add(&mut self, text: &str) -> TextAt {
        let needed = LENGTH + text.len();
        if self.blocks.last().is_none_or(|block| block.len() + needed > BLOCK) {
            self.blocks.push(Vec::with_capacity(needed.max(BLOCK)));
        }
        let number = self.blocks.len() - 1;
        let block = &mut self.blocks[number];
        // A text begins below `BLOCK`, whatever its own length.
        let at = TextAt(((number as u64) << 16) | block.len() as u64);
        block.extend_from_slice(&(text.len() as u32).to_le_bytes());
        block.extend_from_slice(text.as_bytes());
        at
    }

    /// The text at a place that [`Texts::add`] gave.
    pub fn get(&self, at: TextAt) -> &str {
        let rest = &self.blocks[(at.0 >> 16) as usize][(at.0 & 0xffff) as usize..];
        let (length, rest) = rest.split_at(LENGTH);
        let length = u32::from_le_bytes(length.try_into().expect("four bytes")) as usize;
        std::str::from_utf8(&rest[..length]).expect("written from a text")
    }
}

/// Names that come again and again, each kept once and known by its number.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Names {
    numbers: FxHashMap<Arc<str>, u32>,
    list: Vec<Arc<str>>,
}

impl Names {
    /// The number of a name, new or known.
    pub fn number(&mut self, name: &str) -> u32 {
        // Neighbours mostly share their source and their outlet.
        if let Some(last) = self.list.last().filter(|last| ***last == *name) {
            debug_assert!(self.numbers.contains_key(last));
            return self.list.len() as u32 - 1;
        }
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let name: Arc<str> = name.into();
        let number = self.list.len() as u32;
        self.list.push(name.clone());
        self.numbers.insert(name, number);
        number
    }

    /// The name of a number.
    pub fn get(&self, number: u32) -> &str {
        &self.list[number as usize]
    }

    /// All names, in the order in which they were met.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|name| &**name)
    }

    /// For each number its place among the names in order.
    pub fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.list.len() as u32).collect();
        order.sort_unstable_by(|a, b| self.get(*a).cmp(self.get(*b)));
        let mut ranks = vec![0; order.len()];
        for (rank, number) in order.into_iter().enumerate() {
            ranks[number as usize] = rank as u32;
        }
        ranks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_whatever_their_length() {
        let mut texts = Texts::default();
        let long = "é".repeat(BLOCK);
        let written: Vec<String> = (0..20_000).map(|i| format!("texte {i}")).chain([String::new(), long]).collect();
        let places: Vec<TextAt> = written.iter().chain([&written[0]]).map(|text| texts.add(text)).collect();
        for (text, at) in written.iter().zip(&places) {
            assert_eq!(texts.get(*at), text);
        }
        assert_eq!(texts.get(places[written.len()]), "texte 0");
    }

    #[test]
    fn names_are_numbered_once_and_ranked() {
        let mut names = Names::default();
        let numbers: Vec<u32> = ["b", "b", "a", "b", "c"].iter().map(|name| names.number(name)).collect();
        assert_eq!(numbers, [0, 0, 1, 0, 2]);
        assert_eq!(names.ranks(), [1, 0, 2]);
        assert_eq!(names.iter().collect::<Vec<_>>(), ["b", "a", "c"]);
    }
}
