//! What `validate` says of a file beyond what stands in it: a plan beside its
//! assessment and on a day, a team assessment that is not yet agreed.

use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::Date;

use crate::command::{printed_commands, source};
use crate::disk::folder::{STDIN, folder_of};
use crate::disk::refusal::in_words;
use crate::files::content::{Content, Kind};
use crate::files::plan::coverage::{PlanCommands, coverage, on_day};
use crate::files::plan::read::WrittenPlan;
use crate::files::team::undecided::not_agreed;
use crate::model::assessment::Assessment;
use crate::model::dates::year::{due_again, first_year, is_another, is_same};
use crate::model::each_once::only;
use crate::model::plan::Plan;
use crate::model::plan::year::PlanYear;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem as report;

/// What plans are checked against.
#[derive(Debug)]
pub(super) struct PlanContext {
    /// The day.
    pub(super) today: Date,
    /// Instead of the assessment that a plan names.
    pub(super) assessment: Option<(PathBuf, Assessment)>,
}

impl PlanContext {
    /// Those that plans name themselves, on this day or else today.
    pub(super) fn on(today: Option<Date>) -> Self {
        Self {
            today: today_or(today),
            assessment: None,
        }
    }

    /// The problems of a file that was read.
    pub(super) fn problems(&self, path: &Path, content: &Content, rubric: &Rubric) -> Vec<Problem> {
        match content {
            Content::Plan(written) => self.of_written(path, written, rubric),
            Content::Assessment(assessment) => not_agreed(assessment).into_iter().collect(),
            Content::Response(_) | Content::OtherVersion(..) | Content::Rubric(_) => Vec::new(),
        }
    }

    /// The problems of a plan that was read, beyond what stands in it.
    pub(super) fn of_written(
        &self,
        path: &Path,
        written: &WrittenPlan,
        rubric: &Rubric,
    ) -> Vec<Problem> {
        let mut problems = on_day(written, self.today);
        problems.extend(self.of_plan(path, written, rubric));
        problems
    }

    fn of_plan(&self, path: &Path, written: &WrittenPlan, rubric: &Rubric) -> Vec<Problem> {
        let read = match &self.assessment {
            Some(given) => Ok(given.clone()),
            None if written.plan.assessment.is_empty() => return Vec::new(),
            None => the_plans_own(path, &written.plan, rubric),
        };
        let (team, assessment) = match &read {
            Ok((team, assessment)) => (&**team, assessment),
            Err(problem) => return vec![problem.clone().or_at(written.assessment.as_ref())],
        };
        let commands = commands(path, team, assessment);
        let mut problems = coverage(written, assessment, rubric, &commands);
        if self.assessment.is_some() {
            problems.extend(names_another(path, written, (team, assessment), rubric));
        }
        problems
    }
}

/// The assessment that a plan names, or why it isn't held against that.
fn the_plans_own(
    path: &Path,
    plan: &Plan,
    rubric: &Rubric,
) -> Result<(PathBuf, Assessment), Problem> {
    let team = beside(path, &plan.assessment);
    let assessment = named(&team, rubric).map_err(|problem| Problem {
        help: renamed(path, &team, plan, rubric).unwrap_or(problem.help),
        ..problem
    })?;
    match of_later_year(path, plan, (&team, &assessment)) {
        Some(problem) => Err(problem),
        None => Ok((team, assessment)),
    }
}

/// The day that was given, or else the day it is here.
pub(super) fn today_or(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
}

/// The assessment that was named on the command line.
///
/// # Errors
/// When the system refuses the file, or it is no team assessment: an [`Exit`](crate::command::Exit).
pub(super) fn given(path: &Path, rubric: &Rubric) -> anyhow::Result<(PathBuf, Assessment)> {
    let shown = report::path(path);
    let reading = source::read_file(path, rubric)
        .with_context(|| format!("{shown} isn't a team assessment, or can't be read as one"))?;
    if let Some(Content::Assessment(assessment)) = reading.checked.value {
        return Ok((path.to_owned(), assessment));
    }
    bail!(source::not_wanted(
        path,
        (reading.kind, reading.checked.problems),
        (Kind::TeamAssessment, "--assessment needs a team assessment"),
        "To make one from a folder of responses: chronic tally responses -o team.toml",
    ))
}

