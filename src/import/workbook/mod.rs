//! The cells of an Excel workbook (.xlsx) that somebody sent: as many as there may be,
//! and not one byte more than fits.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::import::grid::{
    Budget, Cell, Grid, MOST_ROWS, Row, Unseen, Unworked, Wanted, bad, too_many_rows,
};

use crate::problem::{Code, Problem};
use crate::words::joined_by;

mod cell;
mod unseen;

use cell::value;
use unseen::{unseen, without_sizes};

/// A workbook that takes more memory once it is unpacked is refused.
const MOST_UNPACKED: u64 = 128 << 20;
/// So many elements are in it, each of which can come to a text or a cell in memory.
const MOST_ELEMENTS: u64 = 16_000_000;
/// A workbook has a few dozen parts, and fewer sheets.
const MOST_PARTS: usize = 10_000;
const MOST_SHEETS: usize = 200;
/// How often a file is read through at most: to see what is in it, its lists of texts, and its sheets. Where
/// many sheets are one part, it would be once for each.
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

/// A sheet of a workbook.
#[derive(Debug, Clone)]
pub(in crate::import) struct Sheet {
    pub(in crate::import) name: String,
    is_hidden: bool,
    /// Its rows, and a word on formulas that came to nothing.
    content: Result<(Vec<Row>, Option<String>), Problem>,
}

impl Sheet {
    /// Its rows.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(in crate::import) fn rows(&self) -> Result<&[Row], Problem> {
        let content = self.content.as_ref();
        content.map(|(rows, _)| &**rows).map_err(Clone::clone)
    }

    /// What was read as blank.
    pub(in crate::import) fn blank(&self) -> Option<&str> {
        self.content.as_ref().ok()?.1.as_deref()
    }
}

/// The sheets of a workbook, those that are hidden at the end.
///
/// # Errors
/// What the bytes are instead, where they are no workbook; that they are too many.
pub(in crate::import) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, Problem> {
    is_workbook(bytes)?;
    let is_spent = Rc::new(OnceCell::new());
    let mut read = sheets(bytes, &is_spent);
    let is_damaged = |problem: &Problem| problem.code == Code::NotText;
    let is_any_damaged = match &read {
        Ok(sheets) => sheets
            .iter()
            .any(|s| s.content.as_ref().is_err_and(is_damaged)),
        Err(problem) => is_damaged(problem),
    };
    if is_spent.get().is_none()
        && is_any_damaged
        && let Some(again) = without_sizes(bytes)
        && let Ok(sheets) = sheets(&again, &is_spent)
    {
        read = Ok(sheets);
    }
    match is_spent.get() {
        // Not damaged, then.
        Some(()) => Err(too_large()),
        None => read,
    }
}

fn sheets(bytes: &[u8], is_spent: &Rc<OnceCell<()>>) -> Result<Vec<Sheet>, Problem> {
    let mut workbook: Workbook<'_> =
        Xlsx::new(Limited::new(bytes, is_spent)).map_err(|_| damaged())?;
    let all = workbook.sheets_metadata().to_vec();
    if all.len() > MOST_SHEETS {
        return Err(Problem::new(
            Code::TooLarge,
            format!(
                "The workbook has {} sheets. An export has only a few.",
                all.len()
            ),
            "Is it the right file? Export the responses from the form tool as CSV.",
        ));
    }
    let all = all
        .into_iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (seen, hidden): (Vec<_>, Vec<_>) =
        all.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let mut budget = Budget::new();
    let mut sheets = Vec::new();
    for sheet in seen.into_iter().chain(hidden) {
        let is_hidden = sheet.visible != SheetVisible::Visible;
        let content = cells(&mut workbook, &sheet.name, &mut budget);
        if let Err(problem) = &content
            && problem.code == Code::TooLarge
            && !is_hidden
        {
            return Err(problem.clone());
        }
        sheets.push(Sheet {
            name: sheet.name,
            is_hidden,
            content,
        });
    }
    Ok(sheets)
}

/// The rows of the sheet that holds answers; where none does, of the first that has
/// headings, else of the first that holds anything. And a word where there are others.
///
/// # Errors
/// That several sheets hold answers, or none can be read.
pub(in crate::import) fn grid(
    bytes: &[u8],
    sheets: Vec<Sheet>,
    wanted: &dyn Wanted,
) -> Result<Grid, Problem> {
    let (hidden, sheets): (Vec<Sheet>, Vec<Sheet>) = sheets.into_iter().partition(|s| s.is_hidden);
    let count = sheets.len();
    let mut filled: Vec<(String, Vec<Row>, Option<String>)> = Vec::new();
    let mut refusal = None;
    for sheet in sheets {
        match sheet.content {
            Ok((rows, formulas)) if !rows.is_empty() => filled.push((sheet.name, rows, formulas)),
            Ok(_) => {}
            Err(problem) => refusal = refusal.or(Some(problem)),
        }
    }
    let mut answered = (0..filled.len()).filter(|at| wanted.has_content(&filled[*at].1));
    let at = match (answered.next(), answered.next(), refusal) {
        (Some(first), Some(second), _) => {
            return Err(wanted.several(&filled[first].0, &filled[second].0));
        }
        (Some(at), ..) => at,
        (None, _, Some(problem)) => return Err(problem),
        (None, ..) if filled.is_empty() => {
            return Err(bad(
                "The workbook is empty.",
                "Export the responses from the form tool again.",
            ));
        }
        (None, ..) => {
            let mut parts = filled.iter().filter(|(_, rows, _)| wanted.has_part(rows));
            if let (Some((first, ..)), Some((second, ..))) = (parts.next(), parts.next()) {
                return Err(bad(
                    format!(
                        "The practices are on several sheets, such as \"{first}\" and \"{second}\"."
                    ),
                    "In a copy of the workbook, put the columns of all practices next to each other on one sheet, with one row for each person.",
                ));
            }
            let mut all = filled.iter();
            all.position(|(_, rows, _)| wanted.has_headings(rows))
                .unwrap_or(0)
        }
    };
    let (name, rows, formulas) = filled.swap_remove(at);
    let (mut remarks, mut also_hidden) = (Vec::new(), None);
    if count > 1 {
        remarks.push(format!("Of its {count} sheets, \"{name}\" was read."));
    }
    for hidden in &hidden {
        if hidden.rows().is_ok_and(|rows| wanted.has_content(rows)) {
            let name = &hidden.name;
            remarks.push(format!(
                "The hidden sheet \"{name}\" also has {}. It wasn't read.",
                wanted.content()
            ));
            also_hidden = Some(name.clone());
        }
    }
    remarks.extend(formulas);
    Ok(Grid {
        rows,
        remarks,
        unseen: unseen_in(bytes, &name),
        hidden: also_hidden,
        text: None,
    })
}

