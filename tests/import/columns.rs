//! Columns that are not what was expected: shown, and asked about.

use crate::{export, import, import_bytes, names, table};

#[test]
fn what_matches_nothing_is_shown_and_needs_yes() {
    let file = export("google-grid.csv");
    let (run, folder) = import(&file, &[]);
    assert_eq!(run.code, 2);
    assert!(names(&folder).is_empty());
    let asked = run.err.lines().find(|line| line.starts_with('?')).unwrap();
    assert!(
        asked.contains("AD") && asked.contains("nothing"),
        "{}",
        run.err
    );
    assert!(run.err.contains("add --yes"), "{}", run.err);
    let table = run
        .err
        .lines()
        .take_while(|l| !l.contains("google-grid.csv:"));
    assert!(table.clone().count() > 30);
    assert!(
        table.clone().all(|line| line.chars().count() <= 80),
        "{}",
        run.err
    );
    let (run, folder) = import(&file, &["--yes"]);
    assert_eq!((run.code, names(&folder).len()), (0, 5), "{}", run.err);
    assert!(!run.err.contains('?'), "{}", run.err);
}

#[test]
fn what_is_only_near_needs_yes() {
    let csv = String::from_utf8(table(&[("", "Ana", "unsure")])).unwrap();
    let near = csv.replace(",1,", ",Review of attendance data by district teams,");
    let (run, folder) = import_bytes("x.csv", near.as_bytes(), &[]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(names(&folder).is_empty());
    assert!(
        run.err.contains("The heading of column C is only like"),
        "{}",
        run.err
    );
    let (run, folder) = import_bytes("x.csv", near.as_bytes(), &["--yes"]);
    assert_eq!((run.code, names(&folder).len()), (0, 1), "{}", run.err);
}

#[test]
fn a_dry_run_shows_all_and_writes_nothing() {
    let (run, folder) = import(&export("microsoft.xlsx"), &["--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(names(&folder).is_empty());
    assert!(run.err.contains("how we know, practice 25"), "{}", run.err);
    assert!(run.err.contains("5 responses"), "{}", run.err);
}

#[test]
fn a_practice_without_a_column_is_named_and_so_is_one_with_two() {
    let csv = String::from_utf8(table(&[("", "Ana", "unsure")])).unwrap();
    let csv = csv.replace(",4,", ",3,").replace(",9,", ",Weather,");
    let (run, folder) = import_bytes("x.csv", csv.as_bytes(), &["--yes"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(names(&folder).is_empty());
    for said in [
        "error[bad-export]: There are 2 columns for the practice 3. Attendance data",
        ": E, F.",
        "2 practices have no column: 4. Yearly reporting to the School Board; 9. ",
    ] {
        assert!(run.err.contains(said), "{said} {}", run.err);
    }
}
