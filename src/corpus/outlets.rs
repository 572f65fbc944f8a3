//! The registry of outlets: variants of a name, and addresses, lead to one name.

use super::key::solid;
use super::words::{Kind, Words};
use crate::data::DataFile;
use crate::error::Fault;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

/// One outlet of `outlets.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// The name under which it is counted.
    pub name: String,
    /// Other spellings.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Sites, without `www.`; an entry may go on with the first folder (`bbc.com/afrique`).
    #[serde(default)]
    pub domains: Vec<String>,
    /// ISO 3166-1 alpha-2 of the newsroom, `ZZ` for international organisations.
    pub country: String,
    /// What it is.
    pub kind: OutletKind,
}

/// What an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletKind {
    /// Daily newspaper.
    Daily,
    /// Weekly newspaper or magazine.
    Weekly,
    /// Magazine that appears less often.
    Magazine,
    /// Radio.
    Radio,
    /// Television.
    Television,
    /// Site without another edition.
    Online,
    /// News agency: credited by others.
    Agency,
}

/// Behind one of these stands an edition, a section or a motto, never a part of the name.
const FRONT_MARKS: [char; 6] = [',', '|', ';', '–', '—', '•'];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registry {
    outlet: Vec<Spanned<Outlet>>,
}

/// The registry, compiled for look-up.
///
/// ```
/// use parallaxe::corpus::Knowledge;
/// let knowledge = Knowledge::load(&[]).unwrap();
/// let outlets = knowledge.outlets();
/// assert_eq!(outlets.by_name("LEXPRESS.fr").map(|outlet| outlet.name.as_str()), Some("L'Express"));
/// assert_eq!(outlets.by_url("https://www.lemonde.fr/afrique/1.html").map(|outlet| outlet.name.as_str()), Some("Le Monde"));
/// assert!(outlets.by_name("Gazette inconnue").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Outlets {
    list: Vec<Outlet>,
    names: FxHashMap<String, usize>,
    domains: FxHashMap<String, usize>,
}

