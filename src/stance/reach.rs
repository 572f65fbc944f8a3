//! From phrases to mentions: whom a phrase stands for.
//!
//! A mention is reached when it heads the phrase, when it is named inside it ("le groupe Wagner"), when it stands in
//! apposition, or when the phrase is something of the actor's own ("la stratégie de X", "sa gestion").

use super::carriers::Carriers;
use super::cue::follows_prefix;
use super::mechanism::{Mechanism, Without};
use super::refer::References;
use crate::actor::Kind;
use crate::text::speech::Speech;
use crate::text::syntax::{Clause, NounClass, PhraseKind, Syntax, Tag, VerbClass, VerbForm, VerbGroup};
use crate::text::{Case, Document, Morph, Pos, Vocabulary};
use smallvec::SmallVec;
use std::ops::Range;

/// How many carriers may hang on each other.
const CHAIN: u32 = 3;

/// A mention reached from a phrase: its index in the sentence's list, and how much of an effect arrives, in percent.
pub(super) type Reached = SmallVec<[(usize, i64); 2]>;

/// Percent of what is said of a country or a party that reaches the person it is named after.
const LEADER: i64 = 70;

/// One analysed sentence with the mentions in it.
pub(super) struct Scene<'a, 'd> {
    pub doc: &'a Document<'d>,
    pub words: &'a Vocabulary,
    pub grammar: &'a crate::text::syntax::Grammar,
    pub syntax: &'a Syntax,
    /// Token ranges of the mentions of this sentence, in order.
    pub mentions: &'a [Range<u32>],
    pub carriers: &'a Carriers,
    /// Pronouns that stand for a mention.
    pub references: References,
    /// For each mention of an actor, whether it is a person.
    pub persons: &'a [bool],
    /// What the mentions are, where the gazetteer knows them.
    pub kinds: &'a [Option<Kind>],
    /// Reported words that touch this sentence.
    pub speeches: &'a [&'a Speech],
    /// What is switched off.
    pub without: Without,
}

impl Scene<'_, '_> {
    /// True for a mention known to be of a kind.
    pub fn is_kind(&self, mention: usize, kind: Kind) -> bool {
        self.kinds.get(mention) == Some(&Some(kind))
    }

    /// False for what is switched off.
    pub fn works(&self, mechanism: Mechanism) -> bool {
        self.without.has(mechanism)
    }

    /// The mentions a phrase stands for.
    pub fn stands_for(&self, phrase: u32) -> Reached {
        let mut reached = self.named_in(phrase);
        reached.extend(self.leader(phrase));
        if reached.is_empty() {
            reached = self.titled(phrase);
        }
        if reached.is_empty() {
            reached = self.apposed(phrase);
        }
        if reached.is_empty() {
            reached = self.members(phrase);
        }
        if reached.is_empty() {
            reached = self.owner_through(phrase);
        }
        if reached.is_empty() {
            reached = self.attributed(phrase);
        }
        reached
    }

    /// "l'Allemagne de X", "les Socialistes de X": the leader answers for what bears his name.
    pub(super) fn leader(&self, phrase: u32) -> Reached {
        let Some(p) = self.syntax.phrases.get(phrase as usize) else { return Reached::new() };
        let article = (p.tokens.start..p.head).any(|t| self.syntax.tag(t) == Some(Tag::Det));
        if !self.works(Mechanism::Leaders) || self.syntax.tag(p.head) != Some(Tag::Prop) {
            return Reached::new();
        }
        let named = match article && self.prep_name(phrase + 1) == Some("de") {
            true => self.named_in(phrase + 1),
            false => self.led_by(phrase),
        };
        named
            .into_iter()
            .filter(|(mention, _)| self.persons.get(*mention) == Some(&true))
            .map(|(m, _)| (m, LEADER))
            .collect()
    }

    /// The subjects of a clause, and who is likened to them before it: "Comme X, Y a menti".
    pub(super) fn subjects(&self, clause: &Clause) -> Reached {
        let mut reached = self.all(&clause.subjects);
        let first = clause.subjects.iter().min().filter(|_| clause.opener.is_none());
        let like = match self.kind(0) {
            Some(PhraseKind::Coordinator) => Some(1),
            _ => (self.prep_name(0) == Some("comme")).then_some(0),
        };
        if let Some(like) = like.filter(|_| self.works(Mechanism::Coordination)) {
            let end = self.skip_own_complements(like);
            if self.is_comma(end) && first == Some(&(end + 1)) {
                reached.extend(self.named_in(like));
            }
        }
        reached
    }

