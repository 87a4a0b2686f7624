//! What can be said of a plan only with an assessment beside it, or only on a day.

use jiff::civil::Date;

use crate::file::plan::{Places, WrittenPlan};
use crate::model::agenda::agenda;
use crate::model::assessment::{Assessment, Decision};
use crate::model::class::Class;
use crate::model::finding::class;
use crate::model::plan::Status;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place, Problem};

/// What the assessment asks for and the plan does not have, as errors; what is split or
/// unknown and nobody decided on, as warnings (DESIGN.md, "Plan").
#[must_use]
pub fn coverage(written: &WrittenPlan, assessment: &Assessment, rubric: &Rubric) -> Vec<Problem> {
    let agenda = agenda(assessment);
    let plan = &written.plan;
    let is_planned = |practice| plan.acts_on(practice) || plan.defer(practice).is_some();
    let named = |practice: usize| {
        let practice = &rubric.practices()[practice];
        format!("{} ({})", practice.id, practice.title)
    };
    let missing = agenda.asked().filter(|p| !is_planned(*p)).map(|practice| {
        let assessed = &assessment.practices[practice];
        let why = match assessed.decision {
            Some(Decision::FindOut) => "the team decided to find out about it",
            Some(_) => "the team decided to improve it",
            None if class(&assessed.counts) == Class::DontKnow => {
                "most do not know, and half or more of those who do say that it is an urgent gap"
            }
            None => "half or more said that it is an urgent gap",
        };
        let what = if plan.actions.iter().any(|a| a.practice == practice) {
            "has only actions that were dropped"
        } else {
            "is not in the plan"
        };
        Problem::new(
            Code::NotCovered,
            format!("{} {what}, and {why}.", named(practice)),
            format!(
                "Add an [[action]] with practice = \"{}\", or a [[defer]] with the reason why it waits. `chronic plan update` adds what is missing.",
                rubric.practices()[practice].id
            ),
        )
    });
    let undecided = agenda.undecided.iter().filter(|p| !is_planned(**p)).map(|practice| {
        let what = if class(&assessment.practices[*practice].counts) == Class::Split {
            "Opinions differ on"
        } else {
            "Half or more do not know about"
        };
        Problem::new(
            Code::Undecided,
            format!("{what} {}, and nobody has decided what to do.", named(*practice)),
            "Type the team's decision in the assessment: continue, improve, find-out or watch. Or give it an [[action]] or a [[defer]] in the plan.",
        )
    });
    missing
        .chain(undecided)
        .map(|p| at(p, written.assessment.as_ref()))
        .collect()
}

fn at(problem: Problem, place: Option<&Place>) -> Problem {
    match place {
        Some(place) => problem.at(place.clone()),
        None => problem,
    }
}

/// What is past due on this day, and what is called done and due only later.
#[must_use]
pub fn on_day(written: &WrittenPlan, today: Date) -> Vec<Problem> {
    let plan = &written.plan;
    // What was due before it was planned is reported as that.
    let counts = |due: &Date| plan.adopted.is_none_or(|adopted| *due >= adopted);
    let actions = plan.actions.iter().zip(&written.actions);
    let communications = plan.communications.iter().zip(&written.communications);
    let entries = actions
        .map(|(a, places)| (a.due, a.status, a.done, "action", places))
        .chain(communications.map(|(c, places)| (c.due, c.status, None, "communication", places)));
    entries
        .filter_map(|(due, status, done, what, places)| {
            entry(due.filter(counts)?, status, done, today, what, places)
        })
        .collect()
}

fn entry(
    due: Date,
    status: Status,
    done: Option<Date>,
    today: Date,
    what: &str,
    places: &Places,
) -> Option<Problem> {
    if !status.is_over() && due < today {
        let problem = Problem::new(
            Code::Overdue,
            format!("This {what} was due on {due}, and it is neither done nor dropped."),
            "Type status = \"done\" when it is done, or agree on another day with its owner; when it will not be done, type status = \"dropped\" and why.",
        );
        return Some(problem.at(places.due.clone()));
    }
    let is_early = status == Status::Done && due > today && done.is_none_or(|done| done > today);
    is_early.then(|| {
        let help = if what == "action" {
            "Type the day it was done: done = \"2027-01-15\"; or correct the status or the due date."
        } else {
            "Correct the status, or the due date."
        };
        Problem::new(
            Code::DoneEarly,
            format!("This {what} is called done, and it is due only on {due}."),
            help,
        )
        .at(places.status.clone())
    })
}
