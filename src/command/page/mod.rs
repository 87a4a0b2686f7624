//! `chronic page`: of a team assessment; that of a plan is `plan`'s.

mod plan;

use std::path::Path;

use anyhow::bail;

use crate::cli::PageArgs;
use crate::command::compared::{ComparedSource, say_what_is_odd};
use crate::command::source::{Counting, Source, bytes_of, load, not_wanted};
use crate::command::{Exit, output, printed_commands, rubric_for, target};
use crate::disk::folder::STDIN;
use crate::files::content::{Content, Kind, kind_of};
use crate::files::read::read;
use crate::model::assessment::Assessment;
use crate::model::comparison::Side;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::report::formats::command_line::{word, words};
use crate::report::page::debrief::{Debriefing, debrief};
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
        return plan::run(args, &bytes, &rubric);
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
    let exit = sources
        .map(Source::exit)
        .chain(assessment.as_ref().err().copied())
        .max()
        .unwrap_or(Exit::Well);
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
        output::note(format_args!(
            "error: {} counts other answers than these responses, so the groups wouldn't fit it. Count them first: {}",
            report::path(&args.file),
            printed_commands::command(format_args!(
                "tally {} -o {}",
                words(&args.responses),
                word(&args.file)
            ))
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
        not_wanted(
            path,
            (kind, problems),
            (Kind::TeamAssessment, what),
            "To make one from the responses: chronic tally RESPONSES -o team.toml",
        )
    };
    let reading = read(bytes, rubric);
    let Some(Content::Assessment(assessment)) = reading.checked.value else {
        let mut problems = reading.checked.problems;
        problems.retain(Problem::is_error);
        return Err(refuse(reading.kind, problems));
    };
    match EditedFile::new(bytes) {
        Ok(_) => Ok(assessment),
        Err(problem) => Err(refuse(reading.kind, vec![problem])),
    }
}

/// The name of a file, and of what is saved from its page.
fn name_of(path: &Path, usual: &str) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.filter(|name| name != STDIN)
        .map_or_else(|| usual.to_owned(), Into::into)
}
