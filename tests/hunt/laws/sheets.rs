//! Reading what spreadsheets and form tools write.

use chronic::files::content::Content;
use chronic::files::response::form::{Head, filled};
use chronic::import::columns;
use chronic::import::csv_rows::{self, glance, layouts};
use chronic::import::form_export;
use chronic::import::responses::{self, Given};
use chronic::import::roster;
use chronic::import::table::Table;
use chronic::model::response::Response;
use chronic::model::turnout::Member;
use chronic::text::Text;
use chronic::toml::decode::decode;

use super::input::{file, is_turn};
use super::reading::again;
use super::{small, sound};

/// The law of reading a roster: people with names, on one line each, or problems; and a
/// roster of the same people reads as the same people.
pub fn roster(data: &[u8]) {
    let bytes = file(data, &small::ROSTERS);
    match roster::read(Table::read(&bytes)) {
        Ok(roster) => {
            assert!(!roster.members.is_empty());
            for member in &roster.members {
                assert!(!member.name.is_empty());
                for text in [&member.name, &member.role, &member.department] {
                    assert!(
                        !text.contains(['\n', '\r', '\t']) && text.trim() == text,
                        "{member:?}"
                    );
                }
            }
            if is_turn(data, 4) {
                let again =
                    roster::read(Table::read(&csv(&roster.members))).expect("its own members");
                assert_eq!(again.members, roster.members);
            }
        }
        Err(roster::NoRoster { problems, .. }) => {
            assert!(!problems.is_empty());
            in_place(&bytes, &problems);
            if is_turn(data, 16) {
                sound::shown(&problems);
            }
        }
    }
}

/// Problems as they are in a text whose lines end in line feeds.
fn in_place(bytes: &[u8], problems: &[chronic::problem::Problem]) {
    sound::in_place(bytes, problems);
}

fn csv(members: &[Member]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    writer
        .write_record(["name", "role", "department"])
        .expect("memory");
    for member in members {
        let row = [&member.name, &member.role, &member.department];
        writer.write_record(row).expect("memory");
    }
    writer.into_inner().expect("memory")
}

/// The law of importing an export: each response answers something and is written and read
/// as the same, or there are problems, each with a place and harmless when shown.
fn imported(data: &[u8], bytes: &[u8]) {
    let mut export = match form_export::read(Table::read(bytes), small::rubric()) {
        Ok(export) => export,
        Err(problem) => return sound::in_place(bytes, &[problem]),
    };
    let (columns, problems) = columns::columns(&export, small::rubric());
    if !problems.is_empty() {
        return sound::shown(&problems);
    }
    // Importing takes the rows.
    let numbers: Vec<usize> = export.rows.iter().map(|row| row.number).collect();
    match responses::import(&mut export, &columns, small::rubric(), &Given::default()) {
        Ok(imported) => {
            for (number, response) in &imported.responses {
                assert!(numbers.contains(number));
                assert!(response.answered() > 0);
                if is_turn(data, 4) {
                    is_written(response);
                }
            }
        }
        Err(problems) => {
            assert!(!problems.is_empty());
            sound::shown(&problems);
        }
    }
}

/// As the form that it makes, it is read as the same answers.
fn is_written(response: &Response) {
    let head = Head {
        name: response.name.clone(),
        role: response.role.clone(),
        department: response.department.clone(),
        district: response.district.clone(),
        cycle: response.cycle.clone(),
        ..Head::default()
    };
    let text = filled(small::rubric(), &head, response.date, &response.answers);
    let Content::Response(read) = again(&text, small::rubric()) else {
        panic!("{text}");
    };
    assert_eq!(&read, response, "{text}");
}

/// The law of reading the rows of an export, and of importing it: each begins on a line of its own further down,
/// no cell has blank space around it, and the rows written anew are the same rows.
pub fn export(data: &[u8]) {
    let bytes = file(data, &small::EXPORTS);
    imported(data, &bytes);
    let Ok(decoded) = decode(&bytes) else {
        return;
    };
    let text = decoded.text;
    let layout = layouts(&text)[0];
    if let (Some(at), _) = glance(&text, layout) {
        assert_eq!(text.as_str().as_bytes()[at], b'"');
        return;
    }
    let rows: Vec<_> = csv_rows::rows(&text, layout).collect();
    let mut last = None;
    for row in &rows {
        let line = text.line_of(row.at);
        assert!(last < Some(line) && line < text.lines(), "{row:?}");
        last = Some(line);
        assert_eq!(text.place_of_line(line).line, line + 1);
        assert!(row.cells.iter().any(|cell| !cell.is_empty()));
        assert!(row.cells.iter().all(|cell| cell.trim() == cell));
    }
    if !is_turn(data, 4) || rows.is_empty() {
        return;
    }
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::Always)
        .flexible(true)
        .from_writer(Vec::new());
    // A heading says what parts the cells.
    writer.write_record([",", ","]).expect("memory");
    for row in &rows {
        writer.write_record(&row.cells).expect("memory");
    }
    let written = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
    let written = Text::new(written);
    let again: Vec<_> = csv_rows::rows(&written, layouts(&written)[0]).collect();
    assert_eq!(again.len(), rows.len() + 1);
    for (again, row) in again.iter().skip(1).zip(&rows) {
        assert_eq!(again.cells, row.cells);
    }
}

#[test]
fn the_base_of_an_export_is_imported() {
    let mut export =
        form_export::read(Table::read(small::EXPORTS[0].as_bytes()), small::rubric()).unwrap();
    let (columns, problems) = columns::columns(&export, small::rubric());
    assert_eq!(problems, []);
    let imported = responses::import(&mut export, &columns, small::rubric(), &Given::default());
    assert_eq!(imported.unwrap().responses.len(), 2);
}
