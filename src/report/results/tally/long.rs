//! A tally's responses as CSV, a row for each response and practice, without names.

use std::io;

use crate::model::rating::Rating;
use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::report::formats::csv::CsvTable;

/// The names of the columns.
pub const COLUMNS: [&str; 4] = ["respondent", "ingredient", "practice", "rating"];

/// The respondents in the order in which they are numbered: that of their answers, not of
/// their files, since neither a number nor a file's name is to tell who it is.
#[must_use]
pub fn numbered(responses: &Responses) -> Vec<usize> {
    let mut order: Vec<usize> = (0..responses.len()).collect();
    order.sort_unstable_by_key(|at| responses.ratings(*at));
    order
}

/// Writes the rows of one respondent: an answer each, after what is in `lead`, of the practices
/// that are shown.
///
/// # Errors
/// When `table` refuses.
pub(in crate::report) fn answers(
    table: &mut CsvTable<'_>,
    lead: &[&str],
    (rubric, ratings): (&Rubric, &[Option<Rating>]),
    is_shown: impl Fn(usize) -> bool,
) -> io::Result<()> {
    let mut row = lead.to_vec();
    for (index, (practice, rating)) in rubric.practices().iter().zip(ratings).enumerate() {
        if is_shown(index) {
            let ingredient = rubric.ingredients[practice.ingredient].id.as_str();
            row.truncate(lead.len());
            row.extend([ingredient, &practice.id, rating.map_or("", Rating::id)]);
            table.row(&row)?;
        }
    }
    Ok(())
}

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(rubric: &Rubric, responses: &Responses, out: &mut dyn io::Write) -> io::Result<()> {
    let mut table = CsvTable::new(out, &COLUMNS)?;
    for (number, at) in (1..).zip(numbered(responses)) {
        let (number, said): (u32, _) = (number, (rubric, responses.ratings(at)));
        answers(&mut table, &[&number.to_string()], said, |_| true)?;
    }
    table.finish()
}
