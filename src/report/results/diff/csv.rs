//! A comparison as CSV, a row for each practice: docs/files.md, "Machine-readable forms".

use std::io;

use serde_json::json;

use crate::model::finding::position;
use crate::model::rating::Rating;
use crate::model::tally::Counts;
use crate::report::formats::csv;
use crate::report::results::diff::DiffView;
use crate::report::results::diff::json::practice;

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
    let rows = view.comparison.practices.iter().map(|compared| {
        let [old, new] = [compared.old, compared.new];
        let middle = |side: Option<Counts>| side.and_then(|counts| position(&counts));
        let rated = |side: Option<Counts>| side.map(|counts| counts.rated());
        let unsure = |side: Option<Counts>| side.map(|counts| counts.of(Rating::Unsure));
        json!({
            "practice": compared.id,
            "old_position": middle(old),
            "new_position": middle(new),
            "old_rated": rated(old),
            "new_rated": rated(new),
            "old_unsure": unsure(old),
            "new_unsure": unsure(new),
            "json": practice(view, compared),
        })
    });
    csv::write(out, &COLUMNS, rows)
}
