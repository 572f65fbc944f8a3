//! The report as a whole, on synthetic tables: structure, harmlessness, sameness.
//!
//! With `PARALLAXE_REPORT_PREVIEW` set to a folder, the reports are also left there to be looked at.

use super::fixture::{ACTORS, OUTLETS, config, info, tables as synthetic};
use super::*;
use crate::aggregate::{CorpusSummary, Tables};
use crate::config::Lang;
use std::collections::BTreeSet;
use std::path::PathBuf;

fn view(lang: Lang) -> View {
    View::new(&synthetic(12), &Config { lang, ..config() }, &info())
}

fn page(lang: Lang) -> String {
    html(&view(lang)).expect("the page is written")
}

fn nothing() -> Tables {
    Tables { corpus: CorpusSummary::default(), periods: Vec::new(), actors: Vec::new(), comparisons: Vec::new() }
}

#[test]
fn everything_is_written_and_twice_the_same() {
    let kept = std::env::var_os("PARALLAXE_REPORT_PREVIEW").map(PathBuf::from);
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let folder = kept.as_deref().unwrap_or(scratch.path());
    for (name, lang) in [("fr", Lang::Fr), ("en", Lang::En)] {
        render(&synthetic(12), &Config { lang, ..config() }, &info(), &folder.join(name)).expect("written");
    }
    let again = scratch.path().join("again");
    render(&synthetic(12), &config(), &info(), &again).expect("written");
    let mut compared = 0;
    for entry in ["", "charts", "data"].iter().flat_map(|sub| fs::read_dir(again.join(sub)).expect("a folder")) {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            let other = folder.join("fr").join(path.strip_prefix(&again).expect("inside"));
            assert!(fs::read(&path).expect("a file") == fs::read(other).expect("a file"), "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    for lang in [Lang::Fr, Lang::En] {
        let page = page(lang);
        for mark in ["http:", "https:", " src=\"", "url(", "@import", "<link", "<script", "<img", "<iframe", "<object"]
        {
            // Article text may hold addresses, but only as text.
            let shown = page.replace("http://x", "");
            assert!(!shown.contains(mark), "{mark}");
        }
    }
}

#[test]
fn hostile_names_are_text_everywhere() {
    let view = view(Lang::Fr);
    let page = html(&view).expect("a page");
    assert!(page.contains("&lt;script&gt;alert("));
    let markdown = markdown(&view).expect("a document");
    for text in [&page, &markdown] {
        assert!(!text.contains("<script") && !text.contains("<img") && !text.contains("<b>Diallo"));
        assert!(!text.contains(['\u{202e}', '\u{0}', '\u{7}']));
    }
    for chart in charts(&view).expect("charts") {
        assert!(!chart.svg.contains("<script") && !chart.svg.contains("<text") && !chart.svg.contains('\u{202e}'));
        assert!(chart.name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{}", chart.name);
    }
    for (name, bytes) in tables(&synthetic(12), &config(), &info()) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let mut rows = csv_crate(&text);
        assert!(rows.all(|cell| !cell.starts_with(['=', '@', '+', '\t']) && !cell.contains('\u{202e}')), "{name}");
    }
}

fn csv_crate(text: &str) -> impl Iterator<Item = String> + '_ {
    let reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().flat_map(|row| row.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>())
}

#[test]
fn every_anchor_exists_once() {
    for lang in [Lang::Fr, Lang::En] {
        let page = page(lang);
        let after = |mark: &'static str| {
            page.split(mark).skip(1).map(|rest| rest.split('"').next().unwrap_or("").to_owned()).collect::<Vec<_>>()
        };
        let ids = after(" id=\"");
        let known: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice");
        let named = after("aria-labelledby=\"")
            .into_iter()
            .flat_map(|list| list.split(' ').map(str::to_owned).collect::<Vec<_>>());
        for target in after("href=\"#").into_iter().chain(named) {
            assert!(known.contains(&target), "{target}");
        }
    }
}

#[test]
fn headings_never_skip_a_level() {
    let page = page(Lang::Fr);
    let levels: Vec<u32> =
        page.match_indices("<h").filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10)).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn the_document_is_markdown() {
    let text = markdown(&view(Lang::Fr)).expect("a document");
    let titles = text.lines().filter(|line| line.starts_with('#')).count();
    assert!(titles > 40, "{titles}");
    assert!(!text.contains("\\#") && !text.contains("{{") && !text.contains("\n\n\n"));
    let lines: Vec<&str> = text.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair[1].starts_with('#') || pair[1].starts_with("> ")) {
        assert!(pair[0].is_empty() || pair[0].starts_with('>'), "{pair:?}");
    }
    for line in lines.iter().filter(|line| line.starts_with("![")) {
        assert!(line.contains("](charts/") && line.ends_with(".png)"), "{line}");
    }
}

