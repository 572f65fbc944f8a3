//! Parallaxe measures the stance of French news toward actors.
//!
//! ```text
//! sources ─ corpus ─▶ Article ─ text ─▶ Document ─ actor ─▶ Mention ─ stance ─▶ Observation ─ aggregate ─▶ Tables ─ report ─▶ out/
//!                                          ▲                    ▲
//!                                       lexicon ────────────────┘                  framing and validity read Observations too
//! ```
//!
//! One direction, no way back: each arrow is one plain data type, each word below it one folder.

pub mod actor;
pub mod aggregate;
pub mod cli;
pub mod compiled;
pub mod config;
pub mod corpus;
pub mod data;
pub mod error;
pub mod explain;
pub mod framing;
pub mod knowledge;
pub mod lexicon;
pub mod passes;
pub mod pipeline;
pub mod report;
pub mod scoring;
pub mod spool;
pub mod stance;
pub mod text;
pub mod validity;
