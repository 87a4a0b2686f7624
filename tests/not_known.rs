//! What pages say where nothing is known: practices that no one answered, that all are unsure of,
//! that opinions are split on, and parts of a plan that no one has filled in.

use crate::common::Run;
use crate::common::world::{World, form};

const S: &str = "strength";
const G: &str = "urgent-gap";
const U: &str = "unsure";

/// A folder with a form for each of these people, and the team assessment of them.
fn world(people: &[[&str; 3]]) -> World {
    let world = World::new();
    for (name, ratings) in ["Ann", "Ben", "Cy", "Di", "Eve", "Flo"].iter().zip(people) {
        let answers = form(name, "", "2026-10-01", *ratings);
        world.put(&format!("forms/{name}.toml"), answers);
    }
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    world
}

fn told(world: &World, arguments: &str) -> String {
    run(world, arguments).ends(0).out.clone()
}

fn run(world: &World, arguments: &str) -> Run {
    let arguments: Vec<&str> = arguments.split(' ').collect();
    world.run(&[&["--rubric", "tiny.toml"], &arguments[..]].concat())
}

const PUBLIC: &str = "render team.toml --audience public --yes-small --before-debrief";
const NO_GAP: &str = "No practice is an urgent gap or could be better";

#[test]
fn that_no_practice_is_a_gap_is_said_only_where_all_are_known() {
    // What all rated, one of three, no one, and what opinions are split on or all are unsure of.
    for (practice, is_known) in [
        ([S, S, S], true),
        ([G, "", ""], false),
        (["", "", ""], false),
        ([U, U, U], false),
        ([S, S, G], false),
    ] {
        let world = world(&practice.map(|rating| [S, S, rating]));
        let public = told(&world, PUBLIC);
        assert_eq!(public.contains(NO_GAP), is_known, "{public}");
        let limited = "Of the practices with a result, none is an urgent gap or could be better.";
        assert_eq!(public.contains(limited), !is_known, "{public}");
        let team = told(&world, "render team.toml");
        // What one person rated is a gap on the team's own page.
        assert_eq!(team.contains(NO_GAP), is_known, "{team}");
    }
    let world = world(&[[U; 3]; 3]);
    let public = told(&world, PUBLIC);
    assert!(!public.contains("urgent gap"), "{public}");
    assert_eq!(public.matches("No practice has a result yet.").count(), 1);
    let team = told(&world, "render team.toml");
    assert_eq!(team.matches("None so far.").count(), 2, "{team}");
    let html = told(&world, "render team.toml --format html");
    let (_, strengths) = html.split_once(">Strengths to continue<").unwrap();
    let (strengths, rest) = strengths.split_once(">Gaps and priorities<").unwrap();
    let legend = "Each bar shows how many people gave each answer";
    assert!(!strengths.contains(legend) && rest.contains(legend));
}

#[test]
fn what_no_one_answered_is_talked_about_and_settled() {
    let world = world(&[[S, "", S]; 3]);
    let team = told(&world, "render team.toml");
    for said in [
        "No one answered \"Alerts.\"",
        "\n## Unanswered\n\n### Alerts (practice 2)\n",
        "\nNo one answered it.\n",
    ] {
        assert!(team.contains(said), "{said}: {team}");
    }
    assert!(!team.contains("doesn't need to find out"), "{team}");
    let handout = told(&world, "render team.toml --brief");
    assert!(handout.contains("| No one answered it. |"), "{handout}");
    let says_so = |expected: bool| {
        let next = told(&world, "next");
        let isnt = next.contains("1 practice isn't settled: number 2.");
        let validate = run(&world, "validate team.toml").out;
        let needs = validate.contains("warning[not-agreed]: 1 practice still needs");
        assert_eq!((isnt, needs), (expected, expected), "{next}{validate}");
    };
    says_so(true);
    let text = world.text("team.toml");
    let (before, alerts) = text.split_once("[data.alerts]").unwrap();
    let settled = alerts.replacen("decision = \"\"", "decision = \"find-out\"", 1);
    world.put("team.toml", format!("{before}[data.alerts]{settled}"));
    says_so(false);
}

#[test]
fn the_handout_says_its_order_only_where_it_has_one() {
    let start = |people: &[[&str; 3]]| {
        let handout = told(&world(people), "render team.toml --brief");
        let (_, agenda) = handout.split_once("## What to talk about\n\n").unwrap();
        let (start, _) = agenda.split_once("Agree on a rating").unwrap();
        start.to_owned()
    };
    assert_eq!(start(&[[U; 3]; 3]), "");
    assert_eq!(
        start(&[[U, G, S]; 3]),
        "Start with what to find out, and then gaps, from most to least concern. "
    );
    assert_eq!(
        start(&[[S, "", G], [S, "", G], [G, "", G], [G, "", G]]),
        "Start with differences of opinion, then what no one answered, and then gaps, from most to least concern. "
    );
}

