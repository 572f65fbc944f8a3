//! Lines of a page that are not the article, recognised by the patterns of `lexicons/corpus/furniture.tsv`.
//!
//! Only short lines are looked at, so that the cost stays with the page and not with the article: a paragraph is
//! only asked whether furniture is glued to its end.

use super::key::{after, count_words, flat, key};
use crate::data::{DataFile, Record, parse_table};
use crate::error::Fault;
use regex::bytes::{RegexSet, RegexSetBuilder};
use rustc_hash::FxHashMap;

/// Longer lines (in bytes) are paragraphs.
const LONGEST_LINE: usize = 400;
/// Furniture glued to a paragraph is looked for in its last bytes.
const GLUED_WITHIN: usize = 300;
/// Words a line may have when its row does not say.
const DEFAULT_WORDS: usize = 30;

/// How far a pattern reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// This line.
    Line,
    /// This line, below the first paragraphs.
    Foot,
    /// This line and the lines under it.
    Block,
    /// This line and all that follows.
    Tail,
    /// From these words to the end of the line.
    Glued,
}

/// A pattern that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit<'a> {
    pub scope: Scope,
    pub reason: &'a str,
}

#[derive(Debug, Clone)]
struct Rule {
    scope: Scope,
    reason: String,
    words: usize,
}

impl Rule {
    fn hit(&self) -> Hit<'_> {
        Hit { scope: self.scope, reason: &self.reason }
    }
}

/// A regular expression with its file and line.
type Source = (String, usize, String);

/// Compiles regular expressions together. Lines are folded before they are matched, so ASCII classes are enough, and they
/// compile faster.
fn regexes<'a>(patterns: impl IntoIterator<Item = &'a String>) -> Result<RegexSet, regex::Error> {
    RegexSetBuilder::new(patterns).unicode(false).build()
}

/// The compiled patterns.
#[derive(Debug)]
pub(super) struct Furniture {
    whole: FxHashMap<String, Rule>,
    /// By first word.
    starts: FxHashMap<String, Vec<(String, Rule)>>,
    /// By last word.
    ends: FxHashMap<String, Vec<(String, Rule)>>,
    /// By first word.
    glued: FxHashMap<String, Vec<(String, Rule)>>,
    regexes: RegexSet,
    regex_rules: Vec<Rule>,
    /// No regular expression drops a line of more words.
    most_regex_words: usize,
}

impl Furniture {
    /// Compiles tables: the shipped one first, then the user's.
    pub(super) fn compile(files: &[DataFile]) -> Result<Self, Fault> {
        let mut made = Self {
            whole: FxHashMap::default(),
            starts: FxHashMap::default(),
            ends: FxHashMap::default(),
            glued: FxHashMap::default(),
            regexes: RegexSet::empty(),
            regex_rules: Vec::new(),
            most_regex_words: 0,
        };
        let mut sources = Vec::new();
        for file in files {
            for row in parse_table(file, &["match", "scope", "reason", "words", "pattern"])? {
                made.add(file, &row, &mut sources)?;
            }
        }
        made.regexes = regexes(sources.iter().map(|(_, _, pattern)| pattern)).map_err(|error| {
            let wrong = |(file, line, pattern): &Source| {
                let error = regexes([pattern]).err()?.to_string();
                let short = error.lines().last().unwrap_or_default();
                let problem = format!("the regular expression is wrong: {short}");
                Some(Fault::new(file, problem).at_line(*line).remedy("correct it or use “starts”"))
            };
            sources.iter().find_map(wrong).unwrap_or_else(|| {
                Fault::new("furniture.tsv", format!("the patterns do not compile together: {error}"))
                    .remedy("make the regular expressions smaller")
            })
        })?;
        Ok(made)
    }

