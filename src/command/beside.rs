//! What `validate` says of a file beyond what stands in it: a plan beside its
//! assessment and on a day, a team assessment that is not yet agreed.

use std::path::Path;

use jiff::civil::Date;

use crate::command::{Exit, source};
use crate::file::agreed::not_agreed;
use crate::file::folder::{FoundFile, STDIN};
use crate::file::plan::WrittenPlan;
use crate::file::plan_coverage::{coverage, on_day};
use crate::file::read::{Content, Kind};
use crate::model::assessment::Assessment;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::command_line::word;
use crate::report::problem as report;

/// What plans are checked against.
#[derive(Debug)]
pub(super) struct Beside {
    /// The day.
    pub(super) today: Date,
    /// Instead of the assessment that a plan names.
    pub(super) assessment: Option<Assessment>,
}

impl Beside {
    /// Reads the assessment that was named on the command line. What is wrong in it has
    /// been printed when the answer is an exit.
    ///
    /// # Errors
    /// When the system refuses the file.
    pub(super) fn new(
        today: Option<Date>,
        assessment: Option<&Path>,
        rubric: &Rubric,
    ) -> anyhow::Result<Result<Self, Exit>> {
        let assessment = match assessment.map(|path| given(path, rubric)).transpose()? {
            None => None,
            Some(Ok(assessment)) => Some(assessment),
            Some(Err(exit)) => return Ok(Err(exit)),
        };
        Ok(Ok(Self {
            today: today_or(today),
            assessment,
        }))
    }

    /// The problems of a file that was read.
    pub(super) fn problems(&self, path: &Path, content: &Content, rubric: &Rubric) -> Vec<Problem> {
        match content {
            Content::Plan(written) => {
                let mut problems = on_day(written, self.today);
                problems.extend(self.of_plan(path, written, rubric));
                problems
            }
            Content::Assessment(assessment) => not_agreed(assessment).into_iter().collect(),
            Content::Response(_) | Content::OtherVersion(..) | Content::Rubric(_) => Vec::new(),
        }
    }

    fn of_plan(&self, path: &Path, written: &WrittenPlan, rubric: &Rubric) -> Vec<Problem> {
        if let Some(assessment) = &self.assessment {
            return coverage(written, assessment, rubric);
        }
        if written.plan.assessment.is_empty() {
            return Vec::new();
        }
        match named(path, &written.plan.assessment, rubric) {
            Ok(assessment) => coverage(written, &assessment, rubric),
            Err(problem) => vec![match &written.assessment {
                Some(place) => problem.at(place.clone()),
                None => problem,
            }],
        }
    }
}

/// The day that was given, or else the day it is here.
pub(super) fn today_or(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| jiff::ZonedDateTime::now().date())
}

fn given(path: &Path, rubric: &Rubric) -> anyhow::Result<Result<Assessment, Exit>> {
    use anyhow::Context;

    let shown = report::path(path);
    let reading = source::read_file(&FoundFile::named(path), rubric)
        .with_context(|| format!("{shown} cannot be read as a team assessment"))?;
    if let Some(Content::Assessment(assessment)) = reading.checked.value {
        return Ok(Ok(assessment));
    }
    Ok(Err(source::not_wanted(
        path,
        (reading.kind, reading.checked.problems),
        (Kind::TeamAssessment, "--assessment takes a team assessment"),
        "`chronic tally` of a folder of responses writes one with -o team.toml.",
    )))
}

/// The assessment that a plan names, relative to the plan's own file.
fn named(plan: &Path, name: &str, rubric: &Rubric) -> Result<Assessment, Problem> {
    const HELP: &str = "Type the path of the team assessment as seen from the folder of this plan, such as assessment = \"team-2026.toml\".";
    let mut path = plan.parent().unwrap_or(Path::new("")).join(name);
    // A file is meant: a plan makes nobody wait for what is typed in.
    if path.as_os_str() == STDIN {
        path = Path::new(".").join(path);
    }
    let reading = source::read_file(&FoundFile::named(&path), rubric).map_err(|error| {
        let why = if error.kind() == std::io::ErrorKind::NotFound {
            "is not there".to_owned()
        } else {
            format!("cannot be read ({})", source::in_words(&error))
        };
        Problem::new(
            Code::AssessmentNotFound,
            format!(
                "The assessment that this plan names {why}: {}.",
                report::path(&path)
            ),
            HELP,
        )
    })?;
    match (reading.checked.value, reading.kind) {
        (Some(Content::Assessment(assessment)), _) => Ok(assessment),
        (_, Some(kind)) if kind != Kind::TeamAssessment => Err(Problem::new(
            Code::AssessmentNotFound,
            format!(
                "{} is {}, and a plan names a team assessment.",
                report::path(&path),
                kind.name()
            ),
            HELP,
        )),
        _ => Err(Problem::new(
            Code::AssessmentNotFound,
            format!(
                "The assessment that this plan names cannot be used as it is: {}.",
                report::path(&path)
            ),
            format!(
                "`chronic validate {}` says what is wrong in it.",
                word(&path)
            ),
        )),
    }
}
