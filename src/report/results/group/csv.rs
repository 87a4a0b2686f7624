//! Groups as CSV, a row for each group and practice: docs/files.md, "Machine-readable forms".

use std::io;

use serde::Serialize;

use crate::report::formats::csv;
use crate::report::results::group::GroupView;
use crate::report::results::group::json::CellJson;

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

#[derive(Debug, Serialize)]
struct CellCsv<'a> {
    group: &'a str,
    respondents: u32,
    ingredient: &'a str,
    practice: &'a str,
    title: &'a str,
    cell: CellJson<'a>,
}

/// Writes the table; nothing but its head where no group may be shown.
///
/// # Errors
/// When `out` refuses.
pub fn write(view: &GroupView<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = view.shown().iter().flat_map(|group| {
        let practices = view.rubric.practices().iter().zip(&group.cells);
        practices.map(move |(practice, cell)| CellCsv {
            group: &group.name,
            respondents: group.respondents,
            ingredient: &view.rubric.ingredients[practice.ingredient].id,
            practice: &practice.id,
            title: &practice.title,
            cell: CellJson::of(practice, *cell),
        })
    });
    csv::write(out, &COLUMNS, rows)
}
