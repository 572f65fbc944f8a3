//! The labels of lines that state a fact of the page: "Publié le …", "Auteur : …".

use super::key::{after, key};
use crate::data::{DataFile, parse_table};
use crate::error::Fault;

/// The fact that a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    Date,
    Updated,
    Author,
    Outlet,
    Source,
    Url,
    Title,
    Other,
}

#[derive(Debug, Clone)]
struct Label {
    fact: Fact,
    needs_colon: bool,
    words: String,
}

/// The labels, longest first, compiled from `lexicons/corpus/labels.tsv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Labels(Vec<Label>);

impl Labels {
    /// Adds the rows of a table.
    pub(super) fn add(&mut self, file: &DataFile) -> Result<(), Fault> {
        for row in parse_table(file, &["field", "form", "label"])? {
            let fault =
                |problem: String, remedy: &str| Fault::new(&file.name, problem).at_line(row.line).remedy(remedy);
            let fact = match row.fields[0] {
                "date" => Fact::Date,
                "updated" => Fact::Updated,
                "author" => Fact::Author,
                "outlet" => Fact::Outlet,
                "source" => Fact::Source,
                "url" => Fact::Url,
                "title" => Fact::Title,
                "other" => Fact::Other,
                other => {
                    return Err(fault(
                        format!("unknown field “{other}”"),
                        "write date, updated, author, outlet, source, url, title or other",
                    ));
                }
            };
            let needs_colon = match row.fields[1] {
                "free" => false,
                "colon" => true,
                other => return Err(fault(format!("unknown form “{other}”"), "write free or colon")),
            };
            let words = key(row.fields[2]);
            if words.is_empty() {
                return Err(fault("the label is empty".into(), "write the words of the label"));
            }
            self.0.push(Label { fact, needs_colon, words });
        }
        self.0.sort_by(|a, b| b.words.len().cmp(&a.words.len()).then_with(|| a.words.cmp(&b.words)));
        Ok(())
    }

    /// The fact announced at the start of a text, and the text after the label and its colon.
    pub(super) fn at_start<'a>(&self, text: &'a str) -> Option<(Fact, &'a str)> {
        self.0.iter().find_map(|label| {
            let rest = after(text, &label.words)?;
            let open = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
            match open.strip_prefix([':', '：']) {
                Some(value) => Some((label.fact, value.trim())),
                None if !label.needs_colon && rest.len() > open.len() => Some((label.fact, open)),
                None => None,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(line: &str, expected: Option<(Fact, &str)>) {
        let mut labels = Labels::default();
        labels.add(&crate::data::shipped("corpus/labels.tsv")).unwrap();
        assert_eq!(labels.at_start(line), expected, "{line}");
    }

    #[test]
    fn labels_announce_facts() {
        finds("Publié le 10 février 2024", Some((Fact::Date, "10 février 2024")));
        finds("PUBLIÉE LE : 10 février", Some((Fact::Date, "10 février")));
        finds("Загружено: 2025-04-11", Some((Fact::Date, "2025-04-11")));
        finds("Mis à jour le 3 mai", Some((Fact::Updated, "3 mai")));
        finds("Par Awa Traoré", Some((Fact::Author, "Awa Traoré")));
        finds("Автор: Canal Sud", Some((Fact::Outlet, "Canal Sud")));
        finds("Source :", Some((Fact::Source, "")));
    }

    #[test]
    fn sentences_announce_nothing() {
        finds("Date historique pour le Mali", None);
        finds("Source de tensions, le convoi…", None);
        finds("Parmi les victimes", None);
        finds("Publications récentes", None);
    }
}
