//! The summary as a page: the same content as the Markdown, hostile text, and nothing
//! more for the public than it says in words. What it looks like in a browser is tested
//! in `with_other_programs/summary.rs`.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser};
use tempfile::TempDir;

use crate::common::{examples, folder, output as chronic, run};

/// The page of a run that has to go well.
fn page(folder: &Path, arguments: &[&str]) -> String {
    let run = run(folder, arguments);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// What a reader of Markdown reads, without blank space.
fn text_of_markdown(page: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        if let Event::Text(part) | Event::Code(part) = event {
            text.push_str(&part);
        }
    }
    text.split_whitespace().collect()
}

/// What a reader of HTML reads, without blank space, pictures and contents.
fn text_of_html(page: &str) -> String {
    let mut page = page.split_once("<body>").unwrap().1.to_owned();
    for (start, end) in [
        ("<figure", "</figure>"),
        ("<nav", "</nav>"),
        ("<!--", "-->"),
    ] {
        while let Some(at) = page.find(start) {
            let length = page[at..].find(end).unwrap() + end.len();
            page.replace_range(at..at + length, " ");
        }
    }
    // The template library writes every other "<" and ">" as an entity.
    let text: String = page
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text))
        .collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&amp;", "&");
    text.split_whitespace().collect()
}

/// Renders both forms with these arguments and compares what they say, in order.
fn same_content(folder: &Path, arguments: &[&str]) {
    let both = ["markdown", "html"].map(|format| {
        let arguments = [&["render"], arguments, &["--format", format]].concat();
        page(folder, &arguments)
    });
    let (markdown, html) = (text_of_markdown(&both[0]), text_of_html(&both[1]));
    let alike = markdown.chars().zip(html.chars());
    let alike = alike.take_while(|(a, b)| a == b).count();
    let near = |text: &str| -> String {
        let from = alike.saturating_sub(40);
        text.chars().skip(from).take(120).collect()
    };
    assert!(
        markdown == html,
        "{arguments:?}:\n{}\n{}",
        near(&markdown),
        near(&html)
    );
    assert!(markdown.len() > 1000, "{arguments:?}");
}

#[test]
fn both_forms_say_the_same_in_the_same_order() {
    let folder = examples();
    let [team, plan, last] = ["team-2026.toml", "plan-2026.toml", "team-2025.toml"];
    let one = "responses/registrar.toml";
    let other = "responses/elementary-principal.toml";
    for arguments in [
        &[team][..],
        &[
            "responses",
            "--no-documentation",
            "--title",
            "A *b* <c> | d",
        ],
        &[team, "--plan", plan, "--previous", last],
        &[
            "responses",
            "--plan",
            plan,
            "--previous",
            last,
            "--by",
            "department",
            "--min-group",
            "3",
        ],
        &["responses", "--by", "role"],
        &[one, "--previous", other],
        &[one, "--previous", last],
        &[team, "--audience", "public"],
        &[
            "responses",
            "--before-debrief",
            "--audience",
            "public",
            "--plan",
            plan,
            "--previous",
            last,
        ],
        &[
            team,
            "--audience",
            "public",
            "--plan",
            plan,
            "--show-owners",
        ],
        &[
            one,
            "--before-debrief",
            "--audience",
            "public",
            "--yes-small",
        ],
        &[
            team,
            "--audience",
            "schools",
            "--plan",
            plan,
            "--previous-plan",
            plan,
        ],
        &["responses", "--brief"],
    ] {
        same_content(&folder, arguments);
    }
}

#[test]
fn a_page_is_known_by_the_name_of_its_file_and_written_anew_until_it_is_changed() {
    let folder = TempDir::new().unwrap();
    let team = examples().join("team-2026.toml");
    let team = team.to_str().unwrap();
    let path = folder.path().join("summary.html");
    let render = |more: &[&str]| {
        let arguments = [&["render", team, "-o", "summary.html"], more].concat();
        run(folder.path(), &arguments)
    };
    assert_eq!(render(&[]).code, 0);
    let first = fs::read_to_string(&path).unwrap();
    assert!(first.starts_with("<!DOCTYPE html>"), "{first}");
    assert_eq!(render(&["--title", "Other"]).code, 0);
    let other = fs::read_to_string(&path).unwrap();
    assert!(other.contains("<title>Other</title>"));
    let mine = other.replace("At a glance", "At my glance");
    fs::write(&path, &mine).unwrap();
    assert_eq!(render(&[]).code, 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), mine);
    assert_eq!(render(&["--force"]).code, 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), first);
    assert_eq!(
        render(&["--format", "markdown"]).code,
        2,
        "two forms asked for"
    );
}

