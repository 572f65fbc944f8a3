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
    irregular.plurals_of(lemma, &mut |plural| emit(plural, Morph::PLUR));
}

impl Irregular {
    /// The plurals of a noun or of a masculine adjective, compounds included; several when usage hesitates.
    pub(super) fn plurals_of(&self, word: &str, emit: &mut dyn FnMut(&str)) {
        let rule = self.plurals.rule(word);
        if rule.is_none_or(|(kept, _)| kept > 0)
            && let Some((head, tail)) = word.split_once('-')
        {
            return self.compound_plurals(head, tail, emit);
        }
        let mut form = String::with_capacity(word.len() + 8);
        match rule {
            Some((kept, rule)) => {
                for ending in &rule.forms {
                    form.clear();
                    form.push_str(&word[..kept]);
                    form.push_str(ending);
                    emit(&form);
                }
            }
            None => {
                form.push_str(word);
                form.push('s');
                emit(&form);
            }
        }
    }

    fn compound_plurals(&self, head: &str, tail: &str, emit: &mut dyn FnMut(&str)) {
        let linked = tail.split(['-', '\'']).next().is_some_and(|link| LINKS.contains(&link) || link == "d");
        let heads = match linked {
            false if self.fixed_parts.contains(head) || head.ends_with('o') => vec![head.to_owned()],
            _ => self.plural_list(head),
        };
        let tails = if linked { vec![tail.to_owned()] } else { self.plural_list(tail) };
        for head in &heads {
            tails.iter().for_each(|tail| emit(&format!("{head}-{tail}")));
        }
    }

    fn plural_list(&self, word: &str) -> Vec<String> {
        let mut list = Vec::new();
        self.plurals_of(word, &mut |plural| list.push(plural.to_owned()));
        list
    }
}
