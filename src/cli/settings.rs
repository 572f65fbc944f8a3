//! `parallaxe.toml` and the arguments become a validated [`Config`] and the user's data files. Arguments win.

use super::args::{ReportArgs, SettingsArgs};
use super::message::reason;
use crate::config::{Config, Copies, Grain, Lang};
use crate::corpus::Field;
use crate::error::Fault;
use crate::knowledge::Sources;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The settings file that is read when none is named.
const DEFAULT_FILE: &str = "parallaxe.toml";

/// All keys of the settings file, for the remedy of an unknown one.
const KEYS: [&str; 17] = [
    "title",
    "lang",
    "by",
    "copies",
    "threshold",
    "resamples",
    "seed",
    "min_articles",
    "main_actors",
    "actors",
    "outlets",
    "fields",
    "reference_date",
    "references",
    "outlet_files",
    "actor_files",
    "lexicons",
];

/// What a run is set to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// Settings that change results.
    pub config: Config,
    /// The user's tables.
    pub sources: Sources,
    /// The settings file that was read, as messages show it.
    pub file: Option<String>,
}

impl Settings {
    /// Reads the settings file, then the arguments. `inputs` are the folders or files that the articles come from: when no
    /// file is named and none stands in the working folder, the articles' own one is taken.
    ///
    /// # Errors
    /// Every fault of the settings file: TOML that cannot be read, unknown keys, values of a wrong kind or out of range.
    pub fn load(settings: &SettingsArgs, report: &ReportArgs, inputs: &[String]) -> Result<Self, Vec<Fault>> {
        let default = || {
            let here = Some(PathBuf::from(DEFAULT_FILE)).filter(|path| path.is_file());
            here.or_else(|| beside(inputs))
        };
        let mut loaded = match settings.config.clone().or_else(default) {
            Some(path) => read(&path)?,
            None => Self::default(),
        };
        loaded.config.by = report.by.unwrap_or(loaded.config.by);
        loaded.config.lang = report.lang.unwrap_or(loaded.config.lang);
        loaded.config.copies = report.copies.unwrap_or(loaded.config.copies);
        loaded.sources.actors.extend(settings.actors.iter().cloned());
        loaded.sources.lexicons.extend(settings.lexicon.iter().cloned());
        Ok(loaded)
    }
}

impl Settings {
    /// A fault of the settings that was found later, with the file and the line where its words stand.
    pub fn place(&self, mut fault: Fault) -> Fault {
        let Some(file) = &self.file else { return fault };
        let words =
            fault.problem.split('“').skip(1).filter_map(|rest| rest.split('”').next()).last().unwrap_or_default();
        let text = std::fs::read_to_string(file).unwrap_or_default();
        fault.line = text.lines().position(|line| !words.is_empty() && line.contains(words)).map(|index| index + 1);
        fault.file.clone_from(file);
        fault
    }
}

/// The settings file in the folder that all articles come from, or in the one above it: a part of a corpus has the
/// settings of the whole.
fn beside(inputs: &[String]) -> Option<PathBuf> {
    let [input] = inputs else { return None };
    let input = Path::new(input);
    let folder = if input.is_dir() { Some(input) } else { input.parent() };
    folder
        .into_iter()
        .flat_map(|folder| folder.ancestors().take(2))
        .map(|folder| folder.join(DEFAULT_FILE))
        .find(|path| path.is_file())
}

/// Reads one settings file.
///
/// # Errors
/// See [`Settings::load`].
pub fn read(path: &Path) -> Result<Settings, Vec<Fault>> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let remedy = "give the path of a settings file with --config, or leave it out";
        vec![Fault::new(&name, format!("cannot be read: {}", reason(&error))).remedy(remedy)]
    })?;
    let settings = parse(&name, &text, path.parent().unwrap_or(Path::new("")))?;
    Ok(Settings { file: Some(name), ..settings })
}

/// Reads settings; paths in them count from `folder`.
fn parse(name: &str, text: &str, folder: &Path) -> Result<Settings, Vec<Fault>> {
    let mut reader = Reader { name, text, folder, faults: Vec::new() };
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(1, |span| reader.line(span.start));
        vec![
            Fault::new(name, error.message())
                .at_line(line)
                .remedy("write TOML: one “key = value” a line, texts in quotes"),
        ]
    })?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        reader.set(&mut settings, key, value);
    }
    reader.faults.sort_by_key(|fault| fault.line);
    if reader.faults.is_empty() { Ok(settings) } else { Err(reader.faults) }
}

