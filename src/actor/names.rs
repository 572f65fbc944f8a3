//! Names compiled for matching: which words, how they must be written, and what they mean.

use super::mention::{ActorId, Found};
use super::trie::Trie;
use crate::text::{Case, French, Vocabulary, WordId};
use serde::{Deserialize, Serialize};

/// How a word of a name must be written in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Need {
    /// In any way: the word is in lower case in the name.
    Any,
    /// With a capital, or all in capitals.
    Capital,
    /// All in capitals: acronyms.
    Upper,
    /// With this case and no other.
    Exactly(CaseKey),
}

/// [`Case`] in a form that can be hashed and compared with a name's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct CaseKey(pub(super) Case);

impl Need {
    /// True when a token written so fits.
    pub(super) fn fits(self, case: Case) -> bool {
        match self {
            Need::Any => true,
            Need::Capital => case != Case::Lower,
            Need::Upper => case == Case::Upper,
            Need::Exactly(key) => case == key.0,
        }
    }
}

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Meaning {
    /// An actor.
    Actor {
        actor: ActorId,
        found: Found,
        /// Counts only after the actor was named in full in the same article.
        reminder: bool,
    },
    /// No actor: hides its words from every other look-up.
    Mask,
}

/// One compiled name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Name {
    pub(super) needs: Box<[Need]>,
    /// Not at the head of a sentence, where the capital says nothing.
    pub(super) inside: bool,
    pub(super) meaning: Meaning,
}

/// A name as a file writes it, cut into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) words: Vec<WordId>,
    pub(super) needs: Box<[Need]>,
}

/// How a word of a data file is written.
pub(super) fn case_of(word: &str) -> Case {
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let upper = letters().filter(|c| c.is_uppercase()).count();
    match (upper, letters().count()) {
        (0, _) => Case::Lower,
        (n, all) if n >= 2 && n == all => Case::Upper,
        _ if letters().next().is_some_and(char::is_uppercase) => Case::Capital,
        _ => Case::Lower,
    }
}

/// Cuts a name into words and registers them; `exact` asks for the capitals exactly as written.
pub(super) fn cut(name: &str, exact: bool, french: &French, words: &mut Vocabulary) -> Cut {
    let forms = french.forms_of(name, words);
    let need = |piece: &str| match case_of(piece) {
        case if exact => Need::Exactly(CaseKey(case)),
        Case::Lower => Need::Any,
        Case::Capital => Need::Capital,
        Case::Upper => Need::Upper,
    };
    Cut {
        needs: forms.iter().map(|(piece, _)| need(piece)).collect(),
        words: forms.iter().map(|(_, word)| *word).collect(),
    }
}

/// Adds a name to the tree.
pub(super) fn add(names: &mut Trie<Name>, cut: Cut, inside: bool, meaning: Meaning) {
    names.insert(&cut.words, Name { needs: cut.needs, inside, meaning });
}
