//! What is said of a mention: cues, shifters, roles, voice, and the score with its evidence.

mod apposition;
mod carriers;
mod conflict;
mod cue;
mod engine;
mod epithet;
mod mechanism;
mod nearby;
mod negation;
mod nominal;
mod observation;
mod owner;
mod reach;
mod record;
mod refer;
mod role;
mod row;
mod score;
mod shift;
mod shifter;
mod source;
mod tone;

#[cfg(test)]
mod tests;

pub use carriers::{Carriers, load_carriers};
pub use cue::Cue;
pub use engine::{Engine, Hit, Judgement, UNIT};
pub use mechanism::{Mechanism, Without};
pub use observation::{CueRecord, Label, Observation, Part, Voice, label};
pub use record::{Frame, cue_record, observation};
pub use row::{ArticleRow, Row, Status};
pub use score::Score;
pub use shift::Shift;
pub use shifter::{FoundShifter, ShifterKind, Shifters};
