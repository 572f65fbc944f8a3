//! The data files: every figure of the report, and more exactly.
//!
//! Columns are named in English and figures have a decimal point whatever the language of the report, so that a
//! program that reads them need not know it. Scores are decimals from −1 to 1 with up to three decimals; an empty
//! cell is an absent value. Text that a spreadsheet would read as a formula gets an apostrophe in front.

use super::clean::clean;
use super::info::RunInfo;
use crate::aggregate::{ActorTable, Cell, Tables, Voices};
use crate::config::Config;
use crate::stance::{Part, Score, Voice};

/// A file under way.
struct Sheet {
    writer: csv::Writer<Vec<u8>>,
}

impl Sheet {
    fn new(columns: &[&str]) -> Self {
        let mut sheet = Self { writer: csv::WriterBuilder::new().flexible(true).from_writer(Vec::new()) };
        sheet.put(columns.iter().map(|column| (*column).to_owned()));
        sheet
    }

    fn put(&mut self, cells: impl IntoIterator<Item = String>) {
        // Writing to memory cannot fail.
        let _ = self.writer.write_record(cells.into_iter().map(|cell| harmless(&cell)));
    }

    fn bytes(self) -> Vec<u8> {
        self.writer.into_inner().unwrap_or_default()
    }
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn harmless(cell: &str) -> String {
    // Tab and carriage return are tested before cleaning would hide that they were there.
    let suspect = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    let shown = clean(cell);
    let suspect = suspect || (shown.starts_with(['=', '+', '-', '@']) && shown.parse::<f64>().is_err());
    if suspect { format!("'{shown}") } else { shown }
}

/// Thousandths as a decimal without trailing zeros.
fn decimal(thousandths: i64) -> String {
    let (sign, size) = (if thousandths < 0 { "-" } else { "" }, thousandths.unsigned_abs());
    let text = format!("{sign}{}.{:03}", size / 1000, size % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn score(score: Option<Score>) -> String {
    score.map_or_else(String::new, |score| decimal(score.thousandths()))
}

fn optional(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

const CELL: [&str; 10] =
    ["articles", "scored_articles", "negative", "neutral", "positive", "no_cue", "mixed", "mean", "low", "high"];

fn cell(cell: &Cell) -> [String; 10] {
    let (counts, mean) = (cell.mentions, cell.mean);
    let whole = |n: u64| n.to_string();
    [
        whole(cell.articles),
        whole(cell.scored_articles),
        whole(counts.negative),
        whole(counts.neutral),
        whole(counts.positive),
        whole(counts.no_cue),
        whole(counts.mixed),
        score(mean.map(|mean| mean.value)),
        score(mean.and_then(|mean| mean.low)),
        score(mean.and_then(|mean| mean.high)),
    ]
}

fn with_cell(first: &[&str]) -> Sheet {
    Sheet::new(&[first, &CELL].concat())
}

fn put_voices(sheet: &mut Sheet, first: &[String], voices: &Voices) {
    for (name, part) in [("all", &voices.all), ("outlet", &voices.outlet), ("reported", &voices.reported)] {
        sheet.put(first.iter().cloned().chain([name.to_owned()]).chain(cell(part)));
    }
}

/// Every data file but those that list all articles and observations: its name and its bytes.
///
/// `actors.csv` and `scores.csv` the means over all time, by voice;
/// `periods.csv` those by period; the others are named for the table of the report they stand behind.
pub fn tables(tables: &Tables, config: &Config, info: &RunInfo) -> Vec<(String, Vec<u8>)> {
    let actors = &tables.actors;
    let files = [
        ("actors.csv", actor_sheet(actors)),
        ("comparisons.csv", comparison_sheet(tables)),
        ("corpus.csv", corpus_sheet(tables)),
        ("designations.csv", designation_sheet(actors)),
        ("distinctive-words.csv", distinctive_sheet(actors)),
        ("evidence.csv", evidence_sheet(actors, config)),
        ("frames.csv", frame_sheet(actors)),
        ("holders.csv", holder_sheet(actors)),
        ("outlets.csv", outlet_sheet(tables)),
        ("periods.csv", period_sheet(tables)),
        ("scores.csv", score_sheet(actors)),
        ("validity.csv", validity_sheet(info)),
    ];
    files.into_iter().map(|(name, sheet)| (name.to_owned(), sheet.bytes())).collect()
}

fn actor_sheet(actors: &[ActorTable]) -> Sheet {
    let mut sheet = with_cell(&["actor", "kind", "voice"]);
    for actor in actors {
        put_voices(&mut sheet, &[actor.actor.clone(), actor.kind.clone()], &actor.voices);
    }
    sheet
}

fn score_sheet(actors: &[ActorTable]) -> Sheet {
    let mut sheet = with_cell(&["actor", "outlet", "voice"]);
    for actor in actors {
        for row in &actor.outlets {
            put_voices(&mut sheet, &[actor.actor.clone(), optional(row.outlet.as_deref())], &row.voices);
        }
    }
    sheet
}

fn period_sheet(tables: &Tables) -> Sheet {
    let mut sheet = with_cell(&["actor", "scope", "outlet", "period", "start"]);
    for actor in &tables.actors {
        let whole = (String::from("all"), String::new(), &actor.by_period);
        let outlets =
            actor.outlets.iter().map(|row| ("outlet".into(), optional(row.outlet.as_deref()), &row.by_period));
        for (scope, outlet, cells) in std::iter::once(whole).chain(outlets) {
            for (period, one) in tables.periods.iter().zip(cells).filter(|(_, one)| one.articles > 0) {
                let first = [&actor.actor, &scope, &outlet, &period.key, &period.start].map(String::clone);
                sheet.put(first.into_iter().chain(cell(one)));
            }
        }
    }
    sheet
}

fn comparison_sheet(tables: &Tables) -> Sheet {
    let columns = ["actor", "first", "second", "n_first", "n_second", "difference", "low", "high", "p_corrected"];
    let mut sheet = Sheet::new(&columns);
    for row in &tables.comparisons {
        sheet.put([
            row.actor.clone(),
            row.first.clone(),
            row.second.clone(),
            row.n_first.to_string(),
            row.n_second.to_string(),
            decimal(row.difference),
            decimal(row.low),
            decimal(row.high),
            format!("{}.{:06}", row.p_corrected_millionths / 1_000_000, row.p_corrected_millionths % 1_000_000),
        ]);
    }
    sheet
}

fn corpus_sheet(tables: &Tables) -> Sheet {
    let corpus = &tables.corpus;
    let mut sheet = Sheet::new(&["what", "which", "number"]);
    let totals = [
        ("read", corpus.read),
        ("rejected", corpus.rejected),
        ("duplicates", corpus.duplicates),
        ("analysed", corpus.analysed),
        ("shared", corpus.shared),
        ("undated", corpus.undated),
        ("without_outlet", corpus.without_outlet),
        ("words", corpus.words),
        ("observations", corpus.observations),
        ("scored", corpus.scored),
    ];
    for (what, n) in totals {
        sheet.put([what.to_owned(), String::new(), n.to_string()]);
    }
    let lists = [
        ("rejected_reason", &corpus.rejected_reasons),
        ("other_language", &corpus.other_language),
        ("dropped_characters", &corpus.dropped),
    ];
    for (what, list) in lists {
        for (which, n) in list {
            sheet.put([what.to_owned(), which.clone(), n.to_string()]);
        }
    }
    sheet
}

fn outlet_sheet(tables: &Tables) -> Sheet {
    let columns = ["outlet", "articles", "shared", "undated", "words", "observations", "first", "last", "shared_share"];
    let mut sheet = Sheet::new(&columns);
    for row in &tables.corpus.outlets {
        sheet.put([
            optional(row.outlet.as_deref()),
            row.articles.to_string(),
            row.shared.to_string(),
            row.undated.to_string(),
            row.words.to_string(),
            row.observations.to_string(),
            optional(row.first.as_deref()),
            optional(row.last.as_deref()),
            thousandths(row.shared, row.articles),
        ]);
    }
    sheet
}

/// A share in 0..1, rounded to thousandths.
fn thousandths(part: u64, whole: u64) -> String {
    let share = (part * 1000 + whole / 2) / whole.max(1);
    format!("{}.{:03}", share / 1000, share % 1000)
}

fn holder_sheet(actors: &[ActorTable]) -> Sheet {
    let mut sheet = Sheet::new(&["actor", "holder", "mentions", "mean"]);
    for actor in actors {
        for (holder, n, mean) in &actor.holders {
            sheet.put([actor.actor.clone(), holder.clone(), n.to_string(), score(*mean)]);
        }
    }
    sheet
}

fn designation_sheet(actors: &[ActorTable]) -> Sheet {
    let mut sheet = Sheet::new(&["actor", "words", "concept", "outlet", "mentions"]);
    for actor in actors {
        for row in &actor.designations {
            let mut put = |outlet: &str, n: u64| {
                let concept = optional(row.concept.as_deref());
                sheet.put([actor.actor.clone(), row.words.clone(), concept, outlet.to_owned(), n.to_string()]);
            };
            row.by_outlet.iter().for_each(|(outlet, n)| put(outlet, *n));
            // What is left came from articles without a known outlet.
            let known: u64 = row.by_outlet.iter().map(|(_, n)| n).sum();
            if row.total > known {
                put("", row.total - known);
            }
        }
    }
    sheet
}

fn distinctive_sheet(actors: &[ActorTable]) -> Sheet {
    let mut sheet = Sheet::new(&["actor", "outlet", "word", "z", "sentences", "other_sentences"]);
    for actor in actors {
        for row in &actor.distinctive {
            let counts = [decimal(row.z_hundredths * 10), row.count.to_string(), row.others.to_string()];
            sheet.put([actor.actor.clone(), row.outlet.clone(), row.word.clone()].into_iter().chain(counts));
        }
    }
    sheet
}

fn frame_sheet(actors: &[ActorTable]) -> Sheet {
    let mut sheet = Sheet::new(&["actor", "frame", "outlet", "sentences_with", "sentences"]);
    for actor in actors {
        for frame in &actor.frames {
            for (outlet, with, all) in &frame.by_outlet {
                let first = [actor.actor.clone(), frame.frame.clone(), outlet.clone()];
                sheet.put(first.into_iter().chain([with.to_string(), all.to_string()]));
            }
        }
    }
    sheet
}

fn evidence_sheet(actors: &[ActorTable], config: &Config) -> Sheet {
    let columns = [
        "actor", "side", "score", "label", "mention", "sentence", "part", "voice", "holder", "outlet", "date", "title",
        "article", "source", "cues",
    ];
    let mut sheet = Sheet::new(&columns);
    for actor in actors {
        let sides = [("negative", &actor.most_negative), ("positive", &actor.most_positive)];
        for (side, evidence) in sides.into_iter().flat_map(|(side, list)| list.iter().map(move |one| (side, one))) {
            let observation = &evidence.observation;
            let cues: Vec<String> = observation
                .cues
                .iter()
                .map(|cue| format!("{} [{} {}] {}", cue.text, cue.row, cue.role, decimal(cue.effect.thousandths())))
                .collect();
            let label = format!("{:?}", observation.label(config.threshold)).to_lowercase();
            sheet.put([
                actor.actor.clone(),
                side.to_owned(),
                score(observation.score),
                label,
                observation.mention.clone(),
                observation.sentence.clone(),
                if observation.part == Part::Title { "title" } else { "body" }.to_owned(),
                if observation.voice == Voice::Outlet { "outlet" } else { "reported" }.to_owned(),
                optional(observation.holder.as_deref()),
                optional(observation.outlet.as_deref()),
                observation.date.map_or_else(String::new, |date| date.to_string()),
                optional(evidence.title.as_deref()),
                observation.article.clone(),
                evidence.source.clone(),
                cues.join("; "),
            ]);
        }
    }
    sheet
}

fn validity_sheet(info: &RunInfo) -> Sheet {
    let mut sheet = Sheet::new(&["dataset", "n", "f1_macro", "accuracy", "neutral_kept"]);
    for row in &info.validity {
        let units = [row.f1_macro, row.accuracy, row.neutral_kept].map(|value| format!("{value:.3}"));
        sheet.put([row.dataset.clone(), row.n.to_string()].into_iter().chain(units));
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        assert_eq!(harmless("=cmd()"), "'=cmd()");
        assert_eq!(harmless("@x"), "'@x");
        assert_eq!(harmless("\t=x"), "'=x");
        assert_eq!(harmless("\u{202e}=x"), "'=x");
        assert_eq!(harmless("-0.25"), "-0.25");
        assert_eq!(harmless("- un"), "'- un");
        assert_eq!(harmless("Mali"), "Mali");
    }

    #[test]
    fn decimals() {
        assert_eq!(decimal(-250), "-0.25");
        assert_eq!(decimal(1000), "1");
        assert_eq!(decimal(0), "0");
        assert_eq!(decimal(-1), "-0.001");
    }
}
