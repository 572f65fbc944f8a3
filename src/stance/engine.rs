//! Scores the mentions of one analysed text.

use super::cue::{Cue, Finder};
use super::observation::Voice;
use super::reach::{Carriers, Scene};
use super::role::Roles;
use super::score::Score;
use super::shift::{Shift, Shifting, effect};
use super::shifter::Shifters;
use crate::actor::{Found, Mention};
use crate::lexicon::{Lexicon, Role, RowKind};
use crate::text::syntax::{Grammar, PhraseKind, Syntax, Voice as Diathesis};
use crate::text::{Document, French, Speech, Vocabulary};
use std::ops::Range;

/// Thousandths of one step of a row's value: a value of 1 is a score of 0.3.
pub const UNIT: i64 = 300;

/// A cue that reaches a mention, with the arithmetic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The cue.
    pub cue: Cue,
    /// The role through which it reaches the mention.
    pub role: Role,
    /// The row's value in that role.
    pub value: i8,
    /// Percent left by the way through something of the actor's own; 100 when direct.
    pub percent: i64,
    /// What acted on it.
    pub shifts: Vec<Shift>,
    /// The effect in thousandths.
    pub effect: i64,
}

/// The stance toward one mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// `None` where no cue reaches the mention.
    pub score: Option<Score>,
    /// The evidence, in order of the text.
    pub hits: Vec<Hit>,
    /// Whose words.
    pub voice: Voice,
    /// Tokens of the holder.
    pub holder: Option<Range<u32>>,
}

/// The compiled knowledge that scoring needs.
#[derive(Debug, Clone, Copy)]
pub struct Engine<'k> {
    /// All known forms.
    pub words: &'k Vocabulary,
    /// Grammatical words.
    pub french: &'k French,
    /// Closed lists of French.
    pub grammar: &'k Grammar,
    /// The stance lexicon.
    pub lexicon: &'k Lexicon,
    /// Shifter words.
    pub shifters: &'k Shifters,
    /// Nouns that lead to their owner.
    pub carriers: &'k Carriers,
}

