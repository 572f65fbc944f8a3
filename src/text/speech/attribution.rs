//! One walk through the document: every quotation and every report gets its speaker.

use super::cue::Cue;
use super::indirect::Source;
use super::noun_phrase::Subject;
use super::reader::Reader;
use super::{Speech, SpeechKind};
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// What earlier sentences leave behind for pronouns and unattributed quotations.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// The last speaker, and the sentence of the report.
    pub(super) speaker: Option<(Range<usize>, usize)>,
    /// Sentences that were read.
    pub(super) read: usize,
    /// The paragraph of the last attributed quotation.
    pub(super) quoted_paragraph: Option<usize>,
}

/// Sentences over which a pronoun finds its speaker.
pub(super) const MEMORY: usize = 3;

pub(super) struct Walk<'a> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) memory: Memory,
    /// Index of the paragraph of each sentence.
    pub(super) paragraphs: Vec<usize>,
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
        walk.memory.read = index + 1;
    }
    walk.fill_back();
    walk.found
}

impl Walk<'_> {
    pub(super) fn sentence(&self, index: usize) -> Range<usize> {
        let tokens = &self.reader.doc.sentences[index].tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// Indirect speech and "selon X" in one sentence.
    fn reports(&mut self, index: usize) {
        let sentence = self.sentence(index);
        for at in sentence.clone() {
            if !self.reader.uses(at).reports() {
                continue;
            }
            if let Some(source) = self.reader.source_at(at, &sentence).filter(|s| !self.is_own_entry(s)) {
                let holder = match source.pronoun {
                    Some(pronoun) => self.resolve(pronoun, index),
                    None => source.holder,
                };
                self.speech(source.tokens, holder, SpeechKind::According, Some(source.cue), index);
            } else if let Some(cue) = self.reader.cue_at(at) {
                self.indirect(&cue, &sentence, index);
            }
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
            let quoted = whole && self.attributes_quotation(tokens.end);
            if !tokens.is_empty() && !quoted {
                self.speech(tokens, Some(holder), SpeechKind::Indirect, Some(cue.verb), index);
            }
            return;
        }
        let Some(report) = self.reader.governed(cue, sentence.end) else { return };
        let holder = self.subject_of(cue, index);
        self.speech(report.tokens, holder, SpeechKind::Indirect, Some(report.cue), index);
    }

    pub(super) fn speech(
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

    /// A quotation that is a heading: it fills a sentence that no point ends. Who said it comes later.
    pub(super) fn is_heading(&self, tokens: &Range<usize>) -> bool {
        let reader = self.reader;
        let index = reader.doc.sentence_of(tokens.start as u32);
        let sentence = self.sentence(index);
        let words = |range: Range<usize>| range.into_iter().any(|at| reader.is_word(at));
        let fills =
            sentence.end >= tokens.end && !words(sentence.start..tokens.start) && !words(tokens.end..sentence.end);
        let last = (tokens.end.saturating_sub(1)..sentence.end).map(|at| reader.text(at));
        fills
            && (reader.doc.sentences[index].heading
                || !last.into_iter().any(|mark| mark.contains(['.', '!', '?', '…'])))
    }

    /// Quotations without any attribution take the speaker of the next one nearby.
    fn fill_back(&mut self) {
        let mut next: Option<(Range<u32>, usize)> = None;
        for at in (0..self.found.len()).rev() {
            let sentence = self.reader.doc.sentence_of(self.found[at].tokens.start);
            let direct = self.found[at].kind.is_quotation();
            if direct && self.found[at].holder.is_none() && self.found[at].cue.is_none() {
                let tokens = self.found[at].tokens.start as usize..self.found[at].tokens.end as usize;
                let heads = self.is_heading(&tokens);
                let near = next.clone().filter(|(_, seen)| match heads {
                    true => *seen - sentence <= MEMORY,
                    false => *seen - sentence <= 1 && self.paragraphs[*seen] == self.paragraphs[sentence],
                });
                self.found[at].holder = near.map(|(holder, _)| holder);
            } else if direct && let Some(holder) = &self.found[at].holder {
                next = Some((holder.clone(), sentence));
            }
        }
    }

    pub(super) fn subject_of(&self, cue: &Cue, index: usize) -> Option<Range<usize>> {
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

    pub(super) fn last_speaker(&self, index: usize) -> Option<Range<usize>> {
        let (speaker, sentence) = self.memory.speaker.clone()?;
        (index - sentence <= 1).then_some(speaker)
    }

    /// The antecedent of "il" or "elle": the last speaker, else the last subject, if near and of a fitting gender.
    pub(super) fn resolve(&self, pronoun: usize, index: usize) -> Option<Range<usize>> {
        let near = |known: Option<(Range<usize>, usize)>| {
            known.filter(|(range, sentence)| index - sentence <= MEMORY && self.agrees(pronoun, range))
        };
        match (near(self.memory.speaker.clone()), near(self.last_subject(index))) {
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

    /// The last subject that can speak in the few sentences before this one, and its sentence. It is looked for only when a
    /// pronoun asks.
    fn last_subject(&self, index: usize) -> Option<(Range<usize>, usize)> {
        let near = index.saturating_sub(MEMORY)..self.memory.read;
        near.rev().find_map(|sentence| Some((self.speaking_subject_of(sentence)?, sentence)))
    }

    /// Who a sentence is about, quotations left out, when it is one who can speak.
    fn speaking_subject_of(&self, index: usize) -> Option<Range<usize>> {
        let reader = self.reader;
        let sentence = self.sentence(index);
        let verb = sentence
            .clone()
            .filter(|at| !reader.is_spoken(*at))
            .find(|at| reader.is_finite(*at) || reader.is_auxiliary(*at))?;
        match reader.subject(sentence.start, verb)? {
            Subject::Phrase(phrase) if reader.can_speak(&phrase) => Some(phrase),
            _ => None,
        }
    }
}
