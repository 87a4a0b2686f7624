//! `chronic plan status`.

use crate::cli::{PlanStatus, StatusBy, StatusFormat};
use crate::command::in_context::today_or;
use crate::command::plan::read_plan;
use crate::command::{Exit, target};
use crate::model::plan::status::State;
use crate::model::rubric::Rubric;
use crate::report::results::plan::{Standing, for_people, for_programs};

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PlanStatus, rubric: &Rubric) -> anyhow::Result<Exit> {
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
