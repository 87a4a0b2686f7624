//! `chronic validate`.

mod checked_file;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use anyhow::bail;

use crate::cli::{Validate, ValidateFormat};
use crate::command::fix;
use crate::command::in_context::{PlanContext, given};
use crate::command::output::progress::Progress;
use crate::command::side_by_side::side_by_side;
use crate::command::source::years::newest_and_earlier;
use crate::command::source::{self, FileReader, Kept, Weighed};
use crate::command::validate::checked_file::{CheckedFile, CheckedFiles, CheckedYear};
use crate::command::{Exit, output, roster, rubric_for};
use crate::disk::copies::{OF_A_YEAR, copies};
use crate::disk::folder::{FoundFile, STDIN, find_to_check};
use crate::disk::refusal::in_words;
use crate::files::bytes::is_one_file;
use crate::files::content::{Content, Kind};
use crate::files::read::BytesReader;
use crate::files::response::read::nobody_answered;
use crate::import::roster::Roster;
use crate::model::response::Response;
use crate::model::response::duplicate::Fingerprint;
use crate::model::rubric::Rubric;
use crate::model::turnout::Turnout;
use crate::problem::{Code, Problem, Severity};
use crate::report::formats::json;
use crate::report::results::annotation;
use crate::report::results::empty_entries::joined;
use crate::report::results::problem as report;
use crate::report::results::sarif;
use crate::report::results::validation::{FileJson, ProblemJson, Validation};
use crate::words::counted;

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn run(args: &Validate, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(rubric)?;
    let assessment = args.assessment.as_deref();
    let beside = PlanContext {
        assessment: assessment.map(|path| given(path, &rubric)).transpose()?,
        ..PlanContext::on(args.today)
    };
    let roster = args.roster.as_deref();
    let roster = roster.map(|path| roster::read(path).map(|roster| (path, roster)));
    let roster = roster.transpose()?;
    let held = args.fix.then(|| fix::hold(&args.paths)).transpose()?;
    let progress = Progress::new("files");
    let mut found = find_to_check(&args.paths);
    found.look_into_misnamed(&rubric);
    if let Some((roster, _)) = &roster {
        found
            .passed_over
            .retain(|(path, _)| !is_one_file(path, roster));
    }
    progress.of(found.files.len());
    source::name_what_is_left_out(&found, "checked");
    if args.fix && found.files.iter().any(|f| f.path.as_os_str() == STDIN) {
        bail!("--fix changes files, so it can't be used with standard input. Name the file.");
    }
    let fixed = !args.fix || fix::run(&found.files, &rubric);
    drop(held);
    let mut checked = CheckedFiles::default();
    let mut others = Vec::new();
    let kept = match roster {
        Some(_) => Kept::Names,
        None => Kept::Heads,
    };
    side_by_side(
        &found.files,
        || FileReader::new(BytesReader::new(&rubric)),
        |files, file| check(files, file, &rubric, &beside, kept),
        |found, (file, form)| {
            progress.one_more();
            if file.is_others && (args.skip_others || !found.given) {
                others.push(file.path);
                return;
            }
            checked.push(found, file, form);
        },
    );
    drop(progress);
    let (forms, path) = (&checked.forms, |at: usize| checked.path(at));
    for (at, problem) in forms.problems(&args.paths, args.by.is_some(), &path) {
        checked.change(at, |file| file.add(problem));
    }
    for file in &others {
        let file = report::path(file);
        output::note(format_args!(
            "note: {file} was skipped: it isn't a form, a team assessment, a plan, or a rubric."
        ));
    }
    let copies = copies(found.files.iter().map(|f| f.path.as_path()), report::path);
    for at in 0..checked.len() {
        if let Some(problem) = copies.get(checked.path(at)) {
            checked.change(at, |file| {
                let mut problem = problem.clone();
                if file.kind.is_some_and(|kind| kind != Kind::Response) {
                    OF_A_YEAR.clone_into(&mut problem.help);
                }
                file.problems.insert(0, problem);
            });
        }
    }
    let years = checked
        .wholes()
        .filter_map(|(_, file)| file.year.as_deref());
    let years: Vec<CheckedYear> = years.cloned().collect();
    for (_, file) in checked.wholes() {
        if let Some(year) = file.year.as_deref().filter(|year| year.is_earlier(&years)) {
            year.settle(&mut file.problems);
        }
    }
    let nothing = checked.len() == 0 && found.refused.is_empty();
    if nothing && args.skip_others && !others.is_empty() {
        return Ok(Exit::Well);
    }
    if nothing {
        source::say_nothing_in(&args.paths, &[]);
        if args.format == ValidateFormat::Human {
            return Ok(Exit::Refused);
        }
    }
    if let Some((path, roster)) = roster {
        let named = args.format == ValidateFormat::Human;
        checked.forms.unread.extend(found.closed());
        let file = invite((path, roster), &args.paths, &mut checked, named);
        checked.push_whole(file);
    }
    // People are told of these before anything else.
    if args.format != ValidateFormat::Human {
        for (path, why) in &found.refused {
            checked.push_whole(CheckedFile {
                refused: Some(in_words(why).into()),
                ..CheckedFile::of(path)
            });
        }
    }
    if args.strict {
        checked.be_strict();
    }
    let totals = CheckedTotals::of(&checked, &rubric);
    if args.format == ValidateFormat::Human {
        output::result_in_parts(human(&checked, &rubric, &totals))?;
        if !args.fix {
            fix::say_what_could_be(totals.fixable);
        }
    } else {
        let checked: Vec<Cow<'_, CheckedFile<'_>>> = checked.iter().collect();
        let problems = checked.iter().map(|file| report::FileProblems {
            path: file.path,
            problems: &file.problems,
            refused: file.refused.as_deref(),
        });
        output::result(&match args.format {
            ValidateFormat::Github => annotation::annotations(problems),
            ValidateFormat::Sarif => sarif::log(problems),
            _ => json(&checked, &rubric)?,
        })?;
    }
    let is_refused = nothing || totals.is_refused || !found.refused.is_empty() || !fixed;
    Ok(match totals.errors {
        _ if is_refused => Exit::Refused,
        0 => Exit::Well,
        _ => Exit::Wrong,
    })
}

