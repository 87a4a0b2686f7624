//! One person, one response.

use snapbox::{assert_data_eq, file};

use crate::common::world::{World, form};

const ANA: [&str; 3] = ["strength", "unsure", "urgent-gap"];
const OTHER: [&str; 3] = ["strength", "ok-for-now", "unsure"];

fn twice(first: &str, second: &str) -> World {
    let world = World::new();
    world.put("forms/a.toml", first);
    world.put("forms/b.toml", second);
    world
}

fn responses(world: &World, more: &[&str]) -> serde_json::Value {
    let run = world.tally(&[&["forms", "--format", "json"], more].concat());
    run.ends(0).json()["responses"].clone()
}

#[test]
fn the_same_answers_count_once() {
    let first = form("Ana Díaz", "Nurse", "2026-10-01", ANA);
    // Another day and department, other capitals, blanks, composition and line ends.
    let second = form("  ana   di\u{301}az", "NURSE", "2026-10-02", ANA)
        .replace("department = \"\"", "department = \"Health\"")
        .replace("\"strength\"", "\"Strength\"")
        .replace('\n', "\r\n");
    let world = twice(&first, &second);
    for more in [
        &[][..],
        &["--duplicates", "latest"],
        &["--duplicates", "all"],
    ] {
        assert_eq!(responses(&world, more), 1);
        let run = world.tally(&[&["forms"], more].concat());
        run.says(&[
            "warning[same-person-same-answers]",
            "forms/a.toml",
            "forms/b.toml",
        ]);
    }
    let run = world.tally(&["forms", "--format", "json"]);
    assert_eq!(
        run.json()["from"],
        "2026-10-02",
        "the latest of equals counts"
    );
}

#[test]
fn answers_of_two_school_years_are_told_once_for_everyone() {
    for (years, [old, new]) in [
        (["2025-26", "2026-27"], ["2025", "2026"]),
        (["", ""], ["2025", "2026"]),
    ] {
        let world = World::new();
        for (folder, year) in [old, new].into_iter().zip(years) {
            let ratings = if folder == old { ANA } else { OTHER };
            for name in ["Ana", "Bo", "Cy"] {
                let text = form(name, "Nurse", &format!("{folder}-10-01"), ratings);
                world.put(
                    &format!("forms/{folder}/{name}.toml"),
                    text.replace("2026-27", year),
                );
            }
        }
        for command in ["tally forms", "render forms", "plan draft forms"] {
            let command: Vec<&str> = command.split(' ').collect();
            let run = world.run(&[&["--rubric", "tiny.toml"], &command[..]].concat());
            run.ends(1).tallies_nothing().says(&[
                "and forms/2026/Cy.toml are from people who answered in more than one school year.",
                "To count the newest, name its folder alone: forms/2026\n",
            ]);
            assert_eq!(
                run.err.matches("error[same-person]").count(),
                1,
                "{}",
                run.err
            );
            assert!(!run.err.contains("--duplicates"), "{}", run.err);
        }
        world.tally(&["forms/2026"]).ends(0);
        // Last year's folder beside this year's is no fault, but in one folder they are.
        let check = |world: &World| world.run(&["--rubric", "tiny.toml", "validate", "forms"]);
        assert!(!check(&world).out.contains("same-person"));
        let last = world.text("forms/2025/Ana.toml");
        world.put("forms/2026/last.toml", last);
        std::fs::remove_dir_all(world.path("forms/2025")).unwrap();
        for run in [check(&world), world.tally(&["forms"])] {
            assert_eq!(run.code, 1, "{}", run.whole());
            let told = "are from a person who answered in more than one school year.";
            assert_eq!(run.whole().matches(told).count(), 1, "{}", run.whole());
        }
    }
}

#[test]
fn different_answers_are_an_error_that_names_files_and_practices() {
    let world = twice(
        &form("Ana", "Nurse", "2026-10-01", ANA),
        &form("ANA", "nurse", "2026-10-02", OTHER),
    );
    world.put("forms/c.toml", form("Bo", "", "", ANA));
    let run = world.tally(&["forms"]);
    assert_data_eq!(
        run.whole(),
        file!["../snapshots/tally/same-person.txt"].raw()
    );
    run.ends(1).tallies_nothing();
    world
        .tally(&["forms", "--keep-going"])
        .ends(1)
        .tallies_nothing();
    let latest = world.tally(&["forms", "--duplicates", "latest", "--format", "json"]);
    latest
        .ends(0)
        .says(&["warning[same-person]", "forms/b.toml has the latest date"]);
    assert_eq!(latest.json()["responses"], 2);
    assert_eq!(latest.json()["practices"][1]["counts"]["ok_for_now"], 1);
    assert_eq!(responses(&world, &["--duplicates", "all"]), 3);
}

