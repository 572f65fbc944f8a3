//! Who: the noun phrase that names a speaker, and the subject of a clause.

use super::reader::Reader;
use super::words::Use;
use crate::text::document::{Case, TokenKind};
use crate::text::fold::lowered;
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// Longest noun phrase in tokens.
const LONGEST: usize = 30;

/// How far an antecedent may begin before its relative pronoun, in tokens.
const ANTECEDENT_REACH: usize = 14;

/// The subject of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// A noun phrase.
    Phrase(Range<usize>),
    /// A personal pronoun of the third person, to be resolved.
    Pronoun(usize),
    /// A pronoun that names nobody ("on", "je", "cela").
    Nobody,
}

impl Reader<'_> {
    /// The noun phrase at `at`, up to `end`: all of it, for walking on. `names_apart` stops before a name that follows
    /// a common noun without a link ("lors d'une conférence | Geng Shuang").
    fn extent(&self, at: usize, end: usize, names_apart: bool) -> Option<Range<usize>> {
        let end = end.min(at + LONGEST);
        let mut head = at;
        while head < end && self.introduces(head) {
            head += 1;
        }
        if head >= end || !self.can_head(head) {
            return None;
        }
        let mut next = head + 1;
        while next < end {
            match self.step(next, end, names_apart) {
                Some(after) => next = after,
                None => break,
            }
        }
        Some(at..next)
    }

    /// Determiners, numbers and the adjectives that begin a phrase.
    fn introduces(&self, at: usize) -> bool {
        let number = self.doc.tokens[at].kind == TokenKind::Number;
        number || self.is(at, Pos::Det) && !self.is_name_start(at)
    }

    /// "Le" of "Le Pen" in the middle of a sentence.
    fn is_name_start(&self, at: usize) -> bool {
        self.doc.tokens[at].case != Case::Lower && self.is_name(at)
    }

    fn can_head(&self, at: usize) -> bool {
        if !self.is_word(at) {
            return false;
        }
        if self.is_name(at) {
            return true;
        }
        let grammatical = [Pos::Prep, Pos::Clitic, Pos::Rel, Pos::Subord, Pos::Coord, Pos::Neg, Pos::Adv];
        let nominal = self.has_reading(at, Pos::Noun) || self.has_reading(at, Pos::Adj);
        let determined = at > 0 && (self.is(at - 1, Pos::Det) || self.is(at - 1, Pos::Prep));
        let verb = self.verb(at).any(Morph::FINITE | Morph::INF | Morph::PRESPART | Morph::PASTPART);
        nominal || determined || !verb && !grammatical.iter().any(|pos| self.is(at, *pos))
    }

    /// The token after `at` when the phrase goes on through it.
    fn step(&self, at: usize, end: usize, names_apart: bool) -> Option<usize> {
        let token = &self.doc.tokens[at];
        match token.kind {
            TokenKind::Number => return Some(at + 1),
            TokenKind::Symbol => return None,
            TokenKind::Punct => {
                let glued = self.text(at) == "-" && self.doc.tokens[at - 1].span.end == token.span.start;
                // "M. de Brest": the point did not join its letter.
                let glued =
                    glued || self.text(at) == "." && self.text(at - 1) == "M" && at + 1 < end && self.links(at + 1);
                return if glued { Some(at + 1) } else { self.short_quotation(at).filter(|after| *after <= end) };
            }
            TokenKind::Word => {}
        }
        if self.is_name(at) {
            // "sur Twitter | M. Brun": a form of address begins a name.
            if names_apart
                && self.is_name(at - 1)
                && matches!(self.text(at), "M." | "MM." | "Mme" | "Mmes" | "Mlle" | "Me")
            {
                return None;
            }
            let after_common = !self.is_name(at - 1) && !self.links(at - 1);
            return (!(names_apart && after_common)).then_some(at + 1);
        }
        if self.links(at) {
            return (at + 1 < end && (self.introduces(at + 1) || self.can_head(at + 1))).then_some(at + 1);
        }
        if self.is(at, Pos::Det) {
            return self.links(at - 1).then_some(at + 1);
        }
        // "l'un d'entre eux"
        if at > 1 && self.text(at - 1) == "entre" && self.links(at - 2) && self.is(at, Pos::Pron) {
            return Some(at + 1);
        }
        // "le philosophe et écrivain Karl Brun"
        if self.text(at) == "et" {
            let twin = at + 1 < end && !self.introduces(at + 1) && !self.is_name(at + 1) && self.can_head(at + 1);
            return (twin && at + 2 < end && self.is_name(at + 2)).then_some(at + 2);
        }
        // "Karl Brun auprès de l'agence"
        if self.is_name(at - 1) && self.french.long_preposition(&self.doc.tokens, at, end).is_some() {
            return None;
        }
        let ends = [Pos::Prep, Pos::Clitic, Pos::Rel, Pos::Subord, Pos::Coord, Pos::Neg, Pos::Pron];
        if ends.iter().any(|pos| self.is(at, *pos)) || self.is_light(at) || self.is_date(at) || self.is_suffix(at) {
            return None;
        }
        let verb = self.verb(at);
        let determined = self.is(at - 1, Pos::Det) || self.links(at - 1);
        let nominal = self.has_reading(at, Pos::Noun) || self.has_reading(at, Pos::Adj);
        if determined || verb == Morph::NONE {
            return Some(at + 1);
        }
        let reports = self.uses(at).is_verb() && verb.any(Morph::FINITE) && !verb.any(Morph::PASTPART);
        (nominal && !self.is_auxiliary(at) && !reports).then_some(at + 1)
    }

    /// "de" and its contracted forms.
    fn links(&self, at: usize) -> bool {
        matches!(self.text(at), "de" | "du" | "des" | "d'" | "d’")
    }

    /// Weekdays and months, which stand anywhere.
    pub(super) fn is_date(&self, at: usize) -> bool {
        self.has_reading(at, Pos::Noun)
            && self.french.is_function_word(self.word(at))
            && !self.text(at).ends_with('.')
            && !self.is(at, Pos::Det)
            && self.doc.tokens[at].case == Case::Lower
    }

    /// The speaker named by the noun phrase at `at`: a name when the phrase holds one, the author of a document,
    /// or the phrase itself.
    pub(super) fn speaker_at(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let phrase = self.extent(at, end, false)?;
        Some(self.refine(phrase, end))
    }

    fn refine(&self, phrase: Range<usize>, end: usize) -> Range<usize> {
        if let Some(author) = self.author(&phrase) {
            return self.refine(author, end);
        }
        if let Some(name) = self.name_in(&phrase) {
            return name;
        }
        if let Some(name) = self.apposed_name(phrase.end, end) {
            return name;
        }
        let core = (phrase.start..phrase.end).find(|i| !self.introduces(*i)).unwrap_or(phrase.start);
        if self.is_name(core) { core..phrase.end } else { phrase }
    }

    /// The complement of a document ("un communiqué de la présidence").
    fn author(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        let from = self.head_of(phrase);
        // "une autre note", "un court communiqué"
        let head = (from..phrase.end.min(from + 2)).find(|at| self.uses(*at).any(Use::DOCUMENT))?;
        let link = (head + 1..phrase.end).find(|i| self.links(*i))?;
        (link + 1 < phrase.end).then_some(link + 1..phrase.end)
    }

    /// A name that follows a common noun in the phrase ("le sénateur Bernie Sanders", not "le porte-parole du Kremlin").
    fn name_in(&self, phrase: &Range<usize>) -> Option<Range<usize>> {
        let mut from = phrase.start + 1;
        loop {
            let start = (from..phrase.end).find(|i| self.begins_name(*i))?;
            let mut end = start + 1;
            while end < phrase.end && (self.is_name(end) || self.joins_names(end, phrase.end)) {
                end += 1;
            }
            if !self.is_title_word(start, end, phrase.end) {
                return (!self.is_party(start, end, phrase.end)).then(|| self.without_letters(start..end));
            }
            from = end;
        }
    }

    fn begins_name(&self, at: usize) -> bool {
        let before = at - 1;
        // "le camp Diarra": the body is called after its head and speaks itself.
        let own = self.is_word(before) && !self.links(before) && !self.introduces(before);
        let house = self.uses(before).any(Use::HOUSE)
            && !(self.is_governed(before) && self.doc.tokens.len() > at + 1 && self.is_name(at + 1));
        let apart = !self.is_name(before) && own && !house && !self.is_another_title(before);
        self.is_name(at) && (apart || self.is_office(before) && !self.has_reading(at, Pos::Adj))
    }

    /// "président" of "le porte-parole du président russe Karl Brun": the name is not the spokesman's.
    fn is_another_title(&self, before: usize) -> bool {
        let titled = |at: usize| self.uses(at).any(Use::TITLE) && self.is_governed(at);
        titled(before) || before > 0 && self.has_reading(before, Pos::Adj) && titled(before - 1)
    }

    /// Behind "de", with or without an article.
    fn is_governed(&self, at: usize) -> bool {
        let article = usize::from(at > 1 && self.is(at - 1, Pos::Det) && !self.links(at - 1));
        at > article && self.links(at - 1 - article)
    }

    /// "Économie" of "le ministre de l'Économie Karl Brun": a common noun with a capital, behind "de", before two names.
    fn is_office(&self, at: usize) -> bool {
        let names = (at + 1..at + 3).all(|i| i < self.doc.tokens.len() && self.is_name(i));
        self.is_name(at) && self.is_governed(at) && names && self.has_reading(at, Pos::Noun)
    }

    /// "Premier" of "l'ancien Premier ministre": an adjective before its noun.
    fn is_title_word(&self, start: usize, end: usize, limit: usize) -> bool {
        let noun = end < limit && self.is_word(end) && !self.links(end) && self.has_reading(end, Pos::Noun);
        end == start + 1 && noun && self.has_reading(start, Pos::Adj)
    }

    /// "le maire Les Indépendants (LI) de Brest": the name of a party, not of the mayor.
    fn is_party(&self, start: usize, end: usize, limit: usize) -> bool {
        let opens = self.doc.tokens.get(end).is_some_and(|token| token.span.of(self.doc.text) == "(");
        let letters = self.doc.tokens.get(end + 1).is_some_and(|token| token.case == Case::Upper);
        let plain = self.doc.tokens.get(end + 3).is_some_and(|token| token.case == Case::Lower);
        let initials = self.doc.tokens[start].case == Case::Upper && start + 1 < limit && self.links(start + 1);
        opens && letters && plain || initials
    }

    /// "le député LI Karl Brun": the letters of a party before the name are no part of it.
    fn without_letters(&self, name: Range<usize>) -> Range<usize> {
        let letters = self.doc.tokens[name.start].case == Case::Upper && name.len() > 2;
        let person = letters && self.doc.tokens[name.start + 1].case == Case::Capital;
        name.start + usize::from(person)..name.end
    }

    /// The head of a phrase: its first word that introduces nothing.
    pub(super) fn head_of(&self, phrase: &Range<usize>) -> usize {
        phrase.clone().find(|i| !self.introduces(*i)).unwrap_or(phrase.start)
    }

    /// A name, or a person or body by its noun: a phrase that can speak.
    pub(super) fn can_speak(&self, phrase: &Range<usize>) -> bool {
        let head = self.head_of(phrase);
        // "L'ancien ministre", "la jeune femme": the noun behind the adjective.
        let noun = head + 1 < phrase.end && self.has_reading(head, Pos::Adj) && self.uses(head + 1).any(Use::SPEAKER);
        let named = self.is_name(head) && !(self.opens_sentence(head) && self.has_reading(head, Pos::Noun));
        // "l'ex-patronne", "l'un d'eux"
        let prefixed = head + 2 < phrase.end && self.text(head + 1) == "-" && self.uses(head + 2).any(Use::SPEAKER);
        let one = self.is(head, Pos::Det) || self.text(head) == "un" || self.text(head) == "une";
        named || noun || prefixed || one || self.uses(head).any(Use::SPEAKER)
    }

    /// "ce dernier", "cette dernière", "ces derniers": the token that agrees with the one who is meant.
    pub(super) fn reference_in(&self, phrase: &Range<usize>) -> Option<usize> {
        let shown = || matches!(&*self.small_word(phrase.start), "ce" | "cette" | "ces");
        let last = || matches!(self.text(phrase.end - 1), "dernier" | "dernière" | "derniers" | "dernières");
        (phrase.len() == 2 && last() && shown()).then_some(phrase.end - 1)
    }

    /// A text without an author ("Un autre message").
    pub(super) fn is_document(&self, phrase: &Range<usize>) -> bool {
        phrase.clone().take(3).any(|i| self.uses(i).any(Use::DOCUMENT))
    }

    /// "de" and the like inside a name ("Philippe de Villiers").
    fn joins_names(&self, at: usize, end: usize) -> bool {
        self.links(at) && at + 1 < end && self.is_name(at + 1) && self.text(at) != "du"
    }

    /// ", Dmitri Peskov," after a title.
    fn apposed_name(&self, at: usize, end: usize) -> Option<Range<usize>> {
        if at + 1 >= end || !self.is_comma(at) || !self.is_name(at + 1) || self.introduces(at + 1) {
            return None;
        }
        let stop = (at + 1..end).find(|i| !self.is_name(*i) && !self.joins_names(*i, end)).unwrap_or(end);
        let closed = stop == end || matches!(self.text(stop), "," | "." | "(");
        (closed && stop > at + 1).then_some(at + 1..stop)
    }

    /// The subject of the clause that begins at `start`; its verb stands at `verb`.
    pub(super) fn subject(&self, start: usize, verb: usize) -> Option<Subject> {
        let mut at = start;
        while at < verb {
            if self.is_spoken(at) && !self.is_spoken(verb) {
                at += 1;
                continue;
            }
            if self.is_third_person(at) {
                return Some(Subject::Pronoun(at));
            }
            if self.is_suffix(at) {
                return Some(Subject::Nobody);
            }
            if matches!(&*self.small_word(at), "celui" | "celle" | "ceux" | "celles") {
                // "Celle qui avait parlé" is somebody known; "celle de Brun" is a thing.
                let known = at + 1 < verb && self.text(at + 1) == "qui";
                return Some(if known { Subject::Pronoun(at) } else { Subject::Nobody });
            }
            if self.is_nobody(at) {
                return Some(Subject::Nobody);
            }
            if let Some(after) = self.skip_adjunct(at, verb, false) {
                at = after;
                continue;
            }
            match self.extent(at, verb, false) {
                Some(phrase) if let Some(last) = self.reference_in(&phrase) => return Some(Subject::Pronoun(last)),
                Some(phrase) if !self.is_time(&phrase) => return Some(Subject::Phrase(self.refine(phrase, verb))),
                Some(phrase) if self.uses(self.head_of(&phrase)).any(Use::TIME) => at = self.after_time(&phrase),
                // "Mardi soir Aïssa Diarra": what follows the time may be the subject.
                _ => at += 1,
            }
        }
        None
    }

    /// "Mardi soir", "jeudi 15 août", "ce mardi": a time, not an agent.
    fn is_time(&self, phrase: &Range<usize>) -> bool {
        let head = self.head_of(phrase);
        let lower = self.doc.tokens[head].case == Case::Lower || self.opens_sentence(head);
        if lower && self.uses(head).any(Use::TIME) {
            return true;
        }
        phrase.clone().any(|i| {
            self.is_word(i)
                && self.has_reading(i, Pos::Noun)
                && self.french.is_function_word(self.word(i))
                && !self.text(i).ends_with('.')
                && !self.is_name_title(i)
        }) && !phrase.clone().any(|i| self.uses(i).any(Use::SPEAKER))
    }

    /// Behind a time and its adjectives ("la semaine dernière | 22 élus").
    fn after_time(&self, phrase: &Range<usize>) -> usize {
        let head = self.head_of(phrase);
        let adjective = |at: &usize| self.has_reading(*at, Pos::Adj) && !self.is_name(*at);
        (head + 1..phrase.end).find(|at| !adjective(at)).unwrap_or(phrase.end)
    }

    fn is_name_title(&self, at: usize) -> bool {
        self.doc.tokens.get(at + 1).is_some_and(|next| next.case != Case::Lower)
            && self.doc.tokens[at].case != Case::Lower
            && !self.opens_sentence(at)
    }

    fn is_third_person(&self, at: usize) -> bool {
        if !self.french.pronoun(self.word(at)).any(Morph::P3) {
            return false;
        }
        let text = lowered(self.text(at));
        matches!(text.trim_start_matches("-t").trim_start_matches('-'), "il" | "elle" | "ils" | "elles")
    }

    fn is_nobody(&self, at: usize) -> bool {
        matches!(&*self.small_word(at), "on" | "je" | "j'" | "tu" | "nous" | "vous" | "cela" | "ça" | "c'" | "c’")
    }

    /// What may stand before the subject: marks, conjunctions, adverbs, prepositional and participial groups.
    fn skip_adjunct(&self, at: usize, end: usize, names_apart: bool) -> Option<usize> {
        if !self.is_word(at) {
            return (self.doc.tokens[at].kind != TokenKind::Number).then_some(at + 1);
        }
        if let Some((length, _)) = self.french.long_preposition(&self.doc.tokens, at, end) {
            return Some(self.extent(at + length, end, names_apart).map_or(at + length, |phrase| phrase.end));
        }
        if let Some((length, pos)) = self.french.locution(&self.doc.tokens, at, end) {
            return Some(if pos == Pos::Subord { self.after_comma(at + length, end) } else { at + length });
        }
        let governs = at + 1 < end && self.is(at, Pos::Prep) && !self.is_name(at + 1);
        if governs && self.verb(at + 1).any(Morph::INF | Morph::PRESPART) && !self.has_reading(at + 1, Pos::Noun) {
            return Some(self.after_comma(at + 1, end));
        }
        if self.opens_detached(at, end) {
            return Some(self.after_comma(at + 1, end));
        }
        if self.is(at, Pos::Prep) && !(self.is(at, Pos::Det) && self.opens_sentence(at) && !self.is_prep_only(at)) {
            return Some(match self.extent(at + 1, end, names_apart) {
                Some(phrase) => phrase.end,
                None => self.after_comma(at + 1, end),
            });
        }
        if self.is(at, Pos::Subord) || self.is(at, Pos::Rel) {
            return Some(self.after_comma(at + 1, end));
        }
        let verb = self.verb(at);
        let participle = verb.any(Morph::PRESPART | Morph::PASTPART) && !self.has_reading(at, Pos::Noun);
        if participle && !(at > 0 && self.is(at - 1, Pos::Det)) && !self.is_auxiliary(at) {
            return Some(self.after_comma(at + 1, end));
        }
        let light = !self.is_name(at) && self.is_light(at)
            || self.is(at, Pos::Coord)
            || self.is(at, Pos::Adv)
            || self.is(at, Pos::Neg)
            || self.is(at, Pos::Clitic);
        (light && !self.is(at, Pos::Det)).then_some(at + 1)
    }

    /// "Invité samedi sur la radio, …", "Désireuse de partir, …": an adjective or a participle that opens the sentence and has
    /// its own complement.
    fn opens_detached(&self, at: usize, end: usize) -> bool {
        let qualifies = self.has_reading(at, Pos::Adj) || self.verb(at).any(Morph::PASTPART);
        let adverb = self.text(at).ends_with("ment") && !self.has_reading(at, Pos::Noun);
        let followed = at + 1 < end && (self.is(at + 1, Pos::Prep) || self.is_date(at + 1));
        self.opens_sentence(at)
            && !self.is_function(at)
            && ((qualifies || adverb) && followed || self.is_bare_apposition(at, end))
    }

    /// "Fervent défenseur de la paix, le maire …": a noun without an article, and the subject behind its comma.
    fn is_bare_apposition(&self, at: usize, end: usize) -> bool {
        let bare = self.has_reading(at, Pos::Noun) || self.has_reading(at, Pos::Adj);
        let lower = at + 1 < end && self.is_word(at + 1) && self.doc.tokens[at + 1].case == Case::Lower;
        if !bare || !lower {
            return false;
        }
        let comma = (at + 1..end.min(at + ANTECEDENT_REACH)).find(|i| self.is_comma(*i));
        let quiet = |comma: &usize| !(at + 1..*comma).any(|i| self.is_finite(i) || self.is_auxiliary(i));
        comma
            .filter(quiet)
            .is_some_and(|comma| comma + 1 < end && (self.introduces(comma + 1) || self.is_name(comma + 1)))
    }

    fn is_function(&self, at: usize) -> bool {
        self.french.is_function_word(self.word(at))
    }

    /// "De", "Du" and "Des" open a sentence more often as articles; "d'" and "à" never do.
    fn is_prep_only(&self, at: usize) -> bool {
        matches!(&*self.small_word(at), "d'" | "d’" | "au" | "aux" | "de")
    }

    fn after_comma(&self, at: usize, end: usize) -> usize {
        (at..end).find(|i| self.is_comma(*i)).map_or(end, |comma| comma + 1)
    }

    /// The antecedent of the relative pronoun at `relative`: the nearest phrase before it that can speak, else the longest.
    pub(super) fn antecedent(&self, relative: usize, start: usize) -> Option<Range<usize>> {
        let end = if relative > start && self.is_comma(relative - 1) { relative - 1 } else { relative };
        let floor = start.max(end.saturating_sub(ANTECEDENT_REACH));
        let mut longest = None;
        for at in (floor..end).rev() {
            let opens = self.is(at, Pos::Det) || self.is_name(at) && (at == start || !self.is_name(at - 1));
            let phrase = self.extent(at, end, false).filter(|phrase| opens && phrase.end == end);
            let Some(phrase) = phrase else { continue };
            let head = phrase.clone().find(|i| !self.introduces(*i)).unwrap_or(at);
            let refined = self.refine(phrase, end);
            if self.uses(head).any(Use::SPEAKER) || self.is_name(head) && !self.introduces(at) {
                return Some(refined);
            }
            longest = Some(refined);
        }
        longest
    }

    /// The speaker behind an inverted verb: the first noun phrase after `at` that no preposition governs.
    pub(super) fn inverted_subject(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let mut at = at;
        while at < end {
            if matches!(self.text(at), "." | ";" | ":" | "!" | "?") {
                return None;
            }
            if self.is(at, Pos::Rel) || self.is(at, Pos::Subord) || self.opens_long_quotation(at) {
                return None;
            }
            // "22 élus", but "22 janvier" and "à 20 heures".
            let counted = self.doc.tokens[at].kind == TokenKind::Number && at + 1 < end && !self.is_date(at + 1);
            if counted && self.can_speak(&(at..at + 2)) {
                return self.speaker_at(at, end);
            }
            if self.is_date(at) || self.doc.tokens[at].kind == TokenKind::Number {
                at += 1;
                continue;
            }
            let several = self.text(at) == "des" && at + 1 < end && self.can_speak(&(at..at + 2));
            if self.is(at, Pos::Det) && (several || !self.is(at, Pos::Prep)) {
                match self.extent(at, end, false) {
                    Some(phrase) if !self.is_time(&phrase) => return Some(self.refine(phrase, end)),
                    Some(phrase) if self.uses(self.head_of(&phrase)).any(Use::TIME) => at = self.after_time(&phrase),
                    Some(phrase) => at = phrase.end,
                    None => at += 1,
                }
                continue;
            }
            if self.is_name(at) {
                return self.speaker_at(at, end);
            }
            at = self.skip_adjunct(at, end, true).unwrap_or(at + 1);
        }
        None
    }
}
