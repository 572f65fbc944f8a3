//! The words in which `inspect` answers: they stand in the interface files like every other string.

use super::strings::Strings;
use crate::config::Lang;

/// The words of one language.
#[derive(Debug, Clone)]
pub struct InspectWords {
    strings: Strings,
    /// Between a word and what it announces.
    pub colon: String,
    /// Column names that are used.
    pub columns: String,
    /// Column names that are not.
    pub unused: String,
    /// In place of a value.
    pub unknown: String,
    /// Before one rejected record.
    pub rejected: String,
    /// After a number of them.
    pub rejected_many: String,
    /// What is left out by rule.
    pub left_out: String,
    /// What cannot be read.
    pub unreadable: String,
    /// All sources together.
    pub total: String,
    /// The settings file.
    pub settings: String,
    /// Share with a date.
    pub with_date: String,
    /// Share with an outlet.
    pub with_outlet: String,
    /// Share in French.
    pub in_french: String,
}

impl InspectWords {
    /// Loads them.
    pub fn load(lang: Lang) -> Self {
        let strings = Strings::load(lang);
        let words = strings.inspect.clone();
        Self {
            strings,
            colon: words.colon,
            columns: words.columns,
            unused: words.unused,
            unknown: words.unknown,
            rejected: words.rejected,
            rejected_many: words.rejected_many,
            left_out: words.left_out,
            unreadable: words.unreadable,
            total: words.total,
            settings: words.settings,
            with_date: words.with_date,
            with_outlet: words.with_outlet,
            in_french: words.in_french,
        }
    }

    /// The name of a reader.
    pub fn reader(&self, kind: &str) -> String {
        self.strings.inspect.readers.get(kind).cloned().unwrap_or_else(|| kind.to_owned())
    }

    /// The name of a field.
    pub fn field(&self, field: &str) -> String {
        self.strings.inspect.fields.get(field).cloned().unwrap_or_else(|| field.to_owned())
    }

    /// Where a value was found.
    pub fn origin(&self, from: &str) -> String {
        self.strings.inspect.origins.get(from).cloned().unwrap_or_else(|| from.to_owned())
    }

    /// A reason or note; what stands after its first colon is kept.
    pub fn reason(&self, reason: &str) -> String {
        let known = |text: &str| self.strings.corpus.rejections.get(text).cloned();
        known(reason).unwrap_or_else(|| match reason.split_once(": ") {
            Some((kind, rest)) => {
                known(kind).map_or_else(|| reason.to_owned(), |kind| format!("{kind}{} {rest}", self.colon))
            }
            None => reason.to_owned(),
        })
    }

    /// "12 articles".
    pub fn counted(&self, n: u64) -> String {
        let words = &self.strings.inspect;
        // French counts nothing in the singular, English in the plural.
        let one = n == 1 || (n == 0 && !self.colon.starts_with(':'));
        format!("{n} {}", if one { &words.article_one } else { &words.article_many })
    }

    /// A share as a whole percentage; a share that is neither none nor all never reads 0 or 100.
    pub fn percent(&self, part: u64, whole: u64) -> String {
        let rounded = (part * 100 + whole / 2) / whole.max(1);
        let shown = match rounded {
            0 if part > 0 => "<1".to_owned(),
            100 if part < whole => ">99".to_owned(),
            n => n.to_string(),
        };
        // French puts a space before the sign.
        if self.colon.starts_with(':') { format!("{shown}%") } else { format!("{shown}\u{a0}%") }
    }
}
