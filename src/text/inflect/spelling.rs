//! What spelling does to the root of a verb in -er: "commençons", "mangeons", "il achète", "il appelle", "il cède".

/// Groups of consonants that one vowel may precede in an open syllable ("régler", "lécher", "léguer").
const OPEN_GROUPS: [&str; 18] =
    ["bl", "br", "ch", "chr", "cl", "cr", "dr", "fl", "fr", "gl", "gn", "gr", "gu", "pl", "pr", "qu", "tr", "vr"];

/// What the last vowel does before a mute ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Accent {
    /// "il achète"
    Grave,
    /// "il appelle"
    Double,
    /// "il briefe"
    Plain,
}

/// The roots of a verb in -er.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roots {
    /// Before endings in a and o.
    pub(super) soft: String,
    /// Before a mute e in the present.
    pub(super) mute: Vec<String>,
    /// In the future and the conditional.
    pub(super) future: Vec<String>,
}

/// The roots of a verb in -er. `accent`: what a listed verb does.
pub(super) fn roots(root: &str, accent: Option<Accent>) -> Roots {
    let mute = mute_roots(root, accent);
    let future = match acute(root) {
        // "cédera" and, since 1990, "cèdera".
        Some(_) => vec![root.to_owned(), mute[0].clone()],
        None => mute.clone(),
    };
    Roots { soft: soft_root(root), mute, future }
}

fn soft_root(root: &str) -> String {
    match root.strip_suffix('c') {
        Some(stem) => format!("{stem}ç"),
        None if root.ends_with('g') => format!("{root}e"),
        None => root.to_owned(),
    }
}

fn mute_roots(root: &str, accent: Option<Accent>) -> Vec<String> {
    if let Some(stem) = root.strip_suffix('y') {
        return match stem.chars().last() {
            Some('a') => vec![format!("{stem}i"), root.to_owned()],
            Some('o' | 'u') => vec![format!("{stem}i")],
            _ => vec![root.to_owned()],
        };
    }
    if let Some(at) = acute(root) {
        return vec![grave(root, at)];
    }
    let Some(at) = plain_e(root) else { return vec![root.to_owned()] };
    let doubled = || format!("{root}{}", &root[root.len() - 1..]);
    match (root.ends_with('l') || root.ends_with('t'), accent) {
        (_, Some(Accent::Plain)) => vec![root.to_owned()],
        (false, _) | (true, Some(Accent::Grave)) => vec![grave(root, at)],
        (true, Some(Accent::Double)) => vec![doubled()],
        (true, None) => vec![doubled(), grave(root, at)],
    }
}

fn grave(root: &str, at: usize) -> String {
    let length = root[at..].chars().next().map_or(0, char::len_utf8);
    format!("{}è{}", &root[..at], &root[at + length..])
}

/// Where the é of the last syllable stands, when consonants of one syllable follow it.
fn acute(root: &str) -> Option<usize> {
    let at = root.rfind('é')?;
    let after = &root[at + 2..];
    (is_one_consonant(after) || OPEN_GROUPS.contains(&after)).then_some(at)
}

/// Where the plain e of the last syllable stands, when a single consonant follows it ("lever"; "vexer" stays).
fn plain_e(root: &str) -> Option<usize> {
    let at = root.rfind('e')?;
    let after = &root[at + 1..];
    (is_one_consonant(after) && after != "x" || after == "vr").then_some(at)
}

fn is_one_consonant(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() && !"aeiouyàâéèêëîïôùûü".contains(c)) && chars.next().is_none()
}