    /// "Sous la présidence de X, le pays s'enfonce", "Avec X, le parti s'enlise": who rules answers for what happens.
    pub(super) fn ruler_of(&self, clause: &Clause) -> Reached {
        if clause.opener.is_some() || !self.works(Mechanism::Leaders) {
            return Reached::new();
        }
        let first = clause.subjects.first().copied().unwrap_or(self.group(clause).phrase);
        let fronted = first > 0 && self.is_comma(self.skip_own_complements(0));
        let reign = |p: u32| {
            let owned = self.prep_name(p + 1) == Some("de") || !self.named_in(p).is_empty();
            self.in_noun_class(p, NounClass::Reign) && self.prep_name(p) == Some("sous") && owned
        };
        // "sous la présidence de X", "sous l'administration X".
        let ruler = |p: u32| self.named_in(if self.named_in(p).is_empty() { p + 1 } else { p });
        let behind = || clause.complements.iter().map(|(_, p)| *p).find(|p| reign(*p));
        let named = match self.prep_name(0) {
            Some("sous" | "avec") if fronted && reign(0) => ruler(0),
            Some("sous" | "avec") if fronted => self.named_in(0),
            _ => behind().map_or_else(Reached::new, ruler),
        };
        let persons = named.into_iter().filter(|(mention, _)| self.persons.get(*mention) == Some(&true));
        persons.map(|(m, _)| (m, LEADER)).collect()
    }

    /// "le Parti du progrès, mené par X".
    fn led_by(&self, phrase: u32) -> Reached {
        let mut next = self.skip_own_complements(phrase);
        next += u32::from(self.is_comma(next));
        let verb = self.syntax.phrases.get(next as usize).and_then(|p| p.verb);
        let clause = verb.and_then(|v| self.syntax.clauses.get(v as usize));
        let led =
            clause.filter(|c| self.group(c).form == VerbForm::PastParticiple && self.in_class(c, VerbClass::Leading));
        let by = led.and_then(|c| self.complement(c, "par"));
        by.map_or_else(Reached::new, |leader| self.named_in(leader))
    }

    /// Those named as part of a plural: "six personnes ont été arrêtées, dont X", "des dirigeants comme X et Y".
    pub(super) fn members(&self, phrase: u32) -> Reached {
        if !self.works(Mechanism::Members) {
            return Reached::new();
        }
        let mut next = self.skip_own_complements(phrase);
        if let Some(clause) =
            self.syntax.clauses.iter().find(|c| c.subjects.contains(&phrase) && self.group(c).phrase >= next)
            && !self.opens_members(next)
            && self.is_plural(phrase)
        {
            next = clause.end;
        }
        while self.is_comma(next) {
            next += 1;
        }
        if !self.opens_members(next) {
            return Reached::new();
        }
        let listed = if self.kind(next) == Some(PhraseKind::Noun) { next } else { next + 1 };
        let named = self.stands_for_shallow(listed);
        if self.kind(listed + 1) == Some(PhraseKind::Coordinator) && self.kind(listed + 2) == Some(PhraseKind::Noun) {
            return named.into_iter().chain(self.named_in(listed + 2)).collect();
        }
        named
    }

    /// "dont X" without a verb of its own, "comme X", "tels que X".
    fn opens_members(&self, phrase: u32) -> bool {
        let at = self.if_comma(phrase);
        let Some(p) = self.syntax.phrases.get(at as usize) else { return false };
        let text = self.doc.token_text(p.head as usize);
        match p.kind {
            PhraseKind::Noun => self.prep_name(at) == Some("comme"),
            PhraseKind::Relative => {
                text == "dont" && !matches!(self.kind(self.skip_own_complements(at + 1)), Some(PhraseKind::Verb))
            }
            _ => false,
        }
    }

    fn if_comma(&self, phrase: u32) -> u32 {
        if self.is_comma(phrase) { phrase + 1 } else { phrase }
    }

    /// "X est le premier qui …", "X est l'homme qui …": what is said of an attribute is said of its subject.
    fn attributed(&self, phrase: u32) -> Reached {
        let describes = |c: &&Clause| c.attributes.contains(&phrase) && self.group(c).copula;
        let clause = self.syntax.clauses.iter().find(describes).filter(|_| self.works(Mechanism::Appositions));
        clause.map_or_else(Reached::new, |c| self.named_in_all(&c.subjects))
    }

