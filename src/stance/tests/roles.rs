//! Who is meant: voices, appositions, attributes, control, possession, pronouns.

use super::{blames, is_silent, praises};

#[test]
fn blame() {
    blames("Des dictateurs comme [Martin] finissent mal.");
    blames("Des ONG accusent [Martin] de crimes.");
    blames("Hier, des ONG maliennes ont accusé [Martin].");
    blames("Les sanctions contre Diop et [Martin] continuent.");
    blames("Le maire voit en [Martin] un dictateur.");
    blames("Le journal craint que [Martin] n'échoue.");
    blames("Diop reproche à [Martin] son manque de courage.");
    blames("Le procureur accuse [Martin].");
    blames("[Martin] est accusé par le procureur.");
    blames("[Martin] a été accusé de fraude.");
    blames("[Martin] s'est fait accuser de fraude.");
    blames("[Martin] se voit accusé de fraude.");
    blames("On accuse [Martin] d'avoir menti.");
    blames("[Martin], accusé de fraude, a quitté Rome.");
    blames("Accusé de fraude, [Martin] a quitté Rome.");
    blames("[Martin], que le juge accuse de fraude, a quitté Rome.");
    blames("Le juge qui accuse [Martin] a quitté Rome.");
    blames("L'armée de [Kessaria] a massacré des villageois.");
    blames("Des villageois ont été massacrés par [Kessaria].");
    blames("[Kessaria] fait massacrer les villageois.");
    blames("[Kessaria] a ordonné de massacrer les villageois.");
    blames("Le ministre [Martin] est un menteur.");
    blames("[Martin], un menteur, a quitté Rome.");
    blames("Le menteur [Martin] a quitté Rome.");
    blames("Un menteur, [Martin], a quitté Rome.");
    blames("On traite [Martin] de menteur.");
    blames("Le maire qualifie [Martin] de menteur.");
    blames("[Martin] est considéré comme un menteur.");
    blames("[Martin] passe pour un menteur.");
    blames("[Martin] est le prototype du menteur.");
    blames("[Martin] est l'un des plus menteurs.");
    blames("Le juge condamne [Martin], le maire et le préfet.");
    blames("Plusieurs élus, dont [Martin], ont été condamnés.");
    blames("Six hommes ont été condamnés, dont [Martin].");
    blames("Des élus comme [Martin] ont menti.");
    blames("L'échec de [Martin] est connu.");
    blames("Son échec coûte cher à Rome, et [Martin] le sait.");
    blames("Les critiques du maire contre [Martin] sont connues.");
    blames("L'ingérence [russe] est connue.");
    blames("Le régime de [Kessaria] est connu.");
    blames("Le bourreau de la ville, [Kessaria], est connu.");
    blames("L'ancien ministre de l'Intérieur italien [Martin] est accusé de fraude.");
    blames("[Martin], le chef du parti (droite), a été condamné.");
    blames("[Martin], ainsi que sa femme, ont été condamnés.");
    blames("[Martin] a parlé, puis il a menti.");
    blames("[Martin] est là, et le juge l'accuse.");
    blames("La politique menée par [Martin] est un désastre.");
    blames("[Martin] est l'homme qui a ruiné la ville.");
    blames("C'est [Martin] qui a trahi le parti.");
    blames("« Le maire a menti », accuse le juge, et [Martin] est condamné.");
    blames("Le village manque d'eau à cause de [Martin].");
    blames("[Martin] a été arrêté pour chantage.");
    blames("[Martin] est impliqué dans un scandale.");
    blames("[Martin] aurait dû partir.");
    blames("[Martin] commet des erreurs.");
    blames("Les erreurs commises par [Martin] sont connues.");
    blames("[Martin] mène une politique désastreuse.");
    blames("[Martin] est l'un des élus les plus menteurs.");
    blames("[Martin] apparaît comme un menteur.");
    blames("[Martin] figure parmi les menteurs.");
    blames("L'Allemagne de [Martin] a menti.");
    blames("La politique de [Martin] est un échec.");
    blames("L'affaire met en difficulté [Martin].");
    blames("[Martin] fait lui aussi l'objet d'une enquête.");
    blames("La popularité de [Martin] a chuté.");
    blames("Un message mensonger de la part de [Martin] est arrivé.");
    blames("Le maire a lui aussi « condamné » [Martin].");
    blames("[Martin] nous a un peu déçus.");
    blames("[Martin] a même menti.");
    blames("[Martin], jadis porte-parole du parti, a menti.");
    blames("Le quotidien réclame « du calme » et critique les discours de [Martin].");
    blames("[Martin] promet « la paix », trahissant ses électeurs.");
    blames("[Martin] a l'art de mentir.");
    blames("Le maire compare [Martin] à un tyran.");
    blames("[Martin] a un bilan jugé désastreux.");
    blames("[Martin] a réussi à détruire la ville.");
    blames("Le Parti du peuple, mené par [Martin], est un fiasco.");
    blames("Le maire critique la gestion par [Martin] de la crise.");
    blames("Les fossoyeurs du parti, [Martin], Diop et Sow, sont à Rome.");
    blames("Bourreau de la ville, le ministre [Martin] reste à Rome.");
    blames("[Martin] est comparé au dictateur Diop.");
    blames("La grâce accordée à [Martin], un citoyen français condamné pour fraude, choque le maire.");
}

