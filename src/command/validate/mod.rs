//! `chronic validate`.

mod folder_as_whole;
mod plan_years;

use std::path::Path;

use anyhow::bail;

use crate::cli::{Validate, ValidateFormat};
use crate::command::fix;
use crate::command::in_context::PlanContext;
use crate::command::output::progress::Progress;
use crate::command::side_by_side::side_by_side;
use crate::command::source::{self, FileReader, Kept, Weighed};
use crate::command::validate::plan_years::CheckedYear;
use crate::command::{Exit, output, roster, rubric_for};
use crate::disk::copies::copies;
use crate::disk::folder::STDIN;
use crate::files::content::{Content, Kind};
use crate::files::read::BytesReader;
use crate::files::response::check::nobody_answered;
use crate::import::roster::Roster;
use crate::model::response::Response;
use crate::model::response::duplicate::Fingerprint;
use crate::model::roster::{ReturnedForm, Turnout};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem, Severity};
use crate::report::formats::json;
use crate::report::results::annotation;
use crate::report::results::empty_entries::joined;
use crate::report::results::problem as report;
use crate::report::results::sarif;
use crate::report::results::validation::{FileJson, ProblemJson, Validation};
use crate::words::counted;

/// A file as `validate` sees it.
struct CheckedFile<'f> {
    path: &'f Path,
    kind: Option<Kind>,
    /// Who answered a response, where somebody did and a roster is given: name and role.
    who: Option<Box<[String; 2]>>,
    /// How many practices are answered, in a response that could be read.
    answered: Option<usize>,
    /// Whether it is a file of another program.
    is_others: bool,
    problems: Vec<Problem>,
    is: CheckedAs,
    /// Of a plan.
    year: Option<Box<CheckedYear>>,
}

/// What stands behind a path that is checked.
enum CheckedAs {
    Read,
    /// The system's words.
    Refused(Box<str>),
    /// A roster, and how many of it answered.
    Roster(Box<str>),
}

impl<'f> CheckedFile<'f> {
    /// Of this file, of which nothing is known yet.
    fn of(path: &'f Path) -> Self {
        Self {
            path,
            kind: None,
            who: None,
            answered: None,
            is_others: false,
            problems: Vec::new(),
            is: CheckedAs::Read,
            year: None,
        }
    }

    /// Why the system would not hand it over.
    fn refused(&self) -> Option<&str> {
        match &self.is {
            CheckedAs::Refused(why) => Some(why),
            _ => None,
        }
    }

    /// How many of a roster answered.
    fn turnout(&self) -> Option<&str> {
        match &self.is {
            CheckedAs::Roster(turnout) => Some(turnout),
            _ => None,
        }
    }

    fn has_errors(&self) -> bool {
        self.refused().is_some() || self.problems.iter().any(Problem::is_error)
    }

    /// Nothing is wrong and nothing is blank, whatever it is warned of: as its line says.
    fn is_complete(&self, rubric: &Rubric) -> bool {
        !self.has_errors()
            && !self.is_unsettled()
            && (self.turnout().is_none() || self.problems.is_empty())
            && self
                .answered
                .is_none_or(|answered| answered >= rubric.len())
    }

    /// A team assessment that the team has not been through.
    fn is_unsettled(&self) -> bool {
        self.problems.iter().any(|p| p.code == Code::NotAgreed)
    }

    fn count(&self, severity: Severity) -> usize {
        let of = |p: &&Problem| p.severity == severity;
        self.problems.iter().filter(of).count()
    }

