//! Which shifters act on a cue. They do not cross a clause.

use super::cue::Cue;
use super::mechanism::Mechanism;
use super::reach::Scene;
use super::shifter::{FoundShifter, ShifterKind, Shifters};
use crate::lexicon::{Lexicon, Row, RowKind};
use crate::text::syntax::{Clause, PhraseKind, Tag, VerbClass, VerbForm, Voice};
use crate::text::{QuoteKind, lowered};
use std::cell::OnceCell;

/// A shifter that acts on a cue: what it is, its words, its factor in percent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// `negation`, `intensifier`, `conditional`, …
    pub kind: &'static str,
    /// Its words as they stand in the text.
    pub words: String,
    /// Its factor in percent.
    pub percent: i64,
}

/// The kind of a shift that acts only beside what is said against it, see `conflict.rs`.
pub(super) const CONCESSION: &str = "concession";

/// Factors of what is grammar rather than a word, in percent.
pub(super) mod factor {
    /// "ne … pas": turned round and halved; "n'est pas un dictateur" is no praise.
    pub const NEGATION: i64 = -50;
    /// "refuse de soutenir".
    pub const REVERSER: i64 = -50;
    /// The conditional of hearsay.
    pub const CONDITIONAL: i64 = 50;
    /// "peut soutenir".
    pub const POSSIBLE: i64 = 50;
    /// "exhorte X à respecter la trêve".
    pub const DEMAND: i64 = 0;
    /// "lever les sanctions".
    pub const LIFTED: i64 = 0;
    /// "le soutien à X s'érode".
    pub const FADED: i64 = -50;
    /// Blame whose subject grows less is still blame.
    pub const FADED_BLAME: i64 = 50;
    /// "menace de sanctionner".
    pub const UNREAL: i64 = 50;
    /// "nie que X ait menti".
    pub const DENIED: i64 = 0;
    /// "si X échoue".
    pub const CONDITION: i64 = 0;
    /// A word between marks of distance.
    pub const SCARE: i64 = 50;
    /// A question asserts nothing.
    pub const QUESTION: i64 = 50;
    /// Each of two turns that cancel: "ne refuse pas".
    pub const CANCELLED: i64 = -87;
    /// "n'est pas un dictateur".
    pub const DENIED_BLAME: i64 = -15;
    /// "moins corrompu que les autres".
    pub const LESS_BLAME: i64 = -15;
    /// Percent of that factor that is left of praise after a verb of duty: "doit convaincre" tells of no success, "veut
    /// convaincre" at least of a good aim.
    pub const DUTIFUL_PRAISE: i64 = 60;
    /// Percent of that factor that is left of praise which is asked or held at a distance: a mild word alone does not
    /// decide then.
    pub const DOUBTFUL_PRAISE: i64 = 90;
    /// "malgré l'échec de X".
    pub const CONCESSION: i64 = 30;
}

/// Finds what acts on the cues of one sentence.
pub(super) struct Shifting<'s, 'a, 'd> {
    pub scene: &'s Scene<'a, 'd>,
    pub lexicon: &'s Lexicon,
    /// The table of shifters, and those of this sentence once a cue asked for them: most cues reach nobody.
    pub shifters: &'s Shifters,
    pub found: OnceCell<Vec<FoundShifter>>,
    /// True when the sentence is a question.
    pub question: bool,
}

