//! `chronic plan draft`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{PlanDraft, PlanSource};
use crate::command::in_context::relative;
use crate::command::next::{NextStep, Wrote, team_for};
use crate::command::plan::{drafting, sound, source, team_assessment};
use crate::command::source::{Source, bytes_of};
use crate::command::{Exit, names_in_comments, output, printed_commands, target};
use crate::disk::folder::STDIN;
use crate::files::content::Kind;
use crate::files::plan::draft::draft;
use crate::files::plan::new_entry::{Before, Drafting};
use crate::files::read::BytesReader;
use crate::files::schema::with_hint;
use crate::model::plan::Plan;
use crate::model::plan::agenda::{AgendaPart, practices_of};
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::{word, words};
use crate::report::results::problem as report;
use crate::toml::decode::decode;
use crate::words::{agreeing, counted, numbered};

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, a file that is there already, or the system refuses.
pub(super) fn run(args: &PlanDraft, rubric: &Rubric) -> anyhow::Result<Exit> {
    let file = args.output.as_deref().filter(|f| f.as_os_str() != STDIN);
    target::only_format(file, "a plan", "toml")?;
    if let Some(file) = file
        && !args.force
        && fs::symlink_metadata(file).is_ok()
    {
        let (plan, sources) = (word(file), words(&args.sources));
        let options = without_comments(&args.source);
        bail!(
            "{} already exists and wasn't changed. Choose another name. Or, to add what's missing: {}",
            report::path(file),
            printed_commands::command(format_args!("plan update {plan} {sources}{options}"))
        );
    }
    let last = args.after.as_deref().map(|path| last(path, rubric));
    let last = last.transpose()?;
    let source = source(&args.sources, &args.source, rubric)?;
    let from = team_assessment(&source).map(|team| relative(file, team));
    let mut from = from.unwrap_or_default();
    if from.contains(char::REPLACEMENT_CHARACTER) {
        from.clear();
        output::note(
            "note: the plan doesn't name its assessment, because the name of that file isn't text. Rename it, and type its new name for assessment.",
        );
    }
    let last = last
        .as_ref()
        .map(|(name, text, plan)| Before { name, text, plan });
    let text = draft(&Drafting {
        after: last.as_ref(),
        ..drafting(&args.source, rubric, &source, &from)
    });
    let text = with_hint(args.schema.as_deref(), text);
    target::readable(Kind::Plan, &text, target::SHORTER)?;
    target::not_a_source(file, source.files.iter().chain(&args.after))?;
    target::write(file, text.as_bytes(), args.force)?;
    names_in_comments::warn_of_its_names(&source, rubric);
    let mut options = without_comments(&args.source).to_owned();
    if let Some(last) = args.after.as_deref().filter(|_| file.is_none()) {
        options.push_str(&format!(" --after {}", word(last)));
    }
    say_undecided(&source, file, &args.sources, &options, rubric);
    if let Some(file) = file {
        let fill_in = || NextStep::fill_in(file);
        let wrote = Wrote::Plan(file);
        output::note(NextStep::after(wrote, &source.assessment, rubric, fill_in));
    }
    Ok(source.exit)
}

/// The plan of the year before: how comments name it, its text, and what was read from it.
/// It is not held against the new assessment.
fn last(path: &Path, rubric: &Rubric) -> anyhow::Result<(String, String, Plan)> {
    let bytes = bytes_of(path, Kind::Plan)?;
    let reading = BytesReader::of_any_version(rubric).read(&bytes);
    let problems = reading.checked.problems.clone();
    let written = sound(path, reading)?;
    if written.is_other_version {
        output::note(format_args!(
            "note: {} is for another version of the self-assessment. Its practices are matched by id.",
            report::path(path)
        ));
    }
    let plan = written.plan;
    output::oddities(path, &problems);
    let text = decode(&bytes).map_or_else(|_| String::new(), |d| d.text.as_str().to_owned());
    let name = path.file_name().unwrap_or(path.as_os_str());
    Ok((name.to_string_lossy().into_owned(), text, plan))
}

/// The option that keeps answers and comments out of a plan, where it was given.
pub(super) const fn without_comments(args: &PlanSource) -> &'static str {
    match args.no_documentation {
        true => " --no-documentation",
        false => "",
    }
}

/// Says what the plan leaves out because nobody decided, and what to do about it; `plan` is
/// the file that it is in, and `options` are those that the command has to have again.
pub(super) fn say_undecided(
    source: &Source,
    plan: Option<&Path>,
    sources: &[PathBuf],
    options: &str,
    rubric: &Rubric,
) {
    let parts = [AgendaPart::Undecided, AgendaPart::Open];
    let open = practices_of(&source.assessment, &parts);
    if open.is_empty() {
        return;
    }
    let numbers: Vec<usize> = open.iter().map(|at| at + 1).collect();
    let what = counted(numbers.len(), "practice");
    let are = agreeing(numbers.len(), "isn't", "aren't");
    let them = agreeing(numbers.len(), "it", "them");
    // Responses have no place for a decision.
    let new = [team_for(Path::new(""), &source.assessment, rubric)];
    let (first, decided) = if source.responses.is_empty() {
        (String::new(), sources)
    } else {
        let tally = printed_commands::tally(sources, &new[0]);
        (format!("First: {tally}\n"), &new[..])
    };
    let team = words(decided);
    let then = printed_commands::command(match plan {
        Some(plan) => format!("plan update {} {team}{options}", word(plan)),
        None => format!("plan draft {team}{options}"),
    });
    output::note(format_args!(
        "note: {what} {are} in the plan because the team hasn't decided what to do about {them}: {}.\n{first}Type the team's decisions in {team}, and then run: {then}",
        numbered("number", &numbers)
    ));
}
