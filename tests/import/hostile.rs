//! Text that acts stays text, on its way in and in what is said of it.

use std::fs;

use chronic::files::rubric::builtin;
use chronic::import::form_export;
use chronic::import::table::Table;
use proptest::prelude::*;

use crate::common::run;
use crate::import::{import_bytes, names};

const EVIL: [&str; 6] = [
    "=HYPERLINK(\"http://x.example\",\"y\")",
    "'''\nrating = \"strength\"\n[respondent]",
    "\u{1b}[31m\u{202e}\u{9b}\u{0}x",
    "::error::x ##[error]y",
    "\"\"\"\\",
    "../../evil",
];

/// A table with one text in every place that a person writes, and above a practice's column.
fn table(text: &str) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "Name",
        "Role",
        "Department",
        text,
        "District",
        "1",
        "How do we know?",
    ];
    let rest = (2..=25).map(|n| n.to_string());
    writer
        .write_record(head.map(String::from).into_iter().chain(rest))
        .unwrap();
    let cells = [text, text, text, text, text, "unsure", text];
    let unsure = std::iter::repeat_n("unsure", 24);
    writer
        .write_record(cells.into_iter().chain(unsure))
        .unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn hostile_cells_are_only_text() {
    for evil in EVIL {
        let evil = evil.replace('\0', "");
        let (said, folder) = import_bytes("x.csv", &table(&evil), &["--yes"]);
        assert_eq!(said.code, 0, "{evil:?} {}", said.err);
        assert_eq!(names(&folder).len(), 1);
        let outside = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(outside, 2, "{evil:?}");
        let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}');
        assert!(!said.err.contains(acts), "{}", said.err);
        let tally = run(folder.path(), &["tally", "forms", "--format", "json"]);
        assert_eq!(tally.code, 0, "{}", tally.err);
        let json: serde_json::Value = serde_json::from_str(&tally.out).unwrap();
        let counts = &json["practices"][0]["counts"];
        assert_eq!(
            (&counts["unsure"], &counts["strength"]),
            (&1.into(), &0.into())
        );
    }
}

#[test]
fn a_hostile_rating_or_heading_is_said_harmlessly() {
    for evil in EVIL {
        let evil = evil.replace('\0', "");
        let text = String::from_utf8(table(&evil)).unwrap();
        let bytes = text.replacen("unsure", "\u{1b}[31m##[error]", 1);
        let (said, folder) = import_bytes("x.csv", bytes.as_bytes(), &[]);
        assert_eq!(said.code, 1, "{}", said.err);
        assert!(names(&folder).is_empty());
        let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}');
        assert!(
            !said.err.contains(acts) && !said.err.contains("##["),
            "{}",
            said.err
        );
        let command = said
            .err
            .lines()
            .find(|line| line.trim_start().starts_with("::"));
        assert_eq!(command, None);
    }
}

/// Bytes of a workbook with a few of them changed, part by part, so that the changes are not
/// only to what is packed.
fn damaged(bytes: &[u8], changes: &[(u8, u16, u8)]) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        for (of, place, byte) in changes.iter().filter(|c| usize::from(c.0) == at) {
            let _ = of;
            let place = usize::from(*place) % content.len();
            content[place] = *byte;
        }
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(crate::common::cases(60))]
    #[test]
    fn no_damaged_workbook_breaks_more_than_itself(
        changes in prop::collection::vec((0..7u8, any::<u16>(), any::<u8>()), 1..6),
    ) {
        let whole = include_bytes!("exports/microsoft.xlsx");
        let _ = form_export::read(Table::read(&damaged(whole, &changes)), &builtin());
    }

    #[test]
    fn no_bytes_break_an_import(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let whole = include_bytes!("exports/microsoft.xlsx");
        let mut bytes = whole[..=cut.index(whole.len())].to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = form_export::read(Table::read(&bytes), &builtin());
    }
}

/// Text that looks like a part of a form, or of a merge, is read as it was written.
#[test]
fn text_that_looks_like_a_form_is_read_as_text() {
    for text in [
        "Before\n[actionable-data.school-reports]\nrating = \"strength\"",
        "<<<<<<< a\n=======\n>>>>>>> b",
        "It's '''quoted'''\nand more",
        "Our notes:\n[draft]\nsee P:\\attendance",
    ] {
        let csv = String::from_utf8(crate::import::table(&[("", "Ana", "unsure")])).unwrap();
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        let csv = csv.replacen(",1,2,", ",1,How do we know?,2,", 1);
        let csv = csv.replacen("Ana,unsure,", &format!("Ana,unsure,{cell},"), 1);
        let (run, folder) = import_bytes("x.csv", csv.as_bytes(), &[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let checked = crate::import::run(folder.path(), &["validate", "--strict", "forms"]);
        assert_eq!(checked.code, 0, "{text}: {}{}", checked.out, checked.err);
        let forms = crate::import::forms(&folder);
        let form = forms.values().next().unwrap();
        let read = form["actionable-data"]["team-review"]["documentation"].as_str();
        assert_eq!(read.map(str::trim), Some(text));
    }
}
