//! The only place of the command line that calls the measuring parts: everything else here deals with arguments, files
//! and messages.

use super::inspect::Inspected;
use super::message::{Failure, cannot_write};
use super::output::OutputFolder;
use super::progress::Progress;
use super::settings::Settings;
use crate::aggregate::{Settled, Tables, check_actors};
use crate::config::{Config, Lang};
use crate::corpus::{self, Article, Found, Inferred, Place, Provenance, Rejected, Unit};
use crate::error::Fault;
use crate::explain::{Explanation, explain, render_text};
use crate::knowledge::{Knowledge, mention_at};
use crate::lexicon::{Finding, Judge, Severity, audit};
use crate::passes::{self, Framed, Gathered, Outputs, tabulate};
use crate::pipeline::{self, Sink};
use crate::report::{RunInfo, ValidityFigure};
use crate::stance::{Label, label};
use crate::text::speech::speeches;
use crate::validity::{GRAMMAR, GrammarExample, grammar_examples};
use crate::{data, framing};
use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Runs `work` with so many threads, or as many as there are processors.
///
/// # Errors
/// What `work` fails with, or threads that the system does not give.
pub fn with_threads<T: Send>(
    threads: Option<u16>,
    work: impl FnOnce() -> Result<T, Failure> + Send,
) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads.unwrap_or(0))).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(error) => {
            let fault = Fault::new("threads", format!("cannot be started: {error}"));
            Err(fault.remedy("ask for fewer threads with --threads").into())
        }
    }
}

/// Loads the knowledge and looks whether the settings fit it. It is needed to the end of the program, and given back to the
/// system with it: taking a hundred thousand small things apart would only keep the user waiting.
///
/// # Errors
/// Faults of the tables, and names in the settings that no actor has.
pub fn load(settings: &Settings) -> Result<&'static Knowledge, Failure> {
    let knowledge = Box::leak(Box::new(Knowledge::load(&settings.sources)?));
    let names: Vec<&str> = knowledge.gazetteer.actors().map(|(_, actor)| actor.name.as_str()).collect();
    check_actors(&settings.config, &names).map_err(|fault| settings.place(fault))?;
    Ok(knowledge)
}

/// Scores the articles under the paths and hands the rows on, in order.
///
/// # Errors
/// A missing path, or what the sink fails with: the outer error is ours, the inner one the sink's.
pub fn score(
    paths: &[PathBuf],
    knowledge: &Knowledge,
    config: &Config,
    progress: &Progress,
    sink: &mut dyn Sink,
) -> Result<io::Result<pipeline::Counts>, Failure> {
    progress.stage("articles", None);
    let done = std::sync::atomic::AtomicU64::new(0);
    let step = |step: pipeline::Step| {
        let before = done.swap(step.units, std::sync::atomic::Ordering::Relaxed);
        progress.advance(step.units.saturating_sub(before));
    };
    match pipeline::score(paths, knowledge, config, &step, sink) {
        Ok(counts) => Ok(Ok(counts)),
        Err(pipeline::Error::Input(fault)) => Err(fault.into()),
        Err(pipeline::Error::Output(error)) => Ok(Err(error)),
    }
}

/// Looks into everything under the paths. Only what the readers need is loaded.
///
/// # Errors
/// A missing path, faults of the user's registries.
pub fn inspect(paths: &[PathBuf], settings: &Settings, sample: u32) -> Result<Inspected, Failure> {
    let pages = crate::knowledge::pages(&settings.sources)?;
    let found = corpus::discover(paths)?;
    let sources = pipeline::inspect(&found.sources, &pages, &settings.config, u64::from(sample));
    Ok(Inspected::new(sources, found.skipped, found.unreadable))
}

/// From gathered rows to tables, and to the two files that list every article and every observation. Gives the records that
/// could not be read besides.
///
/// # Errors
/// Rows that do not belong together; settings that name an actor nobody knows; what the file system reports.
pub fn tables(
    gathered: Gathered,
    knowledge: &Knowledge,
    config: &Config,
    outputs: &Outputs,
    folder: &OutputFolder,
    progress: &Progress,
) -> Result<(Tables, Settled), Failure> {
    let kinds: BTreeMap<String, String> =
        knowledge.gazetteer.actors().map(|(_, actor)| (actor.name.clone(), actor.kind.as_str().to_string())).collect();
    let framing = framing::Knowledge::load()?;
    let with = Framed { config, knowledge: &framing, kinds: &kinds };
    let words = folder.work().temporary("words").map_err(|error| cannot_write(folder.shown(), &error))?;
    tabulate(gathered, with, outputs, words, &|articles| progress.advance(articles)).map_err(|error| match error {
        passes::Error::Input(fault) => fault.into(),
        passes::Error::Disk(error) => cannot_write(folder.shown(), &error),
    })
}

