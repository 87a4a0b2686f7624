//! `chronic plan review`.

use crate::cli::{PlanReview, RenderFormat};
use crate::command::in_context::today_or;
use crate::command::plan::read_plan;
use crate::command::{Exit, target};
use crate::model::rubric::Rubric;
use crate::report::results::plan::Standing;
use crate::report::results::plan::review::review;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PlanReview, rubric: &Rubric) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    let format = target::format(args.format, file, RenderFormat::Markdown)?;
    let checked = read_plan(&args.plan, rubric, args.today)??;
    let plan = &checked.written.plan;
    let standing = Standing::new(plan, rubric, today_or(args.today), 0);
    let page = review(&standing);
    target::not_a_source(file, [&args.plan])?;
    target::write(file, format.written(&page).as_bytes(), args.force)?;
    checked.say(&args.plan, args.today);
    Ok(Exit::Well)
}
