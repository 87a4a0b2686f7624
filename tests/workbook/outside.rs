//! What was typed or changed in a workbook where nothing is read back from, or what nobody sees there, is
//! told, and no sentence says that all was read.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::workbook::back::{TEAM, district, file, plan_back, team_back, type_in};

/// The workbook of a folder with another text in one of its parts.
fn put(folder: &std::path::Path, part: &str, from: &str, to: &str) {
    let path = folder.join("w.xlsx");
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(&path).unwrap())).unwrap();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut of = archive.by_index(at).unwrap();
        let name = of.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        of.read_to_end(&mut bytes).unwrap();
        if name == part {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{text}");
            bytes = text.replacen(from, to, 1).into_bytes();
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    fs::write(path, zip.finish().unwrap().into_inner()).unwrap();
}

/// Cells that are typed into (sheet, place, and text), what is said, and the exit code.
type Case<'a> = (&'a [(&'a str, &'a str, &'a str)], &'a str, i32);

#[test]
fn what_is_outside_the_cells_to_fill_in_is_told() {
    let cells: [Case<'_>; 7] = [
        (
            &[("Assessment", "Z40", "Beside")],
            "Assessment wasn't used (Z40)",
            0,
        ),
        (
            &[("Assessment", "A1", "Above")],
            "Row 1 of the sheet Assessment was changed",
            0,
        ),
        (
            &[("About", "B9", "Other")],
            "Row 9 of the sheet About was changed",
            0,
        ),
        (
            &[("Continue", "B6", "Other")],
            "Row 6 of the sheet Continue was changed",
            0,
        ),
        (
            &[("Assessment", "P5", "Ours")],
            "no column Agreed anymore",
            1,
        ),
        (
            &[("Plan", "F6", "Somebody")],
            "in the sheet Plan is for another file",
            0,
        ),
        (&[], "", 0),
    ];
    for (cells, said, code) in cells {
        let folder = district();
        let old = file(folder.path(), TEAM);
        type_in(folder.path(), cells);
        let back = team_back(folder.path(), &[]);
        assert_eq!(back.code, code, "{said}: {}", back.err);
        assert!(back.err.contains(said), "{said}: {}", back.err);
        assert_eq!(
            back.err.contains("already has everything"),
            said.is_empty(),
            "{}",
            back.err
        );
        assert_eq!(file(folder.path(), TEAM), old);
    }
    let folder = district();
    type_in(folder.path(), &[("Assessment", "P8", "Strength")]);
    let back = plan_back(folder.path(), &[]);
    assert!(
        back.err
            .contains("in the sheet Assessment is for another file"),
        "{}",
        back.err
    );
}

#[test]
fn sheets_that_came_or_went_are_told() {
    let folder = district();
    let book = "xl/workbook.xml";
    put(folder.path(), book, "name=\"Assessment\"", "name=\"Ours\"");
    let back = team_back(folder.path(), &[]);
    assert_eq!(back.code, 1);
    for said in ["The sheet Ours was added", "no sheet called Assessment"] {
        assert!(back.err.contains(said), "{said}: {}", back.err);
    }
}

#[test]
fn what_is_merged_or_hidden_is_told() {
    let folder = district();
    let sheet = "xl/worksheets/sheet1.xml";
    type_in(folder.path(), &[("Assessment", "P8", "Strength")]);
    put(
        folder.path(),
        sheet,
        "<row r=\"9\"",
        "<row r=\"9\" hidden=\"1\"",
    );
    let merged = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"P8:P12\"/></mergeCells>";
    put(folder.path(), sheet, "</sheetData>", merged);
    let back = team_back(folder.path(), &[]);
    assert_eq!(back.code, 1);
    for said in [
        "Cells P8 to P12 of the sheet Assessment are merged",
        "Row 9 is hidden",
    ] {
        assert!(back.err.contains(said), "{said}: {}", back.err);
    }
    // The first of them has been put in, and the column that the program hides isn't told.
    assert!(
        back.err.contains("Put 1 value") && !back.err.contains("Column"),
        "{}",
        back.err
    );
}
