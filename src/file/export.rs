//! What a form tool exports, as rows of cells: a CSV file of any separator and encoding,
//! or a workbook. What the columns mean is in [`columns`](crate::file::columns).

mod look;

use jiff::civil::Date;

use crate::file::decode::decode;
pub(in crate::file) use crate::file::export::look::Look;
use crate::file::sheet::{self, Layout, layouts, unclosed_quote, with_line_feeds};
use crate::file::text::Text;
use crate::file::workbook;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};

/// No export is larger, in bytes.
pub const MOST_BYTES: u64 = 50 << 20;
/// No export has more rows below its headings.
pub const MOST_ROWS: usize = 100_000;
/// No form asks so many questions.
pub const MOST_COLUMNS: usize = 1_000;

/// An export that could be read.
#[derive(Debug, PartialEq, Eq)]
pub struct Export {
    /// By column, blank where a column has none. As many as the widest row has cells.
    pub headings: Vec<String>,
    /// The rows below that hold anything.
    pub rows: Vec<Row>,
    /// A word on how the file was saved, or which of its sheets was read.
    pub remarks: Vec<String>,
}

/// A row that is not blank.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// From 1, as a spreadsheet counts.
    pub number: usize,
    /// Column and what is in it, in the order of the columns; nothing for a blank cell.
    cells: Vec<(usize, Cell)>,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text without blank space around it; a number as a person would type it.
    Text(String),
    /// A day that is one, whatever the cell makes it look like.
    Day(Date),
}

impl Row {
    /// A row of these cells.
    #[must_use]
    pub fn new(number: usize, mut cells: Vec<(usize, Cell)>) -> Self {
        cells.sort_by_key(|(column, _)| *column);
        Self { number, cells }
    }

    /// The cell in a column, from 0.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |(at, _)| *at);
        at.ok().map(|at| &self.cells[at].1)
    }

    /// Column and what is in it, in the order of the columns.
    #[must_use]
    pub fn cells(&self) -> &[(usize, Cell)] {
        &self.cells
    }

    /// The text of a cell in a column; empty where it is blank.
    #[must_use]
    pub fn text(&self, column: usize) -> String {
        match self.cell(column) {
            None => String::new(),
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Day(day)) => day.to_string(),
        }
    }

    /// Whether most of its cells say what the headings say.
    fn repeats(&self, headings: &Self) -> bool {
        let same = self
            .cells
            .iter()
            .filter(|cell| headings.cells.contains(cell));
        self.cells.len() > 2 && 2 * same.count() > headings.cells.len()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Text(text) => Some(text.as_str()),
            Cell::Day(_) => None,
        })
    }

    fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| column + 1)
    }
}

/// Reads an export of answers to this rubric: the sheet that holds some, from the row on
/// that most likely has the headings.
///
/// # Errors
/// What the bytes are instead, or what is wrong with them as a whole.
pub fn read(bytes: &[u8], rubric: &Rubric) -> Result<Export, Problem> {
    let look = Look::new(rubric);
    let (rows, mut remarks) = if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes, &look)?
    } else {
        from_csv(bytes, &look)?
    };
    let above = look.headings(&rows);
    if above > 0 {
        let (headings, title) = (rows[above].number, &rows[..above]);
        if let Some(row) = title.iter().find(|row| look.ratings(row) > 0) {
            return Err(bad(
                format!(
                    "Row {}, above the headings in row {headings}, holds ratings.",
                    row.number
                ),
                "If it is a response, put it below the headings; else delete it.",
            ));
        }
        remarks.push(format!(
            "The headings were found in row {headings}; what stands above them was left out."
        ));
    }
    if let Some(row) = rows
        .iter()
        .skip(above + 1)
        .find(|row| row.repeats(&rows[above]))
    {
        return Err(bad(
            format!("Row {} repeats the headings.", row.number),
            "Delete that row, and run this again.",
        ));
    }
    let mut rows = rows.into_iter().skip(above);
    let Some(first) = rows.next() else {
        return Err(no_rows());
    };
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return Err(no_rows());
    }
    if rows.len() > MOST_ROWS {
        return Err(too_many_rows());
    }
    let width = rows.iter().map(Row::width).max().unwrap_or(0);
    let width = width.max(first.width());
    if width > MOST_COLUMNS {
        return Err(bad(
            format!(
                "The table has {width} columns, and no form asks more than {MOST_COLUMNS} questions."
            ),
            "Is it the right file? Export the responses from the form tool again.",
        ));
    }
    Ok(Export {
        headings: (0..width).map(|column| first.text(column)).collect(),
        rows,
        remarks,
    })
}

