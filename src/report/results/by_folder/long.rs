//! Districts' responses as CSV, a row for each response and practice, without names.

use std::io;

use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::formats::csv::CsvTable;
use crate::report::results::tally::long::{COLUMNS, answers};

/// The answers of a district, a few bytes for each response.
#[derive(Debug)]
pub struct Answers {
    /// As [`Folder::name`](super::Folder::name).
    folder: String,
    /// Response after response, each in survey order; the responses in the order of
    /// their answers, so that neither a number nor a file's name tells who it is.
    ratings: Vec<Option<Rating>>,
    /// By the rubric's flat index: practices of which so few answered that none is shown.
    withheld: Vec<bool>,
}

impl Answers {
    /// Of a folder's responses, each in survey order.
    #[must_use]
    pub fn new(folder: String, mut responses: Vec<Vec<Option<Rating>>>, withheld: &[bool]) -> Self {
        responses.sort_unstable();
        Self {
            folder,
            ratings: responses.concat(),
            withheld: withheld.to_vec(),
        }
    }
}

/// Writes the table; respondents are numbered through, so that a number is one in all of
/// it. `practice` is the flat index of the only one that is wanted.
///
/// # Errors
/// When `out` refuses.
pub fn write(
    rubric: &Rubric,
    folders: &[Answers],
    practice: Option<usize>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let columns: Vec<&str> = ["folder"].into_iter().chain(COLUMNS).collect();
    let mut table = CsvTable::new(out, &columns)?;
    let mut respondent = 0;
    for folder in folders {
        let is_shown = |at: usize| !folder.withheld[at] && practice.is_none_or(|only| only == at);
        for ratings in folder.ratings.chunks(rubric.len()) {
            respondent += 1;
            let lead = [folder.folder.as_str(), &respondent.to_string()];
            answers(&mut table, &lead, (rubric, ratings), is_shown)?;
        }
    }
    table.finish()
}
