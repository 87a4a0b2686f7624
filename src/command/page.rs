//! `chronic page`: of a team assessment, or of a plan.

use std::path::Path;

use anyhow::bail;

use crate::cli::PageArgs;
use crate::command::diff::{ComparedSource, say_what_is_odd};
use crate::command::in_context::{PlanContext, assessment_of};
use crate::command::source::{Counting, Source, bytes_of, load, not_wanted};
use crate::command::{Exit, output, printed_commands, rubric_for, target};
use crate::disk::folder::STDIN;
use crate::files::content::{Content, Kind, kind_of};
use crate::files::plan::page_states::rules;
use crate::files::read::read;
use crate::model::assessment::Assessment;
use crate::model::comparison::Side;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::page::debrief::{Debriefing, debrief};
use crate::report::page::plan::{PlanPage, plan_page};
use crate::report::results::group::GroupView;
use crate::report::results::problem as report;
use crate::report::results::tally::View;
use crate::toml::decode::EditedFile;

/// Runs the subcommand.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
pub(super) fn run(args: &PageArgs, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let file = args.output.as_deref();
    if let Some(file) = file.filter(|file| file.as_os_str() != STDIN) {
        let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
        if ending != "html" && ending != "htm" {
            bail!(
                "{} would be a web page. Choose a name that ends in .html",
                report::path(file)
            );
        }
    }
    if args.grouped.by.is_some() && args.responses.is_empty() {
        bail!(
            "--by needs individual responses, but a team assessment has only counts. Add --responses and the folder with the responses"
        );
    }
    let rubric = rubric_for(rubric)?;
    let bytes = bytes_of(&args.file, Kind::TeamAssessment)?;
    if kind_of(&bytes) == Some(Kind::Plan) {
        return of_plan(args, &bytes, &rubric);
    }
    let counting = Counting::of(args.counted);
    // What is wrong with any of the files is said in one run.
    let what = "a page fills in a team assessment or a plan";
    let assessment = assessment(&args.file, &bytes, &rubric, what);
    let previous = args.previous.as_slice();
    let previous =
        (!previous.is_empty()).then(|| load(previous, &rubric, counting.of_any_version()));
    let responses = (!args.responses.is_empty()).then(|| load(&args.responses, &rubric, counting));
    let sources = [&previous, &responses].into_iter().flatten();
    let exits = sources.map(Source::exit);
    let exits = exits.chain(assessment.as_ref().err().copied());
    let exit = exits.max().unwrap_or_default();
    let (Ok(assessment), Ok(previous), Ok(responses)) =
        (assessment, previous.transpose(), responses.transpose())
    else {
        return Ok(exit);
    };
    let sources = [&previous, &responses].into_iter().flatten();
    let sources = sources.flat_map(|source| &source.files);
    target::not_a_source(file, sources.chain([&args.file]))?;
    if let Some(responses) = &responses
        && responses.assessment.counts() != assessment.counts()
    {
        let shown = report::path(&args.file);
        let tally = printed_commands::tally(&args.responses, &args.file);
        output::note(format_args!(
            "error: {shown} counts other answers than these responses, so the groups wouldn't fit it. Count them first: {tally}"
        ));
        return Ok(Exit::Wrong);
    }
    let mut view = View::new(&rubric, &assessment);
    if let Some(source) = &responses {
        view.groups = source.groups(args.grouped.by, args.grouped.min_group, &rubric)?;
    }
    if let Some(why) = view.groups.as_ref().and_then(GroupView::why_none) {
        output::note(format_args!("note: {why}"));
    }
    let earlier: Vec<Side<'_>> = previous.iter().map(|source| source.side(&rubric)).collect();
    if let Some(previous) = &previous {
        let (assessment, rubric) = (&assessment, &rubric);
        let now = ComparedSource {
            name: report::path(&args.file),
            files: std::slice::from_ref(&args.file),
            side: Side { assessment, rubric },
        };
        let previous = ComparedSource::at(args.previous.as_slice(), previous, rubric);
        say_what_is_odd(&[previous, now], true);
    }
    let page = debrief(Debriefing {
        view: &view,
        file: &bytes,
        name: &name_of(&args.file, "team.toml"),
        earlier: &earlier,
    });
    target::write(file, page.as_bytes(), args.force)?;
    Ok(exit)
}

/// The team assessment in these bytes, which is to be filled in. What keeps it from being one has
/// been printed when the answer is an exit.
pub(super) fn assessment(
    path: &Path,
    bytes: &[u8],
    rubric: &Rubric,
    what: &str,
) -> Result<Assessment, Exit> {
    let refuse = |kind, problems| {
        let help = "To make one from the responses: chronic tally RESPONSES -o team.toml";
        not_wanted(path, (kind, problems), (Kind::TeamAssessment, what), help)
    };
    let reading = read(bytes, rubric);
    let Some(Content::Assessment(assessment)) = reading.checked.value else {
        let mut problems = reading.checked.problems;
        problems.retain(Problem::is_error);
        return Err(refuse(reading.kind, problems));
    };
    match EditedFile::new(bytes) {
        Ok(_) => {
            output::oddities(path, &reading.checked.problems);
            Ok(assessment)
        }
        Err(problem) => Err(refuse(reading.kind, vec![problem])),
    }
}

/// The name of a file, and of what is saved from its page.
fn name_of(path: &Path, usual: &str) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.filter(|name| name != STDIN)
        .map_or_else(|| usual.to_owned(), Into::into)
}

/// Writes the page of the plan in these bytes.
///
/// # Errors
/// Wrong usage, or the system refuses a file.
fn of_plan(args: &PageArgs, bytes: &[u8], rubric: &Rubric) -> anyhow::Result<Exit> {
    let of_assessments = [
        ("--previous", args.previous.is_some()),
        ("--responses", !args.responses.is_empty()),
        ("--by", args.grouped.by.is_some()),
    ];
    if let Some((option, _)) = of_assessments.iter().find(|(_, is_given)| *is_given) {
        bail!(
            "{option} is for the page of a team assessment, but this is a plan. Run this without {option}"
        );
    }
    let path = args.file.as_path();
    let reading = read(bytes, rubric);
    let Some(Content::Plan(written)) = &reading.checked.value else {
        return Ok(refused(path, reading.checked.problems));
    };
    if !written.is_sound {
        let mut problems = reading.checked.problems;
        problems.retain(|problem| problem.is_error() && !problem.code.is_incompleteness());
        return Ok(refused(path, problems));
    }
    if let Err(problem) = EditedFile::new(bytes) {
        return Ok(refused(path, vec![problem]));
    }
    let assessment = assessment_of(path, &written.plan.assessment, rubric);
    let rules = rules(&String::from_utf8_lossy(bytes), assessment.as_ref(), rubric);
    let mut other = reading.checked.problems.clone();
    other.extend(PlanContext::on(None).of_written(path, written, rubric));
    other.retain(|problem| !rules.codes.contains(&problem.code));
    let page = plan_page(PlanPage {
        rubric,
        plan: &written.plan,
        file: bytes,
        name: &name_of(path, "plan.toml"),
        rules: &rules.json,
        other: &other,
    });
    output::oddities(path, &reading.checked.problems);
    let file = args.output.as_deref();
    target::not_a_source(file, [&args.file])?;
    target::write(file, page.as_bytes(), args.force)?;
    Ok(Exit::Well)
}

fn refused(path: &Path, mut problems: Vec<Problem>) -> Exit {
    problems.retain(|problem| problem.is_error() || problem.code == Code::Encoding);
    output::problems(path, &problems);
    Exit::Wrong
}
