//! Scores the mentions of one analysed text.

use super::carriers::Carriers;
use super::conflict::settle;
use super::cue::{Cue, Finder};
use super::mechanism::{Mechanism, Without};
use super::nearby::Nearby;
use super::observation::Voice;
use super::opening::Lookup;
use super::reach::Scene;
use super::refer::{References, resolve};
use super::role::{DE, Roles};
use super::score::Score;
use super::shift::{CONCESSION, Shift, Shifting, effect, toward};
use super::shifter::Shifters;
use super::tone::Tone;
use crate::actor::{Found, Gazetteer, Kind, Mention};
use crate::lexicon::{Lexicon, Role, RowKind};
use crate::text::speech::{Speech, SpeechKind};
use crate::text::syntax::{Clause, Grammar, PhraseKind, Syntax, Tag, VerbClass, Voice as Diathesis};
use crate::text::{Case, Document, French, Pos, Vocabulary, lowered};
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::ops::Range;

/// Thousandths of one step of a row's value: a value of 1 is a score of 0.3.
pub const UNIT: i64 = 300;

/// Percent that arrives from a cue that only stands near, see [`super::nearby`].
const NEARBY: i64 = 50;

/// Something for each mention of a sentence.
type Few<T> = SmallVec<[T; 4]>;

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

impl Hit {
    /// True for evidence that only stands in the same sentence, see `tone.rs`.
    pub fn is_tone(&self) -> bool {
        self.shifts.iter().any(|shift| shift.kind == "tone")
    }
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
    /// The actors: what is said near a person is another matter than near a state.
    pub gazetteer: &'k Gazetteer,
    /// What is switched off, for ablation.
    pub without: Without,
}

