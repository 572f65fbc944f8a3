//! From rows to something that can be looked up: every inflected form in the vocabulary, every expression as a
//! sequence of words behind its first one.

use super::expression::{Element, Expression, Expressions, Keys};
use super::glance::{Glance, Glances};
use super::row::{Row, RowKind, parse_rows};
use super::stored;
use crate::data::{DataFile, shipped_tables};
use crate::error::Fault;
use crate::text::inflect::{Irregular, adjective_forms, noun_forms, verb_forms};
use crate::text::{French, LemmaId, LemmaSet, Morph, Pos, Token, Vocabulary, WordId, WordSet};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::collections::hash_map::Entry;

/// Index of a row in the lexicon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowId(pub u32);

/// The compiled stance lexicon.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    #[serde(deserialize_with = "stored::list")]
    rows: Vec<Row>,
    single: FxHashMap<LemmaId, SmallVec<[(RowId, bool); 1]>>,
    verbal: FxHashMap<LemmaId, Expressions>,
    literal: FxHashMap<WordId, Expressions>,
    /// What stands for each word in all of this: the question is asked of every token.
    glances: Glances,
    /// The lemmas of `single` and of `verbal`.
    singles: LemmaSet,
    verbals: LemmaSet,
    /// Expressions by the rare word that a sentence must hold.
    keys: Keys,
    determiners: WordSet,
}

const DETERMINERS: [&str; 28] = [
    "le", "la", "les", "l'", "un", "une", "des", "du", "de", "d'", "son", "sa", "ses", "leur", "leurs", "ce", "cet",
    "cette", "ces", "notre", "nos", "votre", "vos", "mon", "ma", "mes", "aucun", "aucune",
];

/// Words that may be a determiner inside a verbal expression as its row writes it.
const VARIABLE: [&str; 15] =
    ["le", "la", "les", "l'", "un", "une", "des", "du", "de", "d'", "son", "sa", "ses", "leur", "leurs"];

/// Words that stand for each other in an expression.
const OWNERS: [&str; 5] = ["son", "sa", "ses", "leur", "leurs"];

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
        let lexicon = Self { determiners: DETERMINERS.iter().map(|w| words.intern(w)).collect(), ..Self::default() };
        let variable = VARIABLE.iter().map(|w| words.intern(w)).collect();
        let mut compiler = Compiler {
            lexicon,
            words,
            french,
            irregular,
            variable,
            plurals: FxHashMap::default(),
            agreeing: FxHashMap::default(),
        };
        for (index, row) in rows.iter().enumerate() {
            compiler.compile(RowId(index as u32), row);
        }
        let mut lexicon = compiler.lexicon;
        lexicon.rows = rows;
        lexicon.finish();
        lexicon
    }

    /// Brings what was compiled into the order in which it is asked for.
    fn finish(&mut self) {
        self.verbal.values_mut().chain(self.literal.values_mut()).for_each(Expressions::sort);
        self.keys = Keys::of(&self.verbal, &self.literal);
        self.singles = self.single.keys().copied().collect();
        self.verbals = self.verbal.keys().copied().collect();
    }

    /// Notes what there is for every word; call once when all words have all their readings. Until then everything is looked up.
    pub fn settle(&mut self, words: &Vocabulary) {
        self.glances = (0..words.len() as u32).map(|id| self.look(WordId(id), words)).collect();
    }

    fn look(&self, word: WordId, words: &Vocabulary) -> Glance {
        let any = |lemmas: &LemmaSet| words.analyses(word).iter().any(|reading| lemmas.contains(reading.lemma));
        Glance::default()
            .with(Glance::SINGLE, any(&self.singles))
            .with(Glance::VERBAL, any(&self.verbals))
            .with(Glance::LITERAL, self.literal.contains_key(&word))
            .with(Glance::KEY, self.keys.is_key(word))
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

    /// What there is for a word.
    #[inline]
    pub fn glance(&self, word: WordId) -> Glance {
        self.glances.of(word)
    }

    /// Rows of a single word, each with *true* when it asks for a reflexive clitic.
    #[inline]
    pub fn single(&self, lemma: LemmaId) -> &[(RowId, bool)] {
        if self.singles.contains(lemma) { self.single.get(&lemma).map_or(&[], |rows| rows) } else { &[] }
    }

    /// True when expressions begin with a verb.
    #[inline]
    pub fn heads(&self, lemma: LemmaId) -> bool {
        self.verbals.contains(lemma)
    }

    /// Hands on the expressions headed by a verb of which a word is the rarest: the verb, and the number among its own.
    #[inline]
    pub fn each_keyed(&self, word: WordId, found: impl FnMut(LemmaId, u32)) {
        self.keys.each_verb(word, found);
    }

    /// The numbers of the expressions of a verb that have no rarest word.
    #[inline]
    pub fn keyless(&self, lemma: LemmaId) -> &[u32] {
        let list = if self.keys.is_keyless(lemma) { self.verbal.get(&lemma) } else { None };
        list.map_or(&[], Expressions::keyless)
    }

    /// An expression of a verb by its number; longer ones come first.
    pub fn verbal(&self, lemma: LemmaId, number: u32) -> Option<&Expression> {
        self.verbal.get(&lemma).map(|list| list.get(number))
    }

    /// True when an expression that begins with a word as it is written may go on with these tokens.
    #[inline]
    pub fn may_go_on(&self, word: WordId, behind: &[Token]) -> bool {
        self.keys.may_go_on(word, behind)
    }

    /// The expressions that begin with a word as it is written and may go on with these tokens, longest first.
    pub fn literal(&self, word: WordId, behind: &[Token]) -> impl Iterator<Item = &Expression> {
        let list = self.literal.get(&word);
        list.into_iter().flat_map(move |list| list.possible(self.keys.of_word(word, behind)))
    }

    /// True for an article or a possessive.
    #[inline]
    pub fn is_determiner(&self, word: WordId) -> bool {
        self.determiners.contains(word)
    }
}

