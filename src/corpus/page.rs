//! A page of plain text, as scrapers leave it, to an article.

use super::article::{Article, Inferred, Place, Provenance, Rejected};
use super::clean;
use super::dateline;
use super::knowledge::Knowledge;
use super::language::language;
use super::lines::{Line, lines};
use super::meta::{self, Meta};
use super::outlets::host;
use super::sanitize::{harmless, one_line};
use super::signature::{Signed, is_closing_name, is_person, signed};
use super::signs::{Sign, choose, confirmed, outlet_name};
use super::title;
use super::words::Kind;
use crate::config::Config;
use jiff::civil::Date;

/// Longest headline, signature or outlet name kept, in characters.
pub(super) const LONGEST_FIELD: usize = 400;
/// A dateline stands in one of the first paragraphs.
const DATELINE_WITHIN: usize = 3;

/// What a page says of itself, gathered line by line.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub date: Option<Date>,
    pub updated: Option<Date>,
    pub dateline: Option<Date>,
    pub person: Option<String>,
    pub agency: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub signs: Vec<Sign>,
    /// Addresses and folders: they name nothing alone but confirm a sign.
    pub evidence: Vec<String>,
}

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
    let clean_text = harmless(text);
    let mut page = lines(&clean_text);
    let mut facts = Facts { evidence: evidence(&place.source, &clean_text), ..Facts::default() };
    clean::furniture(&mut page, knowledge);
    labelled_lines(&mut page, &mut facts, knowledge);
    clean::foreign(&mut page);
    read_signs(&page, &mut facts, knowledge);
    banners(&mut page, &mut facts, knowledge);
    let found = title::find(&page, knowledge);
    if let Some(title) = &found {
        facts.signs.extend(title.sign.clone());
        page[title.line].drop_as("title");
        clean::repeated_title(&mut page, &title.text);
    }
    clean::teasers(&mut page);
    closing_signature(&mut page, &mut facts, knowledge);
    let outlet = outlet(&facts, &place.source, knowledge, config);
    outlet_signatures(&mut page, &mut facts, &outlet, knowledge);
    if let Some(title) = &found {
        title::drop_above(&mut page, title, outlet.value.as_deref(), knowledge);
    }
    cut_dateline(&mut page, &mut facts, knowledge);
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
    let (date, note) = date(&facts, &place.source, knowledge);
    let short = |text: String| one_line(&text, LONGEST_FIELD);
    Ok(Article {
        id: hashed_id(raw, &place.source),
        outlet,
        date,
        title: title.map_or_else(Inferred::default, |title| Inferred::known(short(title), Provenance::Field)),
        byline: facts.person.map_or_else(Inferred::default, |name| Inferred::known(short(name), Provenance::Byline)),
        url: facts.url,
        agency: facts.agency,
        language: language(&body),
        dropped: clean::dropped(page),
        notes: note.into_iter().map(str::to_owned).collect(),
        body,
        place,
    })
}

