//! What is worth a word about the rows of an export as a whole.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use jiff::civil::Time;

use crate::import::columns::{ExportColumn, Own, Use, asked_twice, of};
use crate::import::form_export::{Export, Row};
use crate::import::grid::{of_rows, rows_named as rows, texts_in};
use crate::import::headings::{number, plain};
use crate::import::person_name::is_no_name;
use crate::model::each_once::only;
use crate::model::letters::{cell, letters};
use crate::model::rating::folded;
use crate::model::response::Response;
use crate::model::response::person;
use crate::model::response::student::student_data;
use crate::model::rubric::Rubric;
use crate::text::cut;
use crate::words::{agreeing, counted, is_one_of, list, same_of};

/// What is known of the table before its rows become responses.
#[derive(Debug, Default)]
pub(super) struct OfTable {
    pub(super) remarks: Vec<String>,
    /// Those that say the same in every cell.
    same_rows: Vec<Vec<usize>>,
    addresses: HashMap<usize, String>,
}

impl OfTable {
    pub(super) fn new(export: &Export, columns: &[ExportColumn], rubric: &Rubric) -> Self {
        let remarks = blank_rows(export).into_iter();
        let remarks = remarks
            .chain(put_together(columns, rubric))
            .chain(of_a_quiz(columns));
        let remarks = remarks.chain(left_out(export, columns));
        let rows_of = export.rows.iter().map(|row| (row.digest(), row.number));
        Self {
            remarks: remarks.chain(not_finished(export, columns)).collect(),
            same_rows: repeated(rows_of),
            addresses: addresses(export, columns),
        }
    }

    /// What is worth a word of these, the gravest last.
    pub(super) fn told(
        &self,
        columns: &[ExportColumn],
        responses: &[(usize, Response)],
    ) -> Vec<String> {
        let mut remarks = same_rows(&self.same_rows, responses);
        remarks.extend(same_addresses(&self.addresses, responses));
        remarks.extend(no_names(responses));
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
    of_rows(&blank, "is empty.", "are empty.")
}

/// Who has a number or the like in place of a name.
fn no_names(responses: &[(usize, Response)]) -> Option<String> {
    let mut of = responses.iter().filter(|(_, r)| is_no_name(&r.name));
    let (row, first) = of.next()?;
    let more = same_of(of.count(), "more row");
    Some(format!(
        "Row {row} has \"{}\" in place of a name, which was kept.{more} If you know who it is, correct it in the file of the response.",
        cut(&first.name)
    ))
}

/// Comments that are a part of one: a workbook that shows 96% has 0.96 in the cell.
fn numbers(columns: &[ExportColumn], responses: &[(usize, Response)]) -> Option<String> {
    let mut cells = responses.iter().flat_map(|(row, response)| {
        columns.iter().filter_map(move |column| match column.used {
            Use::Documentation(practice) => {
                let text = &*response.answers[practice].documentation;
                let is_part = text.starts_with("0.") && number(text).is_some();
                is_part.then(|| (cell(column.at, *row), text))
            }
            _ => None,
        })
    });
    let (cell, text) = cells.next()?;
    let more = same_of(cells.count(), "more cell");
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
                found.then(|| cell(column.at, *row))
            }
            _ => None,
        });
        let cells: Vec<String> = cells.collect();
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
fn put_together(columns: &[ExportColumn], rubric: &Rubric) -> Option<String> {
    let mut of_all = asked_twice(columns, rubric);
    let (practice, what, of) = of_all.next()?;
    let both = agreeing(of.len() - 1, "both", "all");
    let more = same_of(of_all.count(), "more question");
    Some(format!(
        "Columns {} are {both} for {what} {}. They were read as one because no row has two different answers.{more}",
        list(of.into_iter().map(letters)),
        practice + 1
    ))
}

/// Points and feedback, which a quiz puts behind every question.
fn of_a_quiz(columns: &[ExportColumn]) -> Option<String> {
    let mut scored = of(columns, Use::Own(Own::Scored)).filter(|c| c.filled);
    let first = scored.next()?;
    let (more, are, were) = match scored.count() {
        0 => (String::new(), "is", "wasn't"),
        n => (format!(" and {n} more"), "are", "weren't"),
    };
    Some(format!(
        "Column {}{more} {are} the quiz's own (points, scores, or feedback) and {were} used.",
        first.named()
    ))
}

