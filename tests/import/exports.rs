//! Exports as Google Forms and Microsoft Forms write them.

#![expect(
    clippy::disallowed_methods,
    reason = "a test may take a thread for a sheet"
)]

use std::fs;
use std::io::{Cursor, Read as _};

use chronic::files::rubric::builtin;
use rust_xlsxwriter::{Format, Formula, Note, Workbook, Worksheet};
use tempfile::TempDir;

use crate::common::run;
use crate::import::{export, forms, import, import_bytes, names, text};

const FORMS: [&str; 5] = [
    "imani-okafor.toml",
    "priya-raman.toml",
    "response-01.toml",
    "tom\u{e1}s-herrera.toml",
    "wanda-kowalczyk.toml",
];

#[test]
fn one_form_is_written_for_each_row() {
    for (name, more) in [
        ("google.csv", &[][..]),
        ("google-grid.csv", &["--yes"]),
        ("microsoft-german.csv", &[]),
        ("microsoft.xlsx", &[]),
    ] {
        let (run, folder) = import(&export(name), more);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{name} {}", run.err);
        run.says(&["Wrote 5 responses in forms."]);
        assert_eq!(names(&folder), FORMS, "{name}");
    }
}

#[test]
fn a_form_has_what_the_respondent_said() {
    let more = ["--district", "Cedar Valley", "--cycle", "2026-27"];
    let (_, folder) = import(&export("google.csv"), &more);
    let forms = forms(&folder);
    let form = &forms["imani-okafor.toml"];
    for (keys, expected) in [
        (&["kind"][..], "response"),
        (&["rubric"], "district/1"),
        (&["district"], "Cedar Valley"),
        (&["cycle"], "2026-27"),
        (&["respondent", "name"], "Imani Okafor"),
        (&["respondent", "role"], "Principal, Cedar Ridge Elementary"),
        (&["respondent", "department"], "Schools"),
        (&["respondent", "date"], "2026-09-28"),
        (&["actionable-data", "team-review", "rating"], "strength"),
        (
            &["actionable-data", "family-access", "rating"],
            "ok-for-now",
        ),
    ] {
        assert_eq!(text(form, keys), expected, "{keys:?}");
    }
    let unnamed = &forms["response-01.toml"];
    assert_eq!(text(unnamed, &["respondent", "name"]), "");
    assert_eq!(text(unnamed, &["respondent", "date"]), "2026-10-02");
}

/// The same answers, out of three tools: only the dates are told differently.
#[test]
fn the_tool_makes_no_difference() {
    let tallied = |name: &str, more: &[&str]| {
        let (_, folder) = import(&export(name), more);
        let tally = run(folder.path(), &["tally", "forms", "--format", "markdown"]);
        assert_eq!(tally.code, 0, "{name} {}", tally.err);
        // The last line has a digest of the others.
        tally.out.rsplit_once("\n<!--").unwrap().0.to_owned()
    };
    let google = tallied("google.csv", &[]);
    assert!(
        google.contains("5 responses, September 28 to October 12, 2026"),
        "{google}"
    );
    assert!(
        google.contains("First, the June report. Second, the board minutes"),
        "{google}"
    );
    assert_eq!(tallied("microsoft.xlsx", &[]), google);
    let german = tallied("microsoft-german.csv", &["--date-order", "dmy"]);
    assert_eq!(
        german.replace("October 10, 2026", "October 12, 2026"),
        google
    );
}

#[test]
fn an_address_is_no_name() {
    let (run, folder) = import(&export("google.csv"), &[]);
    run.says(&["Column B (\"Email Address\") isn't imported"]);
    for entry in fs::read_dir(folder.path().join("forms")).unwrap() {
        let form = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!form.contains("cedar.example"), "{form}");
    }
}

