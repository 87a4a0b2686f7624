//! CSV for spreadsheets and databases: text quoted and harmless, numbers bare.

use std::borrow::Cow;
use std::io;

use csv::{QuoteStyle, Writer, WriterBuilder};

use crate::report::formats::escape;

/// A table that is written row by row.
pub struct CsvTable<'w> {
    writer: Writer<&'w mut dyn io::Write>,
}

impl<'w> CsvTable<'w> {
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
    pub fn row(&mut self, fields: &[impl AsRef<str>]) -> io::Result<()> {
        let safe = fields.iter().map(|field| match field.as_ref() {
            text if is_number(text) || is_id(text) => Cow::Borrowed(text),
            text => Cow::Owned(escape::csv_cell(text)),
        });
        for field in safe {
            self.writer.write_field(field.as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
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

/// Whether this is nothing but an id, which needs no escaping: a state's responses are
/// millions of these.
fn is_id(field: &str) -> bool {
    field.starts_with(|c: char| c.is_ascii_lowercase())
        && field
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_that_a_person_wrote_begins_as_a_formula() {
        let mut out = Vec::new();
        let mut table = CsvTable::new(&mut out, &["a"]).unwrap();
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
