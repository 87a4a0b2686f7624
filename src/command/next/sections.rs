//! Where the year stands, for people. Never a rating, and never who said what.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use schemars::JsonSchema;
use serde::Serialize;

use crate::command::next::folder_contents::{MayBe, Team};
use crate::command::next::shared_steps::NextStep;
use crate::command::next::steps::{heads, tally};
use crate::command::next::year::Year;
use crate::command::printed_commands;
use crate::command::roster::{in_numbers, no_one_missing, who_is_missing};
use crate::command::source::FirstNames;
use crate::command::source::remarks::{USED_AGAIN, other_year};
use crate::files::content::Kind;
use crate::model::assessment::Assessment;
use crate::model::dates::mixed::mixed;
use crate::model::plan::Status;
use crate::model::plan::status::State;
use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::formats::command_line::word;
use crate::report::formats::escape;
use crate::report::results::problem::path as shown;
use crate::text::cut;
use crate::toml::writing::quoted;
use crate::words::{agreeing, counted, day, list, numbered};

/// The four steps, and the next one.
pub(super) fn human(year: &Year, rubric: &Rubric, step: &NextStep) -> String {
    let mut out = String::new();
    let of = year.named();
    if !of.is_empty() {
        let _ = writeln!(out, "{of}\n");
    }
    for SectionJson { title, lines } in steps(year, rubric).chain(not_used(year)) {
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

pub(super) fn steps(year: &Year, rubric: &Rubric) -> impl Iterator<Item = SectionJson> {
    let lines = if year.districts.is_empty() {
        [
            assess(year, rubric),
            debrief(year),
            plan(year),
            communicate(year),
        ]
    } else {
        let folders: Vec<String> = year.districts.iter().map(|path| shown(path)).collect();
        let each = list(&folders);
        let each = format!("These folders each have files of their own: {each}.");
        let none = || vec!["See each folder.".to_owned()];
        [vec![each], none(), none(), none()]
    };
    TITLES.into_iter().zip(lines).map(SectionJson::new)
}

/// Files that are no part of the year, where there are any.
pub(super) fn not_used(year: &Year) -> impl Iterator<Item = SectionJson> {
    let line = |path: &Path, why: &str| format!("{}: {why}", shown(path));
    let also = year.also.iter().map(|(path, why)| line(path, why));
    let unknown = year.files.unknown.iter();
    let unknown = unknown.map(|file| line(&file.path, &file.why));
    let others: Vec<String> = year.files.others.iter().map(|path| shown(path)).collect();
    let others = (!others.is_empty()).then(|| others.join(", "));
    let sections = [
        ("Also here but not used", also.collect::<Vec<_>>()),
        ("Files with problems", unknown.collect()),
        ("Other files, not used", others.into_iter().collect()),
    ];
    let sections = sections.into_iter().filter(|(_, lines)| !lines.is_empty());
    sections.map(SectionJson::new)
}

fn assess(year: &Year, rubric: &Rubric) -> Vec<String> {
    let mut lines = forms(year, rubric);
    let missing = year.departments_missing(rubric);
    if !missing.is_empty() {
        lines.push(format!(
            "Departments that aren't on the roster: {}. Consider inviting someone from each.",
            missing.join(", ")
        ));
    }
    lines.extend(year.no_form_for().map(|no_form| no_form + "."));
    let broken = year.broken_forms.len();
    if broken > 0 {
        lines.push(format!("{} can't be read.", counted(broken, "form")));
    }
    let mixed = mixed(&year.responses);
    let outside = mixed.outside.as_ref();
    lines.extend(outside.map(|of| format!("{} {USED_AGAIN}", other_year(of))));
    if !mixed.districts.is_empty() {
        lines.push(format!(
            "The forms name more than one district: {}. If some aren't your team's, move them to a folder outside this one before you count.",
            list(&mixed.districts)
        ));
    }
    lines.extend(of_other_districts(year));
    lines.extend(of_other_years(year));
    for (export, rows, folder) in year.changed_exports() {
        let (are, them) = match rows.len() {
            1 => ("has other answers than the form", "it"),
            _ => ("have other answers than the forms", "them"),
        };
        let (from, to, heads) = (word(export), word(&folder), heads(year, None));
        let import = printed_commands::command(format_args!("import {from} {to}{heads}"));
        let (export, rows, folder) = (shown(export), numbered("row", &rows), shown(&folder));
        lines.push(format!(
            "In {export}, {rows} {are} in {folder}. To compare {them}: {import}"
        ));
    }
    let exports = year.files.exports.iter();
    lines.extend(exports.map(|export| format!("Not imported yet: {}.", shown(&export.path))));
    lines
}

/// How many forms are out and how many came back; from whom, where there is a roster.
fn forms(year: &Year, rubric: &Rubric) -> Vec<String> {
    let has_forms = !year.files.forms.is_empty();
    let pages = year.files.pages.len();
    let as_pages = agreeing(pages, "handed out as a page", "handed out as pages");
    let no_forms = |more: &str| match pages {
        0 if !year.files.closed().is_empty() => "No forms could be read.".to_owned(),
        0 if year.team.is_some() => "No forms here.".to_owned(),
        0 => "No forms yet.".to_owned(),
        n => format!("{} {as_pages}.{more}", counted(n, "form")),
    };
    match (year.turnout(), &year.roster) {
        (Some(turnout), Some((path, _))) if has_forms => {
            let mut lines = vec![format!("{} ({}).", in_numbers(&turnout), shown(path))];
            lines.extend(no_one_missing(&turnout).filter(|_| turnout.unread > 0));
            lines.extend(who_is_missing(&turnout, "Started"));
            let strangers = turnout.strangers(&year.responses);
            if !strangers.is_empty() {
                lines.push(format!("Not on the roster: {}.", strangers.join(", ")));
            }
            lines
        }
        (Some(turnout), Some((path, _))) => {
            let people = counted(turnout.people, "person");
            let are = agreeing(turnout.people, "is", "are");
            let on_roster = format!("{people} {are} on the roster ({}).", shown(path));
            vec![on_roster, no_forms("")]
        }
        _ if has_forms => {
            let (full, begun) = year.answered_and_begun(rubric);
            let blank = year.files.forms.len() - full - begun;
            let mut parts = vec![match full {
                0 => "No form answered yet".to_owned(),
                n => format!("{} answered", counted(n, "form")),
            }];
            for (n, what) in [(begun, "started"), (blank, "blank"), (pages, as_pages)] {
                parts.extend((n > 0).then(|| format!("{n} {what}")));
            }
            vec![format!("{}.", parts.join(", "))]
        }
        _ => {
            let none = agreeing(pages, "It hasn't", "None has");
            vec![no_forms(&format!(" {none} come back yet."))]
        }
    }
}

/// Forms that aren't counted since they are another district's.
fn of_other_districts(year: &Year) -> Option<String> {
    let forms = &year.other_districts;
    let districts = forms.iter().map(|form| &*form.response.district);
    let districts: BTreeSet<&str> = districts.collect();
    let districts = list(districts);
    let [are, they] = match forms.len() {
        0 => return None,
        1 => ["is", "it's"],
        _ => ["are", "they're"],
    };
    Some(format!(
        "{} {are} from another district ({districts}) and won't be counted. If {they} from {}, fix the district there.",
        FirstNames::of(forms.iter().map(|form| &form.path)).words("form"),
        year.district.as_deref().unwrap_or_default()
    ))
}

/// Forms that aren't counted since they are of other years.
fn of_other_years(year: &Year) -> Vec<String> {
    let (among, folders) = year.other_forms();
    let mut lines = Vec::new();
    if !among.is_empty() {
        let (forms, are) = (
            FirstNames::of(&among).words("form"),
            agreeing(among.len(), "is", "are"),
        );
        let they = agreeing(among.len(), "it's", "they're");
        let cycle = year.cycle.as_ref();
        let cycle = cycle.map(|cycle| format!(" (cycle = {})", quoted(cycle)));
        let cycle = cycle.unwrap_or_default();
        lines.push(format!(
            "{forms} {are} from another school year and won't be counted. If {they} from this year, fix the school year{cycle} or the date there."
        ));
    }
    let (strays, most) = year.strays();
    if !strays.is_empty() {
        let (is, it) = match strays.len() {
            1 => ("is", "it"),
            _ => ("are", "them"),
        };
        lines.push(format!(
            "{} {is} this year's, in a folder of another year's forms. Move {it} to {}.",
            FirstNames::of(&strays).words("form"),
            shown(&most)
        ));
    }
    lines.extend(folders.iter().map(|(folder, forms)| {
        let (folder, forms) = (shown(folder), counted(*forms, "form"));
        format!("From another school year: {folder} ({forms}).")
    }));
    lines
}

fn debrief(year: &Year) -> Vec<String> {
    let mut lines = match &year.team {
        Some(team) => debriefed(year, team),
        None => {
            let gone = year.gone_team().map(|(plan, team)| {
                let (plan, team) = (shown(plan), shown(team));
                format!("{plan} names {team}, which isn't here.")
            });
            let not_yet = || "Not yet. The answers haven't been counted.".to_owned();
            let why = unread(year, Kind::TeamAssessment).or(gone);
            vec![why.unwrap_or_else(not_yet)]
        }
    };
    lines.extend(year.of_workbooks(Kind::TeamAssessment));
    lines.extend(earlier(year.earlier()));
    lines
}

/// What a team assessment counts, and what is left to settle in it.
fn debriefed(year: &Year, team: &Team) -> Vec<String> {
    let responses = team.assessment.responses as usize;
    let (path, counts) = (shown(&team.path), counted(responses, "response"));
    let mut lines = vec![format!("{path}: {counts} counted.")];
    if year.differs_from(team) {
        let forms = year.would_count() as usize;
        let verb = agreeing(forms, "has", "have");
        let copies = match year.answered().count() > forms {
            true => ", if copies count once,",
            false => "",
        };
        let has = format!("{}{copies} {verb} answers", counted(forms, "form"));
        let is_same_round = !year.is_from_another(&team.assessment);
        let is_all_read = year.files.closed().is_empty() && year.broken_forms.is_empty();
        if forms < responses && is_same_round && !is_all_read {
            lines.push(format!("Only {has} now among those that can be read."));
        } else if forms < responses && is_same_round {
            lines.push(format!(
                "Only {has} here now. To count again, put the others back first. If they were taken out for good: {} --force",
                printed_commands::command(tally(year, &team.path))
            ));
        } else {
            lines.push(format!("{has} now."));
            let gone = year
                .counted()
                .and_then(|now| ratings_gone(&team.assessment, now));
            lines.extend(gone.filter(|_| is_same_round));
        }
    }
    let (open, undecided) = (year.open(), year.undecided());
    let (undecided, unrated): (Vec<usize>, Vec<usize>) =
        open.iter().partition(|at| undecided.contains(at));
    for (of, what, [is, are]) in [
        (undecided, "practice", ["isn't settled", "aren't settled"]),
        (
            unrated,
            "decided practice",
            ["has no agreed rating", "have no agreed rating"],
        ),
    ] {
        let numbers: Vec<usize> = of.iter().map(|at| at + 1).collect();
        let (what, verb) = (counted(of.len(), what), agreeing(of.len(), is, are));
        let numbers = numbered("number", &numbers);
        lines.extend((!of.is_empty()).then(|| format!("{what} {verb}: {numbers}.")));
    }
    if open.is_empty() {
        lines.push("Nothing is left to settle.".to_owned());
    }
    lines
}

/// That forms that were counted aren't as they were, where fewer chose a rating than before.
pub(in crate::command) fn ratings_gone(old: &Assessment, new: &Assessment) -> Option<String> {
    let both = old.practices.iter().zip(&new.practices);
    let gone = both.flat_map(|(old, new)| {
        Rating::ALL.map(|rating| old.counts.of(rating).saturating_sub(new.counts.of(rating)))
    });
    let gone = gone.sum::<u32>() as usize;
    let (ratings, was) = (counted(gone, "rating"), agreeing(gone, "was", "were"));
    let isnt = agreeing(gone, "isn't", "aren't");
    (gone > 0).then(|| {
        format!("{ratings} that {was} counted before {isnt} on the forms now: a form was removed or changed.")
    })
}

/// Which file is the year's, if it can't be read.
fn unread(year: &Year, kind: Kind) -> Option<String> {
    if let Some(file) = year.files.unknown_as(MayBe::Broken(kind)).next() {
        return Some(format!("{} can't be read.", shown(&file.path)));
    }
    if let Some(file) = year.files.unknown_as(MayBe::Misnamed(kind)).next() {
        return Some(format!("{}: {}.", shown(&file.path), file.why));
    }
    let what = kind.words().trim_start_matches("a ");
    year.may_have(kind)
        .then(|| format!("No {what} here that can be read."))
}

fn earlier(path: Option<&Path>) -> Option<String> {
    path.map(|path| format!("Earlier: {}.", shown(path)))
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
            let named = Path::new(&plan.written.plan.assessment);
            if year.is_assessment_given && named != Path::new("") {
                let named = shown(named);
                lines.push(format!(
                    "It names {named}, another school year's assessment."
                ));
            }
            let warnings = year.plan_warnings();
            if warnings > 0 {
                lines.push(format!("{} to look at.", counted(warnings, "warning")));
            }
            let [overdue, soon] =
                [State::Overdue, State::DueSoon].map(|state| year.in_state(state));
            if overdue + soon > 0 {
                lines.push(format!("{overdue} overdue, {soon} due soon."));
            }
            lines.extend(year.past_goals().map(|(what, by)| {
                format!(
                    "The target date of the goal {} has passed ({}). Add a reading, or change the target.",
                    quoted(&cut(what)),
                    day(by)
                )
            }));
        }
    }
    lines.extend(year.of_workbooks(Kind::Plan));
    lines.extend(earlier(year.previous_plan.as_deref()));
    lines
}

