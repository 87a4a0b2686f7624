//! What people wrote themselves in an export is in the forms, is asked about, or is refused with its place:
//! comments below any heading, words behind a rating, and what stands in place of a name.

use tempfile::TempDir;

use crate::common::{Run, examples};
use crate::import::{forms, import_bytes};

pub(super) type Rows = Vec<Vec<String>>;

/// The example's export, whose columns are a time stamp, name, role, department, and each practice with its
/// comment behind it.
pub(super) fn example() -> Rows {
    let path = examples().join("form-export.csv");
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_path(path).unwrap();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

/// Imports these rows, and again with `--yes` where it asks.
pub(super) fn import_rows(rows: &Rows) -> (Run, TempDir, bool) {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    let (run, folder) = import_bytes("e.csv", &bytes, &[]);
    if run.code == 2 && run.err.contains("add --yes") {
        let (run, folder) = import_bytes("e.csv", &bytes, &["--yes"]);
        return (run, folder, true);
    }
    (run, folder, false)
}

/// The comments of all forms: practice and text, in order.
pub(super) fn comments(folder: &TempDir) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for form in forms(folder).values() {
        for (ingredient, section) in form.iter().filter(|(_, v)| v.is_table()) {
            for (id, practice) in section.as_table().unwrap() {
                let text = practice.get("documentation").and_then(|d| d.as_str());
                if let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) {
                    all.push((format!("{ingredient}.{id}"), text.to_owned()));
                }
            }
        }
    }
    all.sort();
    all
}

#[test]
fn comments_below_a_heading_that_a_tool_uses_too_are_comments() {
    let (run, folder, _) = import_rows(&example());
    assert_eq!(run.code, 0, "{}", run.err);
    let all = comments(&folder);
    for heading in [
        "Status",
        "Progress",
        "Number",
        "Today",
        "_comment",
        "When?",
        "Feedback",
        "Feedback - {}",
        "{} [Feedback]",
        "{} - Other",
        "Points - strengths and weaknesses",
        "Link or email",
        "School",
        "Proof",
    ] {
        let mut rows = example();
        for at in (5..rows[0].len()).step_by(2) {
            rows[0][at] = heading.replace("{}", &rows[0][at - 1].clone());
        }
        let (run, folder, asked) = import_rows(&rows);
        assert!(asked && run.code == 0, "{heading}: {}", run.err);
        assert_eq!(comments(&folder), all, "{heading}");
        assert!(!run.err.contains("quiz's own"), "{heading}: {}", run.err);
    }
    // One of them alone is asked about, and a tool's own columns are not.
    let mut rows = example();
    rows[0][9] = "Status".to_owned();
    let (run, _, asked) = import_rows(&rows);
    assert!(asked || run.code == 1, "{}", run.err);
    let mut rows = example();
    for (row, cells) in rows.iter_mut().zip(["Status", "IP Address"].iter().cycle()) {
        row.push((*cells).to_owned());
    }
    let (run, _, asked) = import_rows(&rows);
    assert!(!asked && run.code == 0, "{}", run.err);
}

#[test]
fn words_behind_a_rating_are_kept_or_refused() {
    for (cell, kept) in [
        ("Strength - only on paper", Some("only on paper")),
        ("Strength - not really, only on paper", None),
        ("Strength (no longer)", None),
        ("Unsure - not my department", Some("not my department")),
        ("OK for Now \u{2013} see memo 12", Some("see memo 12")),
        ("Strength: no, urgent", None),
        ("Strength (OK)", None),
        ("Urgent Gap \u{2013} dk", None),
        ("Strength - dont know", None),
    ] {
        let mut rows = example();
        rows[3][4] = cell.to_owned();
        let (run, folder, _) = import_rows(&rows);
        match kept {
            Some(kept) => {
                assert_eq!(run.code, 0, "{cell}: {}", run.err);
                let words = format!("kept as a comment on the practice, as in E4 (\"{kept}\")");
                run.says(&["In 1 cell, there are words after the rating", &words]);
                let all = comments(&folder);
                assert!(all.iter().any(|(_, text)| text.starts_with(kept)), "{cell}");
            }
            None => {
                assert_eq!(run.code, 1, "{cell}: {}", run.err);
                run.says(&["Row 4, column E", "could mean another rating"]);
            }
        }
    }
    // What the form itself says behind each label is nobody's comment.
    let (_, folder, _) = import_rows(&example());
    let all = comments(&folder);
    let mut rows = example();
    for cell in rows[1..].iter_mut().flatten() {
        for (label, meaning) in [
            ("Strength", ": systemic"),
            ("OK for Now", " (some of it is there, and that's okay)"),
            ("Unsure", " - I don't know"),
        ] {
            if cell == label {
                cell.push_str(meaning);
            }
        }
    }
    let (run, folder, _) = import_rows(&rows);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(comments(&folder), all);
}