#[test]
fn counts_are_said_once() {
    let world = world(&[
        [S, "could-be-better", S],
        [S, "could-be-better", S],
        [G, U, S],
        [G, "could-be-better", S],
    ]);
    let team = told(&world, "render team.toml");
    let (_, gaps) = team.split_once("## Gaps and priorities").unwrap();
    let (gaps, _) = gaps.split_once("\n## ").unwrap();
    for once in ["2 Strength", "2 Urgent Gap", "1 Unsure"] {
        assert_eq!(gaps.matches(once).count(), 1, "{gaps}");
    }
    assert!(
        gaps.contains("Both ends of the scale were chosen."),
        "{gaps}"
    );
    for twice in ["2 say", "1 of 4 chose"] {
        assert!(!gaps.contains(twice), "{twice}: {gaps}");
    }
}

const PLAN: &str = r#"kind = "plan"
id = "0123456789abcdef"
rubric = "tiny/1"
assessment = "team.toml"
title = ""
cycle = "2026-27"
adopted = "2026-11-25"
contact = ""

[[goal]]
what = "Students miss less of school."
unit = "%"
baseline = { value = 21, on = 2026-06-12 }

[[goal]]
what = "Home visits"
unit = ""

[[action]]
practice = "data.review"
action = "Review data."
owner = "Registrar"
due = "2026-11-12"
status = "done"
done = "2026-11-29"
measure = ""

[[action]]
practice = "staff.training"
action = ""
owner = ""
due = "2027-01-29"
status = "not-started"
measure = ""

[[defer]]
practice = "data.alerts"
reason = ""

[[communication]]
audience = "families"
message = ""
ask = ""
channel = ""
owner = ""
due = "2026-12-01"
status = "done"

[[communication]]
audience = "schools"
message = "What we found."
ask = ""
channel = "Letter"
owner = ""
due = "2026-12-02"
status = "in-progress"
"#;

fn with_plan() -> World {
    let world = world(&[[G, U, G]; 6]);
    let mut team = world.text("team.toml");
    for decision in ["improve", "find-out", "improve"] {
        let decision = format!("decision = \"{decision}\"");
        team = team.replacen("decision = \"\"", &decision, 1);
    }
    world.put("team.toml", team);
    world.put("plan.toml", PLAN);
    world
}

#[test]
fn a_plan_is_told_to_others_as_it_is_on_the_day() {
    let world = with_plan();
    let public = format!("{PUBLIC} --plan plan.toml --today");
    let page = told(&world, &format!("{public} 2026-11-30"));
    // What is done isn't what comes next, and late work wasn't done as planned.
    assert!(
        page.contains("## What we have done\n\n- **Every action in our plan is finished for:** Review of data.\n"),
        "{page}"
    );
    assert!(!page.contains("as planned"), "{page}");
    let (_, next) = page.split_once("## What comes next\n").unwrap();
    let (next, _) = next.split_once("\n## ").unwrap();
    assert_eq!(next.trim(), "- **We will improve:** Training.");
    // On hold, and nowhere else.
    assert!(page.contains("### On hold\n\n- **Alerts**\n"), "{page}");
    assert!(!page.contains("learn more about"), "{page}");
    // No placeholders, and what was shared.
    assert!(
        !page.contains("not filled in") && !page.contains("no numbers"),
        "{page}"
    );
    assert!(
        page.contains("- **Students miss less of school:** Start: 21%"),
        "{page}"
    );
    assert!(page.contains("- **Home visits.**\n"), "{page}");
    let rows = page.lines().filter(|line| line.starts_with("| Dec. "));
    let rows: Vec<String> = rows
        .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>().join("|"))
        .collect();
    assert_eq!(
        rows,
        [
            "|Dec. 1, 2026|families|||shared|",
            "|Dec. 2, 2026|schools|What we found.|Letter||"
        ]
    );
    for (day, said) in [
        (
            "2026-11-20",
            "Plan to be adopted November 25, 2026 \u{b7} As of November 20",
        ),
        (
            "2026-11-25",
            "Plan adopted November 25, 2026 \u{b7} As of November 25",
        ),
    ] {
        let page = told(&world, &format!("{public} {day}"));
        assert!(page.contains(said), "{page}");
    }
    let team = told(
        &world,
        "render team.toml --plan plan.toml --today 2026-11-30",
    );
    assert!(
        !team.contains("plan to do") && team.contains("**In the plan:**"),
        "{team}"
    );
    assert!(team.contains("*not filled in yet*"), "{team}");
    assert!(
        team.contains("| shared |") && team.contains("| in progress |"),
        "{team}"
    );
}

#[test]
fn a_plan_without_a_title_is_called_by_its_year() {
    let world = with_plan();
    let status = told(&world, "plan status plan.toml --today 2026-11-30");
    assert!(status.starts_with("Plan for 2026-27\n"), "{status}");
    let sheet = told(&world, "plan review plan.toml --today 2026-11-30");
    assert!(
        sheet.starts_with("# Check-in on Plan for 2026-27\n"),
        "{sheet}"
    );
    world.put(
        "plan.toml",
        PLAN.replace("title = \"\"", "title = \"Our own\""),
    );
    let status = told(&world, "plan status plan.toml --today 2026-11-30");
    assert!(status.starts_with("Our own\n"), "{status}");
}
