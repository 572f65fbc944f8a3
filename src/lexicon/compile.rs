//! From rows to something that can be looked up: every inflected form in the vocabulary, every expression as a
//! sequence of words behind its first one.

use super::expression::{Element, Expression, Expressions, Head, Heads, Keys, Present};
use super::row::{Row, RowKind, parse_rows};
use crate::data::{DataFile, shipped_tables};
use crate::error::Fault;
use crate::text::inflect::{Irregular, adjective_forms, noun_forms, verb_forms};
use crate::text::{Analysis, French, LemmaId, LemmaSet, Morph, Pos, Vocabulary, WordId, WordSet};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::borrow::Cow;
use std::collections::hash_map::Entry;

/// Index of a row in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowId(pub u32);

/// The compiled stance lexicon.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rows: Vec<Row>,
    single: FxHashMap<LemmaId, SmallVec<[(RowId, bool); 1]>>,
    verbal: FxHashMap<LemmaId, Expressions>,
    literal: FxHashMap<WordId, Expressions>,
    /// The keys of `literal`: the question is asked of every token.
    openers: WordSet,
    /// The lemmas of `single` and of `verbal`: so are these.
    singles: LemmaSet,
    verbals: LemmaSet,
    /// Expressions by the rare word that a sentence must hold.
    keys: Keys,
    determiners: Vec<WordId>,
}

const DETERMINERS: [&str; 28] = [
    "le", "la", "les", "l'", "un", "une", "des", "du", "de", "d'", "son", "sa", "ses", "leur", "leurs", "ce", "cet",
    "cette", "ces", "notre", "nos", "votre", "vos", "mon", "ma", "mes", "aucun", "aucune",
];

/// Words that may be a determiner inside a verbal expression as its row writes it.
const VARIABLE: [&str; 15] =
    ["le", "la", "les", "l'", "un", "une", "des", "du", "de", "d'", "son", "sa", "ses", "leur", "leurs"];

const PREPOSITIONS: [&str; 14] =
    ["de", "d'", "du", "des", "à", "au", "aux", "en", "sur", "sous", "dans", "par", "pour", "contre"];

impl Lexicon {
    /// Compiles the shipped tables and those of the user, registering all forms.
    ///
    /// # Errors
    /// A row that is not of the documented form. A row of the user with the same lemma and kind replaces a shipped one.
    pub fn load(
        extra: &[DataFile],
        words: &mut Vocabulary,
        french: &French,
        irregular: &Irregular,
    ) -> Result<Self, Fault> {
        Ok(Self::compile_all(read_rows(extra)?, words, french, irregular))
    }

    /// Compiles rows that were read with [`read_rows`], registering all forms.
    pub fn compile_all(rows: Vec<Row>, words: &mut Vocabulary, french: &French, irregular: &Irregular) -> Self {
        let mut lexicon =
            Self { determiners: DETERMINERS.iter().map(|w| words.intern(w)).collect(), ..Self::default() };
        for (index, row) in rows.iter().enumerate() {
            lexicon.compile(RowId(index as u32), row, words, french, irregular);
        }
        for (lemma, list) in &mut lexicon.verbal {
            list.sort();
            lexicon.keys.add(Head::verb(*lemma), list);
        }
        for (word, list) in &mut lexicon.literal {
            list.sort();
            lexicon.keys.add(Head::word(*word), list);
        }
        lexicon.keys.finish();
        lexicon.openers = lexicon.literal.keys().copied().collect();
        lexicon.singles = lexicon.single.keys().copied().collect();
        lexicon.verbals = lexicon.verbal.keys().copied().collect();
        lexicon.rows = rows;
        lexicon
    }

    /// All rows, in the order of their ids.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// A row.
    #[inline]
    pub fn row(&self, id: RowId) -> &Row {
        &self.rows[id.0 as usize]
    }

