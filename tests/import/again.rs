//! One export after the other into the same folder.

use super::*;

const FIRST: &[&str] = &["import", "first.csv", "forms"];
const LATER: &[&str] = &["import", "later.csv", "forms"];

const ROWS: &[(&str, &str, &str)] = &[
    ("", "Ana", "Strength"),
    ("", "", "Urgent Gap"),
    ("", "", "Urgent Gap"),
    ("", "", "Urgent Gap"),
    ("", "Bo", "Unsure"),
];

/// A folder into which the first `count` of these rows were imported; all are in
/// `later.csv`.
fn imported(rows: &[(&str, &str, &str)], count: usize, more: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("first.csv"), table(&rows[..count])).unwrap();
    fs::write(folder.path().join("later.csv"), table(rows)).unwrap();
    let run = run(folder.path(), &[FIRST, more].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    folder
}

/// What is in the forms, by their names.
fn contents(folder: &TempDir) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder.path().join("forms")).unwrap();
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

fn change(folder: &TempDir, name: &str, from: &str, to: &str) {
    let path = folder.path().join("forms").join(name);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

/// What the later import says, which must write nothing.
fn refused(folder: &TempDir, more: &[&str]) -> String {
    let before = contents(folder);
    let run = run(folder.path(), &[LATER, more].concat());
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(contents(folder), before);
    run.err
}

#[test]
fn late_rows_are_added_and_what_is_there_stays() {
    let folder = imported(ROWS, 3, &[]);
    let before = contents(&folder);
    let run = run(folder.path(), LATER);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err
            .contains("Wrote 2 responses in forms; 3 rows were there already."),
        "{}",
        run.err
    );
    let after = contents(&folder);
    assert_eq!(after.len(), 5);
    for (name, text) in &before {
        assert_eq!(after.get(name), Some(text), "{name}");
    }
    assert!(after["response-03.toml"].starts_with("# Form 3 of 3, anonymous."));
}

#[test]
fn the_same_export_twice_changes_nothing() {
    let folder = imported(ROWS, 5, &[]);
    let before = contents(&folder);
    let run = run(folder.path(), LATER);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("Nothing was written"), "{}", run.err);
    assert_eq!(contents(&folder), before);
}

#[test]
fn a_file_that_was_saved_by_another_program_is_the_same_response() {
    let folder = imported(ROWS, 3, &[]);
    for (name, text) in contents(&folder) {
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        fs::write(folder.path().join("forms").join(name), windows).unwrap();
    }
    let run = run(folder.path(), LATER);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("3 rows were there already"), "{}", run.err);
}

#[test]
fn somebody_of_the_same_name_with_another_answer_is_asked_about() {
    let folder = imported(ROWS, 1, &[]);
    change(&folder, "ana.toml", "\"strength\"", "\"unsure\"");
    let err = refused(&folder, &[]);
    assert!(
        err.contains("error[already-there]: Row 2 and forms/ana.toml have the same name"),
        "{err}"
    );
}

#[test]
fn an_anonymous_file_that_was_changed_is_not_counted_twice() {
    let folder = imported(ROWS, 4, &[]);
    change(&folder, "response-02.toml", "\"urgent-gap\"", "\"unsure\"");
    let err = refused(&folder, &[]);
    assert!(err.contains("Row 5 has no name"), "{err}");
    assert!(err.contains("forms/response-02.toml"), "{err}");
    assert!(!err.contains("forms/response-01.toml"), "{err}");
}

#[test]
fn a_file_that_cannot_be_read_may_be_any_row() {
    let folder = imported(ROWS, 3, &[]);
    change(&folder, "ana.toml", "kind = \"response\"", "kind = ");
    let err = refused(&folder, &[]);
    assert!(err.contains("forms/ana.toml cannot be read"), "{err}");
}

#[test]
fn another_district_on_the_command_line_makes_no_new_responses() {
    let folder = imported(ROWS, 3, &["--district", "Millbrook"]);
    let err = refused(&folder, &["--cycle", "2026-27"]);
    assert!(
        err.contains("(the first is row 2) seem to be in the folder already"),
        "{err}"
    );
}

#[test]
fn a_later_answer_of_somebody_is_kept_beside_the_first() {
    let rows = &[("", "Ana", "Strength"), ("", "Ana", "Unsure")];
    let folder = imported(rows, 1, &[]);
    let run = run(folder.path(), LATER);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&folder), ["ana-2.toml", "ana.toml"]);
}
