//! One sheet with a table on it. This is the only way into a cell: a text is made harmless
//! here, and is written as text whatever it looks like.
//!
//! A table that people fill in is protected but for the cells where they type, and a hidden sheet
//! keeps it as it was made, so that what they typed can be told from what was there
//! ([`SheetTable`]), which `import::filled_workbook` reads.

use jiff::civil::Date;
use rust_xlsxwriter::{
    DataValidation, ExcelDateTime, Format, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use crate::files::workbook::{AS_MADE, OTHERS};
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::report::workbook::style::{self, Look};

/// A value and how it looks.
#[derive(Debug, Clone)]
pub(super) enum CellValue {
    /// Text, a person's or not.
    Text(String, Look),
    /// A number.
    Number(f64, Look),
    /// A day.
    Day(Date),
    /// Nothing.
    Blank,
    /// Nothing, and nobody is to type anything, although people do in this column.
    Closed,
}

impl CellValue {
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

    /// Ingredient, number, and title of a practice, and whether it is the ingredient's first.
    pub(super) fn practice(rubric: &Rubric, index: usize) -> ([Self; 3], bool) {
        let practice = &rubric.practices()[index];
        let ingredient = &rubric.ingredients[practice.ingredient];
        let first = index == ingredient.practices.start;
        let look = if first { Look::Strong } else { Look::Text };
        let values = [
            Self::Text(ingredient.title.clone(), look),
            Self::place(index + 1),
            Self::text(&practice.title),
        ];
        (values, first)
    }

    fn format(&self, column: &SheetColumn, first: bool) -> Format {
        let format = match self {
            Self::Text(_, look) | Self::Number(_, look) => look.format(first),
            Self::Day(_) => Look::Day.format(first),
            Self::Blank if matches!(column.typed, Typed::Day) => Look::Day.format(first),
            Self::Blank | Self::Closed => Look::Text.format(first),
        };
        if column.is_typed() && !matches!(self, Self::Closed) {
            style::open(format)
        } else {
            format
        }
    }
}

/// Narrower columns hold numbers, which stand in the middle.
const NARROW: f64 = 10.0;

/// A column: its head, and how wide it is, in characters.
#[derive(Debug, Clone)]
pub(super) struct SheetColumn {
    head: String,
    width: f64,
    /// What a file calls what is in it, where it can be read back from the workbook.
    key: &'static str,
    typed: Typed,
}

/// What people type in a column.
#[derive(Debug, Clone)]
pub(super) enum Typed {
    /// Nothing: its cells are locked.
    Nothing,
    Text,
    Day,
    /// One of these.
    Choice(Vec<String>),
}

/// A column with a head of the program's own.
pub(super) fn column(head: &str, width: f64) -> SheetColumn {
    SheetColumn {
        head: head.to_owned(),
        width,
        key: "",
        typed: Typed::Nothing,
    }
}

/// What a row is read back by: hidden, since only the program reads it.
pub(super) fn id_column() -> SheetColumn {
    column("ID", 0.0).key("id")
}

/// What [`CellValue::practice`] fills, with these widths of ingredient and title.
pub(super) fn practice_columns(ingredient: f64, title: f64) -> Vec<SheetColumn> {
    vec![
        column("Ingredient", ingredient),
        column("No.", 5.0),
        column("Practice", title),
    ]
}

impl SheetColumn {
    pub(super) fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    /// People type this in it, which a file has under this key.
    pub(super) fn typed(mut self, typed: Typed, key: &'static str) -> Self {
        self.typed = typed;
        self.key(key)
    }

    const fn is_typed(&self) -> bool {
        !matches!(self.typed, Typed::Nothing)
    }
}

/// A sheet: a table, and the lines above and below it.
#[derive(Debug, Default)]
pub(super) struct SheetTable {
    name: String,
    above: Vec<String>,
    columns: Vec<SheetColumn>,
    /// Each with whether it is set off from the one above.
    rows: Vec<(Vec<CellValue>, bool)>,
    pub(super) below: Vec<String>,
    /// Whether it can be filtered by any column.
    pub(super) is_filtered: bool,
    /// How many columns are printed, where not all are: what is long is read on the screen.
    pub(super) printed: Option<u16>,
}

impl SheetTable {
    /// A sheet with nothing but lines.
    pub(super) fn of_lines(name: &str, above: Vec<String>) -> Self {
        Self {
            name: name.to_owned(),
            above,
            ..Self::default()
        }
    }

    /// A sheet with a title, lines below it, and a table that can be filtered.
    pub(super) fn new(name: &str, above: Vec<String>, columns: Vec<SheetColumn>) -> Self {
        Self {
            columns,
            is_filtered: true,
            ..Self::of_lines(name, above)
        }
    }

    /// Adds a row of the table; `first` sets it off from the one above.
    pub(super) fn row(&mut self, values: Vec<CellValue>, first: bool) {
        self.rows.push((values, first));
    }

    pub(super) fn is_filled_in(&self) -> bool {
        self.columns.iter().any(SheetColumn::is_typed)
    }

    /// Writes it. It is printed across, as wide as a page, with the head on each; where people
    /// type in it, they type only there.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.name)?;
        page(sheet);
        // A line is left free above the head.
        let head = title(sheet, &self.above)? + 1;
        self.write_head(sheet, head)?;
        let mut last = head;
        for (values, first) in &self.rows {
            last += 1;
            self.write_row(sheet, last, values, *first)?;
        }
        for (row, line) in (last + 2..).zip(&self.below) {
            let line = escape::sheet_cell(line);
            sheet.write_string_with_format(row, 0, line, &style::line())?;
        }
        if let Some(printed) = self.printed {
            sheet.set_print_area(0, 0, last, printed.saturating_sub(1))?;
        }
        if self.is_filtered {
            let columns = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
            sheet.autofilter(head, 0, last, columns.saturating_sub(1))?;
        }
        if self.is_filled_in() {
            sheet.protect_with_options(&ProtectionOptions {
                format_cells: true,
                format_columns: true,
                format_rows: true,
                sort: true,
                use_autofilter: true,
                ..ProtectionOptions::default()
            });
        }
        for (at, column) in (0..).zip(&self.columns) {
            if let Typed::Choice(choices) = &column.typed
                && last > head
                && let Some(list) = list(choices)
            {
                sheet.add_data_validation(head + 1, at, last, at, &list)?;
            }
        }
        Ok(())
    }

    fn write_head(&self, sheet: &mut Worksheet, head: u32) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(&self.columns) {
            if column.width > 0.0 {
                sheet.set_column_width(at, column.width)?;
            } else {
                sheet.set_column_hidden(at)?;
            }
            let format = style::head(column.width < NARROW);
            sheet.write_string_with_format(head, at, escape::sheet_cell(&column.head), &format)?;
        }
        let heads = self.columns.iter().filter(|column| column.width > 0.0);
        let heads = heads.map(|column| lines_of(&column.head, column.width - 2.0));
        sheet.set_row_height(head, height(heads.max()))?;
        sheet.set_freeze_panes(head + 1, 0)?;
        sheet.set_repeat_rows(head, head)?;
        Ok(())
    }

    fn write_row(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        values: &[CellValue],
        first: bool,
    ) -> Result<(), XlsxError> {
        write(sheet, (row, 0), (values, first), &self.columns)?;
        // Not every spreadsheet makes room for a text of several lines by itself.
        let cells = values.iter().zip(&self.columns);
        let lines = cells.map(|(value, column)| match value {
            CellValue::Text(text, look) if *look != Look::Line && column.width > 0.0 => {
                lines_of(text, column.width)
            }
            _ => 1,
        });
        sheet.set_row_height(row, height(lines.max()))?;
        Ok(())
    }

    /// Adds the hidden sheet that keeps it: the sheet's name and what file it is for, the keys, the
    /// heads, and the rows.
    pub(super) fn keep(&self, workbook: &mut Workbook, of: &[&str]) -> Result<(), XlsxError> {
        let sheet = hidden(workbook, &format!("{}{AS_MADE}", self.name))?;
        let first = std::iter::once(self.name.as_str()).chain(of.iter().copied());
        let top: [Vec<&str>; 3] = [
            first.collect(),
            self.columns.iter().map(|c| c.key).collect(),
            self.columns.iter().map(|c| c.head.as_str()).collect(),
        ];
        for (row, texts) in (0..).zip(&top) {
            for (at, text) in (0..).zip(texts) {
                sheet.write_string(row, at, escape::sheet_cell(text))?;
            }
        }
        for (row, (values, _)) in (3..).zip(&self.rows) {
            write(sheet, (row, 0), (values, false), &self.columns)?;
        }
        Ok(())
    }
}