struct Reader<'a> {
    name: &'a str,
    text: &'a str,
    folder: &'a Path,
    faults: Vec<Fault>,
}

type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn set(&mut self, settings: &mut Settings, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Value) {
        let Settings { config, sources, .. } = settings;
        let name = key.get_ref().as_ref();
        match name {
            "title" => config.title = self.text(name, value),
            "lang" => self.choice(name, value, &mut config.lang, &[("fr", Lang::Fr), ("en", Lang::En)]),
            "by" => self.choice(name, value, &mut config.by, &GRAINS),
            "copies" => self.choice(name, value, &mut config.copies, &[("once", Copies::Once), ("each", Copies::Each)]),
            "threshold" => self.number(name, value, &mut config.threshold, 1..=1000),
            "resamples" => self.number(name, value, &mut config.resamples, 100..=100_000),
            "seed" => self.number(name, value, &mut config.seed, 0..=i64::MAX),
            "min_articles" => self.number(name, value, &mut config.min_articles, 2..=100_000),
            "main_actors" => self.number(name, value, &mut config.main_actors, 1..=200),
            "actors" => config.actors = self.texts(name, value),
            "outlets" => config.outlets = self.table(name, value),
            "fields" => config.fields = self.fields(name, value),
            "reference_date" => config.reference_date = self.date(name, value),
            "references" => match value.get_ref() {
                DeValue::Boolean(yes) => config.references = *yes,
                _ => self.wrong(name, value, "write true or false"),
            },
            "outlet_files" => sources.outlets = self.paths(name, value),
            "actor_files" => sources.actors = self.paths(name, value),
            "lexicons" => sources.lexicons = self.paths(name, value),
            _ => self.unknown(name, key.span().start),
        }
    }

    fn line(&self, byte: usize) -> usize {
        self.text.as_bytes()[..byte.min(self.text.len())].iter().filter(|b| **b == b'\n').count() + 1
    }

    fn unknown(&mut self, key: &str, byte: usize) {
        let fault = Fault::new(self.name, format!("unknown key “{key}”")).at_line(self.line(byte));
        self.faults.push(fault.remedy(match nearest(key) {
            Some(near) => format!("did you mean “{near}”? Known keys: {}", KEYS.join(", ")),
            None => format!("known keys: {}", KEYS.join(", ")),
        }));
    }

    fn wrong(&mut self, key: &str, value: &Value, remedy: impl Into<String>) {
        let written = self.text.get(value.span()).unwrap_or_default().lines().next().unwrap_or_default();
        let fault = Fault::new(self.name, format!("“{key}” cannot be {written}"));
        self.faults.push(fault.at_line(self.line(value.span().start)).remedy(remedy));
    }

    fn text(&mut self, key: &str, value: &Value) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.to_string()),
            _ => {
                self.wrong(key, value, "write a text in quotes");
                None
            }
        }
    }

    fn texts(&mut self, key: &str, value: &Value) -> Vec<String> {
        match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|item| self.text(key, item)).collect(),
            _ => {
                self.wrong(key, value, format!("write a list of texts: {key} = [\"…\", \"…\"]"));
                Vec::new()
            }
        }
    }

    fn paths(&mut self, key: &str, value: &Value) -> Vec<PathBuf> {
        self.texts(key, value).iter().map(|path| self.folder.join(path)).collect()
    }

    fn table(&mut self, key: &str, value: &Value) -> BTreeMap<String, String> {
        match value.get_ref() {
            DeValue::Table(table) => table
                .iter()
                .filter_map(|(name, value)| Some((name.get_ref().to_string(), self.text(name.get_ref(), value)?)))
                .collect(),
            _ => {
                self.wrong(key, value, format!("write a table: [{key}], then one line \"folder\" = \"Name\" for each"));
                BTreeMap::new()
            }
        }
    }

    /// Names of columns by field: a text, or a list of texts.
    fn fields(&mut self, key: &str, value: &Value) -> BTreeMap<String, Vec<String>> {
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong(
                key,
                value,
                "write a table: [fields], then one line text = \"name of the column\" for each field",
            );
            return BTreeMap::new();
        };
        let mut fields = BTreeMap::new();
        for (name, value) in table {
            let Some(field) = Field::parse(name.get_ref()) else {
                let known: Vec<&str> = Field::ALL.iter().map(|(name, _)| *name).collect();
                let fault = Fault::new(self.name, format!("unknown field “{}” in [fields]", name.get_ref()));
                let line = self.line(name.span().start);
                self.faults.push(fault.at_line(line).remedy(format!("write one of {}", known.join(", "))));
                continue;
            };
            let names = match value.get_ref() {
                DeValue::Array(_) => self.texts(field.as_str(), value),
                _ => self.text(field.as_str(), value).into_iter().collect(),
            };
            fields.insert(field.as_str().to_owned(), names);
        }
        fields
    }

    fn date(&mut self, key: &str, value: &Value) -> Option<jiff::civil::Date> {
        let date = match value.get_ref() {
            DeValue::String(text) => text.parse().ok(),
            DeValue::Datetime(date) => date.to_string().parse().ok(),
            _ => None,
        };
        if date.is_none() {
            self.wrong(key, value, format!("write a day: {key} = \"2024-08-01\""));
        }
        date
    }

    fn choice<T: Copy>(&mut self, key: &str, value: &Value, place: &mut T, choices: &[(&str, T)]) {
        let found = value.get_ref().as_str().and_then(|text| choices.iter().find(|(name, _)| *name == text));
        match found {
            Some((_, choice)) => *place = *choice,
            None => {
                let names: Vec<String> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                self.wrong(key, value, format!("write one of {}", names.join(", ")));
            }
        }
    }

    fn number<T: TryFrom<i64>>(&mut self, key: &str, value: &Value, place: &mut T, range: RangeInclusive<i64>) {
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        match number.filter(|number| range.contains(number)).and_then(|number| T::try_from(number).ok()) {
            Some(number) => *place = number,
            None => {
                let unit = if key == "threshold" { " (thousandths: 150 means 0.15)" } else { "" };
                self.wrong(key, value, format!("write a whole number from {} to {}{unit}", range.start(), range.end()));
            }
        }
    }
}

