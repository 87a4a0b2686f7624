//! `chronic validate` on plans: every rule of a complete plan, each at its place and
//! with what to type.

use std::fs;

use chronic::files::rubric::builtin;
use serde_json::Value;

use crate::common::{examples, output as chronic, run};

const COMPLETE: &str = r#"kind = "plan"
rubric = "district/1"
assessment = "team.toml"
title = "Plan"
cycle = "2026-27"
adopted = "2026-11-10"
contact = "Student Services"
reviews = ["2027-01-29", 2027-04-30]

[[goal]]
id = "chronic-rate"
what = "Students who miss 10% or more of school"
unit = "%"
source = "State report"
baseline = { value = 21.0, on = 2026-06-12 }
target = { value = 15, by = "2028-06-30" }
readings = [{ value = 20.1, on = 2026-10-30 }]

[[action]]
id = "team-review-1"
practice = "actionable-data.team-review"
action = "Meet every second week"
owner = "Director of Student Services"
due = "2027-03-01"
status = "not-started"
done = ""
progress = ""
measure = "Minutes"
goal = "chronic-rate"
partners = ["clinic"]

[[action]]
id = "school-reports-1"
practice = "actionable-data.school-reports"
action = "Send a first page"
owner = "Data Analyst"
due = 2027-02-01
status = "In Progress"
measure = "Eleven pages by May"

[[continue]]
practice = "actionable-data.board-reporting"
how = "Each September"

[[defer]]
practice = "actionable-data.family-access"
reason = "The portal is replaced in July"

[[communication]]
audience = "district-office"
message = "Results"
ask = ""
channel = "Staff meeting"
owner = "Superintendent"
due = "2027-01-15"
status = "not-started"
"#;

const TEAM: &str = r#"kind = "team-assessment"
rubric = "district/1"
responses = 8

[actionable-data.team-review]
counts = { strength = 0, ok-for-now = 0, could-be-better = 4, urgent-gap = 4, unsure = 0, unanswered = 0 }
agreed = "urgent-gap"
decision = "improve"
[actionable-data.school-reports]
counts = { strength = 0, ok-for-now = 1, could-be-better = 6, urgent-gap = 1, unsure = 0, unanswered = 0 }
agreed = "could-be-better"
decision = "find-out"
[actionable-data.family-access]
counts = { strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 8, unsure = 0, unanswered = 0 }
"#;

fn folder(plan: &str) -> tempfile::TempDir {
    crate::common::folder(&[("team.toml", TEAM), ("plan.toml", plan)])
}

/// The problems of a plan as `code:line`, and the exit code.
fn problems(plan: &str, more: &[&str]) -> (Vec<String>, Option<i32>) {
    let folder = folder(plan);
    let mut arguments = vec!["validate", "plan.toml", "--format", "json"];
    if !more.contains(&"--today") {
        arguments.extend(["--today", "2026-12-01"]);
    }
    arguments.extend(more);
    let output = chronic(folder.path(), &arguments);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problems = json["problems"].as_array().unwrap();
    let shown = |p: &Value| format!("{}:{}", p["code"].as_str().unwrap(), p["line"]);
    (problems.iter().map(shown).collect(), output.status.code())
}

fn line_of(plan: &str, needle: &str) -> usize {
    let at = plan.find(needle).unwrap_or_else(|| panic!("no {needle}"));
    plan[..at].lines().count() + usize::from(plan[..at].ends_with('\n') || at == 0)
}

#[test]
fn a_complete_plan_has_no_problem_in_any_spelling() {
    for plan in [
        COMPLETE.to_owned(),
        COMPLETE.replace('\n', "\r\n"),
        format!("\u{feff}{COMPLETE}"),
    ] {
        assert_eq!(problems(&plan, &[]), (vec![], Some(0)));
        assert_eq!(problems(&plan, &["--strict"]), (vec![], Some(0)));
    }
}

#[test]
fn what_stands_after_a_hash_sign_is_told_where_the_plan_has_nothing() {
    for (old, new, place) in [
        (
            "progress = \"\"",
            "progress = \"\" # Two meetings",
            "progress",
        ),
        (
            "progress = \"\"",
            "progress = \"\"\n# Two meetings",
            "# Two",
        ),
        (
            "status = \"not-started\"",
            "status = \"not-started\" # done",
            "status",
        ),
        (
            "status = \"not-started\"",
            "status = \"\" # done on Nov 3",
            "status",
        ),
        (
            "status = \"not-started\"",
            "status = \"not-started\"\n# status = \"done\"",
            "# status",
        ),
        ("done = \"\"", "done = \"\" # 2026-11-20", "done"),
        (
            "baseline = { value = 21.0",
            "# baseline = { value = 19.0",
            "# baseline",
        ),
        (
            "contact = \"Student Services\"",
            "# contact = \"Ann\"",
            "# contact",
        ),
    ] {
        let plan = COMPLETE.replacen(old, new, 1);
        let (found, _) = problems(&plan, &[]);
        let expected = format!("in-comment:{}", line_of(&plan, place));
        assert!(found.contains(&expected), "{new}: {found:?}");
    }
    // What a draft has, and a note beside what is there.
    for (old, new) in [
        ("progress = \"\"", "progress = \"Two meetings\" # so far"),
        ("status = \"not-started\"", "status = \"not-started\" # yet"),
        ("[[defer]]", "# On hold\n[[defer]]"),
    ] {
        let (found, exit) = problems(&COMPLETE.replacen(old, new, 1), &["--strict"]);
        assert_eq!((found, exit), (vec![], Some(0)), "{new}");
    }
}

