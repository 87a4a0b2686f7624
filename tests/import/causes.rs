//! The cause of what is wrong with a table is named, and the advice loses no one's answers.

use crate::common::run;
use crate::import::odd::Comes::{self, Asked, Refused, To, ToSaying};
use crate::import::odd::{USUAL, check};
use crate::import::own_words::{Rows, example, import_rows};
use crate::import::{forms, import_bytes, names};

const TITLES: &str = "Clear goals,Home visits,Data team,Board report";
const RATED: &str = "Strength,Unsure,Unsure,Unsure";

fn all(cases: Vec<(String, Comes)>) {
    for (csv, comes) in cases {
        check(&[(&csv, comes)], USUAL);
    }
}

#[test]
fn headings_below_answers_repeat_those_above_or_are_others() {
    let table =
        |again: &str| format!("Name,Role,{TITLES}\nAna,Nurse,{RATED}\n{again}\nBo,Nurse,{RATED}\n");
    let other = "Row 3 has headings again, and they aren't the same as those in row 1.";
    all(vec![
        (
            table(&format!("Name,Role,{TITLES}")),
            Refused("Row 3 repeats the headings."),
        ),
        (
            table("Name,Role,Home visits,Clear goals,Data team,Board report"),
            Refused(other),
        ),
        (
            table("Name,Role,Board report,Clear goals,Home visits,Data team"),
            Refused(other),
        ),
        (table(&format!("Role,Name,{TITLES}")), Refused(other)),
    ]);
}

#[test]
fn a_table_that_is_turned_around_makes_no_person_of_comments() {
    let turned = |above: &str, behind: &str| {
        // What can be chosen would be the same in every row.
        let rows = TITLES
            .split(',')
            .zip(["Strength", "Unsure", "Strength", "Unsure"]);
        let rows =
            rows.map(|(title, rating)| format!("{title},{rating},{behind}OK for Now,{behind}\n"));
        format!("Practice,{above}\n{}", rows.collect::<String>())
    };
    let with_comments = "for each practice one for the rating and one for the comment";
    all(vec![
        (
            turned("Ana,Comments,Bo,Comments", "Seen it,"),
            Refused(with_comments),
        ),
        (
            turned("Ana,Comments,Bo,Comments", "Unsure,"),
            Refused(with_comments),
        ),
        (turned("Ana,,Bo,", "Unsure,"), Refused(with_comments)),
        (
            turned("Ana,Bo,", ""),
            Refused("choose Paste Special, Transpose"),
        ),
        // Somebody turned it around already.
        (
            format!(
                "Name,{TITLES}\nAna,{RATED}\nComments,,Unsure,,\nBo,{RATED}\nComments,,Unsure,,\n"
            ),
            Refused("Row 3 is called \"Comments\". Is it one person's response?"),
        ),
    ]);
    // Names of people aren't a tool's labels.
    let mut table: Rows = vec![vec![String::new(); 6], vec![String::new(); 6]];
    for (at, row) in example().iter().enumerate().take(6) {
        table[0][at] = row[1].clone();
        table[1][at] = row[1].clone();
    }
    table[1][0] = "Name".to_owned();
    let rows = example();
    for at in (4..rows[0].len()).step_by(2) {
        table.push(rows.iter().take(6).map(|row| row[at].clone()).collect());
    }
    let (run, ..) = import_rows(&table);
    assert!(!run.err.contains("labels or ids"), "{}", run.err);
    run.says(&["this table is turned around"]);
}

#[test]
fn a_row_with_answers_in_columns_that_are_not_known_is_not_called_empty() {
    let second = "Metas,Visitas,Equipo,Informe";
    let table = |row: &str| {
        format!("Name,{TITLES},{second}\nAna,{RATED},,,,\nBo,,,,,{row}\nCy,{RATED},,,,\n")
    };
    all(vec![
        (
            table("Fuerte,Urgente,Bien,Bien"),
            Refused(
                "Row 3 has no answers in the columns that were recognized. What it has is in columns F to I",
            ),
        ),
        (table("Urgente,,,"), Asked(&["Ana  suuu", "Cy  suuu"])),
    ]);
}

