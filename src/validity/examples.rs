//! The program's own example sentences as gold: those of the rows, and those that say what grammar requires
//! (`lexicons/validity/grammar.tsv`). They are short and written by who wrote the rows, so they show that a part does what
//! it is for, never how well real news is read.

use super::gold::{GoldItem, parse_gold};
use crate::data::{DataFile, parse_table, shipped};
use crate::error::Fault;
use crate::lexicon::{Example, Row, parse_example};
use crate::stance::{Label, Mechanism};

/// A sentence that is decided as it should be by one mechanism.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrammarExample {
    /// The mechanism it is for.
    pub mechanism: Mechanism,
    /// The sentence with its actor and sign.
    pub example: Example,
    /// One-based line in the file.
    pub line: usize,
}

/// The name of the file of [`grammar_examples`].
pub const GRAMMAR: &str = "validity/grammar.tsv";

/// The sentences of grammar, in the order of their file.
///
/// # Errors
/// A row of an unknown mechanism, or a sentence that is not of the form of the stance tables.
///
/// ```
/// let all = parallaxe::validity::grammar_examples().unwrap();
/// assert!(all.iter().any(|one| one.mechanism == parallaxe::stance::Mechanism::Negation && one.example.sign == -1));
/// ```
pub fn grammar_examples() -> Result<Vec<GrammarExample>, Fault> {
    read_grammar(&shipped(GRAMMAR))
}

fn read_grammar(file: &DataFile) -> Result<Vec<GrammarExample>, Fault> {
    let one = |record: &crate::data::Record| {
        let fault = |problem: String, remedy: &str| Fault::new(&file.name, problem).at_line(record.line).remedy(remedy);
        let known = Mechanism::ALL.iter().find(|(_, code)| *code == record.fields[0]);
        let (mechanism, _) = *known.ok_or_else(|| {
            fault(format!("unknown mechanism “{}”", record.fields[0]), "name one of lexicons/validity/mechanisms.tsv")
        })?;
        let example = parse_example(record.fields[1]).map_err(|(problem, remedy)| fault(problem, &remedy))?;
        Ok(GrammarExample { mechanism, example, line: record.line })
    };
    parse_table(file, &["mechanism", "example"])?.iter().map(one).collect()
}

/// All examples of these rows, then the sentences of grammar, as gold items: their ids say where they stand.
///
/// # Errors
/// An example that is not of the documented form.
pub fn example_items(rows: &[Row]) -> Result<Vec<GoldItem>, Fault> {
    let mut lines = String::new();
    for row in rows {
        for (number, example) in row.examples()?.iter().enumerate() {
            push(&mut lines, format!("{}:{}.{}", row.file, row.line, number + 1), example);
        }
    }
    for one in grammar_examples()? {
        push(&mut lines, format!("lexicons/{GRAMMAR}:{}", one.line), &one.example);
    }
    parse_gold("examples", &lines).map_err(|mut faults| faults.swap_remove(0))
}

fn push(lines: &mut String, id: String, example: &Example) {
    let chars = |bytes: usize| example.text[..bytes].chars().count();
    let label = match example.sign {
        1 => Label::Positive,
        -1 => Label::Negative,
        _ => Label::Neutral,
    };
    let line = serde_json::json!({
        "id": id,
        "text": example.text,
        "target": &example.text[example.target.clone()],
        "start": chars(example.target.start),
        "end": chars(example.target.end),
        "label": label,
    });
    lines.push_str(&line.to_string());
    lines.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::parse_rows;

    #[test]
    fn examples_become_gold_with_characters() {
        let text =
            "lemma\tpos\teffects\ttags\texamples\naider\tv\ts=1\tsupport\t+ Été 2020 : [Élu] aide. | 0 [Sow] dort.\n";
        let rows = parse_rows(&DataFile { name: "a.tsv".into(), text: text.into() }).unwrap();
        let items = example_items(&rows).unwrap();
        assert_eq!((items[0].id.as_str(), items[0].mention(), items[0].label), ("a.tsv:2.1", "Élu", Label::Positive));
        assert_eq!((items[1].id.as_str(), items[1].mention(), items[1].label), ("a.tsv:2.2", "Sow", Label::Neutral));
        assert!(items[2].id.starts_with("lexicons/validity/grammar.tsv:"));
    }

    #[test]
    fn a_bad_sentence_of_grammar_is_named() {
        let read = |row: &str| {
            let text = format!("mechanism\texample\n{row}\n");
            read_grammar(&DataFile { name: "g.tsv".into(), text: text.into() }).unwrap_err().to_string()
        };
        assert!(read("magic\t+ [Sow] aide.").contains("magic"));
        assert!(read("negation\t+ Sow aide.").contains("g.tsv:2"));
    }
}
