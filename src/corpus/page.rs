//! A page of plain text, as scrapers leave it, to an article.

use super::article::{Article, Inferred, Place, Provenance, Rejected};
use super::calendar::Reference;
use super::clean;
use super::facts::{self, Facts, LONGEST_FIELD};
use super::foreign;
use super::infer;
use super::knowledge::Knowledge;
use super::language::language_with;
use super::lines::{Line, lines};
use super::outlets::host;
use super::reading::Hints;
use super::sanitize::{harmless, one_line};
use super::signs::Sign;
use super::title;
use crate::config::Config;

/// Reads a page of plain text. Everything is decided from the text, the place and the configuration; no file is opened.
///
/// # Errors
/// A page without any text besides its headline.
///
/// ```
/// use parallaxe::{config::Config, corpus::{article_from_page, Knowledge, Place}};
/// let page = "Un convoi bloqué à Gao\n\nPar Awa Traoré\nPublié le 3 mai 2024 à 10h12\n\n\
///             Le convoi parti lundi de Bamako est resté bloqué mercredi au sud de Gao, selon la mairie.\n\nPartager :\nFacebook";
/// let knowledge = Knowledge::load(&[]).unwrap();
/// let article = article_from_page(page, Place::default(), &knowledge, &Config::default()).unwrap();
/// assert_eq!(article.title.value.as_deref(), Some("Un convoi bloqué à Gao"));
/// assert_eq!(article.byline.value.as_deref(), Some("Awa Traoré"));
/// assert_eq!(article.date.value.unwrap().to_string(), "2024-05-03");
/// assert!(article.body.starts_with("Le convoi") && article.body.ends_with("mairie."));
/// ```
pub fn article_from_page(
    text: &str,
    place: Place,
    knowledge: &Knowledge,
    config: &Config,
) -> Result<Article, Rejected> {
    page_with_hints(text, place, Hints::default(), knowledge, config)
}

/// The same, with what is known besides the text: the address, and the day from which relative dates count.
pub(super) fn page_with_hints(
    text: &str,
    place: Place,
    hints: Hints,
    knowledge: &Knowledge,
    config: &Config,
) -> Result<Article, Rejected> {
    let clean_text = harmless(text);
    let mut page = lines(&clean_text);
    let evidence = infer::evidence(&place.source, &clean_text);
    let mut facts = Facts { evidence, url: hints.url, ..hints.facts };
    facts.signs.extend(facts.url.as_deref().and_then(host).map(|name| Sign {
        name,
        from: Provenance::Url,
        strong: true,
    }));
    clean::furniture(&mut page, knowledge);
    facts::relative_dates(
        &mut page,
        &mut facts,
        hints.reference.or(config.reference_date.map(Reference::Day)),
        knowledge,
    );
    facts::labelled_lines(&mut page, &mut facts, knowledge);
    foreign::leave_out(&mut page, knowledge);
    facts::read_signs(&page, &mut facts, knowledge);
    facts::banners(&mut page, &mut facts, knowledge);
    let found = title::find(&page, knowledge);
    if let Some(title) = &found {
        facts.signs.extend(title.sign.clone());
        page[title.line].drop_as("title");
        clean::repeated_title(&mut page, &title.text);
    }
    clean::teasers(&mut page);
    facts::closing_signature(&mut page, &mut facts, knowledge);
    facts::opening_signature(&mut page, &mut facts, knowledge);
    let outlet = infer::outlet(&facts, &place.source, knowledge, config);
    facts::outlet_signatures(&mut page, &mut facts, &outlet, knowledge);
    if let Some(title) = &found {
        title::drop_above(&mut page, title, outlet.value.as_deref(), knowledge);
    }
    facts::cut_dateline(&mut page, &mut facts, knowledge);
    let title_line = found.as_ref().map(|title| title.line);
    if let Some(line) = title_line {
        page.remove(line);
    }
    let title = facts.title.clone().or(found.map(|title| title.text)).map(|text| match &outlet.value {
        Some(outlet) => title::without_outlet(&text, outlet).to_owned(),
        None => text,
    });
    finish(text, place, title, outlet, facts, &page, knowledge)
}

