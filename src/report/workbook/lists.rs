//! The four lists of a debrief, a sheet each, with what to talk about first on top.

use crate::model::debrief_lists::heads_up;
use crate::model::rating::Rating;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::workbook::assessment::{
    answers, counts, finding, findings, other_remarks, remarks,
};
use crate::report::workbook::sheet::{CellValue, SheetTable, column};
use crate::words::joined_by;

/// What is said above each of the lists.
const ABOUT: [&str; 4] = [
    "Urgent gaps, what could be better, and differences of opinion. The most urgent come first.",
    "Practices where answers differ most, widest first. Hear both sides before you decide.",
    "Practices to find out about before you decide.",
    "Strengths first, then practices that are OK for now, starting with the strongest.",
];

/// The sheets of all four.
pub(super) fn tables(view: &View<'_>) -> impl Iterator<Item = SheetTable> {
    let lists = view.lists().into_iter().zip(ABOUT).enumerate();
    lists.map(|(at, ((name, practices), about))| {
        // Among strengths, one Urgent Gap is worth a word.
        let warns = at == 3;
        list(view, [name, about], practices, warns)
    })
}

/// The sheet of one list.
fn list(view: &View<'_>, lines: [&str; 2], practices: &[usize], warns: bool) -> SheetTable {
    let mut columns = vec![
        column("Order", 7.0),
        column("Practice", 40.0),
        column("No.", 5.0),
        column("Ingredient", 20.0),
    ];
    columns.extend(answers(&view.rubric.labels));
    columns.extend(findings(14.0, 34.0));
    let mut table = SheetTable::new(lines[0], lines.map(str::to_owned).to_vec(), columns);
    for (at, index) in practices.iter().enumerate() {
        let row = view.row(*index);
        let ingredient = &view.rubric.ingredients[row.practice.ingredient];
        let mut values = vec![
            CellValue::place(at + 1),
            CellValue::text(&row.practice.title),
            CellValue::place(row.number),
            CellValue::text(&ingredient.title),
        ];
        values.extend(counts(row));
        values.extend(finding(view, row));
        // There is no column here that says how many rated it.
        let of_whom = row.assessed.counts.of_whom().unwrap_or_default();
        let told = match heads_up(&row.assessed.counts).filter(|_| warns) {
            Some(urgent) => [of_whom, warned(row, urgent), other_remarks(row)],
            None => [of_whom, String::new(), remarks(row)],
        };
        let told = told.iter().filter(|remark| !remark.is_empty());
        values.push(CellValue::text(joined_by(told, "; ").unwrap_or_default()));
        table.row(values, false);
    }
    if practices.is_empty() {
        table.below.push("None.".to_owned());
    }
    table
}

/// Who says Urgent Gap.
fn warned(row: PracticeRow<'_>, urgent: u32) -> String {
    let verb = if urgent == 1 { "says" } else { "say" };
    let (rated, label) = (
        row.assessed.counts.rated(),
        row.labels.of(Rating::UrgentGap),
    );
    format!("{urgent} of {rated} {verb} {label}")
}
