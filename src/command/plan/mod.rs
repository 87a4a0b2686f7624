//! `chronic plan`: draft, update, status, review, calendar.

use std::path::{Path, PathBuf};

use anyhow::anyhow;
use jiff::civil::Date;

use crate::cli::{
    Deferred, PlanCommand, PlanReview, PlanSource, PlanStatus, RenderFormat, StatusBy, StatusFormat,
};
use crate::command::in_context::{PlanContext, of_another_year, today_or};
use crate::command::source::{Source, load_with, not_wanted, read_file};
use crate::command::{Exit, output, printed_commands, rubric_for, target};
use crate::disk::folder::STDIN;
use crate::disk::refusal::in_words;
use crate::files::content::{Content, Kind, Reading};
use crate::files::plan::new_entry::Drafting;
use crate::files::plan::read::WrittenPlan;
use crate::model::plan::status::State;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem, Severity};
use crate::report::formats::command_line::word;
use crate::report::results::plan::review::review as sheet;
use crate::report::results::plan::{Standing, for_people, for_programs};
use crate::report::results::problem as report;
use crate::words::{counted, list};

mod calendar;
mod draft;
mod update;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PlanCommand, path: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(path)?;
    match args {
        PlanCommand::Draft(Deferred(args)) => draft::run(args, &rubric),
        PlanCommand::Update(Deferred(args)) => update::run(args, &rubric),
        PlanCommand::Status(Deferred(args)) => status(args, &rubric),
        PlanCommand::Review(Deferred(args)) => review(args, &rubric),
        PlanCommand::Calendar(Deferred(args)) => calendar::run(args, &rubric),
    }
}

/// What a plan follows from. What respondents wrote is with it unless it is not wanted.
fn source(sources: &[PathBuf], args: &PlanSource, rubric: &Rubric) -> Result<Source, Exit> {
    load_with(!args.no_documentation, sources, rubric, args.counted)
}

/// What an entry that is drafted from a source is made from.
fn drafting<'a>(
    args: &PlanSource,
    rubric: &'a Rubric,
    source: &'a Source,
    from: &'a str,
) -> Drafting<'a> {
    Drafting {
        shows_answers: !args.no_documentation,
        ..Drafting::new(rubric, &source.assessment, from)
    }
}

/// The file of the team assessment that a source was read from.
fn team_assessment(source: &Source) -> Option<&PathBuf> {
    match &*source.files {
        [file] if source.responses.is_empty() && file.as_os_str() != STDIN => Some(file),
        _ => None,
    }
}

/// A sound plan, complete or not, and what `validate` says of it.
#[derive(Debug)]
pub(super) struct CheckedPlan {
    /// As it was read.
    pub(super) written: WrittenPlan,
    pub(super) problems: Vec<Problem>,
}

impl CheckedPlan {
    /// Says in a line what `validate` says, where that is anything; and of what may be a
    /// student's, where it is, since the texts go onto pages as they are.
    pub(super) fn say(&self, path: &Path, today: Option<Date>) {
        let day = today.map_or_else(String::new, |day| format!(" --today {day}"));
        say_problems(path, &self.problems, &day);
    }

    /// Says that it is for another year than the source that it goes with, where it is.
    pub(super) fn say_of_another_year(
        &self,
        path: &Path,
        (named, source): (&[PathBuf], &Source),
        rubric: &Rubric,
    ) {
        let names: Vec<String> = named.iter().map(|named| report::path(named)).collect();
        let beside = (&*list(&names), &source.assessment);
        let Some(what) = of_another_year(path, &self.written.plan, beside, rubric) else {
            return;
        };
        let check = team_assessment(source).map_or_else(String::new, |team| {
            let command = format_args!("validate {} --assessment {}", word(path), word(team));
            format!(" For details: {}", printed_commands::command(command))
        });
        output::note(format_args!("warning: {what}.{check}"));
    }
}

