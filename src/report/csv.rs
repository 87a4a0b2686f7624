//! CSV for spreadsheets and databases: text quoted and harmless, numbers bare.

use std::io;

use csv::{QuoteStyle, Writer, WriterBuilder};

use crate::report::escape;

/// A table that is written row by row.
pub struct Table<'w> {
    writer: Writer<&'w mut dyn io::Write>,
}

impl<'w> Table<'w> {
    /// A table with these columns.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn new(out: &'w mut dyn io::Write, columns: &[&str]) -> io::Result<Self> {
        {
            let mut header = WriterBuilder::new().from_writer(&mut *out);
            header.write_record(columns)?;
            header.flush()?;
        }
        let writer = WriterBuilder::new()
            .quote_style(QuoteStyle::NonNumeric)
            .from_writer(out);
        Ok(Self { writer })
    }

    /// Adds a row. What is no number is made harmless: no cell is a formula or goes on
    /// over a second line.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn row(&mut self, fields: &[String]) -> io::Result<()> {
        let safe = fields.iter().map(|field| {
            if is_number(field) {
                field.clone()
            } else {
                escape::csv_cell(field)
            }
        });
        Ok(self.writer.write_record(safe)?)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Whether this is a number as this program writes one: digits, a point among them, a
/// minus before them. What else counts as one, such as `+1e5`, a person wrote.
fn is_number(field: &str) -> bool {
    let digits = field.strip_prefix('-').unwrap_or(field);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_that_a_person_wrote_begins_as_a_formula() {
        let mut out = Vec::new();
        let mut table = Table::new(&mut out, &["a"]).unwrap();
        for field in ["12", "-3", "-0.2500", "+1e5", "-1e5", "+1", "-", "=1"] {
            table.row(&[field.to_owned()]).unwrap();
        }
        table.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "a\n12\n-3\n-0.2500\n\"'+1e5\"\n\"'-1e5\"\n\"'+1\"\n\"'-\"\n\"'=1\"\n"
        );
    }
}
