//! `tally --by folder`: a line for each district of a state.

#[allow(dead_code, reason = "it is the world of `tests/tally`")]
use serde_json::{Value, json};

use crate::common::world::{World, form};

const GAP: [&str; 3] = ["urgent-gap", "urgent-gap", "strength"];
const WELL: [&str; 3] = ["strength", "", "unsure"];

/// Three districts: one of two people, one of one, and one where nobody has answered.
fn state() -> World {
    let world = World::new();
    world.put("state/adams/ana.toml", form("Ana", "Nurse", "", GAP));
    world.put("state/adams/deep/bo.toml", form("Bo", "Clerk", "", GAP));
    world.put("state/baker/cy.toml", form("Cy", "Clerk", "", WELL));
    std::fs::create_dir(world.path("state/clark")).unwrap();
    world
}

fn by_folder(world: &World, arguments: &[&str]) -> crate::common::Run {
    world.tally(&[&["--by", "folder", "--yes-small"], arguments].concat())
}

fn practice(id: &str, counts: [u32; 6], rest: &Value) -> Value {
    let [s, o, b, g, u, none] = counts;
    let titles = [
        ("data.review", "Review of data"),
        ("data.alerts", "Alerts"),
        ("staff.training", "Training"),
    ];
    let title = titles.iter().find(|(known, _)| *known == id).unwrap().1;
    let mut practice = json!({
        "id": id, "ingredient": id.split('.').next().unwrap(), "title": title,
        "counts": {"strength": s, "ok_for_now": o, "could_be_better": b, "urgent_gap": g,
            "unsure": u, "unanswered": none},
        "rated": s + o + b + g, "answered": s + o + b + g + u,
        "agreed": null, "decision": null,
    });
    let rest = rest.as_object().unwrap().clone();
    practice.as_object_mut().unwrap().extend(rest);
    practice
}

#[test]
fn json_has_every_field_of_every_folder() {
    let world = state();
    let run = by_folder(&world, &["state", "--format", "json"]);
    let gap = json!({"position": "urgent-gap", "class": "urgent-gap", "standing": "urgent-gap", "spread": 0,
        "concern": 1.0, "flags": ["few"]});
    let strength = |spread: Value| {
        json!({"position": "strength", "class": "strength", "standing": "strength",
        "spread": spread, "concern": 0.0, "flags": ["few"]})
    };
    let none = json!({"position": null, "class": "no-answers", "standing": "no-answers", "spread": null,
        "concern": null, "flags": []});
    let unsure = json!({"position": null, "class": "dont-know", "standing": "dont-know", "spread": null,
        "concern": null, "flags": ["unsure"]});
    let expected = json!({
        "schema_version": 1,
        "kind": "tally-by-folder",
        "rubric": "tiny/1",
        "folders": [
            {"folder": "adams", "source": "responses", "responses": 2, "not_read": 0,
                "practices": [
                    practice("data.review", [0, 0, 0, 2, 0, 0], &gap),
                    practice("data.alerts", [0, 0, 0, 2, 0, 0], &gap),
                    practice("staff.training", [2, 0, 0, 0, 0, 0], &strength(json!(0))),
                ],
                "priorities": ["data.review", "data.alerts"], "differences": [],
                "find_out": [], "keep": ["staff.training"]},
            {"folder": "baker", "source": "responses", "responses": 1, "not_read": 0,
                "practices": [
                    practice("data.review", [1, 0, 0, 0, 0, 0], &strength(Value::Null)),
                    practice("data.alerts", [0, 0, 0, 0, 0, 1], &none),
                    practice("staff.training", [0, 0, 0, 0, 1, 0], &unsure),
                ],
                "priorities": [], "differences": [], "find_out": ["staff.training"],
                "keep": ["data.review"]},
            {"folder": "clark", "source": "responses", "responses": 0, "not_read": 0,
                "practices": [
                    practice("data.review", [0; 6], &none),
                    practice("data.alerts", [0; 6], &none),
                    practice("staff.training", [0; 6], &none),
                ],
                "priorities": [], "differences": [], "find_out": [], "keep": []},
        ],
    });
    assert_eq!(run.ends(1).json(), expected);
    run.says(&["1 folder has no responses and no team assessment to count: state/clark."]);
}

