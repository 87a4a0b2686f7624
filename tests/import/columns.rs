//! Columns that are not what was expected: shown, and asked about.

use crate::import::{export, import, import_bytes, names, table};

#[test]
fn what_matches_nothing_is_shown_and_needs_yes() {
    let file = export("google-grid.csv");
    let (run, folder) = import(&file, &[]);
    assert_eq!(run.code, 2);
    assert!(names(&folder).is_empty());
    let asked = run.err.lines().find(|line| line.starts_with('?')).unwrap();
    assert!(
        asked.contains("AD") && asked.contains("not recognized"),
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
    assert!(
        !run.err.lines().any(|line| line.starts_with('?')),
        "{}",
        run.err
    );
    // What is left out is told all the same.
    run.says(&["wasn't recognized, so what 1 row has in it isn't imported"]);
}

#[test]
fn what_is_only_near_needs_yes() {
    let csv = String::from_utf8(table(&[("", "Ana", "unsure")])).unwrap();
    let near = csv.replace(",1,", ",Review of attendance data by district teams,");
    let (run, folder) = import_bytes("x.csv", near.as_bytes(), &[]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(names(&folder).is_empty());
    run.says(&["The heading of column C is only a close match"]);
    let (run, folder) = import_bytes("x.csv", near.as_bytes(), &["--yes"]);
    assert_eq!((run.code, names(&folder).len()), (0, 1), "{}", run.err);
}

#[test]
fn a_dry_run_shows_all_and_writes_nothing() {
    let (run, folder) = import(&export("microsoft.xlsx"), &["--dry-run"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(names(&folder).is_empty());
    assert!(
        run.out.contains("how we know, practice 25. "),
        "{}",
        run.out
    );
    assert!(!run.err.contains("how we know"), "{}", run.err);
    run.says(&["5 responses"]);
}

#[test]
fn a_practice_without_a_column_is_named() {
    let csv = String::from_utf8(table(&[("", "Ana", "unsure")])).unwrap();
    let (headings, row) = csv.split_once('\n').unwrap();
    let csv = format!(
        "{}\n{}",
        headings.replace(",4,", ","),
        row.replacen("unsure,", "", 1)
    );
    let (run, folder) = import_bytes("x.csv", csv.as_bytes(), &["--yes"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(names(&folder).is_empty());
    let said = "No column was found for 1 practice: 4. Yearly reporting to the School Board";
    assert!(run.err.contains(said), "{}", run.err);
}

/// Every rating first and every text after it, as a grid with questions below gives them.
#[test]
fn a_number_in_front_of_a_heading_says_which_practice_it_is_about() {
    let rubric = chronic::files::rubric::builtin();
    let titles = rubric.practices().iter().map(|p| p.title.clone());
    let mut headings: Vec<String> = titles.collect();
    headings.extend((1..=25).map(|n| format!("{n}. How do we know?")));
    let mut cells = vec!["Unsure".to_owned(); 25];
    cells.extend((1..=25).map(|n| format!("text {n}")));
    let quoted = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("\"{cell}\"")).collect();
        cells.join(",")
    };
    let csv = format!("{}\n{}\n", quoted(&headings), quoted(&cells));
    let (run, folder) = import_bytes("x.csv", csv.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    let forms = crate::import::forms(&folder);
    let form = forms.values().next().unwrap();
    for (at, practice) in rubric.practices().iter().enumerate() {
        let (ingredient, short) = practice.id.split_once('.').unwrap();
        let written = form[ingredient][short]["documentation"].as_str().unwrap();
        assert_eq!(
            written.trim(),
            format!("text {}", at + 1),
            "{}",
            practice.id
        );
    }
}

/// Who signed in and left the question for a name empty, is not named.
#[test]
fn an_accounts_name_is_not_a_respondents() {
    let csv = String::from_utf8(table(&[("", "", "unsure")])).unwrap();
    let (headings, row) = csv.split_once('\n').unwrap();
    assert!(headings.contains("Name"), "{headings}");
    let headings = headings.replacen("Name", "Name2", 1);
    let export =
        format!("Id,Start time,Email,Name,{headings}\n1,,ana@example.org,Ana Account,{row}");
    let (run, folder) = import_bytes("x.csv", export.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&folder), ["response-01.toml"], "{}", run.err);
    // Who answered it is.
    let answered = export.replacen(",Ana Account,,,", ",Ana Account,,Bo,", 1);
    let (run, folder) = import_bytes("x.csv", answered.as_bytes(), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&folder), ["bo.toml"], "{}", run.err);
}

#[test]
fn rows_that_are_the_same_in_every_cell_are_told() {
    let row = ("10/25/2026 9:13:02", "", "unsure");
    let (run, folder) = import_bytes("x.csv", &table(&[row, row]), &[]);
    assert_eq!((run.code, names(&folder).len()), (0, 2), "{}", run.err);
    run.says(&["Rows 2 and 3 are identical"]);
}

#[test]
fn two_answers_from_one_address_are_told_and_the_address_is_not() {
    let head = format!(
        "Email,{}",
        (1..=25)
            .map(|n| n.to_string())
            .collect::<Vec<_>>()
            .join(",")
    );
    let row = |address: &str, rating: &str| format!("{address}{}", format!(",{rating}").repeat(25));
    let rows = [
        row("ana@example.org", "Unsure"),
        row("bo@example.org", "Unsure"),
        row("anonymous", "Unsure"),
        row("anonymous", "Strength"),
        row("Ana@Example.org ", "Strength"),
    ];
    let bytes = format!("{head}\n{}\n", rows.join("\n"));
    let (run, folder) = import_bytes("x.csv", bytes.as_bytes(), &[]);
    assert_eq!((run.code, names(&folder).len()), (0, 5), "{}", run.err);
    run.says(&["Rows 2 and 6 have the same email address"]);
    assert_eq!(run.err.matches("same email address").count(), 1);
    assert!(
        !run.err.to_lowercase().contains("example.org"),
        "{}",
        run.err
    );
}

/// A table with another column behind those of `table`.
fn with_column(rows: &[(&str, &str, &str)], heading: &str, cells: &[&str]) -> Vec<u8> {
    let csv = String::from_utf8(table(rows)).unwrap();
    let cells = std::iter::once(&heading).chain(cells);
    let lines = csv.lines().zip(cells);
    let lines = lines.map(|(line, cell)| format!("{line},{cell}\n"));
    lines.collect::<String>().into_bytes()
}

#[test]
fn a_day_of_something_else_is_not_the_day_of_the_answer() {
    let rows = [("", "Ana", "unsure"), ("", "Bo", "unsure")];
    for heading in ["Hire date", "Due Date", "Date of birth", "Year hired"] {
        let csv = with_column(&rows, heading, &["2016-08-01", "2021-08-15"]);
        let (run, folder) = import_bytes("x.csv", &csv, &["--yes"]);
        assert_eq!((run.code, names(&folder).len()), (0, 2), "{}", run.err);
        run.says(&["wasn't recognized, so what 2 rows have in it isn't imported"]);
        assert!(!run.err.contains("2016"), "{}", run.err);
    }
}

#[test]
fn the_only_days_with_times_are_asked_about_as_the_time_stamp() {
    let rows = [("", "Ana", "unsure"), ("", "Bo", "unsure")];
    let days = ["13/10/2025 09:00:00", "14/10/2026 09:00:00"];
    let csv = with_column(&rows, "Carimbo de data/hora", &days);
    let (run, _) = import_bytes("x.csv", &csv, &[]);
    assert_eq!(run.code, 2, "{}", run.err);
    let (run, folder) = import_bytes("x.csv", &csv, &["--yes"]);
    assert_eq!(names(&folder), ["bo.toml"], "{}", run.err);
    // Without times, they can be any days.
    let csv = with_column(&rows, "Carimbo", &["13/10/2025", "14/10/2026"]);
    let (run, folder) = import_bytes("x.csv", &csv, &["--yes"]);
    assert_eq!(names(&folder).len(), 2, "{}", run.err);
}

#[test]
fn a_column_with_the_school_year_parts_years() {
    let rows = ["Ana", "Bo", "Cy"].map(|name| ("", name, "unsure"));
    let csv = with_column(&rows, "School year", &["2025-26", "2026-27", "2026-2027"]);
    let of = |more: &[&str]| {
        let (run, folder) = import_bytes("x.csv", &csv, more);
        (run, names(&folder))
    };
    for more in [&[][..], &["--cycle", "2026-27"]] {
        let (run, names) = of(more);
        assert_eq!(names, ["bo.toml", "cy.toml"], "{}", run.err);
        run.says(&["One row from 2025-26 was skipped", "--cycle 2025-26"]);
    }
    let (run, names) = of(&["--cycle", "SY 2025/26"]);
    assert_eq!(names, ["ana.toml"], "{}", run.err);
    let (run, names) = of(&["--cycle", "2027-28"]);
    assert_eq!((run.code, names.len()), (1, 0), "{}", run.err);
    run.says(&["no row is from 2027-28", "Type --cycle 2026-27"]);
}
