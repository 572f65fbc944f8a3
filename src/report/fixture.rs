//! Synthetic tables for the tests of the report: outlets, months and actors with everything that can go wrong in them.

use super::{RunInfo, ValidityFigure};
use crate::actor::Found;
use crate::aggregate::*;
use crate::config::Config;
use crate::stance::*;
use std::collections::BTreeMap;

/// Outlets: an invented leaning toward all actors, in thousandths. One bears markup, one a very long name.
pub(super) const OUTLETS: [(&str, i64); 6] = [
    ("La Dépêche du Fleuve", -120),
    ("Sahel Matin", 180),
    ("L’Écho des Dunes", 20),
    ("<script>alert('x')</script> & ]]> \"Info\"", -40),
    ("Observatoire indépendant des politiques publiques et de la sécurité au Sahel", 60),
    ("Horizon", -260),
];

/// Actors: name, kind, mean in thousandths, articles a month and outlet.
pub(super) const ACTORS: [(&str, &str, i64, u64); 7] = [
    ("Mali", "state", -60, 6),
    ("Groupe de Wagner", "armed-group", -420, 4),
    ("Nations unies", "organisation", 240, 3),
    ("Conseil de sécurité des Nations unies et de l’Union africaine réunis", "institution", 90, 2),
    ("=cmd|' /C calc'!A0\u{202e}\u{7}<img src=x>", "person", -150, 1),
    ("Cédéao", "organisation", 10, 1),
    ("*Rare*", "person", 0, 0),
];

/// Numbers that only look random: the same in every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }

    fn around(&mut self, centre: i64, spread: i64) -> i64 {
        centre + (self.next(2 * spread as u64 + 1) as i64) - spread
    }
}

fn cell(articles: u64, mean: i64, draw: &mut Draw) -> Cell {
    if articles == 0 {
        return Cell::default();
    }
    let scored = articles.saturating_sub(draw.next(1 + articles / 2));
    let mentions = articles * 3;
    let no_cue = mentions * (55 + draw.next(25)) / 100;
    let cued = mentions - no_cue;
    let negative = (cued as i64 * (500 - mean) / 1300).clamp(0, cued as i64) as u64;
    let positive = ((cued - negative) as i64 * (500 + mean) / 1200).clamp(0, (cued - negative) as i64) as u64;
    let reach = 620 / (scored.max(1) as f64).sqrt() as i64;
    let value = Score::clamped(mean);
    let ends = (scored >= 5).then(|| (Score::clamped(mean - reach), Score::clamped(mean + reach)));
    let estimate = Estimate { value, low: ends.map(|e| e.0), high: ends.map(|e| e.1) };
    Cell {
        articles,
        scored_articles: scored,
        mentions: Counts { negative, neutral: cued - negative - positive, positive, no_cue, mixed: cued / 9 },
        mean: (scored > 0).then_some(estimate),
    }
}

fn voices(articles: u64, mean: i64, draw: &mut Draw) -> Voices {
    Voices {
        all: cell(articles, mean, draw),
        outlet: cell(articles * 2 / 3, mean + 110, draw),
        reported: cell(articles / 2, mean - 190, draw),
    }
}

/// A sentence with its mention and cues given by their words.
pub(super) fn evidence(actor: &str, sentence: &str, mention: &str, cues: &[(&str, i64)], index: u32) -> Evidence {
    let place = |words: &str| {
        let start = sentence.find(words).map_or(0, |at| sentence[..at].chars().count() as u32);
        (start + 40, start + 40 + words.chars().count() as u32)
    };
    let cue = |(words, effect): &(&str, i64)| CueRecord {
        text: (*words).to_owned(),
        start: place(words).0,
        end: place(words).1,
        row: format!("{}/v", words.to_lowercase()),
        role: if *effect < 0 { "o".into() } else { "à_l'égard_de".into() },
        base: Score::clamped(*effect * 2),
        shifters: vec!["negation:ne pas×-0.5".into(), "étrange".into()],
        effect: Score::clamped(*effect),
        tags: Vec::new(),
    };
    let score = cues.iter().map(|(_, effect)| effect).sum::<i64>();
    Evidence {
        observation: Observation {
            article: format!("a{index}"),
            outlet: (index != 2).then(|| OUTLETS[index as usize % 6].0.to_owned()),
            date: (index != 1).then(|| jiff::civil::date(2024, 8, 1)),
            actor: actor.to_owned(),
            mention: mention.to_owned(),
            part: if index == 3 { Part::Title } else { Part::Body },
            start: place(mention).0,
            end: place(mention).1,
            found: Found::Name,
            sentence: sentence.to_owned(),
            sentence_start: 40,
            voice: if index.is_multiple_of(2) { Voice::Reported } else { Voice::Outlet },
            holder: index.is_multiple_of(4).then(|| "le procureur <b>Diallo</b>".to_owned()),
            score: Some(Score::clamped(score)),
            cues: cues.iter().map(cue).collect(),
        },
        title: (index != 0).then(|| "Le titre | avec des *signes*".to_owned()),
        source: format!("corpus/page-{index}.txt"),
    }
}