    fn add(&mut self, file: &DataFile, row: &Record<'_>, sources: &mut Vec<Source>) -> Result<(), Fault> {
        let fault =
            |problem: String, remedy: &str| Err(Fault::new(&file.name, problem).at_line(row.line).remedy(remedy));
        let [how, scope, reason, words, pattern] = row.fields[..] else { return Ok(()) };
        let Some(scope) = parse_scope(scope) else {
            return fault(format!("unknown scope “{scope}”"), "write line, foot, block, tail or glued");
        };
        if reason.is_empty() || !reason.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
            return fault(format!("the reason “{reason}” is not a word"), "write small letters and hyphens");
        }
        let words = match words {
            "" => DEFAULT_WORDS,
            number => match number.parse() {
                Ok(number) => number,
                Err(_) => return fault(format!("“{number}” is not a number of words"), "write a whole number"),
            },
        };
        let rule = Rule { scope, reason: reason.to_owned(), words };
        if how == "regex" {
            sources.push((file.name.clone(), row.line, pattern.to_owned()));
            self.most_regex_words = self.most_regex_words.max(rule.words);
            self.regex_rules.push(rule);
            return Ok(());
        }
        let phrase = key(pattern);
        if phrase.is_empty() {
            return fault("the pattern has no word".into(), "write at least one word, or use “regex”");
        }
        let first = phrase.split(' ').next().unwrap_or_default().to_owned();
        let last = phrase.rsplit(' ').next().unwrap_or_default().to_owned();
        let list = match (how, scope) {
            ("is", _) => {
                if self.whole.insert(phrase, rule).is_some() {
                    return fault(format!("“{pattern}” stands twice"), "keep one of the two rows");
                }
                return Ok(());
            }
            ("starts", Scope::Glued) => self.glued.entry(first).or_default(),
            ("starts", _) => self.starts.entry(first).or_default(),
            ("ends", _) => self.ends.entry(last).or_default(),
            _ => return fault(format!("unknown match “{how}”"), "write is, starts, ends or regex"),
        };
        if list.iter().any(|(known, _)| *known == phrase) {
            return fault(format!("“{pattern}” stands twice"), "keep one of the two rows");
        }
        list.push((phrase, rule));
        Ok(())
    }

    /// The pattern that fits a line, when one does.
    pub(super) fn line(&self, line: &str) -> Option<Hit<'_>> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        let folded = key(line);
        if let Some(rule) = self.whole.get(&folded) {
            return Some(rule.hit());
        }
        let words = memchr::memchr_iter(b' ', folded.as_bytes()).count() + 1;
        let begins =
            |phrase: &str| folded.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let finishes =
            |phrase: &str| folded.strip_suffix(phrase).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        let first = folded.split(' ').next().and_then(|word| self.starts.get(word));
        let last = folded.rsplit(' ').next().and_then(|word| self.ends.get(word));
        let by_start = first.into_iter().flatten().find(|(phrase, rule)| words <= rule.words && begins(phrase));
        let by_end = || last.into_iter().flatten().find(|(phrase, rule)| words <= rule.words && finishes(phrase));
        if let Some((_, rule)) = by_start.or_else(by_end) {
            return Some(rule.hit());
        }
        if words > self.most_regex_words {
            return None;
        }
        let matched = self.regexes.matches(flat(line).as_bytes());
        let rule = matched.iter().map(|at| &self.regex_rules[at]).find(|rule| words <= rule.words)?;
        Some(rule.hit())
    }

    /// Where furniture glued to the end of a paragraph begins, and why it is furniture.
    pub(super) fn glued(&self, text: &str) -> Option<(usize, &str)> {
        let mut from = text.len().saturating_sub(GLUED_WITHIN);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let mut at = if from == 0 { Some(0) } else { sentence_end(text, from) };
        while let Some(end) = at {
            // After the end of a sentence, quotation marks, dashes and spaces may stand before the next word.
            let start = end + text[end..].find(char::is_alphanumeric)?;
            if text[start..].starts_with(char::is_alphabetic)
                && let Some(reason) = self.glued_here(&text[start..])
            {
                return Some((start, reason));
            }
            at = sentence_end(text, start);
        }
        None
    }

    fn glued_here(&self, rest: &str) -> Option<&str> {
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let candidates = self.glued.get(&key(&rest[..end]))?;
        let fits = |(phrase, rule): &&(String, Rule)| after(rest, phrase).is_some() && count_words(rest) <= rule.words;
        candidates.iter().find(fits).map(|(_, rule)| rule.reason.as_str())
    }
}

