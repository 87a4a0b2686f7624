//! For programs: CSV and JSON, with the same fields in both; the goals are in JSON alone.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use crate::model::plan::{Figure, Goal};
use crate::report::formats::csv;
use crate::report::formats::json::{self, JsonDay};
use crate::report::results::plan::{EntryRow, Standing, said};

/// The first line of the CSV; `audience` is a communication's, and `practice` the first of an
/// action's `practices`.
const HEAD: &str =
    "id,type,practice,practices,text,owner,due,status,progress,measure,goal,state,days,audience";

/// How far a plan is on one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanStatusJson<'a> {
    today: JsonDay,
    entries: Vec<&'a EntryRow<'a>>,
    goals: Vec<GoalJson<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct GoalJson<'a> {
    id: Option<&'a str>,
    what: Option<&'a str>,
    unit: Option<&'a str>,
    baseline: Option<Measured>,
    target: Option<Aim>,
    readings: Vec<Measured>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Measured {
    value: f64,
    on: Option<JsonDay>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Aim {
    value: f64,
    by: Option<JsonDay>,
}

fn goal(goal: &Goal) -> GoalJson<'_> {
    let measured = |figure: &Figure| Measured {
        value: figure.value,
        on: figure.day.map(JsonDay),
    };
    GoalJson {
        id: said(&goal.id),
        what: said(&goal.what),
        unit: said(&goal.unit),
        baseline: goal.baseline.as_ref().map(measured),
        target: goal.target.map(|figure| Aim {
            value: figure.value,
            by: figure.day.map(JsonDay),
        }),
        readings: goal.readings.iter().map(measured).collect(),
    }
}

/// The JSON; entries in the order of the plan, or by owner.
///
/// # Errors
/// None that a plan can cause.
pub fn json(standing: &Standing<'_>, by_owner: bool) -> serde_json::Result<String> {
    let status = PlanStatusJson {
        today: JsonDay(standing.today),
        entries: rows(standing, by_owner),
        goals: standing.goals().map(goal).collect(),
    };
    json::write("plan-status", &status)
}

/// The CSV; rows as in [`json()`].
///
/// # Errors
/// When `out` refuses.
pub fn csv(standing: &Standing<'_>, by_owner: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = rows(standing, by_owner).into_iter();
    csv::write(out, HEAD, rows.map(|row| json!(row)))
}

fn rows<'a, 'p>(standing: &'a Standing<'p>, by_owner: bool) -> Vec<&'a EntryRow<'p>> {
    if by_owner {
        let groups = standing.groups(true).into_iter();
        let reviews = standing.rows.iter().filter(|row| row.is_review());
        groups.flat_map(|(_, rows)| rows).chain(reviews).collect()
    } else {
        standing.rows.iter().collect()
    }
}
