//! Dates as pages, feeds and file names write them.

use super::*;

fn calendar() -> Calendar {
    let mut calendar = Calendar::default();
    calendar.add(&crate::data::shipped("corpus/calendar.tsv")).unwrap();
    calendar
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(calendar().field(text).map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
}

#[track_caller]
fn refuses(text: &str) {
    assert_eq!(calendar().field(text), None, "{text}");
}

#[test]
fn dates_in_words() {
    reads("26 juillet 2024", "2024-07-26");
    reads("1er août 2024", "2024-08-01");
    reads("le 1er aout 2024", "2024-08-01");
    reads("JEUDI 1ER AOÛT 2024", "2024-08-01");
    reads("jeudi, le 01 août 2024", "2024-08-01");
    reads("lundi 12 février 2024", "2024-02-12");
    reads("lun. 12 févr. 2024", "2024-02-12");
    reads("3 déc. 2023 à 16h38", "2023-12-03");
    reads("3\u{a0}sept.\u{a0}2023", "2023-09-03");
    reads("mardi 5 mars 2024, 07:45 GMT", "2024-03-05");
    reads("1 aoû. 2024", "2024-08-01");
    reads("1 août 24", "2024-08-01");
    refuses("1 août 14h30");
    refuses("1 août 14:30");
    reads("July 26, 2024", "2024-07-26");
    reads("August 1st, 2024", "2024-08-01");
    reads("Tue, 05 Mar 2024 10:36:00 +0000", "2024-03-05");
    reads("11 апреля 2025", "2025-04-11");
}

#[test]
fn dates_in_figures() {
    reads("2025-04-11", "2025-04-11");
    reads("2024-02-09T23:36:00-05:00", "2024-02-09");
    reads("2011-06-29 17:57:54", "2011-06-29");
    reads("2024/02/09", "2024-02-09");
    reads("09/02/2024", "2024-02-09");
    reads("9-2-2024 à 10h", "2024-02-09");
    reads("22.06.2024 à 15:32", "2024-06-22");
    reads("07/03/24", "2024-03-07");
    reads("20240209", "2024-02-09");
    reads("20240801T101500Z", "2024-08-01");
    reads("jeudi 01/08/2024 à 14h", "2024-08-01");
    reads("Le 01/08/2024 à 10:02", "2024-08-01");
    reads("01.08.24", "2024-08-01");
    reads("1707475000", "2024-02-09");
    reads("1707475000000", "2024-02-09");
}

#[test]
fn less_than_a_full_date_is_no_date() {
    refuses("16 juin");
    refuses("mercredi");
    refuses("juillet 2024");
    refuses("mars 2024");
    refuses("2024");
    refuses("2024-02");
    refuses("31 février 2024");
    refuses("12/31/2024");
    refuses("il y a 2 jours");
    refuses("hier");
    refuses("99999999");
    refuses("");
    refuses("26 juillet 20245");
}

#[track_caller]
fn relative(text: &str, expected: Option<&str>) {
    let at = jiff::civil::date(2024, 3, 1).at(2, 30, 0, 0);
    let found = calendar().relative(text, Reference::Moment(at)).map(|date| date.to_string());
    assert_eq!(found.as_deref(), expected, "{text}");
}

#[test]
fn relative_dates_count_from_a_moment() {
    relative("il y a 3 jours", Some("2024-02-27"));
    relative("Il y a 5 heures", Some("2024-02-29"));
    relative("il y a 2 h", Some("2024-03-01"));
    relative("IL Y A 20 MIN", Some("2024-03-01"));
    relative("Hier à 10h12", Some("2024-02-29"));
    relative("avant-hier", Some("2024-02-28"));
    relative("Aujourd’hui, 09:15", Some("2024-03-01"));
    relative("3 days ago", None);
    relative("il y a 2 semaines", Some("2024-02-16"));
    relative("il y a une semaine", Some("2024-02-23"));
    relative("il y a trois jours", Some("2024-02-27"));
    relative("Il y a un jour", Some("2024-02-29"));
    relative("il y a un mois", None);
    relative("il y a 2 mois", None);
    relative("il y a longtemps", None);
    relative("lundi", None);
    let day = Reference::Day(jiff::civil::date(2024, 3, 1));
    assert_eq!(calendar().relative("il y a 5 heures", day).unwrap().to_string(), "2024-03-01");
}

#[track_caller]
fn named(stem: &str, expected: Option<&str>) {
    assert_eq!(calendar().in_name(stem).map(|date| date.to_string()).as_deref(), expected, "{stem}");
}

#[test]
fn dates_in_file_names() {
    named("2024-02-10-gao-le-drapeau", Some("2024-02-10"));
    named("20240209_onu_gao", Some("2024-02-09"));
    named("article_2024-02-10", Some("2024-02-10"));
    named("lemonde-20240210", Some("2024-02-10"));
    named("000_5b5edee6f947d280", None);
    named("20240209abc", None);
    named("120240209", None);
    named("page-41068", None);
    named("19450508_commemoration", None);
    named("10000-pas-2024", None);
}

#[track_caller]
fn addressed(url: &str, expected: Option<&str>) {
    assert_eq!(calendar().in_address(url).map(|date| date.to_string()).as_deref(), expected, "{url}");
}

#[test]
fn dates_in_addresses() {
    addressed("https://site.example/2024/02/14/apres-minusma", Some("2024-02-14"));
    addressed("https://site.example/afrique/2024-02-14/titre.html", Some("2024-02-14"));
    addressed("https://site.example/afrique/titre-20240214.html?x=1", Some("2024-02-14"));
    addressed("https://site.example/2024/02/titre", None);
    addressed("https://site.example/page/20240", None);
}

#[test]
fn times_after_dates_are_skipped() {
    assert_eq!(calendar().skip_time(" à 16h38 • Lecture"), "• Lecture");
    assert_eq!(calendar().skip_time(", 09:16 GMT, suite"), "suite");
    assert_eq!(calendar().skip_time(" à 5 heures de route"), " à 5 heures de route");
    assert_eq!(calendar().skip_time("T10:36:00Z"), "");
}
