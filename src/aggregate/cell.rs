//! The sums behind one cell: all integers, so that merging is exact and the order of work cannot change a byte.

use super::interval::{divide, rounded_mean};
use super::table::Counts;
use crate::stance::{Label, Observation, Voice};
use std::collections::BTreeMap;

/// Article scores in thousandths and how many articles have each: at most 2001 entries however many articles there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram(BTreeMap<i16, u64>);

impl Histogram {
    /// Counts one article. Scores outside −1000..=1000 are brought back into it.
    pub fn add(&mut self, thousandths: i64) {
        *self.0.entry(thousandths.clamp(-1000, 1000) as i16).or_default() += 1;
    }

    /// Adds the articles of another histogram.
    pub fn merge(&mut self, other: &Histogram) {
        for (value, count) in &other.0 {
            *self.0.entry(*value).or_default() += count;
        }
    }

    /// Number of articles.
    pub fn articles(&self) -> u64 {
        self.0.values().sum()
    }

    /// Sum of the article scores.
    pub fn sum(&self) -> i64 {
        self.0.iter().map(|(value, count)| i64::from(*value) * *count as i64).sum()
    }

    /// Mean of the article scores, rounded half away from zero.
    pub fn mean(&self) -> Option<i64> {
        rounded_mean(self.sum(), self.articles())
    }

    /// True when every article has the same score.
    pub fn is_constant(&self) -> bool {
        self.0.len() == 1
    }

    /// Scores in ascending order with their numbers of articles.
    pub fn iter(&self) -> impl Iterator<Item = (i16, u64)> + '_ {
        self.0.iter().map(|(value, count)| (*value, *count))
    }

    /// One score per article, ascending.
    pub fn values(&self) -> Vec<i16> {
        self.iter().flat_map(|(value, count)| std::iter::repeat_n(value, count as usize)).collect()
    }
}

impl FromIterator<i64> for Histogram {
    fn from_iter<I: IntoIterator<Item = i64>>(scores: I) -> Self {
        let mut histogram = Self::default();
        scores.into_iter().for_each(|score| histogram.add(score));
        histogram
    }
}

/// The sums of one actor × outlet × period × voice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// Articles that mention the actor.
    pub articles: u64,
    /// Mentions by decision.
    pub mentions: Counts,
    /// Article scores.
    pub scores: Histogram,
}

impl Sums {
    /// Counts one article's mentions of one actor. The article's score is the mean of its scored mentions, rounded half away
    /// from zero; an article without a scored mention is counted and has no score.
    pub fn add_article<'a>(&mut self, mentions: impl Iterator<Item = &'a Observation>, threshold: i64) {
        let (mut seen, mut scored, mut sum) = (false, 0, 0);
        for mention in mentions {
            seen = true;
            count(&mut self.mentions, mention, threshold);
            if let Some(score) = mention.score {
                scored += 1;
                sum += score.thousandths();
            }
        }
        self.articles += u64::from(seen);
        if scored > 0 {
            self.scores.add(divide(i128::from(sum), scored));
        }
    }

    /// Adds the articles of other sums; both must be about different articles.
    pub fn merge(&mut self, other: &Sums) {
        self.articles += other.articles;
        self.mentions.negative += other.mentions.negative;
        self.mentions.neutral += other.mentions.neutral;
        self.mentions.positive += other.mentions.positive;
        self.mentions.no_cue += other.mentions.no_cue;
        self.mentions.mixed += other.mentions.mixed;
        self.scores.merge(&other.scores);
    }
}

fn count(counts: &mut Counts, mention: &Observation, threshold: i64) {
    counts.mixed += u64::from(mention.mixed());
    *match (mention.score, mention.label(threshold)) {
        (None, _) => &mut counts.no_cue,
        (_, Label::Negative) => &mut counts.negative,
        (_, Label::Neutral) => &mut counts.neutral,
        (_, Label::Positive) => &mut counts.positive,
    } += 1;
}

/// The sums of a group in all voices, in the outlet's own words and in reported words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VoiceSums {
    /// Both.
    pub all: Sums,
    /// Own words.
    pub outlet: Sums,
    /// Reported words.
    pub reported: Sums,
}

impl VoiceSums {
    /// Counts one article's mentions of one actor in each voice.
    pub fn add_article(&mut self, mentions: &[&Observation], threshold: i64) {
        let in_voice = |voice| mentions.iter().copied().filter(move |mention| mention.voice == voice);
        self.all.add_article(mentions.iter().copied(), threshold);
        self.outlet.add_article(in_voice(Voice::Outlet), threshold);
        self.reported.add_article(in_voice(Voice::Reported), threshold);
    }

    /// Adds the articles of other sums.
    pub fn merge(&mut self, other: &VoiceSums) {
        self.all.merge(&other.all);
        self.outlet.merge(&other.outlet);
        self.reported.merge(&other.reported);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aggregate::testing::mention;

    #[test]
    fn the_article_is_the_unit() {
        let mut sums = VoiceSums::default();
        let first = [mention("Mali", Some(-500)), mention("Mali", Some(-1)), mention("Mali", None)];
        let second = [mention("Mali", Some(200))];
        sums.add_article(&first.iter().collect::<Vec<_>>(), 150);
        sums.add_article(&second.iter().collect::<Vec<_>>(), 150);
        // (−500 − 1) / 2 = −250.5, away from zero: −251; (−251 + 200) / 2 = −25.5: −26.
        assert_eq!(sums.all.scores.values(), [-251, 200]);
        assert_eq!(sums.all.scores.mean(), Some(-26));
        assert_eq!(sums.all.mentions, Counts { negative: 1, neutral: 1, positive: 1, no_cue: 1, mixed: 0 });
        assert_eq!((sums.all.articles, sums.reported.articles, sums.all.mentions.mentions()), (2, 0, 4));
    }

    #[test]
    fn voices_have_their_own_article_scores() {
        let mut quoted = mention("Mali", Some(-800));
        quoted.voice = Voice::Reported;
        let own = mention("Mali", Some(400));
        let mut sums = VoiceSums::default();
        sums.add_article(&[&quoted, &own], 150);
        assert_eq!(sums.all.scores.values(), [-200]);
        assert_eq!(sums.outlet.scores.values(), [400]);
        assert_eq!(sums.reported.scores.values(), [-800]);
    }

    #[test]
    fn no_cue_is_not_neutral() {
        let mut sums = Sums::default();
        sums.add_article([mention("Mali", None)].iter(), 150);
        assert_eq!((sums.articles, sums.scores.articles(), sums.scores.mean()), (1, 0, None));
        sums.add_article([mention("Mali", Some(0))].iter(), 150);
        assert_eq!((sums.articles, sums.scores.articles(), sums.scores.mean()), (2, 1, Some(0)));
    }
}
