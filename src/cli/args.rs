//! The arguments as they are typed. Nothing is validated here but their form; [`super::settings`] does the rest.

use crate::config::{Copies, Grain, Lang};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  parallaxe                                  the report on the folder “corpus”, written to “out”
  parallaxe run press/ -o report --by week   another folder, weekly charts
  parallaxe score part1/ -o part1.parquet    observations only, to be joined later
  parallaxe report part1.parquet part2.parquet -o out
  parallaxe inspect press/                   what would be read, and as what, before a long run
  parallaxe explain --text \"Le Mali accuse la France d'ingérence.\"
  parallaxe evaluate gold.jsonl
  parallaxe check my-lexicon/

Without a command, “run” is meant: “parallaxe --lang en” is “parallaxe run --lang en”.

Exit codes:
  0  done
  1  the input or the configuration is wrong, or the run failed
  2  wrong usage
  3  done, but articles were rejected (only with --strict)";

/// Measures the stance of French news toward actors, by outlet and date.
#[derive(Debug, Parser)]
#[command(name = "parallaxe", version, about, after_help = EXAMPLES, max_term_width = 110)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read a corpus, measure, and write the report
    Run(Run),
    /// Measure only: write the rows that “report” reads
    Score(Score),
    /// Write the report from one or several row files
    Report(Report),
    /// Show what is found in a text, and the arithmetic behind it
    Explain(Explain),
    /// Compare the program with coders on a gold file
    Evaluate(Evaluate),
    /// Show what would be read under the paths, before a long run: readers, columns, samples, shares
    Inspect(Inspect),
    /// Check lexicons, actor tables and the configuration
    Check(Check),
    /// Print the completions of a shell
    Completions(Completions),
    /// Print the manual page
    Man(Man),
}

/// What the program knows and how it is set.
#[derive(Debug, Clone, Args, Default)]
#[command(next_help_heading = "Knowledge and settings")]
pub struct SettingsArgs {
    /// Settings file [default: parallaxe.toml in this folder, else in the folder of the articles]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Table of further actors, in the form of lexicons/actors/ (may be repeated)
    #[arg(long, value_name = "FILE")]
    pub actors: Vec<PathBuf>,
    /// Folder of stance tables, or one table, added to the shipped ones (may be repeated)
    #[arg(long, value_name = "DIR")]
    pub lexicon: Vec<PathBuf>,
}

/// How the report is made.
#[derive(Debug, Clone, Args, Default)]
#[command(next_help_heading = "Report")]
pub struct ReportArgs {
    /// Grain of time in tables and charts [default: month]
    #[arg(long, value_name = "GRAIN", value_parser = grains())]
    pub by: Option<Grain>,
    /// Language of the report [default: fr]
    #[arg(long, value_name = "LANG", value_parser = languages())]
    pub lang: Option<Lang>,
    /// How a text that several outlets print is counted in figures over all outlets [default: once]
    #[arg(long, value_name = "HOW", value_parser = copies())]
    pub copies: Option<Copies>,
    /// Write the time of the run into the manifest; without it the same input gives the same bytes
    #[arg(long)]
    pub stamp: bool,
}

/// How the work is done; it never changes a result.
#[derive(Debug, Clone, Args, Default)]
#[command(next_help_heading = "Work")]
pub struct WorkArgs {
    /// Number of threads [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// No progress and no summary; errors are still shown
    #[arg(long, short)]
    pub quiet: bool,
    /// Exit with 3 when articles were rejected
    #[arg(long)]
    pub strict: bool,
}

