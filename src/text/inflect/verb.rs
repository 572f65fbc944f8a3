//! Verbs: every finite form, participles with agreement, infinitive.

use super::Irregular;
use super::model::Model;
use super::spelling::{Roots, roots};
use crate::text::word::Morph;

/// All simple forms of a verb given in the infinitive, each once with the features of all its readings; a pronoun in
/// front ("s'enliser", "se taire") is set aside. Nothing for a word that is no infinitive.
///
/// ```
/// use parallaxe::text::{Morph, inflect::{Irregular, verb_forms}};
/// let irregular = Irregular::load().unwrap();
/// let mut past = Vec::new();
/// verb_forms("soutenir", &irregular, &mut |form, morph| {
///     if morph.has(Morph::PASTPART | Morph::FEM) {
///         past.push(form.to_owned());
///     }
/// });
/// assert_eq!(past, ["soutenues", "soutenue"]);
/// ```
pub fn verb_forms(lemma: &str, irregular: &Irregular, emit: &mut dyn FnMut(&str, Morph)) {
    let infinitive = lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'")).unwrap_or(lemma);
    let Some((model, regular)) = irregular.models.of(infinitive) else { return };
    let ending = model.infinitives.iter().find_map(|ending| infinitive.strip_suffix(&**ending));
    let Some(root) = ending else { return };
    if regular && infinitive.ends_with("er") {
        spelled(root, model, &roots(root, irregular.models.accent(infinitive)), emit);
    } else {
        conjugated(root, model, emit);
    }
}

fn conjugated(root: &str, model: &Model, emit: &mut dyn FnMut(&str, Morph)) {
    let mut form = String::with_capacity(root.len() + 12);
    for (ending, morph) in &model.endings {
        form.clear();
        form.push_str(root);
        form.push_str(ending);
        emit(&form, *morph);
    }
}

/// A regular verb in -er, whose root changes with the ending.
fn spelled(root: &str, model: &Model, roots: &Roots, emit: &mut dyn FnMut(&str, Morph)) {
    let mut form = String::with_capacity(root.len() + 12);
    let plain = [root.to_owned()];
    let soft = [roots.soft.clone()];
    for (ending, morph) in &model.endings {
        let mute = ending.starts_with('e') && !ending.starts_with("ez") && *morph != Morph::INF;
        let variants: &[String] = match ending.chars().next() {
            Some('a' | 'â' | 'o') => &soft,
            _ if !mute => &plain,
            _ if morph.any(Morph::FUT | Morph::COND) => &roots.future,
            _ => &roots.mute,
        };
        for variant in variants {
            form.clear();
            form.push_str(variant);
            form.push_str(ending);
            emit(&form, *morph);
        }
    }
}
