//! What was typed into the sheets of a plan, put into the plan.

use crate::files::content::Content;
use crate::import::filled_workbook::edit::{Entry, Putting, TypedCell, TypedValue};
use crate::import::filled_workbook::{Filled, FilledTable, InCell, MadeRow, Prefer, Written};
use crate::import::grid::bad;
use crate::model::keys::names;
use crate::model::keys::plan::of_entries;
use crate::model::plan::Plan;
use crate::model::plan::rows::{Ids, ids};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::toml::decode::EditedFile;
use crate::toml::document::parse;

/// Puts what the team typed into the plan in `bytes`.
///
/// # Errors
/// What is wrong with a cell; that the workbook is of another plan; values that were changed on
/// both sides. Nothing is to be written then.
pub fn into_plan(
    filled: &Filled,
    (bytes, plan): (&[u8], &Plan),
    rubric: &Rubric,
    in_cell: InCell<'_>,
    prefer: Option<Prefer>,
) -> Result<Written, Vec<Problem>> {
    let is_of_plan = |table: &&FilledTable| {
        let mut rows = table.rows.iter();
        !rows.any(|row| row.was.contains_key("agreed"))
    };
    let tables: Vec<&FilledTable> = filled.tables.iter().filter(is_of_plan).collect();
    if tables.is_empty() {
        return Err(vec![bad(
            "The workbook has no plan.",
            "Make a new one with the plan: chronic tally SOURCE --plan PLAN -o team.xlsx",
        )]);
    }
    if !plan.id.is_empty() && !filled.plan.is_empty() && in_cell(&plan.id) != filled.plan {
        return Err(vec![bad(
            "The workbook was made with another plan than this one.",
            "Name the plan that it was made with.",
        )]);
    }
    let file = EditedFile::new(bytes).map_err(|problem| vec![problem])?;
    let root = parse(&file.text, file.text.as_str()).root;
    let mut expected = plan.clone();
    let mut putting = Putting::new(&file, rubric, in_cell, prefer);
    let rows = rows(plan, rubric, in_cell);
    for table in tables {
        putting.tell(table);
        for row in table.rows.iter().filter(|row| !row.changed.is_empty()) {
            let Some(PlanRow { kind, at, .. }) = find(&rows, row) else {
                putting.written.left_out.push(format!(
                    "The entry in row {} of the sheet {} isn't in the plan anymore, so what was typed there was left out.",
                    row.changed[0].cell.trim_start_matches(char::is_alphabetic),
                    table.sheet
                ));
                continue;
            };
            let list = root.get(*kind).and_then(|v| v.get_ref().as_array());
            let entry = Entry::of(list.and_then(|list| list.get(*at)), names(of_entries(kind)));
            let about = match (*kind, row.was.get("action")) {
                ("communication", _) => "the communication".to_owned(),
                (_, action) => format!("the {kind} \"{}\"", cut(action.map_or("", |a| a))),
            };
            for changed in &row.changed {
                let cell = TypedCell {
                    sheet: &table.sheet,
                    changed,
                    about: &about,
                    entry: entry.as_ref(),
                };
                let is_put = putting.put(&cell, &mut expected, |plan| {
                    value(plan, (kind, *at), &changed.key)
                });
                if is_put.is_none() {
                    putting.written.left_out.push(format!(
                        "Nothing can be typed into cell {} of the sheet {}, so \"{}\" was left out.",
                        changed.cell, table.sheet, changed.now
                    ));
                }
            }
        }
    }
    putting.finish(|now| matches!(now, Content::Plan(now) if now.is_sound && now.plan == expected))
}

/// An entry of a plan, and what a workbook knows it by.
struct PlanRow {
    id: String,
    /// What is done, where it is an action.
    action: String,
    kind: &'static str,
    /// Its place among those of its kind.
    at: usize,
}

fn rows(plan: &Plan, rubric: &Rubric, in_cell: InCell<'_>) -> Vec<PlanRow> {
    let Ids {
        mut entries,
        communications,
    } = ids(plan, rubric);
    entries.extend(communications);
    let mut ids = entries.into_iter();
    let mut rows = Vec::new();
    for (kind, count) in [
        ("action", plan.actions.len()),
        ("defer", plan.defers.len()),
        ("continue", plan.continues.len()),
        ("communication", plan.communications.len()),
    ] {
        rows.extend((0..count).zip(&mut ids).map(|(at, id)| PlanRow {
            id: in_cell(&id),
            action: match kind {
                "action" => in_cell(&plan.actions[at].action),
                _ => String::new(),
            },
            kind,
            at,
        }));
    }
    rows
}

/// The entry of a row. An action without an id is known by its practices and its text.
fn find<'p>(rows: &'p [PlanRow], row: &MadeRow) -> Option<&'p PlanRow> {
    let (without, _) = row.id.rsplit_once(' ')?;
    let is_unnamed = without.starts_with("unnamed ");
    let was = row.was.get("action").map_or("", String::as_str);
    let mut found = rows.iter().filter(|there| {
        if is_unnamed {
            let same = there
                .id
                .rsplit_once(' ')
                .is_some_and(|(id, _)| id == without);
            same && there.action == was
        } else {
            there.id == row.id
        }
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// What somebody may type of an entry, with its key in the file. Of what is on hold and what
/// continues, the column of the actions has the one text.
fn value<'p>(
    plan: &'p mut Plan,
    (kind, at): (&str, usize),
    key: &str,
) -> Option<(&'static str, TypedValue<'p>)> {
    Some(match kind {
        "action" => {
            let action = plan.actions.get_mut(at)?;
            match key {
                "action" => ("action", TypedValue::Text(&mut action.action)),
                "owner" => ("owner", TypedValue::Text(&mut action.owner)),
                "due" => ("due", TypedValue::Day(&mut action.due)),
                "status" => ("status", TypedValue::Status(&mut action.status)),
                "done" => ("done", TypedValue::Day(&mut action.done)),
                "progress" => ("progress", TypedValue::Text(&mut action.progress)),
                "measure" => ("measure", TypedValue::Text(&mut action.measure)),
                "partners" => ("partners", TypedValue::Texts(&mut action.partners)),
                _ => return None,
            }
        }
        "communication" => {
            let told = plan.communications.get_mut(at)?;
            match key {
                "message" => ("message", TypedValue::Text(&mut told.message)),
                "ask" => ("ask", TypedValue::Text(&mut told.ask)),
                "channel" => ("channel", TypedValue::Text(&mut told.channel)),
                "owner" => ("owner", TypedValue::Text(&mut told.owner)),
                "due" => ("due", TypedValue::Day(&mut told.due)),
                "status" => ("status", TypedValue::Status(&mut told.status)),
                _ => return None,
            }
        }
        _ if key != "action" => return None,
        "defer" => {
            let reason = &mut plan.defers.get_mut(at)?.reason;
            ("reason", TypedValue::Text(reason))
        }
        _ => {
            let how = &mut plan.continues.get_mut(at)?.how;
            ("how", TypedValue::Text(how))
        }
    })
}
