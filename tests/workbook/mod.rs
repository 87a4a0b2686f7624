//! What `tally --format xlsx` promises, read back by another library than wrote it.

mod back;
mod confidential;
mod outside;
mod sheets;
mod sorted;
mod written;

use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader as _, Xlsx};

use crate::common::output;

type Workbook = Xlsx<Cursor<Vec<u8>>>;

/// The workbook of a tally of these arguments, run in a folder.
fn workbook(folder: &Path, arguments: &[&str]) -> Workbook {
    open(bytes(folder, arguments))
}

fn bytes(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let all = [&["tally"], arguments, &["--format", "xlsx"]].concat();
    let output = output(folder, &all);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    output.stdout
}

fn open(bytes: Vec<u8>) -> Workbook {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn sheet(workbook: &mut Workbook, name: &str) -> Range<Data> {
    workbook.worksheet_range(name).unwrap()
}

/// The rows of a table below the head that begins with this cell, by the names in it.
fn rows(sheet: &Range<Data>, first: &str) -> Vec<Vec<(String, Data)>> {
    let mut rows = sheet.rows();
    let head = rows
        .by_ref()
        .find(|row| row[0] == Data::String(first.to_owned()))
        .unwrap();
    let named = |row: &[Data]| {
        let head = head.iter().map(ToString::to_string);
        head.zip(row.iter().cloned()).collect::<Vec<_>>()
    };
    rows.take_while(|row| row.iter().any(|c| *c != Data::Empty))
        .map(named)
        .collect()
}

fn cell<'a>(row: &'a [(String, Data)], name: &str) -> &'a Data {
    let found = row.iter().find(|(head, _)| head == name);
    &found
        .unwrap_or_else(|| panic!("{name} is not in {row:?}"))
        .1
}

/// Every part of a workbook, unpacked.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    use std::io::Read as _;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect()
}
