//! The rows of an export as responses: every cell read by what its column is for, and
//! every cell that cannot be read named by its row and column.

mod dates;
mod explanations;
mod remarks;
mod rows;

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::{Date, Time};

use crate::files::response::read::not_a_rating;
use crate::import::columns::{ExportColumn, Own, Use, of, when, without_ratings};
use crate::import::form_export::{Export, Row, answer};
use crate::import::grid::of_rows;
use crate::import::headings::{asked, is_a_tools, number};
use crate::import::person_name::without_address;
use crate::import::responses::dates::Dates;
use crate::import::responses::explanations::Explanations;
use crate::import::responses::remarks::OfTable;
use crate::model::dates::read_date::DateOrder;
use crate::model::dates::year::first_year;
use crate::model::letters::cell;
use crate::model::placeholder::names_nobody;
use crate::model::rating::{Rating, folded};
use crate::model::response::{Answer, Response};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::text::{cut, on_one_line};
use crate::words::{agreeing, counted, list, numbered};

/// So many problems are kept; one mistake can be in every cell of a column.
const MOST_PROBLEMS: usize = 1_000;

/// What is known beforehand.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The district of every row, whatever a column says.
    pub district: String,
    /// The school year of rows that name none.
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
    /// What is worth a word, whichever rows are kept.
    pub remarks: Vec<String>,
    /// The rows in which the export itself says which school year they are of.
    pub named_year: HashSet<usize>,
    times: HashMap<usize, Time>,
    of_table: OfTable,
}

impl Imported {
    /// The day of a row, or those that it can be where day and month could be either way around.
    pub fn readings(&self, row: usize, response: &Response) -> impl Iterator<Item = Date> + Clone {
        let either = self.either_day.get(&row).into_iter().flatten().copied();
        let either = either.filter(move |_| response.date.is_none());
        response.date.into_iter().chain(either)
    }

    /// The day of a row, or the first that it can be in the one year that it can be.
    pub fn day_of(&self, row: usize, response: &Response) -> Option<Date> {
        let days = self.readings(row, response);
        let (first, last) = (days.clone().min()?, days.max()?);
        (first.year() == last.year()).then_some(first)
    }

    /// What is worth a word about the rows that are kept, the gravest last.
    pub fn told(&self, columns: &[ExportColumn]) -> Vec<String> {
        self.of_table.told(columns, &self.responses)
    }

