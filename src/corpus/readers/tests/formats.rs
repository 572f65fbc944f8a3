//! Text, JSON in all its shapes, XML, feeds, web archives.

use super::super::super::{LARGEST_UNIT, Provenance};
use super::{TEXT, bodies, gzip, left_out, one, read, with_config};
use crate::config::Config;

#[test]
fn lines_are_read_one_by_one() {
    let text = b"\xef\xbb\xbf{\"text\": \"Un.\"}\r\n\n{\"text\": \nnull\n{\"text\": \"Deux.\"}";
    bodies("a.jsonl", text, &[Ok("Un."), Err("line 3: not a JSON object"), Err("line 4"), Ok("Deux.")]);
    bodies("a.jsonl", b"", &[Err("file: an empty file")]);
    bodies("a.jsonl", b"\n \n", &[Err("file: an empty file")]);
    bodies("a", b" {\"text\": \"Un.\"}", &[Ok("Un.")]);
    bodies("a.txt", b"{\"text\": \"Un.\"}\n{\"text\": \"Deux.\"}", &[Ok("Un."), Ok("Deux.")]);
}

#[test]
fn a_line_without_end_is_passed_over() {
    let mut bytes = vec![b'{'; LARGEST_UNIT + 10];
    bytes.extend_from_slice(b"\n{\"text\": \"Un.\"}\n");
    bodies("a.jsonl", &bytes, &[Err("line 1: a line of more than 8 MB"), Ok("Un.")]);
}

#[test]
fn arrays_and_objects_in_any_layout() {
    bodies(
        "a.json",
        "[{\"text\": \"Un.\"},\n {\"text\": \"\"}, 3]",
        &[Ok("Un."), Err("item 2: no text"), Err("item 3: not a JSON object")],
    );
    bodies("a.json", "{\n \"text\": \"Un.\"\n}\n", &[Ok("Un.")]);
    bodies("a.json", "{\n \"text\": \"Un.\"\n}\n{\n\"text\": \"Deux.\"}", &[Ok("Un."), Ok("Deux.")]);
    bodies("a.json", "[{\"text\": \"Un.\"}", &[Ok("Un."), Err("item 2: not JSON")]);
    bodies("a.json", "[]", &[Err("file: JSON without articles")]);
    bodies(
        "a.json",
        "{\"meta\": {\"n\": [1]}, \"data\": {\"articles\": [{\"text\": \"Un.\"}, {\"text\": \"Deux.\"}]}}",
        &[Ok("Un."), Ok("Deux.")],
    );
    bodies("a.json", "{\"status\": \"ok\",\n\"items\": [\n{\"text\": \"Un.\"}\n]}", &[Ok("Un.")]);
    bodies("a.json", "{\"text\": \"Un.\", \"tags\": [{\"name\": \"x\"}], \"text_parts\": []}", &[Ok("Un.")]);
    bodies("a.json", "{\n\"text\": \"Un.\"\n}\n{\n\"text\": ", &[Ok("Un."), Err("item 2: not JSON")]);
    bodies("a.json", "[\"Un.\", \"Deux.\"]", &[Err("item 1"), Err("item 2")]);
}

#[test]
fn the_settings_name_other_fields() {
    let mut config = Config::default();
    config.fields.insert("text".into(), vec!["payload.raw".into()]);
    config.fields.insert("date".into(), vec!["quand".into()]);
    let json = "{\"text\": \"Non.\", \"quand\": \"1er août 2024\", \"date\": \"2020-01-01\", \"payload\": {\"raw\": \"Oui.\"}}";
    let found = with_config("a.jsonl", json.as_bytes(), &config);
    let article = found[0].as_ref().unwrap();
    assert_eq!((article.body.as_str(), article.date.value.unwrap().to_string().as_str()), ("Oui.", "2024-08-01"));
}

