use super::{is, nobody};

#[test]
fn a_capital_that_acts_is_the_state() {
    is("Moscou dément.", &["Moscou=Russie"]);
    is("Selon Bamako, la ville est reprise.", &["Bamako=Mali"]);
    is("Les relations entre Moscou et Bamako se tendent.", &["Moscou=Russie", "Bamako=Mali"]);
    is("Le Mali s'allie avec Moscou.", &["Mali=Mali", "Moscou=Russie"]);
    is("Des sanctions contre Paris sont prévues.", &["Paris=France"]);
    is("Le soutien militaire de Moscou étonne.", &["Moscou=Russie"]);
    is("Il reproche à Paris son silence.", &["Paris=France"]);
    is("Des armes ont été livrées à Kiev.", &["Kiev=Ukraine"]);
    is("Le Kremlin dément.", &["Kremlin=Russie"]);
    is("L'Élysée dément.", &["Élysée=France"]);
    is("Coopération avec la Russie: Bamako annonce une avancée.", &["Russie=Russie", "Bamako=Mali"]);
    is("La pression de l'Élysée monte.", &["Élysée=France"]);
    is("Il accuse Washington.", &["Washington=États-Unis"]);
    is("Une force appuyée par Moscou arrive.", &["Moscou=Russie"]);
    is("Un allié de choix pour Bamako arrive.", &["Bamako=Mali"]);
    is("En s'appuyant sur ses amis, Bamako espère.", &["Bamako=Mali"]);
    is(
        "Après les succès du GNA, Moscou et Ankara ont signé.",
        &["GNA=Gouvernement d'accord national libyen", "Moscou=Russie", "Ankara=Turquie"],
    );
    is("Il se tourne vers Bamako puis remercie Moscou.", &["Moscou=Russie"]);
}

#[test]
fn a_capital_that_is_a_town() {
    nobody("Il est à Moscou.");
    nobody("Il est arrivé à Bamako.");
    nobody("Il vit dans Paris.");
    nobody("L'aéroport de Moscou est fermé.");
    nobody("Les rues de Bamako sont vides.");
    nobody("Il a été reçu à l'Élysée.");
    nobody("Bamako, 26 juillet 2024");
    nobody("Bamako, le 26 juillet 2024");
    nobody("Bamako (AFP)");
    nobody("La capitale, Bamako, est calme.");
    nobody("La capitale malienne Bamako est calme.");
    nobody("Des heurts à Gao, Tombouctou et Bamako.");
    nobody("Il quitte Paris.");
    nobody("Il est parti pour Moscou.");
    nobody("Le vol entre Paris et Bamako est annulé.");
    nobody("Le Spartak Moscou a gagné.");
    nobody("Le maire de Paris est réélu.");
    nobody("Un habitant de Kiev raconte.");
    nobody("Il vit près de Moscou.");
    nobody("Paris : un homme arrêté");
    nobody("Le Washington Post révèle.");
    nobody("Une grève bloque Paris.");
    nobody("Paris et sa banlieue sont touchés.");
    nobody("Une source du gouvernement provincial de Buenos Aires parle.");
    nobody("Il se rend de Tomsk à Moscou.");
    nobody("Elle livre en vain à Moscou un dernier combat.");
    nobody("La région de Dubrovnik ou encore Prague sont touchées.");
    nobody("Le train Moscou-Pékin repart.");
    nobody("Un appartement de Londres est en vente.");
}
