//! How French refers to actors, from `lexicons/actors/grammar/`: adjectives of states, heads, offices, and the rules
//! that tell a capital as a place from a capital as a state.

use super::actor::Agreement;
use super::gazetteer::Gazetteer;
use super::mention::ActorId;
use super::names::{Meaning, add, cut};
use super::pattern::Patterns;
use super::trie::Trie;
use crate::data::{DataFile, parse_table, shipped};
use crate::error::Fault;
use crate::text::inflect::{Irregular, verb_forms};
use crate::text::{French, LemmaId, Pos, Vocabulary, WordId, WordSet};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// The title that ties an army to its state in the phrases column.
pub(super) const ARMY: &str = "armée";

/// What a head with the adjective of a state stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The army of the state, when it is an actor, instead of the state.
    pub(super) army: bool,
    /// Gender and number of the head noun.
    pub(super) agreement: Option<Agreement>,
    /// Written with a capital ("l'État malien").
    pub(super) capital: bool,
}

/// A form of an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfficeForm {
    pub(super) title: Box<str>,
    /// What the form tells of its holder.
    pub(super) feminine: Option<bool>,
}

/// The sides of a capital or a palace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Side {
    /// After this preposition it is a place.
    Place,
    /// After this one it is the actor.
    Actor,
}

/// The compiled tables.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Grammar {
    /// States by their adjectives.
    pub(super) demonyms: FxHashMap<WordId, SmallVec<[ActorId; 2]>>,
    /// "gouvernement @".
    pub(super) heads: Patterns<Head>,
    /// "ministre @ des Affaires étrangères", "ministre des Affaires étrangères".
    pub(super) offices: Patterns<OfficeForm>,
    /// Beginnings of offices that share a form, the form, and what it tells of the gender.
    families: Vec<(Box<str>, Box<str>, Option<bool>)>,
    /// Who holds or held an office of a state or organisation, in the order of the files.
    pub(super) holders: FxHashMap<(Box<str>, ActorId), Vec<ActorId>>,
    /// All holders of an office, wherever; an entry for every office of the table.
    pub(super) by_title: FxHashMap<Box<str>, Vec<ActorId>>,
    /// Armies by state.
    pub(super) armies: FxHashMap<ActorId, ActorId>,
    /// "groupe paramilitaire", "junte": definite descriptions of actors named before.
    pub(super) descriptions: Trie<ActorId>,
    /// The pronouns and the words that an office or a description begins with.
    pub(super) refers: WordSet,
    /// Words between a head and the adjective of its state.
    pub(super) inserts: FxHashSet<WordId>,
    /// Words before a surname, with the gender they tell.
    pub(super) titles: FxHashMap<WordId, Option<bool>>,
    /// Prepositions before a capital, written from right to left.
    pub(super) sides: Trie<Side>,
    /// Nouns beside which a capital is a place.
    pub(super) place_nouns: FxHashSet<WordId>,
    /// Nouns that say of the name before them that it is a town.
    pub(super) apposed_nouns: FxHashSet<WordId>,
    /// Words after which "de" and a capital mean the actor, written from right to left.
    pub(super) governors_de: Trie<()>,
    /// The same for "à".
    pub(super) governors_a: Trie<()>,
    /// Verbs whose "à" and a capital mean the actor.
    pub(super) giving_verbs: FxHashSet<LemmaId>,
    /// Verbs beside which a capital is a place.
    pub(super) place_verbs: FxHashSet<LemmaId>,
    /// Verbs that persons, states and groups are the subject of.
    pub(super) agentive_verbs: FxHashSet<LemmaId>,
    /// What follows an impersonal "il".
    pub(super) impersonal: Trie<()>,
    /// Forms of some small words.
    pub(super) small: Small,
}

/// Small words the matcher asks for by name.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Small {
    /// de, d', du, des
    pub(super) of: Vec<WordId>,
    /// à, au, aux
    pub(super) to: Vec<WordId>,
    /// le, la, l', les
    pub(super) the: Vec<WordId>,
    /// The definite and demonstrative determiners and contracted articles before an office or a description.
    pub(super) definite: Vec<WordId>,
    /// et, ou
    pub(super) and: Vec<WordId>,
    /// il, elle, ils, elles
    pub(super) pronouns: Vec<(WordId, Agreement)>,
    /// avoir
    pub(super) have: Option<LemmaId>,
}