/// Adds the hidden sheet that keeps what all sheets have outside the tables that people fill in: a
/// row for each, after its sheet's name. Sheets that are not among these have their name alone.
pub(super) fn keep_others(workbook: &mut Workbook, all: &[SheetTable]) -> Result<(), XlsxError> {
    let names: Vec<String> = workbook.worksheets().iter().map(Worksheet::name).collect();
    let sheet = hidden(workbook, OTHERS)?;
    let mut next = 1;
    sheet.write_string(0, 0, OTHERS)?;
    for name in &names {
        sheet.write_string(next, 0, name)?;
        next += 1;
        let Some(made) = all.iter().find(|made| made.name == *name) else {
            continue;
        };
        let text = |text: &String| CellValue::text(text);
        let lines = made.above.iter().chain(&made.below);
        let mut rows: Vec<Vec<CellValue>> = lines.map(|line| vec![text(line)]).collect();
        if !made.is_filled_in() {
            rows.push(made.columns.iter().map(|c| text(&c.head)).collect());
            rows.extend(made.rows.iter().map(|(values, _)| values.clone()));
        }
        for values in &rows {
            sheet.write_string(next, 0, name)?;
            let plain = vec![column("", 0.0); values.len()];
            write(sheet, (next, 1), (values, false), &plain)?;
            next += 1;
        }
    }
    Ok(())
}