#[test]
fn figures_of_fewer_than_three_people_are_withheld_in_every_form() {
    let world = state();
    for (name, rating) in [
        ("Di", GAP),
        ("Ed", GAP),
        ("Flo", ["strength", "", "unsure"]),
    ] {
        world.put(
            &format!("state/dover/{name}.toml"),
            form(name, "", "", rating),
        );
    }
    let run = |more: &[&str]| {
        let run = world.tally(&[&["--by", "folder", "state"], more].concat());
        assert_eq!(run.code, 1, "{}", run.whole());
        run
    };
    let json = run(&["--format", "json"]);
    json.says(&[
        "Numbers about fewer than 3 people are hidden, in 3 folders. To show them, add --yes-small.",
    ]);
    let json = json.json();
    let folders = json["folders"].as_array().unwrap();
    // Of the fourth, two answered the second practice.
    let hidden = [[true; 3], [true; 3], [true; 3], [false, true, false]];
    for (folder, hidden) in folders.iter().zip(hidden) {
        for (practice, hidden) in folder["practices"].as_array().unwrap().iter().zip(hidden) {
            for key in ["counts", "rated", "answered", "class", "standing"] {
                assert_eq!(practice[key].is_null(), hidden, "{key} {practice}");
            }
            for key in ["position", "spread", "concern"] {
                assert!(!hidden || practice[key].is_null(), "{key} {practice}");
            }
            assert!(!hidden || practice["flags"] == json!([]), "{practice}");
        }
    }
    for list in ["priorities", "differences", "find_out", "keep"] {
        let listed = folders.iter().flat_map(|f| f[list].as_array().unwrap());
        assert!(listed.clone().all(|id| id != "data.alerts"), "{list}");
        assert!(folders[..3].iter().all(|f| f[list] == json!([])), "{list}");
    }
    let csv = run(&["--format", "csv"]).out;
    let adams = csv
        .lines()
        .find(|line| line.starts_with("\"adams\""))
        .unwrap();
    assert!(adams.ends_with("\"Review of data\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\""), "{adams}");
    // Of three forms, the two practices that three people answered.
    let long = run(&["--long"]).out;
    assert_eq!(long.lines().count(), 1 + 3 * 2, "{long}");
    assert!(
        long.lines()
            .skip(1)
            .all(|line| line.starts_with("\"dover\""))
    );
    let table = run(&[]).out;
    let adams = table
        .lines()
        .find(|line| line.starts_with("adams"))
        .unwrap();
    let cells: Vec<&str> = adams.split_whitespace().collect();
    assert_eq!(
        cells,
        ["adams", "2", "-", "-", "-", "-", "-", "-", "-", "-", "3"]
    );
    let one = run(&["--practice", "1", "--format", "markdown"]).out;
    assert!(
        one.contains("| adams | 2 | - | - | - | - | - | - | - |"),
        "{one}"
    );
    assert!(table.contains("\n4 folders, 6 responses.\n"), "{table}");
}

#[test]
fn where_the_forms_are_gone_the_one_team_assessment_counts() {
    let world = World::of_three();
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let team = world.text("team.toml");
    let settled = team.replacen("agreed = \"\"", "agreed = \"urgent-gap\"", 1);
    let older = team.replace("2026-27", "2025-26");
    world.put("state/gone/team.toml", &settled);
    world.put("state/gone/old.toml", &older);
    for name in ["ana", "bo", "none"] {
        world.put(
            &format!("state/here/{name}.toml"),
            world.text(&format!("forms/{name}.toml")),
        );
    }
    world.put("state/here/team.toml", &settled);
    world.put("state/moved/ana.toml", world.text("forms/ana.toml"));
    world.put("state/moved/team.toml", &settled);
    let run = world.tally(&["--by", "folder", "state", "--yes-small", "--format", "json"]);
    let json = run.ends(0).json();
    let told = |at: usize| {
        let folder = &json["folders"][at];
        let first = &folder["practices"][0];
        let keys = [
            &folder["source"],
            &folder["responses"],
            &first["class"],
            &first["standing"],
        ];
        keys.map(ToString::to_string).join(" ")
    };
    assert_eq!(told(0), "\"team-assessment\" 3 \"split\" \"urgent-gap\"");
    assert_eq!(told(1), "\"responses\" 3 \"split\" \"urgent-gap\"");
    // Another tally than that of the form that is there.
    assert_eq!(told(2), "\"responses\" 1 \"strength\" \"strength\"");
    run.says(&[
        "state/gone/old.toml wasn't counted: another team assessment in its folder is newer",
        "state/moved/team.toml wasn't counted: it counts other responses than those in its folder, so what the team agreed on in it isn't used",
    ]);
    assert!(!run.err.contains("state/gone/team.toml"), "{}", run.err);
}

