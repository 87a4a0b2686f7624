//! The rows of an export as responses: every cell read by what its column is for, and
//! every cell that cannot be read named by its row and column.

mod remarks;

use jiff::civil::Date;

use crate::file::columns::{Column, Own, Use, is_anonymous};
use crate::file::export::{Cell, Export, Row};
use crate::file::import::remarks::{OfTable, rows};
use crate::file::response::not_a_rating;
use crate::file::table::cut;
use crate::model::day::YEARS;
use crate::model::letters::letters;
use crate::model::rating::Rating;
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::model::stamp::{DateOrder, Stamp, stamp};
use crate::problem::{Code, Problem};

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
    /// What is worth a word.
    pub remarks: Vec<String>,
}

/// Reads the rows, and takes them out of the export.
///
/// # Errors
/// What is wrong with cells, in the order of the rows.
pub fn import(
    export: &mut Export,
    columns: &[Column],
    rubric: &Rubric,
    given: &Given,
) -> Result<Imported, Vec<Problem>> {
    let mut reading = Reading {
        columns,
        rubric,
        given,
        problems: Vec::new(),
        without_answer: Vec::new(),
        anonymous: false,
        dates: Dates::default(),
    };
    let of_table = OfTable::new(export, columns);
    let mut imported = Imported::default();
    // Each goes when its response is there: both would take twice the memory.
    for row in std::mem::take(&mut export.rows) {
        let response = reading.response(&row);
        if response.answered() == 0 {
            reading.without_answer.push(row.number);
        } else {
            imported.responses.push((row.number, response));
        }
        if reading.problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if !reading.problems.is_empty() {
        return Err(reading.problems);
    }
    imported.remarks = reading.remarks();
    let whole = of_table.remarks(columns, &imported.responses);
    imported.remarks.extend(whole);
    Ok(imported)
}

struct Reading<'a> {
    columns: &'a [Column],
    rubric: &'a Rubric,
    given: &'a Given,
    problems: Vec<Problem>,
    without_answer: Vec<usize>,
    anonymous: bool,
    dates: Dates,
}

/// What was found in the column of time stamps.
#[derive(Default)]
struct Dates {
    unclear: Vec<(usize, String)>,
    other: Vec<(usize, String)>,
    orders: Vec<DateOrder>,
}

impl Reading<'_> {
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
            let Some(cell) = row.cell(column.at) else {
                continue;
            };
            let text = || row.text(column.at);
            match column.used {
                Use::Rating(practice) => {
                    response.answers[practice].rating = self.rating(row, column, &text());
                }
                Use::Documentation(practice) => {
                    let text = text().replace("\r\n", "\n").replace('\r', "\n");
                    response.answers[practice].documentation = text;
                }
                Use::Own(Own::Name) => response.name = self.name(&text()),
                Use::Own(Own::FirstName) => first = self.name(&text()),
                Use::Own(Own::LastName) => last = self.name(&text()),
                Use::Own(Own::Role) => response.role = on_one_line(&text()),
                Use::Own(Own::Department) => response.department = on_one_line(&text()),
                Use::Own(Own::District) => response.district = on_one_line(&text()),
                Use::Own(Own::Cycle) => response.cycle = on_one_line(&text()),
                Use::Own(Own::When) => response.date = self.date(row, column, &cell),
                Use::Own(Own::Email | Own::Scored | Own::Tools) | Use::Nothing => {}
            }
        }
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

    fn rating(&mut self, row: &Row, column: &Column, written: &str) -> Option<Rating> {
        let rating = self.rubric.labels.read(written);
        if rating.is_none() {
            let (message, help) = not_a_rating(written, &self.rubric.labels);
            self.problems.push(Problem::new(
                Code::UnknownRating,
                format!("{}: {message}", place(row, column)),
                format!("{help} An empty cell is an answer left out."),
            ));
        }
        rating
    }

    fn date(&mut self, row: &Row, column: &Column, cell: &Cell<'_>) -> Option<Date> {
        let written = match cell {
            Cell::Day(day) if YEARS.contains(&day.year()) => return Some(*day),
            Cell::Day(day) => {
                self.dates.other.push((row.number, day.to_string()));
                return None;
            }
            Cell::Text(text) => text,
        };
        let shown = || (row.number, cut(written));
        match stamp(written, self.given.order) {
            Stamp::Day(day, order) => {
                self.dates.orders.extend(order);
                return Some(day);
            }
            Stamp::Unclear => self.dates.unclear.push(shown()),
            Stamp::Other => self.dates.other.push(shown()),
            Stamp::Impossible => {
                let help = match self.given.order {
                    Some(_) => {
                        "Correct the cell, or leave out --date-order, or give it the order that the column has."
                    }
                    None => "Correct the cell, or empty it: the date is then left open.",
                };
                self.problems.push(Problem::new(
                    Code::ImpossibleDate,
                    format!(
                        "{}: \"{}\" is on no calendar, or centuries away.",
                        place(row, column),
                        cut(written)
                    ),
                    help,
                ));
            }
        }
        None
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if !self.without_answer.is_empty() {
            let what = match self.without_answer.len() {
                1 => "has no answer to any practice",
                _ => "have no answer to any practice",
            };
            remarks.push(format!(
                "{} {what}: nothing was written for {}.",
                rows(&self.without_answer),
                if self.without_answer.len() == 1 {
                    "it"
                } else {
                    "them"
                }
            ));
        }
        if self.anonymous {
            remarks.push("Where the name is \"anonymous\", the response has none.".to_owned());
        }
        for column in self.columns {
            if column.used == Use::Own(Own::Email) {
                remarks.push(format!(
                    "Column {} (\"{}\") is not used: an address is no name, and a response has no place for it.",
                    letters(column.at),
                    cut(&column.heading)
                ));
            }
        }
        remarks.extend(self.dates.remarks());
        remarks
    }
}

impl Dates {
    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        if let Some((row, written)) = self.unclear.first() {
            let mut remark = format!(
                "The date of {} stays empty, since day and month could be either (row {row}: \"{written}\"). --date-order mdy, dmy or ymd says in which order they stand",
                responses(self.unclear.len())
            );
            let same = |order| self.orders.iter().all(|o| *o == order);
            let order = self.orders.first().filter(|order| same(**order));
            match order {
                Some(DateOrder::MonthDayYear) => remark.push_str("; other rows have mdy."),
                Some(DateOrder::DayMonthYear) => remark.push_str("; other rows have dmy."),
                _ => remark.push('.'),
            }
            remarks.push(remark);
        }
        if let Some((row, written)) = self.other.first() {
            remarks.push(format!(
                "The date of {} stays empty: row {row} says \"{written}\", which is no date.",
                responses(self.other.len())
            ));
        }
        remarks
    }
}

fn responses(n: usize) -> String {
    format!("{n} response{}", if n == 1 { "" } else { "s" })
}

/// `Row 7, column F ("3. Attendance data ...")`
fn place(row: &Row, column: &Column) -> String {
    format!(
        "Row {}, column {} (\"{}\")",
        row.number,
        letters(column.at),
        cut(&column.heading)
    )
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
