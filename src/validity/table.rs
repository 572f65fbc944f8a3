//! The evaluation as text in aligned columns, in French or English.

use super::compare::PairedComparison;
use super::evaluation::{Evaluation, Group, GroupTable};
use super::metrics::LABELS;
use crate::config::Lang;
use crate::data::{DataFile, parse_table};
use crate::error::Fault;
use crate::stance::Label;
use std::fmt::Write;

/// The words of the tables.
struct Words {
    items: &'static str,
    labels: [&'static str; 3],
    class_head: [&'static str; 5],
    summary: [&'static str; 5],
    confusion: &'static str,
    voice: &'static str,
    reported: &'static str,
    holder: &'static str,
    named: &'static str,
    by: &'static str,
    without: &'static str,
    interval: &'static str,
    group_head: [&'static str; 5],
    comparison: [&'static str; 6],
}

const FRENCH: Words = Words {
    items: "éléments codés",
    labels: ["négatif", "neutre", "positif"],
    class_head: ["classe", "précision", "rappel", "F1", "effectif"],
    summary: ["macro-F1", "exactitude", "neutres conservés", "kappa de Cohen", "alpha de Krippendorff"],
    confusion: "confusion (lignes : codé ; colonnes : prédit)",
    voice: "voix (média ou paroles rapportées), exactitude",
    reported: "paroles rapportées, F1",
    holder: "locuteur, exactitude",
    named: "locuteur nommé, retrouvé",
    by: "Par",
    without: "(sans valeur)",
    interval: "Entre crochets : intervalles à 95 % (bootstrap sur les éléments).",
    group_head: ["", "n", "macro-F1", "exactitude", "neutres conservés"],
    comparison: ["avant", "maintenant", "écart", "juste avant seulement", "juste maintenant seulement", "p"],
};

const ENGLISH: Words = Words {
    items: "coded items",
    labels: ["negative", "neutral", "positive"],
    class_head: ["class", "precision", "recall", "F1", "support"],
    summary: ["macro-F1", "accuracy", "neutral kept", "Cohen's kappa", "Krippendorff's alpha"],
    confusion: "confusion (rows: coded; columns: predicted)",
    voice: "voice (outlet or reported), accuracy",
    reported: "reported words, F1",
    holder: "holder, accuracy",
    named: "named holder, found",
    by: "By",
    without: "(no value)",
    interval: "In brackets: 95 % intervals (bootstrap over items).",
    group_head: ["", "n", "macro-F1", "accuracy", "neutral kept"],
    comparison: ["before", "now", "difference", "right only before", "right only now", "p"],
};

/// Figures are shown to two decimals: three would promise more than a few hundred items can tell.
pub(super) struct Printer {
    words: &'static Words,
    lang: Lang,
}

/// The tables of an evaluation, for a terminal.
pub fn render_text(evaluation: &Evaluation, lang: Lang) -> String {
    let printer = Printer::new(lang);
    let mut out = format!("{} {}\n\n", evaluation.all.figures.n, printer.words.items);
    out.push_str(&printer.classes(&evaluation.all));
    out.push('\n');
    out.push_str(&printer.summary(&evaluation.all));
    out.push('\n');
    out.push_str(&printer.confusion(&evaluation.all));
    for table in &evaluation.tables {
        out.push('\n');
        out.push_str(&printer.groups(table));
    }
    let _ = writeln!(out, "\n{}", printer.words.interval);
    out
}

/// The comparison of two versions, for a terminal.
pub fn render_comparison(comparison: &PairedComparison, lang: Lang) -> String {
    let printer = Printer::new(lang);
    let [before, now, difference, only_before, only_now, p] = printer.words.comparison;
    let row = |name: &str, first: Option<f64>, second: Option<f64>, change: String, value: Option<f64>| {
        vec![name.to_string(), printer.figure(first), printer.figure(second), change, printer.probability(value)]
    };
    let between = comparison.f1_macro_difference.map_or(String::new(), |i| printer.bracket(i.low, i.high));
    let gap = |a: Option<f64>, b: Option<f64>| printer.figure(a.zip(b).map(|(a, b)| b - a));
    let c = comparison;
    let rows = [
        vec![String::new(), before.into(), now.into(), difference.into(), p.into()],
        row(
            printer.words.summary[0],
            c.f1_macro_first,
            c.f1_macro_second,
            format!("{} {between}", gap(c.f1_macro_first, c.f1_macro_second)).trim().to_string(),
            c.permutation_p,
        ),
        row(
            printer.words.summary[1],
            c.accuracy_first,
            c.accuracy_second,
            gap(c.accuracy_first, c.accuracy_second),
            Some(c.mcnemar_p),
        ),
    ];
    let mut out = columns(&rows);
    let _ = writeln!(out, "{only_before} {}   {only_now} {}", c.only_first_right, c.only_second_right);
    out
}

impl Printer {
    pub(super) const fn new(lang: Lang) -> Self {
        let words = match lang {
            Lang::Fr => &FRENCH,
            Lang::En => &ENGLISH,
        };
        Self { words, lang }
    }

    fn decimal(&self, text: String) -> String {
        let text = text.replace('-', "−");
        if self.lang == Lang::Fr { text.replace('.', ",") } else { text }
    }

    fn figure(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_string(), |value| self.decimal(format!("{:.2}", value + 0.0)))
    }

    /// A difference of shares in percentage points, with its sign.
    pub(super) fn points(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_string(), |value| self.decimal(format!("{:+.1}", 100.0 * value + 0.0)))
    }

    fn probability(&self, value: Option<f64>) -> String {
        match value {
            Some(value) if value < 0.001 => self.decimal("< 0.001".to_string()),
            Some(value) => self.decimal(format!("{value:.3}")),
            None => "–".to_string(),
        }
    }

    fn bracket(&self, low: f64, high: f64) -> String {
        let separator = if self.lang == Lang::Fr { " ; " } else { ", " };
        format!("[{}{separator}{}]", self.figure(Some(low)), self.figure(Some(high)))
    }

    /// A figure with its interval, when it has one.
    fn with_interval(&self, group: &Group, value: Option<f64>, name: &str) -> String {
        match group.interval(name) {
            Some(i) => format!("{} {}", self.figure(value), self.bracket(i.low, i.high)),
            None => self.figure(value),
        }
    }

    fn classes(&self, group: &Group) -> String {
        let mut rows = vec![self.words.class_head.map(String::from).to_vec()];
        for ((label, class), word) in LABELS.iter().zip(&group.figures.classes).zip(self.words.labels) {
            let key = match label {
                Label::Negative => "negative",
                Label::Neutral => "neutral",
                Label::Positive => "positive",
            };
            rows.push(vec![
                word.to_string(),
                self.with_interval(group, class.precision, &format!("{key}_precision")),
                self.with_interval(group, class.recall, &format!("{key}_recall")),
                self.with_interval(group, class.f1, &format!("{key}_f1")),
                class.support.to_string(),
            ]);
        }
        columns(&rows)
    }

    fn summary(&self, group: &Group) -> String {
        let figures = &group.figures;
        let [f1, accuracy, kept, kappa, alpha] = self.words.summary;
        let mut lines = vec![
            (f1, figures.f1_macro, "f1_macro"),
            (accuracy, figures.accuracy, "accuracy"),
            (kept, figures.neutral_kept, "neutral_kept"),
            (kappa, figures.kappa, "kappa"),
            (alpha, figures.alpha, "alpha"),
        ];
        if let Some(voice) = &figures.voice {
            lines.push((self.words.voice, voice.accuracy, "voice_accuracy"));
            lines.push((self.words.reported, voice.reported.f1, "voice_reported_f1"));
        }
        if let Some(holder) = &figures.holder {
            lines.push((self.words.holder, holder.accuracy, "holder_accuracy"));
            lines.push((self.words.named, holder.named_accuracy, "holder_named_accuracy"));
        }
        let rows: Vec<Vec<String>> = lines
            .into_iter()
            .map(|(word, value, name)| vec![word.to_string(), self.with_interval(group, value, name)])
            .collect();
        columns(&rows)
    }

    fn confusion(&self, group: &Group) -> String {
        let mut rows = vec![std::iter::once("").chain(self.words.labels).map(String::from).collect::<Vec<_>>()];
        for (word, cells) in self.words.labels.iter().zip(group.tally.confusion.cells) {
            rows.push(std::iter::once(word.to_string()).chain(cells.iter().map(u64::to_string)).collect());
        }
        format!("{}\n{}", self.words.confusion, columns(&rows))
    }

    fn groups(&self, table: &GroupTable) -> String {
        let mut rows = vec![self.words.group_head.map(String::from).to_vec()];
        for group in &table.groups {
            let figures = &group.figures;
            rows.push(vec![
                group.value.as_deref().map_or(self.words.without.to_string(), plain),
                figures.n.to_string(),
                self.with_interval(group, figures.f1_macro, "f1_macro"),
                self.with_interval(group, figures.accuracy, "accuracy"),
                self.with_interval(group, figures.neutral_kept, "neutral_kept"),
            ]);
        }
        format!("{} {}\n{}", self.words.by, plain(&table.key), columns(&rows))
    }
}

/// Text of the user on one line of a terminal: no control character, no long run of words.
fn plain(text: &str) -> String {
    let mut out: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().count() > 40 {
        out.push('…');
    }
    out
}

/// Columns wide enough for their longest cell, two blanks apart, the first to the left and the others to the right.
/// Codes and their meanings out of a table with the columns `code`, `fr` and `en`, in its order.
///
/// # Errors
/// A table of another form.
pub(super) fn meanings(file: &DataFile, lang: Lang) -> Result<Vec<(String, String)>, Fault> {
    let column = if lang == Lang::Fr { 1 } else { 2 };
    let records = parse_table(file, &["code", "fr", "en"])?;
    Ok(records.iter().map(|record| (record.fields[0].to_string(), record.fields[column].to_string())).collect())
}

/// Aligned columns, each line followed by a text of its own.
pub(super) fn columns_with<'a>(rows: &[Vec<String>], texts: impl IntoIterator<Item = &'a str>) -> String {
    let table = columns(rows);
    table.lines().zip(texts).map(|(line, text)| format!("{}\n", format!("{line}  {text}").trim_end())).collect()
}

pub(super) fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|c| c.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            let padding = " ".repeat(widths[column] - cell.chars().count());
            let gap = if column == 0 { "" } else { "  " };
            let _ = if column == 0 { write!(line, "{cell}{padding}") } else { write!(line, "{gap}{padding}{cell}") };
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::evaluation::tests::sample;
    use super::*;
    use crate::config::Config;
    use crate::validity::{Pair, compare};

    #[test]
    fn columns_line_up_whatever_the_accents() {
        let text = columns(&[vec!["é".into(), "n".into()], vec!["élan".into(), "120".into()]]);
        assert_eq!(text, "é       n\nélan  120\n");
    }

    #[test]
    fn french_and_english() {
        let french = render_text(&sample(), Lang::Fr);
        assert!(french.starts_with("12 éléments codés\n"), "{french}");
        assert!(french.contains("exactitude") && french.contains("0,83 ["), "{french}");
        assert!(french.contains("négatif        3       1        0"), "{french}");
        assert!(french.contains("Par kind") && french.contains("(sans valeur)"));
        let english = render_text(&sample(), Lang::En);
        assert!(english.contains("accuracy") && english.contains("0.83 ["), "{english}");
        assert!(english.contains("neutral kept") && !english.contains("neutres"));
    }

    #[test]
    fn values_of_the_user_cannot_break_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\n"), "a[31mb");
        assert_eq!(plain(&"x".repeat(60)).chars().count(), 41);
    }

    #[test]
    fn a_comparison_is_two_rows() {
        let pair = Pair { gold: Label::Neutral, first: Label::Positive, second: Label::Neutral };
        let text = render_comparison(&compare(&[pair; 12], &Config::default()), Lang::En);
        assert!(text.contains("< 0.001") && text.contains("right only now 12"), "{text}");
    }
}
