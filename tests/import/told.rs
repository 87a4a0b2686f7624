//! What would be wrong without a word: it is read right, told, or refused with its cause.

use crate::common::Run;
use crate::import::odd::Comes::{Refused, To, ToSaying};
use crate::import::odd::{USUAL, check};
use crate::import::table;
use crate::import::{import_bytes, names};

const HEADINGS: &str = "Timestamp,Name,Role,Clear goals,How do we know?,Home visits,How do we know?,Data team,Board report\n";
const WHOLE: &str = "2026-10-07,Cy,Clerk,Strength,c,Unsure,d,Unsure,Unsure\n";

/// Exports of the four practices: what is above the rows, and the rows.
fn all(headings: &str, cases: Vec<(String, crate::import::odd::Comes)>) {
    for (rows, comes) in cases {
        check(&[(&format!("{headings}{rows}"), comes)], USUAL);
    }
}

#[test]
fn a_row_that_a_line_break_parts_is_refused() {
    let parted = |rows: &str| format!("{rows}\n{WHOLE}");
    all(
        HEADINGS,
        vec![
            (
                parted("2026-10-05,Ana,Nurse\nand clerk,Strength,a,Unsure,b,Unsure,Unsure"),
                Refused("Rows 2 and 3 are parts of one row"),
            ),
            (
                parted("2026-10-05,Ana,Nurse,Strength,a\nb\nc,Unsure,b,Unsure,Unsure"),
                Refused("Rows 2, 3 and 4 are parts of one row"),
            ),
            // Rows that end with their last answer.
            (
                parted("2026-10-05,Ana,Nurse,Strength\n2026-10-06,Bo,Nurse,Strength,,Unsure"),
                To(&[
                    "Ana, Nurse 2026-10-05 s---",
                    "Bo, Nurse 2026-10-06 su--",
                    "Cy, Clerk 2026-10-07 suuu c|d",
                ]),
            ),
            (
                parted(
                    "2026-10-05,Ana,Strength,Unsure,,Unsure,,Unsure,Unsure\n2026-10-06,Bo,Nurse,Unsure,,Unsure,,Unsure,Unsure",
                ),
                Refused("Row 2, column C (\"Role\"): \"Strength\" is a rating"),
            ),
        ],
    );
}

#[test]
fn words_after_a_rating_are_only_the_forms_where_more_than_one_person_has_them() {
    all(
        "Name,Clear goals,Home visits,Data team,Board report\n",
        vec![
            (
                "Ana,Unsure (new here),Unsure (new here),Strength,Strength\nBo,Strength,Strength,Strength,Strength\n".to_owned(),
                ToSaying(&["Ana  uuss new here|new here", "Bo  ssss"], "In 2 cells, there are words after the rating"),
            ),
            (
                "Ana,Unsure (new here),Strength,Strength,Strength\nBo,Unsure (new here),Strength,Strength,Strength\n".to_owned(),
                ToSaying(&["Ana  usss", "Bo  usss"], "After Unsure (\"new here\"), every cell has the same words."),
            ),
            (
                "Ana,Strength - x,Strength - y,OK for Now - z,Unsure - new\nBo,Strength - p,OK for Now - q,Strength - r,Strength - v\n".to_owned(),
                ToSaying(&["Ana  ssou x|y|z|new", "Bo  soss p|q|r|v"], "In 8 cells"),
            ),
        ],
    );
}

#[test]
fn what_a_quiz_puts_beside_its_questions_is_told() {
    all(
        "Name,Clear goals,Points - Clear goals,Home visits,Points - Home visits,Data team,Board report\n",
        vec![(
            "Ana,Strength,1,Unsure,0,Unsure,Unsure\nBo,Unsure,0,Unsure,0,Unsure,Unsure\n"
                .to_owned(),
            ToSaying(
                &["Ana  suuu", "Bo  uuuu"],
                "Column C (\"Points - Clear goals\") and 1 more are the quiz's own (points, scores, or feedback) and weren't used.",
            ),
        )],
    );
}

#[test]
fn rows_without_what_every_other_row_has_are_asked_about() {
    let rated = "Unsure,Unsure,Unsure,Unsure";
    let people = |of: &str| -> String {
        let names = ["Ana", "Bo", "Cy"].into_iter();
        names
            .map(|name| format!("{}{rated}\n", of.replace('*', name)))
            .collect()
    };
    let stamped = people("2026-10-05,*,Nurse,");
    let unstamped = people("*,Nurse,");
    let practices = "Clear goals,Home visits,Data team,Board report\n";
    all(
        &format!("Timestamp,Name,Role,{practices}"),
        vec![
            (
                format!("{stamped},What we chose,,{rated}\n,Before,,{rated}\n"),
                Refused(
                    "Rows 5 and 6 have answers, but no time stamp or role, unlike every other row. Are they summaries",
                ),
            ),
            (
                format!(",What we chose,,{rated}\n{stamped}"),
                Refused("Row 2 has answers, but no time stamp or role,"),
            ),
            (
                format!("Example,Jo Doe,Principal,{rated}\n{stamped}"),
                Refused("Row 2 is called \"Example\""),
            ),
        ],
    );
    all(
        &format!("Name,Role,{practices}"),
        vec![
            (
                format!("{unstamped}Agreed,,{rated}\n"),
                Refused("Row 5 is called \"Agreed\". Is it one person's response?"),
            ),
            (
                format!("{unstamped},,{rated}\n"),
                Refused("Row 5 has answers, but no name or role,"),
            ),
            (
                format!("{unstamped},Clerk,{rated}\n"),
                To(&[
                    "Ana, Nurse  uuuu",
                    "Bo, Nurse  uuuu",
                    "Cy, Nurse  uuuu",
                    ", Clerk  uuuu",
                ]),
            ),
        ],
    );
}

