//! `chronic plan`: draft, update, status, calendar.

use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::cli::{Deferred, Plan, PlanSource};
use crate::command::source::{Counting, Source, load, not_wanted, read_file};
use crate::command::{Exit, output, rubric_for, tally};
use crate::file::folder::{FoundFile, STDIN};
use crate::file::plan::WrittenPlan;
use crate::file::read::{Content, Kind, Reading};
use crate::model::rubric::Rubric;
use crate::report::problem as report;

mod calendar;
mod draft;
mod status;
mod update;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &Plan, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = match rubric_for(rubric)? {
        Ok(rubric) => rubric,
        Err(exit) => return Ok(exit),
    };
    match args {
        Plan::Draft(Deferred(args)) => draft::run(args, &rubric),
        Plan::Update(Deferred(args)) => update::run(args, &rubric),
        Plan::Status(Deferred(args)) => status::run(args, &rubric),
        Plan::Calendar(Deferred(args)) => calendar::run(args, &rubric),
    }
}

/// What a plan follows from. What respondents wrote is with it unless it is not wanted.
fn source(args: &PlanSource, rubric: &Rubric) -> Result<Source, Exit> {
    let counting = Counting {
        keep_going: args.counted.keep_going,
        duplicates: tally::policy(args.counted.duplicates),
        documentation: !args.no_documentation,
        names: false,
    };
    let mut source = load(&args.sources, rubric, counting)?;
    if args.no_documentation {
        for assessed in &mut source.assessment.practices {
            assessed.documentation.clear();
        }
    }
    Ok(source)
}

/// The file of the team assessment that a source was read from.
fn team_assessment(source: &Source) -> Option<&PathBuf> {
    let is_one = source.responses.is_empty() && source.files.len() == 1;
    source
        .files
        .first()
        .filter(|f| is_one && f.as_os_str() != STDIN)
}

/// Reads a plan that is sound, complete or not. What keeps it from being one has been
/// printed when the answer is an exit.
///
/// # Errors
/// When the system refuses the file.
pub(super) fn read_plan(path: &Path, rubric: &Rubric) -> anyhow::Result<Result<WrittenPlan, Exit>> {
    let reading = read_file(&FoundFile::named(path), rubric)
        .with_context(|| format!("{} cannot be read", report::path(path)))?;
    Ok(sound(path, reading))
}

/// Warns of a plan that is shown although it is not complete.
pub(super) fn warn_of_incomplete(path: &Path, plan: &crate::model::plan::Plan) {
    let shown = report::path(path);
    let what = match (plan.incomplete(), plan.entries()) {
        (0, _) if !plan.actions.is_empty() || !plan.defers.is_empty() => return,
        (0, _) => format!("{shown} plans nothing yet"),
        (1, all) => format!("1 of the {all} entries of {shown} is not complete"),
        (n, all) => format!("{n} of the {all} entries of {shown} are not complete"),
    };
    output::note(format_args!("warning: {what}. {}", what_is_missing(path)));
}

/// Where what a plan lacks is said.
fn what_is_missing(path: &Path) -> String {
    format!(
        "To see what is missing: chronic validate {}",
        report::path(path)
    )
}

/// The plan of a file that was read, when it is sound.
fn sound(path: &Path, mut reading: Reading) -> Result<WrittenPlan, Exit> {
    if let Some(Content::Plan(plan)) = reading.checked.value
        && plan.is_sound
    {
        return Ok(*plan);
    }
    reading
        .checked
        .problems
        .retain(|p| p.is_error() && !p.code.is_incompleteness());
    Err(not_wanted(
        path,
        (reading.kind, reading.checked.problems),
        (Kind::Plan, "a plan is wanted here"),
        "`chronic plan draft` writes a plan from an assessment.",
    ))
}
