//! Writes a corpus of any size to measure with: `generate_corpus FOLDER MEGABYTES [SEED]`.
//!
//! The articles are put together from sentence patterns, invented persons and towns and the names of real actors; nothing is
//! quoted from anybody. Some are copies: of another outlet (6 %), shortened (2 %), of the same outlet (1 %). Some are in
//! English (1 %), some lines are broken (1 in 2,000). The same arguments give the same bytes. Files of 64 MB, JSON lines.

#[path = "../benches/stages/random.rs"]
mod random;

use random::Random;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

const ACTORS: [&str; 24] = [
    "la France",
    "le Mali",
    "la Russie",
    "le Niger",
    "le Burkina Faso",
    "la Cédéao",
    "l'ONU",
    "les États-Unis",
    "la Chine",
    "le Sénégal",
    "l'Algérie",
    "le Tchad",
    "l'Union africaine",
    "l'Union européenne",
    "le Maroc",
    "le Togo",
    "le Bénin",
    "la Guinée",
    "Emmanuel Macron",
    "Assimi Goïta",
    "Vladimir Poutine",
    "Africa Corps",
    "le Nigeria",
    "la Mauritanie",
];
const VERBS: [&str; 28] = [
    "accuse",
    "salue",
    "condamne",
    "soutient",
    "critique",
    "félicite",
    "dénonce",
    "remercie",
    "rassure",
    "menace",
    "trahit",
    "défend",
    "combat",
    "reçoit",
    "rencontre",
    "consulte",
    "interroge",
    "contredit",
    "protège",
    "humilie",
    "encourage",
    "ignore",
    "attaque",
    "accompagne",
    "sanctionne",
    "invite",
    "déçoit",
    "apaise",
];
const NOUNS: [&str; 40] = [
    "réforme",
    "médiation",
    "transition",
    "frontière",
    "récolte",
    "route",
    "mine",
    "école",
    "banque",
    "caserne",
    "élection",
    "sécheresse",
    "coopération",
    "offensive",
    "alliance",
    "centrale",
    "campagne",
    "commission",
    "douane",
    "clinique",
    "grève",
    "loi",
    "mission",
    "négociation",
    "opposition",
    "patrouille",
    "police",
    "presse",
    "province",
    "rébellion",
    "rentrée",
    "saison",
    "sanction",
    "session",
    "taxe",
    "trêve",
    "usine",
    "ville",
    "visite",
    "université",
];
const ADJECTIVES: [&str; 20] = [
    "agricole",
    "brutale",
    "commune",
    "courageuse",
    "coûteuse",
    "décevante",
    "discrète",
    "durable",
    "fragile",
    "hostile",
    "illégale",
    "inédite",
    "loyale",
    "minière",
    "nationale",
    "prudente",
    "régionale",
    "scolaire",
    "tardive",
    "utile",
];
/// `A` an actor, `V` a verb, `N` a noun, `J` an adjective, `P` a person, `T` a town, `#` a number.
const SENTENCES: [&str; 22] = [
    "A V P après la N J de T.",
    "Selon P, A V # habitants de T.",
    "« Cette N est J », a déclaré P à T, où A V la presse.",
    "A et A ont signé à T une N J de # millions.",
    "À T, P attend la N depuis # jours.",
    "La N J de P a coûté # emplois à T.",
    "A n'a pas répondu à P, venu de T pour la N.",
    "P, maire de T, V A devant # personnes.",
    "La N de T a été jugée J par P et par A.",
    "D'après P, A aurait promis # tonnes à T.",
    "A a échoué à convaincre P de la N J.",
    "Près de T, # familles suivent P vers une N J.",
    "P V A, mais T reste sans N.",
    "Le # mars, A V P dans la N de T.",
    "Pour P, la N de T est plus J que celle de A.",
    "A a accusé A d'avoir livré # véhicules à P.",
    "Sans A, explique P, la N de T serait J.",
    "L'armée a perdu # hommes à T, affirme P.",
    "P et P ont quitté T avec # dossiers sur la N.",
    "Une N J oppose P à A depuis T.",
    "A soutient la N J de P à T.",
    "Les # élèves de T ont écrit à P et à A.",
];
const ENGLISH: &str = "The council met on the river road and spoke for hours about the price of grain and the new bridge. \
    Nobody from the ministry was there, which did not surprise the people of the town. They will meet again next week.";
const SYLLABLES: [&str; 40] = [
    "ba", "bou", "da", "dem", "di", "dou", "fa", "fo", "ga", "gou", "ka", "kan", "ki", "kou", "la", "lo", "ma", "mo",
    "na", "ndé", "nia", "nou", "ra", "ri", "sa", "san", "sé", "si", "sou", "ta", "té", "to", "tra", "wa", "wé", "ya",
    "yé", "za", "zé", "zo",
];
const OUTLETS: usize = 48;
const PART: usize = 64 << 20;

impl Random {
    /// One of a list; the first ones more often, as in any text.
    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len()).min(self.below(list.len()))]
    }

    fn name(&mut self, syllables: usize) -> String {
        let text: String = (0..syllables).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        capital(&text)
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The persons and towns of one article: a text comes back to its own.
struct Cast<'a> {
    persons: Vec<&'a str>,
    towns: Vec<&'a str>,
    actors: Vec<&'static str>,
}

