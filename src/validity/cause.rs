//! Why a decision differs from the coders': a cause for each wrong one, and how often each occurs.
//!
//! The causes say what the program saw, not what a reader understands: they are decided by rule from the evidence, so that the table
//! of errors can be made anew by anybody (`evaluate --errors`).

use super::table::{columns_with, meanings};
use crate::config::Lang;
use crate::data::shipped;
use crate::error::Fault;
use crate::lexicon::{Role, RowKind};
use crate::stance::Label;
use serde::Serialize;
use std::collections::BTreeMap;

/// A row found in the sentence of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// The kind of its row.
    pub kind: RowKind,
    /// Whether it reaches the mention.
    pub reaches: bool,
    /// The role through which it does, or the strongest one.
    pub role: Role,
    /// −3..=3: the row's value in that role.
    pub value: i8,
    /// The effect in thousandths; 0 where it does not reach the mention.
    pub effect: i64,
    /// The kinds of its shifters.
    pub shifts: Vec<&'static str>,
    /// True inside somebody's words of which the mention is no part.
    pub elsewhere: bool,
}

/// The code of the cause of a wrong decision; `None` for a right one. See `lexicons/validity/causes.tsv`.
pub fn cause(gold: Label, made: Label, sightings: &[Sighting]) -> Option<&'static str> {
    match (gold, made) {
        (gold, made) if gold == made => None,
        (gold, Label::Neutral) => Some(missed(sign(gold), sightings)),
        (Label::Neutral, made) => Some(alarm(sign(made), sightings)),
        (_, made) => Some(reversed(sign(made), sightings)),
    }
}

fn sign(label: Label) -> i64 {
    match label {
        Label::Negative => -1,
        Label::Neutral => 0,
        Label::Positive => 1,
    }
}

fn missed(sign: i64, sightings: &[Sighting]) -> &'static str {
    let reaching = |wanted: i64| sightings.iter().filter(move |s| s.reaches && s.effect * wanted > 0);
    let right = |s: &&Sighting| i64::from(s.value) * sign > 0;
    if reaching(sign).next().is_some() && reaching(-sign).next().is_some() {
        return "missed-cancelled";
    }
    if sightings.iter().filter(|s| s.reaches).filter(right).any(|s| s.shifts.iter().any(|kind| !is_weak(kind))) {
        return "missed-shifted";
    }
    if reaching(sign).next().is_some() {
        return "missed-weak";
    }
    let loose: Vec<&Sighting> = sightings.iter().filter(|s| !s.reaches).filter(right).collect();
    let Some(best) = loose.iter().max_by_key(|s| (!s.elsewhere, s.value.abs())) else {
        return if sightings.is_empty() { "missed-no-row" } else { "missed-opposite-row" };
    };
    match best.kind {
        _ if best.elsewhere => "missed-other-speaker",
        RowKind::Verb => "missed-verb",
        RowKind::Noun => "missed-noun",
        RowKind::Adjective => "missed-adjective",
        RowKind::Adverb => "missed-adverb",
        _ => "missed-expression",
    }
}

fn is_weak(kind: &str) -> bool {
    matches!(kind, "tone" | "nearby")
}

/// The strongest cue of a sign that reaches the mention.
fn strongest(sign: i64, sightings: &[Sighting]) -> Option<&Sighting> {
    sightings.iter().filter(|s| s.reaches && s.effect * sign > 0).max_by_key(|s| s.effect.abs())
}

fn alarm(sign: i64, sightings: &[Sighting]) -> &'static str {
    let Some(cue) = strongest(sign, sightings) else { return "alarm-tone" };
    match (cue.kind.is_verbal(), cue.role) {
        _ if cue.shifts.contains(&"tone") => "alarm-tone",
        _ if cue.shifts.contains(&"nearby") => "alarm-nearby",
        (_, Role::Subject) => "alarm-subject",
        (_, Role::Object) => "alarm-object",
        (_, Role::Named) => "alarm-named",
        (true, Role::Complement(_)) => "alarm-complement",
        (false, Role::Complement(_)) => "alarm-noun-complement",
    }
}

fn reversed(sign: i64, sightings: &[Sighting]) -> &'static str {
    let Some(cue) = strongest(sign, sightings) else { return "reversed-tone" };
    match cue.kind.is_verbal() {
        _ if cue.shifts.contains(&"tone") => "reversed-tone",
        _ if cue.shifts.contains(&"nearby") => "reversed-nearby",
        _ if i64::from(cue.value) * sign < 0 => "reversed-shifted",
        _ if strongest(-sign, sightings).is_some() => "reversed-mixed",
        true => "reversed-verb",
        false => "reversed-noun",
    }
}

/// How often a cause occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CauseCount {
    /// The code.
    pub cause: &'static str,
    /// Wrong decisions with this cause.
    pub count: u64,
    /// Ids of the first of them, at most ten.
    pub ids: Vec<String>,
}

/// Ids that are kept for each cause.
const KEPT: usize = 10;

