//! What a form tool exports, as rows of cells: a CSV file of any separator and encoding,
//! or a workbook. What the columns mean is in [`columns`](crate::import::columns).

pub(in crate::import) mod answer;
mod heading_rows;

use std::collections::{BTreeSet, HashSet};

pub(in crate::import) use crate::import::form_export::heading_rows::HeadingRows;
pub(crate) use crate::import::grid::bad;
pub use crate::import::grid::{Cell, Row};
use crate::import::grid::{Grid, MOST_ROWS, TOP, headings_in, rows_named, too_many_rows};
use crate::import::table::Table;
use crate::model::rubric::Rubric;
use crate::problem::Problem;
use crate::words::{agreeing, counted, list};

/// No export is larger, in bytes.
pub const MOST_BYTES: u64 = 50 << 20;

/// An export that could be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Export {
    /// By column, blank where a column has none. As many as the widest row has cells.
    pub headings: Vec<String>,
    /// The rows below that hold anything.
    pub rows: Vec<Row>,
    /// A word on how the file was saved, or which of its sheets was read.
    pub remarks: Vec<String>,
    /// What somebody who looks at the workbook does not see, and that was read.
    pub unseen: Vec<Problem>,
}

/// Reads an export of answers to this rubric: the sheet that holds some, from the row on
/// that most likely has the headings.
///
/// # Errors
/// What the bytes are instead, or what is wrong with them as a whole.
pub fn read(table: Table<'_>, rubric: &Rubric) -> Result<Export, Problem> {
    let look = HeadingRows::new(rubric);
    let Grid {
        mut rows,
        mut remarks,
        unseen,
        text,
        hidden,
    } = table.grid(&look)?;
    let no_rows = || hidden.as_deref().map_or_else(no_rows, only_hidden);
    let above = look.headings(&rows);
    let below = look.label_rows(&rows, above)?;
    if let Some(row) = rows[..above].iter().find(|row| look.ratings(row) > 0) {
        return Err(bad(
            format!(
                "Row {} has ratings, but it is above the headings in row {}.",
                row.number, rows[above].number
            ),
            "If it's a response, move it below the headings. If not, import a copy of the export without it.",
        ));
    }
    if rows.is_empty() {
        return Err(no_rows());
    }
    let (mut headings, told) = headings(&rows[..=above + below], above, &look);
    remarks.extend(told);
    let with_blank = rows[..=above + below].iter().map(|row| row.columns).max();
    let with_blank = with_blank.unwrap_or(0);
    let (rows, first) = (rows.split_off(above + 1 + below), &rows[above]);
    let has_headings = look.ratings(first) == 0;
    let has_headings_again =
        |row: &&Row| has_headings && (row.repeats(first) || look.names_in_words(row));
    if let Some(row) = rows.iter().find(has_headings_again) {
        return Err(headings_again(row, first));
    }
    // In a workbook, a row ends with its last cell that holds anything.
    if let Some(parts) = text.as_ref().and_then(|_| parted(&rows, first, &look)) {
        let numbers: Vec<usize> = parts.iter().map(|row| row.number).collect();
        return Err(bad(
            format!(
                "{} are parts of one row: only together do they have as many cells as the headings, so there's a line break inside a cell.",
                rows_named(&numbers)
            ),
            "A cell with a line break has to be inside quotation marks. In a copy of the export, put it in quotation marks, or delete the line break.",
        ));
    }
    let wide = |row: &&Row| row.columns > with_blank;
    if let Some(row) = text.and_then(|_| rows.iter().find(wide))
        && !rows.iter().all(|row| wide(&row))
    {
        return Err(bad(
            format!(
                "Row {} has {} cells, but there {} {}, so its cells may be in the wrong columns.",
                row.number,
                row.columns,
                agreeing(with_blank, "is", "are"),
                counted(with_blank, "heading")
            ),
            "A comma in a cell has to be inside quotation marks. In a copy of the export, find the cell that a comma or a quotation mark split, and put it together. If there are only cells too many at the end, delete them.",
        ));
    }
    if rows.is_empty() {
        return Err(no_rows());
    }
    if rows.len() > MOST_ROWS {
        return Err(too_many_rows());
    }
    let width = rows.iter().map(Row::width).max().unwrap_or(0);
    headings.resize(width.max(headings.len()), String::new());
    Ok(Export {
        headings,
        unseen: unseen.told(&rows),
        rows,
        remarks,
    })
}

