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

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(rubric: &Rubric, responses: &Responses, out: &mut dyn io::Write) -> io::Result<()> {
    let order = numbered(responses);
    let mut table = CsvTable::new(out, &COLUMNS)?;
    for (number, at) in order.into_iter().enumerate() {
        let number = (number + 1).to_string();
        for (practice, rating) in rubric.practices().iter().zip(responses.ratings(at)) {
            table.row(&[
                number.as_str(),
                &rubric.ingredients[practice.ingredient].id,
                &practice.id,
                rating.map_or("", Rating::id),
            ])?;
        }
    }
    table.finish()
}
