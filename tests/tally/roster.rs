//! A roster says who hasn't answered: on the facilitator's screen, and nowhere else.

use std::fs;

use crate::common::world::{World, form};

const ALL: [&str; 3] = ["strength", "unsure", "urgent-gap"];
const FEW: [&str; 3] = ["", "unsure", ""];

/// Three of five answered, one of them a little; one of them is not on the roster.
fn world() -> World {
    let world = World::new();
    world.put(
        "roster.csv",
        "Employee ID;Last Name;First Name;Job Title;Dept\n1;D\u{ed}az;Ana;Nurse;Health\n2;Lind;Bo;Clerk;Office\n3;Vega;Cy;Coach;Schools\n4;Moss;Di;Aide;Schools\n",
    );
    world.put(
        "forms/a.toml",
        form("D\u{ed}az, Ana", "Nurse", "2026-10-01", ALL),
    );
    world.put("forms/b.toml", form("bo  lind", "", "2026-10-01", FEW));
    world.put(
        "forms/x.toml",
        form("Flo Unlisted", "Guest", "2026-10-01", ALL),
    );
    world.put("forms/c.toml", form("Cy Vega", "Coach", "", [""; 3]));
    world
}

fn validate(world: &World, arguments: &[&str]) -> crate::common::Run {
    world.run(&[&["--rubric", "tiny.toml", "validate"], arguments].concat())
}

const NAMES: [&str; 5] = ["D\u{ed}az", "Lind", "Vega", "Moss", "Flo"];

#[test]
fn the_facilitator_hears_who_has_not_answered() {
    let world = world();
    let run = validate(&world, &["forms", "--roster", "roster.csv"]);
    run.ends(0)
        .says(&["note: this column of roster.csv isn't used: Employee ID."]);
    for words in [
        "roster.csv: 1 of 4 answered, 1 started (roster)",
        "warning[no-answer-from]",
        "No answer from: Cy Vega (Coach), Di Moss (Aide).",
        "Started but not finished: Bo Lind (Clerk).",
        "Departments with no answer: Schools.",
        "warning[not-on-roster]",
        "--> forms/x.toml",
    ] {
        assert!(run.out.contains(words), "no {words:?} in {}", run.out);
    }
    let run = validate(&world, &["forms", "--roster", "roster.csv", "--strict"]);
    assert_eq!(run.code, 1);
    let run = world.tally(&["forms", "--roster", "roster.csv", "-o", "team.toml"]);
    run.ends(0).says(&[
        "warning[no-answer-from]: 1 of 4 answered, 1 started.",
        "No answer from: Cy Vega (Coach), Di Moss (Aide).",
        "1 name on the forms isn't on the roster roster.csv: Flo Unlisted.",
    ]);
    assert!(
        world
            .text("team.toml")
            .contains("\nresponses = 3\ninvited = 4\n")
    );
    let run = world.tally(&["team.toml"]);
    assert!(
        run.ends(0)
            .out
            .contains("3 responses, October 1, 2026, 7 of 9 questions answered, 4 people invited."),
        "{}",
        run.out
    );
    // A renewal without a roster leaves the number.
    fs::remove_file(world.path("forms/x.toml")).unwrap();
    world
        .tally(&["forms", "-o", "team.toml", "--force"])
        .ends(0);
    assert!(
        world
            .text("team.toml")
            .contains("\nresponses = 2\ninvited = 4\n")
    );
}

#[test]
fn more_forms_than_people_say_nothing_of_how_many_were_invited() {
    let world = world();
    for (name, role) in [("a", "Nurse"), ("x", "Guest")] {
        let nameless = form("", role, "2026-10-01", ALL);
        world.put(&format!("forms/{name}.toml"), nameless);
    }
    world.put("one.csv", "Name,Role\nAna Reyes,Nurse\n");
    let run = world.tally(&["forms", "--roster", "one.csv", "-o", "team.toml"]);
    run.ends(0).says(&[
        "warning: There are ",
        " forms with answers for 1 person on the roster",
    ]);
    assert!(!world.text("team.toml").contains("invited"));
    for gone in ["team.toml", "forms/b.toml", "forms/c.toml"] {
        fs::remove_file(world.path(gone)).unwrap();
    }
    fs::rename(world.path("one.csv"), world.path("roster.csv")).unwrap();
    let next = world.run(&["--rubric", "tiny.toml", "next"]);
    next.prints("More forms have answers than there are people on the roster.");
    assert!(!next.out.contains("Everyone has answered"), "{}", next.out);
}

