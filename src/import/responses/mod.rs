//! The rows of an export as responses: every cell read by what its column is for, and
//! every cell that cannot be read named by its row and column.

mod dates;
mod remarks;
mod rows;

use std::collections::HashMap;

use jiff::civil::Date;

use crate::files::response::check::not_a_rating;
use crate::import::columns::{ExportColumn, Own, Use, when};
use crate::import::form_export::{Export, Row, answer};
use crate::import::grid::of_rows;
use crate::import::headings::is_anonymous;
use crate::import::responses::dates::Dates;
use crate::import::responses::remarks::OfTable;
use crate::model::dates::timestamp::DateOrder;
use crate::model::rating::Rating;
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::text::on_one_line;
use crate::words::counted;

/// So many problems are kept; one mistake can be in every cell of a column.
const MOST_PROBLEMS: usize = 1_000;

/// What is known beforehand.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The district of rows that name none.
    pub district: String,
    /// The school year likewise.
    pub cycle: String,
    /// In which order time stamps have day and month.
    pub order: Option<DateOrder>,
}

/// The responses of an export.
#[derive(Debug, Default)]
pub struct Imported {
    /// With the number of its row, in the order of the export. Each has an answer.
    pub responses: Vec<(usize, Response)>,
    /// Days of which a time stamp could be either, by the numbers of the rows.
    pub either_day: HashMap<usize, Vec<Date>>,
    /// What is worth a word.
    pub remarks: Vec<String>,
}

impl Imported {
    /// The day of a row, or those that it can be where day and month could be either way around.
    pub fn readings(&self, row: usize, response: &Response) -> impl Iterator<Item = Date> + Clone {
        let either = self.either_day.get(&row).into_iter().flatten().copied();
        let either = either.filter(move |_| response.date.is_none());
        response.date.into_iter().chain(either)
    }

    /// The day of a row, or the first that it can be in the one year that it can be.
    #[must_use]
    pub fn day_of(&self, row: usize, response: &Response) -> Option<Date> {
        let days = self.readings(row, response);
        let first = days.clone().min()?;
        let mut days = days;
        let is_one_year = days.all(|day| day.year() == first.year());
        is_one_year.then_some(first)
    }

    /// The days of all rows.
    pub fn days(&self) -> impl Iterator<Item = Date> {
        let rows = self.responses.iter();
        rows.filter_map(|(row, response)| self.day_of(*row, response))
    }
}

/// Reads the rows, and takes them out of the export.
///
/// # Errors
/// What is wrong with cells, in the order of the rows.
pub fn import(
    export: &mut Export,
    columns: &[ExportColumn],
    rubric: &Rubric,
    given: &Given,
) -> Result<Imported, Vec<Problem>> {
    let summaries = rows::summaries(export, columns, rubric).map_err(|problem| vec![problem])?;
    let mut reading = RowReading {
        columns,
        rubric,
        given,
        problems: Vec::new(),
        same: HashMap::new(),
        without_answer: Vec::new(),
        only_comments: Vec::new(),
        anonymous: false,
        dates: Dates::of(export, columns, given.order),
        when: when(columns),
    };
    let of_table = OfTable::new(export, columns, rubric);
    let mut imported = Imported::default();
    // Each goes when its response is there: both would take twice the memory.
    for row in std::mem::take(&mut export.rows) {
        if summaries.contains(&row.number) {
            continue;
        }
        let response = reading.response(&row);
        let commented = response.answers.iter().any(|a| !a.documentation.is_empty());
        if response.answered() == 0 && commented {
            reading.only_comments.push(row.number);
        } else if response.answered() == 0 {
            reading.without_answer.push(row.number);
        } else {
            imported.responses.push((row.number, response));
        }
        if reading.problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if !reading.problems.is_empty() {
        return Err(reading.problems());
    }
    if !summaries.is_empty() {
        imported.remarks.push(of_rows(
            &summaries,
            "is a summary of the others, not a person, so nothing was written for it.",
            "are summaries of the others, not a person, so nothing was written for them.",
        ));
    }
    imported.remarks.extend(reading.remarks());
    imported.either_day = reading.dates.either_day;
    let whole = of_table.remarks(columns, &imported.responses);
    imported.remarks.extend(whole);
    Ok(imported)
}

struct RowReading<'a> {
    columns: &'a [ExportColumn],
    rubric: &'a Rubric,
    given: &'a Given,
    problems: Vec<Problem>,
    /// Of a text that is no rating, its problem and in how many more cells it is.
    same: HashMap<String, (usize, usize)>,
    without_answer: Vec<usize>,
    only_comments: Vec<usize>,
    anonymous: bool,
    dates: Dates,
    /// The columns that have the date, the one that counts first.
    when: Vec<usize>,
}

