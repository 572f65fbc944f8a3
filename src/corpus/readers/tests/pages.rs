//! HTML and the export of Europresse and Eureka.

use super::super::super::Provenance;
use super::{TEXT, bodies, one, read};

fn page(head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'>{head}</head><body><nav><ul><li>Accueil</li><li>Monde</li></ul></nav><main><article>{body}<p>{}</p></article></main><aside><h2>À lire aussi</h2><a href='/x'>Un pont coupé</a></aside><footer>© 2024 Gazette du Sud. Tous droits réservés.</footer></body></html>",
        TEXT.replace("\n\n", "</p><p>")
    )
}

#[test]
fn metadata_and_main_text() {
    let head = "<title>Un convoi bloqué - Gazette du Sud</title><meta property='og:site_name' content='Gazette du Sud'><link rel='canonical' href='https://gazette.example/a'><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Un convoi bloqué\", \"datePublished\": \"2024-05-03T10:00:00+02:00\", \"author\": {\"name\": \"Awa Traoré\"}}</script>";
    let article = one(
        "a.html",
        page(head, "<h1>Un convoi bloqué</h1><figure><figcaption>Le convoi. Photo X</figcaption></figure>"),
    );
    assert_eq!(article.body, TEXT);
    assert_eq!(article.title.value.as_deref(), Some("Un convoi bloqué"));
    assert_eq!(
        (article.date.value.unwrap().to_string().as_str(), article.date.from),
        ("2024-05-03", Provenance::Field)
    );
    assert_eq!(
        (article.outlet.value.as_deref(), article.byline.value.as_deref()),
        (Some("Gazette du Sud"), Some("Awa Traoré"))
    );
    assert_eq!(article.url.as_deref(), Some("https://gazette.example/a"));
    let dropped = |reason: &str| article.dropped.iter().any(|part| part.reason == reason);
    assert!(dropped("page") && dropped("caption"), "{:?}", article.dropped);
}

#[test]
fn a_page_without_metadata_is_read_as_it_shows() {
    let article = one(
        "a.htm",
        page(
            "<title>Un convoi bloqué</title>",
            "<h1>Un convoi bloqué</h1><p>Par Awa Traoré</p><div>Publié le 3 mai 2024 à 10h12</div>",
        ),
    );
    assert_eq!(article.body, TEXT);
    assert_eq!(
        (article.date.value.unwrap().to_string().as_str(), article.byline.value.as_deref()),
        ("2024-05-03", Some("Awa Traoré"))
    );
    assert_eq!((article.outlet.value.as_deref(), article.outlet.from), (Some("Gazette du Sud"), Provenance::Footer));
    let other = one("a.html", page("<title>T</title>", "<h1>Un convoi bloqué</h1>"));
    assert_eq!(other.date.value, None, "nothing is guessed");
    let named = one("2024-05-03-convoi.html", page("<title>T</title>", "<h1>Un convoi bloqué</h1>"));
    assert_eq!((named.date.value.unwrap().to_string().as_str(), named.date.from), ("2024-05-03", Provenance::Url));
}

#[test]
fn the_date_and_the_author_beside_the_text_are_not_text() {
    let head = "<title>Un convoi bloqué</title>";
    let stated =
        "<h1>Un convoi bloqué</h1><time datetime='2024-05-03'>3 mai</time> <span class='author'>Awa Traoré</span>";
    let article = one("a.html", page(head, stated));
    assert_eq!(article.body, TEXT);
    assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03");
    let inside = one(
        "a.html",
        page(
            head,
            "<h1>Un convoi bloqué</h1><p>Le <time>3 mai</time>, la route a été fermée au sud de la ville, selon la mairie, qui attend des renforts depuis plusieurs jours déjà.</p>",
        ),
    );
    assert!(inside.body.starts_with("Le 3 mai, la route a été fermée"), "{}", inside.body);
}

#[test]
fn encodings_of_pages() {
    let text = page("<title>Un convoi bloqué</title>", "").replace("charset='utf-8'", "charset='iso-8859-15'");
    let latin = encoding_rs::ISO_8859_15.encode(&text.replace('’', "'")).0.into_owned();
    assert_eq!(one("a.html", latin).body, TEXT.replace('’', "'"));
    assert_eq!(one("a.html", text).body, TEXT, "what is UTF-8 is UTF-8, whatever it says");
    assert_eq!(one("a.txt", page("<title>Un convoi bloqué</title>", "")).body, TEXT, "a page with a wrong extension");
}

