//! A team's files through its years: commands end with the step that `next` prints, and what was
//! counted, typed, or handed out before is neither lost nor taken for this year's.

#![cfg(unix)]

use std::fs;

use crate::common::examples;
use crate::common::typed::typed;
use crate::common::world::{World, form};

/// The example's forms, and the command in a folder with them.
fn example() -> World {
    let world = World::new();
    for entry in fs::read_dir(examples().join("responses")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        world.put(&format!("forms/{name}"), fs::read(&path).unwrap());
    }
    fs::remove_file(world.path("tiny.toml")).unwrap();
    world
}

fn run(world: &World, line: &str) -> crate::common::Run {
    world.run(&line.split(' ').collect::<Vec<_>>())
}

fn next(world: &World, today: &str) -> String {
    let run = run(world, &format!("next --today {today}"));
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// The last two lines: what is said, and the command.
fn step(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len() - 2..]
        .join("\n")
        .replace(" --today 2026-10-20", "")
}

const DAY: &str = "2026-10-20";

#[test]
fn a_command_ends_with_the_step_that_next_prints() {
    let world = example();
    let export = fs::read_to_string(examples().join("form-export.csv")).unwrap();
    let rows: Vec<&str> = export.split_inclusive('\n').collect();
    let ends = |line: &str| {
        let run = run(&world, line);
        run.ends(0);
        assert_eq!(step(&run.err), step(&next(&world, DAY)), "{line}");
        run.err
    };
    ends("tally forms -o team.toml");
    world.put("export.csv", rows[..3].concat());
    let said = ends("import export.csv answers --cycle 2026-27");
    assert!(
        said.ends_with("Next: chronic tally answers forms -o team.toml\n"),
        "{said}"
    );
    ends("tally answers forms -o team.toml");
    ends("tally answers forms -o team.toml");
    let said = ends("plan draft team.toml -o plan.toml");
    assert!(
        said.contains("Next: chronic validate team.toml\n"),
        "{said}"
    );
}

#[test]
fn fewer_responses_than_were_counted_are_put_into_a_file_only_where_that_is_asked_for() {
    let world = example();
    run(&world, "tally forms -o team.toml").ends(0);
    let name = world.names("forms")[0].clone();
    fs::remove_file(world.path(&format!("forms/{name}"))).unwrap();
    let before = world.text("team.toml");
    let refused = run(&world, "tally forms -o team.toml");
    refused
        .ends(1)
        .says(&["It counts 9 responses, but 1 of them isn't here", "--force"]);
    assert_eq!(world.text("team.toml"), before);
    let said = next(&world, DAY);
    let force = "tally forms -o team.toml --force";
    assert!(
        said.contains(&format!("If they were taken out for good: chronic {force}")),
        "{said}"
    );
    run(&world, force).ends(0);
    assert!(world.text("team.toml").contains("responses = 8"));
}

#[test]
fn a_form_that_was_removed_is_told_though_another_came() {
    let world = World::of_three();
    let tally = ["forms", "-o", "team.toml"];
    world.tally(&tally).ends(0);
    fs::remove_file(world.path("forms/ana.toml")).unwrap();
    world.put(
        "forms/cy.toml",
        form("Cy Vega", "Coach", "2026-10-06", ["urgent-gap"; 3]),
    );
    let next = ["--rubric", "tiny.toml", "next", "--today", DAY];
    let gone =
        "ratings that were counted before aren't on the forms now: a form was removed or changed.";
    world.run(&next).prints(gone);
    let counted = world.tally(&tally);
    counted.ends(0).says(&[
        gone,
        "2 comments on the forms aren't in team.toml, and 2 in team.toml aren't on any form now. Forms were changed or removed, or someone edited team.toml",
    ]);
    assert!(!counted.err.contains("Someone probably"));
    // A comment that was added later is nobody's edit of the team assessment.
    world
        .tally(&["forms", "-o", "team.toml", "--renew-documentation"])
        .ends(0);
    let none = world.text("forms/none.toml");
    world.put(
        "forms/none.toml",
        none.replacen("Seen unsure.", "Seen unsure.\nAnd more.", 1),
    );
    let counted = world.tally(&tally);
    assert!(!counted.err.contains("counted before"), "{}", counted.err);
    counted.says(&["1 comment on the forms isn't in team.toml"]);
}