#[test]
fn what_names_nobody_is_no_name() {
    let mut rows = example();
    let names = [
        "N/A",
        "n/a",
        "-",
        "x",
        "Anonymous user",
        "prefer not to say",
        "An\u{f3}nimo",
        "none",
    ];
    for (row, name) in rows[1..].iter_mut().zip(names) {
        row[1] = name.to_owned();
    }
    let (run, folder, _) = import_rows(&rows);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.err.contains("more than once"), "{}", run.err);
    run.says(&["were read as no name"]);
    let forms = forms(&folder);
    let unnamed = forms
        .values()
        .filter(|form| form["respondent"]["name"].as_str() == Some(""));
    assert_eq!(unnamed.count(), 9);
    let tally = crate::common::run(folder.path(), &["tally", "forms"]);
    assert_eq!(tally.code, 0, "{}", tally.err);
    // In two columns, None can be half of a name.
    let mut rows = example();
    for (row, first) in rows.iter_mut().zip(["First name", "Jo", "Ana"]) {
        row[1] = first.to_owned();
    }
    for (row, last) in rows.iter_mut().zip(["Last name", "Null", "-"]) {
        row.insert(2, last.to_owned());
    }
    for row in &mut rows[3..] {
        row.insert(2, "n/a".to_owned());
        row[1] = "N/A".to_owned();
    }
    let (run, folder, _) = import_rows(&rows);
    assert_eq!(run.code, 0, "{}", run.err);
    let forms = crate::import::forms(&folder);
    let mut named: Vec<&str> = forms
        .values()
        .filter_map(|f| f["respondent"]["name"].as_str())
        .collect();
    named.retain(|name| !name.is_empty());
    named.sort_unstable();
    assert_eq!(named, ["Ana", "Jo Null"]);
}

#[test]
fn a_practice_that_nobody_was_asked_about_is_a_blank_column_anywhere() {
    // Practice 7 and its comment are in the columns 16 and 17.
    let without = |place: usize| {
        let mut rows = example();
        let title = rows[0][16].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            row.drain(16..18);
            let place = place.min(row.len());
            row.insert(
                place,
                if at == 0 {
                    title.clone()
                } else {
                    String::new()
                },
            );
        }
        rows
    };
    let (run, folder, _) = import_rows(&without(usize::MAX));
    assert_eq!(run.code, 0, "{}", run.err);
    let all = comments(&folder);
    for place in [0, 4, 6, 30] {
        let (run, folder, _) = import_rows(&without(place));
        assert_eq!(run.code, 0, "{place}: {}", run.err);
        assert_eq!(comments(&folder), all, "{place}");
    }
}

#[test]
fn why_a_comment_has_no_certain_practice_is_named() {
    let mut rows = example();
    for row in &mut rows {
        row.remove(17);
    }
    let (run, ..) = import_rows(&rows);
    assert_eq!(run.code, 1);
    run.says(&["practices 7 and 8 come before it, and only one of them can have it"]);
    // As it is advised.
    for row in &mut rows {
        row.insert(17, String::new());
    }
    rows[0][17] = "How do we know?".to_owned();
    assert_eq!(import_rows(&rows).0.code, 0);
    for row in &mut rows {
        row[6..10].rotate_left(2);
    }
    // Each is still right before a comment.
    assert_eq!(import_rows(&rows).0.code, 0);
    for column in (5..rows[0].len()).step_by(2) {
        rows[0][column] = format!("How do we know? {}", rows[0][column - 1]);
    }
    assert_eq!(import_rows(&rows).0.code, 0);
}

/// Each of the example's rows with one more column, whose heading comes first.
fn with_column(cells: [&str; 3]) -> Rows {
    let mut rows = example();
    let mut cells = cells.into_iter();
    let mut last = "";
    for row in &mut rows {
        last = cells.next().unwrap_or(last);
        row.push(last.to_owned());
    }
    rows
}

#[test]
fn rows_that_a_tool_calls_a_test_or_unfinished_are_told() {
    for (cells, said) in [
        (
            ["Status", "Survey Preview", "IP Address"],
            "Row 2 is a test response, as column BC",
        ),
        (["Finished", "False", "True"], "Row 2 wasn't finished"),
        (["Progress", "40", "100"], "Row 2 wasn't finished"),
        (["Last page", "2", "6"], "Row 2 wasn't finished"),
    ] {
        let (run, _, asked) = import_rows(&with_column(cells));
        assert!(!asked && run.code == 0, "{}", run.err);
        run.says(&[said]);
    }
    for cells in [
        ["Status", "IP Address", "IP Address"],
        ["Finished", "True", "True"],
        ["Progress", "100", "100"],
    ] {
        let (run, ..) = import_rows(&with_column(cells));
        assert!(!run.err.contains("Row 2"), "{}", run.err);
    }
}