impl Shifting<'_, '_, '_> {
    /// The shifters that act on a cue, in reading order of their kinds.
    pub fn of(&self, cue: &Cue) -> Vec<Shift> {
        let mut shifts = self.all(cue);
        shifts.retain(|shift| mechanism(shift.kind).is_none_or(|m| self.scene.works(m)));
        shifts
    }

    /// The shifters of the sentence.
    pub(super) fn found(&self) -> &[FoundShifter] {
        self.found.get_or_init(|| self.shifters.find(self.scene.doc, self.scene.syntax.tokens()))
    }

    fn all(&self, cue: &Cue) -> Vec<Shift> {
        let mut shifts = Vec::new();
        let Some(phrase) = self.scene.syntax.phrase_at(cue.anchor) else { return shifts };
        self.beside(cue, phrase, &mut shifts);
        let clause = self.ruling_clause(cue, phrase);
        if let Some(clause) = clause {
            self.clause_negation(clause, cue, &mut shifts);
            self.few(clause, &mut shifts);
            self.governors(clause, cue, &mut shifts);
            self.mood(clause, &mut shifts);
            self.mood_above(clause, &mut shifts);
        }
        self.possible_subject(phrase, cue, &mut shifts);
        self.local_negation(phrase, cue, &mut shifts);
        self.lifted(phrase, cue, &mut shifts);
        if self.scene.prep_name(phrase) == Some("malgré") {
            shifts.push(self.shift(
                CONCESSION,
                self.scene.syntax.phrases[phrase as usize].tokens.start,
                factor::CONCESSION,
            ));
        }
        let scare =
            self.scene.doc.quotations.iter().any(|q| q.kind == QuoteKind::Scare && q.tokens.contains(&cue.anchor));
        if scare {
            shifts.push(Shift { kind: "distance", words: "« »".into(), percent: factor::SCARE });
        }
        if self.question && !self.is_presupposed(cue, phrase) {
            shifts.push(Shift { kind: "question", words: "?".into(), percent: factor::QUESTION });
        }
        shifts
    }

    /// "A-t-il fermé les yeux sur les crimes de X ?": a question takes for granted the blame that its definite nouns name.
    fn is_presupposed(&self, cue: &Cue, phrase: u32) -> bool {
        let row = self.lexicon.row(cue.row);
        let blames = row.effects.iter().all(|(_, value)| *value <= 0);
        let nominal = blames && matches!(row.kind, RowKind::Noun | RowKind::NominalExpression);
        let before = self.scene.syntax.phrases[phrase as usize].tokens.start..cue.anchor;
        let definite = before.into_iter().any(|t| {
            let text = lowered(self.scene.doc.token_text(t as usize));
            self.scene.syntax.tag(t) == Some(Tag::Det) && !matches!(&*text, "un" | "une" | "des" | "de")
        });
        let attribute = |c: &Clause| c.attributes.contains(&phrase);
        nominal && definite && !self.scene.syntax.clauses.iter().any(attribute)
    }

    pub(super) fn shift(&self, kind: &'static str, token: u32, percent: i64) -> Shift {
        Shift { kind, words: self.scene.doc.token_text(token as usize).to_lowercase(), percent }
    }

    /// The clause whose verb rules the cue: its own for a verb; for a noun or an adjective the clause it is an
    /// attribute, an object or a complement of.
    fn ruling_clause(&self, cue: &Cue, phrase: u32) -> Option<&Clause> {
        if let Some((_, clause)) = self.scene.clause_of_token(cue.anchor) {
            return Some(clause);
        }
        self.scene.syntax.clauses.iter().rfind(|c| {
            let verb = self.scene.group(c).phrase;
            verb < phrase && phrase < c.end
        })
    }

    /// Words right before or after the cue: "très", "peu", "présumé".
    fn beside(&self, cue: &Cue, phrase: u32, shifts: &mut Vec<Shift>) {
        let own = &self.scene.syntax.phrases[phrase as usize].tokens;
        let is_verb = matches!(self.lexicon.row(cue.row).kind, RowKind::Verb | RowKind::VerbalExpression);
        for found in self.found() {
            let before = found.tokens.end <= cue.anchor && self.transparent(found.tokens.end, cue.anchor);
            let inside = own.start <= found.tokens.start && found.tokens.end <= own.end;
            let right_after = found.tokens.start > cue.anchor && self.transparent(cue.anchor + 1, found.tokens.start);
            let acts = match found.kind {
                ShifterKind::Intensifier | ShifterKind::Diminisher => before || (is_verb && (inside || right_after)),
                ShifterKind::Inverter => {
                    let verbal = self.scene.syntax.tag(found.tokens.end - 1).is_some_and(|tag| tag.is_verb());
                    let named = !is_verb && (verbal || !self.article_between(found.tokens.end, cue.anchor));
                    before && (named || is_verb && self.is_infinitive(cue))
                }
                ShifterKind::Lesser if is_verb => before || inside || right_after,
                ShifterKind::Lesser => before && !self.article_between(found.tokens.end, cue.anchor),
                ShifterKind::Hearsay => before || inside || right_after,
                ShifterKind::Doubt => before || right_after || (is_verb && inside),
                _ => false,
            };
            let words = || self.scene.doc.span_of(found.tokens.clone()).of(self.scene.doc.text).to_lowercase();
            // "maîtrise mal ses dossiers": an adverb may stand inside an expression that does not name it.
            let covered = cue.tokens.start <= found.tokens.start && found.tokens.end <= cue.tokens.end;
            let own_word = covered && (found.kind != ShifterKind::Lesser || self.names(cue, &words()));
            if acts && !own_word {
                let words = words();
                shifts.push(Shift { kind: found.kind.as_str(), words, percent: found.percent });
            }
        }
    }

    fn names(&self, cue: &Cue, words: &str) -> bool {
        format!(" {} ", self.lexicon.row(cue.row).lemma).contains(&format!(" {words} "))
    }

    /// "plutôt que de mentir".
    fn is_infinitive(&self, cue: &Cue) -> bool {
        let clause = self.scene.clause_of_token(cue.anchor);
        clause.is_some_and(|(_, clause)| self.scene.group(clause).form == VerbForm::Infinitive)
    }

    /// True when only words that let a shifter through stand between two places.
    fn transparent(&self, from: u32, to: u32) -> bool {
        from <= to
            && to - from <= 2
            && (from..to).all(|t| matches!(self.scene.syntax.tag(t), Some(Tag::Adv | Tag::Adj | Tag::Det | Tag::Neg)))
    }

    /// "cache mal son antipathie": the adverb belongs to the verb before it.
    fn article_between(&self, from: u32, to: u32) -> bool {
        (from..to).any(|t| self.scene.syntax.tag(t) == Some(Tag::Det))
    }

    /// "lever les sanctions contre X", "l'état d'urgence a été abrogé": what is named is no more.
    fn lifted(&self, phrase: u32, cue: &Cue, shifts: &mut Vec<Shift>) {
        if self.lexicon.row(cue.row).kind.is_verbal() {
            return;
        }
        let ended = self.scene.syntax.clauses.iter().find(|c| {
            let passive = matches!(self.scene.group(c).voice, Voice::Passive | Voice::Receptive);
            let ended = if passive { &c.subjects } else { &c.objects };
            ended.contains(&phrase) && self.scene.in_class(c, VerbClass::Lifting)
        });
        if let Some(clause) = ended {
            shifts.push(self.shift("lifted", self.scene.group(clause).main, factor::LIFTED));
        }
        self.faded(phrase, shifts);
    }

    /// "le soutien à X s'érode", "ce geste a entamé la confiance en X".
    fn faded(&self, phrase: u32, shifts: &mut Vec<Shift>) {
        let fades = |c: &&Clause| match self.scene.group(c).voice {
            Voice::Active if c.subjects.contains(&phrase) => self.scene.in_class(c, VerbClass::Fading),
            Voice::Active => c.objects.contains(&phrase) && self.scene.in_class(c, VerbClass::Sapping),
            _ => c.subjects.contains(&phrase) && self.scene.in_class(c, VerbClass::Sapping),
        };
        let group = self.scene.syntax.clauses.iter().find(fades).map(|c| self.scene.group(c));
        if let Some(group) = group.filter(|group| group.negation.is_empty()) {
            shifts.push(self.shift("faded", group.main, factor::FADED));
        }
    }

    /// "une victoire de X serait", "une défaite de X risque de": what a subject names has not happened.
    fn possible_subject(&self, phrase: u32, cue: &Cue, shifts: &mut Vec<Shift>) {
        let nominal = !self.lexicon.row(cue.row).kind.is_verbal();
        if !nominal || shifts.iter().any(|s| matches!(s.kind, "conditional" | "modality" | "duty" | "negation")) {
            return;
        }
        let clause = self.scene.syntax.clauses.iter().find(|c| c.subjects.contains(&phrase));
        if let Some(group) = clause.map(|c| self.scene.group(c)).filter(|g| g.conditional && g.form == VerbForm::Finite)
        {
            shifts.push(self.shift("conditional", group.main, factor::CONDITIONAL));
        }
    }

    fn governors(&self, clause: &Clause, cue: &Cue, shifts: &mut Vec<Shift>) {
        let group = self.scene.group(clause);
        let mut above: Vec<u32> =
            group.governors.iter().copied().filter(|&g| g < cue.anchor && g != cue.anchor).collect();
        // An infinitive in a phrase of its own: "menace la France de sanctionner".
        let governor = clause.governor.map(|g| self.scene.group(&self.scene.syntax.clauses[g as usize]).main);
        if group.form == VerbForm::Infinitive {
            above.extend(governor);
        }
        // "veut que X parte", "il faut que X parte".
        if let Some(token) = governor.filter(|_| self.is_que_clause(clause)) {
            let classes = [VerbClass::Unreal, VerbClass::Duty, VerbClass::Demand, VerbClass::Impersonal];
            if classes.iter().any(|&class| self.scene.is_verb(token, class)) {
                shifts.push(self.shift("modality", token, factor::UNREAL));
            }
            if self.scene.is_verb(token, VerbClass::Denying) {
                shifts.push(self.shift("modality", token, factor::DENIED));
            }
        }
        if let Some(token) = governor.filter(|_| self.is_disbelieved(clause)) {
            shifts.push(self.shift("modality", token, factor::DENIED));
        }
        // "ne cesse de mentir": no negation, and no end either.
        above.retain(|&token| !self.is_false_friend(token));
        for token in above {
            for (class, kind, percent) in [
                (VerbClass::Reverser, "reverser", factor::REVERSER),
                (VerbClass::Doubt, "modality", factor::POSSIBLE),
                (VerbClass::Unreal, "modality", factor::UNREAL),
                (VerbClass::Duty, "duty", factor::POSSIBLE),
                (VerbClass::Demand, "demand", factor::DEMAND),
            ] {
                if self.scene.is_verb(token, class) {
                    shifts.push(self.shift(kind, token, percent));
                    break;
                }
            }
        }
    }

    fn mood(&self, clause: &Clause, shifts: &mut Vec<Shift>) {
        let group = self.scene.group(clause);
        // "pourrait" and "devrait" doubt once.
        if group.conditional && !shifts.iter().any(|s| matches!(s.kind, "modality" | "duty")) {
            shifts.push(self.shift("conditional", group.main, factor::CONDITIONAL));
        }
        let Some(opener) = clause.opener else { return };
        let tokens = self.scene.syntax.phrases[opener as usize].tokens.clone();
        let hit = self.found().iter().find(|f| {
            f.tokens.start < tokens.end && tokens.start < f.tokens.end
                || f.tokens.end == tokens.start && f.kind == ShifterKind::Concession
        });
        match hit.map(|f| f.kind) {
            Some(ShifterKind::Condition) if self.is_asked(clause) => {
                shifts.push(self.shift("question", tokens.start, factor::QUESTION));
            }
            Some(ShifterKind::Condition) => shifts.push(self.shift("condition", tokens.start, factor::CONDITION)),
            Some(ShifterKind::Concession) => {
                if let Some(found) = hit {
                    shifts.push(self.shift(CONCESSION, tokens.start, found.percent));
                }
            }
            _ => {}
        }
    }

    /// "si X investit pour soutenir l'emploi", "si le juge décide que X a gagné": what hangs on the verb of a condition.
    fn mood_above(&self, clause: &Clause, shifts: &mut Vec<Shift>) {
        let Some(governor) = clause.governor else { return };
        let above = &self.scene.syntax.clauses[governor as usize];
        if self.scene.group(clause).form == VerbForm::Infinitive {
            self.mood(above, shifts);
        } else if self.is_que_clause(clause) {
            let mut moods = Vec::new();
            self.mood(above, &mut moods);
            shifts.extend(moods.into_iter().filter(|shift| shift.kind == "condition"));
        }
    }

    /// "dit que X a menti".
    fn is_que_clause(&self, clause: &Clause) -> bool {
        clause.opener.is_some_and(|o| self.scene.kind(o) == Some(PhraseKind::Subordinator) && self.is_que(o))
    }

    /// "se demande si X a menti": a question in another sentence, no condition.
    fn is_asked(&self, clause: &Clause) -> bool {
        let above = clause.governor.map(|g| &self.scene.syntax.clauses[g as usize]);
        let asks = |c: &Clause| self.scene.in_class(c, VerbClass::Asking);
        // "X se demande s'il a raison": who asks says nothing of himself.
        above.is_some_and(|c| {
            asks(c)
                && self
                    .scene
                    .all(&c.subjects)
                    .iter()
                    .all(|(m, _)| !self.scene.all(&clause.subjects).iter().any(|(n, _)| m == n))
        })
    }
}

