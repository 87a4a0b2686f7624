//! What looks like something else: a question like a field, a list like people, two years like one. It is
//! read right, asked about, or refused with its cause.

use std::fs;

use crate::common::{Run, run};
use crate::import::odd::Comes::{self, Asked, Refused, To, ToSaying};
use crate::import::odd::{USUAL, check};
use crate::import::{forms, import_bytes, names, table};

const RATED: &str = "Strength,Unsure,Unsure,Unsure";
const TITLES: &str = "Clear goals,Home visits,Data team,Board report";

fn all(cases: Vec<(String, Comes)>) {
    for (csv, comes) in cases {
        check(&[(&csv, comes)], USUAL);
    }
}

/// An export of three people, with one column more of these cells.
fn with_column(heading: &str, cells: [&str; 3]) -> String {
    let rows = ["Ana", "Bo", "Cy"].iter().zip(cells);
    let rows = rows.map(|(name, cell)| format!("{name},{RATED},{cell}\n"));
    format!("Name,{TITLES},{heading}\n{}", rows.collect::<String>())
}

#[test]
fn a_question_with_a_fields_word_in_it_is_not_that_field() {
    for heading in [
        "What should the district do next?",
        "District priorities",
        "Comments for the district",
        "Comments - District attendance staff",
        "Years in district",
        "Current school year goals",
        "Biggest challenge in your role",
        "Team role",
        "Name one strength",
        "Last name of your supervisor",
        "Department priorities",
        "Date of last data meeting",
    ] {
        let csv = with_column(heading, ["2026-10-05", "2026-10-05", "2026-10-05"]);
        let (run, folder, asked) = crate::import::odd::import(&csv, USUAL);
        assert!(asked, "{heading}: {}", run.err);
        for form in forms(&folder).values() {
            for field in ["district", "cycle"] {
                let said = form.get(field).and_then(toml::Value::as_str);
                assert_eq!(said.unwrap_or_default(), "", "{heading}");
            }
            for field in ["role", "department", "date"] {
                assert_eq!(form["respondent"][field].as_str(), Some(""), "{heading}");
            }
        }
        assert_eq!(
            names(&folder),
            ["ana.toml", "bo.toml", "cy.toml"],
            "{heading}"
        );
    }
}

#[test]
fn a_district_is_no_sentence_and_the_one_that_was_typed_holds() {
    let csv = with_column("District", ["We have to meet more often.", "", ""]);
    check(
        &[(&csv, Asked(&["Ana  suuu", "Bo  suuu", "Cy  suuu"]))],
        USUAL,
    );
    let csv = String::from_utf8(table(&[("", "Ana", "Unsure")])).unwrap();
    let csv = csv
        .replacen("Timestamp", "District", 1)
        .replacen("\n,", "\nOak Hill,", 1);
    for (more, district) in [(&[][..], "Oak Hill"), (&["--district", "Elm"], "Elm")] {
        let (run, folder) = import_bytes("x.csv", csv.as_bytes(), more);
        assert_eq!(
            forms(&folder)["ana.toml"]["district"].as_str(),
            Some(district)
        );
        let told = run.err.contains("Row 2 names another district");
        assert_eq!(told, !more.is_empty(), "{}", run.err);
    }
}

#[test]
fn a_row_with_more_cells_than_headings_is_refused() {
    let rows = |rows: &[&str]| format!("Name,Role,{TITLES}\n{}\n", rows.join("\n"));
    let usual = "Bo,Clerk,Unsure,Unsure,Unsure,Unsure";
    let said = "Row 2 has 7 cells, but there are 6 headings";
    all(vec![
        (
            rows(&["Ana,Nurse,Lead,Unsure,Unsure,Unsure,Unsure", usual]),
            Refused(said),
        ),
        (
            rows(&["Ana,Nurse,,Unsure,Unsure,Unsure,", usual]),
            Refused(said),
        ),
        // Some tools end every row so.
        (
            rows(&[
                "Ana,Nurse,Unsure,Unsure,Unsure,Unsure,",
                "Bo,Clerk,Unsure,Unsure,Unsure,Unsure,",
            ]),
            To(&["Ana, Nurse  uuuu", "Bo, Clerk  uuuu"]),
        ),
    ]);
}

