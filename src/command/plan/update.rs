//! `chronic plan update`.

use std::path::Path;

use crate::cli::{PlanSource, PlanUpdate};
use crate::command::in_context::{beside, relative};
use crate::command::plan::draft::{say_undecided, without_comments};
use crate::command::plan::{checked, drafting, sound, source, team_assessment};
use crate::command::source::bytes_of;
use crate::command::{Exit, filled_workbook, names_in_comments, output, printed_commands, target};
use crate::disk::folder::STDIN;
use crate::disk::save;
use crate::files::bytes::is_one_file;
use crate::files::content::Kind;
use crate::files::plan::new_entry::has_no_answers;
use crate::files::plan::read::WrittenPlan;
use crate::files::plan::update::{Updated, update};
use crate::files::read::read;
use crate::model::plan::year::PlanYear;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::{word, words};
use crate::report::formats::escape;
use crate::report::results::problem as report;
use crate::toml::decode::EditedFile;

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn run(args: &PlanUpdate, rubric: &Rubric) -> anyhow::Result<Exit> {
    if let Some(workbook) = filled_workbook::workbook(&args.sources, args.prefer)? {
        return filled_workbook::plan(args, workbook, rubric);
    }
    let shown = report::path(&args.plan);
    let bytes = bytes_of(&args.plan, Kind::Plan)?;
    let written =
        sound(&args.plan, read(&bytes, rubric)).map_err(|exit| untouched(&shown, exit))?;
    let file = match EditedFile::new(&bytes) {
        Ok(file) => file,
        Err(problem) => {
            output::problems(&args.plan, [&problem]);
            return Ok(untouched(&shown, Exit::Wrong));
        }
    };
    // A plan that can be shared stays one.
    let is_kept_without = !args.source.no_documentation
        && !written.plan.actions.is_empty()
        && has_no_answers(file.text.as_str(), &rubric.labels);
    let reading = PlanSource {
        no_documentation: args.source.no_documentation || is_kept_without,
        counted: args.source.counted,
    };
    let source = source(&args.sources, &reading, rubric)?;
    let drafting = drafting(&reading, rubric, &source, "");
    let updated = update(file.text.as_str(), &written.plan, &drafting);
    let new = file.with(&updated.text);
    // Read again before it is saved: no plan is worth less than before.
    let Ok(checked) = checked(&args.plan, read(&new, rubric), rubric, None) else {
        return Ok(untouched(&shown, Exit::Refused));
    };
    target::readable(
        Kind::Plan,
        &updated.text,
        "Start a new plan: chronic plan draft ASSESSMENT -o FILE",
    )?;
    write(&args.plan, &bytes, &new)?;
    say(&shown, &updated, rubric);
    if let Some(team) = team_assessment(&source) {
        say_other_assessment(&args.plan, &written, team);
    }
    if !updated.added.is_empty() {
        if is_kept_without {
            output::note(format_args!(
                "note: {shown} has no answers or comments, so none were added."
            ));
        }
        names_in_comments::warn_of_its_names(&source, rubric);
    }
    let plan = Some(&*args.plan).filter(|plan| plan.as_os_str() != STDIN);
    let options = without_comments(&reading);
    if PlanYear::new(&written.plan, &source.assessment).is_older() {
        let (sources, last) = (words(&args.sources), word(&args.plan));
        output::note(format_args!(
            "note: {shown} is an older year's plan. To begin a new year's plan from it: {}",
            printed_commands::command(format_args!(
                "plan draft {sources} --after {last}{options} -o new-plan.toml"
            ))
        ));
    }
    say_undecided(&source, plan, &args.sources, options, rubric);
    checked.say(&args.plan, None);
    Ok(source.exit)
}

fn untouched(shown: &str, exit: Exit) -> Exit {
    output::note(format_args!("error: {shown} wasn't changed."));
    exit
}

fn write(plan: &Path, old: &[u8], new: &[u8]) -> anyhow::Result<()> {
    if plan.as_os_str() == STDIN {
        return output::result_with(|out| out.write_all(new));
    }
    if old != new {
        save::replace(plan, old, new)?;
    }
    Ok(())
}

/// Says what was put in, and what is no longer asked for.
fn say(shown: &str, updated: &Updated, rubric: &Rubric) {
    output::note(match updated.added.len() {
        0 => format!(
            "{shown} already covers everything that the assessment asks for. Nothing was changed."
        ),
        1 => format!("Added 1 entry to {shown}. Nothing else was changed."),
        n => format!("Added {n} entries to {shown}. Nothing else was changed."),
    });
    for (kind, about) in &updated.added {
        output::note(format_args!("  {kind}: {}", escape::terminal(about)));
    }
    for practice in &updated.settled {
        output::note(format_args!(
            "note: {} isn't a priority in this assessment, but the plan has an open action for it, which wasn't changed. If you no longer need it, type status = \"dropped\" for it, and say why in progress.",
            escape::terminal(&rubric.named(*practice))
        ));
    }
}

/// The line that names the assessment is the team's, and stays.
fn say_other_assessment(plan: &Path, written: &WrittenPlan, team: &Path) {
    let named = &written.plan.assessment;
    if !named.is_empty() && is_one_file(&beside(plan, named), team) {
        return;
    }
    let now = match &*escape::terminal(named) {
        "" => "names no assessment".to_owned(),
        named => format!("names a different assessment ({named})"),
    };
    let given = Some(plan).filter(|p| p.as_os_str() != STDIN);
    output::note(format_args!(
        "note: the plan {now}. To check it against this one, type in it: assessment = \"{}\"",
        escape::terminal(&relative(given, team))
    ));
}