/// That a plan names the assessment of another year than the one that was given.
fn names_another(
    path: &Path,
    written: &WrittenPlan,
    (team, assessment): (&Path, &Assessment),
    rubric: &Rubric,
) -> Option<Problem> {
    let name = &written.plan.assessment;
    let named = assessment_of(path, name, rubric)?;
    let whose = match &named.cycle {
        Some(cycle) if named.cycle != assessment.cycle => {
            format!("{}'s", escape::terminal(cycle))
        }
        _ => "another school year's".to_owned(),
    };
    let problem = Problem::new(
        Code::AssessmentNotFound,
        format!(
            "This plan names {}, which is {whose} assessment.",
            report::path(Path::new(name)),
        ),
        format!(
            "If the plan is for the year of {}, type the path of that, starting from the folder the plan is in: assessment = \"{}\"",
            report::path(team),
            escape::terminal(&relative(Some(path), team))
        ),
    );
    let problem = problem.or_at(written.assessment.as_ref());
    is_another(&named, assessment).then_some(problem)
}

/// That a plan names the assessment of an earlier year: by the years that both say, and it was
/// adopted when the next round was due. One for several years was gone over since.
fn of_later_year(
    path: &Path,
    plan: &Plan,
    (team, assessment): (&Path, &Assessment),
) -> Option<Problem> {
    let cycle = assessment.cycle.as_deref().unwrap_or_default();
    let years = first_year(&plan.cycle).zip(first_year(cycle));
    let is_later = years.is_some_and(|(plan, team)| plan > team)
        && plan
            .adopted
            .zip(due_again(assessment))
            .is_some_and(|(day, again)| day >= again)
        && plan.renewed.is_none();
    let check =
        printed_commands::command(format_args!("validate {} --assessment FILE", word(path)));
    let [own, theirs] = [&plan.cycle, cycle].map(escape::terminal);
    let team = report::path(team);
    is_later.then(|| {
        Problem::new(
            Code::AssessmentNotFound,
            format!("This plan is for {own}, but {team} is {theirs}'s assessment."),
            format!(
                "Type the path to the assessment that the plan follows from, starting from the folder this plan is in, such as assessment = \"team-2026.toml\". To check the plan against it first: {check}"
            ),
        )
    })
}

/// That a plan is for another year than what it is read with, in a sentence; `name` is what messages
/// call that.
pub(super) fn of_another_year(
    path: &Path,
    plan: &Plan,
    (name, assessment): (&str, &Assessment),
    rubric: &Rubric,
) -> Option<String> {
    let named = assessment_of(path, &plan.assessment, rubric);
    let own = Some(&*plan.cycle).filter(|cycle| !cycle.is_empty());
    let cycle = own.or_else(|| named.as_ref()?.cycle.as_deref());
    let cycles = cycle.zip(assessment.cycle.as_deref());
    let differ = cycles.filter(|(plan, other)| !is_same(plan, other));
    let is_older = PlanYear::new(plan, assessment).is_older();
    let is_anothers = match &named {
        // One for several years was gone over since.
        Some(named) => is_another(named, assessment) && (is_older || plan.renewed.is_none()),
        None => is_older || plan.renewed.is_none() && differ.is_some(),
    };
    let path = report::path(path);
    is_anothers.then(|| match differ {
        Some((plan, other)) => {
            let [plan, other] = [plan, other].map(escape::terminal);
            format!("{path} is {plan}'s plan, but {name} has {other}'s answers")
        }
        None => format!("{path} isn't the plan for the school year of {name}"),
    })
}

/// The assessment that a plan names, where it can be read.
pub(super) fn assessment_of(plan: &Path, name: &str, rubric: &Rubric) -> Option<Assessment> {
    if name.is_empty() {
        return None;
    }
    named(&beside(plan, name), rubric).ok()
}

/// The path of the assessment that a plan names, relative to the plan's own file.
pub(super) fn beside(plan: &Path, name: &str) -> PathBuf {
    let path = plan.parent().unwrap_or(Path::new("")).join(name);
    // A file is meant: a plan makes nobody wait for what is typed in.
    if path.as_os_str() == STDIN {
        Path::new(".").join(path)
    } else {
        path
    }
}

