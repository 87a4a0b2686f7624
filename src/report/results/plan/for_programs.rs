//! For programs: CSV and JSON, with the same fields in both; the goals are in JSON alone.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::model::plan::status::State;
use crate::model::plan::{Audience, Figure, Goal, Status};
use crate::report::formats::csv::CsvTable;
use crate::report::formats::json::{self, JsonDay, JsonDocument};
use crate::report::results::plan::{EntryRow, Standing};

/// The columns of the CSV; `audience` is a communication's, and `practice` the first of an
/// action's `practices`.
pub const COLUMNS: &[&str] = &[
    "id",
    "type",
    "practice",
    "practices",
    "text",
    "owner",
    "due",
    "status",
    "progress",
    "measure",
    "goal",
    "state",
    "days",
    "audience",
];

/// How far a plan is on one day.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlanStatusJson<'a> {
    today: JsonDay,
    entries: Vec<EntryJson<'a>>,
    goals: Vec<GoalJson<'a>>,
}

impl JsonDocument for PlanStatusJson<'_> {
    const KIND: &'static str = "plan-status";
}

/// An action, a communication, or a check-in.
#[derive(Debug, Serialize, JsonSchema)]
struct EntryJson<'a> {
    id: Option<&'a str>,
    #[schemars(extend("enum" = ["action", "communication", "review"]))]
    r#type: &'static str,
    /// The first of its practices.
    practice: Option<&'a str>,
    practices: Vec<&'a str>,
    text: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<JsonDay>,
    status: Option<Status>,
    progress: Option<&'a str>,
    measure: Option<&'a str>,
    goal: Option<&'a str>,
    state: State,
    /// From today until it is due; negative when that has passed.
    days: Option<i32>,
    audience: Option<Audience>,
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

fn text(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn entry<'a>(standing: &Standing<'a>, row: &EntryRow<'a>) -> EntryJson<'a> {
    let practices = row.practices.iter();
    let practices: Vec<&str> = practices
        .map(|p| standing.rubric.practices()[*p].id.as_str())
        .collect();
    EntryJson {
        id: text(row.id),
        r#type: row.kind,
        practice: practices.first().copied(),
        practices,
        text: text(row.text),
        owner: text(row.owner),
        due: row.due.map(JsonDay),
        status: row.status,
        progress: text(row.progress),
        measure: text(row.measure),
        goal: text(row.goal),
        state: row.state,
        days: row.days,
        audience: row.audience,
    }
}

fn goal(goal: &Goal) -> GoalJson<'_> {
    let measured = |figure: &Figure| Measured {
        value: figure.value,
        on: figure.day.map(JsonDay),
    };
    GoalJson {
        id: text(&goal.id),
        what: text(&goal.what),
        unit: text(&goal.unit),
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
    let rows = rows(standing, by_owner).into_iter();
    json::write(&PlanStatusJson {
        today: JsonDay(standing.today),
        entries: rows.map(|row| entry(standing, row)).collect(),
        goals: standing.goals().map(goal).collect(),
    })
}

/// The CSV; rows as in [`json()`].
///
/// # Errors
/// When `out` refuses.
pub fn csv(standing: &Standing<'_>, by_owner: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = CsvTable::new(out, COLUMNS)?;
    for row in rows(standing, by_owner) {
        let entry = serde_json::to_value(entry(standing, row))?;
        let cells = COLUMNS.iter().map(|column| match &entry[column] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Array(texts) => {
                let texts = texts.iter().filter_map(Value::as_str);
                texts.collect::<Vec<_>>().join("|")
            }
            other => other.to_string(),
        });
        table.row(&cells.collect::<Vec<_>>())?;
    }
    table.finish()
}

fn rows<'a, 'p>(standing: &'a Standing<'p>, by_owner: bool) -> Vec<&'a EntryRow<'p>> {
    if by_owner {
        let groups = standing.groups(true).into_iter();
        let reviews = standing.rows.iter().filter(|row| row.kind == "review");
        groups.flat_map(|(_, rows)| rows).chain(reviews).collect()
    } else {
        standing.rows.iter().collect()
    }
}
