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
    let year = text.lines().next().and_then(|line| line.strip_prefix("#year ")).and_then(|year| year.trim().parse().ok());
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
