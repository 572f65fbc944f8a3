//! Every string of the report, from `lexicons/interface/`: one struct per table of the file, so that a missing or
//! unknown key cannot survive the tests.

use crate::config::Lang;
use crate::data;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! table {
    ($(#[$note:meta])* $name:ident: $($field:ident),+ $(; $($other:ident: $kind:ty),+)?) => {
        $(#[$note])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $(pub(crate) $field: String,)+
            $($(pub(crate) $other: $kind,)+)?
        }
    };
}

type Words = BTreeMap<String, String>;

table!(
    /// Words of the page around the content.
    Page: title, subtitle, skip, contents, findings, findings_intro, corpus, overview, actors, others, others_intro,
    method, glossary, data, colon, source, file, files, made, top, not_enough, none, corpus_named, corpus_many, no_actor
);
table!(
    /// The line under the title and the key figures.
    Scope: articles, span, one_day, undated, key_articles, key_outlets, key_mentions, key_no_cue
);
table!(
    /// A counted noun; `{n}` is the number.
    Plural: one, many
);
table!(
    /// How names and figures are put.
    Names: unknown_outlet, all_outlets, quoted, interval, n, n_articles, estimate, bare, list_separator, list_last,
    p_below, p, no_value, too_few; kinds: Words
);
table!(
    /// The short label over each finding.
    Kickers: baseline, negative, positive, outlets, change, voices, few, reliability
);
table!(
    /// Sentences of the findings.
    Findings: baseline, baseline_most, most_negative, most_positive, lowest_outlets, highest_outlets, outlet_mean,
    order_open, no_negative, no_positive, difference, difference_lead, no_difference, no_comparison, change_down,
    change_up, about, reported_lower, reported_higher, few, few_actor, reliability, reliability_one
);
table!(
    /// The corpus part.
    Corpus: intro, outlets, outlet, articles, shared, undated, words, mentions, first, last, left_out, step, number,
    effect, row_read, row_read_effect, row_rejected, row_rejected_effect, row_language, row_language_effect,
    row_duplicates, row_duplicates_effect, row_analysed, row_analysed_effect, row_shared, row_shared_once,
    row_shared_each, row_undated, row_undated_effect, row_without_outlet, row_without_outlet_effect, rejected, reason,
    dropped, part, characters; parts: Words, rejections: Words, languages: Words
);
table!(
    /// The overview part.
    Overview: intro, heatmap, heatmap_how, heatmap_most, heatmap_cell, heatmap_none, heatmap_more, ranking,
    ranking_how, ranking_summary, ranking_none, comparisons, comparisons_how, more_positive, more_negative, difference, interval, p,
    shown, yes, no
);
table!(
    /// The part of one actor.
    Actor: kind, summary, no_mean, score_label, timeline, timeline_how, timeline_summary, timeline_thin,
    timeline_left_out, timeline_period, timeline_more, no_dates, shares, shares_how, shares_summary, voices, voices_how, voices_summary,
    holders, holders_how, holder, mentions, score, evidence, evidence_how, negative, positive, no_negative,
    no_positive, own_words, reported_words, reported_by, headline, undated, untitled, calculation, cue, row, role,
    base, shifters, effect, shifter, sum, cue_title, cue_negative, cue_positive, cue_neutral, designations,
    designations_how, words, concept, total, by_outlet, distinctive, distinctive_how, word, z, sentences,
    other_sentences, frames, frames_how, frame, frame_sentences, outlets, outlets_summary, outlets_thin, outlet_articles, outlet_scored,
    outlet_mean, outlet_interval, outlet_own, outlet_reported, period, actor, kind_column, negative_column,
    neutral_column, positive_column, no_cue_column
);
table!(
    /// Words inside the charts.
    ChartWords: more_negative, more_positive, negative, neutral, no_cue, positive, own, reported, value_n, score_axis,
    mentions_axis, n_pair
);
table!(
    /// Roles of the lexicon.
    Roles: s, o, n, preposition
);
table!(
    /// Method, validity and limits.
    Method: how, validity, validity_how, dataset, n, f1, accuracy, neutral_kept, no_validity, limits_title, settings,
    settings_line, copies_once, copies_each, references_yes, references_no, cite, cite_line, sources_title;
    steps: Vec<String>, limits: Vec<String>, sources: Vec<String>
);
table!(
    /// Dates and periods.
    Calendar: day, first_day, month, week, week_short, quarter, first_quarter, quarter_short, grain_day, grain_week,
    grain_month, grain_quarter, grain_year; months: Vec<String>, months_short: Vec<String>
);

table!(
    /// The answer of `inspect`.
    Inspect: columns, unused, unknown, rejected, rejected_many, left_out, unreadable, total, settings, with_date,
    with_outlet, in_french, colon, article_one, article_many; readers: Words, fields: Words, origins: Words
);

/// Counted nouns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    pub(crate) articles: Plural,
    pub(crate) outlets: Plural,
    pub(crate) mentions: Plural,
    pub(crate) sentences: Plural,
    pub(crate) comparisons: Plural,
    pub(crate) words: Plural,
}

