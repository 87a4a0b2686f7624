//! The rubric, printed: for a terminal, a document, a program.

use std::fmt::Write as _;

use serde::Serialize;
use serde::ser::{Error as _, SerializeMap, Serializer};
use textwrap::{Options, WordSplitter, WrapAlgorithm};
use toml::de::{DeTable, DeValue};

use crate::model::rating::Rating;
use crate::model::rubric::{Practice, Rubric};
use crate::report::formats::escape;

/// For a terminal of this width, in columns.
#[must_use]
pub fn text(rubric: &Rubric, width: usize) -> String {
    let mut page = TerminalPage {
        out: String::new(),
        width,
    };
    page.paragraph("", &rubric.title);
    page.paragraph("", &rubric.reference());
    page.gap();
    for text in [
        &rubric.question,
        &rubric.purpose,
        &rubric.vulnerable_populations,
    ] {
        page.paragraph("", text);
        page.gap();
    }
    page.paragraph("", "RATINGS");
    page.gap();
    for rating in Rating::ALL {
        page.paragraph("  ", rubric.labels.of(rating));
    }
    let digits = rubric.len().to_string().len();
    for ingredient in &rubric.ingredients {
        page.gap();
        page.paragraph("", &ingredient.title.to_uppercase());
        for index in ingredient.practices.clone() {
            let practice = &rubric.practices()[index];
            page.gap();
            page.paragraph(&format!("{:digits$}. ", index + 1), &practice.title);
            let indent = " ".repeat(digits + 2);
            page.paragraph(&indent, &practice.id);
            page.paragraph(&indent, &practice.statement);
        }
    }
    page.steps(rubric);
    page.gap();
    page.paragraph("", &rubric.source);
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

/// Paragraphs under each other, wrapped.
struct TerminalPage {
    out: String,
    width: usize,
}

impl TerminalPage {
    /// An empty line, but never two.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// `lead` goes before the first line and is left free before the others.
    fn paragraph(&mut self, lead: &str, text: &str) {
        let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if joined.is_empty() {
            return;
        }
        let indent = " ".repeat(lead.len());
        let options = Options::new(self.width)
            .initial_indent(lead)
            .subsequent_indent(&indent)
            .wrap_algorithm(WrapAlgorithm::FirstFit)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&escape::terminal(&joined), options) {
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }

    fn steps(&mut self, rubric: &Rubric) {
        if rubric.steps.is_empty() {
            return;
        }
        self.gap();
        self.paragraph("", "STEPS");
        self.gap();
        self.paragraph("", &rubric.frequency);
        for (at, step) in rubric.steps.iter().enumerate() {
            self.gap();
            let lead = format!("{}. ", at + 1);
            self.paragraph(&lead, &step.title);
            self.paragraph(&" ".repeat(lead.len()), &step.text);
        }
    }
}

/// For a document: CommonMark, a heading for each ingredient, the practices numbered
/// through.
#[must_use]
pub fn markdown(rubric: &Rubric) -> String {
    let mut out = String::new();
    let paragraph = |out: &mut String, text: &str| {
        let text = escape::markdown(text);
        if !text.is_empty() {
            let _ = write!(out, "{text}\n\n");
        }
    };
    let heading = |out: &mut String, level: &str, text: &str| {
        let _ = write!(out, "{level} {}\n\n", escape::markdown(text));
    };
    heading(&mut out, "#", &rubric.title);
    let reference = rubric.reference();
    for text in [
        &reference,
        &rubric.question,
        &rubric.purpose,
        &rubric.vulnerable_populations,
    ] {
        paragraph(&mut out, text);
    }
    paragraph(&mut out, &format!("Ratings: {}.", rubric.labels.phrase()));
    for ingredient in &rubric.ingredients {
        heading(&mut out, "##", &ingredient.title);
        for index in ingredient.practices.clone() {
            item(&mut out, index, &rubric.practices()[index]);
        }
    }
    if !rubric.steps.is_empty() {
        heading(&mut out, "##", "Steps");
        paragraph(&mut out, &rubric.frequency);
    }
    for (at, step) in rubric.steps.iter().enumerate() {
        let title = escape::markdown(&step.title);
        let text = escape::markdown(&step.text);
        let marker = format!("{}.", at + 1);
        let _ = write!(out, "{marker:<4}**{title}**\n\n    {text}\n\n");
    }
    paragraph(&mut out, &rubric.source);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn item(out: &mut String, index: usize, practice: &Practice) {
    // What belongs to an item is indented by the width of its marker and a space.
    let marker = format!("{:<3} ", format!("{}.", index + 1));
    let indent = " ".repeat(marker.len());
    let title = escape::markdown(&practice.title);
    let statement = escape::markdown(&practice.statement);
    let id = escape::markdown(&practice.id);
    let _ = write!(out, "{marker}**{title}** ({id})\n\n{indent}{statement}\n\n");
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
    use pulldown_cmark::{Event, Options as Extensions, Parser, Tag};

    use super::*;
    use crate::files::rubric::{BUILTIN, builtin};

    #[test]
    fn text_fits_the_width_and_has_every_practice() {
        for width in [40, 80, 100] {
            let text = text(&builtin(), width);
            assert!(
                text.lines()
                    .all(|line| line.chars().count() <= width && line == line.trim_end())
            );
            assert!(text.contains("\n 1. Review of attendance data") && text.contains("\n25. "));
            assert!(!text.contains("\n\n\n") && text.ends_with('\n'));
        }
    }

    #[test]
    fn markdown_has_the_headings_and_items() {
        let page = markdown(&builtin());
        let found = |wanted: fn(&Tag<'_>) -> bool| {
            let events = Parser::new_ext(&page, Extensions::all());
            let wanted = |event: &Event<'_>| matches!(event, Event::Start(tag) if wanted(tag));
            events.filter(wanted).count()
        };
        let headings = found(|tag| matches!(tag, Tag::Heading { .. }));
        let items = found(|tag| matches!(tag, Tag::Item));
        assert_eq!((headings, items), (7, 29), "{page}");
    }

    #[test]
    fn json_has_the_keys_of_the_file_in_its_order() {
        let json = json(BUILTIN).unwrap();
        let places: Vec<_> = [
            "\"id\"",
            "\"version\"",
            "\"purpose\"",
            "\"strength\"",
            "\"unsure\"",
            "\"step\"",
            "\"ingredient\"",
        ]
        .map(|key| json.find(key).unwrap())
        .into();
        assert!(places.is_sorted(), "{places:?}");
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["version"], 1);
        assert_eq!(value["ratings"]["ok-for-now"], "OK for Now");
        assert_eq!(
            value["ingredient"][4]["practice"][4]["id"],
            "partner-recruitment"
        );
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