#[test]
fn csv_has_the_tallys_columns_after_the_folder() {
    let world = state();
    let run = by_folder(&world, &["state", "--format", "csv"]);
    let mut lines = run.ends(1).out.lines();
    let alone = world.tally(&["state/adams", "--format", "csv"]);
    let mut rows = alone.ends(0).out.lines();
    let header = format!("folder,source,responses,not_read,{}", rows.next().unwrap());
    assert_eq!(lines.next(), Some(header.as_str()));
    for row in rows {
        assert_eq!(
            lines.next(),
            Some(format!("\"adams\",\"responses\",2,0,{row}").as_str())
        );
    }
    assert_eq!(
        lines.next(),
        Some(
            "\"baker\",\"responses\",1,0,\"data\",\"data.review\",\"Review of data\",1,0,0,0,0,0,1,1,\"strength\",\"strength\",\"strength\",\"\",0.0000,\"few\",\"\",\"\""
        )
    );
    assert_eq!(lines.count(), 2 + 3);
}

#[test]
fn the_long_form_names_the_folder_and_numbers_respondents_through() {
    let world = state();
    let run = by_folder(&world, &["state", "--long"]);
    let lines: Vec<&str> = run.ends(1).out.lines().collect();
    assert_eq!(lines[0], "folder,respondent,ingredient,practice,rating");
    assert_eq!(
        lines[1],
        "\"adams\",1,\"data\",\"data.review\",\"urgent-gap\""
    );
    assert_eq!(
        lines[7],
        "\"baker\",3,\"data\",\"data.review\",\"strength\""
    );
    assert_eq!(lines[8], "\"baker\",3,\"data\",\"data.alerts\",\"\"");
    assert_eq!(lines.len(), 10);
}

#[test]
fn a_line_for_each_folder_fits_a_terminal() {
    let world = state();
    let long = format!("state/{}\u{1b}[31m::error::x", "n".repeat(150));
    world.put(&format!("{long}/a.toml"), form("A", "", "", GAP));
    for more in [&[][..], &["--practice", "data.alerts"]] {
        let run = by_folder(&world, &[&["state"], more].concat());
        let wide = |line: &&str| line.chars().count() > 80;
        assert_eq!(run.ends(1).out.lines().find(wide), None, "{}", run.out);
        let begins = |name: &str| run.out.lines().filter(|l| l.starts_with(name)).count();
        assert_eq!(begins("adams "), 1, "{}", run.out);
        assert_eq!(begins("nnnn"), 1, "{}", run.out);
        assert!(
            !run.out.contains('\u{1b}') && !run.out.contains("::"),
            "{}",
            run.out
        );
    }
    let run = by_folder(&world, &["state"]);
    let line = run.out.lines().find(|l| l.starts_with("adams")).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    // Responses, completeness, classes, the first priorities.
    assert_eq!(
        words[1..],
        ["2", "100%", "1", ".", ".", "2", ".", ".", ".", "1,", "2"]
    );
}

#[test]
fn people_are_told_apart_within_a_folder_only() {
    let world = World::new();
    world.put("s/a/1.toml", form("Ana", "Nurse", "2026-10-01", GAP));
    world.put("s/b/1.toml", form("Ana", "Nurse", "2026-10-02", WELL));
    // Without names and the same to the letter, but of two districts.
    world.put("s/a/2.toml", form("", "", "", GAP));
    world.put("s/b/2.toml", form("", "", "", GAP));
    let run = by_folder(&world, &["s", "--format", "json"]);
    let folders = &run.ends(0).json()["folders"];
    assert_eq!([&folders[0]["responses"], &folders[1]["responses"]], [2, 2]);
    // All together they are one person.
    world.tally(&["s"]).ends(1).says(&["same-person"]);

    world.put("s/b/3.toml", form("ana", "NURSE", "2026-10-05", GAP));
    let run = by_folder(&world, &["s", "--format", "json"]);
    run.ends(1)
        .tallies_nothing()
        .says(&["same-person", "s/b/1.toml", "s/b/3.toml"]);
    for (policy, responses) in [("latest", 2), ("all", 3)] {
        let run = by_folder(&world, &["s", "--format", "json", "--duplicates", policy]);
        assert_eq!(run.ends(0).json()["folders"][1]["responses"], responses);
    }
}

