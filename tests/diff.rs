//! Two sources side by side: what `diff` promises whoever compares them.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::common::{Run, examples, folder, run};

fn diff(folder: &Path, arguments: &[&str]) -> Run {
    run(folder, &[&["diff"], arguments].concat())
}

fn diff_json(folder: &Path, arguments: &[&str]) -> Value {
    let run = diff(folder, &[arguments, &["--format", "json"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

const YEARS: [&str; 2] = ["team-2025.toml", "team-2026.toml"];

/// The rows of a CSV result by the names of its columns.
fn rows(csv: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        let cells = columns.iter().zip(row.iter());
        let cells = cells.map(|(column, cell)| (column.to_owned(), json!(cell)));
        Value::Object(cells.collect())
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

fn sorted(mut keys: Vec<&str>) -> Vec<&str> {
    keys.sort_unstable();
    keys
}

/// A little rubric in this version, with these practices of one ingredient.
fn rubric(version: u32, practices: &[&str]) -> String {
    let mut text = format!(
        "id = \"mini\"\nversion = {version}\ntitle = \"A small survey\"\n\n[ratings]\nstrength = \"Strength\"\nok-for-now = \"OK for Now\"\ncould-be-better = \"Could be Better\"\nurgent-gap = \"Urgent Gap\"\nunsure = \"Unsure\"\n\n[[ingredient]]\nid = \"data\"\ntitle = \"Data\"\n"
    );
    for id in practices {
        text.push_str(&format!(
            "\n[[ingredient.practice]]\nid = \"{id}\"\ntitle = \"Title of {id}\"\nstatement = \"What it looks like.\"\n"
        ));
    }
    text
}

/// A team assessment of the little rubric; five counts for each practice.
fn team(reference: &str, head: &str, practices: &[(&str, [u32; 5])]) -> String {
    let responses: u32 = practices.first().map_or(0, |(_, c)| c.iter().sum());
    let mut text = format!(
        "kind = \"team-assessment\"\nrubric = \"{reference}\"\n{head}\nresponses = {responses}\n"
    );
    for (id, [s, o, b, g, u]) in practices {
        text.push_str(&format!(
            "\n[{id}]\ncounts = {{ strength = {s}, ok-for-now = {o}, could-be-better = {b}, urgent-gap = {g}, unsure = {u}, unanswered = 0 }}\n"
        ));
    }
    text
}

/// A response to the little rubric.
fn response(name: &str, answers: &[(&str, &str)]) -> String {
    let mut text = format!(
        "kind = \"response\"\nrubric = \"mini/1\"\ndistrict = \"\"\ncycle = \"\"\n\n[respondent]\nname = \"{name}\"\nrole = \"\"\ndepartment = \"\"\ndate = \"2026-10-01\"\n"
    );
    for (id, rating) in answers {
        text.push_str(&format!(
            "\n[data.{id}]\nrating = \"{rating}\"\ndocumentation = \"Seen.\"\n"
        ));
    }
    text
}

/// Four ratings, worst last, as many times as they were given.
fn line(counts: &Value) -> Vec<i32> {
    let keys = ["strength", "ok_for_now", "could_be_better", "urgent_gap"];
    let each = keys.iter().zip([4, 3, 2, 1]);
    each.flat_map(|(key, step)| {
        std::iter::repeat_n(
            step,
            usize::try_from(counts[key].as_u64().unwrap()).unwrap(),
        )
    })
    .collect()
}

/// Pair by pair, as docs/method.md defines it.
fn delta_and_label(old: &Value, new: &Value) -> (Option<f64>, &'static str) {
    let (old, new) = (line(old), line(new));
    if old.is_empty() || new.is_empty() {
        return (None, "not-comparable");
    }
    let pairs = old
        .iter()
        .flat_map(|o| new.iter().map(move |n| (n - o).signum()));
    let net: i32 = pairs.sum();
    let (net, all) = (f64::from(net), (old.len() * new.len()) as f64);
    let least = match old.len().min(new.len()) {
        1..=4 => return (Some(net / all), "too-few"),
        5..=7 => 3.0 / 5.0,
        8..=11 => 1.0 / 2.0,
        12..=19 => 2.0 / 5.0,
        _ => 1.0 / 3.0,
    };
    let label = if net.abs() + 1e-9 < least * all {
        "no-clear-change"
    } else if net < 0.0 {
        "declined"
    } else {
        "improved"
    };
    (Some(net / all), label)
}

#[test]
fn json_of_two_years_is_what_the_two_tallies_say() {
    let found = diff_json(&examples(), &YEARS);
    assert_eq!(
        keys(&found),
        sorted(vec!["schema_version", "kind", "old", "new", "practices"])
    );
    assert_eq!(found["schema_version"], 1);
    assert_eq!(found["kind"], "diff");
    let tallies = YEARS.map(|file| {
        let run = run(&examples(), &["tally", file, "--format", "json"]);
        serde_json::from_str::<Value>(&run.out).unwrap()
    });
    for (side, tally) in ["old", "new"].into_iter().zip(&tallies) {
        let told = "rubric district cycle responses not_read from to".split(' ');
        for key in told.clone() {
            assert_eq!(found[side][key], tally[key], "{side} {key}");
        }
        assert_eq!(keys(&found[side]), sorted(told.collect()));
    }
    let practices = found["practices"].as_array().unwrap();
    assert_eq!(practices.len(), 25);
    let mut labels = Vec::new();
    for (at, practice) in practices.iter().enumerate() {
        assert_eq!(
            keys(practice),
            sorted(vec!["id", "title", "old", "new", "delta", "label"])
        );
        for (side, tally) in ["old", "new"].into_iter().zip(&tallies) {
            let counted = &tally["practices"][at];
            assert_eq!(practice["id"], counted["id"]);
            assert_eq!(practice["title"], counted["title"]);
            let half = &practice[side];
            assert_eq!(
                keys(half),
                sorted(vec!["counts", "position", "class", "spread"])
            );
            for key in ["counts", "position", "class", "spread"] {
                assert_eq!(half[key], counted[key], "{}", practice["id"]);
            }
        }
        let (delta, label) =
            delta_and_label(&practice["old"]["counts"], &practice["new"]["counts"]);
        assert!((practice["delta"].as_f64().unwrap() - delta.unwrap()).abs() < 1e-12);
        assert_eq!(practice["label"], label, "{}", practice["id"]);
        labels.push(label);
    }
    let times = |label| labels.iter().filter(|l| **l == label).count();
    assert_eq!(
        [times("improved"), times("declined"), times("too-few")],
        [3, 2, 2]
    );
}

#[test]
fn csv_is_the_same_flat() {
    let found = diff_json(&examples(), &YEARS);
    let run = diff(&examples(), &[&YEARS[..], &["--format", "csv"]].concat());
    assert_eq!(
        run.out.lines().next().unwrap(),
        "practice,title,old_position,new_position,old_rated,new_rated,old_unsure,new_unsure,delta,label,steps"
    );
    let rows = rows(&run.out);
    assert_eq!(rows.len(), 25);
    for (row, practice) in rows.iter().zip(found["practices"].as_array().unwrap()) {
        assert_eq!(row["practice"], practice["id"]);
        assert_eq!(row["title"], practice["title"]);
        assert_eq!(row["label"], practice["label"]);
        assert_eq!(row["steps"], "");
        let delta = practice["delta"].as_f64().unwrap();
        assert_eq!(
            row["delta"],
            format!("{delta:.4}").replace("-0.0000", "0.0000")
        );
        for side in ["old", "new"] {
            let half = &practice[side];
            let cell = |what: &str| row[format!("{side}_{what}")].as_str().unwrap().to_owned();
            assert_eq!(cell("position"), half["position"].as_str().unwrap());
            assert_eq!(cell("rated"), line(&half["counts"]).len().to_string());
            assert_eq!(cell("unsure"), half["counts"]["unsure"].to_string());
        }
    }
}

#[test]
fn the_table_shows_first_what_changed_and_counts_the_rest() {
    let run = diff(&examples(), &YEARS);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(!run.out.contains('\u{1b}'));
    assert!(
        run.out.lines().all(|line| line.width() <= 80),
        "{}",
        run.out
    );
    let at = |text: &str| {
        run.out
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {}", run.out))
    };
    assert!(at("Old:    Millbrook Unified, 2025-26, 8 responses") < at("New:    "));
    assert!(at("IMPROVED") < at("Public attendance goals"));
    assert!(at("Public attendance goals") < at("DECLINED"));
    assert!(at("DECLINED") < at("Tier 3") && at("Tier 3") < at("TOO FEW TO SAY"));
    at("1 of 8 -> 3 of 9");
    at("6 of 8 -> 6 of 9");
    assert!(!run.out.contains("NO CLEAR CHANGE") && !run.out.contains("law known"));
    let words = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("18 of 25 practices show no clear change."));
    assert!(words.contains("Use --all to list every practice."));
    assert!(words.contains("With a team of about eight, one or two practices in 25 can look"));

    let all = diff(&examples(), &[&YEARS[..], &["--all"]].concat()).out;
    let numbers: Vec<usize> = all
        .lines()
        .filter_map(|line| line.get(..2)?.trim().parse().ok())
        .collect();
    let mut every = numbers.clone();
    every.sort_unstable();
    assert_eq!(every, (1..=25).collect::<Vec<_>>());
    assert_eq!(numbers[..5], [16, 1, 6, 24, 13]);
    assert!(all.lines().all(|line| line.width() <= 80) && !all.contains("--all"));
}

/// Headings, rows of tables below their heads, and whatever is HTML.
fn read(page: &str) -> (Vec<String>, usize, Vec<String>) {
    let (mut headings, mut rows, mut html) = (Vec::new(), 0, Vec::new());
    let mut inside = false;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                inside = true;
                headings.push(String::new());
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) if inside => headings.last_mut().unwrap().push_str(&text),
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Html(text) | Event::InlineHtml(text) => html.push(text.to_string()),
            _ => {}
        }
    }
    (headings, rows, html)
}

#[test]
fn markdown_has_a_section_for_each_kind_of_change() {
    let page = diff(
        &examples(),
        &[&YEARS[..], &["--format", "markdown"]].concat(),
    )
    .out;
    let (headings, rows, html) = read(&page);
    assert_eq!(headings[1..], ["Improved", "Declined", "Too few to say"]);
    assert_eq!(rows, 3 + 2 + 1);
    assert_eq!(html.len(), 1, "{html:?}");
    let all = diff(
        &examples(),
        &[&YEARS[..], &["--format", "markdown", "--all"]].concat(),
    )
    .out;
    let (headings, rows, _) = read(&all);
    assert_eq!(headings.last().unwrap(), "No clear change");
    assert_eq!(rows, 25);
}

#[test]
fn a_source_with_itself_has_no_change_and_says_so() {
    for source in ["responses", "team-2026.toml", "responses/registrar.toml"] {
        let found = diff_json(&examples(), &[source, source]);
        for practice in found["practices"].as_array().unwrap() {
            assert_eq!(practice["old"], practice["new"]);
            assert!(!matches!(
                practice["label"].as_str(),
                Some("improved" | "declined")
            ));
            assert!(matches!(practice["delta"].as_f64(), None | Some(0.0)));
            assert!(matches!(
                practice.get("steps").map(Value::as_i64),
                None | Some(None | Some(0))
            ));
        }
        assert!(
            diff(&examples(), &[source, source])
                .err
                .contains("the same file")
        );
    }
    // Without a table there are no steps to explain, and nothing to ask of two who agree.
    let same = diff(
        &examples(),
        &["responses/registrar.toml", "responses/registrar.toml"],
    );
    assert!(same.out.contains("have the same rating"), "{}", same.out);
    assert!(!same.out.contains("Steps:") && !same.out.contains("two answers differ"));
    // A tally and the team assessment made from it are the same counts.
    let found = diff_json(&examples(), &["responses", "team-2026.toml"]);
    let practices = found["practices"].as_array().unwrap();
    assert!(practices.iter().all(|p| p["old"] == p["new"]));
}

#[test]
fn swapping_old_and_new_negates_every_delta() {
    let there = diff_json(&examples(), &YEARS);
    let back = diff_json(&examples(), &[YEARS[1], YEARS[0]]);
    let [there, back] = [&there, &back].map(|found| found["practices"].as_array().unwrap());
    for (one, other) in there.iter().zip(back) {
        assert_eq!(
            one["delta"].as_f64(),
            other["delta"].as_f64().map(|d| 0.0 - d)
        );
        assert_eq!((&one["old"], &one["new"]), (&other["new"], &other["old"]));
        let mirrored = match one["label"].as_str().unwrap() {
            "improved" => "declined",
            "declined" => "improved",
            same => same,
        };
        assert_eq!(other["label"], mirrored);
    }
    let order = diff(&examples(), &[YEARS[1], YEARS[0]]);
    order.says(&["Name the older one first"]);
}

fn two_people() -> TempDir {
    let answers = [
        ("one", "strength"),
        ("two", "ok-for-now"),
        ("three", "unsure"),
        ("four", ""),
        ("five", "could-be-better"),
    ];
    let others = [
        ("one", "urgent-gap"),
        ("two", "strength"),
        ("three", "strength"),
        ("four", "unsure"),
        ("five", "could-be-better"),
    ];
    folder(&[
        (
            "mini.toml",
            &rubric(1, &["one", "two", "three", "four", "five"]),
        ),
        ("Zoltan Quux.toml", &response("Zoltan Quux", &answers)),
        ("Wilma Garply.toml", &response("Wilma Garply", &others)),
    ])
}

const PEOPLE: [&str; 4] = [
    "Zoltan Quux.toml",
    "Wilma Garply.toml",
    "--rubric",
    "mini.toml",
];

#[test]
fn two_people_are_told_apart_in_steps_and_without_names() {
    let folder = two_people();
    let found = diff_json(folder.path(), &PEOPLE);
    let practices = found["practices"].as_array().unwrap();
    let told: Vec<Value> = practices
        .iter()
        .map(|p| {
            json!([
                p["old"]["rating"],
                p["new"]["rating"],
                p["steps"],
                p["delta"],
                p["label"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["strength", "urgent-gap", -3, null, null]),
            json!(["ok-for-now", "strength", 1, null, null]),
            json!(["unsure", "strength", null, null, null]),
            json!([null, "unsure", null, null, null]),
            json!(["could-be-better", "could-be-better", 0, null, null]),
        ]
    );
    for practice in practices {
        assert_eq!(
            keys(practice),
            sorted(vec!["id", "title", "old", "new", "delta", "label", "steps"])
        );
        let half = vec!["counts", "position", "class", "spread", "rating"];
        assert_eq!(keys(&practice["old"]), sorted(half));
    }
    let csv = diff(folder.path(), &[&PEOPLE[..], &["--format", "csv"]].concat());
    let cells: Vec<Value> = rows(&csv.out)
        .iter()
        .map(|r| {
            json!([
                r["old_position"],
                r["new_unsure"],
                r["delta"],
                r["label"],
                r["steps"]
            ])
        })
        .collect();
    assert_eq!(cells[0], json!(["strength", "0", "", "", "-3"]));
    assert_eq!(cells[3], json!(["", "1", "", "", ""]));

    let table = diff(folder.path(), &PEOPLE).out;
    let at = |text: &str| {
        table
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {table}"))
    };
    assert!(at("THREE STEPS APART") < at("ONE STEP APART"));
    assert!(at("ONE STEP APART") < at("ONLY ONE PERSON RATED IT"));
    at("Both responses rate 3 of 5 practices and differ on 2.");
    at("1 of 5 practices has the same rating. Neither person rated 1 of 5 practices.");
    assert!(!table.contains("Title of five") && !table.contains("Delta"));
    for form in ["table", "csv", "json", "markdown"] {
        let out = diff(
            folder.path(),
            &[&PEOPLE[..], &["--all", "--format", form]].concat(),
        )
        .out;
        assert!(out.contains("Title of five"));
        for word in ["Zoltan", "Quux", "Wilma", "Garply", "Seen."] {
            assert!(!out.contains(word), "{form}: {out}");
        }
    }
}

#[test]
fn a_person_beside_the_team_is_too_few_to_say_and_shown_where_they_differ() {
    let run = diff(&examples(), &["responses/registrar.toml", "team-2026.toml"]);
    assert_eq!(run.code, 0);
    let told = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let summary =
        "Of 25 practices: 7 different from the team, 8 the same, 10 rated on only one side.";
    assert!(told.contains(summary), "{told}");
    assert!(told.contains(" 8 of 25 practices have the same middle answer."));
    let (_, listed) = run.out.split_once("DIFFERENT FROM THE TEAM").unwrap();
    let (different, alone) = listed.split_once("RATED ON ONLY ONE SIDE").unwrap();
    let (alone, _) = alone.split_once("\n\n").unwrap();
    let practices = |lines: &str| {
        let numbers = lines.lines().filter_map(|line| line.get(..2));
        numbers.filter(|n| n.trim().parse::<u8>().is_ok()).count()
    };
    assert_eq!((practices(different), practices(alone)), (7, 10));
    assert!(run.out.contains("Comparing one person with a team"));
    // Between a person and the team nothing has changed.
    let swapped = diff(&examples(), &["team-2026.toml", "responses/registrar.toml"]);
    for (out, [first, second]) in [
        (&run.out, ["\nPerson: ", "\nTeam:   "]),
        (&swapped.out, ["\nTeam:   ", "\nPerson: "]),
    ] {
        let at = |text| out.find(text).unwrap_or_else(|| panic!("{text}: {out}"));
        assert!(at(first) < at(second));
        assert!(out.contains("Delta compares the person's rating"), "{out}");
        for change in [
            "improved", "declined", "got", " old ", " new ", "Old", "New",
        ] {
            assert!(!out.contains(change), "{change}: {out}");
        }
    }
    let found = diff_json(&examples(), &["responses/registrar.toml", "team-2026.toml"]);
    assert_eq!(
        (&found["old"]["responses"], &found["new"]["responses"]),
        (&json!(1), &json!(9))
    );
    for practice in found["practices"].as_array().unwrap() {
        assert!(practice.get("steps").is_none() && practice["old"].get("rating").is_none());
        let (delta, label) =
            delta_and_label(&practice["old"]["counts"], &practice["new"]["counts"]);
        assert_eq!(practice["label"], label);
        assert_eq!(practice["delta"].as_f64(), delta);
    }
}

fn versions() -> TempDir {
    let old = [
        ("data.gone", [8, 0, 0, 0, 0]),
        ("data.kept", [0, 8, 0, 0, 0]),
        ("extra.other", [0, 0, 0, 8, 0]),
    ];
    let new = [
        ("data.kept", [8, 0, 0, 0, 0]),
        ("data.added", [0, 0, 8, 0, 0]),
    ];
    folder(&[
        ("two.toml", &rubric(2, &["kept", "added"])),
        ("old.toml", &team("mini/1", "cycle = \"2025-26\"", &old)),
        ("new.toml", &team("mini/2", "cycle = \"2026-27\"", &new)),
        ("foreign.toml", &team("maxi/1", "", &new)),
        ("odd.toml", &team("mini/01", "", &new)),
        ("form.toml", &response("", &[("kept", "strength")])),
    ])
}

#[test]
fn versions_of_one_rubric_are_compared_by_practice_id() {
    let folder = versions();
    let found = diff_json(
        folder.path(),
        &["old.toml", "new.toml", "--rubric", "two.toml"],
    );
    let told: Vec<Value> = found["practices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            json!([
                p["id"],
                p["title"],
                p["old"].is_null(),
                p["new"].is_null(),
                p["delta"],
                p["label"]
            ])
        })
        .collect();
    assert_eq!(
        told,
        [
            json!(["data.kept", "Title of kept", false, false, 1.0, "improved"]),
            json!([
                "data.added",
                "Title of added",
                true,
                false,
                null,
                "not-comparable"
            ]),
            json!(["data.gone", null, false, true, null, "not-comparable"]),
            json!(["extra.other", null, false, true, null, "not-comparable"]),
        ]
    );
    let csv = diff(
        folder.path(),
        &[
            "old.toml", "new.toml", "--rubric", "two.toml", "--format", "csv",
        ],
    );
    let rows = rows(&csv.out);
    let cells = |at: usize| -> Vec<String> {
        let columns = [
            "title",
            "old_position",
            "new_position",
            "old_rated",
            "new_rated",
            "old_unsure",
            "new_unsure",
            "delta",
            "label",
        ];
        columns
            .map(|c| rows[at][c].as_str().unwrap().to_owned())
            .to_vec()
    };
    assert_eq!(
        cells(1),
        [
            "Title of added",
            "",
            "could-be-better",
            "",
            "8",
            "",
            "0",
            "",
            "not-comparable"
        ]
    );
    assert_eq!(
        cells(2),
        ["", "strength", "", "8", "", "0", "", "", "not-comparable"]
    );
    // Named in the forms for people, without --all.
    let run = diff(
        folder.path(),
        &["old.toml", "new.toml", "--rubric", "two.toml"],
    );
    assert!(run.err.contains("another version"), "{}", run.err);
    let at = |text: &str| {
        run.out
            .find(text)
            .unwrap_or_else(|| panic!("{text}: {}", run.out))
    };
    assert!(at("ONLY IN THE OLD ONE") < at("data.gone"));
    assert!(at("data.gone") < at("ONLY IN THE NEW ONE"));
    assert!(at("ONLY IN THE NEW ONE") < at("Title of added"));
    at("Of 4 practices: 1 improved, 0 declined, 3 in only one of the two.");
    // Both may be of another version than the one in use.
    let both = diff_json(
        folder.path(),
        &["old.toml", "old.toml", "--rubric", "two.toml"],
    );
    let labels: Vec<_> = both["practices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| &p["label"])
        .collect();
    assert_eq!(labels, ["no-clear-change"; 3]);
}

#[test]
fn another_rubric_and_a_form_of_another_version_are_refused() {
    let folder = versions();
    for file in ["foreign.toml", "odd.toml", "form.toml"] {
        let run = diff(folder.path(), &[file, "new.toml", "--rubric", "two.toml"]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{file}");
        run.says(&["error[other-rubric]"]);
    }
    // Other commands take the version in use only.
    let tally = run(
        folder.path(),
        &["tally", "old.toml", "--rubric", "two.toml"],
    );
    assert_eq!(tally.code, 1);
    assert!(tally.err.contains("error[other-rubric]"));
}

#[test]
fn a_broken_old_version_is_shown_with_its_problems() {
    let text = team("mini/1", "", &[("data.gone", [8, 0, 0, 0, 0])]);
    let folder = folder(&[
        ("two.toml", &rubric(2, &["kept"])),
        ("old.toml", &text.replace("unsure = 0", "unsure = 2")),
        (
            "new.toml",
            &team("mini/2", "", &[("data.kept", [8, 0, 0, 0, 0])]),
        ),
    ]);
    let run = diff(
        folder.path(),
        &["old.toml", "new.toml", "--rubric", "two.toml"],
    );
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert!(run.err.contains("error[counts]"), "{}", run.err);
}

#[test]
fn exit_codes_say_what_was_wrong() {
    let folder = two_people();
    fs::write(
        folder.path().join("broken.toml"),
        "kind = \"response\"\nrating = oops\n",
    )
    .unwrap();
    fs::create_dir(folder.path().join("empty")).unwrap();
    fs::create_dir(folder.path().join("mixed")).unwrap();
    for name in ["Zoltan Quux.toml", "Wilma Garply.toml", "broken.toml"] {
        fs::copy(
            folder.path().join(name),
            folder.path().join("mixed").join(name),
        )
        .unwrap();
    }
    let person = "Zoltan Quux.toml";
    for (arguments, code, said) in [
        (&["nowhere.toml", person][..], 2, "can't be read"),
        (&["broken.toml", person], 1, "error["),
        (&["broken.toml", "nowhere.toml"], 2, "error["),
        (&[person, "empty"], 2, "there are no forms here: empty"),
        (&[person, "mixed"], 1, "--keep-going"),
        (&[person, "mini.toml"], 1, "error[wrong-kind]"),
        (&["-", "-"], 2, "you can use - for only one file"),
        (&[person], 2, "Usage"),
        (
            &[person, person, "-o", "out.xlsx"],
            2,
            "can't tell what kind of file",
        ),
        (
            &[person, person, "-o", "out.csv", "--format", "json"],
            2,
            "something else",
        ),
    ] {
        let run = diff(
            folder.path(),
            &[arguments, &["--rubric", "mini.toml"]].concat(),
        );
        assert_eq!(
            (run.code, run.out.as_str()),
            (code, ""),
            "{arguments:?}: {}",
            run.err
        );
        assert!(run.err.contains(said), "{arguments:?}: {}", run.err);
    }
    let going = ["mixed", person, "--rubric", "mini.toml", "--keep-going"];
    let table = diff(folder.path(), &going);
    assert_eq!(table.code, 1);
    table.prints("2 responses counted, October 1, 2026; 1 file or folder left out");
    let run = diff(folder.path(), &[&going[..], &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&found["old"]["responses"], &found["old"]["not_read"]),
        (&json!(2), &json!(1))
    );
    assert_eq!(
        (&found["new"]["responses"], &found["new"]["not_read"]),
        (&json!(1), &json!(0))
    );
}

#[test]
fn neither_source_is_ever_written_over() {
    let folder = TempDir::new().unwrap();
    for file in YEARS {
        fs::copy(examples().join(file), folder.path().join(file)).unwrap();
    }
    let original = fs::read(folder.path().join(YEARS[0])).unwrap();
    fs::hard_link(folder.path().join(YEARS[0]), folder.path().join("page.md")).unwrap();
    for target in [YEARS[0], "./team-2025.toml", "page.md"] {
        let output = [
            &YEARS[..],
            &["-o", target, "--format", "markdown", "--force"],
        ]
        .concat();
        let run = diff(folder.path(), &output);
        assert_eq!(run.code, 2, "{target}: {}", run.err);
        assert!(run.err.contains("can't be overwritten"), "{}", run.err);
        assert_eq!(fs::read(folder.path().join(YEARS[0])).unwrap(), original);
    }
}

#[test]
fn a_page_that_nobody_changed_is_written_anew() {
    let folder = TempDir::new().unwrap();
    for file in YEARS {
        fs::copy(examples().join(file), folder.path().join(file)).unwrap();
    }
    let page = folder.path().join("change.md");
    let write = |more: &[&str]| {
        let run = diff(
            folder.path(),
            &[&YEARS[..], &["-o", "change.md"], more].concat(),
        );
        (run.code, fs::read_to_string(&page).unwrap())
    };
    let (code, first) = write(&[]);
    assert_eq!(code, 0);
    let (code, second) = write(&["--all"]);
    assert_eq!(code, 0);
    assert!(second.len() > first.len());
    fs::write(&page, second.replace("Improved", "Better")).unwrap();
    let (code, kept) = write(&[]);
    assert!(code == 2 && kept.contains("Better"));
    let (code, forced) = write(&["--force"]);
    assert_eq!((code, forced), (0, first));
    // A table in a file has no styles.
    let run = diff(folder.path(), &[&YEARS[..], &["-o", "change.txt"]].concat());
    assert_eq!(run.code, 0);
    let table = fs::read_to_string(folder.path().join("change.txt")).unwrap();
    assert!(table.contains("IMPROVED") && !table.contains('\u{1b}'));
}

#[test]
fn districts_that_differ_are_named_harmlessly() {
    let hostile = "district = \"=1+1 | <b>\\u001b[31mred\"";
    let counts = [("data.one", [8, 0, 0, 0, 0])];
    let folder = folder(&[
        ("mini.toml", &rubric(1, &["one"])),
        ("old.toml", &team("mini/1", hostile, &counts)),
        (
            "new.toml",
            &team("mini/1", "district = \"Millbrook\"", &counts),
        ),
    ]);
    let arguments = ["old.toml", "new.toml", "--rubric", "mini.toml", "--all"];
    for form in ["table", "markdown", "csv", "json"] {
        let run = diff(
            folder.path(),
            &[&arguments[..], &["--format", form]].concat(),
        );
        assert_eq!(run.code, 0);
        assert!(run.err.contains("but NEW is from Millbrook"), "{}", run.err);
        assert!(
            !run.err.contains('\u{1b}') && !run.out.contains('\u{1b}'),
            "{form}"
        );
        if form == "markdown" {
            let (headings, rows, html) = read(&run.out);
            assert_eq!((headings.len(), rows, html.len()), (2, 1, 1), "{}", run.out);
        }
    }
}

/// The sources of a trend: two team assessments, and forms that nobody has counted yet.
const THREE: [&str; 3] = ["team-2025.toml", "team-2026.toml", "2027/responses"];

#[test]
fn three_years_are_a_trend_in_every_form() {
    let here = examples();
    let trend = diff_json(&here, &THREE);
    assert_eq!(trend["kind"], "trend");
    let cycles: Vec<&str> = trend["sources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|source| source["cycle"].as_str().unwrap())
        .collect();
    assert_eq!(cycles, ["2025-26", "2026-27", "2027-28"]);
    // A step of a trend is a comparison of two.
    let steps = [diff_json(&here, &THREE[..2]), diff_json(&here, &THREE[1..])];
    let practices = trend["practices"].as_array().unwrap();
    assert_eq!(practices.len(), 25);
    for (at, practice) in practices.iter().enumerate() {
        for (step, two) in steps.iter().enumerate() {
            let two = &two["practices"][at];
            assert_eq!(practice["labels"][step], two["label"]);
            assert_eq!(practice["at"][step]["counts"], two["old"]["counts"]);
            assert_eq!(practice["at"][step + 1]["position"], two["new"]["position"]);
        }
    }
    // What the team agreed on is where it stands, whatever the answers say.
    let team = fs::read_to_string(here.join("team-2026.toml")).unwrap();
    let team: toml::Table = team.parse().unwrap();
    for practice in practices {
        let (ingredient, id) = practice["id"].as_str().unwrap().split_once('.').unwrap();
        let agreed = team[ingredient][id]["agreed"].as_str().unwrap();
        let stands = match agreed {
            "" => practice["at"][1]["class"].as_str().unwrap(),
            "ok-for-now" => "maintain",
            "could-be-better" => "improve",
            "unsure" => "dont-know",
            agreed => agreed,
        };
        assert_eq!(practice["at"][1]["standing"], stands, "{practice}");
    }
    let csv = diff(&here, &[&THREE[..], &["--format", "csv"]].concat()).out;
    let rows = rows(&csv);
    assert_eq!(rows.len(), 75);
    assert_eq!(rows[0]["label"], "");
    assert_eq!(rows[74]["label"], practices[24]["labels"][1]);
    let table = diff(&here, &THREE).out;
    assert!(table.lines().all(|line| line.width() <= 80), "{table}");
    let left_out = "8 of 25 practices had the same result throughout and weren't called";
    assert!(table.contains(left_out), "{table}");
    let html = diff(
        &here,
        &[&THREE[..], &["--all", "--format", "html"]].concat(),
    )
    .out;
    assert_eq!(html.matches("role=\"img\"").count(), 75);
}

#[test]
fn a_practice_that_a_year_lacks_and_a_year_out_of_place_are_told() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    fs::write(here.join("r.toml"), rubric(1, &["one", "two"])).unwrap();
    for (name, cycle, from, has) in [
        ("a.toml", "2024-25", "2024-10-01", vec!["one"]),
        ("b.toml", "2025-26", "2026-10-01", vec!["one", "two"]),
        ("c.toml", "2026-27", "2025-10-01", vec!["one", "two"]),
    ] {
        let mut team = format!(
            "kind = \"team-assessment\"\nrubric = \"mini/1\"\ncycle = \"{cycle}\"\nresponses = 6\nfrom = {from}\nto = {from}\n"
        );
        for id in has {
            team.push_str(&format!("[data.{id}]\ncounts = {{ strength = 6, ok-for-now = 0, could-be-better = 0, urgent-gap = 0, unsure = 0, unanswered = 0 }}\n"));
        }
        fs::write(here.join(name), team).unwrap();
    }
    let files = ["a.toml", "b.toml", "c.toml", "--rubric", "r.toml"];
    let run = diff(here, &[&files[..], &["--format", "json"]].concat());
    assert!(run.err.contains("warning: the answers in b.toml begin on October 1, 2026, after those in c.toml end (October 1, 2025)."), "{}", run.err);
    assert_eq!(run.code, 0, "{}", run.err);
    let trend: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(trend["practices"][1]["labels"][0], "not-comparable");
    // A source of another version has no such practice.
    let folder = versions();
    let files = [
        "old.toml", "new.toml", "new.toml", "--rubric", "two.toml", "--format", "csv",
    ];
    let rows = rows(&diff(folder.path(), &files).out);
    let of = rows.iter().filter(|row| row["practice"] == "data.added");
    let of: Vec<_> = of
        .map(|row| [&row["source"], &row["rated"], &row["label"]])
        .collect();
    assert_eq!(
        of[..2],
        [
            [&json!("1"), &json!(""), &json!("")],
            [&json!("2"), &json!("8"), &json!("not-comparable")]
        ]
    );
}

#[test]
fn a_folder_whose_forms_are_gone_stands_for_its_one_team_assessment() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    for (year, file) in [("old", YEARS[0]), ("new", YEARS[1])] {
        fs::create_dir(here.join(year)).unwrap();
        fs::copy(examples().join(file), here.join(year).join("team.toml")).unwrap();
    }
    let run = diff(here, &["old", "new"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out, diff(&examples(), &YEARS).out);
    assert!(
        run.err
            .contains("note: There are no forms in its folder, so old/team.toml was read."),
        "{}",
        run.err
    );
    fs::copy(examples().join(YEARS[1]), here.join("new/again.toml")).unwrap();
    let run = diff(here, &["old", "new"]);
    assert_eq!(run.code, 2, "{}", run.err);
    run.says(&["To use a team assessment, name it and not its folder: new/again.toml"]);
}
