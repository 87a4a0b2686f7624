//! The cells of an Excel workbook (.xlsx) that somebody sent: as many as there may be,
//! and not one byte more than fits.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::Date;
use zip::ZipArchive;

use crate::import::grid::{Budget, Cell, Grid, MOST_ROWS, Row, Unseen, Wanted, bad, too_many_rows};
use crate::model::letters::letters;
use crate::problem::{Code, Problem};

mod unseen;

use unseen::{unseen, without_sizes};

/// A workbook that takes more memory once it is unpacked is refused.
const MOST_UNPACKED: u64 = 128 << 20;
/// So many elements are in it, each of which can come to a text or a cell in memory.
const MOST_ELEMENTS: u64 = 16_000_000;
/// A workbook has a few dozen parts, and fewer sheets.
const MOST_PARTS: usize = 10_000;
const MOST_SHEETS: usize = 200;
/// How often a file is read through: to see what is in it, its lists of texts, its sheets, and the sheet of
/// answers once more. Where many sheets are one part, it would be once for each.
const MOST_OFTEN: u64 = 5;
/// Rows in no order take the longer the more of them there are.
const MOST_JUMPS: usize = 10_000;

type Workbook<'a> = Xlsx<Limited<'a>>;

/// The bytes of a workbook, which are read only so often.
struct Limited<'a> {
    bytes: Cursor<&'a [u8]>,
    left: u64,
    is_spent: Rc<OnceCell<()>>,
}

impl<'a> Limited<'a> {
    fn new(bytes: &'a [u8], is_spent: &Rc<OnceCell<()>>) -> Self {
        Self {
            bytes: Cursor::new(bytes),
            left: MOST_OFTEN * bytes.len() as u64 + (1 << 20),
            is_spent: Rc::clone(is_spent),
        }
    }
}

impl Read for Limited<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        let Some(left) = self.left.checked_sub(read as u64) else {
            let _ = self.is_spent.set(());
            return Err(io::Error::other("read too often"));
        };
        self.left = left;
        Ok(read)
    }
}

impl Seek for Limited<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// The sheets of a workbook by name, hidden ones included, with their rows.
///
/// # Errors
/// What the bytes are instead, where they are no workbook; that they are too many.
pub(in crate::import) fn sheets(bytes: &[u8]) -> Result<Vec<(String, Vec<Row>)>, Problem> {
    is_workbook(bytes)?;
    all_sheets(bytes).or_else(|problem| match without_sizes(bytes) {
        Some(again) => all_sheets(&again),
        None => Err(problem),
    })
}

fn all_sheets(bytes: &[u8]) -> Result<Vec<(String, Vec<Row>)>, Problem> {
    let limited = Limited::new(bytes, &Rc::default());
    let mut workbook: Workbook<'_> = Xlsx::new(limited).map_err(|_| damaged())?;
    let all = workbook.sheets_metadata().iter();
    let all = all.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = all.map(|sheet| sheet.name.clone()).collect();
    let mut budget = Budget::new();
    let rows = names.into_iter().take(MOST_SHEETS).map(|name| {
        let rows = cells(&mut workbook, &name, &mut budget)?;
        Ok((name, rows))
    });
    rows.collect()
}

/// The rows of the sheet that holds answers; where none does, of the first that has
/// headings, else of the first that holds anything. And a word where there are others.
///
/// # Errors
/// What the bytes are instead, where they are no workbook; that they are too many; that
/// several sheets hold answers.
pub(crate) fn read(bytes: &[u8], wanted: &dyn Wanted) -> Result<Grid, Problem> {
    is_workbook(bytes)?;
    let is_spent = Rc::new(OnceCell::new());
    let mut read = read_sheets(bytes, wanted, &is_spent);
    if is_spent.get().is_none()
        && let Err(problem) = &read
        && problem.code == Code::NotText
        && let Some(again) = without_sizes(bytes)
        && let Ok(grid) = read_sheets(&again, wanted, &is_spent)
    {
        read = Ok(grid);
    }
    match is_spent.get() {
        // Not damaged, then.
        Some(()) => Err(too_large()),
        None => read,
    }
}