#[test]
fn a_log_that_others_read_has_numbers_and_no_names() {
    let world = world();
    for format in ["json", "github", "sarif"] {
        let run = validate(
            &world,
            &["forms", "--roster", "roster.csv", "--format", format],
        );
        run.ends(0);
        assert!(run.out.contains("no-answer-from") && run.out.contains("not-on-roster"));
        run.prints("1 of 4 answered, 1 started.");
        for name in NAMES {
            assert!(!run.out.contains(name) && !run.err.contains(name), "{name}");
        }
    }
    for format in ["json", "csv"] {
        let run = world.tally(&["forms", "--roster", "roster.csv", "--format", format]);
        run.ends(0).says(&["no-answer-from"]);
        for name in NAMES {
            assert!(!run.out.contains(name) && !run.err.contains(name), "{name}");
        }
    }
    let run = world.tally(&["forms", "--roster", "roster.csv", "--format", "json"]);
    assert_eq!(run.json()["invited"], 4);
}

/// Someone who sent a form isn't missing because the form has to be fixed.
#[test]
fn no_one_whose_form_cannot_be_read_is_called_missing() {
    let world = world();
    let form = form("Cy Vega", "Coach", "2026-10-01", ALL);
    let whole = |from: &str, to: &str| form.replacen(from, to, 1);
    for (damaged, is_named) in [
        (whole("\"urgent-gap\"", "\"okish 3\""), true),
        (whole("\"urgent-gap\"", "\"urgent-gap"), true),
        (whole("\"Cy Vega\"", "\"Cy Vega"), false),
        (whole("name =", "nome"), false),
    ] {
        world.put("forms/c.toml", &damaged);
        let why = match is_named {
            true => "1 form can't be read. No one whose name is on it is called missing.",
            false => "We can't read the name on one form, so no one can be called missing.",
        };
        let runs = [
            validate(&world, &["forms", "--roster", "roster.csv"]),
            world.tally(&["forms", "--roster", "roster.csv", "--keep-going"]),
            world.run(&["--rubric", "tiny.toml", "next"]),
            world.run(&["--rubric", "tiny.toml", "next", "--remind"]),
            world.run(&["--rubric", "tiny.toml", "next", "--format", "json"]),
        ];
        for (at, run) in runs.iter().enumerate() {
            let said = format!("{}{}", run.out, run.err);
            let missing = said.contains("No answer from: Di Moss (Aide).")
                || said.contains("Hello Di Moss")
                || said.contains("\"name\": \"Di Moss\"");
            assert_eq!(missing, is_named, "{damaged}\n{said}");
            assert!(!said.contains("Cy Vega (Coach)"), "{said}");
            assert!(!said.contains("Hello Cy"), "{said}");
            assert!(at > 1 || said.contains(why), "{said}");
        }
    }
}

#[test]
fn the_reminders_are_asked_for_where_the_roster_is() {
    let world = world();
    world.put("year/roster.csv", "Name,Role\nDi Moss,Aide\n");
    world.put(
        "year/forms/c.toml",
        form("Cy Vega", "Coach", "2026-10-01", ALL),
    );
    let run = validate(&world, &["year/forms", "--roster", "year/roster.csv"]);
    let said = format!("{}{}", run.out, run.err);
    assert!(
        said.contains("chronic next year --remind --rubric tiny.toml"),
        "{said}"
    );
}

#[test]
fn last_years_forms_are_no_answers_of_this_year() {
    let world = world();
    for name in ["Ana D\u{ed}az", "Bo Lind", "Di Moss"] {
        let old = form(name, "", "2025-10-01", ALL).replace("2026-27", "2025-26");
        world.put(&format!("old/{name}.toml"), old);
    }
    fs::create_dir(world.path("year")).unwrap();
    for folder in ["old", "forms"] {
        fs::rename(world.path(folder), world.path("year").join(folder)).unwrap();
    }
    let note = "note: year/old/Ana D\u{ed}az.toml, year/old/Bo Lind.toml, and year/old/Di Moss.toml are from an earlier school year, so they don't count as answers from people on roster.csv.";
    let run = validate(&world, &["year", "--roster", "roster.csv"]);
    run.ends(0).says(&[note]);
    let said = "roster.csv: 1 of 4 answered, 1 started (roster)";
    assert!(run.out.contains(said), "{}", run.out);
    let roster = ["year", "--roster", "roster.csv", "--duplicates", "all"];
    let run = world.tally(&roster);
    run.ends(0)
        .says(&[note, "warning[no-answer-from]: 1 of 4 answered, 1 started."]);
}