    /// Whom a phrase describes without naming: a title before its name, an apposition.
    pub fn described(&self, phrase: u32) -> Reached {
        let titled = self.titled(phrase);
        if titled.is_empty() { self.apposed(phrase) } else { titled }
    }

    /// Like [`Scene::stands_for`] for a list of phrases.
    pub fn all(&self, phrases: &[u32]) -> Reached {
        let mut reached = Reached::new();
        for &phrase in phrases {
            for hit in self.stands_for(phrase) {
                if !reached.iter().any(|(m, _)| *m == hit.0) {
                    reached.push(hit);
                }
            }
        }
        reached
    }

    /// "un mouvement complotiste pro-X": the word is said of another.
    pub(super) fn is_backed(&self, name: &Range<u32>) -> bool {
        follows_prefix(self.doc, self.syntax, name.start, "pro")
    }

    /// The mention that a pronoun stands for.
    pub fn referred(&self, token: Option<u32>) -> Reached {
        self.references.iter().filter(|(known, _)| Some(*known) == token).map(|(_, mention)| (*mention, 100)).collect()
    }

    /// Mentions inside the phrase itself, pronouns that stand for one among them.
    pub fn named_in(&self, phrase: u32) -> Reached {
        let noun = self.syntax.phrases.get(phrase as usize).filter(|p| p.kind == PhraseKind::Noun);
        let Some(p) = noun else { return Reached::new() };
        self.mentions
            .iter()
            .enumerate()
            .filter(|(_, tokens)| tokens.start < p.tokens.end && p.tokens.start < tokens.end)
            .filter(|(index, tokens)| !self.is_epithet(tokens, p.head) && !self.is_affiliation(*index, p.head))
            // "anti-X": who stands against somebody. "les pro-X" are X's own.
            .filter(|(_, tokens)| !follows_prefix(self.doc, self.syntax, tokens.start, "anti"))
            .map(|(index, _)| (index, 100))
            .chain(self.referred(Some(p.head)))
            .collect()
    }

    /// A mention that is an adjective beside its noun ("l'armée russe"): whose the noun is, not what it names.
    fn is_epithet(&self, mention: &Range<u32>, head: u32) -> bool {
        self.doc.tokens[mention.start as usize].case == Case::Lower && mention.start > head
    }

    /// "le maire PS", "la députée LREM X": the party of somebody, which is not who is spoken of.
    fn is_affiliation(&self, mention: usize, head: u32) -> bool {
        let token = &self.doc.tokens[head as usize];
        self.persons.get(mention) == Some(&false)
            && self.mentions[mention].start > head
            && token.case == Case::Lower
            && self.grammar.noun_at(self.words, token.word, NounClass::Title)
    }

    pub(super) fn epithets(&self, phrase: u32) -> Reached {
        let p = &self.syntax.phrases[phrase as usize];
        self.mentions
            .iter()
            .enumerate()
            .filter(|(_, tokens)| p.tokens.contains(&tokens.start) && self.is_epithet(tokens, p.head))
            .map(|(index, _)| (index, 100))
            .collect()
    }

    /// A name after the complements of a title: "le ministre de l'Intérieur français X", "le patron de Fiat X". In "le
    /// chef du groupe X" the name belongs to the group.
    fn titled(&self, phrase: u32) -> Reached {
        let Some(p) = self.syntax.phrases.get(phrase as usize) else { return Reached::new() };
        let is = |token: u32, class| self.grammar.noun_at(self.words, self.doc.tokens[token as usize].word, class);
        if p.kind != PhraseKind::Noun || !is(p.head, NounClass::Title) || !self.works(Mechanism::Titles) {
            return Reached::new();
        }
        let mut next = phrase + 1;
        while let Some(complement) = self.syntax.phrases.get(next as usize) {
            // "le fils du président X": the name is the second one's.
            if complement.kind != PhraseKind::Noun || complement.prep.is_none() || is(complement.head, NounClass::Title)
            {
                break;
            }
            let ends_it = |m: &Range<u32>| {
                let ends = (m.end..complement.tokens.end).all(|t| self.syntax.tag(t) == Some(Tag::Adj));
                ends && complement.tokens.contains(&m.start)
                    && m.start > complement.head
                    && !is(m.start - 1, NounClass::Named)
            };
            if let Some(index) = self.mentions.iter().position(ends_it) {
                return Reached::from_slice(&[(index, 100)]);
            }
            next += 1;
        }
        Reached::new()
    }

