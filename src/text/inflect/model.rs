//! Models of conjugation, compiled to lists of endings.

use super::spelling::Accent;
use crate::data::{DataFile, Record, parse_table, shipped};
use crate::error::Fault;
use crate::text::word::Morph;
use rustc_hash::FxHashMap;

const HEADER: [&str; 12] = [
    "model",
    "ending",
    "present",
    "imperfect",
    "future",
    "past",
    "participle",
    "subjunctive",
    "imperative",
    "gerund",
    "persons",
    "verbs",
];

/// The six persons, in the order of the tables.
const PERSONS: [Morph; 6] = [
    Morph(Morph::P1.0 | Morph::SING.0),
    Morph(Morph::P2.0 | Morph::SING.0),
    Morph(Morph::P3.0 | Morph::SING.0),
    Morph(Morph::P1.0 | Morph::PLUR.0),
    Morph(Morph::P2.0 | Morph::PLUR.0),
    Morph(Morph::P3.0 | Morph::PLUR.0),
];

/// The persons of the imperative.
const IMPERATIVE: [Morph; 3] = [PERSONS[1], PERSONS[3], PERSONS[4]];

/// What follows the root of a verb, with the features of the form.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// What is cut from the infinitive; several for verbs with two spellings.
    pub(super) infinitives: Vec<Box<str>>,
    /// Endings without repetition; features of equal forms are merged.
    pub(super) endings: Vec<(Box<str>, Morph)>,
}

/// All models and which verb follows which.
#[derive(Debug, Clone)]
pub(super) struct Models {
    models: Vec<Model>,
    by_verb: FxHashMap<Box<str>, usize>,
    /// Models of the verbs that are not listed, by the ending of the infinitive.
    regular: Vec<(Box<str>, usize)>,
    /// What the last vowel of listed verbs does.
    accents: FxHashMap<Box<str>, Accent>,
}

impl Models {
    pub(super) fn load() -> Result<Self, Fault> {
        let file = shipped("french/conjugation.tsv");
        let shared = Shared::load(&shipped("french/endings.tsv"))?;
        let mut models =
            Self { models: Vec::new(), by_verb: FxHashMap::default(), regular: Vec::new(), accents: load_accents()? };
        for row in parse_table(&file, &HEADER)? {
            models.add(&file, &row, &shared)?;
        }
        Ok(models)
    }

    fn add(&mut self, file: &DataFile, row: &Record, shared: &Shared) -> Result<(), Fault> {
        let model = compile(row, shared).map_err(|problem| {
            Fault::new(&file.name, problem).at_line(row.line).remedy("see the description at the head of the file")
        })?;
        let index = self.models.len();
        let verbs = row.fields[11];
        if verbs.is_empty() {
            self.regular.push((model.infinitives[0].clone(), index));
        }
        for verb in verbs.split_whitespace() {
            let root = verb.strip_suffix(&*model.infinitives[0]).ok_or_else(|| {
                Fault::new(&file.name, format!("“{verb}” does not end with “{}”", model.infinitives[0]))
                    .at_line(row.line)
                    .remedy("move the verb to its model")
            })?;
            for infinitive in &model.infinitives {
                self.by_verb.insert(format!("{root}{infinitive}").into(), index);
            }
        }
        self.models.push(model);
        Ok(())
    }

    /// The model of an infinitive, and whether it is a regular one (which the rules of spelling may touch).
    pub(super) fn of(&self, infinitive: &str) -> Option<(&Model, bool)> {
        let listed = self.by_verb.get(infinitive).or_else(|| self.by_longest_end(infinitive));
        if let Some(&index) = listed {
            return Some((&self.models[index], false));
        }
        let (_, index) = self.regular.iter().find(|(ending, _)| infinitive.ends_with(&**ending))?;
        Some((&self.models[*index], true))
    }

    /// Verbs in -re and -oir made with a prefix follow the verb they are made from ("sous-entendre", "désapparaître").
    fn by_longest_end(&self, infinitive: &str) -> Option<&usize> {
        if !(infinitive.ends_with("re") || infinitive.ends_with("oir")) {
            return None;
        }
        infinitive.char_indices().skip(1).find_map(|(at, _)| self.by_verb.get(&infinitive[at..]))
    }