fn read_sheets(
    bytes: &[u8],
    wanted: &dyn Wanted,
    is_spent: &Rc<OnceCell<()>>,
) -> Result<Grid, Problem> {
    let mut budget = Budget::new();
    let mut workbook: Workbook<'_> =
        Xlsx::new(Limited::new(bytes, is_spent)).map_err(|_| damaged())?;
    let sheets = workbook.sheets_metadata().len();
    if sheets > MOST_SHEETS {
        return Err(Problem::new(
            Code::TooLarge,
            format!("The workbook has {sheets} sheets. An export has only a few."),
            "Is it the right file? Export the responses from the form tool as CSV.",
        ));
    }
    let (sheets, hidden): (Vec<_>, Vec<_>) = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .cloned()
        .partition(|sheet| sheet.visible == SheetVisible::Visible);
    let [sheets, hidden] =
        [sheets, hidden].map(|of| of.into_iter().map(|s| s.name).collect::<Vec<_>>());
    let mut answered = Vec::new();
    // Of the others only one can be what is read.
    let mut other: Option<(bool, &String, Vec<Row>)> = None;
    let mut refusal = None;
    for name in &sheets {
        match cells(&mut workbook, name, &mut budget) {
            Ok(rows) if wanted.has_content(&rows) => answered.push((name, rows)),
            Ok(rows) if !rows.is_empty() => {
                let headed = wanted.has_headings(&rows);
                if other.as_ref().is_none_or(|(before, ..)| headed && !before) {
                    other = Some((headed, name, rows));
                }
            }
            Ok(_) => {}
            Err(problem) if problem.code == Code::TooLarge => return Err(problem),
            Err(problem) => refusal = refusal.or(Some(problem)),
        }
        if let [(first, _), (second, _), ..] = answered.as_slice() {
            return Err(bad(
                format!("More than one sheet has answers: \"{first}\" and \"{second}\"."),
                "Save the sheet with all the responses as CSV, and import that.",
            ));
        }
    }
    if let (true, Some(problem)) = (answered.is_empty(), refusal) {
        return Err(problem);
    }
    let other = other.map(|(_, name, rows)| (name, rows));
    let Some((name, rows)) = answered.pop().or(other) else {
        return Err(bad(
            "The workbook is empty.",
            "Export the responses from the form tool again.",
        ));
    };
    let mut remarks = Vec::new();
    if sheets.len() > 1 {
        remarks.push(format!(
            "Of its {} sheets, \"{name}\" was read.",
            sheets.len()
        ));
    }
    for hidden in &hidden {
        if cells(&mut workbook, hidden, &mut budget).is_ok_and(|rows| wanted.has_content(&rows)) {
            remarks.push(format!(
                "The hidden sheet \"{hidden}\" also has answers. It wasn't read."
            ));
        }
    }
    remarks.extend(without_result(&mut workbook, name, &rows)?);
    let archive = ZipArchive::new(Cursor::new(bytes));
    let unseen = archive.map_or_else(
        |_| Unseen::default(),
        |mut archive| unseen(&mut archive, name),
    );
    Ok(Grid {
        rows,
        remarks,
        unseen,
        text: None,
    })
}

/// Whether the bytes are a workbook, and not too large once they are unpacked.
fn is_workbook(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    other_format(&mut archive)?;
    unpacks_to(&mut archive, MOST_UNPACKED, MOST_ELEMENTS)
}

/// What the file is, where it is no .xlsx.
fn other_format(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Problem> {
    const SAVE_AS: &str =
        "Open it in your spreadsheet program and save it as an Excel workbook (.xlsx) or CSV.";
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(Cow::into_owned)
        .collect();
    let any = |wanted: &dyn Fn(&str) -> bool| names.iter().any(|name| wanted(name));
    if any(&|n| n.eq_ignore_ascii_case("xl/workbook.xml")) {
        return Ok(());
    }
    let not = |what: &str, help: &str| Err(Problem::new(Code::NotText, what, help));
    if any(&|n| n.eq_ignore_ascii_case("xl/workbook.bin")) {
        return not("This is a binary Excel workbook (.xlsb).", SAVE_AS);
    }
    if any(&|n| n.ends_with(".iwa")) {
        return not(
            "This is a document of Apple Numbers (.numbers).",
            "Open it in Numbers, and choose File, Export To, CSV or Excel.",
        );
    }
    let mut kind = String::new();
    if let Ok(mimetype) = archive.by_name("mimetype") {
        let _ = mimetype.take(100).read_to_string(&mut kind);
    }
    if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return not("This is an OpenDocument spreadsheet (.ods).", SAVE_AS);
    }
    if any(&|n| n.starts_with("word/")) {
        return not(
            "This is a Word document (.docx).",
            "Export the responses from the form tool as CSV or as an Excel workbook (.xlsx).",
        );
    }
    let table = |n: &String| {
        let lower = n.to_lowercase();
        lower.ends_with(".csv") || lower.ends_with(".xlsx")
    };
    if let Some(inside) = names.iter().find(|n| table(n)) {
        return not(
            &format!("This is a zip file that contains {inside}."),
            "Unpack it first (double-click it), and import the file that is inside.",
        );
    }
    not(
        "This is a zip file with no workbook in it.",
        "Export the responses from the form tool as CSV or as an Excel workbook (.xlsx).",
    )
}

