//! The vocabulary: every word form the program knows, looked up once per token.
//!
//! The lexicons, the gazetteer and the tables of French function words all register their forms here when they are
//! compiled. A token then carries one [`WordId`], and everything downstream (expressions, actor names, shifters,
//! clause analysis) compares integers instead of strings.

mod stored;

use super::fold::{fold, fold_into};
use super::interner::{Interner, Key, Slot, hash};
use super::packed;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::marker::PhantomData;
use std::sync::OnceLock;

/// Identifies a known word form; [`WordId::UNKNOWN`] for every other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct WordId(pub u32);

impl WordId {
    /// The id of every form that is in no lexicon.
    pub const UNKNOWN: WordId = WordId(0);
}

impl From<WordId> for u32 {
    #[inline]
    fn from(word: WordId) -> Self {
        word.0
    }
}

/// A set of numbered things, one bit each.
///
/// ```
/// use parallaxe::text::{WordId, WordSet};
/// let mut set = WordSet::default();
/// set.insert(WordId(70));
/// assert!(set.contains(WordId(70)) && !set.contains(WordId(6)) && !set.contains(WordId(700)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdSet<I>(Vec<u64>, PhantomData<I>);

/// A set of words.
pub type WordSet = IdSet<WordId>;

/// A set of lemmas.
pub type LemmaSet = IdSet<LemmaId>;

impl<I> Default for IdSet<I> {
    fn default() -> Self {
        Self(Vec::new(), PhantomData)
    }
}

impl<I: Into<u32>> IdSet<I> {
    /// Adds a member.
    pub fn insert(&mut self, id: I) {
        let id = id.into();
        let at = id as usize / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (id % 64);
    }

    /// True for what was added.
    #[inline]
    pub fn contains(&self, id: I) -> bool {
        let id = id.into();
        self.0.get(id as usize / 64).is_some_and(|bits| bits & (1 << (id % 64)) != 0)
    }
}

impl<I: Into<u32>> FromIterator<I> for IdSet<I> {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
        let mut set = Self::default();
        ids.into_iter().for_each(|id| set.insert(id));
        set
    }
}

/// Identifies a lemma (the dictionary form and its part of speech).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LemmaId(pub u32);

impl From<LemmaId> for u32 {
    #[inline]
    fn from(lemma: LemmaId) -> Self {
        lemma.0
    }
}

/// Part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pos {
    /// Verb, in any form.
    Verb,
    /// Common noun.
    Noun,
    /// Proper noun (actor names).
    Proper,
    /// Adjective.
    Adj,
    /// Adverb.
    Adv,
    /// Determiner, possessives and numerals included.
    Det,
    /// Personal, demonstrative or indefinite pronoun.
    Pron,
    /// Clitic pronoun before a verb (`se`, `le`, `lui`, `y`, `en`).
    Clitic,
    /// Relative pronoun (`qui`, `que`, `dont`, `où`, `lequel`).
    Rel,
    /// Preposition, contracted articles included.
    Prep,
    /// Coordinating conjunction.
    Coord,
    /// Subordinating conjunction.
    Subord,
    /// Negation particle (`ne`, `pas`, `plus`…).
    Neg,
    /// Interjection and everything else that is a word.
    Other,
}

/// Grammatical features of a form, as a bit set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Morph(pub u16);

