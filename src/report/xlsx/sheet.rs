//! One sheet with a table on it. This is the only way into a cell: a text is made harmless
//! here, and is written as text whatever it looks like.

use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};

use crate::report::escape;
use crate::report::xlsx::look::{self, Look};

/// A value and how it looks.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Text, a person's or not.
    Text(String, Look),
    /// A number.
    Number(f64, Look),
    /// A day.
    Day(Date),
    /// Nothing.
    Blank,
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into(), Look::Text)
    }

    pub(super) fn count(count: u32) -> Self {
        Self::Number(count.into(), Look::Count)
    }

    /// The place of something in an order, from 1.
    pub(super) fn place(place: usize) -> Self {
        Self::count(u32::try_from(place).unwrap_or(u32::MAX))
    }

    pub(super) fn day(day: Option<Date>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }
}

/// Narrower columns hold numbers, which stand in the middle.
const NARROW: f64 = 10.0;

/// The head of a column, and how wide it is, in characters.
pub(super) type Column = (String, f64);

/// A column with a head of the program's own.
pub(super) fn column(head: &str, width: f64) -> Column {
    (head.to_owned(), width)
}

/// A sheet whose table is being written from the top.
pub(super) struct Sheet<'w> {
    sheet: &'w mut Worksheet,
    widths: Vec<f64>,
    head: u32,
    next: u32,
}

impl<'w> Sheet<'w> {
    /// A sheet with a title, lines below it, and the head of a table; it is printed
    /// across, as wide as a page, with the head on each.
    pub(super) fn new(
        sheet: &'w mut Worksheet,
        name: &str,
        lines: &[&str],
        columns: &[Column],
    ) -> Result<Self, XlsxError> {
        sheet.set_name(name)?;
        page(sheet);
        let mut row = 0;
        for line in lines {
            let format = if row == 0 {
                look::title()
            } else {
                look::line()
            };
            sheet.write_string_with_format(row, 0, escape::sheet_cell(line), &format)?;
            row += 1;
        }
        // A line is left free above the head.
        let head = if lines.is_empty() { 0 } else { row + 1 };
        for (at, (text, width)) in (0..).zip(columns) {
            sheet.set_column_width(at, *width)?;
            let format = look::head(*width < NARROW);
            sheet.write_string_with_format(head, at, escape::sheet_cell(text), &format)?;
        }
        let heads = columns
            .iter()
            .map(|(text, width)| lines_of(text, *width - 2.0));
        sheet.set_row_height(head, height(heads.max()))?;
        sheet.set_freeze_panes(head + 1, 0)?;
        sheet.set_repeat_rows(head, head)?;
        Ok(Self {
            sheet,
            widths: columns.iter().map(|(_, width)| *width).collect(),
            head,
            next: head + 1,
        })
    }

    /// Adds a row of the table; `first` sets it off from the one above.
    pub(super) fn row(&mut self, values: &[Value], first: bool) -> Result<(), XlsxError> {
        for (at, value) in (0..).zip(values) {
            self.cell(at, value, first)?;
        }
        // Not every spreadsheet makes room for a text of several lines by itself.
        let lines = values
            .iter()
            .zip(&self.widths)
            .map(|(value, width)| match value {
                Value::Text(text, _) => lines_of(text, *width),
                _ => 1,
            });
        self.sheet.set_row_height(self.next, height(lines.max()))?;
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, at: u16, value: &Value, first: bool) -> Result<(), XlsxError> {
        let (sheet, row) = (&mut *self.sheet, self.next);
        let text = |sheet: &mut Worksheet, text: &str, format: &Format| {
            let harmless = escape::sheet_cell(text);
            sheet.write_string_with_format(row, at, harmless, format)?;
            Ok(())
        };
        match value {
            Value::Text(said, look) => text(sheet, said, &look.format(first)),
            Value::Number(number, look) => {
                sheet.write_number_with_format(row, at, *number, &look.format(first))?;
                Ok(())
            }
            Value::Day(day) => match sheets_day(*day) {
                Some(when) => {
                    let format = Look::Day.format(first);
                    sheet.write_datetime_with_format(row, at, &when, &format)?;
                    Ok(())
                }
                // No spreadsheet has a day before 1900.
                None => text(sheet, &day.to_string(), &Look::Text.format(first)),
            },
            Value::Blank => {
                sheet.write_blank(row, at, &Look::Text.format(first))?;
                Ok(())
            }
        }
    }

    /// A line below the table, after a free one.
    pub(super) fn line_below(&mut self, line: &str) -> Result<(), XlsxError> {
        self.next += 1;
        let line = escape::sheet_cell(line);
        let format = look::line();
        self.sheet
            .write_string_with_format(self.next, 0, line, &format)?;
        Ok(())
    }

    /// Ends the table: it can be filtered by any column.
    pub(super) fn finish(&mut self) -> Result<(), XlsxError> {
        let last = self.next.saturating_sub(1).max(self.head);
        let columns = u16::try_from(self.widths.len()).unwrap_or(u16::MAX);
        self.sheet
            .autofilter(self.head, 0, last, columns.saturating_sub(1))?;
        Ok(())
    }
}

/// How a sheet is printed.
pub(super) fn page(sheet: &mut Worksheet) {
    sheet
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer("&L&A&RPage &P of &N");
}

/// How many lines a text takes in a column of this width, in characters.
fn lines_of(text: &str, width: f64) -> usize {
    // A width is told in digits, and letters with the spaces between are narrower.
    let columns = (width * 1.15).max(1.0) as usize;
    textwrap::wrap(&escape::sheet_cell(text), columns)
        .len()
        .max(1)
}

/// The height of a row of so many lines, in points; no row is higher than 409.
fn height(lines: Option<usize>) -> f64 {
    let lines = u32::try_from(lines.unwrap_or(1)).unwrap_or(u32::MAX);
    (f64::from(lines) * 15.0).min(409.0)
}

fn sheets_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let [month, of_month] = [day.month(), day.day()].map(|n| u8::try_from(n).ok());
    ExcelDateTime::from_ymd(year, month?, of_month?).ok()
}
