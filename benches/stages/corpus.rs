//! A corpus that looks like French news from far away: sentences built from the shipped word lists, nothing quoted from
//! anybody. The same size and seed give the same bytes.

use super::random::Random;
use parallaxe::data::{parse_table, shipped, shipped_tables};
use parallaxe::text::Morph;
use parallaxe::text::inflect::{Irregular, adjective_forms, noun_forms, verb_forms};

/// Words by what they do in a sentence.
struct Words {
    nouns: Vec<(String, String)>,
    adjectives: Vec<String>,
    adverbs: Vec<String>,
    /// Third person singular of the present.
    verbs: Vec<String>,
    participles: Vec<String>,
    infinitives: Vec<String>,
    /// Expressions of the stance lexicon with their verb in the present.
    expressions: Vec<String>,
    actors: Vec<String>,
}

impl Random {
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list; the first ones far more often, as in any text.
    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        let unit = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        &list[((list.len() as f64 * unit.powi(3)) as usize).min(list.len() - 1)]
    }
}

/// JSON lines with at least so many bytes.
pub fn json_lines(bytes: usize, seed: u64) -> String {
    let words = Words::load();
    let mut random = Random(seed);
    let mut out = String::with_capacity(bytes + 8192);
    let mut number = 0;
    while out.len() < bytes {
        number += 1;
        let title = sentence(&words, &mut random);
        let paragraphs: Vec<String> = (0..5 + random.below(4)).map(|_| paragraph(&words, &mut random)).collect();
        let (month, day) = (1 + random.below(12), 1 + random.below(28));
        let record = serde_json::json!({
            "id": format!("article-{number}"),
            "outlet": format!("Journal {}", 1 + random.below(6)),
            "date": format!("2024-{month:02}-{day:02}"),
            "title": title.trim_end_matches('.'),
            "text": paragraphs.join("\n"),
        });
        out.push_str(&record.to_string());
        out.push('\n');
    }
    out
}

fn paragraph(words: &Words, random: &mut Random) -> String {
    let sentences: Vec<String> = (0..2 + random.below(4)).map(|_| sentence(words, random)).collect();
    sentences.join(" ")
}

fn sentence(words: &Words, random: &mut Random) -> String {
    let clause = clause(words, random);
    let text = match random.below(12) {
        0 => format!("« {clause} », a déclaré {}", subject(words, random)),
        1 => format!("selon {}, {clause}", subject(words, random)),
        2 => format!("{} affirme que {clause}", subject(words, random)),
        3 => format!("{clause}, mais {}", self::clause(words, random)),
        4 => format!("{clause}, alors que {}", self::clause(words, random)),
        5 => format!("{clause} le {} mars 2024", 1 + random.below(28)),
        _ => format!("{clause} {}", complement(words, random)),
    };
    let mut chars = text.chars();
    let first = chars.next().map_or(String::new(), |c| c.to_uppercase().to_string());
    format!("{first}{}.", chars.as_str())
}

fn clause(words: &Words, random: &mut Random) -> String {
    let (subject, object) = (subject(words, random), object(words, random));
    let verb = random.pick(&words.verbs);
    match random.below(10) {
        0 => format!("{subject} ne {verb} pas {object}"),
        1 => format!("{subject} a {} {object}", random.pick(&words.participles)),
        2 => format!("{subject} est {} par {object}", random.pick(&words.participles)),
        3 => format!("{subject} pourrait {} {object}", random.pick(&words.infinitives)),
        4 => format!("{subject} {}", random.pick(&words.expressions)),
        5 => format!("{subject} {} {verb} {object}", random.pick(&words.adverbs)),
        _ => format!("{subject} {verb} {object}"),
    }
}

fn subject(words: &Words, random: &mut Random) -> String {
    if random.chance(30) { random.pick(&words.actors).clone() } else { object(words, random) }
}

fn object(words: &Words, random: &mut Random) -> String {
    let noun = &random.pick(&words.nouns);
    let head = match random.below(4) {
        0 => format!("les {}", noun.1),
        1 => format!("des {}", noun.1),
        2 => format!("un {}", noun.0),
        _ => format!("le {}", noun.0),
    };
    match random.below(4) {
        0 => format!("{head} {}", random.pick(&words.adjectives)),
        1 => format!("{head} de {}", random.pick(&words.actors)),
        2 => format!("{head} du {}", random.pick(&words.nouns).0),
        _ => head,
    }
}

