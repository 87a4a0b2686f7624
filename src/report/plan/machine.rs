//! For programs: CSV and JSON, with the same fields in both; the goals are in JSON alone.

use std::io;

use serde_json::{Value, json};

use crate::model::plan::{Audience, Figure, Goal, Status};
use crate::report::csv::Table;
use crate::report::escape;
use crate::report::plan::{Row, Standing};

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

/// The fields of a row in the order of [`COLUMNS`]; null where there is none.
fn fields(standing: &Standing<'_>, row: &Row<'_>) -> [Value; 14] {
    let text = |text: &str| {
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        }
    };
    let practices = row.practices.iter();
    let practices: Vec<&str> = practices
        .map(|p| standing.rubric.practices()[*p].id.as_str())
        .collect();
    [
        text(row.id),
        json!(row.kind),
        json!(practices.first()),
        json!(practices),
        text(row.text),
        text(row.owner),
        json!(row.due.map(|due| due.to_string())),
        json!(row.status.map(Status::id)),
        text(row.progress),
        text(row.measure),
        text(row.goal),
        json!(row.state.id()),
        json!(row.days),
        json!(row.audience.map(Audience::id)),
    ]
}

/// A goal; null where something is not there.
fn goal(goal: &Goal) -> Value {
    let text = |text: &str| (!text.is_empty()).then(|| json!(text));
    let figure = |figure: &Figure, key: &str| {
        let mut value = json!({ "value": figure.value });
        value[key] = json!(figure.day.map(|day| day.to_string()));
        value
    };
    json!({
        "id": text(&goal.id),
        "what": text(&goal.what),
        "unit": text(&goal.unit),
        "baseline": goal.baseline.map(|f| figure(&f, "on")),
        "target": goal.target.map(|f| figure(&f, "by")),
        "readings": goal.readings.iter().map(|f| figure(f, "on")).collect::<Vec<_>>(),
    })
}

/// The JSON; entries in the order of the plan, or by owner.
#[must_use]
pub fn json(standing: &Standing<'_>, by_owner: bool) -> String {
    let entries: Vec<Value> = rows(standing, by_owner)
        .into_iter()
        .map(|row| {
            let fields = COLUMNS.iter().zip(fields(standing, row));
            Value::Object(
                fields
                    .map(|(key, value)| ((*key).to_owned(), value))
                    .collect(),
            )
        })
        .collect();
    let value = json!({
        "schema_version": 1,
        "kind": "plan-status",
        "today": standing.today.to_string(),
        "entries": entries,
        "goals": standing.goals().map(goal).collect::<Vec<_>>(),
    });
    escape::json(&format!("{value:#}\n"))
}

/// The CSV; rows as in [`json()`].
///
/// # Errors
/// When `out` refuses.
pub fn csv(standing: &Standing<'_>, by_owner: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = Table::new(out, COLUMNS)?;
    for row in rows(standing, by_owner) {
        let cells = fields(standing, row).map(|value| match value {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Array(texts) => {
                let texts = texts.iter().filter_map(Value::as_str);
                texts.collect::<Vec<_>>().join("|")
            }
            other => other.to_string(),
        });
        table.row(&cells)?;
    }
    table.finish()
}

fn rows<'a, 'p>(standing: &'a Standing<'p>, by_owner: bool) -> Vec<&'a Row<'p>> {
    if by_owner {
        let groups = standing.groups(true).into_iter();
        let reviews = standing.rows.iter().filter(|row| row.kind == "review");
        groups.flat_map(|(_, rows)| rows).chain(reviews).collect()
    } else {
        standing.rows.iter().collect()
    }
}
