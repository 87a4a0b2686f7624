//! A table that somebody sent, as rows of cells, and how much of one is kept. What its columns mean
//! is not known here.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use jiff::civil::{Date, DateTime, Time};
use xxhash_rust::xxh3::Xxh3;

use crate::model::letters;
use crate::problem::{Code, Problem};
use crate::text::Text;
use crate::words::agreeing;

/// No table has more rows below its headings.
pub const MOST_ROWS: usize = 100_000;
/// No form asks so many questions.
pub const MOST_COLUMNS: usize = 1_000;
/// No table has so many cells that hold anything, in all its sheets.
const MOST_CELLS: usize = 6_000_000;
/// So many bytes of text are in them.
const MOST_TEXT: usize = 128 << 20;
/// No spreadsheet has more columns, blank ones included.
pub(crate) const MOST_BLANK_COLUMNS: usize = 16_384;
/// The headings are in one of so many first rows: a title can stand above them.
pub(crate) const TOP: usize = 10;

/// What a reader looks for in a table: it tells how a CSV file is laid out, and which sheet
/// of a workbook is meant.
pub(crate) trait Wanted {
    /// Whether one of the rows at the top has the headings.
    fn has_headings(&self, rows: &[Row]) -> bool;

    /// Whether there is anything below the headings.
    fn has_content(&self, rows: &[Row]) -> bool;

    /// What that is, in a word.
    fn content(&self) -> &'static str;

    /// Whether it may be one part of what is wanted.
    fn has_part(&self, _rows: &[Row]) -> bool {
        false
    }

    /// What is said where more than one sheet has it.
    fn several(&self, first: &str, second: &str) -> Problem;

    /// What is said of bytes that are no text, and of a quotation mark that is never closed.
    fn not_csv(&self, _bytes: &[u8], problem: Problem) -> Problem {
        problem
    }
    fn unclosed_quote(&self) -> Problem;
}

/// The rows of a table.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Those that hold anything.
    pub(crate) rows: Vec<Row>,
    /// A word on how the file was saved, or which of its sheets was read.
    pub(crate) remarks: Vec<String>,
    /// What is hidden in it, or merged.
    pub(crate) unseen: Unseen,
    /// A hidden sheet with what is wanted, which wasn't read.
    pub(crate) hidden: Option<String>,
    /// What was read, where it was a text.
    pub(crate) text: Option<Text>,
}

/// What is hidden or merged in a sheet. Rows count from 1, columns from 0.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unseen {
    pub(crate) rows: Vec<usize>,
    pub(crate) columns: Vec<RangeInclusive<usize>>,
    pub(crate) merged: Vec<Merged>,
    /// Cells with a note: the column and the row of each.
    pub(crate) noted: Vec<(usize, usize)>,
}

/// Cells that are one on the screen; only the first of them holds anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Merged {
    pub(crate) rows: RangeInclusive<usize>,
    pub(crate) columns: RangeInclusive<usize>,
}

/// How much may still be kept of the tables that a command reads. It is asked while they are read, so
/// that the refusal of one that is far too large takes neither time nor memory.
#[derive(Debug)]
pub(crate) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub(crate) const fn new() -> Self {
        Self {
            cells: MOST_CELLS,
            text: MOST_TEXT,
        }
    }

    /// Takes what one more cell costs.
    pub(crate) fn cell(&mut self, column: usize, text: &str) -> Result<(), Problem> {
        if column >= MOST_COLUMNS {
            return Err(too_many_columns(column + 1));
        }
        let left = self.cells.checked_sub(1);
        let text = self.text.checked_sub(text.len());
        let (Some(cells), Some(text)) = (left, text) else {
            return Err(Problem::new(
                Code::TooLarge,
                format!(
                    "The table has more than {} million cells, or more than {} MB of text.",
                    MOST_CELLS / 1_000_000,
                    MOST_TEXT >> 20
                ),
                "Is it the right file? If so, split it and import each part into its own folder.",
            ));
        };
        *self = Self { cells, text };
        Ok(())
    }
}

