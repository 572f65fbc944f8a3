//! Measures the analysis of text on one core: `cargo run --release --example text_speed -- FILE…` (any French text).

use parallaxe::knowledge::{Knowledge, Sources};
use parallaxe::text::inflect::{Irregular, verb_forms};
use parallaxe::text::{French, Vocabulary, analyse, speeches};
use std::time::{Duration, Instant};

/// Time this thread has spent on a processor, where the system tells (other work on the machine does not change it).
fn spent(start: Instant) -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = stat.and_then(|stat| stat.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

fn main() {
    let text: String = std::env::args().skip(1).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let start = Instant::now();
    if let Err(fault) = French::register(&mut Vocabulary::default()) {
        return eprintln!("{fault}");
    }
    println!("French::register: {:?}", start.elapsed());
    inflection();
    let start = Instant::now();
    let knowledge = match Knowledge::load(&Sources::default()) {
        Ok(knowledge) => knowledge,
        Err(fault) => return eprintln!("{fault}"),
    };
    println!("Knowledge::load: {:?} for {} forms", start.elapsed(), knowledge.words.len());
    let (words, french) = (knowledge.words, knowledge.french);
    let articles: Vec<&str> = text.split("\n\n\n").filter(|article| !article.is_empty()).collect();
    let clock = Instant::now();
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = spent(clock);
        let tokens: usize = articles.iter().map(|article| analyse(article, &words, &french).tokens.len()).sum();
        let seconds = (spent(clock) - start).as_secs_f64();
        best = best.min(seconds);
        println!("analyse: {tokens} tokens in {seconds:.3} s");
    }
    println!("analyse: {:.1} MB/s over {} articles", text.len() as f64 / 1e6 / best, articles.len());
    let start = spent(clock);
    let found: usize =
        articles.iter().map(|article| speeches(&analyse(article, &words, &french), &words, &french).len()).sum();
    let seconds = (spent(clock) - start).as_secs_f64() - best;
    println!("speeches: {found} in {seconds:.3} s, {:.1} MB/s", text.len() as f64 / 1e6 / seconds);
}

fn inflection() {
    let Ok(irregular) = Irregular::load() else { return };
    let file = parallaxe::data::shipped("french/words.tsv");
    let rows = file.text.lines().filter_map(|line| line.strip_suffix("\tv\t").or_else(|| line.strip_suffix("\tv")));
    let verbs: Vec<&str> = rows.take(1500).collect();
    let start = Instant::now();
    let mut bytes = 0;
    verbs.iter().for_each(|verb| verb_forms(verb, &irregular, &mut |form, _| bytes += form.len()));
    println!("verb_forms: {:?} for {} verbs ({bytes} bytes)", start.elapsed(), verbs.len());
}
