//! Columns by letters, as spreadsheets name them.

/// The letters of a column, counted from 0: A to Z, then AA and on.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => format!("{}{last}", letters(more - 1)),
    }
}

/// A cell, such as `P7`: its column counts from 0, its row from 1.
pub fn cell(column: usize, row: usize) -> String {
    format!("{}{row}", letters(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!(
            [0, 25, 26, 51, 701, 702].map(letters),
            ["A", "Z", "AA", "AZ", "ZZ", "AAA"]
        );
    }
}
