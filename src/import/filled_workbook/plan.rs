//! What was typed into the sheets of a plan, put into the plan.

use crate::files::content::Kind;
use crate::import::filled_workbook::edit::{Entry, EntryName, Putting};
use crate::import::filled_workbook::{Filled, FilledTable, InCell, MadeRow, Prefer, Written};
use crate::import::grid::bad;
use crate::model::each_once::only;
use crate::model::keys::plan::of_entries;
use crate::model::plan::Plan;
use crate::model::plan::rows::{PlanRow, rows};
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::toml::decode::EditedFile;

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
    let tables: Vec<&FilledTable> = filled.tables_of(Kind::Plan).collect();
    if tables.is_empty() {
        return Err(vec![bad(
            "The workbook has no plan.",
            "Make a new one with the plan: chronic tally SOURCE --plan PLAN -o team.xlsx",
        )]);
    }
    if is_anothers(filled, plan, in_cell) {
        return Err(vec![bad(
            "The workbook was made with another plan than this one.",
            "Name the plan that it was made with.",
        )]);
    }
    let file = EditedFile::new(bytes).map_err(|problem| vec![problem])?;
    let mut putting = Putting::new(&file, rubric, in_cell, prefer);
    let rows = rows(plan, rubric);
    putting.tell(&filled.told, &[]);
    for table in tables {
        putting.tell(&table.told, &table.left_out);
        for row in table.rows.iter().filter(|row| !row.changed.is_empty()) {
            let Some(PlanRow { kind, at, .. }) = find(&rows, row, plan, in_cell) else {
                putting.written.left_out.push(format!(
                    "The entry in row {} of the sheet {} isn't in the plan anymore, so what was typed there was skipped.",
                    row.changed[0].cell.trim_start_matches(char::is_alphabetic),
                    table.sheet
                ));
                continue;
            };
            let text = row.was.get("action").filter(|text| !text.is_empty());
            let about = match (*kind, text, plan.actions.get(*at)) {
                ("communication", ..) => "the communication".to_owned(),
                (_, Some(text), _) => format!("the {kind} \"{}\"", cut(text)),
                ("action", None, Some(action)) => {
                    format!("the action for {}", rubric.titles(&action.practices))
                }
                _ => format!("the {kind}"),
            };
            let entry = Entry {
                of: kind,
                one: EntryName::Place(*at),
                keys: of_entries(kind),
            };
            for changed in &row.changed {
                // Of what is on hold and what continues, the column of the actions has the one text.
                let key = match (*kind, changed.key.as_str()) {
                    ("defer", "action") => "reason",
                    ("continue", "action") => "how",
                    (_, key) => key,
                };
                let cell = (changed, &*changed.place(&about, table));
                if putting.put(cell, entry, key).is_none() {
                    putting.written.left_out.push(format!(
                        "Nothing can be typed into cell {} of the sheet {}, so \"{}\" was skipped.",
                        changed.cell, table.sheet, changed.now
                    ));
                }
            }
        }
    }
    putting.finish(filled, Kind::Plan)
}

fn is_anothers(filled: &Filled, plan: &Plan, in_cell: InCell<'_>) -> bool {
    !plan.id.is_empty() && !filled.plan.is_empty() && in_cell(&plan.id) != filled.plan
}

/// Whether a workbook has the sheets of this plan.
pub fn is_of_plan(filled: &Filled, plan: &Plan, in_cell: InCell<'_>) -> bool {
    filled.tables_of(Kind::Plan).next().is_some() && !is_anothers(filled, plan, in_cell)
}

/// The entry of a row. An action without an id is known by its practices and its text.
fn find<'p>(
    rows: &'p [PlanRow],
    row: &MadeRow,
    plan: &Plan,
    in_cell: InCell<'_>,
) -> Option<&'p PlanRow> {
    let (without, _) = row.id.rsplit_once(' ')?;
    let is_unnamed = without.starts_with("unnamed ");
    let was = row.was.get("action").map_or("", String::as_str);
    only(rows.iter().filter(|there| {
        let id = in_cell(&there.id);
        if is_unnamed {
            let action = plan.actions.get(there.at);
            let is_same = id.rsplit_once(' ').is_some_and(|(id, _)| id == without);
            is_same && action.is_some_and(|action| in_cell(&action.action) == was)
        } else {
            id == row.id
        }
    }))
}
