//! From gold items and predictions to figures with their intervals, in all and by group.

use super::gold::{GoldHolder, GoldItem};
use super::holder::HolderMatcher;
use super::interval::{Interval, bootstrap};
use super::metrics::{Figures, LABELS, Tally, VALUES};
use super::prediction::Prediction;
use crate::config::Config;
use crate::stance::Voice;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// A way to divide the items: one value for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// What divides them, as the table's heading shows it.
    pub key: String,
    /// One value an item, in the order of the items; `None` for items without one.
    pub values: Vec<Option<String>>,
}

impl Grouping {
    /// Divides by a key of the gold lines. Texts group as they are, anything else as its JSON; `null` and a missing key
    /// are no value.
    pub fn of_key(items: &[GoldItem], key: &str) -> Self {
        let value = |item: &GoldItem| match item.fields.get(key) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(other) => Some(other.to_string()),
        };
        Self { key: key.to_string(), values: items.iter().map(value).collect() }
    }
}

/// Figures of a set of items and their intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The value that its items share; `None` for items without one, and for all items together.
    pub value: Option<String>,
    /// Counts.
    pub tally: Tally,
    /// Figures.
    pub figures: Figures,
    /// Intervals in the order of the figures' names; none when there are too few items.
    pub(super) intervals: [Option<Interval>; VALUES],
}

impl Group {
    /// The 95 % interval of a figure by its name in the JSON output (`f1_macro`, `accuracy`, `negative_recall`, …).
    pub fn interval(&self, name: &str) -> Option<Interval> {
        Figures::NAMES.iter().position(|known| *known == name).and_then(|index| self.intervals[index])
    }
}

/// The groups of one grouping, largest first, then by value; items without a value last.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupTable {
    /// What divides the items.
    pub key: String,
    /// The groups.
    pub groups: Vec<Group>,
}

/// The agreement of the program with the coders.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// All items.
    pub all: Group,
    /// By group.
    pub tables: Vec<GroupTable>,
}

/// Compares predictions with gold, pair by pair. `config` gives the repetitions and the seed of the bootstrap and the
/// least number of items for an interval.
///
/// # Panics
/// When `items`, `predictions` and the values of a grouping do not go in pairs.
pub fn evaluate(
    items: &[GoldItem],
    predictions: &[Prediction],
    groupings: &[Grouping],
    holders: &HolderMatcher,
    config: &Config,
) -> Evaluation {
    assert_eq!(items.len(), predictions.len(), "one prediction an item");
    let tallies: Vec<Tally> = items.iter().zip(predictions).map(|(item, made)| tally(item, made, holders)).collect();
    let tables = groupings
        .iter()
        .map(|grouping| {
            assert_eq!(items.len(), grouping.values.len(), "one value an item");
            GroupTable { key: grouping.key.clone(), groups: divide(grouping, &tallies, config) }
        })
        .collect();
    Evaluation { all: group(None, &tallies, config), tables }
}

pub(super) fn tally(item: &GoldItem, made: &Prediction, holders: &HolderMatcher) -> Tally {
    let mut tally = Tally::default();
    tally.confusion.add(item.label, made.label);
    if let Some(voice) = item.voice {
        tally.voice[usize::from(voice == Voice::Reported)][usize::from(made.voice == Voice::Reported)] = 1;
    }
    match (&item.holder, &made.holder) {
        (GoldHolder::NotCoded, _) => {}
        (GoldHolder::Nobody, found) => tally.nobody = (1, u64::from(found.is_none())),
        (GoldHolder::Named(name), found) => {
            tally.named = (1, u64::from(found.as_ref().is_some_and(|found| holders.same(name, found))));
        }
    }
    tally
}

fn group(value: Option<String>, tallies: &[Tally], config: &Config) -> Group {
    let sum = |drawn: &mut dyn Iterator<Item = &Tally>| {
        let mut sum = Tally::default();
        drawn.for_each(|one| sum.merge(one));
        sum
    };
    let tally = sum(&mut tallies.iter());
    let enough = tallies.len() as u64 >= config.min_articles;
    let resamples = if enough { config.resamples } else { 0 };
    let intervals = bootstrap(tallies.len(), resamples, config.seed, |drawn| {
        sum(&mut drawn.iter().map(|index| &tallies[*index])).figures().values()
    });
    Group { value, tally, figures: tally.figures(), intervals }
}

fn divide(grouping: &Grouping, tallies: &[Tally], config: &Config) -> Vec<Group> {
    let mut members: BTreeMap<Option<&String>, Vec<Tally>> = BTreeMap::new();
    for (value, tally) in grouping.values.iter().zip(tallies) {
        members.entry(value.as_ref()).or_default().push(*tally);
    }
    let mut groups: Vec<Group> =
        members.into_iter().map(|(value, tallies)| group(value.cloned(), &tallies, config)).collect();
    groups.sort_by(|a, b| {
        (a.value.is_none(), std::cmp::Reverse(a.figures.n), &a.value).cmp(&(
            b.value.is_none(),
            std::cmp::Reverse(b.figures.n),
            &b.value,
        ))
    });
    groups
}

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.all.entries(&mut map)?;
        if !self.tables.is_empty() {
            map.serialize_entry("groups", &Tables(&self.tables))?;
        }
        map.end()
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value)?;
        self.entries(&mut map)?;
        map.end()
    }
}