fn hidden<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = super::add(workbook)?;
    sheet.set_name(name)?;
    sheet.set_hidden(true);
    page(sheet);
    Ok(sheet)
}

/// A drop-down; none where a choice can't be in one, or all are too long for it.
fn list(choices: &[String]) -> Option<DataValidation> {
    let choices: Vec<String> = choices.iter().map(|c| escape::sheet_cell(c)).collect();
    if choices.iter().any(|c| c.contains([',', '"'])) {
        return None;
    }
    DataValidation::new().allow_list_strings(&choices).ok()
}

/// Writes the values of a row from this cell on.
fn write(
    sheet: &mut Worksheet,
    (row, from): (u32, u16),
    (values, first): (&[CellValue], bool),
    columns: &[SheetColumn],
) -> Result<(), XlsxError> {
    for ((at, value), column) in (from..).zip(values).zip(columns) {
        let format = &value.format(column, first);
        let text = match value {
            CellValue::Text(text, _) if column.is_typed() => escape::sheet_lines(text),
            CellValue::Text(text, _) => escape::sheet_cell(text),
            CellValue::Number(n, _) => {
                sheet.write_number_with_format(row, at, *n, format)?;
                continue;
            }
            CellValue::Day(day) => {
                if let Some(when) = sheets_day(*day) {
                    sheet.write_datetime_with_format(row, at, &when, format)?;
                    continue;
                }
                // No spreadsheet has a day before 1900.
                day.to_string()
            }
            CellValue::Blank | CellValue::Closed => {
                sheet.write_blank(row, at, format)?;
                continue;
            }
        };
        sheet.write_string_with_format(row, at, text, format)?;
    }
    Ok(())
}

/// Writes a title and the lines below it on top of a sheet, and says how many they are.
pub(super) fn title(sheet: &mut Worksheet, lines: &[impl AsRef<str>]) -> Result<u32, XlsxError> {
    for (row, line) in (0..).zip(lines) {
        let format = if row == 0 {
            style::title()
        } else {
            style::line()
        };
        let line = escape::sheet_cell(line.as_ref());
        sheet.write_string_with_format(row, 0, line, &format)?;
    }
    Ok(u32::try_from(lines.len()).unwrap_or(u32::MAX))
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
    let lines = textwrap::wrap(&escape::sheet_cell(text), columns).len();
    lines.max(1)
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
