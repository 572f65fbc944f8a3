//! An article with everything that is counted of it, and the order of articles in all outputs.

use super::index::Settlement;
use crate::corpus::Place;
use crate::stance::{ArticleRow, Observation};
use jiff::civil::Date;

/// An article with everything that is counted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssembledArticle {
    /// The article; its id is unique and its status is final.
    pub row: ArticleRow,
    /// Id of the article it repeats: set for every duplicate, and for every shared copy but the first.
    pub duplicate_of: Option<String>,
    /// Its mentions in order of place (headline first); empty for duplicates and for articles in another language.
    pub observations: Vec<Observation>,
}

impl AssembledArticle {
    /// An article as it was scored, and what became of it.
    pub fn new(mut row: ArticleRow, mut observations: Vec<Observation>, settled: &Settlement) -> Self {
        row.status = settled.status;
        if !settled.counts() {
            observations.clear();
        }
        if settled.added > 0 {
            settled.id.clone_into(&mut row.article);
            observations.iter_mut().for_each(|observation| settled.id.clone_into(&mut observation.article));
        }
        // Stable: mentions of the same words keep the order in which they were written.
        observations.sort_by(|a, b| (a.part, a.start, a.end, &a.actor).cmp(&(b.part, b.start, b.end, &b.actor)));
        Self { row, duplicate_of: settled.duplicate_of.map(String::from), observations }
    }
}

/// How a place is written in `articles.csv` and beside evidence: the path, and the line after a colon when there is one.
///
/// ```
/// use parallaxe::{aggregate::source_of, corpus::Place};
/// assert_eq!(source_of(&Place { source: "corpus/a.jsonl".into(), line: Some(3) }), "corpus/a.jsonl:3");
/// ```
pub fn source_of(place: &Place) -> String {
    match place.line {
        Some(line) => format!("{}:{line}", place.source),
        None => place.source.clone(),
    }
}

/// The order of articles everywhere: date (undated last), outlet (unknown last), id, place.
pub fn order(row: &ArticleRow) -> (bool, Option<Date>, bool, Option<&str>, &str, &Place) {
    let (date, outlet) = (row.date.value, row.outlet.value.as_deref());
    (date.is_none(), date, outlet.is_none(), outlet, &row.article, &row.place)
}
