//! One row of the stance lexicon, as written in `lexicons/stance/*.tsv`. The form is described in that folder's README.

use crate::data::{DataFile, Record, records};
use crate::error::Fault;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;
use std::borrow::Cow;
use std::fmt;

/// The columns of a stance table.
pub const HEADER: [&str; 5] = ["lemma", "pos", "effects", "tags", "examples"];

/// What kind of entry a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RowKind {
    /// `a`: adjective.
    Adjective,
    /// `al`: adjectival expression.
    AdjectivalExpression,
    /// `d`: adverb.
    Adverb,
    /// `dl`: adverbial expression.
    AdverbialExpression,
    /// `n`: noun.
    Noun,
    /// `nl`: nominal expression.
    NominalExpression,
    /// `v`: verb.
    Verb,
    /// `vl`: verbal expression.
    VerbalExpression,
}

impl RowKind {
    const CODES: [(&'static str, RowKind); 8] = [
        ("a", Self::Adjective),
        ("al", Self::AdjectivalExpression),
        ("d", Self::Adverb),
        ("dl", Self::AdverbialExpression),
        ("n", Self::Noun),
        ("nl", Self::NominalExpression),
        ("v", Self::Verb),
        ("vl", Self::VerbalExpression),
    ];

    /// True for verbs and verbal expressions, whose roles are those of a clause.
    pub fn is_verbal(self) -> bool {
        matches!(self, Self::Verb | Self::VerbalExpression)
    }

    /// True for rows of several words.
    pub fn is_expression(self) -> bool {
        !matches!(self, Self::Adjective | Self::Adverb | Self::Noun | Self::Verb)
    }

    /// The code of the column `pos`.
    pub fn code(self) -> &'static str {
        Self::CODES.iter().find(|(_, kind)| *kind == self).map_or("?", |(code, _)| code)
    }

    fn parse(code: &str) -> Option<Self> {
        Self::CODES.iter().find(|(known, _)| *known == code).map(|(_, kind)| *kind)
    }
}

/// The role through which a row reaches an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// `s`: subject of the active verb, agent of the passive.
    Subject,
    /// `o`: direct object, subject of the passive.
    Object,
    /// `n`: who is called so.
    Named,
    /// A complement by the preposition of this index in [`PREPOSITIONS`].
    Complement(u8),
}

/// The prepositions that rows may name, each with the group of those that can stand for it: "colère contre X" and
/// "colère à l'encontre de X" are one role.
pub const PREPOSITIONS: [(&str, u8); 24] = [
    ("de", 0),
    ("à", 1),
    ("contre", 2),
    ("à_l'encontre_de", 2),
    ("envers", 3),
    ("à_l'égard_de", 3),
    ("vis-à-vis_de", 3),
    ("pour", 4),
    ("en_faveur_de", 5),
    ("au_profit_de", 5),
    ("avec", 6),
    ("sur", 7),
    ("par", 8),
    ("en", 9),
    ("dans", 10),
    ("vers", 11),
    ("entre", 12),
    ("devant", 13),
    ("auprès_de", 14),
    ("face_à", 15),
    ("chez", 16),
    ("derrière", 17),
    ("sans", 18),
    ("sous", 19),
];

impl Role {
    /// The role named in a row, or `None` for an unknown name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "s" => Some(Self::Subject),
            "o" => Some(Self::Object),
            "n" => Some(Self::Named),
            _ => PREPOSITIONS.iter().position(|(known, _)| *known == name).map(|i| Self::Complement(i as u8)),
        }
    }

    /// True when a complement introduced by `other` may fill this role.
    pub fn accepts(self, other: Role) -> bool {
        match (self, other) {
            (Self::Complement(a), Self::Complement(b)) => PREPOSITIONS[a as usize].1 == PREPOSITIONS[b as usize].1,
            _ => self == other,
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Subject => "s",
            Self::Object => "o",
            Self::Named => "n",
            Self::Complement(index) => PREPOSITIONS[*index as usize].0,
        })
    }
}

/// An example sentence with the actor it is about and the sign it must get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// −1, 0 or 1.
    pub sign: i8,
    /// The sentence without the brackets.
    pub text: String,
    /// Bytes of the actor in `text`.
    pub target: std::ops::Range<usize>,
}

/// One row. The shipped tables are part of the program, so their rows borrow from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Dictionary form as written.
    #[serde(borrow)]
    pub lemma: Cow<'static, str>,
    /// Kind of entry.
    pub kind: RowKind,
    /// Effects in −3..=3 by role.
    pub effects: SmallVec<[(Role, i8); 3]>,
    /// Words of an expression, 2 at least; 1 for a row of a single word.
    pub words: u8,
    /// True for an expression with room for an object (`…`).
    pub gap: bool,
    #[serde(borrow)]
    tags: Cow<'static, str>,
    /// Looked at by the audit only, so that they are stored unread.
    #[serde(borrow, with = "serde_bytes")]
    examples: Cow<'static, [u8]>,
    /// File it stands in.
    #[serde(borrow)]
    pub file: Cow<'static, str>,
    /// One-based line in the file.
    pub line: usize,
}

impl Row {
    /// `lemma/pos`, the name of the row in all outputs.
    pub fn name(&self) -> String {
        [&*self.lemma, "/", self.kind.code()].concat()
    }

    /// Domains and loaded concepts.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty())
    }

    /// Sentences that exercise the row. They are parsed here, because only the audit needs them.
    ///
    /// # Errors
    /// The first one that is not of the documented form.
    pub fn examples(&self) -> Result<Vec<Example>, Fault> {
        parse_examples(&String::from_utf8_lossy(&self.examples))
            .map_err(|(problem, remedy)| Fault::new(&*self.file, problem).at_line(self.line).remedy(remedy))
    }
}

