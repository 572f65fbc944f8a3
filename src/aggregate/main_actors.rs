//! Which actors get a part of the report, and what to say of a name that is not an actor's.

use super::table::{ActorTable, Tables};
use crate::config::Config;
use crate::error::Fault;
use crate::text::fold;

impl Tables {
    /// The actors that get a part of the report and enter the comparisons: those of [`Config::actors`] that are mentioned, or
    /// the [`Config::main_actors`] most mentioned ones. They stand first in [`Tables::actors`].
    pub fn main_actors(&self, config: &Config) -> &[ActorTable] {
        let number = if config.actors.is_empty() {
            config.main_actors.min(self.actors.len())
        } else {
            self.actors.iter().take_while(|table| config.actors.contains(&table.actor)).count()
        };
        &self.actors[..number]
    }
}

/// Checks that every name of [`Config::actors`] is one of `known`.
///
/// # Errors
/// A name that is not, with the nearest one.
///
/// ```
/// use parallaxe::{aggregate::check_actors, config::Config};
/// let config = Config { actors: vec!["Malli".into()], ..Config::default() };
/// let fault = check_actors(&config, &["France", "Mali"]).unwrap_err();
/// assert_eq!(fault.remedy.as_deref(), Some("write “Mali”, or the main name of another actor"));
/// ```
pub fn check_actors(config: &Config, known: &[&str]) -> Result<(), Fault> {
    match config.actors.iter().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let remedy = match nearest(name, known) {
                Some(near) => format!("write “{near}”, or the main name of another actor"),
                None => "write the main name of an actor of the actor file".to_string(),
            };
            Err(Fault::new("configuration", format!("“actors” names “{name}”, which is no actor's main name"))
                .remedy(remedy))
        }
    }
}

/// The known name with the fewest edits to `name`, case and accents aside, one that contains it before all others; the first in
/// order when several are as near.
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let folded = fold(name);
    let letters: Vec<char> = folded.chars().collect();
    let mut sorted = known.to_vec();
    sorted.sort_unstable();
    sorted.into_iter().min_by_key(|candidate| {
        let candidate = fold(candidate);
        (!candidate.contains(&folded), edits(&letters, &candidate.chars().collect::<Vec<_>>()))
    })
}

/// Levenshtein distance in characters.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names() {
        let known = ["Emmanuel Macron", "France", "Mali", "Russie", "Émirats arabes unis"];
        for (name, expected) in [
            ("mali", "Mali"),
            ("Emirats Arabes Unis", "Émirats arabes unis"),
            ("Macron", "Emmanuel Macron"),
            ("Rusie", "Russie"),
        ] {
            assert_eq!(nearest(name, &known), Some(expected), "{name}");
        }
        assert_eq!(nearest("Mali", &[]), None);
    }

    #[test]
    fn edit_distance() {
        let distance = |a: &str, b: &str| edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!((distance("niche", "chiens"), distance("", "abc"), distance("abc", "abc")), (5, 3, 0));
    }
}
