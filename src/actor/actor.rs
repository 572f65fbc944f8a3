//! One actor as the gazetteer knows it.

use super::mention::ActorId;
use serde::{Deserialize, Serialize};

/// What an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A state.
    State,
    /// A person.
    Person,
    /// An organisation: international bodies, parties, unions, associations.
    Organisation,
    /// An armed group that is no army of a state.
    ArmedGroup,
    /// An institution: parliaments, courts, armies, military operations.
    Institution,
    /// A company.
    Company,
}

impl Kind {
    /// All kinds, as the files write them.
    pub const ALL: [Kind; 6] =
        [Kind::State, Kind::Person, Kind::Organisation, Kind::ArmedGroup, Kind::Institution, Kind::Company];

    /// The word used in files and tables.
    ///
    /// ```
    /// assert_eq!(parallaxe::actor::Kind::ArmedGroup.as_str(), "armed-group");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::ArmedGroup => "armed-group",
            Self::Institution => "institution",
            Self::Company => "company",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Grammatical gender and number, for the pronouns that may refer to an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agreement {
    /// Feminine.
    pub feminine: bool,
    /// Plural.
    pub plural: bool,
}

impl Agreement {
    /// Reads `m`, `f`, `mp` or `fp`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "m" => Self { feminine: false, plural: false },
            "f" => Self { feminine: true, plural: false },
            "mp" => Self { feminine: false, plural: true },
            "fp" => Self { feminine: true, plural: true },
            _ => return None,
        })
    }
}

/// An office that an actor holds or held: "président @Mali 2021-".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The office as the table of offices names it.
    pub title: String,
    /// The state or organisation it belongs to.
    pub of: ActorId,
    /// First and last calendar year; no last year while it lasts, nothing when the file does not say.
    pub years: Option<(i16, Option<i16>)>,
}

impl Office {
    /// True when the whole of a calendar year falls into the term, as far as years tell: the years of change themselves
    /// belong to both holders and are left out.
    ///
    /// ```
    /// use parallaxe::actor::{ActorId, Office};
    /// let office = Office { title: "président".into(), of: ActorId(0), years: Some((2012, Some(2017))) };
    /// assert!(office.covers(2015) && !office.covers(2017) && !office.covers(2020));
    /// ```
    pub fn covers(&self, year: i16) -> bool {
        self.years.is_some_and(|(first, last)| first < year && last.is_none_or(|last| year < last))
    }

    /// True when some day of the year may fall into the term.
    pub fn may_cover(&self, year: i16) -> bool {
        self.years.is_none_or(|(first, last)| first <= year && last.is_none_or(|last| year <= last))
    }

    /// True while the file names no end.
    pub fn is_current(&self) -> bool {
        self.years.is_none_or(|(_, last)| last.is_none())
    }
}

/// An actor: whom the program measures stance toward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Main name, unique.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Gender and number; none when unknown, and then no pronoun refers to it.
    pub agreement: Option<Agreement>,
    /// Offices, for persons; the state, for armies (title "armée").
    pub offices: Vec<Office>,
    /// A remark of the file.
    pub note: String,
    /// File that declares it.
    pub file: String,
    /// One-based line in that file.
    pub line: usize,
}