#[test]
fn praise() {
    praises("Le favori du scrutin est [Martin].");
    praises("Le courage et la clairvoyance de [Martin] ont compté.");
    praises("La presse cite [Martin], dont le courage a compté.");
    praises("[Martin] a présenté un état des lieux honnête.");
    praises("Les députés saluent la décision de [Martin].");
    praises("La décision de [Martin] est saluée par les députés.");
    praises("La foule acclame [Martin] et le maire.");
    praises("La foule acclame le maire et [Martin].");
    praises("Le soutien de Rome à [Martin] est connu.");
    praises("[Martin] est venu : la foule l'acclame.");
    praises("Le village a de l'eau grâce à [Martin].");
    praises("Le maire rend hommage à son ami [Martin].");
    praises("[Martin], qui est un des élus les plus populaires, est à Rome.");
    praises("[Martin] promet de sauver la ville et tient parole.");
    praises("Le favori serait l'actuel maire sortant, [Martin].");
    praises("Le prix va au héros de la ville, [Martin].");
    praises("Le prix Nobel [Martin] habite Rome.");
    praises("[Martin], prix Nobel de chimie, habite Rome.");
    praises("[Martin] a fait preuve d'un rare courage.");
    praises("Grâce au courage et à la clairvoyance de [Martin], la ville est là.");
    praises("Les sondages donnent le candidat de gauche [Martin] gagnant.");
    praises("Beaucoup considèrent [Martin] comme un modèle.");
    praises("[Martin] n'est pas un tyran qui a trahi son peuple.");
    praises("[Martin], dont la presse salue le courage, est à Rome.");
    praises("La foule a écouté l'un des chants les plus purs et les plus sincères de [Martin].");
}

#[test]
fn silence() {
    is_silent("[Martin] a bombardé une base terroriste.");
    is_silent("[Martin] reproche à Diop son manque de courage.");
    is_silent("Les sanctions contre [Martin] ont été levées.");
    is_silent("Le Conseil invite [Martin] à respecter la trêve.");
    is_silent("[Martin] accuse le procureur.");
    is_silent("Le maire est accusé par [Martin].");
    is_silent("[Martin], qui accuse le juge, a quitté Rome.");
    is_silent("Des rebelles ont massacré les soldats de [Kessaria].");
    is_silent("La [Pologne] salue la décision du maire.");
    is_silent("[Martin] qualifie le maire de menteur.");
    is_silent("Le soutien de [Rome] au maire est connu.");
    is_silent("Les critiques de [Martin] contre le maire sont connues.");
    is_silent("Le voisin [russe] est connu.");
    is_silent("Le maire est venu avec [Martin], et la foule l'acclame.");
    is_silent("« Rien n'a changé », accuse [Martin].");
    is_silent("[Martin] juge inacceptable que le maire parle.");
    is_silent("« Nous connaissons tous sa bravoure », dit [Martin].");
    is_silent("[Martin] dit qu'il faut respecter les accords.");
    is_silent("[Martin] demande au maire de ne pas mentir.");
    is_silent("Les soldats sont venus en [France], et leur bravoure est connue.");
    is_silent("[Martin] a lui aussi « condamné » le maire.");
    is_silent("Le Parti populaire de Rome est là, avec [Martin].");
    is_silent("L'Office anti-fraude de [Kessaria] est à Rome.");
    is_silent("Des soldats combattent les [jihadistes].");
    is_silent("La machine est développée par [Martin].");
    is_silent("[Martin] considère comme injuste que le maire parle.");
    is_silent("Observant la faible affluence, [Martin] parle à Rome.");
    is_silent("Même si le [Sénat] siège, il est dangereux de partir.");
    is_silent("L'idée a été rejetée par les élus, dont la [Kessaria].");
    is_silent("Ces derniers jours, poursuit [Martin], les réformes ont échoué.");
    is_silent("Les pro-[Kessaria] sont à Rome.");
    is_silent("Des vacances honteuses pour Diop, la [Kessaria] et Sow.");
}

#[test]
fn prepositions_have_their_places() {
    use crate::lexicon::Role;
    use crate::stance::role::{BY, DE, IN, TO};
    assert_eq!([DE, TO, BY, IN].map(Some), ["de", "à", "par", "en"].map(Role::parse));
}