#[test]
fn a_row_is_asked_about_only_for_what_it_lacks() {
    let with = |headings: &str, people: &str, row: &str| {
        let people = ["Ana Lee", "Bo Ray", "Cy Dee"].map(|name| people.replace('*', name));
        let rows = people.iter().map(|of| format!("{of},{RATED}\n"));
        format!(
            "{headings},{TITLES}\n{}{row},{RATED}\n",
            rows.collect::<String>()
        )
    };
    let called = "Row 5 is called \"Team\". Is it one person's response?";
    all(vec![
        (
            with("Name,Department", "*,Data", "Di Fay,"),
            To(&[
                "Ana Lee  suuu",
                "Bo Ray  suuu",
                "Cy Dee  suuu",
                "Di Fay  suuu",
            ]),
        ),
        (
            with("Name,Role,Department", "*,Nurse,Data", "We chose,,"),
            Refused("Row 5 has answers, but no role or department, unlike every other row."),
        ),
        (
            with("Name,Role,Date", "*,Nurse,2026-10-05", "We chose,,"),
            Refused("Row 5 has answers, but no time stamp or role, unlike every other row."),
        ),
        (with("Name", "*", "Team"), Refused(called)),
        (
            with("Name,Date", "*,2026-10-05", "Team,2026-10-06"),
            Refused(called),
        ),
        (
            with("Name", "*", "Promedio"),
            ToSaying(
                &["Ana Lee  suuu", "Bo Ray  suuu", "Cy Dee  suuu"],
                "Row 5 is a summary",
            ),
        ),
        // Where groups answered, each is called one.
        (
            format!("Name,{TITLES}\nTeam 1,{RATED}\nTeam 2,{RATED}\nTeam 3,{RATED}\n"),
            To(&["Team 1  suuu", "Team 2  suuu", "Team 3  suuu"]),
        ),
    ]);
}

#[test]
fn practices_in_other_files_are_put_side_by_side() {
    // Of the ten practices of two ingredients, none has a column.
    let without = |columns: &mut dyn Iterator<Item = usize>| {
        let mut rows = example();
        for at in columns {
            for row in &mut rows {
                row.remove(at);
            }
        }
        import_rows(&rows).0
    };
    let ingredients = without(&mut (4..24).rev());
    ingredients.says(&[
        "No column was found for 10 practices",
        "If other files have these practices",
    ]);
    let some = without(&mut (4..22).rev());
    some.says(&[
        "No column was found for 9 practices",
        "Change the column's heading",
    ]);
}

#[test]
fn who_answered_is_found_or_how_to_call_it_is_said() {
    let of = |heading: &str| format!("{heading},{TITLES}\nAna Lee,{RATED}\nBo Ray,{RATED}\n");
    for heading in [
        "Who are you?",
        "Respondent",
        "Evaluator",
        "Completed by",
        "Participant:",
    ] {
        all(vec![(
            of(heading),
            Asked(&["Ana Lee  suuu", "Bo Ray  suuu"]),
        )]);
    }
    all(vec![(
        of("Name / Nombre"),
        To(&["Ana Lee  suuu", "Bo Ray  suuu"]),
    )]);
    let folder = tempfile::tempdir().unwrap();
    let mut rows = example();
    rows[0][2] = "Chair or desk".to_owned();
    let mut writer = csv::Writer::from_path(folder.path().join("x.csv")).unwrap();
    rows.iter()
        .for_each(|row| writer.write_record(row).unwrap());
    drop(writer);
    run(folder.path(), &["import", "x.csv", "forms"])
        .says(&["If one of them has the role, change its heading to Role."]);
}