/// Unpacks everything once and keeps nothing: what a part says of its size may be untrue.
fn unpacks_to(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    most: u64,
    elements: u64,
) -> Result<(), Problem> {
    let (mut bytes, mut elements) = (most, elements);
    let mut block = vec![0; 1 << 16];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|_| damaged())?;
        loop {
            let read = match part.read(&mut block) {
                Ok(0) => break,
                Ok(read) => &block[..read],
                Err(_) => return Err(damaged()),
            };
            let begin = memchr::memchr_iter(b'<', read).count() as u64;
            bytes = bytes.checked_sub(read.len() as u64).ok_or_else(too_large)?;
            elements = elements.checked_sub(begin).ok_or_else(too_large)?;
        }
    }
    Ok(())
}

/// The cells of a sheet. One text can stand in any number of them, so what is kept is
/// counted again.
fn cells(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    budget: &mut Budget,
) -> Result<Vec<Row>, Problem> {
    let mut rows: BTreeMap<u32, Row> = BTreeMap::new();
    let mut keep = |row: u32, mut cells: Vec<(usize, Cell<'static>)>, jumps: &mut usize| {
        if cells.is_empty() {
            return Ok(());
        }
        if let Some(before) = rows.remove(&row) {
            *jumps += 1;
            if *jumps > MOST_JUMPS {
                return Err(too_large());
            }
            cells.extend(before.cells().map(|(column, cell)| (column, cell.kept())));
        }
        rows.insert(row, Row::new(row as usize + 1, cells));
        if rows.len() > MOST_ROWS + 1 {
            return Err(too_many_rows());
        }
        Ok(())
    };
    let refused = |_: XlsxError| damaged();
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(refused)?;
    let (mut at, mut row, mut jumps) = (0, Vec::new(), 0);
    while let Some(cell) = reader.next_cell().map_err(refused)? {
        let Some(value) = value(cell.get_value()) else {
            continue;
        };
        let (of, column) = cell.get_position();
        let text = match &value {
            Cell::Text(text) => text.as_ref(),
            Cell::Day(_) => "2026-10-01",
        };
        budget.cell(column as usize, text)?;
        if of != at {
            keep(at, std::mem::take(&mut row), &mut jumps)?;
            at = of;
        }
        row.push((column as usize, value));
    }
    keep(at, row, &mut jumps)?;
    Ok(rows.into_values().collect())
}

/// Formulas that came to nothing: either nobody has worked them out, or they say nothing.
fn without_result(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    rows: &[Row],
) -> Result<Option<String>, Problem> {
    let refused = |_: XlsxError| damaged();
    let mut reader = workbook.worksheet_cells_reader(sheet).map_err(refused)?;
    let (mut first, mut count) = (None, 0_usize);
    while let Some(formula) = reader.next_formula().map_err(refused)? {
        let (row, column) = formula.get_position();
        let (number, column) = (row as usize + 1, column as usize);
        let at = rows.binary_search_by_key(&number, |row| row.number);
        let is_there = at.is_ok_and(|at| rows[at].cell(column).is_some());
        if !formula.get_value().is_empty() && !is_there {
            count += 1;
            first.get_or_insert_with(|| format!("{}{number}", letters(column)));
        }
    }
    Ok(first.map(|cell| {
        let what = match count {
            1 => format!("Cell {cell} has a formula without a result, so it was read as blank."),
            n => format!("{n} cells have formulas without a result, so they were read as blank. The first is {cell}."),
        };
        format!("{what} If there should be a result, open the workbook in Excel or LibreOffice, save it, and import it again.")
    }))
}

/// What a cell holds; none where that is nothing. A formula is what it came to.
fn value(data: &DataRef<'_>) -> Option<Cell<'static>> {
    let text = match data {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(when) => match day(when) {
            Some(day) => return Some(Cell::Day(day)),
            None => when.as_f64().to_string(),
        },
    };
    let text = text.trim();
    (!text.is_empty()).then(|| Cell::Text(text.to_owned().into()))
}

/// The day of a date cell; none where it holds a time or a number of hours.
fn day(when: &calamine::ExcelDateTime) -> Option<Date> {
    let in_range = (1.0..2_958_466.0).contains(&when.as_f64());
    if !when.is_datetime() || !in_range {
        return None;
    }
    let (year, month, day, ..) = when.to_ymd_hms_milli();
    let year = i16::try_from(year).ok()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn damaged() -> Problem {
    Problem::new(
        Code::NotText,
        "The workbook is damaged, so it can't be read.",
        "Export the responses from the form tool again, or open the file in a spreadsheet program and save it again.",
    )
}

fn too_large() -> Problem {
    Problem::new(
        Code::TooLarge,
        "When opened, the workbook is far too large to be a form export.",
        "Is it the right file? Export the responses from the form tool as CSV.",
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    #[test]
    fn what_unpacks_to_far_more_is_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            writer
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            writer.write_all(&[b' '; 50_000]).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        assert!(bytes.len() < 1_000);
        let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).unwrap();
        assert_eq!(unpacks_to(&mut archive, 100_000, 0), Ok(()));
        let refused = unpacks_to(&mut archive, 99_999, 0).unwrap_err();
        assert_eq!(refused.code, Code::TooLarge);
    }
}
