//! What the program says of a gold item, and the files that carry it.

use super::gold::{GoldItem, Line, json_lines, read_utf8};
use crate::error::Fault;
use crate::stance::{Label, Score, Voice};
use rustc_hash::FxHashMap;
use serde_json::Value;
use std::io::{self, Write};
use std::path::Path;

/// The program's answer for one gold item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// The decision.
    pub label: Label,
    /// −1..1; `None` where no cue reaches the mention.
    pub score: Option<Score>,
    /// Whose words.
    pub voice: Voice,
    /// Who speaks, when named.
    pub holder: Option<String>,
}

/// Writes each gold line with `predicted`, `score`, `predicted_voice` and `predicted_holder` added at its end; keys of
/// that name from an earlier run are replaced. `items` and `predictions` go in pairs.
///
/// # Errors
/// What the writer reports.
pub fn write_predictions(items: &[GoldItem], predictions: &[Prediction], out: &mut dyn Write) -> io::Result<()> {
    for (item, prediction) in items.iter().zip(predictions) {
        let mut fields = item.fields.clone();
        fields.insert("predicted".into(), serde_json::to_value(prediction.label)?);
        fields.insert("score".into(), serde_json::to_value(prediction.score)?);
        fields.insert("predicted_voice".into(), serde_json::to_value(prediction.voice)?);
        fields.insert("predicted_holder".into(), prediction.holder.clone().map_or(Value::Null, Value::String));
        serde_json::to_writer(&mut *out, &fields)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Reads the decisions of an earlier run for the given items, in their order.
///
/// # Errors
/// See [`parse_predictions`].
pub fn read_predictions(path: &Path, items: &[GoldItem]) -> Result<Vec<Label>, Vec<Fault>> {
    let name = path.display().to_string();
    let text = read_utf8(path, &name, "a file written by `evaluate --predictions`").map_err(|fault| vec![fault])?;
    parse_predictions(&name, &text, items)
}

/// The key `predicted` of every item, found by `id`; lines of other ids are left aside.
///
/// # Errors
/// Lines that cannot be read, unknown labels, an id with two decisions, items that have none.
pub fn parse_predictions(name: &str, text: &str, items: &[GoldItem]) -> Result<Vec<Label>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut known: FxHashMap<String, Label> = FxHashMap::default();
    for (line, object) in json_lines(name, text) {
        let entry = object.and_then(|fields| {
            let line = Line { name, line, fields: &fields };
            Ok((line.id()?, line.label("predicted")?))
        });
        match entry {
            Ok((id, label)) => {
                if known.insert(id.clone(), label).is_some() {
                    let fault = Fault::new(name, format!("the id “{id}” stands twice")).at_line(line);
                    faults.push(fault.remedy("keep one line for every id"));
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        let missing: Vec<&str> = items.iter().map(|i| i.id.as_str()).filter(|id| !known.contains_key(*id)).collect();
        if let Some(first) = missing.first() {
            let problem = format!("{} gold items have no prediction, first “{first}”", missing.len());
            faults.push(
                Fault::new(name, problem)
                    .remedy("write the file anew with `evaluate --predictions` on the same gold file"),
            );
        }
    }
    if faults.is_empty() { Ok(items.iter().map(|item| known[&item.id]).collect()) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::validity::parse_gold;

    fn items() -> Vec<GoldItem> {
        let line = |id| {
            format!(
                r#"{{"z":[1,2],"id":"{id}","text":"Diop.","target":"Diop","start":0,"end":4,"label":"neutral","a":"b"}}"#
            )
        };
        parse_gold("g", &format!("{}\n{}", line("one"), line("two"))).unwrap()
    }

    fn prediction(label: Label) -> Prediction {
        Prediction { label, score: Some(Score::clamped(-250)), voice: Voice::Reported, holder: Some("Ba".into()) }
    }

    #[test]
    fn keys_keep_their_order_and_predictions_come_last() {
        let mut out = Vec::new();
        let none = Prediction { label: Label::Neutral, score: None, voice: Voice::Outlet, holder: None };
        write_predictions(&items(), &[prediction(Label::Negative), none], &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with(r#"{"z":[1,2],"id":"one","#), "{}", lines[0]);
        assert!(lines[0].ends_with(
            r#""a":"b","predicted":"negative","score":-0.25,"predicted_voice":"reported","predicted_holder":"Ba"}"#
        ));
        assert!(
            lines[1]
                .ends_with(r#""predicted":"neutral","score":null,"predicted_voice":"outlet","predicted_holder":null}"#)
        );
    }

    #[test]
    fn what_was_written_is_read_back_in_the_order_of_the_items() {
        let mut out = Vec::new();
        let mut reversed = items();
        reversed.reverse();
        write_predictions(&reversed, &[prediction(Label::Positive), prediction(Label::Negative)], &mut out).unwrap();
        let labels = parse_predictions("p", &String::from_utf8(out).unwrap(), &items()).unwrap();
        assert_eq!(labels, [Label::Negative, Label::Positive]);
    }

    #[test]
    fn missing_and_double_predictions_are_faults() {
        let faults =
            parse_predictions("p", r#"{"id":"one","predicted":"neutral"}"#, &items()).expect_err("one is missing");
        assert!(faults[0].problem.contains("“two”"));
        let double = "{\"id\":\"one\",\"predicted\":\"neutral\"}\n".repeat(2);
        assert_eq!(parse_predictions("p", &double, &items()).expect_err("twice")[0].line, Some(2));
    }
}