#[test]
fn what_is_written_is_what_a_careful_person_would_have_made() {
    let (_, folder) = import(&export("google.csv"), &[]);
    let checked = run(folder.path(), &["validate", "forms"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    let path = folder.path().join("forms/imani-okafor.toml");
    let filled = fs::read_to_string(path).unwrap();
    let head = [
        "init",
        "-o",
        "-",
        "--name",
        "Imani Okafor",
        "--role",
        "Principal, Cedar Ridge Elementary",
        "--department",
        "Schools",
    ];
    let blank = run(folder.path(), &head).out;
    // Every line of the blank form stands in the filled one, in its order, but for those
    // between whose quotes something was typed.
    let mut rest = filled.lines();
    for line in blank.lines() {
        let typed = line == "rating = \"\"" || line.starts_with("date = ");
        let found = rest.any(|l| l == line || (typed && l.starts_with(&line[..6])));
        assert!(found, "{line:?} is not in\n{filled}");
    }
}

/// A workbook that somebody made ready to be read: a sheet of sums first, and a title above
/// the answers.
fn made_ready(change: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sums = workbook.add_worksheet().set_name("Sums").unwrap();
    sums.write(0, 0, "Practice").unwrap();
    sums.write(0, 1, "Strength").unwrap();
    sums.write(1, 1, 2).unwrap();
    let answers = workbook.add_worksheet().set_name("Answers").unwrap();
    answers.write(0, 0, "Responses as of October").unwrap();
    answers.write(2, 0, "Name").unwrap();
    for column in 1..=25 {
        answers
            .write(2, column, format!("Practice {column}"))
            .unwrap();
        answers.write(3, column, "Unsure").unwrap();
    }
    answers.write(3, 0, "Ana").unwrap();
    change(answers);
    workbook.save_to_buffer().unwrap()
}

#[test]
fn what_is_hidden_or_merged_is_told_with_its_place() {
    let hidden = made_ready(|sheet| {
        sheet.write(4, 0, "Bo").unwrap();
        sheet.write(4, 1, "Strength").unwrap();
        sheet.set_row_hidden(4).unwrap();
        sheet.set_column_hidden(7).unwrap();
        let format = Format::new();
        sheet.merge_range(3, 2, 3, 4, "Unsure", &format).unwrap();
    });
    let (run, folder) = import_bytes("x.xlsx", &hidden, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&folder), ["ana.toml", "bo.toml"]);
    for said in [
        "warning[hidden-row]: Row 5 is hidden or filtered out in the workbook.",
        "Column H is hidden in the workbook.",
        "Cells C4 to E4 (row 4) are merged in the workbook.",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let ana = &forms(&folder)["ana.toml"];
    let rating = |practice| text(ana, &["actionable-data", practice, "rating"]);
    assert_eq!(rating("school-reports"), "unsure");
    assert_eq!(rating("family-access"), "");
}

#[test]
fn notes_and_what_has_no_size_are_told() {
    let bytes = made_ready(|sheet| {
        sheet
            .insert_note(3, 1, &Note::new("Urgent Gap, really"))
            .unwrap();
        // A note can be all that there is.
        sheet.insert_note(3, 27, &Note::new("Ask again")).unwrap();
        sheet
            .insert_note(2, 27, &Note::new("From here on"))
            .unwrap();
        sheet.set_column_width(7, 0.1).unwrap();
    });
    let (run, folder) = import_bytes("x.xlsx", &bytes, &[]);
    assert_eq!((run.code, names(&folder).len()), (0, 1), "{}", run.err);
    run.says(&[
        "Cells AB3, B4, AB4 have notes in the workbook. Notes aren't read.",
        "Column H is hidden in the workbook.",
    ]);
}

#[test]
fn practices_on_several_sheets_have_to_come_together() {
    let mut workbook = Workbook::new();
    let rubric = builtin();
    for of in rubric.practices().chunks(5) {
        let sheet = workbook.add_worksheet();
        sheet.write(0, 0, "Name").unwrap();
        sheet.write(1, 0, "Ana").unwrap();
        for (column, practice) in (1..).zip(of) {
            sheet.write(0, column, &practice.title).unwrap();
            sheet.write(1, column, "Unsure").unwrap();
        }
    }
    let (run, folder) = import_bytes("x.xlsx", &workbook.save_to_buffer().unwrap(), &[]);
    assert_eq!((run.code, names(&folder).len()), (1, 0), "{}", run.err);
    run.says(&["The practices are on several sheets, such as \"Sheet1\" and \"Sheet2\"."]);
}

#[test]
fn the_answers_are_found_below_a_title_and_behind_another_sheet() {
    let (run, folder) = import_bytes("x.xlsx", &made_ready(|_| ()), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&folder), ["ana.toml"]);
    for said in [
        "x.xlsx: Of its 2 sheets, \"Answers\" was read.",
        "x.xlsx: The headings are in row 3. Everything above them was skipped.",
    ] {
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn a_formula_without_a_result_is_told() {
    let bytes = made_ready(|answers| {
        answers.set_formula_result_default("");
        answers.write(3, 2, Formula::new("=A1")).unwrap();
    });
    let (run, folder) = import_bytes("x.xlsx", &bytes, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Cell C4 has a formula without a result, so it was read as blank."]);
    let forms = forms(&folder);
    assert_eq!(
        text(
            &forms["ana.toml"],
            &["actionable-data", "school-reports", "rating"]
        ),
        ""
    );
}

#[test]
fn an_error_in_a_csv_file_is_nothing_that_somebody_wrote() {
    let csv = String::from_utf8(crate::import::table(&[
        ("", "Ana", "unsure"),
        ("", "#REF!", "unsure"),
    ]))
    .unwrap();
    let (run, folder) = import_bytes("x.csv", csv.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Cell B3 has an error (#REF!), so it was read as blank."]);
    assert!(!forms(&folder).keys().any(|name| name.contains("ref")));
}

#[test]
fn an_error_in_a_cell_is_blank_and_a_time_is_a_time() {
    let bytes = made_ready(|answers| {
        let error = Formula::new("=NA()").set_result("#N/A");
        answers.write(3, 2, error).unwrap();
        let time = Format::new().set_num_format("h:mm");
        answers.write_with_format(4, 0, 0.4375, &time).unwrap();
        answers.write(4, 1, "Unsure").unwrap();
    });
    let (run, folder) = import_bytes("x.xlsx", &bytes, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Cell C4 has an error (#N/A), so it was read as blank."]);
    let names: Vec<String> = forms(&folder)
        .values()
        .map(|form| text(form, &["respondent", "name"]).to_owned())
        .collect();
    assert_eq!(names, ["10:30", "Ana"]);
}

#[test]
fn where_two_sheets_hold_answers_somebody_has_to_choose() {
    let mut workbook = Workbook::new();
    for name in ["Filtered", "All"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for column in 0..25 {
            sheet.write(0, column, column + 1).unwrap();
            sheet.write(1, column, "Unsure").unwrap();
        }
    }
    let (run, folder) = import_bytes("x.xlsx", &workbook.save_to_buffer().unwrap(), &[]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(names(&folder).is_empty());
    let said = "More than one sheet has answers: \"Filtered\" and \"All\".";
    assert!(run.err.contains(said), "{}", run.err);
}

/// A form that Microsoft Forms builds from the Word document, exported: its own columns first, and
/// then each question as it was asked, with its number or without.
#[test]
fn what_is_built_from_the_word_document_imports_unasked() {
    let made = TempDir::new().unwrap();
    let init = run(made.path(), &["init", "--format", "docx"]);
    assert_eq!(init.code, 0, "{}", init.err);
    let bytes = fs::read(made.path().join("questions.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    let mut part = archive.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    let texts = xml.split("<w:t xml:space=\"preserve\">").skip(1);
    let texts = texts.map(|text| text.split("</w:t>").next().unwrap());
    let texts: Vec<String> = texts.map(|t| t.replace("&apos;", "'")).collect();
    let mut asked: Vec<(String, Vec<String>)> = Vec::new();
    for text in &texts[2..] {
        match text.split_once(". ") {
            Some((number, question)) if number.parse::<usize>().is_ok() => {
                asked.push((question.to_owned(), Vec::new()));
            }
            Some((_, choice)) => asked.last_mut().unwrap().1.push(choice.to_owned()),
            None => panic!("{text}"),
        }
    }
    assert_eq!(asked.len(), 53);
    for is_numbered in [false, true] {
        let own = ["ID", "Start time", "Completion time", "Email", "Name"];
        let mut headings: Vec<String> = own.map(str::to_owned).to_vec();
        for (at, (question, _)) in (1..).zip(&asked) {
            headings.push(match is_numbered {
                true => format!("{at}. {question}"),
                false => question.clone(),
            });
        }
        let mut cells: Vec<String> = ["1", "10/14/26 9:00:01", "10/14/26 9:13:02", "anonymous", ""]
            .map(str::to_owned)
            .to_vec();
        for (at, (question, choices)) in asked.iter().enumerate() {
            cells.push(match choices.get(at % 5) {
                Some(choice) => choice.clone(),
                None if question.starts_with("Name") => "Nadia Quill".to_owned(),
                None if question.starts_with("How") => format!("On {at}."),
                None => String::new(),
            });
        }
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&headings).unwrap();
        writer.write_record(&cells).unwrap();
        let (run, folder) = import_bytes("export.csv", &writer.into_inner().unwrap(), &[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let form = &forms(&folder)["nadia-quill.toml"];
        assert_eq!(text(form, &["respondent", "date"]), "2026-10-14");
        for (nth, practice) in builtin().practices().iter().enumerate() {
            let (ingredient, short) = practice.id.split_once('.').unwrap();
            let (question, choices) = &asked[3 + 2 * nth];
            assert!(question.starts_with(&practice.title));
            let rating = text(form, &[ingredient, short, "rating"]);
            let said = &choices[(3 + 2 * nth) % 5];
            assert_eq!(rating, said.to_lowercase().replace(' ', "-"));
            let why = text(form, &[ingredient, short, "documentation"]);
            assert_eq!(why.trim(), format!("On {}.", 4 + 2 * nth));
        }
    }
}
