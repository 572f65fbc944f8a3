//! Cues: lexicon rows found in a sentence.

use super::mechanism::Mechanism;
use super::opening::{Lookup, Opening, is_quotation_mark};
use crate::lexicon::{Element, Expression, RowId, RowKind};
use crate::text::syntax::{Syntax, Tag, VerbForm, Voice};
use crate::text::{Case, Document, Morph, Pos, WordId};
use smallvec::SmallVec;
use std::ops::Range;

/// A row found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// The row.
    pub row: RowId,
    /// Other rows of the same word, tried in order when the first says nothing of any mention: the participle
    /// "falsifié" may be the verb's or the adjective's.
    pub others: SmallVec<[RowId; 1]>,
    /// The token that carries the role: the verb, noun, adjective or first word.
    pub anchor: u32,
    /// All tokens from the first to the last word of the cue.
    pub tokens: Range<u32>,
}

/// How many tokens may stand in the room for an object.
pub(super) const MAX_GAP: u32 = 8;
/// How many adverbs or particles may stand between a verb and the rest of its expression.
pub(super) const MAX_SKIP: u32 = 3;
/// How many tokens an insertion between commas may hold.
pub(super) const INSERTION: u32 = 16;

/// Looks for cues in one sentence.
pub(super) struct Finder<'a, 'd> {
    pub lookup: Lookup<'a, 'd>,
    pub syntax: &'a Syntax,
}

impl Finder<'_, '_> {
    /// All cues of a sentence that ends before `end`, in order of their anchors; of two that share a token the longer one stays.
    pub fn find(&self, openings: Vec<Opening>, end: u32) -> Vec<Cue> {
        let mut cues = Vec::new();
        for opening in openings {
            let at = opening.at;
            if self.is_part_of_name(at) || self.is_opposed(at) {
                continue;
            }
            if let Some(cue) = self.expression_at(opening, end).or_else(|| self.single_at(at)) {
                cues.push(cue);
            }
        }
        self.without_overlaps(cues)
    }

    /// "le Parti populaire", "la Ligue nationaliste": an adjective right after a common noun with a capital.
    fn is_part_of_name(&self, at: u32) -> bool {
        if self.syntax.tag(at) != Some(Tag::Adj) || at <= self.syntax.first + 1 {
            return false;
        }
        let named = self.lookup.doc.tokens[at as usize - 1].case == Case::Capital;
        named
            && self.syntax.tag(at - 1).is_some_and(|t| matches!(t, Tag::Prop | Tag::Noun))
            && self.lookup.lemmas(at - 1, Pos::Noun).next().is_some()
    }

    /// "anti-fraude", "pro-démocratie": who stands against or for something is not called by it; "Michel-Ange" is no angel.
    fn is_opposed(&self, at: u32) -> bool {
        let text = |back: u32| self.lookup.doc.token_text((at - back) as usize);
        let name = |back: u32| self.lookup.doc.tokens[(at - back) as usize].case == Case::Capital;
        // "les pro-X": a prefix says nothing by itself.
        let prefix = self.syntax.tag(at + 2) == Some(Tag::Prop) && self.lookup.doc.token_text(at as usize + 1) == "-";
        prefix && name_apart(self.lookup.doc, at)
            || ["anti", "pro"].iter().any(|prefix| follows_prefix(self.lookup.doc, self.syntax, at, prefix))
            || at >= self.syntax.first + 2 && text(1) == "-" && name(2) && name(0)
    }

    fn works(&self, mechanism: Mechanism) -> bool {
        self.lookup.without.has(mechanism)
    }

    fn without_overlaps(&self, mut cues: Vec<Cue>) -> Vec<Cue> {
        if cues.len() < 2 {
            return cues;
        }
        cues.sort_by_key(|cue| (std::cmp::Reverse(self.weight(cue)), cue.anchor));
        let mut kept: Vec<Cue> = Vec::with_capacity(cues.len());
        for cue in cues {
            let taken = kept.iter().any(|other| self.covers(other, cue.anchor) || self.covers(&cue, other.anchor));
            if !taken {
                kept.push(cue);
            }
        }
        kept.sort_by_key(|cue| cue.anchor);
        kept
    }

    fn weight(&self, cue: &Cue) -> u8 {
        self.lookup.lexicon.row(cue.row).words
    }

