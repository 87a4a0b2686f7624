//! The summary, for the team and for the public.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use tempfile::TempDir;

use crate::common::{folder, output as chronic, run};

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// The page of a run that has to go well.
fn page(arguments: &[&str]) -> String {
    let folder = TempDir::new().unwrap();
    let output = chronic(folder.path(), arguments);
    assert!(output.status.success(), "{}", text(output.stderr));
    text(output.stdout)
}

fn team_page() -> String {
    page(&["render", example("team-2026.toml").to_str().unwrap()])
}

fn public_page() -> String {
    let team = example("team-2026.toml");
    page(&["render", team.to_str().unwrap(), "--audience", "public"])
}

/// What a reader of Markdown finds in a page.
#[derive(Default)]
struct Read {
    headings: Vec<(HeadingLevel, String)>,
    /// For each table, its number of columns and of rows below the head.
    tables: Vec<(usize, usize)>,
    html: Vec<String>,
    links: usize,
}

fn read(page: &str) -> Read {
    let mut read = Read::default();
    let mut heading = None;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => read.headings.extend(heading.take()),
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            Event::Start(Tag::Table(columns)) => read.tables.push((columns.len(), 0)),
            Event::End(TagEnd::TableRow) => read.tables.last_mut().unwrap().1 += 1,
            Event::Html(html) | Event::InlineHtml(html) => read.html.push(html.to_string()),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => read.links += 1,
            _ => {}
        }
    }
    read
}

fn sections(read: &Read) -> Vec<&str> {
    let second = read
        .headings
        .iter()
        .filter(|(level, _)| *level == HeadingLevel::H2);
    second.map(|(_, words)| words.as_str()).collect()
}

#[test]
fn the_teams_page_is_the_one_that_was_read_and_accepted() {
    snapbox::assert_data_eq!(
        team_page(),
        snapbox::file!["snapshots/render-team.md"].raw()
    );
}

#[test]
fn the_public_page_is_the_one_that_was_read_and_accepted() {
    snapbox::assert_data_eq!(
        public_page(),
        snapbox::file!["snapshots/render-public.md"].raw()
    );
}

#[test]
fn the_teams_page_has_every_section_and_practice() {
    let page = team_page();
    let read = read(&page);
    assert_eq!(
        sections(&read),
        [
            "At a glance",
            "Strengths to continue",
            "OK for now",
            "Gaps and priorities",
            "Differences of opinion",
            "Find out",
            "Students with disabilities and other vulnerable students",
            "Evidence",
            "What the team agreed",
            "Every practice",
            "How to read this",
        ]
    );
    // At a glance, what was agreed, and a table for each of five ingredients.
    assert_eq!(
        read.tables,
        [(7, 6), (5, 25), (11, 5), (11, 5), (11, 5), (11, 5), (11, 5)]
    );
    // Nothing but the last line, by which the page is known again.
    assert_eq!(read.html.len(), 1, "{:?}", read.html);
    assert_eq!(read.links, 0);
}

#[test]
fn the_public_page_says_where_practices_stand_and_no_more() {
    let page = public_page();
    let read = read(&page);
    assert_eq!(
        sections(&read),
        [
            "At a glance",
            "Our strengths",
            "What needs work",
            "What comes next",
            "How you can help",
            "Every practice"
        ]
    );
    assert_eq!(read.tables, [(2, 5); 5]);
    assert_eq!((read.html.len(), read.links), (1, 0));
    // What the team agreed decides: 14 is a strength by the counts and was settled lower.
    assert!(page.contains("| District attendance staff know the law | OK for Now |"));
    for private in [
        "**Note:**",
        "9 responses",
        "4 Strength",
        "of 9",
        "Still undecided",
    ] {
        assert!(!page.contains(private), "{private}");
    }
}

#[test]
fn without_an_agreement_the_counts_decide() {
    let responses = example("responses");
    let page = page(&[
        "render",
        responses.to_str().unwrap(),
        "--before-debrief",
        "--audience",
        "public",
    ]);
    assert!(page.contains("Nine people from six departments took part in the self-assessment."));
    for claimed in ["team", "agreed", "met", "priorit"] {
        let claimed = page.lines().filter(|line| {
            !line.starts_with("- **") && !line.starts_with('|') && line.contains(claimed)
        });
        assert_eq!(claimed.collect::<Vec<_>>(), Vec::<&str>::new());
    }
    assert!(page.contains("| District attendance staff know the law | Strength |"));
    assert!(page.contains("| Attendance data and alerts for families | Opinions differ |"));
    assert!(page.contains("| Cross-sector partnerships | Still gathering information |"));
}

#[test]
fn the_team_sees_both_camps_and_what_does_not_wait() {
    let responses = example("responses");
    let answers = page(&["render", responses.to_str().unwrap()]);
    for words in [
        "**5 of 9 say Strength (4) or OK for Now (1).**",
        "**4 of 9 say Could be Better (1) or Urgent Gap (3).**",
        "**Don't wait on this one:** half or more of those who do know say Urgent Gap.",
        "**Note:** 1 of 8 says Urgent Gap.",
        "**Urgent gap: half or more of those who rated it said so (8 of 9 rated it).**",
        "Some priorities are too close to rank: 24 and 5; 15, 25, 7, and 13; 23, 19, and 17; 3 and 8. Those in a group",
        "If one person hadn't answered, 3 of 25 practices could have a different result: numbers 1, 8, and 17.",
    ] {
        assert!(answers.contains(words), "{words}");
    }
    // What the team settled is listed so, with the answers next to it.
    let settled = team_page();
    assert!(settled.contains("No difference of opinion is left to settle."));
    assert!(settled.contains(
        "**Urgent gap: the team agreed on this (the answers alone: find out, urgent).**"
    ));
    assert!(settled.contains("the answers alone: strength"));
}

