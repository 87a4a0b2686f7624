//! Reading a table that somebody sent: a CSV file of any separator and encoding, or a workbook.
//! Exports and rosters are read by it.

use crate::import::csv_rows::{self, CsvLayout, layouts, unclosed_quote};
use crate::import::grid::{
    ABOVE, Budget, Cell, Grid, MOST_BLANK_COLUMNS, MOST_COLUMNS, MOST_ROWS, Row, Unseen, Wanted,
    bad, too_many_columns, too_many_rows,
};
use crate::import::workbook;
use crate::problem::Problem;
use crate::text::Text;
use crate::toml::decode::decode;
use crate::toml::other_formats::OLD_OFFICE;

/// How a table is laid out is known from so many rows.
const BEGINNING: usize = 200;

/// Reads a table.
///
/// # Errors
/// What the bytes are instead, or what is wrong with them as a whole.
pub(in crate::import) fn read(bytes: &[u8], wanted: &dyn Wanted) -> Result<Grid, Problem> {
    if bytes.starts_with(b"PK\x03\x04") {
        return workbook::read(bytes, wanted);
    }
    let (rows, remarks) = from_csv(bytes, wanted)?;
    Ok(Grid {
        rows,
        remarks,
        unseen: Unseen::default(),
    })
}

fn from_csv(bytes: &[u8], wanted: &dyn Wanted) -> Result<(Vec<Row>, Vec<String>), Problem> {
    let decoded = decode(bytes).map_err(|problem| not_csv(bytes, problem))?;
    let text = decoded.text;
    let (likeliest, others) = layouts(&text);
    let fits = |layout: &CsvLayout| {
        rows_in(&text, *layout, BEGINNING)
            .is_ok_and(|rows| wanted.has_headings(&rows) || wanted.has_content(&rows))
    };
    let mut likely = std::iter::once(likeliest).chain(others);
    let layout = likely.find(fits).unwrap_or(likeliest);
    let rows = rows_in(&text, layout, usize::MAX)?;
    let warning = decoded.warning.map(|warning| warning.message);
    Ok((rows, warning.into_iter().collect()))
}

/// The first rows of a table, as many as are wanted.
fn rows_in(text: &Text, layout: CsvLayout, wanted: usize) -> Result<Vec<Row>, Problem> {
    if let Some(at) = unclosed_quote(text, layout) {
        return Err(bad(
            "This quotation mark is never closed, so every row below it would become one cell.",
            "The file was cut off or edited. Export the responses from the form tool again.",
        )
        .at(text.place(at..at + 1)));
    }
    let widest = csv_rows::widest(text, layout);
    if widest > MOST_BLANK_COLUMNS {
        return Err(too_many_columns(widest));
    }
    let mut budget = Budget::new();
    let mut rows = Vec::new();
    for row in csv_rows::rows(text, layout).take(wanted) {
        if rows.len() > MOST_ROWS + ABOVE {
            return Err(too_many_rows());
        }
        let cells = row.cells.iter().enumerate();
        let filled = || cells.clone().filter(|(_, cell)| !cell.is_empty());
        if let Some((last, _)) = filled().next_back()
            && last >= MOST_COLUMNS
        {
            return Err(too_many_columns(last + 1));
        }
        for (column, cell) in filled() {
            budget.cell(column, cell)?;
        }
        let cells = filled().map(|(column, cell)| (column, Cell::Text(cell.into())));
        rows.push(Row::new(row.number, cells.collect()));
    }
    Ok(rows)
}

/// What the bytes are, with the way out that an export has.
fn not_csv(bytes: &[u8], problem: Problem) -> Problem {
    let message = if bytes.starts_with(OLD_OFFICE) {
        "This is an old Excel workbook (.xls), or a workbook with a password.".to_owned()
    } else {
        problem.message
    };
    Problem {
        place: problem.place,
        ..Problem::new(
            problem.code,
            message,
            "Export the responses from the form tool as CSV, or open them in a spreadsheet program and save as an Excel workbook (.xlsx) with no password.",
        )
    }
}