#[test]
fn what_cannot_be_read_is_counted_in_its_folder() {
    let world = state();
    let broken = form("Di", "", "", GAP).replace("urgent-gap", "urgnt");
    world.put("state/baker/broken.toml", &broken);
    world.put("state/doyle/broken.toml", &broken);
    let run = by_folder(&world, &["state", "--format", "json"]);
    run.ends(1).tallies_nothing().says(&[
        "state/baker/broken.toml",
        "state/doyle/broken.toml",
        "error: state/baker: nothing was counted",
        "2 of 4 folders couldn't be counted (state/baker and state/doyle).",
        "--keep-going",
    ]);
    let run = by_folder(&world, &["state", "--format", "json", "--keep-going"]);
    let counted = run.ends(1).json();
    let counted: Vec<_> = counted["folders"].as_array().unwrap().iter().collect();
    let counted = counted
        .iter()
        .map(|f| (&f["folder"], &f["responses"], &f["not_read"]));
    let counted: Vec<String> = counted.map(|(f, r, n)| format!("{f} {r} {n}")).collect();
    assert_eq!(
        counted,
        [
            "\"adams\" 2 0",
            "\"baker\" 1 1",
            "\"clark\" 0 0",
            "\"doyle\" 0 1"
        ]
    );
    let run = by_folder(&world, &["state", "--keep-going"]);
    run.prints("4 folders, 3 responses counted, 8 of 9 questions answered; 2 files or folders");
    assert!(run.out.contains(" 1 of 2 "), "{}", run.out);
}

#[test]
fn forms_beside_the_folders_have_a_line_of_their_own() {
    let world = state();
    world.put("state/stray.toml", form("Ed", "", "", WELL));
    world.put("state/plan.toml", "kind = \"plan\"\n");
    let run = by_folder(&world, &["state", "--format", "json"]);
    let folders = &run.ends(1).json()["folders"];
    assert_eq!(
        (&folders[0]["folder"], &folders[0]["responses"]),
        (&json!("."), &json!(1))
    );
    assert_eq!(folders.as_array().unwrap().len(), 4);
    run.says(&[
        "1 response is directly in state",
        "state/plan.toml wasn't counted",
    ]);
}

#[test]
fn folders_may_be_given_one_by_one_and_none_counts_twice() {
    let world = state();
    world.put("other/adams/a.toml", form("Fay", "", "", WELL));
    let names = |run: &crate::common::Run| -> Vec<String> {
        assert!(run.code < 2, "{}", run.whole());
        let json = run.json();
        let folders = json["folders"].as_array().unwrap().iter();
        folders
            .map(|f| f["folder"].as_str().unwrap().to_owned())
            .collect()
    };
    let json = ["--format", "json"];
    let two = by_folder(&world, &[&["state", "other"], &json[..]].concat());
    assert_eq!(
        names(&two),
        ["other/adams", "state/adams", "state/baker", "state/clark"]
    );
    let each = by_folder(
        &world,
        &[&["state/baker", "other/adams"], &json[..]].concat(),
    );
    assert_eq!(names(&each), ["other/adams", "state/baker"]);
    let one = by_folder(&world, &[&["state/baker"], &json[..]].concat());
    assert_eq!(names(&one), ["state/baker"]);
    let twice = by_folder(
        &world,
        &[&["state", "./state/baker", "state"], &json[..]].concat(),
    );
    assert_eq!(names(&twice).len(), 3);
    twice.says(&["named more than once but counted only once"]);
    // Below it is deep/, a district in a district.
    by_folder(&world, &["state", "state/adams"])
        .ends(2)
        .tallies_nothing()
        .says(&["would be counted twice"]);
}

#[test]
fn what_all_folders_are_in_is_in_no_name() {
    let world = state();
    for (given, names) in [
        (
            &["state/adams/deep", "state/baker"][..],
            ["adams/deep", "baker"],
        ),
        (
            &["./state/adams/deep", "./state/baker"],
            ["adams/deep", "baker"],
        ),
        (&["state/adams/deep"], ["state/adams/deep", ""]),
    ] {
        let json = by_folder(&world, &[given, &["--format", "json"]].concat())
            .ends(0)
            .json();
        for (folder, name) in json["folders"].as_array().unwrap().iter().zip(names) {
            assert_eq!(folder["folder"], name);
        }
    }
}