#[test]
fn only_other_documentation_is_another_answer_too() {
    let first = form("Ana", "Nurse", "2026-10-01", ANA);
    let world = twice(&first, &first.replace("Seen unsure.", "Seen it."));
    let run = world.tally(&["forms"]);
    run.ends(1).says(&["their answers differ on practice 2"]);
}

#[test]
fn equal_or_missing_dates_do_not_tell_the_latest() {
    for dates in [
        ["2026-10-01", "2026-10-01"],
        ["", ""],
        ["2026-10-01", ""],
        ["", "10/5/2026"],
    ] {
        let world = twice(
            &form("Ana", "Nurse", dates[0], ANA),
            &form("Ana", "Nurse", dates[1], OTHER),
        );
        let run = world.tally(&["forms", "--duplicates", "latest"]);
        run.ends(1).tallies_nothing().says(&[
            "error[same-person]",
            "dates don't show",
            "forms/a.toml",
            "forms/b.toml",
        ]);
        assert_eq!(responses(&world, &["--duplicates", "all"]), 2);
    }
}

#[test]
fn a_copy_without_a_date_does_not_tell_the_latest() {
    let world = twice(
        &form("Ana", "Nurse", "", ANA),
        &form("Ana", "Nurse", "2026-10-01", ANA),
    );
    world.put("forms/c.toml", form("Ana", "Nurse", "2026-10-03", OTHER));
    let run = world.tally(&["forms", "--duplicates", "latest"]);
    run.ends(1).tallies_nothing().says(&["dates don't show"]);
}

#[test]
fn a_copy_that_does_not_count_is_not_far_from_the_others() {
    let world = twice(
        &form("Ana", "Nurse", "2026-01-01", ANA),
        &form("Ana", "Nurse", "2026-10-01", ANA),
    );
    for command in [&["validate", "forms"][..], &["tally", "forms"]] {
        let run = world.run(&[&["--rubric", "tiny.toml"], command].concat());
        run.ends(0);
        let said = [run.out, run.err].concat();
        assert!(said.contains("[same-person-same-answers]"), "{said}");
        assert!(!said.contains("days apart"), "{said}");
    }
}

#[test]
fn one_response_under_two_names_is_told_and_counted() {
    for name in ["Bo", ""] {
        let first = form("Ana", "Nurse", "", ANA);
        let world = twice(&first, &form(name, "Clerk", "", ANA));
        let run = world.tally(&["forms"]);
        run.ends(0).says(&[
            "warning[same-file]: forms/a.toml and forms/b.toml have the same answers, word for word. Each counts.",
        ]);
        assert_eq!(responses(&world, &[]), 2);
        // The same ratings without a comment may be two people's.
        let bare = |form: &str| {
            form.replace("Seen", "")
                .replace("strength.", "")
                .replace(" unsure.", "")
                .replace(" urgent-gap.", "")
        };
        let world = twice(&bare(&first), &bare(&form(name, "Clerk", "", ANA)));
        let run = world.tally(&["forms"]);
        assert!(!run.err.contains("same-file"), "{}", run.err);
    }
}

#[test]
fn a_name_with_another_role_or_district_is_another_person() {
    let first = form("Ana", "Nurse", "", ANA);
    let world = twice(&first, &form("ana", "Clerk", "", OTHER));
    assert_eq!(responses(&world, &[]), 2);
    world
        .tally(&["forms"])
        .says(&["warning[same-name]", "forms/a.toml", "forms/b.toml"]);
    let world = twice(
        &first,
        &form("Ana", "Nurse", "", OTHER).replace("North", "South"),
    );
    assert_eq!(responses(&world, &[]), 2);
}

#[test]
fn anonymous_forms_are_one_only_where_their_files_are() {
    let first = form("", "Nurse", "", ANA);
    let world = twice(&first, &first.replace("Seen unsure.", "Seen unsure. "));
    assert_eq!(responses(&world, &[]), 2);
    world
        .tally(&["forms"])
        .ends(0)
        .says(&["warning[same-file]", "word for word. Each counts"]);
    let world = twice(&first, &first);
    let run = world.tally(&["forms"]);
    run.ends(1).tallies_nothing().says(&[
        "error[same-file]",
        "forms/a.toml",
        "forms/b.toml",
        "--duplicates",
    ]);
    assert_eq!(responses(&world, &["--duplicates", "latest"]), 1);
    assert_eq!(responses(&world, &["--duplicates", "all"]), 2);
}

#[test]
fn a_hundred_copies_are_one_message() {
    let world = World::new();
    for n in 0..100 {
        world.put(&format!("forms/{n}.toml"), form("Ana", "Nurse", "", ANA));
    }
    let run = world.tally(&["forms"]);
    run.ends(0).says(&["and 90 more files"]);
    assert!(
        run.err.len() < 2000 && run.out.contains("1 response,"),
        "{}",
        run.err
    );
}
