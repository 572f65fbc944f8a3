//! The closed lists that the analysis of a sentence needs, compiled to word and lemma ids.

use super::phrase::{Phrase, PhraseKind};
use super::tag::Tagger;
use crate::data::{parse_table, shipped};
use crate::error::Fault;
use crate::text::inflect::{Irregular, noun_forms};
use crate::text::{Case, Document, LemmaId, LemmaSet, Phrases, Pos, Token, Vocabulary, WordId, WordSet, packed};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Classes of verbs, see `lexicons/french/verb-classes.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum VerbClass {
    /// Links an attribute to its subject.
    Copula,
    /// Builds its compound tenses with être.
    Etre,
    /// Takes an infinitive with the same subject.
    Modal,
    /// What follows is possible, not asserted.
    Doubt,
    /// What follows is wished, planned or threatened.
    Unreal,
    /// What follows does not happen.
    Reverser,
    /// Its subject does the infinitive even when a person stands between.
    SubjectControl,
    /// Says what its object is.
    Labelling,
    /// A light verb before a noun of action.
    Support,
    /// May stand before its subject after the words it reports.
    Saying,
    /// A copula when it is reflexive: "se montrer", "s'avérer".
    ReflexiveCopula,
    /// Its subject "il" stands for nobody.
    Impersonal,
    /// Its object is an enemy in a fight: to be fought says nothing of who is.
    Combat,
    /// With "parmi" it says of its subject what the others are.
    Membership,
    /// What follows is owed, not done.
    Duty,
    /// The clause after it may hold a *ne* that denies nothing: "craint qu'il n'échoue".
    Fear,
    /// What is the object's is of the one it is said to: "reproche à X son silence".
    Reproach,
    /// Names with *à* who has done what its object is: "une attaque attribuée à X".
    Attribution,
    /// Its object is no more: "lever les sanctions".
    Lifting,
    /// What follows is asked of its object, not done: "exhorte X à cesser".
    Demand,
    /// "si" after it opens a question, not a condition: "se demande si X a menti".
    Asking,
    /// Likens its object to its complement in *à*: "compare X à un tyran".
    Likening,
    /// Who does it answers for its object: "un parti mené par X".
    Leading,
    /// Its subject grows less or ends: "le soutien à X s'érode".
    Fading,
    /// Its object grows less: "entame la confiance en X".
    Sapping,
    /// Its object is never its subject's own: "dénonce son attitude".
    Outward,
    /// What is denied of it is denied of what follows: "rien ne permet d'accuser X".
    Permission,
    /// With "en" it tells what somebody is to its subject: "a en X un allié sûr".
    Having,
    /// What its agent does or wants is his own: "la réforme voulue par X".
    Authoring,
    /// The clause after it is said not to be so: "nie que X ait menti".
    Denying,
    /// The clause after it is not so where the verb is denied: "rien n'indique que X ait menti".
    Opining,
}

const CLASSES: [(&str, VerbClass); 30] = [
    ("copula", VerbClass::Copula),
    ("être", VerbClass::Etre),
    ("modal", VerbClass::Modal),
    ("doubt", VerbClass::Doubt),
    ("unreal", VerbClass::Unreal),
    ("reverser", VerbClass::Reverser),
    ("subject-control", VerbClass::SubjectControl),
    ("labelling", VerbClass::Labelling),
    ("support", VerbClass::Support),
    ("saying", VerbClass::Saying),
    ("impersonal", VerbClass::Impersonal),
    ("combat", VerbClass::Combat),
    ("membership", VerbClass::Membership),
    ("duty", VerbClass::Duty),
    ("fear", VerbClass::Fear),
    ("reproach", VerbClass::Reproach),
    ("attribution", VerbClass::Attribution),
    ("lifting", VerbClass::Lifting),
    ("demand", VerbClass::Demand),
    ("asking", VerbClass::Asking),
    ("likening", VerbClass::Likening),
    ("leading", VerbClass::Leading),
    ("fading", VerbClass::Fading),
    ("outward", VerbClass::Outward),
    ("sapping", VerbClass::Sapping),
    ("permission", VerbClass::Permission),
    ("having", VerbClass::Having),
    ("authoring", VerbClass::Authoring),
    ("denying", VerbClass::Denying),
    ("opining", VerbClass::Opining),
];

/// Classes of nouns, see `lexicons/french/noun-classes.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NounClass {
    /// A person's function, trade or tie.
    Title,
    /// Takes a name right after it as its own.
    Named,
    /// A time.
    Time,
    /// A day of the week: what is told with one is an event.
    Day,
    /// Says of its subject what its complement says.
    Transparent,
    /// Takes an infinitive that its owner does.
    Aim,
    /// What happens under it is its owner's.
    Reign,
    /// An act whose object may stand before who does it: "la gestion de la crise de X".
    Handling,
    /// What speaks for the clause behind it: "aucune preuve que X ait menti".
    Evidence,
    /// What a country may be called behind its name: "au Mali, pays pauvre".
    Country,
}