/// `term | definition` lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Glossary {
    pub(crate) terms: Vec<String>,
}

/// All strings of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strings {
    pub(crate) page: Page,
    pub(crate) scope: Scope,
    pub(crate) count: Counted,
    pub(crate) names: Names,
    pub(crate) kickers: Kickers,
    pub(crate) findings: Findings,
    pub(crate) corpus: Corpus,
    pub(crate) overview: Overview,
    pub(crate) actor: Actor,
    pub(crate) charts: ChartWords,
    pub(crate) roles: Roles,
    pub(crate) shifters: Words,
    pub(crate) method: Method,
    pub(crate) glossary: Glossary,
    pub(crate) calendar: Calendar,
    pub(crate) inspect: Inspect,
}

impl Strings {
    /// The strings of a language.
    ///
    /// # Panics
    /// When the shipped file does not have the expected keys: a mistake of the programmer, caught by every test.
    pub(crate) fn load(lang: Lang) -> Self {
        let path = match lang {
            Lang::Fr => "interface/fr.toml",
            Lang::En => "interface/en.toml",
        };
        toml::from_str(&data::shipped(path).text).unwrap_or_else(|fault| panic!("lexicons/{path}: {fault}"))
    }
}

/// Replaces each `{key}` of a template; what is put in is never read again, so hostile text stays text.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Key(key) => {
                out.push_str(values.iter().find(|(name, _)| *name == key).map_or(key, |(_, value)| value))
            }
        }
    }
    out
}

/// A part of a template.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// To be copied.
    Text(&'a str),
    /// To be replaced.
    Key(&'a str),
}

/// Splits a template at its `{key}` marks.
pub(crate) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut rest = template;
    let mut out = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((key, tail)) = after.split_once('}') else { break };
        if !before.is_empty() {
            out.push(Piece::Text(before));
        }
        out.push(Piece::Key(key));
        rest = tail;
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn leaves(value: &toml::Value, path: &str, out: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::Table(table) => {
                table.iter().for_each(|(key, inner)| leaves(inner, &format!("{path}.{key}"), out))
            }
            toml::Value::Array(list) => {
                list.iter().enumerate().for_each(|(index, inner)| leaves(inner, &format!("{path}.{index}"), out));
            }
            other => {
                out.insert(path.to_owned(), other.as_str().unwrap_or_default().to_owned());
            }
        }
    }

    fn all(lang: &str) -> BTreeMap<String, String> {
        let file = data::shipped(&format!("interface/{lang}.toml"));
        let mut out = BTreeMap::new();
        leaves(&toml::from_str::<toml::Value>(&file.text).expect("valid"), "", &mut out);
        out
    }

    fn keys(text: &str) -> BTreeSet<&str> {
        pieces(text)
            .into_iter()
            .filter_map(|piece| if let Piece::Key(key) = piece { Some(key) } else { None })
            .collect()
    }

    #[test]
    fn both_languages_load() {
        assert_eq!(Strings::load(Lang::Fr).calendar.months.len(), 12);
        assert_eq!(Strings::load(Lang::En).calendar.months_short.len(), 12);
    }

    #[test]
    fn both_languages_have_the_same_keys_and_values() {
        let (french, english) = (all("fr"), all("en"));
        assert_eq!(french.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        // Only the first of the quarter and the month is written out rather than put in.
        for (path, text) in french.iter().filter(|(path, _)| !path.starts_with(".glossary")) {
            assert_eq!(keys(text), keys(&english[path]), "{path}");
        }
    }

    #[test]
    fn french_typography() {
        for (path, text) in all("fr") {
            for mark in [" :", " ;", " !", " ?", " »", "« ", " %", "'", " = "] {
                assert!(!text.contains(mark), "{path}: “{mark}” wants a no-break space or a typographic sign: {text}");
            }
        }
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        assert_eq!(fill("{a} et {b}", &[("a", "{b}"), ("b", "x")]), "{b} et x");
        assert_eq!(fill("sans fin {a", &[("a", "x")]), "sans fin {a");
    }
}
