//! The plan: what is done about each practice, and who is told what. It names who is
//! responsible: it is the team's list.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::model::plan::rows::ids;
use crate::model::plan::{Plan, Status};
use crate::model::rubric::Rubric;
use crate::report::workbook::sheet::{Column, Made, Sheet, Value, column, id_column};

/// Writes both sheets.
pub(super) fn sheets(
    workbook: &mut Workbook,
    rubric: &Rubric,
    plan: &Plan,
) -> Result<[Made; 2], XlsxError> {
    let title = match plan.title.as_str() {
        "" => "The plan",
        title => title,
    };
    let ids = ids(plan, rubric);
    Ok([
        actions(workbook, rubric, (plan, &ids.entries), title)?,
        communications(workbook, (plan, &ids.communications), title)?,
    ])
}

fn status() -> Column {
    let words = Status::ALL.map(|status| status.words().to_owned());
    column("Status", 12.0).typed_choice("status", words.to_vec())
}

fn actions(
    workbook: &mut Workbook,
    rubric: &Rubric,
    (plan, ids): (&Plan, &[String]),
    title: &str,
) -> Result<Made, XlsxError> {
    let columns = [
        column("Order", 7.0),
        column("Kind", 10.0),
        column("Practice", 32.0),
        column("No.", 5.0),
        column("Action", 44.0).typed("action"),
        column("Owner", 22.0).typed("owner"),
        column("Due", 11.0).typed_day("due"),
        status(),
        column("Done", 11.0).typed_day("done"),
        column("Progress", 28.0).typed("progress"),
        column("Measure of success", 32.0).typed("measure"),
        column("Partners", 24.0).typed("partners"),
        id_column(),
    ];
    let mut ids = ids.iter().map(Value::text);
    let adopted = plan
        .adopted
        .map(|day| format!("Adopted {}.", crate::words::day(day)));
    let mut lines = vec![title];
    lines.extend(adopted.as_deref());
    lines.push("The order of the actions is the team's order of priority.");
    let mut table = Sheet::new(super::add(workbook)?, "Plan", &lines, &columns)?;
    let practice = |at: usize| {
        [
            Value::text(&rubric.practices()[at].title),
            Value::place(at + 1),
        ]
    };
    for (at, action) in plan.actions.iter().enumerate() {
        let mut values = vec![Value::place(at + 1), Value::text("action")];
        values.push(Value::text(action.titles(rubric)));
        values.push(match action.practices[..] {
            [one] => Value::place(one + 1),
            _ => {
                let numbers = action.practices.iter().map(|p| (p + 1).to_string());
                Value::text(numbers.collect::<Vec<_>>().join(", "))
            }
        });
        values.extend([
            Value::text(&action.action),
            Value::text(&action.owner),
            Value::day(action.due),
            Value::text(action.status.words()),
            Value::day(action.done),
            Value::text(&action.progress),
            Value::text(&action.measure),
            Value::text(action.partners.join(", ")),
        ]);
        values.extend(ids.next());
        table.row(&values, at == 0)?;
    }
    let kept = plan
        .continues
        .iter()
        .map(|c| ("continue", c.practice, &c.how));
    let waiting = plan
        .defers
        .iter()
        .map(|d| ("on hold", d.practice, &d.reason));
    let mut before = "action";
    for (kind, of, text) in waiting.chain(kept) {
        let mut values = vec![Value::Blank, Value::text(kind)];
        values.extend(practice(of));
        values.push(Value::text(text));
        values.extend(vec![Value::Closed; columns.len() - 1 - values.len()]);
        values.extend(ids.next());
        table.row(&values, kind != before)?;
        before = kind;
    }
    table.finish()
}

fn communications(
    workbook: &mut Workbook,
    (plan, ids): (&Plan, &[String]),
    title: &str,
) -> Result<Made, XlsxError> {
    let columns = [
        column("Audience", 22.0),
        column("Message", 46.0).typed("message"),
        column("What we ask of them", 40.0).typed("ask"),
        column("How", 26.0).typed("channel"),
        column("Who shares it", 24.0).typed("owner"),
        column("Due", 11.0).typed_day("due"),
        status(),
        id_column(),
    ];
    let lines = [
        title,
        "Who will hear about the results, and what we ask of them.",
    ];
    let mut table = Sheet::new(super::add(workbook)?, "Sharing", &lines, &columns)?;
    for (told, id) in plan.communications.iter().zip(ids) {
        let values = [
            Value::text(told.audience.name()),
            Value::text(&told.message),
            Value::text(&told.ask),
            Value::text(&told.channel),
            Value::text(&told.owner),
            Value::day(told.due),
            Value::text(told.status.words()),
            Value::text(id),
        ];
        table.row(&values, false)?;
    }
    let made = table.finish()?;
    if plan.communications.is_empty() {
        table.line_below("No one yet.")?;
    }
    Ok(made)
}