#[test]
fn results_that_are_hidden_are_no_zeros() {
    let world = World::new();
    for (at, name) in ["Ana", "Bo", "Cy"].into_iter().enumerate() {
        // The third practice is answered by one alone.
        let third = ["", "", "strength"][at];
        world.put(
            &format!("s/a/{at}.toml"),
            form(name, "", "", ["urgent-gap", "urgent-gap", third]),
        );
    }
    world.put("s/b/1.toml", form("Dee", "", "", GAP));
    world.tally(&["s/b", "-o", "s/b/team.toml"]).ends(0);
    let team = world.text("s/b/team.toml");
    world.put(
        "s/b/team.toml",
        team.replacen("agreed = \"\"", "agreed = \"strength\"", 1),
    );
    let table = |more: &[&str]| {
        world
            .tally(&[&["--by", "folder", "s"], more].concat())
            .ends(0)
            .out
            .clone()
    };
    let row = |text: &str, name: &str| -> Vec<String> {
        let line = text.lines().find(|l| l.starts_with(name)).unwrap();
        line.split_whitespace().map(str::to_owned).collect()
    };
    let hidden = table(&[]);
    assert!(
        hidden.contains(" None Hid First\n") && hidden.contains("Hid = hidden"),
        "{hidden}"
    );
    assert_eq!(
        row(&hidden, "a ")[1..11],
        ["3", "-", ".", ".", ".", "2", ".", ".", ".", "1"]
    );
    assert_eq!(
        row(&hidden, "b ")[1..11],
        ["1", "-", "1", ".", ".", ".", ".", ".", ".", "2"]
    );
    let page = table(&["--format", "markdown"]);
    assert!(
        page.contains("| Unanswered | Hidden | Top priorities |"),
        "{page}"
    );
    let whole = table(&["--yes-small"]);
    assert!(!whole.contains("Hid"), "{whole}");
    // The mark of what the team agreed on is explained wherever it is.
    let one = table(&["--practice", "1", "--yes-small"]);
    assert!(
        one.contains("strength*\n") && one.contains("\n* The team agreed on this result."),
        "{one}"
    );
    assert!(!table(&["--practice", "2", "--yes-small"]).contains('*'));
}

#[test]
fn districts_with_a_folder_for_each_year_are_counted_by_the_folder_they_are_in() {
    let world = World::new();
    for district in ["a", "b"] {
        for year in ["2025", "2026"] {
            let next = if year == "2025" { "2025-26" } else { "2026-27" };
            let text = form("Ana", "", &format!("{year}-10-01"), GAP).replace("2026-27", next);
            world.put(&format!("s/{district}/{year}/1.toml"), text);
        }
    }
    let each = by_folder(&world, &["s/a", "s/b", "--format", "json"]);
    each.ends(0)
        .says(&["To count only the newest year of each district: chronic tally --by folder s"]);
    let newest = by_folder(&world, &["s", "--format", "json"]);
    assert!(
        !newest.ends(0).err.contains("mixed-cycles"),
        "{}",
        newest.err
    );
    // Folders that are years themselves may be compared.
    let years = by_folder(&world, &["s/a", "--format", "json"]);
    years.ends(0).says(&["Is last year's folder still there?"]);
}

#[test]
fn one_practice_compares_the_folders() {
    let world = state();
    world.put("state/doyle/a.toml", form("Gus", "", "", GAP));
    for practice in ["data.review", "1"] {
        let run = by_folder(
            &world,
            &["state", "--practice", practice, "--format", "csv"],
        );
        assert_eq!(run.ends(1).out.lines().count(), 5);
        assert_eq!(run.out.matches("data.review").count(), 4);
    }
    let arguments = ["state", "--practice", "data.review", "--format", "json"];
    let json = by_folder(&world, &arguments).json();
    let adams = &json["folders"][0];
    assert_eq!(adams["practices"].as_array().unwrap().len(), 1);
    assert_eq!(adams["priorities"], json!(["data.review"]));
    assert_eq!(adams["keep"], json!([]));

    let table = |sort| {
        by_folder(
            &world,
            &["state", "--practice", "data.review", "--sort", sort],
        )
    };
    let order = |sort| -> Vec<String> {
        let run = table(sort);
        let lines = run
            .ends(1)
            .out
            .lines()
            .map(|l| l.split(' ').next().unwrap().to_owned());
        lines
            .filter(|word| ["adams", "baker", "clark", "doyle"].contains(&word.as_str()))
            .collect()
    };
    assert_eq!(order("survey"), ["adams", "baker", "clark", "doyle"]);
    assert_eq!(order("concern"), ["adams", "doyle", "baker", "clark"]);
}

#[test]
fn a_practice_that_is_not_there_is_answered_with_the_nearest() {
    let world = state();
    for (asked, offered) in [
        ("data.reveiw", "Did you mean data.review?"),
        ("training", "Did you mean staff.training?"),
        ("4", "a number from 1 to 3"),
        ("\u{1b}[31m", "Type an id"),
    ] {
        let run = by_folder(&world, &["state", "--practice", asked]);
        run.ends(2).tallies_nothing().says(&[offered]);
        assert!(!run.err.contains('\u{1b}'));
    }
}

