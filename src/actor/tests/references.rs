use super::super::Context;
use super::{is, is_in, nobody, read, world};
use crate::text::analyse;

#[test]
fn offices_of_persons_who_are_named() {
    is(
        "Sergueï Lavrov arrive. Le chef de la diplomatie russe sourit.",
        &["Sergueï Lavrov=Sergueï Lavrov", "chef de la diplomatie russe=Sergueï Lavrov"],
    );
    is(
        "Abdoulaye Diop arrive. Le ministre malien sourit.",
        &["Abdoulaye Diop=Abdoulaye Diop", "ministre malien=Abdoulaye Diop"],
    );
    is(
        "Vladimir Poutine arrive. Le président de la Russie sourit.",
        &["Vladimir Poutine=Vladimir Poutine", "président=Vladimir Poutine", "Russie=Russie"],
    );
    is(
        "Antonio Guterres arrive. Le secrétaire général de l'ONU sourit.",
        &[
            "Antonio Guterres=António Guterres",
            "secrétaire général=António Guterres",
            "ONU=Organisation des Nations unies",
        ],
    );
    is(
        "Emmanuel Macron arrive. Le chef de l'État sourit.",
        &["Emmanuel Macron=Emmanuel Macron", "chef de l'État=Emmanuel Macron"],
    );
}

#[test]
fn offices_that_may_be_somebody_else_s() {
    nobody("Le ministre malien sourit.");
    nobody("Le président russe sourit.");
    is("Abdoulaye Diop arrive. Le ministre malien de la Culture sourit.", &["Abdoulaye Diop=Abdoulaye Diop"]);
    is("Le président russe, Vladimir Poutine, sourit.", &["Vladimir Poutine=Vladimir Poutine"]);
    is("Le chef de la diplomatie malienne, Abdoulaye Diop, sourit.", &["Abdoulaye Diop=Abdoulaye Diop"]);
    is("Le ministre malien Moussa Ba sourit. Abdoulaye Diop part.", &["Abdoulaye Diop=Abdoulaye Diop"]);
    is("Emmanuel Macron arrive. L'ancien président français sourit.", &["Emmanuel Macron=Emmanuel Macron"]);
    is("Emmanuel Macron arrive. Le président du club sourit.", &["Emmanuel Macron=Emmanuel Macron"]);
    is("Emmanuel Macron arrive. La présidente française sourit.", &["Emmanuel Macron=Emmanuel Macron"]);
}

#[test]
fn offices_by_the_year_of_the_article() {
    is_in(2014, "Le président français sourit.", &["président français=François Hollande"]);
    is_in(2020, "Le président français sourit.", &["président français=Emmanuel Macron"]);
    is_in(2017, "Le président français sourit.", &[]);
    is_in(2020, "François Hollande parle. Le président français sourit.", &["François Hollande=François Hollande"]);
}

#[test]
fn descriptions() {
    is("Wagner recule. Le groupe paramilitaire se tait.", &["Wagner=Wagner", "groupe paramilitaire=Wagner"]);
    is(
        "La junte malienne part. Le Niger attend. La junte se tait.",
        &["junte malienne=Mali", "Niger=Niger", "junte=Mali"],
    );
    is("Le Mali attend. Depuis 2020, la junte se tait.", &["Mali=Mali", "junte=Mali"]);
    is("Le Mali et le Niger attendent. La junte se tait.", &["Mali=Mali", "Niger=Niger"]);
    nobody("La junte se tait.");
    nobody("Le groupe paramilitaire se tait.");
    is("Le Mali attend. Le pays se tait.", &["Mali=Mali"]);
}

#[test]
fn pronouns() {
    is("Le Mali attend. Il a accusé la France.", &["Mali=Mali", "Il=Mali", "France=France"]);
    is("Le Mali envoie un message clair : il entend rester.", &["Mali=Mali", "il=Mali"]);
    is(
        "Les États-Unis ont hésité. Ils ont accusé la Chine.",
        &["États-Unis=États-Unis", "Ils=États-Unis", "Chine=Chine"],
    );
    is(
        "Les autorités maliennes ont hésité. Elles ont accusé la Chine.",
        &["autorités maliennes=Mali", "Elles=Mali", "Chine=Chine"],
    );
    is(
        "Emmanuel Macron a hésité. Mais il a accusé la Chine.",
        &["Emmanuel Macron=Emmanuel Macron", "il=Emmanuel Macron", "Chine=Chine"],
    );
    is(
        "Le ministre malien des Affaires étrangères, Abdoulaye Diop, a hésité. Il a accusé la Chine.",
        &["Abdoulaye Diop=Abdoulaye Diop", "Il=Abdoulaye Diop", "Chine=Chine"],
    );
}

#[test]
fn pronouns_that_may_be_somebody_else_s() {
    is("La Russie a annoncé une aide. Elle sera livrée en mai.", &["Russie=Russie"]);
    is("Cette alliance avec la Russie divise. Elle inquiète les voisins.", &["Russie=Russie"]);
    is("Le Mali attend. Il faut partir.", &["Mali=Mali"]);
    is("Le Mali attend. Il n'y a rien à faire.", &["Mali=Mali"]);
    is("Le Mali attend. Il s'agit d'un accord.", &["Mali=Mali"]);
    is("Le Mali a accusé le Niger. Il a refusé.", &["Mali=Mali", "Niger=Niger"]);
    is("Emmanuel Macron a rencontré Paul Durand. Il a refusé.", &["Emmanuel Macron=Emmanuel Macron"]);
    is("La Russie attend. Il a refusé.", &["Russie=Russie"]);
    is("La présidente de la Russie attend. Elle a refusé.", &["Russie=Russie"]);
    is("Moscou attend. Elle a refusé.", &["Moscou=Russie"]);
    is("Le Mali attend. « Il a refusé. »", &["Mali=Mali"]);
}

#[test]
fn headline_and_body_share_their_memory() {
    let mut context = Context::default();
    assert_eq!(read("Wagner recule", &mut context).0, ["Wagner=Wagner"]);
    assert_eq!(read("Le groupe paramilitaire se tait.", &mut context).0, ["groupe paramilitaire=Wagner"]);
    assert_eq!(read("Abdoulaye Diop à Moscou", &mut context).0, ["Abdoulaye Diop=Abdoulaye Diop"]);
    assert_eq!(read("M. Diop se tait.", &mut context).0, ["Diop=Abdoulaye Diop"]);
}

#[test]
fn a_headline_may_use_a_surname_that_the_body_explains() {
    let world = world();
    let mut context = Context::default();
    let body = analyse("Le ministre Abdoulaye Diop se tait.", &world.words, &world.french);
    world.gazetteer.read_ahead(&body, &world.words, &mut context);
    assert_eq!(read("Diop se tait", &mut context).0, ["Diop=Abdoulaye Diop"]);
}
