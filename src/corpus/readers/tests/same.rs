//! The same articles in every format are the same articles.

use super::super::super::Article;
use super::{TEXT, gzip, parquet, read, tar, zip};

const COLUMNS: [&str; 6] = ["id", "titre", "texte", "date", "journal", "auteur"];

fn rows() -> Vec<Vec<String>> {
    let row = |n: u32, outlet: &str| {
        let text =
            format!("{TEXT}\n\nCe paragraphe numéro {n} clôt le récit des faits tels que la mairie les rapporte.");
        vec![
            format!("a{n}"),
            format!("Un convoi bloqué, jour {n}"),
            text,
            format!("2024-05-0{n}"),
            outlet.into(),
            "Awa Traoré".into(),
        ]
    };
    vec![row(1, "Libération, no. 7420 QUOTIDIEN PREMIERE EDITION"), row(2, "liberation.fr"), row(3, "Libé")]
}

fn object(row: &[String]) -> serde_json::Value {
    COLUMNS
        .iter()
        .zip(row)
        .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn html(row: &[String]) -> String {
    let data = serde_json::json!({"@type": "NewsArticle", "headline": row[1], "datePublished": row[3], "publisher": {"name": row[4]}, "author": {"name": row[5]}});
    let text = row[2].replace("\n\n", "</p><p>");
    format!(
        "<html lang='fr'><head><title>{}</title><script type='application/ld+json'>{data}</script></head><body><nav>Accueil</nav><article><h1>{}</h1><p>{text}</p></article><footer>Contact</footer></body></html>",
        row[1], row[1]
    )
}

fn text(row: &[String]) -> String {
    format!("{}\n\nPar {}\nPublié le {}\n\n{}\n\n© 2024 Libération", row[1], row[5], row[3], row[2])
}

/// What is observed depends on these alone.
fn essence(article: &Article) -> (String, String, String, String, String) {
    let date = article.date.value.map(|date| date.to_string()).unwrap_or_default();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    (text(&article.title.value), article.body.clone(), date, text(&article.outlet.value), text(&article.byline.value))
}

#[track_caller]
fn same(name: &str, bytes: &[u8]) {
    let expected = rows();
    let found: Vec<_> = read(name, bytes).iter().map(|article| essence(article.as_ref().expect(name))).collect();
    let wanted: Vec<_> = expected
        .iter()
        .map(|row| (row[1].clone(), row[2].clone(), row[3].clone(), "Libération".to_owned(), row[5].clone()))
        .collect();
    assert_eq!(found, wanted, "{name}");
}

#[test]
fn records_in_every_format() {
    let rows = rows();
    let lines: String = rows.iter().map(|row| format!("{}\n", object(row))).collect();
    let list: serde_json::Value = rows.iter().map(|row| object(row)).collect::<Vec<_>>().into();
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).unwrap();
    rows.iter().for_each(|row| table.write_record(row).unwrap());
    let table = table.into_inner().unwrap();
    let borrowed: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let columns = parquet(&COLUMNS, &borrowed, 2);
    let elements: String = rows
        .iter()
        .map(|row| {
            let values: String =
                COLUMNS.iter().zip(row).map(|(name, value)| format!("<{name}>{value}</{name}>")).collect();
            format!("<article>{values}</article>")
        })
        .collect();
    same("a.jsonl", lines.as_bytes());
    same("a.json", list.to_string().as_bytes());
    same("b.json", format!("{{\"articles\": {list:#}}}").as_bytes());
    same("a.csv", &table);
    same("a.parquet", &columns);
    same("a.xml", format!("<?xml version='1.0'?><articles>{elements}</articles>").as_bytes());
    same("a.jsonl.gz", &gzip(lines.as_bytes()));
    same("a.jsonl.zst", &zstd::encode_all(lines.as_bytes(), 1).unwrap());
    same("a.zip", &zip(&[("a.csv", &table)]));
    same("a.tar.gz", &gzip(&tar(&[("a.parquet", &columns)])));
}

#[test]
fn pages_in_every_format() {
    let rows = rows();
    let pages: Vec<(String, Vec<u8>)> =
        rows.iter().enumerate().map(|(n, row)| (format!("{n}.html"), html(row).into_bytes())).collect();
    let texts: Vec<(String, Vec<u8>)> =
        rows.iter().enumerate().map(|(n, row)| (format!("{n}.txt"), text(row).into_bytes())).collect();
    for members in [pages, texts] {
        let members: Vec<(&str, &[u8])> =
            members.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        same("a.zip", &zip(&members));
        same("a.tar.gz", &gzip(&tar(&members)));
    }
}
