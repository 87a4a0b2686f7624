//! What a person who looks at a sheet does not see, or sees otherwise than it is read: rows
//! and columns that are hidden, folded away, or filtered out, merged cells, and notes. The cells are read all the same, so that it has to be told.

use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use crate::import::grid::{Merged, Row, Unseen, rows_named};
use crate::model::letters;
use crate::problem::{Code, Problem};
use crate::words::{numbered, the_first};

/// More than anybody hides or merges is not kept.
const MOST: usize = 10_000;

impl Unseen {
    /// What is hidden and was read all the same, and merged cells, of which only the first says
    /// anything; of the rows that were read.
    pub(in crate::import) fn told(&self, rows: &[Row]) -> Vec<Problem> {
        let mut told = Vec::new();
        let of = |number: &usize| rows.iter().find(|row| row.number == *number);
        let hidden = self.rows.iter().filter(|number| of(number).is_some());
        let hidden: Vec<usize> = hidden.copied().collect();
        if !hidden.is_empty() {
            let (rows, how) = (rows_named(&hidden), "hidden or filtered out");
            told.push(read_all_the_same(&rows, how, "row", hidden.len()));
        }
        let is_hidden = |at: &usize| self.columns.iter().any(|range| range.contains(at));
        let holds = |at: &usize| rows.iter().any(|row| row.cell(*at).is_some());
        let width = rows.iter().map(Row::width).max().unwrap_or(0);
        let hidden = (0..width).filter(is_hidden).filter(holds);
        let hidden: Vec<String> = hidden.map(letters::letters).collect();
        if !hidden.is_empty() {
            let columns = numbered("Column", &hidden);
            told.push(read_all_the_same(
                &columns,
                "hidden",
                "column",
                hidden.len(),
            ));
        }
        for merged in &self.merged {
            let (first, last) = (*merged.rows.start(), *merged.rows.end());
            let column = *merged.columns.start();
            let holds = of(&first).is_some_and(|row| row.cell(column).is_some());
            if !holds || (first == last && merged.columns.end() == &column) {
                continue;
            }
            let end = letters::cell(*merged.columns.end(), last);
            let cell = letters::cell(column, first);
            told.push(Problem::new(
                Code::HiddenRow,
                format!(
                    "Cells {cell} to {end} (row {first}) are merged in the workbook. Only {cell} has what they say, and the others count as blank."
                ),
                "If the others should say the same, unmerge the cells, and type it into each.",
            ));
        }
        // A note can be all that somebody wrote there, or be on a heading.
        let noted = self.noted.iter();
        let noted: Vec<String> = noted.map(|(at, row)| letters::cell(*at, *row)).collect();
        if !noted.is_empty() {
            let [cells, have] = match noted.len() {
                1 => ["Cell", "has a note"],
                _ => ["Cells", "have notes"],
            };
            told.push(Problem::new(
                Code::HiddenRow,
                format!(
                    "{cells} {} {have} in the workbook. Notes aren't read.",
                    the_first(&noted, 10)
                ),
                "If a note belongs to what was answered, type it into a cell.",
            ));
        }
        told
    }
}

/// That rows or columns, which are hidden in some way, were read.
fn read_all_the_same(which: &str, how: &str, one: &str, count: usize) -> Problem {
    let (are, they_were, them) = match count {
        1 => ("is", "It was", "it"),
        _ => ("are", "They were", "them"),
    };
    Problem::new(
        Code::HiddenRow,
        format!("{which} {are} {how} in the workbook. {they_were} read like every other {one}."),
        format!("To skip {them}, use a copy of the workbook without {them}."),
    )
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What is hidden or merged in the sheet of this name; nothing where that cannot be found
/// out, since the cells are read anyway.
pub(super) fn unseen(archive: &mut Archive<'_>, sheet: &str) -> Unseen {
    let path = part_of(archive, sheet);
    path.and_then(|path| in_part(archive, &path))
        .unwrap_or_default()
}

/// The part of the file that holds a sheet.
fn part_of(archive: &mut Archive<'_>, sheet: &str) -> Option<String> {
    let mut id = None;
    each_element(archive, "xl/workbook.xml", |element| {
        if is(element, "sheet") && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "id");
        }
    })?;
    let id = id?;
    let mut target = None;
    each_element(archive, "xl/_rels/workbook.xml.rels", |element| {
        if is(element, "Relationship") && attribute(element, "Id").as_ref() == Some(&id) {
            target = attribute(element, "Target");
        }
    })?;
    target.as_deref().map(in_xl)
}

fn in_xl(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("xl/{}", target.trim_start_matches("../")),
    }
}

/// The cells of a sheet that have a note.
fn noted(archive: &mut Archive<'_>, path: &str) -> Option<Vec<(usize, usize)>> {
    let (folder, name) = path.rsplit_once('/')?;
    let mut target = None;
    each_element(archive, &format!("{folder}/_rels/{name}.rels"), |element| {
        if attribute(element, "Type").is_some_and(|of| of.ends_with("/comments")) {
            target = attribute(element, "Target");
        }
    })?;
    let mut cells = Vec::new();
    each_element(archive, &in_xl(&target?), |element| {
        if is(element, "comment") && cells.len() < MOST {
            cells.extend(attribute(element, "ref").and_then(|at| cell(&at)));
        }
    })?;
    Some(cells)
}

