//! Measures the analysis of text on one core: `cargo run --release --example text_speed -- FILE…` (any French text).

use parallaxe::text::inflect::{Irregular, verb_forms};
use parallaxe::text::{French, Vocabulary, analyse};
use std::time::Instant;

/// Forms that fill the vocabulary to the size it has with all lexicons.
const FORMS: usize = 150_000;

fn main() {
    let text: String = std::env::args().skip(1).filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    let start = Instant::now();
    let mut words = Vocabulary::default();
    let french = match French::register(&mut words) {
        Ok(french) => french,
        Err(fault) => return eprintln!("{fault}"),
    };
    println!("French::register: {:?} for {} forms", start.elapsed(), words.len());
    inflection();
    let missing = FORMS.saturating_sub(words.len());
    (0..missing).for_each(|number| {
        words.intern(&format!("mot{number}x"));
    });
    words.freeze();
    let articles: Vec<&str> = text.split("\n\n\n").filter(|article| !article.is_empty()).collect();
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        let tokens: usize = articles.iter().map(|article| analyse(article, &words, &french).tokens.len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        best = best.min(seconds);
        println!("{tokens} tokens in {seconds:.3} s");
    }
    println!("analyse: {:.1} MB/s over {} articles", text.len() as f64 / 1e6 / best, articles.len());
}

fn inflection() {
    let Ok(irregular) = Irregular::load() else { return };
    let file = parallaxe::data::shipped("french/verbs.tsv");
    let verbs: Vec<&str> = file.text.lines().skip(2).flat_map(str::split_whitespace).cycle().take(1500).collect();
    let start = Instant::now();
    let mut bytes = 0;
    verbs.iter().for_each(|verb| verb_forms(verb, &irregular, &mut |form, _| bytes += form.len()));
    println!("verb_forms: {:?} for {} verbs ({bytes} bytes)", start.elapsed(), verbs.len());
}
