//! Periods of time: the day a period begins, its key, and the list without gaps.

use super::table::Period;
use crate::config::Grain;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// More periods than this are not filled in: one article dated a century early must not fill a table of days with a
/// hundred years of nothing. Six years of days, forty years of weeks.
pub const MAX_FILLED: usize = 2200;

/// First day of the period that holds `date`.
///
/// ```
/// use parallaxe::{aggregate::period_start, config::Grain};
/// let day = jiff::civil::date(2024, 12, 30);
/// assert_eq!(period_start(Grain::Week, day).to_string(), "2024-12-30");
/// assert_eq!(period_start(Grain::Quarter, day).to_string(), "2024-10-01");
/// ```
pub fn period_start(grain: Grain, date: Date) -> Date {
    match grain {
        Grain::Day => date,
        Grain::Week => monday(date),
        Grain::Month => date.first_of_month(),
        Grain::Quarter => first_of_quarter(date),
        Grain::Year => date.first_of_year(),
    }
}

/// The key of the period that begins on `start`: `2024-07-26`, `2024-W30`, `2024-07`, `2024-T3`, `2024`.
///
/// A week belongs to the ISO 8601 year that holds its Thursday.
///
/// ```
/// use parallaxe::{aggregate::period_key, config::Grain};
/// assert_eq!(period_key(Grain::Week, jiff::civil::date(2024, 12, 30)), "2025-W01");
/// assert_eq!(period_key(Grain::Quarter, jiff::civil::date(2024, 7, 1)), "2024-T3");
/// ```
pub fn period_key(grain: Grain, start: Date) -> String {
    match grain {
        Grain::Day => start.to_string(),
        Grain::Week => {
            let week = start.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Grain::Month => format!("{:04}-{:02}", start.year(), start.month()),
        Grain::Quarter => format!("{:04}-T{}", start.year(), (start.month() + 2) / 3),
        Grain::Year => format!("{:04}", start.year()),
    }
}

/// Periods from the first to the last of `starts`, gaps included; only the periods of `starts` themselves when more than
/// [`MAX_FILLED`] would be needed. `starts` are sorted and distinct.
pub fn fill(grain: Grain, starts: &[Date]) -> Vec<Date> {
    let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else { return Vec::new() };
    let mut filled = vec![first];
    let mut current = first;
    while current < last {
        // Beyond year 9999 there is no next period; nothing later can be in `starts` either.
        let Some(next) = following(grain, current) else { break };
        current = next;
        filled.push(current);
        if filled.len() > MAX_FILLED {
            return starts.to_vec();
        }
    }
    filled
}

/// The table's form of the periods that begin on `starts`.
pub fn named(grain: Grain, starts: &[Date]) -> Vec<Period> {
    starts.iter().map(|&start| Period { key: period_key(grain, start), start: start.to_string() }).collect()
}

fn following(grain: Grain, start: Date) -> Option<Date> {
    let step: Span = match grain {
        Grain::Day => 1.day(),
        Grain::Week => 1.week(),
        Grain::Month => 1.month(),
        Grain::Quarter => 3.months(),
        Grain::Year => 1.year(),
    };
    start.checked_add(step).ok()
}

fn monday(date: Date) -> Date {
    let back = i64::from(date.weekday().since(Weekday::Monday));
    // Only the very first days that a calendar date can express have no Monday before them.
    date.checked_sub(back.days()).unwrap_or(date)
}

fn first_of_quarter(date: Date) -> Date {
    let month = (date.month() - 1) / 3 * 3 + 1;
    date.first_of_month().with().month(month).build().unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[track_caller]
    fn key(grain: Grain, day: Date, expected: &str) {
        assert_eq!(period_key(grain, period_start(grain, day)), expected);
    }

    #[test]
    fn keys() {
        key(Grain::Day, date(2024, 7, 26), "2024-07-26");
        key(Grain::Week, date(2024, 7, 26), "2024-W30");
        key(Grain::Week, date(2021, 1, 3), "2020-W53");
        key(Grain::Week, date(2021, 1, 4), "2021-W01");
        key(Grain::Week, date(2024, 12, 31), "2025-W01");
        key(Grain::Month, date(2024, 2, 29), "2024-02");
        key(Grain::Quarter, date(2024, 3, 31), "2024-T1");
        key(Grain::Quarter, date(2024, 4, 1), "2024-T2");
        key(Grain::Quarter, date(2024, 12, 31), "2024-T4");
        key(Grain::Year, date(2024, 12, 31), "2024");
    }

    #[test]
    fn gaps_are_filled() {
        let keys: Vec<_> = named(Grain::Month, &fill(Grain::Month, &[date(2023, 11, 1), date(2024, 2, 1)]))
            .into_iter()
            .map(|period| period.key)
            .collect();
        assert_eq!(keys, ["2023-11", "2023-12", "2024-01", "2024-02"]);
        assert_eq!(fill(Grain::Week, &[date(2024, 12, 23), date(2025, 1, 6)]).len(), 3);
        assert_eq!(fill(Grain::Quarter, &[date(2023, 10, 1), date(2024, 4, 1)]).len(), 3);
        assert_eq!(fill(Grain::Day, &[]), []);
    }

    #[test]
    fn a_stray_date_does_not_fill_the_table() {
        let starts = [date(1, 1, 1), date(2024, 7, 26), date(9999, 12, 31)];
        assert_eq!(fill(Grain::Day, &starts), starts);
        assert_eq!(period_start(Grain::Week, Date::MIN), monday(Date::MIN));
        assert_eq!(fill(Grain::Week, &[monday(Date::MAX)]).len(), 1);
    }
}