#[test]
fn entries_under_another_heading_are_one_problem_each_and_nothing_is_missing() {
    let plan = COMPLETE.replace("[[action]]", "[[actions]]");
    let line = line_of(&plan, "[[actions]]");
    assert_eq!(
        problems(&plan, &[]),
        (vec![format!("unknown-key:{line}")], Some(1))
    );
    let plan = COMPLETE.replace("[[goal]]", "[[goals]]");
    let line = line_of(&plan, "[[goals]]");
    assert_eq!(
        problems(&plan, &[]),
        (vec![format!("unknown-key:{line}")], Some(1))
    );
}

#[test]
fn a_plan_pasted_below_another_is_one_problem() {
    let plan = format!("{COMPLETE}{COMPLETE}");
    let second = COMPLETE.lines().count() + 1;
    assert_eq!(
        problems(&plan, &[]),
        (vec![format!("unknown-key:{second}")], Some(1))
    );
}

#[test]
fn what_is_due_on_the_day_of_adoption_is_not_due_before_it() {
    let plan = COMPLETE.replace("due = \"2027-03-01\"", "due = \"2026-11-10\"");
    let today = ["--today", "2026-11-10"];
    assert_eq!(problems(&plan, &today), (vec![], Some(0)));
}

#[test]
fn an_action_may_be_for_several_practices() {
    const ONE: &str = "practice = \"actionable-data.team-review\"";
    for more in ["actionable-data.school-reports", " "] {
        let list = format!("practice = [\"actionable-data.team-review\", \"{more}\"]");
        let plan = COMPLETE.replacen(ONE, &list, 1);
        assert_eq!(problems(&plan, &[]), (vec![], Some(0)), "{more}");
    }
}

#[test]
fn what_an_action_lacks_says_which_action_it_is() {
    let the =
        "The action for actionable-data.team-review (Review of attendance data by a district team)";
    for (has, lacks) in [
        (
            "action = \"Meet every second week\"",
            "doesn't say what will be done.",
        ),
        ("owner = \"Director of Student Services\"", "has no owner."),
        ("due = \"2027-03-01\"", "has no due date."),
    ] {
        let folder = folder(&COMPLETE.replace(has, ""));
        let run = run(
            folder.path(),
            &["validate", "plan.toml", "--format", "json"],
        );
        assert!(
            run.out.contains(&format!("\"{the} {lacks}\"")),
            "{}",
            run.out
        );
    }
}