#[test]
fn hostile_pages_are_survived() {
    bodies("a.html", "<html><body></body></html>", &[Err("file: no text")]);
    bodies(
        "a.html",
        format!("<html>{}</html>", "<div>".repeat(200_000)),
        &[Err("file: elements nested more than 1000 deep")],
    );
    bodies("a.html", "<html><body><p>Un convoi", &[Ok("Un convoi")]);
    let article = one("a.html", page("", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><script>alert(2)</script>"));
    assert!(!article.body.contains("alert(2)"));
    for at in (0..400).step_by(7) {
        let text = page("<title>T</title><meta content='x", "<table><tr><td>");
        let end = (0..=at).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        read("a.html", &text[..end]);
    }
}

fn export(number: u32, byline: &str) -> String {
    format!(
        "<article> <header> <div class=\"rdp__DocPublicationName\"> <span class=\"DocPublicationName\"> La Gazette du Delta, no. 118 DEUXIEME EDITION </span> </div> <div class=\"rdp__DocHeader\"> <span class=\"DocHeader\"> Monde, mardi 1er octobre 2024 640 mots, p. 2</span> </div> <div class=\"titreArticle\"> <p class='sm-margin-bottomNews'>Transport</p> <p class=\"sm-margin-TopNews titreArticleVisu rdp__articletitle\"> Le bac de <mark>Douna</mark> reprend </p> <p class=\"sm-margin-TopNews rdp__subtitle\">Après trois semaines d'arrêt.</p> </div> {byline} </header> <section> <div class=\"DocText clearfix\"> <div class='docOcurrContainer' style=\"\"> <p>Le bac a repris lundi ses traversées, selon la mairie.</p> <p><em>Un intertitre</em></p> <p>Les passagers ont <mark>attendu</mark> «deux heures».</p> </div> </div> </section> <aside> </aside> <footer> <div class=\"Doc-LegalInfo\"><small>© 2024 La Gazette du Delta. Tous droits réservés.</small></div> <div id=\"divPubliC\">Certificat émis le <b>9 janvier 2025</b></div> <div class=\"publiC-lblNodoc\">news·20241001·GD·{number}</div> </footer> </article>"
    )
}

const BODY: &str = "Après trois semaines d'arrêt.\n\nLe bac a repris lundi ses traversées, selon la mairie.\n\nUn intertitre\n\nLes passagers ont attendu «deux heures».";

#[test]
fn an_export_of_the_press_database() {
    let file = format!(
        "<html><body>{}{}{}</body></html>",
        export(1, "<p class='sm-margin-bottomNews'>Koné, Salif</p>"),
        export(2, "<p>AFP</p>"),
        export(3, "")
    );
    bodies("e.html", &file, &[Ok(BODY), Ok(BODY), Ok(BODY)]);
    let articles: Vec<_> = read("e.html", &file).into_iter().map(Result::unwrap).collect();
    for article in &articles {
        assert_eq!(
            (article.outlet.value.as_deref(), article.outlet.from),
            (Some("La Gazette du Delta"), Provenance::Field)
        );
        assert_eq!(article.date.value.unwrap().to_string(), "2024-10-01", "not the day of the certificate");
        assert_eq!(article.title.value.as_deref(), Some("Le bac de Douna reprend"));
    }
    assert_eq!(articles[0].byline.value.as_deref(), Some("Salif Koné"));
    assert_eq!((articles[1].agency.as_deref(), articles[2].byline.value.as_deref()), (Some("AFP"), None));
    let cut = &file[..file.len() - 60];
    bodies("e.html", cut, &[Ok(BODY), Ok(BODY), Err("article 3: cannot be read: it is cut off")]);
}

#[test]
fn a_saved_page_of_the_press_database() {
    let escaped = export(1, "<p>Koné, Salif</p>")
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('`', "\\`");
    let file = format!(
        "<html><head><script>var a = 1; var documentText = `{escaped}`; show();</script></head><body>…</body></html>"
    );
    let article = one("s.html", file);
    assert_eq!((article.body.as_str(), article.byline.value.as_deref()), (BODY, Some("Salif Koné")));
    assert_eq!(article.outlet.value.as_deref(), Some("La Gazette du Delta"));
}
