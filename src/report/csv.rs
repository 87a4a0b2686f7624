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
            if field.parse::<f64>().is_ok_and(f64::is_finite) {
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