#[test]
fn rows_of_another_year_are_looked_for_in_the_folders_that_are_there() {
    let world = World::new();
    fs::remove_file(world.path("tiny.toml")).unwrap();
    let export = fs::read_to_string(examples().join("form-export.csv")).unwrap();
    let (head, rows) = export.split_once('\n').unwrap();
    let later = rows.replace("2026", "2027");
    let first = format!("{head}\n{rows}");
    world.put("first.csv", &first);
    run(&world, "import first.csv forms --cycle 2026-27").ends(0);
    world.put("both.csv", format!("{first}{later}"));
    let import = "import both.csv forms-2027-28 --cycle 2027-28";
    run(&world, import)
        .ends(0)
        .says(&["forms already has them."]);
    let names = world.names("forms");
    fs::remove_file(world.path(&format!("forms/{}", names[0]))).unwrap();
    run(&world, import).ends(0).says(&[
        "One of them isn't in forms yet. To import what is missing there: chronic import both.csv forms --cycle 2026-27",
    ]);
    run(&world, "import both.csv forms --cycle 2026-27").ends(0);
    assert_eq!(world.names("forms").len(), names.len());
}

/// Types into a workbook.
fn type_in(world: &World, workbook: &str, cells: &[(&str, &str, &str)]) {
    let bytes = fs::read(world.path(workbook)).unwrap();
    world.put(workbook, typed(&bytes, cells));
}

#[test]
fn what_was_typed_in_a_workbook_is_read_back_before_forms_are_counted_again() {
    const TYPED: [(&str, &str, &str); 2] = [
        ("Assessment", "Q6", "Improve"),
        ("Assessment", "R7", "Talked."),
    ];
    let world = example();
    run(&world, "tally forms -o team.toml").ends(0);
    run(&world, "tally team.toml -o book.xlsx").ends(0);
    type_in(&world, "book.xlsx", &TYPED);
    let late = world.text(&format!("forms/{}", world.names("forms")[0]));
    let late =
        late.replacen("name = \"", "name = \"Late ", 1)
            .replacen("\"strength\"", "\"unsure\"", 1);
    world.put("forms/late.toml", late);
    let read_back = "Next: chronic tally book.xlsx -o team.toml\n";
    assert!(next(&world, DAY).ends_with(read_back));
    // Where they were counted first, nothing that was typed is forgotten.
    run(&world, "tally forms -o team.toml").ends(0);
    let said = next(&world, DAY);
    assert!(
        said.contains("team.toml doesn't have 2 values typed in book.xlsx"),
        "{said}"
    );
    assert!(
        said.ends_with("Next: chronic tally team.toml -o team.xlsx\n"),
        "{said}"
    );
    run(&world, "tally team.toml -o team.xlsx").ends(0);
    let said = next(&world, DAY);
    assert!(said.contains("from book.xlsx into team.xlsx"), "{said}");
    type_in(&world, "team.xlsx", &TYPED);
    run(&world, "tally team.xlsx -o team.toml")
        .ends(0)
        .says(&["Put 2 values"]);
    assert!(!next(&world, DAY).contains("book.xlsx into"));
}

#[test]
fn a_workbook_with_a_cell_that_differs_is_still_named_and_a_plans_sheet_is_read_back() {
    let world = World::new();
    fs::remove_file(world.path("tiny.toml")).unwrap();
    for name in ["team-2026.toml", "plan-2026.toml"] {
        world.put(name, fs::read(examples().join(name)).unwrap());
    }
    run(
        &world,
        "tally team-2026.toml --plan plan-2026.toml -o book.xlsx",
    )
    .ends(0);
    let cells = [
        ("Assessment", "P6", "OK for Now"),
        ("Assessment", "R7", "Also."),
    ];
    type_in(&world, "book.xlsx", &cells);
    let team = world.text("team-2026.toml");
    world.put(
        "team-2026.toml",
        team.replacen("agreed = \"strength\"", "agreed = \"unsure\"", 1),
    );
    let back = "tally book.xlsx -o team-2026.toml";
    assert!(next(&world, DAY).ends_with(&format!("Next: chronic {back}\n")));
    run(&world, back).ends(1);
    run(&world, &format!("{back} --prefer file")).ends(0);
    let said = next(&world, DAY);
    let differ =
        format!("book.xlsx and team-2026.toml have different values. To see both: chronic {back}");
    assert!(
        said.contains(&differ) && !said.contains(&format!("Next: chronic {back}")),
        "{said}"
    );
    type_in(&world, "book.xlsx", &[("Plan", "F6", "Someone Else")]);
    let said = next(&world, DAY);
    assert!(
        said.ends_with("Next: chronic plan update plan-2026.toml book.xlsx\n"),
        "{said}"
    );
    assert!(!said.contains("not used\n   book.xlsx"), "{said}");
    run(&world, "plan update plan-2026.toml book.xlsx").ends(0);
    assert!(!next(&world, DAY).contains("Next: chronic plan update"));
}

