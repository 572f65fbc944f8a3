//! What is said of a mention: cues, shifters, roles, voice, and the score with its evidence.

mod observation;
mod row;
mod score;

pub use observation::{CueRecord, Label, Observation, Part, Voice, label};
pub use row::{ArticleRow, Row, Status};
pub use score::Score;