    /// Who answered twice; `file` names the file of a response, by its place.
    pub fn answered_again(&self, file: impl Fn(usize) -> String) -> Vec<String> {
        remarks::same_people(&self.responses, &self.times, file)
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
    let (unrated, problem) = without_ratings(export, columns, rubric).unzip();
    let mut reading = RowReading {
        columns,
        rubric,
        given,
        problems: problem.into_iter().collect(),
        unrated: unrated.unwrap_or_default(),
        same: HashMap::new(),
        without_answer: Vec::new(),
        only_comments: Vec::new(),
        unnamed: BTreeMap::new(),
        explanations: Explanations::of(export, columns, &rubric.labels),
        with_words: Vec::new(),
        other_districts: Vec::new(),
        dates: Dates::of(export, columns, given.order),
        when: when(columns),
    };
    let mut of_table = OfTable::new(export, columns, rubric);
    let mut imported = Imported::default();
    // Each goes when its response is there: both would take twice the memory.
    for row in std::mem::take(&mut export.rows) {
        if summaries.contains(&row.number) {
            continue;
        }
        if let Some(problem) = reading.shifted(&row) {
            reading.problems.push(problem);
            continue;
        }
        let mut response = reading.response(&row);
        let commented = response.answers.iter().any(|a| !a.documentation.is_empty());
        if response.answered() == 0 && commented {
            reading.only_comments.push(row.number);
        } else if response.answered() == 0 {
            reading.without_answer.push(row.number);
        } else {
            response.date = reading.dates.of_row(&row, &reading.when);
            imported
                .named_year
                .extend(reading.names_year(&row).then_some(row.number));
            imported.responses.push((row.number, response));
        }
        if reading.problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if !reading.problems.is_empty() {
        return Err(reading.problems());
    }
    imported.remarks.extend(of_rows(
        &summaries,
        "is a summary of the others, not a person, so nothing was written for it.",
        "are summaries of the others, not a person, so nothing was written for them.",
    ));
    imported.remarks.extend(reading.remarks());
    imported.either_day = reading.dates.either_day;
    imported.times = reading.dates.times;
    imported.remarks.append(&mut of_table.remarks);
    imported.of_table = of_table;
    Ok(imported)
}

struct RowReading<'a> {
    columns: &'a [ExportColumn],
    rubric: &'a Rubric,
    given: &'a Given,
    problems: Vec<Problem>,
    /// Columns of which all cells are told as one problem.
    unrated: Vec<usize>,
    /// Of a text that is no rating, its problem and in how many more cells it is.
    same: HashMap<String, (usize, usize)>,
    without_answer: Vec<usize>,
    only_comments: Vec<usize>,
    /// What some have in place of a name, as the first of them wrote it.
    unnamed: BTreeMap<String, String>,
    explanations: Explanations,
    /// Cells whose words behind the rating became a comment.
    with_words: Vec<String>,
    /// Rows that name another district than the one that was given.
    other_districts: Vec<usize>,
    dates: Dates,
    /// The columns that have the date, the one that counts first.
    when: Vec<usize>,
}

/// Adds to a comment what it doesn't say yet.
fn add(answer: &mut Answer, text: &str) {
    let said = &mut answer.documentation;
    if said.is_empty() {
        *said = text.into();
    } else if !text.is_empty() && **said != *text {
        *said = format!("{said}\n{text}").into();
    }
}

fn moved_row(row: &Row, column: &ExportColumn, what: &str) -> Problem {
    Problem::new(
        Code::BadExport,
        format!(
            "Row {}, column {}: {what}, so the cells of this row may be in the wrong columns.",
            row.number,
            column.named(),
        ),
        "Compare the row with the others. A comma or a line break in a cell has to be inside quotation marks. If someone typed that word there, delete it in a copy of the export.",
    )
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
        let mut behind: Vec<(usize, String)> = Vec::new();
        let columns = self.columns;
        for column in columns {
            if row.cell(column.at).is_none() {
                continue;
            }
            let text = || row.text(column.at);
            let lines = || text().replace("\r\n", "\n").replace('\r', "\n");
            match column.used {
                Use::Rating(practice) => {
                    let written = text();
                    let (rating, words) = self.rating(row, column, &written);
                    response.answers[practice].rating = rating;
                    behind.extend(words.map(|words| (practice, words.to_owned())));
                }
                Use::Documentation(practice) => add(&mut response.answers[practice], &lines()),
                Use::Shared(first, last) => {
                    let text = lines();
                    for answer in &mut response.answers[first..=last] {
                        add(answer, &text);
                    }
                }
                Use::Own(own) if Own::PERSONS.contains(&own) && self.is_label(&text()) => {
                    let what = format!("\"{}\" is a rating", cut(&text()));
                    self.problems.push(moved_row(row, column, &what));
                }
                Use::Own(Own::Name) => response.name = self.name(&text()),
                Use::Own(Own::FirstName) => first = on_one_line(&text()),
                Use::Own(Own::LastName) => last = on_one_line(&text()),
                Use::Own(Own::Role) => response.role = on_one_line(&text()),
                Use::Own(Own::Department) => response.department = on_one_line(&text()),
                Use::Own(Own::District) => {
                    let district = on_one_line(&text());
                    if response.district.is_empty() {
                        response.district = district;
                    } else if folded(&district) != folded(&response.district) {
                        self.other_districts.push(row.number);
                    }
                }
                // What isn't a year says less than a year that was typed.
                Use::Own(Own::Cycle)
                    if response.cycle.is_empty() || first_year(&text()).is_some() =>
                {
                    response.cycle = on_one_line(&text());
                }
                Use::Own(Own::Cycle) => {}
                Use::Own(Own::When | Own::Email | Own::Scored | Own::Tools) | Use::Nothing => {}
            }
        }
        if response.name.is_empty() {
            response.name = self.joined(&first, &last);
        }
        for (practice, words) in behind {
            let answer = &mut response.answers[practice];
            let comment = std::mem::take(&mut answer.documentation);
            add(answer, &words);
            add(answer, &comment);
        }
        response
    }

    /// Whether a row says which school year it is of.
    fn names_year(&self, row: &Row) -> bool {
        let mut years = of(self.columns, Use::Own(Own::Cycle));
        years.any(|column| first_year(&row.text(column.at)).is_some())
    }

    /// What is said of a row with ratings in other columns, and other words in those of ratings.
    fn shifted(&self, row: &Row) -> Option<Problem> {
        let labels = &self.rubric.labels;
        let (mut wrong, mut moved) = (Vec::new(), 0);
        for column in self.columns.iter().filter(|c| row.cell(c.at).is_some()) {
            let text = row.text(column.at);
            if !matches!(column.used, Use::Rating(_)) {
                moved += usize::from(self.is_label(&text));
            } else if answer::rating(labels, &text).is_none() {
                wrong.push((column, text));
            }
        }
        let (first, text) = wrong.first().filter(|_| wrong.len().min(moved) > 1)?;
        let text = cut(text);
        let what = format!("\"{text}\" isn't a rating, and there are ratings in other columns");
        Some(moved_row(row, first, &what))
    }