/// Counts causes, the most frequent first.
pub fn count_causes<'a>(causes: impl IntoIterator<Item = (&'a str, &'static str)>) -> Vec<CauseCount> {
    let mut counts: BTreeMap<&'static str, CauseCount> = BTreeMap::new();
    for (id, cause) in causes {
        let entry = counts.entry(cause).or_insert_with(|| CauseCount { cause, count: 0, ids: Vec::new() });
        entry.count += 1;
        if entry.ids.len() < KEPT {
            entry.ids.push(id.to_string());
        }
    }
    let mut counts: Vec<CauseCount> = counts.into_values().collect();
    counts.sort_by_key(|entry| (std::cmp::Reverse(entry.count), entry.cause));
    counts
}

/// The table for a terminal.
///
/// # Errors
/// A table of causes that lacks one.
pub fn render_causes(counts: &[CauseCount], lang: Lang) -> Result<String, Fault> {
    let file = shipped("validity/causes.tsv");
    let meanings: BTreeMap<String, String> = meanings(&file, lang)?.into_iter().collect();
    let total: u64 = counts.iter().map(|entry| entry.count).sum();
    let meaning = |entry: &CauseCount| {
        meanings.get(entry.cause).map(String::as_str).ok_or_else(|| {
            Fault::new(&file.name, format!("lacks “{}”", entry.cause)).remedy("write a line for it in both languages")
        })
    };
    let texts = counts.iter().map(meaning).collect::<Result<Vec<_>, Fault>>()?;
    let rows: Vec<_> = counts.iter().map(|entry| vec![entry.cause.to_string(), entry.count.to_string()]).collect();
    let out = columns_with(&rows, texts);
    let head =
        if lang == Lang::Fr { "décisions qui diffèrent du codage" } else { "decisions that differ from the coding" };
    Ok(format!("{total} {head}\n\n{out}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Label::{Negative, Neutral, Positive};

    fn sighting(kind: RowKind, role: Role, value: i8, effect: i64) -> Sighting {
        Sighting { kind, reaches: effect != 0, role, value, effect, shifts: Vec::new(), elsewhere: false }
    }

    #[test]
    fn a_right_decision_has_no_cause() {
        assert_eq!(cause(Negative, Negative, &[]), None);
    }

    #[test]
    fn what_is_missed() {
        assert_eq!(cause(Positive, Neutral, &[]), Some("missed-no-row"));
        let blame = sighting(RowKind::Noun, Role::Named, -2, 0);
        assert_eq!(cause(Positive, Neutral, std::slice::from_ref(&blame)), Some("missed-opposite-row"));
        assert_eq!(cause(Negative, Neutral, std::slice::from_ref(&blame)), Some("missed-noun"));
        let elsewhere = Sighting { elsewhere: true, ..blame };
        assert_eq!(cause(Negative, Neutral, &[elsewhere]), Some("missed-other-speaker"));
        let weak = sighting(RowKind::Verb, Role::Subject, -1, -75);
        assert_eq!(cause(Negative, Neutral, std::slice::from_ref(&weak)), Some("missed-weak"));
        let damped = Sighting { shifts: vec!["conditional"], ..weak.clone() };
        assert_eq!(cause(Negative, Neutral, &[damped]), Some("missed-shifted"));
        let praise = sighting(RowKind::Adjective, Role::Named, 1, 75);
        assert_eq!(cause(Negative, Neutral, &[weak, praise]), Some("missed-cancelled"));
    }

    #[test]
    fn what_is_seen_wrongly() {
        let verb = sighting(RowKind::Verb, Role::Object, -2, -600);
        assert_eq!(cause(Neutral, Negative, std::slice::from_ref(&verb)), Some("alarm-object"));
        let tone = Sighting { shifts: vec!["tone"], ..verb.clone() };
        assert_eq!(cause(Neutral, Negative, std::slice::from_ref(&tone)), Some("alarm-tone"));
        assert_eq!(cause(Positive, Negative, &[tone]), Some("reversed-tone"));
        let denied = Sighting { value: 2, shifts: vec!["negation"], ..verb.clone() };
        assert_eq!(cause(Positive, Negative, &[denied]), Some("reversed-shifted"));
        assert_eq!(cause(Positive, Negative, &[verb]), Some("reversed-verb"));
    }

    #[test]
    fn every_cause_is_described() {
        let source = include_str!("cause.rs");
        let known: BTreeMap<_, _> = meanings(&shipped("validity/causes.tsv"), Lang::Fr).unwrap().into_iter().collect();
        for prefix in ["\"missed-", "\"alarm-", "\"reversed-"] {
            for part in source.split(prefix).skip(1) {
                let code = format!("{}{}", &prefix[1..], part.split('"').next().unwrap());
                assert!(code.ends_with('-') || known.contains_key(&code), "{code}");
            }
        }
        let counts = count_causes([("a", "missed-verb"), ("b", "alarm-tone"), ("c", "alarm-tone")]);
        assert_eq!((counts[0].cause, counts[0].count), ("alarm-tone", 2));
        let text = render_causes(&counts, Lang::En).unwrap();
        assert!(text.starts_with("3 decisions") && text.contains("by the tone"), "{text}");
    }
}