/// Cells in which a spreadsheet program could not work something out. Nobody wrote that, so they count
/// as blank; what looks like a formula may be what somebody wrote.
#[derive(Debug, Default)]
pub(crate) struct Unworked {
    first: Option<(String, String)>,
    count: usize,
}

impl Unworked {
    /// What is said of errors.
    pub(crate) const ERRORS: [&str; 3] = [
        "an error",
        "errors",
        "If someone typed text there, type it again in the spreadsheet with an apostrophe (') in front.",
    ];

    /// Whether a text is such a cell's: `#NAME?`, `#DIV/0!`, `#N/A`.
    pub(crate) fn has(text: &str) -> bool {
        let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "/_.".contains(c);
        let error = text
            .strip_prefix('#')
            .and_then(|rest| rest.strip_suffix(['!', '?']));
        let is_name = |name: &str| name.len() > 1 && name.chars().all(is_code);
        text == "#N/A" || error.is_some_and(is_name)
    }

    /// Keeps the place of one, a row from 1 and a column from 0, and what is in it, if anything.
    pub(crate) fn add(&mut self, (row, column): (usize, usize), text: Option<&str>) {
        let text = || text.map_or_else(String::new, |text| format!(" ({text})"));
        let first = || (letters::cell(column, row), text());
        self.first.get_or_insert_with(first);
        self.count += 1;
    }

    /// A word on them, by what one has and several have, and what to do.
    pub(crate) fn told(self, [one, several, help]: [&str; 3]) -> Option<String> {
        let (cell, text) = self.first?;
        Some(match self.count {
            1 => format!("Cell {cell} has {one}{text}, so it was read as blank. {help}"),
            n => format!(
                "{n} cells have {several}, so they were read as blank. The first is {cell}{text}. {help}"
            ),
        })
    }
}

/// A row that is not blank, in little more memory than its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// From 1, as a spreadsheet counts.
    pub number: usize,
    /// What is in its cells, one after the other.
    text: Box<str>,
    /// In the order of the columns; nothing for a blank cell.
    cells: Box<[KeptCell]>,
    /// The byte at which it begins, in a text.
    pub(crate) begins: usize,
    /// How many columns it has, in a text with the blank ones at its end.
    pub(crate) columns: usize,
}

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct KeptCell {
    column: u16,
    is_day: bool,
    /// Where its text ends.
    end: u32,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'r> {
    /// Text without blank space around it; a number as a person would type it.
    Text(Cow<'r, str>),
    /// A day that is one, whatever the cell makes it look like, and its time; midnight where it has none.
    Day(Date, Time),
}

impl Cell<'_> {
    /// The same with a text of its own.
    pub(crate) fn kept(self) -> Cell<'static> {
        match self {
            Self::Text(text) => Cell::Text(text.into_owned().into()),
            Self::Day(day, time) => Cell::Day(day, time),
        }
    }
}

impl Row {
    /// A row of these cells.
    pub fn new(number: usize, mut cells: Vec<(usize, Cell<'_>)>) -> Self {
        cells.sort_by_key(|(column, _)| *column);
        let mut text = String::new();
        let kept = cells.iter().map(|(column, cell)| {
            match cell {
                Cell::Text(cell) => text.push_str(cell),
                Cell::Day(day, time) => text.push_str(&day.to_datetime(*time).to_string()),
            }
            KeptCell {
                // No table is wider, and no text longer, than was let in.
                column: u16::try_from(*column).unwrap_or(u16::MAX),
                is_day: matches!(cell, Cell::Day(..)),
                end: u32::try_from(text.len()).unwrap_or(u32::MAX),
            }
        });
        let cells: Box<[KeptCell]> = kept.collect();
        Self {
            number,
            text: text.into_boxed_str(),
            begins: 0,
            columns: cells.last().map_or(0, |last| usize::from(last.column) + 1),
            cells,
        }
    }

    fn at(&self, at: usize) -> (usize, Cell<'_>) {
        let KeptCell {
            column,
            is_day,
            end,
        } = self.cells[at];
        let start = at.checked_sub(1).map_or(0, |before| self.cells[before].end);
        let text = &self.text[start as usize..end as usize];
        let cell = match text.parse::<DateTime>() {
            Ok(when) if is_day => Cell::Day(when.date(), when.time()),
            _ => Cell::Text(text.into()),
        };
        (column.into(), cell)
    }

    /// The cell in a column, from 0.
    pub fn cell(&self, column: usize) -> Option<Cell<'_>> {
        let place = |kept: &KeptCell| usize::from(kept.column);
        let at = self.cells.binary_search_by_key(&column, place).ok()?;
        Some(self.at(at).1)
    }

