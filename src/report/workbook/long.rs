//! The long data: a row for each response and practice, without names, for whoever makes
//! tables of their own. The same as `tally --long`, with the same columns.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::response::responses::Responses;
use crate::model::rubric::Rubric;
use crate::report::results::tally::for_programs::{LONG_HEAD, numbered, rated};
use crate::report::workbook::style;

/// What a sheet of a spreadsheet holds, its head among them.
const MOST_ROWS: usize = 1_048_576;

/// Whether so many responses have room on a sheet.
pub fn fits(rubric: &Rubric, responses: &Responses) -> bool {
    responses.len().saturating_mul(rubric.len()) < MOST_ROWS
}

/// Writes the sheet. There can be a million rows: no cell has a look of its own, and all
/// that is written are ids and numbers.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    rubric: &Rubric,
    responses: &Responses,
) -> Result<(), XlsxError> {
    sheet.set_name("Long data")?;
    super::sheet::page(sheet);
    for ((at, name), width) in (0..)
        .zip(LONG_HEAD.split(','))
        .zip([12.0, 24.0, 46.0, 18.0])
    {
        sheet.set_column_width(at, width)?;
        sheet.write_string_with_format(0, at, name, &style::head(false))?;
    }
    let mut row = 0;
    for (number, at) in (1_u32..).zip(numbered(responses)) {
        for rated in rated(rubric, responses.ratings(at)) {
            row += 1;
            sheet.write_number(row, 0, number)?;
            for (at, text) in (1..).zip(rated) {
                sheet.write_string(row, at, text)?;
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.autofilter(0, 0, row, 3)?;
    Ok(())
}