#[test]
fn texts_and_encodings() {
    bodies("a.txt", b" \n\n ", &[Err("file: an empty file")]);
    bodies("a.txt", [0; 400], &[Err("file: not text")]);
    bodies("a.txt", "Un titre seul", &[Err("file: a headline and no text")]);
    bodies("a.txt", vec![b'a'; LARGEST_UNIT + 1], &[Err("file: larger than 8 MB")]);
    bodies("a.txt", "[Vidéo] Un titre\n\nLe convoi est bloqué.", &[Ok("Le convoi est bloqué.")]);
    let latin = one("a.txt", b"Un titre\n\nL\x92\xe9t\xe9 est fini.");
    assert_eq!((latin.body.as_str(), latin.notes.len()), ("L’été est fini.", 1));
    for bom in ["\u{feff}", ""] {
        let text = format!("{bom}Un titre assez long\n\nL’été est fini depuis longtemps.");
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(one("a.txt", little).body, "L’été est fini depuis longtemps.");
        assert_eq!(one("a.txt", big).body, "L’été est fini depuis longtemps.");
    }
    let lines: Vec<u8> = "\u{feff}{\"text\": \"Été.\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(one("a.jsonl", lines).body, "Été.");
    let broken = one("a.jsonl", "{\"text\": \"L\u{e2}\u{20ac}\u{2122}Ã©tÃ© est fini.\"}");
    assert_eq!((broken.body.as_str(), broken.notes.len()), ("L’été est fini.", 1));
    assert_eq!(one("a.jsonl", "{\"text\": \"e\u{301}te\u{301}\"}").body, "été");
}

#[test]
fn markup_in_a_record_becomes_text() {
    let json =
        serde_json::json!({"title": "L&#8217;&eacute;t&eacute;", "text": "<p>Un <b>convoi</b>.</p><p>Deux.</p>"});
    let article = one("a.jsonl", json.to_string());
    assert_eq!((article.title.value.as_deref(), article.body.as_str()), (Some("L’été"), "Un convoi.\n\nDeux."));
}

const EXPORT: &str = "<?xml version='1.0'?><export><source>Base</source><articles><article id='7'><meta><titre>Un titre</titre><journal>Libé</journal><date>1er août 2024</date></meta><texte><p>Un convoi.</p><p>Deux &amp; trois.</p></texte></article><article id='8'><meta><titre>Autre</titre></meta><texte>Quatre.</texte></article></articles></export>";

#[test]
fn xml_with_an_element_per_article() {
    bodies("a.xml", EXPORT, &[Ok("Un convoi.\n\nDeux & trois."), Ok("Quatre.")]);
    let article = read("a.xml", EXPORT).remove(0).unwrap();
    assert_eq!((article.id.as_str(), article.outlet.value.as_deref()), ("7", Some("Libération")));
    assert_eq!(article.date.value.unwrap().to_string(), "2024-08-01");
    let latin: Vec<u8> = encoding_rs::WINDOWS_1252
        .encode(&EXPORT.replace("version='1.0'", "version='1.0' encoding='ISO-8859-1'").replace("convoi", "été"))
        .0
        .into_owned();
    assert!(read("a.xml", latin)[0].as_ref().unwrap().body.starts_with("Un été."));
    let single = "<article date='2024-05-03' source='RFI'><titre>T</titre><corps>Un.</corps></article>";
    let article = one("a.xml", single);
    assert_eq!((article.body.as_str(), article.outlet.value.as_deref()), ("Un.", Some("RFI")));
    assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03");
}

#[test]
fn broken_xml_keeps_what_stands_before() {
    let cut = &EXPORT[..EXPORT.len() - 40];
    bodies("a.xml", cut, &[Ok("Un convoi.\n\nDeux & trois."), Err("article 2: cannot be read")]);
    bodies("a.xml", "<?xml version='1.0'?><a><b>x</b></a>", &[Err("file: no element is known to hold the text")]);
    bodies("a.xml", "pas du XML", &[Err("file: not XML")]);
    let laughs: String = (0..9u8)
        .map(|n| format!("<!ENTITY {} \"{}\">", char::from(b'b' + n), format!("&{};", char::from(b'a' + n)).repeat(10)))
        .collect();
    let bomb = format!(
        "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\">{laughs}]><articles><article><titre>T</titre><texte>Un &j; deux.</texte></article></articles>"
    );
    bodies("a.xml", bomb, &[Ok("Un &j; deux.")]);
}