#[test]
fn what_does_not_go_together_is_wrong_usage() {
    let world = state();
    for arguments in [
        &["state", "--format", "toml"][..],
        &["state", "-o", "team.toml"],
        &["state", "--no-documentation"],
        &["state", "--min-group", "3"],
        &["state/adams/ana.toml"],
        &["-"],
        &["nowhere"],
    ] {
        by_folder(&world, arguments).ends(2).tallies_nothing();
    }
    world
        .tally(&["state", "--by", "role", "--practice", "1"])
        .ends(2);
    assert!(!world.path("team.toml").exists());
    // Nobody has answered anywhere.
    by_folder(&world, &["state/clark"])
        .ends(2)
        .says(&["nothing to count in any folder"]);
    let run = by_folder(
        &world,
        &["state", "nowhere", "--keep-going", "--format", "csv"],
    );
    assert_eq!(run.ends(2).out.lines().count(), 1 + 3 * 3);
}

#[test]
fn a_file_that_was_counted_is_never_written_over() {
    let world = state();
    let before = world.text("state/adams/ana.toml");
    let arguments = [
        "state",
        "--format",
        "csv",
        "--force",
        "-o",
        "state/adams/ana.toml",
    ];
    by_folder(&world, &arguments).ends(2);
    std::fs::copy(
        world.path("state/adams/ana.toml"),
        world.path("state/adams/ana.csv"),
    )
    .unwrap();
    by_folder(&world, &["state", "-o", "out.json"]).ends(1);
    by_folder(&world, &["state", "-o", "out.json"]).ends(1);
    assert_eq!(world.text("state/adams/ana.toml"), before);
    assert!(
        world
            .text("out.json")
            .starts_with("{\n  \"schema_version\": 1")
    );
}

/// A team assessment of three practices that six people gave this answer each.
fn settled(cycle: &str, from: &str, answer: usize, agreed: &str) -> String {
    let mut counts = [0; 6];
    counts[answer] = 6;
    let [s, o, b, g, u, blank] = counts;
    let counts = format!(
        "counts = {{ strength = {s}, ok-for-now = {o}, could-be-better = {b}, urgent-gap = {g}, unsure = {u}, unanswered = {blank} }}"
    );
    let mut file = format!(
        "kind = \"team-assessment\"\nrubric = \"tiny/1\"\ndistrict = \"North\"\ncycle = \"{cycle}\"\nresponses = 6\nfrom = {from}\nto = {from}\n"
    );
    for id in ["data.review", "data.alerts", "staff.training"] {
        file += &format!("\n[{id}]\n{counts}\nagreed = \"{agreed}\"\n");
    }
    file
}

#[test]
fn the_newest_year_is_told_by_its_name_or_days_and_no_copy_is_taken() {
    let world = World::new();
    for (folder, old, new) in [("named", "SY 2025-26", "2026-27"), ("days", "2025-26", "")] {
        world.put(
            &format!("s/{folder}/a.toml"),
            settled(old, "2025-10-01", 0, ""),
        );
        world.put(
            &format!("s/{folder}/b.toml"),
            settled(new, "2026-10-01", 3, ""),
        );
    }
    let now = settled("2026-27", "2026-10-01", 3, "urgent-gap");
    world.put("s/copied/team (1).toml", now.replace("urgent-gap\"", "\""));
    world.put("s/copied/team.toml", &now);
    for copy in ["old", "old (1)"] {
        let old = settled("2024-25", "2024-10-01", 3, "");
        world.put(&format!("s/{copy}/team.toml"), old);
    }
    let run = by_folder(&world, &["s", "--format", "csv"]);
    run.ends(0).says(&[
        "another team assessment in its folder is newer",
        "(2024-25 in 2 folders: old and old (1); 2026-27 in 3 folders)",
        "One folder has the same district, days, and answers as another: old (1) (as old)",
    ]);
    let gaps = run.out.matches("\"urgent-gap\",\"urgent-gap\"").count();
    assert_eq!(gaps, 5 * 3, "{}", run.out);
    assert_eq!(
        run.out.matches(",\"urgent-gap\",\"\"\n").count(),
        3,
        "{}",
        run.out
    );
}