/// Headings below answers. Without them, what is below would be read by the headings at the top.
fn headings_again(row: &Row, first: &Row) -> Problem {
    let number = row.number;
    if row.digest() == first.digest() {
        return bad(
            format!("Row {number} repeats the headings."),
            "Delete that row, and then run this again.",
        );
    }
    bad(
        format!(
            "Row {number} has headings again, and they aren't the same as those in row {}.",
            first.number
        ),
        &format!(
            "The answers below row {number} are in other columns. In a copy of the export, move row {number} and all rows below it into a file of their own. Then import both files, one after the other."
        ),
    )
}

/// Rows that a line break without quotation marks made of one: together they are as wide as the
/// headings, and what they have isn't where the ratings of whole rows are.
fn parted<'r>(rows: &'r [Row], headings: &Row, look: &HeadingRows<'_>) -> Option<&'r [Row]> {
    let (width, with_blank) = (headings.width(), headings.columns);
    let whole = rows.iter().filter(|row| row.columns >= width);
    let rated: HashSet<usize> = whole.flat_map(|row| look.rated(row)).collect();
    let is_moved = |row: &Row| {
        let mut here = look.rated(row).peekable();
        here.peek().is_none() || here.any(|at| !rated.contains(&at))
    };
    (0..rows.len()).find_map(|first| {
        let parts = rows[first..].iter().take(TOP);
        let parts = parts.take_while(|row| row.columns < width);
        let wide = parts.scan(1, |wide, row| {
            *wide += row.columns.saturating_sub(1);
            Some(*wide)
        });
        let mut wide = wide.take_while(|wide| *wide <= with_blank);
        let last = first + wide.position(|wide| wide >= width)?;
        (last > first && is_moved(&rows[last])).then(|| &rows[first..=last])
    })
}

/// The headings by column, and what is said of their rows: what the row of headings has; where that is
/// blank, or says nothing that is known, what the rows around it say. Of merged cells only the first has
/// the text.
fn headings(around: &[Row], above: usize, look: &HeadingRows<'_>) -> (Vec<String>, Vec<String>) {
    let width = around.iter().map(Row::width).max().unwrap_or(0);
    let (own, labels) = (&around[above], &around[above + 1..]);
    let mut from = BTreeSet::from([own.number]);
    let texts = (0..width).map(|column| {
        let own = own.text(column);
        if look.is_known(&own) || (around.len() == 1) {
            return own;
        }
        let others = || around[..above].iter().rev().chain(labels);
        let known = others().find(|row| look.is_known(&row.text(column)));
        let filled = || others().find(|row| own.is_empty() && row.cell(column).is_some());
        match known.or_else(filled) {
            Some(row) => {
                from.insert(row.number);
                row.text(column)
            }
            None => own,
        }
    });
    let texts = texts.collect();
    let mut remarks = Vec::new();
    if from.len() > 1 {
        remarks.push(format!(
            "The headings are in rows {}, which were read as one.",
            list(from.iter().map(usize::to_string))
        ));
    } else if above > 0 {
        remarks.push(headings_in(own.number));
    }
    if let [first, more @ ..] = labels {
        let (rows, them) = match more.last() {
            None => (format!("Row {} has", first.number), "it"),
            Some(last) => (
                format!("Rows {} to {} have", first.number, last.number),
                "them",
            ),
        };
        remarks.push(format!(
            "{rows} labels or ids of the form tool, not anyone's answers, so nothing was written for {them}."
        ));
    }
    (texts, remarks)
}

fn only_hidden(sheet: &str) -> Problem {
    bad(
        format!("Only the hidden sheet \"{sheet}\" has answers."),
        "In a copy of the workbook, unhide that sheet, and delete the others.",
    )
}

