//! Parts in another language: they leave a text that has a French part.

use super::knowledge::Knowledge;
use super::language::{LEAST_LETTERS, detected, is_foreign_script, letters, small_words};
use super::lines::Line;

/// Fewer French words than this are a quotation in a text in another language, not a part of a bilingual page …
const LEAST_WORDS: usize = 20;
/// … and so are fewer than this share of the words, in percent.
const LEAST_SHARE: usize = 20;
/// So many small words of French at the head of a paragraph settle the matter without looking at its letters.
const ENOUGH: usize = 2;

/// What a line is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tongue {
    French,
    Other,
    /// Too short to tell.
    Unknown,
}

/// Marks the lines in other languages when French is a part of the page that counts; a page of which French is not a part
/// keeps them: it is an article in another language.
pub(super) fn leave_out(lines: &mut [Line], knowledge: &Knowledge) {
    let kept: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].kept()).collect();
    let mut tongues: Vec<Tongue> = kept.iter().map(|at| tongue(&lines[*at].text, knowledge)).collect();
    if !tongues.contains(&Tongue::Other) {
        return;
    }
    let words = |tongue: Tongue| -> usize {
        kept.iter().zip(&tongues).filter(|(_, found)| **found == tongue).map(|(at, _)| lines[*at].words).sum()
    };
    let (french, other) = (words(Tongue::French), words(Tongue::Other));
    if french < LEAST_WORDS || french * 100 < (french + other) * LEAST_SHARE {
        return;
    }
    headings(&mut tongues, |index| speaks_french(&lines[kept[index]].text, knowledge));
    for (at, tongue) in kept.into_iter().zip(tongues) {
        if tongue == Tongue::Other {
            lines[at].drop_as("foreign");
        }
    }
}

/// Short lines between lines in another language, or between such a line and an end of the page, go with them: headlines,
/// intertitles. Those that `is_french` may be French stay.
fn headings(tongues: &mut [Tongue], is_french: impl Fn(usize) -> bool) {
    let mut at = 0;
    while at < tongues.len() {
        let end = at + tongues[at..].iter().take_while(|tongue| **tongue == Tongue::Unknown).count();
        let before = at.checked_sub(1).map(|at| tongues[at]);
        let behind = tongues.get(end).copied();
        let around = [before, behind].into_iter().flatten();
        if end > at && around.clone().count() > 0 && around.clone().all(|tongue| tongue == Tongue::Other) {
            let french: Vec<bool> = (at..end).map(&is_french).collect();
            let found = tongues[at..end].iter_mut().zip(french).filter(|(_, french)| !french);
            found.for_each(|(tongue, _)| *tongue = Tongue::Other);
        }
        at = end + 1;
    }
}

fn tongue(text: &str, knowledge: &Knowledge) -> Tongue {
    if small_words(text, ENOUGH, knowledge) >= ENOUGH {
        Tongue::French
    } else if is_foreign_script(text) {
        Tongue::Other
    } else if letters(text) < LEAST_LETTERS {
        Tongue::Unknown
    } else if detected(text) == "fra" {
        Tongue::French
    } else {
        Tongue::Other
    }
}

/// Whether a short line may be French: a guess, used only where its neighbours are not.
fn speaks_french(text: &str, knowledge: &Knowledge) -> bool {
    small_words(text, 1, knowledge) > 0 || detected(text) == "fra"
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    const FRENCH: &str = "Le convoi qui devait atteindre la ville mardi soir est resté bloqué au sud du fleuve, selon un responsable du transport, car la route est fermée depuis lundi.";
    const ENGLISH: &str = "The convoy that was due to reach the town on Tuesday evening is still blocked south of the river, according to a transport official, because the road has been closed since Monday.";
    const GERMAN: &str = "Der Konvoi, der am Dienstagabend die Stadt erreichen sollte, steht nach Angaben eines Verantwortlichen immer noch südlich des Flusses, weil die Straße seit Montag gesperrt ist.";
    const DUTCH: &str = "Het konvooi dat dinsdagavond de stad had moeten bereiken, staat volgens een verantwoordelijke nog altijd vast ten zuiden van de rivier, omdat de weg sinds maandag is afgesloten.";
    const ARABIC: &str = "لا تزال القافلة التي كان من المقرر أن تصل إلى المدينة مساء الثلاثاء عالقة جنوب النهر، بحسب مسؤول في قطاع النقل، لأن الطريق مغلق منذ يوم الاثنين ولا أحد يعرف متى سيفتح من جديد.";
    const SPANISH: &str = "El convoy que debía llegar a la ciudad el martes por la noche sigue bloqueado al sur del río, según un responsable del transporte, porque la carretera está cerrada desde el lunes.";

    fn kept(text: &str) -> Vec<String> {
        let knowledge = Knowledge::load(&[]).unwrap();
        let mut lines = lines(text);
        leave_out(&mut lines, &knowledge);
        lines.into_iter().filter(Line::kept).map(|line| line.text).collect()
    }

    #[test]
    fn a_bilingual_page_keeps_its_french_part() {
        for other in [ENGLISH, GERMAN, DUTCH, ARABIC, SPANISH] {
            assert_eq!(kept(&format!("{FRENCH}\n\n{other}")), [FRENCH], "{other}");
            assert_eq!(kept(&format!("{other}\n\n{FRENCH}")), [FRENCH], "{other}");
            assert_eq!(kept(&format!("{other}\n\n{other}\n\n{FRENCH}")), [FRENCH], "{other}");
            assert_eq!(kept(&format!("{FRENCH}\n\n{other}\n\n{FRENCH}\n\n{other}")), [FRENCH, FRENCH], "{other}");
        }
    }

    #[test]
    fn headings_go_with_their_part() {
        let page =
            format!("A convoy is blocked\n\n{ENGLISH}\n\nWhat comes next\n\n{ENGLISH}\n\nUn convoi bloqué\n\n{FRENCH}");
        assert_eq!(kept(&page), ["Un convoi bloqué", FRENCH]);
        let page = format!("Le convoi est bloqué\n\n{ENGLISH}\n\n{FRENCH}");
        assert_eq!(kept(&page), ["Le convoi est bloqué", FRENCH]);
    }

    #[test]
    fn french_pages_and_foreign_pages_stay_whole() {
        let names =
            "Présents : Moussa Traoré, Awa Diallo, Jean-Pierre Kaboré, Fatoumata Keïta, Oumar Sissoko, Aïssata Cissé.";
        for page in [
            vec![FRENCH, "Un intertitre", FRENCH, names, "Bamako, Niamey, Ouagadougou"],
            vec![ENGLISH, "Next steps", ENGLISH, ENGLISH],
            vec![
                ENGLISH,
                ENGLISH,
                ENGLISH,
                ENGLISH,
                ENGLISH,
                "« La route est fermée depuis lundi », a dit le maire de la ville.",
                ENGLISH,
            ],
            vec!["LE CONVOI EST RESTE BLOQUE AU SUD DU FLEUVE ET LA ROUTE EST FERMEE DEPUIS LUNDI SELON LE MAIRE."],
        ] {
            assert_eq!(kept(&page.join("\n\n")), page);
        }
    }
}
