//! Districts as CSV: the rows of each tally, after the folder and what was counted there.

use std::io;

use serde::Serialize;

use crate::report::formats::csv::CsvTable;
use crate::report::results::by_folder::{FoldersView, Origin};
use crate::report::results::tally::csv::{COLUMNS, PracticeCsv, row};

/// The columns that stand before those of a tally.
const BEFORE: [&str; 4] = ["folder", "source", "responses", "not_read"];

#[derive(Debug, Serialize)]
struct FolderCsv<'a> {
    folder: &'a str,
    source: Origin,
    responses: u32,
    not_read: u32,
    tally: PracticeCsv<'a>,
}

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: FoldersView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let columns: Vec<&str> = BEFORE.into_iter().chain(COLUMNS).collect();
    let mut table = CsvTable::new(out, &columns)?;
    for (folder, tally) in view.views() {
        for index in view.practices() {
            table.row_of(&FolderCsv {
                folder: &folder.name,
                source: folder.origin,
                responses: tally.assessment.responses,
                not_read: tally.assessment.not_read,
                tally: row(&tally, tally.row(index)),
            })?;
        }
    }
    table.finish()
}
