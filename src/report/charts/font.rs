//! The font of the charts, held in the program: measured for the layout, handed to the renderer for outlines.

use ttf_parser::Face;

/// Family names in order of preference; the first is the one in the program.
pub(crate) const FAMILY: &str = "Noto Sans, Segoe UI, Helvetica Neue, Arial, sans-serif";

/// The two faces.
pub(crate) const FACES: [&[u8]; 2] = [ttf_noto_sans::REGULAR, ttf_noto_sans::BOLD];

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Widths of text.
pub(crate) struct Fonts {
    faces: [Option<Face<'static>>; 2],
}

impl Fonts {
    pub(crate) fn new() -> Self {
        Self { faces: FACES.map(|data| Face::parse(data, 0).ok()) }
    }

    /// Width of a text at a size, in the unit of the size. A sign the font lacks counts as a full square.
    pub(crate) fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let face = match weight {
            Weight::Regular => &self.faces[0],
            Weight::Bold => &self.faces[1],
        };
        let advance = |sign: char| {
            let face = face.as_ref()?;
            let glyph = face.glyph_index(sign)?;
            Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
        };
        text.chars().map(|sign| advance(sign).unwrap_or(1.0)).sum::<f64>() * size
    }

    /// The text, cut with an ellipsis when it is wider than `room`.
    pub(crate) fn fit(&self, text: &str, size: f64, weight: Weight, room: f64) -> String {
        if self.width(text, size, weight) <= room {
            return text.to_owned();
        }
        let mut kept = String::new();
        for sign in text.chars() {
            kept.push(sign);
            if self.width(&kept, size, weight) + self.width("…", size, weight) > room {
                kept.pop();
                break;
            }
        }
        format!("{}…", kept.trim_end())
    }

    /// The text in at most `most` lines no wider than `room`, broken between words; the last is cut when it must be.
    pub(crate) fn wrap(&self, text: &str, size: f64, weight: Weight, room: f64, most: usize) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split(' ') {
            let joined = lines.last().map(|line| format!("{line} {word}"));
            let fits = joined.as_ref().is_some_and(|joined| self.width(joined, size, weight) <= room);
            // When no line is left, the rest goes on the last one, to be cut below.
            let full = lines.len() >= most;
            match (lines.last_mut(), joined) {
                (Some(line), Some(joined)) if fits || full => *line = joined,
                _ => lines.push(word.to_owned()),
            }
        }
        lines.iter().map(|line| self.fit(line, size, weight, room)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_what_french_needs() {
        for data in FACES {
            let face = Face::parse(data, 0).expect("the font in the program is whole");
            for sign in "ÀÂÇÉÈÊËÎÏÔŒÙÛÜàâçéèêëîïôœùûüÿ«»–—…’−×\u{a0}\u{202f}ŁłŞşКремль".chars()
            {
                assert!(face.glyph_index(sign).is_some(), "{sign:?}");
            }
        }
    }

    #[test]
    fn cuts_and_wraps() {
        let fonts = Fonts::new();
        let name = "Conseil de sécurité des Nations unies";
        assert_eq!(fonts.fit("Mali", 12.0, Weight::Regular, 100.0), "Mali");
        assert!(fonts.fit(name, 12.0, Weight::Regular, 100.0).ends_with('…'));
        let lines = fonts.wrap(name, 12.0, Weight::Regular, 80.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines.iter().all(|line| fonts.width(line, 12.0, Weight::Regular) <= 80.0), "{lines:?}");
        assert_eq!(fonts.wrap("Mali", 12.0, Weight::Bold, 5.0, 2).len(), 1);
    }
}
