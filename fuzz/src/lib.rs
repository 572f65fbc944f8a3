//! What must hold of any bytes, whoever made them. The fuzz targets call these functions with invented bytes,
//! `tests/crashes.rs` with all that ever failed.

use parallaxe::actor::{Context, Gazetteer};
use parallaxe::config::Config;
use parallaxe::corpus::{self, Article, Found, Kind, Raw, harmless};
use parallaxe::data::DataFile;
use parallaxe::knowledge::{Knowledge, Sources};
use parallaxe::lexicon::{Lexicon, parse_rows};
use parallaxe::scoring::score_article;
use parallaxe::stance::{Part, Row};
use parallaxe::text::inflect::Irregular;
use parallaxe::text::syntax::Syntax;
use parallaxe::text::{Document, French, Vocabulary, is_blank, speeches};
use std::ops::{ControlFlow, Range};
use std::sync::LazyLock;

static PAGES: LazyLock<corpus::Knowledge> = LazyLock::new(|| corpus::Knowledge::load(&[]).expect("shipped"));
static ALL: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::load(&Sources::default()).expect("shipped"));
/// French without actors and lexicon, to which a table adds its words.
static FRENCH: LazyLock<(Vocabulary, French, Irregular)> = LazyLock::new(|| {
    let mut words = Vocabulary::default();
    let french = French::register(&mut words).expect("shipped");
    (words, french, Irregular::load().expect("shipped"))
});

/// Lets a caught panic of a parsing library pass, as it does in the program; libFuzzer would stop at any. One that nobody
/// catches still stops it. Messages of libraries are not shown: there are many.
pub fn prepare() {
    std::panic::set_hook(Box::new(|panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/registry/src/")) {
            eprintln!("{panic}");
        }
    }));
}

/// One reader: nothing panics, every unit is an article or rejected, and what comes out is harmless.
pub fn reader(kind: Kind, bytes: &[u8]) {
    read("press/a", Some(kind), bytes);
}

/// Whatever the bytes turn out to be: archives, compressed files and what they hold.
pub fn anything(bytes: &[u8]) {
    read("press/a", None, bytes);
}

fn read(name: &str, kind: Option<Kind>, bytes: &[u8]) {
    let config = Config::default();
    let _ = corpus::each_in(name, bytes, kind, &PAGES, &config, &mut |found| {
        match found {
            Found::Unit(unit) => {
                let page = match &unit.raw {
                    Raw::Page(text) => Some(text.clone()),
                    _ => None,
                };
                match unit.article(&PAGES, &config) {
                    Ok(article) => check_article(&article, page.as_deref()),
                    Err(rejected) => assert!(!rejected.reason.is_empty() && !rejected.source.is_empty()),
                }
            }
            Found::Rejected(record) | Found::LeftOut(record) => assert!(!record.reason.is_empty()),
            Found::Opened { .. } | Found::Columns { .. } => {}
        }
        ControlFlow::Continue(())
    });
}

fn check_article(article: &Article, page: Option<&str>) {
    let body = article.body.as_str();
    assert!(body.chars().any(char::is_alphanumeric), "an article without a text");
    assert_eq!(harmless(body), body, "a text that may harm");
    assert!(!article.id.is_empty() && !article.language.is_empty());
    for line in [&article.outlet.value, &article.title.value, &article.byline.value].into_iter().flatten() {
        assert!(!line.contains(['\n', '\r', '\0']), "{line:?}");
    }
    assert!(article.dropped.iter().all(|part| !part.reason.is_empty()));
    let repaired = article.notes.iter().any(|note| note.contains("repaired"));
    if let (Some(page), false) = (page, repaired) {
        let page = harmless(page);
        assert!(is_part(body, &page), "cleaning invented characters: {body:?} out of {page:?}");
    }
}

/// True when the characters of a text, blanks aside, stand in another one in the same order.
fn is_part(text: &str, whole: &str) -> bool {
    let mut whole = whole.chars();
    text.chars().filter(|c| !c.is_whitespace()).all(|c| whole.any(|other| other == c))
}

/// A text from tokens to scores: every span lies in the text and on characters, every score in its range.
pub fn analysis(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let doc = ALL.analyse(&text);
    check_document(&doc);
    check_speeches(&doc);
    check_syntax(&doc);
    check_scores(&text);
}

fn check_document(doc: &Document) {
    let mut at = 0;
    for token in &doc.tokens {
        let span = token.span.range();
        assert!(span.start >= at && span.end > span.start);
        assert!(doc.text[at..span.start].chars().all(is_blank));
        assert!(doc.text[span.clone()].chars().next().is_some_and(|c| !is_blank(c)));
        at = span.end;
    }
    assert!(doc.text[at..].chars().all(is_blank));
    let mut next = 0;
    for sentence in &doc.sentences {
        assert!(sentence.tokens.start == next && sentence.tokens.end > next);
        assert_eq!(sentence.span, doc.span_of(sentence.tokens.clone()));
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, doc.tokens.len());
    doc.quotations.iter().for_each(|quotation| inside(doc, &quotation.tokens));
}