#[test]
fn findings_say_what_the_intervals_carry() {
    let view = view(Lang::Fr);
    let text = |class: &str| -> String {
        let found = view.findings.iter().filter(|finding| finding.class == class);
        found.flat_map(|f| std::iter::once(&f.text).chain(&f.more)).map(|rich| rich.plain() + "\n").collect()
    };
    assert!(text("baseline").contains("Sur 6\u{202f}570\u{a0}mentions d’acteurs, 72\u{202f}% ne portent aucun indice"));
    assert!(text("negative").starts_with("«\u{202f}Groupe de Wagner\u{202f}» est, parmi les acteurs principaux"));
    assert!(text("outlets").contains("(p corrigée < 0,05)\u{202f}: 3 sur 4."));
    assert_eq!(text("outlets").lines().count(), 3, "one pair an actor, and the lead");
    assert!(text("reliability").contains("F1 macro de 0,61 sur «\u{202f}presse\u{202f}»"));
}

#[test]
fn what_cannot_be_shown_is_said_so() {
    let mut bare = synthetic(12);
    bare.comparisons.retain(|comparison| comparison.p_corrected_millionths > 50_000);
    let shown = View::new(&bare, &config(), &info());
    let said = |view: &View, class: &str| view.findings.iter().find(|f| f.class == class).map(|f| f.text.plain());
    assert!(
        said(&shown, "outlets")
            .is_some_and(|text| text.starts_with("Aucune différence entre médias ne peut être montrée"))
    );
    bare.comparisons.clear();
    let shown = View::new(&bare, &config(), &info());
    assert!(said(&shown, "outlets").is_some_and(|text| text.starts_with("Pas assez d’articles pour comparer")));
    let all = View::new(&bare, &Config { main_actors: 7, ..config() }, &info());
    assert!(said(&all, "few").is_some_and(|text| text.contains("*Rare*")), "{:?}", said(&all, "few"));
}

#[test]
fn an_empty_corpus_still_makes_a_report() {
    let view = View::new(&nothing(), &config(), &RunInfo::default());
    let page = html(&view).expect("a page");
    assert!(page.contains("il n’y a rien à mesurer"));
    assert!(markdown(&view).expect("a document").contains("il n’y a rien à mesurer"));
    assert!(charts(&view).expect("no charts").is_empty());
    assert!(tables(&nothing(), &config(), &RunInfo::default()).iter().all(|(_, bytes)| bytes.ends_with(b"\n")));
}

#[test]
fn undated_articles_have_no_timeline() {
    let view = View::new(&synthetic(0), &config(), &info());
    assert!(view.actors.iter().all(|actor| actor.timeline.is_none() && actor.undated));
    assert!(html(&view).expect("a page").contains("Aucun article daté"));
}

#[test]
fn named_actors_come_first_in_their_order() {
    let config = Config { actors: vec!["Cédéao".into(), "Mali".into()], ..config() };
    let view = View::new(&synthetic(12), &config, &info());
    assert_eq!(view.actors.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>(), ["Cédéao", "Mali"]);
    assert_eq!(view.others.map(|table| table.rows.len()), Some(ACTORS.len() - 2));
}

#[test]
fn marked_sentences_read_as_they_were_written() {
    let view = view(Lang::Fr);
    let first = &view.actors[0].negative[0];
    let text: String = first.pieces.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(text, "Le rapport accuse ouvertement le Mali d’avoir manqué à sa parole.");
    let marked: Vec<(&str, bool)> =
        first.pieces.iter().filter(|p| p.mention || p.cue.is_some()).map(|p| (p.text.as_str(), p.mention)).collect();
    assert_eq!(marked, [("accuse", false), ("Mali", true), ("manqué", false)]);
    assert_eq!(first.cues.rows[0].cells[3].text, "négation «\u{202f}ne pas\u{202f}» ×\u{a0}−0,50, étrange");
}

#[test]
fn every_outlet_of_the_corpus_is_in_the_data() {
    let files = tables(&synthetic(12), &config(), &info());
    let scores = files.iter().find(|(name, _)| name == "scores.csv").map(|(_, bytes)| String::from_utf8_lossy(bytes));
    let cells: BTreeSet<String> = csv_crate(&scores.expect("scores")).collect();
    assert!(OUTLETS.iter().all(|(outlet, _)| cells.contains(*outlet)), "{cells:?}");
}