    /// The expressions of which a sentence of these words has the beginning and the rarest word.
    pub fn present(&self, sentence: impl Iterator<Item = WordId> + Clone, words: &Vocabulary) -> Present {
        let mut heads = Heads::default();
        for word in sentence.clone() {
            if self.openers.contains(word) {
                heads.add(Head::word(word));
            }
            let verbs = words.analyses(word).iter().filter(|reading| self.verbals.contains(reading.lemma));
            verbs.for_each(|reading| heads.add(Head::verb(reading.lemma)));
        }
        self.keys.possible(sentence, &heads)
    }

    /// True when a row may begin with a word that has these readings, in a sentence that leaves these expressions possible.
    #[inline]
    pub fn may_open(&self, word: WordId, readings: &[Analysis], present: &Present) -> bool {
        let verbal = |lemma| self.verbals.contains(lemma) && self.keys.any(Head::verb(lemma), present);
        readings.iter().any(|reading| self.singles.contains(reading.lemma))
            || self.openers.contains(word) && self.keys.any(Head::word(word), present)
            || readings.iter().any(|reading| verbal(reading.lemma))
    }

    /// Rows of a single word, each with *true* when it asks for a reflexive clitic.
    #[inline]
    pub fn single(&self, lemma: LemmaId) -> &[(RowId, bool)] {
        if self.singles.contains(lemma) { self.single.get(&lemma).map_or(&[], |rows| rows) } else { &[] }
    }