#[test]
fn a_page_is_one_small_file_that_fetches_and_runs_nothing() {
    let folder = examples();
    let everything = [
        "render",
        "team-2026.toml",
        "--plan",
        "plan-2026.toml",
        "--previous",
        "team-2025.toml",
        "--format",
        "html",
    ];
    for audience in ["team", "public", "partners"] {
        let page = page(
            &folder,
            &[&everything[..], &["--audience", audience]].concat(),
        );
        assert!(page.len() < 200_000, "{audience}: {}", page.len());
        for none in [
            "<script", "<link", "<img", "<iframe", "<object", "<form", "src=", "url(http",
            "@import", " style=", "http:", "https:",
        ] {
            assert!(!page.contains(none), "{audience}: {none}");
        }
        assert!(page.contains("default-src 'none'"));
        assert_eq!(page.matches("<style>").count(), 1);
        // Every drawing is either told in words or only beside words.
        for svg in page.split("<svg").skip(1) {
            let tag = svg.split('>').next().unwrap();
            let told = tag.contains("role=\"img\"") && tag.contains("aria-label=\"");
            let hidden =
                tag.contains("aria-hidden=\"true\"") || tag.contains("viewBox=\"0 0 340 28\"");
            assert!(told != hidden, "{tag}");
        }
    }
}

#[test]
fn each_practice_has_a_bar_and_what_changed_an_arrow() {
    let folder = examples();
    let page = page(
        &folder,
        &[
            "render",
            "team-2026.toml",
            "--plan",
            "plan-2026.toml",
            "--previous",
            "team-2025.toml",
            "--format",
            "html",
        ],
    );
    for told in [
        "aria-label=\"Actionable Data: 1 Strength, 2 OK for now, 1 Could be better, 1 Urgent gap\"",
        "aria-label=\"3. Attendance data and alerts for families: 4 Strength, 1 OK for Now, 1 Could be Better, 3 Urgent Gap\"",
        "aria-label=\"4. Yearly reporting to the School Board: 1 Strength, 5 OK for Now, 1 Could be Better, 1 Unsure, 1 unanswered\"",
        "aria-label=\"Tier 3: intensive intervention: Declined; Old OK for Now, New Urgent Gap\"",
        "aria-label=\"No. 6: District attendance staff know the law: by December 4, 2026, in progress\"",
        "aria-label=\"Share with the school board: by January 12, 2027, not started\"",
    ] {
        assert!(page.contains(told), "{told}");
    }
    // One in its list and one in its ingredient; the team settled what was split.
    let bars = (1..=25).map(|n| page.matches(&format!("aria-label=\"{n}. ")).count());
    assert_eq!(bars.sum::<usize>(), 50);
}

/// A response of a nameless person, with all of these ratings but the last repeated.
fn response(rating: impl Fn(usize) -> &'static str, documentation: &str) -> String {
    let mut form = "kind = \"response\"\nrubric = \"district/1\"\n[respondent]\n".to_owned();
    for (at, practice) in chronic::files::rubric::builtin()
        .practices()
        .iter()
        .enumerate()
    {
        form.push_str(&format!(
            "[{}]\nrating = \"{}\"\ndocumentation = '''\n{documentation}\n'''\n",
            practice.id,
            rating(at)
        ));
    }
    form
}

const HOSTILE: &str = "</title></style></figure><script>fetch('//a.example')</script><img src=x onerror=alert(1)> \" onload=\"x ' <!-- --> ]]> {{7*7}} &lt;b&gt; \u{202e}evil **bold** [x](javascript:1)\n\n<iframe src='//a.example'></iframe>";

#[test]
fn what_people_did_not_write_of_a_large_teams_page_is_small() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    let ratings = ["strength", "ok-for-now", "could-be-better", "unsure"];
    let mut written = 0;
    for person in 0..30 {
        let text = format!("Number {person}: {}", "what we saw ".repeat(28));
        let form = response(|at| ratings[(at + person) % 4], text.trim());
        let name = format!("name = \"P{person}\"");
        let form = form.replacen("[respondent]", &format!("[respondent]\n{name}"), 1);
        fs::write(folder.path().join(format!("forms/{person}.toml")), form).unwrap();
        written += 25 * text.trim().len();
    }
    let page = page(folder.path(), &["render", "forms", "--format", "html"]);
    assert_eq!(page.matches("<bdi>Number ").count(), 750);
    let own = page.len() - written;
    assert!(own < 170_000, "{own} of {}", page.len());
}