    fn status(&self) -> &'static str {
        if self.has_errors() {
            "error"
        } else if self.count(Severity::Warning) > 0 {
            "incomplete"
        } else {
            "complete"
        }
    }
}

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn run(args: &Validate, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(rubric)?;
    let beside = PlanContext::on(args.today).with(args.assessment.as_deref(), &rubric)?;
    let roster = match &args.roster {
        Some(path) => Some((path.as_path(), roster::read(path)?)),
        None => None,
    };
    let held = match args.fix {
        true => fix::hold(&args.paths)?,
        false => Vec::new(),
    };
    let progress = Progress::new("files");
    let mut found = crate::disk::folder::find_to_check(&args.paths);
    found.look_into_misnamed(&rubric);
    if let Some((roster, _)) = &roster {
        found.passed_over.retain(|(path, _)| path != roster);
    }
    progress.of(found.files.len());
    source::name_what_is_left_out(&found, "checked");
    if args.fix && found.files.iter().any(|f| f.path.as_os_str() == STDIN) {
        bail!("--fix changes files, so it can't be used with standard input. Name the file.");
    }
    let fixed = !args.fix || fix::run(&found.files, &rubric);
    drop(held);
    let mut checked: Vec<CheckedFile<'_>> = Vec::with_capacity(found.files.len());
    let mut forms = folder_as_whole::CheckedForms::default();
    let mut others = Vec::new();
    side_by_side(
        &found.files,
        || FileReader::new(BytesReader::new(&rubric)),
        |files, file| check(files, file, &rubric, &beside, roster.is_some()),
        |found, (file, form)| {
            progress.one_more();
            if file.is_others && (args.skip_others || !found.given) {
                others.push(file.path);
                return;
            }
            if let Some((head, print)) = form {
                forms.push(checked.len(), head, &print);
            }
            checked.push(file);
        },
    );
    drop(progress);
    let path = |at: usize| checked[at].path;
    let as_wholes = forms.problems(&args.paths, args.by.is_some(), &path, &report::path);
    drop(forms);
    for (at, problem) in as_wholes {
        checked[at].problems.push(problem);
        checked[at].problems.sort_by_key(Problem::order);
    }
    for file in &others {
        output::note(format_args!(
            "note: {} was skipped: it isn't one of chronic's files.",
            report::path(file)
        ));
    }
    let copies = copies(found.files.iter().map(|f| f.path.as_path()), report::path);
    for file in &mut checked {
        if let Some(problem) = copies.get(file.path) {
            file.problems.insert(0, problem.clone());
        }
    }
    let years: Vec<CheckedYear> = checked
        .iter()
        .filter_map(|c| c.year.as_deref().cloned())
        .collect();
    for file in &mut checked {
        if let Some(year) = file.year.as_deref().filter(|year| year.is_earlier(&years)) {
            year.settle(&mut file.problems);
        }
    }
    let nothing = checked.is_empty() && found.refused.is_empty();
    if nothing && args.skip_others && !others.is_empty() {
        return Ok(Exit::Well);
    }
    if nothing {
        source::say_nothing_in(&args.paths);
        if args.format == ValidateFormat::Human {
            return Ok(Exit::Refused);
        }
    }
    if let Some((path, roster)) = roster {
        let named = args.format == ValidateFormat::Human;
        let file = invite(path, roster, &mut checked, &rubric, named);
        checked.push(file);
    }
    if args.strict {
        for problem in checked.iter_mut().flat_map(|c| &mut c.problems) {
            if problem.severity == Severity::Warning {
                problem.severity = Severity::Error;
            }
        }
    }
    match args.format {
        ValidateFormat::Human => output::result_in_parts(human(&checked, &rubric)),
        ValidateFormat::Json => output::result(&json(&checked, &rubric)?),
        ValidateFormat::Github => output::result(&annotation::annotations(checked_files(&checked))),
        ValidateFormat::Sarif => output::result(&sarif::log(checked_files(&checked))),
    }?;
    if !args.fix && args.format == ValidateFormat::Human {
        let can_be_mended = |c: &&CheckedFile| {
            c.path.as_os_str() != STDIN && c.problems.iter().any(|p| p.fix.is_some())
        };
        fix::say_what_could_be(checked.iter().filter(can_be_mended).count());
    }
    let refused = nothing || !found.refused.is_empty() || !fixed;
    Ok(exit(&checked, refused))
}

/// The problems of each file, and why one could not be read.
fn checked_files<'c>(
    checked: &'c [CheckedFile<'_>],
) -> impl Iterator<Item = report::FileProblems<'c>> {
    checked.iter().map(|c| report::FileProblems {
        path: c.path,
        problems: &c.problems,
        refused: c.refused(),
    })
}