#[test]
fn every_rule_is_reported_at_its_place() {
    let owner = "owner = \"Director of Student Services\"";
    let due = "due = \"2027-03-01\"";
    let action = "action = \"Meet every second week\"";
    let mut cases = vec![
        (owner, "", "missing-owner", "[[action]]"),
        (owner, "ower = \"Director\"", "unknown-key", "ower"),
        (due, "", "missing-due", "[[action]]"),
        (due, "due = \"\"", "missing-due", "due = \"\""),
        (due, "due = \"Spring\"", "missing-due", "due = \"Spring\""),
        (due, "due = \"3/1/2027\"", "missing-due", "due = \"3/1"),
        (
            due,
            "due = \"2027-02-30\"",
            "impossible-date",
            "due = \"2027-02-30",
        ),
        (
            due,
            "due = \"2026-11-09\"",
            "due-before-adopted",
            "due = \"2026-11-09",
        ),
        (action, "", "missing-action", "[[action]]"),
        (
            action,
            "action = \"tbd\"",
            "missing-action",
            "action = \"tbd",
        ),
        (
            "action = \"Send a first page\"",
            "action = \"meet  every second WEEK\"",
            "same-action",
            "action = \"meet  every",
        ),
        (
            "id = \"school-reports-1\"",
            "id = \"team-review-1\"  ",
            "same-action",
            "id = \"team-review-1\"  ",
        ),
        (
            "reason = \"The portal is replaced in July\"",
            "reason = \"?\"",
            "missing-reason",
            "reason = \"?",
        ),
        (
            "channel = \"Staff meeting\"",
            "channel = \"\"",
            "missing-communication",
            "channel = \"\"",
        ),
        (
            "goal = \"chronic-rate\"",
            "goal = \"chronic-rte\"",
            "unknown-goal",
            "goal = \"chronic-rte",
        ),
        ("value = 21.0", "value = \"21%\"", "wrong-type", "baseline"),
        ("{ value = 15,", "{ vale = 15,", "unknown-key", "target"),
        // Which is all that is said of it: the target is there.
        ("target = {", "tarket = {", "unknown-key", "tarket"),
        (
            "on = 2026-06-12",
            "on = \"2026-06-31\"",
            "impossible-date",
            "baseline",
        ),
        (
            "[\"2027-01-29\", 2027-04-30]",
            "\"2027-01-29\"",
            "wrong-type",
            "reviews",
        ),
        (
            "practice = \"actionable-data.team-review\"",
            "practice = [\"actionable-data.team-review\", \"actionable-data.x\"]",
            "unknown-practice",
            "practice = [",
        ),
        (
            "due = \"2027-01-15\"",
            "",
            "missing-communication",
            "[[communication]]",
        ),
        (
            "audience = \"district-office\"",
            "audience = \"schools\"",
            "missing-communication",
            "kind",
        ),
        (
            "audience = \"district-office\"",
            "audience = \"district-ofice\"",
            "unknown-choice",
            "audience = \"district-ofice",
        ),
        (
            "status = \"In Progress\"",
            "status = \"started\"",
            "unknown-choice",
            "status = \"started",
        ),
        (
            "practice = \"actionable-data.board-reporting\"",
            "practice = \"actionable-data.board-report\"",
            "unknown-practice",
            "practice = \"actionable-data.board-report\"",
        ),
        (
            "practice = \"actionable-data.board-reporting\"",
            "",
            "unknown-practice",
            "[[continue]]",
        ),
        ("title", "titel", "unknown-key", "titel"),
        ("[[defer]]", "[defer]", "wrong-type", "[defer]"),
        (
            "partners = [\"clinic\"]",
            "partners = \"clinic\"",
            "wrong-type",
            "partners = \"clinic\"",
        ),
        (
            "\"team.toml\"",
            "\"gone.toml\"",
            "assessment-not-found",
            "assessment",
        ),
        (
            "\"team.toml\"",
            "\"plan.toml\"",
            "assessment-not-found",
            "assessment",
        ),
        ("\"district/1\"", "\"district/2\"", "other-rubric", "rubric"),
    ];
    for nobody in [
        "TBD",
        "?",
        "n/a",
        "none",
        "nobody",
        "to be determined",
        "everyone",
        "see above",
        "xxx",
    ] {
        let typed: &'static str = Box::leak(format!("owner = \"{nobody}\"").into_boxed_str());
        cases.push((owner, typed, "missing-owner", typed));
    }
    for (old, new, code, place) in cases {
        assert!(COMPLETE.contains(old), "{old}");
        let plan = COMPLETE.replacen(old, new, 1);
        let (found, exit) = problems(&plan, &[]);
        let expected = format!("{code}:{}", line_of(&plan, place));
        assert!(
            found.contains(&expected),
            "{new}: {found:?}, wanted {expected}"
        );
        assert_eq!(exit, Some(1), "{new}");
        // One slip, one problem; but for a practice that is then also not covered.
        let others = found.iter().filter(|p| !p.starts_with("not-covered"));
        let allowed = if new.contains("district-ofice") { 2 } else { 1 };
        assert!(others.count() <= allowed, "{new}: {found:?}");
    }
}

#[test]
fn of_two_actions_alike_what_is_still_to_be_done_is_kept() {
    const OVER: &str = "status = \"done\"\ndone = \"2026-11-20\"\n";
    let entry = |over: bool| {
        let status = if over {
            OVER
        } else {
            "status = \"not-started\"\n"
        };
        format!(
            "[[action]]\npractice = \"actionable-data.team-review\"\naction = \"Meet\"\nowner = \"Ana\"\ndue = \"2027-03-01\"\nmeasure = \"Minutes\"\n{status}\n"
        )
    };
    for (first, second, kept) in [
        (false, false, "and delete this one"),
        (true, false, "and delete the first one"),
        (false, true, "and delete this one"),
        (true, true, "and delete this one"),
    ] {
        let plan = format!(
            "kind = \"plan\"\nrubric = \"district/1\"\nassessment = \"team.toml\"\nadopted = \"2026-11-10\"\n\n{}{}",
            entry(first),
            entry(second)
        );
        let folder = folder(&plan);
        let day = ["validate", "plan.toml", "--today", "2026-12-01"];
        let text = String::from_utf8(chronic(folder.path(), &day).stdout).unwrap();
        assert!(
            text.contains("same-action") && text.contains(kept),
            "{text}"
        );
    }
}

