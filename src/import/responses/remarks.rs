//! What is worth a word about the rows of an export as a whole.

use std::collections::HashMap;
use std::hash::Hash;

use crate::import::columns::{ExportColumn, Own, Use, asked_twice};
use crate::import::form_export::{Export, Row};
use crate::import::grid::{of_rows, rows_named as rows};
use crate::import::headings::number;
use crate::model::letters::letters;
use crate::model::rating::folded;
use crate::model::response::Response;
use crate::model::response::person;
use crate::model::response::student::student_data;
use crate::model::rubric::Rubric;
use crate::words::{agreeing, counted, list};

/// What is known of the table before its rows become responses.
pub(super) struct OfTable {
    remarks: Vec<String>,
    addresses: HashMap<usize, String>,
}

impl OfTable {
    pub(super) fn new(export: &Export, columns: &[ExportColumn], rubric: &Rubric) -> Self {
        let mut remarks: Vec<String> = blank_rows(export).into_iter().collect();
        remarks.extend(put_together(columns, rubric));
        remarks.extend(of_a_quiz(columns));
        remarks.extend(left_out(export, columns));
        remarks.extend(same_rows(export));
        Self {
            remarks,
            addresses: addresses(export, columns),
        }
    }

    /// What is worth a word, the gravest last.
    pub(super) fn remarks(
        self,
        columns: &[ExportColumn],
        responses: &[(usize, Response)],
    ) -> Vec<String> {
        let mut remarks = self.remarks;
        remarks.extend(same_addresses(&self.addresses, responses));
        remarks.extend(same_people(responses));
        remarks.extend(numbers(columns, responses));
        remarks.extend(students(columns, responses));
        remarks
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
    (!blank.is_empty()).then(|| of_rows(&blank, "is empty.", "are empty."))
}

/// Comments that are a part of one: a workbook that shows 96% has 0.96 in the cell.
fn numbers(columns: &[ExportColumn], responses: &[(usize, Response)]) -> Option<String> {
    let cells = responses.iter().flat_map(|(row, response)| {
        columns.iter().filter_map(move |column| match column.used {
            Use::Documentation(practice) => {
                let text = &*response.answers[practice].documentation;
                let is_part = text.starts_with("0.") && number(text).is_some();
                is_part.then(|| (format!("{}{row}", letters(column.at)), text))
            }
            _ => None,
        })
    });
    let (cell, text) = cells.clone().next()?;
    let more = match cells.count() {
        1 => String::new(),
        n => format!(" The same is true of {}.", counted(n - 1, "more cell")),
    };
    Some(format!(
        "Cell {cell} has the number {text} as a comment.{more} If a workbook shows it as a percentage, correct it in the response."
    ))
}

/// Where comments have what looks like a student's data, by their cells and no word of them.
fn students(columns: &[ExportColumn], responses: &[(usize, Response)]) -> Vec<String> {
    let of_a_row = |(row, response): &(usize, Response)| {
        let cells = columns.iter().filter_map(|column| match column.used {
            Use::Documentation(practice) | Use::Shared(practice, _) => {
                let mut lines = response.answers[practice].documentation.lines();
                let found = lines.any(|line| student_data(line).is_some());
                found.then(|| letters(column.at))
            }
            _ => None,
        });
        let cells: Vec<String> = cells.map(|column| format!("{column}{row}")).collect();
        (!cells.is_empty()).then(|| {
            format!(
                "{}: this looks like a student's ID or date of birth. Delete it in the export and in the file of this response.",
                cells.join(", ")
            )
        })
    };
    responses.iter().filter_map(of_a_row).collect()
}

/// Columns that ask one thing, of which each row has one filled in.
fn put_together(columns: &[ExportColumn], rubric: &Rubric) -> Vec<String> {
    let remarks = asked_twice(columns, rubric).map(|(practice, what, of)| {
        let of: Vec<String> = of.into_iter().map(letters).collect();
        format!(
            "Columns {} are both for {what} {}. They were read as one because no row has two answers.",
            list(&of),
            practice + 1
        )
    });
    remarks.collect()
}

/// Points and feedback, which a quiz puts behind every question.
fn of_a_quiz(columns: &[ExportColumn]) -> Option<String> {
    let of = columns
        .iter()
        .filter(|c| c.used == Use::Own(Own::Scored) && c.filled);
    let of: Vec<&ExportColumn> = of.collect();
    let first = of.first()?;
    let (more, are) = match of.len() {
        1 => (String::new(), ["is", "wasn't"]),
        n => (format!(" and {} more", n - 1), ["are", "weren't"]),
    };
    let [are, were] = are;
    Some(format!(
        "Column {}{more} {are} the quiz's own (points, scores, or feedback) and {were} used.",
        first.named()
    ))
}

/// What stands in columns that match nothing, and so is in no response.
fn left_out(export: &Export, columns: &[ExportColumn]) -> Vec<String> {
    let unknown = columns.iter().filter(|c| c.used == Use::Nothing);
    let lost = unknown.filter_map(|column| {
        let rows = export
            .rows
            .iter()
            .filter(|row| row.cell(column.at).is_some());
        let count = rows.count();
        (count > 0).then(|| {
            let has = agreeing(count, "has", "have");
            format!(
                "Column {} doesn't match any practice, so what {} {has} in it was skipped.",
                column.named(),
                counted(count, "row")
            )
        })
    });
    lost.collect()
}

/// Those that have something in common with another, in the order in which it shows.
fn repeated<K: Clone + Eq + Hash, T>(all: impl Iterator<Item = (K, T)>) -> Vec<Vec<T>> {
    let mut alike: HashMap<K, Vec<T>> = HashMap::new();
    let mut order = Vec::new();
    for (key, one) in all {
        let same = alike.entry(key.clone()).or_default();
        same.push(one);
        if same.len() == 2 {
            order.push(key);
        }
    }
    let repeated = order.iter().filter_map(|key| alike.remove(key));
    repeated.collect()
}

/// Rows that say the same in every cell: most likely one that was copied.
fn same_rows(export: &Export) -> Vec<String> {
    let rows_of = export.rows.iter().map(|row| (row.digest(), row.number));
    let told = repeated(rows_of).into_iter().map(|numbers| {
        format!(
            "{} are identical, and each became a response. If one is a copy, take its row out of the export, and its file out of the folder.",
            rows(&numbers)
        )
    });
    told.collect()
}

/// The mail addresses of the rows that have one.
fn addresses(export: &Export, columns: &[ExportColumn]) -> HashMap<usize, String> {
    let of_addresses = columns.iter().filter(|c| c.used == Use::Own(Own::Email));
    let of_addresses: Vec<usize> = of_addresses.map(|c| c.at).collect();
    // Of who is not signed in, some tools say "anonymous".
    let address = |row: &Row| {
        let mut said = of_addresses.iter().map(|at| row.text(*at));
        said.find(|text| text.contains('@'))
    };
    let rows = export.rows.iter();
    rows.filter_map(|row| Some((row.number, address(row)?.to_lowercase())))
        .collect()
}

/// Who may have answered twice without a name: an address is in no response, so that nobody
/// could tell later. Of two names from one address it is told as well.
fn same_addresses(
    addresses: &HashMap<usize, String>,
    responses: &[(usize, Response)],
) -> Vec<String> {
    let of_address = responses
        .iter()
        .filter_map(|answered| Some((addresses.get(&answered.0)?, answered)));
    let told = repeated(of_address).into_iter().filter(|same| {
        let mut people = same.iter().map(|(_, response)| person(response));
        let first = people.next();
        // One person is told by name.
        same[0].1.name.is_empty() || people.any(|person| Some(person) != first)
    });
    told.map(|same| {
        let numbers: Vec<usize> = same.iter().map(|(row, _)| *row).collect();
        format!(
            "{} have the same email address, and each became a response. If one person answered again, take the earlier row out of the export, and its file out of the folder.",
            rows(&numbers)
        )
    })
    .collect()
}

/// What one person is known by, as far as an export tells.
fn person(response: &Response) -> [String; 3] {
    [
        folded(&response.district).into_owned(),
        person::person(&response.name),
        folded(&response.role).into_owned(),
    ]
}

/// Who answered twice: both responses are kept, and a tally will ask which one counts.
fn same_people(responses: &[(usize, Response)]) -> Vec<String> {
    let named = responses.iter().filter(|(_, r)| !r.name.is_empty());
    let named = named.map(|answered| (person(&answered.1), answered));
    let told = repeated(named).into_iter().map(|same| {
        let (_, Response { name, .. }) = same[0];
        let numbers: Vec<usize> = same.iter().map(|(row, _)| *row).collect();
        let dates = || same.iter().map(|(_, response)| response.date);
        let latest = dates().max();
        let is_told =
            dates().all(|date| date.is_some()) && dates().filter(|d| Some(*d) == latest).count() == 1;
        let what = if is_told {
            "All were kept. To count only the latest: chronic tally --duplicates latest"
        } else {
            "All were kept because the dates don't show which is latest. Before you tally, take the earlier rows out of the export, and their files out of the folder."
        };
        format!(
            "{name} answered more than once ({}). {what}",
            rows(&numbers).to_lowercase()
        )
    });
    told.collect()
}
