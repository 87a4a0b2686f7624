//! `chronic tally` into a workbook.

use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::{Context, bail};

use crate::cli::Tally;
use crate::command::compared::{ComparedSource, say_what_is_odd};
use crate::command::plan::{self, CheckedPlan};
use crate::command::source::{Counting, Source, load};
use crate::command::{Exit, output, printed_commands, target};
use crate::disk::folder::STDIN;
use crate::files::content::Kind;
use crate::import::filled_workbook;
use crate::import::table::Table;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::word;
use crate::report::results::problem as report;
use crate::report::workbook::{self, Contents};

/// A workbook in a terminal is noise, and may do harm; `-o -` says that it is meant.
///
/// # Errors
/// Wrong usage.
pub(super) fn not_to_a_terminal(file: Option<&Path>) -> anyhow::Result<()> {
    if file.is_none() && std::io::stdout().is_terminal() {
        bail!("a workbook can't be shown on the screen. Save it to a file: -o team.xlsx");
    }
    Ok(())
}

/// The plan that is named, if one is. What is wrong with it has been printed when the
/// answer is an exit.
///
/// # Errors
/// When the system refuses the file.
pub(super) fn plan(
    args: &Tally,
    rubric: &Rubric,
) -> anyhow::Result<Result<Option<CheckedPlan>, Exit>> {
    let Some(path) = &args.plan else {
        return Ok(Ok(None));
    };
    let read = plan::read_plan(path, rubric, None)?;
    Ok(read.map(|checked| {
        checked.say(path, None);
        Some(checked)
    }))
}

/// Last year's source, if one is named. What is wrong with it has been printed when the answer
/// is an exit.
///
/// # Errors
/// How to exit.
pub(super) fn previous(
    args: &Tally,
    rubric: &Rubric,
    counting: Counting,
) -> Result<Option<Source>, Exit> {
    let counting = counting.of_any_version();
    let named = args.previous.is_some().then_some(args.previous.as_slice());
    named
        .map(|previous| load(previous, rubric, counting))
        .transpose()
}

/// Refuses to replace a workbook of another program, such as a form tool's export or a roster, and
/// one in which somebody typed what `new` doesn't have.
///
/// # Errors
/// That it is one, or the system refuses it.
fn nothing_is_lost(file: &Path, args: &Tally, new: &[u8], rubric: &Rubric) -> anyhow::Result<()> {
    let there = target::existing(file)?;
    let is_other = |old: &[u8]| old.starts_with(b"PK") && old != new;
    let Some(there) = there.filter(|there| is_other(there.bytes())) else {
        return Ok(());
    };
    let shown = report::path(file);
    let read = |bytes: &[u8]| filled_workbook::read(&Table::read(bytes), rubric);
    let Ok(old) = read(there.bytes()) else {
        bail!(
            "{shown} isn't a workbook that chronic made for this self-assessment, so --force won't replace it: it could be someone's answers. It wasn't changed. Choose another name, or move the file first"
        );
    };
    let Ok(new) = read(new) else { return Ok(()) };
    let back = old
        .typed_since(&new)
        .map(|kind| match (kind, &args.plan, &*args.sources) {
            (Kind::Plan, Some(plan), _) => format!("plan update {} {}", word(plan), word(file)),
            (Kind::Plan, None, _) => format!("plan update plan.toml {}", word(file)),
            (_, _, [team]) if team.is_file() => format!("tally {} -o {}", word(file), word(team)),
            _ => format!("tally {} -o team.toml", word(file)),
        });
    let back: Vec<String> = back.map(printed_commands::command).collect();
    if let [first, others @ ..] = &*back {
        let others: String = others.iter().map(|also| format!(" And: {also}")).collect();
        bail!(
            "people typed in {shown}, and the new workbook wouldn't have all of it, so it wasn't changed. Put what they typed into its file: {first}{others}. Or choose another name, or move the workbook first"
        );
    }
    if !args.force {
        bail!(
            "{shown} already exists, so it wasn't changed. The new workbook has all that was typed in the cells to fill in. Choose another name, or add --force to replace it"
        );
    }
    Ok(())
}

/// Writes the workbook of a source, with last year's, and the plan that follows from it.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn write(
    args: &Tally,
    rubric: &Rubric,
    (source, previous): (&Source, Option<&Source>),
    plan: Option<&CheckedPlan>,
) -> anyhow::Result<Exit> {
    let view = super::view(args, rubric, source)?;
    let long = args.long.then_some(&source.responses);
    let fitting = long.filter(|responses| workbook::fits(rubric, responses));
    if long.is_some() && fitting.is_none() {
        output::note(
            "note: the sheet with one row per answer would have too many rows, so it isn't in the workbook. To get it as CSV: chronic tally --long",
        );
    }
    if let Some(previous) = previous {
        let compared = [
            ComparedSource::at(args.previous.as_slice(), previous, rubric),
            ComparedSource::at(&args.sources, source, rubric),
        ];
        say_what_is_odd(&compared, true);
    }
    if let (Some(path), Some(plan)) = (&args.plan, plan) {
        plan.say_of_another_year(path, (&args.sources, source), rubric);
    }
    let contents = Contents {
        view: &view,
        long: fitting,
        plan: plan.map(|checked| &checked.written.plan),
        previous: previous.map(|previous| previous.side(rubric)),
    };
    let bytes = workbook::write(&contents).context("the workbook couldn't be made")?;
    let file = args.output.as_deref();
    if let Some(there) = file.filter(|file| file.as_os_str() != STDIN) {
        nothing_is_lost(there, args, &bytes, rubric)?;
    }
    target::write(file, &bytes, args.force)?;
    let exits = previous.into_iter().chain([source]).map(|read| read.exit);
    Ok(exits.max().unwrap_or(source.exit))
}
