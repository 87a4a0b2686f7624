//! `chronic plan calendar`.

use crate::cli::PlanCalendar;
use crate::command::beside::today_or;
use crate::command::plan::read_plan;
use crate::command::{Exit, output, target};
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
    if without > 0 {
        output::note(format_args!(
            "note: {without} of the entries of {} {} no due date and {} not in the calendar.",
            report::path(&args.plan),
            if without == 1 { "has" } else { "have" },
            if without == 1 { "is" } else { "are" },
        ));
    }
    Ok(Exit::Well)
}
