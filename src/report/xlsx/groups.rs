//! Respondents by role or department, as far as they may be shown.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::group::GroupView;
use crate::report::xlsx::look::Look;
use crate::report::xlsx::sheet::{Sheet, Value, column};

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, view: &GroupView<'_>) -> Result<(), XlsxError> {
    let name = format!("By {}", view.by.word());
    let mut columns = vec![
        column("Ingredient", 24.0),
        column("No.", 5.0),
        column("Practice", 44.0),
    ];
    let why_none = view.why_none();
    let mut lines: Vec<String> = vec![name.clone()];
    lines.extend(why_none.clone());
    for group in view.shown() {
        lines.push(format!("{}: {} people", group.name, group.respondents));
        for (what, width) in [("middle answer", 18.0), ("rated", 12.0), ("unsure", 12.0)] {
            columns.push((format!("{}: {what}", group.name), width));
        }
    }
    lines.extend(view.on_hidden());
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut table = Sheet::new(sheet, &name, &lines, &columns)?;
    if why_none.is_some() {
        return Ok(());
    }
    for ingredient in &view.rubric.ingredients {
        for index in ingredient.practices.clone() {
            let first = index == ingredient.practices.start;
            let look = if first { Look::Strong } else { Look::Text };
            let mut values = vec![
                Value::Text(ingredient.title.clone(), look),
                Value::place(index + 1),
                Value::text(&view.rubric.practices()[index].title),
            ];
            for group in view.shown() {
                let Some(cell) = group.cells[index] else {
                    values.extend(["-"; 3].map(Value::text));
                    continue;
                };
                let position = cell.position.map_or("", |p| view.rubric.labels.of(p));
                values.extend([
                    Value::text(position),
                    Value::count(cell.rated),
                    Value::count(cell.unsure),
                ]);
            }
            table.row(&values, first)?;
        }
    }
    table.finish()?;
    let (lead, differences) = view.in_sentences();
    table.line_below(lead)?;
    for difference in &differences {
        table.line_below(difference)?;
    }
    Ok(())
}
