//! Dropping what is not the article, and joining what is.

use super::article::Dropped;
use super::furniture::Scope;
use super::key::key;
use super::knowledge::Knowledge;
use super::lines::Line;
use super::words::Kind;

/// Words of article that must have been read before a line can be the foot of the page.
const BODY_BEGUN: usize = 40;
/// Shorter openings (in bytes) are too common to be teasers.
const LEAST_TEASER: usize = 30;

/// Marks the lines that the furniture patterns recognise.
pub(super) fn furniture(lines: &mut [Line], knowledge: &Knowledge) {
    let mut read = 0;
    let mut at = 0;
    while at < lines.len() {
        let Some(hit) = knowledge.furniture.line(&lines[at].text) else {
            menu(&mut lines[at], knowledge);
            if let Some((cut, reason)) = knowledge.furniture.glued(&lines[at].text) {
                let reason = reason.to_owned();
                lines[at].cut_end(cut, &reason);
            }
            read += if lines[at].kept() && lines[at].prose { lines[at].words } else { 0 };
            at += 1;
            continue;
        };
        let reason = hit.reason;
        match hit.scope {
            Scope::Line | Scope::Glued => lines[at].drop_as(reason),
            Scope::Foot if read >= BODY_BEGUN => lines[at].drop_as(reason),
            Scope::Foot => {}
            Scope::Block => at = block(lines, at, reason),
            Scope::Tail if read >= BODY_BEGUN && is_tail(&lines[at..], read, reason) => {
                return tail(lines, at, reason, knowledge);
            }
            Scope::Tail if lines[at].words <= 4 && read > 0 => lines[at].drop_as(reason),
            Scope::Tail => {}
        }
        at += 1;
    }
}

/// Rows of menu entries and of sharing buttons.
fn menu(line: &mut Line, knowledge: &Knowledge) {
    if line.prose || line.words > 20 {
        return;
    }
    if knowledge.words.only(Kind::Network, &line.text, 1) {
        line.drop_as("sharing");
    } else if knowledge.words.only(Kind::Section, &line.text, 2) {
        line.drop_as("navigation");
    }
}

/// Drops a heading and the lines under it, up to a blank line or a sentence. Returns the last line dropped.
fn block(lines: &mut [Line], start: usize, reason: &str) -> usize {
    let mut at = start;
    lines[at].drop_as(reason);
    while at + 1 < lines.len() && !lines[at + 1].gap && !lines[at + 1].prose {
        at += 1;
        lines[at].drop_as(reason);
    }
    at
}

/// A biography and comments end the article whatever their length; under other headings the article may go on.
fn is_tail(rest: &[Line], read: usize, reason: &str) -> bool {
    let behind: usize = rest.iter().filter(|line| line.prose).map(|line| line.words).sum();
    matches!(reason, "author-biography" | "comments") || behind <= read
}

fn tail(lines: &mut [Line], start: usize, reason: &str, knowledge: &Knowledge) {
    let mut current = reason.to_owned();
    for line in &mut lines[start..] {
        match knowledge.furniture.line(&line.text).map(|hit| (hit.scope, hit.reason.to_owned())) {
            Some((Scope::Tail, reason)) => {
                current = reason;
                line.drop_as(&current);
            }
            Some((_, reason)) => line.drop_as(&reason),
            None => line.drop_as(&current),
        }
    }
}

/// Marks the headline where it is repeated, with or without a menu before it or the outlet after it.
pub(super) fn repeated_title(lines: &mut [Line], title: &str) {
    let title = key(title);
    if !title.contains(' ') {
        return;
    }
    for line in lines.iter_mut().filter(|line| line.kept() && line.words <= 60 && shares_end(&line.text, &title)) {
        let folded = key(&line.text);
        if folded == title {
            line.drop_as("repeated-title");
        } else if line.text.len() < 3 * title.len() + 80 {
            let before = folded.strip_suffix(&title).filter(|rest| rest.ends_with(' '));
            let behind = folded.strip_prefix(&title).filter(|rest| rest.starts_with(' '));
            // A sentence that quotes its own headline ends in a full stop or goes on for long.
            let extra = before.or(behind).map_or(usize::MAX, |rest| rest.split(' ').count());
            if extra <= 10 && !(line.prose && line.text.ends_with(['.', '»'])) {
                line.drop_as("repeated-title");
            }
        }
    }
}

/// False for a line whose [`key`] has another letter than this one at its start and at its end: nearly always, and told at
/// less cost than the key.
fn shares_end(line: &str, key: &str) -> bool {
    let same = |letter: Option<char>, byte: Option<&u8>| match (letter, byte) {
        (Some(letter), Some(byte)) if letter.is_ascii() => letter.to_ascii_lowercase() == char::from(*byte),
        _ => true,
    };
    let mut letters = line.chars().filter(|c| c.is_alphanumeric());
    same(letters.next(), key.as_bytes().first()) || same(letters.next_back(), key.as_bytes().last())
}

