//! A comparison as CSV, a row for each practice: docs/files.md, "Machine-readable forms".

use std::io;

use crate::model::comparison::Compared;
use crate::model::comparison::change::{Delta, Label};
use crate::model::finding::position;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::formats::csv::CsvTable;
use crate::report::results::diff::DiffView;

/// The names of the columns.
pub const COLUMNS: [&str; 11] = [
    "practice",
    "title",
    "old_position",
    "new_position",
    "old_rated",
    "new_rated",
    "old_unsure",
    "new_unsure",
    "delta",
    "label",
    "steps",
];

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: &DiffView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = CsvTable::new(out, &COLUMNS)?;
    for practice in &view.comparison.practices {
        table.row(&fields(view, practice))?;
    }
    table.finish()
}

fn fields(view: &DiffView<'_>, practice: &Compared) -> Vec<String> {
    let mut fields = vec![
        practice.id.clone(),
        practice.title(view.rubric).unwrap_or_default().to_owned(),
    ];
    let sides = [practice.old, practice.new];
    fields.extend(sides.map(|side| {
        let position = side.and_then(|counts| position(&counts));
        position.map_or("", Rating::id).to_owned()
    }));
    let number = |of: fn(&Counts) -> u32| {
        sides.map(|side| side.map_or_else(String::new, |counts| of(&counts).to_string()))
    };
    fields.extend(number(Counts::rated));
    fields.extend(number(|counts| counts.of(Rating::Unsure)));
    let people = view.comparison.two_people;
    let delta = practice.change.delta.filter(|_| !people);
    let steps = practice.steps().filter(|_| people);
    fields.extend([
        delta.map_or_else(String::new, four_decimals),
        view.label(practice).map_or("", Label::id).to_owned(),
        steps.map_or_else(String::new, |steps| steps.to_string()),
    ]);
    fields
}

fn four_decimals(delta: Delta) -> String {
    let text = format!("{:.4}", delta.value());
    if text == "-0.0000" {
        "0.0000".to_owned()
    } else {
        text
    }
}
