//! What a form may be before its sentence is looked at: worked out once for each form, because texts repeat a few thousand of
//! them.

use super::lattice::{Candidates, Helper};
use super::tag::Tag;
use crate::text::{French, Morph, Pos, Vocabulary, WordId, lowered, packed};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

/// Tags with what they cost of themselves.
pub(super) type Options = SmallVec<[(Tag, u16); 4]>;

/// What forms may be. Many forms may be the same, so each keeps the number of its kind.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Forms {
    #[serde(with = "packed")]
    kinds_of: Vec<u16>,
    kinds: Vec<Kind>,
}

/// What forms of one kind may be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Kind {
    /// By the readings of the vocabulary; nothing for a form without any.
    pub(super) bare: Options,
    /// The same with the costs of the table of readings.
    pub(super) weighed: Options,
    /// Which auxiliary they belong to.
    pub(super) helper: Helper,
}

impl Forms {
    /// The kinds of all forms, in the order of their numbers.
    ///
    /// # Panics
    /// With more than 65,536 kinds: a few hundred are possible in earnest.
    pub(super) fn of(kinds: impl Iterator<Item = Kind>) -> Self {
        let mut forms = Self::default();
        let mut known: FxHashMap<Kind, u16> = FxHashMap::default();
        for kind in kinds {
            let number = known.entry(kind).or_insert_with_key(|kind| {
                forms.kinds.push(kind.clone());
                u16::try_from(forms.kinds.len() - 1).expect("few kinds of forms")
            });
            forms.kinds_of.push(*number);
        }
        forms
    }

    /// The kind of a form; none while kinds are not worked out.
    #[inline]
    pub(super) fn kind(&self, word: WordId) -> Option<&Kind> {
        self.kinds_of.get(word.0 as usize).map(|kind| &self.kinds[*kind as usize])
    }
}

const VERBS: u32 = 1 << Tag::VFin as u32 | 1 << Tag::VInf as u32 | PARTICIPLES;
const PARTICIPLES: u32 = 1 << Tag::VPpa as u32 | 1 << Tag::VPre as u32;

/// What a finite form costs that is none of a third person.
pub(super) const OTHER_PERSON: u16 = 5;
/// What a noun costs that is a past participle as well.
const NOUN_FROM_PARTICIPLE: u16 = 2;
/// What a present participle costs that is an adjective as well.
const ADJECTIVE_IN_ANT: u16 = 3;

/// Works out what a form may be; `weigh` adds what the table of readings says of it.
pub(super) fn kind(words: &Vocabulary, french: &French, word: WordId, weigh: impl Fn(&mut Candidates)) -> Kind {
    let mut options = Candidates::default();
    readings(words, word, &mut options);
    let bare = options.list().into();
    weigh(&mut options);
    // Only what follows a verb asks which auxiliary it is.
    let helper = if options.has_any(VERBS) { helper(words, french, word) } else { Helper::None };
    Kind { bare, weighed: options.list().into(), helper }
}

pub(super) fn helper(words: &Vocabulary, french: &French, word: WordId) -> Helper {
    let lemmas = words.analyses(word).iter().filter(|a| a.pos == Pos::Verb).map(|a| a.lemma);
    let kind = |lemma| match lemma {
        lemma if lemma == french.verbs.etre => Some(Helper::Etre),
        lemma if lemma == french.verbs.avoir => Some(Helper::Avoir),
        _ => None,
    };
    lemmas.into_iter().find_map(kind).unwrap_or(Helper::None)
}