fn sentences(actor: &str) -> (Vec<Evidence>, Vec<Evidence>) {
    let negative = vec![
        evidence(
            actor,
            "Le rapport accuse ouvertement le Mali d’avoir manqué à sa parole.",
            "Mali",
            &[("accuse", -600), ("manqué", -300)],
            0,
        ),
        evidence(
            actor,
            "Mali<script>alert(1)</script> ]]> échoue\u{202e}\u{0} encore, dit-on.",
            "Mali",
            &[("échoue", -500)],
            1,
        ),
        evidence(actor, "Jamais le Mali n’avait paru aussi isolé.", "Mali", &[("isolé", -450)], 2),
        evidence(actor, "Le Mali désavoué", "Mali", &[("désavoué", -400)], 3),
    ];
    let positive = vec![
        evidence(
            actor,
            "Les observateurs saluent le courage du Mali, malgré ses revers.",
            "Mali",
            &[("saluent", 500), ("courage", 300), ("revers", -200)],
            4,
        ),
        evidence(actor, "Le Mali a tenu ses engagements.", "Mali", &[("tenu", 400)], 5),
    ];
    (negative, positive)
}

fn actor((name, kind, mean, each): (&str, &str, i64, u64), months: usize, seed: u64) -> ActorTable {
    let mut draw = Draw(seed);
    let months = months as u64;
    let mut outlets: Vec<OutletRow> = OUTLETS
        .iter()
        .enumerate()
        .filter(|(index, _)| each > 1 || index % 2 == 0)
        .map(|(index, (outlet, lean))| {
            let by_period = (0..months)
                .map(|month| {
                    // A turn in the middle of the time, and some months without a word.
                    let turn = if month > months / 2 { -170 } else { 90 };
                    let n = if draw.next(6) == 0 {
                        0
                    } else {
                        (each * 2 + 1 + draw.next(each + 1)) / (1 + index as u64 / 3)
                    };
                    let centre = draw.around(mean + lean + turn, 90);
                    cell(n, centre, &mut draw)
                })
                .collect();
            let all = voices(if each == 0 { 1 } else { each * months }, mean + lean, &mut draw);
            OutletRow { outlet: Some((*outlet).to_owned()), voices: all, by_period }
        })
        .collect();
    outlets.sort_by_key(|row| row.voices.all.mean.map(|mean| mean.value));
    outlets.push(OutletRow {
        outlet: None,
        voices: voices(each, mean, &mut draw),
        by_period: (0..months).map(|_| Cell::default()).collect(),
    });
    let by_period = (0..months)
        .map(|month| {
            let turn = if month > months / 2 { -170 } else { 90 };
            let centre = draw.around(mean + turn, 40);
            cell(if month == 4 { 0 } else { each * 12 }, centre, &mut draw)
        })
        .collect();
    let (most_negative, most_positive) = if each > 2 { sentences(name) } else { (Vec::new(), Vec::new()) };
    ActorTable {
        actor: name.to_owned(),
        kind: kind.to_owned(),
        voices: voices(each * months * 6, mean, &mut draw),
        by_period,
        outlets,
        holders: vec![("le porte-parole".into(), 12, Some(Score::clamped(-340))), ("@habitants".into(), 3, None)],
        most_negative,
        most_positive,
        designations: vec![
            Designation {
                words: "bamako".into(),
                concept: None,
                by_outlet: vec![("Horizon".into(), 9), ("Sahel Matin".into(), 4)],
                total: 14,
            },
            Designation {
                words: "junte".into(),
                concept: Some("transition".into()),
                by_outlet: vec![("Horizon".into(), 7)],
                total: 7,
            },
        ],
        distinctive: vec![DistinctiveWord {
            outlet: "Horizon".into(),
            word: "répression".into(),
            z_hundredths: 341,
            count: 12,
            others: 5,
        }],
        frames: vec![
            FrameShare {
                frame: "security".into(),
                by_outlet: OUTLETS.iter().map(|(name, _)| ((*name).to_owned(), 12, 60)).collect(),
            },
            FrameShare { frame: "<odd>".into(), by_outlet: vec![("Horizon".into(), 1, 3)] },
        ],
    }
}