impl Outlets {
    /// Adds a registry file; an outlet that is already known by its name is replaced.
    pub(super) fn add(&mut self, file: &DataFile) -> Result<(), Fault> {
        let registry: Registry = toml::from_str(&file.text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(&file.text, span.start));
            Fault::new(&file.name, error.message().replace('\n', " "))
                .at_line(line)
                .remedy("write outlet = [ { name = \"…\", country = \"FR\", kind = \"daily\", domains = [\"…\"] }, … ]")
        })?;
        let mut starts: FxHashMap<String, usize> = FxHashMap::default();
        let line = |start| line_of(&file.text, start);
        for entry in registry.outlet {
            let start = entry.span().start;
            let outlet = entry.into_inner();
            let name = solid(&outlet.name);
            if name.is_empty() {
                let fault = Fault::new(&file.name, "an outlet has no name").at_line(line(start));
                return Err(fault.remedy("write its name"));
            }
            if let Some(first) = starts.insert(name, start) {
                return Err(Fault::new(&file.name, format!("“{}” stands twice (line {})", outlet.name, line(first)))
                    .at_line(line(start))
                    .remedy("keep one of the two and join their aliases and domains"));
            }
            self.insert(outlet);
        }
        Ok(())
    }

    fn insert(&mut self, outlet: Outlet) {
        let index = match self.names.get(&solid(&outlet.name)) {
            Some(index) if solid(&self.list[*index].name) == solid(&outlet.name) => *index,
            _ => self.list.len(),
        };
        // The proper name always leads to its outlet; an alias only where no outlet bears it already.
        self.names.insert(solid(&outlet.name), index);
        for alias in &outlet.aliases {
            self.names.entry(solid(alias)).or_insert(index);
        }
        for domain in &outlet.domains {
            self.domains.insert(bare_address(domain), index);
        }
        if index == self.list.len() {
            self.list.push(outlet);
        } else {
            self.list[index] = outlet;
        }
    }

    /// Number of outlets, agencies included.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True when no registry was loaded.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The outlet that bears a name or alias; case, accents, punctuation, a top-level domain or a note in
    /// brackets after it do not matter. A bare domain is a name too.
    pub fn by_name(&self, name: &str) -> Option<&Outlet> {
        let name = name.trim();
        let found = |text: &str| self.names.get(&solid(text)).map(|index| &self.list[*index]);
        if let Some(outlet) = found(name).or_else(|| self.by_url(name)) {
            return Some(outlet);
        }
        let without_note = name.split(['(', '[']).next().unwrap_or(name).trim();
        if without_note.len() < name.len()
            && let Some(outlet) = found(without_note)
        {
            return Some(outlet);
        }
        // "Libération, no. 7420 …", "Le Monde | Afrique": what stands before the first mark, when that is a name.
        let front = name.split(FRONT_MARKS).next().unwrap_or(name).split(" - ").next().unwrap_or(name).trim();
        if front.len() < name.len()
            && let Some(outlet) = found(front).filter(|_| front.len() >= 3)
        {
            return Some(outlet);
        }
        let stem = name.rsplit_once('.').filter(|(_, end)| (2..=3).contains(&end.len())).map(|(stem, _)| stem);
        stem.and_then(found)
    }

    /// A name without its edition, number or way of publication: "Le Courrier, no. 4211 PREMIERE EDITION", "Le Courrier
    /// (site web)". For names that the registry does not know.
    pub(super) fn without_edition<'a>(&self, name: &'a str, words: &Words) -> &'a str {
        if self.by_exact_name(name).is_some() {
            return name;
        }
        let edition =
            |text: &str| words.begins(Kind::Edition, text) || text.trim().starts_with(|c: char| c.is_ascii_digit());
        let cut = name
            .char_indices()
            .find(|(at, c)| *at > 0 && matches!(c, ',' | '(' | '[' | ';') && edition(&name[at + c.len_utf8()..]));
        cut.map_or(name, |(at, _)| name[..at].trim_end())
    }

    fn by_exact_name(&self, name: &str) -> Option<&Outlet> {
        self.names.get(&solid(name)).map(|index| &self.list[*index])
    }

    /// All outlets, in the order of the registry.
    pub fn iter(&self) -> impl Iterator<Item = &Outlet> {
        self.list.iter()
    }

    /// The outlet to which an address belongs.
    pub fn by_url(&self, url: &str) -> Option<&Outlet> {
        let bare = bare_address(url);
        let (host, path) = bare.split_once('/').unwrap_or((bare.as_str(), ""));
        if !host.contains('.') || host.contains(char::is_whitespace) {
            return None;
        }
        let folder = path.split('/').next().filter(|folder| !folder.is_empty());
        let with_folder = folder.and_then(|folder| self.domains.get(&format!("{host}/{folder}")));
        let mut rest = Some(host);
        let index = with_folder.or_else(|| {
            while let Some(domain) = rest {
                if let Some(index) = self.domains.get(domain) {
                    return Some(index);
                }
                rest = domain.split_once('.').map(|(_, rest)| rest);
            }
            None
        })?;
        Some(&self.list[*index])
    }
}

