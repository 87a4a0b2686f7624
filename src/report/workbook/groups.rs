//! Respondents by role or department, as far as they may be shown.

use crate::report::results::group::GroupView;
use crate::report::workbook::sheet::{CellValue, SheetTable, column, practice_columns};

/// So many groups stand side by side; a sheet has 16,384 columns, and nobody reads half.
const MOST: usize = 300;

/// The sheet.
pub(super) fn table(view: &GroupView<'_>) -> SheetTable {
    let name = format!("By {}", view.by.id());
    let mut columns = practice_columns(24.0, 44.0);
    let too_many = (view.shown.len() > MOST).then(|| {
        format!(
            "There are {} groups, too many to fit side by side. To see them: chronic tally --by {} --format csv",
            view.shown.len(),
            view.by.id()
        )
    });
    let why_none = view.why_none().or(too_many);
    let mut lines: Vec<String> = vec![name.clone()];
    if let Some(why) = why_none {
        lines.push(why);
        let mut table = SheetTable::new(&name, lines, columns);
        table.is_filtered = false;
        return table;
    }
    for group in &view.shown {
        lines.push(format!("{}: {} people", group.name, group.respondents));
        for (what, width) in [("middle answer", 18.0), ("rated", 12.0), ("unsure", 12.0)] {
            columns.push(column(&format!("{}: {what}", group.name), width));
        }
    }
    lines.extend(view.on_hidden());
    let mut table = SheetTable::new(&name, lines, columns);
    for index in 0..view.rubric.len() {
        let (practice, first) = CellValue::practice(view.rubric, index);
        let mut values = practice.to_vec();
        for group in &view.shown {
            let Some(cell) = group.cells[index] else {
                values.extend(["-"; 3].map(CellValue::text));
                continue;
            };
            let position = cell.position.map_or("", |p| view.rubric.labels.of(p));
            values.extend([
                CellValue::text(position),
                CellValue::count(cell.rated),
                CellValue::count(cell.unsure),
            ]);
        }
        table.row(values, first);
    }
    let (lead, differences) = view.in_sentences();
    table.below.push(lead.to_owned());
    table.below.extend(differences);
    table
}
