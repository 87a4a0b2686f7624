//! `chronic next`: where the year stands, step by step, and the one command to type next.

use std::path::Path;

use anyhow::bail;

use crate::cli::{Next, NextFormat};
use crate::command::next::folder_contents::Files;
use crate::command::next::year::Year;
use crate::command::plan::CheckedPlan;
use crate::command::{Exit, output, rubric_for};
use crate::report::results::problem::path as shown;

mod choose_step;
mod folder_contents;
mod json;
mod names;
mod next_step;
mod remind;
mod wording;
mod year;

pub(super) use json::NextJson;
pub(super) use names::team_for;
pub(super) use next_step::NextStep;

/// Runs the subcommand.
///
/// # Errors
/// When there is no such folder.
pub(super) fn run(args: &Next, path: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(path)?;
    let here = Path::new(".");
    let dir = args.folder.as_deref().unwrap_or(here);
    if !dir.is_dir() {
        bail!(
            "{} isn't a folder. Name the folder that your files for the year are in.",
            shown(dir)
        );
    }
    let files = Files::below(dir, &rubric);
    let year = Year::of(files, &rubric, args.today);
    let step = choose_step::next(&year, dir, &rubric);
    if let Some(found) = &year.plan {
        let read = (found.written.clone(), found.problems.clone());
        CheckedPlan::of(&found.path, read, &rubric, args.today).say(&found.path, args.today);
    }
    let text = if args.remind {
        remind::text(&year, &rubric)
    } else {
        match args.format {
            NextFormat::Human => wording::human(&year, &rubric, &step),
            NextFormat::Json => json::json(&year, &rubric, &step)?,
        }
    };
    output::result(&text)?;
    Ok(if args.strict && year.is_late() {
        Exit::Wrong
    } else {
        Exit::Well
    })
}
