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
    run.says(&["Wrote 2 responses in forms. Three rows already have files there."]);
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
    assert!(run.err.contains("No responses were written"), "{}", run.err);
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
    run.says(&["Three rows already have files there"]);
}

#[test]
fn a_row_and_a_file_of_one_name_are_asked_about() {
    let folder = imported(ROWS, 1, &[]);
    change(&folder, "ana.toml", "\"strength\"", "\"unsure\"");
    let err = refused(&folder, &[]);
    let said = "Row 2 and forms/ana.toml look like the same response, but the rating of practice 1 is different.";
    assert!(err.contains(said), "{err}");
    assert!(err.contains("--changed keep"), "{err}");
}

#[test]
fn an_anonymous_file_that_was_changed_is_asked_about() {
    let folder = imported(ROWS, 4, &[]);
    change(&folder, "response-02.toml", "\"urgent-gap\"", "\"unsure\"");
    let err = refused(&folder, &[]);
    let said = "Row 5 and forms/response-02.toml look like the same response";
    assert!(err.contains(said), "{err}");
}

#[test]
fn a_name_that_was_changed_makes_no_new_response() {
    for (file, from, to) in [
        ("ana.toml", "name = \"Ana\"", "name = \"Ana Diaz\""),
        ("ana.toml", "name = \"Ana\"", "name = \"\""),
        ("response-01.toml", "name = \"\"", "name = \"Cy\""),
    ] {
        let folder = imported(ROWS, 2, &[]);
        change(&folder, file, from, to);
        let err = refused(&folder, &[]);
        assert!(err.contains("except for the name"), "{err}");
        assert!(err.contains(file), "{err}");
    }
}

#[test]
fn somebody_decides_whether_the_file_counts_or_both() {
    let folder = imported(ROWS, 3, &[]);
    change(&folder, "ana.toml", "\"strength\"", "\"unsure\"");
    let before = contents(&folder);
    let keep = run(folder.path(), &[LATER, &["--changed", "keep"]].concat());
    assert_eq!(keep.code, 0, "{}", keep.err);
    keep.says(&["Two rows already have files there. One row was skipped (the file was kept)."]);
    let after = contents(&folder);
    assert_eq!(after.len(), 5);
    assert_eq!(after["ana.toml"], before["ana.toml"]);
    let add = run(folder.path(), &[LATER, &["--changed", "add"]].concat());
    assert_eq!(add.code, 0, "{}", add.err);
    assert_eq!(contents(&folder).len(), 6);
    add.says(&["forms/ana.toml and forms/ana-2.toml may both be from Ana. Before you tally"]);
    assert!(!add.err.contains("will also be counted"), "{}", add.err);
}

#[test]
fn forms_on_paper_are_in_nobodys_way() {
    let folder = imported(ROWS, 1, &[]);
    let paper = contents(&folder)["ana.toml"]
        .replace("\"Ana\"", "\"\"")
        .replace("\"strength\"", "\"ok-for-now\"");
    fs::write(folder.path().join("forms/response-01.toml"), paper).unwrap();
    let run = run(folder.path(), LATER);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(names(&folder).len(), 6);
    run.says(&["forms/response-01.toml didn't come from this export"]);
}

#[test]
fn blank_forms_of_a_roster_are_nobodys_answers() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("team.csv"), "Name\nAna\nBo\n").unwrap();
    fs::write(folder.path().join("first.csv"), table(&ROWS[..1])).unwrap();
    let by = |arguments: &[&str]| run(folder.path(), arguments);
    assert_eq!(by(&["init", "--team", "team.csv", "forms"]).code, 0);
    let next = by(&["next", "."]);
    assert!(
        next.out.contains("Not imported yet: first.csv."),
        "{}",
        next.out
    );
    for _ in 0..2 {
        let import = by(FIRST);
        assert_eq!(import.code, 0, "{}", import.err);
        assert_eq!(names(&folder).len(), 3);
        assert!(
            !import.err.contains("will also be counted"),
            "{}",
            import.err
        );
    }
    let tally = by(&["tally", "forms", "--format", "json"]);
    assert!(tally.out.contains("\"responses\": 1"), "{}", tally.out);
}