#[test]
fn a_page_nobody_changed_is_written_anew_and_any_other_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let team = example("team-2026.toml");
    let team = team.to_str().unwrap();
    let path = folder.path().join("summary.md");
    let render = |more: &[&str]| {
        let arguments = [&["render", team, "-o", "summary.md"], more].concat();
        chronic(folder.path(), &arguments)
    };
    assert!(render(&[]).status.success());
    let first = fs::read_to_string(&path).unwrap();
    assert!(render(&["--title", "Other"]).status.success());
    assert!(fs::read_to_string(&path).unwrap().starts_with("# Other\n"));
    let mine = first.replace("At a glance", "At my glance");
    fs::write(&path, &mine).unwrap();
    let refused = render(&[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(refused.stderr).contains("--force"));
    assert_eq!(fs::read_to_string(&path).unwrap(), mine);
    assert!(render(&["--force"]).status.success());
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// A response whose every word is made up.
fn response(words: &[String; 4], rating: &str) -> String {
    let [name, role, department, documentation] = words;
    let mut form = format!(
        "kind = \"response\"\nrubric = \"district/1\"\n[respondent]\nname = \"{name}\"\nrole = \"{role}\"\ndepartment = \"{department}\"\n"
    );
    for practice in chronic::files::rubric::builtin().practices() {
        form.push_str(&format!(
            "[{}]\nrating = \"{rating}\"\ndocumentation = '''\n{documentation}\n'''\n",
            practice.id
        ));
    }
    form
}

#[test]
fn a_small_teams_public_page_needs_a_yes() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    for at in 0..4 {
        let words = ["n", "r", "d", "x"].map(|w| format!("{w}{at}"));
        fs::write(
            folder.path().join(format!("forms/{at}.toml")),
            response(&words, "strength"),
        )
        .unwrap();
    }
    let public = [
        "render",
        "forms",
        "--before-debrief",
        "--audience",
        "public",
    ];
    let refused = chronic(folder.path(), &public);
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stdout.is_empty());
    assert!(text(refused.stderr).contains("--yes-small"));
    let yes = chronic(folder.path(), &[&public[..], &["--yes-small"]].concat());
    assert!(yes.status.success());
    assert!(text(yes.stderr).contains("recognize"));
    // The team's own page needs none.
    assert!(
        chronic(folder.path(), &["render", "forms"])
            .status
            .success()
    );
}

#[test]
fn text_from_forms_stays_text() {
    let folder = TempDir::new().unwrap();
    let hostile = "<script>fetch('x')</script> ![x](http://a.example/i.png) | a | b\n\n# District results\n\n---\n[1]: http://a.example\n```\n<!-- x -->";
    let words = ["Ann <b>Lee</b>", "| r |", "d", hostile].map(str::to_owned);
    fs::write(folder.path().join("a.toml"), response(&words, "ok-for-now")).unwrap();
    let output = chronic(
        folder.path(),
        &[
            "render",
            "a.toml",
            "--title",
            "T\n# x <i>y</i> ![z](http://a.example)",
        ],
    );
    assert!(output.status.success());
    let page = text(output.stdout);
    let read = read(&page);
    assert_eq!((read.html.len(), read.links), (1, 0), "{:?}", read.html);
    let first = read
        .headings
        .iter()
        .filter(|(level, _)| *level == HeadingLevel::H1)
        .count();
    assert_eq!(first, 1);
    assert!(
        read.headings
            .iter()
            .all(|(_, words)| words != "District results")
    );
    assert!(
        read.tables
            .iter()
            .all(|(columns, _)| [7, 9].contains(columns)),
        "{:?}",
        read.tables
    );
}

fn made_up() -> impl Strategy<Value = [String; 4]> {
    // Words of letters that occur together nowhere in English.
    [
        "zq[a-z]{4,8}qz",
        "xq[a-z]{4,8}qx",
        "jq[a-z]{4,8}qj",
        "vq[a-z]{4,8}qv",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_word_of_a_respondent_is_in_public_output(
        people in prop::collection::vec(made_up(), 5..8),
        ratings in prop::collection::vec(prop::sample::select(vec!["strength", "could-be-better", "unsure"]), 8),
        note in "zx[a-z]{4,8}xz",
    ) {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("forms")).unwrap();
        for (at, words) in people.iter().enumerate() {
            let path = folder.path().join(format!("forms/{}.toml", words[0]));
            fs::write(path, response(words, ratings[at])).unwrap();
        }
        let distinct: HashSet<&String> = people.iter().map(|p| &p[0]).collect();
        prop_assume!(distinct.len() == people.len());
        prop_assert!(chronic(folder.path(), &["tally", "forms", "-o", "team.toml"]).status.success());
        let team = fs::read_to_string(folder.path().join("team.toml")).unwrap();
        prop_assert!(team.contains(&people[0][3]));
        fs::write(folder.path().join("team.toml"), team.replace("notes = \"\"", &format!("notes = \"{note}\""))).unwrap();
        for source in ["forms", "team.toml"] {
            let output = chronic(folder.path(), &["render", source, "--before-debrief", "--audience", "public"]);
            prop_assert!(output.status.success());
            let page = text(output.stdout);
            for word in people.iter().flatten().chain([&note]) {
                prop_assert!(!page.contains(word.as_str()), "{word} in {page}");
            }
        }
    }
}

