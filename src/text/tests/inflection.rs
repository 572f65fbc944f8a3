//! Forms by hand, and the comparison with a reference lexicon when there is one.

use crate::text::Morph;
use crate::text::inflect::{Irregular, adjective_forms, noun_forms, verb_forms};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

#[track_caller]
fn verb(lemma: &str, present: &[&str], absent: &[&str]) {
    let irregular = Irregular::load().expect("the shipped tables are well formed");
    let mut forms = BTreeSet::new();
    verb_forms(lemma, &irregular, &mut |form, _| {
        forms.insert(form.to_owned());
    });
    present.iter().for_each(|form| assert!(forms.contains(*form), "{lemma}: {form} is missing from {forms:?}"));
    absent.iter().for_each(|form| assert!(!forms.contains(*form), "{lemma}: {form} is wrong"));
}

#[track_caller]
fn adjective(lemma: &str, expected: &[&str]) {
    let irregular = Irregular::load().expect("the shipped tables are well formed");
    let mut forms = Vec::new();
    adjective_forms(lemma, &irregular, &mut |form, _| forms.push(form.to_owned()));
    assert_eq!(forms, expected);
}

#[track_caller]
fn noun(lemma: &str, expected: &[&str]) {
    let irregular = Irregular::load().expect("the shipped tables are well formed");
    let mut forms = Vec::new();
    noun_forms(lemma, &irregular, &mut |form, _| forms.push(form.to_owned()));
    assert_eq!(forms, expected);
}

#[test]
fn verbs_in_er() {
    verb("menacer", &["menaçons", "menace", "menacé", "menaçait", "menacera"], &["menacons", "menaçe"]);
    verb("exiger", &["exigeons", "exigeait", "exige"], &["exigons"]);
    verb("essayer", &["essaie", "essaye", "essaiera", "essayons"], &[]);
    verb("employer", &["emploie", "emploiera", "employons"], &["employe"]);
    verb("appeler", &["appelle", "appellera", "appelons"], &["appèle", "appele"]);
    verb("acheter", &["achète", "achètera", "achetons"], &["achette"]);
    verb("étiqueter", &["étiquette", "étiquète"], &[]);
    verb("céder", &["cède", "cédera", "cèdera", "cédons", "cédé"], &["céde"]);
    verb("protéger", &["protège", "protégeons"], &[]);
    verb("régner", &["règne", "régnait"], &[]);
    verb("léguer", &["lègue", "léguons"], &[]);
    verb("lever", &["lève", "lèvera", "levons"], &["leve"]);
    verb("vexer", &["vexe", "vexera"], &["vèxe"]);
    verb("créer", &["crée", "créée", "créera"], &["crèe"]);
    verb("rester", &["reste"], &["rèste"]);
    verb("s'enliser", &["enlise", "enlisés"], &["s'enlise"]);
    verb("envoyer", &["enverra", "envoie", "envoya"], &["envoyera"]);
    verb("aller", &["va", "ira", "aille", "allions", "alla"], &["alle"]);
}

#[test]
fn irregular_verbs() {
    verb("tenir", &["tient", "tint", "tînt", "tiendrait", "tenues", "tiennent"], &[]);
    verb("acquérir", &["acquiert", "acquis", "acquerra", "acquièrent"], &[]);
    verb("vaincre", &["vainc", "vainquit", "vaincu", "vainquons"], &[]);
    verb("contredire", &["contredisez", "contredîtes"], &["contredit-vous"]);
    verb("dire", &["dites"], &["disez"]);
    verb("maudire", &["maudissait", "maudit"], &["maudisait"]);
    verb("résoudre", &["résout", "résolu", "résolvait"], &["résoudt"]);
    verb("dissoudre", &["dissous", "dissoute", "dissolvait"], &["dissousse"]);
    verb("haïr", &["hait", "haïssons", "haï", "haïe"], &["haîmes"]);
    verb("devoir", &["dû", "due", "dus", "dues", "doivent", "devrait"], &["dûe"]);
    verb("falloir", &["faut", "faudrait", "fallu", "faille"], &["faux", "faudrons"]);
    verb("asseoir", &["assied", "assoit", "assis"], &[]);
    verb("craindre", &["craignait", "crainte", "craint"], &[]);
    verb("reconnaître", &["reconnaît", "reconnait", "reconnu", "reconnaissait"], &[]);
    verb("avoir", &["a", "ont", "eu", "eût", "aient", "ayant"], &[]);
    verb("être", &["est", "sont", "fut", "soient", "étant", "été", "sera"], &["étée"]);
    verb("sous-tendre", &["sous-tend", "sous-tendu"], &[]);
    verb("réapprendre", &["réapprend", "réappris"], &[]);
    verb("démentir", &["dément", "démentit", "démenti"], &["démentissait"]);
    verb("répartir", &["répartit", "répartissait"], &["répart"]);
    verb("président", &[], &["président"]);
}