#[test]
fn hostile_text_is_shown_and_does_nothing() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    for at in 0..6 {
        let text = response(|_| "ok-for-now", &format!("{HOSTILE} {at}"));
        let role = format!("[respondent]\nrole = '<b>\"role\" {}</b>'\n", at % 2);
        let text = text.replace("[respondent]\n", &role);
        fs::write(folder.path().join(format!("forms/{at}.toml")), text).unwrap();
    }
    let rubric = run(folder.path(), &["rubric", "--format", "toml"]).out;
    let evil = "<svg/onload=alert(1)> & \\\" </text>";
    let rubric = rubric
        .replace(
            "title = \"Actionable Data\"",
            &format!("title = \"{evil}\""),
        )
        .replace("\"OK for Now\"", &format!("\"{evil}\""))
        .replace("title = \"Yearly reporting", &format!("title = \"{evil}"));
    assert_eq!(rubric.matches(evil).count(), 3);
    fs::write(folder.path().join("rubric.toml"), rubric).unwrap();
    for more in [
        &[
            "--by",
            "role",
            "--min-group",
            "3",
            "--previous",
            "forms/1.toml",
        ][..],
        &[
            "--before-debrief",
            "--yes-small",
            "--audience",
            "public",
            "--previous",
            "forms/1.toml",
        ],
    ] {
        let arguments = [
            &[
                "render",
                "forms",
                "--rubric",
                "rubric.toml",
                "--title",
                HOSTILE,
                "--format",
                "html",
            ],
            more,
        ]
        .concat();
        let page = page(folder.path(), &arguments);
        for tag in ["<script", "<img", "<iframe", "<b>", "<svg/", "</text> "] {
            assert!(!page.contains(tag), "{tag}");
        }
        for (open, close) in [
            ("<title", "</title>"),
            ("<style", "</style>"),
            ("<figure", "</figure>"),
        ] {
            assert_eq!(
                page.matches(open).count(),
                page.matches(close).count(),
                "{open}"
            );
        }
        assert!(page.contains("&lt;script&gt;fetch") && page.contains("\\u{202e}evil"));
        assert_eq!(page.matches("<!--").count(), 1);
        // No attribute but those that this program writes.
        for tag in page
            .split('<')
            .skip(1)
            .map(|part| part.split('>').next().unwrap())
        {
            let outside: String = tag.split('"').step_by(2).collect();
            assert!(
                !outside.contains("onload") && !outside.contains("onerror"),
                "{tag}"
            );
        }
        let arguments = [&arguments[1..6], more].concat();
        same_content(folder.path(), &arguments);
    }
}

/// Six forms or more of which each practice has the class that its place asks for.
fn forms(folder: &Path, name: &str, people: usize, dissent: usize, documentation: &str) {
    fs::create_dir(folder.join(name)).unwrap();
    for person in 0..people {
        let rating = |at: usize| match (at % 4, person < dissent) {
            (0, true) => "ok-for-now",
            (0, false) => "strength",
            (1, true) => "could-be-better",
            (1, false) => "ok-for-now",
            (2, true) => "unsure",
            (2, false) => "urgent-gap",
            (_, true) => "could-be-better",
            (_, false) => "unsure",
        };
        let text = response(rating, &format!("{documentation} {person}"));
        fs::write(folder.join(format!("{name}/{person}.toml")), text).unwrap();
    }
}

#[test]
fn the_publics_page_does_not_depend_on_how_many_said_what() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    forms(folder, "few", 6, 1, "zqfew");
    forms(folder, "many", 13, 5, "zqmany");
    fs::create_dir(folder.join("last")).unwrap();
    for person in 0..6 {
        let text = response(|_| "could-be-better", &format!("zqlast {person}"));
        fs::write(folder.join(format!("last/{person}.toml")), text).unwrap();
    }
    fs::copy(examples().join("plan-2026.toml"), folder.join("plan.toml")).unwrap();
    let render = |source: &str, audience: &str| {
        let arguments = [
            "render",
            source,
            "--before-debrief",
            "--audience",
            audience,
            "--plan",
            "plan.toml",
            "--previous",
            "last",
            "--format",
            "html",
        ];
        page(folder, &arguments)
    };
    let [few, many] = ["few", "many"].map(|source| render(source, "public"));
    assert!(few.contains("Up") && few.contains("<svg"));
    // How many took part may be told.
    let body = |page: &str| page.rsplit_once("<!--").unwrap().0.to_owned();
    assert!(body(&few) == body(&many).replace("Thirteen people", "Six people"));
    // While the team's do.
    assert_ne!(render("few", "team"), render("many", "team"));
}

