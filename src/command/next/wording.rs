//! Where the year stands, for people. Never a rating, and never who said what.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Serialize;

use crate::command::next::next_step::NextStep;
use crate::command::next::year::Year;
use crate::command::printed_commands;
use crate::command::roster::{in_numbers, list_of, why_anyones};
use crate::command::source::FirstNames;
use crate::files::content::Kind;
use crate::model::plan::Status;
use crate::model::plan::status::State;
use crate::model::roster::Turnout;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::toml::writing::quoted;
use crate::words::{agreeing, counted, day, list, numbered};

/// The four steps, and the next one.
pub(super) fn human(year: &Year, rubric: &Rubric, step: &NextStep) -> String {
    let mut out = String::new();
    let of = year.named();
    if !of.is_empty() {
        let _ = writeln!(out, "{of}\n");
    }
    for SectionJson { title, lines } in steps(year, rubric).into_iter().chain(not_used(year)) {
        let _ = writeln!(out, "{title}");
        for line in lines {
            let _ = writeln!(out, "   {line}");
        }
        out.push('\n');
    }
    // A command is typed as it is printed: its paths are harmless already.
    format!("{}{step}\n", escape::terminal_lines(&out))
}

// A heading with what is said below it, each on one line. What programs read of it has no
// words of its own.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SectionJson {
    title: &'static str,
    lines: Vec<String>,
}

