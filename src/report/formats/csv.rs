//! CSV for spreadsheets and databases: text quoted and harmless, numbers bare.

use std::borrow::Cow;
use std::io;

use csv::{QuoteStyle, Writer, WriterBuilder};
use serde_json::Value;

use crate::report::formats::escape;

/// A table that is written row by row.
pub struct CsvTable<'w> {
    writer: Writer<&'w mut dyn io::Write>,
}

impl<'w> CsvTable<'w> {
    /// A table with this first line: the names of its columns, with commas between them.
    ///
    /// # Errors
    /// When `out` refuses.
    pub fn new(out: &'w mut dyn io::Write, head: &str) -> io::Result<Self> {
        writeln!(out, "{head}")?;
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

/// Writes a table with this first line and a row of each value: in each column what JSON has under
/// its name in the value or in a part of it, nothing where that is null or is not there.
///
/// # Errors
/// When `out` refuses.
pub fn write(
    out: &mut dyn io::Write,
    head: &str,
    rows: impl IntoIterator<Item = Value>,
) -> io::Result<()> {
    let mut table = CsvTable::new(out, head)?;
    for row in rows {
        let fields = head.split(',').map(|name| found(&row, name));
        let fields = fields.map(|value| value.map_or_else(String::new, field));
        table.row(&fields.collect::<Vec<_>>())?;
    }
    table.finish()
}

fn found<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    let keys = value.as_object()?;
    let inner = || keys.values().find_map(|inner| found(inner, name));
    keys.get(name).or_else(inner)
}

fn field(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(texts) => {
            let texts = texts.iter().filter_map(Value::as_str);
            texts.collect::<Vec<_>>().join("|")
        }
        Value::Number(number) if number.is_f64() => {
            let number = format!("{:.4}", number.as_f64().unwrap_or_default());
            // What is rounded to nothing has no sign.
            number
                .strip_prefix('-')
                .filter(|n| *n == "0.0000")
                .unwrap_or(&number)
                .to_owned()
        }
        other => other.to_string(),
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
    use serde_json::json;

    use super::*;

    #[test]
    fn a_column_is_found_by_its_name_wherever_it_is() {
        let row = json!({
            "a": -0.00001, "b": 7, "c": null, "d": ["x", "y"], "e": { "f": 0.5, "g": { "h": "=1" } },
        });
        let mut out = Vec::new();
        write(&mut out, "h,f,a,b,c,d,none", [row]).unwrap();
        let text = String::from_utf8(out).unwrap();
        let expected = "h,f,a,b,c,d,none\n\"'=1\",0.5000,0.0000,7,\"\",\"x|y\",\"\"\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn no_cell_that_a_person_wrote_begins_as_a_formula() {
        let mut out = Vec::new();
        let mut table = CsvTable::new(&mut out, "a").unwrap();
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
