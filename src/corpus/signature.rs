//! Signatures: who signs an article, as a person, an agency or an outlet.

use super::key::split_at;
use super::knowledge::Knowledge;
use super::signs::outlet_name;
use super::words::Kind;

/// What a signature says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Signed {
    /// One or several persons, as signed.
    pub person: Option<String>,
    /// The agency that shares the work.
    pub agency: Option<String>,
    /// An outlet that signs, and whether its name is written like a name; `par panorama papers` is not.
    pub outlet: Option<String>,
}

/// Reads the text after "Par". `None` when it is no signature ("Par ailleurs").
pub(super) fn signed(text: &str, knowledge: &Knowledge) -> Option<Signed> {
    let text = trim(text);
    if text.is_empty() || text.len() > 160 || text.contains(['?', '!', '«', '»', '©', '@']) {
        return None;
    }
    let mut found = Signed::default();
    let (text, note) = split_note(text);
    found.agency = note.and_then(|note| knowledge.agency(note));
    let text = match shared_with(text, knowledge) {
        Some((own, agency)) => {
            found.agency = Some(agency);
            own
        }
        None => text,
    };
    let text = trim(without_trade(text, knowledge));
    if let Some(agency) = knowledge.agency(text) {
        found.agency = Some(agency);
        return Some(found);
    }
    let words = &knowledge.words;
    if let Some(outlet) = knowledge.outlets.by_name(text) {
        found.outlet = Some(outlet.name.clone());
    } else if words.is(Kind::Nobody, text) {
        found.person = Some(text.to_owned());
    } else if is_outlet_like(text, knowledge) {
        found.outlet = Some(outlet_name(text, words).unwrap_or_else(|| text.to_owned()));
    } else if is_person(text, knowledge) {
        found.person = Some(text.to_owned());
    } else {
        return None;
    }
    Some(found)
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '|' | '•' | '*' | '_' | '/')
    })
    .trim_end_matches('.')
}

/// The text before a note in brackets at its end, and the note.
fn split_note(text: &str) -> (&str, Option<&str>) {
    match text.split_once('(') {
        Some((before, note)) if !before.trim().is_empty() => (before.trim(), Some(note.trim_end_matches(')').trim())),
        _ => (text, None),
    }
}

/// "X avec AFP": the part before, and the agency.
pub(super) fn shared_with<'a>(text: &'a str, knowledge: &Knowledge) -> Option<(&'a str, String)> {
    knowledge.words.joiners().find_map(|with| {
        let (own, other) = split_at(text, with)?;
        let agency = knowledge.agency(trim(other)).or_else(|| {
            let (first, _) = trim(other).split_once([',', '('])?;
            knowledge.agency(trim(first))
        })?;
        Some((trim(own), agency))
    })
}

/// The text without what follows the name: ", à Bamako", ", envoyé spécial", ", journaliste à X".
fn without_trade<'a>(text: &'a str, knowledge: &Knowledge) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find([',', '–', '|']) {
        let comma = from + at;
        let rest = trim(&text[comma..]);
        if !is_person(rest, knowledge) || knowledge.words.begins(Kind::Trade, rest) {
            return &text[..comma];
        }
        from = comma + text[comma..].chars().next().map_or(1, char::len_utf8);
    }
    text
}

/// Words of newspaper names, or an article before a capital.
fn is_outlet_like(text: &str, knowledge: &Knowledge) -> bool {
    let words = &knowledge.words;
    let count = text.split_whitespace().count();
    let Some((first, rest)) = text.split_once([' ', '’', '\'']) else {
        return words.is(Kind::Press, text) || super::outlets::host(text).is_some();
    };
    if count > 6 || text.contains(',') {
        return false;
    }
    let article = words.is(Kind::Article, first) && rest.starts_with(char::is_uppercase);
    let plain = text.starts_with(char::is_uppercase) || (count <= 3 && !text.contains(|c: char| c.is_ascii_digit()));
    (plain && words.any(Kind::Press, text)) || article
}

/// One or several personal names: capitals, with the small words that names have.
pub(super) fn is_person(text: &str, knowledge: &Knowledge) -> bool {
    let text = trim(text);
    if text.len() > 120
        || text.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '"' | '«' | '(' | '/'))
    {
        return false;
    }
    let mut capitals = 0;
    let mut count = 0;
    for word in text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()) {
        count += 1;
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(char::is_uppercase) || bare.starts_with("d’") || bare.starts_with("d'") {
            capitals += 1;
        } else if !knowledge.words.is(Kind::Particle, word) && word != "&" {
            return false;
        }
        // A full stop inside a name follows an initial or a short title only.
        if word.ends_with('.') && word.chars().count() > 4 {
            return false;
        }
    }
    capitals >= 1 && count <= 10
}

/// A name that stands alone under the text: capitals throughout, or two to four words that all begin with one.
pub(super) fn is_closing_name(text: &str, knowledge: &Knowledge) -> bool {
    let text = text.trim().trim_end_matches(',');
    let count = text.split_whitespace().count();
    let shouted = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    (2..=5).contains(&count)
        && !text.ends_with(['.', '!', '?', ':', '…', '»'])
        && is_person(text, knowledge)
        && !knowledge.words.any(Kind::Section, text)
        && (shouted || text.split_whitespace().all(|word| word.starts_with(char::is_uppercase)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, person: Option<&str>, agency: Option<&str>, outlet: Option<&str>) {
        let found = signed(text, &Knowledge::load(&[]).unwrap()).expect(text);
        assert_eq!(
            (found.person.as_deref(), found.agency.as_deref(), found.outlet.as_deref()),
            (person, agency, outlet),
            "{text}"
        );
    }

    #[track_caller]
    fn refuses(text: &str) {
        assert_eq!(signed(text, &Knowledge::load(&[]).unwrap()), None, "{text}");
    }

    #[test]
    fn persons_sign() {
        reads("Awa Traoré", Some("Awa Traoré"), None, None);
        reads("Awa Traoré et Jean de La Tour", Some("Awa Traoré et Jean de La Tour"), None, None);
        reads("A. B. Touré", Some("A. B. Touré"), None, None);
        reads("Awa Traoré, à Bamako", Some("Awa Traoré"), None, None);
        reads("Awa Traoré (Gao, correspondance)", Some("Awa Traoré"), None, None);
        reads("Awa Traoré, envoyée spéciale à Gao", Some("Awa Traoré"), None, None);
        reads("Awa Traoré, Mossa Ag Bilal", Some("Awa Traoré, Mossa Ag Bilal"), None, None);
        reads("Awa Traoré avec AFP", Some("Awa Traoré"), Some("AFP"), None);
        reads("AWA TRAORÉ", Some("AWA TRAORÉ"), None, None);
        reads("La rédaction", Some("La rédaction"), None, None);
    }

    #[test]
    fn outlets_and_agencies_sign() {
        reads("AFP", None, Some("AFP"), None);
        reads("Le Monde avec AFP", None, Some("AFP"), Some("Le Monde"));
        reads("Le Phare du Sud", None, None, Some("Le Phare du Sud"));
        reads("cap papers", None, None, Some("cap papers"));
        reads("Sahel Infos", None, None, Some("Sahel Infos"));
    }

    #[test]
    fn sentences_do_not_sign() {
        refuses("crainte de représailles, les habitants ont fui la ville");
        refuses("Moscou le ministre a été reçu avec les honneurs");
        refuses("« peur » du vide");
        refuses("");
        refuses("3 voix contre 2");
    }
}