/// What goes on from a plan, as commands that work as typed.
fn commands(plan: &Path, team: &Path, assessment: &Assessment) -> PlanCommands {
    let year = assessment.cycle.as_deref().map(stem).unwrap_or_default();
    let new = match &*year {
        "" => "new-plan.toml".to_owned(),
        year => format!("plan-{year}.toml"),
    };
    let new = plan.with_file_name(new);
    let (plan, team) = (word(plan), word(team));
    PlanCommands {
        update: printed_commands::command(format_args!("plan update {plan} {team}")),
        next_year: printed_commands::command(format_args!(
            "plan draft {team} --after {plan} -o {}",
            word(&new)
        )),
    }
}

/// What of a school year can be in the name of a file.
fn stem(cycle: &str) -> String {
    let parts = cycle.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// What to type where an assessment that isn't there anymore was likely renamed: one where it was
/// is of the plan's school year, and no other.
fn renamed(path: &Path, team: &Path, plan: &Plan, rubric: &Rubric) -> Option<String> {
    if team.symlink_metadata().is_ok() {
        return None;
    }
    let is_its = |there: &Content| {
        let Content::Assessment(there) = there else {
            return false;
        };
        let is_same = |cycle: &String| is_same(cycle, &plan.cycle);
        plan.cycle.is_empty() || there.cycle.as_ref().is_some_and(is_same)
    };
    let only = only(next_to(team, rubric, is_its))?;
    Some(format!(
        "If it was renamed, type assessment = \"{}\".",
        escape::terminal(&relative(Some(path), &only))
    ))
}

/// The files in the folder of this one in which there is what is wanted.
pub(super) fn next_to<'p>(
    file: &'p Path,
    rubric: &'p Rubric,
    is_wanted: impl Fn(&Content) -> bool + 'p,
) -> impl Iterator<Item = PathBuf> + 'p {
    let entries = fs::read_dir(folder_of(file))
        .into_iter()
        .flatten()
        .flatten();
    let files = entries.map(|entry| file.with_file_name(entry.file_name()));
    files.filter(move |path| {
        path.extension().is_some_and(|ending| ending == "toml")
            && source::content(path, rubric).is_some_and(|content| is_wanted(&content))
    })
}

/// The assessment that a plan names.
fn named(path: &Path, rubric: &Rubric) -> Result<Assessment, Problem> {
    const HELP: &str = "Type the path to the team assessment, starting from the folder this plan is in, such as assessment = \"team-2026.toml\".";
    let shown = report::path(path);
    let not_found =
        |message: String, help: &str| Problem::new(Code::AssessmentNotFound, message, help);
    let reading = source::read_file(path, rubric).map_err(|error| {
        let what = match error.kind() {
            ErrorKind::NotFound => "doesn't exist".to_owned(),
            _ => format!("can't be read ({})", in_words(&error)),
        };
        let message = format!("The assessment named in this plan {what}: {shown}.");
        match error.kind() {
            ErrorKind::PermissionDenied => {
                Problem::new(Code::Refused, message, "Ask for access to it.")
            }
            _ => not_found(message, HELP),
        }
    })?;
    match (reading.checked.value, reading.kind) {
        (Some(Content::Assessment(assessment)), _) => Ok(assessment),
        (_, Some(kind)) if kind != Kind::TeamAssessment => {
            let what = kind.words();
            let message = format!("{shown} is {what}. A plan has to name a team assessment.");
            Err(not_found(message, HELP))
        }
        _ => {
            let see = printed_commands::command(format_args!("validate {}", word(path)));
            let message = format!("The assessment named in this plan has errors: {shown}.");
            Err(not_found(message, &format!("To see them: {see}")))
        }
    }
}

/// The path of a file as seen from the folder of the plan, with `/`; as given where
/// there is no such path.
pub(super) fn relative(plan: Option<&Path>, file: &Path) -> String {
    let folder = plan.map_or(Path::new("."), folder_of);
    let (Ok(folder), Ok(target)) = (fs::canonicalize(folder), fs::canonicalize(file)) else {
        return with_slashes(file);
    };
    let both = folder.components().zip(target.components());
    let shared = both.take_while(|(a, b)| a == b).count();
    // Another drive.
    if shared == 0 {
        return with_slashes(file);
    }
    let up = folder.components().skip(shared);
    let up = up.map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(target.components().skip(shared)).collect();
    with_slashes(&path)
}

fn with_slashes(path: &Path) -> String {
    let shown = path.to_string_lossy();
    match cfg!(windows) {
        true => shown.replace('\\', "/"),
        false => shown.into_owned(),
    }
}
