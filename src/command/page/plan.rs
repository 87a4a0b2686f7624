//! `chronic page` of a plan.

use std::path::Path;

use anyhow::bail;

use crate::cli::PageArgs;
use crate::command::in_context::{PlanContext, assessment_of};
use crate::command::page::name_of;
use crate::command::source::not_wanted;
use crate::command::{Exit, target};
use crate::files::content::{Content, Kind};
use crate::files::plan::page_states::rules;
use crate::files::read::read;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::report::page::plan::{PlanPage, plan_page};
use crate::toml::decode::EditedFile;

/// Writes the page of the plan in these bytes.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PageArgs, bytes: &[u8], rubric: &Rubric) -> anyhow::Result<Exit> {
    let of_assessments = [
        ("--previous", args.previous.is_some()),
        ("--responses", !args.responses.is_empty()),
        ("--by", args.grouped.by.is_some()),
    ];
    if let Some((option, _)) = of_assessments.iter().find(|(_, is_given)| *is_given) {
        bail!(
            "{option} is for the page of a team assessment, but this is a plan. Run this without {option}"
        );
    }
    let path = args.file.as_path();
    let reading = read(bytes, rubric);
    let Some(Content::Plan(written)) = &reading.checked.value else {
        return Ok(refused(path, reading.checked.problems));
    };
    if !written.is_sound {
        let mut problems = reading.checked.problems;
        problems.retain(|problem| problem.is_error() && !problem.code.is_incompleteness());
        return Ok(refused(path, problems));
    }
    if let Err(problem) = EditedFile::new(bytes) {
        return Ok(refused(path, vec![problem]));
    }
    let assessment = assessment_of(path, &written.plan.assessment, rubric);
    let rules = rules(&String::from_utf8_lossy(bytes), assessment.as_ref(), rubric);
    let mut other = reading.checked.problems.clone();
    other.extend(PlanContext::on(None).of_written(path, written, rubric));
    other.retain(|problem| !rules.codes.contains(&problem.code));
    let page = plan_page(PlanPage {
        rubric,
        plan: &written.plan,
        file: bytes,
        name: &name_of(path, "plan.toml"),
        rules: &rules.json,
        other: &other,
    });
    let file = args.output.as_deref();
    target::not_a_source(file, [&args.file])?;
    target::write(file, page.as_bytes(), args.force)?;
    Ok(Exit::Well)
}

fn refused(path: &Path, mut problems: Vec<Problem>) -> Exit {
    problems.retain(|problem| problem.is_error() || problem.code == crate::problem::Code::Encoding);
    not_wanted(
        path,
        (Some(Kind::Plan), problems),
        (Kind::Plan, "a page fills in a plan"),
        "",
    )
}
