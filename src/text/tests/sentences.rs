use super::tools;
use crate::text::analyse;

/// The sentences, separated by `|` in the expectation.
#[track_caller]
fn split(text: &str, expected: &str) {
    let (words, french) = tools(&["président", "moscou"]);
    let doc = analyse(text, &words, &french);
    let found: Vec<&str> = doc.sentences.iter().map(|s| s.span.of(text)).collect();
    assert_eq!(found.join("|"), expected, "{text}");
}

/// The headings, separated by `|`.
#[track_caller]
fn headings(text: &str, expected: &str) {
    let (words, french) = tools(&[]);
    let doc = analyse(text, &words, &french);
    let found: Vec<&str> = doc.sentences.iter().filter(|s| s.heading).map(|s| s.span.of(text)).collect();
    assert_eq!(found.join("|"), expected, "{text}");
}

#[test]
fn ends() {
    split("Le pays attend. Le chef parle.", "Le pays attend.|Le chef parle.");
    split("Qui parle ? Lui ! Bien.", "Qui parle ?|Lui !|Bien.");
    split("Il hésite... Puis il part.", "Il hésite...|Puis il part.");
    split("Il hésite… puis il part.", "Il hésite… puis il part.");
    split("Il est parti en 2018. En 2019, il revint.", "Il est parti en 2018.|En 2019, il revint.");
    split("Quoi ?! Rien.", "Quoi ?!|Rien.");
    split("Il dort. 12 soldats veillent.", "Il dort.|12 soldats veillent.");
    split("La France (absente.) se tait.", "La France (absente.) se tait.");
}

#[test]
fn points_that_end_nothing() {
    split("M. Diop et Mme. Keïta parlent.", "M. Diop et Mme. Keïta parlent.");
    split("Le Dr. Traoré et J. Le Bris partent.", "Le Dr. Traoré et J. Le Bris partent.");
    split("Voir art. 12, p. 4 et 2.500 pages.", "Voir art. 12, p. 4 et 2.500 pages.");
    split("George W. Bush arrive.", "George W. Bush arrive.");
    split("Les « vrais […] Maliens » attendent.", "Les « vrais […] Maliens » attendent.");
    split("Du riz, du mil, etc. en quantité.", "Du riz, du mil, etc. en quantité.");
    split("L'O.N.U. Femmes publie un rapport.", "L'O.N.U. Femmes publie un rapport.");
    split("1. Le contexte du rapport", "1. Le contexte du rapport");
}

#[test]
fn abbreviations_that_end() {
    split("Du riz, du mil, etc. Le marché ferme.", "Du riz, du mil, etc.|Le marché ferme.");
    split("Elle quitte l'O.N.U. Le chef se tait.", "Elle quitte l'O.N.U.|Le chef se tait.");
    split("Il a un plan B. Il faut attendre.", "Il a un plan B.|Il faut attendre.");
}

#[test]
fn glued() {
    split("ces jours derniers.Le musée ferme.", "ces jours derniers.|Le musée ferme.");
    split("contre Lyon (4-2).S'il gagne, il rit.", "contre Lyon (4-2).|S'il gagne, il rit.");
    split("« Je pars »Le chef sourit.", "« Je pars »|Le chef sourit.");
    split("\"Je pars\", a-t-il dit.Le chef sourit.", "\"Je pars\", a-t-il dit.|Le chef sourit.");
    split("Il part.\"Je reste\", dit-elle.", "Il part.|\"Je reste\", dit-elle.");
    split("Qui ?Le chef.", "Qui ?|Le chef.");
    split("sur site.fr.Le chef part.", "sur site.fr.|Le chef part.");
}

#[test]
fn quotation_marks() {
    split("« C'est faux. » Le chef se tait.", "« C'est faux. »|Le chef se tait.");
    split("« C'est faux. Il ment », dit-elle.", "« C'est faux.|Il ment », dit-elle.");
    split("« Vive la paix ! » a crié la foule.", "« Vive la paix ! » a crié la foule.");
    split("\"C'est faux.\" Le chef se tait.", "\"C'est faux.\"|Le chef se tait.");
    split("Il a dit : \"Non.\" \"Oui\", a-t-elle dit.", "Il a dit : \"Non.\"|\"Oui\", a-t-elle dit.");
    split("\"Le pays est sûr.\", a dit le chef.", "\"Le pays est sûr.\", a dit le chef.");
}

#[test]
fn lines() {
    split("Un titre\nLe chef parle", "Un titre|Le chef parle");
    split("Le chef de la\ndiplomatie parle.", "Le chef de la\ndiplomatie parle.");
    split("Le chef parle.\nde tout", "Le chef parle.|de tout");
    split("Un titre\n\nde rien", "Un titre|de rien");
    split("a\r\nB", "a|B");
    split("« Nous partons »,\n\na dit le chef.", "« Nous partons »,\n\na dit le chef.");
    split("La liste :\n- le riz\n- le mil", "La liste :|- le riz|- le mil");
}

#[test]
fn wrapped_lines_before_a_name() {
    let text = "Le ministre des affaires étrangères a rencontré hier à\nmidi son homologue venu de loin, en présence de son ami\n\
                Ibrahim et de toute la délégation qui avait fait le long\nvoyage depuis la capitale, malgré la pluie et le\n\
                vent du nord.";
    split(text, text);
}

#[test]
fn heading_lines() {
    headings("Un tournant au Sahel\nLe chef parle.", "Un tournant au Sahel");
    headings("Un tournant au Sahel", "Un tournant au Sahel");
    headings("Le chef parle.\nIl part.", "");
    headings("Le pays attend.- Une visite attendue -Le chef arrive.", "- Une visite attendue -");
    headings("Le pays attend. - \"Pas une course\" - Le chef arrive.", "- \"Pas une course\" -");
    headings("Le pays attend - et espère - la paix.", "");
    headings("De beaux lendemainsAlors que le pays attend, le chef part.", "De beaux lendemains");
    headings("Le groupe YouTube et WikiLeaks attendent.\nIl part.", "");
    headings("Source :\nLe chef parle.", "");
}