const GRAINS: [(&str, Grain); 5] = [
    ("day", Grain::Day),
    ("week", Grain::Week),
    ("month", Grain::Month),
    ("quarter", Grain::Quarter),
    ("year", Grain::Year),
];

/// The known key that looks most like `key`, when one does.
fn nearest(key: &str) -> Option<&'static str> {
    let key = key.to_lowercase().replace('-', "_");
    KEYS.iter()
        .map(|known| (strsim::jaro_winkler(&key, known), *known))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn good(text: &str) -> Settings {
        parse("p.toml", text, Path::new("conf")).unwrap_or_else(|faults| panic!("{}", faults[0]))
    }

    #[track_caller]
    fn bad(text: &str, line: usize, words: &[&str]) {
        let faults = parse("p.toml", text, Path::new("")).expect_err("must be refused");
        assert_eq!(faults[0].line, Some(line), "{}", faults[0]);
        let shown = faults[0].to_string();
        for word in words {
            assert!(shown.contains(word), "no “{word}” in: {shown}");
        }
        assert!(faults[0].remedy.is_some());
    }

    #[test]
    fn the_settings_of_a_corpus_stand_in_its_folder() {
        let dir = tempfile::tempdir().unwrap();
        let corpus = dir.path().join("corpus");
        std::fs::create_dir_all(corpus.join("part/deeper")).unwrap();
        std::fs::write(corpus.join("part/a.txt"), "x").unwrap();
        std::fs::write(corpus.join(DEFAULT_FILE), "lang = \"en\"\n").unwrap();
        let found = |path: &str| beside(&[corpus.join(path).display().to_string()]);
        for path in ["", "part", "part/a.txt"] {
            assert_eq!(
                found(path).map(|p| p.canonicalize().unwrap()),
                Some(corpus.join(DEFAULT_FILE).canonicalize().unwrap())
            );
        }
        assert_eq!(found("part/deeper"), None);
        assert_eq!(beside(&[]), None);
    }

    #[test]
    fn late_faults_find_their_line() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("p.toml");
        std::fs::write(&file, "lang = \"fr\"\nactors = [\"Malli\"]\n").unwrap();
        let settings = read(&file).unwrap();
        let fault = settings.place(Fault::new("configuration", "“actors” names “Malli”, which is no actor"));
        assert_eq!((fault.line, fault.file), (Some(2), file.display().to_string()));
    }

    #[test]
    fn an_empty_file_is_the_default() {
        assert_eq!(good("# nothing\n"), Settings::default());
    }

    #[test]
    fn every_key_is_read() {
        let settings = good(
            "title = \"T\"\nlang = \"en\"\nby = \"week\"\ncopies = \"each\"\nthreshold = 200\nresamples = 500\nseed = 7\n\
             min_articles = 3\nmain_actors = 4\nactors = [\"Mali\", \"France\"]\nreferences = false\n\
             actor_files = [\"mine.tsv\"]\nlexicons = [\"/abs/lex\"]\noutlet_files = [\"own.toml\"]\n\
             reference_date = 2024-08-01\n[outlets]\n\"le-matin\" = \"Le Matin\"\n\
             [fields]\ntext = \"Intégral\"\nbyline = [\"Signé\", \"Par\"]\n",
        );
        let config = &settings.config;
        assert_eq!((config.title.as_deref(), config.lang, config.by), (Some("T"), Lang::En, Grain::Week));
        assert_eq!((config.copies, config.threshold, config.resamples), (Copies::Each, 200, 500));
        assert_eq!((config.seed, config.min_articles, config.main_actors), (7, 3, 4));
        assert_eq!((config.actors.len(), config.references), (2, false));
        assert_eq!(config.outlets["le-matin"], "Le Matin");
        assert_eq!(settings.sources.actors, [PathBuf::from("conf/mine.tsv")]);
        assert_eq!(settings.sources.lexicons, [PathBuf::from("/abs/lex")]);
        assert_eq!(settings.sources.outlets, [PathBuf::from("conf/own.toml")]);
        assert_eq!(config.reference_date, Some(jiff::civil::date(2024, 8, 1)));
        assert_eq!(
            (&config.fields["text"], &config.fields["author"]),
            (&vec!["Intégral".into()], &vec!["Signé".into(), "Par".into()])
        );
    }

    #[test]
    fn all_keys_of_the_configuration_can_be_set() {
        let toml::Value::Table(table) = toml::Value::try_from(Config {
            title: Some("T".into()),
            reference_date: Some(jiff::civil::date(2024, 8, 1)),
            ..Config::default()
        })
        .unwrap() else {
            panic!("a table")
        };
        for key in table.keys() {
            assert!(KEYS.contains(&key.as_str()), "{key} has no key in the settings file");
        }
    }

    #[test]
    fn unknown_keys_name_the_nearest() {
        bad("lang = \"fr\"\ntreshold = 100\n", 2, &["unknown key “treshold”", "did you mean “threshold”"]);
        bad("min-articles = 5\n", 1, &["did you mean “min_articles”"]);
        bad("zzz = 1\n", 1, &["known keys: title"]);
    }

    #[test]
    fn values_out_of_range_or_of_a_wrong_kind() {
        bad("\nthreshold = 0\n", 2, &["“threshold” cannot be 0", "1 to 1000", "0.15"]);
        bad("threshold = 0.15\n", 1, &["cannot be 0.15"]);
        bad("resamples = -1\n", 1, &["100 to 100000"]);
        bad("by = \"decade\"\n", 1, &["\"decade\"", "\"quarter\""]);
        bad("references = \"yes\"\n", 1, &["true or false"]);
        bad("actors = \"Mali\"\n", 1, &["list of texts"]);
        bad("outlets = 3\n", 1, &["[outlets]"]);
        bad("title = \"\"\n", 1, &["text in quotes"]);
        bad("[fields]\ncolour = \"x\"\n", 2, &["unknown field “colour”", "title"]);
        bad("[fields]\ntext = 3\n", 2, &["text in quotes"]);
        bad("fields = 3\n", 1, &["[fields]"]);
        bad("reference_date = \"hier\"\n", 1, &["2024-08-01"]);
    }

    #[test]
    fn broken_toml_names_its_line() {
        bad("lang = \"fr\"\nby = \n", 2, &["p.toml:2"]);
    }

    #[test]
    fn all_faults_are_told_in_order() {
        let faults = parse("p", "zz = 1\nby = 3\nseed = \"x\"\n", Path::new("")).unwrap_err();
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [Some(1), Some(2), Some(3)]);
    }
}