/// As [`CheckedPlan::say`], of what `validate` says with these options.
pub(super) fn say_problems(path: &Path, problems: &[Problem], options: &str) {
    let count = |severity| problems.iter().filter(|p| p.severity == severity).count();
    let (shown, errors, warnings) = (
        report::path(path),
        count(Severity::Error),
        count(Severity::Warning),
    );
    let [said_errors, said_warnings] =
        [(errors, "error"), (warnings, "warning")].map(|(n, what)| counted(n, what));
    let what = match (errors, warnings) {
        (0, 0) => return,
        (0, _) => format!("has {said_warnings}"),
        (_, 0) => format!("isn't complete: {said_errors}"),
        _ => format!("isn't complete: {said_errors} and {said_warnings}"),
    };
    let students = problems.iter().filter(|p| p.code == Code::StudentData);
    let students = students.filter_map(|p| Some(format!("{shown}:{}", p.place.as_ref()?.line)));
    let students: Vec<String> = students.collect();
    let students = match students.len() {
        0 => String::new(),
        n => format!(
            ". {} may have a student's ID or date of birth: {}",
            counted(n, "text"),
            list(&students)
        ),
    };
    output::note(format_args!(
        "warning: {shown} {what}{students}. For details: {}",
        printed_commands::command(format_args!("validate {}{options}", word(path)))
    ));
}

/// Reads a plan that is sound, and checks it as `validate` does. What keeps it from being
/// one has been printed when the answer is an exit.
///
/// # Errors
/// When the system refuses the file.
pub(super) fn read_plan(
    path: &Path,
    rubric: &Rubric,
    today: Option<Date>,
) -> anyhow::Result<Result<CheckedPlan, Exit>> {
    let reading = read_file(path, rubric)
        .map_err(|error| anyhow!("{} can't be read: {}", report::path(path), in_words(&error)))?;
    Ok(checked(path, reading, rubric, today))
}

/// As [`read_plan`], of a file that was read.
pub(super) fn checked(
    path: &Path,
    reading: Reading,
    rubric: &Rubric,
    today: Option<Date>,
) -> Result<CheckedPlan, Exit> {
    let mut problems = reading.checked.problems.clone();
    let written = sound(path, reading)?;
    problems.extend(PlanContext::on(today).of_written(path, &written, rubric));
    Ok(CheckedPlan { written, problems })
}

/// The plan of a file that was read, when it is sound.
pub(super) fn sound(path: &Path, mut reading: Reading) -> Result<WrittenPlan, Exit> {
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
        (Kind::Plan, "a plan is needed here"),
        "To write one from an assessment: chronic plan draft ASSESSMENT -o FILE",
    ))
}

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
fn status(args: &PlanStatus, rubric: &Rubric) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, StatusFormat::Table)?;
    let checked = read_plan(&args.plan, rubric, args.today)??;
    let plan = &checked.written.plan;
    let standing = Standing::new(plan, rubric, today_or(args.today), args.within);
    let by_owner = args.by == Some(StatusBy::Owner);
    target::not_a_source(file, [&args.plan])?;
    let text = match format {
        StatusFormat::Table => for_people::table(&standing, by_owner),
        StatusFormat::Markdown => for_people::markdown(&standing, by_owner),
        StatusFormat::Json => for_programs::json(&standing, by_owner)?,
        StatusFormat::Csv => target::text_of(|out| for_programs::csv(&standing, by_owner, out))?,
    };
    target::write_text(file, &text, format == StatusFormat::Table, args.force)?;
    checked.say(&args.plan, args.today);
    let is_late = args.strict && standing.count(State::Overdue) > 0;
    Ok(if is_late { Exit::Wrong } else { Exit::Well })
}

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
fn review(args: &PlanReview, rubric: &Rubric) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, RenderFormat::Markdown)?;
    let checked = read_plan(&args.plan, rubric, args.today)??;
    let plan = &checked.written.plan;
    let standing = Standing::new(plan, rubric, today_or(args.today), 0);
    let page = sheet(&standing);
    target::not_a_source(file, [&args.plan])?;
    target::write(file, format.written(&page).as_bytes(), args.force)?;
    checked.say(&args.plan, args.today);
    Ok(Exit::Well)
}