fn communicate(year: &Year) -> Vec<String> {
    let mut lines = Vec::new();
    for (audience, due) in year.to_tell() {
        let due = due.map_or_else(
            || "no due date".to_owned(),
            |due| format!("due {}", day(due)),
        );
        let whom = audience.words();
        lines.push(format!("Results not shared yet with {whom} ({due})."));
    }
    match &year.plan {
        None => lines.push(match unread(year, Kind::Plan) {
            Some(_) => {
                "The plan can't be read, so we can't tell who will hear the results.".to_owned()
            }
            None => "Nothing to share yet.".to_owned(),
        }),
        Some(plan) if lines.is_empty() && plan.written.plan.communications.is_empty() => {
            lines.push("The plan doesn't say who will hear the results.".to_owned());
        }
        Some(plan) if lines.is_empty() && year.told_before().is_empty() => {
            let all = plan.written.plan.communications.iter();
            lines.push(match all.clone().any(|c| c.status == Status::Dropped) {
                true => "Nothing is left to share.".to_owned(),
                false => "The results have been shared with everyone in the plan.".to_owned(),
            });
        }
        Some(_) => {}
    }
    for audience in year.told_before() {
        let whom = audience.words();
        lines.push(format!(
            "What was shared with {whom} was due before people answered."
        ));
    }
    let review = year.next_review();
    lines.extend(review.map(|review| format!("Next check-in: {}.", day(review))));
    let round = year.next_round();
    lines.extend(round.map(|round| match round <= year.today {
        true => format!("The yearly round was due on {}.", day(round)),
        false => format!("Next yearly round: {}.", day(round)),
    }));
    lines
}
