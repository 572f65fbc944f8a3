//! Adjectives: masculine and feminine, singular and plural.

use super::Irregular;
use crate::text::word::Morph;

/// All forms of an adjective given in the masculine singular, in lower case, among them the masculine before a vowel ("bel").
///
/// ```
/// use parallaxe::text::inflect::{Irregular, adjective_forms};
/// let irregular = Irregular::load().unwrap();
/// let mut forms = Vec::new();
/// adjective_forms("loyal", &irregular, &mut |form, _| forms.push(form.to_owned()));
/// assert_eq!(forms, ["loyal", "loyaux", "loyale", "loyales"]);
/// ```
pub fn adjective_forms(lemma: &str, irregular: &Irregular, emit: &mut dyn FnMut(&str, Morph)) {
    // Only the last part of a compound varies in gender; a variable first part ("social-démocrate") is handled by number.
    let cut = lemma.rfind('-').map_or(0, |at| at + 1);
    let rule = irregular.feminines.rule(lemma).filter(|(kept, _)| *kept == 0);
    let (prefix, rule) = match rule {
        Some((_, rule)) => ("", Some((0, rule))),
        None => (&lemma[..cut], irregular.feminines.rule(&lemma[cut..])),
    };
    let base = &lemma[prefix.len()..];
    let both = Morph::MASC | Morph::FEM;
    match rule {
        Some((_, rule)) if &*rule.forms[0] == "=" => emit(lemma, both | Morph::SING | Morph::PLUR),
        Some((_, rule)) if &*rule.forms[0] == "~" => {
            emit(lemma, both | Morph::SING);
            plurals(lemma, both, irregular, emit);
        }
        Some((kept, rule)) => {
            emit(lemma, Morph::MASC | Morph::SING);
            if !rule.extra.is_empty() {
                emit(&rule.extra, Morph::MASC | Morph::SING);
            }
            plurals(lemma, Morph::MASC, irregular, emit);
            for form in &rule.forms {
                feminine(&[prefix, &base[..kept], form], emit);
            }
        }
        None => {
            emit(lemma, Morph::MASC | Morph::SING);
            plurals(lemma, Morph::MASC, irregular, emit);
            feminine(&[lemma, "e"], emit);
        }
    }
}

fn plurals(lemma: &str, gender: Morph, irregular: &Irregular, emit: &mut dyn FnMut(&str, Morph)) {
    irregular.plurals_of(lemma, &mut |plural| emit(plural, gender | Morph::PLUR));
}

fn feminine(parts: &[&str], emit: &mut dyn FnMut(&str, Morph)) {
    let mut form = String::with_capacity(32);
    parts.iter().for_each(|part| form.push_str(part));
    emit(&form, Morph::FEM | Morph::SING);
    form.push('s');
    emit(&form, Morph::FEM | Morph::PLUR);
}
