//! What can be said of a plan only with an assessment next to it, or only on a day.

use jiff::civil::Date;

use crate::files::plan::check::{Places, WrittenPlan};
use crate::model::assessment::{Assessed, Assessment, Decision};
use crate::model::plan::agenda::{AgendaPart, asked, practices_of};
use crate::model::plan::year::PlanYear;
use crate::model::plan::{Audience, Plan, Status};
use crate::model::practice_class::Class;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Place, Problem};
use crate::words::{counted, day};

/// More than these decided at once are rarely begun.
pub(crate) const MOST_AT_ONCE: usize = 5;

/// What a team types to go on from a plan, as messages name it.
#[derive(Debug, Clone, Default)]
pub struct PlanCommands {
    /// Adds what is missing.
    pub update: String,
    /// Begins a new year's plan.
    pub next_year: String,
}

/// What the assessment asks for and the plan does not have, as errors; what is split or
/// unknown and no one decided on, as warnings; and that much is to be improved at once, as a
/// note.
#[must_use]
pub fn coverage(
    written: &WrittenPlan,
    assessment: &Assessment,
    rubric: &Rubric,
    commands: &PlanCommands,
) -> Vec<Problem> {
    let year = PlanYear::new(&written.plan, assessment);
    let beside = PlanAndAssessment {
        plan: &written.plan,
        year,
        assessment,
        rubric,
        commands,
    };
    let from = beside
        .older()
        .into_iter()
        .map(|p| at(p, written.from.as_ref()));
    let open = |practice: &usize| !year.covers(*practice);
    let missing = asked(assessment).into_iter().filter(open);
    let missing = missing.map(|p| beside.not_covered(p));
    let undecided = practices_of(assessment, &[AgendaPart::Undecided]);
    let undecided = undecided.into_iter().filter(open);
    let undecided = undecided.map(|p| beside.undecided(p));
    missing
        .chain(undecided)
        .chain(beside.office())
        .chain(beside.many())
        .map(|p| at(p, written.assessment.as_ref()))
        .chain(from)
        .collect()
}

fn at(problem: Problem, place: Option<&Place>) -> Problem {
    match place {
        Some(place) => problem.at(place.clone()),
        None => problem,
    }
}

/// A plan next to its assessment.
struct PlanAndAssessment<'a> {
    plan: &'a Plan,
    year: PlanYear<'a>,
    assessment: &'a Assessment,
    rubric: &'a Rubric,
    commands: &'a PlanCommands,
}

