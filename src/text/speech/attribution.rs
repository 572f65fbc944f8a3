//! One walk through the document: every quotation and every report gets its speaker.

use super::cue::Cue;
use super::indirect::Source;
use super::noun_phrase::Subject;
use super::reader::Reader;
use super::words::Use;
use super::{Speech, SpeechKind};
use crate::text::document::{Case, Quotation, QuoteKind, TokenKind};
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// Most tokens between a closing mark and the verb that attributes the quotation.
const AFTER_REACH: usize = 9;

/// Who speaks, where known, and the word that says so.
type Attribution = (Option<Range<usize>>, Option<usize>);

/// What earlier sentences leave behind for pronouns and unattributed quotations.
#[derive(Debug, Clone, Default)]
struct Memory {
    /// The last speaker, and the sentence of the report.
    speaker: Option<(Range<usize>, usize)>,
    /// The last subject that can speak, and its sentence.
    subject: Option<(Range<usize>, usize)>,
    /// The paragraph of the last attributed quotation.
    quoted_paragraph: Option<usize>,
}

/// Sentences over which a pronoun finds its speaker.
const MEMORY: usize = 3;

struct Walk<'a> {
    reader: &'a Reader<'a>,
    memory: Memory,
    /// Index of the paragraph of each sentence.
    paragraphs: Vec<usize>,
    found: Vec<Speech>,
}

/// Finds all reported words of a document.
pub(super) fn attribute(reader: &Reader) -> Vec<Speech> {
    let mut count = 0;
    let paragraphs = reader
        .doc
        .sentences
        .iter()
        .map(|sentence| {
            count += usize::from(sentence.opens_paragraph);
            count
        })
        .collect();
    let mut walk = Walk { reader, memory: Memory::default(), paragraphs, found: Vec::new() };
    let mut quotations = reader.doc.quotations.iter().filter(|q| q.depth == 0).peekable();
    for index in 0..reader.doc.sentences.len() {
        let end = reader.doc.sentences[index].tokens.end;
        while let Some(quotation) = quotations.next_if(|q| q.tokens.start < end) {
            walk.quotation(index, quotation);
        }
        walk.reports(index);
        walk.remember_subject(index);
    }
    walk.fill_back();
    walk.found
}