#[test]
fn what_is_no_name_is_told_or_no_name() {
    let of = |name: &str| format!("Name,{TITLES}\nAna Lee,{RATED}\n{name},{RATED}\n");
    for (name, form) in [
        ("2026-10-11", "2026-10-11  suuu"),
        ("555-1234", "555-1234  suuu"),
        ("imani@example.org", "imani@example.org  suuu"),
    ] {
        let (run, folder, _) = crate::import::odd::import(&of(name), USUAL);
        run.says(&[&format!(
            "Row 3 has \"{name}\" in place of a name, which was kept."
        )]);
        assert_eq!(names(&folder).len(), 2, "{form}");
    }
    for nobody in ["No aplica", "Ninguno"] {
        let (run, folder, _) = crate::import::odd::import(&of(nobody), USUAL);
        run.says(&["was read as no name"]);
        let unnamed = forms(&folder);
        let mut unnamed = unnamed
            .values()
            .map(|form| form["respondent"]["name"].as_str());
        assert!(unnamed.any(|name| name == Some("")), "{nobody}");
    }
    all(vec![(
        of("Imani Okafor <imani@example.org>"),
        To(&["Ana Lee  suuu", "Imani Okafor  suuu"]),
    )]);
}

#[test]
fn all_that_is_no_rating_is_told_in_one_run() {
    let csv = format!(
        "Name,{TITLES}\nAna,Strong,Unsure,bad,Unsure\nBo,Strong,Unsure,Unsure,worse\nCy,Strong,Unsure,Unsure,Unsure\n"
    );
    let (run, ..) = crate::import::odd::import(&csv, USUAL);
    assert_eq!(run.err.matches("error[").count(), 3, "{}", run.err);
    run.says(&[
        "Column B (\"Clear goals\") has no ratings, but texts such as \"Strong\".",
        "Row 2, column D (\"Data team\"): \"bad\" isn't a rating.",
        "Row 3, column E (\"Board report\"): \"worse\" isn't a rating.",
    ]);
}

#[test]
fn of_several_causes_the_first_is_named() {
    // Titles with other words beside them, over labels in another language.
    let mut rows = example();
    for at in (4..rows[0].len()).step_by(2) {
        rows[0][at].push_str(" / Pr\u{e1}ctica");
        rows[0][at + 1] = "\u{bf}C\u{f3}mo lo sabemos? / How do we know?".to_owned();
        for row in rows[1..].iter_mut().filter(|row| !row[at].is_empty()) {
            row[at] = format!("Etiqueta / {}", row[at]);
        }
    }
    let (run, ..) = import_rows(&rows);
    run.says(&["has no ratings, but texts such as \"Etiqueta / "]);
    // One box after three practices.
    let pairs = |with: &[usize]| {
        let mut rows = example();
        for at in (0..25).rev().filter(|at| !with.contains(at)) {
            rows.iter_mut().for_each(|row| {
                row.remove(5 + 2 * at);
            });
        }
        rows[0][7] = "Comments".to_owned();
        import_rows(&rows).0
    };
    pairs(&[2]).says(&[
        "practices 1, 2, and 3 come before it, and only one of them can have it",
        "or name the practice in its heading",
    ]);
    // Several answers in one cell.
    all(vec![
        (
            "Name,Part\nAna,\"Clear goals: Strength\nHome visits: Unsure\"\nBo,\"Clear goals: Strength\nHome visits: Unsure\"\n".to_owned(),
            Refused("Column B (\"Part\") has several practices in one cell."),
        ),
        (
            "Name,Strength,Unsure\nAna,\"Clear goals, Home visits\",Data team\nBo,Board report,\"Clear goals, Data team\"\n".to_owned(),
            Refused("Column B (\"Strength\") has several practices in one cell."),
        ),
    ]);
}

#[test]
fn files_of_chronics_own_are_no_exports() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["init", "jo.toml"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let refused = run(folder.path(), &["import", "jo.toml", "forms"]);
    assert_eq!(refused.code, 1);
    refused.says(&[
        "This is a response",
        "Put it into the folder with the other responses.",
    ]);
    let (run, _) = import_bytes("x.csv", b"Name\nAna,Strength\nBo\n", &[]);
    assert!(!run.err.contains("1 headings"), "{}", run.err);
}
