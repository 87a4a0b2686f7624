//! The rows and cells of a CSV file from a spreadsheet, whatever it puts between them.

use crate::text::Text;

/// The byte after the line `sep=;` that some spreadsheets write first, and what it says.
fn separator_line(text: &str) -> Option<(usize, u8)> {
    let first = text.lines().next()?;
    let &[separator] = first.strip_prefix("sep=")?.as_bytes() else {
        return None;
    };
    let rest = &text[first.len()..];
    let end = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    separator
        .is_ascii()
        .then_some((first.len() + end, separator))
}

/// How a table is laid out.
#[derive(Debug, Clone, Copy)]
pub struct CsvLayout {
    /// The byte at which it begins.
    start: usize,
    /// What parts its cells.
    separator: u8,
}

/// How a table may be laid out, the likeliest first: what the first row has most
/// of parts its cells, not counting what stands between quotes. But a title may stand above
/// the table, and a question is a heading full of commas.
pub fn layouts(text: &Text) -> Vec<CsvLayout> {
    let text = text.as_str();
    if let Some((start, separator)) = separator_line(text) {
        return vec![CsvLayout { start, separator }];
    }
    let mut counts = [0_usize; 4];
    let mut quoted = false;
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => {
                if let Some(at) = SEPARATORS.iter().position(|s| *s == byte) {
                    counts[at] += 1;
                }
            }
        }
    }
    // The last of the greatest: a comma where there is none of them.
    let most = SEPARATORS.into_iter().zip(counts).max_by_key(|(_, n)| *n);
    let likeliest = most.map_or(b',', |(separator, _)| separator);
    let start = 0;
    let layout = |separator| CsvLayout { start, separator };
    let is_other = |s: &u8| *s != likeliest && text.as_bytes().contains(s);
    let others = SEPARATORS.into_iter().filter(is_other);
    std::iter::once(likeliest)
        .chain(others)
        .map(layout)
        .collect()
}

/// What spreadsheets put between cells.
const SEPARATORS: [u8; 4] = *b"|\t;,";

/// What a glance tells, which takes no memory: the byte of a quote that opens a cell which is never
/// closed, and how many cells the widest row has.
pub fn glance(text: &Text, layout: CsvLayout) -> (Option<usize>, usize) {
    let CsvLayout { start, separator } = layout;
    let (mut opened, mut at_start) = (None, true);
    let (mut cells, mut widest) = (1, 1);
    let mut bytes = text.as_str().bytes().enumerate().skip(start).peekable();
    while let Some((at, byte)) = bytes.next() {
        if opened.is_some() {
            let doubled = bytes.peek().is_some_and(|(_, next)| *next == b'"');
            match byte {
                b'"' if doubled => _ = bytes.next(),
                b'"' => opened = None,
                _ => {}
            }
            continue;
        }
        if byte == b'"' && at_start {
            opened = Some(at);
        } else if byte == separator {
            cells += 1;
            widest = widest.max(cells);
        } else if matches!(byte, b'\n' | b'\r') {
            cells = 1;
        }
        at_start = byte == separator || matches!(byte, b'\n' | b'\r');
    }
    (opened, widest)
}

/// The cells of one row, trimmed, and where it begins.
#[derive(Debug)]
pub struct CsvRow {
    /// The byte.
    pub at: usize,
    /// From 1, as a spreadsheet counts: a blank line is a row, and a cell of several
    /// lines makes no more of them.
    pub number: usize,
    /// As many as the row has.
    pub cells: Vec<String>,
}

/// The rows that are not blank, one after the other: together they would take far more memory
/// than the text.
pub fn rows(text: &Text, layout: CsvLayout) -> impl Iterator<Item = CsvRow> {
    let CsvLayout { start, separator } = layout;
    let table = &text.as_str()[start..];
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(table.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    // Reading from memory does not fail, and the bytes are UTF-8 since they are a str.
    std::iter::from_fn(move || {
        if !reader.read_record(&mut record).unwrap_or(false) {
            return None;
        }
        // The reader's position is before the line ends that it skips.
        let at = record
            .position()
            .map_or(0, |p| p.byte() as usize)
            .min(table.len());
        let skipped = table[at..]
            .bytes()
            .take_while(|b| b"\r\n".contains(b))
            .count();
        let blank = &table[at..at + skipped];
        number += 1 + blank.matches('\n').count();
        // The first of them, behind a carriage return, can be the end of the row before.
        if at > 0 && blank.starts_with('\n') && table[..at].ends_with('\r') {
            number -= 1;
        }
        Some(CsvRow {
            at: start + at + skipped,
            number,
            cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
        })
    })
    .filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &Text) -> Vec<CsvRow> {
        super::rows(text, layouts(text)[0]).collect()
    }

    #[test]
    fn commas_between_quotes_part_nothing() {
        let text = Text::new("when;\"1. a, b, c\nand d, e, f\";\"x, y\"\n1;2;3\n".to_owned());
        let rows = rows(&text);
        assert_eq!(rows[0].cells.len(), 3);
        assert_eq!(rows[1].cells, ["1", "2", "3"]);
        assert_eq!((text.line_of(rows[1].at), rows[1].number), (2, 2));
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        for end in ["\n", "\r\n"] {
            let lines = ["a,b", "\"1\n2\",x", "", ",", "3,4", "", "", "5,6"];
            let text = Text::new(lines.join(end));
            let numbers: Vec<usize> = rows(&text).iter().map(|r| r.number).collect();
            assert_eq!(numbers, [1, 2, 5, 8], "{end:?}");
        }
    }
}