#[test]
fn last_years_workbook_and_next_years_roster_are_not_this_years() {
    let world = World::of_three();
    let named = |args: &[&str]| world.run(&[&["--rubric", "tiny.toml"], args].concat());
    let next = |today: &str| {
        let run = named(&["next", "--today", today]);
        run.ends(0);
        run.out
    };
    named(&["tally", "forms", "-o", "team.toml"]).ends(0);
    named(&["tally", "team.toml", "-o", "book.xlsx"]).ends(0);
    world.put("roster.csv", "Name,Role\nAna Reyes,Nurse\nBo Lind,Clerk\n");
    world.put(
        "roster-2027-28.csv",
        "Name,Role\nNew Person,Nurse\nBo Lind,Clerk\n",
    );
    let said = next(DAY);
    assert!(
        said.contains("(roster.csv)") && !said.contains("New Person"),
        "{said}"
    );
    let reminded = named(&["next", "--remind", "--today", "2027-10-04"]);
    reminded.prints("There's no one to remind.");
    assert!(!reminded.out.contains("has answered"), "{}", reminded.out);
    let said = next("2027-10-20");
    assert!(
        said.contains("The yearly round was due on October 1, 2027."),
        "{said}"
    );
    assert!(said.contains("init --team roster-2027-28.csv"), "{said}");
    let new = form("New Person", "Nurse", "2027-10-05", ["strength"; 3]);
    world.put("forms-2027-28/new.toml", new.replace("2026-27", "2027-28"));
    let said = next("2027-10-20");
    assert!(said.contains("(roster-2027-28.csv)"), "{said}");
    assert!(!said.contains("If your team filled in"), "{said}");
}

#[test]
fn a_workbook_of_fewer_forms_of_last_year_is_not_this_years() {
    let world = World::of_three();
    let named = |args: &[&str]| world.run(&[&["--rubric", "tiny.toml"], args].concat());
    for name in ["ana", "bo", "none"] {
        let path = format!("forms/{name}.toml");
        world.put(&path, world.text(&path).replace("\"2026-27\"", "\"\""));
    }
    named(&["tally", "forms", "-o", "team.toml"]).ends(0);
    named(&["tally", "team.toml", "-o", "book.xlsx"]).ends(0);
    type_in(&world, "book.xlsx", &[("Assessment", "Q7", "Improve")]);
    let late = form("Late", "Coach", "2026-10-09", ["strength"; 3]);
    world.put("forms/late.toml", late.replace("\"2026-27\"", "\"\""));
    named(&["tally", "forms", "-o", "team.toml"]).ends(0);
    let next = |today: &str| named(&["next", "--today", today]).out;
    let outdated = "typed in book.xlsx, which was made before the answers were counted again";
    assert!(next(DAY).contains(outdated), "{}", next(DAY));
    let new = form("New", "Nurse", "2027-10-05", ["urgent-gap"; 3]);
    world.put("forms-2027-28/new.toml", new.replace("2026-27", "2027-28"));
    let said = next("2027-10-20");
    assert!(!said.contains("If your team filled in"), "{said}");
    named(&["tally", "forms-2027-28", "-o", "team-2027-28.toml"]).ends(0);
    let said = next("2027-10-20");
    assert!(!said.contains(outdated), "{said}");
}

#[test]
fn a_cell_of_an_action_without_text_is_told_by_its_practice() {
    let world = example();
    run(&world, "tally forms -o team.toml").ends(0);
    run(&world, "plan draft team.toml -o plan.toml").ends(0);
    run(&world, "tally team.toml --plan plan.toml -o book.xlsx");
    type_in(&world, "book.xlsx", &[("Plan", "H6", "Nonsense")]);
    let update = run(&world, "plan update plan.toml book.xlsx");
    update.ends(1).says(&["Status of the action for "]);
}

#[test]
fn answers_of_another_district_are_put_into_a_file_only_where_that_is_asked_for() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let before = world.text("team.toml");
    let other = form("Di", "Coach", "2026-10-09", ["strength"; 3]);
    world.put("Oakdale/di.toml", other.replace("North", "Oakdale"));
    let tally = ["Oakdale", "forms", "-o", "team.toml"];
    world.tally(&tally).ends(1).says(&[
        "team.toml wasn't changed. It's from North, but some of these answers are from Oakdale.",
    ]);
    assert_eq!(world.text("team.toml"), before);
    world.tally(&[&tally[..], &["--force"]].concat()).ends(0);
    assert!(world.text("team.toml").contains("responses = 4"));
}