/// What there is in all files together.
#[derive(Default)]
struct CheckedTotals {
    files: usize,
    complete: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    /// Whether the system would not hand over a file.
    is_refused: bool,
    /// Files with something that chronic can fix.
    fixable: usize,
}

impl CheckedTotals {
    fn of(checked: &CheckedFiles<'_>, rubric: &Rubric) -> Self {
        let mut totals = Self::default();
        for file in checked.iter() {
            let is_fixable =
                file.path.as_os_str() != STDIN && file.problems.iter().any(|p| p.fix.is_some());
            totals.files += 1;
            totals.complete += usize::from(file.is_complete(rubric));
            totals.errors += file.count(Severity::Error);
            totals.warnings += file.count(Severity::Warning);
            totals.notes += file.count(Severity::Note);
            let is_refused = file.problems.iter().any(|p| p.code == Code::Refused);
            totals.is_refused |= is_refused || file.refused.is_some();
            totals.fixable += usize::from(is_fixable);
        }
        totals
    }
}

/// What is said of a file; and of a form that somebody answered what its folder is looked at
/// by: its head, with the ratings where names are kept, and the fingerprint.
fn check<'f>(
    files: &mut FileReader<'_>,
    file: &'f FoundFile,
    rubric: &Rubric,
    beside: &PlanContext,
    kept: Kept,
) -> (CheckedFile<'f>, Option<(Response, Fingerprint)>) {
    let mut checked = CheckedFile::of(&file.path);
    let mut form = None;
    match files.weigh(file, kept) {
        Err(error) => {
            checked.refused = Some(in_words(&error).into());
            checked.unread = Some("".into());
        }
        Ok(Weighed {
            reading,
            weight,
            unread,
        }) => {
            checked.unread = unread.map(Into::into);
            checked.is_others = reading.is_others();
            checked.kind = reading.kind;
            checked.problems = reading.checked.problems;
            if let Some(Content::Response(response)) = &reading.checked.value {
                checked.answered = Some(response.answered());
                // Of a blank form, one thing is said.
                if !file.given && response.answered() == 0 {
                    checked.problems.retain(|p| p.code != Code::Unanswered);
                    checked.problems.insert(0, nobody_answered(response));
                }
                form = weight.map(|weight| {
                    let mut head = response.clone();
                    if kept < Kept::Names {
                        head.answers.clear();
                    }
                    (head, weight.print)
                });
            }
            if let Some(content) = &reading.checked.value {
                if let Content::Plan(written) = content {
                    checked.year = CheckedYear::of(&file.path, written, rubric).map(Box::new);
                }
                let more = beside.problems(&file.path, content, rubric);
                checked.problems.extend(more);
                checked.problems.sort_by_key(Problem::order);
            }
        }
    }
    (checked, form)
}

/// Holds the responses against the roster, and says what is to be said of the roster itself.
fn invite<'f>(
    (path, roster): (&'f Path, Result<Roster, Vec<Problem>>),
    given: &[PathBuf],
    checked: &mut CheckedFiles<'_>,
    named: bool,
) -> CheckedFile<'f> {
    let mut file = CheckedFile::of(path);
    let mut roster = match roster {
        Ok(roster) => roster,
        Err(problems) => {
            file.problems = problems;
            return file;
        }
    };
    // Printed with all other problems.
    file.problems = std::mem::take(&mut roster.unseen);
    roster::say_how_read(path, &roster);
    let forms = &checked.forms;
    let path_of = |form: usize| checked.path(forms.files[form]);
    let all = || (0..forms.files.len()).collect();
    let (this, earlier) =
        newest_and_earlier(&forms.heads, given, &path_of).unwrap_or_else(|| (all(), Vec::new()));
    let earlier: Vec<&Path> = earlier.into_iter().map(path_of).collect();
    roster::say_earlier(path, &earlier);
    let heads = forms.heads.chosen(&this).into_owned();
    let turnout = Turnout::of(&roster.members, &heads, &forms.unread);
    file.turnout = Some(roster::in_numbers(&turnout).into());
    file.problems
        .extend(roster::no_answer_from(&turnout, path, named));
    for at in turnout.not_on_roster {
        let at = checked.forms.files[this[at]];
        checked.change(at, |stranger| stranger.add(roster::not_on_roster(path)));
    }
    file
}