impl<'a> Cast<'a> {
    fn new(world: &'a World, random: &mut Random) -> Self {
        Self {
            persons: (0..4).map(|_| &*world.persons[random.below(world.persons.len())]).collect(),
            towns: (0..3).map(|_| &*world.towns[random.below(world.towns.len())]).collect(),
            actors: (0..3).map(|_| random.pick(&ACTORS)).collect(),
        }
    }
}

/// All there are: as many names as the news of some years hold.
struct World {
    persons: Vec<String>,
    towns: Vec<String>,
}

impl World {
    fn new() -> Self {
        let mut random = Random(0);
        let person = |random: &mut Random| format!("{} {}", random.name(2), random.name(3));
        Self {
            persons: (0..20_000).map(|_| person(&mut random)).collect(),
            towns: (0..10_000).map(|_| random.name(4)).collect(),
        }
    }
}

fn sentence(cast: &Cast, random: &mut Random) -> String {
    let mut text = String::new();
    for sign in SENTENCES[random.below(SENTENCES.len())].chars() {
        match sign {
            'A' => text.push_str(cast.actors[random.below(3)]),
            'V' => text.push_str(random.pick(&VERBS)),
            'N' => text.push_str(random.pick(&NOUNS)),
            'J' => text.push_str(random.pick(&ADJECTIVES)),
            'P' => text.push_str(cast.persons[random.below(4)]),
            'T' => text.push_str(cast.towns[random.below(3)]),
            '#' => text.push_str(&(2 + random.below(998)).to_string()),
            sign => text.push(sign),
        }
    }
    capital(&text)
}

struct Article {
    title: String,
    paragraphs: Vec<String>,
    outlet: usize,
    day: usize,
}

impl Article {
    fn new(world: &World, random: &mut Random) -> Self {
        let cast = Cast::new(world, random);
        let paragraph = |random: &mut Random| {
            let sentences: Vec<String> = (0..3 + random.below(3)).map(|_| sentence(&cast, random)).collect();
            sentences.join(" ")
        };
        Self {
            title: sentence(&cast, random).trim_end_matches('.').replace(['«', '»'], ""),
            paragraphs: (0..6 + random.below(6)).map(|_| paragraph(random)).collect(),
            outlet: random.below(OUTLETS).min(random.below(OUTLETS)),
            day: random.below(5 * 360),
        }
    }

    fn line(&self, id: usize, seed: u64) -> String {
        let (year, month, day) = (2020 + self.day / 360, 1 + self.day / 30 % 12, 1 + self.day % 28);
        let text = self.paragraphs.join("\\n");
        let (title, outlet) = (&self.title, self.outlet);
        format!(
            "{{\"id\":\"g{seed}-{id}\",\"outlet\":\"Courrier {outlet}\",\"date\":\"{year}-{month:02}-{day:02}\",\"title\":\"{title}\",\"text\":\"{text}\"}}\n"
        )
    }
}

fn next_article(world: &World, before: &[Article], random: &mut Random) -> Article {
    let chance = random.below(100);
    let mut article = Article::new(world, random);
    if before.is_empty() || chance >= 10 {
        return article;
    }
    let earlier = &before[random.below(before.len())];
    match chance {
        9 => article.paragraphs = ENGLISH.split(". ").map(|part| format!("{part}. {}", random.pick(&ACTORS))).collect(),
        _ => {
            article.paragraphs.clone_from(&earlier.paragraphs);
            article.title.clone_from(&earlier.title);
            article.day = (earlier.day + random.below(3)).min(5 * 360 - 1);
            match chance {
                8 => article.outlet = earlier.outlet,
                6 | 7 => article.paragraphs.truncate(earlier.paragraphs.len() - 1),
                _ => {}
            }
        }
    }
    article
}

fn write_corpus(folder: &Path, bytes: usize, seed: u64) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let (world, mut random) = (World::new(), Random(seed));
    let mut recent: Vec<Article> = Vec::new();
    let (mut written, mut part, mut id) = (0, 0, 0);
    while written < bytes {
        let end = (written + PART).min(bytes);
        let mut out = BufWriter::new(File::create(folder.join(format!("part-{seed}-{part:03}.jsonl")))?);
        while written < end {
            id += 1;
            let article = next_article(&world, &recent, &mut random);
            let mut line = article.line(id, seed);
            if random.below(2000) == 0 {
                let half = (0..=line.len() / 2).rev().find(|at| line.is_char_boundary(*at));
                line.truncate(half.unwrap_or_default());
                line.push('\n');
            }
            out.write_all(line.as_bytes())?;
            written += line.len();
            if recent.len() < 500 {
                recent.push(article);
            } else {
                let at = random.below(500);
                recent[at] = article;
            }
        }
        out.flush()?;
        part += 1;
    }
    Ok(id)
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(folder), Some(megabytes)) = (arguments.get(1), number(2)) else {
        return Err(io::Error::other("usage: generate_corpus FOLDER MEGABYTES [SEED]"));
    };
    let lines = write_corpus(Path::new(folder), megabytes as usize * 1_000_000, number(3).unwrap_or(1))?;
    println!("{lines} lines");
    Ok(())
}
