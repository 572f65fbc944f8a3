use super::{is, is_in, masks, nobody};

#[test]
fn states() {
    is("Le Mali et la Russie discutent.", &["Mali=Mali", "Russie=Russie"]);
    is("Les troupes sont au Mali depuis un an.", &["Mali=Mali"]);
    is("Les Etats-Unis hésitent.", &["Etats-Unis=États-Unis"]);
    is("LES ETATS-UNIS ET LE MALI SIGNENT UN ACCORD", &["ETATS-UNIS=États-Unis", "MALI=Mali"]);
    is("Un sommet Russie-Afrique se prépare.", &["Russie=Russie"]);
    is(
        "La Guinée-Bissau et la Guinée équatoriale votent.",
        &["Guinée-Bissau=Guinée-Bissau", "Guinée équatoriale=Guinée équatoriale"],
    );
    is("La Guinée vote.", &["Guinée=Guinée"]);
    is("La Côte d’Ivoire accueille le sommet.", &["Côte d’Ivoire=Côte d'Ivoire"]);
    is("La RDC et le Rwanda négocient.", &["RDC=République démocratique du Congo", "Rwanda=Rwanda"]);
    is("Le Burkina se retire.", &["Burkina=Burkina Faso"]);
    is("L'Ouzbékistan ferme sa frontière.", &["Ouzbékistan=Ouzbékistan"]);
    nobody("La Papouasie-Nouvelle-Guinée tremble.");
    nobody("Le Congo déborde.");
    nobody("Il mange de la france.");
}

#[test]
fn names_that_are_something_else() {
    nobody("Le fleuve Niger est en crue.");
    nobody("Dans le delta du Niger, les oiseaux reviennent.");
    nobody("La Nouvelle-France intéresse les historiens.");
    nobody("Selon France 24, la route est coupée.");
    nobody("Il a couru le Tour de France au Stade de France.");
    nobody("Le bassin du lac Tchad se vide.");
    nobody("Selon Le Parisien, la vente est annulée.");
    nobody("Le Paris Saint-Germain a perdu.");
    nobody("Il est soigné à l'hôpital du Kremlin-Bicêtre.");
    masks("Selon Le Monde, rien ne change.", &["Le Monde"]);
    masks("Le monde a changé.", &[]);
    nobody("La maison de disque Warner Music France a parlé.");
    nobody("Ces paroles rappelaient France Gall.");
    is("- La France recule.", &["France=France"]);
    is("En Suède nous parlons.", &["Suède=Suède"]);
    is("Air France reprend ses vols.", &["Air France=Air France"]);
    is("Le Niger proteste.", &["Niger=Niger"]);
}

#[test]
fn case_tells_names_from_words() {
    nobody("Le total des aides baisse.");
    nobody("Total des victimes : douze.");
    nobody("Une orange est tombée.");
    is("Le groupe Total se retire.", &["Total=TotalEnergies"]);
    nobody("Il a gagné le gros lot au total.");
    nobody("L'état islamique de la région inquiète.");
    is("L'État islamique a revendiqué l'attaque.", &["État islamique=État islamique"]);
    is("L'Etat islamique au Grand Sahara recule.", &["Etat islamique au Grand Sahara=État islamique au Grand Sahara"]);
}

#[test]
fn groups_and_organisations() {
    is(
        "Le GSIM et l'EIGS s'affrontent.",
        &["GSIM=Groupe de soutien à l'islam et aux musulmans", "EIGS=État islamique au Grand Sahara"],
    );
    is("La Minusma part.", &["Minusma=Minusma"]);
    is("Le Conseil de sécurité de l'ONU se réunit.", &["Conseil de sécurité de l'ONU=Conseil de sécurité de l'ONU"]);
    is("L’Onu et la CEDEAO condamnent.", &["Onu=Organisation des Nations unies", "CEDEAO=Cédéao"]);
    is("L'O.N.U. condamne.", &["O.N.U.=Organisation des Nations unies"]);
    is("Le M23 avance.", &["M23=Mouvement du 23-Mars"]);
    is("Le groupe Wagner recrute.", &["groupe Wagner=Wagner"]);
    is(
        "L'Alliance des États du Sahel (AES) naît.",
        &["Alliance des États du Sahel=Alliance des États du Sahel", "AES=Alliance des États du Sahel"],
    );
    is("Les Fama progressent.", &["Fama=Forces armées maliennes"]);
    nobody("Un opéra de Wagner ouvre la saison.");
}

#[test]
fn persons_and_their_spellings() {
    is("Evguéni Prigojine parle.", &["Evguéni Prigojine=Evguéni Prigojine"]);
    is("Evgueni Prigojine parle.", &["Evgueni Prigojine=Evguéni Prigojine"]);
    is("Serguei Lavrov parle.", &["Serguei Lavrov=Sergueï Lavrov"]);
    is("Poutine a parlé.", &["Poutine=Vladimir Poutine"]);
    is("Le président Poutine a parlé.", &["Poutine=Vladimir Poutine"]);
    is("La loi est celle de V. Poutine.", &["V. Poutine=Vladimir Poutine"]);
    is("Marine Le Pen et Jean-Marie Le Pen.", &["Marine Le Pen=Marine Le Pen", "Jean-Marie Le Pen=Jean-Marie Le Pen"]);
    nobody("Brigitte Macron visite une école.");
    nobody("Il a rencontré Ludmila Poutine.");
    nobody("Mme Macron visite une école.");
    is("E. Macron visite une école.", &["E. Macron=Emmanuel Macron"]);
}