    /// What the last vowel of a listed verb does.
    pub(super) fn accent(&self, infinitive: &str) -> Option<Accent> {
        self.accents.get(infinitive).copied()
    }
}

fn load_accents() -> Result<FxHashMap<Box<str>, Accent>, Fault> {
    let file = shipped("french/spelling.tsv");
    let rows = parse_table(&file, &["verb", "class"])?;
    rows.iter()
        .map(|row| match row.fields[1] {
            "accent" => Ok((row.fields[0].into(), Accent::Grave)),
            "double" => Ok((row.fields[0].into(), Accent::Double)),
            "plain" => Ok((row.fields[0].into(), Accent::Plain)),
            other => Err(Fault::new(&file.name, format!("unknown class “{other}”"))
                .at_line(row.line)
                .remedy("write accent, double or plain")),
        })
        .collect()
}

/// Endings by tense and series.
struct Shared(Vec<(String, String, Vec<String>)>);

impl Shared {
    fn load(file: &DataFile) -> Result<Self, Fault> {
        let mut shared = Vec::new();
        for row in parse_table(file, &["tense", "series", "endings"])? {
            let endings: Vec<String> = row.fields[2].split_whitespace().map(Into::into).collect();
            if endings.len() != 6 {
                return Err(Fault::new(&file.name, format!("{} endings", endings.len()))
                    .at_line(row.line)
                    .remedy("write one for each of the six persons"));
            }
            shared.push((row.fields[0].into(), row.fields[1].into(), endings));
        }
        Ok(Self(shared))
    }

    fn get(&self, tense: &str, series: &str) -> Result<&[String], String> {
        let found = self.0.iter().find(|(t, s, _)| t == tense && s == series);
        found.map(|(_, _, endings)| endings.as_slice()).ok_or_else(|| format!("no endings for {tense} {series}"))
    }

    /// The stem and the series of a past historic given in the third person singular.
    fn series<'c>(&self, past: &'c str) -> Result<(&'c str, &str), String> {
        let all = self.0.iter().filter(|(tense, _, _)| tense == "past").map(|(_, series, _)| series.as_str());
        all.filter_map(|series| past.strip_suffix(series).map(|stem| (stem, series)))
            .max_by_key(|(_, series)| series.len())
            .ok_or_else(|| format!("“{past}” is no past historic"))
    }
}

/// Collects endings, merging equal forms, and keeps to the persons a verb has.
struct Builder<'s> {
    shared: &'s Shared,
    persons: &'s str,
    endings: Vec<(Box<str>, Morph)>,
}

