//! Articles through the stages: tokens and sentences, names, who speaks, judgement, rows.
//!
//! A handful goes together, stage by stage. Each stage has its own tables and code, which the processor's caches hold while all go
//! through it; one article after another would fetch them anew each time, which takes a sixth more time. What is said of an
//! article does not depend on those it goes with.

use crate::actor::{Context, Names};
use crate::corpus::{self, Article};
use crate::knowledge::Knowledge;
use crate::stance::{ArticleRow, Frame, Judgement, Observation, Part, Row, Status, observation};
use crate::text::speech::{Speech, speeches};
use crate::text::{CharIndex, Document, TokenKind};
use std::collections::BTreeMap;

/// Articles that go through the stages together: so many have a hundred kilobytes, more or less.
pub const TOGETHER: usize = 64;

/// Headline or body of an article, with all that the stages say of it.
#[derive(Debug)]
pub struct Analysed<'a> {
    article: &'a Article,
    /// Which of the two.
    pub part: Part,
    /// Its tokens, sentences and quotations.
    pub doc: Document<'a>,
    names: Names,
    speeches: Vec<Speech>,
    judgements: Vec<Judgement>,
}

impl<'a> Analysed<'a> {
    fn new(article: &'a Article, part: Part, knowledge: &Knowledge) -> Self {
        let text = match part {
            Part::Title => article.title.value.as_deref().unwrap_or_default(),
            Part::Body => &article.body,
        };
        let doc = knowledge.analyse(text);
        Self { article, part, doc, names: Names::default(), speeches: Vec::new(), judgements: Vec::new() }
    }

    /// Adds an observation for each mention, in the order of the text.
    pub fn observe(&self, knowledge: &Knowledge, out: &mut Vec<Observation>) {
        let Self { article, part, doc, names, judgements, .. } = self;
        if names.mentions.is_empty() {
            return;
        }
        let outlet = article.outlet.value.as_deref();
        let frame = Frame { article: &article.id, outlet, date: article.date.value, part: *part };
        let (engine, chars) = (knowledge.engine(), CharIndex::new(doc.text));
        out.extend(names.mentions.iter().zip(judgements).map(|(mention, judgement)| {
            let actor = &knowledge.gazetteer.actor(mention.actor).name;
            let holder = judgement.holder.clone().map(|tokens| knowledge.holder_name(doc, &names.mentions, tokens));
            observation(&engine, &frame, doc, &chars, mention, actor, judgement, holder)
        }));
    }

    fn words(&self) -> usize {
        self.doc.tokens.iter().filter(|token| token.kind == TokenKind::Word).count()
    }
}

/// Sends articles through the stages: headline and body of each. Only the words of those that are not `judged` are told.
pub fn analysed<'a>(
    articles: &'a [Article],
    knowledge: &Knowledge,
    judged: impl Fn(&Article) -> bool,
) -> Vec<[Analysed<'a>; 2]> {
    let halves = |article| [Part::Title, Part::Body].map(|part| Analysed::new(article, part, knowledge));
    let mut all: Vec<[Analysed; 2]> = articles.iter().map(halves).collect();
    for [head, body] in all.iter_mut().filter(|[head, _]| judged(head.article)) {
        (head.names, body.names) = named(head, body, knowledge);
    }
    // Where nobody is named nobody asks who speaks.
    for half in all.iter_mut().flatten().filter(|half| !half.names.mentions.is_empty()) {
        half.speeches = speeches(&half.doc, &knowledge.words, &knowledge.french);
    }
    let engine = knowledge.engine();
    for half in all.iter_mut().flatten().filter(|half| !half.names.mentions.is_empty()) {
        let Names { mentions, masked } = &half.names;
        half.judgements = engine.judge(&half.doc, mentions, masked, &half.speeches);
    }
    all
}

/// Who is named in headline and body, which help each other.
fn named(head: &Analysed, body: &Analysed, knowledge: &Knowledge) -> (Names, Names) {
    let Knowledge { gazetteer, words, french, .. } = knowledge;
    let mut context = Context::in_year(head.article.date.value.map(|date| date.year()));
    let ahead = gazetteer.read_ahead(&body.doc, words, &mut context);
    let in_head = gazetteer.find(&head.doc, words, french, &mut context);
    (in_head, gazetteer.find_again(&body.doc, words, &ahead, &mut context))
}

/// The row of an article and its observations, headline first.
pub type Scored = (ArticleRow, Vec<Observation>);

/// The rows of articles.
pub fn scored(articles: &[Article], knowledge: &Knowledge) -> Vec<Scored> {
    let prints: Vec<corpus::Prints> = articles.iter().map(|article| corpus::prints(&article.body)).collect();
    let all = analysed(articles, knowledge, is_french);
    let rows = all.iter().zip(prints).map(|(halves, prints)| {
        let mut observations = Vec::new();
        halves.iter().for_each(|half| half.observe(knowledge, &mut observations));
        (article_row(halves, prints), observations)
    });
    rows.collect()
}

/// Scores one article in memory: its row, then its observations, headline first.
pub fn score_article(article: &Article, knowledge: &Knowledge) -> Vec<Row> {
    let scored = scored(std::slice::from_ref(article), knowledge);
    let rows = scored.into_iter().flat_map(|(row, observations)| {
        let observations = observations.into_iter().map(|o| Row::Observation(Box::new(o)));
        std::iter::once(Row::Article(Box::new(row))).chain(observations)
    });
    rows.collect()
}

/// Only French is judged; a text too short to tell is taken for it.
fn is_french(article: &Article) -> bool {
    matches!(article.language.as_str(), "fra" | "und")
}

fn article_row([head, body]: &[Analysed; 2], prints: corpus::Prints) -> ArticleRow {
    let article = body.article;
    ArticleRow {
        article: article.id.clone(),
        place: article.place.clone(),
        outlet: article.outlet.clone(),
        date: article.date.clone(),
        title: article.title.value.clone(),
        byline: article.byline.value.clone(),
        agency: article.agency.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
        words: (head.words() + body.words()) as u32,
        sentences: body.doc.sentences.len() as u32,
        dropped: dropped(article),
        status: if is_french(article) { Status::Analysed } else { Status::OtherLanguage },
        fingerprint: prints.fingerprint,
        signature: prints.signature,
    }
}

/// Characters left out of the page, by reason.
fn dropped(article: &Article) -> BTreeMap<String, u32> {
    let mut reasons = BTreeMap::new();
    for part in &article.dropped {
        *reasons.entry(part.reason.clone()).or_default() += part.text.chars().count() as u32;
    }
    reasons
}