    /// Column and what is in it, in the order of the columns.
    pub fn cells(&self) -> impl ExactSizeIterator<Item = (usize, Cell<'_>)> {
        (0..self.cells.len()).map(|at| self.at(at))
    }

    /// A digest of all that it holds.
    pub fn digest(&self) -> u128 {
        let mut digest = Xxh3::new();
        for cell in &self.cells {
            digest.update(&cell.column.to_le_bytes());
            digest.update(&cell.end.to_le_bytes());
        }
        digest.update(self.text.as_bytes());
        digest.digest128()
    }

    /// The text of a cell in a column; empty where it is blank.
    pub fn text(&self, column: usize) -> String {
        match self.cell(column) {
            None => String::new(),
            Some(Cell::Text(text)) => text.into_owned(),
            Some(Cell::Day(day, _)) => day.to_string(),
        }
    }

    /// Whether most of its cells say what the headings say.
    pub(crate) fn repeats(&self, headings: &Self) -> bool {
        let same = self
            .cells()
            .filter(|(column, cell)| headings.cell(*column).as_ref() == Some(cell));
        self.cells.len() > 2 && 2 * same.count() > headings.cells.len()
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.cells.iter().map(|cell| cell.end));
        let cells = starts.zip(&self.cells).filter(|(_, cell)| !cell.is_day);
        cells.map(|(start, cell)| &self.text[start as usize..cell.end as usize])
    }

    pub(crate) fn width(&self) -> usize {
        self.cells
            .last()
            .map_or(0, |cell| usize::from(cell.column) + 1)
    }
}

/// What a column, from 0, has in these rows, without its blank cells.
pub(crate) fn texts_in(rows: &[Row], column: usize) -> impl Iterator<Item = String> {
    let texts = rows.iter().map(move |row| row.text(column));
    texts.filter(|text| !text.is_empty())
}

/// A table that cannot be read; a roster gives it a code of its own.
pub(crate) fn bad(message: impl Into<String>, help: &str) -> Problem {
    Problem::new(Code::BadExport, message, help)
}

pub(crate) fn too_many_columns(columns: usize) -> Problem {
    bad(
        format!(
            "The table has {columns} columns or more, and no form asks more than {MOST_COLUMNS} questions."
        ),
        "Is it the right file? Export the responses from the form tool again.",
    )
}

pub(crate) fn too_many_rows() -> Problem {
    Problem::new(
        Code::TooLarge,
        format!("The table has more than {MOST_ROWS} rows."),
        "Is it the right file? If so, split it and import each part into its own folder.",
    )
}

/// What is so of rows: `Row 7 is empty.`, `Rows 7 and 9 are empty.`; nothing of none.
pub(crate) fn of_rows(numbers: &[usize], one: &str, several: &str) -> Option<String> {
    let said = agreeing(numbers.len(), one, several);
    (!numbers.is_empty()).then(|| format!("{} {said}", rows_named(numbers)))
}

/// That headings were found below something else.
pub(crate) fn headings_in(row: usize) -> String {
    format!("The headings are in row {row}. Everything above them was skipped.")
}

/// `Row 7`, `Rows 7, 9 and 12`; of many the first.
pub(crate) fn rows_named(numbers: &[usize]) -> String {
    const NAMED: usize = 10;
    let shown: Vec<String> = numbers.iter().take(NAMED).map(usize::to_string).collect();
    match (shown.as_slice(), numbers.len().saturating_sub(NAMED)) {
        ([only], _) => format!("Row {only}"),
        ([most @ .., last], 0) => format!("Rows {} and {last}", most.join(", ")),
        (_, more) => format!("Rows {} and {more} more", shown.join(", ")),
    }
}
