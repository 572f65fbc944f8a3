//! From row files to articles with their observations: the one place where shards come together.
//!
//! **What `score` guarantees and this module needs:** in a row file an article's row comes first and the rows of its own
//! observations follow it directly. An observation names its article by id only, and two articles of a corpus may carry the
//! same id; standing next to each other is what tells them apart. Row files may be given in any order and cut between
//! any two articles.

use crate::corpus::{Place, Rejected};
use crate::error::Fault;
use crate::stance::{ArticleRow, Observation, Row, Status};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// An article with everything that is counted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssembledArticle {
    /// The article; its id is unique among the assembled ones and its status is final.
    pub row: ArticleRow,
    /// Id of the article it repeats: set for every [`Status::Duplicate`], and for every [`Status::SharedCopy`] but the first.
    pub duplicate_of: Option<String>,
    /// Its mentions in order of place (headline first); empty for duplicates and for articles in another language.
    pub observations: Vec<Observation>,
}

/// The rows of a whole corpus, in the order of all outputs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assembled {
    /// Sorted by date (undated last), outlet (unknown last), id.
    pub articles: Vec<AssembledArticle>,
    /// Sorted by source, place and reason.
    pub rejected: Vec<Rejected>,
}

/// Decides which articles are copies. It gets the French articles in the order of [`Assembled::articles`] and returns as many
/// decisions, each a status and the id of the article that is repeated.
pub type CopyFinder<'a> = &'a dyn Fn(&[ArticleRow]) -> Vec<(Status, Option<String>)>;

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

/// Brings rows together, whatever the number of shards and their order.
///
/// Articles that share an id but not their place keep it in the order of their places: the first as it is, the next with
/// `-2`, then `-3` (a number already taken by another article's own id is skipped). Their observations follow them.
///
/// # Errors
/// - the same article (id, place and text) twice: a row file, or a source, was given twice;
/// - an observation that does not follow its article.
///
/// # Panics
/// When `copies` does not return one decision per article: a mistake of the programmer.
pub fn assemble(rows: impl IntoIterator<Item = Row>, copies: CopyFinder) -> Result<Assembled, Fault> {
    let (mut articles, mut rejected) = collect(rows)?;
    rejected.sort_unstable();
    separate_ids(&mut articles)?;
    articles.sort_unstable_by(|a, b| order(&a.row).cmp(&order(&b.row)));
    decide_copies(&mut articles, copies);
    for article in &mut articles {
        finish(article);
    }
    Ok(Assembled { articles, rejected })
}

/// The order of articles everywhere: date (undated last), outlet (unknown last), id, place.
pub fn order(row: &ArticleRow) -> (bool, Option<Date>, bool, Option<&str>, &str, &Place) {
    let (date, outlet) = (row.date.value, row.outlet.value.as_deref());
    (date.is_none(), date, outlet.is_none(), outlet, &row.article, &row.place)
}

fn collect(rows: impl IntoIterator<Item = Row>) -> Result<(Vec<AssembledArticle>, Vec<Rejected>), Fault> {
    let mut articles: Vec<AssembledArticle> = Vec::new();
    let mut rejected = Vec::new();
    for row in rows {
        match row {
            Row::Article(row) => {
                articles.push(AssembledArticle { row: *row, duplicate_of: None, observations: Vec::new() })
            }
            Row::Observation(observation) => match articles.last_mut() {
                Some(article) if article.row.article == observation.article => article.observations.push(*observation),
                _ => return Err(stray(&observation)),
            },
            Row::Rejected(record) => rejected.push(record),
        }
    }
    Ok((articles, rejected))
}

fn stray(observation: &Observation) -> Fault {
    Fault::new("row files", format!("an observation of article “{}” does not follow its article", observation.article))
        .remedy("give the row files as “parallaxe score” wrote them, neither sorted nor filtered")
}

fn separate_ids(articles: &mut [AssembledArticle]) -> Result<(), Fault> {
    articles.sort_unstable_by(|a, b| identity(&a.row).cmp(&identity(&b.row)));
    if let Some(pair) = articles.windows(2).find(|pair| identity(&pair[0].row) == identity(&pair[1].row)) {
        return Err(given_twice(&pair[1].row));
    }
    let mut taken: BTreeSet<String> = articles.iter().map(|article| article.row.article.clone()).collect();
    let (mut previous, mut number) = (String::new(), 1u64);
    for article in articles {
        let id = article.row.article.clone();
        if id == previous {
            article.row.article = free_id(&id, &mut number, &taken);
            taken.insert(article.row.article.clone());
        } else {
            (previous, number) = (id, 1);
        }
    }
    Ok(())
}

fn identity(row: &ArticleRow) -> (&str, &Place, &str) {
    (&row.article, &row.place, &row.fingerprint)
}

fn given_twice(row: &ArticleRow) -> Fault {
    let fault = Fault::new(&row.place.source, format!("article “{}” was given twice", row.article))
        .remedy("give each row file and each source once");
    match row.place.line {
        Some(line) => fault.at_line(line as usize),
        None => fault,
    }
}

fn free_id(id: &str, number: &mut u64, taken: &BTreeSet<String>) -> String {
    loop {
        *number += 1;
        let candidate = format!("{id}-{number}");
        if !taken.contains(&candidate) {
            return candidate;
        }
    }
}

fn decide_copies(articles: &mut [AssembledArticle], copies: CopyFinder) {
    let french = |row: &ArticleRow| row.status != Status::OtherLanguage;
    let rows: Vec<ArticleRow> =
        articles.iter().map(|article| &article.row).filter(|row| french(row)).cloned().collect();
    let decisions = copies(&rows);
    assert_eq!(decisions.len(), rows.len(), "one decision per article");
    for (article, (status, duplicate_of)) in articles.iter_mut().filter(|article| french(&article.row)).zip(decisions) {
        article.row.status = status;
        article.duplicate_of = duplicate_of;
    }
}

fn finish(article: &mut AssembledArticle) {
    if matches!(article.row.status, Status::Duplicate | Status::OtherLanguage) {
        article.observations = Vec::new();
        return;
    }
    for observation in &mut article.observations {
        observation.article.clone_from(&article.row.article);
    }
    // Stable: mentions of the same words keep the order in which they were written.
    article.observations.sort_by(|a, b| (a.part, a.start, a.end, &a.actor).cmp(&(b.part, b.start, b.end, &b.actor)));
}

#[cfg(test)]
#[path = "assemble_tests.rs"]
mod tests;