#[test]
fn a_list_of_choices_below_the_table_is_nobodys_answers() {
    let list = |before: &str| {
        let rows = USUAL.iter().map(|label| format!("{before}{label},,,\n"));
        format!(
            "Name,{TITLES}\nAna,{RATED}\nBo,{RATED}\n{}",
            rows.collect::<String>()
        )
    };
    all(vec![
        (
            list(","),
            Refused("Rows 4, 5, 6, 7 and 8 have only one of the ratings each"),
        ),
        // People are called something.
        (
            list("Cy,")
                .replacen("Cy,OK", "Di,OK", 1)
                .replacen("Cy,Could", "Ed,Could", 1)
                .replacen("Cy,Urgent", "Fe,Urgent", 1)
                .replacen("Cy,Unsure", "Gil,Unsure", 1),
            To(&[
                "Ana  suuu",
                "Bo  suuu",
                "Cy  s---",
                "Di  o---",
                "Ed  b---",
                "Fe  g---",
                "Gil  u---",
            ]),
        ),
    ]);
}

#[test]
fn a_name_is_whole_and_alone() {
    let rows = |headings: &str, cells: &[&str]| {
        let rows = cells.iter().map(|cells| format!("{cells},{RATED}\n"));
        format!("{headings},{TITLES}\n{}", rows.collect::<String>())
    };
    all(vec![
        (
            rows(
                "Preferred name,Legal name",
                &["Na,Nadia Quill", "Ow,Owen Thrush"],
            ),
            Asked(&["Nadia Quill  suuu", "Owen Thrush  suuu"]),
        ),
        (
            rows("Surname,Name", &["Xa,Nadia Quill", "Xb,Owen Thrush"]),
            Refused("it isn't clear whether one has the whole name"),
        ),
        (
            rows("Surname,Name", &["Quill,Nadia", "Thrush,Owen"]),
            Asked(&["Nadia Quill  suuu", "Owen Thrush  suuu"]),
        ),
        (
            rows("Name/Role", &["Nadia Quill - Clerk", "Owen Thrush - Nurse"]),
            Refused("has the name and the role or department in one"),
        ),
        (
            rows(
                "Full name and job title",
                &["Nadia Quill - Clerk", "Owen Thrush - Nurse"],
            ),
            Refused("has the name and the role or department in one"),
        ),
        (
            rows(
                "Id,Email,Name,Your name",
                &["1,a@b.org,Nadia Quill,", "2,c@b.org,Owen Thrush,"],
            ),
            ToSaying(
                &["  suuu", "  suuu"],
                "Its names are of the accounts that people signed in with",
            ),
        ),
    ]);
}

#[test]
fn a_test_row_is_told() {
    for (name, status) in [
        ("Test", ""),
        ("TEST - ignore", ""),
        ("Ana", "Deleted"),
        ("Ana", "Disqualified"),
        ("Ana", "Partial"),
    ] {
        let csv = format!("Status,Name,{TITLES}\n{status},{name},{RATED}\nComplete,Bo,{RATED}\n");
        let (run, ..) = crate::import::odd::import(&csv, USUAL);
        run.says(&[
            "Row 2 ",
            "It was imported like any other. If it shouldn't be counted",
        ]);
    }
    // A surname is one.
    let csv = format!("Status,Name,{TITLES}\nComplete,Ana Test,{RATED}\n");
    let (run, ..) = crate::import::odd::import(&csv, USUAL);
    assert!(!run.err.contains("test response"), "{}", run.err);
}