/// Marks openings that are cut with "…" and stand in full below, and paragraphs that are repeated.
pub(super) fn teasers(lines: &mut [Line]) {
    for at in 0..lines.len() {
        let (line, later) = (&lines[at], &lines[at + 1..]);
        if !line.kept() || line.text.len() < LEAST_TEASER {
            continue;
        }
        let later = || later.iter().filter(|line| line.kept()).map(|line| line.text.as_str());
        let text = line.text.trim_end_matches([']', ')', ' ']);
        let cut = text.ends_with('…') || text.ends_with("...");
        let opening = if cut { key(text) } else { String::new() };
        // The cut may fall inside a word.
        let in_full = |later: &str| later.len() > text.len() && key(later).starts_with(&opening);
        if later().any(|later| later == line.text) || (cut && opening.len() >= LEAST_TEASER && later().any(in_full)) {
            lines[at].drop_as("teaser");
        }
    }
}

/// The paragraphs of the article, one blank line between them. A paragraph that was broken inside a sentence is joined.
pub(super) fn body(lines: &[Line]) -> String {
    let mut out = String::with_capacity(lines.iter().map(|line| line.text.len() + 2).sum());
    let mut broken = false;
    for line in lines.iter().filter(|line| line.kept() && !line.text.is_empty()) {
        let small = line.text.starts_with(char::is_lowercase);
        if !out.is_empty() {
            let continues = out.ends_with(',') && (small || broken);
            out.push_str(if continues { " " } else { "\n\n" });
            broken = continues;
        }
        broken |= small;
        push_squeezed(&mut out, &line.text);
    }
    out
}

/// Appends a text with runs of ordinary spaces made one.
fn push_squeezed(out: &mut String, text: &str) {
    if !text.contains("  ") {
        return out.push_str(text);
    }
    for (index, piece) in text.split(' ').filter(|piece| !piece.is_empty()).enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(piece);
    }
}

/// What was left out, in the order of the page; neighbours with the same reason are one.
pub(super) fn dropped(lines: &[Line]) -> Vec<Dropped> {
    let mut out: Vec<Dropped> = Vec::new();
    let mut push = |text: &str, reason: &str| match out.last_mut() {
        Some(last) if last.reason == reason => {
            last.text.push('\n');
            last.text.push_str(text);
        }
        _ => out.push(Dropped { text: text.to_owned(), reason: reason.to_owned() }),
    };
    for line in lines {
        match &line.fate {
            Some(reason) => push(&line.text, reason),
            None => line.cuts.iter().for_each(|(text, reason)| push(text, reason)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn cleaned(text: &str) -> String {
        let knowledge = Knowledge::load(&[]).unwrap();
        let mut lines = lines(text);
        furniture(&mut lines, &knowledge);
        super::super::foreign::leave_out(&mut lines, &knowledge);
        teasers(&mut lines);
        body(&lines)
    }

    const LONG: &str = "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve, selon un responsable du transport qui a requis de ne pas être nommé, car la route est fermée depuis lundi et personne ne sait quand elle sera de nouveau ouverte aux camions.";

    #[test]
    fn the_foot_of_a_page_goes_and_a_heading_in_the_middle_stays() {
        assert_eq!(cleaned(&format!("{LONG}\n\nÀ propos de l'auteur\n\n{LONG} {LONG}")), LONG);
        assert_eq!(cleaned(&format!("{LONG}\n\nArticles similaires\n\nUn autre titre")), LONG);
        let kept = format!("{LONG}\n\nUn autre titre\n\n{LONG} Puis {LONG}");
        assert_eq!(cleaned(&format!("{LONG}\n\nArticles similaires\n\nUn autre titre\n\n{LONG} Puis {LONG}")), kept);
    }

    #[test]
    fn blocks_end_at_a_blank_line_or_a_sentence() {
        assert_eq!(
            cleaned(&format!("Partager :\nFacebook\nUn bouton\n\nSous-titre\n\n{LONG}")),
            format!("Sous-titre\n\n{LONG}")
        );
        assert_eq!(cleaned(&format!("À lire aussi\nUn autre titre\n{LONG}")), LONG);
    }

    #[test]
    fn teasers_and_other_scripts_go() {
        assert_eq!(cleaned(&format!("{}…\n\n{LONG}", &LONG[..57])), LONG);
        assert_eq!(cleaned(&format!("Скачать это видео\n{LONG}\nДругое")), LONG);
        assert_eq!(cleaned(&format!("Il hésite…\n\n{LONG}")), format!("Il hésite…\n\n{LONG}"));
    }

    #[test]
    fn paragraphs_broken_inside_a_sentence_are_joined() {
        assert_eq!(
            cleaned("« Nous irons »,\n\na-t-il dit,\n\nMontrant la ville.\n\nPuis rien."),
            "« Nous irons », a-t-il dit, Montrant la ville.\n\nPuis rien."
        );
        assert_eq!(cleaned("Monsieur le président,\n\nNous écrivons."), "Monsieur le président,\n\nNous écrivons.");
        assert_eq!(cleaned("Deux  espaces\u{a0}: oui."), "Deux espaces\u{a0}: oui.");
    }
}