impl Morph {
    /// No feature.
    pub const NONE: Morph = Morph(0);
    /// Masculine.
    pub const MASC: Morph = Morph(1);
    /// Feminine.
    pub const FEM: Morph = Morph(1 << 1);
    /// Singular.
    pub const SING: Morph = Morph(1 << 2);
    /// Plural.
    pub const PLUR: Morph = Morph(1 << 3);
    /// Infinitive.
    pub const INF: Morph = Morph(1 << 4);
    /// Present participle.
    pub const PRESPART: Morph = Morph(1 << 5);
    /// Past participle.
    pub const PASTPART: Morph = Morph(1 << 6);
    /// Any finite form.
    pub const FINITE: Morph = Morph(1 << 7);
    /// Conditional (set together with `FINITE`).
    pub const COND: Morph = Morph(1 << 8);
    /// Future.
    pub const FUT: Morph = Morph(1 << 9);
    /// Imperative.
    pub const IMPER: Morph = Morph(1 << 10);
    /// Third person.
    pub const P3: Morph = Morph(1 << 11);
    /// First person.
    pub const P1: Morph = Morph(1 << 12);
    /// Second person.
    pub const P2: Morph = Morph(1 << 13);
    /// Subjunctive.
    pub const SUBJ: Morph = Morph(1 << 14);
    /// Possessive (determiners) or reflexive (clitics).
    pub const POSS: Morph = Morph(1 << 15);

    /// True when every feature of `other` is set.
    pub const fn has(self, other: Morph) -> bool {
        self.0 & other.0 == other.0
    }

    /// True when at least one feature of `other` is set.
    pub const fn any(self, other: Morph) -> bool {
        self.0 & other.0 != 0
    }
}

impl std::ops::BitOr for Morph {
    type Output = Morph;
    fn bitor(self, other: Morph) -> Morph {
        Morph(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Morph {
    fn bitor_assign(&mut self, other: Morph) {
        self.0 |= other.0;
    }
}

/// One reading of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Analysis {
    /// The lemma of this reading.
    pub lemma: LemmaId,
    /// Its part of speech.
    pub pos: Pos,
    /// Its features; readings of one lemma and part of speech are merged with *or*.
    pub morph: Morph,
}

/// Letters of a form on average, to reserve room.
const LETTERS: usize = 11;

/// All readings of a form, in order of registration.
pub type Analyses = SmallVec<[Analysis; 2]>;

/// Every known form with its readings. Built once, then shared by reference.
///
/// ```
/// use parallaxe::text::{Morph, Pos, Vocabulary, WordId};
/// let mut words = Vocabulary::default();
/// let lemma = words.lemma("accuser", Pos::Verb);
/// words.add("accuse", lemma, Morph::FINITE | Morph::P3);
/// assert_eq!(words.lemma_text(lemma), "accuser");
/// assert_eq!(words.analyses(words.get("accuse")).len(), 1);
/// assert_eq!(words.get("inconnu"), WordId::UNKNOWN);
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "stored::Stored", into = "stored::Stored")]
pub struct Vocabulary {
    /// Forms by number, which is their [`WordId`]; the empty form is the unknown word.
    forms: Interner,
    /// The forms by their letters without accents; made when they are first asked for, unless they were stored.
    folded: OnceLock<Folded>,
    /// The readings of each form while forms are added; none once they are laid out.
    analyses: Vec<Analyses>,
    /// The same readings one after another, and where those of each form begin: filled by [`Vocabulary::freeze`], because
    /// nothing is asked for more often.
    readings: Vec<Analysis>,
    starts: Vec<u32>,
    /// What all verb readings of each form are together, laid out with them.
    verbs: Vec<Morph>,
    /// Dictionary forms, and the lemmas of each by part of speech.
    lemma_texts: Interner,
    by_text: Vec<SmallVec<[(Pos, LemmaId); 2]>>,
    lemmas: Vec<Lemma>,
}

/// Finds forms by their letters without accents: the hash of these letters and the number of each form that has any, rising.
/// The letters themselves are made again for the one form that is compared.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Folded(#[serde(with = "packed")] Vec<[u32; 2]>);

impl Folded {
    fn of(forms: &Interner) -> Self {
        let mut key = String::new();
        let accented = (1..forms.len() as u32).filter(|id| !forms.text(*id).is_ascii());
        let hashed = accented.map(|id| {
            fold_into(forms.text(id), &mut key);
            [hash(&key), id]
        });
        let mut list: Vec<_> = hashed.collect();
        list.sort_unstable();
        Self(list)
    }