fn finish(
    raw: &str,
    place: Place,
    title: Option<String>,
    outlet: Inferred<String>,
    facts: Facts,
    page: &[Line],
    knowledge: &Knowledge,
) -> Result<Article, Rejected> {
    let body = clean::body(page);
    if !body.chars().any(char::is_alphanumeric) {
        let reason = match title {
            Some(_) => "a headline and no text",
            None => "no text",
        };
        return Err(Rejected { source: place.source, place: "file".into(), reason: reason.into() });
    }
    let (date, note) = infer::date(&facts, &place.source, knowledge);
    let short = |text: String| one_line(&text, LONGEST_FIELD);
    Ok(Article {
        id: infer::hashed_id(raw, &place.source),
        outlet,
        date,
        title: title.map_or_else(Inferred::default, |title| Inferred::known(short(title), Provenance::Field)),
        byline: facts.person.map_or_else(Inferred::default, |name| Inferred::known(short(name), Provenance::Byline)),
        url: facts.url,
        agency: facts.agency,
        language: language_with(&body, knowledge),
        dropped: clean::dropped(page),
        notes: note.into_iter().map(str::to_owned).collect(),
        body,
        place,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve, selon un responsable du transport qui a requis de ne pas être nommé, car la route est fermée depuis lundi et personne ne sait quand elle sera rouverte aux camions.";

    fn read_at(source: &str, page: &str, config: &Config) -> Article {
        let place = Place { source: source.into(), line: None };
        article_from_page(page, place, &Knowledge::load(&[]).unwrap(), config).expect(page)
    }

    fn read(page: &str) -> Article {
        read_at("corpus/0a1b2c3d.txt", page, &Config::default())
    }

    #[track_caller]
    fn outlet_is(source: &str, page: &str, expected: Option<(&str, Provenance)>) {
        let found = read_at(source, page, &Config::default()).outlet;
        assert_eq!(found.value.as_deref().map(|name| (name, found.from)), expected, "{page}");
    }

    #[track_caller]
    fn date_is(source: &str, page: &str, expected: Option<(&str, Provenance)>) {
        let found = read_at(source, page, &Config::default()).date;
        let text = found.value.map(|date| date.to_string());
        assert_eq!(text.as_deref().map(|date| (date, found.from)), expected, "{page}");
    }

    #[test]
    fn outlets_with_their_provenance() {
        use Provenance::{Byline, Field, Footer, Url};
        let plain = "corpus/0a.txt";
        outlet_is(
            plain,
            &format!("Un convoi bloqué à Gao - Gazette du Sud\n\nUn convoi bloqué à Gao\n\n{TEXT}"),
            Some(("Gazette du Sud", Field)),
        );
        outlet_is(plain, &format!("Un convoi bloqué à Gao\nАвтор: CANAL SUD\n{TEXT}"), Some(("CANAL SUD", Field)));
        outlet_is(
            plain,
            &format!("Un convoi bloqué à Gao\n\n{TEXT}\n\n© 2024 Gazette du Sud. Tous droits réservés."),
            Some(("Gazette du Sud", Footer)),
        );
        outlet_is(
            plain,
            &format!(
                "Un convoi bloqué\n\n{TEXT}\n\nEn savoir plus sur Gazette du Sud\n\nSubscribe to get the latest posts sent to your email."
            ),
            Some(("Gazette du Sud", Footer)),
        );
        outlet_is(
            plain,
            &format!(
                "Un convoi bloqué\n\nPar gazette infos\n\n{TEXT}\n\nAbout us\n\nGazette infos is a general information site."
            ),
            Some(("Gazette infos", Footer)),
        );
        outlet_is(plain, &format!("Un convoi bloqué\n\nPar Le Monde avec AFP\n\n{TEXT}"), Some(("Le Monde", Byline)));
        outlet_is(
            "corpus/echo-de-la-plaine/1.txt",
            &format!("Un convoi bloqué\n\nPar L’Écho de la plaine\n\n{TEXT}"),
            Some(("L’Écho de la plaine", Byline)),
        );
        outlet_is(
            "corpus/plaine/1.txt",
            &format!("Écho Plaine – toute l'info\n\nUn convoi bloqué\n\n{TEXT}\n\nContact : info@echoplaine.example"),
            Some(("Écho Plaine", Field)),
        );
        outlet_is(
            plain,
            &format!("https://www.rfi.fr/fr/afrique/20240210-convoi\nUn convoi bloqué\n\n{TEXT}"),
            Some(("RFI", Url)),
        );
        outlet_is("corpus/jeune-afrique/1.txt", &format!("Un convoi bloqué\n\n{TEXT}"), Some(("Jeune Afrique", Url)));
    }

    #[test]
    fn no_outlet_is_guessed() {
        let plain = "corpus/mali/0a.txt";
        outlet_is(plain, &format!("Un convoi bloqué\n\nPar Awa Traoré\n\n{TEXT}\n\nLaisser un commentaire"), None);
        outlet_is(
            plain,
            &format!("Un convoi bloqué\n\n{TEXT}\n\n© Copyright 2022 – SUD GROUP LLC All rights reserved."),
            None,
        );
        outlet_is(plain, &format!("Un convoi bloqué\n\n{TEXT}\n\nSource : AFP"), None);
        outlet_is(plain, &format!("Un convoi bloqué - Gazette du Sud\n\n{TEXT}"), None);
        outlet_is(plain, &format!("Selon Le Monde, un convoi est bloqué\n\n{TEXT}"), None);
    }

    #[test]
    fn the_configuration_names_silent_outlets_only() {
        let mut config = Config::default();
        config.outlets.insert("corpus/sud".into(), "Gazette du Sud".into());
        config.outlets.insert("cm_".into(), "Canal Midi".into());
        let silent = format!("Un convoi bloqué\n\n{TEXT}");
        let named = |source: &str, page: &str| read_at(source, page, &config).outlet;
        assert_eq!(named("corpus/sud/1.txt", &silent), Inferred::known("Gazette du Sud".into(), Provenance::Config));
        assert_eq!(named("corpus/nord/cm_1.txt", &silent).value.as_deref(), Some("Canal Midi"));
        assert_eq!(named("corpus/sudiste/1.txt", &silent).value, None);
        let speaking = format!("{silent}\n\n© 2024 Autre Gazette");
        assert_eq!(named("corpus/sud/1.txt", &speaking).value.as_deref(), Some("Autre Gazette"));
    }

    #[test]
    fn dates_with_their_provenance() {
        use Provenance::{Dateline, Field, Url};
        let plain = "corpus/0a.txt";
        date_is(
            plain,
            &format!("Un convoi bloqué\n\nPublié le 3 mai 2024 à 10h\n\n{TEXT}"),
            Some(("2024-05-03", Field)),
        );
        date_is(plain, &format!("Un convoi bloqué\n\n{TEXT}\n\nPublié le 3 mai 2024"), Some(("2024-05-03", Field)));
        date_is(plain, &format!("Un convoi bloqué\n\n3 mai 2024\n\n{TEXT}"), Some(("2024-05-03", Field)));
        date_is(plain, &format!("Un convoi bloqué\n\nGao, le 3 mai 2024 – {TEXT}"), Some(("2024-05-03", Dateline)));
        date_is(plain, &format!("Un convoi bloqué\n\nGao, le 3 mai 2024\n\n{TEXT}"), Some(("2024-05-03", Dateline)));
        date_is("corpus/2024-05-03-convoi.txt", &format!("Un convoi bloqué\n\n{TEXT}"), Some(("2024-05-03", Url)));
        date_is("corpus/2024/05/03/convoi.txt", &format!("Un convoi bloqué\n\n{TEXT}"), Some(("2024-05-03", Url)));
        date_is(
            "corpus/2024-05-04-convoi.txt",
            &format!("Un convoi bloqué\n\nGao, 3 mai (AFP) – {TEXT}"),
            Some(("2024-05-04", Url)),
        );
        let updated = read(&format!("Un convoi bloqué\n\nMis à jour le 3 mai 2024\n\n{TEXT}"));
        assert_eq!((updated.date.from, updated.notes.len()), (Field, 1));
    }

    #[test]
    fn relative_dates_need_a_day_to_count_from() {
        let page = format!("Un convoi bloqué\n\nPublié il y a 3 jours\n\n{TEXT}");
        date_is("corpus/0a.txt", &page, None);
        assert_eq!(read(&page).body, TEXT);
        let config = Config { reference_date: Some(jiff::civil::date(2024, 5, 6)), ..Config::default() };
        let article = read_at("corpus/0a.txt", &page, &config);
        assert_eq!((article.date.value.unwrap().to_string().as_str(), article.body.as_str()), ("2024-05-03", TEXT));
    }

    #[test]
    fn no_date_is_guessed() {
        let plain = "corpus/0a.txt";
        date_is(plain, &format!("Un convoi bloqué\n\n{TEXT}\n\n© 2024 Gazette du Sud"), None);
        date_is(plain, &format!("Un convoi bloqué\n\nLe 3 mai 2024, {TEXT}"), None);
        date_is(plain, &format!("Un convoi bloqué\n\nMercredi 3 mai\n\n{TEXT}"), None);
        date_is(
            plain,
            &format!("Un convoi bloqué\n\n{TEXT}\n\nArticles similaires\n\nUn pont coupé\n\nPublié le 3 mai 2024"),
            None,
        );
        date_is(plain, &format!("Le sommet du 3 mai 2024\n\n{TEXT}"), None);
    }

    #[test]
    fn signatures_leave_the_text() {
        for page in [
            format!("Un convoi bloqué\n\nPar Awa Traoré\n\n{TEXT}"),
            format!("Un convoi bloqué\n\n{TEXT}\n\nAWA TRAORÉ"),
            format!("Un convoi bloqué\n\n{TEXT}\n\nAwa Traoré, journaliste à capsud.tv\n\nLaisser un commentaire"),
            format!("Un convoi bloqué\n\n{TEXT}\n\nSource :\n\nAwa Traoré,\njournaliste à capsud.tv"),
            format!("Un convoi bloqué\n\nPar Awa Traoré\n\n{TEXT}\n\n(avec AFP)"),
            format!("Un convoi bloqué\n\nAwa Traoré\n\n{TEXT}\n\nGazette du Sud avec AFP"),
        ] {
            let article = read(&page);
            assert_eq!(article.byline.value.map(|name| name.to_lowercase()).as_deref(), Some("awa traoré"), "{page}");
            assert_eq!(article.body, TEXT, "{page}");
        }
    }

    #[test]
    fn a_page_in_another_language_keeps_its_text_and_says_so() {
        let russian = "Новая школа открылась на юге страны\n\nВ городе на юге страны открылась новая школа. Занятия ведут опытные инструкторы, которые приехали из столицы.";
        assert_eq!(read(russian).language, "rus");
        assert_eq!(read(&format!("Un convoi bloqué\n\n{TEXT}")).language, "fra");
    }

    #[test]
    fn pages_without_text_are_rejected() {
        let knowledge = Knowledge::load(&[]).unwrap();
        for page in ["Sahel : le sommet", "", "\n\n", "-", "\u{202e}", "Partager :\nFacebook"] {
            assert!(article_from_page(page, Place::default(), &knowledge, &Config::default()).is_err(), "{page}");
        }
    }

    #[test]
    fn hostile_values_become_harmless() {
        let article =
            read(&format!("<script>alert(1)</script>\u{202e} titre\n\nPar Awa\u{0} Traoré\n\n=cmd() \u{7}]]> {TEXT}"));
        let all = format!("{:?}{:?}{}", article.title, article.byline, article.body);
        assert!(!all.contains(['\u{202e}', '\u{0}', '\u{7}']), "{all}");
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics_and_nothing_is_added(page in "([ -~éàÉ«»…–\\n#@©:.,0-9]|Par |Publié le |Source : |\\(AFP\\) |мир){0,120}") {
            let knowledge = Knowledge::load(&[]).unwrap();
            if let Ok(article) = article_from_page(&page, Place::default(), &knowledge, &Config::default()) {
                let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
                proptest::prop_assert!(letters(&article.body) <= letters(&harmless(&page)));
            }
        }
    }
}
