//! A spreadsheet's file: rows and columns as they are meant, text that no spreadsheet takes
//! for a formula, numbers bare.

use super::{Checked, same};

pub(super) fn check(hostile: &str, twin: &str) -> Checked {
    let rows = rows(hostile)?;
    same("number of rows", rows.len(), self::rows(twin)?.len())?;
    // A text that went on over a second line would be one more.
    same("lines", hostile.lines().count(), rows.len())?;
    let head = hostile.lines().next().unwrap_or_default();
    same("columns", head, twin.lines().next().unwrap_or_default())?;
    rows.iter().flatten().try_for_each(|cell| harmless(cell))?;
    hostile.lines().skip(1).try_for_each(bare_is_number)
}

/// All rows, each as long as the first.
fn rows(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows: Result<Vec<::csv::StringRecord>, _> = reader.records().collect();
    let rows = rows.map_err(|e| e.to_string())?;
    Ok(rows
        .iter()
        .map(|row| row.iter().map(str::to_owned).collect())
        .collect())
}

/// Not a formula: not at the start, and not where a semicolon parts cells.
fn harmless(cell: &str) -> Checked {
    let is_number =
        cell.parse::<f64>().is_ok() && cell.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    let number_of_ours = is_number && !cell.contains(['e', 'E']);
    let begins = |part: &str| {
        let skipped = |c: char| {
            matches!(
                c,
                ' ' | '"' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
            )
        };
        let signs = [
            '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\t', '\r', '\n',
        ];
        part.trim_start_matches(skipped).starts_with(signs)
    };
    if !number_of_ours && cell.split(';').any(begins) {
        return Err(format!("a cell that is a formula: {cell:?}"));
    }
    if cell.contains(['\t', '\r', '\n']) {
        return Err(format!("a cell of several lines: {cell:?}"));
    }
    Ok(())
}

/// What is not in quotes is empty, or digits with a point.
fn bare_is_number(line: &str) -> Checked {
    let mut bare = String::new();
    let mut is_quoted = false;
    for c in line.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            c => bare.push(c),
        }
    }
    let number = |cell: &str| cell.is_empty() || cell.parse::<f64>().is_ok();
    if bare.split(',').all(number) {
        Ok(())
    } else {
        Err(format!("a text without quotes: {line:?}"))
    }
}

#[test]
fn formulas_and_bare_texts_are_found() {
    let twin = "a,b\n\"x\",1\n";
    assert!(check(twin, twin).is_ok());
    for evil in [
        "a,b\n\"=1\",1\n",
        "a,b\n\" \u{ff1d}1\",1\n",
        "a,b\n\"x;-1\",1\n",
        "a,b\nx,1\n",
        "a,b\n\"x\ny\",1\n",
        "a,b\n\"x\",1\n\"x\",1\n",
        "a,b\n\"x\",1,2\n",
        "a,b\n\"-1e5\",1\n",
    ] {
        assert!(check(evil, twin).is_err(), "{evil}");
    }
}