#[test]
fn the_publics_page_names_nobody_unless_asked() {
    let folder = TempDir::new().unwrap();
    let plan = fs::read_to_string(examples().join("plan-2026.toml")).unwrap();
    let mut owned = String::new();
    for line in plan.lines() {
        let secret = ["owner", "progress", "partners"]
            .into_iter()
            .find(|key| line.starts_with(&format!("{key} = ")));
        owned.push_str(&match secret {
            Some("partners") => "partners = [\"zqpartners\"]".to_owned(),
            Some(key) => format!("{key} = \"zq{key}\""),
            None => line.to_owned(),
        });
        owned.push('\n');
    }
    fs::write(folder.path().join("plan.toml"), owned).unwrap();
    let team = examples().join("team-2026.toml");
    let render = |more: &[&str]| {
        let team = team.to_str().unwrap();
        let arguments = [
            &["render", team, "--plan", "plan.toml", "--format", "html"],
            more,
        ];
        page(folder.path(), &arguments.concat())
    };
    let team_page = render(&[]);
    for secret in ["zqowner", "zqprogress", "zqpartners"] {
        assert!(team_page.contains(secret), "{secret}");
    }
    let public = render(&["--audience", "public"]);
    assert!(!public.contains("zq"));
    // How far those are who tell others is not in the public's tables.
    assert!(public.contains("aria-label=\"Share with the school board: by January 12, 2027\""));
    for private in [
        "9 responses",
        "4 Strength",
        "**Note:**",
        "data-head=\"Unsure\"",
        "Unanswered",
    ] {
        assert!(!public.contains(private), "{private}");
    }
    let owners = render(&["--audience", "public", "--show-owners"]);
    assert!(owners.contains("zqowner") && !owners.contains("zqpartners"));
}

#[test]
fn a_small_teams_public_page_needs_a_yes_in_this_form_too() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.toml"), response(|_| "strength", "x")).unwrap();
    let arguments = [
        "render",
        "a.toml",
        "--before-debrief",
        "--audience",
        "public",
        "-o",
        "a.html",
    ];
    assert_eq!(chronic(folder.path(), &arguments).status.code(), Some(2));
    assert!(!folder.path().join("a.html").exists());
    let yes = chronic(folder.path(), &[&arguments[..], &["--yes-small"]].concat());
    assert!(yes.status.success());
}

#[test]
fn the_examples_pages_are_what_their_commands_make() {
    let folder = examples();
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    for file in ["summary.html", "public.html"] {
        let ending = format!(" -o examples/{file}`");
        let command = readme.lines().find(|line| line.contains(&ending)).unwrap();
        let (_, command) = command.split_once("`chronic ").unwrap();
        let (command, _) = command.split_once(" -o ").unwrap();
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let made = page(
            folder.parent().unwrap(),
            &[&arguments[..], &["--format", "html"]].concat(),
        );
        let there = fs::read_to_string(folder.join(file)).unwrap();
        assert!(
            made == there,
            "examples/{file} is old: chronic {command} -o examples/{file}"
        );
    }
}

#[test]
fn notes_of_last_year_are_told_without_a_rating_that_was_agreed() {
    let read = |name| fs::read_to_string(examples().join(name)).unwrap();
    let written = read("team-2025.toml");
    let (before, after) = written.split_once("notes = \"New this fall.").unwrap();
    let at = before.rfind("\n[").unwrap();
    let without = before[at..]
        .lines()
        .map(|line| match line.split_once(" = ") {
            Some((key @ ("agreed" | "decision"), _)) => format!("{key} = \"\""),
            _ => line.to_owned(),
        });
    let without: Vec<String> = without.collect();
    let entry = format!("{}\n{}", &before[..at], without[1..].join("\n"));
    let last = format!("{entry}\nnotes = \"New this fall.{after}");
    let folder = folder(&[("last.toml", &last), ("team.toml", &read("team-2026.toml"))]);
    let page = page(
        folder.path(),
        &["render", "team.toml", "--previous", "last.toml"],
    );
    assert!(
        page.contains("**2025-26:** Notes: New this fall."),
        "{page}"
    );
}

#[test]
fn the_handout_has_what_to_talk_about_once_and_in_order() {
    let folder = examples();
    let tally = run(&folder, &["tally", "responses", "--format", "json"]);
    let tally: serde_json::Value = serde_json::from_str(&tally.out).unwrap();
    let practices = tally["practices"].as_array().unwrap();
    let mut expected: Vec<String> = Vec::new();
    for list in ["differences", "find_out", "priorities"] {
        for id in tally[list].as_array().unwrap() {
            let at = practices.iter().position(|practice| practice["id"] == *id);
            let number = (at.unwrap() + 1).to_string();
            if !expected.contains(&number) {
                expected.push(number);
            }
        }
    }
    let handout = page(&folder, &["render", "responses", "--brief"]);
    let (_, agenda) = handout.split_once("## What to talk about\n").unwrap();
    let (agenda, _) = agenda.split_once("\n## ").unwrap();
    let rows = agenda.lines().skip_while(|line| !line.starts_with("| --"));
    let numbers = rows.skip(1).filter_map(|row| row.split('|').nth(1));
    let numbers: Vec<String> = numbers.map(|number| number.trim().to_owned()).collect();
    assert_eq!(numbers, expected);
    assert!(expected.len() > 9, "{expected:?}");
}
