//! Gold items through the program: what it answers, and what it saw where it answers otherwise.

use crate::actor::{Context, Mention};
use crate::config::Config;
use crate::knowledge::{Knowledge, mention_at};
use crate::stance::{Engine, Hit, Judgement, Label, Voice, Without, label};
use crate::text::Document;
use crate::text::speech::{Speech, speeches};
use crate::validity::{GoldItem, Prediction, Sighting, cause};
use rayon::prelude::*;

/// An item analysed: all mentions around the target, and the judgement of each.
struct Scene<'a> {
    doc: Document<'a>,
    mentions: Vec<Mention>,
    /// The target among them.
    place: usize,
    speeches: Vec<Speech>,
    judgements: Vec<Judgement>,
}

/// The program's answers for gold items, in their order.
pub fn predict(items: &[GoldItem], knowledge: &Knowledge, config: &Config, without: Without) -> Vec<Prediction> {
    items.par_iter().map(|item| predict_one(item, knowledge, config, without)).collect()
}

fn predict_one(item: &GoldItem, knowledge: &Knowledge, config: &Config, without: Without) -> Prediction {
    let Some(scene) = scene(item, knowledge, without) else {
        return Prediction { label: Label::Neutral, score: None, voice: Voice::Outlet, holder: None };
    };
    let judgement = &scene.judgements[scene.place];
    let mut others = scene.mentions.clone();
    others.remove(scene.place);
    Prediction {
        label: label(judgement.score, config.threshold),
        score: judgement.score,
        voice: judgement.voice,
        holder: judgement.holder.clone().map(|tokens| knowledge.holder_name(&scene.doc, &others, tokens)),
    }
}

/// The given span is the mention; names around it are still found, so that they are not taken for anything else.
fn scene<'a>(item: &'a GoldItem, knowledge: &Knowledge, without: Without) -> Option<Scene<'a>> {
    let doc = knowledge.analyse(&item.text);
    let mut target = mention_at(&doc, item.span.range())?;
    let names = knowledge.gazetteer.find(&doc, &knowledge.words, &knowledge.french, &mut Context::default());
    let (same, mut mentions): (Vec<_>, Vec<_>) = names.mentions.into_iter().partition(|m| m.span.overlaps(target.span));
    if let Some(known) = same.first() {
        (target.actor, target.found) = (known.actor, known.found);
    }
    let place = mentions.partition_point(|m| m.tokens.start < target.tokens.start);
    mentions.insert(place, target);
    let speeches = speeches(&doc, &knowledge.words, &knowledge.french);
    let engine = Engine { without, ..knowledge.engine() };
    let judgements = engine.judge(&doc, &mentions, &names.masked, &speeches);
    Some(Scene { doc, mentions, place, speeches, judgements })
}

/// The cause of each decision that differs from the coders', with the item's id, in the order of the items.
pub fn causes<'a>(items: &'a [GoldItem], knowledge: &Knowledge, config: &Config) -> Vec<(&'a str, &'static str)> {
    let one = |item: &'a GoldItem| {
        let scene = scene(item, knowledge, Without::none())?;
        let made = label(scene.judgements[scene.place].score, config.threshold);
        cause(item.label, made, &sightings(&scene, knowledge)).map(|cause| (item.id.as_str(), cause))
    };
    items.par_iter().map(one).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Every row found in the sentence of the target: those that reach it, then those that do not.
fn sightings(scene: &Scene, knowledge: &Knowledge) -> Vec<Sighting> {
    let engine = knowledge.engine();
    let mention = &scene.mentions[scene.place];
    let kind = |hit: &Hit| engine.lexicon.row(hit.cue.row).kind;
    let elsewhere = |at: u32| {
        let around: Vec<_> = scene.speeches.iter().filter(|speech| speech.tokens.contains(&at)).collect();
        !around.is_empty() && around.iter().all(|speech| !speech.tokens.contains(&mention.tokens.start))
    };
    let reaching = &scene.judgements[scene.place].hits;
    let mut seen: Vec<Sighting> = reaching
        .iter()
        .map(|hit| Sighting {
            kind: kind(hit),
            reaches: true,
            role: hit.role,
            value: hit.value,
            effect: hit.effect,
            shifts: hit.shifts.iter().map(|shift| shift.kind).collect(),
            elsewhere: elsewhere(hit.cue.anchor),
        })
        .collect();
    let tokens = scene.doc.sentences[mention.sentence as usize].tokens.clone();
    for hit in engine.cues(&scene.doc, tokens) {
        if reaching.iter().any(|known| known.cue.anchor == hit.cue.anchor) {
            continue;
        }
        let effects = &engine.lexicon.row(hit.cue.row).effects;
        let Some((role, value)) = effects.iter().copied().max_by_key(|(_, value)| value.abs()) else { continue };
        let elsewhere = elsewhere(hit.cue.anchor);
        seen.push(Sighting { kind: kind(&hit), reaches: false, role, value, effect: 0, shifts: Vec::new(), elsewhere });
    }
    seen
}

/// The kind of each item's target as the gazetteer has it, by the name in the gold line.
pub fn kinds(items: &[GoldItem], knowledge: &Knowledge) -> Vec<Option<String>> {
    let kind = |item: &GoldItem| {
        let id = knowledge.gazetteer.find_by_name(&item.target)?;
        Some(knowledge.gazetteer.actor(id).kind.as_str().to_string())
    };
    items.iter().map(kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Sources;
    use crate::validity::{example_items, grammar_examples};

    #[test]
    fn grammar_decides_its_sentences() {
        let knowledge = Knowledge::load(&Sources::default()).unwrap();
        let config = Config::default();
        let (items, examples) = (example_items(&[]).unwrap(), grammar_examples().unwrap());
        assert_eq!(items.len(), examples.len());
        let whole = predict(&items, &knowledge, &config, Without::none());
        for ((item, example), with) in items.iter().zip(&examples).zip(&whole) {
            assert_eq!(with.label, item.label, "{}", item.text);
            let without = predict_one(item, &knowledge, &config, Without::only(example.mechanism));
            assert_ne!(without.label, item.label, "{} without {}", item.text, example.mechanism.code());
        }
    }
}
