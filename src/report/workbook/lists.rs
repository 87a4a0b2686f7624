//! The four lists of a debrief, a sheet each, with what to talk about first on top.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::debrief::heads_up;
use crate::model::rating::Rating;
use crate::report::results::tally::{PracticeRow, View};
use crate::report::workbook::assessment::{answers, counts, finding, other_remarks, remarks};
use crate::report::workbook::sheet::{CellValue, WorkbookSheet, column};

/// A list as flat indexes, and what is said above it.
#[derive(Debug)]
pub(super) struct List<'a> {
    name: &'static str,
    about: &'static str,
    practices: &'a [usize],
    /// Whether one Urgent Gap among strengths is worth a word.
    warns: bool,
}

/// All four.
pub(super) fn all<'a>(view: &'a View<'_>) -> [List<'a>; 4] {
    const ABOUT: [&str; 4] = [
        "Urgent gaps, what could be better, and differences of opinion. The most urgent come first.",
        "Practices where answers differ most, widest first. Hear both sides before you decide.",
        "Half or more of the people who answered are unsure. Find out, and then decide.",
        "Strengths first, then practices that are OK for now, starting with the strongest.",
    ];
    let debrief = &view.debrief;
    let list = |name, at: usize, practices, warns| List {
        name,
        about: ABOUT[at],
        practices,
        warns,
    };
    [
        list("Top priorities", 0, debrief.priorities.as_slice(), false),
        list("Differences of opinion", 1, &debrief.differences, false),
        list("Find out", 2, &debrief.find_out, false),
        list("Continue", 3, &debrief.keep, true),
    ]
}

/// Writes the sheet of one list.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    view: &View<'_>,
    list: &List<'_>,
) -> Result<(), XlsxError> {
    let mut columns = vec![
        column("Order", 7.0),
        column("Practice", 40.0),
        column("No.", 5.0),
        column("Ingredient", 20.0),
    ];
    columns.extend(answers(&view.rubric.labels));
    columns.extend([
        column("Middle answer", 14.0),
        column("Result", 15.0),
        column("Spread (0 to 100)", 8.0),
        column("Concern (0 to 1)", 8.0),
        column("Remarks", 34.0),
    ]);
    let mut table = WorkbookSheet::new(sheet, list.name, &[list.name, list.about], &columns)?;
    for (at, index) in list.practices.iter().enumerate() {
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
        let others = if list.warns {
            warned(view, row)
        } else {
            remarks(row)
        };
        let told = of_whom.into_iter().chain([others]);
        let told: Vec<String> = told.filter(|remark| !remark.is_empty()).collect();
        values.push(CellValue::text(told.join("; ")));
        table.row(&values, false)?;
    }
    table.finish()?;
    if list.practices.is_empty() {
        table.line_below("None.")?;
    }
    Ok(())
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
