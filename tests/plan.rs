//! `chronic plan`: from the example's assessment to a plan that is complete, and on
//! through the year.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::common::{examples, run as chronic};

/// A folder with the example's assessments and plan.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["team-2025.toml", "team-2026.toml", "plan-2026.toml"] {
        fs::copy(examples().join(file), folder.path().join(file)).unwrap();
    }
    folder
}

/// What the problems of `validate --format json` come to, without places.
fn codes(folder: &Path, plan: &str) -> Vec<String> {
    let run = chronic(
        folder,
        &[
            "validate",
            plan,
            "--format",
            "json",
            "--today",
            "2026-11-20",
        ],
    );
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let problems = json["problems"].as_array().unwrap().iter();
    problems
        .map(|p| p["code"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_draft_becomes_complete_by_following_the_messages() {
    let folder = folder();
    let here = folder.path();
    fs::create_dir(here.join("plans")).unwrap();
    let run = chronic(
        here,
        &["plan", "draft", "team-2026.toml", "-o", "plans/plan.toml"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["chronic validate plans/plan.toml"]);
    let path = here.join("plans/plan.toml");
    let mut plan = fs::read_to_string(&path).unwrap();
    assert!(
        plan.contains("assessment = \"../team-2026.toml\""),
        "{plan}"
    );
    assert!(
        plan.contains(
            "# What the people in the district office will hear, and what you ask of\n# them."
        ),
        "{plan}"
    );
    // Nothing but what people have to write is missing.
    let mut missing = codes(here, "plans/plan.toml");
    missing.sort();
    missing.dedup();
    assert_eq!(
        missing,
        [
            "many-priorities",
            "missing-action",
            "missing-communication",
            "missing-due",
            "missing-goal",
            "missing-measure",
            "missing-owner"
        ]
    );
    for n in 0.. {
        let next = plan.replacen("\naction = \"\"", &format!("\naction = \"Step {n}\""), 1);
        if next == plan {
            break;
        }
        plan = next;
    }
    plan = plan
        .replace("owner = \"\"", "owner = \"Registrar\"")
        .replace("due = \"\"", "due = \"2027-03-01\"")
        .replace("channel = \"\"", "channel = \"Staff meeting\"")
        .replace("measure = \"\"", "measure = \"Minutes\"")
        .replace("what = \"\"", "what = \"Students who miss 10% or more\"")
        .replace("# baseline", "baseline")
        .replace("# target", "target");
    fs::write(&path, plan).unwrap();
    assert_eq!(codes(here, "plans/plan.toml"), ["many-priorities"]);
    let strict = chronic(
        here,
        &[
            "validate",
            "--strict",
            "plans/plan.toml",
            "--today",
            "2026-11-20",
        ],
    );
    assert_eq!(strict.code, 0, "{}", strict.out);
}

#[test]
fn a_draft_never_replaces_a_plan() {
    let folder = folder();
    let before = fs::read(folder.path().join("plan-2026.toml")).unwrap();
    let run = chronic(
        folder.path(),
        &["plan", "draft", "team-2026.toml", "-o", "plan-2026.toml"],
    );
    assert_eq!(run.code, 2);
    run.says(&["chronic plan update plan-2026.toml"]);
    let own = [
        "plan",
        "draft",
        "team-2026.toml",
        "-o",
        "team-2026.toml",
        "--force",
    ];
    assert_eq!(chronic(folder.path(), &own).code, 2);
    // Not by force either, once somebody has filled it in.
    let by_force = |name: &str| {
        let args = ["plan", "draft", "team-2026.toml", "-o", name, "--force"];
        chronic(folder.path(), &args)
    };
    let run = by_force("plan-2026.toml");
    assert_eq!(run.code, 2);
    run.says(&["plan-2026.toml is a plan, which people fill in"]);
    assert_eq!(
        fs::read(folder.path().join("plan-2026.toml")).unwrap(),
        before
    );
    let draft = folder.path().join("draft.toml");
    assert_eq!(by_force("draft.toml").code, 0);
    let blank = fs::read_to_string(&draft).unwrap();
    fs::write(&draft, blank.replace("7b5a", "7b5b")).unwrap();
    assert_eq!(by_force("draft.toml").code, 0);
    fs::write(&draft, blank.replacen("owner = \"\"", "owner = \"Ann\"", 1)).unwrap();
    assert_eq!(by_force("draft.toml").code, 2);
    assert_eq!(
        fs::read(folder.path().join("team-2026.toml")).unwrap(),
        fs::read(examples().join("team-2026.toml")).unwrap()
    );
}

#[test]
fn a_draft_straight_from_responses_says_what_nobody_decided() {
    let folder = folder();
    let responses = examples().join("responses");
    let run = chronic(
        folder.path(),
        &["plan", "draft", responses.to_str().unwrap()],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("assessment = \"\""), "{}", run.out);
    assert!(
        run.out
            .contains("practice = \"actionable-data.subgroup-breakdowns\"")
    );
    // Most do not know, and those who do say that it cannot wait.
    assert!(
        run.out
            .contains("practice = \"shared-accountability.partner-agreements\"")
    );
    run.says(&["hasn't decided what to do about them: numbers"]);
    let again = chronic(
        folder.path(),
        &["plan", "draft", responses.to_str().unwrap()],
    );
    assert_eq!(again.out, run.out);
}

#[test]
fn an_update_adds_what_a_newer_assessment_asks_for() {
    let folder = folder();
    let here = folder.path();
    let path = here.join("plan-2026.toml");
    let before = fs::read_to_string(&path).unwrap();
    let run = chronic(
        here,
        &["plan", "update", "plan-2026.toml", "team-2026.toml"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("Nothing was changed"), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);

    let newer = fs::read_to_string(here.join("team-2026.toml")).unwrap();
    let section = |practice: &str| {
        newer
            .split(&format!("[{practice}]\n"))
            .nth(1)
            .unwrap()
            .split("\n\n")
            .next()
            .unwrap()
            .to_owned()
    };
    let watched = section("actionable-data.school-reports");
    let improved = section("actionable-data.subgroup-breakdowns");
    let newer = newer
        .replace(&watched, &watched.replace("\"watch\"", "\"improve\""))
        .replace(&improved, &improved.replace("\"improve\"", "\"continue\""));
    fs::write(here.join("team-2027.toml"), newer).unwrap();
    let crlf = format!("\u{feff}{}", before.replace('\n', "\r\n"));
    fs::write(&path, &crlf).unwrap();
    let run = chronic(
        here,
        &["plan", "update", "plan-2026.toml", "team-2027.toml"],
    );
    assert_eq!(run.code, 0, "{}", run.err);
    run.says(&["action: Attendance data for every school"]);
    assert!(
        run.err.contains("actionable-data.subgroup-breakdowns")
            && run.err.contains("isn't a priority in this assessment, but"),
        "{}",
        run.err
    );
    run.says(&["type in it: assessment = \"team-2027.toml\""]);
    let after = fs::read_to_string(&path).unwrap();
    assert!(after.starts_with("\u{feff}kind") && !after.replace("\r\n", "").contains('\n'));
    let mut rest = after.lines();
    for line in crlf.lines() {
        assert!(rest.any(|new| new == line), "{line}");
    }
    let again = chronic(
        here,
        &["plan", "update", "plan-2026.toml", "team-2027.toml"],
    );
    assert!(again.err.contains("Nothing was changed"), "{}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), after);
}

#[test]
fn a_plan_that_cannot_be_read_stays_as_it_is() {
    let folder = folder();
    let path = folder.path().join("plan-2026.toml");
    for broken in [
        &b"kind = \"plan\"\nrubric = \"district/1\"\ntitel = \"x\"\n"[..],
        b"kind = \"plan\"\nrubric = \"district/2\"\n",
        b"kind = \"plan\"\nrubric = \"district/1\"\ntitle = \"caf\xe9\"\n",
        b"kind = \"plan\"\nrubric = \"district/1\"\ntitle = \"\n",
        b"kind = \"response\"\nrubric = \"district/1\"\n",
        b"",
    ] {
        fs::write(&path, broken).unwrap();
        let run = chronic(
            folder.path(),
            &["plan", "update", "plan-2026.toml", "team-2026.toml"],
        );
        assert_eq!(run.code, 1, "{}", run.err);
        assert!(run.err.contains("wasn't changed"), "{}", run.err);
        assert_eq!(fs::read(&path).unwrap(), broken);
    }
    let run = chronic(
        folder.path(),
        &["plan", "update", "gone.toml", "team-2026.toml"],
    );
    assert_eq!(run.code, 2);
}

#[test]
fn status_is_well_unless_strict_and_overdue() {
    let folder = folder();
    let status = |more: &[&str]| {
        chronic(
            folder.path(),
            &[&["plan", "status", "plan-2026.toml"], more].concat(),
        )
    };
    let late = status(&["--today", "2026-12-05"]);
    assert_eq!(late.code, 0);
    late.prints("As of December 5, 2026: 2 overdue, 3 due within 30 days");
    assert_eq!(status(&["--today", "2026-12-05", "--strict"]).code, 1);
    assert_eq!(status(&["--today", "2026-12-01", "--strict"]).code, 0);
    let csv = status(&["--today", "2026-12-05", "--format", "csv", "--within", "3"]).out;
    assert_eq!(
        csv.lines().next(),
        Some(
            "id,type,practice,practices,text,owner,due,status,progress,measure,goal,state,days,audience"
        )
    );
    assert_eq!(
        csv.lines().filter(|l| l.contains("\"due-soon\"")).count(),
        1,
        "{csv}"
    );
    let json = status(&["--today", "2026-12-05", "--format", "json", "--by", "owner"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["entries"].as_array().unwrap().len(), 21);
    assert_eq!(json["goals"][0]["target"]["value"], 15.0);
    assert!(
        late.out
            .contains("Next check-in: January 29, 2027 (in 55 days).")
    );
    late.prints("Students who miss 10% or more of school: 21% in June, target 15% by June");
    late.prints("Progress: The one-page check");
    let page = status(&["--today", "2026-12-05", "-o", "status.md"]);
    assert_eq!(page.code, 0, "{}", page.err);
    let page = fs::read_to_string(folder.path().join("status.md")).unwrap();
    assert!(page.contains("## Overdue"), "{page}");
    let wrong = chronic(folder.path(), &["plan", "status", "team-2026.toml"]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.err.contains("a plan is needed here"), "{}", wrong.err);
}

#[test]
fn a_text_of_several_lines_is_one_in_a_terminal() {
    let folder = folder();
    let path = folder.path().join("plan-2026.toml");
    let plan = fs::read_to_string(&path).unwrap();
    let plan = plan
        .replacen("action = \"Build", "action = \"Build\\nand", 1)
        .replacen("progress = \"IEP", "progress = \"IEP\\nand", 1)
        .replacen("title = \"Mill", "title = \"Line\\nMill", 1)
        .replacen("what = \"Students", "what = \"Students\\nall", 1)
        .replacen("owner = \"Attendance", "owner = \"Our\\nAttendance", 1);
    fs::write(&path, plan).unwrap();
    for more in [&[][..], &["--by", "owner"]] {
        let day = ["plan", "status", "plan-2026.toml", "--today", "2027-02-01"];
        let run = chronic(folder.path(), &[&day[..], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(!run.out.contains("u{a}"), "{}", run.out);
        let said = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for text in [
            "Line Mill",
            "Students all",
            "Build and",
            "IEP and",
            "Our Attendance",
        ] {
            assert!(said.contains(text), "{text}: {}", run.out);
        }
    }
}

#[test]
fn a_goal_that_nobody_filled_in_is_not_carried_over() {
    let folder = folder();
    let here = folder.path();
    next_year(here);
    let draft = ["plan", "draft", "team-2026.toml", "-o", "one.toml"];
    assert_eq!(chronic(here, &draft).code, 0);
    let draft = [
        "plan",
        "draft",
        "team-2027.toml",
        "--after",
        "one.toml",
        "-o",
        "two.toml",
    ];
    assert_eq!(chronic(here, &draft).code, 0);
    let plan = fs::read_to_string(here.join("two.toml")).unwrap();
    assert_eq!(plan.matches("[[goal]]").count(), 1, "{plan}");
    assert!(plan.contains("# baseline = "), "{plan}");
}

#[test]
fn what_is_refused_says_only_what_is_true() {
    let folder = folder();
    let calendar = |day: &str| {
        let plan = ["plan", "calendar", "plan-2026.toml", "-o", "plan.ics"];
        chronic(folder.path(), &[&plan[..], &["--today", day]].concat())
    };
    assert_eq!(calendar("2026-12-05").code, 0);
    let again = calendar("2026-12-12");
    assert_eq!(again.code, 2);
    again.says(&["chronic can't tell whether someone has edited it."]);
    let next = "plan status --owner x plan-2026.toml";
    for (command, tip) in [
        ("next --roster x", "to see the options: chronic next --help"),
        (next, "to see the options: chronic plan status --help"),
        (
            "plan calendar --format ics x",
            "to see the options: chronic plan calendar --help",
        ),
        (
            "next --fromat json",
            "a similar argument exists: '--format'",
        ),
    ] {
        let run = chronic(folder.path(), &command.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 2);
        run.says(&[tip]);
        assert_eq!(run.err.matches("tip:").count(), 1, "{}", run.err);
    }
}

#[test]
fn what_is_not_in_a_calendar_is_said() {
    let folder = folder();
    let draft = ["plan", "draft", "team-2026.toml", "-o", "draft.toml"];
    assert_eq!(chronic(folder.path(), &draft).code, 0);
    let calendar = || chronic(folder.path(), &["plan", "calendar", "draft.toml"]);
    let more = |errors: usize, warnings: usize| {
        format!(
            "warning: draft.toml isn't complete: {errors} errors and {warnings} warnings. For details: chronic validate draft.toml\n"
        )
    };
    let none = calendar();
    assert_eq!(none.code, 0);
    let said = format!(
        "warning: nothing in draft.toml has a due date, so the calendar is empty.\n{}",
        more(37, 13)
    );
    assert_eq!(none.err, said);
    let draft = folder.path().join("draft.toml");
    let text = fs::read_to_string(&draft).unwrap();
    fs::write(&draft, text.replacen("due = \"\"", "due = 2027-01-08", 1)).unwrap();
    let part = calendar();
    let said = format!(
        "warning: 14 of the 15 entries in draft.toml have no due date, so they aren't in the calendar.\n{}",
        more(36, 13)
    );
    assert_eq!(part.err, said);
    let whole = [
        "plan",
        "calendar",
        "plan-2026.toml",
        "--today",
        "2026-11-20",
    ];
    assert_eq!(chronic(folder.path(), &whole).err, "");
}

#[test]
fn a_calendar_depends_on_nothing_but_the_plan_and_the_day() {
    let folder = folder();
    let calendar = |today: &str| {
        chronic(
            folder.path(),
            &["plan", "calendar", "plan-2026.toml", "--today", today],
        )
        .out
    };
    let first = calendar("2026-12-05");
    assert_eq!(first, calendar("2026-12-05"));
    let other = calendar("2026-12-06");
    let changed: Vec<_> = first
        .lines()
        .zip(other.lines())
        .filter(|(a, b)| a != b)
        .map(|(a, _)| a)
        .collect();
    assert!(
        changed
            .iter()
            .all(|l| ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"]
                .iter()
                .any(|n| l.starts_with(n))),
        "{changed:?}"
    );
    assert_eq!(first.matches("BEGIN:VEVENT").count(), 21);
    // The moment of the run, where no day is given: a later file is the newer one.
    let now = || chronic(folder.path(), &["plan", "calendar", "plan-2026.toml"]).out;
    let sequence = |text: &str| -> i64 {
        let line = text.lines().find(|l| l.starts_with("SEQUENCE:")).unwrap();
        line["SEQUENCE:".len()..].trim().parse().unwrap()
    };
    let earlier = sequence(&now());
    assert!(earlier > 0 && sequence(&now()) >= earlier);
}

#[test]
fn a_calendar_of_one_owner_has_their_entries_and_the_check_ins() {
    let folder = folder();
    let of = |owner: &str| {
        let arguments = ["plan", "calendar", "plan-2026.toml", "--owner", owner];
        chronic(folder.path(), &arguments)
    };
    for (owner, entries) in [
        ("district REGISTRAR", 1),
        ("Registrar", 1),
        ("Director of Student Services", 6),
    ] {
        let run = of(owner);
        assert_eq!(run.code, 0, "{}", run.err);
        assert_eq!(
            run.out.matches("BEGIN:VEVENT").count(),
            entries + 3,
            "{owner}"
        );
        // Who imports it has no plan to run a command on.
        let unfolded = run.out.replace("\r\n ", "");
        let ask = "DESCRIPTION:For the check-in sheet\\, ask Student Services\\, attendance@millbrook.example.\r\n";
        assert_eq!(unfolded.matches(ask).count(), 3, "{unfolded}");
    }
    let plan = folder.path().join("plan-2026.toml");
    let text = fs::read_to_string(&plan).unwrap();
    let both = text.replace(
        "\"District Registrar\"",
        "\"Ana Ruiz & District Registrar\"",
    );
    fs::write(&plan, both).unwrap();
    for owner in ["Ana Ruiz", "Ruiz", "District Registrar"] {
        let entries = of(owner).out.matches("BEGIN:VEVENT").count();
        assert_eq!(entries, 4, "{owner}");
    }
    for (owner, said) in [
        ("Director", "could be several owners"),
        ("Nobody", "no one"),
    ] {
        let run = of(owner);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn two_districts_and_two_years_share_no_entry_of_a_calendar() {
    let folder = folder();
    let here = folder.path();
    let uids = |plan: &str| -> Vec<String> {
        let run = chronic(here, &["plan", "calendar", plan]);
        let unfolded = run.out.replace("\r\n ", "");
        let lines = unfolded.lines().filter(|l| l.starts_with("UID:"));
        lines.map(str::to_owned).collect()
    };
    let text = fs::read_to_string(here.join("plan-2026.toml")).unwrap();
    let line = text
        .lines()
        .find(|l| l.starts_with("id = "))
        .unwrap()
        .to_owned();
    let written = uids("plan-2026.toml");
    // Without its id it is known by its assessment, which says the same.
    fs::write(
        here.join("moved.toml"),
        text.replacen(&format!("{line}\n"), "", 1),
    )
    .unwrap();
    let run = chronic(here, &["plan", "calendar", "moved.toml"]);
    assert!(
        run.err
            .contains(&format!("has no id. Near its top, type {line}")),
        "{}",
        run.err
    );
    assert_eq!(uids("moved.toml"), written);
    let team = fs::read_to_string(here.join("team-2026.toml")).unwrap();
    fs::write(
        here.join("team-2026.toml"),
        team.replace("Millbrook Unified", "Riverton"),
    )
    .unwrap();
    let other = uids("moved.toml");
    assert!(other.iter().all(|uid| !written.contains(uid)) && other.len() == written.len());
}

#[test]
fn a_sheet_for_a_check_in_has_what_was_due_and_what_is_next() {
    let folder = folder();
    let review = |more: &[&str]| {
        chronic(
            folder.path(),
            &[&["plan", "review", "plan-2026.toml"], more].concat(),
        )
    };
    let sheet = review(&["--today", "2027-02-01"]);
    assert_eq!(sheet.code, 0, "{}", sheet.err);
    for part in [
        "## Goals",
        "## Overdue, or due since the last check-in on January 29, 2027",
        "## Due by the next check-in on June 11, 2027",
        "Renew the clinic",
        "____",
    ] {
        assert!(sheet.out.contains(part), "{part}\n{}", sheet.out);
    }
    let page = review(&["--today", "2027-02-01", "-o", "sheet.html"]);
    assert_eq!(page.code, 0, "{}", page.err);
    let page = fs::read_to_string(folder.path().join("sheet.html")).unwrap();
    assert!(page.contains("due since the last check-in"), "{page}");
}

/// The example's assessment a year later, with an urgent gap that was worked on.
fn next_year(here: &Path) {
    let team = fs::read_to_string(here.join("team-2026.toml")).unwrap();
    let team = team
        .replace("2026-27", "2027-28")
        .replace("from = 2026-09-28", "from = 2027-09-27")
        .replace("to = 2026-10-16", "to = 2027-10-15");
    fs::write(here.join("team-2027.toml"), team).unwrap();
}

#[test]
fn an_update_of_an_older_plan_ends_what_validate_says_is_missing() {
    let folder = folder();
    let here = folder.path();
    next_year(here);
    let path = here.join("plan-2026.toml");
    let old = fs::read_to_string(&path).unwrap();
    let old = old.replace("team-2026.toml", "team-2027.toml");
    let told = |text: &str| text.find("audience = \"district-office\"").unwrap();
    let entry = old[told(&old)..].split("\n\n").next().unwrap().trim();
    // Another one for this year, but dropped.
    let dropped = format!(
        "{}\n[[communication]]\n{}\n",
        old.trim_end(),
        entry
            .replace("not-started", "dropped")
            .replace("2026-12", "2027-12")
    );
    assert!(dropped.contains("\"dropped\"") && dropped.contains("2027-12"));
    for text in [&old, &dropped] {
        fs::write(&path, text).unwrap();
        let validate = || {
            chronic(
                here,
                &["validate", "plan-2026.toml", "--today", "2027-11-20"],
            )
        };
        let run = validate();
        let earlier = "What it has was due earlier.";
        assert!(run.out.contains(earlier), "{}", run.out);
        let update = "chronic plan update plan-2026.toml team-2027.toml";
        assert!(run.out.contains(update), "{}", run.out);
        let arguments: Vec<&str> = update.split(' ').skip(1).collect();
        assert_eq!(chronic(here, &arguments).code, 0);
        let run = validate();
        assert!(!run.out.contains(earlier), "{}", run.out);
        let lacks = "isn't complete: channel, owner, and due are missing.";
        assert_eq!(run.out.matches(lacks).count(), 1, "{}", run.out);
        let updated = fs::read_to_string(&path).unwrap();
        let (before, new) =
            updated.split_at(updated.rfind("audience = \"district-office\"").unwrap());
        let new = new
            .replacen("channel = \"\"", "channel = \"Mail\"", 1)
            .replacen("owner = \"\"", "owner = \"Ana\"", 1)
            .replacen("due = \"\"", "due = \"2027-12-15\"", 1);
        fs::write(&path, format!("{before}{new}")).unwrap();
        let run = validate();
        assert!(!run.out.contains("[missing-communication]"), "{}", run.out);
    }
}

#[test]
fn a_second_year_passes_only_with_work_for_its_own_gaps() {
    let folder = folder();
    let here = folder.path();
    next_year(here);
    let path = here.join("plan-2026.toml");
    let old = fs::read_to_string(&path).unwrap();
    let done = old
        .replace("status = \"not-started\"", "status = \"done\"")
        .replace("status = \"in-progress\"", "status = \"done\"");
    // All of it is done: nothing of it deals with what people say a year later.
    fs::write(&path, done.replace("team-2026.toml", "team-2027.toml")).unwrap();
    let validate = |plan: &str| {
        chronic(
            here,
            &["validate", "--strict", plan, "--today", "2027-11-20"],
        )
    };
    let run = validate("plan-2026.toml");
    assert_eq!(run.code, 1);
    for said in [
        "older-plan",
        "not-covered",
        "missing-communication",
        "done before this assessment",
    ] {
        assert!(run.out.contains(said), "{said}\n{}", run.out);
    }
    let next = "chronic plan draft team-2027.toml --after plan-2026.toml -o plan-2027-28.toml";
    assert!(run.out.contains(next), "{}", run.out);
    let status = chronic(
        here,
        &["plan", "status", "plan-2026.toml", "--today", "2027-11-20"],
    );
    assert!(status.err.contains("isn't complete"), "{}", status.err);

    // With one action still open it is carried over as it was typed.
    let open = done
        .replacen("status = \"done\"", "status = \"in-progress\"", 1)
        .replacen(
            "baseline = { value = 21.0, on",
            "baseline.value = 21.0\nbaseline.on",
            1,
        )
        .replacen(
            "2026-06-12 }\ntarget = { value = 15.0",
            "2026-06-12\ntarget = { value = 15.0",
            1,
        );
    assert!(open.contains("baseline.on = 2026-06-12\n"));
    fs::write(&path, open.replace('\n', "\r\n")).unwrap();
    let arguments: Vec<&str> = next.split(' ').skip(1).collect();
    let run = chronic(here, &arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    let plan = fs::read_to_string(here.join("plan-2027-28.toml")).unwrap();
    for carried in [
        "id = \"subgroup-breakdowns-1\"\n",
        "# Carried over from plan-2026.toml.\n",
        "# This target was for June 11, 2027, before this year",
        "progress = \"IEP, McKinney-Vento,",
        "# Done in plan-2026.toml:\n",
        "contact = \"Student Services, attendance@millbrook.example\"\n",
        "baseline = { value = 21.0, on = 2026-06-12 }\n",
        "cycle = \"2027-28\"\n",
        "id = \"tier-3-intensive-support-2\"\n",
    ] {
        assert!(plan.contains(carried), "{carried}\n{plan}");
    }
    assert!(!plan.contains('\r'));
    let id = |text: &str| {
        text.lines()
            .find(|l| l.starts_with("id = "))
            .unwrap()
            .to_owned()
    };
    assert_ne!(id(&plan), id(&old));
    // What the messages ask for is filled in.
    let mut plan = plan;
    for n in 0.. {
        let filled = plan.replacen("\naction = \"\"", &format!("\naction = \"Step {n}\""), 1);
        if filled == plan {
            break;
        }
        plan = filled;
    }
    let plan = plan
        .replace("owner = \"\"", "owner = \"Registrar\"")
        .replace("due = \"\"", "due = \"2028-03-01\"")
        .replace("due = \"2027-01-29\"", "due = \"2028-01-29\"")
        .replace("channel = \"\"", "channel = \"Staff meeting\"")
        .replace("measure = \"\"", "measure = \"Minutes\"")
        .replace("adopted = \"\"", "adopted = \"2027-11-10\"");
    fs::write(here.join("plan-2027-28.toml"), &plan).unwrap();
    let run = validate("plan-2027-28.toml");
    assert_eq!(run.code, 0, "{}", run.out);
    // Both years in one folder: what is open in the older one is a line.
    let run = validate(".");
    assert!(
        run.out.contains("note[earlier-year]") && !run.out.contains("[overdue]"),
        "{}",
        run.out
    );
    run.prints("(2026-27), but 1 action in it is still open.");
    // Also where the older one names no assessment, and so no district.
    let older = here.join("plan-2026.toml");
    let text = fs::read_to_string(&older).unwrap();
    let kept = text
        .lines()
        .filter(|line| !line.starts_with("assessment = "));
    fs::write(&older, kept.collect::<Vec<_>>().join("\n")).unwrap();
    let run = validate(".");
    run.prints("note[earlier-year]");
    assert!(!run.out.contains("[overdue]"), "{}", run.out);
}

#[test]
fn a_draft_says_where_it_repeats_a_name_and_leaves_the_quotes_out_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir(here.join("forms")).unwrap();
    for (file, name) in [("a", "Maria Alvarez"), ("b", "Bo Lund")] {
        let form = format!(
            "kind = \"response\"\nrubric = \"district/1\"\n[respondent]\nname = \"{name}\"\n[actionable-data.team-review]\nrating = \"urgent-gap\"\ndocumentation = \"Ask Alvarez\"\n"
        );
        fs::write(here.join(format!("forms/{file}.toml")), form).unwrap();
    }
    let run = chronic(here, &["plan", "draft", "forms"]);
    assert!(run.out.contains("Ask Alvarez"), "{}", run.out);
    assert!(
        run.err.contains("2 comments name someone on the team")
            && run.err.matches("name-in-quote").count() == 1,
        "{}",
        run.err
    );
    let run = chronic(here, &["plan", "draft", "forms", "--no-documentation"]);
    assert!(
        !run.out.contains("2 Urgent Gap.") && !run.out.contains("Alvarez"),
        "{}",
        run.out
    );
    assert!(!run.err.contains("name-in-quote"), "{}", run.err);
}

#[test]
fn a_plan_without_answers_gets_none_when_it_is_updated() {
    for (options, has_them) in [(&["--no-documentation"][..], false), (&[], true)] {
        let folder = folder();
        let here = folder.path();
        let draft = [
            &["plan", "draft", "team-2026.toml", "-o", "p.toml"],
            options,
        ]
        .concat();
        assert_eq!(chronic(here, &draft).code, 0);
        let drafted = fs::read_to_string(here.join("p.toml")).unwrap();
        let (first, rest) = drafted.split_once("[[action]]").unwrap();
        let (_, rest) = rest.split_once("partners = []\n").unwrap();
        fs::write(here.join("p.toml"), format!("{first}{rest}")).unwrap();
        let run = chronic(here, &["plan", "update", "p.toml", "team-2026.toml"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let updated = fs::read_to_string(here.join("p.toml")).unwrap();
        assert!(updated.len() > first.len() + rest.len());
        assert_eq!(updated.contains("Urgent Gap, "), has_them, "{updated}");
        assert_eq!(
            run.err.contains("so none were added"),
            !has_them,
            "{}",
            run.err
        );
    }
}

#[test]
fn what_is_suggested_can_be_typed_as_it_stands() {
    let folder = folder();
    let here = folder.path();
    let undecided = fs::read_to_string(here.join("team-2026.toml"))
        .unwrap()
        .replace("decision = \"improve\"", "decision = \"\"")
        .replace("decision = \"find-out\"", "decision = \"\"");
    fs::write(here.join("our team.toml"), &undecided).unwrap();
    let draft = ["plan", "draft", "our team.toml", "-o", "our plan.toml"];
    let update = "chronic plan update \"our plan.toml\" \"our team.toml\"";
    let run = chronic(here, &draft);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.err
            .contains(&format!("in \"our team.toml\", and then run: {update}\n")),
        "{}",
        run.err
    );
    run.says(&["chronic validate \"our plan.toml\"\n"]);
    let again = chronic(here, &draft);
    assert_eq!(again.code, 2);
    assert!(
        again
            .err
            .contains(&format!("to add what's missing: {update}\n")),
        "{}",
        again.err
    );
    let updated = chronic(here, &["plan", "update", "our plan.toml", "our team.toml"]);
    assert_eq!(updated.code, 0);
    assert!(
        updated.err.contains(&format!("then run: {update}\n")),
        "{}",
        updated.err
    );

    // Responses have no place for a decision.
    let responses = examples().join("responses");
    let year = here.join("year");
    fs::create_dir(&year).unwrap();
    for form in fs::read_dir(responses).unwrap() {
        let form = form.unwrap();
        fs::copy(form.path(), year.join(form.file_name())).unwrap();
    }
    let run = chronic(here, &["plan", "draft", "year", "-o", "plan.toml"]);
    assert!(
        run.err.contains("First: chronic tally year -o team.toml\n")
            && run
                .err
                .contains("in team.toml, and then run: chronic plan update plan.toml team.toml\n"),
        "{}",
        run.err
    );
    let printed = chronic(here, &["plan", "draft", "our team.toml"]);
    printed.says(&["then run: chronic plan draft \"our team.toml\"\n"]);
}

#[test]
fn what_is_still_empty_in_an_action_is_one_problem_for_people_and_each_for_programs() {
    let folder = folder();
    let here = folder.path();
    chronic(
        here,
        &["plan", "draft", "team-2026.toml", "-o", "plan.toml"],
    );
    let run = chronic(here, &["validate", "plan.toml"]);
    assert!(
        run.out.contains(
            "Tier 3: intensive intervention: action, owner, due, and measure are still empty.\n"
        ) && run.out.contains("= note: Also on lines "),
        "{}",
        run.out
    );
    assert!(!run.out.contains("missing-due") && !run.out.contains("missing-owner"));
    let each = codes(here, "plan.toml");
    for code in ["missing-action", "missing-owner", "missing-due"] {
        let blocks = run.out.matches("are still empty").count();
        let number = each.iter().filter(|c| *c == code).count();
        assert!(number > 5 && blocks == 1, "{code}: {number}, {blocks}");
    }
    assert!(
        run.out.contains("; 37 errors, 13 warnings, 1 note.") && each.len() == 51,
        "{}",
        run.out
    );
    let inline = "kind = \"plan\"\nrubric = \"district/1\"\naction = [{ practice = \"actionable-data.team-review\" }, { practice = \"actionable-data.team-review\" }]\n";
    fs::write(here.join("inline.toml"), inline).unwrap();
    let run = chronic(here, &["validate", "inline.toml"]);
    assert_eq!(run.out.matches("are still empty").count(), 2, "{}", run.out);
    // A word that says nothing is shown.
    let plan = fs::read_to_string(here.join("plan.toml")).unwrap();
    let plan = plan.replacen("owner = \"\"", "owner = \"TBD\"", 1);
    fs::write(here.join("plan.toml"), plan).unwrap();
    let run = chronic(here, &["validate", "plan.toml"]);
    run.prints("error[missing-owner]: \"TBD\"");
}

/// What can be wrong with a plan that can still be read, each by itself or with others.
const CHANGES: [(&str, &str); 14] = [
    ("2026-12-18", "2026-11-01"),
    ("goal = \"severe-band\"", "goal = \"gone\""),
    ("adopted = \"2026-11-10\"", "adopted = \"2026-01-10\""),
    ("adopted = \"2026-11-10\"", ""),
    ("team-2026.toml", "gone.toml"),
    ("team-2026.toml", "team-2025.toml"),
    ("status = \"not-started\"", "status = \"dropped\""),
    ("status = \"not-started\"", "status = \"done\""),
    ("what = \"Students who miss 10%", "what = \"\" # "),
    ("title = \"Millbrook", "title = \"\u{fffd}"),
    ("owner = \"", "owner = \"TBD\" # "),
    ("measure = \"", "measure = \"\" # "),
    ("due = \"2027", "due = \"2026"),
    ("reason = \"", "reason = \"?\" # "),
];

proptest::proptest! {
    #![proptest_config(crate::common::cases(10))]

    #[test]
    fn whatever_reads_a_plan_says_what_validate_says_of_it(
        changes in proptest::collection::vec((0..CHANGES.len(), 1..9_usize), 0..4),
        day in 0..400_i64,
    ) {
        let folder = folder();
        let here = folder.path();
        let mut plan = fs::read_to_string(here.join("plan-2026.toml")).unwrap();
        for (at, times) in changes {
            let (old, new) = CHANGES[at];
            plan = plan.replacen(old, new, times);
        }
        fs::write(here.join("p.toml"), plan).unwrap();
        let day = jiff::civil::date(2026, 9, 1) + jiff::Span::new().days(day);
        let day = format!("--today {day}");
        for command in [
            &*format!("plan status p.toml {day}"),
            &format!("plan review p.toml {day}"),
            &format!("plan calendar p.toml {day}"),
            "render team-2026.toml --plan p.toml",
            "tally team-2026.toml --plan p.toml -o new.xlsx --force",
            // It changes the plan, and says what is to be said of the changed one.
            "plan update p.toml team-2026.toml",
        ] {
            let words: Vec<&str> = command.split(' ').collect();
            let run = chronic(here, &words);
            let day = if command.ends_with(&day) { &*day } else { "" };
            let validate = format!("validate p.toml --format json {day}");
            let words: Vec<&str> = validate.split_whitespace().collect();
            let said = chronic(here, &words);
            let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
            let count = |severity: &str| {
                let problems = json["problems"].as_array().unwrap().iter();
                problems.filter(|p| p["severity"] == severity).count()
            };
            let number = |n: usize, what: &str| match n {
                0 => String::new(),
                1 => format!("1 {what}"),
                n => format!("{n} {what}s"),
            };
            let wanted = ["error", "warning"].map(|s| number(count(s), s));
            assert_eq!(run.code, 0, "{command}: {}", run.err);
            let line = run
                .err
                .lines()
                .find(|l| l.contains("chronic validate p.toml"));
            match line {
                None => assert_eq!(wanted.concat(), "", "{command}: {}", run.err),
                Some(line) => assert!(
                    wanted.iter().all(|w| line.contains(w.as_str())),
                    "{command}: {wanted:?}: {line}"
                ),
            }
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_draft_names_no_file_whose_name_is_no_text() {
    use std::os::unix::ffi::OsStrExt as _;

    let folder = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"te\xffam.toml");
    fs::copy(examples().join("team-2026.toml"), folder.path().join(name)).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chronic"))
        .args(["plan", "draft", "-o", "plan.toml"])
        .arg(name)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success());
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    assert!(plan.contains("\nassessment = \"\"\n"), "{plan}");
}
