//! From a drawing to what is shown: inline in a page, an SVG file, a PNG file.

use super::Width;
use super::canvas::{Anchor, Drawing, SCALE, Type, paint};
use super::font::{FACES, FAMILY, Fonts};
use super::palette::{MUTED, PAPER, TEXT};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, Indent, Options, Tree, WriteOptions};
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

/// What a file says besides its drawing.
pub(crate) struct FileWords<'a> {
    pub(crate) title: &'a str,
    /// For those who cannot see it.
    pub(crate) description: &'a str,
    /// Which corpus it shows.
    pub(crate) source: &'a str,
}

fn header(title: &str, fonts: &Fonts) -> Drawing {
    let form = Type::bold(17.0, TEXT);
    let lines = fonts.wrap(title, form.size, form.weight, Width::Wide.px(), 2);
    paint(Width::Wide.px(), lines.len() as f64 * 24.0 + 18.0, fonts, |canvas| {
        for (index, line) in lines.iter().enumerate() {
            canvas.text(line, (0.0, 17.0 + index as f64 * 24.0), Anchor::Start, form);
        }
    })
}

fn footer(source: &str, fonts: &Fonts) -> Drawing {
    let form = Type::regular(11.0, MUTED);
    let lines = fonts.wrap(source, form.size, form.weight, Width::Wide.px(), 2);
    paint(Width::Wide.px(), lines.len() as f64 * 16.0 + 14.0, fonts, |canvas| {
        for (index, line) in lines.iter().enumerate() {
            canvas.text(line, (0.0, 26.0 + index as f64 * 16.0), Anchor::Start, form);
        }
    })
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

    /// The drawing under its title and over its source, on a page of its own, because a file travels without the
    /// report.
    ///
    /// # Errors
    /// When the drawing is not valid SVG.
    pub(crate) fn page(&self, drawing: &Drawing, words: &FileWords<'_>, fonts: &Fonts) -> io::Result<Tree> {
        let (head, foot) = (header(words.title, fonts), footer(words.source, fonts));
        let (width, _) = canvas_size(drawing);
        let (paper, margin) = (PAPER.rgb(), 20.0 * SCALE);
        let (under, below) = (canvas_size(&head).1, canvas_size(&head).1 + canvas_size(drawing).1);
        let (left, wide, high) = (-margin, width + 2.0 * margin, below + canvas_size(&foot).1 + 2.0 * margin);
        let source = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"{left} {left} {wide} {high}\" \
             font-family=\"{FAMILY}\"><rect x=\"{left}\" y=\"{left}\" width=\"{wide}\" height=\"{high}\" \
             fill=\"#{:02X}{:02X}{:02X}\"/>{}\
             <g transform=\"translate(0 {under})\">{}</g><g transform=\"translate(0 {below})\">{}</g></svg>",
            wide / SCALE,
            high / SCALE,
            paper.0,
            paper.1,
            paper.2,
            head.body,
            drawing.body,
            foot.body
        );
        Tree::from_str(&source, &self.options).map_err(io::Error::other)
    }
}

/// A page as an SVG document: text in outlines, name and description in words.
///
/// # Errors
/// When the page has no root element.
pub(crate) fn svg(page: &Tree, words: &FileWords<'_>) -> io::Result<String> {
    let options = WriteOptions {
        coordinates_precision: 2,
        transforms_precision: 5,
        indent: Indent::None,
        ..WriteOptions::default()
    };
    let svg = page.to_string(&options);
    let Some((open, rest)) = svg.split_once('>') else {
        return Err(io::Error::other("the chart has no root element"));
    };
    let (title, description) = (escape(words.title), escape(words.description));
    let named = format!("<title id=\"title\">{title}</title><desc id=\"desc\">{description}</desc>");
    Ok(format!("{open} role=\"img\" aria-labelledby=\"title desc\">{named}{rest}\n"))
}

/// The picture of a page, two pixels to the logical one.
///
/// # Errors
/// When the page is too large to be drawn.
pub(crate) fn png(page: &Tree) -> io::Result<Vec<u8>> {
    let size = page.size().to_int_size();
    let (width, height) = (size.width() as f32 * PIXELS, size.height() as f32 * PIXELS);
    let mut picture = Pixmap::new(width as u32, height as u32)
        .ok_or_else(|| io::Error::other("the chart is too large to be drawn"))?;
    picture.fill(Color::WHITE);
    resvg::render(page, Transform::from_scale(PIXELS, PIXELS), &mut picture.as_mut());
    picture.encode_png().map_err(io::Error::other)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