/// Rows of these days and these school years, in an export of the built-in rubric.
fn of_years(rows: &[(&str, &str)], more: &[&str]) -> (Run, Vec<String>) {
    let people = ["Ana", "Bo", "Cy", "Di"];
    let cells: Vec<(&str, &str, &str)> = rows
        .iter()
        .zip(people)
        .map(|((day, _), name)| (*day, name, "Unsure"))
        .collect();
    let csv = String::from_utf8(table(&cells)).unwrap();
    let years = std::iter::once("School year").chain(rows.iter().map(|(_, year)| *year));
    let lines = csv
        .lines()
        .zip(years)
        .map(|(line, year)| format!("{line},{year}\n"));
    let (run, folder) = import_bytes("x.csv", lines.collect::<String>().as_bytes(), more);
    (run, names(&folder))
}

#[test]
fn rows_of_two_years_are_never_one_round() {
    let both = [
        ("2025-10-01", ""),
        ("2025-10-03", ""),
        ("2026-10-09", ""),
        ("2026-10-16", ""),
    ];
    let newest = ["cy.toml", "di.toml"];
    for more in [&[][..], &["--cycle", "Round 1"], &["--cycle", "2026-27"]] {
        assert_eq!(of_years(&both, more).1, newest, "{more:?}");
    }
    assert_eq!(
        of_years(&both, &["--cycle", "2025-26"]).1,
        ["ana.toml", "bo.toml"]
    );
    // A column that isn't filled in everywhere, or in words of its own.
    for years in [
        ["", "", "2026-27", "2026-27"],
        ["Year 1", "Year 1", "Year 2", "Year 2"],
        ["2025-26", "", "", "2026-27"],
    ] {
        let mut rows = both;
        for (row, year) in rows.iter_mut().zip(years) {
            row.1 = year;
        }
        for more in [&[][..], &["--cycle", "2026-27"]] {
            let (run, names) = of_years(&rows, more);
            assert_eq!(names, newest, "{years:?} {more:?}: {}", run.err);
            run.says(&[
                "Two rows",
                "were skipped because they're from another school year",
            ]);
        }
        let (run, names) = of_years(&rows, &["--cycle", "2025-26"]);
        assert_eq!(names, ["ana.toml", "bo.toml"], "{years:?}: {}", run.err);
    }
    // Whichever way around day and month are.
    let either = [
        ("10/05/2025", ""),
        ("10/06/2025", ""),
        ("10/05/2026", ""),
        ("10/07/2026", ""),
    ];
    for more in [&[][..], &["--cycle", "2026-27"]] {
        let (run, names) = of_years(&either, more);
        assert_eq!((run.code, names.len()), (1, 0), "{}", run.err);
        run.says(&[
            "rows from more than one school year",
            "Run this again with --date-order.",
        ]);
    }
    assert_eq!(of_years(&either, &["--date-order", "mdy"]).1, newest);
}

#[test]
fn several_boxes_after_several_ratings_go_by_their_words_or_are_refused() {
    let csv =
        |boxes: &str| format!("Name,{TITLES},{boxes}\nAna,{RATED},a,b,c,d\nBo,{RATED},e,f,g,h\n");
    all(vec![
        (
            csv("Comments - Clear,Comments - Home,Comments - Data,Comments - Board"),
            Asked(&["Ana  suuu a|b|c|d", "Bo  suuu e|f|g|h"]),
        ),
        (
            csv("Comments - Clear,Comments - Data,Comments - Home,Comments - Board"),
            Refused("It isn't clear which practices the comments in column"),
        ),
    ]);
}