#[test]
fn the_message_says_what_was_typed_and_what_to_type() {
    for (due, message, help) in [
        (
            "\"Spring\"",
            "We can't read \"Spring\" as a due date.",
            "Type it as year-month-day. For March 31, 2027: due = \"2027-03-31\"",
        ),
        (
            "\"3/5/2027\"",
            "\"3/5/2027\" could be March 5 or May 3.",
            "For March 5, type \"2027-03-05\". For May 3, type \"2027-05-03\".",
        ),
        (
            "\"0207-03-01\"",
            "The year in \"0207-03-01\" can't be right.",
            "Correct the year.",
        ),
        (
            "2127-03-01",
            "The year in \"2127-03-01\" can't be right.",
            "Correct the year.",
        ),
    ] {
        let folder = folder(&COMPLETE.replace("due = \"2027-03-01\"", &format!("due = {due}")));
        let output = chronic(folder.path(), &["validate", "plan.toml"]);
        let text = String::from_utf8(output.stdout).unwrap();
        // Without its day an action isn't complete.
        assert_eq!(output.status.code(), Some(1), "{text}");
        let message = format!("error[missing-due]: {message}\n");
        assert!(text.contains(&message) && text.contains(help), "{text}");
    }
}

#[test]
fn a_message_repeats_nothing_that_looks_like_a_students_data() {
    let owner = COMPLETE.replacen("owner = \"", "owner = \"TBD, SSN 123-45-6789, not ", 1);
    let decision = "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 0\n\
        [actionable-data.team-review]\ndecision = \"improve SSN 123-45-6789\"\n";
    for (text, start) in [
        (&*owner, "\"(not shown)\" isn't an owner."),
        (decision, "\"(not shown)\" isn't a decision."),
    ] {
        let folder = folder(text);
        let output = chronic(
            folder.path(),
            &["validate", "plan.toml", "--format", "json"],
        );
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        let problems = json["problems"].as_array().unwrap();
        let said: Vec<&str> = problems
            .iter()
            .filter_map(|p| p["message"].as_str())
            .collect();
        assert!(said.iter().any(|said| said.starts_with(start)), "{said:?}");
        assert!(said.iter().all(|said| !said.contains("6789")), "{said:?}");
    }
}

#[test]
fn a_line_in_the_wrong_place_is_to_be_moved() {
    for (after, line, help) in [
        (
            "partners = [\"clinic\"]\n",
            "reviews = [\"2027-01-29\"]\n",
            "up to the top, above the first heading",
        ),
        (
            "how = \"Each September\"\n",
            "reason = \"x\"\n",
            "below the [[defer]] it belongs to",
        ),
        (
            "cycle = \"2026-27\"\n",
            "owner = \"x\"\n",
            "below the [[action]] or [[communication]] it belongs to",
        ),
    ] {
        let plan = COMPLETE.replacen("reviews = [\"2027-01-29\", 2027-04-30]\n", "", 1);
        let plan = plan.replacen(after, &format!("{after}{line}"), 1);
        let folder = folder(&plan);
        let run = chronic(folder.path(), &["validate", "plan.toml"]);
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(said.contains(&format!("Move the line {help}.")), "{said}");
        assert!(!said.contains("Delete"), "{said}");
    }
}

/// What `validate` prints of a plan.
fn said(plan: &str, today: &str) -> String {
    let folder = folder(plan);
    let output = chronic(folder.path(), &["validate", "plan.toml", "--today", today]);
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_key_that_is_there_twice_is_told_with_the_first_of_its_own_entry() {
    let plan = COMPLETE.replacen("title", "id = \"a\"\ntitle", 1);
    for (entry, line) in [
        ("school-reports-1", "owner = \"Registrar\""),
        ("chronic-rate", "id = \"b\""),
        ("district-office", "due = \"2027-02-02\""),
    ] {
        let before = &plan[..plan.find(entry).unwrap()];
        let begin = before.rfind("[[").unwrap();
        let heading_end = begin + plan[begin..].find('\n').unwrap() + 1;
        let (head, own) = plan.split_at(heading_end);
        let twice = format!("{head}{line}\n{own}");
        let first = head.lines().count() + 1;
        let said = said(&twice, "2026-12-01");
        let told = format!("first written here, on line {first}\n");
        assert!(said.contains(&told), "{entry}: {said}");
    }
    let plan = COMPLETE.replacen("{ value = 21.0", "{ value = 20, value = 21.0", 1);
    let said = said(&plan, "2026-12-01");
    let told = "\"value\" appears twice between these braces.";
    assert!(said.contains(told) && said.contains("15:26"), "{said}");
}

#[test]
fn a_heading_that_is_lost_is_put_back_by_following_the_message() {
    let plan = COMPLETE.replacen("title", "id = \"a\"\ntitle", 1);
    let lines: Vec<&str> = plan.lines().collect();
    let headings = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.starts_with("[["));
    for (at, heading) in headings {
        let without = [&lines[..at], &lines[at + 1..]].concat().join("\n");
        let (codes, _) = problems(&without, &[]);
        let [code] = &codes[..] else {
            panic!("{at} {heading}: {codes:?}");
        };
        assert!(code.ends_with(&format!("-key:{}", at + 1)), "{at} {code}");
        let told = format!("type {heading} above this line.");
        let said = said(&without, "2026-12-01");
        assert!(said.contains(&told), "{at}: {said}");
        assert!(said.contains(&format!("The heading {heading}")), "{said}");
    }
    let away = plan.replacen(
        "[[action]]\nid = \"school",
        "# [[action]]\nid = \"school",
        1,
    );
    let line = line_of(&away, "# [[action]]");
    let help = format!("Delete the # in front of the heading on line {line}.");
    let said = said(&away, "2026-12-01");
    assert!(said.contains(&help), "{said}");
    assert!(
        said.contains("id, practice, action, owner, and 3 more keys appear twice"),
        "{said}"
    );
}