impl PlanAndAssessment<'_> {
    fn assessed(&self, practice: usize) -> &Assessed {
        &self.assessment.practices[practice]
    }

    /// That no one has gone over the plan since people answered.
    fn older(&self) -> Option<Problem> {
        let since = self.year.since().filter(|_| self.year.is_older())?;
        let plan = self.plan;
        let (what, from) = match plan.renewed {
            Some(renewed) => ("gone over", Some(renewed)),
            None => ("adopted", plan.adopted),
        };
        Some(Problem::new(
            Code::OlderPlan,
            format!(
                "This plan is an older year's: it was {what} on {}, before its assessment began on {}. What it puts on hold and the results it has shared don't count for this assessment.",
                from.map_or_else(String::new, day),
                day(since)
            ),
            format!(
                "To begin a new year's plan: {}. If this plan is for several years, go over it with the team, and then type the date, on or after {since}, such as renewed = \"{since}\"",
                self.commands.next_year
            ),
        ))
    }

    fn not_covered(&self, practice: usize) -> Problem {
        let assessed = self.assessed(practice);
        let why = match assessed.decision {
            Some(Decision::FindOut) => "the team decided to find out about it",
            Some(_) => "the team decided to improve it",
            None if assessed.agreed.is_some() => "the team agreed that it is an urgent gap",
            None if assessed.standing() == Class::DontKnow => {
                "most don't know, and half or more of those who do rated it an urgent gap"
            }
            None => "half or more of those who rated it called it an urgent gap",
        };
        let actions = || self.plan.actions.iter().filter(|a| a.serves(practice));
        let what = if actions().any(|a| self.year.was_done_before(a)) {
            "has only actions that were done before this assessment"
        } else if actions().next().is_some() {
            "has only actions that were dropped"
        } else if self.plan.defer(practice).is_some() {
            "is on hold only in an older year's plan"
        } else {
            "isn't in the plan"
        };
        let defer = if self.year.is_older() {
            ""
        } else {
            ", or a [[defer]] with the reason it's on hold"
        };
        Problem::new(
            Code::NotCovered,
            format!("{} {what}, but {why}.", self.rubric.named(practice)),
            format!(
                "Add an [[action]] with practice = \"{}\", action = \"...\", owner = \"...\", due = \"2027-03-31\", and measure = \"...\"{defer}. To add everything that's missing: {}",
                self.rubric.practices()[practice].id,
                self.commands.update
            ),
        )
    }

    fn undecided(&self, practice: usize) -> Problem {
        let what = if self.assessed(practice).standing() == Class::Split {
            "Opinions differ on"
        } else if self.assessed(practice).agreed.is_some() {
            "The team agreed that it doesn't know enough about"
        } else {
            "Half or more don't know about"
        };
        let defer = if self.year.is_older() {
            ""
        } else {
            " or a [[defer]]"
        };
        Problem::new(
            Code::Undecided,
            format!(
                "{what} {}, but no one has decided what to do.",
                self.rubric.named(practice)
            ),
            format!(
                "Type the team's decision in the assessment: continue or watch. To improve it or find out about it, give it an [[action]]{defer} in the plan as well."
            ),
        )
    }

    /// That the district office was told only of an earlier assessment. That no one tells it
    /// at all is said without one.
    fn office(&self) -> Option<Problem> {
        let all = self.plan.communications.iter();
        let mut told = all
            .filter(|c| c.audience == Audience::DistrictOffice && c.status != Status::Dropped)
            .filter(|c| c.lacks().is_empty())
            .peekable();
        told.peek()?;
        let since = self.year.since()?;
        told.all(|c| !self.year.is_of_this_year(c)).then(|| {
            Problem::new(
                Code::MissingCommunication,
                "The plan doesn't say how the district office will hear about the results of this assessment. What it has was due earlier.",
                format!("Add a [[communication]] with audience = \"district-office\", message = \"...\", channel = \"...\", owner = \"...\", and due = \"{since}\" or later. To add everything that's missing: {}", self.commands.update),
            )
        })
    }

    fn many(&self) -> Option<Problem> {
        let practices = self.assessment.practices.iter().enumerate();
        let decided = practices.filter(|(_, p)| p.decision == Some(Decision::Improve));
        let is_open = |practice: usize| {
            let mut actions = self.year.actions(practice).peekable();
            let is_done = actions.peek().is_some() && actions.all(|a| a.status == Status::Done);
            !is_done && self.year.defer(practice).is_none()
        };
        let open = decided.filter(|(at, _)| is_open(*at)).count();
        (open > MOST_AT_ONCE).then(|| {
            Problem::new(
                Code::ManyPriorities,
                format!("The team decided to improve {} at once.", counted(open, "practice")),
                "Consider starting with three. List the actions in order of priority. To put a practice on hold, replace its action with a [[defer]] and a reason.",
            )
        })
    }
}

/// What is past due on this day, and what is called done and due only later.
#[must_use]
pub fn on_day(written: &WrittenPlan, today: Date) -> Vec<Problem> {
    let plan = &written.plan;
    // What was due before it was planned is reported as that.
    let counts = |due: &Date| plan.adopted.is_none_or(|adopted| *due >= adopted);
    let actions = plan.actions.iter().zip(&written.actions);
    let actions = actions.filter_map(|(a, places)| {
        let due = a.due.filter(|due| a.status.is_over() || counts(due))?;
        let done = format!("the day it was done, such as done = \"{today}\"");
        let is_early = a.done.is_none_or(|done| done > today);
        on_its_day(
            ("action", Some(done)),
            (due, today),
            (a.status, is_early),
            places,
        )
    });
    let told = plan.communications.iter().zip(&written.communications);
    let told = told.filter_map(|(c, places)| {
        on_its_day(
            ("communication", None),
            (c.due?, today),
            (c.status, true),
            places,
        )
    });
    actions.chain(told).collect()
}

/// That an entry is past due, or called done too early. `done` is what is typed to say when it
/// was done, where that can be said.
fn on_its_day(
    (what, done): (&str, Option<String>),
    (due, today): (Date, Date),
    (status, is_early): (Status, bool),
    places: &Places,
) -> Option<Problem> {
    let said = day(due);
    if !status.is_over() && due < today {
        let also = done.map_or_else(String::new, |done| format!(" and {done}"));
        let problem = Problem::new(
            Code::Overdue,
            format!("This {what} was due on {said}, but it isn't marked done or dropped."),
            format!(
                "If it's done, type status = \"done\"{also}. If it needs more time, agree on a new date with the owner. If it won't happen, type status = \"dropped\" and say why."
            ),
        );
        return Some(problem.at(places.due.clone()));
    }
    (status == Status::Done && due > today && is_early).then(|| {
        let help = match done {
            Some(done) => format!("Type {done}. Or correct the status or the due date."),
            None => "Correct the status or the due date.".to_owned(),
        };
        let message = format!("This {what} is marked done, but it isn't due until {said}.");
        Problem::new(Code::DoneEarly, message, help).at(places.status.clone())
    })
}
