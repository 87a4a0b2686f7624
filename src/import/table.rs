//! Reading a table that somebody sent: a CSV file of any separator and encoding, or a workbook.
//! Exports and rosters are read by it.

use crate::import::csv_rows::{self, CsvLayout};
use crate::import::grid::{
    Budget, Cell, Grid, MOST_BLANK_COLUMNS, MOST_COLUMNS, MOST_ROWS, Row, TOP, Unseen, Unworked,
    Wanted, too_many_columns, too_many_rows,
};
use crate::import::workbook::{self, Sheet};
use crate::problem::Problem;
use crate::text::Text;
use crate::toml::decode::decode;

/// How a table is laid out is known from so many rows.
const BEGINNING: usize = 200;

/// A table as it was read, whatever is wanted of it.
#[derive(Debug, Clone)]
pub struct Table<'b> {
    bytes: &'b [u8],
    /// Else what is wrong with the bytes as a whole.
    content: Result<Content, Problem>,
}

#[derive(Debug, Clone)]
enum Content {
    /// Of a CSV file, with a word on how it was saved.
    Text(Text, Option<Problem>),
    Workbook(Vec<Sheet>),
}

impl<'b> Table<'b> {
    /// The table in these bytes, or what they are instead.
    pub fn read(bytes: &'b [u8]) -> Self {
        let content = if is_packed(bytes) {
            workbook::read(bytes).map(Content::Workbook)
        } else {
            decode(bytes).map(|decoded| Content::Text(decoded.text, decoded.warning))
        };
        Self { bytes, content }
    }

    /// The sheets of a workbook.
    ///
    /// # Errors
    /// That it is none, or what is wrong with it.
    pub(in crate::import) fn sheets(&self) -> Result<&[Sheet], Problem> {
        match &self.content {
            Ok(Content::Workbook(sheets)) => Ok(sheets),
            Err(problem) if is_packed(self.bytes) => Err(problem.clone()),
            _ => Err(workbook::damaged()),
        }
    }

    /// What is hidden or merged in a sheet of a workbook.
    pub(in crate::import) fn unseen(&self, sheet: &str) -> Unseen {
        workbook::unseen_in(self.bytes, sheet)
    }

    /// The rows that are wanted.
    ///
    /// # Errors
    /// What the bytes are instead, or what is wrong with them as a whole.
    pub(in crate::import) fn grid(self, wanted: &dyn Wanted) -> Result<Grid, Problem> {
        let (text, warning) = match self.content {
            Ok(Content::Text(text, warning)) => (text, warning),
            Ok(Content::Workbook(sheets)) => return workbook::grid(self.bytes, sheets, wanted),
            Err(problem) if is_packed(self.bytes) => return Err(problem),
            Err(problem) => return Err(wanted.not_csv(self.bytes, problem)),
        };
        let mut unworked = Unworked::default();
        let layouts = csv_rows::layouts(&text);
        let fits = |layout: &CsvLayout| {
            rows_in(&text, *layout, wanted, BEGINNING, &mut Unworked::default())
                .is_ok_and(|rows| wanted.has_headings(&rows) || wanted.has_content(&rows))
        };
        let mut likely = layouts.iter().copied();
        let layout = likely.find(fits).unwrap_or(layouts[0]);
        let rows = rows_in(&text, layout, wanted, usize::MAX, &mut unworked)?;
        let saved = warning.into_iter().map(|warning| warning.message);
        Ok(Grid {
            rows,
            remarks: saved.chain(unworked.told(Unworked::ERRORS)).collect(),
            unseen: Unseen::default(),
            hidden: None,
            text: Some(text),
        })
    }
}

/// Whether the bytes begin as a workbook does.
fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The first rows of a table, so many at most, without what nobody wrote.
fn rows_in(
    text: &Text,
    layout: CsvLayout,
    wanted: &dyn Wanted,
    most: usize,
    unworked: &mut Unworked,
) -> Result<Vec<Row>, Problem> {
    let (unclosed, widest) = csv_rows::glance(text, layout);
    if let Some(at) = unclosed {
        return Err(wanted.unclosed_quote().at(text.place(at..at + 1)));
    }
    if widest > MOST_BLANK_COLUMNS {
        return Err(too_many_columns(widest));
    }
    let mut budget = Budget::new();
    let mut rows = Vec::new();
    for row in csv_rows::rows(text, layout).take(most) {
        if rows.len() > MOST_ROWS + TOP {
            return Err(too_many_rows());
        }
        let all = row.cells.iter().enumerate();
        for (column, cell) in all.clone().filter(|(_, cell)| Unworked::has(cell)) {
            unworked.add((row.number, column), Some(cell));
        }
        let filled = all.filter(|(_, cell)| !Unworked::has(cell) && !cell.is_empty());
        if let Some((last, _)) = filled.clone().next_back()
            && last >= MOST_COLUMNS
        {
            return Err(too_many_columns(last + 1));
        }
        filled
            .clone()
            .try_for_each(|(column, cell)| budget.cell(column, cell))?;
        let cells = filled.map(|(column, cell)| (column, Cell::Text(cell.into())));
        let mut kept = Row::new(row.number, cells.collect());
        (kept.begins, kept.columns) = (row.at, row.cells.len());
        rows.push(kept);
    }
    Ok(rows)
}