#[test]
fn groups_and_last_time_have_sections_of_their_own() {
    let responses = example("responses");
    let last = example("team-2025.toml");
    let page = page(&[
        "render",
        responses.to_str().unwrap(),
        "--by",
        "department",
        "--min-group",
        "3",
        "--previous",
        last.to_str().unwrap(),
    ]);
    let read = read(&page);
    let sections = sections(&read);
    let at = |name: &str| sections.iter().position(|s| *s == name);
    assert!(at("By department") < at("What has changed"), "{sections:?}");
    assert!(
        at("What has changed") < at("Every practice"),
        "{sections:?}"
    );
    assert!(page.contains("Of 25 practices: 3 improved, 2 declined"));
    assert_eq!((read.html.len(), read.links), (1, 0));
}

#[test]
fn the_public_hears_what_changed_and_nothing_of_groups() {
    let team = example("team-2026.toml");
    let last = example("team-2025.toml");
    let arguments = ["render", team.to_str().unwrap(), "--audience", "public"];
    let page = page(&[&arguments[..], &["--previous", last.to_str().unwrap()]].concat());
    assert!(
        page.contains(
            "| Tier 3: intensive intervention | OK for Now | Urgent Gap | \u{2193} Down |"
        ),
        "{page}"
    );
    assert!(page.contains("\u{2191} Up |"));
    assert!(!page.contains("Delta"));
    let folder = TempDir::new().unwrap();
    let refused = chronic(folder.path(), &[&arguments[..], &["--by", "role"]].concat());
    assert_eq!(refused.status.code(), Some(2));
}

/// The example's plan with an owner whom nothing else names.
fn plan_with_owner(folder: &Path, owner: &str) {
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let lines = plan.lines().map(|line| {
        if line.starts_with("owner = ") {
            format!("owner = \"{owner}\"")
        } else {
            line.to_owned()
        }
    });
    let plan: Vec<String> = lines.collect();
    fs::write(folder.join("plan.toml"), plan.join("\n")).unwrap();
}

#[test]
fn priorities_show_their_actions_and_everyone_who_is_told() {
    let folder = TempDir::new().unwrap();
    plan_with_owner(folder.path(), "Zuzqana");
    let team = example("team-2026.toml");
    let render = |more: &[&str]| {
        let arguments = [
            &["render", team.to_str().unwrap(), "--plan", "plan.toml"],
            more,
        ]
        .concat();
        let output = chronic(folder.path(), &arguments);
        assert!(output.status.success(), "{}", text(output.stderr));
        text(output.stdout)
    };
    let page = render(&[]);
    let found = read(&page);
    let sections = sections(&found);
    assert!(sections.contains(&"The plan") && sections.contains(&"How we share the results"));
    // Fourteen actions and four communications; neither text breaks its table.
    assert!(found.tables.contains(&(8, 14)), "{:?}", found.tables);
    assert!(found.tables.contains(&(7, 4)), "{:?}", found.tables);
    // The team's order, not that of the counts.
    let first = page.split("### Top priorities").nth(1).unwrap();
    assert!(
        first
            .trim_start()
            .starts_with("In the order of the team's plan:\n\n1. **Reports by grade")
    );
    let gap = page.split("### Tier 3").nth(1).unwrap();
    assert!(gap.contains("- Hold a weekly case meeting"));
    assert!(page.contains("Zuzqana"));
    let public = render(&["--audience", "public"]);
    assert!(public.contains("Hold a weekly case meeting"));
    assert!(!public.contains("Zuzqana"));
    assert!(
        !public.contains("community clinic"),
        "partners are not named"
    );
    assert!(render(&["--audience", "public", "--show-owners"]).contains("Zuzqana"));
    // The facilitator hears of an owner in the words of the plan, and of a student.
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    assert!(plan.contains("action = \"Hold a weekly"));
    let plan = plan.replacen(
        "action = \"Hold a weekly",
        "action = \"Zuzqana, for student ID 48151623: hold a weekly",
        1,
    );
    fs::write(folder.path().join("plan.toml"), &plan).unwrap();
    let line = plan.lines().position(|line| line.contains("48151623"));
    let place = format!(
        "may have a student's ID or date of birth: plan.toml:{}.",
        line.unwrap() + 1
    );
    for (more, names) in [(&[][..], true), (&["--show-owners"], false)] {
        let team = team.to_str().unwrap();
        let page = [
            "render",
            team,
            "--plan",
            "plan.toml",
            "--audience",
            "public",
        ];
        let run = run(folder.path(), &[&page, more].concat());
        assert_eq!(
            run.err.contains("names an owner (Zuzqana)"),
            names,
            "{}",
            run.err
        );
        assert!(!run.err.contains("48151623"), "{}", run.err);
        assert!(run.err.contains(&place), "{}", run.err);
    }
    // So does who makes a page of it, or of a team assessment.
    let text = fs::read_to_string(&team).unwrap();
    let text = text.replacen("text = \"", "text = \"Student ID 48151623: ", 1);
    fs::write(folder.path().join("t.toml"), text).unwrap();
    for file in ["plan.toml", "t.toml"] {
        let run = run(folder.path(), &["page", file, "-o", "p.html", "--force"]);
        run.says(&["warning[student-data]"]);
        assert!(!run.err.contains("48151623"), "{}", run.err);
    }
}

