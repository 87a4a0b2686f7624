//! `chronic plan calendar`.

use std::path::Path;

use crate::cli::PlanCalendar;
use crate::command::beside::today_or;
use crate::command::plan::{read_plan, what_is_missing};
use crate::command::{Exit, output, target};
use crate::model::plan::Plan;
use crate::model::rubric::Rubric;
use crate::report::plan::calendar::calendar;
use crate::report::problem as report;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PlanCalendar, rubric: &Rubric) -> anyhow::Result<Exit> {
    let written = match read_plan(&args.plan, rubric)? {
        Ok(written) => written,
        Err(exit) => return Ok(exit),
    };
    let (text, without) = calendar(&written.plan, rubric, today_or(args.today));
    let file = args.output.as_deref();
    if let Some(file) = file {
        target::not_a_source(file, std::slice::from_ref(&args.plan))?;
    }
    target::write(file, text.as_bytes(), args.force)?;
    say_without(&args.plan, &written.plan, without);
    Ok(Exit::Well)
}

/// Says how many entries are not in the calendar.
fn say_without(path: &Path, plan: &Plan, without: usize) {
    let all = plan.actions.len() + plan.communications.len();
    let shown = report::path(path);
    let what = match without {
        0 if all > 0 => return,
        0 => format!("{shown} plans nothing yet, and the calendar is empty"),
        n if n == all => format!("no entry of {shown} has a due date, and the calendar is empty"),
        1 => {
            format!("1 of the {all} entries of {shown} has no due date and is not in the calendar")
        }
        n => format!(
            "{n} of the {all} entries of {shown} have no due date and are not in the calendar"
        ),
    };
    let more = if plan.incomplete() > 0 || all == 0 {
        what_is_missing(path)
    } else {
        // A complete plan may leave these days open.
        String::new()
    };
    let text = format!("warning: {what}. {more}");
    output::note(text.trim_end());
}