    pub(super) fn is_finite_verb(&self, phrase: u32) -> bool {
        let verb = self.syntax.phrases.get(phrase as usize).and_then(|p| p.verb);
        verb.is_some_and(|v| self.syntax.verbs[v as usize].form == VerbForm::Finite)
    }

    /// "X" or "le président X".
    pub(super) fn bears_name(&self, phrase: u32) -> bool {
        let last = self.syntax.phrases[phrase as usize].tokens.end - 1;
        !self.is_honour(phrase)
            && (self.is_named(phrase) || self.syntax.tag(last) == Some(Tag::Prop) && !self.ends_with_party(phrase))
    }

    /// "le maire PS": the last name is that of a party.
    fn ends_with_party(&self, phrase: u32) -> bool {
        let p = &self.syntax.phrases[phrase as usize];
        let mut mentions = self.mentions.iter().enumerate();
        mentions.any(|(index, tokens)| tokens.end == p.tokens.end && self.is_affiliation(index, p.head))
    }

    /// "prix Nobel": the name is the honour's, and who has it may be called by both.
    fn is_honour(&self, phrase: u32) -> bool {
        let tokens = &self.syntax.phrases[phrase as usize].tokens;
        let honour = |t: u32| self.grammar.is_honour(self.words, self.doc.tokens[t as usize]);
        self.syntax.tag(tokens.end - 1) == Some(Tag::Prop) && tokens.clone().any(honour)
    }

    /// True when a proper name stands in a phrase.
    pub fn holds_name(&self, phrase: u32) -> bool {
        self.syntax.phrases[phrase as usize].tokens.clone().any(|t| self.syntax.tag(t) == Some(Tag::Prop))
    }

    pub fn is_named(&self, phrase: u32) -> bool {
        let p = &self.syntax.phrases[phrase as usize];
        // "Gage de stabilité, X …": the first word of a sentence has a capital anyway.
        let first = p.head == self.syntax.first && self.syntax.tag(p.head) == Some(Tag::Noun);
        self.doc.tokens[p.head as usize].case != Case::Lower && !first
    }

    pub fn kind(&self, phrase: u32) -> Option<PhraseKind> {
        self.syntax.phrases.get(phrase as usize).map(|p| p.kind)
    }

    pub fn is_comma(&self, phrase: u32) -> bool {
        self.kind(phrase) == Some(PhraseKind::Comma)
    }

    /// Names in a phrase, or the owner of a carrier in it, one step deep.
    pub fn stands_for_shallow(&self, phrase: u32) -> Reached {
        let named = self.named_in(phrase);
        if !named.is_empty() {
            return named;
        }
        let titled = self.titled(phrase);
        if !titled.is_empty() {
            return titled;
        }
        let apposed = self.apposed(phrase);
        if !apposed.is_empty() {
            return apposed;
        }
        self.through_chain(phrase, CHAIN)
    }

    /// "le rapport du secrétariat de X", "le rapport d'un groupe d'experts mandatés par X": carriers that hang on each other.
    fn through_chain(&self, phrase: u32, links: u32) -> Reached {
        let Some(percent) = self.carrier_percent(phrase).filter(|_| links > 0) else { return Reached::new() };
        let next = phrase + 1;
        let mut reached = Reached::new();
        if self.prep_name(next) == Some("de") {
            reached = self.named_in(next);
            if reached.is_empty() {
                reached = self.through_chain(next, links - 1);
            }
        }
        if reached.is_empty() {
            reached = self.agent_of_participle(phrase, |_| true);
        }
        reached.into_iter().map(|(m, p)| (m, p * percent / 100)).collect()
    }

    pub fn prep_name(&self, phrase: u32) -> Option<&str> {
        let p = self.syntax.phrases.get(phrase as usize)?;
        p.prep.map(|prep| self.grammar.preposition_name(prep))
    }

    /// True for the speaker of the quotation that a token stands in: who speaks says "je" and "mon" of himself.
    pub fn is_speaker(&self, mention: usize, token: u32) -> bool {
        let tokens = &self.mentions[mention];
        self.speeches.iter().any(|s| {
            let holder = s.holder.as_ref().is_some_and(|h| h.start < tokens.end && tokens.start < h.end);
            s.kind.is_quotation() && holder && s.tokens.contains(&token) && !s.tokens.contains(&tokens.start)
        })
    }

