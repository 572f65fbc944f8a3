//! The grammatical words of French, from `lexicons/french/`.

use super::document::Token;
use super::inflect::{Irregular, verb_forms};
use super::pairs::Pairs;
use super::phrase::Phrases;
use super::speech::SpeechWords;
use super::token::{Ends, Tables, TokenFiles};
use super::word::{LemmaId, Morph, Pos, Vocabulary, WordId};
use crate::data::{DataFile, parse_table, shipped};
use crate::error::Fault;
use serde::{Deserialize, Serialize};

/// Verbs that the analysis of clauses must recognise whatever the lexicons hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyVerbs {
    /// être
    pub etre: LemmaId,
    /// avoir
    pub avoir: LemmaId,
    /// faire
    pub faire: LemmaId,
    /// laisser
    pub laisser: LemmaId,
    /// voir
    pub voir: LemmaId,
    /// devenir
    pub devenir: LemmaId,
    /// rester
    pub rester: LemmaId,
    /// demeurer
    pub demeurer: LemmaId,
    /// sembler
    pub sembler: LemmaId,
    /// paraître
    pub paraitre: LemmaId,
    /// aller
    pub aller: LemmaId,
    /// venir
    pub venir: LemmaId,
    /// pouvoir
    pub pouvoir: LemmaId,
    /// devoir
    pub devoir: LemmaId,
    /// vouloir
    pub vouloir: LemmaId,
    /// falloir
    pub falloir: LemmaId,
}

impl KeyVerbs {
    fn register(words: &mut Vocabulary, irregular: &Irregular) -> Self {
        let mut verb = |infinitive: &str| {
            let lemma = words.lemma(infinitive, Pos::Verb);
            if words.begin_inflection(lemma) {
                verb_forms(infinitive, irregular, &mut |form, morph| {
                    words.add(form, lemma, morph);
                });
            }
            lemma
        };
        Self {
            etre: verb("être"),
            avoir: verb("avoir"),
            faire: verb("faire"),
            laisser: verb("laisser"),
            voir: verb("voir"),
            devenir: verb("devenir"),
            rester: verb("rester"),
            demeurer: verb("demeurer"),
            sembler: verb("sembler"),
            paraitre: verb("paraître"),
            aller: verb("aller"),
            venir: verb("venir"),
            pouvoir: verb("pouvoir"),
            devoir: verb("devoir"),
            vouloir: verb("vouloir"),
            falloir: verb("falloir"),
        }
    }
}

/// What a grammatical word is, all its readings together.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Grammar {
    /// One bit a [`Pos`].
    pos: u16,
    /// Features of its pronoun reading.
    pronoun: Morph,
    /// The preposition behind a contracted or elided form ("du" is "de").
    preposition: Option<LemmaId>,
}

/// The compiled tables of French grammar: what the tokenizer, the sentence splitter and the clause analysis know of
/// the language besides the content words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct French {
    tables: Tables,
    grammar: Vec<Grammar>,
    prepositions: Phrases<LemmaId>,
    locutions: Phrases<Pos>,
    /// The first two words of both: the question asked of every token.
    joins: Pairs<8>,
    speech: SpeechWords,
    /// Verbs of grammar.
    pub verbs: KeyVerbs,
}

impl French {
    /// Loads the shipped tables and registers their words.
    ///
    /// # Errors
    /// A malformed table, an unknown part of speech or an unknown feature, with file and line.
    ///
    /// ```
    /// use parallaxe::text::{French, Pos, Vocabulary};
    /// let mut words = Vocabulary::default();
    /// let french = French::register(&mut words).unwrap();
    /// words.freeze();
    /// assert!(french.has(words.get("malgré"), Pos::Prep));
    /// assert_eq!(french.preposition(words.get("du")), french.preposition(words.get("de")));
    /// ```
    pub fn register(words: &mut Vocabulary) -> Result<French, Fault> {
        Self::register_with(words, &Irregular::load()?)
    }

