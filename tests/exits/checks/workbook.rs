//! A workbook: text in cells, no formula, no link, nobody's name in its properties.

#![expect(
    clippy::disallowed_methods,
    reason = "a test may take a thread for a sheet"
)]

use std::io::{Cursor, Read as _};

use calamine::{Reader as _, Xlsx};

use super::{Checked, same};

pub(super) fn check(hostile: &[u8], twin: &[u8]) -> Checked {
    same("sheets", sheets(hostile)?, sheets(twin)?)?;
    let (hostile, twin) = (parts(hostile)?, parts(twin)?);
    let names = |parts: &[(String, String)]| {
        parts
            .iter()
            .map(|(name, _)| name.clone())
            .collect::<Vec<_>>()
    };
    same("parts", names(&hostile), names(&twin))?;
    for ((name, text), (_, twin)) in hostile.iter().zip(&twin) {
        if name.starts_with("docProps/") {
            same(name, text, twin)?;
        }
        let acts = [
            "<f>",
            "<f ",
            "<hyperlink",
            "TargetMode=\"External\"",
            "<externalLink",
            "<ddeLink",
            "<oleLink",
            "<!ENTITY",
        ];
        if let Some(sign) = acts.iter().find(|sign| text.contains(**sign)) {
            return Err(format!("{sign} in {name}"));
        }
    }
    Ok(())
}

/// A Word document: the same parts and elements, whatever the texts are.
pub(super) fn check_document(hostile: &[u8], twin: &[u8]) -> Checked {
    let elements = |bytes: &[u8]| -> Result<Vec<(String, Vec<String>)>, String> {
        let parts = parts(bytes)?.into_iter();
        let tags = |xml: &str| -> Vec<String> {
            let tags = xml.split('<').skip(1);
            tags.map(|tag| tag.split('>').next().unwrap_or_default().to_owned())
                .collect()
        };
        Ok(parts.map(|(name, xml)| (name, tags(&xml))).collect())
    };
    same("elements", elements(hostile)?, elements(twin)?)
}

/// The size of each sheet, of which no cell is a formula.
fn sheets(bytes: &[u8]) -> Result<Vec<(usize, usize)>, String> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes))
        .map_err(|e: calamine::XlsxError| e.to_string())?;
    let mut sizes = Vec::new();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).map_err(|e| e.to_string())?;
        if let Some((row, column, formula)) = formulas
            .used_cells()
            .find(|(.., formula)| !formula.is_empty())
        {
            return Err(format!("a formula in {name:?}, {row}, {column}: {formula}"));
        }
        sizes.push(
            book.worksheet_range(&name)
                .map_err(|e| e.to_string())?
                .get_size(),
        );
    }
    Ok(sizes)
}

/// The parts of the file that are text, by name.
fn parts(bytes: &[u8]) -> Result<Vec<(String, String)>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|e| e.to_string())?;
        let mut text = String::new();
        part.read_to_string(&mut text).map_err(|e| e.to_string())?;
        let name = part.name().map_err(|e| e.to_string())?.into_owned();
        parts.push((name, text));
    }
    parts.sort();
    Ok(parts)
}

#[test]
fn formulas_links_and_properties_are_found() {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

    let book = |fill: &dyn Fn(&mut rust_xlsxwriter::Worksheet), author: &str| {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_ymd(2026, 1, 1).unwrap();
        book.set_properties(
            &DocProperties::new()
                .set_author(author)
                .set_creation_datetime(&made),
        );
        fill(book.add_worksheet());
        book.save_to_buffer().unwrap()
    };
    let text = |sheet: &mut rust_xlsxwriter::Worksheet| {
        sheet.write_string(0, 0, "=1+1").unwrap();
    };
    let twin = book(&text, "");
    assert_eq!(check(&twin, &twin), Ok(()));
    assert!(check(&book(&text, "Ana"), &twin).is_err());
    let formula = book(
        &|sheet| {
            sheet.write_formula(0, 0, "=1+1").unwrap();
        },
        "",
    );
    assert!(check(&formula, &twin).is_err());
    let link = book(
        &|sheet| {
            sheet.write_url(0, 0, "http://evil.example").unwrap();
        },
        "",
    );
    assert!(check(&link, &twin).is_err());
    let more = book(
        &|sheet| {
            text(sheet);
            sheet.write_string(1, 0, "x").unwrap();
        },
        "",
    );
    assert!(check(&more, &twin).is_err());
    assert!(check(b"PK", &twin).is_err());
}
