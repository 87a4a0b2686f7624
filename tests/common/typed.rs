//! A workbook in which somebody typed: cells changed in the file as it is, for what spreadsheet
//! programs make of it.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

/// The workbook with these texts in these cells: sheet, cell such as `P7`, and text. The text is in
/// the workbook's list of texts, in two runs as where a part of it is bold.
pub(crate) fn typed(workbook: &[u8], cells: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts: Vec<(String, String)> = (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            (part.name().unwrap().into_owned(), text)
        })
        .collect();
    let part = |parts: &[(String, String)], name: &str| {
        parts.iter().position(|(part, _)| part == name).unwrap()
    };
    for (sheet, cell, text) in cells {
        let book = &parts[part(&parts, "xl/workbook.xml")].1;
        let before = book
            .split(&format!("<sheet name=\"{sheet}\""))
            .next()
            .unwrap();
        let number = before.matches("<sheet name=").count() + 1;
        let strings = part(&parts, "xl/sharedStrings.xml");
        let count = parts[strings].1.matches("<si>").count();
        let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
        let [first, rest] = [first, rest].map(escaped);
        let run = |text: &str| format!("<r><t xml:space=\"preserve\">{text}</t></r>");
        let entry = format!("<si>{}{}</si></sst>", run(&first), run(&rest));
        parts[strings].1 = parts[strings].1.replace("</sst>", &entry);
        let at = part(&parts, &format!("xl/worksheets/sheet{number}.xml"));
        parts[at].1 = with_cell(&parts[at].1, cell, count);
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in &parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The sheet with the text of this number in a cell, which keeps its look.
fn with_cell(sheet: &str, cell: &str, text: usize) -> String {
    let value = format!("t=\"s\"><v>{text}</v></c>");
    let Some(at) = sheet.find(&format!("<c r=\"{cell}\"")) else {
        let row = cell.trim_start_matches(char::is_alphabetic);
        assert!(!sheet.contains(&format!("<row r=\"{row}\"")), "{cell}");
        let new = format!("<row r=\"{row}\"><c r=\"{cell}\" {value}</row></sheetData>");
        return sheet.replace("</sheetData>", &new);
    };
    let tag = &sheet[at..at + sheet[at..].find('>').unwrap() + 1];
    let whole = if tag.ends_with("/>") {
        tag.len()
    } else {
        sheet[at..].find("</c>").unwrap() + "</c>".len()
    };
    let style = tag
        .split(" s=\"")
        .nth(1)
        .map_or("0", |s| s.split('"').next().unwrap());
    format!(
        "{}<c r=\"{cell}\" s=\"{style}\" {value}{}",
        &sheet[..at],
        &sheet[at + whole..]
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
