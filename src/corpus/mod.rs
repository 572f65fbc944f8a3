//! From files to articles: readers, metadata with provenance, removal of what is not the article, copies.

mod article;

pub use article::{Article, Dropped, Inferred, Place, Provenance, Rejected};
