//! Whether a plan is complete, as far as the plan alone tells (docs/files.md, "A plan"): each
//! thing that is missing at its place, with what to type.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::DeValue;

use crate::files::plan::entry::{ReadEntry, short};
use crate::model::day::{Day, day};
use crate::model::placeholder::says_nothing;
use crate::model::plan::{Action, Audience, Communication, Goal, Status};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Unfilled};
use crate::text::nearest::nearest;
use crate::toml::key::{self, statement};
use crate::toml::table::Reader;
use crate::words;

/// The day of adoption and where it stands.
pub(crate) type Adopted = (Date, Range<usize>);

/// An entry, and the practice that it is about, as messages name it.
#[derive(Debug)]
pub(crate) struct About<'e, 'd> {
    entry: &'e ReadEntry<'d>,
    rubric: &'e Rubric,
    practice: Option<usize>,
}

impl<'e, 'd> About<'e, 'd> {
    /// Of an entry; the practice where it is known.
    pub(crate) const fn new(
        entry: &'e ReadEntry<'d>,
        rubric: &'e Rubric,
        practice: Option<usize>,
    ) -> Self {
        Self {
            entry,
            rubric,
            practice,
        }
    }

    /// `The action for actionable-data.team-review (Review of attendance data by a district team)`.
    fn the(&self, what: &str) -> String {
        match self.practice {
            Some(practice) => format!("{what} for {}", self.rubric.named(practice)),
            None => what.to_owned(),
        }
    }

    /// Which entry lacks this key, where it is known what it is about.
    fn unfilled(&self, key: &'static str) -> Option<Box<Unfilled>> {
        Some(Box::new(Unfilled {
            start: self.entry.heading.start,
            about: self.rubric.practices().get(self.practice?)?.title.clone(),
            key,
        }))
    }
}

/// Reports what an action has to have and has not; its due date is [`action_due`]'s.
pub(crate) fn action(reader: &mut Reader<'_>, about: &About<'_, '_>, action: &Action) {
    let the = about.the("The action");
    missing(
        reader,
        about,
        Code::MissingAction,
        ("action", &action.action),
        (
            format!("{the} doesn't say what will be done."),
            "isn't an action. It doesn't say what will be done",
        ),
        "In one or two sentences, type what will be done: action = \"...\"",
    );
    missing(
        reader,
        about,
        Code::MissingOwner,
        ("owner", &action.owner),
        (
            format!("{the} has no owner."),
            "isn't an owner. Name the person or job title responsible",
        ),
        "Type who is responsible (a person or a job title): owner = \"Director of Student Services\"",
    );
    // What was dropped needs none any more.
    if action.status != Status::Dropped {
        missing(
            reader,
            about,
            Code::MissingMeasure,
            ("measure", &action.measure),
            (
                format!("{the} has no measure of success."),
                "isn't a measure of success",
            ),
            "Type what will show that it worked: measure = \"Every school sends minutes in May.\"",
        );
    }
}

