//! One HTML file: style and charts inside, nothing from elsewhere, readable without scripts.

use super::charts::palette;
use super::view::View;
use handlebars::{Handlebars, html_escape};
use serde::Serialize;
use std::io;

const PARTIALS: [(&str, &str); 5] = [
    ("rich", include_str!("templates/rich.html.hbs")),
    ("table", include_str!("templates/table.html.hbs")),
    ("figure", include_str!("templates/figure.html.hbs")),
    ("evidence", include_str!("templates/evidence.html.hbs")),
    ("actor", include_str!("templates/actor.html.hbs")),
];

/// The view with what only a page needs.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    view: &'a View,
    style: String,
}

/// The report as one HTML document.
///
/// # Errors
/// When a template does not fit the view: a mistake of the programmer that every test would show.
pub fn html(view: &View) -> io::Result<String> {
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    templates.register_escape_fn(html_escape);
    for (name, text) in PARTIALS {
        templates.register_partial(name, text.trim_end()).map_err(io::Error::other)?;
    }
    let style = include_str!("templates/style.css").replace("/* dark charts */", &palette::dark_rules());
    let page = Page { view, style };
    templates.render_template(include_str!("templates/report.html.hbs"), &page).map_err(io::Error::other)
}
