use super::*;
use crate::actor::Found;
use crate::aggregate::article::AssembledArticle;
use crate::aggregate::testing::{article, mention, mention_in};
use crate::framing::Knowledge;
use crate::stance::{Observation, Status, Voice};
use proptest::prelude::*;

fn knowledge() -> Knowledge {
    Knowledge::load().expect("shipped data")
}

fn assembled(id: &str, outlet: &str, date: &str, scores: &[Option<i64>]) -> AssembledArticle {
    let observations =
        scores.iter().map(|score| Observation { article: id.into(), ..mention("Mali", *score) }).collect();
    AssembledArticle { row: article(id, outlet, date), duplicate_of: None, observations }
}

fn shared(of: Option<&str>, mut article: AssembledArticle) -> AssembledArticle {
    article.row.status = Status::SharedCopy;
    article.duplicate_of = of.map(String::from);
    article
}

fn tables(articles: Vec<AssembledArticle>, config: &Config) -> Tables {
    let kinds = BTreeMap::from([("Mali".to_string(), "state".to_string()), ("Niger".to_string(), "state".to_string())]);
    let knowledge = knowledge();
    let mut sums = Accumulator::new(config, &knowledge);
    articles.iter().for_each(|article| sums.add(article));
    sums.finish(&kinds).expect("a good configuration")
}

fn value(cell: &Cell) -> Option<i64> {
    cell.mean.map(|mean| mean.value.thousandths())
}

#[test]
fn by_outlet_and_period() {
    let tables = tables(
        vec![
            assembled("1", "A", "2024-01-10", &[Some(-600), Some(-200), None]), // −400
            assembled("2", "A", "2024-03-02", &[Some(101)]),
            assembled("3", "B", "2024-03-30", &[Some(500)]),
            assembled("4", "B", "?", &[Some(400)]),
            assembled("5", "?", "2024-01-01", &[Some(-900)]),
            assembled("6", "C", "2024-02-01", &[None]),
        ],
        &Config::default(),
    );
    let keys: Vec<_> = tables.periods.iter().map(|period| period.key.as_str()).collect();
    assert_eq!(keys, ["2024-01", "2024-02", "2024-03"]);
    let mali = &tables.actors[0];
    assert_eq!((mali.actor.as_str(), mali.kind.as_str()), ("Mali", "state"));
    // Most negative first, unscored after, unknown outlet last: (−400 + 101) / 2 = −149.5.
    let outlets: Vec<_> = mali.outlets.iter().map(|row| (row.outlet.as_deref(), value(&row.voices.all))).collect();
    assert_eq!(outlets, [(Some("A"), Some(-150)), (Some("B"), Some(450)), (Some("C"), None), (None, Some(-900))]);
    let a: Vec<_> = mali.outlets[0].by_period.iter().map(value).collect();
    assert_eq!(a, [Some(-400), None, Some(101)]);
    // All outlets: (−400 + 101 + 500 + 400 − 900) / 5 = −59.8; by month −650, none, 300.5.
    assert_eq!(value(&mali.voices.all), Some(-60));
    assert_eq!(mali.by_period.iter().map(value).collect::<Vec<_>>(), [Some(-650), None, Some(301)]);
    assert_eq!((mali.voices.all.articles, mali.voices.all.scored_articles), (6, 5));
    assert!(mali.voices.all.mean.is_some_and(|mean| mean.low.is_some()));
    assert!(mali.outlets.iter().all(|row| row.voices.all.mean.is_none_or(|mean| mean.low.is_none())));
}

#[test]
fn shared_texts_count_once_over_all_outlets() {
    let articles = || {
        vec![
            shared(None, assembled("1", "A", "2024-01-10", &[Some(-600)])),
            shared(Some("1"), assembled("2", "B", "2024-02-11", &[Some(-600)])),
            assembled("3", "B", "2024-02-12", &[Some(200)]),
        ]
    };
    let once = tables(articles(), &Config::default());
    let mali = &once.actors[0];
    assert_eq!(value(&mali.voices.all), Some(-200));
    assert_eq!(mali.by_period.iter().map(value).collect::<Vec<_>>(), [Some(-600), Some(200)]);
    assert_eq!(mali.outlets.iter().map(|row| value(&row.voices.all)).collect::<Vec<_>>(), [Some(-600), Some(-200)]);
    assert_eq!(mali.most_negative.len(), 1);
    assert_eq!((once.corpus.analysed, once.corpus.shared), (3, 2));
    let each = tables(articles(), &Config { copies: Copies::Each, ..Config::default() });
    assert_eq!(value(&each.actors[0].voices.all), Some(-333));
    assert_eq!(value(&each.actors[0].by_period[1]), Some(-200));
}

#[test]
fn holders_of_reported_words() {
    let said = |holder: &str, score| Observation {
        voice: Voice::Reported,
        holder: Some(holder.into()),
        ..mention("Mali", score)
    };
    let mut one = assembled("1", "A", "2024-01-10", &[Some(100)]);
    one.observations.extend([
        said("ONU", Some(-500)),
        said("ONU", None),
        said("ONU", Some(-200)),
        said("CEDEAO", None),
    ]);
    let mali = &tables(vec![one], &Config::default()).actors[0];
    assert_eq!(mali.holders, [("ONU".to_string(), 3, Some(Score::clamped(-350))), ("CEDEAO".to_string(), 1, None)]);
    assert_eq!((value(&mali.voices.outlet), value(&mali.voices.reported)), (Some(100), Some(-350)));
}