#[test]
fn as_many_are_invited_as_answered_and_a_name_is_told_once() {
    let world = World::of_three();
    world.put("roster.csv", "Name,Role\nAna Reyes,Nurse\n");
    fs::remove_file(world.path("forms/none.toml")).unwrap();
    world.put(
        "forms/bo-2.toml",
        world.text("forms/bo.toml").replace("Clerk", "Coach"),
    );
    world
        .tally(&["forms", "-o", "team.toml", "--roster", "roster.csv"])
        .ends(0);
    assert!(
        world
            .text("team.toml")
            .contains("responses = 3\ninvited = 3\n")
    );
    let next = ["--rubric", "tiny.toml", "next", "--today", DAY];
    world.run(&next).prints("Not on the roster: Bo Lind.");
    world.put(
        "team.toml",
        world
            .text("team.toml")
            .replace("invited = 3", "invited = 2"),
    );
    let table = world.tally(&["team.toml"]);
    assert!(!table.ends(0).out.contains("invited"), "{}", table.out);
}

#[test]
fn forms_that_were_used_again_are_told_by_their_dates() {
    let world = World::of_three();
    for name in ["ana", "bo"] {
        let path = format!("forms/{name}.toml");
        world.put(
            &path,
            world
                .text(&path)
                .replace("date = \"2026-1", "date = \"2028-1"),
        );
    }
    let words =
        "The responses name the school year \"2026-27\", but their dates are October 1 to 5, 2028.";
    world
        .tally(&["forms"])
        .ends(0)
        .says(&["mixed-cycles", words]);
    let rubric = ["--rubric", "tiny.toml"];
    world
        .run(&[&rubric[..], &["next", "--today", "2028-10-20"]].concat())
        .prints(words);
    world
        .run(&[&rubric[..], &["validate", "forms"]].concat())
        .prints(words);
}

#[test]
fn what_counts_once_is_in_the_totals_once() {
    let world = World::of_three();
    let bo = world.text("forms/bo.toml");
    world.put("forms/bo-copy.toml", bo.replace("2026-10-05", "2026-10-06"));
    let counted = world.tally(&["forms"]);
    counted
        .ends(0)
        .says(&["1 of 9 answers is blank (in 1 form)"]);
}

#[test]
fn a_decision_without_a_rating_holds_nothing_up_and_a_goal_that_has_passed_is_told() {
    let world = World::new();
    fs::remove_file(world.path("tiny.toml")).unwrap();
    for name in ["team-2026.toml", "plan-2026.toml"] {
        world.put(name, fs::read(examples().join(name)).unwrap());
    }
    let before = next(&world, "2026-11-15");
    let team = world.text("team-2026.toml");
    let mut open = 0;
    let lines = team.lines().map(
        |line| match line.strip_prefix("agreed = \"could-be-better\"") {
            Some("") => {
                open += 1;
                "agreed = \"\""
            }
            _ => line,
        },
    );
    let team = lines.map(|line| format!("{line}\n")).collect::<String>();
    assert!(open > 1);
    world.put("team-2026.toml", team);
    let said = next(&world, "2026-11-15");
    assert!(
        said.contains("decided practices have no agreed rating: numbers"),
        "{said}"
    );
    assert_eq!(step(&said), step(&before));
    assert!(!before.contains("The target date of the goal"));
    let later = next(&world, "2029-01-01");
    assert!(later.contains("The target date of the goal"), "{later}");
    // No message, no page.
    let plan = world.text("plan-2026.toml");
    let at = plan.find("audience = \"district-office\"").unwrap();
    let at = at + plan[at..].find("message = ").unwrap();
    let end = at + plan[at..].find("\nask").unwrap();
    world.put(
        "plan-2026.toml",
        format!("{}message = \"\"{}", &plan[..at], &plan[end..]),
    );
    let said = next(&world, "2026-11-15");
    assert!(
        said.contains("The plan has no message for the district office yet."),
        "{said}"
    );
}

#[test]
fn an_assessment_that_was_renamed_is_named() {
    let world = World::new();
    fs::remove_file(world.path("tiny.toml")).unwrap();
    for (from, to) in [
        ("team-2026.toml", "District assessment.toml"),
        ("plan-2026.toml", "plan.toml"),
    ] {
        world.put(to, fs::read(examples().join(from)).unwrap());
    }
    let said = run(&world, "validate plan.toml");
    assert_eq!(said.code, 1);
    said.prints("If it was renamed, type assessment = \"District assessment.toml\".");
}
