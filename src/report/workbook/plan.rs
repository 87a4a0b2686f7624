//! The plan: what is done about each practice, and who is told what. It names who is
//! responsible: it is the team's list.

use crate::model::plan::rows::{PlanRow, rows};
use crate::model::plan::{Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::results::tally::numbers;
use crate::report::workbook::sheet::{
    CellValue, SheetColumn, SheetTable, Typed, column, id_column,
};
use crate::words::day;

/// Both sheets.
pub(super) fn tables(rubric: &Rubric, plan: &Plan) -> [SheetTable; 2] {
    let title = plan.heading();
    let rows = rows(plan, rubric);
    let (entries, told) = rows.split_at(rows.len() - plan.communications.len());
    [
        actions(rubric, (plan, entries), &title),
        communications((plan, told)),
    ]
}

fn status() -> SheetColumn {
    let words = Status::ALL.map(|status| status.words().to_owned());
    column("Status", 12.0).typed(Typed::Choice(words.to_vec()), "status")
}

fn actions(rubric: &Rubric, (plan, rows): (&Plan, &[PlanRow]), title: &str) -> SheetTable {
    let columns = vec![
        column("Order", 7.0),
        column("Kind", 10.0),
        column("Practice", 32.0),
        column("No.", 5.0),
        column("Action", 44.0).typed(Typed::Text, "action"),
        column("Owner", 22.0).typed(Typed::Text, "owner"),
        column("Due", 11.0).typed(Typed::Day, "due"),
        status(),
        column("Done", 11.0).typed(Typed::Day, "done"),
        column("Progress", 28.0).typed(Typed::Text, "progress"),
        column("Measure of success", 32.0).typed(Typed::Text, "measure"),
        column("Partners", 24.0).typed(Typed::Text, "partners"),
        id_column(),
    ];
    let mut lines = vec![title.to_owned()];
    lines.extend(plan.adopted.map(|on| format!("Adopted: {}.", day(on))));
    lines.push("The order of the actions is the team's order of priority.".to_owned());
    let closed = columns.len() - 1;
    let mut table = SheetTable::new("Plan", lines, columns);
    let mut ids = rows.iter().map(|row| CellValue::text(&row.id));
    for (at, action) in plan.actions.iter().enumerate() {
        let mut values = vec![
            CellValue::place(at + 1),
            CellValue::text("action"),
            CellValue::text(action.titles(rubric)),
            match action.practices[..] {
                [one] => CellValue::place(one + 1),
                _ => CellValue::text(numbers(&action.practices)),
            },
            CellValue::text(&action.action),
            CellValue::text(&action.owner),
            CellValue::day(action.due),
            CellValue::text(action.status.words()),
            CellValue::day(action.done),
            CellValue::text(&action.progress),
            CellValue::text(&action.measure),
            CellValue::text(action.partners.join(", ")),
        ];
        values.extend(ids.next());
        table.row(values, at == 0);
    }
    let waiting = plan.defers.iter();
    let waiting = waiting.map(|d| ("on hold", d.practice, &d.reason));
    let kept = plan.continues.iter();
    let kept = kept.map(|c| ("continue", c.practice, &c.how));
    let mut before = "action";
    for (kind, practice, text) in waiting.chain(kept) {
        let mut values = vec![
            CellValue::Blank,
            CellValue::text(kind),
            CellValue::text(&rubric.practices()[practice].title),
            CellValue::place(practice + 1),
            CellValue::text(text),
        ];
        values.resize(closed, CellValue::Closed);
        values.extend(ids.next());
        table.row(values, kind != before);
        before = kind;
    }
    table
}

fn communications((plan, rows): (&Plan, &[PlanRow])) -> SheetTable {
    let columns = vec![
        column("Audience", 22.0),
        column("Message", 46.0).typed(Typed::Text, "message"),
        column("What we ask of them", 40.0).typed(Typed::Text, "ask"),
        column("Channel", 26.0).typed(Typed::Text, "channel"),
        column("Who shares it", 24.0).typed(Typed::Text, "owner"),
        column("Due", 11.0).typed(Typed::Day, "due"),
        status(),
        id_column(),
    ];
    let lines = [
        "Sharing the results",
        "Who will hear about the results, and what we ask of them.",
    ];
    let mut table = SheetTable::new("Sharing", lines.map(str::to_owned).to_vec(), columns);
    for (told, row) in plan.communications.iter().zip(rows) {
        let values = vec![
            CellValue::text(told.audience.words()),
            CellValue::text(&told.message),
            CellValue::text(&told.ask),
            CellValue::text(&told.channel),
            CellValue::text(&told.owner),
            CellValue::day(told.due),
            CellValue::text(told.status.words()),
            CellValue::text(&row.id),
        ];
        table.row(values, false);
    }
    if plan.communications.is_empty() {
        table.below.push("No one yet.".to_owned());
    }
    table
}
