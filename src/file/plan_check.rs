//! Whether a plan is complete, as far as the plan alone tells (DESIGN.md, "Plan"): each
//! thing that is missing at its place, with what to type.

use std::collections::HashMap;
use std::ops::Range;

use jiff::civil::Date;
use toml::de::DeValue;

use crate::file::plan::Adopted;
use crate::file::plan_entry::{Entry, short};
use crate::file::table::{Reader, phrase};
use crate::model::day::{Day, day};
use crate::model::nothing::says_nothing;
use crate::model::plan::{Action, Audience, Communication, Status};
use crate::model::rating::folded;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Unfilled};

const DAY: &str = "year, month and day (YYYY-MM-DD)";

/// `the action for actionable-data.team-review`.
fn the(what: &str, rubric: &Rubric, practice: Option<usize>) -> String {
    match practice.and_then(|index| rubric.practices().get(index)) {
        Some(practice) => format!("{what} for {}", practice.id),
        None => what.to_owned(),
    }
}

/// Reports what an action has to have and has not; its due date is [`action_due`]'s.
pub(super) fn action(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    rubric: &Rubric,
    practice: Option<usize>,
    action: &Action,
) {
    let the = the("The action", rubric, practice);
    let from = reader.problems.len();
    missing(
        reader,
        entry,
        Code::MissingAction,
        ("action", &action.action),
        (
            format!("{the} does not say what will be done."),
            "is not something that will be done",
        ),
        "Type in one or two sentences what will be done: action = \"...\"",
    );
    missing(
        reader,
        entry,
        Code::MissingOwner,
        ("owner", &action.owner),
        (
            format!("{the} has no owner: nobody is responsible for it."),
            "is not an owner: nobody is responsible yet",
        ),
        "Type who is responsible, a person or a post: owner = \"Director of Student Services\"",
    );
    for problem in &mut reader.problems[from..] {
        let key = if problem.code == Code::MissingOwner {
            ("owner", &action.owner)
        } else {
            ("action", &action.action)
        };
        if key.1.is_empty() {
            problem.unfilled = unfilled(entry, rubric, practice, key.0);
        }
    }
}

/// Which entry lacks this key, where it is known what it is about.
fn unfilled(
    entry: &Entry<'_>,
    rubric: &Rubric,
    practice: Option<usize>,
    key: &'static str,
) -> Option<Box<Unfilled>> {
    let practice = rubric.practices().get(practice?)?;
    Some(Box::new(Unfilled {
        start: entry.heading.start,
        about: practice.title.clone(),
        key,
    }))
}

/// Reports a key whose text is empty or says nothing; `sentences` are for the one and
/// for the other.
fn missing(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    code: Code,
    (key, written): (&str, &str),
    sentences: (String, &str),
    help: &str,
) {
    let is_reported =
        entry.is_misspelt(key) || entry.table.get(key).is_some_and(|v| !v.get_ref().is_str());
    if !says_nothing(written) || is_reported {
        return;
    }
    let message = if written.is_empty() {
        sentences.0
    } else {
        format!("\"{}\" {}.", short(written), sentences.1)
    };
    reader.report(code, entry.at(key), message, help);
}

/// The due date of an action; reports one that is missing or no date.
pub(super) fn action_due(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    rubric: &Rubric,
    practice: Option<usize>,
) -> Option<Date> {
    let help = format!("Type the day by which it is done, as {DAY}: due = \"2027-03-31\"");
    let written = match entry.table.get("due").map(toml::Spanned::get_ref) {
        Some(DeValue::String(written)) => written.trim(),
        Some(_) => return reader.date(entry.table, "due"),
        None => "",
    };
    match day(written) {
        Day::Day(date) => Some(date),
        Day::Impossible | Day::OtherYear => reader.date(entry.table, "due"),
        Day::Other => {
            reader.report(
                Code::MissingDue,
                entry.at("due"),
                format!(
                    "\"{}\" is no due date: it is not written as year, month and day.",
                    short(written)
                ),
                help,
            );
            None
        }
        Day::None => {
            if !entry.is_misspelt("due") {
                let the = the("The action", rubric, practice);
                let from = reader.problems.len();
                reader.report(
                    Code::MissingDue,
                    entry.at("due"),
                    format!("{the} has no due date."),
                    help,
                );
                if let Some(problem) = reader.problems.get_mut(from) {
                    problem.unfilled = unfilled(entry, rubric, practice, "due");
                }
            }
            None
        }
    }
}

/// Reports an entry that is due before the plan was adopted.
pub(super) fn after_adoption(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    due: Option<Date>,
    adopted: Option<&Adopted>,
) {
    let (Some(due), Some((adopted, span))) = (due, adopted) else {
        return;
    };
    if due >= *adopted {
        return;
    }
    reader.report(
        Code::DueBeforeAdopted,
        entry.at("due"),
        format!("This is due on {due}, before the plan was adopted on {adopted}."),
        format!("Type a day from {adopted} on, or correct the line that begins with adopted."),
    );
    let place = reader.text.place(span.clone());
    if let Some(problem) = reader.problems.last_mut() {
        problem.also = Some((place, "adopted on this day".to_owned()));
    }
}

