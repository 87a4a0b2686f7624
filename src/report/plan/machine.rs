//! For programs: CSV and JSON, with the same fields in both (DESIGN.md, "Machine-readable
//! forms").

use std::io;

use serde_json::{Value, json};

use crate::model::plan::Audience;
use crate::report::csv::Table;
use crate::report::escape;
use crate::report::plan::{Row, Standing};

/// The columns of the CSV; `audience` is a communication's.
pub const COLUMNS: &[&str] = &[
    "id", "type", "practice", "text", "owner", "due", "status", "state", "days", "audience",
];

/// The fields of a row in the order of [`COLUMNS`]; null where there is none.
fn fields(standing: &Standing<'_>, row: &Row<'_>) -> [Value; 10] {
    let text = |text: &str| {
        if text.is_empty() {
            Value::Null
        } else {
            json!(text)
        }
    };
    let practice = row
        .practice
        .map(|p| standing.rubric.practices()[p].id.as_str());
    let kind = if row.audience.is_some() {
        "communication"
    } else {
        "action"
    };
    [
        text(row.id),
        json!(kind),
        json!(practice),
        text(row.text),
        text(row.owner),
        json!(row.due.map(|due| due.to_string())),
        json!(row.status.id()),
        json!(row.state.id()),
        json!(row.days),
        json!(row.audience.map(Audience::id)),
    ]
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
            other => other.to_string(),
        });
        table.row(&cells)?;
    }
    table.finish()
}

fn rows<'a, 'p>(standing: &'a Standing<'p>, by_owner: bool) -> Vec<&'a Row<'p>> {
    if by_owner {
        let groups = standing.groups(true).into_iter();
        groups.flat_map(|(_, rows)| rows).collect()
    } else {
        standing.rows.iter().collect()
    }
}