impl Walk<'_> {
    fn sentence(&self, index: usize) -> Range<usize> {
        let tokens = &self.reader.doc.sentences[index].tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// Indirect speech and "selon X" in one sentence.
    fn reports(&mut self, index: usize) {
        let sentence = self.sentence(index);
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some(source) = self.reader.source_at(at, &sentence).filter(|s| !self.is_own_entry(s)) {
                let holder = match source.pronoun {
                    Some(pronoun) => self.resolve(pronoun, index),
                    None => source.holder,
                };
                self.speech(source.tokens, holder, SpeechKind::According, Some(source.cue), index);
            } else if let Some(cue) = self.reader.cue_at(at) {
                self.indirect(&cue, &sentence, index);
            }
            at += 1;
        }
    }

    fn indirect(&mut self, cue: &Cue, sentence: &Range<usize>, index: usize) {
        // Verbs inside a quotation speak for whoever is quoted there.
        if self.reader.is_spoken(cue.verb) {
            return;
        }
        if let Some(like) = self.reader.follows_like(cue) {
            if let Some(holder) = self.inverted(cue.verb, sentence.end, index) {
                let tokens = self.reader.told_like(like, holder.end.max(cue.verb), sentence);
                // "Comme le dit X : « … »": the quotation has its own entry.
                if !tokens.is_empty() && self.reader.text(tokens.start) != ":" {
                    self.speech(tokens, Some(holder), SpeechKind::According, Some(cue.verb), index);
                }
            }
            return;
        }
        if let Some(holder) = self.reader.parenthetic_subject(cue) {
            let tokens = self.reader.before_parenthesis(cue);
            // "« … », dit X" has its own entry; "Brun a « triché », dit X" is reported from its first word.
            let whole = tokens.clone().find(|at| self.reader.is_word(*at)).is_some_and(|at| self.reader.is_spoken(at));
            if !tokens.is_empty() && !(whole && self.attributes_quotation(tokens.end)) {
                self.speech(tokens, Some(holder), SpeechKind::Indirect, Some(cue.verb), index);
            }
            return;
        }
        let Some(report) = self.reader.governed(cue, sentence.end) else { return };
        let holder = self.subject_of(cue, index);
        self.speech(report.tokens, holder, SpeechKind::Indirect, Some(report.cue), index);
    }

    fn speech(
        &mut self,
        tokens: Range<usize>,
        holder: Option<Range<usize>>,
        kind: SpeechKind,
        cue: Option<usize>,
        sentence: usize,
    ) {
        if let Some(holder) = &holder {
            self.memory.speaker = Some((holder.clone(), sentence));
        }
        let narrow = |range: Range<usize>| range.start as u32..range.end as u32;
        let cue = cue.map(|cue| cue as u32);
        self.found.push(Speech { tokens: narrow(tokens), holder: holder.map(narrow), kind, cue });
    }

    /// "« … », selon X": the quotation has its own entry.
    fn is_own_entry(&self, source: &Source) -> bool {
        source.tokens.end <= source.cue && self.attributes_quotation(source.tokens.end)
    }

    /// True when a quotation ends directly before `at`: then it has its own entry.
    fn attributes_quotation(&self, at: usize) -> bool {
        at >= 2 && self.reader.is_spoken(at - 2) && !self.reader.is_spoken(at - 1)
    }

    /// Quotations without any attribution take the speaker of the next one nearby.
    fn fill_back(&mut self) {
        let mut next: Option<(Range<u32>, usize)> = None;
        for at in (0..self.found.len()).rev() {
            let sentence = self.reader.doc.sentence_of(self.found[at].tokens.start);
            let direct = matches!(self.found[at].kind, SpeechKind::Direct | SpeechKind::FreeContinuation);
            if direct && self.found[at].holder.is_none() && self.found[at].cue.is_none() {
                let near = next
                    .clone()
                    .filter(|(_, seen)| *seen - sentence <= 1 && self.paragraphs[*seen] == self.paragraphs[sentence]);
                self.found[at].holder = near.map(|(holder, _)| holder);
            } else if direct && let Some(holder) = &self.found[at].holder {
                next = Some((holder.clone(), sentence));
            }
        }
    }

    fn subject_of(&self, cue: &Cue, index: usize) -> Option<Range<usize>> {
        let participle = self.reader.verb(cue.verb).any(Morph::PRESPART) && cue.pronoun.is_none();
        if participle && let Some(speaker) = self.same_speaker(cue, index) {
            return Some(speaker);
        }
        match self.reader.cue_subject(cue)? {
            Subject::Phrase(phrase) if self.is_mute(cue, &phrase) => self.last_speaker(index),
            Subject::Phrase(phrase) => Some(phrase),
            Subject::Pronoun(pronoun) => self.resolve(pronoun, index),
            Subject::Nobody => None,
        }
    }

    /// "L'occasion de tacler son rival en affirmant que …": what stands before a participle need not be its subject; only
    /// one who can speak is.
    fn is_mute(&self, cue: &Cue, phrase: &Range<usize>) -> bool {
        let reader = self.reader;
        let participle = reader.verb(cue.verb).any(Morph::PRESPART);
        participle && !reader.can_speak(phrase) && !reader.is_document(phrase)
    }

    /// "…, a affirmé X, ajoutant que …": a participle goes on for who spoke before it in the sentence.
    fn same_speaker(&self, cue: &Cue, index: usize) -> Option<Range<usize>> {
        let before = self.memory.speaker.clone().filter(|(_, sentence)| *sentence == index);
        if let Some((speaker, _)) = before {
            return Some(speaker);
        }
        let reader = self.reader;
        let start = reader.sentence_start(cue.start);
        let cues = (start..cue.start).rev().filter(|at| !reader.is_spoken(*at)).filter_map(|at| reader.cue_at(at));
        let main = cues.into_iter().find(|main| !reader.verb(main.verb).any(Morph::PRESPART | Morph::INF))?;
        match main.pronoun {
            Some(pronoun) => self.resolve(pronoun, index),
            None => self.subject_of(&main, index),
        }
    }

    fn last_speaker(&self, index: usize) -> Option<Range<usize>> {
        let (speaker, sentence) = self.memory.speaker.clone()?;
        (index - sentence <= 1).then_some(speaker)
    }

    /// The antecedent of "il" or "elle": the last speaker, else the last subject, if near and of a fitting gender.
    fn resolve(&self, pronoun: usize, index: usize) -> Option<Range<usize>> {
        let near = |known: &Option<(Range<usize>, usize)>| {
            let (range, sentence) = known.clone()?;
            (index - sentence <= MEMORY && self.agrees(pronoun, &range)).then_some((range, sentence))
        };
        match (near(&self.memory.speaker), near(&self.memory.subject)) {
            (Some((speaker, said)), Some((subject, seen))) => Some(if seen > said { subject } else { speaker }),
            (speaker, subject) => speaker.or(subject).map(|(range, _)| range),
        }
    }

    /// No clash of gender or number between a pronoun and the determiner of the phrase.
    fn agrees(&self, pronoun: usize, phrase: &Range<usize>) -> bool {
        let reader = self.reader;
        let pronoun = reader.text(pronoun).to_lowercase();
        // elle, elles, celle, dernière; il, lui, eux, celui, dernier
        let feminine = pronoun.ends_with('e') || pronoun.ends_with("es");
        let plural = pronoun.ends_with(['s', 'x']);
        let determiner = phrase.start.checked_sub(usize::from(!reader.is(phrase.start, Pos::Det)));
        let Some(determiner) = determiner.filter(|at| reader.is(*at, Pos::Det)) else {
            return self.agrees_with_name(feminine, plural, phrase.start);
        };
        let morph = reader.determiner(determiner);
        let clash = |ours: bool, one: Morph, other: Morph| {
            let (wrong, right) = if ours { (other, one) } else { (one, other) };
            morph.any(wrong) && !morph.any(right)
        };
        !clash(feminine, Morph::FEM, Morph::MASC) && !clash(plural, Morph::PLUR, Morph::SING)
    }

    /// "elle" is not M. Brun, "il" is not Mme Brun, and one person is not "ils".
    fn agrees_with_name(&self, feminine: bool, plural: bool, start: usize) -> bool {
        match self.reader.text(start) {
            "M." => !feminine && !plural,
            "Mme" | "Mlle" => feminine && !plural,
            "MM." | "Mmes" => plural,
            _ => true,
        }
    }

    /// Remembers who the sentence is about, quotations left out.
    fn remember_subject(&mut self, index: usize) {
        let reader = self.reader;
        let sentence = self.sentence(index);
        let verb = sentence
            .clone()
            .filter(|at| !reader.is_spoken(*at))
            .find(|at| reader.is_finite(*at) || reader.is_auxiliary(*at));
        let Some(verb) = verb else { return };
        if let Some(Subject::Phrase(phrase)) = reader.subject(sentence.start, verb) {
            if reader.can_speak(&phrase) {
                self.memory.subject = Some((phrase, index));
            }
        }
    }

    /// A quotation: attributed by a verb after it or before it, or by what was said before.
    fn quotation(&mut self, index: usize, quotation: &Quotation) {
        let tokens = quotation.tokens.start as usize..quotation.tokens.end as usize;
        let after = match self.attributed_after(&tokens) {
            // "« …, raille l'élue. …", a-t-elle dit": the pronoun has its name inside.
            Some((None, cue)) => Some(self.attributed_inside(&tokens).unwrap_or((None, cue))),
            Some(after) => Some(after),
            None => None,
        };
        if quotation.kind == QuoteKind::Scare && after.is_none() {
            return;
        }
        let paragraph = self.paragraphs[index];
        let found = after
            .or_else(|| self.attributed_before(&tokens, index))
            .or_else(|| self.attributed_inside(&tokens))
            .or_else(|| self.attributed_later(&tokens))
            .or_else(|| self.attributed_to_subject(&tokens, index));
        let (holder, cue, kind) = match found {
            Some((holder, cue)) => (holder.or_else(|| self.announced(&tokens)), cue, SpeechKind::Direct),
            None => match self.carried_over(&tokens, index, paragraph) {
                Some(holder) => (Some(holder), None, SpeechKind::FreeContinuation),
                None => (self.announced(&tokens), None, SpeechKind::Direct),
            },
        };
        if holder.is_some() {
            self.memory.quoted_paragraph = Some(paragraph);
        }
        self.speech(tokens, holder, kind, cue, index);
    }

    /// "« … », a déclaré X", "« … », a-t-il dit", "« … », selon X".
    fn attributed_after(&self, tokens: &Range<usize>) -> Option<Attribution> {
        let reader = self.reader;
        let close = tokens.end;
        if close >= reader.doc.tokens.len() {
            return None;
        }
        let index = reader.doc.sentence_of(close as u32);
        let limit = self.sentence(index).end;
        let mut at = close + 1;
        while at < limit && matches!(reader.text(at), "," | "." | "…" | "(") {
            let aside = reader.text(at) == "(";
            at = if aside { (at..limit).find(|i| reader.text(*i) == ")").unwrap_or(at) } else { at } + 1;
        }
        let from = at;
        while at < limit.min(from + AFTER_REACH) {
            if let Some(source) = reader.source_at(at, &self.sentence(index)) {
                let holder = source.holder.or_else(|| source.pronoun.and_then(|pronoun| self.resolve(pronoun, index)));
                return Some((holder, Some(at)));
            }
            if let Some(cue) = reader.cue_at(at).filter(|cue| cue.uses.any(Use::DIRECT)) {
                return (cue.start >= from).then(|| self.behind(&cue, limit, index));
            }
            if at == from
                && let Some(found) = self.any_verb_after(at, limit, index)
            {
                return Some(found);
            }
            if reader.is_own_side(at) {
                at += 3;
                continue;
            }
            let bridge = reader.is_light(at) || reader.is_auxiliary(at) || reader.is(at, Pos::Clitic);
            if !bridge {
                return None;
            }
            at += 1;
        }
        None
    }

    /// "« … », sourit Karl Brun", "« … », balaie-t-il": behind a quotation and a comma, any verb before its subject reports.
    fn any_verb_after(&self, at: usize, limit: usize, index: usize) -> Option<Attribution> {
        let reader = self.reader;
        if !reader.is_comma(at.checked_sub(1)?) || !reader.verb(at).any(Morph::P3) {
            return None;
        }
        let compound = reader.is_auxiliary(at) && reader.is_lemma(at, reader.french.verbs.avoir);
        let verb = if compound { (at + 1..limit).find(|i| !reader.is_light(*i))? } else { at };
        if compound && !reader.verb(verb).any(Morph::PASTPART) || !compound && reader.is_auxiliary(at) {
            return None;
        }
        let pronoun = [at + 1, at + 2, verb + 1].into_iter().find(|i| *i < limit && reader.is_suffix(*i));
        if let Some(pronoun) = pronoun {
            let holder = self.resolve_inverted(pronoun, verb, limit, index);
            let nobody = reader.text(pronoun).contains("on");
            return (nobody || holder.is_some()).then_some((holder, Some(verb)));
        }
        let speaker = reader.speaker_at(verb + 1, limit).filter(|_| verb + 1 < limit)?;
        let object = reader.is(verb + 1, Pos::Prep) || !reader.can_speak(&speaker);
        (!object).then_some((Some(speaker), Some(verb)))
    }

    /// "« Nous partirons, a-t-il dit, et vite. »"
    fn attributed_inside(&self, tokens: &Range<usize>) -> Option<Attribution> {
        let reader = self.reader;
        let cue = tokens.clone().find_map(|at| {
            let cue = reader.cue_at(at).filter(|cue| cue.uses.any(Use::DIRECT))?;
            let comma = cue.start > tokens.start && reader.is_comma(cue.start - 1);
            (comma && (cue.pronoun.is_some() || reader.parenthetic_subject(&cue).is_some())).then_some(cue)
        })?;
        let limit = reader.sentence_range(cue.verb).end;
        Some(self.behind(&cue, limit, reader.doc.sentence_of(cue.verb as u32)))
    }

    /// The speaker behind an inverted verb.
    fn behind(&self, cue: &Cue, limit: usize, index: usize) -> Attribution {
        let holder = match cue.pronoun {
            Some(pronoun) => self.resolve_inverted(pronoun, cue.verb, limit, index),
            None => self.inverted(cue.verb, limit, index),
        };
        (holder, Some(cue.verb))
    }

    /// The pronoun of an inversion; "lit-on dans un communiqué de X" is X's.
    fn resolve_inverted(&self, pronoun: usize, verb: usize, limit: usize, index: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        if !reader.text(pronoun).contains("on") {
            return self.resolve(pronoun, index);
        }
        let near = limit.min(verb + AFTER_REACH);
        let text = (verb + 1..near).find(|at| reader.uses(*at).any(Use::DOCUMENT))?;
        let author = reader.speaker_at(text, limit)?;
        (author.start > text).then_some(author)
    }

    /// The speaker behind a verb; "ce dernier" is the one spoken of before.
    fn inverted(&self, verb: usize, limit: usize, index: usize) -> Option<Range<usize>> {
        let phrase = self.reader.inverted_subject(verb + 1, limit)?;
        match self.reader.reference_in(&phrase) {
            Some(last) => self.resolve(last, index),
            None => Some(phrase),
        }
    }

    /// "X a déclaré : « … »", "X affirme que « … »", or the subject of the clause that quotes.
    fn attributed_before(&self, tokens: &Range<usize>, index: usize) -> Option<Attribution> {
        let reader = self.reader;
        let sentence = self.sentence(index);
        let open = tokens.start.checked_sub(1).filter(|open| *open > sentence.start)?;
        let inside = |at: usize| reader.is_spoken(at);
        let near = reader.sentence_start(open);
        if let Some(source) = reader.source_at(near, &sentence).filter(|source| source.tokens.start <= open) {
            let holder = source.holder.or_else(|| source.pronoun.and_then(|pronoun| self.resolve(pronoun, index)));
            return Some((holder, Some(near)));
        }
        let cue = (near..open).rev().filter(|at| !inside(*at)).find_map(|at| reader.cue_at(at));
        if let Some(cue) = cue {
            let subject = self.subject_of(&cue, index);
            let finite = !reader.verb(cue.verb).any(Morph::PRESPART);
            let inverted = if subject.is_none() && finite { reader.inverted_subject(cue.verb + 1, open) } else { None };
            return Some((subject.or(inverted), Some(cue.verb)));
        }
        None
    }

    /// "Brun a « triché » et « menti », assure le ministère": a verb between commas further on in the sentence.
    fn attributed_later(&self, tokens: &Range<usize>) -> Option<Attribution> {
        let reader = self.reader;
        let sentence = reader.sentence_range(tokens.end.min(reader.doc.tokens.len()) - 1);
        let cue = (tokens.end..sentence.end)
            .filter(|at| !reader.is_spoken(*at))
            .filter_map(|at| reader.cue_at(at))
            .find_map(|cue| Some((Some(reader.parenthetic_subject(&cue)?), Some(cue.verb))));
        cue
    }

    /// No verb reports: the subject of the sentence that quotes, when it is one who can speak; "Karl Brun : « … »" too.
    fn attributed_to_subject(&self, tokens: &Range<usize>, index: usize) -> Option<Attribution> {
        let reader = self.reader;
        let sentence = self.sentence(index);
        let open = tokens.start.checked_sub(1).filter(|open| *open > sentence.start)?;
        (sentence.start..open).find(|at| reader.is_word(*at))?;
        let inside = |at: usize| reader.is_spoken(at);
        let verb =
            sentence.clone().filter(|at| !inside(*at)).find(|at| reader.is_finite(*at) || reader.is_auxiliary(*at));
        let Some(verb) = verb else {
            // "La ligue « exige sa libération »": the verb is quoted.
            let mut first = tokens.clone().take(2);
            if first.any(|at| reader.uses(at).is_verb() && reader.is_finite(at)) && reader.text(open - 1) != ":" {
                return match reader.subject(sentence.start, open)? {
                    Subject::Phrase(phrase) if reader.can_speak(&phrase) => Some((Some(phrase), None)),
                    Subject::Pronoun(pronoun) => Some((self.resolve(pronoun, index), None)),
                    _ => None,
                };
            }
            let named = self.named_speaker(sentence.start, open)?;
            return Some((Some(named), None));
        };
        match reader.subject(sentence.start, verb)? {
            Subject::Phrase(phrase) if reader.can_speak(&phrase) => Some((Some(phrase), None)),
            Subject::Pronoun(pronoun) => Some((self.resolve(pronoun, index), None)),
            _ => None,
        }
    }

    /// "Karl Brun : « … »", "Karl Brun, maire de Brest : « … »": two names at least, for one may be a place or a topic.
    fn named_speaker(&self, start: usize, open: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        if open == start || reader.text(open - 1) != ":" {
            return None;
        }
        let name = reader.speaker_at(start, open)?;
        let names = name.clone().filter(|at| reader.is_name(*at)).count();
        let person = names >= 2 && reader.can_speak(&name) && name.start == start;
        (person && matches!(reader.text(name.end), ":" | ",")).then_some(name)
    }

    /// The speaker of the last quotation of the paragraph.
    fn carried_over(&self, tokens: &Range<usize>, index: usize, paragraph: usize) -> Option<Range<usize>> {
        let same = self.memory.quoted_paragraph == Some(paragraph);
        let (speaker, sentence) = self.memory.speaker.clone()?;
        let near = index - sentence <= MEMORY && self.paragraphs[sentence] == paragraph;
        let before = speaker.start < tokens.start;
        (before && near && (same || index - sentence <= 1)).then_some(speaker)
    }

    /// The subject of the next sentence, when that sentence reports too: "« … » Le ministre ajoute que …".
    fn announced(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let reader = self.reader;
        let last = tokens.end.min(reader.doc.tokens.len() - 1);
        let next = reader.doc.sentence_of(last as u32) + 1;
        let same = self.paragraphs.get(next)? == self.paragraphs.get(next - 1)?;
        let sentence = self.sentence(next);
        let begins = reader.doc.tokens[sentence.start].kind == TokenKind::Word
            && reader.doc.tokens[sentence.start].case != Case::Lower;
        let cue = sentence.clone().find_map(|at| reader.cue_at(at))?;
        match reader.cue_subject(&cue)? {
            Subject::Phrase(phrase) if same && begins => Some(phrase),
            _ => None,
        }
    }
}