impl Group {
    fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let figures = &self.figures;
        map.serialize_entry("n", &figures.n)?;
        map.serialize_entry("f1_macro", &figures.f1_macro)?;
        map.serialize_entry("accuracy", &figures.accuracy)?;
        map.serialize_entry("per_class", &PerClass(figures))?;
        map.serialize_entry("confusion", &self.tally.confusion.cells)?;
        map.serialize_entry("labels", &LABELS)?;
        map.serialize_entry("neutral_kept", &figures.neutral_kept)?;
        map.serialize_entry("kappa", &figures.kappa)?;
        map.serialize_entry("alpha", &figures.alpha)?;
        map.serialize_entry("intervals", &Intervals(self))?;
        if let Some(voice) = &figures.voice {
            map.serialize_entry("voice", voice)?;
        }
        if let Some(holder) = &figures.holder {
            map.serialize_entry("holder", holder)?;
        }
        Ok(())
    }
}

struct PerClass<'a>(&'a Figures);

impl Serialize for PerClass<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(LABELS.iter().zip(&self.0.classes))
    }
}

struct Intervals<'a>(&'a Group);

impl Serialize for Intervals<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = Figures::NAMES.iter().zip(&self.0.intervals).filter_map(|(name, i)| i.as_ref().map(|i| (name, i)));
        serializer.collect_map(known)
    }
}

struct Tables<'a>(&'a [GroupTable]);

impl Serialize for Tables<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|table| (&table.key, &table.groups)))
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::stance::{Label, Score};
    use crate::validity::{HolderWords, parse_gold};

    /// Twelve items: four of each label; each fourth is decided neutral, one voice and one holder are wrong.
    pub fn sample() -> Evaluation {
        let labels = ["negative", "neutral", "positive"];
        let lines: Vec<String> = (0..12)
            .map(|i| {
                let (voice, holder) = if i % 2 == 0 { ("reported", "\"M. Ba\"") } else { ("outlet", "null") };
                let label = labels[i % 3];
                let kind = if i < 9 { "\"kind\":\"state\"," } else { "" };
                format!(r#"{{"id":"{i}","text":"Diop.","target":"Diop","start":0,"end":4,"label":"{label}",{kind}"voice":"{voice}","holder":{holder}}}"#)
            })
            .collect();
        let items = parse_gold("g", &lines.join("\n")).unwrap();
        let predictions: Vec<Prediction> = items
            .iter()
            .enumerate()
            .map(|(i, item)| Prediction {
                label: if i % 4 == 3 { Label::Neutral } else { item.label },
                score: Some(Score::ZERO),
                voice: if i == 0 { Voice::Outlet } else { item.voice.unwrap() },
                holder: if i % 2 == 0 { Some(if i == 2 { "Sy" } else { "Awa Ba" }.to_string()) } else { None },
            })
            .collect();
        let config = Config { resamples: 200, ..Config::default() };
        let groupings = [Grouping::of_key(&items, "kind"), Grouping::of_key(&items, "voice")];
        let holders = HolderMatcher::new(HolderWords::load().unwrap());
        evaluate(&items, &predictions, &groupings, &holders, &config)
    }

    #[test]
    fn figures_of_the_sample() {
        let all = sample().all;
        assert_eq!(all.tally.confusion.cells, [[3, 1, 0], [0, 4, 0], [0, 1, 3]]);
        assert_eq!(all.tally.voice, [[6, 0], [1, 5]]);
        assert_eq!((all.tally.nobody, all.tally.named), ((6, 6), (6, 5)));
        let interval = all.interval("accuracy").unwrap();
        assert!(interval.low < 10.0 / 12.0 && interval.high > 10.0 / 12.0);
        assert_eq!(all.interval("unheard_of"), None);
    }

    #[test]
    fn groups_are_sorted_and_small_ones_have_no_interval() {
        let tables = sample().tables;
        let kinds: Vec<_> = tables[0].groups.iter().map(|g| (g.value.clone(), g.figures.n)).collect();
        assert_eq!(kinds, [(Some("state".to_string()), 9), (None, 3)]);
        assert!(tables[0].groups[1].intervals.iter().all(Option::is_none));
        assert_eq!(tables[1].groups[0].value.as_deref(), Some("outlet"));
    }

    #[test]
    fn json_is_the_contracts() {
        let json = serde_json::to_value(sample()).unwrap();
        let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
        let expected = [
            "n",
            "f1_macro",
            "accuracy",
            "per_class",
            "confusion",
            "labels",
            "neutral_kept",
            "kappa",
            "alpha",
            "intervals",
            "voice",
            "holder",
            "groups",
        ];
        assert_eq!(keys, expected);
        assert_eq!(json["n"], 12);
        assert_eq!(json["accuracy"], 10.0 / 12.0);
        assert_eq!(json["confusion"][0], serde_json::json!([3, 1, 0]));
        assert_eq!(json["labels"], serde_json::json!(["negative", "neutral", "positive"]));
        assert_eq!(json["per_class"]["neutral"]["support"], 4);
        assert_eq!(json["per_class"]["neutral"]["recall"], 1.0);
        assert_eq!(json["intervals"]["accuracy"].as_array().unwrap().len(), 2);
        assert_eq!(json["groups"]["kind"][0]["value"], "state");
    }

    #[test]
    fn the_same_items_give_the_same_bytes() {
        assert_eq!(serde_json::to_string(&sample()).unwrap(), serde_json::to_string(&sample()).unwrap());
    }
}
