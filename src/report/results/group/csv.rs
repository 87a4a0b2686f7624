//! Groups as CSV, a row for each group and practice: docs/files.md, "Machine-readable forms".

use std::io;

use crate::model::rating::Rating;
use crate::report::formats::csv::CsvTable;
use crate::report::results::group::GroupView;

/// The names of the columns.
pub const COLUMNS: [&str; 8] = [
    "group",
    "respondents",
    "ingredient",
    "practice",
    "title",
    "position",
    "rated",
    "unsure",
];

/// Writes the table; nothing but its head where no group may be shown.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: &GroupView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = CsvTable::new(out, &COLUMNS)?;
    for group in view.shown() {
        for (practice, cell) in view.rubric.practices().iter().zip(&group.cells) {
            let number = |n: Option<u32>| n.map_or_else(String::new, |n| n.to_string());
            let position = cell.and_then(|cell| cell.position);
            table.row(&[
                group.name.clone(),
                group.respondents.to_string(),
                view.rubric.ingredients[practice.ingredient].id.clone(),
                practice.id.clone(),
                practice.title.clone(),
                position.map_or("", Rating::id).to_owned(),
                number(cell.map(|cell| cell.rated)),
                number(cell.map(|cell| cell.unsure)),
            ])?;
        }
    }
    table.finish()
}