/// The options that the readings of a form give it.
fn readings(words: &Vocabulary, word: WordId, out: &mut Candidates) {
    for reading in words.analyses(word) {
        push_reading(reading.pos, reading.morph, out);
    }
    // An adjective in -ant is one more often than a participle.
    if out.has(Tag::Adj)
        && let Some(cost) = out.cost(Tag::VPre)
    {
        *cost += ADJECTIVE_IN_ANT;
    }
    // Outside a noun phrase "accusé" is the participle.
    if out.has(Tag::VPpa)
        && let Some(cost) = out.cost(Tag::Noun)
    {
        *cost += NOUN_FROM_PARTICIPLE;
    }
    // A participle may stand for a noun ("le sortant") or an adjective.
    if out.has_any(PARTICIPLES)
        && let Some(&(_, own)) = out.list().iter().find(|(tag, _)| matches!(tag, Tag::VPpa | Tag::VPre))
    {
        out.push(Tag::Noun, own + 6);
        out.push(Tag::Adj, own + 2);
    }
    // So may a finite form that the tables do not know as a noun ("à la traîne").
    if out.has_only(Tag::VFin) {
        out.push(Tag::Noun, 8);
    }
    if out.has(Tag::Det) {
        weigh_contraction(words.text(word), out);
    }
}

/// "au" is always a preposition; "du", "de" and "d'" mostly; "des" is mostly an article.
fn weigh_contraction(form: &str, out: &mut Candidates) {
    let article = match form {
        "au" | "aux" => None,
        "du" | "de" | "d'" => Some(5),
        "des" => Some(0),
        _ => return,
    };
    match (article, out.cost(Tag::Det)) {
        (Some(article), Some(cost)) => *cost += article,
        _ => out.remove(Tag::Det),
    }
}

fn push_reading(pos: Pos, morph: Morph, out: &mut Candidates) {
    let mut push = |tag: Tag, cost: u16| out.push(tag, cost);
    match pos {
        Pos::Verb => {
            if morph.has(Morph::FINITE) {
                // First and second persons and imperatives are rare in news.
                push(Tag::VFin, if morph.any(Morph::P3) { 0 } else { OTHER_PERSON });
            }
            if morph.has(Morph::INF) {
                push(Tag::VInf, 0);
            }
            if morph.has(Morph::PASTPART) {
                push(Tag::VPpa, 0);
            }
            if morph.has(Morph::PRESPART) {
                push(Tag::VPre, 0);
            }
        }
        Pos::Noun => push(Tag::Noun, 0),
        Pos::Proper => push(Tag::Prop, 1),
        Pos::Adj => push(Tag::Adj, 0),
        Pos::Adv => push(Tag::Adv, 0),
        Pos::Det => push(Tag::Det, 0),
        Pos::Pron => push(Tag::Pron, 1),
        Pos::Clitic => push(Tag::Cli, 0),
        Pos::Rel => push(Tag::Rel, 0),
        Pos::Prep => push(Tag::Prep, 0),
        Pos::Coord => push(Tag::Coord, 0),
        Pos::Subord => push(Tag::Sub, 0),
        Pos::Neg => push(Tag::Neg, 0),
        Pos::Other => push(Tag::Other, 0),
    }
}

/// Readings of an unknown word by its ending: enough to find phrase limits, never enough to carry stance.
pub(super) fn guess(text: &str, out: &mut Candidates) {
    let lower = lowered(text);
    let last = lower.as_bytes().last();
    // Most endings are told apart by their last byte.
    let fits =
        |ending: &str| ending.as_bytes().last() == last && lower.len() > ending.len() + 1 && lower.ends_with(ending);
    let ends = |endings: &[&str]| endings.iter().any(|ending| fits(ending));
    if lower.ends_with("ment")
        && ends(&["amment", "emment", "ément", "lement", "rement", "sement", "tement", "vement", "quement", "blement"])
    {
        out.push(Tag::Adv, 0);
        out.push(Tag::Noun, 4);
        return;
    }
    out.push(Tag::Noun, 2);
    if ends(&["er", "ir", "oir"]) {
        out.push(Tag::VInf, 1);
    }
    if ends(&["ant"]) {
        out.push(Tag::VPre, 1);
        out.push(Tag::Adj, 3);
    } else if ends(&["é", "ée", "és", "ées", "i", "ie", "is", "ies", "u", "ue", "us", "ues"]) {
        out.push(Tag::VPpa, 2);
        out.push(Tag::Adj, 3);
    } else {
        out.push(Tag::Adj, 3);
    }
    if ends(&["e", "ent", "ait", "aient", "a", "ont", "era", "eront", "erait", "eraient", "èrent", "it", "t"]) {
        out.push(Tag::VFin, 4);
    }
}
