//! The audit of lexicon rows: order, uniqueness, contradictions, reachability, and every example sentence run.

use super::compile::Lexicon;
use super::row::{Row, RowKind};
use crate::error::Fault;
use rustc_hash::FxHashMap;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The data must be mended.
    Error,
    /// Worth a look.
    Warning,
}

/// One finding of an audit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// How grave.
    pub severity: Severity,
    /// Where and what.
    pub fault: Fault,
}

impl Finding {
    /// A finding about a row.
    pub fn at(row: &Row, severity: Severity, problem: String, remedy: &str) -> Self {
        Self { severity, fault: Fault::new(&*row.file, problem).at_line(row.line).remedy(remedy) }
    }
}

/// The sign of an example's target: scores it and compares. Supplied by the caller, because the lexicon knows nothing of
/// sentences.
pub type Judge<'a> = dyn Fn(&str, std::ops::Range<usize>) -> i8 + Sync + 'a;

/// Audits all rows of a lexicon. `judge` gives the sign the program finds for a bracketed actor.
pub fn audit(lexicon: &Lexicon, judge: &Judge) -> Vec<Finding> {
    use rayon::prelude::*;
    let mut findings = order(lexicon.rows());
    findings.extend(contradictions(lexicon.rows()));
    let examples: Vec<Vec<Finding>> = lexicon.rows().par_iter().map(|row| run_examples(row, judge)).collect();
    findings.extend(examples.into_iter().flatten());
    findings.sort();
    findings
}

/// Rows stand in order of lemma, then kind, within their file.
fn order(rows: &[Row]) -> Vec<Finding> {
    rows.windows(2)
        .filter(|pair| pair[0].file == pair[1].file)
        .filter(|pair| (&pair[0].lemma, pair[0].kind.code()) >= (&pair[1].lemma, pair[1].kind.code()))
        .map(|pair| {
            let problem = format!("“{}” stands after “{}”", pair[1].name(), pair[0].name());
            Finding::at(&pair[1], Severity::Error, problem, "sort the rows by lemma, then pos, in code point order")
        })
        .collect()
}

/// Two rows that may match the same words must not say opposite things through the same role.
fn contradictions(rows: &[Row]) -> Vec<Finding> {
    let mut by_lemma: FxHashMap<&str, Vec<&Row>> = FxHashMap::default();
    for row in rows {
        by_lemma.entry(&*row.lemma).or_default().push(row);
    }
    let nominal = |row: &Row| {
        matches!(
            row.kind,
            RowKind::Noun | RowKind::Adjective | RowKind::NominalExpression | RowKind::AdjectivalExpression
        )
    };
    let mut findings = Vec::new();
    for row in rows {
        for other in by_lemma.get(&*row.lemma).into_iter().flatten() {
            if row.kind >= other.kind || nominal(row) != nominal(other) {
                continue;
            }
            for (role, value) in &row.effects {
                let clash = other.effects.iter().any(|(r, v)| r == role && v * value < 0);
                if clash {
                    let problem = format!("“{}” and “{}” say opposite things through {role}", row.name(), other.name());
                    findings.push(Finding::at(row, Severity::Error, problem, "give both the same sign or remove one"));
                }
            }
        }
    }
    findings
}

fn run_examples(row: &Row, judge: &Judge) -> Vec<Finding> {
    let mut findings = Vec::new();
    if row.effects.is_empty() {
        findings.push(Finding::at(
            row,
            Severity::Error,
            format!("“{}” has no effect", row.name()),
            "name a role and a value",
        ));
    }
    if row.tags().next().is_none() {
        findings.push(Finding::at(
            row,
            Severity::Error,
            format!("“{}” has no tag", row.name()),
            "name one domain at least",
        ));
    }
    let examples = match row.examples() {
        Ok(examples) => examples,
        Err(fault) => {
            findings.push(Finding { severity: Severity::Error, fault });
            return findings;
        }
    };
    if examples.is_empty() {
        let remedy = "write one sentence in the fifth column, for example: - Le juge accuse [Martin].";
        findings.push(Finding::at(row, Severity::Error, format!("“{}” has no example", row.name()), remedy));
    }
    for example in &examples {
        let got = judge(&example.text, example.target.clone());
        if got != example.sign {
            let problem = format!(
                "example of “{}” expects {} and gets {}: {}",
                row.name(),
                sign(example.sign),
                sign(got),
                example.text
            );
            findings.push(Finding::at(row, Severity::Warning, problem, "reword the example or correct the effect"));
        }
    }
    findings
}

const fn sign(value: i8) -> &'static str {
    match value {
        1 => "+",
        -1 => "-",
        _ => "0",
    }
}
