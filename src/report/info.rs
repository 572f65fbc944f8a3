//! What the report says of the run itself.

use crate::config::Lang;
use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use serde::Serialize;
use std::collections::BTreeMap;

/// The run, as far as the report speaks of it.
#[derive(Debug, Clone, PartialEq, Serialize, Default)]
pub struct RunInfo {
    /// Version of the program.
    pub version: String,
    /// What was read, as given on the command line.
    pub inputs: Vec<String>,
    /// Rows of the stance lexicon.
    pub lexicon_rows: usize,
    /// Actors in the gazetteer.
    pub actors: usize,
    /// Agreement with reference codings, one figure per data set.
    pub validity: Vec<ValidityFigure>,
    /// Names of the frames in the language of the report, by key; a key without a name is shown as it is.
    pub frames: BTreeMap<String, String>,
}

/// Measured agreement with the coders of one data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValidityFigure {
    /// Name of the data set.
    pub dataset: String,
    /// Coded mentions.
    pub n: u64,
    /// Macro-averaged F1 over the three labels, 0..=1.
    pub f1_macro: f64,
    /// Share of mentions decided as the coders did, 0..=1.
    pub accuracy: f64,
    /// Share of the mentions coded neutral that are decided neutral, 0..=1.
    pub neutral_kept: f64,
}

/// Columns of the table of validity figures.
const HEADER: [&str; 6] = ["fr", "en", "n", "f1_macro", "accuracy", "neutral_kept"];

impl ValidityFigure {
    /// Reads a table with the columns `fr`, `en` (the data set's name), `n`, `f1_macro`, `accuracy`, `neutral_kept`.
    ///
    /// # Errors
    /// A wrong header, a count that is no whole number, a figure outside 0..=1.
    ///
    /// ```
    /// use parallaxe::{config::Lang, data::DataFile, report::ValidityFigure};
    /// let text = "fr\ten\tn\tf1_macro\taccuracy\tneutral_kept\nDépêches\tNewswire\t120\t0.61\t0.70\t0.85\n";
    /// let file = DataFile { name: "validity.tsv".into(), text: text.into() };
    /// let figures = ValidityFigure::parse(&file, Lang::En).unwrap();
    /// assert_eq!((figures[0].dataset.as_str(), figures[0].n), ("Newswire", 120));
    /// ```
    pub fn parse(file: &DataFile, lang: Lang) -> Result<Vec<Self>, Fault> {
        let rows = parse_table(file, &HEADER)?;
        rows.iter()
            .map(|row| {
                let unit = |index: usize| match row.fields[index].parse::<f64>() {
                    Ok(value) if (0.0..=1.0).contains(&value) => Ok(value),
                    _ => Err(Fault::new(&file.name, format!("{} is “{}”", HEADER[index], row.fields[index]))
                        .at_line(row.line)
                        .remedy("write a figure from 0 to 1 with a decimal point")),
                };
                let n = row.fields[2].parse().map_err(|_| {
                    Fault::new(&file.name, format!("n is “{}”", row.fields[1]))
                        .at_line(row.line)
                        .remedy("write a whole number")
                })?;
                let dataset = row.fields[usize::from(lang == Lang::En)].to_owned();
                Ok(Self { dataset, n, f1_macro: unit(3)?, accuracy: unit(4)?, neutral_kept: unit(5)? })
            })
            .collect()
    }
}