fn comparison(actor: &str, first: usize, second: usize, difference: i64, p: u32) -> Comparison {
    Comparison {
        actor: actor.to_owned(),
        first: OUTLETS[first].0.to_owned(),
        second: OUTLETS[second].0.to_owned(),
        n_first: 48,
        n_second: 51,
        difference,
        low: difference - 160,
        high: difference + 170,
        p_corrected_millionths: p,
    }
}

fn corpus(months: &[Period]) -> CorpusSummary {
    let summary = |outlet: Option<&str>, n: u64| OutletSummary {
        outlet: outlet.map(str::to_owned),
        articles: n,
        shared: n / 8,
        undated: u64::from(n > 100),
        words: n * 214,
        observations: n * 5,
        first: months.first().map(|month| month.start.clone()),
        last: months.last().map(|month| month.start.clone()),
    };
    let mut outlets: Vec<OutletSummary> =
        OUTLETS.iter().enumerate().map(|(index, (name, _))| summary(Some(name), 310 - 37 * index as u64)).collect();
    outlets.push(OutletSummary { first: None, last: None, ..summary(None, 9) });
    CorpusSummary {
        read: 1402,
        analysed: 1314,
        rejected: 4,
        rejected_reasons: vec![("the line is not JSON: <b>".into(), 3), ("the file is empty".into(), 1)],
        other_language: vec![("eng".into(), 31), ("xyz".into(), 1)],
        duplicates: 56,
        shared: 120,
        undated: 17,
        without_outlet: 9,
        words: 281_196,
        observations: 6570,
        scored: 1840,
        dropped: vec![("sharing".into(), 51_240), ("author-biography".into(), 9310), ("new-reason".into(), 12)],
        outlets,
    }
}

/// Six outlets, so many months, seven actors of which the last is too rare to say anything of.
pub(super) fn tables(months: usize) -> Tables {
    let period = |index: usize| {
        let key = format!("{}-{:02}", 2024 + index / 12, index % 12 + 1);
        Period { start: format!("{key}-01"), key }
    };
    let periods: Vec<Period> = (3..3 + months).map(period).collect();
    let comparisons = vec![
        comparison(ACTORS[0].0, 1, 5, 440, 300),
        comparison(ACTORS[1].0, 1, 5, 410, 12_000),
        comparison(ACTORS[0].0, 1, 0, 300, 31_000),
        comparison(ACTORS[2].0, 4, 3, 100, 420_000),
    ];
    Tables {
        corpus: corpus(&periods),
        actors: ACTORS.iter().enumerate().map(|(index, one)| actor(*one, months, index as u64 + 7)).collect(),
        periods,
        comparisons,
    }
}

/// Five main actors.
pub(super) fn config() -> Config {
    Config { main_actors: 5, ..Config::default() }
}

pub(super) fn info() -> RunInfo {
    let figure = |dataset: &str, n, f1_macro, accuracy| ValidityFigure {
        dataset: dataset.into(),
        n,
        f1_macro,
        accuracy,
        neutral_kept: 0.84,
    };
    RunInfo {
        version: "0.1.0".into(),
        inputs: vec!["some/where/corpus/".into()],
        lexicon_rows: 2140,
        actors: 312,
        validity: vec![figure("presse", 480, 0.612, 0.701), figure("traduction", 220, 0.548, 0.66)],
        frames: BTreeMap::from([("security".to_owned(), "Sécurité".to_owned())]),
    }
}