    /// Like [`French::register`], with tables of inflection that the caller has loaded already.
    ///
    /// # Errors
    /// As for [`French::register`].
    pub fn register_with(words: &mut Vocabulary, irregular: &Irregular) -> Result<French, Fault> {
        let file = |name: &str| shipped(&format!("french/{name}.tsv"));
        let files = TokenFiles {
            elisions: file("elisions"),
            suffixes: file("suffixes"),
            prefixes: file("prefixes"),
            abbreviations: file("abbreviations"),
            domains: file("domains"),
            capitals: file("capitals"),
            compounds: file("compounds"),
        };
        let tables = Tables::load(&files, words)?;
        let mut french = French {
            tables,
            grammar: Vec::new(),
            prepositions: Phrases::default(),
            locutions: Phrases::default(),
            joins: Pairs::default(),
            speech: SpeechWords::default(),
            verbs: KeyVerbs::register(words, irregular),
        };
        french.add_words(&file("function-words"), words)?;
        french.add_words(&files.suffixes, words)?;
        french.add_compounds(&files.compounds, words)?;
        french.add_abbreviations(&files.abbreviations, words)?;
        french.add_prepositions(&file("prepositions"), words)?;
        french.add_locutions(&file("locutions"), words)?;
        french.speech = SpeechWords::load(&file("speech"), &french, irregular, words)?;
        french.speech.add_titles(&file("noun-classes"), irregular, words)?;
        Ok(french)
    }

    fn add_words(&mut self, file: &DataFile, words: &mut Vocabulary) -> Result<(), Fault> {
        for row in parse_table(file, &["form", "pos", "features", "lemma"])? {
            let [form, pos, features, lemma] = row.fields[..] else { continue };
            let pos = parse_pos(pos).ok_or_else(|| bad_pos(file, row.line, pos))?;
            let morph = parse_features(features).map_err(|feature| bad_feature(file, row.line, feature))?;
            let lemma = words.lemma(if lemma.is_empty() { form } else { lemma }, pos);
            let word = words.add(form, lemma, morph);
            self.note(word, pos, morph, lemma);
            if !matches!(pos, Pos::Noun | Pos::Adj) {
                self.tables.openers.insert(word);
            }
        }
        Ok(())
    }

    fn add_compounds(&mut self, file: &DataFile, words: &mut Vocabulary) -> Result<(), Fault> {
        for row in parse_table(file, &["form", "pos", "features"])? {
            let [form, pos, features] = row.fields[..] else { continue };
            let pos = parse_pos(pos).ok_or_else(|| bad_pos(file, row.line, pos))?;
            let morph = parse_features(features).map_err(|feature| bad_feature(file, row.line, feature))?;
            let lemma = words.lemma(form, pos);
            let word = words.add(form, lemma, morph);
            if !matches!(pos, Pos::Noun | Pos::Adj) {
                self.note(word, pos, morph, lemma);
            }
        }
        Ok(())
    }

    fn add_abbreviations(&mut self, file: &DataFile, words: &mut Vocabulary) -> Result<(), Fault> {
        for row in parse_table(file, &["form", "ends", "pos", "lemma"])? {
            let [form, _, pos, lemma] = row.fields[..] else { continue };
            let pointed = format!("{form}.");
            if pos.is_empty() {
                words.intern(&pointed);
                continue;
            }
            let pos = parse_pos(pos).ok_or_else(|| bad_pos(file, row.line, pos))?;
            let lemma = words.lemma(lemma, pos);
            words.add(&pointed, lemma, Morph::NONE);
        }
        Ok(())
    }

    fn add_prepositions(&mut self, file: &DataFile, words: &mut Vocabulary) -> Result<(), Fault> {
        for row in parse_table(file, &["words", "canonical"])? {
            let canonical = if row.fields[1].is_empty() { row.fields[0] } else { row.fields[1] };
            let lemma = words.lemma(canonical, Pos::Prep);
            for expression in self.expand(row.fields[0], words) {
                self.note_joined(&expression);
                self.prepositions.insert(&expression, lemma);
            }
        }
        Ok(())
    }

    fn note_joined(&mut self, expression: &[WordId]) {
        if let [first, second, ..] = *expression {
            self.joins.insert(first, second);
        }
    }

    fn add_locutions(&mut self, file: &DataFile, words: &mut Vocabulary) -> Result<(), Fault> {
        for row in parse_table(file, &["words", "pos"])? {
            let pos = parse_pos(row.fields[1]).ok_or_else(|| bad_pos(file, row.line, row.fields[1]))?;
            for expression in self.expand(row.fields[0], words) {
                self.note_joined(&expression);
                self.locutions.insert(&expression, pos);
            }
        }
        Ok(())
    }