impl Engine<'_> {
    /// Judges every mention of a text; the result has one entry per mention, same order. `masked` are names that are no
    /// actors.
    pub fn judge(
        &self,
        doc: &Document,
        mentions: &[Mention],
        masked: &[Range<u32>],
        speeches: &[Speech],
    ) -> Vec<Judgement> {
        let heard: Vec<Speech>;
        let mut speeches = speeches;
        if self.without != Without::none() {
            heard = speeches.iter().filter(|s| self.without.has(reported_as(s.kind))).cloned().collect();
            speeches = &heard;
        }
        let mut names: Vec<Range<u32>> = mentions
            .iter()
            .filter(|m| !matches!(m.found, Found::Phrase | Found::Pronoun))
            .map(|m| self.bare(doc, &m.tokens))
            .chain(masked.iter().cloned())
            .collect();
        names.sort_by_key(|range| (range.start, range.end));
        let mut out = Vec::with_capacity(mentions.len());
        let mut syntax = Syntax::default();
        for mentions in mentions.chunk_by(|a, b| a.sentence == b.sentence) {
            self.judge_sentence(doc, mentions, &names, speeches, &mut syntax, &mut out);
        }
        out
    }

    /// All rows found in a run of tokens of one sentence, whether or not they reach a mention; for `explain`.
    pub fn cues(&self, doc: &Document, tokens: Range<u32>) -> Vec<Hit> {
        let syntax = Syntax::of(doc, self.words, self.french, self.grammar, tokens.clone(), &[]);
        let lookup = self.lookup(doc, &[]);
        let hit = |cue| Hit { cue, role: Role::Named, value: 0, percent: 100, shifts: Vec::new(), effect: 0 };
        let openings = lookup.openings(tokens.clone());
        Finder { lookup, syntax: &syntax }.find(openings, tokens.end).into_iter().map(hit).collect()
    }

    fn lookup<'a, 'd>(&'a self, doc: &'a Document<'d>, masked: &'a [Range<u32>]) -> Lookup<'a, 'd> {
        Lookup { doc, words: self.words, lexicon: self.lexicon, masked, without: self.without }
    }

    fn judge_sentence(
        &self,
        doc: &Document,
        mentions: &[Mention],
        names: &[Range<u32>],
        speeches: &[Speech],
        syntax: &mut Syntax,
        out: &mut Vec<Judgement>,
    ) {
        let tokens = doc.sentences[mentions[0].sentence as usize].tokens.clone();
        let names = within(names, &tokens);
        let lookup = self.lookup(doc, names);
        let openings = lookup.openings(tokens.clone());
        let mut ranges: Few<Range<u32>> = mentions.iter().map(|m| self.bare(doc, &m.tokens)).collect();
        let loaded: Few<Vec<(Cue, i8)>> = ranges.iter().map(|range| lookup.loaded_in(range)).collect();
        let plain = loaded.iter().all(Vec::is_empty);
        if openings.is_empty() && plain {
            out.extend(mentions.iter().map(|mention| silent(mention, speeches)));
            return;
        }
        syntax.read(doc, self.words, self.french, self.grammar, tokens.clone(), names);
        let syntax = &*syntax;
        let cues = Finder { lookup, syntax }.find(openings, tokens.end);
        if cues.is_empty() && plain {
            out.extend(mentions.iter().map(|mention| silent(mention, speeches)));
            return;
        }
        if self.without.has(Mechanism::Strangers) {
            self.add_strangers(doc, syntax, &mut ranges);
        }
        let persons: Few<bool> = mentions.iter().map(|m| self.is_person(doc, m)).collect();
        let kinds: Few<Option<Kind>> = mentions.iter().map(|m| self.kind(m)).collect();
        let spoken: Few<&Speech> =
            speeches.iter().filter(|s| s.tokens.start < tokens.end && tokens.start < s.tokens.end).collect();
        let mut scene = Scene {
            doc,
            words: self.words,
            grammar: self.grammar,
            syntax,
            mentions: &ranges,
            carriers: self.carriers,
            references: References::new(),
            persons: &persons,
            kinds: &kinds,
            speeches: &spoken,
            without: self.without,
        };
        if self.without.has(Mechanism::References) {
            resolve(&mut scene);
        }
        let scene = scene;
        let question = doc.token_text(tokens.end as usize - 1) == "?";
        let shifting = Shifting {
            scene: &scene,
            lexicon: self.lexicon,
            shifters: self.shifters,
            found: OnceCell::new(),
            question,
        };
        let roles = Roles { scene: &scene, lexicon: self.lexicon };
        let near = Nearby { scene: &scene, lexicon: self.lexicon };
        let tone = Tone { scene: &scene, lexicon: self.lexicon, event: OnceCell::new() };
        let mut hits: Few<Vec<Hit>> = mentions.iter().map(|_| Vec::new()).collect();
        let mut toned: Few<Vec<Hit>> = mentions.iter().map(|_| Vec::new()).collect();
        for mut cue in cues {
            let mut arrivals = roles.arrivals(&cue);
            while arrivals.is_empty() && !cue.others.is_empty() && self.without.has(Mechanism::OtherReadings) {
                cue.row = cue.others.remove(0);
                arrivals = roles.arrivals(&cue);
            }
            if arrivals.is_empty() {
                let beside = near.mention(&cue).filter(|(m, ..)| *m < mentions.len());
                for (mention, hit) in self.toned(&cue, &tone, &shifting, &roles) {
                    if beside.is_none_or(|(m, ..)| m != mention) {
                        toned[mention].push(hit);
                    }
                }
                if let Some((mention, role, value)) = beside {
                    let mut shifts = shifting.of(&cue);
                    shifts.push(Shift { kind: "nearby", words: String::new(), percent: NEARBY });
                    hits[mention].push(self.weak_hit(&cue, role, value, shifts));
                }
                continue;
            }
            if arrivals.iter().all(|arrival| arrival.mention >= mentions.len()) {
                for (mention, hit) in self.toned(&cue, &tone, &shifting, &roles) {
                    toned[mention].push(hit);
                }
            }
            let shifts = shifting.of(&cue);
            for arrival in arrivals {
                if arrival.mention >= mentions.len() {
                    continue;
                }
                let shifts = self.toward(&cue, arrival.value, &shifts);
                let effect = effect(arrival.value, arrival.percent, &shifts);
                hits[arrival.mention].push(Hit {
                    cue: cue.clone(),
                    role: arrival.role,
                    value: arrival.value,
                    percent: arrival.percent,
                    shifts,
                    effect,
                });
            }
        }
        for ((range, hits), loaded) in ranges.iter().zip(&mut hits).zip(loaded) {
            // Who is only fought is not named by the text's own choice of word alone.
            let fought = scene.syntax.phrase_at(range.start).is_some_and(|p| scene.is_fought(p));
            for (cue, value) in loaded.into_iter().filter(|_| !fought) {
                let shifts = self.toward(&cue, value, &shifting.of(&cue));
                let effect = effect(value, 100, &shifts);
                hits.push(Hit { cue, role: Role::Named, value, percent: 100, shifts, effect });
            }
            hits.sort_by_key(|hit| hit.cue.anchor);
            settle(&scene, self.lexicon, hits);
        }
        for (((mention, range), hits), mut toned) in mentions.iter().zip(&ranges).zip(hits).zip(toned) {
            if !tone.stands(range, &toned) {
                toned.clear();
            }
            let hits = if hits.iter().any(|hit| hit.value != 0) { hits } else { toned };
            out.push(self.conclude(&scene, mention, hits, speeches));
        }
    }

    /// Adds the names that are no mention: what is said of them is not said of a mention.
    fn add_strangers(&self, doc: &Document, syntax: &Syntax, ranges: &mut Few<Range<u32>>) {
        // "un État failli": a capital after an indefinite article names nobody.
        let indefinite = |start: u32| {
            start > syntax.first && matches!(&*lowered(doc.token_text(start as usize - 1)), "un" | "une" | "des")
        };
        let common = |at: u32| self.words.analyses(doc.tokens[at as usize].word).iter().any(|a| a.pos == Pos::Noun);
        // "X, prix Nobel": the name is the honour's.
        let honour =
            |start: u32| start > syntax.first && self.grammar.is_honour(self.words, doc.tokens[start as usize - 1]);
        let known = ranges.len();
        let Range { start: mut at, end } = syntax.tokens();
        while at < end {
            let start = at;
            while at < end && syntax.tag(at) == Some(Tag::Prop) {
                at += 1;
            }
            let name = start..at;
            let names_nobody = !name.is_empty() && (common(start) && indefinite(start) || honour(start));
            if !name.is_empty()
                && !names_nobody
                && !ranges[..known].iter().any(|m| m.start < name.end && name.start < m.end)
            {
                ranges.push(name);
            }
            at = at.max(start + 1);
        }
    }

    /// A mention without the article, preposition or conjunction that its span may begin with ("d'Orbán").
    fn bare(&self, doc: &Document, tokens: &Range<u32>) -> Range<u32> {
        let grammatical = |at: u32| {
            let token = &doc.tokens[at as usize];
            token.case == Case::Lower
                && self.words.analyses(token.word).iter().any(|a| matches!(a.pos, Pos::Det | Pos::Prep | Pos::Subord))
        };
        let start = tokens.clone().find(|&at| !grammatical(at)).unwrap_or(tokens.start);
        start..tokens.end
    }

    /// The shifters as they act on praise or blame.
    fn toward(&self, cue: &Cue, value: i8, shifts: &[Shift]) -> Vec<Shift> {
        let asymmetric = self.without.has(Mechanism::Asymmetry);
        if asymmetric { toward(self.lexicon.row(cue.row), value, shifts) } else { shifts.to_vec() }
    }

    /// The tone that a cue gives to mentions; what is denied gives none, nor does a word to whom it qualifies without saying a thing.
    fn toned(&self, cue: &Cue, tone: &Tone, shifting: &Shifting, roles: &Roles) -> Vec<(usize, Hit)> {
        let mut coloured = tone.mentions(cue);
        if coloured.is_empty() {
            return Vec::new();
        }
        let shifts = shifting.of(cue);
        if shifts.iter().any(|shift| shift.percent < 0) {
            return Vec::new();
        }
        let silent = roles.qualified(cue);
        coloured.retain(|(mention, ..)| silent.iter().all(|(other, _)| other != mention));
        let hit = |role, value, percent| {
            let mut shifts = shifts.clone();
            shifts.push(Shift { kind: "tone", words: String::new(), percent });
            self.weak_hit(cue, role, value, shifts)
        };
        coloured.into_iter().map(|(mention, role, value, percent)| (mention, hit(role, value, percent))).collect()
    }

    fn weak_hit(&self, cue: &Cue, role: Role, value: i8, shifts: Vec<Shift>) -> Hit {
        let mut shifts = self.toward(cue, value, &shifts);
        shifts.retain(|shift| shift.kind != CONCESSION);
        let effect = effect(value, 100, &shifts);
        Hit { cue: cue.clone(), role, value, percent: 100, shifts, effect }
    }

    /// What the gazetteer knows a mention to be; nothing for a name of a gold file that it does not know.
    fn kind(&self, mention: &Mention) -> Option<Kind> {
        let known = (mention.actor.0 as usize) < self.gazetteer.len();
        known.then(|| self.gazetteer.actor(mention.actor).kind)
    }

    /// By the gazetteer, or for a name that it does not know by the lack of an article: persons bear none in French.
    fn is_person(&self, doc: &Document, mention: &Mention) -> bool {
        if let Some(kind) = self.kind(mention) {
            return kind == Kind::Person;
        }
        let name = self.bare(doc, &mention.tokens).start;
        let article = |at: u32| {
            let word = doc.tokens[at as usize].word;
            let is = |pos| self.words.analyses(word).iter().any(|a| a.pos == pos);
            is(Pos::Det) && !is(Pos::Prep) || self.grammar.is_contracted(word)
        };
        // "à Bamako", "en Serbie" may be places.
        let place = |at: usize| matches!(doc.token_text(at), "à" | "en" | "vers" | "dans");
        let other = name > 0 && (article(name - 1) || place(name as usize - 1));
        !other && doc.tokens[name as usize].case != Case::Lower
    }

    /// Sum, decision on the voice, and holder.
    fn conclude(&self, scene: &Scene, mention: &Mention, hits: Vec<Hit>, speeches: &[Speech]) -> Judgement {
        // A row whose value in this role is 0 only blocks others; it is no evidence.
        let hits: Vec<Hit> = hits.into_iter().filter(|hit| hit.value != 0).collect();
        let score = (!hits.is_empty()).then(|| Score::clamped(hits.iter().map(|h| h.effect).sum()));
        // Tone is no statement of anybody's: the place of the mention says whose words these are.
        let strongest =
            hits.iter().filter(|h| !h.is_tone()).max_by_key(|h| (h.effect.abs(), std::cmp::Reverse(h.cue.anchor)));
        let place = strongest.map_or(mention.tokens.start, |hit| hit.cue.anchor);
        let (voice, holder) = match innermost(speeches, place) {
            Some(speech) => (Voice::Reported, speech.holder.clone()),
            None => match strongest.and_then(|hit| self.attitude_holder(scene, mention, hit)) {
                Some(holder) => (Voice::Reported, holder),
                None => (Voice::Outlet, None),
            },
        };
        Judgement { score, hits, voice, holder }
    }

    /// For verbs that say what their subject thinks of somebody (accuser, saluer), the subject holds the stance.
    fn attitude_holder(&self, scene: &Scene, mention: &Mention, hit: &Hit) -> Option<Option<Range<u32>>> {
        if !self.without.has(Mechanism::Attitude) {
            return None;
        }
        if let Some(holder) = self.judging_holder(scene, mention, hit) {
            return Some(holder);
        }
        let row = self.lexicon.row(hit.cue.row);
        let verbal = matches!(row.kind, RowKind::Verb | RowKind::VerbalExpression);
        let about_other = matches!(hit.role, Role::Object | Role::Complement(_));
        let silent_on_subject = row.effects.iter().all(|(role, value)| *role != Role::Subject || *value == 0);
        if !(verbal && about_other && silent_on_subject) {
            return None;
        }
        let (_, clause) = scene.clause_of_token(hit.cue.anchor)?;
        // Who strikes, arrests or supports does something; only a verb of saying or feeling shows a judgement.
        let group = scene.group(clause);
        let judges = |t: &u32| self.french.is_judging_verb(scene.doc.tokens[*t as usize].word);
        if !judges(&hit.cue.anchor) && !judges(&group.main) && !group.governors.iter().any(judges) {
            return None;
        }
        holder_of(scene, clause, mention)
    }

    /// "Y juge X incapable", "désigné ennemi par Y": who judges holds the judgement; "Y affiche sa rupture avec X": so does who
    /// shows what he feels.
    fn judging_holder(&self, scene: &Scene, mention: &Mention, hit: &Hit) -> Option<Option<Range<u32>>> {
        if self.lexicon.row(hit.cue.row).kind.is_verbal() {
            return None;
        }
        let phrase = scene.syntax.phrase_at(hit.cue.anchor)?;
        let holds = |c: &&Clause| match hit.role {
            Role::Named => {
                let goal = c.attributes.contains(&phrase) || c.objects.contains(&phrase);
                let goal = goal || c.complements.iter().any(|(_, p)| *p == phrase);
                goal && !scene.group(c).copula && scene.in_class(c, VerbClass::Labelling)
            }
            Role::Complement(_) => {
                let own = scene.syntax.phrases[phrase as usize].possessive;
                own && hit.role != DE && c.objects.contains(&phrase) && !c.subjects.is_empty()
            }
            _ => false,
        };
        let clause = scene.syntax.clauses.iter().find(holds)?;
        holder_of(scene, clause, mention)
    }
}