/// Host and path in lower case, without scheme and `www.`.
fn bare_address(url: &str) -> String {
    let lower = url.trim().to_lowercase();
    let rest = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// The host of an address, without `www.`: what is known of an outlet when the registry does not know it.
pub(super) fn host(url: &str) -> Option<String> {
    let bare = bare_address(url);
    let host = bare.split(['/', '?', '#', ':']).next()?;
    let plausible = host.contains('.')
        && host.len() <= 100
        && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
        && host.rsplit('.').next().is_some_and(|end| end.chars().all(char::is_alphabetic) && end.len() >= 2);
    plausible.then(|| host.to_owned())
}

fn line_of(text: &str, at: usize) -> usize {
    text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registry() -> Outlets {
        let mut outlets = Outlets::default();
        outlets.add(&crate::data::shipped("outlets.toml")).unwrap();
        outlets
    }

    #[track_caller]
    fn named(name: &str, expected: Option<&str>) {
        assert_eq!(registry().by_name(name).map(|outlet| outlet.name.as_str()), expected, "{name}");
    }

    #[test]
    fn variants_lead_to_one_name() {
        named("Le Monde", Some("Le Monde"));
        named("LE MONDE", Some("Le Monde"));
        named("lemonde.fr", Some("Le Monde"));
        named("Le Monde.fr", Some("Le Monde"));
        named("LeHuffPost", Some("Le HuffPost"));
        named("Huffington Post", Some("Le HuffPost"));
        named("20Minutes", Some("20 Minutes"));
        named("BFM TV", Some("BFMTV"));
        named("Lopinion.fr", Some("L'Opinion"));
        named("FranceInfo", Some("France Info"));
        named("L’Obs", Some("L'Obs"));
        named("Le Figaro (site web)", Some("Le Figaro"));
        named("Huffpost", Some("Le HuffPost"));
        named("La Libre Belgique", Some("La Libre Belgique"));
        named("Quotidien d'Oran", Some("Le Quotidien d'Oran"));
        named("Libération, no. 7420 QUOTIDIEN PREMIERE EDITION", Some("Libération"));
        named("liberation.fr", Some("Libération"));
        named("www.liberation.fr", Some("Libération"));
        named("Libé", Some("Libération"));
        named("Le Monde | Afrique", Some("Le Monde"));
        named("RFI - Afrique", Some("RFI"));
    }

    #[test]
    fn other_names_stay_unknown() {
        named("Monde", None);
        named("Gazette du Mandé", None);
        named("Le Monde des religions", None);
        named("Le Matin", None);
        named("", None);
        named("Florian Lautre", None);
    }

    #[test]
    fn editions_are_no_part_of_a_name() {
        let mut words = Words::default();
        words.add(&crate::data::shipped("corpus/words.tsv")).unwrap();
        let outlets = registry();
        let bare = |name: &'static str| outlets.without_edition(name, &words);
        assert_eq!(bare("Le Courrier du Fleuve, no. 4211 PREMIERE EDITION"), "Le Courrier du Fleuve");
        assert_eq!(bare("Le Courrier du Fleuve (site web)"), "Le Courrier du Fleuve");
        assert_eq!(bare("Le Courrier du Fleuve, n° 12"), "Le Courrier du Fleuve");
        assert_eq!(bare("Le Courrier du Fleuve, 12 mai"), "Le Courrier du Fleuve");
        assert_eq!(bare("Vents, marées et rivages"), "Vents, marées et rivages");
        assert_eq!(bare("APS (Sénégal)"), "APS (Sénégal)");
    }

    #[test]
    fn addresses_lead_to_outlets() {
        let outlets = registry();
        let name = |url: &str| outlets.by_url(url).map(|outlet| outlet.name.clone());
        assert_eq!(name("https://www.rfi.fr/fr/afrique/1").as_deref(), Some("RFI"));
        assert_eq!(name("http://afrique.latribune.fr/x").as_deref(), Some("La Tribune Afrique"));
        assert_eq!(name("https://www.bbc.com/afrique/region-1").as_deref(), Some("BBC Afrique"));
        assert_eq!(name("https://www.bbc.com/news/1"), None);
        assert_eq!(name("https://notlemonde.fr/"), None);
        assert_eq!(host("https://www.capitaux.example/2024/"), Some("capitaux.example".into()));
        assert_eq!(host("pas une adresse"), None);
    }

    #[test]
    fn a_broken_registry_names_its_line() {
        let mut outlets = Outlets::default();
        let file = |text: &str| DataFile { name: "mine.toml".into(), text: text.to_owned().into() };
        let fault =
            outlets.add(&file("outlet = [\n  { name = \"A\", kind = \"paper\", country = \"FR\" },\n]")).unwrap_err();
        assert_eq!((fault.line, fault.remedy.is_some()), (Some(2), true));
        let twice = "outlet = [\n  { name = \"A\", kind = \"daily\", country = \"FR\" },\n  { name = \"a\", kind = \"daily\", country = \"FR\" },\n]";
        assert_eq!(outlets.add(&file(twice)).unwrap_err().line, Some(3));
    }

    #[test]
    fn the_shipped_registry_is_sound() {
        let outlets = registry();
        assert!(outlets.len() >= 250);
        for outlet in &outlets.list {
            assert_eq!(outlets.by_name(&outlet.name).map(|o| &o.name), Some(&outlet.name));
            assert!(
                outlet.country.len() == 2 && outlet.country.chars().all(|c| c.is_ascii_uppercase()),
                "{}",
                outlet.name
            );
            for alias in &outlet.aliases {
                assert_eq!(outlets.by_name(alias).map(|o| &o.name), Some(&outlet.name), "{alias}");
            }
            for domain in &outlet.domains {
                assert_eq!(outlets.by_url(domain).map(|o| &o.name), Some(&outlet.name), "{domain}");
            }
        }
    }
}
