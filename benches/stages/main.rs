//! How long each stage takes on one core, the whole way, and the floor to compare with (`DESIGN` wants the whole within twice; see
//! ARCHITECTURE, "What it costs").
//!
//! `cargo bench` runs on a generated corpus, dense with actors and cues; `PARALLAXE_BENCH_MB` sets its size in megabytes
//! (4 when not given). Where `PARALLAXE_SHARED` leads to real articles, the ratio is taken on them too.

mod corpus;
mod floor;
mod random;

use criterion::{BenchmarkId, Criterion, Throughput};
use parallaxe::actor::{Context, Names};
use parallaxe::config::Config;
use parallaxe::corpus::{Article, Place, article_from_record};
use parallaxe::knowledge::{Knowledge, Sources};
use parallaxe::scoring::{TOGETHER, scored};
use parallaxe::text::{Document, Speech, WordId, speeches};
use rustc_hash::FxHashMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

struct Bench {
    lines: String,
    knowledge: Knowledge,
    /// Every known form, for the floor.
    words: FxHashMap<String, u32>,
    config: Config,
}

/// Real articles as JSON lines, where there are any.
fn real_lines() -> Option<String> {
    let path = Path::new(&std::env::var_os("PARALLAXE_SHARED")?).join("corpora/orange-sample.jsonl.zst");
    let bytes = zstd::decode_all(std::fs::File::open(path).ok()?).ok()?;
    String::from_utf8(bytes).ok()
}

impl Bench {
    fn new() -> Self {
        let megabytes = std::env::var("PARALLAXE_BENCH_MB").ok().and_then(|size| size.parse().ok()).unwrap_or(4);
        let knowledge = Knowledge::load(&Sources::default()).expect("the shipped data are well-formed");
        let forms = (1..=knowledge.words.len() as u32).map(|id| (knowledge.words.text(WordId(id)).to_owned(), id));
        let words = forms.collect();
        Self { lines: corpus::json_lines(megabytes * 1_000_000, 42), knowledge, words, config: Config::default() }
    }

    fn articles(&self) -> Vec<Article> {
        let read = |line| article_from_record(line, Place::default(), &self.knowledge.pages, &self.config);
        self.lines.lines().filter_map(|line| read(line).ok()).collect()
    }

    fn documents<'a>(&self, articles: &'a [Article]) -> Vec<Document<'a>> {
        articles.iter().map(|article| self.knowledge.analyse(&article.body)).collect()
    }

    fn names(&self, doc: &Document) -> Names {
        let knowledge = &self.knowledge;
        knowledge.gazetteer.find(doc, &knowledge.words, &knowledge.french, &mut Context::default())
    }

    fn speeches(&self, doc: &Document) -> Vec<Speech> {
        speeches(doc, &self.knowledge.words, &self.knowledge.french)
    }

    fn judge(&self, doc: &Document, names: &Names, speeches: &[Speech]) -> usize {
        self.knowledge.engine().judge(doc, &names.mentions, &names.masked, speeches).len()
    }

    fn floor(&self) -> usize {
        floor::known_words(&self.lines, &self.words)
    }

    /// From JSON lines to rows, in memory, on this thread; a handful at a time, as the pipeline does it.
    fn whole(&self) -> usize {
        let read = |line: &&str| article_from_record(line, Place::default(), &self.knowledge.pages, &self.config).ok();
        let lines: Vec<&str> = self.lines.lines().collect();
        let rows = |lines: &[&str]| {
            let articles: Vec<Article> = lines.iter().filter_map(read).collect();
            scored(&articles, &self.knowledge).iter().map(|(_, observations)| 1 + observations.len()).sum::<usize>()
        };
        lines.chunks(TOGETHER).map(rows).sum()
    }
}

fn stages(criterion: &mut Criterion, bench: &Bench) {
    let articles = bench.articles();
    let docs = bench.documents(&articles);
    let names: Vec<Names> = docs.iter().map(|doc| bench.names(doc)).collect();
    let spoken: Vec<Vec<Speech>> = docs.iter().map(|doc| bench.speeches(doc)).collect();
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10).measurement_time(Duration::from_secs(4));
    group.throughput(Throughput::Bytes(bench.lines.len() as u64));
    let mut stage = |name: &str, work: &dyn Fn() -> usize| {
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| bencher.iter(|| black_box(work())));
    };
    stage("floor", &|| bench.floor());
    stage("read articles", &|| bench.articles().len());
    stage("tokens, sentences, quotations", &|| bench.documents(&articles).len());
    stage("actors", &|| docs.iter().map(|doc| bench.names(doc).mentions.len()).sum());
    stage("speech", &|| docs.iter().map(|doc| bench.speeches(doc).len()).sum());
    stage("syntax and stance", &|| {
        docs.iter().zip(&names).zip(&spoken).map(|((doc, names), spoken)| bench.judge(doc, names, spoken)).sum()
    });
    stage("whole", &|| bench.whole());
    group.finish();
}

fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    group.sample_size(20);
    group.bench_function("knowledge", |bencher| bencher.iter(|| Knowledge::load(&Sources::default()).map(black_box)));
    group.finish();
}

/// How often floor and whole are measured; the fastest of each counts.
const ROUNDS: usize = 9;

fn seconds(work: impl Fn() -> usize) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}

/// How many times the floor the whole may take on one core, see ARCHITECTURE.md ("What it costs").
const LIMIT: f64 = 16.0;

/// The figure that has a limit, and the same for the engine alone (grammar and stance of what is read already); true when the
/// limit is kept. They take turns, so that other work on the machine slows all.
fn ratio(name: &str, bench: &Bench) -> bool {
    let articles = bench.articles();
    let docs = bench.documents(&articles);
    let found: Vec<(Names, Vec<Speech>)> = docs.iter().map(|doc| (bench.names(doc), bench.speeches(doc))).collect();
    let judge = || docs.iter().zip(&found).map(|(doc, (names, spoken))| bench.judge(doc, names, spoken)).sum();
    let (mut floor, mut whole, mut engine) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    for _ in 0..ROUNDS {
        floor = floor.min(seconds(|| bench.floor()));
        whole = whole.min(seconds(|| bench.whole()));
        engine = engine.min(seconds(judge));
    }
    let rate = |seconds: f64| bench.lines.len() as f64 / 1e6 / seconds;
    println!("{name}, one core: floor {:.1} MB/s, engine {:.1}, whole {:.1}", rate(floor), rate(engine), rate(whole));
    println!(
        "{name}: the engine takes {:.2} times the floor, the whole {:.2} times (at most {LIMIT})",
        engine / floor,
        whole / floor
    );
    whole / floor <= LIMIT
}

/// `PARALLAXE_BENCH=ratio` measures only the ratio to the floor and fails where it is above the limit.
fn main() {
    let mut bench = Bench::new();
    let only_ratio = std::env::var("PARALLAXE_BENCH").is_ok_and(|value| value == "ratio");
    if !only_ratio {
        let mut criterion = Criterion::default().configure_from_args();
        start(&mut criterion);
        stages(&mut criterion, &bench);
        criterion.final_summary();
    }
    // Checks that the benchmarks run, and lists of them, measure nothing.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    let mut kept = ratio("generated", &bench);
    match real_lines() {
        Some(lines) => {
            bench.lines = lines;
            kept &= ratio("real", &bench);
        }
        None => println!("real: skipped, PARALLAXE_SHARED leads to no articles"),
    }
    if only_ratio && !kept {
        eprintln!("slower than the limit: see “What it costs” in ARCHITECTURE.md");
        std::process::exit(1);
    }
}