const NOUN_CLASSES: [(&str, NounClass); 10] = [
    ("title", NounClass::Title),
    ("named", NounClass::Named),
    ("time", NounClass::Time),
    ("day", NounClass::Day),
    ("transparent", NounClass::Transparent),
    ("aim", NounClass::Aim),
    ("reign", NounClass::Reign),
    ("handling", NounClass::Handling),
    ("evidence", NounClass::Evidence),
    ("country", NounClass::Country),
];

// One bit each.
const _: () = assert!(CLASSES.len() <= u32::BITS as usize && NOUN_CLASSES.len() <= u16::BITS as usize);

/// Compiled lists; built once, shared by reference.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grammar {
    /// The tagger.
    pub tagger: Tagger,
    /// The classes of each verb and each noun, one bit each, by the number of its lemma.
    #[serde(with = "packed")]
    classes: Vec<u32>,
    #[serde(with = "packed")]
    nouns: Vec<u16>,
    etre: LemmaId,
    avoir: LemmaId,
    causatives: LemmaSet,
    seeing: LemmaId,
    prepositions: Phrases<u8>,
    names: Vec<String>,
    contracted: WordSet,
    linking: WordSet,
    clitics: FxHashMap<WordId, Cow<'static, str>>,
}

const CLITICS: [(&str, &[&str]); 3] = [
    ("reflexive", &["se", "s'"]),
    ("object", &["le", "la", "les", "l'", "me", "m'", "te", "t'", "nous", "vous"]),
    ("dative", &["lui", "leur"]),
];

impl Grammar {
    /// Compiles the shipped lists; the verbs they name must be registered first.
    ///
    /// # Errors
    /// An unknown class, or a verb that the vocabulary does not know.
    pub fn load(words: &mut Vocabulary, irregular: &Irregular) -> Result<Self, Fault> {
        let file = shipped("french/verb-classes.tsv");
        let mut classes = Vec::new();
        for record in parse_table(&file, &["class", "verb"])? {
            let class =
                CLASSES.iter().find(|(name, _)| *name == record.fields[0]).map(|(_, class)| *class).ok_or_else(
                    || Fault::new(&file.name, format!("unknown class “{}”", record.fields[0])).at_line(record.line),
                )?;
            let bare = record.fields[1].trim_start_matches("se ").trim_start_matches("s'");
            let class =
                if class == VerbClass::Copula && bare != record.fields[1] { VerbClass::ReflexiveCopula } else { class };
            *bits_of(words.lemma(bare, Pos::Verb), &mut classes) |= 1 << class as u16;
        }
        let mut grammar = Self {
            tagger: Tagger::load(words)?,
            classes,
            nouns: load_nouns(words, irregular)?,
            etre: words.lemma("être", Pos::Verb),
            avoir: words.lemma("avoir", Pos::Verb),
            causatives: ["faire", "laisser", "voir"].map(|v| words.lemma(v, Pos::Verb)).into_iter().collect(),
            seeing: words.lemma("voir", Pos::Verb),
            prepositions: Phrases::default(),
            names: Vec::new(),
            contracted: ["du", "des", "au", "aux"].map(|w| words.intern(w)).into_iter().collect(),
            linking: ["à", "de", "d'", "par"].map(|w| words.intern(w)).into_iter().collect(),
            clitics: FxHashMap::default(),
        };
        for (kind, forms) in CLITICS {
            for form in forms {
                grammar.clitics.insert(words.intern(form), kind.into());
            }
        }
        grammar.load_prepositions(words)?;
        Ok(grammar)
    }

    fn load_prepositions(&mut self, words: &mut Vocabulary) -> Result<(), Fault> {
        let file = shipped("french/complements.tsv");
        for record in parse_table(&file, &["form", "name"])? {
            let name = record.fields[1];
            let index = self.names.iter().position(|known| known == name).unwrap_or_else(|| {
                self.names.push(name.to_string());
                self.names.len() - 1
            });
            // An elided word is a token of its own.
            let form = record.fields[0].replace("l'", "l' ").replace("d'", "d' ");
            let ids: Vec<WordId> = form.split_whitespace().map(|word| words.intern(word)).collect();
            self.prepositions.insert(&ids, index as u8);
        }
        Ok(())
    }

    /// Length in tokens and name of the preposition at a token; an unlisted one has length 1 and no name.
    pub fn preposition_at(&self, doc: &Document, at: u32, end: u32) -> (u32, Option<u8>) {
        let known = self.prepositions.longest_at(&doc.tokens, at as usize, end as usize);
        known.map_or((1, None), |(length, name)| (length as u32, Some(*name)))
    }

