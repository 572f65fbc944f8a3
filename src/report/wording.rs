//! Figures and dates as the reader's language writes them.

use super::clean::clean;
use super::strings::{Plural, Strings, fill};
use crate::aggregate::{Cell, Estimate, Period};
use crate::config::{Grain, Lang};
use crate::stance::Score;

const MINUS: char = '\u{2212}';

/// One language's strings and its way of writing figures.
pub(crate) struct Wording {
    pub(crate) lang: Lang,
    pub(crate) strings: Strings,
}

impl Wording {
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang, strings: Strings::load(lang) }
    }

    /// The tag for the `lang` attribute.
    pub(crate) const fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Fr => "fr",
            Lang::En => "en",
        }
    }

    const fn decimal_mark(&self) -> char {
        match self.lang {
            Lang::Fr => ',',
            Lang::En => '.',
        }
    }

    /// `units` of ten to the minus `places`, without sign.
    fn decimal(&self, units: u64, places: usize) -> String {
        if places == 0 {
            return self.count(units);
        }
        let scale = 10u64.pow(places as u32);
        format!("{}{}{:0places$}", self.count(units / scale), self.decimal_mark(), units % scale)
    }

    /// A score with two decimals and its sign; a score that rounds to nothing has none.
    pub(crate) fn score(&self, score: Score) -> String {
        self.signed(score.thousandths())
    }

    /// Thousandths with two decimals, always with a sign.
    pub(crate) fn signed(&self, thousandths: i64) -> String {
        let hundredths = (thousandths.unsigned_abs() + 5) / 10;
        let sign = match (hundredths, thousandths) {
            (0, _) => None,
            (_, value) if value < 0 => Some(MINUS),
            _ => Some('+'),
        };
        sign.into_iter().collect::<String>() + &self.decimal(hundredths, 2)
    }

    /// Thousandths with two decimals and a sign only below zero: differences, thresholds.
    pub(crate) fn plain(&self, thousandths: i64) -> String {
        let text = self.signed(thousandths);
        text.strip_prefix('+').map_or(text.clone(), str::to_owned)
    }

    /// Hundredths with one decimal: z-scores.
    pub(crate) fn z(&self, hundredths: i64) -> String {
        let tenths = (hundredths.unsigned_abs() + 5) / 10;
        let sign = if hundredths < 0 && tenths > 0 { MINUS.to_string() } else { String::new() };
        sign + &self.decimal(tenths, 1)
    }

    /// A figure in 0..=1 with two decimals.
    pub(crate) fn unit(&self, value: f64) -> String {
        self.decimal((value.clamp(0.0, 1.0) * 100.0).round() as u64, 2)
    }

    /// A whole number with its thousands set apart.
    pub(crate) fn count(&self, n: u64) -> String {
        let digits = n.to_string();
        let separator = match self.lang {
            Lang::Fr => '\u{202f}',
            Lang::En => ',',
        };
        let mut out = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }

    /// A share as a whole percentage; a share that is neither none nor all never reads 0 or 100.
    pub(crate) fn percent(&self, part: u64, whole: u64) -> String {
        let exact = if whole == 0 { 0 } else { (part * 200 + whole) / (whole * 2) };
        let (low, high) = (part > 0 && exact == 0, part < whole && exact == 100);
        let number = if low {
            "<\u{a0}1".to_owned()
        } else if high {
            ">\u{a0}99".to_owned()
        } else {
            exact.to_string()
        };
        match self.lang {
            Lang::Fr => format!("{number}\u{202f}%"),
            Lang::En => format!("{number}%"),
        }
    }

    /// A counted noun.
    pub(crate) fn counted(&self, plural: &Plural, n: u64) -> String {
        let one = n == 1 || (n == 0 && self.lang == Lang::Fr);
        fill(if one { &plural.one } else { &plural.many }, &[("n", &self.count(n))])
    }

    /// "12 articles".
    pub(crate) fn articles(&self, n: u64) -> String {
        self.counted(&self.strings.count.articles, n)
    }

    /// "n = 12 articles".
    pub(crate) fn n_articles(&self, n: u64) -> String {
        fill(&self.strings.names.n_articles, &[("articles", &self.articles(n))])
    }

    /// "n = 12".
    pub(crate) fn n(&self, n: u64) -> String {
        fill(&self.strings.names.n, &[("n", &self.count(n))])
    }

    /// An interval in brackets.
    pub(crate) fn interval(&self, low: Score, high: Score) -> String {
        fill(&self.strings.names.interval, &[("low", &self.score(low)), ("high", &self.score(high))])
    }

    /// The interval of a difference, signed only below zero.
    pub(crate) fn difference_interval(&self, low: i64, high: i64) -> String {
        fill(&self.strings.names.interval, &[("low", &self.plain(low)), ("high", &self.plain(high))])
    }

    /// The interval of an estimate, or the dash.
    pub(crate) fn interval_or_dash(&self, mean: Option<Estimate>) -> String {
        match mean.and_then(|m| m.low.zip(m.high)) {
            Some((low, high)) => self.interval(low, high),
            None => self.dash(),
        }
    }

    /// The mean of a cell, or the dash.
    pub(crate) fn mean_or_dash(&self, cell: &Cell) -> String {
        cell.mean.map_or_else(|| self.dash(), |mean| self.score(mean.value))
    }

    /// What stands for no value.
    pub(crate) fn dash(&self) -> String {
        self.strings.names.no_value.clone()
    }

    /// "−0,42 [−0,51 ; −0,33], n = 54 articles", without the interval when there is none, the dash without a mean.
    pub(crate) fn estimate(&self, cell: &Cell) -> String {
        self.estimate_with(cell, &self.n_articles(cell.scored_articles))
    }

    /// The same with "n = 54".
    pub(crate) fn estimate_short(&self, cell: &Cell) -> String {
        self.estimate_with(cell, &self.n(cell.scored_articles))
    }

    fn estimate_with(&self, cell: &Cell, n: &str) -> String {
        let Some(mean) = cell.mean else { return self.dash() };
        let value = self.score(mean.value);
        match mean.low.zip(mean.high) {
            Some((low, high)) => {
                let interval = self.interval(low, high);
                fill(&self.strings.names.estimate, &[("value", &value), ("interval", &interval), ("n", n)])
            }
            None => fill(&self.strings.names.bare, &[("value", &value), ("n", n)]),
        }
    }

    /// A corrected p-value from millionths.
    pub(crate) fn p(&self, millionths: u32) -> String {
        if millionths < 1000 {
            return self.strings.names.p_below.clone();
        }
        fill(&self.strings.names.p, &[("p", &self.p_bare(millionths))])
    }

    /// Three decimals, "< 0,001" below; never rounded across the level of 0.05 it is compared with.
    pub(crate) fn p_bare(&self, millionths: u32) -> String {
        if millionths < 1000 {
            return format!("<\u{a0}{}", self.decimal(1, 3));
        }
        let nearest = (millionths + 500) / 1000;
        let thousandths = if millionths < 50_000 { nearest.min(49) } else { nearest.min(1000) };
        self.decimal(thousandths.into(), 3)
    }

    /// A name between quotation marks.
    pub(crate) fn quoted(&self, name: &str) -> String {
        fill(&self.strings.names.quoted, &[("name", name)])
    }

    /// An outlet's name, or the words for an unknown one.
    pub(crate) fn outlet(&self, outlet: Option<&str>) -> String {
        outlet.map(clean).filter(|name| !name.is_empty()).unwrap_or_else(|| self.strings.names.unknown_outlet.clone())
    }

    /// A calendar date, from its ISO form; other text is shown as it is.
    pub(crate) fn date(&self, iso: &str) -> String {
        let Some((year, month, day)) = parts(iso) else { return clean(iso) };
        let calendar = &self.strings.calendar;
        let day = if day == 1 { calendar.first_day.clone() } else { day.to_string() };
        let month = calendar.months.get(month - 1).map_or("", String::as_str);
        fill(&calendar.day, &[("day", &day), ("month", month), ("year", &year.to_string())])
    }

    /// A period in full.
    pub(crate) fn period(&self, period: &Period, grain: Grain) -> String {
        let Some((year, month, _)) = parts(&period.start) else { return clean(&period.key) };
        let (calendar, year) = (&self.strings.calendar, year.to_string());
        match grain {
            Grain::Day => self.date(&period.start),
            Grain::Week => match period.key.split_once("-W") {
                // The ISO year of a week is not always that of its Monday.
                Some((year, week)) => fill(&calendar.week, &[("week", week.trim_start_matches('0')), ("year", year)]),
                None => clean(&period.key),
            },
            Grain::Month => {
                let name = calendar.months.get(month - 1).map_or("", String::as_str);
                fill(&calendar.month, &[("month", name), ("year", &year)])
            }
            Grain::Quarter => {
                let quarter = (month - 1) / 3 + 1;
                let form = if quarter == 1 { &calendar.first_quarter } else { &calendar.quarter };
                fill(form, &[("quarter", &quarter.to_string()), ("year", &year)])
            }
            Grain::Year => year,
        }
    }

    /// A period on an axis: its short name and its year, to stand on two lines.
    pub(crate) fn period_tick(&self, period: &Period, grain: Grain) -> (String, String) {
        let Some((year, month, day)) = parts(&period.start) else { return (clean(&period.key), String::new()) };
        let (calendar, year) = (&self.strings.calendar, year.to_string());
        let month_name = calendar.months_short.get(month - 1).cloned().unwrap_or_default();
        match grain {
            Grain::Day => (format!("{day}\u{a0}{month_name}"), year),
            Grain::Week => match period.key.split_once("-W") {
                Some((year, week)) => (fill(&calendar.week_short, &[("week", week)]), year.to_owned()),
                None => (clean(&period.key), year),
            },
            Grain::Month => (month_name, year),
            Grain::Quarter => (fill(&calendar.quarter_short, &[("quarter", &((month - 1) / 3 + 1).to_string())]), year),
            Grain::Year => (year, String::new()),
        }
    }

    /// The name of a grain.
    pub(crate) fn grain(&self, grain: Grain) -> &str {
        let calendar = &self.strings.calendar;
        match grain {
            Grain::Day => &calendar.grain_day,
            Grain::Week => &calendar.grain_week,
            Grain::Month => &calendar.grain_month,
            Grain::Quarter => &calendar.grain_quarter,
            Grain::Year => &calendar.grain_year,
        }
    }
}