/// The forms that may stand at one place of an expression.
type Forms = SmallVec<[WordId; 4]>;

/// Adds rows to a lexicon and registers their words.
struct Compiler<'c> {
    lexicon: Lexicon,
    words: &'c mut Vocabulary,
    french: &'c French,
    irregular: &'c Irregular,
    variable: WordSet,
    /// Words of verbal expressions with their plurals, and words of other expressions with all forms that agree: the same few
    /// thousand words stand in all of them.
    plurals: FxHashMap<WordId, Forms>,
    agreeing: FxHashMap<(WordId, RowKind), Forms>,
}

impl Compiler<'_> {
    fn compile(&mut self, id: RowId, row: &Row) {
        match row.kind {
            RowKind::Verb => {
                let (lemma, pronominal) = bare_verb(&row.lemma);
                let lemma = register_verb(lemma, self.words, self.irregular);
                self.add_single(lemma, id, pronominal);
            }
            RowKind::Noun => {
                for variant in row.lemma.split('/') {
                    let lemma = register_noun(variant.trim(), self.words, self.irregular);
                    self.add_single(lemma, id, false);
                }
            }
            RowKind::Adjective => {
                let mut variants = row.lemma.split('/').map(str::trim);
                if let Some(masculine) = variants.next() {
                    let lemma = register_adjective(masculine, self.words, self.irregular);
                    for feminine in variants {
                        self.words.add(feminine, lemma, Morph::FEM | Morph::SING);
                        self.words.add(&format!("{feminine}s"), lemma, Morph::FEM | Morph::PLUR);
                    }
                    self.add_single(lemma, id, false);
                }
            }
            RowKind::Adverb => {
                let lemma = self.words.lemma(&row.lemma, Pos::Adv);
                self.words.add(&row.lemma, lemma, Morph::NONE);
                self.add_single(lemma, id, false);
            }
            RowKind::VerbalExpression => self.compile_verbal(id, row),
            RowKind::NominalExpression => row.lemma.split('/').for_each(|variant| self.compile_nominal(id, variant)),
            RowKind::AdjectivalExpression | RowKind::AdverbialExpression => {
                row.lemma.split('/').for_each(|variant| self.compile_literal(id, row.kind, variant));
            }
        }
    }

    fn add_single(&mut self, lemma: LemmaId, id: RowId, pronominal: bool) {
        self.lexicon.single.entry(lemma).or_default().push((id, pronominal));
    }

    fn compile_verbal(&mut self, id: RowId, row: &Row) {
        let (text, pronominal) = bare_verb(&row.lemma);
        let (text, particle) = match ["l'", "en ", "y "].iter().find(|p| text.starts_with(**p)) {
            Some(particle) => (&text[particle.len()..], Some(self.words.intern(particle.trim()))),
            None => (text, None),
        };
        let parts = self.french.words_of(text, self.words);
        let Some((head, parts)) = parts.split_first() else { return };
        let head = self.words.text(*head).to_owned();
        let lemma = register_verb(&head, self.words, self.irregular);
        let element = |part: &WordId| match self.words.text(*part) {
            "…" | "..." => Element::Gap,
            _ if self.variable.contains(*part) => Element::Determiner,
            _ => Element::Word(self.with_plural(*part)),
        };
        let rest = parts.iter().map(element).collect();
        let expression = Expression { particle, ..Expression::new(id, rest, pronominal) };
        self.lexicon.verbal.entry(lemma).or_default().push(expression);
    }

    /// The word and its plural: "tenir sa promesse", "tenir ses promesses".
    fn with_plural(&mut self, part: WordId) -> Forms {
        if let Some(known) = self.plurals.get(&part) {
            return known.clone();
        }
        let text = self.words.text(part).to_owned();
        let mut forms = Forms::from_slice(&[part]);
        if let Some(others) = contractions(&text) {
            forms.extend(others.iter().map(|w| self.words.intern(w)));
        } else if text.chars().count() > 3 {
            noun_forms(&text, self.irregular, &mut |form, _| forms.push(self.words.intern(form)));
            forms.sort_unstable();
            forms.dedup();
        }
        self.plurals.insert(part, forms.clone());
        forms
    }

    /// The word and the forms in which it agrees with a noun, itself a noun or an adjective when the expression is nominal.
    fn in_agreement(&mut self, part: WordId, kind: RowKind) -> Forms {
        if let Some(known) = self.agreeing.get(&(part, kind)) {
            return known.clone();
        }
        let text = self.words.text(part).to_owned();
        let mut forms = Forms::from_slice(&[part]);
        adjective_forms(&text, self.irregular, &mut |form, _| forms.push(self.words.intern(form)));
        if kind == RowKind::NominalExpression {
            noun_forms(&text, self.irregular, &mut |form, _| forms.push(self.words.intern(form)));
        }
        forms.sort_unstable();
        forms.dedup();
        self.agreeing.insert((part, kind), forms.clone());
        forms
    }

    fn compile_nominal(&mut self, id: RowId, variant: &str) {
        let parts = self.french.words_of(variant.trim(), self.words);
        let Some((head, tail)) = parts.split_first() else { return };
        let mut inflects = true;
        let element = |part: &WordId| {
            let text = self.words.text(*part);
            inflects &= !PREPOSITIONS.contains(&text);
            let others = contractions(text).unwrap_or_default();
            Element::Word(match inflects {
                true => self.in_agreement(*part, RowKind::NominalExpression),
                false => std::iter::once(*part).chain(others.iter().map(|w| self.words.intern(w))).collect(),
            })
        };
        let rest = tail.iter().map(element).collect();
        let text = self.words.text(*head).to_owned();
        let lemma = register_noun(&text, self.words, self.irregular);
        let mut heads = Forms::from_slice(&[*head]);
        noun_forms(&text, self.irregular, &mut |form, morph| heads.push(self.words.add(form, lemma, morph)));
        heads.sort_unstable();
        heads.dedup();
        self.add_literal(&heads, &Expression::new(id, rest, false));
    }

    fn compile_literal(&mut self, id: RowId, kind: RowKind, variant: &str) {
        let parts = self.french.words_of(variant.trim(), self.words);
        let last = parts.len().saturating_sub(1);
        // "bien placé", "confronté à": what stands before the first preposition agrees with its noun.
        let mut agrees = kind == RowKind::AdjectivalExpression;
        let mut forms_at = |(at, part): (usize, &WordId)| {
            agrees &= !self.words.analyses(*part).iter().any(|a| a.pos == Pos::Prep);
            let mut forms = match agrees && !self.french.is_function_word(*part) {
                true => self.in_agreement(*part, kind),
                false => Forms::from_slice(&[*part]),
            };
            let text = self.words.text(*part);
            let contracted = contractions(text).filter(|_| at == last).unwrap_or_default();
            let owners: &[&str] = if OWNERS.contains(&text) { &OWNERS } else { &[] };
            // "à bout", "hors d'elle": elision.
            let elided: &[&str] = if text == "de" { &["d'"] } else { &[] };
            forms.extend([contracted, owners, elided].into_iter().flatten().map(|w| self.words.intern(w)));
            forms
        };
        let mut parts = parts.iter().enumerate();
        let Some(firsts) = parts.next().map(&mut forms_at) else { return };
        let rest = parts.map(|part| Element::Word(forms_at(part))).collect();
        self.add_literal(&firsts, &Expression::new(id, rest, false));
    }

    fn add_literal(&mut self, heads: &[WordId], expression: &Expression) {
        for head in heads {
            self.lexicon.literal.entry(*head).or_default().push(expression.clone());
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

fn contractions(part: &str) -> Option<&'static [&'static str]> {
    match part {
        "de" => Some(&["du", "des", "d'"]),
        "à" => Some(&["au", "aux"]),
        _ => None,
    }
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