    /// Expressions headed by a verb that a sentence may hold, longest first.
    pub fn verbal<'l>(&'l self, lemma: LemmaId, present: &Present) -> impl Iterator<Item = &'l Expression> {
        self.verbal_list(lemma).into_iter().flat_map(move |list| list.possible(Head::verb(lemma), present))
    }

    /// Expressions that begin with a word and that a sentence may hold, longest first.
    pub fn literal<'l>(&'l self, word: WordId, present: &Present) -> impl Iterator<Item = &'l Expression> {
        self.literal_list(word).into_iter().flat_map(move |list| list.possible(Head::word(word), present))
    }

    #[inline]
    fn verbal_list(&self, lemma: LemmaId) -> Option<&Expressions> {
        if self.verbals.contains(lemma) { self.verbal.get(&lemma) } else { None }
    }

    #[inline]
    fn literal_list(&self, word: WordId) -> Option<&Expressions> {
        if self.openers.contains(word) { self.literal.get(&word) } else { None }
    }

    /// True for an article or a possessive.
    #[inline]
    pub fn is_determiner(&self, word: WordId) -> bool {
        self.determiners.contains(&word)
    }

    fn compile(&mut self, id: RowId, row: &Row, words: &mut Vocabulary, french: &French, irregular: &Irregular) {
        match row.kind {
            RowKind::Verb => {
                let (lemma, pronominal) = bare_verb(&row.lemma);
                let lemma = register_verb(lemma, words, irregular);
                self.single.entry(lemma).or_default().push((id, pronominal));
            }
            RowKind::Noun => {
                for variant in row.lemma.split('/') {
                    let lemma = register_noun(variant.trim(), words, irregular);
                    self.single.entry(lemma).or_default().push((id, false));
                }
            }
            RowKind::Adjective => {
                let mut variants = row.lemma.split('/').map(str::trim);
                if let Some(masculine) = variants.next() {
                    let lemma = register_adjective(masculine, words, irregular);
                    for feminine in variants {
                        words.add(feminine, lemma, Morph::FEM | Morph::SING);
                        words.add(&format!("{feminine}s"), lemma, Morph::FEM | Morph::PLUR);
                    }
                    self.single.entry(lemma).or_default().push((id, false));
                }
            }
            RowKind::Adverb => {
                let lemma = words.lemma(&row.lemma, Pos::Adv);
                words.add(&row.lemma, lemma, Morph::NONE);
                self.single.entry(lemma).or_default().push((id, false));
            }
            RowKind::VerbalExpression => self.compile_verbal(id, row, words, french, irregular),
            RowKind::NominalExpression => self.compile_nominal(id, row, words, french, irregular),
            RowKind::AdjectivalExpression | RowKind::AdverbialExpression => {
                self.compile_literal(id, row, words, french, irregular)
            }
        }
    }

    fn compile_verbal(&mut self, id: RowId, row: &Row, words: &mut Vocabulary, french: &French, irregular: &Irregular) {
        let (text, pronominal) = bare_verb(&row.lemma);
        let (text, particle) = match ["l'", "en ", "y "].iter().find(|p| text.starts_with(**p)) {
            Some(particle) => (&text[particle.len()..], Some(words.intern(particle.trim()))),
            None => (text, None),
        };
        let mut parts = split_words(text, words, french).into_iter();
        let Some(head) = parts.next() else { return };
        let lemma = register_verb(&head, words, irregular);
        let mut rest = Vec::new();
        for part in parts {
            if part == "…" || part == "..." {
                rest.push(Element::Gap);
            } else if VARIABLE.contains(&part.as_str()) {
                rest.push(Element::Determiner);
            } else {
                rest.push(Element::Word(plural_variants(&part, words, irregular)));
            }
        }
        let expression = Expression { particle, ..Expression::new(id, rest, pronominal) };
        self.verbal.entry(lemma).or_default().push(expression);
    }

    fn compile_nominal(
        &mut self,
        id: RowId,
        row: &Row,
        words: &mut Vocabulary,
        french: &French,
        irregular: &Irregular,
    ) {
        for variant in row.lemma.split('/') {
            let parts = split_words(variant.trim(), words, french);
            let Some((head, tail)) = parts.split_first() else { continue };
            let mut inflects = true;
            let rest: Vec<Element> = tail
                .iter()
                .map(|part| {
                    inflects &= !PREPOSITIONS.contains(&part.as_str());
                    let mut forms: SmallVec<[WordId; 2]> = SmallVec::new();
                    forms.push(words.intern(part));
                    if inflects {
                        adjective_forms(part, irregular, &mut |form, _| forms.push(words.intern(form)));
                        noun_forms(part, irregular, &mut |form, _| forms.push(words.intern(form)));
                        forms.sort_unstable();
                        forms.dedup();
                    } else if let Some(others) = contractions(part) {
                        forms.extend(others.iter().map(|w| words.intern(w)));
                    }
                    Element::Word(forms)
                })
                .collect();
            let lemma = register_noun(head, words, irregular);
            let mut heads: SmallVec<[WordId; 4]> = SmallVec::new();
            noun_forms(head, irregular, &mut |form, morph| heads.push(words.add(form, lemma, morph)));
            heads.push(words.intern(head));
            heads.sort_unstable();
            heads.dedup();
            for head in heads {
                self.literal.entry(head).or_default().push(Expression::new(id, rest.clone(), false));
            }
        }
    }

    fn compile_literal(
        &mut self,
        id: RowId,
        row: &Row,
        words: &mut Vocabulary,
        french: &French,
        irregular: &Irregular,
    ) {
        for variant in row.lemma.split('/') {
            let parts = split_words(variant.trim(), words, french);
            let last = parts.len().saturating_sub(1);
            // "bien placé", "confronté à": what stands before the first preposition agrees with its noun.
            let mut agrees = row.kind == RowKind::AdjectivalExpression;
            let elements: Vec<SmallVec<[WordId; 2]>> = parts
                .iter()
                .enumerate()
                .map(|(i, part)| {
                    let mut forms: SmallVec<[WordId; 2]> = SmallVec::from_slice(&[words.intern(part)]);
                    agrees &= !words.analyses(forms[0]).iter().any(|a| a.pos == Pos::Prep);
                    if agrees && !french.is_function_word(forms[0]) {
                        adjective_forms(part, irregular, &mut |form, _| forms.push(words.intern(form)));
                        forms.sort_unstable();
                        forms.dedup();
                    }
                    if i == last {
                        forms.extend(contractions(part).into_iter().flatten().map(|w| words.intern(w)));
                    }
                    if ["son", "sa", "ses", "leur", "leurs"].contains(&part.as_str()) {
                        forms.extend(["son", "sa", "ses", "leur", "leurs"].map(|w| words.intern(w)));
                    }
                    // "à bout", "hors d'elle": elision.
                    if part == "de" {
                        forms.push(words.intern("d'"));
                    }
                    forms
                })
                .collect();
            let Some((firsts, rest)) = elements.split_first() else { continue };
            let rest: Vec<Element> = rest.iter().cloned().map(Element::Word).collect();
            for &first in firsts {
                self.literal.entry(first).or_default().push(Expression::new(id, rest.clone(), false));
            }
        }
    }
}

