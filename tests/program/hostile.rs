//! Text is hostile: what an article, its title or its outlet holds comes out harmless in every file.

use crate::support::Place;

const SCRIPT: &str = "<script>alert(1)</script>";
const OVERRIDE: char = '\u{202E}';

/// An article whose every field tries something.
fn article(id: usize) -> String {
    let sentence = format!(
        "Les experts {SCRIPT} accusent la Russie d'avoir trahi le Mali ]]> & <img src=x onerror=alert(2)> [lien](javascript:alert(3)) \
         {OVERRIDE}détourné\u{7}\u{1b}[31m."
    );
    let rest = "Les délégations se sont retrouvées dans la matinée au centre de conférences de la capitale. Une nouvelle \
                séance est prévue la semaine prochaine, selon les organisateurs de la rencontre.";
    serde_json::json!({
        "id": format!("=cmd|' /C calc'!A{id}"), "outlet": format!("=1+1 {SCRIPT} ]]>"),
        "date": format!("2024-{:02}-11", id % 12 + 1), "title": format!("@SUM(1;{id}) {SCRIPT} | <b>`x` {OVERRIDE}"),
        "text": format!("{sentence} {rest}"),
    })
    .to_string()
}

fn place() -> Place {
    let place = Place::new();
    let lines: String = (0..12).map(|id| article(id) + "\n").collect();
    place.write("corpus/a.jsonl", lines);
    place.run(&["-q"]).code(0);
    place
}

/// All files of a folder below `out`, with one of these endings.
fn texts(place: &Place, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["out", "out/charts", "out/data"] {
        for entry in std::fs::read_dir(place.path(folder)).expect("the folder is written") {
            let path = entry.expect("an entry").path();
            let name = path.display().to_string();
            if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push((name, std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    assert!(!found.is_empty(), "no {endings:?}");
    found
}

#[test]
fn pages_and_pictures_hold_no_markup_of_articles() {
    let place = place();
    for (name, text) in texts(&place, &[".html", ".svg", ".md"]) {
        assert!(!text.contains("<script"), "a script in {name}");
        assert!(!text.contains("<img src=x"), "an element in {name}");
        assert!(!text.contains("<b>`x`"), "an element in {name}");
        assert!(!text.contains(OVERRIDE), "an override of direction in {name}");
        assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "a control character in {name}");
    }
    for (name, text) in texts(&place, &[".svg"]) {
        assert!(!text.contains("]]>"), "the end of a section in {name}");
    }
    assert!(!place.read("out/report.md").contains("[lien](javascript:"), "a live link in the Markdown");
    assert!(place.read("out/report.html").contains("&lt;script&gt;"), "the article itself is shown");
}

#[test]
fn tables_hold_no_formulas() {
    for (name, text) in texts(&place(), &[".csv"]) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for record in reader.records() {
            let record = record.expect("a row");
            for field in &record {
                let number = field.trim_start_matches(['+', '-']).parse::<f64>().is_ok();
                assert!(number || !field.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}: {field}");
                assert!(!field.contains(OVERRIDE) && !field.contains('\u{1b}'), "{name}: {field:?}");
            }
        }
    }
}
