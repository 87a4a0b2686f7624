//! `chronic next`: where the year stands, step by step, and the one command to type next.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::{Next, NextFormat};
use crate::command::in_context::today_or;
use crate::command::next::year::Year;
use crate::command::plan::say_problems;
use crate::command::{Exit, output, printed_commands, rubric_for};
use crate::report::formats::command_line::word;
use crate::report::formats::escape::terminal_lines;
use crate::report::results::problem::path as shown;

mod after;
mod districts;
mod folder_contents;
mod invited;
mod json;
mod rounds;
mod sections;
mod shared_steps;
mod standing;
mod steps;
mod which;
mod workbooks;
mod year;

pub(super) use after::Wrote;
pub(super) use json::NextJson;
pub(super) use sections::ratings_gone;
pub(super) use shared_steps::{NextStep, slug, team_for};

/// Runs the subcommand.
///
/// # Errors
/// When there is no such folder.
pub(super) fn run(args: &Next, path: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(path)?;
    let dir = args.folder.as_deref().unwrap_or(Path::new("."));
    if !dir.is_dir() {
        bail!(
            "{} isn't a folder. Name the folder that your files for the year are in.",
            shown(dir)
        );
    }
    fs::read_dir(dir).with_context(|| format!("{} can't be looked through", shown(dir)))?;
    let mut year = Year::of(dir, &rubric, today_or(args.today));
    year.is_asked = args.today.is_some();
    let step = steps::next(&year, &rubric);
    if let Some(found) = &year.plan {
        let options = year.assessment_option() + &steps::as_of(&year);
        say_problems(&found.path, &found.problems, &options);
    }
    if let (true, Some(first)) = (args.remind, year.districts.first()) {
        bail!(
            "there are folders of several districts or schools here. To remind the people of one: {}",
            printed_commands::command(format_args!("next {} --remind", word(first)))
        );
    }
    if args.remind {
        for file in year.files.closed() {
            let (path, why) = (shown(&file.path), &file.why);
            output::note(format_args!("warning: {path}: {why}."));
        }
    }
    let text = match args.format {
        _ if args.remind => terminal_lines(&invited::reminders(&year, &rubric)).into_owned(),
        NextFormat::Human => sections::human(&year, &rubric, &step),
        NextFormat::Json => json::json(&year, &rubric, &step)?,
    };
    output::result(&text)?;
    Ok(match args.strict && year.is_late() {
        true => Exit::Wrong,
        false => Exit::Well,
    })
}