#[test]
fn features() {
    let irregular = Irregular::load().expect("the shipped tables are well formed");
    let mut found = BTreeMap::new();
    verb_forms("finir", &irregular, &mut |form, morph| {
        found.insert(form.to_owned(), morph);
    });
    assert!(found["finirait"].has(Morph::FINITE | Morph::COND | Morph::P3 | Morph::SING));
    assert!(found["finira"].has(Morph::FUT) && !found["finira"].any(Morph::COND));
    assert!(found["fini"].has(Morph::PASTPART | Morph::MASC) && !found["fini"].any(Morph::FINITE));
    assert!(found["finissant"].has(Morph::PRESPART));
    assert!(found["finir"].has(Morph::INF));
    assert!(found["finissent"].has(Morph::SUBJ | Morph::P3 | Morph::PLUR));
}

#[test]
fn adjectives() {
    adjective("fiable", &["fiable", "fiables"]);
    adjective("brutal", &["brutal", "brutaux", "brutale", "brutales"]);
    adjective("fatal", &["fatal", "fatals", "fatale", "fatales"]);
    adjective("menteur", &["menteur", "menteurs", "menteuse", "menteuses"]);
    adjective("destructeur", &["destructeur", "destructeurs", "destructrice", "destructrices"]);
    adjective("supérieur", &["supérieur", "supérieurs", "supérieure", "supérieures"]);
    adjective("vengeur", &["vengeur", "vengeurs", "vengeresse", "vengeresses"]);
    adjective("heureux", &["heureux", "heureux", "heureuse", "heureuses"]);
    adjective("agressif", &["agressif", "agressifs", "agressive", "agressives"]);
    adjective("inquiet", &["inquiet", "inquiets", "inquiète", "inquiètes"]);
    adjective("muet", &["muet", "muets", "muette", "muettes"]);
    adjective("beau", &["beau", "bel", "beaux", "belle", "belles"]);
    adjective("public", &["public", "publics", "publique", "publiques"]);
    adjective("franc", &["franc", "francs", "franche", "franches"]);
    adjective("aigu", &["aigu", "aigus", "aiguë", "aiguës", "aigüe", "aigües"]);
    adjective("marron", &["marron"]);
    adjective("malien", &["malien", "maliens", "malienne", "maliennes"]);
    adjective("franco-malien", &["franco-malien", "franco-maliens", "franco-malienne", "franco-maliennes"]);
    adjective("accablé", &["accablé", "accablés", "accablée", "accablées"]);
    adjective("gris", &["gris", "gris", "grise", "grises"]);
}

#[test]
fn nouns() {
    noun("traître", &["traître", "traîtres"]);
    noun("succès", &["succès", "succès"]);
    noun("général", &["général", "généraux"]);
    noun("festival", &["festival", "festivals"]);
    noun("fléau", &["fléau", "fléaux"]);
    noun("aveu", &["aveu", "aveux"]);
    noun("garde-fou", &["garde-fou", "garde-fous"]);
    noun("coup-de-poing", &["coup-de-poing", "coups-de-poing"]);
    noun("chef-d'œuvre", &["chef-d'œuvre", "chefs-d'œuvre"]);
    noun("contre-vérité", &["contre-vérité", "contre-vérités"]);
    noun("porte-parole", &["porte-parole", "porte-parole", "porte-paroles"]);
}