/// Year, month (1–12) and day of an ISO date.
fn parts(iso: &str) -> Option<(i32, usize, u32)> {
    let mut fields = iso.splitn(3, '-').map(str::parse::<u32>);
    let (year, month, day) = (fields.next()?.ok()?, fields.next()?.ok()?, fields.next()?.ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year as i32, month as usize, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both() -> (Wording, Wording) {
        (Wording::new(Lang::Fr), Wording::new(Lang::En))
    }

    #[test]
    fn scores_carry_sign_and_two_decimals() {
        let (fr, en) = both();
        assert_eq!(fr.score(Score::clamped(-424)), "−0,42");
        assert_eq!(fr.score(Score::clamped(425)), "+0,43");
        assert_eq!(en.score(Score::clamped(1000)), "+1.00");
        assert_eq!(fr.score(Score::clamped(-4)), "0,00");
        assert_eq!(fr.plain(720), "0,72");
        assert_eq!(fr.plain(-20), "−0,02");
    }

    #[test]
    fn counts_and_shares() {
        let (fr, en) = both();
        assert_eq!(fr.count(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(en.count(4210), "4,210");
        assert_eq!(fr.percent(1, 3), "33\u{202f}%");
        assert_eq!(en.percent(1, 3), "33%");
        assert_eq!(en.percent(1, 1000), "<\u{a0}1%");
        assert_eq!(en.percent(999, 1000), ">\u{a0}99%");
        assert_eq!(en.percent(0, 0), "0%");
    }

    #[test]
    fn french_counts_nothing_in_the_singular() {
        let (fr, en) = both();
        assert_eq!(fr.articles(0), "0\u{a0}article");
        assert_eq!(en.articles(0), "0\u{a0}articles");
        assert_eq!(fr.articles(1), "1\u{a0}article");
        assert_eq!(fr.articles(2), "2\u{a0}articles");
    }

    #[test]
    fn p_values_stay_on_their_side() {
        let (fr, _) = both();
        assert_eq!(fr.p_bare(500), "<\u{a0}0,001");
        assert_eq!(fr.p_bare(49_999), "0,049");
        assert_eq!(fr.p_bare(50_001), "0,050");
        assert_eq!(fr.p_bare(1_000_000), "1,000");
    }

    #[test]
    fn dates_and_periods() {
        let (fr, en) = both();
        assert_eq!(fr.date("2024-08-01"), "1er août 2024");
        assert_eq!(en.date("2024-07-26"), "26 July 2024");
        let period = |key: &str, start: &str| Period { key: key.into(), start: start.into() };
        assert_eq!(fr.period(&period("2024-T1", "2024-01-01"), Grain::Quarter), "1er trimestre 2024");
        assert_eq!(fr.period(&period("2025-W01", "2024-12-30"), Grain::Week), "semaine 1 de 2025");
        assert_eq!(fr.period_tick(&period("2024-07", "2024-07-01"), Grain::Month), ("juill.".into(), "2024".into()));
        assert_eq!(fr.date("hier"), "hier");
    }
}
