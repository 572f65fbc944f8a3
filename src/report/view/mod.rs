//! The view model: everything the report shows, already worded, formatted and cleaned. Layouts only place it.

mod actor;
mod corpus;
mod evidence;
mod figure;
mod framing;
mod method;
mod overview;
mod table;

pub(crate) use evidence::EvidenceView;
pub(crate) use figure::{Figure, FigureText};
pub(crate) use overview::{LEVEL, outlet_row};
pub(crate) use table::{CellView, TableView};

use super::charts::Fonts;
use super::clean::{clean, slug};
use super::findings::{Finding, findings};
use super::info::RunInfo;
use super::rich::{Inline, Rich};
use super::strings::{Strings, fill};
use super::wording::Wording;
use crate::aggregate::{ActorTable, Tables};
use crate::config::Config;
use serde::Serialize;

/// Everything the report shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    pub(crate) lang: &'static str,
    pub(crate) t: Strings,
    pub(crate) title: String,
    pub(crate) subtitle: String,
    pub(crate) scope: String,
    pub(crate) made: String,
    pub(crate) key_figures: Vec<KeyFigure>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) corpus: corpus::CorpusView,
    pub(crate) overview: Option<overview::OverviewView>,
    pub(crate) actors: Vec<actor::ActorView>,
    pub(crate) others: Option<TableView>,
    pub(crate) method: method::MethodView,
    pub(crate) glossary: Vec<Term>,
}

/// A large figure with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct KeyFigure {
    pub(crate) value: String,
    pub(crate) label: String,
}

/// A line of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Term {
    pub(crate) term: String,
    pub(crate) meaning: String,
}

/// What every part of the view is made from.
pub(crate) struct Maker<'a> {
    pub(crate) tables: &'a Tables,
    pub(crate) config: &'a Config,
    pub(crate) info: &'a RunInfo,
    pub(crate) wording: Wording,
    pub(crate) fonts: Fonts,
    /// Actors with a part of their own.
    pub(crate) main: Vec<&'a ActorTable>,
    /// The others.
    pub(crate) rest: Vec<&'a ActorTable>,
}

impl<'a> Maker<'a> {
    pub(crate) fn new(tables: &'a Tables, config: &'a Config, info: &'a RunInfo) -> Self {
        let (main, rest) = split_actors(tables, config);
        Self { tables, config, info, wording: Wording::new(config.lang), fonts: Fonts::new(), main, rest }
    }

    pub(crate) fn t(&self) -> &Strings {
        &self.wording.strings
    }

    /// The anchor of an actor's part.
    pub(crate) fn anchor(&self, actor: &str) -> String {
        match self.main.iter().position(|table| table.actor == actor) {
            Some(index) => format!("actor-{:02}", index + 1),
            None => "others".to_owned(),
        }
    }

    /// The start of the names of an actor's charts.
    pub(crate) fn chart_prefix(&self, actor: &str) -> String {
        let slug = slug(actor);
        if slug.is_empty() { self.anchor(actor) } else { format!("{}-{slug}", self.anchor(actor)) }
    }

    /// An actor's name between quotation marks, leading to its part.
    pub(crate) fn actor_link(&self, actor: &str) -> Rich {
        Inline::linked(self.wording.quoted(&clean(actor)), self.anchor(actor)).into()
    }

    /// An outlet's name.
    pub(crate) fn outlet_name(&self, outlet: Option<&str>) -> Rich {
        Inline::name(self.wording.outlet(outlet)).into()
    }

    /// The corpus by the last parts of what was given on the command line.
    pub(crate) fn corpus_name(&self) -> String {
        let names: Vec<String> = self
            .info
            .inputs
            .iter()
            .map(|input| {
                let path = input.trim_end_matches(['/', '\\']);
                self.wording.quoted(&clean(path.rsplit(['/', '\\']).next().unwrap_or(path)))
            })
            .collect();
        let page = &self.t().page;
        match &names[..] {
            [first, rest @ ..] if rest.len() > 2 => {
                fill(&page.corpus_many, &[("first", first), ("n", &self.wording.count(rest.len() as u64))])
            }
            _ => Rich::list(names.into_iter().map(Rich::text).collect(), &self.wording).plain(),
        }
    }

