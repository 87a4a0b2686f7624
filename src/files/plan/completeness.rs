//! Whether a plan is complete, as far as the plan alone tells (docs/files.md, "A plan"): each
//! thing that is missing at its place, with what to type.

use std::ops::Range;

use jiff::civil::Date;
use toml::de::DeValue;

use crate::files::plan::entry::{PlanReader, ReadEntry};
use crate::model::dates::day::day;
use crate::model::dates::read_date::Stamp;
use crate::model::placeholder::says_nothing;
use crate::model::plan::audience::Audience;
use crate::model::plan::{Action, Communication, Goal, Status};
use crate::model::rubric::{Practice, Rubric};
use crate::problem::{Code, Problem, Unfilled};
use crate::text::excerpt;
use crate::text::nearest::nearest;
use crate::toml::key::{self, statement};
use crate::toml::table::is_misspelt;
use crate::words;

/// The day of adoption and where it stands.
pub(super) type Adopted = (Date, Range<usize>);

/// `The action for actionable-data.team-review (Review of attendance data by a district team)`.
fn the_action(rubric: &Rubric, practice: Option<&usize>) -> String {
    let about = practice.map(|practice| format!(" for {}", rubric.named(*practice)));
    format!("The action{}", about.unwrap_or_default())
}

/// Says of a problem which action lacks this key, where it is known what that is about.
fn unfilled(
    problem: Option<&mut Problem>,
    entry: &ReadEntry<'_>,
    key: &'static str,
    about: Option<&Practice>,
) {
    if let (Some(problem), Some(about)) = (problem, about) {
        problem.unfilled = Some(Box::new(Unfilled {
            start: entry.heading.start,
            about: about.title.clone(),
            key,
        }));
    }
}

impl PlanReader<'_, '_> {
    /// Reports what an action has to have and has not; its due date is [`action_due`]'s.
    pub(super) fn check_action(&mut self, entry: &ReadEntry<'_>, action: &Action) {
        let the = the_action(self.rubric, action.practices.first());
        let rubric = self.rubric;
        let about = action.practices.first().map(|at| &rubric.practices()[*at]);
        let needed = [
            (
                (Code::MissingAction, "action"),
                "doesn't say what will be done",
                "isn't an action. It doesn't say what will be done",
                "In one or two sentences, type what will be done: action = \"...\"",
            ),
            (
                (Code::MissingOwner, "owner"),
                "has no owner",
                "isn't an owner. Name the person or job title responsible",
                "Type who is responsible (a person or a job title): owner = \"Director of Student Services\"",
            ),
            (
                (Code::MissingMeasure, "measure"),
                "has no measure of success",
                "isn't a measure of success",
                "Type what will show that it worked: measure = \"Every school sends minutes in May.\"",
            ),
        ];
        for ((code, key), lacks, nothing, help) in needed {
            // What was dropped needs no measure any more.
            if key == "measure" && action.status == Status::Dropped {
                continue;
            }
            let empty = format!("{the} {lacks}.");
            let problem = self.missing(entry, (code, key), &empty, nothing, help);
            unfilled(problem, entry, key, about);
        }
    }