fn from_csv(bytes: &[u8], look: &Look<'_>) -> Result<(Vec<Row>, Vec<String>), Problem> {
    let decoded = decode(bytes).map_err(not_csv)?;
    let text = with_line_feeds(decoded.text);
    let (likeliest, others) = layouts(&text);
    let mut table = rows_in(&text, likeliest);
    let fits = |table: &Result<Vec<Row>, Problem>| {
        let table = table.as_ref();
        table.is_ok_and(|rows| look.has_headings(rows) || look.holds_answers(rows))
    };
    if !fits(&table) {
        let mut others = others.into_iter().map(|layout| rows_in(&text, layout));
        table = others.find(fits).unwrap_or(table);
    }
    let warning = decoded.warning.map(|warning| warning.message);
    Ok((table?, warning.into_iter().collect()))
}

fn rows_in(text: &Text, layout: Layout) -> Result<Vec<Row>, Problem> {
    if let Some(at) = unclosed_quote(text, layout) {
        return Err(bad(
            "A quote is opened here and closed nowhere, so that all rows below would be one cell.",
            "The file broke off, or somebody changed it. Export the responses from the form tool again.",
        )
        .at(text.place(at..at + 1)));
    }
    let rows = sheet::rows(text, layout).into_iter().map(|row| {
        let cells = row.cells.into_iter().enumerate();
        let filled = cells.filter(|(_, cell)| !cell.is_empty());
        Row::new(
            row.number,
            filled.map(|(at, cell)| (at, Cell::Text(cell))).collect(),
        )
    });
    Ok(rows.collect())
}

pub(super) fn bad(message: impl Into<String>, help: &str) -> Problem {
    Problem::new(Code::BadExport, message, help)
}

fn no_rows() -> Problem {
    bad(
        "There is no row below the headings: nobody has answered.",
        "Export the responses, not the form; a row of it is one respondent.",
    )
}

pub(super) fn too_many_rows() -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("The table has more than {MOST_ROWS} rows."),
        "Is it the right file? Else split it, and import each part into a folder of its own.",
    )
}

/// What the bytes are, with the way out that an export has.
fn not_csv(problem: Problem) -> Problem {
    let message = if problem.message.starts_with("This is an old Word or Excel") {
        "This is an old Excel workbook (.xls), or a workbook with a password.".to_owned()
    } else {
        problem.message.replace("not a form", "no export")
    };
    Problem {
        place: problem.place,
        ..Problem::new(
            problem.code,
            message,
            "Export the responses from the form tool as CSV, or open them in a spreadsheet and save them as Excel workbook (.xlsx) without a password.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_any_spreadsheet_is_the_same() {
        let utf16: Vec<u8> = "\u{feff}a\tb\r\n1\t\u{e9}\r\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            "a,b\n1,\u{e9}\n".as_bytes(),
            "\u{feff}a;b\r\n1;\u{e9}\r\n".as_bytes(),
            "sep=;\na;b\n1;\u{e9}\n".as_bytes(),
            b"a;b\r\n1;\xe9\r\n",
            &utf16,
        ] {
            let export = read(bytes).unwrap();
            assert_eq!(export.headings, ["a", "b"]);
            assert_eq!(export.rows.len(), 1);
            assert_eq!(export.rows[0].number, 2);
            assert_eq!(export.rows[0].text(1), "\u{e9}");
        }
    }

    /// As an export of answers to the built-in rubric.
    fn read(bytes: &[u8]) -> Result<Export, Problem> {
        super::read(bytes, &crate::file::rubric::builtin())
    }

    #[test]
    fn headings_may_have_a_title_above_them() {
        let numbers: Vec<String> = (1..=25).map(|n| n.to_string()).collect();
        let table = format!(
            "Responses of the team,,\nas of October\n\nName,{}\nAna,{}\n",
            numbers.join(","),
            "Unsure,".repeat(25)
        );
        let export = read(table.as_bytes()).unwrap();
        assert_eq!(export.headings[..2], ["Name", "1"]);
        assert_eq!(export.rows[0].number, 5);
        assert!(export.remarks[0].contains("row 4"), "{:?}", export.remarks);
    }

    #[test]
    fn no_response_is_taken_for_a_title() {
        let headings = |word: &str| (1..=25).map(|n| format!("{word}{n},")).collect::<String>();
        let rated = |count: usize| "Unsure,".repeat(count);
        // Headings that are only near, a respondent, and headings that are exact.
        for count in [25, 3] {
            let table = [headings("as of "), rated(count), headings(""), rated(25)].join("\n");
            let problem = read(table.as_bytes()).unwrap_err();
            let said = "Row 2, above the headings in row 3";
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
    fn headings_full_of_commas_are_headings() {
        let builtin = crate::file::rubric::builtin();
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
    fn what_is_no_export_is_named_for_what_it_is() {
        for (bytes, word) in [
            (&b""[..], "empty"),
            (b"a,b\n", "no row"),
            (b"%PDF-1.7 x", "PDF"),
            (b"<!DOCTYPE html><table>", "web page"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
            (b"PK\x03\x04 and then nothing", "damaged"),
            (b"a,b\n1,\"2\n", "quote"),
        ] {
            let problem = read(bytes).unwrap_err();
            assert!(problem.message.contains(word), "{problem:?}");
            assert!(!problem.help.is_empty());
        }
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
}
