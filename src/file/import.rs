//! The rows of an export as responses: every cell read by what its column is for, and
//! every cell that cannot be read named by its row and column.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::file::columns::{Column, Own, Use, is_anonymous};
use crate::file::export::{Cell, Export, Row};
use crate::file::response::not_a_rating;
use crate::file::stamp::{DateOrder, Stamp, stamp};
use crate::file::table::cut;
use crate::model::day::YEARS;
use crate::model::letters::letters;
use crate::model::rating::{Rating, folded};
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
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

/// Reads the rows.
///
/// # Errors
/// What is wrong with cells, in the order of the rows.
pub fn import(
    export: &Export,
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
    let mut imported = Imported::default();
    for row in &export.rows {
        let response = reading.response(row);
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
    imported.remarks.extend(blank_rows(export));
    imported.remarks.extend(left_out(export, columns));
    imported.remarks.extend(same_rows(export));
    imported.remarks.extend(same_people(&imported.responses));
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
                Use::Own(Own::Role) => response.role = on_one_line(&text()),
                Use::Own(Own::Department) => response.department = on_one_line(&text()),
                Use::Own(Own::District) => response.district = on_one_line(&text()),
                Use::Own(Own::Cycle) => response.cycle = on_one_line(&text()),
                Use::Own(Own::When) => response.date = self.date(row, column, cell),
                Use::Own(Own::Email | Own::Tools) | Use::Nothing => {}
            }
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

    fn date(&mut self, row: &Row, column: &Column, cell: &Cell) -> Option<Date> {
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

/// `Row 7`, `Rows 7, 9 and 12`; of many the first.
fn rows(numbers: &[usize]) -> String {
    const NAMED: usize = 10;
    let shown: Vec<String> = numbers.iter().take(NAMED).map(usize::to_string).collect();
    match (shown.as_slice(), numbers.len().saturating_sub(NAMED)) {
        ([only], _) => format!("Row {only}"),
        ([most @ .., last], 0) => format!("Rows {} and {last}", most.join(", ")),
        (_, more) => format!("Rows {} and {more} more", shown.join(", ")),
    }
}

/// Rows that were passed over between others.
fn blank_rows(export: &Export) -> Option<String> {
    let mut blank = Vec::new();
    let mut next = None;
    for row in &export.rows {
        let expected = next.unwrap_or(row.number);
        // A sheet can leave a million of them out between two others.
        blank.extend((expected..row.number).take(100));
        next = Some(row.number + 1);
    }
    let verb = if blank.len() == 1 { "is" } else { "are" };
    (!blank.is_empty()).then(|| format!("{} {verb} empty.", rows(&blank)))
}

/// What stands in columns that match nothing, and so is in no response.
fn left_out(export: &Export, columns: &[Column]) -> Vec<String> {
    let unknown = columns.iter().filter(|c| c.used == Use::Nothing);
    let lost = unknown.filter_map(|column| {
        let rows = export
            .rows
            .iter()
            .filter(|row| row.cell(column.at).is_some());
        let count = rows.count();
        let said = if count == 1 {
            "1 row says".to_owned()
        } else {
            format!("{count} rows say")
        };
        (count > 0).then(|| {
            format!(
                "Column {} (\"{}\") matches no practice: what {said} in it is in no response.",
                letters(column.at),
                cut(&column.heading)
            )
        })
    });
    lost.collect()
}

/// Rows that say the same in every cell: most likely one that was copied.
fn same_rows(export: &Export) -> Vec<String> {
    let mut seen: HashMap<u128, Vec<usize>> = HashMap::new();
    let mut order = Vec::new();
    for row in &export.rows {
        let digest = xxhash_rust::xxh3::xxh3_128(format!("{:?}", row.cells()).as_bytes());
        let same = seen.entry(digest).or_default();
        same.push(row.number);
        if same.len() == 2 {
            order.push(digest);
        }
    }
    let told = order.iter().filter_map(|digest| seen.get(digest));
    told.map(|numbers| {
        format!(
            "{} are the same in every cell, and each became a response. If one is a copy, delete it in the export or its file.",
            rows(numbers)
        )
    })
    .collect()
}

/// Who answered twice: both responses are kept, and a tally will ask which one counts.
fn same_people(responses: &[(usize, Response)]) -> Vec<String> {
    type Answered<'r> = (&'r str, Vec<usize>, Vec<Option<Date>>);
    let mut seen: HashMap<[String; 3], Answered<'_>> = HashMap::new();
    let mut twice = Vec::new();
    for (number, response) in responses.iter().filter(|(_, r)| !r.name.is_empty()) {
        let person = [&response.district, &response.name, &response.role];
        let person = person.map(|text| folded(text).into_owned());
        let (_, rows, dates) = seen
            .entry(person.clone())
            .or_insert_with(|| (&response.name, Vec::new(), Vec::new()));
        rows.push(*number);
        dates.push(response.date);
        if rows.len() == 2 {
            twice.push(person);
        }
    }
    let told = twice.iter().filter_map(|person| seen.get(person));
    told.map(|(name, numbers, dates)| {
        let latest = dates.iter().max();
        let is_told = dates.iter().all(Option::is_some)
            && dates.iter().filter(|date| Some(*date) == latest).count() == 1;
        let what = if is_told {
            "All are kept; chronic tally counts the later with --duplicates latest."
        } else {
            "All are kept; take the files of the earlier ones out of the folder before the tally, since their dates do not tell which is the latest."
        };
        format!(
            "{name} answered more than once ({}). {what}",
            rows(numbers).to_lowercase()
        )
    })
    .collect()
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
