//! From files to articles: readers, metadata with provenance, removal of what is not the article, copies.
//!
//! ```text
//! paths ─ discover ─▶ Source ─ readers ─▶ Unit ─┬─ page ────────────┐
//!                                               ├─ html ──┐         │
//!                                               └─ json ──┴─ record ┴─▶ Article     ArticleRow… ─ copies ─▶ CopyStatus…
//! ```
//!
//! `page` and `record` share the parts: `lines`, `furniture` and `clean` decide what is the article; `facts`, `meta`,
//! `labels`, `calendar`, `dateline`, `signature` and `title` read what the page says of itself; `signs`, `outlets` and
//! `infer` decide on outlet and date. The language facts are tables below `lexicons/corpus/`.

mod article;
mod calendar;
mod clean;
mod copies;
mod dateline;
mod discover;
mod facts;
mod fields;
mod foreign;
mod furniture;
mod guard;
mod html;
mod html_meta;
mod infer;
mod inspect;
mod json;
mod key;
mod knowledge;
mod labels;
mod language;
mod lines;
mod markup;
mod meta;
mod outlets;
mod page;
mod prints;
mod readers;
mod reading;
mod record;
mod sanitize;
mod signature;
mod signs;
mod sketches;
mod smallest;
mod title;
mod words;

pub use article::{Article, Dropped, Inferred, Place, Provenance, Rejected};
pub use copies::{Candidate, CopyStatus, Decision, NEAR_COPY, Texts, cluster, decide, print_number, unique_ids};
pub use discover::{Discovered, Source, discover};
pub use fields::{Field, Values};
pub use guard::hide_caught_panics;
pub(crate) use guard::{FAULT, netted_each};
#[cfg(test)]
pub(crate) use guard::{caught, each_under};
pub use inspect::{Inspection, Sample, inspect, together};
pub use knowledge::Knowledge;
pub use language::language;
pub use outlets::{Outlet, OutletKind, Outlets};
pub use page::article_from_page;
pub use prints::{Prints, SKETCH, Sketch, prints};
pub use readers::{Found, Kind, each, each_in};
pub use reading::{LARGEST_UNIT, Raw, Unit, read};
pub use record::article_from_record;
pub use sanitize::{harmless, one_line};
pub use sketches::Sketches;