/// Where the first mark that may end a sentence ends, from a byte on.
fn sentence_end(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // The wide marks begin with one of two bytes.
        at += text.as_bytes()[at..].iter().position(|byte| matches!(byte, b'.' | b'!' | b'?' | 0xc2 | 0xe2))?;
        let c = text[at..].chars().next()?;
        at += c.len_utf8();
        if matches!(c, '.' | '!' | '?' | '…' | '»' | '”') {
            return Some(at);
        }
    }
}

fn parse_scope(word: &str) -> Option<Scope> {
    Some(match word {
        "line" => Scope::Line,
        "foot" => Scope::Foot,
        "block" => Scope::Block,
        "tail" => Scope::Tail,
        "glued" => Scope::Glued,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shipped() -> Furniture {
        Furniture::compile(&[crate::data::shipped("corpus/furniture.tsv")]).unwrap()
    }

    #[track_caller]
    fn furniture(line: &str, scope: Scope, reason: &str) {
        assert_eq!(shipped().line(line), Some(Hit { scope, reason }), "{line}");
    }

    #[track_caller]
    fn article(line: &str) {
        assert_eq!(shipped().line(line), None, "{line}");
        assert_eq!(shipped().glued(line), None, "{line}");
    }

    #[track_caller]
    fn glued(text: &str, kept: &str) {
        assert_eq!(shipped().glued(text).map(|(at, _)| &text[..at]), Some(kept), "{text}");
    }

    #[test]
    fn furniture_is_recognised() {
        furniture("Laisser un commentaire", Scope::Tail, "comments");
        furniture("À PROPOS DE L’AUTEUR", Scope::Tail, "author-biography");
        furniture("About The Author", Scope::Tail, "author-biography");
        furniture("Articles similaires", Scope::Tail, "related");
        furniture("LIRE AUSSI :\u{a0}Le sommet de Lomé reporté", Scope::Line, "related");
        furniture("À lire aussi | Le sommet de Lomé reporté", Scope::Line, "related");
        furniture("Partager :", Scope::Block, "sharing");
        furniture("Partager sur WhatsApp", Scope::Line, "sharing");
        furniture("0 commentaire 4,6K vues", Scope::Line, "comments");
        furniture("1 245 vues", Scope::Line, "counter");
        furniture("Lecture 2 min.", Scope::Line, "counter");
        furniture("#Mali #Sahel", Scope::Line, "hashtags");
        furniture("Étiquettes : Mali, Diplomatie", Scope::Line, "hashtags");
        furniture("© 2024 Gazette du Mandé", Scope::Line, "copyright");
        furniture("Gazette du Mandé – Tous droits réservés", Scope::Line, "copyright");
        furniture("Gazette du Mandé, BP E 1234, Bamako", Scope::Foot, "address");
        furniture("Tél. : +223 20 00 00 00", Scope::Foot, "address");
        furniture("Contact : redaction@gazette.example", Scope::Line, "address");
        furniture("Suivez-nous sur Facebook et X", Scope::Line, "sharing");
        furniture("Suivez l’information en direct sur notre chaîne WHATSAPP", Scope::Line, "sharing");
        furniture("Votre adresse e-mail ne sera pas publiée. Les champs sont obligatoires", Scope::Line, "comments");
        furniture("Article réservé aux abonnés", Scope::Line, "navigation");
        furniture("En poursuivant votre navigation sur ce site, vous acceptez les cookies.", Scope::Line, "cookies");
        furniture("Accueil > Nation > Un titre", Scope::Line, "navigation");
        furniture("(AFP)", Scope::Line, "credit");
        furniture("-", Scope::Line, "navigation");
    }

    #[test]
    fn captions_are_recognised() {
        furniture("Le ministre à Bamako, le 2 mai 2024. © AFP", Scope::Line, "caption");
        furniture("Un convoi près de Gao © Awa Traoré / Gazette", Scope::Line, "caption");
        furniture("Photo : AFP", Scope::Line, "caption");
        furniture("Crédits photo : DR", Scope::Line, "caption");
        furniture("PHOTO AFP", Scope::Line, "caption");
        furniture("(Photo d’archives)", Scope::Line, "caption");
        furniture("Un convoi près de Gao. (Photo : AFP)", Scope::Line, "caption");
        furniture("Un convoi près de Gao (photo d'illustration)", Scope::Line, "caption");
        furniture("Un convoi près de Gao, en avril 2024. AFP/Awa Traoré", Scope::Line, "caption");
        article("La photo de la rencontre a fait le tour du monde.");
        article("Le ministre Traoré (photo) a quitté la salle.");
        article("Image forte du sommet : les deux présidents se sont salués.");
        article("Photo à l'appui, il accuse la France. Paris nie.");
        article("Le convoi est bloqué (AFP).");
        article("Le convoi est restÃ© bloquÃ© au sud du fleuve.");
    }

    #[test]
    fn sentences_of_an_article_are_kept() {
        article("Lire aussi dans ce geste un défi à la France serait une erreur.");
        article("Partager le pouvoir : tel est le vœu de l'opposition malienne.");
        article("Accueil triomphal pour le président à Gao");
        article("Source de tensions depuis janvier, le convoi est reparti.");
        article("Le commentaire du ministre a surpris.");
        article("Les commentaires acerbes de Moscou ont été relevés.");
        article("La page est tournée, a dit le ministre.");
        article("L'adresse du président à la nation a duré vingt minutes.");
        article("Il a appelé les députés à voter le texte le 3 mai 2024.");
        article("Le contact a été rompu avec la patrouille.");
        article("L'auteur de l'attaque est inconnu.");
        article("Tous droits réservés aux seuls vainqueurs, ironise un député du Nord.");
        article("La rue de Bamako a grondé ; 24 personnes ont été arrêtées.");
        article("Abonnés absents, les diplomates n'ont pas répondu.");
        article("La place du Mali en Afrique");
        article("Suivez mon regard, dit-il à propos de Paris.");
        article("Le ministre a lu la suite du communiqué sur un ton grave.");
    }

    #[test]
    fn furniture_glued_to_a_sentence_is_cut() {
        glued("La région est fragile. N'oublie pas de vous abonner pour la suite", "La région est fragile. ");
        glued("La région est fragile.N’oubliez pas de vous abonner !", "La région est fragile.");
        glued("Était-il un… Lire la suite sur Le Figaro", "Était-il un… ");
        glued("Il est mort. » Lire la suite", "Il est mort. » ");
    }

    #[test]
    fn a_bad_row_names_its_line() {
        let file = |row: &str| DataFile {
            name: "mine.tsv".into(),
            text: format!("match\tscope\treason\twords\tpattern\n{row}\n").into(),
        };
        for row in [
            "is\tline\tx\t\t",
            "is\tpage\tx\t\ta",
            "is\tline\tX\t\ta",
            "has\tline\tx\t\ta",
            "regex\tline\tx\t\t(",
            "is\tline\tx\tmany\ta",
        ] {
            let fault = Furniture::compile(&[file(row)]).unwrap_err();
            assert!(fault.line == Some(2) && fault.remedy.is_some(), "{row}: {fault}");
        }
    }
}