/// Reports a key whose text is empty or says nothing; `sentences` are for the one and
/// for the other.
fn missing(
    reader: &mut Reader<'_>,
    about: &About<'_, '_>,
    code: Code,
    (key, written): (&'static str, &str),
    sentences: (String, &str),
    help: &str,
) {
    let entry = about.entry;
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
    let from = reader.problems.len();
    reader.report(code, entry.at(key), message, help);
    if let Some(problem) = reader.problems.get_mut(from).filter(|_| written.is_empty()) {
        problem.unfilled = about.unfilled(key);
    }
}

/// The due date of an action; reports one that is missing or no date.
pub(crate) fn action_due(reader: &mut Reader<'_>, about: &About<'_, '_>) -> Option<Date> {
    let entry = about.entry;
    let written = match entry.table.get("due").map(toml::Spanned::get_ref) {
        Some(DeValue::String(written)) => written.trim().to_owned(),
        Some(DeValue::Datetime(written)) => written.to_string(),
        Some(_) => return reader.date(entry.table, "due"),
        None => String::new(),
    };
    match day(&written) {
        // An action without a day isn't complete.
        Day::Unclear | Day::Other | Day::OtherYear => {
            if let Some((_, why, help)) = key::not_a_day("due", &written) {
                reader.report(Code::MissingDue, entry.at("due"), why + ".", help);
            }
            None
        }
        Day::Day(_) | Day::Impossible => reader.date(entry.table, "due"),
        Day::None => {
            if !entry.is_misspelt("due") {
                let from = reader.problems.len();
                reader.report(
                    Code::MissingDue,
                    entry.at("due"),
                    format!("{} has no due date.", about.the("The action")),
                    "Type the due date as year-month-day: due = \"2027-03-31\"",
                );
                if let Some(problem) = reader.problems.get_mut(from) {
                    problem.unfilled = about.unfilled("due");
                }
            }
            None
        }
    }
}

/// Reports an action that was due before the plan was adopted and is still open.
pub(crate) fn after_adoption(
    reader: &mut Reader<'_>,
    entry: &ReadEntry<'_>,
    action: &Action,
    adopted: Option<&Adopted>,
) {
    let (Some(due), Some((adopted, span))) = (action.due, adopted) else {
        return;
    };
    if due >= *adopted || action.status.is_over() {
        return;
    }
    reader.report(
        Code::DueBeforeAdopted,
        entry.at("due"),
        format!("This was due on {}, before the plan was adopted on {}, but it isn't marked done or dropped.", words::day(due), words::day(*adopted)),
        format!("Type a date on or after {adopted}, or correct the adopted date. If it's done, type status = \"done\"."),
    );
    let place = reader.text.place(span.clone());
    if let Some(problem) = reader.problems.last_mut() {
        problem.also = Some(Box::new((place, "plan adopted on this date".to_owned())));
    }
}

/// Reports a goal without a number to begin from or to reach, and one that says nothing.
pub(crate) fn goal(reader: &mut Reader<'_>, entry: &ReadEntry<'_>, goal: &Goal) {
    if says_nothing(&goal.what) {
        let is_reported = entry.is_misspelt("what")
            || entry
                .table
                .get("what")
                .is_some_and(|v| !v.get_ref().is_str());
        if !is_reported {
            reader.report(
                Code::MissingGoal,
                entry.at("what"),
                "This goal doesn't say what should change for students.",
                "Type what you will measure: what = \"Students who miss 10% or more of school\". Then add its baseline and target.",
            );
        }
        return;
    }
    let names: Vec<&str> = [("baseline", goal.baseline), ("target", goal.target)]
        .into_iter()
        .filter(|(key, figure)| {
            // A value that could not be read is reported as that.
            figure.is_none()
                && !entry.is_misspelt(key)
                && has_no_value(entry.table.get(*key).map(toml::Spanned::get_ref))
        })
        .map(|(key, _)| key)
        .collect();
    if names.is_empty() {
        return;
    }
    let typed: Vec<String> = names.iter().filter_map(|key| statement(key)).collect();
    reader.report(
        Code::MissingGoal,
        entry.at(names.first().copied().unwrap_or("what")),
        format!("This goal has no {}.", names.join(" and no ")),
        format!(
            "Type, with your own numbers and dates, {}.",
            words::list(&typed)
        ),
    );
}

/// Whether a value of a goal is not there, or is there without its number. What else is in
/// it is reported as that.
fn has_no_value(value: Option<&DeValue<'_>>) -> bool {
    value.is_none_or(|value| {
        let is_day = |key: &str| matches!(key, "on" | "by");
        value
            .as_table()
            .is_some_and(|table| table.keys().all(|key| is_day(key.get_ref())))
    })
}

/// Reports a plan without a goal.
pub(crate) fn no_goal(reader: &mut Reader<'_>, top: Range<usize>) {
    reader.report(
        Code::MissingGoal,
        top,
        "The plan has no goal. It doesn't say what should change for students.",
        format!(
            "Add a [[goal]] with what = \"Students who miss 10% or more of school\", unit = \"%\", {}, and {}, with your own numbers and dates.",
            statement("baseline").unwrap_or_default(),
            statement("target").unwrap_or_default()
        ),
    );
}

/// Reports an action that names a goal the plan does not have.
pub(crate) fn known_goal(
    reader: &mut Reader<'_>,
    entry: &ReadEntry<'_>,
    named: &str,
    goals: &[Goal],
) {
    if named.is_empty() || goals.iter().any(|goal| goal.id == named) {
        return;
    }
    let ids: Vec<&str> = goals
        .iter()
        .map(|goal| goal.id.as_str())
        .filter(|id| !id.is_empty())
        .collect();
    let likely = nearest(named, ids.iter().copied());
    let help = match (likely, &ids[..]) {
        (Some(near), _) => format!("Type goal = \"{near}\"."),
        (None, []) => format!(
            "Leave this empty: goal = \"\". Or in the [[goal]] that it serves, type id = \"{}\"",
            short(named)
        ),
        (None, ids) => format!(
            "Type one of these: {}. Or leave it empty: goal = \"\"",
            words::any_of(ids)
        ),
    };
    reader.report(
        Code::UnknownGoal,
        entry.at("goal"),
        format!("No goal in this plan has the id \"{}\".", short(named)),
        help,
    );
}

/// Reports a gap that is on hold without a reason.
pub(crate) fn defer(
    reader: &mut Reader<'_>,
    entry: &ReadEntry<'_>,
    rubric: &Rubric,
    practice: Option<usize>,
    reason: &str,
) {
    let whose = practice.map_or_else(|| "this gap".to_owned(), |at| rubric.named(at));
    missing(
        reader,
        // Alone in its entry, it is told by itself.
        &About::new(entry, rubric, None),
        Code::MissingReason,
        ("reason", reason),
        (
            format!("The plan doesn't say why {whose} is on hold."),
            "isn't a reason to put this on hold",
        ),
        "Type why it's on hold: reason = \"...\". Or add an [[action]] for it.",
    );
}

/// Reports an owner of a communication who is none, such as TBD. An empty one is
/// allowed but for the district office.
pub(crate) fn communication(
    reader: &mut Reader<'_>,
    entry: &ReadEntry<'_>,
    rubric: &Rubric,
    communication: &Communication,
) {
    if communication.audience != Audience::DistrictOffice && !communication.owner.is_empty() {
        missing(
            reader,
            &About::new(entry, rubric, None),
            Code::MissingOwner,
            ("owner", &communication.owner),
            (
                String::new(),
                "isn't an owner. Name the person or job title responsible",
            ),
            "Type who tells them (a person or a job title): owner = \"Director of Student Services\"",
        );
    }
}

/// Reports a plan that plans nothing.
pub(crate) fn empty(reader: &mut Reader<'_>, top: Range<usize>) {
    reader.report(
        Code::EmptyPlan,
        top,
        "The plan is empty. It has no actions, and nothing is on hold with a reason.",
        "Add an [[action]] with practice = \"actionable-data.team-review\", action = \"...\", owner = \"...\", due = \"2027-03-31\", and measure = \"...\", with your own words in their place. To have them written for every practice that the assessment asks for: chronic plan draft",
    );
}

pub(super) fn is_missing(keys: &[&str]) -> String {
    let verb = if keys.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", words::list(keys))
}

pub(super) fn typed(keys: &[&str]) -> String {
    let lines: Vec<&str> = keys
        .iter()
        .map(|key| match *key {
            "channel" => "how they will hear it: channel = \"Staff meeting\"",
            "owner" => "who tells them: owner = \"Superintendent\"",
            _ => "the due date as year-month-day: due = \"2027-01-15\"",
        })
        .collect();
    lines.join("; ")
}
