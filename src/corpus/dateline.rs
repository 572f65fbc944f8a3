//! The place-and-date line that opens agency copy: "Bamako, 26 juillet 2024 – …", "GAO, 9 février (AFP) — …".

use super::calendar::Written;
use super::knowledge::Knowledge;
use super::words::Kind;
use jiff::civil::Date;

/// A dateline longer than this (in bytes) is a sentence.
const LONGEST: usize = 140;

/// The byte that the long dashes begin with.
const DASH: u8 = 0xe2;

/// A dateline at the start of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dateline {
    /// Bytes to leave out, the dash and the spaces after it included.
    pub len: usize,
    /// The date, when day, month and year stand there.
    pub date: Option<Date>,
    /// The agency in it.
    pub agency: Option<String>,
}

/// The dateline that opens a paragraph.
pub(super) fn opening(text: &str, knowledge: &Knowledge) -> Option<Dateline> {
    for (at, byte) in text.bytes().enumerate().take(LONGEST + 1) {
        if !matches!(byte, b'-' | b':' | b')' | DASH) {
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let end = at + c.len_utf8();
        let spaced = |rest: &str| rest.starts_with([' ', '\u{a0}', '\u{202f}', '–', '—', '-']);
        let dash = matches!(c, '-' | '–' | '—')
            && text[..at].ends_with([' ', '\u{a0}', ')', '.', '/'])
            && spaced(&text[end..]);
        let colon = c == ':' && spaced(&text[end..]);
        if (dash || colon)
            && let Some(mut found) = parts(&text[..at], knowledge)
        {
            found.len =
                text.len() - text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '–', '—', ':']).len();
            return (found.len < text.len()).then_some(found);
        }
        if c == ')'
            && let Some(mut found) = parts(&text[..end], knowledge).filter(|found| found.agency.is_some())
        {
            found.len =
                text.len() - text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '-', '–', '—', ':', '.']).len();
            return (found.len < text.len()).then_some(found);
        }
    }
    None
}

/// The date of a line that is a place and a full date and nothing else.
pub(super) fn alone(text: &str, knowledge: &Knowledge) -> Option<Dateline> {
    if text.len() > LONGEST || !text.contains(',') {
        return None;
    }
    parts(text.trim_end_matches(['.', ' ', '–', '—', '-', ':']), knowledge)
        .filter(|found| found.date.is_some())
        .map(|found| Dateline { len: text.len(), ..found })
}

/// Reads "place, date (agency)"; at least a date or an agency must be there.
fn parts(prefix: &str, knowledge: &Knowledge) -> Option<Dateline> {
    let mut agency = None;
    let mut plain = String::new();
    for (index, piece) in prefix.trim().split(['(', ')']).enumerate() {
        let inside = index % 2 == 1;
        match inside.then(|| knowledge.agency(piece.trim())).flatten() {
            Some(name) => agency = Some(name),
            // A country after the place: "Gao (Mali)".
            None if inside && !is_place(piece, knowledge) => return None,
            None if inside => {}
            None => plain.push_str(piece),
        }
    }
    let slashed: Vec<&str> = plain.split('/').collect();
    if slashed.len() == 3
        && let Some(name) = knowledge.agency(slashed[1].trim())
    {
        agency = Some(name);
        plain = format!("{}{}", slashed[0], slashed[2]);
    }
    let plain = plain.trim().trim_end_matches([',', '.', '-', '–']).trim();
    let (place, written, rest) = place_and_date(plain, knowledge);
    if !rest.is_empty() {
        agency = Some(knowledge.agency(rest)?);
    }
    let placed = is_place(place, knowledge);
    let known = match written {
        Some(_) => placed || (place.is_empty() && agency.is_some()),
        None => agency.is_some() && (placed || place.is_empty()),
    };
    let date = match written {
        Some(Written::Full(date)) => Some(date),
        _ => None,
    };
    known.then_some(Dateline { len: prefix.len(), date, agency })
}