#[test]
fn a_team_assessment_that_cannot_be_read_is_missing_in_no_result() {
    let world = World::new();
    let broken = settled("2026-27", "2026-10-01", 3, "urgnet-gap");
    for folder in ["forms", "team"] {
        world.put(&format!("s/{folder}/team.toml"), &broken);
        world.put(
            &format!("s/{folder}/older.toml"),
            settled("2025-26", "2025-10-01", 0, "strength"),
        );
    }
    std::fs::remove_file(world.path("s/team/older.toml")).unwrap();
    for name in ["A", "B"] {
        world.put(&format!("s/forms/{name}.toml"), form(name, "", "", WELL));
    }
    let run = by_folder(&world, &["s", "--format", "csv"]);
    run.ends(1).says(&[
        "s/forms/team.toml",
        "s/team/team.toml",
        "Did you mean Urgent Gap?",
        "1 of 2 folders couldn't be counted (s/team",
        "not everything could be counted",
    ]);
    assert_eq!(run.out, "");
    let run = by_folder(&world, &["s", "--format", "csv", "--keep-going"]);
    for line in [
        "\"forms\",\"responses\",2,0,",
        "\"team\",\"team-assessment\",0,1,",
    ] {
        assert_eq!(run.ends(1).out.matches(line).count(), 3, "{}", run.out);
    }
}

#[test]
fn a_folder_of_several_districts_teams_is_not_one_district() {
    let world = World::new();
    let alpha = settled("2026-27", "2026-10-01", 0, "strength");
    world.put("t/county/a/team.toml", &alpha);
    world.put("t/county/b/team.toml", alpha.replace("North", "South"));
    world.put("t/draft/draft.toml", alpha.replace("\"strength\"", "\"\""));
    world.put("t/draft/team.toml", &alpha);
    world.put(
        "t/draft/before.toml",
        alpha.replace("North", "Old").replace("2026", "2024"),
    );
    let run = by_folder(&world, &["t", "--format", "csv"]);
    run.ends(1).says(&[
        "error: t/county has team assessments of more than one district: North and South.",
        "chronic tally --by folder t/county",
        "t/draft/draft.toml wasn't counted: more is settled in another team assessment",
    ]);
    assert_eq!(run.out, "");
    let run = by_folder(&world, &["t/county", "t/draft", "--format", "csv"]);
    assert!(
        run.ends(0)
            .out
            .contains("\n\"draft\",\"team-assessment\",6,"),
        "{}",
        run.out
    );
}

#[test]
fn the_order_of_rows_tells_nothing_of_what_is_withheld() {
    let long = |first: [&str; 3], second: [&str; 3]| {
        let world = World::new();
        let all = [
            first,
            second,
            ["", "strength", "urgent-gap"],
            ["", "unsure", "strength"],
        ];
        for (name, ratings) in ["A", "B", "C", "D"].into_iter().zip(all) {
            world.put(&format!("s/north/{name}.toml"), form(name, "", "", ratings));
        }
        let run = world.tally(&["--by", "folder", "s", "--long", "--format", "csv"]);
        run.ends(0).out.clone()
    };
    let one = long(
        ["strength", "ok-for-now", "strength"],
        ["urgent-gap", "could-be-better", "unsure"],
    );
    let other = long(
        ["urgent-gap", "ok-for-now", "strength"],
        ["strength", "could-be-better", "unsure"],
    );
    assert!(
        one.contains("data.alerts") && !one.contains("data.review"),
        "{one}"
    );
    assert_eq!(one, other);
}

#[test]
fn of_forms_of_two_years_those_of_the_newest_count() {
    let world = World::new();
    for (folder, cycle, day, ratings) in [
        ("forms", "2025-26", "2025-10-01", WELL),
        ("forms-2026-27", "2026-27", "2026-10-01", GAP),
    ] {
        for name in ["Ana", "Bo"] {
            let form = form(name, "Nurse", day, ratings).replace("2026-27", cycle);
            world.put(&format!("s/adams/{folder}/{name}.toml"), form);
        }
    }
    let run = by_folder(&world, &["s", "--format", "csv"]);
    run.ends(0).says(&[
        "s/adams/forms/Ana.toml and s/adams/forms/Bo.toml weren't counted: only the newest school year of a district is counted",
    ]);
    assert!(
        run.out.contains("\"adams\",\"responses\",2,"),
        "{}",
        run.out
    );
    assert!(!run.err.contains("mixed-cycles"), "{}", run.err);
    let check = world.run(&["--rubric", "tiny.toml", "validate", "--by", "folder", "s"]);
    assert!(!check.out.contains("same-person"), "{}", check.whole());
}