    /// True for the enemy in a fight: "contre X", "combattre X".
    pub fn is_fought(&self, phrase: u32) -> bool {
        if !self.works(Mechanism::Fought) {
            return false;
        }
        let combat = |c: &Clause| c.objects.contains(&phrase) && self.in_class(c, VerbClass::Combat);
        self.prep_name(phrase) == Some("contre") || self.syntax.clauses.iter().any(combat)
    }

    /// True for a phrase that means several: by its determiner or its noun.
    pub fn is_plural(&self, phrase: u32) -> bool {
        let p = &self.syntax.phrases[phrase as usize];
        let plural = |t: u32, pos: &[Pos]| {
            let mut readings = self
                .words
                .analyses(self.doc.tokens[t as usize].word)
                .iter()
                .filter(|a| pos.contains(&a.pos))
                .peekable();
            readings.peek().is_some() && readings.all(|a| a.morph.any(Morph::PLUR) && !a.morph.any(Morph::SING))
        };
        let determiner = |t: u32| {
            let contracted = self.grammar.is_contracted(self.doc.tokens[t as usize].word);
            t < p.head && (contracted || self.syntax.tag(t) == Some(Tag::Det)) && plural(t, &[Pos::Det])
        };
        plural(p.head, &[Pos::Noun, Pos::Pron]) || p.tokens.clone().any(determiner)
    }

    pub(super) fn named_in_all(&self, phrases: &[u32]) -> Reached {
        let mut reached = Reached::new();
        for &phrase in phrases {
            reached.extend(self.named_in(phrase));
        }
        reached
    }

    /// The verb group of a clause.
    pub fn group(&self, clause: &Clause) -> &VerbGroup {
        &self.syntax.verbs[clause.verb as usize]
    }

    /// True when the verb at a token belongs to a class.
    pub fn is_verb(&self, token: u32, class: VerbClass) -> bool {
        let word = self.doc.tokens[token as usize].word;
        self.words.analyses(word).iter().any(|a| a.pos == Pos::Verb && self.grammar.in_class(a.lemma, class))
    }

    /// True when the verb of a clause belongs to a class.
    pub fn in_class(&self, clause: &Clause, class: VerbClass) -> bool {
        self.is_verb(self.group(clause).main, class)
    }

    /// True when the noun at the head of a phrase belongs to a class.
    pub fn in_noun_class(&self, phrase: u32, class: NounClass) -> bool {
        let head = self.syntax.phrases[phrase as usize].head;
        self.grammar.noun_at(self.words, self.doc.tokens[head as usize].word, class)
    }

    /// True for "que" and its elided forms, in small letters.
    pub(super) fn says_que(&self, token: u32) -> bool {
        matches!(self.doc.token_text(token as usize), "que" | "qu'" | "qu’")
    }

    /// The last of the complements in *de* that hang on a phrase, one on another; the phrase itself when there is none.
    pub(super) fn last_of(&self, mut phrase: u32) -> u32 {
        while self.prep_name(phrase + 1) == Some("de") {
            phrase += 1;
        }
        phrase
    }

    /// The first complement of a clause by a preposition.
    pub fn complement(&self, clause: &Clause, name: &str) -> Option<u32> {
        let by = clause.complements.iter().find(|(prep, _)| self.grammar.preposition_name(*prep) == name);
        by.map(|(_, phrase)| *phrase)
    }

    /// The clause whose verb or complements hold a phrase; for what stands before its verb, the next clause.
    pub fn clause_around(&self, phrase: u32, counts: impl Fn(&&Clause) -> bool) -> Option<&Clause> {
        let inside = self.syntax.clauses.iter().filter(&counts).rfind(|c| {
            let verb = self.group(c).phrase;
            (verb <= phrase && phrase < c.end) || c.subjects.contains(&phrase)
        });
        inside.or_else(|| {
            let next = self.syntax.clauses.iter().find(|c| self.group(c).phrase > phrase)?;
            let verb = self.group(next).phrase;
            let crossed = (phrase..verb).any(|p| self.kind(p) == Some(PhraseKind::Stop));
            (!crossed).then_some(next)
        })
    }

    /// The clause of the verb group that holds a token.
    pub fn clause_of_token(&self, token: u32) -> Option<(usize, &Clause)> {
        let phrase = self.syntax.phrase_at(token)?;
        let verb = self.syntax.phrases[phrase as usize].verb?;
        self.syntax.clauses.iter().enumerate().find(|(_, c)| c.verb == verb)
    }
}
