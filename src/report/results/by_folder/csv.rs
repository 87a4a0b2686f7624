//! Districts as CSV: the rows of each tally, after the folder and what was counted there.

use std::io;

use crate::report::formats::csv::CsvTable;
use crate::report::results::by_folder::FoldersView;
use crate::report::results::tally::csv::{COLUMNS, fields};

/// The columns that stand before those of a tally.
const BEFORE: [&str; 4] = ["folder", "source", "responses", "not_read"];

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: FoldersView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let columns: Vec<&str> = BEFORE.into_iter().chain(COLUMNS).collect();
    let mut table = CsvTable::new(out, &columns)?;
    for (folder, tally) in view.views() {
        for index in view.practices() {
            let mut row = vec![
                folder.name.clone(),
                folder.origin.id().to_owned(),
                tally.assessment.responses.to_string(),
                tally.assessment.not_read.to_string(),
            ];
            row.extend(fields(&tally, tally.row(index)));
            table.row(&row)?;
        }
    }
    table.finish()
}