#[test]
fn a_day_is_read_wherever_it_is_or_that_it_is_not_is_told() {
    let practices = "Name,Clear goals,Home visits,Data team,Board report\n";
    let of = |when: &str| format!("{when},Ana,Strength,Unsure,Unsure,Unsure\n");
    let day: &[&str] = &["Ana 2026-10-15 suuu"];
    for (heading, when, comes) in [
        (
            "start,end",
            "2026-10-14T09:00,2026-10-15T09:10",
            ToSaying(day, "The dates are from column B (\"end\")"),
        ),
        (
            "Last modified time,Start time",
            "2026-10-16 9:00,2026-10-15 9:00",
            ToSaying(day, "column B (\"Start time\")"),
        ),
        (
            "submitdate,startdate",
            "2026-10-15 9:00,2026-10-14 9:00",
            To(day),
        ),
        (
            "Timestamp",
            "\"Thursday, October 15, 2026 at 9:15 AM\"",
            To(day),
        ),
        (
            "Timestamp",
            "Thu Oct 15 2026 09:15:44 GMT-0500 (Central Daylight Time)",
            To(day),
        ),
        (
            "Timestamp",
            "15 de octubre de 2026",
            ToSaying(&["Ana  suuu"], "couldn't be read as a date"),
        ),
        ("Date,Timestamp", "2025-10-15,2026-10-15 9:00", To(day)),
    ] {
        all(&format!("{heading},{practices}"), vec![(of(when), comes)]);
    }
}

#[test]
fn a_short_comment_that_could_be_a_rating_is_a_comment() {
    let asks = "How do we know?";
    all(
        &format!(
            "Name,Clear goals,{asks},Home visits,{asks},Data team,{asks},Board report,{asks}\n"
        ),
        vec![(
            "Ana,Strength,OK,Unsure,I don't know,Unsure,,Unsure,x\n".to_owned(),
            To(&["Ana  suuu OK|I don't know||x"]),
        )],
    );
}

fn of_days(days: &[&str], more: &[&str]) -> Run {
    let rows: Vec<(&str, &str, &str)> = days.iter().map(|day| (*day, "", "unsure")).collect();
    import_bytes("x.csv", &table(&rows), more).0
}

#[test]
fn rows_of_another_school_year_are_not_this_ones() {
    for (day, cycle, is_of_it) in [
        ("2026-10-05", "2025-26", false),
        ("2026-10-05", "2023-24", false),
        ("2026-10-05", "2026-27", true),
        ("2026-10-05", "Fall", true),
        ("2027-03-05", "Spring 2027", true),
        ("2027-03-05", "FY27", true),
        // A round can begin before the year, or end after it.
        ("2026-05-20", "2026-27", true),
        ("2026-08-20", "2025-26", true),
        ("", "2025-26", true),
    ] {
        let run = of_days(&[day], &["--cycle", cycle]);
        assert_eq!(
            run.code,
            if is_of_it { 0 } else { 1 },
            "{cycle} {}",
            run.err
        );
        if !is_of_it {
            run.says(&[
                &format!("no row is from {cycle}. The export's answers are from October 5, 2026."),
                "--cycle 2026-27",
            ]);
        }
    }
}

#[test]
fn a_row_without_a_day_is_of_no_year_where_there_are_two() {
    let run = of_days(&["2025-10-15", "2026-10-16", ""], &[]);
    assert_eq!(run.code, 1, "{}", run.err);
    run.says(&["more than one school year, but row 4 has no date."]);
    let unclear = ["10/3/2025", "11/9/2025", "10/3/2026", "11/9/2026"];
    let run = of_days(&unclear, &[]);
    assert_eq!(run.code, 1, "{}", run.err);
    run.says(&["but rows 4 and 5 have no date that is clear. Run this again with --date-order."]);
    let run = of_days(&unclear, &["--date-order", "mdy"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn of_two_answers_on_one_day_the_times_tell_which_is_later() {
    let rows = [
        ("10/13/2026 9:05:11", "Ana", "unsure"),
        ("10/13/2026 9:45", "Ana", "strength"),
    ];
    let (run, _) = import_bytes("x.csv", &table(&rows), &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Ana answered more than once (rows 2 and 3). All were kept. By the times, row 3 is the latest. Before you tally, take row 2 out of the export, and forms/ana.toml out of the folder."]);
}

#[test]
fn an_answer_of_another_year_is_no_second_answer() {
    let rows = [
        ("10/13/2025 9:05", "Ana", "unsure"),
        ("10/13/2026 9:45", "Ana", "strength"),
    ];
    let (run, folder) = import_bytes("x.csv", &table(&rows), &[]);
    assert_eq!(names(&folder), ["ana.toml"], "{}", run.err);
    assert!(!run.err.contains("more than once"), "{}", run.err);
}