fn complement(words: &Words, random: &mut Random) -> String {
    let preposition = random.pick(&["dans", "pour", "avec", "contre", "sur", "par", "après", "sans", "malgré"]);
    format!("{preposition} {}", object(words, random))
}

impl Words {
    /// The shipped lists in the order of their files, which is alphabetic: shuffled, so that frequent words start anyhow.
    fn load() -> Self {
        let irregular = Irregular::load().expect("the shipped tables are well-formed");
        let mut words = Self {
            nouns: Vec::new(),
            adjectives: Vec::new(),
            adverbs: Vec::new(),
            verbs: Vec::new(),
            participles: Vec::new(),
            infinitives: Vec::new(),
            expressions: Vec::new(),
            actors: Vec::new(),
        };
        for (lemma, pos) in lemmas() {
            words.add(&lemma, &pos, &irregular);
        }
        for file in shipped_tables("actors") {
            let rows = parse_table(&file, &parallaxe::actor::HEADER).expect("the shipped tables are well-formed");
            words.actors.extend(rows.iter().map(|row| row.fields[0].to_owned()).filter(|name| !name.contains('(')));
        }
        let mut random = Random(7);
        shuffle(&mut words.nouns, &mut random);
        for list in [
            &mut words.adjectives,
            &mut words.adverbs,
            &mut words.verbs,
            &mut words.participles,
            &mut words.infinitives,
            &mut words.expressions,
            &mut words.actors,
        ] {
            shuffle(list, &mut random);
        }
        words
    }

    fn add(&mut self, lemma: &str, pos: &str, irregular: &Irregular) {
        match pos {
            "v" if !lemma.contains([' ', '\'']) => self.add_verb(lemma, irregular),
            "n" => noun_forms(lemma, irregular, &mut |form, morph| {
                if morph == Morph::PLUR {
                    self.nouns.push((lemma.to_owned(), form.to_owned()));
                }
            }),
            "a" => adjective_forms(lemma, irregular, &mut |form, _| self.adjectives.push(form.to_owned())),
            "d" => self.adverbs.push(lemma.to_owned()),
            "vl" if !lemma.contains('…') => self.add_expression(lemma, irregular),
            _ => {}
        }
    }

    fn add_verb(&mut self, lemma: &str, irregular: &Irregular) {
        self.infinitives.push(lemma.to_owned());
        self.verbs.extend(present(lemma, irregular));
        verb_forms(lemma, irregular, &mut |form, morph| {
            if morph.has(Morph::PASTPART | Morph::MASC | Morph::SING) {
                self.participles.push(form.to_owned());
            }
        });
    }

    fn add_expression(&mut self, lemma: &str, irregular: &Irregular) {
        if let Some((verb, rest)) = lemma.split_once(' ')
            && let Some(form) = present(verb, irregular)
        {
            self.expressions.push(format!("{form} {rest}"));
        }
    }
}

/// Lemmas of the common words and of the stance lexicon, with their part of speech as the tables write it.
fn lemmas() -> Vec<(String, String)> {
    let mut all = Vec::new();
    let common = shipped("french/words.tsv");
    let rows = parse_table(&common, &["lemma", "pos", "note"]).expect("the shipped tables are well-formed");
    all.extend(rows.iter().map(|row| (row.fields[0].to_owned(), row.fields[1].to_owned())));
    for file in shipped_tables("stance") {
        let rows = parse_table(&file, &parallaxe::lexicon::HEADER).expect("the shipped tables are well-formed");
        let single = rows.iter().filter(|row| !row.fields[0].contains('/'));
        all.extend(single.map(|row| (row.fields[0].to_owned(), row.fields[1].to_owned())));
    }
    all
}

/// The third person singular of the present: the first finite form that is one.
fn present(verb: &str, irregular: &Irregular) -> Option<String> {
    let mut found = None;
    verb_forms(verb, irregular, &mut |form, morph| {
        if found.is_none() && morph.has(Morph::FINITE | Morph::P3 | Morph::SING) {
            found = Some(form.to_owned());
        }
    });
    found
}

/// Fisher and Yates.
fn shuffle<T>(list: &mut [T], random: &mut Random) {
    for last in (1..list.len()).rev() {
        list.swap(last, random.below(last + 1));
    }
}
