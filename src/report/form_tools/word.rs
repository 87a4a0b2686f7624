//! The questions of a form as a Word document, for the quick import of Microsoft Forms. It takes a
//! number and a dot for a question, a letter and a dot for a choice, a question without choices
//! for one that is answered in words, and makes a question of whatever else stands between: so
//! there are plain paragraphs, one for each, and no table, list, picture, or heading. A comment's
//! question names its practice, so that no two questions are the same in what the form exports.
//!
//! The three parts are written here, since a library for such documents brings dozens of others
//! along, for pictures that there are none of.

use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{DateTime, System};

use crate::model::rating::Rating;
use crate::model::rubric::Rubric;
use crate::report::form_tools::{ABOUT, HOW_WE_KNOW, instructions};
use crate::report::formats::escape::sheet_cell;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const PARTS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const BEGIN: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
const END: &str = "</w:body></w:document>";

/// The document. The same rubric gives the same bytes.
pub fn questions(rubric: &Rubric) -> Vec<u8> {
    let mut text = BEGIN.to_owned();
    paragraph(&mut text, &rubric.title);
    let instructions = instructions(rubric).join(" ").replace('\n', ". ");
    paragraph(&mut text, &instructions);
    let mut number = 0;
    let mut ask = |text: &mut String, question: &str| {
        number += 1;
        text.push_str("<w:p/>");
        paragraph(text, &format!("{number}. {question}"));
    };
    for (title, help) in ABOUT {
        ask(&mut text, &with_more(title, help));
    }
    for practice in rubric.practices() {
        ask(&mut text, &with_more(&practice.title, &practice.statement));
        for (letter, rating) in ('A'..).zip(Rating::ALL) {
            let choice = format!("{letter}. {}", rubric.labels.of(rating));
            paragraph(&mut text, &choice);
        }
        ask(&mut text, &format!("{HOW_WE_KNOW} {}", practice.title));
    }
    text.push_str(END);
    packed(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", PARTS),
        ("word/document.xml", &text),
    ])
}

fn with_more(title: &str, more: &str) -> String {
    if more.is_empty() {
        return title.to_owned();
    }
    format!("{title} ({})", more.trim_end_matches('.'))
}

fn paragraph(out: &mut String, text: &str) {
    let text = sheet_cell(text);
    out.push_str("<w:p><w:r><w:t xml:space=\"preserve\">");
    out.push_str(&escape(text.as_str()));
    out.push_str("</w:t></w:r></w:p>");
}

fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Neither the day nor the system is in it.
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    for (name, text) in parts {
        // Memory takes whatever is written.
        let _ = zip.start_file(*name, options);
        let _ = zip.write_all(text.as_bytes());
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}
