//! A workbook that a team filled in, read back into its assessment or its plan.

use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{PlanUpdate, Tally, TallyFormat};
use crate::command::next::{NextStep, Wrote};
use crate::command::plan::{checked, sound};
use crate::command::source::{bytes_of, why_no};
use crate::command::{Exit, output, page, printed_commands, target};
use crate::disk::folder::STDIN;
use crate::disk::save;
use crate::files::bytes::bytes_up_to;
use crate::files::content::{Content, Kind};
use crate::files::read::read;
use crate::import::filled_workbook::{self, Filled, Prefer, Written, into_plan, into_team};
use crate::import::form_export::MOST_BYTES;
use crate::import::table::Table;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::words::counted;

/// The workbook, where a source is one.
///
/// # Errors
/// Wrong usage: there is more than that, or `--prefer` without one.
pub(super) fn workbook(
    sources: &[PathBuf],
    prefer: Option<Prefer>,
) -> anyhow::Result<Option<&Path>> {
    let is_workbook = |path: &&PathBuf| {
        let ending = path.extension().unwrap_or_default();
        ending.eq_ignore_ascii_case("xlsx")
    };
    match (sources.iter().find(is_workbook), sources) {
        (Some(workbook), [_]) => Ok(Some(workbook)),
        (Some(workbook), _) => bail!(
            "{} is a workbook. Name it alone to read it back into the file it was made from",
            shown(workbook)
        ),
        (None, _) if prefer.is_some() => {
            bail!("--prefer works only when a workbook (.xlsx) is read back")
        }
        (None, _) => Ok(None),
    }
}

/// Puts what was typed into a workbook into a team assessment.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn team(args: &Tally, workbook: &Path, rubric: &Rubric) -> anyhow::Result<Exit> {
    let is_team = args.format.is_none_or(|format| format == TallyFormat::Toml);
    let file = args.output.as_deref();
    let Some(file) = file.filter(|file| is_team && file.as_os_str() != STDIN) else {
        bail!(
            "a workbook is read back into the team assessment it was made from. Name that: {}",
            printed_commands::command(format_args!("tally {} -o team.toml", word(workbook)))
        );
    };
    let is_alone = args.grouped.by.is_none()
        && args.roster.is_none()
        && args.plan.is_none()
        && args.previous.is_none()
        && !(args.long || args.no_documentation || args.renew_documentation || args.force);
    if !is_alone {
        bail!("a workbook is read back without other options than -o, --prefer, and --rubric");
    }
    let Some(bytes) = target::existing_team_file(file)? else {
        bail!(
            "{} doesn't exist. A workbook is read back into the team assessment with its counts. Count the responses first: chronic tally RESPONSES -o {}",
            shown(file),
            word(file)
        );
    };
    let filled = filled(workbook, rubric)?;
    let what = "a workbook is read back into a team assessment";
    let team = page::assessment(file, &bytes, rubric, what)?;
    let team = (&*bytes, &team);
    let written = into_team(&filled, team, rubric, &escape::sheet_lines, args.prefer);
    let exit = save((workbook, file), &bytes, written, Kind::TeamAssessment)?;
    if exit == Exit::Well
        && let Ok(now) = target::existing_team_file(file)
        && let Some(Content::Assessment(team)) =
            now.and_then(|bytes| read(&bytes, rubric).checked.value)
    {
        output::note(NextStep::after_team(Wrote::Team(file), file, &team, rubric));
    }
    Ok(exit)
}

/// Puts what was typed into a workbook into a plan.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn plan(args: &PlanUpdate, workbook: &Path, rubric: &Rubric) -> anyhow::Result<Exit> {
    if args.plan.as_os_str() == STDIN {
        bail!("a workbook is read back into a file. Name the plan instead of -");
    }
    let bytes = bytes_of(&args.plan, Kind::Plan)?;
    let plan = sound(&args.plan, read(&bytes, rubric))?.plan;
    let filled = filled(workbook, rubric)?;
    let plan = (&*bytes, &plan);
    let written = into_plan(&filled, plan, rubric, &escape::sheet_lines, args.prefer);
    let exit = save((workbook, &args.plan), &bytes, written, Kind::Plan)?;
    if exit == Exit::Well {
        let now = bytes_of(&args.plan, Kind::Plan)?;
        if let Ok(checked) = checked(&args.plan, read(&now, rubric), rubric, None) {
            checked.say(&args.plan, None);
        }
    }
    Ok(exit)
}

/// What a workbook has.
fn filled(workbook: &Path, rubric: &Rubric) -> anyhow::Result<Filled> {
    let bytes = bytes_up_to(workbook, MOST_BYTES).map_err(why_no(workbook, "this workbook"))?;
    Ok(
        filled_workbook::read(&Table::read(&bytes), rubric).map_err(|problem| {
            output::problems(workbook, [&problem]);
            Exit::Wrong
        })?,
    )
}

/// Saves the file with what was typed, and says what was done.
fn save(
    (workbook, file): (&Path, &Path),
    old: &[u8],
    written: Result<Written, Vec<Problem>>,
    kind: Kind,
) -> anyhow::Result<Exit> {
    let (from, to) = (shown(workbook), shown(file));
    let written = written.map_err(|problems| {
        output::problems(workbook, &problems);
        output::note(format_args!("error: {to} wasn't changed."));
        Exit::Wrong
    })?;
    let text = String::from_utf8_lossy(&written.bytes);
    target::readable(kind, &text, "Shorten what was typed in the workbook.")?;
    let is_all = written.told.is_empty() && written.left_out.is_empty();
    if written.bytes == old && !is_all {
        output::note(format_args!(
            "There was nothing to put into {to}, so it wasn't changed."
        ));
    } else if written.bytes == old {
        output::note(format_args!(
            "{to} already has everything that was typed in {from}. Nothing was changed."
        ));
    } else {
        save::replace(file, old, &written.bytes)?;
        output::note(format_args!(
            "Put {} from {from} into {to}. Nothing else was changed.",
            counted(written.values, "value")
        ));
    }
    for told in &written.told {
        output::note(format_args!("note: {}", escape::terminal(told)));
    }
    for left_out in &written.left_out {
        output::note(format_args!("error: {}", escape::terminal(left_out)));
    }
    Ok(match written.left_out.is_empty() {
        true => Exit::Well,
        false => Exit::Wrong,
    })
}