impl Builder<'_> {
    fn add(&mut self, stem: &str, tail: &str, morph: Morph) {
        let third_only = self.persons.starts_with('3') && morph.any(Morph::P1 | Morph::P2);
        let singular_only = self.persons == "3s" && morph.any(Morph::FINITE) && morph.any(Morph::PLUR);
        if third_only || singular_only {
            return;
        }
        let same = |form: &str| form.len() == stem.len() + tail.len() && form.starts_with(stem) && form.ends_with(tail);
        match self.endings.iter_mut().find(|(form, _)| same(form)) {
            Some((_, known)) => *known |= morph,
            None => self.endings.push((format!("{stem}{tail}").into(), morph)),
        }
    }

    /// All persons of a tense that has one stem.
    fn tense(&mut self, stems: &str, tense: &str, series: &str, mood: Morph) -> Result<(), String> {
        let endings = self.shared.get(tense, series)?;
        for stem in alternatives(stems) {
            for (ending, person) in endings.iter().zip(PERSONS) {
                self.add(stem, ending, mood | person);
            }
        }
        Ok(())
    }

    /// Forms that are written out.
    fn forms(&mut self, cells: &[&str], persons: &[Morph], mood: Morph) -> Result<(), String> {
        if cells.len() != persons.len() {
            return Err(format!("{} forms where {} are expected", cells.len(), persons.len()));
        }
        for (cell, person) in cells.iter().zip(persons) {
            for form in alternatives(cell) {
                self.add(form, "", mood | *person);
            }
        }
        Ok(())
    }

    fn past(&mut self, past: &str) -> Result<(), String> {
        if past == "-" {
            return Ok(());
        }
        let (stem, series) = self.shared.series(past)?;
        let stem = if stem.is_empty() { "_" } else { stem };
        self.tense(stem, "past", series, Morph::FINITE)?;
        self.tense(stem, "subjunctive-past", series, Morph::FINITE | Morph::SUBJ)
    }

    /// The subjunctive follows the third person plural and the imperfect unless it is given.
    fn subjunctive(&mut self, cell: &str, present: &[&str], imperfect: &str) -> Result<(), String> {
        let mood = Morph::FINITE | Morph::SUBJ;
        let given: Vec<&str> = cell.split_whitespace().collect();
        let (strong, weak): (Vec<&str>, Vec<&str>) = match given[..] {
            [] => (
                alternatives(present[5]).filter_map(|form| form.strip_suffix("ent")).collect(),
                alternatives(imperfect).collect(),
            ),
            [singular, plural] => (
                alternatives(singular).filter_map(|form| form.strip_suffix('e')).collect(),
                alternatives(plural).filter_map(|form| form.strip_suffix("ions")).collect(),
            ),
            _ => return self.forms(&given, &PERSONS, mood),
        };
        let endings = self.shared.get("subjunctive", "")?;
        for (index, (ending, person)) in endings.iter().zip(PERSONS).enumerate() {
            for stem in if matches!(index, 3 | 4) { &weak } else { &strong } {
                self.add(stem, ending, mood | person);
            }
        }
        Ok(())
    }

    fn participles(&mut self, cell: &str) {
        let (cell, invariable) = match cell.strip_prefix('!') {
            Some(rest) => (rest, true),
            None => (cell, false),
        };
        for participle in alternatives(cell) {
            let (masculine, feminine) = match participle.split_once(':') {
                Some((masculine, feminine)) => (masculine.to_owned(), feminine.to_owned()),
                None => (participle.to_owned(), format!("{}e", participle.replace('û', "u"))),
            };
            self.add(&masculine, "", Morph::PASTPART | Morph::MASC | Morph::SING);
            if invariable {
                continue;
            }
            let plural =
                if masculine.ends_with('s') { masculine } else { format!("{}s", masculine.replace('û', "u")) };
            self.add(&plural, "", Morph::PASTPART | Morph::MASC | Morph::PLUR);
            self.add(&feminine, "s", Morph::PASTPART | Morph::FEM | Morph::PLUR);
            self.add(&feminine, "", Morph::PASTPART | Morph::FEM | Morph::SING);
        }
    }
}

/// The forms in a cell: separated by `/`, `_` for an empty one, none for `-`.
fn alternatives(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('/').filter(|form| *form != "-").map(|form| if form == "_" { "" } else { form })
}

fn compile(row: &Record, shared: &Shared) -> Result<Model, String> {
    let [_, ending, present, imperfect, future, past, participle, subjunctive, imperative, gerund, persons, _] =
        row.fields[..]
    else {
        return Err("columns are missing".into());
    };
    let mut builder = Builder { shared, persons, endings: Vec::new() };
    let six: Vec<&str> = present.split_whitespace().collect();
    for infinitive in ending.split('/') {
        builder.add(infinitive, "", Morph::INF);
    }
    builder.forms(&six, &PERSONS, Morph::FINITE)?;
    builder.tense(imperfect, "imperfect", "", Morph::FINITE)?;
    builder.tense(future, "future", "", Morph::FINITE | Morph::FUT)?;
    builder.tense(future, "conditional", "", Morph::FINITE | Morph::COND)?;
    builder.past(past)?;
    builder.subjunctive(subjunctive, &six, imperfect)?;
    let orders: Vec<&str> = match imperative {
        "" => vec![six[1], six[3], six[4]],
        given => given.split_whitespace().collect(),
    };
    builder.forms(&orders, &IMPERATIVE, Morph::FINITE | Morph::IMPER)?;
    match gerund {
        "" => alternatives(imperfect).for_each(|stem| builder.add(stem, "ant", Morph::PRESPART)),
        given => alternatives(given).for_each(|form| builder.add(form, "", Morph::PRESPART)),
    }
    builder.participles(participle);
    Ok(Model { infinitives: ending.split('/').map(Into::into).collect(), endings: builder.endings })
}
