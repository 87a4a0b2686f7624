//! The rubric, printed: for a terminal, a document, a program.

use serde::Serialize;
use serde::ser::{Error as _, SerializeMap, Serializer};
use textwrap::{Options, WordSplitter, WrapAlgorithm};
use toml::de::{DeTable, DeValue};

use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::formats::escape;
use crate::text::on_one_line;

/// What is printed for people, from the top; numbers are from 1.
enum Part<'r> {
    /// The title, and what files call it.
    Title,
    Paragraph(&'r str),
    Ratings,
    Heading(&'r str),
    /// A practice or a step: how wide numbers are, its own, and its title, id if any, and text.
    Entry(usize, usize, [&'r str; 3]),
}

fn parts(rubric: &Rubric) -> Vec<Part<'_>> {
    let mut parts = vec![
        Part::Title,
        Part::Paragraph(&rubric.question),
        Part::Paragraph(&rubric.purpose),
        Part::Paragraph(&rubric.vulnerable_populations),
        Part::Ratings,
    ];
    let digits = rubric.len().to_string().len();
    for ingredient in &rubric.ingredients {
        parts.push(Part::Heading(&ingredient.title));
        parts.extend(ingredient.practices.clone().map(|at| {
            let practice = &rubric.practices()[at];
            Part::Entry(
                digits,
                at + 1,
                [&practice.title, &practice.id, &practice.statement],
            )
        }));
    }
    if !rubric.steps.is_empty() {
        parts.extend([Part::Heading("Steps"), Part::Paragraph(&rubric.frequency)]);
        let steps = (1..).zip(&rubric.steps);
        parts.extend(
            steps.map(|(number, step)| Part::Entry(1, number, [&step.title, "", &step.text])),
        );
    }
    parts.push(Part::Paragraph(&rubric.source));
    parts
}

/// For a terminal of this width, in columns.
pub fn text(rubric: &Rubric, width: usize) -> String {
    let blocks = parts(rubric).into_iter().map(|part| {
        let mut block = String::new();
        let mut add = |lead: &str, text: &str| paragraph(&mut block, width, lead, text);
        match part {
            Part::Title => {
                add("", &rubric.title);
                add("", &rubric.reference());
            }
            Part::Paragraph(text) => add("", text),
            Part::Ratings => {
                add("", "RATINGS");
                block.push('\n');
                for rating in Rating::ALL {
                    paragraph(&mut block, width, "  ", rubric.labels.of(rating));
                }
            }
            Part::Heading(text) => add("", &text.to_uppercase()),
            Part::Entry(digits, number, [title, id, text]) => {
                let lead = format!("{number:digits$}. ");
                let indent = " ".repeat(lead.len());
                add(&lead, title);
                add(&indent, id);
                add(&indent, text);
            }
        }
        block
    });
    let blocks: Vec<String> = blocks.filter(|block| !block.is_empty()).collect();
    blocks.join("\n")
}

/// A paragraph, wrapped; `lead` goes before the first line and is left free before the others.
fn paragraph(out: &mut String, width: usize, lead: &str, text: &str) {
    let text = on_one_line(text);
    if text.is_empty() {
        return;
    }
    let indent = " ".repeat(lead.len());
    let options = Options::new(width)
        .initial_indent(lead)
        .subsequent_indent(&indent)
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    for line in textwrap::wrap(&escape::terminal(&text), options) {
        out.push_str(&line);
        out.push('\n');
    }
}

/// For a document: CommonMark, a heading for each ingredient, the practices numbered
/// through.
pub fn markdown(rubric: &Rubric) -> String {
    let safe = escape::markdown;
    let blocks = parts(rubric).into_iter().map(|part| match part {
        Part::Title => format!("# {}\n\n{}", safe(&rubric.title), safe(&rubric.reference())),
        Part::Paragraph(text) => safe(text),
        Part::Ratings => safe(&format!("Ratings: {}.", rubric.labels.phrase())),
        Part::Heading(text) => format!("## {}", safe(text)),
        // What belongs to an item is indented by the width of its marker and a space.
        Part::Entry(_, number, [title, id, text]) => {
            let marker = format!("{:<3} ", format!("{number}."));
            let indent = " ".repeat(marker.len());
            let named = match id {
                "" => String::new(),
                id => format!(" ({})", safe(id)),
            };
            format!(
                "{marker}**{}**{named}\n\n{indent}{}",
                safe(title),
                safe(text)
            )
        }
    });
    let blocks: Vec<String> = blocks.filter(|block| !block.is_empty()).collect();
    let page = blocks.join("\n\n");
    format!("{}\n", page.trim_end())
}

/// For a program: the keys of the rubric's file, in its order. `file` is its text
/// without a byte-order mark.
///
/// # Errors
/// When `file` is no TOML; one that has been read as a rubric is.
pub fn json(file: &str) -> anyhow::Result<String> {
    let table = DeTable::parse(file)?;
    let mut written = serde_json::to_string_pretty(&Ordered(table.get_ref()))?;
    written.push('\n');
    Ok(escape::json(&written))
}

/// A table whose keys come out in the order of the file; the parser sorts them.
struct Ordered<'a>(&'a DeTable<'a>);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut entries: Vec<_> = self.0.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        let mut map = serializer.serialize_map(Some(entries.len()))?;
        for (key, value) in entries {
            map.serialize_entry(key.get_ref().as_ref(), &JsonValue(value.get_ref()))?;
        }
        map.end()
    }
}

struct JsonValue<'a>(&'a DeValue<'a>);

impl Serialize for JsonValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            DeValue::String(text) => serializer.serialize_str(text),
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
                .map_err(S::Error::custom)?
                .serialize(serializer),
            DeValue::Float(number) => number
                .as_str()
                .parse::<f64>()
                .map_err(S::Error::custom)?
                .serialize(serializer),
            DeValue::Boolean(yes) => serializer.serialize_bool(*yes),
            DeValue::Datetime(date) => serializer.collect_str(date),
            DeValue::Array(values) => {
                serializer.collect_seq(values.iter().map(|value| JsonValue(value.get_ref())))
            }
            DeValue::Table(table) => Ordered(table).serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::rubric::BUILTIN;

    #[test]
    fn json_has_the_keys_of_the_file_in_its_order() {
        let json = json(BUILTIN).unwrap();
        let keys = "id version purpose strength unsure step ingredient".split(' ');
        let places = keys.map(|key| json.find(&format!("\"{key}\"")).unwrap());
        assert!(places.is_sorted(), "{json}");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let expected: toml::Table = BUILTIN.parse().unwrap();
        assert_eq!(value, serde_json::to_value(expected).unwrap());
    }

    #[test]
    fn json_takes_every_kind_of_value() {
        let json = json("a = 0x1F\nb = [1.5, -2, true]\nc = 2026-10-01\nd = '\u{202e}'\n").unwrap();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let expected =
            serde_json::json!({"a": 31, "b": [1.5, -2, true], "c": "2026-10-01", "d": "\u{202e}"});
        assert_eq!(value, expected);
        assert!(!json.contains('\u{202e}'));
    }
}
