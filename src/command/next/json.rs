//! Where the year stands, for programs: JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::command::next::sections::{SectionJson, not_used, steps};
use crate::command::next::shared_steps::NextStep;
use crate::command::next::year::Year;
use crate::command::printed_commands;
use crate::model::plan::Status;
use crate::model::plan::audience::Audience;
use crate::model::plan::status::State;
use crate::model::rubric::Rubric;
use crate::model::turnout::Member;
use crate::report::formats::json::{self, JsonDay};
use crate::report::results::problem::raw_path;

/// How far you are this year, and what to type next.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::command) struct NextJson<'a> {
    district: Option<&'a str>,
    cycle: Option<&'a str>,
    roster: Option<RosterJson<'a>>,
    /// How many forms have an answer.
    responses: usize,
    assessment: Option<AssessmentJson<'a>>,
    plan: Option<PlanJson>,
    communications: Option<Vec<CommunicationJson>>,
    next_review: Option<JsonDay>,
    next_round: Option<JsonDay>,
    /// Files that can't be used yet.
    not_understood: Vec<String>,
    steps: Vec<SectionJson>,
    not_used: Vec<SectionJson>,
    /// What to do next.
    say: String,
    /// Another command that would do it.
    or: Option<String>,
    /// The command to type next.
    next: String,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RosterJson<'a> {
    people: usize,
    answered: usize,
    begun: usize,
    anonymous: usize,
    missing: Vec<PersonJson<'a>>,
    departments_missing: Vec<&'a str>,
    departments_silent: Vec<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PersonJson<'a> {
    name: &'a str,
    role: &'a str,
    department: &'a str,
}

#[derive(Debug, Serialize, JsonSchema)]
struct AssessmentJson<'a> {
    path: String,
    settled: bool,
    /// The practices that aren't settled.
    open: Vec<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct PlanJson {
    path: String,
    problems: usize,
    /// Without those of what is overdue.
    warnings: usize,
    overdue: usize,
    due_soon: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CommunicationJson {
    audience: Audience,
    status: Status,
    due: Option<JsonDay>,
}

/// The whole, with a line end.
pub(super) fn json(year: &Year, rubric: &Rubric, step: &NextStep) -> serde_json::Result<String> {
    let unknown = year.files.unknown.iter();
    let next = NextJson {
        district: year.district.as_deref(),
        cycle: year.cycle.as_deref(),
        roster: roster(year, rubric),
        responses: year.responses.len(),
        assessment: year.team.as_ref().map(|team| {
            let open = year.open().into_iter();
            let open: Vec<&str> = open.map(|at| &*rubric.practices()[at].id).collect();
            AssessmentJson {
                path: raw_path(&team.path),
                settled: open.is_empty(),
                open,
            }
        }),
        plan: year.plan.as_ref().map(|plan| PlanJson {
            path: raw_path(&plan.path),
            problems: year.plan_errors(),
            warnings: year.plan_warnings(),
            overdue: year.in_state(State::Overdue),
            due_soon: year.in_state(State::DueSoon),
        }),
        communications: year.plan.as_ref().map(|plan| {
            let all = plan.written.plan.communications.iter();
            all.map(|told| CommunicationJson {
                audience: told.audience,
                status: told.status,
                due: told.due.map(JsonDay),
            })
            .collect()
        }),
        next_review: year.next_review().map(JsonDay),
        next_round: year.next_round().map(JsonDay),
        not_understood: unknown.map(|file| raw_path(&file.path)).collect(),
        steps: steps(year, rubric).collect(),
        not_used: not_used(year).collect(),
        say: step.said(),
        or: step.or.as_ref().map(printed_commands::command),
        next: printed_commands::command(&step.command),
    };
    json::write("next", &next)
}

fn roster<'a>(year: &'a Year, rubric: &'a Rubric) -> Option<RosterJson<'a>> {
    let turnout = year.turnout()?;
    let person = |member: &'a Member| PersonJson {
        name: &member.name,
        role: &member.role,
        department: &member.department,
    };
    Some(RosterJson {
        people: turnout.people,
        answered: turnout.answered,
        begun: turnout.begun,
        anonymous: turnout.anonymous,
        missing: turnout.missing.iter().copied().map(person).collect(),
        departments_missing: year.departments_missing(rubric),
        departments_silent: turnout.silent,
    })
}
