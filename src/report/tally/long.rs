//! A tally's responses as CSV, a row for each response and practice, without names.

use std::io;

use crate::model::rating::Rating;
use crate::model::response::Response;
use crate::model::rubric::Rubric;
use crate::report::csv::Table;

/// The names of the columns.
pub const COLUMNS: [&str; 4] = ["respondent", "ingredient", "practice", "rating"];

/// The ratings of each respondent by the rubric's flat index, in the order in which
/// respondents are numbered: that of their answers, not of their files, since neither a
/// number nor a file's name is to tell who it is.
#[must_use]
pub fn numbered(responses: &[Response]) -> Vec<Vec<Option<Rating>>> {
    let mut answers: Vec<Vec<Option<Rating>>> = responses
        .iter()
        .map(|r| r.answers.iter().map(|a| a.rating).collect())
        .collect();
    answers.sort_unstable();
    answers
}

/// Writes the table.
///
/// # Errors
/// When `out` refuses.
pub fn write(rubric: &Rubric, responses: &[Response], out: &mut dyn io::Write) -> io::Result<()> {
    let answers = numbered(responses);
    let mut table = Table::new(out, &COLUMNS)?;
    for (at, ratings) in answers.iter().enumerate() {
        for (practice, rating) in rubric.practices().iter().zip(ratings) {
            table.row(&[
                (at + 1).to_string(),
                rubric.ingredients[practice.ingredient].id.clone(),
                practice.id.clone(),
                rating.map_or("", Rating::id).to_owned(),
            ])?;
        }
    }
    table.finish()
}
