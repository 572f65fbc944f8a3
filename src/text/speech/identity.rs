//! A speaker who is first called by a title and named in the next report: "…, a affirmé le ministre des Affaires
//! étrangères. « … », a ajouté Salif Diarra." Agency copy writes so as a rule; the name is then the holder of both.
//!
//! Only what is safe: the title stands alone with a definite article in the singular, the name comes with the very next report, within
//! two sentences, and was not written before.

use super::Speech;
use super::reader::Reader;
use super::words::Use;
use crate::text::word::{Morph, Pos};
use std::ops::Range;

/// Sentences between the title and the name.
const REACH: usize = 2;

/// Gives speakers who are only called by a title the name that the next report gives them.
pub(super) fn name_later(reader: &Reader, found: &mut [Speech]) {
    for at in 0..found.len().saturating_sub(1) {
        let Some(title) = found[at].holder.clone().filter(|holder| is_title(reader, holder)) else { continue };
        let next = found[at + 1..]
            .iter()
            .find(|later| later.holder.as_ref().is_some_and(|h| h.end <= title.start || title.end <= h.start));
        let Some(later) = next.filter(|later| later.cue.is_some()) else { continue };
        let near = reader.doc.sentence_of(later.tokens.start) <= reader.doc.sentence_of(title.start) + REACH;
        let name = later.holder.clone().filter(|name| near && name.start > title.start && is_new_name(reader, name));
        if let Some(name) = name {
            found[at].holder = Some(name);
        }
    }
}

/// "le ministre des Affaires étrangères": a common noun behind a definite article.
fn is_title(reader: &Reader, phrase: &Range<u32>) -> bool {
    let start = phrase.start as usize;
    let head = if reader.is(start, Pos::Det) { start + 1 } else { start };
    let Some(article) = head.checked_sub(1) else { return false };
    let definite = matches!(reader.text(article).to_lowercase().as_str(), "le" | "la" | "l'" | "l’");
    definite
        && head < phrase.end as usize
        && reader.has_reading(head, Pos::Noun)
        && (!reader.is_name(head) || reader.uses(head).any(Use::SPEAKER))
}

/// A first and a last name that stand nowhere before.
fn is_new_name(reader: &Reader, phrase: &Range<u32>) -> bool {
    let tokens = phrase.start as usize..phrase.end as usize;
    let named = tokens.len() >= 2 && tokens.clone().all(|at| reader.is_name(at) || reader.text(at) == "-");
    // "l'ancien maire Karl Brun" is somebody else than "le ministre".
    let before = tokens.start.checked_sub(1).filter(|at| reader.is_word(*at));
    let titled = |at: usize| reader.has_reading(at, Pos::Noun) && reader.verb(at) == Morph::NONE;
    let bare = before.is_none_or(|at| !reader.is(at, Pos::Det) && !titled(at));
    let last = reader.text(tokens.end - 1);
    named && bare && !(0..tokens.start).any(|at| reader.text(at) == last)
}
