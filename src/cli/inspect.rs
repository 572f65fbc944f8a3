//! `inspect`: what would be read, and as what, before a long run is started.

use super::args::{Inspect, ReportArgs};
use super::engine;
use super::message::{Failure, clean};
use super::output::print;
use super::rows::path_roots;
use super::settings::Settings;
use crate::corpus::{Inspection, Rejected, Sample};
use crate::error::Fault;
use crate::report::InspectWords;
use serde::Serialize;
use std::process::ExitCode;

/// Everything that was found.
#[derive(Serialize)]
pub struct Inspected {
    /// The settings file that was read.
    pub settings: Option<String>,
    /// Source by source.
    pub sources: Vec<Inspection>,
    /// Files left out by rule.
    pub left_out: Vec<Rejected>,
    /// Files and folders that cannot be read.
    pub unreadable: Vec<Rejected>,
    /// All sources together.
    pub total: Total,
}

/// Sums over all sources.
#[derive(Serialize, Default)]
pub struct Total {
    files: u64,
    articles: u64,
    looked_at: u64,
    dated: u64,
    with_outlet: u64,
    french: u64,
    rejected: u64,
}

impl Inspected {
    /// Sums up.
    pub fn new(sources: Vec<Inspection>, left_out: Vec<Rejected>, unreadable: Vec<Rejected>) -> Self {
        let sum = |value: fn(&Inspection) -> u64| sources.iter().map(value).sum();
        let total = Total {
            files: sum(|one| one.files),
            articles: sum(|one| one.articles),
            looked_at: sum(|one| one.looked_at),
            dated: sum(|one| one.dated),
            with_outlet: sum(|one| one.with_outlet),
            french: sum(|one| one.french),
            rejected: sum(|one| one.rejected) + unreadable.len() as u64,
        };
        Self { settings: None, sources, left_out, unreadable, total }
    }
}

/// Does it.
///
/// # Errors
/// Faults of settings or tables, a missing path.
pub fn run(arguments: &Inspect) -> Result<ExitCode, Failure> {
    super::check_paths(&arguments.paths)?;
    let report = ReportArgs { lang: arguments.lang, ..ReportArgs::default() };
    let set = Settings::load(&arguments.settings, &report, &path_roots(&arguments.paths))?;
    let mut found =
        engine::with_threads(arguments.threads, || engine::inspect(&arguments.paths, &set, arguments.sample))?;
    found.settings = set.file.clone();
    let text = if arguments.json {
        let json = serde_json::to_string_pretty(&found)
            .map_err(|error| Fault::new("inspect", format!("cannot be written as JSON: {error}")))?;
        json + "\n"
    } else {
        Telling { words: InspectWords::load(set.config.lang), out: String::new() }.all(&found)
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The answer for people.
struct Telling {
    words: InspectWords,
    out: String,
}

impl Telling {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&clean(text));
        self.out.push('\n');
    }

    fn all(mut self, found: &Inspected) -> String {
        for one in &found.sources {
            self.source(one);
        }
        for (title, list) in
            [(self.words.left_out.clone(), &found.left_out), (self.words.unreadable.clone(), &found.unreadable)]
        {
            if !list.is_empty() {
                self.line(0, &format!("{title} ({})", list.len()));
                for record in list.iter().take(20) {
                    self.line(2, &format!("{} – {}", record.source, self.words.reason(&record.reason)));
                }
                if list.len() > 20 {
                    self.line(2, "…");
                }
                self.out.push('\n');
            }
        }
        let total = &found.total;
        let title = self.words.total.clone();
        let shares = self.shares(total.looked_at, [total.dated, total.with_outlet, total.french]);
        let counts = self.counts(total.articles, total.rejected);
        self.line(0, &format!("{title}{} {counts}{shares}", self.words.colon.clone()));
        if let Some(file) = &found.settings {
            let words = format!("{}{} {file}", self.words.settings, self.words.colon);
            self.line(0, &words);
        }
        self.out
    }

    fn source(&mut self, one: &Inspection) {
        let readers: Vec<String> = one
            .readers
            .iter()
            .map(|(kind, n)| {
                let name = self.words.reader(kind);
                if *n > 1 { format!("{name} × {n}") } else { name }
            })
            .collect();
        let readers = if readers.is_empty() { String::new() } else { format!(" – {}", readers.join(", ")) };
        self.line(0, &format!("{}{readers}", one.source));
        let counts = self.counts(one.articles, one.rejected);
        let shares = self.shares(one.looked_at, [one.dated, one.with_outlet, one.french]);
        self.line(2, &format!("{counts}{shares}"));
        self.columns(one);
        for (note, n) in &one.notes {
            let text = format!("{} ({n})", self.words.reason(note));
            self.line(2, &text);
        }
        for sample in &one.samples {
            self.sample(sample);
        }
        for (place, reason) in one.rejections.iter().take(5) {
            let text = format!("{}{} {place} – {}", self.words.rejected, self.words.colon, self.words.reason(reason));
            self.line(2, &text);
        }
        for (reason, n) in &one.left_out {
            let text = format!("{}{} {} ({n})", self.words.left_out, self.words.colon, self.words.reason(reason));
            self.line(2, &text);
        }
        self.out.push('\n');
    }

    fn columns(&mut self, one: &Inspection) {
        let used: Vec<String> = one
            .columns
            .iter()
            .filter_map(|(name, field)| field.map(|field| format!("{name} → {}", self.words.field(field))))
            .collect();
        let unused: Vec<&str> =
            one.columns.iter().filter(|(_, field)| field.is_none()).map(|(name, _)| name.as_str()).collect();
        if !used.is_empty() {
            let text = format!("{}{} {}", self.words.columns, self.words.colon, used.join(", "));
            self.line(2, &text);
        }
        if !unused.is_empty() {
            let text = format!("{}{} {}", self.words.unused, self.words.colon, unused.join(", "));
            self.line(2, &text);
        }
    }

    fn sample(&mut self, sample: &Sample) {
        let unknown = self.words.unknown.clone();
        let title = sample.title.as_deref().unwrap_or(&unknown);
        self.line(2, &format!("• {title}"));
        let outlet = self.fact(sample.outlet.as_deref(), sample.outlet_from);
        let date = self.fact(sample.date.as_deref(), sample.date_from);
        let agency = sample.agency.as_ref().map_or(String::new(), |agency| format!(" · {agency}"));
        self.line(4, &format!("{outlet} · {date}{agency} · {} · {}", sample.language, sample.place));
        self.line(4, &format!("{}…", sample.opening));
    }

    /// A value with where it was found.
    fn fact(&self, value: Option<&str>, from: &str) -> String {
        match value {
            Some(value) => format!("{value} ({})", self.words.origin(from)),
            None => self.words.unknown.clone(),
        }
    }

    fn counts(&self, articles: u64, rejected: u64) -> String {
        let mut text = self.words.counted(articles);
        if rejected > 0 {
            text.push_str(&format!(", {rejected} {}", self.words.rejected_many));
        }
        text
    }

    /// Shares of the articles looked at.
    fn shares(&self, of: u64, parts: [u64; 3]) -> String {
        if of == 0 {
            return String::new();
        }
        let names = [&self.words.with_date, &self.words.with_outlet, &self.words.in_french];
        let shares: Vec<String> =
            parts.iter().zip(names).map(|(part, name)| format!("{name} {}", self.words.percent(*part, of))).collect();
        format!("{} {}", self.words.colon, shares.join(", ")).trim_end().to_owned()
    }
}
