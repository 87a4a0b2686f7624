//! A tally as CSV, a row for each practice: docs/files.md, "Machine-readable forms".

use std::io;

use crate::model::assessment::Decision;
use crate::model::finding::{Class, Flag, Ratio};
use crate::model::rating::Rating;
use crate::report::formats::csv::CsvTable;
use crate::report::results::tally::{PracticeRow, View};

/// The names of the columns.
pub const COLUMNS: [&str; 19] = [
    "ingredient",
    "practice",
    "title",
    "strength",
    "ok_for_now",
    "could_be_better",
    "urgent_gap",
    "unsure",
    "unanswered",
    "rated",
    "answered",
    "position",
    "class",
    "standing",
    "spread",
    "concern",
    "flags",
    "agreed",
    "decision",
];

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = CsvTable::new(out, &COLUMNS)?;
    for row in view.rows() {
        table.row(&fields(view, row))?;
    }
    table.finish()
}

/// The fields of one practice, in the order of [`COLUMNS`].
pub(in crate::report) fn fields(view: &View<'_>, row: PracticeRow<'_>) -> Vec<String> {
    let counts = &row.assessed.counts;
    let finding = row.finding;
    let ingredient = &view.rubric.ingredients[row.practice.ingredient];
    let flags: Vec<&str> = finding.flags.iter().copied().map(Flag::id).collect();
    let mut fields = vec![
        ingredient.id.clone(),
        row.practice.id.clone(),
        row.practice.title.clone(),
    ];
    // Where something is withheld its counts are blank, and nothing is made of them.
    let shown = |text: String| if row.withheld { String::new() } else { text };
    let numbers = counts.by_rating().into_iter();
    let numbers = numbers.chain([counts.unanswered, counts.rated(), counts.answered()]);
    fields.extend(numbers.map(|n| shown(n.to_string())));
    fields.extend([
        finding.position.map_or("", Rating::id).to_owned(),
        shown(finding.class.id().to_owned()),
        row.shown_standing().map_or("", Class::id).to_owned(),
        finding.spread.map_or_else(String::new, |s| s.to_string()),
        finding.concern.map_or_else(String::new, four_decimals),
        flags.join("|"),
        row.assessed.agreed.map_or("", Rating::id).to_owned(),
        row.assessed.decision.map_or("", Decision::id).to_owned(),
    ]);
    fields
}

fn four_decimals(ratio: Ratio) -> String {
    format!("{:.4}", ratio.value())
}