impl Engine<'_> {
    /// Judges every mention of a text; the result has one entry per mention, same order. `masked` are names that are no
    /// actors.
    pub fn judge(&self, doc: &Document, mentions: &[Mention], masked: &[Range<u32>], speeches: &[Speech]) -> Vec<Judgement> {
        let mut names: Vec<Range<u32>> = mentions
            .iter()
            .filter(|m| !matches!(m.found, Found::Phrase | Found::Pronoun))
            .map(|m| m.tokens.clone())
            .chain(masked.iter().cloned())
            .collect();
        names.sort_by_key(|range| (range.start, range.end));
        let mut out = Vec::with_capacity(mentions.len());
        let mut at = 0;
        while at < mentions.len() {
            let sentence = mentions[at].sentence;
            let end = at + mentions[at..].iter().take_while(|m| m.sentence == sentence).count();
            self.judge_sentence(doc, sentence as usize, &mentions[at..end], &names, speeches, &mut out);
            at = end;
        }
        out
    }

    /// All rows found in a run of tokens of one sentence, whether or not they reach a mention; for `explain`.
    pub fn cues(&self, doc: &Document, tokens: Range<u32>) -> Vec<Hit> {
        let syntax = Syntax::of(doc, self.words, self.french, self.grammar, tokens.clone(), &[]);
        let finder = Finder { doc, words: self.words, lexicon: self.lexicon, syntax: &syntax, masked: &[] };
        let hit = |cue| Hit { cue, role: Role::Named, value: 0, percent: 100, shifts: Vec::new(), effect: 0 };
        finder.find(tokens).into_iter().map(hit).collect()
    }

    fn judge_sentence(
        &self,
        doc: &Document,
        sentence: usize,
        mentions: &[Mention],
        names: &[Range<u32>],
        speeches: &[Speech],
        out: &mut Vec<Judgement>,
    ) {
        let tokens = doc.sentences[sentence].tokens.clone();
        let names = within(names, &tokens);
        let syntax = Syntax::of(doc, self.words, self.french, self.grammar, tokens.clone(), names);
        let ranges: Vec<Range<u32>> = mentions.iter().map(|m| m.tokens.clone()).collect();
        let scene = Scene {
            doc,
            words: self.words,
            grammar: self.grammar,
            syntax: &syntax,
            mentions: &ranges,
            carriers: self.carriers,
        };
        let finder = Finder { doc, words: self.words, lexicon: self.lexicon, syntax: &syntax, masked: names };
        let found = self.shifters.find(doc, tokens.clone());
        let question = doc.token_text(tokens.end as usize - 1) == "?";
        let shifting = Shifting { scene: &scene, lexicon: self.lexicon, found: &found, question };
        let roles = Roles { scene: &scene, lexicon: self.lexicon };
        let mut hits: Vec<Vec<Hit>> = vec![Vec::new(); mentions.len()];
        for mut cue in finder.find(tokens) {
            let mut arrivals = roles.arrivals(&cue);
            while arrivals.is_empty() && !cue.others.is_empty() {
                cue.row = cue.others.remove(0);
                arrivals = roles.arrivals(&cue);
            }
            if arrivals.is_empty() {
                continue;
            }
            let shifts = shifting.of(&cue);
            for arrival in arrivals {
                let effect = effect(arrival.value, arrival.percent, &shifts);
                hits[arrival.mention].push(Hit {
                    cue: cue.clone(),
                    role: arrival.role,
                    value: arrival.value,
                    percent: arrival.percent,
                    shifts: shifts.clone(),
                    effect,
                });
            }
        }
        for (mention, hits) in mentions.iter().zip(hits) {
            out.push(self.conclude(&scene, mention, hits, speeches));
        }
    }

    /// Sum, decision on the voice, and holder.
    fn conclude(&self, scene: &Scene, mention: &Mention, hits: Vec<Hit>, speeches: &[Speech]) -> Judgement {
        // A row whose value in this role is 0 only blocks others; it is no evidence.
        let hits: Vec<Hit> = hits.into_iter().filter(|hit| hit.value != 0).collect();
        let score = (!hits.is_empty()).then(|| Score::clamped(hits.iter().map(|h| h.effect).sum()));
        let strongest = hits.iter().max_by_key(|h| (h.effect.abs(), std::cmp::Reverse(h.cue.anchor)));
        let place = strongest.map_or(mention.tokens.start, |hit| hit.cue.anchor);
        let inner = |at: u32| speeches.iter().filter(|s| s.tokens.contains(&at)).min_by_key(|s| s.tokens.len());
        let (voice, holder) = match inner(place).or_else(|| strongest.is_none().then(|| inner(mention.tokens.start)).flatten()) {
            Some(speech) => (Voice::Reported, speech.holder.clone()),
            None => match strongest.and_then(|hit| self.attitude_holder(scene, hit)) {
                Some(holder) => (Voice::Reported, holder),
                None => (Voice::Outlet, None),
            },
        };
        Judgement { score, hits, voice, holder }
    }

    /// For verbs that say what their subject thinks of somebody (accuser, saluer), the subject holds the stance.
    fn attitude_holder(&self, scene: &Scene, hit: &Hit) -> Option<Option<Range<u32>>> {
        let row = self.lexicon.row(hit.cue.row);
        let verbal = matches!(row.kind, RowKind::Verb | RowKind::VerbalExpression);
        let about_other = matches!(hit.role, Role::Object | Role::Complement(_));
        let silent_on_subject = row.effects.iter().all(|(role, value)| *role != Role::Subject || *value == 0);
        if !(verbal && about_other && silent_on_subject) {
            return None;
        }
        let (_, clause) = scene.clause_of_token(hit.cue.anchor)?;
        let group = scene.group(clause);
        let holder = match group.voice {
            Diathesis::Active | Diathesis::Causative => clause.subjects.first().copied(),
            Diathesis::Passive | Diathesis::Receptive => clause
                .complements
                .iter()
                .find(|(prep, _)| scene.grammar.preposition_name(*prep) == "par")
                .map(|(_, phrase)| *phrase),
        };
        Some(holder.and_then(|phrase| noun_tokens(scene, phrase)))
    }
}

/// The tokens of a noun phrase without its preposition and determiner, with the complement in *de* that follows.
fn noun_tokens(scene: &Scene, phrase: u32) -> Option<Range<u32>> {
    use crate::text::syntax::Tag;
    let p = scene.syntax.phrases.get(phrase as usize).filter(|p| p.kind == PhraseKind::Noun)?;
    let start = p.tokens.clone().find(|&t| !matches!(scene.syntax.tag(t), Some(Tag::Prep | Tag::Det | Tag::Punct)))?;
    let mut end = p.tokens.end;
    let mut next = phrase + 1;
    while scene.kind(next) == Some(PhraseKind::Noun) && scene.prep_name(next) == Some("de") {
        end = scene.syntax.phrases[next as usize].tokens.end;
        next += 1;
    }
    Some(start..end)
}

/// The ranges of a sorted list that lie inside a sentence.
fn within<'r>(ranges: &'r [Range<u32>], tokens: &Range<u32>) -> &'r [Range<u32>] {
    let start = ranges.partition_point(|r| r.start < tokens.start);
    let end = ranges.partition_point(|r| r.start < tokens.end);
    &ranges[start..end]
}