#[test]
fn surnames_count_after_the_full_name() {
    nobody("M. Diop a parlé.");
    is("Abdoulaye Diop arrive. M. Diop a parlé.", &["Abdoulaye Diop=Abdoulaye Diop", "Diop=Abdoulaye Diop"]);
    is(
        "Choguel Maïga part. M. Maïga se tait.",
        &["Choguel Maïga=Choguel Kokalla Maïga", "Maïga=Choguel Kokalla Maïga"],
    );
    is("Abdoulaye Diop arrive. Le chanteur Youssou Diop chante. Diop salue.", &["Abdoulaye Diop=Abdoulaye Diop"]);
    is("Abdoulaye Diop arrive. Mme Diop l'attend.", &["Abdoulaye Diop=Abdoulaye Diop"]);
    is(
        "Choguel Maïga part. Abdoulaye Maïga arrive. M. Maïga parle.",
        &["Choguel Maïga=Choguel Kokalla Maïga", "Abdoulaye Maïga=Abdoulaye Maïga", "Maïga=Abdoulaye Maïga"],
    );
    is(
        "Élisabeth Borne part. Mme Borne se tait. Il franchit une borne.",
        &["Élisabeth Borne=Élisabeth Borne", "Borne=Élisabeth Borne"],
    );
}

#[test]
fn an_acronym_of_two_bodies_needs_the_full_name() {
    nobody("Le CNSP a parlé.");
    is(
        "Le Comité national pour le salut du peuple parle. Le CNSP insiste.",
        &[
            "Comité national pour le salut du peuple=Comité national pour le salut du peuple",
            "CNSP=Comité national pour le salut du peuple",
        ],
    );
}

#[test]
fn heads_with_an_adjective_stand_for_the_state() {
    is("Les autorités maliennes protestent.", &["autorités maliennes=Mali"]);
    is("Le gouvernement malien proteste.", &["gouvernement malien=Mali"]);
    is("Les autorités militaires maliennes protestent.", &["autorités militaires maliennes=Mali"]);
    is("La junte malienne proteste.", &["junte malienne=Mali"]);
    is("Le gouvernement du Mali proteste.", &["gouvernement du Mali=Mali"]);
    is("La présidence de la Russie dément.", &["présidence de la Russie=Russie"]);
    is("Les autorités de Bamako protestent.", &["autorités de Bamako=Mali"]);
    is("La diplomatie russe dément.", &["diplomatie russe=Russie"]);
    is("L'armée malienne avance.", &["armée malienne=Forces armées maliennes"]);
    is("Les forces armées du Mali avancent.", &["forces armées du Mali=Forces armées maliennes"]);
    is("L'armée belge avance.", &["armée belge=Belgique"]);
    is(
        "La RDC attend. Le gouvernement congolais hésite.",
        &["RDC=République démocratique du Congo", "gouvernement congolais=République démocratique du Congo"],
    );
    nobody("Le gouvernement congolais hésite.");
    nobody("La cuisine malienne plaît.");
    nobody("Les gouvernements européens hésitent.");
    is_in(2024, "Un café russe ouvre à Lyon.", &[]);
}

const WORDS: [&str; 24] = [
    "Le",
    "la",
    "Mali",
    "Moscou",
    "M.",
    "Diop",
    "Abdoulaye Diop",
    "président",
    "russe",
    "il",
    "a accusé",
    ",",
    ".",
    "«",
    "»",
    "de",
    "à",
    "junte",
    "et",
    "Wagner",
    "armée",
    "MALIENNE",
    "\u{200f}",
    "\n\n",
];

proptest::proptest! {
    /// Mentions and masks come in order, overlap nothing, and lie on tokens, whatever the text.
    #[test]
    fn any_text_can_be_read(picks in proptest::collection::vec(0..WORDS.len(), 0..40), noise in ".{0,12}") {
        let text = picks.iter().map(|pick| WORDS[*pick]).collect::<Vec<_>>().join(" ") + &noise;
        let world = super::world();
        let doc = crate::text::analyse(&text, &world.words, &world.french);
        let names = world.gazetteer.find(&doc, &world.words, &world.french, &mut Default::default());
        let mut taken: Vec<_> = names.mentions.iter().map(|mention| mention.tokens.clone()).chain(names.masked).collect();
        taken.sort_by_key(|tokens| tokens.start);
        proptest::prop_assert!(taken.iter().all(|tokens| tokens.start < tokens.end && tokens.end as usize <= doc.tokens.len()));
        proptest::prop_assert!(taken.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}: {taken:?}");
        proptest::prop_assert!(names.mentions.is_sorted_by_key(|mention| mention.tokens.start));
    }
}