/// Reports a gap that waits without a reason.
pub(super) fn defer(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    rubric: &Rubric,
    practice: Option<usize>,
    reason: &str,
) {
    let whose = match practice.and_then(|index| rubric.practices().get(index)) {
        Some(practice) => practice.id.as_str(),
        None => "This gap",
    };
    missing(
        reader,
        entry,
        Code::MissingReason,
        ("reason", reason),
        (
            format!("{whose} is to wait, and the plan does not say why: the reason is missing."),
            "is not a reason to wait",
        ),
        "Type why it waits: reason = \"...\"; or plan an [[action]] for it.",
    );
}

/// Reports an owner of a communication who is none, such as TBD. An empty one is
/// allowed but for the district office.
pub(super) fn communication(
    reader: &mut Reader<'_>,
    entry: &Entry<'_>,
    communication: &Communication,
) {
    if communication.audience != Audience::DistrictOffice && !communication.owner.is_empty() {
        missing(
            reader,
            entry,
            Code::MissingOwner,
            ("owner", &communication.owner),
            (String::new(), "is not an owner: nobody is responsible yet"),
            "Type who tells them, a person or a post: owner = \"Director of Student Services\"",
        );
    }
}

/// Reports a plan that plans nothing.
pub(super) fn empty(reader: &mut Reader<'_>, top: Range<usize>) {
    reader.report(
        Code::EmptyPlan,
        top,
        "The plan is empty: it has no action, and no gap that waits for a reason.",
        "Add an [[action]] with practice, action, owner and due. `chronic plan draft` writes one for every practice that the assessment asks for.",
    );
}

/// What the actions of a plan have said so far.
#[derive(Debug, Default)]
pub(super) struct Repeated {
    texts: HashMap<String, Range<usize>>,
    ids: HashMap<String, Range<usize>>,
}

impl Repeated {
    /// Reports an action that repeats another one's words or id.
    pub(super) fn check(&mut self, reader: &mut Reader<'_>, entry: &Entry<'_>, action: &Action) {
        if !says_nothing(&action.action) {
            let first = self.texts.get(folded(&action.action).as_ref()).cloned();
            let span = entry.at("action");
            match first {
                None => {
                    self.texts.insert(folded(&action.action).into_owned(), span);
                }
                Some(first) => same(
                    reader,
                    span,
                    first,
                    "This action is the same as another one, word for word.",
                    "Delete one of the two, or say in each what is done for its practice.",
                ),
            }
        }
        if !action.id.is_empty() {
            let span = entry.at("id");
            match self.ids.get(&action.id).cloned() {
                None => {
                    self.ids.insert(action.id.clone(), span);
                }
                Some(first) => same(
                    reader,
                    span,
                    first,
                    &format!("The id \"{}\" is used twice.", short(&action.id)),
                    "Give one of the two another number at its end.",
                ),
            }
        }
    }
}

fn same(
    reader: &mut Reader<'_>,
    span: Range<usize>,
    first: Range<usize>,
    message: &str,
    help: &str,
) {
    reader.report(Code::SameAction, span, message, help);
    let place = reader.text.place(first);
    if let Some(problem) = reader.problems.last_mut() {
        problem.also = Some((place, "first written here".to_owned()));
    }
}

/// The communication to the district office, as far as it has been seen.
#[derive(Debug, Default)]
pub(super) struct Office {
    /// Of the most complete one: what is missing, and where.
    best: Option<(Vec<&'static str>, Range<usize>)>,
}

impl Office {
    /// Takes note of a communication.
    pub(super) fn see(&mut self, entry: &Entry<'_>, communication: &Communication) {
        if communication.audience != Audience::DistrictOffice
            || communication.status == Status::Dropped
        {
            return;
        }
        let parts = [
            ("channel", says_nothing(&communication.channel)),
            ("owner", says_nothing(&communication.owner)),
            ("due", communication.due.is_none()),
        ];
        let missing: Vec<_> = parts
            .iter()
            .filter(|(_, m)| *m)
            .map(|(key, _)| *key)
            .collect();
        let is_better = self
            .best
            .as_ref()
            .is_none_or(|(best, _)| missing.len() < best.len());
        if is_better {
            let place = missing
                .first()
                .map_or(entry.heading.clone(), |key| entry.at(key));
            self.best = Some((missing, place));
        }
    }

    /// Reports that there is none (at `top`, where that can be known), or what it lacks.
    pub(super) fn check(self, reader: &mut Reader<'_>, top: Option<Range<usize>>) {
        match (self.best, top) {
            (Some((missing, _)), _) if missing.is_empty() => {}
            (Some((missing, span)), _) => reader.report(
                Code::MissingCommunication,
                span,
                format!("The communication to the district office is not complete: {} missing.", is_missing(&missing)),
                format!("Type in that entry {}.", typed(&missing)),
            ),
            (None, Some(top)) => reader.report(
                Code::MissingCommunication,
                top,
                "Nobody tells the district office: the plan has no communication to it.",
                "Add a [[communication]] with audience = \"district-office\" and with message, channel, owner and due.",
            ),
            (None, None) => {}
        }
    }
}

fn is_missing(keys: &[&str]) -> String {
    let verb = if keys.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", phrase(keys))
}

fn typed(keys: &[&str]) -> String {
    let lines: Vec<&str> = keys
        .iter()
        .map(|key| match *key {
            "channel" => "how they are told: channel = \"Staff meeting\"",
            "owner" => "who tells them: owner = \"Superintendent\"",
            _ => "by when, as year, month and day (YYYY-MM-DD): due = \"2027-01-15\"",
        })
        .collect();
    phrase(&lines)
}
