//! A drawing surface in logical pixels over plotters' SVG backend.
//!
//! The backend rounds to whole numbers, so the surface is drawn four times as large as it is shown; it places text by
//! its own idea of a line, so text is always given by its baseline and the shift is taken out again.

use super::font::{FAMILY, Fonts, Weight};
use super::palette::Ink;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// Drawn units per logical pixel.
pub(crate) const SCALE: f64 = 4.0;

/// What plotters divides every font size by.
const FONT_DIVISOR: f64 = 1.24;

/// Where a text stands relative to its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Size, weight and colour of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) weight: Weight,
    pub(crate) ink: Ink,
}

impl Type {
    pub(crate) const fn regular(size: f64, ink: Ink) -> Self {
        Self { size, weight: Weight::Regular, ink }
    }

    pub(crate) const fn bold(size: f64, ink: Ink) -> Self {
        Self { size, weight: Weight::Bold, ink }
    }
}

/// A drawing: its logical size and its SVG elements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Drawing {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) body: String,
}

/// The surface.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
    pub(crate) fonts: &'a Fonts,
}

/// Draws in memory.
pub(crate) fn paint(width: f64, height: f64, fonts: &Fonts, draw: impl FnOnce(&Canvas<'_>)) -> Drawing {
    let mut buffer = String::new();
    let size = (scaled(width) as u32, scaled(height) as u32);
    {
        let canvas = Canvas { area: SVGBackend::with_string(&mut buffer, size).into_drawing_area(), fonts };
        draw(&canvas);
        // Writing to memory cannot fail.
        let _ = canvas.area.present();
    }
    Drawing { width: width.round() as u32, height: height.round() as u32, body: elements(&buffer) }
}

/// The elements between the outer tags, without what repeats on each of them.
///
/// The removed strings hold bare quotation marks, which text never does once escaped: they can only be attributes.
fn elements(svg: &str) -> String {
    let inner = svg.split_once('>').map_or("", |(_, rest)| rest);
    let inner = inner.rfind("</svg>").map_or(inner, |end| &inner[..end]);
    inner
        .replace(" opacity=\"1\"", "")
        .replace(" dy=\"-0.5ex\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(&format!(" font-family=\"{FAMILY}\""), "")
        .replace("\n</text>", "</text>")
}

fn scaled(value: f64) -> i32 {
    (value * SCALE).round() as i32
}

fn point((x, y): (f64, f64)) -> (i32, i32) {
    (scaled(x), scaled(y))
}

impl Canvas<'_> {
    /// A filled rectangle.
    pub(crate) fn rect(&self, (x, y): (f64, f64), (width, height): (f64, f64), ink: Ink) {
        let corners = [point((x, y)), point((x + width, y + height))];
        let _ = self.area.draw(&Rectangle::new(corners, ink.rgb().filled()));
    }

    /// A line of some width.
    pub(crate) fn line(&self, from: (f64, f64), to: (f64, f64), width: f64, ink: Ink) {
        self.path(&[from, to], width, ink);
    }

    /// A line through several points.
    pub(crate) fn path(&self, points: &[(f64, f64)], width: f64, ink: Ink) {
        let points: Vec<_> = points.iter().copied().map(point).collect();
        let _ = self.area.draw(&PathElement::new(points, ink.rgb().stroke_width(scaled(width).max(1) as u32)));
    }

    /// A filled shape.
    pub(crate) fn shape(&self, points: &[(f64, f64)], ink: Ink, opacity: f64) {
        let points: Vec<_> = points.iter().copied().map(point).collect();
        let _ = self.area.draw(&Polygon::new(points, ink.rgb().mix(opacity).filled()));
    }

    /// A filled disc.
    pub(crate) fn disc(&self, centre: (f64, f64), radius: f64, ink: Ink) {
        let _ = self.area.draw(&Circle::new(point(centre), scaled(radius), ink.rgb().filled()));
    }

    /// A disc that shows the page through it.
    pub(crate) fn ring(&self, centre: (f64, f64), radius: f64, width: f64, ink: Ink) {
        self.disc(centre, radius, super::palette::PAPER);
        let style = ink.rgb().stroke_width(scaled(width).max(1) as u32);
        let _ = self.area.draw(&Circle::new(point(centre), scaled(radius - width / 2.0), style));
    }

    /// A diamond, filled or showing the page.
    pub(crate) fn diamond(&self, (x, y): (f64, f64), radius: f64, ink: Ink, filled: bool) {
        let corners = |r: f64| [(x - r, y), (x, y - r), (x + r, y), (x, y + r)];
        self.shape(&corners(radius), ink, 1.0);
        if !filled {
            self.shape(&corners(radius - 2.0), super::palette::PAPER, 1.0);
        }
    }

    /// A small arrow head that points left or right.
    pub(crate) fn arrow(&self, (x, y): (f64, f64), toward: f64, ink: Ink) {
        self.path(&[(x - 9.0 * toward, y), (x, y)], 1.25, ink);
        self.path(&[(x - 3.5 * toward, y - 3.0), (x, y), (x - 3.5 * toward, y + 3.0)], 1.25, ink);
    }

    /// A text by its baseline.
    pub(crate) fn text(&self, text: &str, at: (f64, f64), anchor: Anchor, form: Type) {
        if text.is_empty() {
            return;
        }
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let weight = match form.weight {
            Weight::Regular => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let colour = form.ink.rgb();
        let style = TextStyle::from((FAMILY, form.size * SCALE * FONT_DIVISOR, weight))
            .color(&colour)
            .pos(Pos::new(horizontal, VPos::Bottom));
        let _ = self.area.draw_text(text, &style, point(at));
    }

    /// Width of a text in this form.
    pub(crate) fn width(&self, text: &str, form: Type) -> f64 {
        self.fonts.width(text, form.size, form.weight)
    }
}