impl SectionJson {
    fn new((title, lines): (&'static str, Vec<String>)) -> Self {
        let on_one = |line: String| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines = lines.into_iter().map(on_one).collect();
        Self { title, lines }
    }
}

const TITLES: [&str; 4] = [
    "1. Assess: everyone answers on their own",
    "2. Debrief: the team agrees",
    "3. Plan: who does what by when",
    "4. Communicate: tell others what comes next",
];

pub(super) fn steps(year: &Year, rubric: &Rubric) -> [SectionJson; 4] {
    if !year.districts.is_empty() {
        let folders: Vec<String> = year.districts.iter().map(|path| shown(path)).collect();
        let none = || "See each folder.".to_owned();
        let each = format!(
            "These folders each have files of their own: {}.",
            list(&folders)
        );
        let lines = [each, none(), none(), none()];
        let mut lines = lines.into_iter();
        return TITLES.map(|title| SectionJson::new((title, lines.by_ref().take(1).collect())));
    }
    let [first, second, third, fourth] = TITLES;
    [
        (first, assess(year, rubric)),
        (second, debrief(year)),
        (third, plan(year)),
        (fourth, communicate(year)),
    ]
    .map(SectionJson::new)
}

/// Files that are no part of the year, where there are any.
pub(super) fn not_used(year: &Year) -> impl Iterator<Item = SectionJson> {
    let why = |files: &[(PathBuf, String)]| -> Vec<String> {
        let why = |(path, why): &(PathBuf, String)| format!("{}: {why}", shown(path));
        files.iter().map(why).collect()
    };
    let others: Vec<String> = year.files.others.iter().map(|path| shown(path)).collect();
    let others = (!others.is_empty()).then(|| others.join(", "));
    let sections = [
        ("Also here but not used", why(&year.also)),
        ("Files with problems", why(&year.files.unknown)),
        ("Other files, not used", others.into_iter().collect()),
    ];
    let sections = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
    sections.map(SectionJson::new)
}

fn assess(year: &Year, rubric: &Rubric) -> Vec<String> {
    let mut lines = Vec::new();
    let (full, begun) = year.answered_and_begun(rubric);
    let blank = year.files.forms.len() - full - begun;
    match (year.turnout(), &year.roster) {
        (Some(turnout), Some((path, _))) if year.files.forms.is_empty() => {
            let people = counted(turnout.people, "person");
            let are = agreeing(turnout.people, "is", "are");
            lines.push(format!("{people} {are} on the roster ({}).", shown(path)));
            lines.push(match year.files.pages.len() {
                0 => "No forms yet.".to_owned(),
                n => format!("{} {}.", counted(n, "form"), out_as_pages(n)),
            });
        }
        (Some(turnout), Some((path, _))) => {
            lines.push(format!("{} ({}).", in_numbers(&turnout), shown(path)));
            on_roster(&mut lines, &turnout, year);
        }
        _ if year.files.forms.is_empty() && year.files.pages.is_empty() => {
            lines.push("No forms yet.".to_owned());
        }
        _ if year.files.forms.is_empty() => {
            let pages = year.files.pages.len();
            let none = agreeing(pages, "It hasn't", "None has");
            let (forms, out) = (counted(pages, "form"), out_as_pages(pages));
            lines.push(format!("{forms} {out}. {none} come back yet."));
        }
        _ => {
            let mut parts = vec![match full {
                0 => "No form answered yet".to_owned(),
                n => format!("{} answered", counted(n, "form")),
            }];
            if begun > 0 {
                parts.push(format!("{begun} started"));
            }
            if blank > 0 {
                parts.push(format!("{blank} blank"));
            }
            match year.files.pages.len() {
                0 => {}
                n => parts.push(format!("{n} {}", out_as_pages(n))),
            }
            lines.push(format!("{}.", parts.join(", ")));
        }
    }
    let missing = year.departments_missing(rubric);
    if !missing.is_empty() {
        lines.push(format!(
            "Departments that aren't on the roster: {}. Consider inviting someone from each.",
            missing.join(", ")
        ));
    }
    if !year.files.broken_forms.is_empty() {
        lines.push(format!(
            "{} can't be read.",
            counted(year.files.broken_forms.len(), "form")
        ));
    }
    let (among, folders) = year.other_forms();
    if !among.is_empty() {
        let are = agreeing(among.len(), "is", "are");
        let cycle = year
            .cycle
            .as_ref()
            .map_or_else(String::new, |cycle| format!(" (cycle = {})", quoted(cycle)));
        let they = agreeing(among.len(), "it's", "they're");
        lines.push(format!(
            "{} {are} from another school year and won't be counted. If {they} from this year, \
             fix the school year{cycle} or the date there.",
            FirstNames::of(&among).words("form"),
        ));
    }
    for (folder, forms) in folders {
        lines.push(format!(
            "From another school year: {} ({}).",
            shown(&folder),
            counted(forms, "form")
        ));
    }
    for (export, rows, folder) in year.changed_exports() {
        let (are, them) = match rows.len() {
            1 => ("has other answers than the form", "it"),
            _ => ("have other answers than the forms", "them"),
        };
        lines.push(format!(
            "In {}, {} {are} in {}. To compare {them}: {}",
            shown(export),
            numbered("row", &rows),
            shown(&folder),
            printed_commands::command(format_args!("import {} {}", word(export), word(&folder)))
        ));
    }
    for export in &year.files.exports {
        lines.push(format!("Not imported yet: {}.", shown(&export.path)));
    }
    lines
}

/// That so many forms are out as pages.
const fn out_as_pages(pages: usize) -> &'static str {
    agreeing(pages, "handed out as a page", "handed out as pages")
}

fn on_roster(lines: &mut Vec<String>, turnout: &Turnout<'_>, year: &Year) {
    if turnout.unread > 0
        && let Some(why) = why_anyones(turnout)
    {
        lines.push(format!("{why}, so no one can be called missing."));
    }
    if !turnout.missing.is_empty() {
        lines.push(format!("No answer from: {}.", list_of(&turnout.missing)));
    }
    if !turnout.who_began.is_empty() {
        lines.push(format!("Started: {}.", list_of(&turnout.who_began)));
    }
    if !turnout.silent.is_empty() {
        lines.push(format!(
            "Departments with no answer: {}.",
            turnout.silent.join(", ")
        ));
    }
    let strangers = turnout.strangers(&year.responses);
    if !strangers.is_empty() {
        lines.push(format!("Not on the roster: {}.", strangers.join(", ")));
    }
}

