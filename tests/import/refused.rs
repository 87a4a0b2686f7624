//! Cells, files and folders that are not taken, and why.

use std::fs;
use std::io::Write as _;

use crate::common::run;
use crate::import::own_words::{example, import_rows};
use crate::import::{export, forms, import, import_bytes, names, table, text};

#[test]
fn every_cell_that_is_no_rating_is_named_as_spreadsheets_do() {
    let csv = String::from_utf8(table(&[("", "Ana", "unsure"), ("", "Bo", "unsure")])).unwrap();
    let mut lines: Vec<String> = csv.lines().map(str::to_owned).collect();
    lines[1] = lines[1].replacen("unsure", "Strenght", 1);
    lines[2] = format!(
        "\n,{}",
        lines[2][1..].replacen("unsure,unsure", "unsure,4", 1)
    );
    let (run, folder) = import_bytes("x.csv", lines.join("\n").as_bytes(), &[]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(names(&folder).is_empty() && !folder.path().join("forms").exists());
    for said in [
        "Row 2, column C (\"1\"): \"Strenght\" isn't a rating. Did you mean Strength?",
        "Row 4, column D (\"2\"): \"4\" isn't a rating.",
        "Strength, OK for Now, Could be Better, Urgent Gap, or Unsure",
        "No responses were written.",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
}

#[test]
fn a_date_is_never_guessed() {
    for (written, more, date) in [
        ("10/5/26 9:13:02", &[][..], ""),
        ("10/5/26 9:13:02", &["--date-order", "mdy"], "2026-10-05"),
        ("10/5/2026 9:13", &["--date-order", "dmy"], "2026-05-10"),
        ("2026/10/05 9:13:02 AM MST", &[], "2026-10-05"),
        ("10/13/2026", &[], "2026-10-13"),
        ("10/10/2026", &[], "2026-10-10"),
        ("last week", &[], ""),
        ("Oct 5", &[], ""),
        ("5-Oct-26", &[], "2026-10-05"),
        ("05-Oct-26 9:13", &[], "2026-10-05"),
        ("25-Oct-26", &[], ""),
        ("20261005", &[], "2026-10-05"),
        ("46300", &[], "2026-10-05"),
        ("46300.39", &[], "2026-10-05"),
        ("4.6", &[], ""),
    ] {
        let (run, folder) = import_bytes("x.csv", &table(&[(written, "Ana", "unsure")]), more);
        assert_eq!(run.code, 0, "{}", run.err);
        let forms = forms(&folder);
        assert_eq!(
            text(&forms["ana.toml"], &["respondent", "date"]),
            date,
            "{written}"
        );
        assert_eq!(run.err.contains("is blank"), date.is_empty(), "{}", run.err);
    }
    let two = table(&[
        ("2/30/2026", "Ana", "unsure"),
        ("1980-01-01", "Bo", "strength"),
    ]);
    let (run, _) = import_bytes("x.csv", &two, &[]);
    assert!(
        run.err.contains("2 dates are blank: row 2 has \"2/30/2026\" and row 3 has \"1980-01-01\", none of which can be"),
        "{}",
        run.err
    );
    for (written, more, said) in [
        ("2/30/2026", &[][..], "can't be the day someone answered"),
        (
            "1980-01-01 00:00:00",
            &[],
            "can't be the day someone answered",
        ),
        (
            "10/13/2026",
            &["--date-order", "dmy"],
            "isn't a date in the order of --date-order dmy",
        ),
    ] {
        let (run, folder) = import_bytes("x.csv", &table(&[(written, "Ana", "unsure")]), more);
        assert_eq!(run.code, 0, "{}", run.err);
        let forms = forms(&folder);
        assert_eq!(text(&forms["ana.toml"], &["respondent", "date"]), "");
        assert!(run.err.contains(said), "{}", run.err);
    }
}

/// A row that shows the order settles the others; where rows contradict each other, none does.
#[test]
fn one_export_has_one_order_of_day_and_month() {
    let dates = |rows: &[&str]| {
        let names = ["Ana", "Bo", "Cy"];
        let rows: Vec<_> = rows
            .iter()
            .zip(names)
            .map(|(when, name)| (*when, name, "unsure"))
            .collect();
        let (run, folder) = import_bytes("x.csv", &table(&rows), &[]);
        assert_eq!(run.code, 0, "{}", run.err);
        let forms = forms(&folder);
        let dates: Vec<String> = forms
            .values()
            .map(|form| text(form, &["respondent", "date"]).to_owned())
            .collect();
        (dates, run.err)
    };
    let (found, said) = dates(&["10/4/2026", "10/25/2026", "10/5/26 9:13"]);
    assert_eq!(found, ["2026-10-04", "2026-10-25", "2026-10-05"]);
    assert!(
        said.contains("Row 3 shows that the month comes first"),
        "{said}"
    );
    let (found, said) = dates(&["10/4/2026", "10/25/2026", "25/10/2026"]);
    assert_eq!(found, ["", "2026-10-25", "2026-10-25"]);
    assert!(
        said.contains("Rows 3 and 4 show different orders."),
        "{said}"
    );
    // Then the order that is given settles only what could be either.
    for (order, first) in [("mdy", "2026-10-09"), ("dmy", "2026-09-10")] {
        let rows = ["10/9/2026", "10/25/2026", "25/10/2026"].map(|when| (when, "", "unsure"));
        let more = ["--date-order", order, "--changed", "add"];
        let (run, folder) = import_bytes("x.csv", &table(&rows), &more);
        assert_eq!(run.code, 0, "{}", run.err);
        let forms = forms(&folder);
        let days = forms
            .values()
            .map(|form| text(form, &["respondent", "date"]));
        assert_eq!(
            days.collect::<Vec<_>>(),
            [first, "2026-10-25", "2026-10-25"]
        );
    }
}

#[test]
fn rows_that_say_nothing_are_named_and_people_who_say_it_twice_are_kept() {
    let mut bytes = table(&[
        ("", "Ana Diaz", "strength"),
        ("", "", ""),
        ("", "Bo", ""),
        ("", "ana  diaz", "unsure"),
        ("", "", "unsure"),
    ]);
    bytes.extend(b"\n\n");
    let (run, folder) = import_bytes("x.csv", &bytes, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        names(&folder),
        ["ana-diaz-2.toml", "ana-diaz.toml", "response-01.toml"]
    );
    for said in [
        "Row 3 is empty.",
        "Row 4 has no answers",
        "Ana Diaz answered more than once (rows 2 and 5)",
        "Wrote 3 responses",
    ] {
        assert!(run.err.contains(said), "{said}\n{}", run.err);
    }
}

#[test]
fn where_nobody_answered_nothing_is_written() {
    let (run, folder) = import_bytes("x.csv", &table(&[("", "Ana", "")]), &[]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(names(&folder).is_empty());
}

#[test]
fn nothing_is_written_over_and_nothing_is_written_by_halves() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    let there = folder.path().join("forms/Priya-Raman.toml");
    fs::write(&there, "mine").unwrap();
    let run = run(folder.path(), &["import", &export("google.csv"), "forms"]);
    assert_eq!(run.code, 1);
    run.says(&["forms/Priya-Raman.toml can't be read"]);
    assert_eq!(fs::read_to_string(there).unwrap(), "mine");
    assert_eq!(
        fs::read_dir(folder.path().join("forms")).unwrap().count(),
        1
    );
}

#[test]
fn a_file_of_another_kind_is_named_for_what_it_is() {
    let zip = |parts: &[(&str, &[u8])]| {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in parts {
            writer.start_file(*name, stored).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    let ods = b"application/vnd.oasis.opendocument.spreadsheet";
    for (bytes, said) in [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), ".xls"),
        (zip(&[("mimetype", ods), ("content.xml", b"<x/>")]), ".ods"),
        (zip(&[("Index/Document.iwa", b"x")]), "Numbers"),
        (zip(&[("xl/workbook.bin", b"x")]), ".xlsb"),
        (zip(&[("word/document.xml", b"x")]), "Word"),
        (zip(&[("Responses.csv", b"x")]), "contains Responses.csv"),
        (zip(&[("xl/workbook.xml", b"x")]), "damaged"),
        (b"PK\x03\x04".to_vec(), "damaged"),
        (b"<html><table>".to_vec(), "web page"),
        (b"%PDF-1.4".to_vec(), "PDF"),
        (Vec::new(), "empty"),
        (b"only a heading\n".to_vec(), "no row"),
        (b"a,b\n1,\"2\n".to_vec(), "quotation mark is never closed"),
    ] {
        let (run, folder) = import_bytes("x.csv", &bytes, &[]);
        assert_eq!(run.code, 1, "{said} {}", run.err);
        assert!(run.err.contains(said), "{said} {}", run.err);
        assert!(names(&folder).is_empty());
    }
    let (run, _) = import("nowhere.csv", &[]);
    assert_eq!(run.code, 2);
}

#[test]
fn a_rubric_of_ones_own_is_asked_about_with_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = "id = \"own\"\nversion = 1\ntitle = \"t\"\n[ratings]\nstrength = \"Fortaleza\"\nok-for-now = \"Bien\"\ncould-be-better = \"Regular\"\nurgent-gap = \"Urgente\"\nunsure = \"No s\u{e9}\"\n[[ingredient]]\nid = \"i\"\ntitle = \"Datos\"\n[[ingredient.practice]]\nid = \"p\"\ntitle = \"\u{bf}Revisi\u{f3}n de datos?\"\nstatement = \"s\"\n";
    fs::write(folder.path().join("r.toml"), rubric).unwrap();
    fs::write(
        folder.path().join("x.csv"),
        "revisi\u{f3}n de DATOS;Name\nno s\u{e9};Ana\n",
    )
    .unwrap();
    let run = run(
        folder.path(),
        &["--rubric", "r.toml", "import", "x.csv", "forms"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    let form = fs::read_to_string(folder.path().join("forms/ana.toml")).unwrap();
    assert!(form.contains("rating = \"No s\u{e9}\""), "{form}");
}

#[test]
fn a_row_that_is_shifted_is_one_problem() {
    let mut rows = example();
    rows[1][5] = "seen, in the minutes".to_owned();
    rows[1].insert(6, "in the minutes".to_owned());
    for row in [{ rows[1].clone() }, {
        let mut short = example()[1].clone();
        short.remove(1);
        short
    }] {
        let mut rows = example();
        rows[1] = row;
        let (run, ..) = import_rows(&rows);
        assert_eq!(run.code, 1, "{}", run.err);
        assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
        run.says(&["Row 2", "may be in the wrong columns"]);
        assert!(!run.err.contains("Type one of these"), "{}", run.err);
    }
}

#[test]
fn a_title_that_is_used_twice_is_named_with_the_practice_that_has_none() {
    let mut rows = example();
    rows[0][6] = rows[0][4].clone();
    let (run, ..) = import_rows(&rows);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(run.err.matches("error[").count(), 1, "{}", run.err);
    run.says(&[
        "Columns E and G are both for practice 1. ",
        "No column was found for 2. ",
    ]);
    run.says(&["If one of the columns is for another practice, change its heading"]);
}

#[test]
fn a_table_that_is_turned_around_keeps_its_names() {
    let rows = example();
    let turned = |above: &[&str]| {
        let mut table: Vec<Vec<String>> = Vec::new();
        table.extend(above.iter().map(|title| vec![(*title).to_owned()]));
        for at in std::iter::once(1).chain((4..rows[0].len()).step_by(2)) {
            table.push(rows.iter().map(|row| row[at].clone()).collect());
        }
        table
    };
    for above in [&[][..], &["Team ratings"]] {
        let (run, ..) = import_rows(&turned(above));
        assert_eq!(run.code, 1, "{}", run.err);
        run.says(&[
            "this table is turned around",
            "type Name above people's names",
        ]);
    }
}
