//! `tally --by`: what groups of respondents say, and what nobody may learn of them.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use chronic::files::rubric::builtin;
use chronic::model::assessment::Assessment;
use chronic::model::debrief_lists::Order;
use chronic::model::group::grouping::By;
use chronic::model::rating::Rating;
use chronic::model::response::{Answer, Response};
use chronic::report::results::group::GroupView;
use chronic::report::results::tally::{View, for_people, for_programs};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::common::{Run, run};

fn tally(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["tally"], arguments].concat())
}

const PRACTICES: [&str; 4] = ["one", "two", "three", "four"];

fn rubric() -> String {
    let mut text = String::from(
        "id = \"mini\"\nversion = 1\ntitle = \"A small survey\"\n\n[ratings]\nstrength = \"Strength\"\nok-for-now = \"OK for Now\"\ncould-be-better = \"Could be Better\"\nurgent-gap = \"Urgent Gap\"\nunsure = \"Unsure\"\n\n[[ingredient]]\nid = \"data\"\ntitle = \"Data\"\n",
    );
    for id in PRACTICES {
        text.push_str(&format!(
            "\n[[ingredient.practice]]\nid = \"{id}\"\ntitle = \"Title of {id}\"\nstatement = \"What it looks like.\"\n"
        ));
    }
    text
}

/// The four answers of so many respondents of one role: S, O, B, G, ? or a blank.
type Team<'a> = Vec<(&'a str, usize, [char; 4])>;

/// A folder with the little rubric and a form for each respondent.
fn forms(team: &Team<'_>) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("mini.toml"), rubric()).unwrap();
    fs::create_dir(folder.path().join("forms")).unwrap();
    let everyone = team
        .iter()
        .flat_map(|(role, times, answers)| std::iter::repeat_n((role, answers), *times));
    for (at, (role, answers)) in everyone.enumerate() {
        let role = role.replace('\'', "");
        let mut form = format!(
            "kind = \"response\"\nrubric = \"mini/1\"\n\n[respondent]\nname = \"Quux {at}\"\nrole = '''{role}'''\ndepartment = \"Dept {}\"\n",
            at % 2
        );
        for (id, answer) in PRACTICES.iter().zip(answers) {
            let rating = match answer {
                'S' => "strength",
                'O' => "ok-for-now",
                'B' => "could-be-better",
                'G' => "urgent-gap",
                '?' => "unsure",
                _ => "",
            };
            form.push_str(&format!(
                "\n[data.{id}]\nrating = \"{rating}\"\ndocumentation = \"Seen by garply {at}.\"\n"
            ));
        }
        fs::write(folder.path().join(format!("forms/{at:02}.toml")), form).unwrap();
    }
    folder
}

const BY_ROLE: [&str; 5] = ["forms", "--rubric", "mini.toml", "--by", "role"];

fn by_role(folder: &Path, more: &[&str]) -> Run {
    tally(folder, &[&BY_ROLE[..], more].concat())
}

/// Nurses and principals are enough to be shown; clerks and drivers are together. In
/// practice three only two of the others rated, so that a second group is hidden there; in
/// practice two there are four Could be Better in all, which have to be the principals'.
fn school() -> Team<'static> {
    vec![
        ("Nurse", 6, ['S', 'O', 'O', '?']),
        ("Principal", 3, ['G', 'O', 'O', 'B']),
        ("principal", 4, ['G', 'B', 'O', 'B']),
        ("Clerk", 2, ['O', 'O', 'S', 'B']),
        ("Driver", 3, ['O', 'O', '?', 'B']),
    ]
}

