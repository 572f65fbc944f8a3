//! Negation, its look-alikes, and what a denial leaves.

use super::{blames, is_silent, praises};

#[test]
fn blame() {
    blames("Le jury ne félicite pas [Martin].");
    blames("Le parti ne soutient plus [Martin].");
    blames("Personne ne soutient [Martin].");
    blames("[Martin] n'est pas crédible.");
    blames("[Martin] n'est ni crédible ni honnête.");
    blames("Aucun soutien à [Martin] ne viendra de Rome.");
    blames("[Martin] n'a pas réussi.");
    blames("[Martin] ne parvient pas à réunir une majorité.");
    blames("Rome refuse de soutenir [Martin].");
    blames("[Martin] n'est qu'un menteur.");
    blames("[Martin] n'a fait que mentir.");
    blames("[Martin] a menti sans jamais rougir.");
    blames("Le maire, qui n'est pas candidat, accuse [Martin].");
    blames("[Martin] n'est guère crédible.");
    blames("[Martin] peine à convaincre, ce qui n'étonne pas Rome.");
    blames("[Martin] est plus isolé que jamais.");
    blames("[Martin] ne cesse de mentir.");
    blames("[Martin] n'avait pas l'intention de sauver la ville.");
}

#[test]
fn praise() {
    praises("Le jury félicite [Martin].");
    praises("Rome ne refuse pas de soutenir [Martin].");
    praises("[Martin] est sans doute le meilleur candidat.");
    praises("[Martin] ne baisse pas les bras.");
    praises("Rien n'arrête la foule, qui acclame [Martin].");
    praises("[Martin] est plus populaire que jamais.");
}

#[test]
fn silence() {
    is_silent("[Martin] n'est pas un menteur.");
    is_silent("[Martin] n'a jamais menti.");
    is_silent("Le juge n'accuse pas [Martin].");
    is_silent("[Martin] n'est pas accusé.");
    is_silent("Le juge n'a aucune preuve d'un crime de [Martin].");
    is_silent("[Martin], sans être un menteur, a parlé.");
}