impl Small {
    fn register(words: &mut Vocabulary, french: &French) -> Self {
        let mut list = |forms: &[&str]| forms.iter().map(|form| words.intern(form)).collect::<Vec<_>>();
        let agreement = |feminine, plural| Agreement { feminine, plural };
        Self {
            of: list(&["de", "d'", "du", "des"]),
            to: list(&["à", "au", "aux"]),
            the: list(&["le", "la", "l'", "les"]),
            definite: list(&["le", "la", "l'", "les", "ce", "cet", "cette", "ces", "au", "aux", "du"]),
            and: list(&["et", "ou"]),
            pronouns: vec![
                (words.intern("il"), agreement(false, false)),
                (words.intern("elle"), agreement(true, false)),
                (words.intern("ils"), agreement(false, true)),
                (words.intern("elles"), agreement(true, true)),
            ],
            have: Some(french.verbs.avoir),
        }
    }
}

impl Grammar {
    /// Loads the shipped tables. Rows about actors that are not in this gazetteer are passed over.
    pub(super) fn load(gazetteer: &Gazetteer, words: &mut Vocabulary, french: &French) -> Result<Grammar, Fault> {
        let mut grammar = Grammar { small: Small::register(words, french), ..Grammar::default() };
        grammar.load_demonyms(gazetteer, words)?;
        grammar.load_heads(words, french)?;
        grammar.load_offices(words, french)?;
        grammar.load_words(words, french)?;
        grammar.load_places(words, french)?;
        grammar.load_verbs(words)?;
        Ok(grammar)
    }

    fn load_demonyms(&mut self, gazetteer: &Gazetteer, words: &mut Vocabulary) -> Result<(), Fault> {
        for row in parse_table(&file("demonyms"), &["state", "adjectives"])? {
            let Some(state) = gazetteer.find_by_name(row.fields[0]) else { continue };
            for form in row.fields[1].split('|') {
                self.demonyms.entry(words.intern(form.trim())).or_default().push(state);
            }
        }
        Ok(())
    }

    fn load_heads(&mut self, words: &mut Vocabulary, french: &French) -> Result<(), Fault> {
        let table = file("heads");
        for row in parse_table(&table, &["pattern", "stands", "gender"])? {
            let army = match row.fields[1] {
                "state" => false,
                "army" => true,
                other => return Err(unknown(&table, row.line, other, "write state or army")),
            };
            let capital = row.fields[0].starts_with(char::is_uppercase);
            let head = Head { army, agreement: Agreement::parse(row.fields[2]), capital };
            self.heads.insert(row.fields[0], head, french, words);
        }
        Ok(())
    }

    fn load_offices(&mut self, words: &mut Vocabulary, french: &French) -> Result<(), Fault> {
        let table = file("offices");
        for row in parse_table(&table, &["office", "gender", "pattern"])? {
            let feminine = gender(&table, row.line, row.fields[1])?;
            if let Some(family) = row.fields[0].strip_suffix('*') {
                self.families.push((family.into(), row.fields[2].into(), feminine));
                continue;
            }
            let form = OfficeForm { title: row.fields[0].into(), feminine };
            self.by_title.entry(row.fields[0].into()).or_default();
            self.offices.insert(row.fields[2], form, french, words);
        }
        Ok(())
    }

    fn load_words(&mut self, words: &mut Vocabulary, french: &French) -> Result<(), Fault> {
        let table = file("titles");
        for row in parse_table(&table, &["word", "gender"])? {
            self.titles.insert(words.intern(row.fields[0]), gender(&table, row.line, row.fields[1])?);
        }
        for row in parse_table(&file("inserts"), &["word"])? {
            self.inserts.insert(words.intern(row.fields[0]));
        }
        for row in parse_table(&file("impersonal"), &["words"])? {
            self.impersonal.insert(&french.words_of(row.fields[0], words), ());
        }
        Ok(())
    }

    fn load_places(&mut self, words: &mut Vocabulary, french: &French) -> Result<(), Fault> {
        let table = file("places");
        for row in parse_table(&table, &["rule", "words"])? {
            let side = match row.fields[0] {
                "place" => Side::Place,
                "actor" => Side::Actor,
                "place-noun" => {
                    self.place_nouns.insert(words.intern(row.fields[1]));
                    continue;
                }
                "apposed" => {
                    self.apposed_nouns.insert(words.intern(row.fields[1]));
                    continue;
                }
                other => return Err(unknown(&table, row.line, other, "write place, actor, place-noun or apposed")),
            };
            for mut expression in french.expand(row.fields[1], words) {
                expression.reverse();
                self.sides.insert(&expression, side);
            }
        }
        let table = file("governors");
        for row in parse_table(&table, &["preposition", "words"])? {
            let mut expression = french.words_of(row.fields[1], words);
            expression.reverse();
            match row.fields[0] {
                "de" => self.governors_de.insert(&expression, ()),
                "à" => self.governors_a.insert(&expression, ()),
                other => return Err(unknown(&table, row.line, other, "write de or à")),
            }
        }
        Ok(())
    }