fn no_rows() -> Problem {
    bad(
        "There are no rows below the headings, so no one has answered yet.",
        "Export the responses, not the form. Each row is one respondent.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Code;

    /// As an export of answers to the built-in rubric.
    fn read(bytes: &[u8]) -> Result<Export, Problem> {
        super::read(Table::read(bytes), &crate::files::rubric::builtin())
    }

    #[test]
    fn no_response_is_taken_for_a_title() {
        let headings = |word: &str| (1..=25).map(|n| format!("{word}{n},")).collect::<String>();
        let rated = |count: usize| "Unsure,".repeat(count);
        // Headings that are only near, a respondent, and headings that are exact.
        for count in [25, 3] {
            let table = [headings("as of "), rated(count), headings(""), rated(25)].join("\n");
            let problem = read(table.as_bytes()).unwrap_err();
            let said = "Row 2 has ratings, but it is above the headings in row 3";
            assert!(problem.message.contains(said), "{problem:?}");
        }
        let table = [headings(""), rated(25), headings(""), rated(25)].join("\n");
        let problem = read(table.as_bytes()).unwrap_err();
        assert!(problem.message.contains("Row 3 repeats"), "{problem:?}");
        // A title above headings that are only near.
        let table = ["Our team,", &headings("as of "), &rated(25)].join("\n");
        assert_eq!(read(table.as_bytes()).unwrap().headings[0], "as of 1");
    }

    #[test]
    fn a_row_of_texts_above_the_ratings_is_instructions_or_refused() {
        let table =
            |name: &str, rated: &dyn Fn(usize) -> String, comment: &dyn Fn(usize) -> String| {
                let headings: String = (1..=25)
                    .map(|n| format!(",{n},How do we know?{n}"))
                    .collect();
                let row: String = (1..=25)
                    .map(|n| format!(",{},{}", rated(n), comment(n)))
                    .collect();
                let answers = ",Unsure,Minutes".repeat(25);
                read(format!("Name{headings}\n{name}{row}\nAna{answers}\n").as_bytes())
            };
        let export = table("", &|_| "Pick one".into(), &|_| "Explain".into()).unwrap();
        assert_eq!(export.rows.len(), 1);
        assert!(export.remarks[0].starts_with("Row 2 has labels"));
        for (name, rated) in [("", "Pick one"), ("Bo Lee", "my words")] {
            let words = |n: usize| format!("{rated} {}", if name.is_empty() { 0 } else { n });
            let problem = table(name, &words, &|n| format!("seen {n}")).unwrap_err();
            let said = format!("Row 2 has texts such as \"{rated} ");
            assert!(problem.message.starts_with(&said), "{problem:?}");
        }
    }

    #[test]
    fn headings_full_of_commas_are_headings() {
        let builtin = crate::files::rubric::builtin();
        let statements: Vec<&str> = builtin
            .practices()
            .iter()
            .map(|p| p.statement.as_str())
            .collect();
        let table = format!("{}\n{}\n", statements.join(";"), "Unsure;".repeat(25));
        assert!(table.matches(',').count() > 25);
        let export = read(table.as_bytes()).unwrap();
        assert_eq!(export.headings[..25], statements);
    }

    #[test]
    fn a_table_of_any_size_ends() {
        let rows = |n: usize| format!("a\n{}", "1\n".repeat(n)).into_bytes();
        assert_eq!(read(&rows(MOST_ROWS)).unwrap().rows.len(), MOST_ROWS);
        let problem = read(&rows(MOST_ROWS + 1)).unwrap_err();
        assert_eq!(problem.code, Code::TooLarge);
        let wide = format!("a\n{}1\n", ",".repeat(5_000));
        assert!(read(wide.as_bytes()).unwrap_err().message.contains("5001"));
    }

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "threads or not makes no difference here"
    )]
    fn answers_on_a_hidden_sheet_alone_are_named() {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "From the office").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_name("Responses").unwrap().set_hidden(true);
        for column in 0..25 {
            let number = f64::from(column) + 1.0;
            sheet.write(0, column, number).unwrap();
            sheet.write(1, column, "Unsure").unwrap();
        }
        let problem = read(&book.save_to_buffer().unwrap()).unwrap_err();
        let said = "Only the hidden sheet \"Responses\" has answers.";
        assert_eq!(problem.message, said);
    }
}
