//! How far the instrument agrees with people who coded the same texts: gold data, metrics, agreement, intervals, and
//! the comparison of two versions of the program.

mod ablation;
mod cause;
mod compare;
mod evaluation;
mod examples;
mod gold;
mod holder;
mod interval;
mod metrics;
mod prediction;
mod table;

pub use ablation::{Earning, ablate, render_ablation};
pub use cause::{CauseCount, Sighting, cause, count_causes, render_causes};
pub use compare::{Pair, PairedComparison, compare, mcnemar_exact};
pub use evaluation::{Evaluation, Group, GroupTable, Grouping, evaluate};
pub use examples::{GRAMMAR, GrammarExample, example_items, grammar_examples};
pub use gold::{GoldHolder, GoldItem, parse_gold, read_gold};
pub use holder::{HolderMatcher, HolderWords};
pub use interval::{Interval, bootstrap};
pub use metrics::{
    ClassFigures, Confusion, Figures, HolderFigures, LABELS, Tally, VoiceFigures, cohen_kappa, krippendorff_alpha,
};
pub use prediction::{Prediction, parse_predictions, read_predictions, write_predictions};
pub use table::{render_comparison, render_text};
