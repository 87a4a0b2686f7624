//! What can be said of a plan only with an assessment next to it, or only on a day.

use jiff::civil::Date;

use crate::files::plan::across_entries::not_complete;
use crate::files::plan::read::WrittenPlan;
use crate::model::assessment::{Assessed, Assessment, Decision};
use crate::model::plan::agenda::{AgendaPart, asked, practices_of};
use crate::model::plan::audience::Audience;
use crate::model::plan::year::PlanYear;
use crate::model::plan::{Action, Goal, Status};
use crate::model::practice_class::Class;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
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
pub fn coverage(
    written: &WrittenPlan,
    assessment: &Assessment,
    rubric: &Rubric,
    commands: &PlanCommands,
) -> Vec<Problem> {
    let year = PlanYear::new(&written.plan, assessment);
    let beside = PlanAndAssessment {
        written,
        year,
        assessment,
        rubric,
        commands,
    };
    let from = beside.older().map(|p| p.or_at(written.from.as_ref()));
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
        .map(|p| p.or_at(written.assessment.as_ref()))
        .chain(from)
        .collect()
}

/// A plan next to its assessment.
struct PlanAndAssessment<'a> {
    written: &'a WrittenPlan,
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
        let plan = &self.written.plan;
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
                "If that date is wrong, correct it. To begin a new year's plan: {}. If this plan is for several years, go over it with the team, and then type the date, on or after {since}, such as renewed = \"{since}\"",
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
        let plan = &self.written.plan;
        let actions = || plan.actions.iter().filter(|a| a.serves(practice));
        let what = if actions().any(|a| self.year.was_done_before(a)) {
            "has only actions that were done before this assessment"
        } else if actions().next().is_some() {
            "has only actions that were dropped"
        } else if plan.defer(practice).is_some() {
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
                "Add an [[action]] with practice = \"{}\", action = \"...\", owner = \"...\", due = \"{}\", and measure = \"...\"{defer}. To add everything that's missing: {}",
                self.rubric.practices()[practice].id,
                self.example_due(),
                self.commands.update
            ),
        )
    }

    /// A day that a due date may be: the first March 31 after the plan and its assessment.
    fn example_due(&self) -> Date {
        let plan = &self.written.plan;
        let begun = plan.renewed.or(plan.adopted).max(self.year.since());
        let year = begun.map_or(2027, |day| day.year() + i16::from(day.month() > 3));
        Date::new(year, 3, 31).unwrap_or_default()
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

    /// That the district office was told only of an earlier assessment, or will be told of this one
    /// by an entry that isn't complete. That no one tells it at all is said without an assessment.
    fn office(&self) -> Option<Problem> {
        let all = self.written.plan.communications.iter().enumerate();
        let told = all
            .filter(|(_, c)| c.audience == Audience::DistrictOffice && c.status != Status::Dropped);
        let (now, earlier): (Vec<_>, Vec<_>) =
            told.partition(|(_, c)| self.year.is_of_this_year(c));
        let since = self.year.since()?;
        if !earlier.iter().any(|(_, c)| c.lacks().is_empty()) {
            return None;
        }
        let begun = now.into_iter().map(|(at, c)| (at, c.lacks()));
        match begun.min_by_key(|(_, missing)| missing.len()) {
            Some((_, missing)) if missing.is_empty() => None,
            Some((at, missing)) => {
                let places = self.written.communications.get(at);
                let place = places.map(|places| &places.heading);
                Some(not_complete(&missing).or_at(place))
            }
            None => Some(Problem::new(
                Code::MissingCommunication,
                "The plan doesn't say how the district office will hear about the results of this assessment. What it has was due earlier.",
                format!(
                    "Add a [[communication]] with audience = \"district-office\", message = \"...\", channel = \"...\", owner = \"...\", and due = \"{since}\" or later. To add everything that's missing: {}",
                    self.commands.update
                ),
            )),
        }
    }

    fn many(&self) -> Option<Problem> {
        let assessment = self.assessment;
        let decided = assessment.which(|p| p.decision == Some(Decision::Improve));
        let is_open = |practice: &usize| {
            let mut actions = self.year.actions(*practice).peekable();
            let is_done = actions.peek().is_some() && actions.all(|a| a.status == Status::Done);
            !is_done && self.year.defer(*practice).is_none()
        };
        let open = decided.into_iter().filter(is_open).count();
        (open > MOST_AT_ONCE).then(|| {
            Problem::new(
                Code::ManyPriorities,
                format!("The team decided to improve {} at once.", counted(open, "practice")),
                "Consider starting with three. List the actions in order of priority. To put a practice on hold, replace its action with a [[defer]] and a reason.",
            )
        })
    }
}

