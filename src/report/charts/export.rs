//! From a drawing to what is shown: inline in a page, an SVG file, a PNG file.

use super::canvas::{Drawing, SCALE};
use super::font::{FACES, FAMILY};
use super::palette::PAPER;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, Indent, Options, Tree, WriteOptions};
use std::fmt::Write;
use std::io;
use std::sync::Arc;

/// Pixels of a PNG per logical pixel.
const PIXELS: f32 = 2.0;

/// An SVG element for a page, named and described by other elements of the page.
pub(crate) fn inline(drawing: &Drawing, class: &str, labelled_by: &str) -> String {
    let (width, height) = canvas_size(drawing);
    format!(
        "<svg class=\"plot {class}\" viewBox=\"0 0 {width} {height}\" width=\"{}\" height=\"{}\" role=\"img\" \
         aria-labelledby=\"{labelled_by}\" font-family=\"{FAMILY}\">{}</svg>",
        drawing.width, drawing.height, drawing.body
    )
}

fn canvas_size(drawing: &Drawing) -> (f64, f64) {
    (f64::from(drawing.width) * SCALE, f64::from(drawing.height) * SCALE)
}

/// The renderer with the fonts of the program and no other.
pub(crate) struct Renderer {
    options: Options<'static>,
}

impl Renderer {
    pub(crate) fn new() -> Self {
        let mut fonts = usvg::fontdb::Database::new();
        for face in FACES {
            fonts.load_font_data(face.to_vec());
        }
        fonts.set_sans_serif_family("Noto Sans");
        let options = Options { fontdb: Arc::new(fonts), font_family: "Noto Sans".to_owned(), ..Options::default() };
        Self { options }
    }

    /// A whole SVG document with its text in outlines, on a page of its own, with its name and description.
    ///
    /// # Errors
    /// When the drawing is not valid SVG.
    pub(crate) fn outlined(&self, drawing: &Drawing, title: &str, description: &str) -> io::Result<String> {
        let (width, height) = canvas_size(drawing);
        let (paper, margin) = (PAPER.rgb(), 16.0 * SCALE);
        let (left, wide, high) = (-margin, width + 2.0 * margin, height + 2.0 * margin);
        let source = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"{left} {left} {wide} {high}\" \
             font-family=\"{FAMILY}\"><rect x=\"{left}\" y=\"{left}\" width=\"{wide}\" height=\"{high}\" \
             fill=\"#{:02X}{:02X}{:02X}\"/>{}</svg>",
            wide / SCALE,
            high / SCALE,
            paper.0,
            paper.1,
            paper.2,
            drawing.body
        );
        let tree = Tree::from_str(&source, &self.options).map_err(io::Error::other)?;
        let options = WriteOptions {
            coordinates_precision: 2,
            transforms_precision: 5,
            indent: Indent::None,
            ..WriteOptions::default()
        };
        let svg = tree.to_string(&options);
        let Some((open, rest)) = svg.split_once('>') else {
            return Err(io::Error::other("the chart has no root element"));
        };
        let mut out = format!("{open} role=\"img\" aria-labelledby=\"title desc\">");
        let _ = write!(
            out,
            "<title id=\"title\">{}</title><desc id=\"desc\">{}</desc>",
            escape(title),
            escape(description)
        );
        out.push_str(rest);
        out.push('\n');
        Ok(out)
    }

    /// The picture of an SVG document, two pixels to the logical one.
    ///
    /// # Errors
    /// When the document cannot be drawn.
    pub(crate) fn png(&self, svg: &str) -> io::Result<Vec<u8>> {
        let tree = Tree::from_str(svg, &self.options).map_err(io::Error::other)?;
        let size = tree.size().to_int_size();
        let (width, height) = (size.width() as f32 * PIXELS, size.height() as f32 * PIXELS);
        let mut picture = Pixmap::new(width as u32, height as u32)
            .ok_or_else(|| io::Error::other("the chart is too large to be drawn"))?;
        picture.fill(Color::WHITE);
        resvg::render(&tree, Transform::from_scale(PIXELS, PIXELS), &mut picture.as_mut());
        picture.encode_png().map_err(io::Error::other)
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
