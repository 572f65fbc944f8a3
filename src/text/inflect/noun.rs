//! Nouns: singular and plural.

use super::Irregular;
use crate::text::word::Morph;

/// Small words between the parts of a compound: only the part before them takes the plural.
const LINKS: [&str; 8] = ["de", "du", "des", "à", "au", "aux", "en", "la"];

/// All forms of a noun given in the singular, in lower case. The gender is the caller's to add: it is not in the form.
///
/// ```
/// use parallaxe::text::inflect::{Irregular, noun_forms};
/// let irregular = Irregular::load().unwrap();
/// let mut forms = Vec::new();
/// noun_forms("rival", &irregular, &mut |form, _| forms.push(form.to_owned()));
/// assert_eq!(forms, ["rival", "rivaux"]);
/// ```
pub fn noun_forms(lemma: &str, irregular: &Irregular, emit: &mut dyn FnMut(&str, Morph)) {
    emit(lemma, Morph::SING);
    for plural in irregular.plurals_of(lemma) {
        emit(&plural, Morph::PLUR);
    }
}

impl Irregular {
    /// The plurals of a noun or of a masculine adjective, compounds included; several when usage hesitates.
    pub(super) fn plurals_of(&self, word: &str) -> Vec<String> {
        if self.plurals.rule(word).is_none_or(|(kept, _)| kept > 0)
            && let Some((head, tail)) = word.split_once('-')
        {
            return self.compound_plurals(head, tail);
        }
        self.simple_plurals(word)
    }

    fn simple_plurals(&self, word: &str) -> Vec<String> {
        match self.plurals.rule(word) {
            Some((kept, rule)) => rule.forms.iter().map(|form| format!("{}{form}", &word[..kept])).collect(),
            None => vec![format!("{word}s")],
        }
    }

    fn compound_plurals(&self, head: &str, tail: &str) -> Vec<String> {
        let linked = tail.split(['-', '\'']).next().is_some_and(|link| LINKS.contains(&link) || link == "d");
        let heads = match linked {
            false if self.fixed_parts.contains(head) || head.ends_with('o') => vec![head.to_owned()],
            _ => self.simple_plurals(head),
        };
        let tails = if linked { vec![tail.to_owned()] } else { self.plurals_of(tail) };
        heads.iter().flat_map(|head| tails.iter().map(move |tail| format!("{head}-{tail}"))).collect()
    }
}