/// Who holds the judgement of a clause: `None` for nobody ("il est jugé faible" is the outlet's word) and for the one who is
/// judged, `Some(None)` for somebody without a name.
fn holder_of(scene: &Scene, clause: &Clause, mention: &Mention) -> Option<Option<Range<u32>>> {
    let passive = matches!(scene.group(clause).voice, Diathesis::Passive | Diathesis::Receptive);
    let Some(phrase) = agent(scene, clause) else { return (!passive).then_some(None) };
    let holder = noun_tokens(scene, phrase);
    let own = |h: &Range<u32>| h.start < mention.tokens.end && mention.tokens.start < h.end;
    (!holder.as_ref().is_some_and(own)).then_some(holder)
}

/// The phrase of who does what a clause says.
fn agent(scene: &Scene, clause: &Clause) -> Option<u32> {
    match scene.group(clause).voice {
        Diathesis::Active | Diathesis::Causative => clause.subjects.first().copied(),
        Diathesis::Passive | Diathesis::Receptive => scene.complement(clause, "par"),
    }
}

/// The judgement where no row can be found: the place says whose words these are.
fn silent(mention: &Mention, speeches: &[Speech]) -> Judgement {
    let speech = innermost(speeches, mention.tokens.start);
    let voice = if speech.is_some() { Voice::Reported } else { Voice::Outlet };
    Judgement { score: None, hits: Vec::new(), voice, holder: speech.and_then(|speech| speech.holder.clone()) }
}

/// The shortest reported words around a token.
fn innermost(speeches: &[Speech], at: u32) -> Option<&Speech> {
    speeches.iter().filter(|s| s.tokens.contains(&at)).min_by_key(|s| s.tokens.len())
}

/// The mechanism that finds a kind of reported words.
fn reported_as(kind: SpeechKind) -> Mechanism {
    match kind {
        SpeechKind::Direct => Mechanism::DirectSpeech,
        SpeechKind::Indirect => Mechanism::IndirectSpeech,
        SpeechKind::According => Mechanism::According,
        SpeechKind::FreeContinuation => Mechanism::FreeContinuation,
    }
}

/// The tokens of a noun phrase without its preposition and determiner, with the complement in *de* that follows.
fn noun_tokens(scene: &Scene, phrase: u32) -> Option<Range<u32>> {
    let p = scene.syntax.phrases.get(phrase as usize).filter(|p| p.kind == PhraseKind::Noun)?;
    let start = p.tokens.clone().find(|&t| !matches!(scene.syntax.tag(t), Some(Tag::Prep | Tag::Det | Tag::Punct)))?;
    // A pronoun names nobody.
    if scene.syntax.tag(p.head) == Some(Tag::Pron) {
        return None;
    }
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
