//! `explain`: what is found in one text, and the arithmetic behind it.

use super::args::{Explain, ReportArgs};
use super::engine;
use super::message::Failure;
use super::output::print;
use super::settings::Settings;
use crate::error::Fault;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

/// Does it.
///
/// # Errors
/// Faults of settings, tables or the text.
pub fn run(arguments: &Explain) -> Result<ExitCode, Failure> {
    let set = Settings::load(&arguments.settings, &ReportArgs::default(), &[])?;
    let file = arguments.file.as_deref().unwrap_or(Path::new("-"));
    if arguments.text.is_none() && arguments.file.is_none() && std::io::stdin().is_terminal() {
        let fault = Fault::new("explain", "there is no text to explain");
        return Err(fault.remedy("name a file, or write the text behind --text").into());
    }
    if arguments.text.as_deref().is_some_and(|text| text.trim().is_empty()) {
        return Err(Fault::new("--text", "the text is empty").remedy("write a sentence behind --text").into());
    }
    let knowledge = engine::load(&set)?;
    let article = match &arguments.text {
        Some(text) => engine::loose_text(text),
        None => engine::article(file, knowledge, &set.config)?,
    };
    let explanation = engine::explanation(&article, knowledge, &set.config);
    let text = if arguments.json {
        let json = serde_json::to_string_pretty(&explanation)
            .map_err(|error| Fault::new("explain", format!("cannot be written as JSON: {error}")))?;
        json + "\n"
    } else {
        let color =
            std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        engine::explanation_text(&explanation, color)
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}