/// What is done with the rows of earlier runs; it never changes a result.
#[derive(Debug, Clone, Args, Default)]
#[command(next_help_heading = "Resuming")]
pub struct ResumeArgs {
    /// Keep what was scored, beside the output, for the next run [default: when a run takes over a minute, and from then on]
    #[arg(long, conflicts_with = "no_resume")]
    pub resume: bool,
    /// Score every article anew, and neither use nor keep what was scored
    #[arg(long)]
    pub no_resume: bool,
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// Folders or files: text, HTML, JSON, CSV, Parquet, RSS, XML, WARC, Europresse, also in zip, tar, gzip or Zstandard; “-” is the
    /// standard input
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub paths: Vec<PathBuf>,
    /// Folder for the report; an earlier report there is replaced
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub output: PathBuf,
    /// See the group.
    #[command(flatten)]
    pub resume: ResumeArgs,
    /// See the group.
    #[command(flatten)]
    pub report: ReportArgs,
    /// See the group.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// See the group.
    #[command(flatten)]
    pub work: WorkArgs,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub struct Score {
    /// Folders or files: text, HTML, JSON, CSV, Parquet, RSS, XML, WARC, Europresse, also in zip, tar, gzip or Zstandard; “-” is the
    /// standard input
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub paths: Vec<PathBuf>,
    /// Row file: Parquet when it ends in .parquet, else JSON lines; “-” is the standard output
    #[arg(short, long, value_name = "ROWS")]
    pub output: PathBuf,
    /// See the group.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// See the group.
    #[command(flatten)]
    pub work: WorkArgs,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Row files written by “score”; “-” is the standard input
    #[arg(value_name = "ROWS", required = true)]
    pub rows: Vec<PathBuf>,
    /// Folder for the report; an earlier report there is replaced
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// See the group.
    #[command(flatten)]
    pub report: ReportArgs,
    /// See the group.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// See the group.
    #[command(flatten)]
    pub work: WorkArgs,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// File with the text; “-” or nothing is the standard input
    #[arg(value_name = "FILE", conflicts_with = "text")]
    pub file: Option<PathBuf>,
    /// The text itself
    #[arg(long, value_name = "TEXT")]
    pub text: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// See the group.
    #[command(flatten)]
    pub settings: SettingsArgs,
}

/// Arguments of `evaluate`.
#[derive(Debug, Args)]
pub struct Evaluate {
    /// Gold file: JSON lines with id, text, target, start, end, label
    #[arg(value_name = "GOLD", required_unless_present = "examples")]
    pub gold: Option<PathBuf>,
    /// Evaluate the example sentences of the lexicon and of its grammar instead of a gold file
    #[arg(long, conflicts_with_all = ["gold", "against"])]
    pub examples: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Write every gold line with the program's answer added
    #[arg(long, value_name = "FILE")]
    pub predictions: Option<PathBuf>,
    /// Compare with the answers of an earlier version, written by --predictions
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Switch off one mechanism of the engine at a time and print what each earns
    #[arg(long, conflicts_with_all = ["against", "predictions", "group"])]
    pub ablate: bool,
    /// Print why decisions differ from the coding: a cause for each, counted
    #[arg(long, conflicts_with_all = ["against", "predictions", "group", "ablate"])]
    pub errors: bool,
    /// Also by the values of this key of the gold lines (may be repeated)
    #[arg(long, value_name = "KEY")]
    pub group: Vec<String>,
    /// Language of the tables [default: fr]
    #[arg(long, value_name = "LANG", value_parser = languages())]
    pub lang: Option<Lang>,
    /// See the group.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Number of threads [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `inspect`.
#[derive(Debug, Args)]
pub struct Inspect {
    /// Folders or files; “-” is the standard input
    #[arg(value_name = "PATH", default_value = "corpus")]
    pub paths: Vec<PathBuf>,
    /// Articles of each file that are looked at closely; all are counted
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: u32,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Language of the answer [default: fr]
    #[arg(long, value_name = "LANG", value_parser = languages())]
    pub lang: Option<Lang>,
    /// See the group.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Number of threads [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Stance tables, actor tables, folders of them, settings files; nothing: the shipped data and parallaxe.toml
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Number of threads [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// Write a page for every command into this folder instead
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
}

const GRAINS: [(&str, Grain); 5] = [
    ("day", Grain::Day),
    ("week", Grain::Week),
    ("month", Grain::Month),
    ("quarter", Grain::Quarter),
    ("year", Grain::Year),
];

const LANGUAGES: [(&str, Lang); 2] = [("fr", Lang::Fr), ("en", Lang::En)];

const COPIES: [(&str, Copies); 2] = [("once", Copies::Once), ("each", Copies::Each)];

fn copies() -> impl TypedValueParser<Value = Copies> {
    PossibleValuesParser::new(COPIES.map(|(name, _)| name))
        .map(|name| COPIES.iter().find(|(known, _)| *known == name).map_or(Copies::default(), |(_, copies)| *copies))
}

fn grains() -> impl TypedValueParser<Value = Grain> {
    PossibleValuesParser::new(GRAINS.map(|(name, _)| name))
        .map(|name| GRAINS.iter().find(|(known, _)| *known == name).map_or(Grain::default(), |(_, grain)| *grain))
}

fn languages() -> impl TypedValueParser<Value = Lang> {
    PossibleValuesParser::new(LANGUAGES.map(|(name, _)| name))
        .map(|name| LANGUAGES.iter().find(|(known, _)| *known == name).map_or(Lang::default(), |(_, lang)| *lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn run_has_its_defaults() {
        let Command::Run(run) = Arguments::parse_from(["parallaxe", "run"]).command else { panic!("run") };
        assert_eq!((run.paths, run.output), (vec![PathBuf::from("corpus")], PathBuf::from("out")));
        assert_eq!((run.report.by, run.report.lang, run.work.threads), (None, None, None));
    }

    #[test]
    fn values_are_those_of_the_contract() {
        for (name, grain) in GRAINS {
            let Command::Run(run) = Arguments::parse_from(["parallaxe", "run", "--by", name]).command else { panic!() };
            assert_eq!(run.report.by, Some(grain));
        }
        assert!(Arguments::try_parse_from(["parallaxe", "run", "--by", "decade"]).is_err());
        assert!(Arguments::try_parse_from(["parallaxe", "run", "--threads", "0"]).is_err());
        assert!(Arguments::try_parse_from(["parallaxe", "score"]).is_err(), "score needs -o");
        assert!(Arguments::try_parse_from(["parallaxe", "explain", "f", "--text", "t"]).is_err());
    }
}