    /// The words of an expression, with the contracted and elided forms of a last `de`, `à` or `que`.
    pub fn expand(&self, expression: &str, words: &mut Vocabulary) -> Vec<Vec<WordId>> {
        let base = self.words_of(expression, words);
        let variants: &[&str] = match expression.rsplit([' ', '\'']).next() {
            Some("de") => &["d'", "du", "des"],
            Some("à") => &["au", "aux"],
            Some("que") => &["qu'"],
            _ => &[],
        };
        let mut all = vec![base];
        for variant in variants {
            let mut other = all[0].clone();
            other.pop();
            other.push(words.intern(variant));
            all.push(other);
        }
        all
    }

    /// The words of a phrase as the tokenizer would cut it, as they are written.
    pub fn pieces<'t>(&self, phrase: &'t str) -> Vec<&'t str> {
        self.tables.pieces(phrase)
    }

    /// The words of a phrase as they are written, each with its id, registered when new. For names.
    pub fn forms_of<'t>(&self, phrase: &'t str, words: &mut Vocabulary) -> Vec<(&'t str, WordId)> {
        let pieces = self.tables.pieces(phrase).into_iter();
        pieces.map(|piece| (piece, words.intern(&self.lower_form(piece)))).collect()
    }

    /// The ids of the words of a phrase as the tokenizer would cut it, registered when new. For lexicons and names.
    ///
    /// ```
    /// # use parallaxe::text::{French, Vocabulary};
    /// # let mut words = Vocabulary::default();
    /// # let french = French::register(&mut words).unwrap();
    /// let ids = french.words_of("L’État islamique", &mut words);
    /// let texts: Vec<&str> = ids.iter().map(|id| words.text(*id)).collect();
    /// assert_eq!(texts, ["l'", "état", "islamique"]);
    /// ```
    pub fn words_of(&self, phrase: &str, words: &mut Vocabulary) -> Vec<WordId> {
        // Plain small letters are cut at blanks and looked up as they stand: most rows of the lexicon are no more.
        if phrase.chars().all(|c| c == ' ' || is_plain_letter(c)) {
            return phrase.split(' ').filter(|word| !word.is_empty()).map(|word| words.intern(word)).collect();
        }
        self.forms_of(phrase, words).into_iter().map(|(_, word)| word).collect()
    }

    /// The form that the tokenizer looks up: lower case, straight apostrophe, plain hyphen, no points in acronyms, accents
    /// put back on the capitals that print without them ("Etat").
    fn lower_form(&self, piece: &str) -> String {
        let mut lower = piece.to_lowercase();
        if !lower.is_ascii() {
            lower = lower.replace(['’', 'ʼ'], "'").replace(['\u{2010}', '\u{2011}'], "-");
        }
        if lower.contains('.') {
            let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
            if letters > 1 && lower.matches('.').count() >= letters - 1 {
                return lower.replace('.', "");
            }
        }
        match self.tables.capital(&lower) {
            Some(capital) if !capital.opening && piece.starts_with(char::is_uppercase) => capital.reads.to_string(),
            _ => lower,
        }
    }

    fn note(&mut self, word: WordId, pos: Pos, morph: Morph, lemma: LemmaId) {
        let index = word.0 as usize;
        if self.grammar.len() <= index {
            self.grammar.resize(index + 1, Grammar::default());
        }
        let entry = &mut self.grammar[index];
        entry.pos |= 1 << pos as u16;
        match pos {
            Pos::Pron => entry.pronoun |= morph,
            Pos::Prep => entry.preposition = Some(lemma),
            _ => {}
        }
    }

    #[inline]
    fn of(&self, word: WordId) -> Grammar {
        self.grammar.get(word.0 as usize).copied().unwrap_or_default()
    }

    /// True when a grammatical word can have this part of speech ("le" is a determiner and a clitic).
    #[inline]
    pub fn has(&self, word: WordId, pos: Pos) -> bool {
        self.of(word).pos & (1 << pos as u16) != 0
    }

    /// True for every word of the tables of grammar (numerals, weekdays, months and titles included).
    #[inline]
    pub fn is_function_word(&self, word: WordId) -> bool {
        self.of(word).pos != 0
    }

    /// True for a preposition of one word, contracted articles included.
    #[inline]
    pub fn is_preposition(&self, word: WordId) -> bool {
        self.has(word, Pos::Prep)
    }

    /// The preposition behind a form: `de` for "du", "des" and "d'".
    #[inline]
    pub fn preposition(&self, word: WordId) -> Option<LemmaId> {
        self.of(word).preposition
    }

    /// True when two words may begin a preposition, a conjunction or an adverb of several words.
    #[inline]
    pub fn may_join(&self, first: WordId, second: WordId) -> bool {
        self.joins.may_hold(first, second)
    }

    /// The longest preposition of several words at a token ("à l'égard de"): its length and its lemma.
    #[inline]
    pub fn long_preposition(&self, tokens: &[Token], at: usize, end: usize) -> Option<(usize, LemmaId)> {
        self.prepositions.longest_at(tokens, at, end).map(|(length, lemma)| (length, *lemma))
    }

    /// The longest conjunction or adverb of several words at a token ("alors que"): its length and part of speech.
    #[inline]
    pub fn locution(&self, tokens: &[Token], at: usize, end: usize) -> Option<(usize, Pos)> {
        self.locutions.longest_at(tokens, at, end).map(|(length, pos)| (length, *pos))
    }

    /// `je`, `tu`, `il`, `elle`, `on`, `nous`, `vous`, `ils`, `elles`, `ce`, `c'`, and `qui`-less demonstratives.
    #[inline]
    pub fn is_subject_pronoun(&self, word: WordId) -> bool {
        self.has(word, Pos::Pron) && !self.has(word, Pos::Det)
    }

    /// A pronoun of the first or second person: somebody speaks.
    #[inline]
    pub fn is_speaker_pronoun(&self, word: WordId) -> bool {
        self.of(word).pronoun.any(Morph::P1 | Morph::P2)
    }

    /// Features of the pronoun reading of a word.
    #[inline]
    pub fn pronoun(&self, word: WordId) -> Morph {
        self.of(word).pronoun
    }

    /// The kind of an abbreviation, given in lower case without its point.
    pub(super) fn abbreviation(&self, form: &str) -> Option<Ends> {
        self.tables.abbreviation(form)
    }

    #[inline]
    pub(super) fn speech(&self) -> &SpeechWords {
        &self.speech
    }

    /// True for a verb that says what its subject thinks of its object ("fustiger", "saluer").
    pub fn is_judging_verb(&self, word: WordId) -> bool {
        self.speech.is_judging(word)
    }

    /// True for a body that is called after its head ("le camp Diarra").
    pub fn is_house_noun(&self, word: WordId) -> bool {
        self.speech.is_house(word)
    }

    pub(super) fn tables(&self) -> &Tables {
        &self.tables
    }
}