/// What is past due on this day, and which action is called done and due only later. Sharing early
/// is no fault.
pub fn on_day(written: &WrittenPlan, today: Date) -> Vec<Problem> {
    let plan = &written.plan;
    // What was due before it was planned is reported as that.
    let counts = |due: &Date| plan.adopted.is_none_or(|adopted| *due >= adopted);
    let actions = plan.actions.iter().zip(&written.actions);
    let actions = actions.filter_map(|(action, places)| {
        if let Some(problem) = done_otherwise(action, today) {
            return Some(problem.at(places.status.clone()));
        }
        let due = action.due.filter(|_| !action.status.is_over())?;
        let done = format!(" and the day it was done, such as done = \"{today}\"");
        let dropped = " If it won't happen, type status = \"dropped\" and say why in progress.";
        let is_overdue = due < today && counts(&due);
        is_overdue.then(|| overdue("action", due, [&done, dropped]).at(places.due.clone()))
    });
    let told = plan.communications.iter().zip(&written.communications);
    let told = told.filter_map(|(communication, places)| {
        let due = communication.due?;
        // The district office has to hear of it.
        let dropped = match communication.audience {
            Audience::DistrictOffice => "",
            _ => " If it won't happen, type status = \"dropped\".",
        };
        let is_overdue = due < today && !communication.status.is_over();
        is_overdue.then(|| overdue("communication", due, ["", dropped]).at(places.due.clone()))
    });
    let goals = plan.goals.iter().zip(&written.goals);
    let goals = goals.flat_map(|(goal, heading)| {
        let problems = other_days(goal, today).into_iter().flatten();
        problems.map(|problem| problem.at(heading.clone()))
    });
    goals.chain(actions).chain(told).collect()
}

/// That numbers of a goal are from days to come, or older than the number that it begins with.
fn other_days(goal: &Goal, today: Date) -> [Option<Problem>; 2] {
    let baseline = goal.baseline.and_then(|figure| figure.day);
    let readings: Vec<Date> = goal.readings.iter().filter_map(|f| f.day).collect();
    let to_come = baseline.iter().chain(&readings).find(|day| **day > today);
    let to_come = to_come.map(|to_come| {
        Problem::new(
            Code::GoalDate,
            "A number of this goal is dated after today, so it isn't shown yet.",
            format!(
                "If {} isn't the day it was measured, correct the date.",
                day(*to_come)
            ),
        )
    });
    let older = baseline.and_then(|from| Some((from, readings.iter().find(|day| **day < from)?)));
    let older = older.map(|(from, older)| {
        Problem::new(
            Code::GoalDate,
            "A number of this goal is older than its baseline.",
            format!(
                "Check the dates: the baseline is from {}, and a reading is from {}.",
                day(from),
                day(*older)
            ),
        )
    });
    [to_come, older]
}

fn overdue(what: &str, due: Date, [done, dropped]: [&str; 2]) -> Problem {
    let due = day(due);
    Problem::new(
        Code::Overdue,
        format!("This {what} was due on {due}, but it isn't marked done or dropped."),
        format!(
            "If it's done, type status = \"done\"{done}. If it needs more time, agree on a new date with the owner.{dropped}"
        ),
    )
}

/// That the day on which an action was done, its status, and its due date don't agree: there is a
/// day, and it isn't called done; the day hasn't come; or it is due later, and there is none.
fn done_otherwise(action: &Action, today: Date) -> Option<Problem> {
    let is_done = action.status == Status::Done;
    let (message, help) = match (action.done, action.due) {
        (Some(_), _) if !action.status.is_over() => (
            "This action says when it was done, but its status isn't done.".to_owned(),
            "If it's done, type status = \"done\". Otherwise, empty the date: done = \"\""
                .to_owned(),
        ),
        (Some(done), _) if is_done && done > today => (
            "This action is marked done on a day that hasn't come yet.".to_owned(),
            format!(
                "If {} isn't the day it was done, correct the date. If it isn't done yet, correct the status, and empty the date: done = \"\"",
                day(done)
            ),
        ),
        (None, Some(due)) if is_done && due > today => (
            format!(
                "This action is marked done, but it isn't due until {}.",
                day(due)
            ),
            format!(
                "Type the day it was done, such as done = \"{today}\". Or correct the status or the due date."
            ),
        ),
        _ => return None,
    };
    Some(Problem::new(Code::DoneEarly, message, help))
}