#[test]
fn a_name_that_can_mean_a_sum_is_a_name_beside_another() {
    let mut rows = example();
    for (at, row) in rows.iter_mut().enumerate() {
        let (first, last) = match at {
            0 => ("First name", "Last name"),
            1 => ("Ana", "Common"),
            2 => ("Bo", "Mean"),
            _ => ("Sum", "Lee"),
        };
        row[1] = first.to_owned();
        row.insert(2, last.to_owned());
    }
    let (run, folder, _) = import_rows(&rows);
    assert_eq!(
        (run.code, forms(&folder).len()),
        (0, rows.len() - 1),
        "{}",
        run.err
    );
}

#[test]
fn one_row_twice_is_told_as_a_tally_takes_it() {
    let mut rows = example();
    rows[2][1] = "Ana Quill".to_owned();
    rows.insert(3, rows[2].clone());
    let (run, folder, _) = import_rows(&rows);
    run.says(&[
        "Ana Quill answered more than once (rows 3 and 4)",
        "counts them once",
    ]);
    assert!(!run.err.contains("identical"), "{}", run.err);
    assert_eq!(
        crate::common::run(folder.path(), &["tally", "forms"]).code,
        0
    );
}

#[test]
fn one_cause_in_many_columns_is_one_line() {
    let mut rows = example();
    for (at, row) in rows.iter_mut().enumerate() {
        let mail = if at == 0 { "Email" } else { "a@example.org" };
        row.extend([mail, mail].map(str::to_owned));
        row.extend(["", "", ""].map(|blank| if at == 0 { blank } else { "sunny" }.to_owned()));
    }
    let (run, _, asked) = import_rows(&rows);
    assert!(asked && run.code == 0, "{}", run.err);
    run.says(&[
        "BE (no heading) and 2 more",
        "Columns BC (\"Email\") and BD (\"Email\") aren't imported",
    ]);
}

#[test]
fn what_cannot_be_kept_is_not_called_saved() {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in with_column(["Weather?", "sunny", "rainy"]) {
        writer.write_record(&row).unwrap();
    }
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("e.csv"), writer.into_inner().unwrap()).unwrap();
    std::fs::create_dir(folder.path().join("forms")).unwrap();
    std::fs::write(folder.path().join("forms/.chronic-import.toml"), "a = 1\n").unwrap();
    let run = crate::common::run(folder.path(), &["import", "e.csv", "forms", "--yes"]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["wasn't saved because .chronic-import.toml has something else in it"]);
    // The program's own workbook is no export.
    let run = crate::common::run(&examples(), &["import", "workbook.xlsx", "no-such-folder"]);
    assert_eq!(run.code, 1);
    run.says(&[
        "a workbook that chronic made",
        "chronic tally team.xlsx -o team.toml",
    ]);
}

#[test]
fn comments_before_their_practices_are_told_by_their_numbers_or_refused() {
    let (_, folder, _) = import_rows(&example());
    let all = comments(&folder);
    let before = |heading: &dyn Fn(usize) -> String| {
        let mut rows = example();
        for at in (4..rows[0].len()).step_by(2) {
            rows[0][at + 1] = heading(at / 2 - 1);
            rows.iter_mut().for_each(|row| row.swap(at, at + 1));
        }
        import_rows(&rows)
    };
    for heading in ["Remarks", "Proof", "Anything to add?"] {
        let (run, ..) = before(&|_| heading.to_owned());
        assert_eq!(run.code, 1, "{heading}: {}", run.err);
        run.says(&["It isn't clear which practices the comments in column E"]);
    }
    let (run, folder, asked) = before(&|number| format!("Remarks {number}"));
    assert!(asked && run.code == 0, "{}", run.err);
    assert_eq!(comments(&folder), all);
}

#[test]
fn a_title_over_free_text_is_a_comment_to_ask_about() {
    let (_, folder, _) = import_rows(&example());
    let all = comments(&folder);
    for heading in ["{} - remarks", "Reflection: {}"] {
        let mut rows = example();
        for at in 0..25 {
            rows[0][5 + at] = heading.replace("{}", &rows[0][4 + at].clone());
            rows.iter_mut().for_each(|row| {
                let comment = row.remove(5 + at);
                row.push(comment);
            });
        }
        let (run, folder, asked) = import_rows(&rows);
        assert!(asked && run.code == 0, "{heading}: {}", run.err);
        assert_eq!(comments(&folder), all, "{heading}");
    }
}

#[test]
fn headings_in_spanish_say_who_answered() {
    let mut rows = example();
    let spanish = [
        "Marca temporal",
        "Nombre y apellido",
        "Cu\u{e1}l es su puesto",
        "Departamento o escuela",
    ];
    for (at, heading) in spanish.into_iter().enumerate() {
        rows[0][at] = heading.to_owned();
    }
    let (run, folder, asked) = import_rows(&rows);
    assert!(run.code == 0 && !asked, "{}", run.err);
    let (as_it_is, example, _) = import_rows(&example());
    assert_eq!(as_it_is.code, 0);
    assert_eq!(forms(&folder), forms(&example));
}