#[test]
fn a_form_that_is_not_read_may_be_any_row() {
    for name in [".ana.toml.icloud", "ana.txt"] {
        let folder = imported(ROWS, 1, &[]);
        let forms = folder.path().join("forms");
        fs::rename(forms.join("ana.toml"), forms.join(name)).unwrap();
        let err = refused(&folder, &[]);
        assert!(
            err.contains("can't be read and may already contain rows"),
            "{err}"
        );
    }
}

#[test]
fn the_order_of_the_days_parts_makes_no_new_response() {
    let rows = &[("3/4/2026", "Ana", "Strength"), ("3/5/2026", "", "Unsure")];
    let folder = imported(rows, 2, &[]);
    // What somebody changed since is not touched, and asked about.
    change(&folder, "ana.toml", "\"strength\"", "\"unsure\"");
    let err = refused(&folder, &["--date-order", "mdy"]);
    assert!(err.contains("look like the same response"), "{err}");
    change(&folder, "ana.toml", "\"unsure\"", "\"strength\"");
    let before = contents(&folder);
    let run = run(folder.path(), &[LATER, &["--date-order", "mdy"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Filled in the date of 2 responses"]);
    for (name, date) in [
        ("ana.toml", "2026-03-04"),
        ("response-01.toml", "2026-03-05"),
    ] {
        let filled = format!("\ndate = \"{date}\"");
        let expected = before[name].replace("\ndate = \"\"", &filled);
        assert_eq!(contents(&folder)[name], expected);
    }
    let err = refused(&folder, &["--date-order", "dmy"]);
    assert!(
        err.contains("2 rows match files in the folder except for the date"),
        "{err}"
    );
    assert!(
        err.contains("add the --date-order that the files were made with"),
        "{err}"
    );
}

#[test]
fn a_file_that_cannot_be_read_may_be_any_row() {
    let folder = imported(ROWS, 3, &[]);
    change(&folder, "ana.toml", "kind = \"response\"", "kind = ");
    let err = refused(&folder, &[]);
    assert!(err.contains("forms/ana.toml can't be read"), "{err}");
}

#[test]
fn another_district_on_the_command_line_makes_no_new_responses() {
    let folder = imported(ROWS, 3, &["--district", "Millbrook"]);
    let err = refused(&folder, &["--cycle", "2026-27"]);
    assert!(
        err.contains("except for the district and the school year. The first is row 2"),
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

#[test]
fn people_who_answered_alike_are_told_apart_by_name_and_day() {
    let first = &[
        ("10/13/2026", "Ana", "Strength"),
        ("10/14/2026", "", "Strength"),
        ("10/15/2026", "", "Strength"),
        ("10/16/2026", "Bo", "Strength"),
        ("10/17/2026", "", "Strength"),
    ];
    let folder = imported(first, 3, &[]);
    change(&folder, "response-02.toml", "\"strength\"", "\"unsure\"");
    let run = run(folder.path(), &[LATER, &["--changed", "keep"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Row 4 was skipped. forms/response-02.toml will be counted instead."]);
    assert_eq!(names(&folder).len(), 5);
}

#[test]
fn what_was_redacted_is_known_by_its_ratings_and_its_day() {
    let rows = &[("10/13/2026", "Ana", "Strength"), ("", "", "Unsure")];
    let folder = imported(rows, 1, &[]);
    change(&folder, "ana.toml", "name = \"Ana\"", "name = \"\"");
    for practice in 0..8 {
        let text = format!("documentation = '''\nredacted {practice}'''");
        change(&folder, "ana.toml", "documentation = '''\n'''", &text);
    }
    let err = refused(&folder, &[]);
    let said = "Row 2 and forms/ana.toml look like the same response, but the comments on 8 practices and the name are different";
    assert!(err.contains(said), "{err}");
}

#[test]
fn last_years_responses_are_not_this_years() {
    let folder = imported(ROWS, 2, &["--cycle", "2025-26"]);
    let err = refused(&folder, &["--cycle", "2026-27"]);
    assert!(err.contains("responses from another school year"), "{err}");
    assert!(!err.contains("look like the same response"), "{err}");
}

/// A form tool's form that is used every year: its export has the rows of all years, and the
/// same people have other answers a year later.
#[test]
fn an_export_with_two_years_is_imported_year_by_year() {
    let old = [
        ("10/13/2026", "Ana", "Strength"),
        ("10/14/2026", "Bo", "Strength"),
    ];
    let new = [
        ("9/28/2027", "Ana", "Unsure"),
        ("9/29/2027", "Bo", "Urgent Gap"),
    ];
    let both = [old, new].concat();
    // By default the newest.
    let folder = imported(&both, 4, &[]);
    assert_eq!(names(&folder), ["ana.toml", "bo.toml"]);
    let run_of = |options: &[&str]| {
        run(
            folder.path(),
            &[&["import", "later.csv"][..], options].concat(),
        )
    };
    let said = run_of(&["forms"]);
    said.says(&[
        "Two rows from October 13 to 14, 2026 were skipped because they're from another school year.",
        "import later.csv responses-2026-27 --cycle 2026-27",
        "Two rows already have files there.",
    ]);
    let said = run_of(&["last", "--cycle", "2026-27"]);
    assert_eq!(said.code, 0, "{}", said.err);
    said.says(&[
        "Wrote 2 responses in last.",
        "September 28 to 29, 2027 were skipped",
    ]);
    // Not among the forms of another year.
    let said = run_of(&["last"]);
    assert_eq!(said.code, 1, "{}", said.err);
    said.says(&[
        "last/bo.toml is from October 14, 2026, but row 4 is from September 28, 2027.",
        "import into a new folder: chronic import later.csv responses-2027-28 --cycle 2027-28",
    ]);
    assert!(!said.err.contains("same name"), "{}", said.err);
    // A late answer is in the same school year.
    let folder = imported(
        &[
            ("10/13/2026", "Ana", "Strength"),
            ("2/20/2027", "Bo", "Unsure"),
        ],
        1,
        &[],
    );
    let said = run(folder.path(), LATER);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(names(&folder), ["ana.toml", "bo.toml"]);
}

#[test]
fn this_years_answers_are_not_counted_into_last_years_assessment() {
    for (last, cycle, into) in [
        ("cycle = \"2025-26\"", "2026-27", "team-2026-27.toml"),
        ("cycle = \"2026-27\"", "2026-27", "team.toml"),
    ] {
        let folder = imported(ROWS, 1, &["--cycle", "2026-27"]);
        let count = ["tally", "forms", "-o", "team.toml"];
        assert_eq!(run(folder.path(), &count).code, 0);
        let team = folder.path().join("team.toml");
        let text = fs::read_to_string(&team).unwrap();
        fs::write(&team, text.replace("cycle = \"2026-27\"", last)).unwrap();
        let import = ["import", "later.csv", "forms", "--cycle", cycle];
        let said = run(folder.path(), &import);
        assert_eq!(said.code, 0, "{}", said.err);
        let next = format!("Next: chronic tally forms -o {into}");
        assert!(said.err.contains(&next), "{last}: {}", said.err);
    }
}

#[test]
fn blank_forms_are_not_said_to_be_counted() {
    let folder = imported(ROWS, 1, &[]);
    let init = ["init", "--anonymous", "2", "blank"];
    assert_eq!(run(folder.path(), &init).code, 0);
    for blank in fs::read_dir(folder.path().join("blank")).unwrap() {
        let blank = blank.unwrap();
        let to = folder.path().join("forms").join(blank.file_name());
        fs::copy(blank.path(), to).unwrap();
    }
    let import = run(folder.path(), LATER);
    assert_eq!(import.code, 0, "{}", import.err);
    assert!(
        !import.err.contains("will also be counted"),
        "{}",
        import.err
    );
}

#[test]
fn every_row_that_was_changed_is_counted() {
    let people: Vec<String> = (0..60).map(|n| format!("Person {n}")).collect();
    let rows: Vec<_> = people
        .iter()
        .map(|name| ("", &**name, "Strength"))
        .collect();
    let folder = imported(&rows, 60, &[]);
    let changed: Vec<_> = people.iter().map(|name| ("", &**name, "Unsure")).collect();
    fs::write(folder.path().join("later.csv"), table(&changed)).unwrap();
    let err = refused(&folder, &[]);
    assert!(err.contains("and 40 more problems."), "{err}");
}

#[test]
fn the_next_command_can_be_typed_as_it_stands() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("x.csv"), table(ROWS)).unwrap();
    let rubric = run(folder.path(), &["rubric", "--format", "toml"]).out;
    fs::write(folder.path().join("my rubric.toml"), rubric).unwrap();
    let run = run(
        folder.path(),
        &["import", "x.csv", "our forms", "--rubric", "my rubric.toml"],
    );
    let next = "Next: chronic tally \"our forms\" -o team.toml --rubric \"my rubric.toml\"";
    assert!(run.err.contains(next), "{}", run.err);
}

/// What --yes confirmed is not asked again for the same columns, and for no others.
#[test]
fn what_was_confirmed_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let write = |bytes: &[u8]| fs::write(folder.path().join("x.csv"), bytes).unwrap();
    let near = |rows: &[(&str, &str, &str)]| {
        let csv = String::from_utf8(table(rows)).unwrap();
        csv.replacen(",1,2,", ",1,Attendance data for every single school,", 1)
            .into_bytes()
    };
    let import = |more: &[&str]| {
        run(
            folder.path(),
            &[&["import", "x.csv", "forms"], more].concat(),
        )
    };
    write(&near(&[("", "Ana", "unsure")]));
    assert_eq!(import(&[]).code, 2);
    assert!(!folder.path().join("forms").exists());
    let said = import(&["--yes"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains(".chronic-import.toml"), "{}", said.err);
    write(&near(&[("", "Ana", "unsure"), ("", "Bo", "strength")]));
    let said = import(&[]);
    assert_eq!(said.code, 0, "{}", said.err);
    said.says(&["One row already has a file there"]);
    // Nothing counts the file.
    let tally = run(folder.path(), &["tally", "forms", "--format", "json"]);
    assert!(
        tally.out.contains("\"responses\": 2"),
        "{}{}",
        tally.out,
        tally.err
    );
    assert_eq!(run(folder.path(), &["validate", "forms"]).code, 0);
    // Another heading is asked about.
    let other = String::from_utf8(near(&[("", "Cy", "unsure")])).unwrap();
    write(
        other
            .replace("every single school", "every open school")
            .as_bytes(),
    );
    assert_eq!(import(&[]).code, 2);
    // What is no such file is left as it is.
    fs::write(folder.path().join("forms/.chronic-import.toml"), "mine").unwrap();
    assert_eq!(import(&["--yes", "--changed", "add"]).code, 0);
    let kept = fs::read_to_string(folder.path().join("forms/.chronic-import.toml")).unwrap();
    assert_eq!(kept, "mine");
}

#[test]
fn a_date_that_was_corrected_as_advised_is_filled_in() {
    let dated = |day| [(day, "Ana", "Strength"), (day, "", "Unsure")];
    let folder = imported(&dated("13-Oct"), 2, &[]);
    fs::write(folder.path().join("later.csv"), table(&dated("2026-10-13"))).unwrap();
    let run = run(folder.path(), LATER);
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["Filled in the date of 2 responses in forms."]);
    assert!(
        contents(&folder)
            .values()
            .all(|text| text.contains("date = \"2026-10-13\""))
    );
}
