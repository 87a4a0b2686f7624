//! `chronic plan draft`.

use std::fs;
use std::path::{Component, Path};

use anyhow::bail;

use crate::cli::PlanDraft;
use crate::command::plan::{source, team_assessment};
use crate::command::{Exit, output, tally, target};
use crate::file::folder::STDIN;
use crate::file::plan_draft::draft;
use crate::file::schema::with_hint;
use crate::model::agenda::agenda;
use crate::model::assessment::Assessment;
use crate::model::rubric::Rubric;
use crate::report::problem as report;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, a file that is there already, or the system refuses.
pub(super) fn run(args: &PlanDraft, rubric: &Rubric) -> anyhow::Result<Exit> {
    let file = args.output.as_deref().filter(|f| f.as_os_str() != STDIN);
    if let Some(file) = file
        && !args.force
        && fs::symlink_metadata(file).is_ok()
    {
        bail!(
            "{shown} is there already and was not touched. `chronic plan update {shown}` and the source adds to it what is missing; or choose another name",
            shown = report::path(file)
        );
    }
    let source = match source(&args.source, rubric) {
        Ok(source) => source,
        Err(exit) => return Ok(exit),
    };
    let from = team_assessment(&source).map(|team| relative(file, team));
    let text = draft(
        rubric,
        &source.assessment,
        from.as_deref().unwrap_or_default(),
    );
    let text = with_hint(args.schema.as_deref(), text);
    if let Some(file) = file {
        target::not_a_source(file, &source.files)?;
    }
    target::write(file, text.as_bytes(), args.force)?;
    if let Some(file) = file {
        output::note(format_args!(
            "Next: fill it in with the team. To see what is still missing: chronic validate {}",
            report::path(file)
        ));
    }
    tally::warn_of_names(&source, rubric);
    say_undecided(&source.assessment);
    Ok(source.exit)
}

/// Says what the draft leaves out because nobody decided.
pub(super) fn say_undecided(assessment: &Assessment) {
    let agenda = agenda(assessment);
    let mut open: Vec<usize> = agenda.undecided.into_iter().chain(agenda.open).collect();
    open.sort_unstable();
    if open.is_empty() {
        return;
    }
    let numbers: Vec<String> = open.iter().map(|at| (at + 1).to_string()).collect();
    let (what, number) = match numbers.len() {
        1 => ("1 practice is", "number"),
        n => (&*format!("{n} practices are"), "numbers"),
    };
    output::note(format_args!(
        "note: {what} not in the plan, since opinions differ, half or more do not know or it could be better, and nobody has decided what to do: {number} {}. Type the team's decision in the team assessment, then run this again.",
        numbers.join(", ")
    ));
}

/// The path of a file as seen from the folder of the plan, with `/`; as given where
/// there is no such path.
pub(super) fn relative(plan: Option<&Path>, file: &Path) -> String {
    let folder = match plan.map(Path::parent) {
        Some(Some(folder)) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (Ok(folder), Ok(target)) = (fs::canonicalize(folder), fs::canonicalize(file)) else {
        return with_slashes(file);
    };
    let from: Vec<Component<'_>> = folder.components().collect();
    let to: Vec<Component<'_>> = target.components().collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    // Another drive.
    if shared == 0 {
        return with_slashes(file);
    }
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to
        .iter()
        .skip(shared)
        .map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn with_slashes(path: &Path) -> String {
    let shown = path.to_string_lossy();
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown.into_owned()
    }
}
