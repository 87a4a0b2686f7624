//! A table that somebody sent, as rows of cells: a CSV file of any separator and encoding, or
//! a workbook. Exports and rosters are read by it; what their columns mean is not known here.

use jiff::civil::Date;

use crate::file::decode::decode;
use crate::file::sheet::{self, Layout, layouts, unclosed_quote, with_line_feeds};
use crate::file::text::Text;
use crate::file::workbook;
use crate::problem::{Code, Problem};

/// No table has more rows below its headings.
pub const MOST_ROWS: usize = 100_000;

/// What a reader looks for in a table: it tells how a CSV file is laid out, and which sheet
/// of a workbook is meant.
pub(in crate::file) trait Wanted {
    /// Whether one of the rows at the top has the headings.
    fn has_headings(&self, rows: &[Row]) -> bool;

    /// Whether there is anything below the headings.
    fn has_content(&self, rows: &[Row]) -> bool;
}

/// The rows of a table.
#[derive(Debug)]
pub(in crate::file) struct Grid {
    /// Those that hold anything.
    pub(in crate::file) rows: Vec<Row>,
    /// A word on how the file was saved, which of its sheets was read, or what is hidden.
    pub(in crate::file) remarks: Vec<String>,
}

/// Reads a table.
///
/// # Errors
/// What the bytes are instead, or what is wrong with them as a whole.
pub(in crate::file) fn read(bytes: &[u8], wanted: &dyn Wanted) -> Result<Grid, Problem> {
    let (rows, remarks) = if bytes.starts_with(b"PK\x03\x04") {
        workbook::read(bytes, wanted)?
    } else {
        from_csv(bytes, wanted)?
    };
    Ok(Grid { rows, remarks })
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
    pub(super) fn repeats(&self, headings: &Self) -> bool {
        let same = self
            .cells
            .iter()
            .filter(|cell| headings.cells.contains(cell));
        self.cells.len() > 2 && 2 * same.count() > headings.cells.len()
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().filter_map(|(_, cell)| match cell {
            Cell::Text(text) => Some(text.as_str()),
            Cell::Day(_) => None,
        })
    }

    pub(super) fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| column + 1)
    }
}

fn from_csv(bytes: &[u8], wanted: &dyn Wanted) -> Result<(Vec<Row>, Vec<String>), Problem> {
    let decoded = decode(bytes).map_err(not_csv)?;
    let text = with_line_feeds(decoded.text);
    let (likeliest, others) = layouts(&text);
    let mut table = rows_in(&text, likeliest);
    let fits = |table: &Result<Vec<Row>, Problem>| {
        let table = table.as_ref();
        table.is_ok_and(|rows| wanted.has_headings(rows) || wanted.has_content(rows))
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

/// A table that cannot be read; a roster gives it a code of its own.
pub(super) fn bad(message: impl Into<String>, help: &str) -> Problem {
    Problem::new(Code::BadExport, message, help)
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