/// Forms by lemma and category from the reference lexicon; `None`, said aloud, where there is none.
fn reference() -> Option<Reference> {
    let Some(folder) = std::env::var_os("PARALLAXE_SHARED") else {
        eprintln!("skipped: PARALLAXE_SHARED is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join("reference/lefff-forms.tsv.gz");
    let file = std::fs::File::open(path).expect("the reference lexicon");
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).expect("UTF-8");
    let mut forms: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for line in text.lines() {
        let [form, category, lemma, tags] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let key = (category.to_owned(), lemma.to_owned());
        forms.entry(key).or_default().insert((form.to_owned(), tags.to_owned()));
    }
    Some(forms)
}

/// What a tag of the reference asks for; `None` for tags that say nothing of the form.
fn wanted(tag: &str) -> Option<Morph> {
    let mut morph = Morph::NONE;
    for c in tag.chars() {
        morph |= match c {
            'P' | 'I' | 'J' => Morph::FINITE,
            'F' => Morph::FINITE | Morph::FUT,
            'C' => Morph::FINITE | Morph::COND,
            'S' | 'T' => Morph::FINITE | Morph::SUBJ,
            'Y' => Morph::FINITE | Morph::IMPER,
            'W' => Morph::INF,
            'G' => Morph::PRESPART,
            'K' => Morph::PASTPART,
            '1' => Morph::P1,
            '2' => Morph::P2,
            '3' => Morph::P3,
            'm' => Morph::MASC,
            'f' => Morph::FEM,
            's' => Morph::SING,
            'p' => Morph::PLUR,
            _ => return None,
        };
    }
    Some(morph)
}

/// What a comparison found.
struct Compared {
    all: u32,
    good: u32,
    /// Lemmas with a form that we lack.
    differing: BTreeSet<String>,
}

impl Compared {
    fn share(&self) -> f64 {
        f64::from(self.good) / f64::from(self.all.max(1))
    }
}

/// Counts what the reference has and we have too; prints the first differences of both kinds.
fn compare(
    name: &str,
    lemmas: &[(String, BTreeSet<(String, String)>)],
    ours: impl Fn(&str) -> BTreeMap<String, Morph>,
) -> Compared {
    let (mut all, mut good, mut extra, mut shown) = (0, 0, 0, 0);
    let mut differing = BTreeSet::new();
    for (lemma, reference) in lemmas {
        let own = ours(lemma);
        for (form, tag) in reference {
            let Some(morph) = wanted(tag) else { continue };
            all += 1;
            if own.get(form).is_some_and(|known| known.has(morph)) {
                good += 1;
                continue;
            }
            differing.insert(lemma.clone());
            if shown < 80 {
                shown += 1;
                eprintln!("  {name}: {lemma}: {form} {tag} is missing");
            }
        }
        let known: BTreeSet<&str> = reference.iter().map(|(form, _)| form.as_str()).collect();
        let unknown: Vec<&String> = own.keys().filter(|form| !known.contains(form.as_str())).collect();
        extra += unknown.len();
        if !unknown.is_empty() && std::env::var_os("PARALLAXE_SHOW_EXTRA").is_some() {
            eprintln!("  {name}: {lemma}: only ours: {unknown:?}");
        }
    }
    let compared = Compared { all, good, differing };
    eprintln!(
        "{name}: {} lemmas, {good} of {all} forms ({:.3} %), {extra} forms that the reference lacks",
        lemmas.len(),
        compared.share() * 100.0
    );
    compared
}

type Reference = BTreeMap<(String, String), BTreeSet<(String, String)>>;

fn of_category(
    reference: &Reference,
    category: &str,
    lemmas: &BTreeSet<String>,
) -> Vec<(String, BTreeSet<(String, String)>)> {
    let pick = |lemma: &String| {
        let forms = reference.get(&(category.into(), lemma.clone()))?;
        // The reference puts the names of women under those of men; our lexicons write both ("menteur/menteuse").
        let masculine = category == "nc" && forms.iter().any(|(_, tag)| tag.starts_with('m'));
        let kept = forms.iter().filter(|(_, tag)| !(masculine && tag.starts_with('f')));
        Some((lemma.clone(), kept.cloned().collect()))
    };
    lemmas.iter().filter_map(pick).collect()
}

/// The lemmas of the shipped stance lexicon with this part of speech.
fn stance_lemmas(pos: &str) -> BTreeSet<String> {
    let mut lemmas = BTreeSet::new();
    for file in crate::data::shipped_tables("stance") {
        let rows =
            crate::data::parse_table(&file, &["lemma", "pos", "effects", "tags", "examples"]).unwrap_or_default();
        for row in rows.iter().filter(|row| row.fields[1] == pos) {
            let lemma = row.fields[0].split('/').next().unwrap_or_default();
            lemmas.insert(lemma.trim_start_matches("se ").trim_start_matches("s'").to_owned());
        }
    }
    lemmas
}

fn collect(forms: impl Fn(&mut dyn FnMut(&str, Morph))) -> BTreeMap<String, Morph> {
    let mut all: BTreeMap<String, Morph> = BTreeMap::new();
    forms(&mut |form, morph| *all.entry(form.to_owned()).or_default() |= morph);
    all
}

#[test]
fn agrees_with_the_reference_lexicon() {
    let Some(reference) = reference() else { return };
    let irregular = Irregular::load().expect("the shipped tables are well formed");
    let verbs = |lemma: &str| collect(|emit| verb_forms(lemma, &irregular, emit));
    let stance = compare("stance verbs", &of_category(&reference, "v", &stance_lemmas("v")), verbs);
    let all: BTreeSet<String> = reference
        .keys()
        .filter(|(category, lemma)| category == "v" && ["er", "ir", "re"].iter().any(|end| lemma.ends_with(end)))
        .map(|(_, lemma)| lemma.clone())
        .collect();
    let every = compare("all verbs", &of_category(&reference, "v", &all), verbs);
    // The tables of nouns give no gender, those of adjectives list lemmas by masculine singular.
    let adjectives = |lemma: &str| collect(|emit| adjective_forms(lemma, &irregular, emit));
    let adjective = compare("stance adjectives", &of_category(&reference, "adj", &stance_lemmas("a")), adjectives);
    let nouns = |lemma: &str| {
        let mut forms = collect(|emit| noun_forms(lemma, &irregular, emit));
        forms.values_mut().for_each(|morph| *morph |= Morph::MASC | Morph::FEM);
        forms
    };
    let noun = compare("stance nouns", &of_category(&reference, "nc", &stance_lemmas("n")), nouns);
    assert!(every.share() >= 0.995);
    let own = [("v", stance), ("adj", adjective), ("nc", noun)];
    let (all, good) = own.iter().fold((0, 0), |sum, (_, found)| (sum.0 + found.all, sum.1 + found.good));
    eprintln!("the lexicon's own lemmas: {good} of {all} forms");
    assert!(f64::from(good) >= 0.995 * f64::from(all));
    let differing: BTreeSet<(String, String)> = own
        .into_iter()
        .flat_map(|(category, found)| found.differing.into_iter().map(move |l| (category.to_owned(), l)))
        .collect();
    assert_eq!(differing, exceptions());
}

/// The lemmas whose forms differ from the reference for a stated reason.
fn exceptions() -> BTreeSet<(String, String)> {
    let text = include_str!("inflection-exceptions.tsv");
    let file = crate::data::DataFile { name: "inflection-exceptions.tsv".into(), text: text.into() };
    let rows = crate::data::parse_table(&file, &["category", "lemma", "reason"]).expect("well formed");
    assert!(rows.iter().all(|row| !row.fields[2].is_empty()), "every exception has its reason");
    rows.iter().map(|row| (row.fields[0].to_owned(), row.fields[1].to_owned())).collect()
}