    /// Reports a key whose text is empty, in a whole sentence, or says nothing, in what goes on from
    /// the text. The problem is handed back where it is empty.
    fn missing(
        &mut self,
        entry: &ReadEntry<'_>,
        (code, key): (Code, &'static str),
        empty: &str,
        nothing: &str,
        help: &str,
    ) -> Option<&mut Problem> {
        let written = entry.text(key).filter(|text| says_nothing(text))?;
        if written.is_empty() {
            return self.reader.report(code, entry.at(key), empty, help);
        }
        let message = format!("\"{}\" {nothing}.", excerpt(&written));
        self.reader.report(code, entry.at(key), message, help);
        None
    }

    /// The due date of an action about this practice; reports one that is missing or no date.
    pub(super) fn action_due(
        &mut self,
        entry: &ReadEntry<'_>,
        practice: Option<&usize>,
    ) -> Option<Date> {
        let key = "due";
        let written = match entry.table.get(key).map(toml::Spanned::get_ref) {
            Some(DeValue::Datetime(written)) => Some(written.to_string()),
            _ => entry.text(key),
        };
        match written.as_deref().map(day) {
            Some(None) => {
                let message = format!("{} has no due date.", the_action(self.rubric, practice));
                let help = "Type the due date as year-month-day: due = \"2027-03-31\"";
                let problem = self
                    .reader
                    .report(Code::MissingDue, entry.at(key), message, help);
                let about = practice.map(|practice| &self.rubric.practices()[*practice]);
                unfilled(problem, entry, key, about);
                None
            }
            // An action without a day isn't complete.
            Some(Some(Stamp::Unclear | Stamp::Other | Stamp::OtherYear)) => {
                let (_, why, help) = key::not_a_day(key, &written.unwrap_or_default())?;
                self.reader
                    .report(Code::MissingDue, entry.at(key), why + ".", help);
                None
            }
            Some(Some(Stamp::Day(..) | Stamp::Impossible)) | None => {
                self.reader.date(entry.table, key)
            }
        }
    }

    /// Reports an action that was due before the plan was adopted and is still open.
    pub(super) fn check_adoption(
        &mut self,
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
        let place = self.reader.text.place(span.clone());
        let problem = self.reader.report(
            Code::DueBeforeAdopted,
            entry.at("due"),
            format!("This was due on {}, before the plan was adopted on {}, but it isn't marked done or dropped.", words::day(due), words::day(*adopted)),
            format!("Type a date on or after {adopted}, or correct the adopted date. If it's done, type status = \"done\"."),
        );
        if let Some(problem) = problem {
            problem.also = Some(Box::new((place, "plan adopted on this date".to_owned())));
        }
    }

    /// Reports a goal without a number to begin from or to reach, and one that says nothing; and a
    /// share that is more than all.
    pub(super) fn check_goal(&mut self, entry: &ReadEntry<'_>, goal: &Goal) {
        let ends = [goal.baseline, goal.target].into_iter().flatten();
        let mut figures = ends.chain(goal.readings.iter().copied());
        if goal.unit == "%" && figures.any(|figure| figure.value > 100.0) {
            self.reader.report(
                Code::GoalNumber,
                entry.at("unit"),
                "A number of this goal is more than 100%.",
                "Correct the number. If it's a count, type what is counted: unit = \"students\"",
            );
        }
        if says_nothing(&goal.what) {
            if entry.text("what").is_some() {
                self.reader.report(
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
                    && !is_misspelt(entry.table, key)
                    && has_no_value(entry.table.get(*key).map(toml::Spanned::get_ref))
            })
            .map(|(key, _)| key)
            .collect();
        if names.is_empty() {
            return;
        }
        let typed: Vec<String> = names.iter().filter_map(|key| statement(key)).collect();
        self.reader.report(
            Code::MissingGoal,
            entry.at(names.first().copied().unwrap_or("what")),
            format!("This goal has no {}.", names.join(" and no ")),
            format!(
                "Type, with your own numbers and dates, {}.",
                words::list(&typed)
            ),
        );
    }

    /// Reports a plan without a goal.
    pub(super) fn no_goal(&mut self) {
        self.report_of_plan(
            Code::MissingGoal,
            "The plan has no goal. It doesn't say what should change for students.",
            format!(
                "Add a [[goal]] with what = \"Students who miss 10% or more of school\", unit = \"%\", {}, and {}, with your own numbers and dates.",
                statement("baseline").unwrap_or_default(),
                statement("target").unwrap_or_default()
            ),
        );
    }

    /// Reports an action that names a goal the plan does not have.
    pub(super) fn check_named_goal(&mut self, entry: &ReadEntry<'_>, named: &str, goals: &[Goal]) {
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
                excerpt(named)
            ),
            (None, ids) => format!(
                "Type one of these: {}. Or leave it empty: goal = \"\"",
                words::any_of(ids)
            ),
        };
        let lost = match goals.iter().any(|goal| goal.id.is_empty()) && !ids.is_empty() {
            true => format!(
                ". If it's the [[goal]] without an id, type id = \"{}\" there.",
                excerpt(named)
            ),
            false => String::new(),
        };
        self.reader.report(
            Code::UnknownGoal,
            entry.at("goal"),
            format!("No goal in this plan has the id \"{}\".", excerpt(named)),
            help + &lost,
        );
    }

    /// Reports a gap that is on hold without a reason.
    pub(super) fn check_defer(&mut self, entry: &ReadEntry<'_>, practice: Option<usize>) {
        let whose = practice.map_or_else(|| "this gap".to_owned(), |at| self.rubric.named(at));
        // Alone in its entry, it is told by itself.
        self.missing(
            entry,
            (Code::MissingReason, "reason"),
            &format!("The plan doesn't say why {whose} is on hold."),
            "isn't a reason to put this on hold",
            "Type why it's on hold: reason = \"...\". Or add an [[action]] for it.",
        );
    }

    /// Reports an owner of a communication who is none, such as TBD. An empty one is
    /// allowed but for the district office.
    pub(super) fn check_communication(
        &mut self,
        entry: &ReadEntry<'_>,
        communication: &Communication,
    ) {
        if communication.audience != Audience::DistrictOffice && !communication.owner.is_empty() {
            self.missing(entry,
                (Code::MissingOwner, "owner"),
                "",
                "isn't an owner. Name the person or job title responsible",
                "Type who tells them (a person or a job title): owner = \"Director of Student Services\"",
            );
        }
    }

    /// Reports a plan that plans nothing.
    pub(super) fn no_entries(&mut self) {
        self.report_of_plan(
            Code::EmptyPlan,
            "The plan is empty. It has no actions, nothing is on hold with a reason, and no [[continue]] says how.",
            "If everything continues, type how in the [[continue]] entries: how = \"...\". Otherwise, add an [[action]] with practice = \"actionable-data.team-review\", action = \"...\", owner = \"...\", due = \"2027-03-31\", and measure = \"...\", with your own words in their place. To have them written for every practice that the assessment asks for: chronic plan draft ASSESSMENT -o FILE",
        );
    }
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