    fn load_verbs(&mut self, words: &mut Vocabulary) -> Result<(), Fault> {
        let mut irregular = None;
        for (name, set) in [
            ("giving-verbs", &mut self.giving_verbs),
            ("place-verbs", &mut self.place_verbs),
            ("agentive-verbs", &mut self.agentive_verbs),
        ] {
            for row in parse_table(&file(name), &["lemma"])? {
                set.insert(verb(row.fields[0], &mut irregular, words)?);
            }
        }
        Ok(())
    }

    /// Notes that a person holds or held an office. An office that the table does not know gets the plain forms.
    pub(super) fn hold(&mut self, title: &str, of: ActorId, who: ActorId, words: &mut Vocabulary, french: &French) {
        let held = self.by_title.get(title).map(|holders| !holders.is_empty());
        if held.is_none() {
            self.add_plain_forms(title, words, french);
        }
        if held != Some(true) {
            self.add_family_forms(title, words, french);
        }
        let push = |list: &mut Vec<ActorId>| {
            if !list.contains(&who) {
                list.push(who);
            }
        };
        push(self.holders.entry((title.into(), of)).or_default());
        push(self.by_title.entry(title.into()).or_default());
    }

    /// "ministre des Mines @", "ministre @ des Mines", "ministre des Mines".
    fn add_plain_forms(&mut self, title: &str, words: &mut Vocabulary, french: &French) {
        let form = OfficeForm { title: title.into(), feminine: None };
        self.offices.insert(&format!("{title} @"), form.clone(), french, words);
        if let Some((first, rest)) = title.split_once(' ') {
            self.offices.insert(&format!("{first} @ {rest}"), form.clone(), french, words);
            self.offices.insert(title, form, french, words);
        }
    }

    /// The forms of all offices that begin alike: "le ministre malien" for every minister.
    fn add_family_forms(&mut self, title: &str, words: &mut Vocabulary, french: &French) {
        for (_, pattern, feminine) in self.families.iter().filter(|(family, ..)| title.starts_with(&**family)) {
            let form = OfficeForm { title: title.into(), feminine: *feminine };
            self.offices.insert(pattern, form, french, words);
        }
    }

    /// Names that are no actors: outlets, prizes, events.
    pub(super) fn mask_names(
        names: &mut Trie<super::names::Name>,
        words: &mut Vocabulary,
        french: &French,
    ) -> Result<(), Fault> {
        for row in parse_table(&file("masked"), &["words", "note"])? {
            let cut = cut(row.fields[0], false, french, words);
            add(names, cut, false, Meaning::Mask);
        }
        Ok(())
    }
}

fn file(name: &str) -> DataFile {
    shipped(&format!("actors/grammar/{name}.tsv"))
}

fn gender(table: &DataFile, line: usize, text: &str) -> Result<Option<bool>, Fault> {
    match text {
        "" => Ok(None),
        "m" => Ok(Some(false)),
        "f" => Ok(Some(true)),
        other => Err(unknown(table, line, other, "write m, f or nothing")),
    }
}

fn unknown(table: &DataFile, line: usize, word: &str, remedy: &str) -> Fault {
    Fault::new(&table.name, format!("“{word}” is unknown here")).at_line(line).remedy(remedy)
}

/// The lemma of a verb, with all its forms registered.
fn verb(lemma: &str, irregular: &mut Option<Irregular>, words: &mut Vocabulary) -> Result<LemmaId, Fault> {
    if let Some(known) = words.find_lemma(lemma, Pos::Verb) {
        return Ok(known);
    }
    let irregular = match irregular {
        Some(loaded) => loaded,
        none => none.insert(Irregular::load()?),
    };
    let id = words.lemma(lemma, Pos::Verb);
    verb_forms(lemma, irregular, &mut |form, morph| {
        words.add(form, id, morph);
    });
    Ok(id)
}