fn in_part(archive: &mut Archive<'_>, path: &str) -> Option<Unseen> {
    let mut unseen = Unseen {
        noted: noted(archive, path).unwrap_or_default(),
        ..Unseen::default()
    };
    let mut row = 0;
    each_element(archive, path, |element| {
        let yes = |name: &str| {
            let value = attribute(element, name);
            matches!(value.as_deref(), Some("1" | "true"))
        };
        let number = |name: &str| attribute(element, name).and_then(|n| n.parse::<usize>().ok());
        let is_nothing = |name: &str| {
            let size = attribute(element, name).and_then(|size| size.parse::<f64>().ok());
            size.is_some_and(|size| size < 1.0)
        };
        if is(element, "row") {
            row = number("r").unwrap_or(row + 1);
            if (yes("hidden") || is_nothing("ht")) && unseen.rows.len() < MOST {
                unseen.rows.push(row);
            }
        } else if is(element, "col") && (yes("hidden") || is_nothing("width")) {
            if let (Some(min @ 1..), Some(max @ 1..)) = (number("min"), number("max"))
                && unseen.columns.len() < MOST
            {
                unseen.columns.push(min - 1..=max - 1);
            }
        } else if is(element, "mergeCell")
            && let Some(merged) = attribute(element, "ref").and_then(|at| merged(&at))
            && unseen.merged.len() < MOST
        {
            unseen.merged.push(merged);
        }
    })?;
    Some(unseen)
}

/// Calls for every element that begins in a part.
fn each_element(
    archive: &mut Archive<'_>,
    path: &str,
    mut each: impl FnMut(&BytesStart<'_>),
) -> Option<()> {
    let part = archive.by_name(path).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(part as zip::read::ZipFile<'_, _>));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element) => each(&element),
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

fn is(element: &BytesStart<'_>, name: &str) -> bool {
    let local = element.local_name();
    local.as_ref() == name
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().filter_map(Result::ok);
    let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0);
    value.ok().map(std::borrow::Cow::into_owned)
}

/// `F4:H4`
fn merged(at: &str) -> Option<Merged> {
    let (from, to) = at.split_once(':')?;
    let ((column, row), (last_column, last_row)) = (cell(from)?, cell(to)?);
    (column <= last_column && row <= last_row).then_some(Merged {
        rows: row..=last_row,
        columns: column..=last_column,
    })
}

/// `F4` as its column, from 0, and its row, from 1.
fn cell(at: &str) -> Option<(usize, usize)> {
    let digits = at.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = at.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_uppercase() {
            return None;
        }
        column = column * 26 + usize::from(letter - b'A') + 1;
    }
    Some((column - 1, row.parse().ok().filter(|row| *row > 0)?))
}

/// A workbook as it is, but for what its sheets say of their own size: that is a hint, and some
/// programs write one that cannot be. None where it cannot be unpacked.
pub(super) fn without_sizes(bytes: &[u8]) -> Option<Vec<u8>> {
    with_sheets(bytes, without_size)
}

/// A workbook with something else in place of the text of each sheet.
pub(super) fn with_sheets(bytes: &[u8], sheet: fn(Vec<u8>) -> Vec<u8>) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if name.to_lowercase().contains("worksheets/") {
            content = sheet(content);
        }
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .ok()?;
        std::io::Write::write_all(&mut writer, &content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

/// Takes `<dimension .../>` out, which stands before the cells.
fn without_size(content: Vec<u8>) -> Vec<u8> {
    let begins = memchr::memmem::find(&content, b"<dimension");
    let Some(from) = begins else {
        return content;
    };
    let Some(length) = memchr::memchr(b'>', &content[from..]) else {
        return content;
    };
    let end = from + length + 1;
    let mut kept = content;
    if kept[..end].ends_with(b"/>") {
        kept.drain(from..end);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_letters() {
        assert_eq!(cell("A1"), Some((0, 1)));
        assert_eq!(cell("AB12"), Some((27, 12)));
        for wrong in ["", "A", "1", "A0", "a1", "ABCD1", "A1x"] {
            assert_eq!(cell(wrong), None, "{wrong}");
        }
        let expected = Merged {
            rows: 4..=5,
            columns: 5..=7,
        };
        assert_eq!(merged("F4:H5"), Some(expected));
        assert_eq!(merged("H5:F4"), None);
    }

    #[test]
    fn only_the_size_goes() {
        let sheet = b"<worksheet><dimension ref=\"A0:B2\"/><sheetData/></worksheet>".to_vec();
        assert_eq!(without_size(sheet), b"<worksheet><sheetData/></worksheet>");
        let whole = b"<worksheet><sheetData/></worksheet>".to_vec();
        assert_eq!(without_size(whole.clone()), whole);
    }
}