/// The mechanism a kind of shift belongs to.
fn mechanism(kind: &str) -> Option<Mechanism> {
    Some(match kind {
        "negation" => Mechanism::Negation,
        "reverser" | "lifted" | "faded" | "inverter" | "lesser" | "few" => Mechanism::Reversers,
        "modality" | "doubt" | "hearsay" => Mechanism::Modality,
        "duty" | "demand" => Mechanism::Duty,
        "conditional" => Mechanism::Conditional,
        "condition" => Mechanism::Condition,
        CONCESSION => Mechanism::Concession,
        "distance" => Mechanism::Distance,
        "question" => Mechanism::Question,
        "intensifier" | "diminisher" => Mechanism::Degrees,
        _ => return None,
    })
}

/// A value that no idiom for a failing has, only a harmful deed.
const HARM: i8 = -3;

/// The shifters as they act on praise or on blame. What is only owed is not praise, and what is
/// bad and denied is not praise either ("n'est pas un dictateur"); a possible or denied good still says something.
/// A failing that an idiom names is another matter: "ne baisse pas les bras" praises; a deed with its object is none ("n'a pas
/// bombardé l'hôpital").
pub(super) fn toward(row: &Row, value: i8, shifts: &[Shift]) -> Vec<Shift> {
    let idiom = row.kind == RowKind::VerbalExpression && !row.gap && value > HARM;
    let factor = |shift: &Shift| match shift.kind {
        "negation" if value < 0 && !idiom => factor::DENIED_BLAME,
        "lesser" | "few" if value < 0 => factor::LESS_BLAME,
        "faded" if value < 0 => factor::FADED_BLAME,
        "duty" if value > 0 => shift.percent * factor::DUTIFUL_PRAISE / 100,
        "distance" | "question" if value > 0 => shift.percent * factor::DOUBTFUL_PRAISE / 100,
        _ => shift.percent,
    };
    shifts.iter().map(|shift| Shift { percent: factor(shift), ..shift.clone() }).collect()
}

/// The effect in thousandths of a row value after its way and its shifters. Integer arithmetic throughout; a negation and
/// a reverser together cancel ("ne refuse pas de soutenir").
pub(super) fn effect(value: i8, percent: i64, shifts: &[Shift]) -> i64 {
    let mut result = i64::from(value) * super::engine::UNIT * percent / 100;
    let turns = shifts.iter().filter(|s| s.percent < 0).count();
    for shift in shifts.iter().filter(|shift| shift.kind != CONCESSION) {
        let factor = if turns >= 2 && shift.percent < 0 { factor::CANCELLED } else { shift.percent };
        result = result * factor / 100;
    }
    result.clamp(-1000, 1000)
}
