//! `chronic next`: where the year stands, step by step, and the one command to type next; which
//! other commands say at their end, of the folder that they wrote into.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::cli::{Next, NextFormat};
use crate::command::in_context::today_or;
use crate::command::next::folder_contents::{FoundForm, folder};
use crate::command::next::year::Year;
use crate::command::plan::say_problems;
use crate::command::source::FirstNames;
use crate::command::{Exit, output, printed_commands, rubric_for};
use crate::disk::folder::is_large;
use crate::files::bytes::is_one_file;
use crate::model::assessment::Assessment;
use crate::model::dates::year::{due_again, first_year};
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::word;
use crate::report::formats::escape::terminal_lines;
use crate::report::results::problem::path as shown;
use crate::words::counted;

mod districts;
mod folder_contents;
mod invited;
mod json;
mod rounds;
mod sections;
mod shared_steps;
mod standing;
mod steps;
mod workbooks;
mod year;

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

/// What a command wrote.
#[derive(Debug, Clone, Copy)]
pub(in crate::command) enum Wrote<'p> {
    /// A folder of forms.
    Forms(&'p Path),
    /// A team assessment.
    Team(&'p Path),
    /// A team assessment of the forms in these folders and files, just now.
    Counted(&'p Path, &'p [PathBuf]),
    /// A plan.
    Plan(&'p Path),
}

impl NextStep {
    /// The step that `next` prints; `otherwise` where what was written isn't what the year of its
    /// folder goes on with, or the folder is large. A person who has just counted the answers of `round`
    /// isn't told that the next round is due.
    pub(in crate::command) fn after(
        wrote: Wrote<'_>,
        round: &Assessment,
        rubric: &Rubric,
        otherwise: impl FnOnce() -> Self,
    ) -> Self {
        let (Wrote::Forms(path) | Wrote::Team(path) | Wrote::Counted(path, _) | Wrote::Plan(path)) =
            wrote;
        let dir = folder(path);
        if path.file_name().is_none() || is_large(&dir) {
            return otherwise();
        }
        let today = today_or(None).max(round.to.unwrap_or(Date::MIN));
        let today = last_day(round).map_or(today, |last| last.min(today));
        let year = Year::of(&dir, rubric, today);
        let is_this = |other: &Path| is_one_file(other, path);
        let is_about = match wrote {
            Wrote::Forms(_) => {
                let mut sources = year.sources.iter();
                sources.any(|source| source.starts_with(path) || is_this(source))
            }
            Wrote::Team(_) | Wrote::Counted(..) => {
                year.team.as_ref().is_some_and(|team| is_this(&team.path))
            }
            Wrote::Plan(_) => {
                let plan = year.plan.as_ref().filter(|_| year.team.is_some());
                plan.is_some_and(|plan| is_this(&plan.path))
            }
        };
        match is_about {
            true if let Some(why) = year.not_counted(wrote) => otherwise().because(&why),
            true => steps::next(&year, rubric),
            false => otherwise(),
        }
    }

    /// The same, once forms are counted or a workbook is read back.
    pub(in crate::command) fn after_team(
        wrote: Wrote<'_>,
        team: &Path,
        assessment: &Assessment,
        rubric: &Rubric,
    ) -> Self {
        Self::after(wrote, assessment, rubric, || {
            Self::of_team(team, assessment, rubric)
        })
    }
}

impl Year {
    /// That answered forms are here besides those that were counted.
    fn not_counted(&self, wrote: Wrote<'_>) -> Option<String> {
        let Wrote::Counted(_, sources) = wrote else {
            return None;
        };
        let real = |path: &Path| fs::canonicalize(path).ok();
        let sources: Vec<PathBuf> = sources.iter().filter_map(|path| real(path)).collect();
        let is_in = |form: &&FoundForm| {
            let form = real(&form.path);
            form.is_some_and(|form| sources.iter().any(|source| form.starts_with(source)))
        };
        let others = self.answered().filter(|form| !is_in(form));
        let others: Vec<PathBuf> = others.map(|form| folder(&form.path)).collect();
        let folders = FirstNames::of(others.iter().collect::<BTreeSet<_>>()).words("folder");
        let forms = counted(others.len(), "form");
        let (has, wasnt) = match others.len() {
            0 => return None,
            1 => ("has", "wasn't"),
            _ => ("have", "weren't"),
        };
        Some(format!(
            "{forms} in {folders} {has} answers too, but {wasnt} counted here."
        ))
    }
}

/// The last day before the next round is due.
fn last_day(round: &Assessment) -> Option<Date> {
    let ends = |cycle: &String| {
        let year = i16::try_from(first_year(cycle)? + 1).ok()?;
        Date::new(year, 6, 30).ok()
    };
    let due = due_again(round).and_then(|due| due.checked_sub(1.day()).ok());
    due.or_else(|| round.cycle.as_ref().and_then(ends))
}
