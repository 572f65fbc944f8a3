//! The fixed-point score.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A stance score in thousandths, −1000 (most negative) to 1000 (most positive).
///
/// Sums of scores are plain integers ([`i64`]), so merging is exact and the order of work cannot change a byte.
/// In JSON and CSV a score is written as a decimal number between −1 and 1 with up to three decimals.
///
/// ```
/// use parallaxe::stance::Score;
/// assert_eq!(Score::clamped(1400).thousandths(), 1000);
/// assert_eq!(Score::clamped(-250).as_f64(), -0.25);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Score(i16);

impl Score {
    /// Neutral: cues were found and cancel out. Not the same as *no cue*, which is `None` everywhere.
    pub const ZERO: Score = Score(0);

    /// The score nearest to `thousandths`.
    pub fn clamped(thousandths: i64) -> Self {
        Score(thousandths.clamp(-1000, 1000) as i16)
    }

    /// The score in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0 as i64
    }

    /// The score in −1..=1.
    pub fn as_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_f64())
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        if !(-1.0..=1.0).contains(&value) {
            return Err(serde::de::Error::custom(format!("a score lies between -1 and 1, not {value}")));
        }
        Ok(Score((value * 1000.0).round() as i16))
    }
}
