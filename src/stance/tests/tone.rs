//! The tone of a sentence: persons only, never over somebody's words, never what somebody else does.

use super::{blames, is_silent, praises};

#[test]
fn blame() {
    blames("Un fiasco et une honte : la réforme de l'école, avec [Martin], est là.");
    blames("« C'est un fiasco et une honte pour l'école, avec [Martin] », dit le maire.");
}

#[test]
fn praise() {
    praises("Avec [Martin], c'est le courage et la réussite.");
}

#[test]
fn silence() {
    is_silent("Avec la [Kessaria], c'est le courage et la réussite.");
    is_silent("Avec le [Nord], c'est le courage et la réussite.");
    is_silent("[Martin] a parlé du fiasco et de la honte.");
    is_silent("[Martin] dit que c'est un fiasco et une honte.");
    is_silent("Selon [Martin], c'est un fiasco et une honte.");
    is_silent("Le maire accuse le préfet, et le juge condamne le préfet, devant [Martin].");
    is_silent("Avec [Martin], ce n'est pas le courage.");
    is_silent("Pendant que [Martin] parlait, le préfet mentait.");
    is_silent("Des rebelles ont attaqué les soldats de [Kessaria].");
    is_silent("[Martin] est content de ce vote.");
    is_silent("Le courage et la réussite, dit le maire, c'est avec [Martin].");
    is_silent("Le courage des habitants a touché [Martin].");
    is_silent("[Martin] (du Parti, une honte) parle à Rome.");
    is_silent("Selon le livre de Diop et de [Martin], c'est un fiasco et une honte.");
}
