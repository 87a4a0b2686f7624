//! `chronic rubric`.

use std::path::Path;

use crate::cli::{RubricArgs, RubricFormat};
use crate::command::{Exit, output, rubric_file_for};
use crate::report::results::rubric;
use crate::toml::printable::shown;

/// Longer lines are hard to read, however wide the terminal.
const WIDEST: usize = 100;
/// Where nobody knows the width.
const USUAL: usize = 80;

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn run(args: &RubricArgs, path: Option<&Path>) -> anyhow::Result<Exit> {
    let (rubric, file) = rubric_file_for(path)?;
    match args.format {
        RubricFormat::Text => output::result(&rubric::text(&rubric, width()))?,
        RubricFormat::Markdown => output::result(&rubric::markdown(&rubric))?,
        RubricFormat::Toml | RubricFormat::Json => {
            let text = if args.format == RubricFormat::Json {
                rubric::json(&file)?
            } else {
                shown(&file).into_owned()
            };
            // As it is: the other way out takes away what looks like a style.
            output::result_with(|out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(Exit::Well)
}

/// The width of the terminal, within what reads well.
fn width() -> usize {
    comfy_table::Table::new()
        .width()
        // Some terminals say that they have no columns at all.
        .filter(|columns| *columns > 0)
        .map_or(USUAL, |columns| usize::from(columns).clamp(40, WIDEST))
}