#[test]
fn what_is_wrong_with_a_roster_names_no_one() {
    let world = world();
    for row in ["D\u{ed}az;Ana;Nurse", ";48151623;Aide"] {
        let roster = world.text("roster.csv");
        world.put("twice.csv", format!("{roster}5;{row};Health\n"));
        for format in ["json", "github", "sarif"] {
            let run = validate(
                &world,
                &["forms", "--roster", "twice.csv", "--format", format],
            );
            assert_eq!(run.code, 1, "{}", run.out);
            for name in NAMES.iter().chain(&["Ana", "48151623"]) {
                assert!(
                    !run.out.contains(name) && !run.err.contains(name),
                    "{}",
                    run.out
                );
            }
        }
    }
}

#[test]
fn one_form_without_a_name_and_no_one_is_called_missing() {
    let world = world();
    world.put("forms/n.toml", form("", "", "2026-10-02", ALL));
    let run = validate(&world, &["forms", "--roster", "roster.csv"]);
    assert!(
        run.ends(0)
            .out
            .contains("2 of 4 answered, 1 started, 1 of them without a name"),
        "{}",
        run.out
    );
    for name in ["Cy Vega", "Di Moss", "Schools"] {
        assert!(!run.out.contains(name), "{name}: {}", run.out);
    }
}

#[test]
fn a_roster_that_cannot_be_used_counts_nothing_and_says_why() {
    let world = world();
    world.put("bad.csv", "Person ID,Phone\n1,2\n");
    let run = world.tally(&["forms", "--roster", "bad.csv"]);
    run.ends(1)
        .says(&["bad-roster", "no heading for people's names"])
        .tallies_nothing();
    let run = validate(&world, &["forms", "--roster", "bad.csv"]);
    assert!(
        run.code == 1 && run.out.contains("bad.csv: can't be used, 1 error"),
        "{}",
        run.out
    );
    world
        .tally(&["forms", "--roster", "roster.csv", "--by", "folder"])
        .ends(2);
    world.tally(&["forms", "--roster", "none.csv"]).ends(2);
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let run = world.tally(&["team.toml", "--roster", "roster.csv"]);
    run.ends(2).says(&["Name the responses"]);
}

/// Puts a workbook with these rows in the folder; row 3 is hidden where that is asked.
fn workbook(world: &World, rows: &[&[&str]], is_filtered: bool) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    #[expect(
        clippy::disallowed_methods,
        reason = "a test may take a thread for a sheet"
    )]
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        sheet.write_row(row, 0, cells.iter().copied()).unwrap();
    }
    if is_filtered {
        sheet.set_row_hidden(2).unwrap();
    }
    world.put("roster.xlsx", workbook.save_to_buffer().unwrap());
}

#[test]
fn a_cell_behind_the_last_heading_is_told_as_it_is_put_right_in_a_workbook() {
    let world = world();
    workbook(
        &world,
        &[
            &["Name", "Role"],
            &["Ana D\u{ed}az", "Counselor", "on leave"],
        ],
        false,
    );
    let run = world.tally(&["forms", "--roster", "roster.xlsx"]);
    run.ends(1).says(&[
        "more cells than there are headings",
        "to the right of the last heading",
    ]);
    assert!(!run.err.contains("comma"), "{}", run.err);
}

#[test]
fn people_who_are_filtered_out_of_a_roster_are_told_with_their_rows() {
    let world = world();
    workbook(
        &world,
        &[&["Name"], &["Ana D\u{ed}az"], &["Bo Lind"], &["Cy Vega"]],
        true,
    );
    let said = "Row 3 is hidden or filtered out in the workbook.";
    for format in ["human", "json", "github", "sarif"] {
        let arguments = ["forms", "--roster", "roster.xlsx", "--format", format];
        let run = validate(&world, &arguments);
        let found = run.ends(0).out.matches(said).count();
        assert_eq!(found, 1, "{format}: {}", run.out);
        assert!(run.out.contains("hidden-row") && !run.err.contains(said));
    }
    let run = world.tally(&["forms", "--roster", "roster.xlsx"]);
    run.ends(0).says(&["warning[hidden-row]", said]);
}