#[test]
fn one_cause_has_advice_that_loses_nothing() {
    let rated = |before: &str| format!("{before}Strength,Urgent Gap,Unsure,Unsure");
    let pairs = |one: &str, two: &str| {
        let titles = TITLES
            .split(',')
            .map(|title| format!(",{title},{one},{two}"));
        let cells = ",Unsure,x,y".repeat(4);
        format!(
            "Name{}\nAna{cells}\nBo{cells}\n",
            titles.collect::<String>()
        )
    };
    all(vec![
        (
            format!("{}\n{}\n", rated("Ana,Nurse,"), rated("Bo,Nurse,")),
            Refused("insert a row above the first one"),
        ),
        (
            pairs("How do we know?", "Comments"),
            Refused("there are two comment columns after each practice."),
        ),
        (
            format!("Name,Clear goals,{TITLES}\nAna,Unsure,{RATED}\nBo,Strength,{RATED}\n"),
            Refused("change the heading of the one that doesn't count, such as to Last year"),
        ),
        (
            format!("Name,Clear goals,{TITLES}\nAna,Strength,{RATED}\nBo,Strength,{RATED}\n"),
            ToSaying(
                &["Ana  suuu", "Bo  suuu"],
                "because no row has two different answers",
            ),
        ),
        (
            format!(
                "Timestamp,Name,{TITLES}\n2026-10-05,Ana,{RATED}\n2026-10-06,Bo,{RATED}\nExported on Monday,,,,,\n"
            ),
            To(&["Ana 2026-10-05 suuu", "Bo 2026-10-06 suuu"]),
        ),
    ]);
    let footer =
        format!("Timestamp,Name,{TITLES}\n2026-10-05,Ana,{RATED}\nExported on Monday,,,,,\n");
    let (run, ..) = crate::import::odd::import(&footer, USUAL);
    assert!(!run.err.contains("date"), "{}", run.err);
}

#[test]
fn labels_with_something_beside_them_are_read_or_named_with_what_to_type() {
    let of = |cell: &str| {
        format!(
            "Name,{TITLES}\nAna,{0},{0},{0},{0}\nBo,{0},{0},{0},{0}\nCy,{0},{0},{0},{0}\n",
            format!("\"{cell}\"")
        )
    };
    for cell in [
        "Strength / Fortaleza",
        "5 (Strength)",
        "Strength = 5",
        "[Strength]",
        "\u{2192} Strength",
        "S - Strength",
        "Strength, in place and working",
    ] {
        check(
            &[(&of(cell), To(&["Ana  ssss", "Bo  ssss", "Cy  ssss"]))],
            USUAL,
        );
    }
    all(vec![
        (
            of("Fortaleza (Strength)"),
            Refused("replace every \"Fortaleza (Strength)\" with Strength"),
        ),
        (
            of("Not a Strength"),
            Refused("The only answers are Strength"),
        ),
        (
            format!("Name,{TITLES}\nAna,Strength - not yet,Unsure,Unsure,Unsure\nBo,{RATED}\n"),
            Refused("after \"Strength\" it says \"not yet\", which could mean another rating"),
        ),
        (
            format!("Name,{TITLES}\nAna,Strength,Unsure - not mine,Unsure,Unsure\nBo,{RATED}\n"),
            ToSaying(
                &["Ana  suuu |not mine", "Bo  suuu"],
                "as in C2 (\"not mine\")",
            ),
        ),
    ]);
}

#[test]
fn what_changed_in_a_row_is_said_once() {
    let csv = |comment: &str, rating: &str| {
        format!(
            "Timestamp,Name,Clear goals,How do we know?,Home visits,Data team,Board report\n2026-10-05,Ana,Strength,{comment},{rating},Unsure,Unsure\n2026-10-05,Bo,Strength,{comment},Unsure,Unsure,Unsure\n"
        )
    };
    let (_, folder, _) = crate::import::odd::import(&csv("seen", "Unsure"), USUAL);
    let again = |csv: &str| {
        fs::write(folder.path().join("e.csv"), csv).unwrap();
        run(
            folder.path(),
            &["--rubric", "r.toml", "import", "e.csv", "forms"],
        )
    };
    again(&csv("heard", "Strength")).says(&[
        "but the rating of practice 2 and the comment on practice 1 are different.",
        "but the comment on practice 1 is different.",
    ]);
    let without = csv("seen", "Unsure")
        .replace("How do we know?,", "")
        .replace(",seen", "");
    again(&without)
        .says(&["2 rows match files in the folder except for the comments. The first is row 2"]);
}