fn debrief(year: &Year) -> Vec<String> {
    let Some(team) = &year.team else {
        let unread = unread(year, Kind::TeamAssessment);
        let mut lines =
            vec![unread.unwrap_or_else(|| "Not yet. The answers haven't been counted.".to_owned())];
        lines.extend(last_years(year.earlier()));
        return lines;
    };
    let responses = team.assessment.responses as usize;
    let mut lines = vec![format!(
        "{}: {} counted.",
        shown(&team.path),
        counted(responses, "response")
    )];
    let forms = year.would_count() as usize;
    if forms > 0 && !year.holds(&team.assessment) {
        let verb = agreeing(forms, "has", "have");
        lines.push(format!("{} {verb} answers now.", counted(forms, "form")));
    }
    let open = year.open();
    lines.push(match open.len() {
        0 => "Nothing is left to settle.".to_owned(),
        n => {
            let numbers: Vec<usize> = open.iter().map(|at| at + 1).collect();
            let verb = agreeing(n, "isn't", "aren't");
            format!(
                "{} {verb} settled: {}.",
                counted(n, "practice"),
                numbered("number", &numbers)
            )
        }
    });
    lines.extend(last_years(year.earlier()));
    lines
}

/// Which file is the year's, if it can't be read.
fn unread(year: &Year, kind: Kind) -> Option<String> {
    let mut broken = year.files.broken.iter();
    if let Some((path, _)) = broken.find(|(_, of)| *of == kind) {
        return Some(format!("{} can't be read.", shown(path)));
    }
    let mut misnamed = year.files.misnamed.iter();
    let (path, _, why) = misnamed.find(|(_, of, _)| *of == kind)?;
    Some(format!("{}: {why}.", shown(path)))
}

fn last_years(path: Option<&Path>) -> Option<String> {
    path.map(|path| format!("Last year's: {}.", shown(path)))
}

fn plan(year: &Year) -> Vec<String> {
    let mut lines = Vec::new();
    match &year.plan {
        None => lines.push(unread(year, Kind::Plan).unwrap_or_else(|| "No plan yet.".to_owned())),
        Some(plan) => {
            let path = shown(&plan.path);
            lines.push(match year.plan_errors() {
                0 => format!("{path}: complete."),
                n => format!("{path}: not complete, {}.", counted(n, "problem")),
            });
            let warnings = year.plan_warnings();
            if warnings > 0 {
                lines.push(format!("{} to look at.", counted(warnings, "warning")));
            }
            let [overdue, soon] =
                [State::Overdue, State::DueSoon].map(|state| year.in_state(state));
            if overdue + soon > 0 {
                lines.push(format!("{overdue} overdue, {soon} due soon."));
            }
        }
    }
    lines.extend(last_years(year.previous_plan.as_deref()));
    lines
}

fn communicate(year: &Year) -> Vec<String> {
    let mut lines = Vec::new();
    for (audience, due) in year.to_tell() {
        let due = due.map_or_else(
            || "no due date".to_owned(),
            |due| format!("due {}", day(due)),
        );
        lines.push(format!(
            "Results not shared yet with {} ({due}).",
            audience.name()
        ));
    }
    match &year.plan {
        None => lines.push("Nothing to share yet.".to_owned()),
        Some(plan) if lines.is_empty() && plan.written.plan.communications.is_empty() => {
            lines.push("The plan doesn't say who will hear the results.".to_owned());
        }
        Some(plan) if lines.is_empty() => {
            let all = plan.written.plan.communications.iter();
            lines.push(match all.clone().any(|c| c.status == Status::Dropped) {
                true => "Nothing is left to share.".to_owned(),
                false => "The results have been shared with everyone in the plan.".to_owned(),
            });
        }
        Some(_) => {}
    }
    if let Some(review) = year.next_review() {
        lines.push(format!("Next check-in: {}.", day(review)));
    }
    if let Some(round) = year.next_round() {
        lines.push(format!("Next yearly round: {}.", day(round)));
    }
    lines
}