#[test]
fn feeds_of_both_kinds() {
    let rss = format!(
        "<?xml version='1.0'?><rss xmlns:content='c' xmlns:dc='d' xmlns:media='m'><channel><title>Gazette du Sud - Afrique</title><language>fr</language><item><title>Un titre</title><media:title>Non</media:title><link>https://gazette.example/1</link><description>Extrait…</description><content:encoded><![CDATA[<p>{}</p>]]></content:encoded><pubDate>Fri, 03 May 2024 00:30:00 +0200</pubDate><dc:creator>Awa Traoré</dc:creator></item><item><title>Bref</title><description>Un seul paragraphe.</description></item></channel></rss>",
        TEXT.replace("\n\n", "</p><p>")
    );
    bodies("f.rss", &rss, &[Ok(TEXT), Ok("Un seul paragraphe.")]);
    let article = read("f.xml", &rss).remove(0).unwrap();
    assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03", "the day as it is written, not in another zone");
    assert_eq!((article.outlet.value.as_deref(), article.outlet.from), (Some("Gazette du Sud"), Provenance::Field));
    assert_eq!(
        (article.title.value.as_deref(), article.byline.value.as_deref()),
        (Some("Un titre"), Some("Awa Traoré"))
    );
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Flux</title><entry><title>Un titre</title><link rel='replies' href='https://no.example'/><link href='https://www.rfi.fr/a'/><published>2024-05-03T10:00:00Z</published><author><name>Awa Traoré</name><email>a@b.c</email></author><content type='html'>&lt;p&gt;Un convoi.&lt;/p&gt;</content></entry></feed>";
    let article = one("f.atom", atom);
    assert_eq!((article.body.as_str(), article.outlet.value.as_deref()), ("Un convoi.", Some("RFI")));
    assert_eq!(
        (article.url.as_deref(), article.byline.value.as_deref()),
        (Some("https://www.rfi.fr/a"), Some("Awa Traoré"))
    );
}

fn warc(records: &[(&str, &str, &str, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (kind, url, mime, body) in records {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-05-06T02:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(body);
        out.extend_from_slice(b"\r\n\r\n");
    }
    out
}

fn http(headers: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

#[test]
fn web_archives_give_pages_their_address_and_their_day() {
    const HTTP: &str = "application/http; msgtype=response";
    let page = |when: &str| {
        format!("<html><body><h1>Un titre</h1><p>{when}</p><p>{}</p></body></html>", TEXT.replace("\n\n", "</p><p>"))
    };
    let packed = gzip(page("").as_bytes());
    let mut chunked = format!("{:x}\r\n", packed.len()).into_bytes();
    chunked.extend_from_slice(&packed);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let archive = warc(&[
        ("warcinfo", "x", "application/warc-fields", b"a: b".to_vec()),
        ("response", "https://www.rfi.fr/a", HTTP, http("", page("Publié il y a 3 jours").as_bytes())),
        (
            "response",
            "https://www.rfi.fr/b",
            HTTP,
            http("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", &chunked),
        ),
        (
            "response",
            "https://www.rfi.fr/c.png",
            HTTP,
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx".to_vec(),
        ),
        ("response", "https://www.rfi.fr/d", HTTP, b"HTTP/1.1 404 Not Found\r\n\r\n".to_vec()),
        ("response", "https://www.rfi.fr/e", HTTP, b"nothing".to_vec()),
        ("conversion", "https://www.rfi.fr/f", "text/plain", format!("Un titre\n\n{TEXT}").into_bytes()),
    ]);
    for bytes in [archive.clone(), gzip(&archive)] {
        bodies("w.warc", &bytes, &[Ok(TEXT), Ok(TEXT), Err("record 6: not an HTTP response"), Ok(TEXT)]);
        let first = read("w.warc", &bytes).remove(0).unwrap();
        assert_eq!(
            (first.outlet.value.as_deref(), first.date.value.unwrap().to_string().as_str()),
            (Some("RFI"), "2024-05-03")
        );
        assert_eq!(left_out("w.warc", &bytes), ["no page: image/png", "no page: status 404"]);
    }
    // An old crawl: an address that is not UTF-8 is not known, its page is read.
    let at = archive.windows(13).position(|bytes| bytes == b"www.rfi.fr/f\r").unwrap();
    let mut old = archive.clone();
    old[at + 11] = 0xe9;
    assert_eq!(read("w.warc", old).pop().unwrap().unwrap().url, None);
    let cut = &archive[..archive.len() - 200];
    assert!(read("w.warc", cut).last().unwrap().is_err());
    let mut endless = b"WARC/1.0\r\n".to_vec();
    endless.resize(3 << 20, b'a');
    bodies("w.warc", endless, &[Err("record 1: cannot be read")]);
}