#[test]
fn one_number_is_the_year_in_which_it_ends_where_the_days_say_so() {
    let world = World::new();
    for (folder, cycle, day) in [
        ("a/fall26", "SY27", "2026-10-01"),
        ("a/fall27", "2027-28", "2027-10-01"),
        ("b/fall27", "SY28", "2027-10-01"),
        ("c/fall26", "SY27", "2026-10-01"),
    ] {
        for name in ["Ana", "Bo"] {
            let form = form(name, "Nurse", day, WELL).replace("2026-27", cycle);
            world.put(&format!("s/{folder}/{name}.toml"), form);
        }
    }
    let run = by_folder(&world, &["s", "--format", "csv"]);
    run.ends(0)
        .says(&["(SY27 in 1 folder: c; 2027-28 in 2 folders)"]);
    let lines = |folder: &str| {
        run.out
            .matches(&format!("\"{folder}\",\"responses\",2,"))
            .count()
    };
    assert_eq!(["a", "b", "c"].map(lines), [3; 3], "{}", run.out);
}

#[test]
fn remarks_on_many_folders_stay_few() {
    let world = World::new();
    for number in 0..60 {
        let folder = format!("s/{number:02}");
        let cycle = |text: String| text.replace("2026-27", "2025-26").replace("Seen", "Read");
        world.put(&format!("{folder}/a.toml"), form("A", "", "", WELL));
        world.put(&format!("{folder}/b.toml"), cycle(form("B", "", "", WELL)));
        world.put(&format!("{folder}/blank.toml"), form("", "", "", [""; 3]));
        let team = settled("2026-27", "2026-10-01", 0, "");
        world.put(&format!("{folder}/team.toml"), team);
        world.put(&format!("{folder}/notes.docx"), "x");
        world.put(&format!("{folder}/.DS_Store"), "x");
    }
    let run = by_folder(&world, &["s", "--format", "csv"]);
    run.ends(0).says(&[
        "note: 60 system",
        "and 50 more files weren't counted: it counts other responses than those in its folder",
        "and 50 more forms weren't counted because no one has answered there.",
        "warning[mixed-cycles]: s/00: The responses are from more than one school year",
        "50 more folders have responses",
        "120 of 360 answers are blank (in 120 forms)",
    ]);
    assert!(run.err.lines().count() < 20, "{}", run.err);
    // One by one they have the words that a tally has.
    by_folder(&world, &["s/00"])
        .says(&["s/00/team.toml wasn't counted: it counts other responses than those in its"]);
}

#[test]
fn markdown_names_nobody_and_no_text_of_a_folder_acts() {
    let world = state();
    world.put(
        "state/a|b <img src=x> [c](d)/a.toml",
        form("Hal", "", "", GAP),
    );
    let run = by_folder(&world, &["state", "--format", "markdown"]);
    assert!(run.ends(1).out.contains("| a\\|b &lt;img"), "{}", run.out);
    for name in ["Hal", "Ana", "Seen"] {
        assert!(!run.out.contains(name), "{}", run.out);
    }
}

mod laws {
    use super::by_folder;
    use crate::common::world::{World, form};
    use proptest::prelude::*;

    fn rating() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "strength",
            "ok-for-now",
            "could-be-better",
            "urgent-gap",
            "unsure",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

        /// Each folder's entry is the tally of that folder alone, however the folders are
        /// given and the files are named.
        #[test]
        fn a_folder_counts_as_it_does_alone(
            districts in prop::collection::vec(
                prop::collection::vec([rating(), rating(), rating()], 1..4), 1..4),
            shift in 0usize..10,
        ) {
            let world = World::new();
            for (at, responses) in districts.iter().enumerate() {
                for (number, ratings) in responses.iter().enumerate() {
                    let person = form(&format!("P{number}"), "", "", *ratings);
                    let name = (number + shift) % 10;
                    world.put(&format!("s/d{at}/{name}.toml"), person);
                }
            }
            let all = by_folder(&world, &["s", "--format", "json"]);
            let all = all.ends(0).json();
            let mut given: Vec<String> = (0..districts.len()).map(|at| format!("s/d{at}")).collect();
            given.rotate_left(shift % districts.len());
            let given: Vec<&str> = given.iter().map(String::as_str).chain(["--format", "json"]).collect();
            let one_by_one = by_folder(&world, &given).ends(0).json();
            for at in 0..districts.len() {
                let alone = world.tally(&[&format!("s/d{at}"), "--format", "json"]);
                let alone = alone.ends(0).json();
                for key in ["responses", "not_read", "practices", "priorities", "differences", "find_out", "keep"] {
                    prop_assert_eq!(&all["folders"][at][key], &alone[key], "{}", key);
                    prop_assert_eq!(&one_by_one["folders"][at][key], &alone[key], "{}", key);
                }
            }
        }
    }
}