/// Reads the rows of one table. The examples of a table of the user's are checked at once, those of a shipped one by
/// the audit.
///
/// # Errors
/// The first row whose kind, role, value or example is not of the documented form.
///
/// ```
/// use parallaxe::{data::DataFile, lexicon::parse_rows};
/// let text = "lemma\tpos\teffects\ttags\texamples\naccuser\tv\to=-2\tjustice\t- Le juge accuse [Martin].\n";
/// let rows = parse_rows(&DataFile { name: "mine.tsv".into(), text: text.into() }).unwrap();
/// assert_eq!(rows[0].name(), "accuser/v");
/// let example = &rows[0].examples().unwrap()[0];
/// assert_eq!(&example.text[example.target.clone()], "Martin");
/// ```
pub fn parse_rows(file: &DataFile) -> Result<Vec<Row>, Fault> {
    match &file.text {
        Cow::Borrowed(text) => rows_of(&file.name, text, Cow::Borrowed),
        Cow::Owned(text) => {
            let rows = rows_of(&file.name, text, |field| Cow::Owned(field.to_owned()))?;
            rows.iter().try_for_each(|row| row.examples().map(drop))?;
            Ok(rows)
        }
    }
}

fn rows_of<'a>(name: &str, text: &'a str, keep: impl Fn(&'a str) -> Cow<'static, str>) -> Result<Vec<Row>, Fault> {
    let parse = |record: &Record<'a>| {
        let [lemma, pos, effects, tags, examples] = record.fields[..] else { unreachable!("five columns") };
        let (kind, effects) = parse_head(lemma, pos, effects)?;
        let lemma = if lemma.contains('’') { Cow::Owned(lemma.replace('’', "'")) } else { keep(lemma) };
        let tags = keep(tags);
        let examples = match keep(examples) {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        };
        let words = if kind.is_expression() { lemma.split([' ', '\'']).count().clamp(2, 255) as u8 } else { 1 };
        let gap = lemma.contains('…');
        Ok(Row {
            lemma,
            kind,
            effects,
            words,
            gap,
            tags,
            examples,
            file: Cow::Owned(name.to_owned()),
            line: record.line,
        })
    };
    let at_line =
        |record: &Record, (problem, remedy): Problem| Fault::new(name, problem).at_line(record.line).remedy(remedy);
    records(name, text, &HEADER)?
        .map(|record| record.and_then(|record| parse(&record).map_err(|problem| at_line(&record, problem))))
        .collect()
}

/// What is wrong, and a remedy.
pub type Problem = (String, String);
type Effects = SmallVec<[(Role, i8); 3]>;

fn parse_head(lemma: &str, pos: &str, effects: &str) -> Result<(RowKind, Effects), Problem> {
    if lemma.is_empty() {
        return Err(("the lemma is empty".into(), "write the dictionary form in the first column".into()));
    }
    let kind = RowKind::parse(pos).ok_or_else(|| {
        (
            format!("unknown kind “{pos}” of “{lemma}”"),
            "write one of v, n, a, d, vl, nl, al, dl in the second column".into(),
        )
    })?;
    Ok((kind, effects.split_whitespace().map(parse_effect).collect::<Result<_, _>>()?))
}

fn parse_examples(text: &str) -> Result<Vec<Example>, Problem> {
    text.split(" | ").map(str::trim).filter(|text| !text.is_empty()).map(parse_example).collect()
}

fn parse_effect(text: &str) -> Result<(Role, i8), Problem> {
    let (role, value) = text
        .split_once('=')
        .ok_or_else(|| (format!("effect “{text}” has no value"), "write role=value, for example o=-2".into()))?;
    let known = Role::parse(role).ok_or_else(|| {
        (format!("unknown role “{role}”"), "write s, o, n or a preposition listed in lexicons/stance/README.md".into())
    })?;
    let number = value
        .parse::<i8>()
        .or_else(|_| value.replace('−', "-").parse())
        .ok()
        .filter(|number| (-3..=3).contains(number))
        .ok_or_else(|| (format!("effect “{text}” has a bad value"), "write a whole number from -3 to 3".into()))?;
    Ok((known, number))
}

/// Reads one example: its sign, then a sentence in which one actor stands in brackets.
///
/// # Errors
/// What is wrong with it, and a remedy.
///
/// ```
/// let example = parallaxe::lexicon::parse_example("- Le juge accuse [Martin].").unwrap();
/// assert_eq!((example.sign, &example.text[example.target.clone()]), (-1, "Martin"));
/// ```
pub fn parse_example(text: &str) -> Result<Example, Problem> {
    let problem = |what: &str| {
        (format!("example “{text}” {what}"), "write for example: - Le juge accuse [Martin] de fraude.".to_string())
    };
    let (sign, rest) = text.split_once(' ').ok_or_else(|| problem("is too short"))?;
    let sign = match sign {
        "+" => 1,
        "-" | "−" => -1,
        "0" => 0,
        _ => return Err(problem("does not begin with +, - or 0")),
    };
    let (before, tail) = rest.split_once('[').ok_or_else(|| problem("has no [actor]"))?;
    let (target, after) = tail.split_once(']').ok_or_else(|| problem("has no closing bracket"))?;
    if after.contains(['[', ']']) || target.is_empty() {
        return Err(problem("must bracket exactly one actor"));
    }
    Ok(Example { sign, text: format!("{before}{target}{after}"), target: before.len()..before.len() + target.len() })
}