#[test]
fn a_plan_covers_what_the_assessment_asks_for() {
    let asked = [
        (
            "[[defer]]\npractice = \"actionable-data.family-access\"\nreason = \"The portal is replaced in July\"\n",
            "not-covered:3",
        ),
        ("status = \"In Progress\"", "not-covered:3"),
    ];
    let without_defer = COMPLETE.replace(asked[0].0, "");
    assert_eq!(problems(&without_defer, &[]).0, [asked[0].1]);
    let dropped = COMPLETE.replace(asked[1].0, "status = \"dropped\"");
    assert_eq!(problems(&dropped, &[]).0, [asked[1].1]);
    // Another assessment may be named; the one in the plan is then not even opened.
    let elsewhere = without_defer.replace("team.toml", "gone.toml");
    assert_eq!(
        problems(&elsewhere, &["--assessment", "team.toml"]).0,
        ["not-covered:3"]
    );
    // None named, none checked.
    let none = without_defer.replace("assessment = \"team.toml\"\n", "");
    assert_eq!(problems(&none, &[]), (vec![], Some(0)));
}

#[test]
fn a_later_years_plan_that_names_an_earlier_assessment_is_told_that_first() {
    let team = TEAM.replace(
        "responses = 8",
        "cycle = \"2025-26\"\nresponses = 8\nfrom = 2025-10-01\nto = 2025-10-05",
    );
    let folder = crate::common::folder(&[("team.toml", &team), ("plan.toml", COMPLETE)]);
    let run = run(
        folder.path(),
        &["validate", "plan.toml", "--today", "2026-12-01"],
    );
    let said = "This plan is for 2026-27, but team.toml is 2025-26's assessment.";
    assert!(
        run.out.contains(said) && !run.out.contains("older-plan"),
        "{}",
        run.out
    );
    let later = COMPLETE.replacen("adopted = \"2026-", "adopted = \"2027-", 1);
    let later = later.replacen(
        "practice = \"actionable-data.team-review\"",
        "practice = \"actionable-data.school-reports\"",
        1,
    );
    assert!(self::said(&later, "2027-12-01").contains("due = \"2028-03-31\""));
    let renewed = COMPLETE.replacen("rubric = ", "renewed = \"2026-11-20\"\nrubric = ", 1);
    fs::write(folder.path().join("plan.toml"), renewed).unwrap();
    let output = chronic(
        folder.path(),
        &["validate", "plan.toml", "--today", "2026-12-01"],
    );
    let said_of_several = String::from_utf8(output.stdout).unwrap();
    assert!(!said_of_several.contains(said), "{said_of_several}");
}

