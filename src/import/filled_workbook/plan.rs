//! What was typed into the sheets of a plan, put into the plan.

use crate::files::content::Content;
use crate::files::read::read;
use crate::import::filled_workbook::edit::{Entry, NewValue, Putting, not_written};
use crate::import::filled_workbook::{Filled, FilledTable, InCell, MadeRow, Prefer, Written};
use crate::import::grid::bad;
use crate::model::plan::Plan;
use crate::model::plan::keys::{names, of_entries};
use crate::model::plan::rows::ids;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::text::cut;
use crate::text::splice::Splice;
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
    let document = parse(&file.text, file.text.as_str());
    let mut splice = Splice::new(file.text.as_str());
    let mut expected = plan.clone();
    let mut putting = Putting::new(&rubric.labels, in_cell, prefer);
    let rows = Rows::of(plan, rubric, in_cell);
    for table in tables {
        putting.tell(table);
        for row in table.rows.iter().filter(|row| !row.changed.is_empty()) {
            let Some((kind, at)) = rows.find(row) else {
                putting.written.left_out.push(format!(
                    "The entry in row {} of the sheet {} isn't in the plan anymore, so what was typed there was left out.",
                    row.changed[0].cell.trim_start_matches(char::is_alphabetic),
                    table.sheet
                ));
                continue;
            };
            for changed in &row.changed {
                let Some((key, here)) = value(&mut expected, (kind, at), &changed.key) else {
                    putting.written.left_out.push(format!(
                        "Nothing can be typed into cell {} of the sheet {}, so \"{}\" was left out.",
                        changed.cell, table.sheet, changed.now
                    ));
                    continue;
                };
                let about = format!(
                    "the {kind} \"{}\"",
                    cut(row.was.get("action").map_or("", |a| a))
                );
                let about = if kind == "communication" {
                    "the communication".to_owned()
                } else {
                    about
                };
                let Some(wanted) = putting.wanted((table, changed), &about, &here.get()) else {
                    continue;
                };
                let list = document.root.get(kind).and_then(|v| v.get_ref().as_array());
                let item = list.and_then(|list| list.get(at));
                match item.and_then(|item| Some((item.get_ref().as_table()?, item.span()))) {
                    Some((table, span)) => {
                        let keys = names(of_entries(kind));
                        let entry = Entry { table, span, keys };
                        putting.put((&mut splice, file.text.as_str()), &entry, key, &wanted);
                    }
                    None => putting.problems.push(not_written()),
                }
                here.set(wanted);
            }
        }
    }
    let mut written = putting.finish()?;
    written.bytes = file.with(&splice.apply());
    let now = read(&written.bytes, rubric).checked.value;
    if !matches!(now, Some(Content::Plan(now)) if now.is_sound && now.plan == expected) {
        return Err(vec![not_written()]);
    }
    Ok(written)
}

/// The entries of a plan by what a workbook knows them by: the kind, and the place in it.
struct Rows(Vec<(String, String, &'static str, usize)>);

impl Rows {
    fn of(plan: &Plan, rubric: &Rubric, in_cell: InCell<'_>) -> Self {
        let ids = ids(plan, rubric);
        let kinds = (0..plan.actions.len()).map(|at| ("action", at));
        let kinds = kinds.chain((0..plan.defers.len()).map(|at| ("defer", at)));
        let kinds = kinds.chain((0..plan.continues.len()).map(|at| ("continue", at)));
        let kinds = kinds.chain((0..plan.communications.len()).map(|at| ("communication", at)));
        let ids = ids.entries.iter().chain(&ids.communications);
        let rows = ids.zip(kinds).map(|(id, (kind, at))| {
            let action = plan.actions.get(at).filter(|_| kind == "action");
            let action = action.map_or_else(String::new, |a| in_cell(&a.action));
            (in_cell(id), action, kind, at)
        });
        Self(rows.collect())
    }

    /// The entry of a row. An action without an id is known by its practices and its text.
    fn find(&self, row: &MadeRow) -> Option<(&'static str, usize)> {
        let (without, _) = row.id.rsplit_once(' ')?;
        let is_unnamed = without.starts_with("unnamed ");
        let was = row.was.get("action").map_or("", String::as_str);
        let mut found = self.0.iter().filter(|(id, action, ..)| {
            if is_unnamed {
                let same = id.rsplit_once(' ').is_some_and(|(id, _)| id == without);
                same && action == was
            } else {
                *id == row.id
            }
        });
        let (.., kind, at) = found.next()?;
        found.next().is_none().then_some((*kind, *at))
    }
}

/// A value of a plan that somebody may type.
enum PlanCell<'p> {
    Text(&'p mut String),
    Texts(&'p mut Vec<String>),
    Day(&'p mut Option<jiff::civil::Date>),
    Status(&'p mut crate::model::plan::Status),
}

impl PlanCell<'_> {
    fn get(&self) -> NewValue {
        match self {
            Self::Text(text) => NewValue::Text((*text).clone()),
            Self::Texts(texts) => NewValue::Texts((*texts).clone()),
            Self::Day(day) => NewValue::Day(**day),
            Self::Status(status) => NewValue::Status(**status),
        }
    }

    fn set(self, value: NewValue) {
        match (self, value) {
            (Self::Text(text), NewValue::Text(new)) => *text = new,
            (Self::Texts(texts), NewValue::Texts(new)) => *texts = new,
            (Self::Day(day), NewValue::Day(new)) => *day = new,
            (Self::Status(status), NewValue::Status(new)) => *status = new,
            _ => {}
        }
    }
}

/// The key in the file, and its value. What is on hold and what continues have one text.
fn value<'p>(
    plan: &'p mut Plan,
    (kind, at): (&str, usize),
    key: &str,
) -> Option<(&'static str, PlanCell<'p>)> {
    let keyed = |names: &'static [&'static str]| names.iter().find(|name| **name == key).copied();
    match kind {
        "action" => {
            let action = plan.actions.get_mut(at)?;
            let key = keyed(&[
                "action", "owner", "due", "status", "done", "progress", "measure", "partners",
            ])?;
            let place = match key {
                "action" => PlanCell::Text(&mut action.action),
                "owner" => PlanCell::Text(&mut action.owner),
                "due" => PlanCell::Day(&mut action.due),
                "status" => PlanCell::Status(&mut action.status),
                "done" => PlanCell::Day(&mut action.done),
                "progress" => PlanCell::Text(&mut action.progress),
                "measure" => PlanCell::Text(&mut action.measure),
                _ => PlanCell::Texts(&mut action.partners),
            };
            Some((key, place))
        }
        "communication" => {
            let told = plan.communications.get_mut(at)?;
            let key = keyed(&["message", "ask", "channel", "owner", "due", "status"])?;
            let place = match key {
                "message" => PlanCell::Text(&mut told.message),
                "ask" => PlanCell::Text(&mut told.ask),
                "channel" => PlanCell::Text(&mut told.channel),
                "owner" => PlanCell::Text(&mut told.owner),
                "due" => PlanCell::Day(&mut told.due),
                _ => PlanCell::Status(&mut told.status),
            };
            Some((key, place))
        }
        _ if key != "action" => None,
        "defer" => Some((
            "reason",
            PlanCell::Text(&mut plan.defers.get_mut(at)?.reason),
        )),
        _ => Some(("how", PlanCell::Text(&mut plan.continues.get_mut(at)?.how))),
    }
}