fn exit(checked: &[CheckedFile<'_>], refused: bool) -> Exit {
    if refused || checked.iter().any(|c| c.refused().is_some()) {
        Exit::Refused
    } else if checked.iter().any(CheckedFile::has_errors) {
        Exit::Wrong
    } else {
        Exit::Well
    }
}

/// What is said of a file; and of a form that somebody answered what its folder is looked at
/// by: its head, and the fingerprint.
fn check<'f>(
    files: &mut FileReader<'_>,
    file: &'f crate::disk::folder::FoundFile,
    rubric: &Rubric,
    beside: &PlanContext,
    names: bool,
) -> (CheckedFile<'f>, Option<(Response, Fingerprint)>) {
    let mut checked = CheckedFile::of(&file.path);
    let mut form = None;
    let mut is_blank = false;
    match files.weigh(file, Kept::Texts) {
        Err(error) => {
            checked.is = CheckedAs::Refused(crate::disk::refusal::in_words(&error).into());
        }
        Ok(Weighed { reading, weight }) => {
            checked.is_others = reading.is_others();
            checked.kind = reading.kind;
            if let Some(Content::Response(response)) = &reading.checked.value {
                checked.answered = Some(response.answered());
                let who = || Box::new([response.name.clone(), response.role.clone()]);
                checked.who = (names && response.answered() > 0).then(who);
                is_blank = !file.given && response.answered() == 0;
                if is_blank {
                    checked.problems.push(nobody_answered(response));
                }
                form = weight.map(|weight| {
                    let head = Response {
                        district: response.district.clone(),
                        cycle: response.cycle.clone(),
                        date: response.date,
                        ..Response::default()
                    };
                    (head, weight.print)
                });
            }
            // Of a blank form, one thing is said.
            let own = reading.checked.problems.into_iter();
            checked
                .problems
                .extend(own.filter(|p| !(is_blank && p.code == Code::Unanswered)));
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
    path: &'f Path,
    roster: Result<Roster, Vec<Problem>>,
    checked: &mut [CheckedFile<'_>],
    rubric: &Rubric,
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
    let answered: Vec<usize> = (0..checked.len())
        .filter(|at| checked[*at].who.is_some())
        .collect();
    let forms = answered.iter().filter_map(|at| {
        let [name, role] = checked[*at].who.as_deref()?;
        let answered = checked[*at].answered.unwrap_or_default();
        Some(ReturnedForm {
            name,
            role,
            answered,
        })
    });
    let forms: Vec<ReturnedForm<'_>> = forms.collect();
    let turnout = Turnout::of(&roster.members, &forms, rubric.len());
    file.is = CheckedAs::Roster(roster::in_numbers(&turnout).into());
    file.problems
        .extend(roster::no_answer_from(&turnout, named));
    let strangers = turnout.not_on_roster;
    for at in strangers {
        let problems = &mut checked[answered[at]].problems;
        problems.push(roster::not_on_roster(path));
        problems.sort_by_key(Problem::order);
    }
    file
}

/// The report for people, a part for each file's line and for each file's problems: of a state's
/// forms there are more problems than memory is to hold as text.
fn human(checked: &[CheckedFile], rubric: &Rubric) -> impl Iterator<Item = String> {
    let lines = checked
        .iter()
        .map(|file| format!("{}: {}\n", report::path(file.path), summary(file, rubric)));
    let is_any = checked.iter().any(|file| !file.problems.is_empty());
    let problems = checked.iter().map(|file| {
        let problems = joined(&file.problems);
        let problems: Vec<&Problem> = problems.iter().map(AsRef::as_ref).collect();
        report::human(&report::path(file.path), &problems)
    });
    lines
        .chain(is_any.then(|| "\n".to_owned()))
        .chain(problems)
        .chain([closing(checked, rubric)])
}

/// What one line says of a file.
fn summary(file: &CheckedFile, rubric: &Rubric) -> String {
    if let Some(refused) = file.refused() {
        return format!("can't be read: {refused}");
    }
    if let Some(turnout) = file.turnout() {
        return format!("{turnout} (roster)");
    }
    let kind = match file.kind {
        None | Some(Kind::Response) => "",
        Some(kind) => &format!(" ({})", kind.name().trim_start_matches("a ")),
    };
    let gaps = match file.answered {
        Some(0) => "blank (no answers)".to_owned(),
        Some(answered) if answered < rubric.len() => {
            format!("{} of {} unanswered", rubric.len() - answered, rubric.len())
        }
        _ => String::new(),
    };
    // What is an error only since --strict made it one takes nothing from the file.
    let broken = |p: &Problem| p.code.severity() == Severity::Error;
    let state = if file.answered.is_none() && file.problems.iter().any(broken) {
        let worth = if file.kind == Some(Kind::Plan) {
            "not complete"
        } else {
            "can't be used"
        };
        format!("{worth}, {}", counted(file.count(Severity::Error), "error"))
    } else if !gaps.is_empty() {
        gaps
    } else if file.is_unsettled() {
        "not everything is agreed on yet".to_owned()
    } else {
        let of = |severity| {
            let all = file.problems.iter();
            all.filter(|p| p.code.severity() == severity).count()
        };
        match (
            of(Severity::Error),
            of(Severity::Warning),
            of(Severity::Note),
        ) {
            (0, 0, 0) => "complete".to_owned(),
            (0, 0, notes) => format!("complete, with {}", counted(notes, "note")),
            (0, warnings, _) => format!("complete, with {}", counted(warnings, "warning")),
            (errors, ..) => format!("complete, with {}", counted(errors, "error")),
        }
    };
    format!("{state}{kind}")
}

fn closing(checked: &[CheckedFile], rubric: &Rubric) -> String {
    let all = |severity| checked.iter().map(|c| c.count(severity)).sum::<usize>();
    let notes = match all(Severity::Note) {
        0 => String::new(),
        notes => format!(", {}", counted(notes, "note")),
    };
    let complete = checked.iter().filter(|c| c.is_complete(rubric)).count();
    format!(
        "{} checked, {complete} complete; {}, {}{notes}.\n",
        counted(checked.len(), "file"),
        counted(all(Severity::Error), "error"),
        counted(all(Severity::Warning), "warning"),
    )
}

fn json(checked: &[CheckedFile], rubric: &Rubric) -> serde_json::Result<String> {
    let files = checked.iter().map(|c| {
        let is_response = c.kind == Some(Kind::Response);
        let kind = c.turnout().map(|_| "roster");
        FileJson {
            path: report::raw_path(c.path),
            kind: c.kind.map(Kind::id).or(kind),
            status: c.status(),
            answered: c.answered,
            practices: is_response.then_some(rubric.len()),
        }
    });
    let problems = checked.iter().flat_map(|c| {
        let problems = c.problems.iter();
        problems.map(|p| ProblemJson::of(report::raw_path(c.path), p))
    });
    json::write(&Validation {
        files: files.collect(),
        problems: problems.collect(),
    })
}