/// Splits at the first date: what stands before, the date, what stands after.
fn place_and_date<'a>(text: &'a str, knowledge: &Knowledge) -> (&'a str, Option<Written>, &'a str) {
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric()
            && !before.is_alphanumeric()
            && let Some((written, rest)) = knowledge.calendar.at_start(&text[at..], false)
            && !rest.starts_with(char::is_alphanumeric)
        {
            let edge = [' ', ',', '\u{a0}', '.', '–', '—', '-'];
            return (
                text[..at].trim_end_matches(edge),
                Some(written),
                knowledge.calendar.skip_time(rest).trim_matches(edge),
            );
        }
        before = c;
    }
    (text.trim_end_matches([' ', ',']), None, "")
}

/// One to five words with capitals: "Bamako", "NEW YORK", "Nations unies", "Bamako/Gao".
fn is_place(text: &str, knowledge: &Knowledge) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split([' ', '\u{a0}', '/', ',']).filter(|word| !word.is_empty()).collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let small = |word: &&&str| !word.starts_with(char::is_uppercase) && !knowledge.words.is(Kind::Particle, word);
    (1..=5).contains(&words.len())
        && text.len() <= 60
        && words[0].starts_with(char::is_uppercase)
        && (words.len() == 1
            || !knowledge.words.is(Kind::Article, words[0])
            || words[1].starts_with(char::is_uppercase))
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '«' | '»' | '"' | ':' | ';' | '?' | '!'))
        && words.iter().filter(small).count() <= usize::from(words.len() == 2)
        && words.iter().filter(capital).count() >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn opens(text: &str, kept: &str, date: Option<&str>, agency: Option<&str>) {
        let found = opening(text, &Knowledge::load(&[]).unwrap()).expect(text);
        assert_eq!(&text[found.len..], kept, "{text}");
        assert_eq!(found.date.map(|date| date.to_string()).as_deref(), date, "{text}");
        assert_eq!(found.agency.as_deref(), agency, "{text}");
    }

    #[track_caller]
    fn none(text: &str) {
        assert_eq!(opening(text, &Knowledge::load(&[]).unwrap()), None, "{text}");
    }

    #[test]
    fn datelines_are_cut() {
        opens("Bamako, 26 juillet 2024 – Le convoi est parti.", "Le convoi est parti.", Some("2024-07-26"), None);
        opens("Bamako, le 1er août 2024 – Dans un contexte tendu", "Dans un contexte tendu", Some("2024-08-01"), None);
        opens("GAO, 9 février (AFP) — La mission est partie.", "La mission est partie.", None, Some("AFP"));
        opens("GAO, 9 février (Agence Alpha) — La mission", "La mission", None, Some("Agence Alpha"));
        opens("Paris (AFP) - Le ministre", "Le ministre", None, Some("AFP"));
        opens("PARIS, 3 mai 2024 (Reuters) - Le ministre", "Le ministre", Some("2024-05-03"), Some("Reuters"));
        opens("(AFP) – Le ministre", "Le ministre", None, Some("AFP"));
        opens("Nations unies, mercredi – Le Conseil", "Le Conseil", None, None);
        opens("Gao (Mali), 3 mai 2024 : Le maire", "Le maire", Some("2024-05-03"), None);
        opens("DAKAR, le 3 mai 2024 (APS) – Le port", "Le port", Some("2024-05-03"), None.or(Some("APS")));
        opens("Niamey, 3 Mai (ANP) - Le pont", "Le pont", None, Some("ANP (Niger)"));
        opens("BEIJING, 12 mars (Xinhua) -- Le ministre", "Le ministre", None, Some("Xinhua"));
    }

    #[test]
    fn sentences_are_not_datelines() {
        none("Le 26 juillet 2024 – date de la fête – le convoi est parti.");
        none("Bamako – Le convoi est parti.");
        none("Le ministre – reçu mercredi à Moscou – a parlé.");
        none("L'OTAN (Organisation du traité de l'Atlantique nord) – a réagi.");
        none("Mali : le convoi est parti.");
        none("Le président (AFP) a réagi hier : il refuse.");
    }

    #[test]
    fn a_line_of_its_own() {
        let knowledge = Knowledge::load(&[]).unwrap();
        assert!(alone("Bamako, le 26 juillet 2024", &knowledge).is_some());
        assert!(alone("Bamako, mercredi", &knowledge).is_none());
        assert!(alone("Depuis Bamako, le ministre a annoncé le 26 juillet 2024", &knowledge).is_none());
    }
}