/// A non-empty range of tokens of the document.
#[track_caller]
fn inside(doc: &Document, tokens: &Range<u32>) {
    assert!(tokens.start < tokens.end && tokens.end as usize <= doc.tokens.len(), "{tokens:?}");
}

fn check_speeches(doc: &Document) {
    for speech in speeches(doc, &ALL.words, &ALL.french) {
        inside(doc, &speech.tokens);
        speech.holder.iter().for_each(|holder| inside(doc, holder));
        assert!(speech.cue.is_none_or(|cue| (cue as usize) < doc.tokens.len()));
    }
}

fn check_syntax(doc: &Document) {
    let names = ALL.gazetteer.find(doc, &ALL.words, &ALL.french, &mut Context::default());
    for mention in &names.mentions {
        inside(doc, &mention.tokens);
        assert_eq!(mention.span, doc.span_of(mention.tokens.clone()));
    }
    for sentence in &doc.sentences {
        let tokens = sentence.tokens.clone();
        let syntax = Syntax::of(doc, &ALL.words, &ALL.french, &ALL.grammar, tokens.clone(), &names.masked);
        assert_eq!(syntax.tags.len(), tokens.len());
        let mut next = tokens.start;
        for phrase in &syntax.phrases {
            assert!(phrase.tokens.start == next && phrase.tokens.end > next);
            next = phrase.tokens.end;
        }
        assert_eq!(next, tokens.end);
        assert_eq!(syntax.clauses.len(), syntax.verbs.len());
        for clause in &syntax.clauses {
            let complements = clause.complements.iter().map(|(_, phrase)| phrase);
            let parts = clause.subjects.iter().chain(&clause.objects).chain(&clause.attributes).chain(complements);
            parts.for_each(|&phrase| assert!((phrase as usize) < syntax.phrases.len()));
            assert!((clause.verb as usize) < syntax.verbs.len());
            assert!(clause.governor.is_none_or(|clause| (clause as usize) < syntax.clauses.len()));
        }
    }
}

fn check_scores(text: &str) {
    let (title, body) = text.split_once('\n').unwrap_or(("", text));
    let article = Article {
        id: "a".into(),
        title: corpus::Inferred::known(title.to_owned(), corpus::Provenance::Field),
        body: body.to_owned(),
        language: "fra".into(),
        ..Article::default()
    };
    let cut = |part: Part, start: u32, end: u32| -> String {
        let text = if part == Part::Title { title } else { body };
        assert!(start <= end);
        text.chars().skip(start as usize).take((end - start) as usize).collect()
    };
    for row in score_article(&article, &ALL) {
        let Row::Observation(seen) = row else { continue };
        assert_eq!(cut(seen.part, seen.start, seen.end), seen.mention);
        assert!(seen.sentence.contains(&seen.mention));
        assert!(seen.score.is_none_or(|score| (-1000..=1000).contains(&score.thousandths())));
        assert_eq!(seen.score.is_none(), seen.cues.is_empty(), "no cue and no score are one");
        for cue in &seen.cues {
            assert_eq!(cut(seen.part, cue.start, cue.end), cue.text);
        }
    }
}

fn table(bytes: &[u8]) -> DataFile {
    DataFile { name: "a.tsv".into(), text: String::from_utf8_lossy(bytes).into_owned().into() }
}

/// A table of stance rows: read and compiled, or a fault with its place.
pub fn lexicon(bytes: &[u8]) {
    let file = table(bytes);
    match parse_rows(&file) {
        Ok(rows) => {
            rows.iter().for_each(|row| drop(row.examples()));
            let (mut words, french, irregular) = FRENCH.clone();
            let count = rows.len();
            let lexicon = Lexicon::compile_all(rows, &mut words, &french, &irregular);
            assert_eq!(lexicon.rows().len(), count);
            words.freeze();
        }
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
}

/// A table of actors: compiled, or a fault with its place.
pub fn actors(bytes: &[u8]) {
    let (mut words, french, _) = FRENCH.clone();
    match Gazetteer::load(&[table(bytes)], &mut words, &french) {
        Ok(gazetteer) => {
            words.freeze();
            let text = gazetteer.actors().map(|(_, actor)| actor.name.as_str()).collect::<Vec<_>>().join(". ");
            let doc = parallaxe::text::analyse(&text, &words, &french);
            gazetteer.find(&doc, &words, &french, &mut Context::default());
        }
        Err(fault) => assert!(!fault.to_string().is_empty()),
    }
}