#[test]
fn what_nobody_decided_on_is_a_warning() {
    let folder = folder(COMPLETE);
    let undecided = "[capacity-building.district-team]\ncounts = { strength = 4, ok-for-now = 0, could-be-better = 0, urgent-gap = 4, unsure = 0, unanswered = 0 }\n[capacity-building.site-capacity]\ncounts = { strength = 1, ok-for-now = 1, could-be-better = 0, urgent-gap = 0, unsure = 6, unanswered = 0 }\n";
    fs::write(
        folder.path().join("team.toml"),
        format!("{TEAM}{undecided}"),
    )
    .unwrap();
    let validate = |more: &[&str]| {
        let arguments = [&["validate", "plan.toml", "--today", "2026-12-01"], more].concat();
        chronic(folder.path(), &arguments)
    };
    let output = validate(&[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert_eq!(text.matches("warning[undecided]").count(), 2, "{text}");
    assert!(
        text.contains("Opinions differ on capacity-building.district-team"),
        "{text}"
    );
    assert_eq!(validate(&["--strict"]).status.code(), Some(1));
}

#[test]
fn the_day_decides_what_is_overdue_or_done_early() {
    let (found, exit) = problems(COMPLETE, &["--today", "2027-02-02"]);
    assert_eq!(
        (found, exit),
        (
            vec!["overdue:37".to_owned(), "overdue:55".to_owned()],
            Some(0)
        )
    );
    assert_eq!(
        problems(COMPLETE, &["--today", "2027-02-02", "--strict"]).1,
        Some(1)
    );
    let done = COMPLETE.replacen("status = \"not-started\"", "status = \"done\"", 1);
    assert_eq!(problems(&done, &[]).0, ["done-early:25"]);
    assert_eq!(
        problems(&done, &["--today", "2027-03-01"]).0,
        ["overdue:37", "overdue:55"]
    );
    // Sharing early is no fault, and there is no day to type.
    let shared = COMPLETE.replace("Staff meeting\"\nowner = \"Superintendent\"\ndue = \"2027-01-15\"\nstatus = \"not-started\"", "Staff meeting\"\nowner = \"Superintendent\"\ndue = \"2027-01-15\"\nstatus = \"done\"");
    assert_ne!(shared, COMPLETE);
    assert_eq!(problems(&shared, &["--strict"]), (vec![], Some(0)));
    // Nor is a day alone, also where it isn't known when it is due.
    let alone = COMPLETE.replacen("done = \"\"", "done = \"2026-11-20\"", 1);
    assert_eq!(problems(&alone, &[]).0, ["done-early:25"]);
    let unplanned = alone.replacen("due = \"2027-03-01\"", "due = \"\"", 1);
    assert_eq!(
        problems(&unplanned, &[]).0,
        ["missing-due:24", "done-early:25"]
    );
    // A day that hasn't come isn't when it was done, whenever it is due.
    let to_come = done.replacen("done = \"\"", "done = \"2027-11-20\"", 1);
    for day in ["2026-11-30", "2027-03-02"] {
        assert!(
            problems(&to_come, &["--today", day])
                .0
                .contains(&"done-early:25".to_owned())
        );
    }
    // The day it was done settles it.
    let dated = done.replace("done = \"\"", "done = \"2026-11-30\"");
    assert_eq!(problems(&dated, &[]).0, Vec::<String>::new());
    let output = chronic(
        folder(COMPLETE).path(),
        &["validate", "plan.toml", "--today", "1/2/2027"],
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_share_is_not_more_than_all() {
    let over = COMPLETE.replacen("value = 20.1", "value = 201", 1);
    let today = ["--today", "2026-12-01"];
    assert_eq!(problems(&over, &today).0, ["goal-number:13"]);
    let students = over.replacen("unit = \"%\"", "unit = \"students\"", 1);
    assert_eq!(problems(&students, &today).0, Vec::<String>::new());
}

#[test]
fn numbers_of_a_goal_are_from_after_its_baseline_and_not_from_days_to_come() {
    for (from, to, day) in [
        ("2026-10-30", "2026-01-30", "2026-11-30"),
        ("2026-06-12", "2026-12-12", "2026-12-01"),
        ("2026-10-30", "2026-12-12", "2026-12-11"),
    ] {
        let plan = COMPLETE.replacen(from, to, 1);
        assert_eq!(
            problems(&plan, &["--today", day]).0[0],
            "goal-date:10",
            "{to}"
        );
    }
    let fine = COMPLETE.replacen("2026-10-30", "2026-12-12", 1);
    assert_eq!(
        problems(&fine, &["--today", "2026-12-12"]).0,
        Vec::<String>::new()
    );
}

#[test]
fn what_is_advised_for_what_is_overdue_can_be_typed_there() {
    let told = COMPLETE.replace("audience = \"district-office\"", "audience = \"families\"");
    let schools = format!(
        "{told}{}",
        &COMPLETE[COMPLETE.find("[[communication]]").unwrap()..]
    );
    let said = said(&schools, "2027-02-02");
    let helps: Vec<&str> = said
        .lines()
        .filter(|l| l.contains("= help: If it's done"))
        .collect();
    let [action, families, office] = &helps[..] else {
        panic!("{said}");
    };
    assert!(
        action.contains("done = \"2027-02-02\"") && action.ends_with("say why in progress."),
        "{said}"
    );
    assert!(
        families.ends_with("If it won't happen, type status = \"dropped\"."),
        "{said}"
    );
    assert!(
        office.ends_with("agree on a new date with the owner."),
        "{said}"
    );
}

#[test]
fn of_several_actions_alike_one_is_kept_for_all_their_practices() {
    let ids = [
        "team-review",
        "school-reports",
        "family-access",
        "board-reporting",
    ];
    let entry = |id: &str| {
        format!(
            "[[action]]\npractice = \"actionable-data.{id}\"\naction = \"Meet\"\nowner = \"Ana\"\ndue = \"2027-03-01\"\nmeasure = \"Minutes\"\n"
        )
    };
    let head = "kind = \"plan\"\nrubric = \"district/1\"\n";
    let all: String = ids.map(entry).concat();
    let text = said(&format!("{head}{all}"), "2026-12-01");
    let list = ids.map(|id| format!("\"actionable-data.{id}\"")).join(", ");
    let help = format!(
        "move what only the others say to the one on line 5, type there practice = [{list}], and delete the others."
    );
    assert_eq!(text.matches(&help).count(), 1, "{text}");
    assert!(text.contains("Also on lines 17 and 23"), "{text}");
    let same = entry(ids[0]).repeat(3);
    let text = said(&format!("{head}{same}"), "2026-12-01");
    assert!(
        text.contains("the others say to the one on line 5, and delete the others."),
        "{text}"
    );
}

#[test]
fn an_empty_plan_is_an_error() {
    let plan = "kind = \"plan\"\nrubric = \"district/1\"\n";
    assert_eq!(
        problems(plan, &[]).0,
        ["missing-communication:1", "empty-plan:1", "missing-goal:1"]
    );
    // One in which everything continues isn't, once it says how.
    for (how, is_empty) in [("The team goes on.", false), ("", true), ("TBD", true)] {
        let plan = format!("{plan}[[continue]]\npractice = \"team-review\"\nhow = \"{how}\"\n");
        let found = problems(&plan, &[]).0;
        assert_eq!(
            found.contains(&"empty-plan:1".to_owned()),
            is_empty,
            "{how}: {found:?}"
        );
    }
    // With a fault in the text nobody knows whether it is.
    let broken = format!("{plan}title = \"\n[[action]\n");
    let (found, _) = problems(&broken, &[]);
    assert!(
        !found.iter().any(|p| p.starts_with("empty-plan")),
        "{found:?}"
    );
}

#[test]
fn inline_entries_are_checked_at_their_braces() {
    let plan = "kind = \"plan\"\nrubric = \"district/1\"\naction = [\n  { practice = \"team-review\", action = \"Meet\", due = \"2027-01-01\" },\n  1,\n]\ncommunication = [{ audience = \"district-office\", channel = \"c\", owner = \"o\", due = 2027-01-01 }]\n";
    let (found, _) = problems(plan, &[]);
    assert_eq!(
        found,
        [
            "missing-goal:1",
            "missing-owner:4",
            "missing-measure:4",
            "unknown-practice:4",
            "wrong-type:5"
        ]
    );
}

#[test]
fn a_team_assessment_names_in_one_warning_what_is_not_agreed() {
    let folder = folder(COMPLETE);
    let output = chronic(folder.path(), &["validate", "team.toml"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.matches("[not-agreed]").count(), 1, "{text}");
    assert!(
        text.contains(
            "23 practices still need an agreed rating, a decision, or both: numbers 3, 4,"
        ),
        "{text}"
    );
    let strict = chronic(folder.path(), &["validate", "team.toml", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn who_tells_others_than_the_district_office_may_be_open_but_not_a_placeholder() {
    let told = COMPLETE.find("[[communication]]").unwrap();
    let families = COMPLETE[told..].replace("district-office", "families");
    for (owner, found) in [("", &[][..]), ("TBD", &["missing-owner:63"])] {
        let families = families.replace("Superintendent", owner);
        let plan = format!("{COMPLETE}\n{families}");
        assert_eq!(problems(&plan, &[]).0, found, "{owner}");
    }
}

#[test]
fn what_the_news_for_the_district_office_lacks_is_told_as_it_is_typed() {
    for line in [
        "channel = \"Staff meeting\"",
        "owner = \"Superintendent\"",
        "due = \"2027-01-15\"",
    ] {
        let said = said(&COMPLETE.replacen(line, "", 1), "2026-12-01");
        assert!(said.contains("isn't complete"), "{said}");
        assert!(said.contains(&format!(": {line}.")), "{said}");
    }
}

#[test]
fn five_practices_are_not_too_many_to_improve_at_once() {
    let rubric = builtin();
    for (improved, is_many) in [(5, false), (6, true)] {
        // What is on hold isn't one of them.
        let practices = rubric.practices().iter();
        let decided = practices.filter(|p| p.short_id() != "family-access");
        let decided = decided.take(improved);
        let decided = decided.map(|p| format!("[{}]\ndecision = \"improve\"\n", p.id));
        let head = "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 8\n";
        let team = format!("{head}{}", decided.collect::<String>());
        let folder = crate::common::folder(&[("plan.toml", COMPLETE), ("team.toml", &team)]);
        let run = run(
            folder.path(),
            &["validate", "plan.toml", "--today", "2026-12-01"],
        );
        assert_eq!(run.out.contains("many-priorities"), is_many, "{}", run.out);
    }
}

#[test]
fn what_is_done_is_no_longer_improved_at_once() {
    let read = |file| fs::read_to_string(examples().join(file)).unwrap();
    let (plan, team) = (read("plan-2026.toml"), read("team-2026.toml"));
    let practice = "practice = \"strategic-partnerships.tier-3-intensive-support\"";
    let (before, action) = plan.split_once(practice).unwrap();
    let done = action.replacen("status = \"in-progress\"", "status = \"done\"", 1);
    let done = format!("{before}{practice}{done}");
    for (plan, improved) in [(&plan, 10), (&done, 9)] {
        let folder = crate::common::folder(&[("plan.toml", plan), ("team-2026.toml", &team)]);
        let run = run(
            folder.path(),
            &["validate", "plan.toml", "--today", "2026-11-20"],
        );
        let said = format!("The team decided to improve {improved} practices at once.");
        assert!(run.out.contains(&said), "{}", run.out);
    }
}

#[test]
fn the_examples_are_what_they_say() {
    let examples = examples();
    let validate = |file: &str| {
        let arguments = [
            "validate",
            file,
            "--today",
            "2026-11-20",
            "--format",
            "json",
        ];
        let output = chronic(&examples, &arguments);
        let json: Value = serde_json::from_slice(&output.stdout).unwrap();
        (json, output.status.code())
    };
    let (json, exit) = validate("plan-2026.toml");
    let found: Vec<_> = json["problems"].as_array().unwrap().iter().collect();
    assert_eq!((found.len(), exit), (1, Some(0)), "{found:?}");
    assert_eq!(found[0]["code"], "many-priorities");
    assert_eq!(found[0]["severity"], "note");
    assert_eq!(json["files"][0]["status"], "complete");
    let (json, exit) = validate("plan-incomplete.toml");
    assert_eq!(exit, Some(1));
    for code in [
        "missing-owner",
        "missing-due",
        "missing-action",
        "missing-reason",
        "missing-communication",
        "due-before-adopted",
        "impossible-date",
        "unknown-practice",
        "not-covered",
        "missing-goal",
        "missing-measure",
    ] {
        assert!(
            json["problems"]
                .as_array()
                .unwrap()
                .iter()
                .any(|p| p["code"] == code),
            "{code}"
        );
    }
}

#[test]
fn what_is_advised_for_a_plan_or_a_team_assessment_is_not_what_is_for_a_form() {
    let team = fs::read_to_string(examples().join("team-2026.toml")).unwrap();
    let without = |id: &str| {
        let from = team.find(&format!("[{id}]")).unwrap();
        let next = team[from + 1..].find("\n[").unwrap();
        format!("{}{}", &team[..from], &team[from + next + 2..])
    };
    let lost = team.replacen("[actionable-data.school-reports]\n", "", 1);
    let lost_two = lost.replacen("[actionable-data.family-access]\n", "", 1);
    let other = |text: &str| text.replacen("district/1", "other/1", 1);
    let stray = |text: &str, above: &str| text.replacen(above, &format!("Some note\n{above}"), 1);
    for (text, advised) in [
        (
            without("actionable-data.school-reports"),
            "chronic tally FOLDER -o FILE",
        ),
        (
            lost,
            "Type [actionable-data.school-reports] on its own line",
        ),
        (lost_two, "To see all practices: chronic rubric."),
        (
            other(&team),
            "chronic tally FOLDER -o FILE. To use the other",
        ),
        (other(COMPLETE), "chronic plan draft ASSESSMENT -o FILE."),
        (
            stray(COMPLETE, "[[defer]]"),
            "between the quotation marks of that answer",
        ),
        (
            COMPLETE.replacen("[[defer]]", "[ (", 1),
            "[[action]] in a plan",
        ),
        (
            COMPLETE.replacen("[[action]]", "[[Action 1]]", 1),
            "Type [[action]]",
        ),
        (
            COMPLETE.replacen("[[action]]", "[[action]] owner: Ann", 1),
            "Type [[action]] alone.",
        ),
    ] {
        let folder = crate::common::folder(&[("file.toml", &text)]);
        let output = chronic(folder.path(), &["validate", "file.toml"]);
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains(advised), "{advised}: {said}");
        for of_a_form in ["blank form", "How do we know?", "chronic init"] {
            assert!(!said.contains(of_a_form), "{of_a_form}: {said}");
        }
    }
}
