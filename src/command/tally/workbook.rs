//! `chronic tally` into a workbook.

use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::Tally;
use crate::command::source::Source;
use crate::command::{self, Exit, output, tally, target};
use crate::model::plan::Plan;
use crate::model::rubric::Rubric;
use crate::report::tally::View;
use crate::report::xlsx::{self, Contents};

/// A workbook in a terminal is noise, and may do harm; `-o -` says that it is meant.
///
/// # Errors
/// Wrong usage.
pub(super) fn not_to_a_terminal(file: Option<&Path>) -> anyhow::Result<()> {
    if file.is_none() && std::io::stdout().is_terminal() {
        bail!("a workbook cannot be shown in a terminal. Write it into a file: -o team.xlsx");
    }
    Ok(())
}

/// The plan that is named, if one is. What is wrong with it has been printed when the
/// answer is an exit.
///
/// # Errors
/// When the system refuses the file.
pub(super) fn plan(args: &Tally, rubric: &Rubric) -> anyhow::Result<Result<Option<Plan>, Exit>> {
    let Some(path) = &args.plan else {
        return Ok(Ok(None));
    };
    let read = command::plan::read_plan(path, rubric)?;
    Ok(read.map(|written| Some(written.plan)))
}

/// Writes the workbook of a source and the plan that follows from it.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn write(
    args: &Tally,
    rubric: &Rubric,
    source: &Source,
    plan: Option<&Plan>,
) -> anyhow::Result<Exit> {
    let mut view = View::new(rubric, &source.assessment);
    view.groups = tally::groups(
        args.grouped.respondents(),
        args.grouped.min_group,
        rubric,
        source,
    )?;
    if !xlsx::fits(rubric, &source.responses) {
        output::note(
            "note: the long data has more rows than a sheet holds, and is left out. `chronic tally --long` writes it as CSV.",
        );
    }
    let contents = Contents {
        view: &view,
        responses: &source.responses,
        plan,
    };
    let bytes = xlsx::write(&contents).context("the workbook could not be made")?;
    target::write(args.output.as_deref(), &bytes, args.force)?;
    Ok(source.exit)
}
