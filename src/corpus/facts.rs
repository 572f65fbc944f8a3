//! What a page says of itself, gathered line by line: dates, signatures, credits, signs of the outlet.

use super::calendar::Reference;
use super::dateline;
use super::key::{key, solid};
use super::knowledge::Knowledge;
use super::labels::Fact;
use super::lines::Line;
use super::meta::{self, Meta};
use super::outlets::host;
use super::sanitize::one_line;
use super::signature::{Signed, is_closing_name, is_person, shared_with, signed};
use super::signs::{Sign, confirmed, outlet_name};
use super::words::Kind;
use crate::corpus::{Inferred, Provenance};
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

/// Takes the facts that lines state and leaves those lines out. Dates count only outside the foot of the page.
pub(super) fn labelled_lines(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let mut body_begun = false;
    let mut at = 0;
    while at < page.len() {
        if at > 0 && page[at].kept() && shared_credit(&page[at], facts, knowledge) {
            page[at].drop_as("credit");
        }
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

/// Takes "Publié il y a 3 jours" and the like out of the lines above the text; the date counts only where the day of
/// reading is known.
pub(super) fn relative_dates(page: &mut [Line], facts: &mut Facts, from: Option<Reference>, knowledge: &Knowledge) {
    let body = page.iter().position(|line| line.kept() && line.prose).unwrap_or(page.len());
    // Any day will do to see that it is a relative date.
    let reference = from.unwrap_or(Reference::Day(Date::constant(2000, 1, 1)));
    for (at, line) in page[..body].iter_mut().enumerate().filter(|(_, line)| line.kept() && line.words <= 8) {
        let labelled = knowledge.labels.at_start(&line.text).filter(|(fact, _)| *fact == Fact::Date);
        let Some(date) = knowledge.calendar.relative(labelled.map_or(line.text.as_str(), |(_, rest)| rest), reference)
        else {
            continue;
        };
        // "Hier soir à Gao" may be the headline.
        if labelled.is_some() || (at > 0 && line.words <= 4) {
            facts.date = facts.date.or(from.map(|_| date));
            line.drop_as("metadata");
        }
    }
}

/// A line that is only a credit, "(avec AFP)" or "Gazette du Sud avec AFP": takes its facts; false for every other line.
pub(super) fn shared_credit(line: &Line, facts: &mut Facts, knowledge: &Knowledge) -> bool {
    let text = line.text.trim_matches(['(', ')', '.', ' ', '–', '—']);
    // "Par Gazette du Sud avec AFP" is a signature.
    let signed_line = || meta::read(&line.text, knowledge).is_some_and(|meta| !meta.signed.is_empty());
    if line.words > 10 || line.prose || signed_line() {
        return false;
    }
    let Some((own, agency)) = shared_with(text, knowledge) else { return false };
    let known =
        own.is_empty() || knowledge.outlets.by_name(own).is_some() || (own.contains(' ') && is_person(own, knowledge));
    if known {
        facts.agency.get_or_insert(agency);
        let person = signed(own, knowledge).and_then(|signed| signed.person);
        facts.person = facts.person.take().or(person);
    }
    known
}

/// A name that stands alone between the headline and the text, and nowhere else on the page.
pub(super) fn opening_signature(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let text = page.iter().position(|line| line.kept() && line.prose).filter(|_| facts.person.is_none());
    let Some(at) = text.and_then(|text| page[..text].iter().rposition(Line::kept)) else { return };
    let name = page[at].text.clone();
    if !(page[at].gap && page[at + 1].gap && page[at].words <= 4 && is_closing_name(&name, knowledge)) {
        return;
    }
    let folded = key(&name);
    let mut others = page.iter().enumerate().filter(|(other, _)| *other != at);
    if !others.any(|(_, line)| key(&line.text).contains(&folded)) {
        facts.person = Some(name);
        page[at].drop_as("byline");
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
pub(super) fn closing_signature(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
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
pub(super) fn read_signs(page: &[Line], facts: &mut Facts, knowledge: &Knowledge) {
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
pub(super) fn banners(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
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
pub(super) fn outlet_signatures(
    page: &mut [Line],
    facts: &mut Facts,
    outlet: &Inferred<String>,
    knowledge: &Knowledge,
) {
    for line in page.iter_mut().filter(|line| line.kept() && !line.prose) {
        let Some(meta) = meta::read(&line.text, knowledge) else { continue };
        for signed in meta.signed {
            let Some(name) = signed.outlet else { continue };
            let same = outlet.value.as_ref().is_some_and(|outlet| solid(outlet) == solid(&name));
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
pub(super) fn cut_dateline(page: &mut [Line], facts: &mut Facts, knowledge: &Knowledge) {
    let opening = page.iter_mut().filter(|line| line.kept()).take(DATELINE_WITHIN);
    for line in opening {
        if let Some(found) = dateline::opening(&line.text, knowledge) {
            facts.dateline = facts.dateline.or(found.date);
            facts.agency = facts.agency.take().or(found.agency);
            return line.cut_start(found.len, "dateline");
        }
    }
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