    /// The first form of these letters. One that exists without accents is found before anybody asks here.
    fn get(&self, letters: &str, forms: &Interner) -> WordId {
        let wanted = hash(letters);
        let start = self.0.partition_point(|[hash, _]| *hash < wanted);
        let alike = self.0[start..].iter().take_while(|[hash, _]| *hash == wanted);
        let same = |[_, id]: &&[u32; 2]| fold(forms.text(*id)) == letters;
        alike.into_iter().find(same).map_or(WordId::UNKNOWN, |[_, id]| WordId(*id))
    }
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Lemma {
    /// Its dictionary form in `lemma_texts`.
    text: u32,
    pos: Pos,
    /// All its regular forms are registered.
    inflected: bool,
}

impl Default for Vocabulary {
    fn default() -> Self {
        let mut forms = Interner::default();
        forms.intern("");
        Self {
            forms,
            folded: OnceLock::new(),
            analyses: vec![Analyses::new()],
            readings: Vec::new(),
            starts: Vec::new(),
            verbs: Vec::new(),
            lemma_texts: Interner::default(),
            by_text: Vec::new(),
            lemmas: Vec::new(),
        }
    }
}

impl Vocabulary {
    /// The id of a form, registered without a reading when it is new. `form` is lower case.
    pub fn intern(&mut self, form: &str) -> WordId {
        let known = self.forms.len();
        let id = self.forms.intern(form);
        if id as usize == known {
            self.thaw();
            self.analyses.push(Analyses::new());
        }
        WordId(id)
    }

    /// Makes room for the forms and lemmas that the shipped data hold, so that registering them moves nothing.
    pub fn reserve(&mut self, forms: usize, lemmas: usize) {
        self.forms.reserve(forms, forms * LETTERS);
        self.analyses.reserve(forms);
        self.lemma_texts.reserve(lemmas, lemmas * LETTERS);
        self.by_text.reserve(lemmas);
        self.lemmas.reserve(lemmas);
    }

    /// The id of a lemma, registered when new.
    pub fn lemma(&mut self, lemma: &str, pos: Pos) -> LemmaId {
        let text = self.lemma_texts.intern(lemma);
        if text as usize == self.by_text.len() {
            self.by_text.push(SmallVec::new());
        }
        let known = &mut self.by_text[text as usize];
        if let Some((_, id)) = known.iter().find(|(known, _)| *known == pos) {
            return *id;
        }
        let id = LemmaId(self.lemmas.len() as u32);
        known.push((pos, id));
        self.lemmas.push(Lemma { text, pos, inflected: false });
        id
    }

    /// The id of a lemma that is already known.
    pub fn find_lemma(&self, lemma: &str, pos: Pos) -> Option<LemmaId> {
        let text = self.lemma_texts.get(lemma)?;
        self.by_text[text as usize].iter().find(|(known, _)| *known == pos).map(|(_, id)| *id)
    }

    /// True the first time it is asked for a lemma: its forms are then to be registered, and need not be again.
    pub fn begin_inflection(&mut self, lemma: LemmaId) -> bool {
        !std::mem::replace(&mut self.lemmas[lemma.0 as usize].inflected, true)
    }

    /// Adds a reading to a form (lower case), merging features into a reading of the same lemma.
    pub fn add(&mut self, form: &str, lemma: LemmaId, morph: Morph) -> WordId {
        let id = self.intern(form);
        self.thaw();
        let pos = self.lemmas[lemma.0 as usize].pos;
        let readings = &mut self.analyses[id.0 as usize];
        match readings.iter_mut().find(|reading| reading.lemma == lemma) {
            Some(reading) => reading.morph |= morph,
            None => readings.push(Analysis { lemma, pos, morph }),
        }
        id
    }

