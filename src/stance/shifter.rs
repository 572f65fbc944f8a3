//! What changes a cue: negation, intensity, modality, hearsay, concession. The words are data
//! (`lexicons/french/shifters.tsv`); this file knows where each kind of word acts.

use crate::data::{parse_table, shipped};
use crate::error::Fault;
use crate::text::{Document, French, Pairs, Vocabulary, WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a shifter does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ShifterKind {
    /// Strengthens: "très".
    Intensifier,
    /// Weakens: "plutôt".
    Diminisher,
    /// Turns round what it precedes: "faux héros".
    Inverter,
    /// Says that there is little or less of it: "peu fiable", "convainc moins".
    Lesser,
    /// Says that those who do it are few: "seuls 12 % soutiennent X".
    Few,
    /// A negation word: "ne", "pas", "sans".
    Negator,
    /// Looks like a negation and is none: "sans doute", "ne … que".
    NotNegation,
    /// Marks what is only said: "prétendument".
    Hearsay,
    /// Marks what is only possible: "peut-être".
    Doubt,
    /// Grants and sets aside: "malgré".
    Concession,
    /// Strengthens what follows: "mais".
    Contrast,
    /// Opens a condition: "si".
    Condition,
    /// A likeness or a standard: "comme", "par rapport à".
    Comparison,
    /// Opens a question: "faut-il".
    Question,
    /// Wished, planned or feared, not done.
    Unreal,
}

const KINDS: [(&str, ShifterKind); 15] = [
    ("intensifier", ShifterKind::Intensifier),
    ("diminisher", ShifterKind::Diminisher),
    ("inverter", ShifterKind::Inverter),
    ("lesser", ShifterKind::Lesser),
    ("few", ShifterKind::Few),
    ("negator", ShifterKind::Negator),
    ("not-negation", ShifterKind::NotNegation),
    ("hearsay", ShifterKind::Hearsay),
    ("doubt", ShifterKind::Doubt),
    ("concession", ShifterKind::Concession),
    ("contrast", ShifterKind::Contrast),
    ("condition", ShifterKind::Condition),
    ("comparison", ShifterKind::Comparison),
    ("question", ShifterKind::Question),
    ("unreal", ShifterKind::Unreal),
];

impl ShifterKind {
    /// Its name in the data and in `explain`.
    pub fn as_str(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("?", |(name, _)| name)
    }
}

/// A shifter found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundShifter {
    /// Its kind.
    pub kind: ShifterKind,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its factor in percent.
    pub percent: i64,
}

/// The compiled table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Shifters {
    by_first: FxHashMap<WordId, Vec<Pattern>>,
    /// The keys of `by_first`: the question is asked of every token.
    openers: WordSet,
    /// Those of them that may be followed by any word.
    free: WordSet,
    /// The others with the words that follow them.
    pairs: Pairs<8>,
    gap: WordId,
}

/// A shifter without its first word.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Pattern {
    /// The word after it, by which most rows fail; the unknown word when it is the last.
    second: WordId,
    rest: Vec<WordId>,
    kind: ShifterKind,
    percent: i64,
}

/// At most this many tokens stand in the gap of a shifter of two parts ("ne … que").
const MAX_GAP: u32 = 6;

impl Shifters {
    /// Compiles the shipped table.
    ///
    /// # Errors
    /// An unknown kind or a factor that is no whole number.
    pub fn load(words: &mut Vocabulary, french: &French) -> Result<Self, Fault> {
        let file = shipped("french/shifters.tsv");
        let mut shifters = Self { gap: words.intern("…"), ..Self::default() };
        for record in parse_table(&file, &["kind", "form", "percent", "note"])? {
            let kind =
                KINDS.iter().find(|(name, _)| *name == record.fields[0]).map(|(_, kind)| *kind).ok_or_else(|| {
                    Fault::new(&file.name, format!("unknown kind “{}”", record.fields[0])).at_line(record.line)
                })?;
            let percent = record.fields[2].replace('−', "-").parse().map_err(|_| {
                Fault::new(&file.name, format!("bad factor “{}”", record.fields[2]))
                    .at_line(record.line)
                    .remedy("write a whole number of percent, for example 130 or -50")
            })?;
            for ids in french.expand(record.fields[1], words) {
                if let Some((first, rest)) = ids.split_first() {
                    let second = rest.first().copied().unwrap_or(WordId::UNKNOWN);
                    let pattern = Pattern { second, rest: rest.to_vec(), kind, percent };
                    shifters.by_first.entry(*first).or_default().push(pattern);
                }
            }
        }
        for list in shifters.by_first.values_mut() {
            list.sort_by_key(|pattern| (std::cmp::Reverse(pattern.rest.len()), pattern.kind));
        }
        shifters.openers = shifters.by_first.keys().copied().collect();
        for (first, list) in &shifters.by_first {
            if list.iter().any(|row| row.second == WordId::UNKNOWN || row.second == shifters.gap) {
                shifters.free.insert(*first);
            } else {
                list.iter().for_each(|row| shifters.pairs.insert(*first, row.second));
            }
        }
        Ok(shifters)
    }

    /// The shifters that a word and the next one may begin.
    #[inline]
    fn opening(&self, word: WordId, next: WordId) -> &[Pattern] {
        let opens = self.free.contains(word) || self.pairs.may_hold(word, next);
        if opens { self.by_first.get(&word).map_or(&[], |rows| rows) } else { &[] }
    }

    /// All shifters in a run of tokens, longest first at each place. A word of one kind may also be found in a longer one;
    /// the longer wins.
    pub fn find(&self, doc: &Document, tokens: Range<u32>) -> Vec<FoundShifter> {
        let mut found = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            let word = |i: u32| doc.tokens[i as usize].word;
            if !self.openers.contains(word(at)) {
                at += 1;
                continue;
            }
            let next = if at + 1 < tokens.end { word(at + 1) } else { WordId::UNKNOWN };
            let possible = |second: WordId| second == WordId::UNKNOWN || second == next || second == self.gap;
            let hit = self
                .opening(word(at), next)
                .iter()
                .filter(|row| possible(row.second))
                .find_map(|row| Some((row, self.match_rest(&row.rest, at + 1, &tokens, &word)?)));
            match hit {
                Some((Pattern { rest, kind, percent, .. }, end)) => {
                    found.push(FoundShifter { kind: *kind, tokens: at..end, percent: *percent });
                    // What stands in a gap is looked at too.
                    at = if rest.contains(&self.gap) { at + 1 } else { end };
                }
                None => at += 1,
            }
        }
        found
    }

    fn match_rest(&self, rest: &[WordId], from: u32, tokens: &Range<u32>, word: &dyn Fn(u32) -> WordId) -> Option<u32> {
        let Some((&first, others)) = rest.split_first() else { return Some(from) };
        if first == self.gap {
            return (from..tokens.end.min(from + MAX_GAP)).find_map(|at| self.match_rest(others, at, tokens, word));
        }
        (from < tokens.end && word(from) == first).then(|| self.match_rest(others, from + 1, tokens, word)).flatten()
    }
}
