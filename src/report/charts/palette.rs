//! Colours by what they mean, each for a light and a dark page.
//!
//! Stance runs from orange to blue, which every common kind of colour vision tells apart; no chart needs colour alone:
//! values, signs, positions or shapes say the same.

use plotters::style::RGBColor;
use std::fmt::Write;

/// A colour: what is drawn, and what a dark page puts in its place. The drawn value is unique, because it is how the
/// style sheet finds the colour again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink {
    light: u32,
    dark: u32,
}

impl Ink {
    const fn new(light: u32, dark: u32) -> Self {
        Self { light, dark }
    }

    pub(crate) const fn rgb(self) -> RGBColor {
        RGBColor((self.light >> 16) as u8, (self.light >> 8) as u8, self.light as u8)
    }
}

/// Text.
pub(crate) const TEXT: Ink = Ink::new(0x1B1F27, 0xECE9E2);
/// Secondary text.
pub(crate) const MUTED: Ink = Ink::new(0x5A6170, 0xA9AFBA);
/// Grid lines.
pub(crate) const HAIR: Ink = Ink::new(0xE2E4E8, 0x30353D);
/// The zero line.
pub(crate) const ZERO: Ink = Ink::new(0x8C93A0, 0x7C838F);
/// The page itself.
pub(crate) const PAPER: Ink = Ink::new(0xFFFFFF, 0x14181D);
/// The measured series.
pub(crate) const SERIES: Ink = Ink::new(0x24476B, 0x93BCE4);
/// The series to compare with.
pub(crate) const REFERENCE: Ink = Ink::new(0xA3A9B4, 0x737A86);
/// Reported words.
pub(crate) const REPORTED: Ink = Ink::new(0x8A4F7D, 0xDCA9D1);
/// Mentions decided neutral.
pub(crate) const NEUTRAL: Ink = Ink::new(0xB9BEC8, 0x646C78);
/// Mentions without cue.
pub(crate) const NO_CUE: Ink = Ink::new(0xE8EAED, 0x343A43);
/// Text on a middling fill.
pub(crate) const ON_FILL: Ink = Ink::new(0x1B1F28, 0xF6F4EF);
/// Text on the strongest fills.
pub(crate) const ON_STRONG: Ink = Ink::new(0xFFFFFE, 0x14181E);

/// Mean stance from most negative to most positive, in the classes of [`EDGES`].
pub(crate) const STANCE: [Ink; 9] = [
    Ink::new(0xB04A00, 0xF5A263),
    Ink::new(0xDE8136, 0xA2561A),
    Ink::new(0xF0B27C, 0x7E4820),
    Ink::new(0xFADFC6, 0x4D3524),
    Ink::new(0xF3F2EE, 0x292E35),
    Ink::new(0xD3E4F1, 0x21394D),
    Ink::new(0x9CC5E3, 0x285476),
    Ink::new(0x5A9CCB, 0x3276A9),
    Ink::new(0x0B5A94, 0x8FC7F2),
];

/// Where one class of stance ends and the next begins, in thousandths of the absolute value.
pub(crate) const EDGES: [i64; 4] = [50, 150, 300, 500];

/// Mentions decided negative.
pub(crate) const NEGATIVE: Ink = STANCE[1];
/// Mentions decided positive.
pub(crate) const POSITIVE: Ink = STANCE[7];

const ALL: [Ink; 12] =
    [TEXT, MUTED, HAIR, ZERO, PAPER, SERIES, REFERENCE, REPORTED, NEUTRAL, NO_CUE, ON_FILL, ON_STRONG];

/// The class of a mean, 0 (most negative) to 8.
pub(crate) fn class(thousandths: i64) -> usize {
    let steps = EDGES.iter().filter(|edge| thousandths.abs() >= **edge).count();
    if thousandths < 0 { 4 - steps } else { 4 + steps }
}

/// The fill of a mean and the colour of text upon it.
pub(crate) fn stance(thousandths: i64) -> (Ink, Ink) {
    let class = class(thousandths);
    (STANCE[class], if class == 0 || class == 8 { ON_STRONG } else { ON_FILL })
}

/// Style rules that turn charts drawn for a light page into charts for a dark one.
pub(crate) fn dark_rules() -> String {
    let mut out = String::new();
    for ink in ALL.iter().chain(&STANCE) {
        for property in ["fill", "stroke"] {
            let _ = write!(out, ".plot [{property}=\"#{:06X}\"]{{{property}:#{:06X}}}", ink.light, ink.dark);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn luminance(rgb: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((rgb >> shift) as u8) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    /// The contrast ratio of WCAG 2.
    fn contrast(first: u32, second: u32) -> f64 {
        let (a, b) = (luminance(first), luminance(second));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn each_colour_is_drawn_for_one_meaning() {
        let drawn: BTreeSet<u32> = ALL.iter().chain(&STANCE).map(|ink| ink.light).collect();
        assert_eq!(drawn.len(), ALL.len() + STANCE.len());
    }

    #[test]
    fn text_can_be_read_on_every_fill() {
        for value in (-1000..=1000).step_by(25) {
            let (fill, text) = stance(value);
            assert!(contrast(fill.light, text.light) >= 4.5, "light {value}: {}", contrast(fill.light, text.light));
            assert!(contrast(fill.dark, text.dark) >= 4.5, "dark {value}: {}", contrast(fill.dark, text.dark));
        }
        for ink in [TEXT, MUTED] {
            assert!(contrast(ink.light, PAPER.light) >= 4.5 && contrast(ink.dark, PAPER.dark) >= 4.5);
        }
        for fill in [NEUTRAL, NO_CUE] {
            assert!(contrast(fill.light, ON_FILL.light) >= 4.5 && contrast(fill.dark, ON_FILL.dark) >= 4.5);
        }
    }

    #[test]
    fn classes_are_symmetric() {
        assert_eq!((class(0), class(49), class(-49)), (4, 4, 4));
        assert_eq!((class(-50), class(50)), (3, 5));
        assert_eq!((class(-1000), class(500)), (0, 8));
    }
}