#[test]
fn main_actors_are_chosen_or_most_mentioned() {
    let mut one = assembled("1", "A", "2024-01-10", &[Some(100), None]);
    one.observations.extend([mention("Niger", None), mention("Autre", None)]);
    let names = |config: &Config| {
        let tables = tables(vec![one.clone()], config);
        let names = |actors: &[ActorTable]| actors.iter().map(|table| table.actor.clone()).collect::<Vec<_>>();
        (names(&tables.actors), names(tables.main_actors(config)))
    };
    let (all, main) = names(&Config { main_actors: 2, ..Config::default() });
    assert_eq!((all.join(" "), main.join(" ")), ("Mali Autre Niger".into(), "Mali Autre".into()));
    let (all, main) = names(&Config { actors: vec!["Niger".into(), "Mali".into()], ..Config::default() });
    assert_eq!((all.join(" "), main.join(" ")), ("Niger Mali Autre".into(), "Niger Mali".into()));
    let wrong = Config { actors: vec!["Malli".into()], ..Config::default() };
    let knowledge = knowledge();
    let fault = Accumulator::new(&wrong, &knowledge).finish(&BTreeMap::from([("Mali".into(), "state".into())]));
    assert!(fault.is_err_and(|fault| fault.to_string().contains("write “Mali”")));
}

#[test]
fn references_may_be_left_out() {
    let mut one = assembled("1", "A", "2024-01-10", &[Some(100)]);
    one.observations.push(Observation {
        score: Some(Score::clamped(-900)),
        ..mention_in("Mali", Found::Pronoun, "il", "il nuit", 0)
    });
    let with = tables(vec![one.clone()], &Config::default());
    let without = tables(vec![one], &Config { references: false, ..Config::default() });
    assert_eq!((value(&with.actors[0].voices.all), with.corpus.observations), (Some(-400), 2));
    assert_eq!((value(&without.actors[0].voices.all), without.corpus.observations), (Some(100), 1));
}

#[test]
fn an_empty_corpus_has_empty_tables() {
    let tables = tables(Vec::new(), &Config::default());
    assert!(tables.actors.is_empty() && tables.periods.is_empty() && tables.comparisons.is_empty());
    assert!(tables.main_actors(&Config::default()).is_empty());
}

#[test]
fn one_outlet_more_moves_no_other_interval() {
    let articles = |outlets: &[&str]| -> Vec<AssembledArticle> {
        let one = |(i, outlet): (i64, &&str)| {
            assembled(&format!("{outlet}{i}"), outlet, "2024-01-10", &[Some(i * 97 % 900 - 300)])
        };
        (0..9).flat_map(|i| outlets.iter().map(move |outlet| (i, outlet))).map(one).collect()
    };
    let two = tables(articles(&["A", "B"]), &Config::default());
    let three = tables(articles(&["A", "B", "C"]), &Config::default());
    let row = |tables: &Tables, name: &str| {
        tables.actors[0].outlets.iter().find(|row| row.outlet.as_deref() == Some(name)).cloned()
    };
    assert!(row(&two, "A").is_some_and(|row| row.voices.all.mean.is_some_and(|mean| mean.low.is_some())));
    assert_eq!((row(&two, "A"), row(&two, "B")), (row(&three, "A"), row(&three, "B")));
}

/// Articles with everything that could depend on the order of work: shared words, outlets, dates, speakers, reprints.
fn any_article() -> impl Strategy<Value = AssembledArticle> {
    let outlet = prop::sample::select(vec!["A", "B", "C", "?"]);
    let date = prop::sample::select(vec!["2024-01-03", "2024-01-31", "2024-03-01", "?"]);
    let mentions =
        prop::collection::vec((0..3usize, prop::option::of(-1000..=1000i64), 0..4usize, any::<bool>()), 0..6);
    (outlet, date, mentions, prop::option::weighted(0.2, any::<bool>())).prop_map(
        |(outlet, date, mentions, shared_copy)| {
            let observation = |(place, (actor, score, text, reported)): (usize, (usize, Option<i64>, usize, bool))| {
                let actor = ["Mali", "Niger", "Russie"][actor];
                let about =
                    ["la junte recule", "les négociations avancent", "les soldats partent", "la dette augmente"][text];
                Observation {
                    voice: if reported { Voice::Reported } else { Voice::Outlet },
                    holder: reported.then(|| about.split(' ').next_back().unwrap_or_default().to_string()),
                    ..Observation {
                        score: score.map(Score::clamped),
                        ..mention_in(actor, Found::Name, actor, &format!("{actor} : {about}."), place as u32 * 60)
                    }
                }
            };
            let one = AssembledArticle {
                row: article("", outlet, date),
                duplicate_of: None,
                observations: mentions.into_iter().enumerate().map(observation).collect(),
            };
            match shared_copy {
                Some(first) => shared((!first).then_some("elsewhere"), one),
                None => one,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_partition_in_any_order_gives_the_same_tables(
        mut articles in prop::collection::vec(any_article(), 0..40),
        parts in prop::collection::vec(0..4usize, 40),
        order in Just([0usize, 1, 2, 3]).prop_shuffle(),
    ) {
        for (i, article) in articles.iter_mut().enumerate() {
            article.row.article = format!("{i:03}");
        }
        let config = Config { resamples: 60, min_articles: 2, ..Config::default() };
        let knowledge = knowledge();
        let kinds = BTreeMap::new();
        let mut whole = Accumulator::new(&config, &knowledge);
        articles.iter().for_each(|article| whole.add(article));
        let mut shards = vec![Accumulator::new(&config, &knowledge); 4];
        for (article, part) in articles.iter().zip(&parts).rev() {
            shards[*part].add(article);
        }
        let mut merged = Accumulator::new(&config, &knowledge);
        for i in order {
            merged.merge(shards[i].clone());
        }
        prop_assert_eq!(merged.finish(&kinds).expect("no actors configured"), whole.finish(&kinds).expect("no actors configured"));
    }
}