/// What the report says of the run; `inputs` as it shows them.
///
/// # Errors
/// A fault of the shipped tables.
pub fn run_info(inputs: Vec<String>, knowledge: &Knowledge, config: &Config) -> Result<RunInfo, Failure> {
    let frames = framing::Knowledge::load()?;
    let name = |frame: &framing::Frame| match config.lang {
        Lang::Fr => frame.fr.clone(),
        Lang::En => frame.en.clone(),
    };
    Ok(RunInfo {
        version: env!("CARGO_PKG_VERSION").to_string(),
        inputs,
        lexicon_rows: knowledge.lexicon.rows().len(),
        actors: knowledge.gazetteer.len(),
        validity: ValidityFigure::parse(&data::shipped("validity/agreement.tsv"), config.lang)?,
        frames: frames.frames.list().iter().map(|frame| (frame.key.clone(), name(frame))).collect(),
    })
}

/// Writes the report's files into a folder.
///
/// # Errors
/// What the file system reports.
pub fn render(tables: &Tables, config: &Config, info: &RunInfo, folder: &Path) -> io::Result<()> {
    crate::report::render(tables, config, info, folder)
}

/// Reads the one text under a path (`-`: the standard input) as an article, as `run` would.
///
/// # Errors
/// A missing file, no text, or several articles in one file.
pub fn article(path: &Path, knowledge: &Knowledge, config: &Config) -> Result<Article, Failure> {
    let name = path.display().to_string();
    let found = corpus::discover(&[path.to_path_buf()])?;
    let mut units: Vec<Result<Unit, Rejected>> = Vec::new();
    for source in &found.sources {
        let _ = corpus::each(source, &knowledge.pages, config, &mut |found| {
            match found {
                Found::Unit(unit) => units.push(Ok(unit)),
                Found::Rejected(rejected) => units.push(Err(rejected)),
                _ => {}
            }
            if units.len() > 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
    }
    if units.len() > 1 {
        let fault = Fault::new(&name, "holds several articles");
        return Err(fault.remedy("put the one to explain into a file of its own").into());
    }
    let nothing = || Fault::new(&name, "holds no text").remedy("give one page of text or one JSON line");
    let unit = units.pop().ok_or_else(nothing)?;
    let unit = unit.map_err(|rejected| Fault::new(&name, rejected.reason).remedy("give one page of text"))?;
    let page = unit.page().map(str::to_owned);
    match (unit.article(&knowledge.pages, config), page) {
        (Ok(article), _) => Ok(article),
        // A page needs a body; a sentence or two on their own are explained as they stand.
        (Err(_), Some(text)) if !text.trim().is_empty() => Ok(loose_text(&text)),
        (Err(rejected), _) => {
            Err(Fault::new(&name, rejected.reason).remedy("give one page of text or one JSON line").into())
        }
    }
}

/// A text that is no page: nothing is inferred and nothing is left out.
pub fn loose_text(text: &str) -> Article {
    Article {
        id: "text".into(),
        place: Place { source: "text".into(), line: None },
        title: Inferred { value: None, from: Provenance::None },
        body: corpus::harmless(text).trim().to_string(),
        language: corpus::language(text),
        ..Article::default()
    }
}

/// What is found in an article and why.
pub fn explanation(article: &Article, knowledge: &Knowledge, config: &Config) -> Explanation {
    explain(article, knowledge, config)
}

/// An explanation for a terminal.
pub fn explanation_text(explanation: &Explanation, color: bool) -> String {
    render_text(explanation, color)
}

/// Audits everything that was loaded: rows, their example sentences, actors.
pub fn check(knowledge: &Knowledge, config: &Config) -> Vec<Finding> {
    let sign = |text: &str, target: std::ops::Range<usize>| {
        let doc = knowledge.analyse(text);
        let Some(mention) = mention_at(&doc, target) else { return 0 };
        let speeches = speeches(&doc, &knowledge.words, &knowledge.french);
        let judgement = knowledge.engine().judge(&doc, &[mention], &[], &speeches).into_iter().next();
        match label(judgement.and_then(|judgement| judgement.score), config.threshold) {
            Label::Negative => -1,
            Label::Neutral => 0,
            Label::Positive => 1,
        }
    };
    let mut findings = audit(&knowledge.lexicon, &sign);
    findings.extend(grammar(&sign));
    let actors = knowledge.gazetteer.audit(&knowledge.words);
    findings.extend(actors.into_iter().map(|fault| Finding { severity: Severity::Warning, fault }));
    findings.sort();
    findings
}

/// The sentences of grammar that are not decided as they should be.
fn grammar(sign: &Judge) -> Vec<Finding> {
    let file = format!("lexicons/{GRAMMAR}");
    let examples = match grammar_examples() {
        Ok(examples) => examples,
        Err(fault) => return vec![Finding { severity: Severity::Error, fault }],
    };
    let wrong = |one: &&GrammarExample| sign(&one.example.text, one.example.target.clone()) != one.example.sign;
    let finding = |one: &GrammarExample| {
        let problem = format!("“{}” is not decided as it should be", one.example.text);
        let fault = Fault::new(&file, problem).at_line(one.line).remedy("mend the mechanism, or the sentence");
        Finding { severity: Severity::Error, fault }
    };
    examples.iter().filter(wrong).map(finding).collect()
}