#[test]
fn owners_are_looked_for_in_what_the_page_shows() {
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let plan = plan.replacen(
        "owner = \"Attendance Data Analyst\"",
        "owner = \"Zuz Alba\"",
        1,
    );
    let team = example("team-2026.toml");
    for (key, public, office) in [("measure", true, false), ("action", true, true)] {
        let plan = plan.replacen(
            &format!("\n{key} = \""),
            &format!("\n{key} = \"Zuz Alba: "),
            1,
        );
        let folder = folder(&[("plan.toml", &plan)]);
        for (audience, is_told) in [("public", public), ("district-office", office)] {
            let words = [
                "render",
                team.to_str().unwrap(),
                "--plan",
                "plan.toml",
                "--audience",
                audience,
            ];
            let run = run(folder.path(), &words);
            assert_eq!(run.code, 0, "{}", run.err);
            let told = run.err.contains("names an owner (Zuz");
            assert_eq!(told, is_told, "{key} {audience}\n{}", run.err);
        }
    }
}

#[test]
fn a_plan_that_is_none_is_said_and_nothing_is_rendered() {
    let folder = TempDir::new().unwrap();
    let team = example("team-2026.toml");
    let team = team.to_str().unwrap();
    let output = chronic(folder.path(), &["render", team, "--plan", team]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn what_is_wrong_with_plan_and_responses_is_said_in_one_run() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("plan.toml"),
        "kind = \"plan\"\nrubric = \"district/1\"\nowner = 1\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("a.toml"),
        response(&["n", "r", "d", "x"].map(str::to_owned), "good"),
    )
    .unwrap();
    let output = chronic(folder.path(), &["render", "a.toml", "--plan", "plan.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(output.stderr);
    assert!(
        said.contains("plan.toml:3:1") && said.contains("unknown-rating"),
        "{said}"
    );
    // The system's refusal weighs more than a mistake.
    let output = chronic(
        folder.path(),
        &["render", "none.toml", "--plan", "plan.toml"],
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_one_person_said_is_not_where_a_practice_stands() {
    let folder = tempfile::tempdir().unwrap();
    let page = |agreed: &str| {
        let team = format!(
            "kind = \"team-assessment\"\nrubric = \"district/1\"\nresponses = 6\n[actionable-data.team-review]\ncounts = {{ strength = 0, ok-for-now = 0, could-be-better = 0, urgent-gap = 1, unsure = 0, unanswered = 5 }}\nagreed = \"{agreed}\"\n"
        );
        fs::write(folder.path().join("team.toml"), team).unwrap();
        let shown = run(
            folder.path(),
            &[
                "render",
                "team.toml",
                "--before-debrief",
                "--audience",
                "public",
            ],
        );
        assert_eq!(shown.code, 0, "{}", shown.err);
        shown.out
    };
    let row = |standing| format!("| Review of attendance data by a district team | {standing} |");
    assert!(page("").contains(&row("Still gathering information")));
    assert!(!page("").contains("Urgent Gap"));
    assert!(page("urgent-gap").contains(&row("Urgent Gap")));
}

#[test]
fn what_is_done_comes_next_for_nobody_and_what_was_due_says_so() {
    let folder = TempDir::new().unwrap();
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let done = plan
        .replace("\"not-started\"", "\"done\"")
        .replace("\"in-progress\"", "\"done\"");
    // An action that readers aren't told of, since nobody has written it yet.
    let practice = "actionable-data.family-access";
    let draft = format!("[[action]]\nid = \"new\"\npractice = \"{practice}\"\naction = \"\"\n\n");
    let half = done.replacen("[[continue]]", &format!("{draft}[[continue]]"), 1);
    // Nor is a practice done where an action for it was dropped, though nothing is left to do.
    let dropped = draft.replace("\"\"\n\n", "\"Give up\"\nstatus = \"dropped\"\n\n");
    let dropped = done.replacen("[[continue]]", &format!("{dropped}[[continue]]"), 1);
    let title = "Attendance data and alerts for families";
    for (plan, is_done, is_next) in [
        (plan.clone(), false, true),
        (dropped, false, false),
        (done, true, false),
        (half, false, true),
    ] {
        fs::write(folder.path().join("plan.toml"), plan).unwrap();
        let team = example("team-2026.toml");
        let render = [
            "render",
            team.to_str().unwrap(),
            "--plan",
            "plan.toml",
            "--today",
            "2027-07-01",
        ];
        for audience in ["schools", "public"] {
            let page = run(
                folder.path(),
                &[&render[..], &["--audience", audience]].concat(),
            )
            .out;
            let line = |says: &str| page.lines().any(|l| l.contains(says) && l.contains(title));
            let done = page.split("## What we have done\n").nth(1);
            let done = done.and_then(|rest| rest.split("\n## ").next());
            // Of the first three, the page of an audience has the work itself.
            let is_told = done.is_some_and(|done| done.contains(title));
            assert_eq!(is_told, is_done, "{page}");
            let next = ["**In the order of our plan:**", "**We will improve:**"];
            assert_eq!(next.iter().any(|says| line(says)), is_next, "{page}");
        }
    }
    fs::write(
        folder.path().join("plan.toml"),
        fs::read(example("plan-2026.toml")).unwrap(),
    )
    .unwrap();
    let team = example("team-2026.toml");
    let page = run(
        folder.path(),
        &[
            "render",
            team.to_str().unwrap(),
            "--plan",
            "plan.toml",
            "--audience",
            "schools",
            "--today",
            "2027-07-01",
        ],
    );
    assert!(page.out.contains("(was due "), "{}", page.out);
    // Whatever names a day says whether it is over, as of the day of the page.
    assert!(!page.out.contains("(due "), "{}", page.out);
    assert!(
        page.out.contains("## Our focus for 2026-27\n"),
        "{}",
        page.out
    );
}

#[test]
fn a_goal_has_the_same_numbers_on_pages_as_in_the_plans_status() {
    let folder = TempDir::new().unwrap();
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let (before, _) = plan.split_once("[[goal]]").unwrap();
    for (unit, [start, target], shown) in [
        ("schools", ["1", "4"], ["1 (schools)", "4 schools"]),
        ("%", ["21.0", "14.8"], ["21.0%", "14.8%"]),
        ("%", ["20.5", "15.0"], ["20.5%", "15.0%"]),
        ("", ["3.0", "4.0"], ["3", "4"]),
    ] {
        let goal = format!(
            "[[goal]]\nwhat = \"What we count\"\nunit = \"{unit}\"\nbaseline = {{ value = {start}, on = 2026-06-12 }}\ntarget = {{ value = {target}, by = 2028-06-30 }}\n"
        );
        fs::write(folder.path().join("plan.toml"), format!("{before}{goal}")).unwrap();
        let status = ["plan", "status", "plan.toml", "--today", "2026-12-01"];
        let status = run(folder.path(), &status).out;
        let [start, target] = shown;
        let said = format!("{start} in June, target {target} by June 2028");
        assert!(status.contains(&said), "{status}");
        let team = example("team-2026.toml");
        let render = ["render", team.to_str().unwrap(), "--plan", "plan.toml"];
        for audience in ["team", "public"] {
            let more = ["--audience", audience, "--today", "2026-12-01"];
            let page = run(folder.path(), &[&render[..], &more].concat()).out;
            let said =
                format!("Start: {start} on June 12, 2026. Target: {target} by June 30, 2028.");
            assert!(page.contains(&said), "{page}");
        }
    }
}

/// Whoever forgets for whom a page is does not hand the team's to everybody.
#[test]
fn a_page_for_the_team_takes_no_public_pages_place() {
    let folder = tempfile::tempdir().unwrap();
    let team = example("team-2026.toml");
    let team = team.to_str().unwrap();
    for page in ["page.md", "page.html"] {
        let made = run(
            folder.path(),
            &["render", team, "--audience", "public", "-o", page],
        );
        assert_eq!(made.code, 0, "{}", made.err);
        let public = fs::read(folder.path().join(page)).unwrap();
        let again = run(folder.path(), &["render", team, "-o", page]);
        assert_eq!(again.code, 2, "{}", again.err);
        assert!(again.err.contains("--audience public"), "{}", again.err);
        assert_eq!(fs::read(folder.path().join(page)).unwrap(), public);
        // The other way round, and when it is meant.
        for args in [&["--force"][..], &["--audience", "public"]] {
            let args = [&["render", team, "-o", page], args].concat();
            let made = run(folder.path(), &args);
            assert_eq!(made.code, 0, "{}", made.err);
        }
    }
}

#[test]
fn an_empty_plan_is_warned_of_and_its_empty_rows_are_summed_up() {
    let folder = TempDir::new().unwrap();
    fs::copy(example("team-2026.toml"), folder.path().join("team.toml")).unwrap();
    let chronic = |line: &str| run(folder.path(), &line.split(' ').collect::<Vec<_>>());
    assert_eq!(chronic("plan draft team.toml -o plan.toml").code, 0);
    let render = "render team.toml --audience public --plan plan.toml";
    let empty = chronic(render);
    assert_eq!(empty.code, 0);
    let says = |err: &str| err.contains("warning: plan.toml isn't complete: ");
    assert!(says(&empty.err), "{}", empty.err);
    assert!(
        empty
            .out
            .contains("Twelve priorities in the plan have no details yet.")
    );
    for none in [
        "not filled in yet",
        "no date yet",
        "How we share the results",
        "No. 1",
    ] {
        assert!(!empty.out.contains(none), "{none}: {}", empty.out);
    }
    // The team sees what it has to fill in.
    let team = chronic("render team.toml --plan plan.toml");
    assert!(says(&team.err) && team.out.contains("*not filled in yet*"));
    // What one entry says is shown, and the rest is summed up.
    let plan = fs::read_to_string(folder.path().join("plan.toml")).unwrap();
    let day = plan.replacen("due = \"\"", "due = \"2027-01-08\"", 1);
    fs::write(folder.path().join("plan.toml"), day).unwrap();
    let one = chronic(render);
    assert!(one.out.contains("| Jan. 8, 2027 | 1 |"), "{}", one.out);
    assert!(
        one.out
            .contains("Eleven priorities in the plan have no details yet.")
    );
    // The numbers of the list are those of the table, whatever isn't shown yet; and what is done
    // by another day isn't said to be done on the day it is due.
    let [first, second] = ["due = \"\"", "due = \"2027-01-08\""];
    let (before, after) = plan.split_at(plan.match_indices(first).nth(1).unwrap().0);
    let done = format!("{before}{}", after.replacen(first, second, 1));
    fs::write(folder.path().join("plan.toml"), done).unwrap();
    let one = chronic(render);
    assert!(one.out.contains("**No. 1:**"), "{}", one.out);
    assert!(one.out.contains("| Jan. 8, 2027 | 1 |"), "{}", one.out);
    assert!(
        one.out.contains("- Due Jan. 8, 2027, not started\n"),
        "{}",
        one.out
    );
    // A plan of no entry at all is none either.
    fs::write(
        folder.path().join("plan.toml"),
        "kind = \"plan\"\nrubric = \"district/1\"\n",
    )
    .unwrap();
    assert!(says(&chronic(render).err));
}

/// The number of each title in these lines, where it has one.
fn numbers<'p>(
    page: &'p str,
    find: impl Fn(&'p str) -> Option<(&'p str, &'p str)>,
) -> Vec<(&'p str, &'p str)> {
    page.lines().filter_map(find).collect()
}

#[test]
fn a_page_with_a_plan_has_one_numbering() {
    let [team, plan] = ["team-2026.toml", "plan-2026.toml"].map(example);
    let [team, plan] = [&team, &plan].map(|path| path.to_str().unwrap());
    let public = page(&["render", team, "--audience", "public", "--plan", plan]);
    let table = numbers(&public, |line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        (cells.len() == 6 && cells[0].ends_with(|c: char| c.is_ascii_digit()))
            .then(|| (cells[1], cells[3]))
    });
    assert_eq!(table.len(), 14);
    let list = numbers(&public, |line| {
        let (number, after) = line.strip_prefix("- **No. ")?.split_once(":** **")?;
        Some((number, after.split_once("**")?.0))
    });
    assert_eq!(list.len(), 12, "{public}");
    for (number, title) in &list {
        let same = table.iter().filter(|(_, other)| other == title);
        assert!(same.clone().count() > 0, "{title}");
        assert!(same.clone().all(|(other, _)| other == number), "{title}");
    }
    let order: Vec<usize> = list.iter().map(|(n, _)| n.parse().unwrap()).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(!public.contains("\n1. "), "{public}");
    // The team's: what comes first is numbered as in the plan, and nothing else is.
    let team = page(&["render", team, "--plan", plan]);
    let first = numbers(&team, |line| {
        let (number, after) = line.split_once(". **")?;
        number.parse::<usize>().ok()?;
        Some((number, after.split_once("**")?.0))
    });
    assert_eq!(first.len(), 3);
    let table = numbers(&team, |line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        (cells.len() == 8 && cells[0].ends_with(|c: char| c.is_ascii_digit()))
            .then(|| (cells[1], cells[3]))
    });
    for one in first {
        assert!(table.contains(&one), "{one:?}");
    }
    assert!(!team.contains("\n### 1. "), "{team}");
}

#[test]
fn one_answer_of_a_team_of_two_is_still_being_found_out() {
    let folder = TempDir::new().unwrap();
    let forms = folder.path().join("forms");
    fs::create_dir(&forms).unwrap();
    let words = |at: usize| ["n", "r", "d", "x"].map(|w| format!("{w}{at}"));
    let form = response(&words(1), "urgent-gap");
    fs::write(forms.join("a.toml"), &form).unwrap();
    let page = || {
        let arguments = [
            "render",
            "forms",
            "--before-debrief",
            "--audience",
            "public",
            "--yes-small",
        ];
        run(folder.path(), &arguments).out
    };
    // Who answers alone has asked for the page.
    assert!(page().contains("| Urgent Gap |") && !page().contains("information |"));
    let unsure = response(&words(2), "unsure");
    fs::write(forms.join("b.toml"), unsure).unwrap();
    assert!(!page().contains("Urgent Gap") && page().contains("information |"));
    let blank = form.replacen("rating = \"urgent-gap\"", "rating = \"\"", 24);
    fs::write(forms.join("b.toml"), blank.replace("n1", "n2")).unwrap();
    // Both rated the last practice.
    assert_eq!(page().matches("| Urgent Gap |").count(), 1, "{}", page());
    assert_eq!(page().matches("information |").count(), 24);
}

/// A page for others says what the team settled; until then it isn't made by accident.
#[test]
fn pages_for_others_come_from_what_the_team_settled() {
    let folder = TempDir::new().unwrap();
    let team = fs::read_to_string(example("team-2026.toml")).unwrap();
    let responses = example("responses");
    let responses = responses.to_str().unwrap();
    let plan = example("plan-2026.toml");
    let plan = plan.to_str().unwrap();
    let render = |source: &str, more: &[&str]| {
        let arguments = [&["render", source], more].concat();
        run(folder.path(), &arguments)
    };
    let open = |section: &str, text: &str| {
        let at = text.find(&format!("[{section}]")).unwrap();
        let (before, after) = text.split_at(at);
        let lines = after.lines().scan(false, |over, line| {
            let ends = *over;
            *over |= line.starts_with("decision");
            Some(
                if !ends && (line.starts_with("agreed") || line.starts_with("decision")) {
                    format!("{} = \"\"", line.split(' ').next().unwrap())
                } else {
                    line.to_owned()
                },
            )
        });
        format!("{before}{}\n", lines.collect::<Vec<_>>().join("\n"))
    };
    // A strength by its counts asks for nothing; what is split or unknown does.
    let strong = open("capacity-building.district-team", &team);
    fs::write(folder.path().join("strong.toml"), &strong).unwrap();
    let unsettled = open("actionable-data.family-access", &strong);
    let unsettled = open("shared-accountability.partner-agreements", &unsettled);
    fs::write(folder.path().join("open.toml"), unsettled).unwrap();
    for audience in [
        "public",
        "school-board",
        "district-office",
        "schools",
        "partners",
    ] {
        let more = ["--audience", audience, "--plan", plan];
        assert_eq!(render("strong.toml", &more).code, 0);
        let refused = render("open.toml", &more);
        assert_eq!((refused.code, refused.out.as_str()), (1, ""));
        let said = "2 practices aren't settled yet";
        assert!(refused.err.contains(said), "{}", refused.err);
        refused.says(&["\n  3. Attendance data and alerts for families\n"]);
        assert!(refused.err.contains("--before-debrief"), "{}", refused.err);
        let forms = render(responses, &more);
        assert_eq!((forms.code, forms.out.as_str()), (1, ""));
        assert!(forms.err.contains("--before-debrief"), "{}", forms.err);
        for source in ["open.toml", responses] {
            let anyway = [&more[..], &["--before-debrief"]].concat();
            assert_eq!(render(source, &anyway).code, 0);
        }
    }
    // Nor does what isn't settled get there as an earlier year's.
    let last = ["--audience", "public", "--previous", "open.toml"];
    let refused = render("strong.toml", &last);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    refused.says(&[
        "open.toml and strong.toml are both from 2026-27.",
        "error: 2 practices aren't settled yet",
        "in open.toml, or run this without that file.",
    ]);
    let anyway = [&last[..], &["--before-debrief"]].concat();
    assert_eq!(render("strong.toml", &anyway).code, 0);
    // Nor are single answers told by the way of an earlier year.
    let last = ["--audience", "public", "--previous", responses];
    assert_eq!(render("strong.toml", &last).code, 1);
    fs::write(
        folder.path().join("one.toml"),
        response(&["n", "r", "d", "x"].map(str::to_owned), "unsure"),
    )
    .unwrap();
    let last = [
        "--audience",
        "public",
        "--before-debrief",
        "--previous",
        "one.toml",
    ];
    assert_eq!(render("strong.toml", &last).code, 2);
}

#[test]
fn each_audience_has_its_own_message_from_the_plan() {
    let folder = TempDir::new().unwrap();
    let team = example("team-2026.toml");
    let team = team.to_str().unwrap();
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let more = "[[communication]]\naudience = \"schools\"\nmessage = \"A second message.\"\n[[communication]]\naudience = \"families\"\nmessage = \"?\"\n[[communication]]\naudience = \"families\"\nmessage = \"Dropped.\"\nstatus = \"dropped\"\n";
    fs::write(folder.path().join("plan.toml"), format!("{plan}\n{more}")).unwrap();
    let render = |more: &[&str]| run(folder.path(), &[&["render", team][..], more].concat());
    for audience in [
        "school-board",
        "district-office",
        "schools",
        "partners",
        "families",
    ] {
        assert_eq!(render(&["--audience", audience]).code, 2);
    }
    let families = render(&["--audience", "families", "--plan", "plan.toml"]);
    assert_eq!((families.code, families.out.as_str()), (1, ""));
    families.says(&["In the [[communication]] with audience = \"families\", type message = "]);
    fs::write(
        folder.path().join("new.toml"),
        plan.replace("\"families\"", "\"other\""),
    )
    .unwrap();
    let families = render(&["--audience", "families", "--plan", "new.toml"]);
    families.says(&["Add a [[communication]] with audience = \"families\" and message = "]);
    let day = ["--today", "2026-12-24", "--plan", "plan.toml"];
    let schools = render(&[&["--audience", "schools"][..], &day].concat());
    assert_eq!(schools.code, 0, "{}", schools.err);
    let [first, second] =
        ["Five of eleven schools", "A second message."].map(|m| schools.out.find(m));
    assert!(first.is_some() && first < second, "{}", schools.out);
    assert!(schools.out.contains("As of December 24, 2026"));
    assert!(schools.out.contains("Plan adopted November 10, 2026"));
    assert!(
        !schools.out.contains("breakfast"),
        "another audience's message"
    );
    let partners = render(&[&["--audience", "partners"][..], &day].concat());
    assert!(partners.out.contains("breakfast") && !partners.out.contains("Five of eleven"));
    for private in [
        "9 responses",
        " of 9",
        "4 Strength",
        "Draft is with the clinic",
        "community clinic",
    ] {
        assert!(!schools.out.contains(private), "{private}");
    }
    assert_eq!(
        render(&["--audience", "schools", "--plan", "plan.toml", "--brief"]).code,
        2
    );
}

#[test]
fn a_page_for_others_says_only_what_is_known_by_its_day() {
    let folder = TempDir::new().unwrap();
    let team = example("team-2026.toml");
    let team = team.to_str().unwrap();
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let readings = "readings = [{ value = 19, on = 2027-06-11 }, { value = 20, on = 2026-10-30 }, { value = 20.1, on = 2027-01-29 }]";
    let plan = plan.replacen("readings = []", readings, 1);
    let contact = plan.lines().find(|l| l.starts_with("contact")).unwrap();
    let plan = plan.replace(contact, "contact = \"\"");
    fs::write(folder.path().join("plan.toml"), plan).unwrap();
    let render = |day: &str, audience: &str| {
        let whom = [
            "--audience",
            audience,
            "--today",
            day,
            "--plan",
            "plan.toml",
        ];
        run(folder.path(), &[&["render", team][..], &whom].concat()).out
    };
    for audience in ["public", "schools", "district-office"] {
        let page = render("2027-02-01", audience);
        assert!(
            page.contains("Latest: 20.1% on January 29, 2027."),
            "{page}"
        );
        assert!(
            !page.contains("June 11, 2027, Goal") && !page.contains("19%"),
            "{page}"
        );
        assert!(render("2027-06-11", audience).contains("Latest: 19.0%"));
        let asks = page.contains("**Contact:** the district office");
        assert_eq!(asks, audience != "district-office", "{page}");
    }
    let status = ["plan", "status", "plan.toml", "--today", "2027-06-11"];
    let status = run(folder.path(), &status).out;
    let status = status.split_whitespace().collect::<Vec<_>>().join(" ");
    let order = "20.0% in October, 20.1% in January, 19.0% in June 2027";
    assert!(status.contains(order), "{status}");
}

#[test]
fn several_years_are_compared_by_where_the_practices_stood() {
    let team = example("team-2026.toml");
    let last = example("team-2025.toml");
    let [team, last] = [&team, &last].map(|p| p.to_str().unwrap());
    let arguments = [
        "render",
        team,
        "--audience",
        "public",
        "--previous",
        team,
        "--previous",
        last,
    ];
    let page = page(&arguments);
    // The older one first, in whichever order they are given.
    assert!(
        page.contains("| Practice | 2025-26 | 2026-27 | 2026-27 | Change since 2026-27 |"),
        "{page}"
    );
    assert!(
        !page.contains("\u{2191} Up"),
        "the last year is this one: {page}"
    );
}

#[test]
fn another_years_plan_is_told() {
    let folder = TempDir::new().unwrap();
    let [team, last, plan] = ["team-2026.toml", "team-2025.toml", "plan-2026.toml"]
        .map(|name| example(name).to_str().unwrap().to_owned());
    let said = "is 2026-27's plan, but";
    for (source, is_anothers) in [(&team, false), (&last, true)] {
        let page = run(folder.path(), &["render", source, "--plan", &plan]);
        assert_eq!(page.err.contains(said), is_anothers, "{}", page.err);
        let workbook = ["tally", source, "--plan", &plan, "-o", "x.xlsx", "--force"];
        let workbook = run(folder.path(), &workbook);
        assert_eq!(
            (workbook.code, workbook.err.contains(said)),
            (0, is_anothers)
        );
    }
}

#[test]
fn what_became_of_last_years_plan_is_told_action_by_action() {
    let team = example("team-2026.toml");
    let plan = example("plan-2026.toml");
    let [team, plan] = [&team, &plan].map(|p| p.to_str().unwrap());
    let both = [&[][..], &["--audience", "public"]];
    for more in both {
        let arguments = [&["render", team, "--previous-plan", plan], more].concat();
        let page = page(&arguments);
        let became = page.split("Progress on our last plan").nth(1).unwrap();
        assert!(became.contains("Renew the clinic's agreement"), "{page}");
        assert_eq!(
            page.contains("The clinic is reviewing the draft."),
            more.is_empty()
        );
    }
}

/// What was done before people answered is last year's, and a gap is no strength.
#[test]
fn others_are_told_this_years_part_of_a_plan_of_several_years() {
    let folder = TempDir::new().unwrap();
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let practice = "practice = \"actionable-data.subgroup-breakdowns\"";
    let more = format!(
        "\n[[action]]\n{practice}\naction = \"Done last spring\"\nowner = \"Ana\"\ndue = \"2026-03-01\"\n\
         status = \"done\"\n\n[[continue]]\n{practice}\nhow = \"Kept from last year\"\n"
    );
    let path = folder.path().join("plan.toml");
    fs::write(&path, plan + &more).unwrap();
    let (team, path) = (example("team-2026.toml"), path.to_str().unwrap());
    let page_of =
        |more: &[&str]| page(&[&["render", team.to_str().unwrap(), "--plan", path], more].concat());
    for audience in ["public", "district-office"] {
        let page = page_of(&["--audience", audience]);
        assert!(!page.contains("Done last spring"), "{page}");
        assert!(!page.contains("Kept from last year"), "{page}");
    }
    assert!(page_of(&[]).contains("Done last spring"));
}

/// A page to fill in is made of a sound team assessment alone, and shows groups only of the
/// responses that it counts.
#[test]
fn a_page_to_fill_in_fits_its_file() {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, bytes: Vec<u8>| fs::write(folder.path().join(name), bytes).unwrap();
    let team = fs::read_to_string(example("team-2026.toml")).unwrap();
    let utf16 = std::iter::once(0xfeff).chain(team.encode_utf16());
    put("utf16.toml", utf16.flat_map(u16::to_le_bytes).collect());
    put(
        "broken.toml",
        team.replace("agreed = \"", "agreed = \"x").into_bytes(),
    );
    let plan = fs::read_to_string(example("plan-2026.toml")).unwrap();
    let utf16 = std::iter::once(0xfeff).chain(plan.encode_utf16());
    put(
        "utf16-plan.toml",
        utf16.flat_map(u16::to_le_bytes).collect(),
    );
    let [responses, form, plan, incomplete, team, last] = [
        "responses",
        "responses/attendance-data-analyst.toml",
        "plan-2026.toml",
        "plan-incomplete.toml",
        "team-2026.toml",
        "team-2025.toml",
    ]
    .map(|name| example(name).to_str().unwrap().to_owned());
    for (arguments, code, said) in [
        (
            ["page", "utf16.toml", "-o", "x.html"].as_slice(),
            1,
            "UTF-8",
        ),
        (&["page", "broken.toml"], 1, "unknown-rating"),
        (&["page", &form], 1, "This is a response"),
        (&["page", &incomplete], 1, "unknown-practice"),
        (&["page", "utf16-plan.toml"], 1, "UTF-8"),
        (&["page", &plan, "--previous", &last], 2, "--previous"),
        (&["page", "none.toml"], 2, "none.toml"),
        (&["page", &team, "-o", "x.md"], 2, "ends in .html"),
        (&["page", &team, "--by", "role"], 2, "--responses"),
        (
            &["page", &last, "--by", "role", "--responses", &responses],
            1,
            "counts other answers",
        ),
        (&["page", &team, "--previous", &plan], 1, "plan"),
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}", run.err);
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
        assert!(run.out.is_empty() && !folder.path().join("x.html").exists());
    }
    let of_plan = run(folder.path(), &["page", &plan, "-o", "plan.html"]);
    assert_eq!(of_plan.code, 0, "{}", of_plan.err);
    let page = page(&["page", &team, "--previous", &last]);
    assert!(page.contains("2025-26</bdi>:"), "last year is missing");
    assert_eq!(page.matches("data-practice=").count(), 25);
}