    /// True when a token is one of the cue's own words; what stands in an expression's gap is not.
    fn covers(&self, cue: &Cue, token: u32) -> bool {
        let own = !self.lookup.lexicon.row(cue.row).gap || token == cue.anchor || token + 2 >= cue.tokens.end;
        own && cue.tokens.contains(&token)
    }

    fn expression_at(&self, opening: Opening, end: u32) -> Option<Cue> {
        let Opening { at, literal, verbal } = opening;
        let verb = self.syntax.tag(at).is_some_and(Tag::is_verb);
        let verbal = verbal.into_iter().filter(|_| verb).find_map(|expression| self.match_verbal(expression, at, end));
        match (literal, verbal) {
            (Some(a), Some(b)) => Some(if b.tokens.len() >= a.tokens.len() { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    fn match_verbal(&self, expression: &Expression, at: u32, end: u32) -> Option<Cue> {
        if !self.is_lexical(at) {
            return None;
        }
        if expression.pronominal != self.has_reflexive(at) && (expression.pronominal || self.is_finite_chain(at)) {
            return None;
        }
        if expression.particle.is_some_and(|particle| !self.has_particle(at, particle)) {
            return None;
        }
        let Some(end) = self.match_rest(&expression.rest, at + 1, end, MAX_SKIP) else {
            return self.match_adverb(expression, at, end).or_else(|| self.match_turned(expression, at));
        };
        // "lâché par ses alliés": behind a passive stands who does it, not to whom it is done.
        let gap = expression.rest.contains(&Element::Gap);
        let undergone = || self.group_of(at).is_some_and(|g| g.voice == Voice::Passive);
        if gap && undergone() && (at + 1..end).any(|t| self.lookup.doc.token_text(t as usize) == "par") {
            return None;
        }
        Some(Cue { row: expression.row, others: SmallVec::new(), anchor: at, tokens: at..end })
    }

    /// "a bien géré la crise": the adverb of an expression before its participle or infinitive.
    fn match_adverb(&self, expression: &Expression, at: u32, end: u32) -> Option<Cue> {
        let (Element::Word(forms), others) = expression.rest.split_first()? else { return None };
        let before = at.checked_sub(1).filter(|&t| self.syntax.tag(t) == Some(Tag::Adv))?;
        let inside =
            matches!(self.syntax.tag(at), Some(Tag::VPpa | Tag::VInf)) && forms.contains(&self.lookup.word(before));
        let end = if inside { self.match_rest(others, at + 1, end, 1)? } else { return None };
        Some(Cue { row: expression.row, others: SmallVec::new(), anchor: at, tokens: before..end })
    }

    /// "l'image de X est ternie", "des otages ont été libérés par X": the object of an expression as the subject of its
    /// passive. The cue is the verb alone. A participle beside its noun only recalls ("les réformes proposées par X").
    fn match_turned(&self, expression: &Expression, at: u32) -> Option<Cue> {
        let [Element::Determiner | Element::Gap, Element::Word(forms)] = &expression.rest[..] else { return None };
        let passive =
            self.group_of(at).is_some_and(|g| g.main == at && g.voice == Voice::Passive && g.form == VerbForm::Finite);
        if !passive || expression.pronominal || !self.works(Mechanism::Passive) {
            return None;
        }
        let verb = self.syntax.phrases[self.syntax.phrase_at(at)? as usize].verb?;
        let clause = self.syntax.clauses.iter().find(|clause| clause.verb == verb)?;
        let holds = |subject: &u32| {
            let phrase = &self.syntax.phrases[*subject as usize];
            // "l'opposant X a été condamné": the verb itself says it of X.
            let named = phrase.tokens.clone().any(|t| self.syntax.tag(t) == Some(Tag::Prop));
            forms.contains(&self.lookup.word(phrase.head)) && !named
        };
        if !clause.subjects.iter().any(holds) {
            return None;
        }
        let plain = self.single_at(at).into_iter().flat_map(|cue| std::iter::once(cue.row).chain(cue.others));
        Some(Cue { row: expression.row, others: plain.collect(), anchor: at, tokens: at..at + 1 })
    }

    /// A clitic before the verb or its auxiliary: "l'a emporté".
    fn has_particle(&self, at: u32, particle: WordId) -> bool {
        let phrase = self.syntax.phrase_at(at).map(|p| self.syntax.phrases[p as usize].tokens.clone());
        phrase.is_some_and(|tokens| (tokens.start..at).any(|t| self.lookup.word(t) == particle))
    }

    /// False for an auxiliary: "a perdu confiance" is not "avoir confiance".
    fn is_lexical(&self, at: u32) -> bool {
        self.group_of(at).is_none_or(|group| group.main == at || group.governors.contains(&at))
    }

    /// Matches the rest of an expression from a token on, trying every place in reach; returns the end. At most `skip`
    /// tokens are passed over before the next element: only adverbs, particles and epithets, or whatever a gap may
    /// hold; never strong punctuation or a finite verb.
    fn match_rest(&self, rest: &[Element], from: u32, end: u32, skip: u32) -> Option<u32> {
        let Some((element, others)) = rest.split_first() else { return Some(from) };
        let from = self.behind_insertion(from, end).unwrap_or(from);
        if *element == Element::Gap {
            return self.match_rest(others, from, end, MAX_GAP);
        }
        for at in from..end.min(from + skip + 1) {
            let fits = match element {
                Element::Determiner => self.lookup.lexicon.is_determiner(self.lookup.word(at)),
                Element::Word(forms) => forms.contains(&self.lookup.word(at)),
                Element::Gap => false,
            };
            if fits && let Some(end) = self.match_rest(others, at + 1, end, 1) {
                return Some(end);
            }
            let passes = match self.syntax.tag(at)? {
                Tag::Adv | Tag::Neg | Tag::Cli | Tag::Adj => true,
                // "fait lui aussi l'objet".
                Tag::Pron if self.syntax.tag(at + 1) == Some(Tag::Adv) => true,
                Tag::Det | Tag::Noun | Tag::Prop | Tag::Prep | Tag::Num | Tag::Pron => skip == MAX_GAP,
                // "sa « profonde gratitude »".
                Tag::Punct => is_quotation_mark(self.lookup.doc.token_text(at as usize)),
                // A participle may be an epithet inside the gap.
                Tag::VPpa => skip == MAX_GAP || at == from,
                _ => false,
            };
            if !passes {
                return None;
            }
        }
        None
    }

    /// The place behind what stands between two commas without a finite verb.
    fn behind_insertion(&self, at: u32, end: u32) -> Option<u32> {
        let after = self.lookup.insertion_end(at, end)?;
        let verb = (at + 1..after).any(|at| self.syntax.tag(at) == Some(Tag::VFin));
        (!verb).then_some(after)
    }

    #[inline]
    fn group_of(&self, at: u32) -> Option<&crate::text::syntax::VerbGroup> {
        let phrase = self.syntax.phrase_at(at)?;
        let verb = self.syntax.phrases[phrase as usize].verb?;
        Some(&self.syntax.verbs[verb as usize])
    }

    fn has_reflexive(&self, at: u32) -> bool {
        self.group_of(at).is_some_and(|group| {
            // "s'est engagé à soumettre": the pronoun belongs to the verb it stands before.
            let governor = group.governors.iter().rfind(|&&g| g < at);
            group.reflexive.is_some_and(|r| r < at && governor.is_none_or(|&g| r > g))
        })
    }

    /// False for a bare participle, which may belong to a pronominal verb without its pronoun.
    fn is_finite_chain(&self, at: u32) -> bool {
        self.group_of(at).is_some_and(|group| group.form != VerbForm::PastParticiple && group.voice == Voice::Active)
    }

    fn single_at(&self, at: u32) -> Option<Cue> {
        let tag = self.syntax.tag(at)?;
        let order: &[Pos] = match tag {
            // "a estimé" is the verb, never the adjective.
            Tag::VPpa if self.is_compound_tense(at) => &[Pos::Verb],
            Tag::VPpa => &[Pos::Verb, Pos::Adj],
            Tag::VFin | Tag::VInf | Tag::VPre => &[Pos::Verb],
            Tag::Adj => &[Pos::Adj, Pos::Noun, Pos::Verb],
            Tag::Noun => &[Pos::Noun, Pos::Adj],
            Tag::Adv => &[Pos::Adv],
            _ => return None,
        };
        let mut rows: SmallVec<[RowId; 2]> = SmallVec::new();
        for &pos in order {
            let mut fitting: SmallVec<[(RowId, bool); 2]> = self
                .lookup
                .lemmas(at, pos)
                .flat_map(|lemma| self.lookup.lexicon.single(lemma).iter().copied())
                .filter(|(_, pronominal)| pos != Pos::Verb || self.reflexive_fits(at, *pronominal))
                .collect();
            if let [] | [_] = fitting[..] {
                rows.extend(fitting.first().map(|(row, _)| *row));
                continue;
            }
            // With its pronoun the pronominal row comes first, without it last.
            fitting.sort_by_key(|(row, pronominal)| (*pronominal != self.has_reflexive(at), *row));
            // "est trompé" is the passive of the plain verb where there is one.
            let plain = !self.has_reflexive(at) && fitting.iter().any(|(_, pronominal)| !pronominal);
            rows.extend(fitting.iter().filter(|(_, pronominal)| !(plain && *pronominal)).map(|(row, _)| *row));
        }
        // "désintéressé" is the adjective unless its pronoun says otherwise.
        if tag == Tag::VPpa && rows.len() > 1 && !self.has_reflexive(at) {
            rows.sort_by_key(|row| is_pronominal(&self.lookup.lexicon.row(*row).lemma));
        }
        rows.retain(|row| self.row_works(*row));
        let (&row, others) = rows.split_first()?;
        Some(Cue { row, others: SmallVec::from_slice(others), anchor: at, tokens: at..at + 1 })
    }

    fn row_works(&self, row: RowId) -> bool {
        self.works(match self.lookup.lexicon.row(row).kind {
            RowKind::Verb => Mechanism::Verbs,
            RowKind::Noun => Mechanism::Nouns,
            RowKind::Adjective => Mechanism::Adjectives,
            _ => Mechanism::Adverbs,
        })
    }

    fn is_compound_tense(&self, at: u32) -> bool {
        self.group_of(at).is_some_and(|g| {
            let own = g.main == at || g.governors.contains(&at);
            g.form == VerbForm::Finite && g.voice == Voice::Active && own && !g.copula
        })
    }

    /// "a été imposé", "sera débattu": a passive that tells of an event, where "est enlisé" tells of a state.
    fn is_event(&self, at: u32) -> bool {
        let before = self.syntax.phrase_at(at).map_or(at, |p| self.syntax.phrases[p as usize].tokens.start)..at;
        let mut verbs = before.filter(|&t| self.syntax.tag(t).is_some_and(Tag::is_verb));
        let first = verbs.next();
        verbs.next().is_some() || first.is_some_and(|t| self.lookup.words.verb(self.lookup.word(t)).has(Morph::FUT))
    }

    /// "développé par X": what somebody does to it is no state that it is in.
    fn has_agent(&self, at: u32) -> bool {
        (at + 1..self.syntax.tokens().end)
            .take_while(|&t| matches!(self.syntax.tag(t), Some(Tag::Adv | Tag::Prep)))
            .any(|t| matches!(self.lookup.doc.token_text(t as usize), "par" | "d'"))
    }

    /// "s'enliser" needs its pronoun or a bare participle; "féliciter" is another verb when it has one.
    fn reflexive_fits(&self, at: u32, pronominal: bool) -> bool {
        let Some(group) = self.group_of(at) else { return !pronominal };
        if pronominal {
            let state = group.form == VerbForm::PastParticiple || group.voice == Voice::Passive && !self.is_event(at);
            return self.has_reflexive(at) || state && group.main == at && !self.has_agent(at);
        }
        !self.has_reflexive(at) || group.voice != Voice::Active || group.main != at
    }
}

/// True for a word in lower case that is joined to what follows without a space.
fn name_apart(doc: &Document, at: u32) -> bool {
    let (word, mark) = (&doc.tokens[at as usize], &doc.tokens[at as usize + 1]);
    word.case == Case::Lower && word.span.end == mark.span.start
}

/// True for a word behind a prefix and its hyphen: "anti-X", "pro-X".
pub(super) fn follows_prefix(doc: &Document, syntax: &Syntax, at: u32, prefix: &str) -> bool {
    let text = |back: u32| doc.token_text((at - back) as usize);
    at >= syntax.first + 2 && text(1) == "-" && text(2).eq_ignore_ascii_case(prefix)
}

/// True for the lemma of a verb with its pronoun: "s'enliser".
pub(super) fn is_pronominal(lemma: &str) -> bool {
    lemma.starts_with("se ") || lemma.starts_with("s'")
}
