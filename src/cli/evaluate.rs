//! `evaluate`: the agreement of the program with coders of a gold file.

use super::args::{Evaluate, ReportArgs};
use super::engine;
use super::gold;
use super::message::{Failure, cannot_write};
use super::output::{OutputFile, print};
use super::settings::Settings;
use crate::error::Fault;
use crate::knowledge::Knowledge;
use crate::stance::{Mechanism, Without};
use crate::validity::{
    Evaluation, GoldItem, Grouping, HolderMatcher, HolderWords, Pair, PairedComparison, Prediction, ablate, compare,
    count_causes, evaluate, example_items, read_gold, read_predictions, render_ablation, render_causes,
    render_comparison, render_text, write_predictions,
};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;

/// What `--json` prints: the evaluation, and the comparison when one was asked for.
#[derive(Serialize)]
struct Output<'a> {
    #[serde(flatten)]
    evaluation: &'a Evaluation,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<&'a PairedComparison>,
}

/// Does it.
///
/// # Errors
/// Faults of settings, tables, the gold file or earlier predictions; an output that cannot be written.
pub fn run(arguments: &Evaluate) -> Result<ExitCode, Failure> {
    let report = ReportArgs { lang: arguments.lang, ..ReportArgs::default() };
    let set = Settings::load(&arguments.settings, &report, &[])?;
    // The examples are those of the tables in use, so that these are compiled first; a faulty gold file stops before that.
    let read = arguments.gold.as_deref().map(read_gold).transpose()?;
    let earlier = match (&read, &arguments.against) {
        (Some(items), Some(path)) => Some(read_predictions(path, items)?),
        _ => None,
    };
    let inputs: Vec<&Path> = arguments.gold.as_deref().into_iter().collect();
    let output = arguments.predictions.as_deref().map(|path| OutputFile::prepare(path, &inputs)).transpose()?;
    let config = &set.config;
    let knowledge = engine::load(&set)?;
    let items = match read {
        Some(items) => items,
        None => example_items(knowledge.lexicon.rows())?,
    };
    if arguments.errors {
        return errors(arguments, &items, knowledge, &set);
    }
    if arguments.ablate {
        return ablation(arguments, &items, knowledge, &set);
    }
    let (predictions, evaluation) = engine::with_threads(arguments.threads, || {
        let predictions = gold::predict(&items, knowledge, config, Without::none());
        let groupings = groupings(&items, knowledge, &arguments.group)?;
        let holders = HolderMatcher::new(HolderWords::load()?);
        let evaluation = evaluate(&items, &predictions, &groupings, &holders, config);
        Ok((predictions, evaluation))
    })?;
    let comparison = earlier.map(|earlier| {
        let pair =
            |((item, first), made): ((&GoldItem, _), &Prediction)| Pair { gold: item.label, first, second: made.label };
        compare(&items.iter().zip(earlier).zip(&predictions).map(pair).collect::<Vec<_>>(), config)
    });
    if let Some(mut file) = output {
        write_predictions(&items, &predictions, &mut file).map_err(|error| cannot_write(file.shown(), &error))?;
        file.commit()?;
    }
    let text = if arguments.json {
        json(&Output { evaluation: &evaluation, against: comparison.as_ref() })?
    } else {
        let compared = comparison.map_or(String::new(), |c| format!("\n{}", render_comparison(&c, config.lang)));
        render_text(&evaluation, config.lang) + &compared
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Why decisions differ from the coders'.
fn errors(
    arguments: &Evaluate,
    items: &[GoldItem],
    knowledge: &Knowledge,
    set: &Settings,
) -> Result<ExitCode, Failure> {
    let causes = engine::with_threads(arguments.threads, || Ok(gold::causes(items, knowledge, &set.config)))?;
    let counts = count_causes(causes);
    let text = if arguments.json { json(&counts)? } else { render_causes(&counts, set.config.lang)? };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn json(value: &impl Serialize) -> Result<String, Failure> {
    let json = serde_json::to_string_pretty(value)
        .map_err(|error| Fault::new("evaluate", format!("cannot be written as JSON: {error}")))?;
    Ok(json + "\n")
}

/// What each mechanism earns on the gold file.
fn ablation(
    arguments: &Evaluate,
    items: &[GoldItem],
    knowledge: &Knowledge,
    set: &Settings,
) -> Result<ExitCode, Failure> {
    let holders = HolderMatcher::new(HolderWords::load()?);
    let predict = |mechanism: Option<Mechanism>| {
        gold::predict(items, knowledge, &set.config, mechanism.map_or_else(Without::none, Without::only))
    };
    let earnings = engine::with_threads(arguments.threads, || Ok(ablate(items, &holders, &predict)))?;
    let text = if arguments.json { json(&earnings)? } else { render_ablation(&earnings, set.config.lang)? };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Groups by the keys asked for, `voice` when it is coded, and `kind` (of the actor) when the gold does not say it itself.
fn groupings(items: &[GoldItem], knowledge: &Knowledge, keys: &[String]) -> Result<Vec<Grouping>, Failure> {
    let coded = |key: &str| items.iter().any(|item| item.fields.contains_key(key));
    let mut groupings = Vec::new();
    for key in keys {
        if coded(key) {
            groupings.push(Grouping::of_key(items, key));
        } else if key == "kind" {
            groupings.push(Grouping { key: key.clone(), values: gold::kinds(items, knowledge) });
        } else {
            let keys: Vec<&String> = items.first().map(|item| item.fields.keys().collect()).unwrap_or_default();
            let known = keys.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            let fault = Fault::new("--group", format!("no gold line has the key “{key}”"));
            return Err(fault.remedy(format!("name one of: {known}, kind")).into());
        }
    }
    if coded("voice") && !keys.iter().any(|key| key == "voice") {
        groupings.push(Grouping::of_key(items, "voice"));
    }
    Ok(groupings)
}