    /// Whether a text is one of the five labels, which no one is called.
    fn is_label(&self, text: &str) -> bool {
        let labels = &self.rubric.labels;
        let is = |rating| folded(labels.of(rating)) == folded(text);
        number(text).is_none() && Rating::ALL.into_iter().any(is)
    }

    fn name(&mut self, text: &str) -> String {
        if !text.is_empty() && names_nobody(text) {
            let first = || on_one_line(text);
            self.unnamed
                .entry(text.to_lowercase())
                .or_insert_with(first);
            return String::new();
        }
        on_one_line(without_address(text.trim()))
    }

    /// First and last name. A word such as None can be half of one.
    fn joined(&mut self, first: &str, last: &str) -> String {
        let is_word = |half: &str| half.len() > 1 && half.chars().all(char::is_alphabetic);
        match (names_nobody(first), names_nobody(last)) {
            (true, true) => self.name(if first.is_empty() { last } else { first }),
            (true, false) if !is_word(first) => last.to_owned(),
            (false, true) if !is_word(last) => first.to_owned(),
            _ => format!("{first} {last}"),
        }
    }

    /// The rating of a cell, and words behind it that are somebody's own.
    fn rating<'t>(
        &mut self,
        row: &Row,
        column: &ExportColumn,
        written: &'t str,
    ) -> (Option<Rating>, Option<&'t str>) {
        let labels = &self.rubric.labels;
        let read = answer::with_words(labels, written);
        if let Some((rating, Some(words))) = read
            && !self.explanations.is_one(rating, words)
        {
            if answer::names_another(labels, rating, words) {
                self.problems.push(Problem::new(
                    Code::UnknownRating,
                    format!(
                        "Row {}, column {}: after \"{}\" it says \"{}\", which could mean another rating.",
                        row.number,
                        column.named(),
                        labels.of(rating),
                        cut(words)
                    ),
                    "In a copy of the export, keep only the rating in this cell, and put the other words in the comment on the practice.",
                ));
                return (None, None);
            }
            let at = cell(column.at, row.number);
            self.with_words.push(format!("{at} (\"{}\")", cut(words)));
            return (Some(rating), Some(words));
        }
        let rating = read.map(|(rating, _)| rating);
        if rating.is_none() && !self.unrated.contains(&column.at) {
            if let Some((_, more)) = self.same.get_mut(written) {
                *more += 1;
                return (None, None);
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
        (rating, None)
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
        remarks.extend(of_rows(
            &self.without_answer,
            "has no answers, so nothing was written for it.",
            "have no answers, so nothing was written for them.",
        ));
        remarks.extend(of_rows(
            &self.only_comments,
            "has comments but no ratings, so there is no response for it, and its comments aren't imported.",
            "have comments but no ratings, so there are no responses for them, and their comments aren't imported.",
        ));
        let unnamed: Vec<String> = self.unnamed.values().map(|n| format!("\"{n}\"")).collect();
        if !unnamed.is_empty() {
            remarks.push(format!(
                "{} {} read as no name.",
                list(&unnamed),
                agreeing(unnamed.len(), "was", "were")
            ));
        }
        remarks.extend(self.explanations.remark(&self.rubric.labels));
        if let Some(first) = self.with_words.first() {
            remarks.push(format!(
                "In {}, there are words after the rating, which were kept as a comment on the practice, as in {first}.",
                counted(self.with_words.len(), "cell")
            ));
        }
        remarks.extend(of_rows(
            &self.other_districts,
            "names another district, but --district counts for every row.",
            "name another district, but --district counts for every row.",
        ));
        let of_mail = of(self.columns, Use::Own(Own::Email));
        let of_mail: Vec<String> = of_mail.map(ExportColumn::named).collect();
        if !of_mail.is_empty() {
            remarks.push(format!(
                "{} {} imported. An email address isn't a name, and a response has no place for it.",
                numbered("Column", &of_mail),
                agreeing(of_mail.len(), "isn't", "aren't")
            ));
        }
        let is_name =
            |c: &&ExportColumn| asked(&c.heading).is_some_and(|(own, _)| own == Own::Name);
        let name = |used: Own, filled: bool| {
            let mut columns = of(self.columns, Use::Own(used)).filter(is_name);
            columns.find(|c| c.filled == filled)
        };
        if let (Some(account), Some(name)) = (name(Own::Tools, true), name(Own::Name, false)) {
            remarks.push(format!(
                "Column {} isn't imported. Its names are of the accounts that people signed in with, and all left column {} blank.",
                account.named(),
                name.named()
            ));
        }
        let is_tools = |c: &&ExportColumn| self.when.contains(&c.at) && is_a_tools(&c.heading);
        if let Some(column) = self.columns.iter().find(is_tools) {
            remarks.push(format!(
                "The dates are from column {} because no other column has them.",
                column.named()
            ));
        }
        remarks.extend(self.dates.remarks());
        remarks
    }
}
