//! How a vocabulary is stored when the program is built: what cannot be worked out at once from the rest.

use super::{Analysis, Folded, Interner, Lemma, LemmaId, Morph, Vocabulary};
use crate::text::packed;
use serde::{Deserialize, Serialize};

/// The stored part of a [`Vocabulary`].
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    forms: Interner,
    lemma_texts: Interner,
    lemmas: Vec<Lemma>,
    #[serde(with = "packed")]
    starts: Vec<u32>,
    /// The lemma and the features of each reading.
    #[serde(with = "packed")]
    readings: Vec<[u32; 2]>,
    folded: Folded,
}

impl From<Vocabulary> for Stored {
    fn from(mut words: Vocabulary) -> Self {
        words.freeze();
        let readings = words.readings.iter().map(|reading| [reading.lemma.0, u32::from(reading.morph.0)]).collect();
        let Vocabulary { forms, lemma_texts, lemmas, starts, .. } = words;
        let folded = Folded::of(&forms);
        Self { forms, lemma_texts, lemmas, starts, readings, folded }
    }
}

impl From<Stored> for Vocabulary {
    fn from(stored: Stored) -> Self {
        let Stored { forms, lemma_texts, lemmas, starts, readings, folded } = stored;
        let reading = |&[lemma, morph]: &[u32; 2]| {
            let Lemma { pos, .. } = lemmas[lemma as usize];
            Analysis { lemma: LemmaId(lemma), pos, morph: Morph(morph as u16) }
        };
        let mut words = Self {
            forms,
            folded: folded.into(),
            analyses: Vec::new(),
            readings: readings.iter().map(reading).collect(),
            starts,
            by_text: vec![Default::default(); lemma_texts.len()],
            lemma_texts,
            ..Self::default()
        };
        for (id, lemma) in lemmas.iter().enumerate() {
            words.by_text[lemma.text as usize].push((lemma.pos, LemmaId(id as u32)));
        }
        words.lemmas = lemmas;
        words.note_verbs();
        words
    }
}