impl RowReading<'_> {
    fn response(&mut self, row: &Row) -> Response {
        let mut response = Response {
            district: self.given.district.trim().to_owned(),
            cycle: self.given.cycle.trim().to_owned(),
            answers: vec![Answer::default(); self.rubric.len()],
            ..Response::default()
        };
        let (mut first, mut last) = (String::new(), String::new());
        let columns = self.columns;
        for column in columns {
            if row.cell(column.at).is_none() {
                continue;
            }
            let text = || row.text(column.at);
            let lines = || text().replace("\r\n", "\n").replace('\r', "\n");
            match column.used {
                Use::Rating(practice) => {
                    response.answers[practice].rating = self.rating(row, column, &text());
                }
                Use::Documentation(practice) => {
                    response.answers[practice].documentation = lines().into();
                }
                Use::Shared(first, last) => {
                    let text = lines();
                    for answer in &mut response.answers[first..=last] {
                        answer.documentation = text.as_str().into();
                    }
                }
                Use::Own(Own::Name) => response.name = self.name(&text()),
                Use::Own(Own::FirstName) => first = self.name(&text()),
                Use::Own(Own::LastName) => last = self.name(&text()),
                Use::Own(Own::Role) => response.role = on_one_line(&text()),
                Use::Own(Own::Department) => response.department = on_one_line(&text()),
                Use::Own(Own::District) => response.district = on_one_line(&text()),
                Use::Own(Own::Cycle) => response.cycle = on_one_line(&text()),
                Use::Own(Own::When | Own::Email | Own::Scored | Own::Tools) | Use::Nothing => {}
            }
        }
        response.date = self.dates.of_row(row, &self.when);
        if response.name.is_empty() {
            response.name = format!("{first} {last}").trim().to_owned();
        }
        response
    }

    fn name(&mut self, text: &str) -> String {
        if is_anonymous(text) {
            self.anonymous = true;
            return String::new();
        }
        on_one_line(text)
    }

    fn rating(&mut self, row: &Row, column: &ExportColumn, written: &str) -> Option<Rating> {
        let rating = answer::rating(&self.rubric.labels, written);
        if rating.is_none() {
            if let Some((_, more)) = self.same.get_mut(written) {
                *more += 1;
                return None;
            }
            let at = self.problems.len();
            self.same.insert(written.to_owned(), (at, 0));
            let (message, help) = not_a_rating(written, &self.rubric.labels);
            self.problems.push(Problem::new(
                Code::UnknownRating,
                format!("Row {}, column {}: {message}", row.number, column.named()),
                format!("{help} A blank cell means no answer."),
            ));
        }
        rating
    }

    /// What is wrong with cells, the same text once.
    fn problems(mut self) -> Vec<Problem> {
        for (at, more) in self.same.into_values().filter(|(_, more)| *more > 0) {
            let cells = counted(more, "more cell");
            if let Some(problem) = self.problems.get_mut(at) {
                problem.message = format!("{} The same is in {cells}.", problem.message);
            }
        }
        self.problems
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.without_answer.is_empty() {
            remarks.push(of_rows(
                &self.without_answer,
                "has no answers, so nothing was written for it.",
                "have no answers, so nothing was written for them.",
            ));
        }
        if !self.only_comments.is_empty() {
            remarks.push(of_rows(
                &self.only_comments,
                "has comments but no ratings, so nothing was written for it, and its comments were skipped.",
                "have comments but no ratings, so nothing was written for them, and their comments were skipped.",
            ));
        }
        if self.anonymous {
            remarks.push("When the name is \"anonymous\", the response has no name.".to_owned());
        }
        for column in self.columns {
            if column.used == Use::Own(Own::Email) {
                remarks.push(format!(
                    "Column {} was skipped. An email address isn't a name, and a response has no place for it.",
                    column.named()
                ));
            }
        }
        remarks.extend(self.dates.remarks());
        remarks
    }
}