/// The first 16 hexadecimal digits of the hash of the raw text and the file's name.
pub(super) fn hashed_id(raw: &str, source: &str) -> String {
    let name = source.rsplit('/').next().unwrap_or(source);
    let mut hasher = blake3::Hasher::new();
    hasher.update(raw.as_bytes()).update(b"\0").update(name.as_bytes());
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Takes the facts that lines state and leaves those lines out. Dates count only outside the foot of the page.
fn labelled_lines(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let mut body_begun = false;
    let mut at = 0;
    while at < page.len() {
        if page[at].kept() && (!page[at].prose || knowledge.labels.at_start(&page[at].text).is_some())
            && let Some(meta) = meta::read(&page[at].text, knowledge)
            // The first line is the headline, whatever its words: "Média : …", "Source : …".
            && (at > 0 || meta.date.is_some() || meta.url.is_some() || meta.title.is_some())
        {
            let reason = meta.reason();
            let below = meta.source.as_deref() == Some("");
            if take(meta, body_begun, facts, knowledge) {
                page[at].drop_as(reason);
                if below {
                    at += source_below(&mut page[at + 1..], facts, knowledge);
                }
            }
        } else if page[at].kept()
            && let Some(found) = dateline::alone(&page[at].text, knowledge).filter(|_| !body_begun && at > 0)
        {
            facts.dateline = facts.dateline.or(found.date);
            page[at].drop_as("dateline");
        }
        body_begun |= page[at].kept() && page[at].prose;
        at += 1;
    }
}

/// Adds the facts of one line; false when the line must stay after all.
fn take(meta: Meta, body_begun: bool, facts: &mut Facts, knowledge: &Knowledge) -> bool {
    let undecided = meta.signed.iter().any(|signed| signed.outlet.is_some());
    if body_begun && meta.bare_date.is_some() && meta.date.is_none() && meta.signed.is_empty() {
        return false;
    }
    facts.date = facts.date.or(meta.date).or(meta.bare_date.filter(|_| !body_begun));
    facts.updated = facts.updated.or(meta.updated);
    for signed in meta.signed {
        add_signature(signed, facts, knowledge);
    }
    if let Some(name) = meta.outlet {
        facts.signs.push(Sign { name: one_line(&name, 80), from: Provenance::Field, strong: true });
    }
    if let Some(source) = meta.source {
        credit(&source, facts, knowledge);
    }
    if let Some(url) = meta.url.filter(|_| facts.url.is_none()) {
        if let Some(name) = host(&url) {
            facts.signs.push(Sign { name, from: Provenance::Url, strong: true });
        }
        facts.url = Some(one_line(&url, 2000));
    }
    facts.title = facts.title.take().or(meta.title);
    // A signature that may be an outlet's waits until the outlet is known.
    !undecided
}

fn add_signature(signed: Signed, facts: &mut Facts, knowledge: &Knowledge) {
    facts.agency = facts.agency.take().or(signed.agency);
    if let Some(name) = signed.outlet {
        let strong = knowledge.outlets.by_name(&name).is_some() || name.starts_with(char::is_uppercase);
        facts.signs.push(Sign { name, from: Provenance::Byline, strong });
    }
    facts.person = facts.person.take().or(signed.person);
}

/// "Source : X" credits an agency, or else another outlet, which is not the outlet of this page.
fn credit(text: &str, facts: &mut Facts, knowledge: &Knowledge) {
    for name in text.split([',', ';', '/']) {
        facts.agency = facts.agency.take().or_else(|| knowledge.agency(name.trim()));
    }
}

/// The lines under a "Source :" that stands alone: a name, a trade. Returns how many were read.
fn source_below(rest: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) -> usize {
    let mut read = 0;
    for line in rest.iter_mut().take(2) {
        if line.prose || !line.kept() || (read > 0 && line.gap) || line.words > 10 {
            break;
        }
        let name = line.text.trim().trim_end_matches(',').to_owned();
        if knowledge.words.begins(Kind::Trade, &name) {
            facts.signs.extend(knowledge.templates.read(&name, &knowledge.words));
            line.drop_as("byline");
        } else if knowledge.agency(&name).is_some() {
            credit(&name, facts, knowledge);
            line.drop_as("credit");
        } else if is_person(&name, knowledge) {
            facts.person = facts.person.take().or(Some(name));
            line.drop_as("byline");
        } else {
            line.drop_as("credit");
        }
        read += 1;
    }
    read
}

/// The name, and perhaps the trade, that stand alone under the last paragraph.
fn closing_signature(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let kept: Vec<usize> = (0..page.len()).filter(|at| page[*at].kept()).rev().take(3).collect();
    for at in kept {
        let text = page[at].text.clone();
        if page[at].prose {
            return;
        }
        if page[at].words <= 10 && knowledge.words.begins(Kind::Trade, &text) {
            facts.signs.extend(knowledge.templates.read(&text, &knowledge.words));
        } else if is_closing_name(&text, knowledge) {
            let name = text.trim_end_matches(',').to_owned();
            let agency = knowledge.agency(&name);
            if agency.is_some() {
                facts.agency = facts.agency.take().or(agency);
            } else {
                facts.person = facts.person.take().or(Some(name));
            }
            return page[at].drop_as("byline");
        } else if let Some(found) = name_and_trade(&text, knowledge) {
            facts.signs.extend(found.1);
            facts.person = facts.person.take().or(Some(found.0));
            return page[at].drop_as("byline");
        } else {
            return;
        }
        page[at].drop_as("byline");
    }
}

/// "Awa Traoré, journaliste à capsud.tv" on one line.
fn name_and_trade(text: &str, knowledge: &Knowledge) -> Option<(String, Vec<Sign>)> {
    let (name, trade) = text.split_once(',')?;
    let trade = trade.trim();
    let fits = is_closing_name(name, knowledge) && knowledge.words.begins(Kind::Trade, trade) && text.len() <= 120;
    fits.then(|| (name.to_owned(), knowledge.templates.read(trade, &knowledge.words)))
}

/// Signs of the outlet in the lines that were left out.
fn read_signs(page: &[Line], facts: &mut Facts, knowledge: &Knowledge) {
    for (at, line) in page.iter().enumerate().filter(|(_, line)| !line.kept()) {
        let mut found = knowledge.templates.read(&line.text, &knowledge.words);
        // The foot that a common blog system writes: the blog's name, then the call to subscribe.
        let subscribe = page.get(at + 1).and_then(|next| next.fate.as_deref()) == Some("subscription");
        for sign in &mut found {
            sign.strong |= subscribe && sign.from == Provenance::Footer;
        }
        facts.signs.extend(found);
    }
}

/// Lines above the text that are the outlet's name, alone or before a dash and a motto.
fn banners(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let text = page.iter().position(|line| line.kept() && line.prose).unwrap_or(0);
    let mut names: Vec<(usize, String)> = Vec::new();
    for (at, line) in page[..text].iter().enumerate().filter(|(_, line)| line.kept()) {
        let front = [" – ", " — ", " - ", " | "]
            .iter()
            .filter_map(|mark| line.text.split_once(mark))
            .min_by_key(|(front, _)| front.len());
        let front = front.map_or(line.text.as_str(), |(front, _)| front);
        names.extend(outlet_name(front, &knowledge.words).map(|name| (at, name)));
    }
    // Any heading may look like a name: only one that the rest of the page or its address confirms is a banner.
    let mut evidence = facts.evidence.clone();
    evidence.extend(facts.signs.iter().map(|sign| sign.name.clone()));
    for (at, name) in names {
        if confirmed(&name, &evidence, knowledge) {
            page[at].drop_as("navigation");
            facts.signs.push(Sign { name, from: Provenance::Field, strong: true });
        }
    }
}

/// Decides on the signatures that may be the outlet's: they leave the text when they are, or when they read like a name.
fn outlet_signatures(page: &mut [Line], facts: &mut Facts, outlet: &Inferred<String>, knowledge: &Knowledge) {
    for line in page.iter_mut().filter(|line| line.kept() && !line.prose) {
        let Some(meta) = meta::read(&line.text, knowledge) else { continue };
        for signed in meta.signed {
            let Some(name) = signed.outlet else { continue };
            let same =
                outlet.value.as_ref().is_some_and(|outlet| super::key::solid(outlet) == super::key::solid(&name));
            if same || name.chars().any(char::is_uppercase) {
                line.drop_as("byline");
            }
            if !same && name.chars().any(char::is_uppercase) {
                facts.person = facts.person.take().or(Some(name));
            }
        }
    }
}

/// Cuts the dateline off the paragraph that it opens.
fn cut_dateline(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let opening = page.iter_mut().filter(|line| line.kept()).take(DATELINE_WITHIN);
    for line in opening {
        if let Some(found) = dateline::opening(&line.text, knowledge) {
            facts.dateline = facts.dateline.or(found.date);
            facts.agency = facts.agency.take().or(found.agency);
            return line.cut_start(found.len, "dateline");
        }
    }
}

/// The date of publication: what the page states, its address, its dateline, then the name of its file. The date of
/// the last change stands in only when there is nothing else, and a note says so.
fn date(facts: &Facts, source: &str, knowledge: &Knowledge) -> (Inferred<Date>, Option<&'static str>) {
    let known = |date: Option<Date>, from| date.map_or_else(Inferred::default, |date| Inferred::known(date, from));
    let url = facts.url.as_deref().and_then(|url| knowledge.calendar.in_address(url));
    let found = known(facts.date, Provenance::Field)
        .or(|| known(url, Provenance::Url))
        .or(|| known(facts.dateline, Provenance::Dateline))
        .or(|| known(date_of_path(source, knowledge), Provenance::Url));
    match (found.value, facts.updated) {
        (None, Some(updated)) => (Inferred::known(updated, Provenance::Field), Some("date of the last update")),
        _ => (found, None),
    }
}

/// The date in the name of the file, or in the folders above it (`2024/02/10/…`).
fn date_of_path(source: &str, knowledge: &Knowledge) -> Option<Date> {
    let (folders, name) = source.rsplit_once('/').unwrap_or(("", source));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let folder = folders.rsplit('/').next().unwrap_or_default();
    knowledge
        .calendar
        .in_name(stem)
        .or_else(|| knowledge.calendar.in_name(folder))
        .or_else(|| knowledge.calendar.in_address(&format!("x/{source}")))
}

/// Folders and mail addresses: they confirm a name that the page gives.
fn evidence(source: &str, text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        source.split('/').map(|part| part.rsplit_once('.').map_or(part, |(stem, _)| stem).to_owned()).collect();
    for (at, _) in text.match_indices('@').take(20) {
        let end = text[at + 1..]
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-')))
            .unwrap_or(text.len() - at - 1);
        found.extend(host(text[at + 1..at + 1 + end].trim_end_matches('.')));
    }
    found
}

/// The outlet: what the page says, else the user's configuration, else a folder that bears a registered name.
pub(super) fn outlet(facts: &Facts, source: &str, knowledge: &Knowledge, config: &Config) -> Inferred<String> {
    choose(&facts.signs, &facts.evidence, knowledge).or(|| configured(source, knowledge, config)).or(|| {
        let folders = source.rsplit_once('/').map_or("", |(folders, _)| folders);
        folders.rsplit('/').find_map(|folder| named_folder(folder, knowledge)).unwrap_or_default()
    })
}

/// The longest prefix of the path, of a folder in it or of the file's name, for which the user gives an outlet.
fn configured(source: &str, knowledge: &Knowledge, config: &Config) -> Inferred<String> {
    let file = source.rsplit('/').next().unwrap_or(source);
    let fits = |prefix: &str| {
        let prefix = prefix.trim_start_matches("./").trim_end_matches('/');
        let whole = source.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
        !prefix.is_empty() && (whole || source.split('/').any(|part| part == prefix) || file.starts_with(prefix))
    };
    let best = config.outlets.iter().filter(|(prefix, _)| fits(prefix)).max_by_key(|(prefix, _)| prefix.len());
    best.map_or_else(Inferred::default, |(_, name)| {
        let name = knowledge.outlets.by_name(name).map_or_else(|| one_line(name, 80), |outlet| outlet.name.clone());
        Inferred::known(name, Provenance::Config)
    })
}

/// A folder called by an outlet's domain, or by a name of two words or more: "mali" or "leaders" alone prove nothing.
fn named_folder(folder: &str, knowledge: &Knowledge) -> Option<Inferred<String>> {
    let outlet = knowledge.outlets.by_name(folder)?;
    let convincing = host(folder).is_some() || outlet.name.split([' ', '-', '\'']).count() >= 2;
    convincing.then(|| Inferred::known(outlet.name.clone(), Provenance::Url))
}

/// Used by records: the signature in a field, which needs no "Par" before it.
pub(super) fn field_signature(text: &str, facts: &mut Facts, knowledge: &Knowledge) {
    let text = one_line(text, LONGEST_FIELD);
    let bare = knowledge.labels.at_start(&text).map_or(text.as_str(), |(_, rest)| rest);
    match signed(bare, knowledge) {
        Some(found) => {
            let name = found.person.clone().or_else(|| found.outlet.clone());
            facts.agency = facts.agency.take().or(found.agency);
            facts.person = name.or_else(|| (!bare.is_empty()).then(|| bare.to_owned()));
        }
        None if !bare.is_empty() => facts.person = Some(bare.to_owned()),
        None => {}
    }
}