/// What stands in columns that match nothing, and so is in no response.
fn left_out(export: &Export, columns: &[ExportColumn]) -> Option<String> {
    let texts = |column: &ExportColumn| texts_in(&export.rows, column.at).collect::<Vec<_>>();
    let unknown = of(columns, Use::Nothing).map(|column| (column, texts(column)));
    let lost: Vec<(&ExportColumn, Vec<String>)> =
        unknown.filter(|(_, texts)| !texts.is_empty()).collect();
    let is_words = |text: &String| text.split_whitespace().nth(3).is_some();
    let help = match lost.iter().flat_map(|(_, texts)| texts).any(is_words) {
        true => {
            " To import comments, put the practice's title in the heading, such as \"How do we know? [title]\"."
        }
        false => "",
    };
    let (column, texts) = lost.first()?;
    let (named, rows) = (column.named(), texts.len());
    Some(match lost.len() - 1 {
        0 => format!(
            "Column {named} wasn't recognized, so what {} {} in it isn't imported.{help}",
            counted(rows, "row"),
            agreeing(rows, "has", "have")
        ),
        more => format!(
            "Column {named} and {more} more weren't recognized, so what is in them isn't imported.{help}"
        ),
    })
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

/// Rows that say the same in every cell: most likely one that was copied. Of who is named, a tally
/// counts one.
fn same_rows(same: &[Vec<usize>], responses: &[(usize, Response)]) -> Vec<String> {
    let is_named = |row: usize| {
        let of = responses.iter().find(|(number, _)| *number == row);
        of.is_none_or(|(_, response)| !response.name.is_empty())
    };
    let told = same.iter().filter(|numbers| !is_named(numbers[0])).map(|numbers| {
        format!(
            "{} are identical, and each became a response. If one is a copy, take its row out of the export, and its file out of the folder.",
            rows(numbers)
        )
    });
    told.collect()
}

/// Rows that a form tool marks as a test, as not finished, or as taken out; and those in which a person says
/// that they are a test.
fn not_finished(export: &Export, columns: &[ExportColumn]) -> Vec<String> {
    const TESTS: &str = "preview, test, spam, survey preview, survey test";
    const TAKEN_OUT: &str = "deleted, disqualified";
    const PARTIAL: &str = "partial, incomplete, in progress";
    /// All words of a name that is none, of which one says so.
    const TEST_WORDS: &str =
        "test, testing, ignore, delete, this, is, a, row, response, entry, please, just, my, only";
    const SAY_TEST: &str = "test, testing, ignore, delete";
    let is_test = |text: &str| {
        let mut words = text.split(' ');
        words.clone().all(|word| is_one_of(word, TEST_WORDS))
            && words.any(|word| is_one_of(word, SAY_TEST))
    };
    let is_example = |text: &str| text.starts_with("e g ") || text.starts_with("example");
    let [test, unfinished, taken_out] = [
        ["is a test response", "are test responses"],
        ["wasn't finished", "weren't finished"],
        [
            "was taken out in the form tool",
            "were taken out in the form tool",
        ],
    ];
    let mut told = Vec::new();
    let mut all: Vec<(&ExportColumn, Vec<usize>, [&str; 2])> = Vec::new();
    let of_rows = [Own::Tools, Own::Name, Own::FirstName, Own::When].map(Use::Own);
    for column in columns.iter().filter(|c| of_rows.contains(&c.used)) {
        let cells = || {
            let rows = export.rows.iter();
            rows.map(|row| (row.number, plain(&row.text(column.at))))
        };
        let most = cells()
            .filter_map(|(_, text)| number(&text))
            .fold(0.0, f64::max);
        let mut of = |is: &dyn Fn(&str) -> bool, what| {
            let of = cells().filter(|(_, text)| is(text));
            all.push((column, of.map(|(row, _)| row).collect(), what));
        };
        match (column.used, plain(&column.heading).as_str()) {
            (Use::Own(Own::Name | Own::FirstName), _) => of(&is_test, test),
            (Use::Own(Own::When), _) => of(&is_example, test),
            (
                Use::Own(Own::Tools),
                "status" | "response type" | "distribution channel" | "distributionchannel",
            ) => {
                of(&|text| is_one_of(text, TESTS), test);
                of(&|text| is_one_of(text, PARTIAL), unfinished);
                of(&|text| is_one_of(text, TAKEN_OUT), taken_out);
            }
            (Use::Own(Own::Tools), "finished") => {
                of(&|text| matches!(text, "false" | "0" | "no"), unfinished);
            }
            (Use::Own(Own::Tools), "progress" | "last page" | "lastpage") => {
                of(&|text| number(text).is_some_and(|n| n < most), unfinished);
            }
            _ => {}
        }
    }
    let mut known = HashSet::new();
    for (column, of, [one, several]) in all {
        // One column says enough of a row.
        let of: Vec<usize> = of.into_iter().filter(|row| known.insert(*row)).collect();
        let Some(first) = of.first() else { continue };
        let cell = export.rows.iter().find(|row| row.number == *first);
        let said = cell.map(|row| row.text(column.at)).unwrap_or_default();
        let (what, was, it) = match of.len() {
            1 => (
                one,
                "It was",
                "it shouldn't be counted, take its row out of the export, and its file",
            ),
            _ => (
                several,
                "They were",
                "they shouldn't be counted, take their rows out of the export, and their files",
            ),
        };
        told.push(format!(
            "{} {what}, as column {} says (\"{}\"). {was} imported like any other. If {it} out of the folder.",
            rows(&of),
            column.named(),
            cut(&said)
        ));
    }
    told
}

/// The mail addresses of the rows that have one.
fn addresses(export: &Export, columns: &[ExportColumn]) -> HashMap<usize, String> {
    let of_addresses = of(columns, Use::Own(Own::Email));
    // Of who is not signed in, some tools say "anonymous".
    let address = |row: &Row| {
        let mut said = of_addresses.clone().map(|column| row.text(column.at));
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
pub(super) fn same_people(
    responses: &[(usize, Response)],
    times: &HashMap<usize, Time>,
    file: impl Fn(usize) -> String,
) -> Vec<String> {
    let named = responses.iter().enumerate();
    let named = named.filter(|(_, (_, response))| !response.name.is_empty());
    let named = named.map(|(at, answered)| (person(&answered.1), (at, answered)));
    let told = repeated(named).into_iter().map(|same| {
        let (_, (_, Response { name, answers, .. })) = same[0];
        let numbers: Vec<usize> = same.iter().map(|(_, (row, _))| *row).collect();
        let moments = same.iter().map(|(_, (row, response))| Some((response.date?, *times.get(row)?)));
        let moments: Option<Vec<_>> = moments.collect();
        let dates: Option<Vec<_>> = same.iter().map(|(_, (_, response))| response.date).collect();
        let what = if same.iter().all(|(_, (_, response))| response.answers == *answers) {
            "All were kept. A tally counts them once because their answers are the same.".to_owned()
        } else if dates.as_deref().is_some_and(|dates| latest(dates).is_some()) {
            "All were kept. To count only the latest, add --duplicates latest when you tally.".to_owned()
        } else if let Some(last) = moments.as_deref().and_then(latest) {
            let is_earlier = |nth: &usize| *nth != last;
            let earlier: Vec<usize> = (0..same.len()).filter(is_earlier).collect();
            let files: Vec<String> = earlier.iter().map(|nth| file(same[*nth].0)).collect();
            let earlier: Vec<usize> = earlier.iter().map(|nth| numbers[*nth]).collect();
            format!(
                "All were kept. By the times, row {} is the latest. Before you tally, take {} out of the export, and {} out of the folder.",
                numbers[last],
                rows(&earlier).to_lowercase(),
                list(&files)
            )
        } else {
            "All were kept because the dates don't show which is latest. Before you tally, take the earlier rows out of the export, and their files out of the folder.".to_owned()
        };
        format!(
            "{name} answered more than once ({}). {what}",
            rows(&numbers).to_lowercase()
        )
    });
    told.collect()
}

/// The place of the latest, where there is only one.
fn latest<T: Ord>(of: &[T]) -> Option<usize> {
    let latest = of.iter().max()?;
    only((0..of.len()).filter(|at| of[*at] == *latest))
}