/// What is hidden or merged in a sheet.
pub(in crate::import) fn unseen_in(bytes: &[u8], sheet: &str) -> Unseen {
    let archive = ZipArchive::new(Cursor::new(bytes));
    archive.map_or_else(
        |_| Unseen::default(),
        |mut archive| unseen(&mut archive, sheet),
    )
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
    const EXPORT_AGAIN: &str =
        "Export the responses from the form tool as CSV or as an Excel workbook (.xlsx).";
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(Cow::into_owned)
        .collect();
    let has = |part: &str| names.iter().any(|name| name.eq_ignore_ascii_case(part));
    if has("xl/workbook.xml") {
        return Ok(());
    }
    let mut kind = String::new();
    if let Ok(mimetype) = archive.by_name("mimetype") {
        let _ = mimetype.take(100).read_to_string(&mut kind);
    }
    let is_table = |name: &&String| {
        let lower = name.to_lowercase();
        lower.ends_with(".csv") || lower.ends_with(".xlsx")
    };
    let (what, help) = if has("xl/workbook.bin") {
        ("a binary Excel workbook (.xlsb)", SAVE_AS)
    } else if names.iter().any(|name| name.ends_with(".iwa")) {
        const EXPORT: &str = "Open it in Numbers, and choose File, Export To, CSV or Excel.";
        ("a document of Apple Numbers (.numbers)", EXPORT)
    } else if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        ("an OpenDocument spreadsheet (.ods)", SAVE_AS)
    } else if names.iter().any(|name| name.starts_with("word/")) {
        ("a Word document (.docx)", EXPORT_AGAIN)
    } else if let Some(inside) = names.iter().find(is_table) {
        const UNPACK: &str =
            "Unpack it first (double-click it), and import the file that is inside.";
        (&*format!("a zip file that contains {inside}"), UNPACK)
    } else {
        ("a zip file with no workbook in it", EXPORT_AGAIN)
    };
    let message = format!("This is {what}.");
    Err(Problem::new(Code::NotText, message, help))
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

/// The cells of a sheet, and a word on its formulas that came to nothing: either nobody has
/// worked them out, or they say nothing. One text can stand in any number of cells, so what is
/// kept is counted again.
fn cells(
    workbook: &mut Workbook<'_>,
    sheet: &str,
    budget: &mut Budget,
) -> Result<(Vec<Row>, Option<String>), Problem> {
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
    let (mut without_result, mut unworked) = (Unworked::default(), Unworked::default());
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(refused)? {
        let (of, column) = cell.pos;
        let place = (of as usize + 1, column as usize);
        if let DataRef::Error(error) = &cell.value {
            unworked.add(place, Some(&error.to_string()));
            continue;
        }
        let Some(value) = value(&cell.value) else {
            if cell.formula.is_some() {
                without_result.add(place, None);
            }
            continue;
        };
        let text = match &value {
            Cell::Text(text) if Unworked::has(text) => {
                unworked.add(place, Some(text));
                continue;
            }
            Cell::Text(text) => text.as_ref(),
            Cell::Day(..) => "2026-10-01",
        };
        budget.cell(column as usize, text)?;
        if of != at {
            keep(at, std::mem::take(&mut row), &mut jumps)?;
            at = of;
        }
        row.push((column as usize, value));
    }
    keep(at, row, &mut jumps)?;
    let without_result = without_result.told([
        "a formula without a result",
        "formulas without a result",
        "If there should be a result, open the workbook in Excel or LibreOffice, save it, and run this again.",
    ]);
    let words = without_result
        .into_iter()
        .chain(unworked.told(Unworked::ERRORS));
    Ok((rows.into_values().collect(), joined_by(words, " ")))
}

pub(in crate::import) fn damaged() -> Problem {
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

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "threads or not makes no difference here"
    )]
    fn a_sheet_that_is_wrong_about_its_size_is_read_beside_one_that_is_not() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        for name in ["one", "other"] {
            let sheet = workbook.add_worksheet().set_name(name).unwrap();
            sheet.write_column(0, 0, [name, "x"]).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let wrong = |sheet: Vec<u8>| {
            let sheet = String::from_utf8(sheet).unwrap();
            let wrong = if sheet.contains("<v>0</v>") {
                "A0:A2"
            } else {
                "A1:A2"
            };
            sheet.replace("A1:A2", wrong).into_bytes()
        };
        let bytes = unseen::with_sheets(&bytes, wrong).unwrap();
        assert!(sheets(&bytes, &Rc::default()).unwrap()[0].rows().is_err());
        for sheet in read(&bytes).unwrap() {
            assert_eq!(sheet.rows().unwrap()[0].text(0), sheet.name);
        }
    }
}
