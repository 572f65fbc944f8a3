//! Shows what is found in real articles, for reading by eye. Skipped unless PARALLAXE_SHARED names the folder that has them:
//! `PARALLAXE_SHARED=… cargo test --lib actor::tests::reading -- --ignored --nocapture`.

use super::super::Context;
use super::world;
use crate::text::analyse;

#[test]
#[ignore = "prints for reading"]
fn shows_mentions() {
    let Ok(shared) = std::env::var("PARALLAXE_SHARED") else {
        println!("skipped: PARALLAXE_SHARED is not set");
        return;
    };
    let path = std::env::var("PARALLAXE_TEXT").unwrap_or_else(|_| format!("{shared}/articles"));
    let mut files: Vec<_> = match std::fs::read_dir(&path) {
        Ok(folder) => folder.filter_map(Result::ok).map(|entry| entry.path()).collect(),
        Err(_) => vec![path.into()],
    };
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).expect("a readable article");
        println!("\n##### {}", file.display());
        show(&text);
    }
}

fn show(text: &str) {
    let world = world();
    let doc = analyse(text, &world.words, &world.french);
    let year =
        text.lines().next().and_then(|line| line.strip_prefix("#year ")).and_then(|year| year.trim().parse().ok());
    let names = world.gazetteer.find(&doc, &world.words, &world.french, &mut Context::in_year(year));
    for (index, sentence) in doc.sentences.iter().enumerate() {
        let mut line = String::new();
        let mut at = sentence.span.start as usize;
        let inside = names.mentions.iter().filter(|mention| mention.sentence == index as u32);
        for mention in inside {
            line.push_str(&text[at..mention.span.start as usize]);
            let actor = &world.gazetteer.actor(mention.actor).name;
            line.push_str(&format!("[{}|{actor}|{:?}]", mention.span.of(text), mention.found));
            at = mention.span.end as usize;
        }
        line.push_str(&text[at..sentence.span.end as usize]);
        println!("{}", line.replace('\n', " "));
    }
}

#[test]
#[ignore = "measures"]
fn shows_speed() {
    use std::time::Instant;
    let start = Instant::now();
    let mut words = crate::text::Vocabulary::default();
    let french = crate::text::French::register(&mut words).expect("tables");
    let french_ready = start.elapsed();
    let gazetteer =
        super::super::Gazetteer::load(&super::super::Gazetteer::shipped(), &mut words, &french).expect("actors");
    println!("grammar of French {french_ready:?}, {} actors {:?}", gazetteer.len(), start.elapsed() - french_ready);
    words.freeze();
    let Ok(path) = std::env::var("PARALLAXE_TEXT") else {
        println!("skipped: PARALLAXE_TEXT names no folder");
        return;
    };
    let files = std::fs::read_dir(path).expect("a folder").filter_map(Result::ok);
    let texts: Vec<String> = files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    let (mut analysis, mut finding) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for text in texts.iter().cycle().take(texts.len() * 10) {
        let start = Instant::now();
        let doc = analyse(text, &words, &french);
        let analysed = start.elapsed();
        gazetteer.find(&doc, &words, &french, &mut Context::default());
        analysis += analysed;
        finding += start.elapsed() - analysed;
    }
    let speed = |time: std::time::Duration| bytes as f64 * 10.0 / 1e6 / time.as_secs_f64();
    println!("analyse {:.1} MB/s, find {:.1} MB/s", speed(analysis), speed(finding));
}