/// The rows of the shipped tables and of the user's; a row of the user takes the place of a shipped one with the same
/// lemma and kind.
///
/// # Errors
/// A row that is not of the documented form, or that stands twice.
pub fn read_rows(extra: &[DataFile]) -> Result<Vec<Row>, Fault> {
    let shipped = shipped_tables("stance");
    let mut rows: Vec<Row> = Vec::new();
    let mut places: FxHashMap<(Cow<'static, str>, RowKind), usize> = FxHashMap::default();
    for (file, own) in shipped.iter().map(|file| (file, false)).chain(extra.iter().map(|file| (file, true))) {
        for row in parse_rows(file)? {
            match places.entry((row.lemma.clone(), row.kind)) {
                Entry::Occupied(place) if own => rows[*place.get()] = row,
                Entry::Occupied(place) => {
                    let first = &rows[*place.get()];
                    let problem = format!("“{}” stands twice, also at {}:{}", row.name(), first.file, first.line);
                    return Err(Fault::new(&*row.file, problem).at_line(row.line).remedy("keep one of the two rows"));
                }
                Entry::Vacant(place) => {
                    place.insert(rows.len());
                    rows.push(row);
                }
            }
        }
    }
    Ok(rows)
}

/// Splits off the reflexive pronoun.
fn bare_verb(lemma: &str) -> (&str, bool) {
    match lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'")) {
        // "s'en prendre": the particle is left to the text.
        Some(rest) => (rest.trim_start_matches("en ").trim_start_matches("y "), true),
        None => (lemma, false),
    }
}

/// The words of an expression as the tokenizer cuts them.
fn split_words(text: &str, words: &mut Vocabulary, french: &French) -> Vec<String> {
    let ids = french.words_of(text, words);
    ids.iter().map(|&id| words.text(id).to_string()).collect()
}

fn contractions(part: &str) -> Option<&'static [&'static str]> {
    match part {
        "de" => Some(&["du", "des", "d'"]),
        "à" => Some(&["au", "aux"]),
        _ => None,
    }
}

/// The word and its plural: "tenir sa promesse", "tenir ses promesses".
fn plural_variants(part: &str, words: &mut Vocabulary, irregular: &Irregular) -> SmallVec<[WordId; 2]> {
    let mut forms: SmallVec<[WordId; 2]> = SmallVec::from_slice(&[words.intern(part)]);
    if let Some(others) = contractions(part) {
        forms.extend(others.iter().map(|w| words.intern(w)));
    } else if part.chars().count() > 3 {
        noun_forms(part, irregular, &mut |form, _| forms.push(words.intern(form)));
        forms.sort_unstable();
        forms.dedup();
    }
    forms
}

/// Registers every form of a verb.
pub fn register_verb(lemma: &str, words: &mut Vocabulary, irregular: &Irregular) -> LemmaId {
    let id = words.lemma(lemma, Pos::Verb);
    if words.begin_inflection(id) {
        verb_forms(lemma, irregular, &mut |form, morph| {
            words.add(form, id, morph);
        });
    }
    id
}

/// Registers a noun in singular and plural.
pub fn register_noun(lemma: &str, words: &mut Vocabulary, irregular: &Irregular) -> LemmaId {
    let id = words.lemma(lemma, Pos::Noun);
    if words.begin_inflection(id) {
        noun_forms(lemma, irregular, &mut |form, morph| {
            words.add(form, id, morph);
        });
    }
    id
}

/// Registers the forms of an adjective.
pub fn register_adjective(lemma: &str, words: &mut Vocabulary, irregular: &Irregular) -> LemmaId {
    let id = words.lemma(lemma, Pos::Adj);
    if words.begin_inflection(id) {
        adjective_forms(lemma, irregular, &mut |form, morph| {
            words.add(form, id, morph);
        });
    }
    id
}