/// The report for people, a part for each file's line and for each file's problems: of a state's
/// forms there are more problems than memory is to hold as text.
fn human(
    checked: &CheckedFiles<'_>,
    rubric: &Rubric,
    totals: &CheckedTotals,
) -> impl Iterator<Item = String> {
    let lines = checked
        .iter()
        .map(|file| format!("{}: {}\n", report::path(file.path), summary(&file, rubric)));
    let is_any = totals.errors + totals.warnings + totals.notes > 0;
    let shown = |file: &CheckedFile<'_>, of_folder: bool| {
        let problems = joined(&file.problems);
        let problems = problems.iter().map(AsRef::as_ref);
        let problems = problems.filter(|p: &&Problem| p.code.is_of_folder() == of_folder);
        report::human(&report::path(file.path), &problems.collect::<Vec<_>>())
    };
    let of_files = checked.iter().map(move |file| shown(&file, false));
    let of_folders = checked.kept_whole().map(move |file| shown(file, true));
    lines
        .chain(is_any.then(|| "\n".to_owned()))
        .chain(of_files)
        .chain(of_folders)
        .chain([closing(totals)])
}

/// What one line says of a file.
fn summary(file: &CheckedFile, rubric: &Rubric) -> String {
    if let Some(refused) = &file.refused {
        return format!("can't be read: {refused}");
    }
    if let Some(turnout) = &file.turnout {
        return format!("{turnout} (roster)");
    }
    let kind = match file.kind {
        None | Some(Kind::Response) => "",
        Some(kind) => &format!(" ({})", kind.words().trim_start_matches("a ")),
    };
    let gaps = match file.answered {
        Some(0) => "blank (no answers)".to_owned(),
        Some(answered) if answered < rubric.len() => {
            format!("{} of {} unanswered", rubric.len() - answered, rubric.len())
        }
        _ => String::new(),
    };
    // What is an error only since --strict made it one takes nothing from the file.
    let own = |p: &Problem| match p.severity {
        Severity::Error => p.code.severity(),
        severity => severity,
    };
    let of = |severity| file.problems.iter().filter(|p| own(p) == severity).count();
    let all = [
        (of(Severity::Error), "error"),
        (of(Severity::Warning), "warning"),
        (of(Severity::Note), "note"),
    ];
    let state = if file.answered.is_none() && all[0].0 > 0 {
        let worth = match file.kind {
            Some(Kind::Plan) => "not complete",
            _ => "can't be used",
        };
        format!("{worth}, {}", counted(file.count(Severity::Error), "error"))
    } else if !gaps.is_empty() {
        gaps
    } else if file.is_unsettled() {
        "not everything is agreed on yet".to_owned()
    } else {
        match all.iter().find(|(n, _)| *n > 0) {
            Some((n, what)) => format!("complete, with {}", counted(*n, what)),
            None => "complete".to_owned(),
        }
    };
    format!("{state}{kind}")
}

fn closing(totals: &CheckedTotals) -> String {
    let (files, complete) = (counted(totals.files, "file"), totals.complete);
    let errors = counted(totals.errors, "error");
    let mut said = format!("{files} checked, {complete} complete; {errors}, ");
    said += &counted(totals.warnings, "warning");
    if totals.notes > 0 {
        said += &format!(", {}", counted(totals.notes, "note"));
    }
    said + ".\n"
}

fn json(checked: &[Cow<'_, CheckedFile<'_>>], rubric: &Rubric) -> serde_json::Result<String> {
    let files = checked.iter().map(|c| {
        let is_response = c.kind == Some(Kind::Response);
        let kind = c.turnout.as_ref().map(|_| "roster");
        FileJson {
            path: report::raw_path(c.path),
            kind: c.kind.map(Kind::id).or(kind),
            status: c.status(),
            answered: c.answered,
            practices: is_response.then_some(rubric.len()),
        }
    });
    let refused = checked.iter().map(|c| c.refused.as_deref());
    let refused = refused.map(|why| why.map(report::refusal));
    let refused: Vec<Option<Problem>> = refused.collect();
    let problems = checked.iter().zip(&refused).flat_map(|(c, refused)| {
        let problems = c.problems.iter().chain(refused);
        problems.map(|p| (c.path, p))
    });
    let (of_folders, of_files): (Vec<_>, Vec<_>) =
        problems.partition(|(_, p)| p.code.is_of_folder());
    let problems = of_files.into_iter().chain(of_folders);
    let problems = problems.map(|(path, p)| ProblemJson::of(report::raw_path(path), p));
    let validation = Validation {
        files: files.collect(),
        problems: problems.collect(),
    };
    json::write("validation", &validation)
}
