//! A tally as CSV, a row for each practice: docs/files.md, "Machine-readable forms".

use std::io;

use serde::Serialize;

use crate::report::formats::csv;
use crate::report::results::tally::json::{PracticeJson, practice};
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

/// A practice as a row; what JSON calls its id is in a column of another name.
#[derive(Debug, Serialize)]
pub(in crate::report) struct PracticeCsv<'a> {
    practice: &'a str,
    json: PracticeJson<'a>,
}

/// The row of one practice.
pub(in crate::report) fn row<'v>(view: &'v View<'_>, row: PracticeRow<'v>) -> PracticeCsv<'v> {
    PracticeCsv {
        practice: &row.practice.id,
        json: practice(view, row),
    }
}

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: &View<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    csv::write(
        out,
        &COLUMNS,
        view.rows().map(|practice| row(view, practice)),
    )
}