    /// What was laid out is no longer all.
    fn thaw(&mut self) {
        self.folded.take();
        if !self.starts.is_empty() {
            let readings = |ends: &[u32]| self.readings[ends[0] as usize..ends[1] as usize].into();
            self.analyses = self.starts.windows(2).map(readings).collect();
            self.starts.clear();
            self.verbs.clear();
        }
    }

    /// Lays the readings out; call once after the last [`Vocabulary::add`].
    pub fn freeze(&mut self) {
        self.thaw();
        self.lay_out();
        self.analyses = Vec::new();
    }

    fn lay_out(&mut self) {
        self.readings.clear();
        self.readings.reserve(self.analyses.iter().map(Analyses::len).sum());
        self.starts.clear();
        self.starts.reserve(self.analyses.len() + 1);
        for readings in &self.analyses {
            self.starts.push(self.readings.len() as u32);
            self.readings.extend_from_slice(readings);
        }
        self.starts.push(self.readings.len() as u32);
        self.note_verbs();
    }

    fn note_verbs(&mut self) {
        let readings = |ends: &[u32]| verb_readings(&self.readings[ends[0] as usize..ends[1] as usize]);
        self.verbs = self.starts.windows(2).map(readings).collect();
    }

    /// The id of a lower-case form, or [`WordId::UNKNOWN`].
    #[inline]
    pub fn get(&self, form: &str) -> WordId {
        self.forms.get(form).map_or(WordId::UNKNOWN, WordId)
    }

    /// What the id of a short lower-case form is found by, see [`Interner::fetch`].
    #[inline]
    pub(super) fn fetch(&self, key: &Key) -> Slot {
        self.forms.fetch(key)
    }

    /// The id of a short lower-case form by its key and what was fetched for it.
    #[inline]
    pub(super) fn get_short(&self, key: &Key, fetched: Slot) -> WordId {
        self.forms.get_short(key, fetched).map_or(WordId::UNKNOWN, WordId)
    }

    /// The id of the form whose letters without accents are `folded`: the fallback for unaccented or upper-case text. Where two
    /// forms fold to the same letters, the first one registered wins; a form that exists without accents is never hidden.
    pub fn get_folded(&self, folded: &str) -> WordId {
        match self.get(folded) {
            WordId::UNKNOWN => self.folded.get_or_init(|| Folded::of(&self.forms)).get(folded, &self.forms),
            id => id,
        }
    }

    /// The readings of a form.
    #[inline]
    pub fn analyses(&self, word: WordId) -> &[Analysis] {
        let at = word.0 as usize;
        match self.starts.get(at..at + 2) {
            Some(&[start, end]) => &self.readings[start as usize..end as usize],
            _ => &self.analyses[at],
        }
    }

    /// The features of all verb readings of a form together.
    #[inline]
    pub fn verb(&self, word: WordId) -> Morph {
        let at = word.0 as usize;
        self.verbs.get(at).copied().unwrap_or_else(|| verb_readings(&self.analyses[at]))
    }

    /// The form behind an id; empty for the unknown word.
    #[inline]
    pub fn text(&self, word: WordId) -> &str {
        self.forms.text(word.0)
    }

    /// The dictionary form of a lemma.
    #[inline]
    pub fn lemma_text(&self, lemma: LemmaId) -> &str {
        self.lemma_texts.text(self.lemmas[lemma.0 as usize].text)
    }

    /// The part of speech of a lemma.
    #[inline]
    pub fn lemma_pos(&self, lemma: LemmaId) -> Pos {
        self.lemmas[lemma.0 as usize].pos
    }

    /// How many forms are known.
    pub fn len(&self) -> usize {
        self.forms.len() - 1
    }

    /// True when no form is known.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn verb_readings(readings: &[Analysis]) -> Morph {
    let verbs = readings.iter().filter(|reading| reading.pos == Pos::Verb);
    verbs.fold(Morph::NONE, |all, reading| all | reading.morph)
}
