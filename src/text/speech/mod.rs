//! Who speaks: stretches of reported words and whose they are.
//!
//! Three things report: a quotation, a reporting verb with its clause ("X affirme que …"), and an expression like
//! "selon X". A few quoted words inside the outlet's own sentence report nothing by themselves.

mod attribution;
mod cue;
mod identity;
mod indirect;
mod noun_phrase;
mod quotation;
mod reader;
mod words;

use super::document::Document;
use super::french::French;
use super::word::Vocabulary;
use reader::Reader;
use std::ops::Range;

pub(in crate::text) use words::SpeechWords;

/// How words are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpeechKind {
    /// Between quotation marks or after a dialogue dash.
    Direct,
    /// In a clause or infinitive that a reporting verb governs.
    Indirect,
    /// "selon X", "d'après X", "aux yeux de X".
    According,
    /// A quotation without a verb of its own that goes on after an attributed one.
    FreeContinuation,
}

impl SpeechKind {
    /// True for the speaker's own words.
    pub const fn is_quotation(self) -> bool {
        matches!(self, Self::Direct | Self::FreeContinuation)
    }
}

/// A stretch of reported words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The reported tokens.
    pub tokens: Range<u32>,
    /// Who speaks: the tokens of a noun phrase, anywhere in the document; a name where one is given.
    pub holder: Option<Range<u32>>,
    /// How the words are reported.
    pub kind: SpeechKind,
    /// The verb or the first word of the expression that reports.
    pub cue: Option<u32>,
}

/// All stretches of reported words, by their first token, longer before shorter.
///
/// ```
/// use parallaxe::text::{French, Vocabulary, analyse, speeches};
/// let mut words = Vocabulary::default();
/// let french = French::register(&mut words).unwrap();
/// words.freeze();
/// let doc = analyse("Le ministre affirme que Moscou respecte l'accord.", &words, &french);
/// let all = speeches(&doc, &words, &french);
/// assert_eq!(doc.span_of(all[0].tokens.clone()).of(doc.text), "Moscou respecte l'accord");
/// assert_eq!(doc.span_of(all[0].holder.clone().unwrap()).of(doc.text), "Le ministre");
/// ```
pub fn speeches(doc: &Document, words: &Vocabulary, french: &French) -> Vec<Speech> {
    let reader = Reader::new(doc, words, french);
    let mut found = attribution::attribute(&reader);
    // A quotation that fills a clause is one stretch, and the quotation knows more.
    found.sort_by_key(|speech| (speech.tokens.start, std::cmp::Reverse(speech.tokens.end), rank(speech.kind)));
    found.dedup_by(|later, earlier| later.tokens == earlier.tokens);
    identity::name_later(&reader, &mut found);
    found
}

fn rank(kind: SpeechKind) -> u8 {
    match kind {
        SpeechKind::Direct => 0,
        SpeechKind::FreeContinuation => 1,
        SpeechKind::Indirect => 2,
        SpeechKind::According => 3,
    }
}