fn found(folder: &Path, more: &[&str]) -> Value {
    let run = by_role(folder, &[more, &["--format", "json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn json_adds_groups_and_their_differences() {
    let folder = forms(&school());
    let with = found(folder.path(), &[]);
    let cell = |id: &str, position: &str, rated: u32, unsure: u32| json!({"id": format!("data.{id}"), "position": position, "rated": rated, "unsure": unsure});
    let hidden = |id: &str| json!({"id": format!("data.{id}"), "position": null, "rated": null, "unsure": null});
    assert_eq!(
        with["groups"],
        json!([
            {"name": "Nurse", "respondents": 6, "practices": [
                cell("one", "strength", 6, 0), hidden("two"), hidden("three"), hidden("four")]},
            {"name": "principal", "respondents": 7, "practices": [
                cell("one", "urgent-gap", 7, 0), hidden("two"), cell("three", "ok-for-now", 7, 0), cell("four", "could-be-better", 7, 0)]},
            {"name": "All others", "respondents": 5, "practices": [
                cell("one", "ok-for-now", 5, 0), hidden("two"), hidden("three"), hidden("four")]},
        ])
    );
    // Of b relative to a, a before b by name; the largest first, equal ones by name.
    assert_eq!(
        with["group_differences"],
        json!([
            {"practice": "data.one", "groups": ["All others", "Nurse"]},
            {"practice": "data.one", "groups": ["All others", "principal"]},
            {"practice": "data.one", "groups": ["Nurse", "principal"]},
        ])
    );
    // Nothing else changes.
    let run = tally(
        folder.path(),
        &["forms", "--rubric", "mini.toml", "--format", "json"],
    );
    let mut without = serde_json::from_str::<Value>(&run.out).unwrap();
    assert!(without.get("groups").is_none());
    for key in ["groups", "group_differences"] {
        without[key] = with[key].clone();
    }
    assert_eq!(with, without);
}

#[test]
fn csv_has_a_row_for_each_group_and_practice() {
    let folder = forms(&school());
    let run = by_role(folder.path(), &["--format", "csv"]);
    assert_eq!(run.code, 0);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    assert_eq!(
        reader
            .headers()
            .unwrap()
            .iter()
            .collect::<Vec<_>>()
            .join(","),
        "group,respondents,ingredient,practice,title,position,rated,unsure"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let expected = found(folder.path(), &[]);
    let mut at = rows.iter();
    for group in expected["groups"].as_array().unwrap() {
        for practice in group["practices"].as_array().unwrap() {
            let number = |key: &str| {
                practice[key]
                    .as_u64()
                    .map_or_else(String::new, |n| n.to_string())
            };
            let id = practice["id"].as_str().unwrap();
            assert_eq!(
                at.next().unwrap().iter().collect::<Vec<_>>(),
                [
                    group["name"].as_str().unwrap(),
                    &group["respondents"].to_string(),
                    "data",
                    id,
                    &id.replace("data.", "Title of "),
                    practice["position"].as_str().unwrap_or(""),
                    &number("rated"),
                    &number("unsure"),
                ]
            );
        }
    }
    assert!(at.next().is_none());
}

#[test]
fn the_table_has_a_column_for_each_group() {
    let folder = forms(&school());
    let run = by_role(folder.path(), &[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let (_, groups) = run.out.split_once("BY ROLE\n").unwrap();
    let lines: Vec<String> = groups
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for line in [
        "A Nurse, 6 people",
        "B principal, 7 people",
        "C All others, 5 people",
        "Practice A B C",
        "1 Title of one S 6 G 7 O 5",
        "2 Title of two - - -",
        "3 Title of three - O 7 -",
        "4 Title of four - B 7 -",
        "\"-\" means hidden: fewer than 5 people rated it, or showing it would reveal how",
        "The groups differ most on:",
        "1 Title of one: OK for Now from All others (5 rated), Strength from Nurse",
    ] {
        assert!(lines.iter().any(|l| l == line), "{line}\n{groups}");
    }
    for name in ["Quux", "garply", "Clerk", "Driver"] {
        assert!(!run.out.contains(name), "{name}");
    }
}

#[test]
fn many_groups_wrap_and_fit() {
    let roles = [
        "A role",
        "B role",
        "C role",
        "D role",
        "E role",
        "F role",
        "A role with a name as long as a line of eighty columns can hardly take, and then some more",
    ];
    let team = roles
        .iter()
        .map(|role| (*role, 5, ['S', 'O', 'B', 'G']))
        .collect();
    let folder = forms(&team);
    let run = by_role(folder.path(), &[]);
    assert!(
        run.out.lines().all(|line| line.width() <= 80),
        "{}",
        run.out
    );
    assert_eq!(run.out.matches("Title of four").count(), 3);
    assert!(
        run.out
            .contains("No two groups clearly differ on any practice.")
    );
    let page = by_role(folder.path(), &["--format", "markdown"]).out;
    let tables = Parser::new_ext(&page, Options::ENABLE_TABLES)
        .filter(|event| matches!(event, Event::Start(Tag::Table(_))));
    assert_eq!(tables.count(), 3);
}

#[test]
fn markdown_has_a_section_by_role() {
    let folder = forms(&school());
    let page = by_role(
        folder.path(),
        &["--format", "markdown", "--no-documentation"],
    )
    .out;
    let (_, section) = page.split_once("## By role\n").unwrap();
    for line in [
        "| No. | Practice | Nurse (6) | principal (7) | All others (5) |",
        "| 1 | Title of one | Strength, 6 rated | Urgent Gap, 7 rated | OK for Now, 5 rated |",
        "| 3 | Title of three | - | OK for Now, 7 rated | - |",
        "- Title of one (practice 1): Strength from Nurse (6 rated), Urgent Gap from principal (7 rated).",
    ] {
        assert!(section.contains(line), "{line}\n{section}");
    }
}

#[test]
fn where_one_group_is_left_every_form_says_why_and_nothing_more() {
    let teams: [Team<'_>; 3] = [
        vec![("Nurse", 9, ['S', 'O', 'O', 'O']), ("Clerk", 4, ['O'; 4])],
        vec![("Nurse", 13, ['O'; 4])],
        vec![
            ("Nurse", 4, ['O'; 4]),
            ("Clerk", 4, ['O'; 4]),
            ("Driver", 1, ['O'; 4]),
        ],
    ];
    let mut said = Vec::new();
    for team in teams {
        let folder = forms(&team);
        let json = by_role(folder.path(), &["--format", "json"]);
        let found: Value = serde_json::from_str(&json.out).unwrap();
        assert_eq!(
            (&found["groups"], &found["group_differences"]),
            (&json!([]), &json!([]))
        );
        let csv = by_role(folder.path(), &["--format", "csv"]);
        assert_eq!(csv.out.lines().count(), 1);
        assert_eq!(csv.err, json.err);
        let table = by_role(folder.path(), &[]);
        let page = by_role(
            folder.path(),
            &["--format", "markdown", "--no-documentation"],
        );
        let why = json.err.trim_start_matches("note: ").trim_end().to_owned();
        let flat = table.out.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            why.contains("no groups to show by role") && flat.ends_with(&why),
            "{flat}"
        );
        assert!(page.out.contains(&why));
        for run in [json, csv, table, page] {
            assert_eq!(run.code, 0);
            for name in ["Nurse", "Clerk", "Driver"] {
                assert!(!run.out.contains(name) && !run.err.contains(name));
            }
        }
        said.push(why);
    }
    // The words do not depend on who is how many.
    assert!(said.iter().all(|why| *why == said[0]));
}

#[test]
fn a_team_may_lower_the_minimum_to_three() {
    let folder = forms(&school());
    let names = |more: &[&str]| -> Vec<String> {
        let found = found(folder.path(), more);
        let groups = found["groups"].as_array().unwrap().iter();
        groups
            .map(|g| g["name"].as_str().unwrap().to_owned())
            .collect()
    };
    // The two clerks alone would be below, so that the next smallest joins them.
    assert_eq!(
        names(&["--min-group", "3"]),
        ["Nurse", "principal", "All others"]
    );
    assert_eq!(names(&["--min-group", "6"]), ["principal", "All others"]);
    let low = by_role(folder.path(), &["--min-group", "2"]);
    assert_eq!((low.code, low.out.as_str()), (2, ""));
    let alone = tally(
        folder.path(),
        &["forms", "--rubric", "mini.toml", "--min-group", "4"],
    );
    assert!(
        alone.code == 2 && alone.err.contains("--by"),
        "{}",
        alone.err
    );
    let departments = tally(
        folder.path(),
        &[
            "forms",
            "--rubric",
            "mini.toml",
            "--by",
            "department",
            "--format",
            "csv",
        ],
    );
    assert!(departments.out.contains("\"Dept 0\",9,") && departments.out.contains("\"Dept 1\",9,"));
}

#[test]
fn what_has_no_groups_says_so() {
    let folder = forms(&school());
    let team = ["forms", "--rubric", "mini.toml", "-o", "team.toml"];
    assert_eq!(tally(folder.path(), &team).code, 0);
    let team = fs::read(folder.path().join("team.toml")).unwrap();
    for (more, said) in [
        (&["--format", "toml"][..], "have no groups"),
        (&["-o", "team.toml"], "have no groups"),
        (&["--long"], "have no groups"),
        (&["--format", "csv", "--long"], "have no groups"),
    ] {
        let run = by_role(folder.path(), more);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{more:?}");
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert_eq!(fs::read(folder.path().join("team.toml")).unwrap(), team);
    for form in ["table", "csv", "json", "markdown"] {
        let run = tally(
            folder.path(),
            &[
                "team.toml",
                "--rubric",
                "mini.toml",
                "--by",
                "role",
                "--format",
                form,
            ],
        );
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{form}");
        assert!(run.err.contains("Name the responses"), "{}", run.err);
    }
}

#[test]
fn a_name_of_a_group_acts_on_nobody() {
    let hostile = [
        "=HYPERLINK(\"http://x\")",
        "**bold** | <b>x</b>",
        "\\u001b[31m red \u{202e}",
    ];
    let team = hostile
        .iter()
        .enumerate()
        .map(|(at, role)| (*role, 5, if at == 0 { ['S'; 4] } else { ['G'; 4] }))
        .collect();
    let folder = forms(&team);
    // A control character can only come from an escape between double quotes.
    for entry in fs::read_dir(folder.path().join("forms")).unwrap() {
        let path = entry.unwrap().path();
        let form = fs::read_to_string(&path).unwrap();
        fs::write(
            &path,
            form.replace(
                "'''\\u001b[31m red \u{202e}'''",
                "\"\\u001b[31m red \u{202e}\"",
            ),
        )
        .unwrap();
    }
    let csv = by_role(folder.path(), &["--format", "csv"]).out;
    assert!(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "{csv}");
    let json = by_role(folder.path(), &["--format", "json"]).out;
    let found: Value = serde_json::from_str(&json).unwrap();
    let names = found["groups"].as_array().unwrap().iter();
    let names: Vec<_> = names
        .map(|g| g["name"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        names.contains(&"\u{1b}[31m red \u{202e}".to_owned()),
        "{names:?}"
    );
    let table = by_role(folder.path(), &[]).out;
    assert!(table.contains("\\u{1b}[31m red"), "{table}");
    let page = by_role(
        folder.path(),
        &["--format", "markdown", "--no-documentation"],
    )
    .out;
    for text in [&csv, &json, &table, &page] {
        assert!(!text.contains(['\u{1b}', '\u{202e}']));
    }
    let (_, section) = page.split_once("## By role\n").unwrap();
    let mut html = 0;
    for event in Parser::new_ext(section, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Strong | Tag::Emphasis | Tag::Link { .. }) => panic!("{section}"),
            // The last line, which the program writes itself.
            Event::Html(_) | Event::InlineHtml(_) => html += 1,
            _ => {}
        }
    }
    assert_eq!(html, 1, "{section}");
    assert!(
        section.contains("\\*\\*bold\\*\\* \\| &lt;b\\>x&lt;/b\\> (5)"),
        "{section}"
    );
}

const ROLES: [&str; 6] = ["", "Nurse", "Principal", "teacher", "Clerk", "All others"];

/// Respondents with a role and answers to the practices of the built-in rubric, of which
/// some are left blank by most.
fn respondents() -> impl Strategy<Value = Vec<Response>> {
    let answer = prop_oneof![
        5 => prop::sample::select(&Rating::ALL[..]).prop_map(Some),
        2 => Just(None),
    ];
    let respondent = (0..ROLES.len(), prop::collection::vec(answer, 25));
    let response = respondent.prop_map(|(role, ratings)| Response {
        role: ROLES[role].to_owned(),
        answers: ratings
            .into_iter()
            .map(|rating| Answer {
                rating,
                documentation: Box::default(),
            })
            .collect(),
        ..Response::default()
    });
    prop::collection::vec(response, 1..50)
}

/// How many cells are hidden in the row of a practice, by its number.
fn dashes(table: &str) -> HashMap<usize, usize> {
    let rows = table.lines().filter_map(|line| {
        let number = line.get(..2)?.trim().parse().ok()?;
        Some((
            number,
            line.split_whitespace().filter(|w| *w == "-").count(),
        ))
    });
    rows.collect()
}

proptest! {
    #![proptest_config(crate::common::cases(64))]
    /// What is hidden in a practice is of two groups or more that are each large enough,
    /// in every form; so the totals leave nothing to compute a single cell from.
    #[test]
    fn no_hidden_cell_can_be_had_from_the_totals(team in respondents(), minimum in 3u32..7) {
        let rubric = builtin();
        let responses = team.iter().cloned().collect();
        let assessment = Assessment::of(&responses, rubric.len());
        let mut view = View::new(&rubric, &assessment);
        view.groups = Some(GroupView::new(&rubric, &responses, By::Role, minimum));
        let found: Value = serde_json::from_str(&for_programs::json(&view).unwrap()).unwrap();
        let groups = found["groups"].as_array().unwrap();
        if groups.is_empty() {
            prop_assert!(view.groups.as_ref().unwrap().why_none().is_some());
            return Ok(());
        }
        prop_assert!(groups.len() >= 2);
        let people: BTreeMap<&str, u64> = groups.iter()
            .map(|g| (g["name"].as_str().unwrap(), g["respondents"].as_u64().unwrap()))
            .collect();
        prop_assert_eq!(people.len(), groups.len());
        prop_assert_eq!(people.values().sum::<u64>(), team.len() as u64);
        prop_assert!(people.values().all(|n| *n >= u64::from(minimum)));
        let text = anstream::adapter::strip_str(&for_people::table(&view, Order::Survey)).to_string();
        let (_, text) = text.split_once("BY ROLE").unwrap();
        let dashes = dashes(text.split("\n\n").nth(1).unwrap());
        let page = for_people::markdown(&view, Order::Survey, false);
        let (_, section) = page.split_once("## By role").unwrap();
        for (at, practice) in found["practices"].as_array().unwrap().iter().enumerate() {
            let cells: Vec<&Value> = groups.iter().map(|g| &g["practices"][at]).collect();
            let hidden: Vec<_> = (0..cells.len()).filter(|i| cells[*i]["rated"].is_null()).collect();
            prop_assert_ne!(hidden.len(), 1);
            for (i, cell) in cells.iter().enumerate() {
                for key in ["position", "rated", "unsure"] {
                    prop_assert_eq!(cell[key].is_null(), hidden.contains(&i));
                }
                prop_assert!(cell["rated"].as_u64().is_none_or(|n| n >= u64::from(minimum)));
            }
            let behind: u64 = hidden.iter().map(|i| groups[*i]["respondents"].as_u64().unwrap()).sum();
            let shown = |key: &str| cells.iter().filter_map(|c| c[key].as_u64()).sum::<u64>();
            let rated_behind = practice["rated"].as_u64().unwrap() - shown("rated");
            let unsure_behind = practice["counts"]["unsure"].as_u64().unwrap() - shown("unsure");
            prop_assert!(rated_behind + unsure_behind <= behind);
            if hidden.is_empty() {
                prop_assert_eq!(rated_behind + unsure_behind, behind);
            } else {
                prop_assert!(behind >= 2 * u64::from(minimum));
            }
            // The forms for people hide the same.
            if groups.len() <= 5 {
                prop_assert_eq!(dashes[&(at + 1)], hidden.len(), "{}", text);
                let row = section.lines().find(|l| l.starts_with(&format!("| {} |", at + 1))).unwrap();
                prop_assert_eq!(row.matches("| - ").count(), hidden.len(), "{}", row);
            }
        }
        // A difference is told between shown cells only.
        for difference in found["group_differences"].as_array().unwrap() {
            for name in difference["groups"].as_array().unwrap() {
                let group = groups.iter().find(|g| g["name"] == *name).unwrap();
                let mut cells = group["practices"].as_array().unwrap().iter();
                let cell = cells.find(|c| c["id"] == difference["practice"]).unwrap();
                prop_assert!(!cell["rated"].is_null());
            }
        }
    }
}