/// The small letters of French in their composed form.
fn is_plain_letter(c: char) -> bool {
    c.is_ascii_lowercase() || matches!(c, 'à'..='ö' | 'ø'..='ÿ' | 'œ')
}

fn parse_pos(name: &str) -> Option<Pos> {
    Some(match name {
        "verb" => Pos::Verb,
        "noun" => Pos::Noun,
        "proper" => Pos::Proper,
        "adj" => Pos::Adj,
        "adv" => Pos::Adv,
        "det" => Pos::Det,
        "pron" => Pos::Pron,
        "clitic" => Pos::Clitic,
        "rel" => Pos::Rel,
        "prep" => Pos::Prep,
        "coord" => Pos::Coord,
        "subord" => Pos::Subord,
        "neg" => Pos::Neg,
        "other" => Pos::Other,
        _ => return None,
    })
}

fn parse_features(features: &str) -> Result<Morph, &str> {
    let mut morph = Morph::NONE;
    for feature in features.split_whitespace() {
        morph |= match feature {
            "m" => Morph::MASC,
            "f" => Morph::FEM,
            "s" => Morph::SING,
            "p" => Morph::PLUR,
            "p1" => Morph::P1,
            "p2" => Morph::P2,
            "p3" => Morph::P3,
            "poss" => Morph::POSS,
            other => return Err(other),
        };
    }
    Ok(morph)
}

fn bad_pos(file: &DataFile, line: usize, pos: &str) -> Fault {
    Fault::new(&file.name, format!("unknown part of speech “{pos}”"))
        .at_line(line)
        .remedy("write det, pron, clitic, rel, prep, coord, subord, neg, adv, noun, adj, verb, proper or other")
}

fn bad_feature(file: &DataFile, line: usize, feature: &str) -> Fault {
    Fault::new(&file.name, format!("unknown feature “{feature}”"))
        .at_line(line)
        .remedy("write m, f, s, p, p1, p2, p3 or poss, separated by blanks")
}