    /// Name of a preposition index.
    pub fn preposition_name(&self, index: u8) -> &str {
        &self.names[index as usize]
    }

    /// Index of a preposition name.
    pub fn preposition(&self, name: &str) -> Option<u8> {
        self.names.iter().position(|known| known == name).map(|i| i as u8)
    }

    /// True when a verb belongs to a class.
    #[inline]
    pub fn in_class(&self, lemma: LemmaId, class: VerbClass) -> bool {
        self.in_classes(lemma, &[class])
    }

    /// True when a verb belongs to one of these classes.
    #[inline]
    pub fn in_classes(&self, lemma: LemmaId, classes: &[VerbClass]) -> bool {
        let wanted = classes.iter().fold(0, |wanted, class| wanted | 1 << *class as u16);
        self.classes.get(lemma.0 as usize).is_some_and(|bits| bits & wanted != 0)
    }

    /// True when a noun belongs to a class.
    pub fn is_noun(&self, lemma: LemmaId, class: NounClass) -> bool {
        self.nouns.get(lemma.0 as usize).is_some_and(|bits| bits & (1 << class as u16) != 0)
    }

    /// "le président du Mali": the person whose complement in *de*, at the place `phrase`, a name is.
    pub fn titled_host(
        &self,
        doc: &Document,
        words: &Vocabulary,
        phrases: &[Phrase],
        mut phrase: usize,
    ) -> Option<usize> {
        let of = |p: &Phrase| p.prep.is_some_and(|prep| self.preposition_name(prep) == "de");
        while phrase > 0 && of(&phrases[phrase]) && phrases[phrase - 1].kind == PhraseKind::Noun {
            phrase -= 1;
            if self.noun_at(words, doc.tokens[phrases[phrase].head as usize].word, NounClass::Title) {
                return Some(phrase);
            }
        }
        None
    }

    /// True for "prix" and what else is somebody's title and takes a name as its own: "X, prix Nobel".
    pub fn is_honour(&self, words: &Vocabulary, token: Token) -> bool {
        token.case == Case::Lower
            && self.noun_at(words, token.word, NounClass::Title)
            && self.noun_at(words, token.word, NounClass::Named)
    }

    /// True when a form may be a noun of a class.
    pub fn noun_at(&self, words: &Vocabulary, word: WordId, class: NounClass) -> bool {
        words.analyses(word).iter().any(|a| a.pos == Pos::Noun && self.is_noun(a.lemma, class))
    }

    /// être or avoir.
    pub fn is_auxiliary(&self, lemma: LemmaId) -> bool {
        lemma == self.etre || lemma == self.avoir
    }

    /// être.
    pub fn is_etre(&self, lemma: Option<LemmaId>) -> bool {
        lemma == Some(self.etre)
    }

    /// faire, laisser or voir before an infinitive.
    pub fn is_causative(&self, lemma: Option<LemmaId>) -> bool {
        lemma.is_some_and(|lemma| self.causatives.contains(lemma))
    }

    /// voir.
    pub fn is_seeing(&self, lemma: Option<LemmaId>) -> bool {
        lemma == Some(self.seeing)
    }

    /// du, des, au, aux.
    pub fn is_contracted(&self, word: WordId) -> bool {
        self.contracted.contains(word)
    }

    /// The prepositions that stand between a verb and its infinitive.
    pub fn links_infinitive(&self, word: WordId) -> bool {
        self.linking.contains(word)
    }

    /// What a clitic form is: `reflexive`, `object` or `dative`.
    pub fn clitic(&self, word: WordId) -> Option<&str> {
        self.clitics.get(&word).map(|kind| &**kind)
    }
}

/// Reads the classes of nouns.
fn load_nouns(words: &mut Vocabulary, irregular: &Irregular) -> Result<Vec<u16>, Fault> {
    let file = shipped("french/noun-classes.tsv");
    let mut nouns = Vec::new();
    for record in parse_table(&file, &["class", "noun"])? {
        let class =
            NOUN_CLASSES.iter().find(|(name, _)| *name == record.fields[0]).map(|(_, class)| *class).ok_or_else(
                || Fault::new(&file.name, format!("unknown class “{}”", record.fields[0])).at_line(record.line),
            )?;
        let lemma = words.lemma(record.fields[1], Pos::Noun);
        noun_forms(record.fields[1], irregular, &mut |form, morph| {
            words.add(form, lemma, morph);
        });
        *bits_of(lemma, &mut nouns) |= 1 << class as u16;
    }
    Ok(nouns)
}

/// The bits of a lemma in a list that grows as far as it is needed.
fn bits_of<T: Clone + Default>(lemma: LemmaId, list: &mut Vec<T>) -> &mut T {
    let at = lemma.0 as usize;
    if list.len() <= at {
        list.resize(at + 1, T::default());
    }
    &mut list[at]
}
