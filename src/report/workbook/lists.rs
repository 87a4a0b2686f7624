//! The four lists of a debrief, a sheet each, with what to talk about first on top.

use crate::model::debrief_lists::heads_up;
use crate::model::rating::Rating;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::workbook::assessment::{
    answers, counts, finding, findings, other_remarks, remarks,
};
use crate::report::workbook::sheet::{CellValue, SheetTable, column};

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
        let of_whom = row.assessed.counts.of_whom();
        let others = if warns {
            warned(view, row)
        } else {
            remarks(row)
        };
        let told = of_whom.into_iter().chain([others]);
        let told: Vec<String> = told.filter(|remark| !remark.is_empty()).collect();
        values.push(CellValue::text(told.join("; ")));
        table.row(values, false);
    }
    if practices.is_empty() {
        table.below.push("None.".to_owned());
    }
    table
}

/// The remarks, with who says Urgent Gap before them.
fn warned(view: &View<'_>, row: PracticeRow<'_>) -> String {
    let counts = &row.assessed.counts;
    let Some(urgent) = heads_up(counts) else {
        return remarks(row);
    };
    let verb = if urgent == 1 { "says" } else { "say" };
    let label = view.rubric.labels.of(Rating::UrgentGap);
    let heads_up = format!("{urgent} of {} {verb} {label}", counts.rated());
    match other_remarks(row) {
        others if others.is_empty() => heads_up,
        others => format!("{heads_up}; {others}"),
    }
}
