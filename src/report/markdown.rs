//! The report as Markdown, with the charts beside it.

use super::clean;
use super::view::View;
use handlebars::Handlebars;
use std::io;

const PARTIALS: [(&str, &str); 4] = [
    ("rich", include_str!("templates/rich.md.hbs")),
    ("table", include_str!("templates/table.md.hbs")),
    ("figure", include_str!("templates/figure.md.hbs")),
    ("evidence", include_str!("templates/evidence.md.hbs")),
];

/// The report as a Markdown document that links to `charts/*.png`.
///
/// # Errors
/// When a template does not fit the view: a mistake of the programmer that every test would show.
pub fn markdown(view: &View) -> io::Result<String> {
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    templates.register_escape_fn(clean::markdown);
    for (name, text) in PARTIALS {
        // Runs of text stand inside a line; everything else is a block of its own.
        let text = if name == "rich" { text.trim_end().to_owned() } else { format!("\n{}\n\n", text.trim()) };
        templates.register_partial(name, text).map_err(io::Error::other)?;
    }
    let text = templates.render_template(include_str!("templates/report.md.hbs"), view).map_err(io::Error::other)?;
    Ok(tidy(&text))
}

/// Never more than one blank line, no space at the end of a line, one line end at the end of the file.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    format!("{}\n", out.trim_end())
}