    /// "120 articles de 6 médias, du … au …".
    pub(crate) fn scope(&self) -> String {
        let (corpus, scope) = (&self.tables.corpus, &self.t().scope);
        let first = corpus.outlets.iter().filter_map(|outlet| outlet.first.as_deref()).min();
        let last = corpus.outlets.iter().filter_map(|outlet| outlet.last.as_deref()).max();
        let dates = match first.zip(last) {
            None => scope.undated.clone(),
            Some((first, last)) if first == last => fill(&scope.one_day, &[("first", &self.wording.date(first))]),
            Some((first, last)) => {
                fill(&scope.span, &[("first", &self.wording.date(first)), ("last", &self.wording.date(last))])
            }
        };
        let outlets = self.wording.counted(&self.t().count.outlets, self.known_outlets());
        let articles = self.wording.articles(corpus.analysed);
        fill(&scope.articles, &[("articles", &articles), ("outlets", &outlets), ("dates", &dates)])
    }

    /// How many outlets have a name.
    pub(crate) fn known_outlets(&self) -> u64 {
        self.tables.corpus.outlets.iter().filter(|outlet| outlet.outlet.is_some()).count() as u64
    }

    fn key_figures(&self) -> Vec<KeyFigure> {
        let (corpus, scope) = (&self.tables.corpus, &self.t().scope);
        let figure = |value: String, label: &str| KeyFigure { value, label: label.to_owned() };
        let mut figures = vec![
            figure(self.wording.count(corpus.analysed), &scope.key_articles),
            figure(self.wording.count(self.known_outlets()), &scope.key_outlets),
            figure(self.wording.count(corpus.observations), &scope.key_mentions),
        ];
        if corpus.observations > 0 {
            let without = corpus.observations.saturating_sub(corpus.scored);
            figures.push(figure(self.wording.percent(without, corpus.observations), &scope.key_no_cue));
        }
        figures
    }

    fn glossary(&self) -> Vec<Term> {
        let split = |line: &String| {
            let (term, meaning) = line.split_once(" | ").unwrap_or((line, ""));
            Term { term: term.to_owned(), meaning: meaning.to_owned() }
        };
        self.t().glossary.terms.iter().map(split).collect()
    }
}

/// The actors that get a part of their own, in its order, and the others.
fn split_actors<'a>(tables: &'a Tables, config: &Config) -> (Vec<&'a ActorTable>, Vec<&'a ActorTable>) {
    let main: Vec<&ActorTable> = if config.actors.is_empty() {
        tables.actors.iter().take(config.main_actors).collect()
    } else {
        config.actors.iter().filter_map(|name| tables.actors.iter().find(|table| table.actor == *name)).collect()
    };
    let rest = tables.actors.iter().filter(|table| !main.iter().any(|other| other.actor == table.actor)).collect();
    (main, rest)
}

impl View {
    /// Words the tables for a report in the configuration's language.
    pub fn new(tables: &Tables, config: &Config, info: &RunInfo) -> Self {
        let maker = Maker::new(tables, config, info);
        let page = &maker.t().page;
        Self {
            lang: maker.wording.tag(),
            title: config.title.as_deref().map(clean).filter(|t| !t.is_empty()).unwrap_or_else(|| page.title.clone()),
            subtitle: fill(&page.subtitle, &[("corpus", &maker.corpus_name())]),
            scope: maker.scope(),
            made: fill(&page.made, &[("version", &clean(&info.version))]),
            key_figures: maker.key_figures(),
            findings: findings(&maker),
            corpus: maker.corpus(),
            overview: maker.overview(),
            actors: maker.main.iter().map(|table| maker.actor(table)).collect(),
            others: maker.others(),
            method: maker.method(),
            glossary: maker.glossary(),
            t: maker.wording.strings.clone(),
        }
    }

    /// All figures, in the order in which the report shows them.
    pub(crate) fn figures(&self) -> impl Iterator<Item = &Figure> {
        let overview = self.overview.iter().flat_map(|overview| [&overview.heatmap, &overview.ranking]).flatten();
        overview.chain(self.actors.iter().flat_map(|actor| actor.figures()))
    }
}
