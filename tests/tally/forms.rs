//! The forms that a tally is printed in.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use snapbox::{assert_data_eq, file};

use crate::common::world::{World, example};

#[test]
fn the_example_is_tallied_in_every_form() {
    let world = World::new();
    let example = example();
    let tally = |more: &[&str]| {
        world
            .run(&[&["tally", &example], more].concat())
            .ends(0)
            .whole()
    };
    assert_data_eq!(tally(&[]), file!["../snapshots/tally/table.txt"].raw());
    assert_data_eq!(
        tally(&["--sort", "concern"]),
        file!["../snapshots/tally/table-by-concern.txt"].raw()
    );
    assert_data_eq!(
        tally(&["--sort", "spread"]),
        file!["../snapshots/tally/table-by-spread.txt"].raw()
    );
    assert_data_eq!(
        tally(&["--format", "csv"]),
        file!["../snapshots/tally/csv.txt"].raw()
    );
    assert_data_eq!(
        tally(&["--format", "json"]),
        file!["../snapshots/tally/json.txt"].raw()
    );
    assert_data_eq!(
        tally(&["--format", "markdown"]),
        file!["../snapshots/tally/markdown.txt"].raw()
    );
    assert_data_eq!(
        tally(&[
            "--format",
            "markdown",
            "--no-documentation",
            "--sort",
            "concern"
        ]),
        file!["../snapshots/tally/markdown-by-concern.txt"].raw()
    );
    assert_data_eq!(
        tally(&["--format", "toml"]),
        file!["../snapshots/tally/toml.txt"].raw()
    );
}

#[test]
fn a_small_tally_is_printed_in_every_form() {
    let world = World::of_three();
    let tally = |more: &[&str]| world.tally(&[&["forms"], more].concat()).ends(0).whole();
    let all = [
        &[][..],
        &["--format", "csv"],
        &["--long"],
        &["--format", "json"],
        &["--format", "markdown"],
        &["--format", "toml"],
        &["--format", "toml", "--no-documentation"],
    ]
    .map(|more| format!("==== tally {}\n{}", more.join(" "), tally(more)));
    assert_data_eq!(all.concat(), file!["../snapshots/tally/small.txt"].raw());
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn json_has_every_field_and_null_for_what_is_absent() {
    let world = World::of_three();
    let tally = world.tally(&["forms", "--format", "json"]).json();
    let top = "schema_version kind rubric district cycle responses not_read from to practices \
               priorities priority_bands differences find_out keep invited could_tip";
    assert_eq!(keys(&tally), top.split_whitespace().collect());
    let head = [
        "schema_version",
        "kind",
        "rubric",
        "district",
        "cycle",
        "responses",
        "not_read",
        "from",
        "to",
    ]
    .map(|key| tally[key].clone());
    let expected = json!([
        1,
        "tally",
        "tiny/1",
        "North",
        "2026-27",
        3,
        0,
        "2026-10-01",
        "2026-10-05"
    ]);
    assert_eq!(json!(head), expected);
    let of_practice = "id ingredient title counts rated answered position class standing spread concern \
                       flags agreed decision";
    let practices = tally["practices"].as_array().unwrap();
    assert_eq!(practices.len(), 3);
    for practice in practices {
        assert_eq!(keys(practice), of_practice.split_whitespace().collect());
        let counts = "strength ok_for_now could_be_better urgent_gap unsure unanswered";
        assert_eq!(
            keys(&practice["counts"]),
            counts.split_whitespace().collect()
        );
    }
    // Two Strength and one Could be Better; two Unsure and a blank; two Urgent Gap and one OK.
    assert_eq!(
        practices[0],
        json!({
            "id": "data.review", "ingredient": "data", "title": "Review of data",
            "counts": {"strength": 2, "ok_for_now": 0, "could_be_better": 1, "urgent_gap": 0, "unsure": 0, "unanswered": 0},
            "rated": 3, "answered": 3, "position": "strength", "class": "split", "standing": "split", "spread": 67,
            "concern": 2.0 / 9.0, "flags": ["small"], "agreed": null, "decision": null,
        })
    );
    assert_eq!(
        practices[1],
        json!({
            "id": "data.alerts", "ingredient": "data", "title": "Alerts",
            "counts": {"strength": 0, "ok_for_now": 0, "could_be_better": 0, "urgent_gap": 0, "unsure": 2, "unanswered": 1},
            "rated": 0, "answered": 2, "position": null, "class": "dont-know", "standing": "dont-know", "spread": null,
            "concern": null, "flags": ["unsure"], "agreed": null, "decision": null,
        })
    );
    assert_eq!(practices[2]["position"], "urgent-gap");
    assert_eq!(
        tally["priorities"],
        json!(["staff.training", "data.review"])
    );
    assert_eq!(
        tally["priority_bands"],
        json!([["staff.training"], ["data.review"]])
    );
    assert_eq!(tally["find_out"], json!(["data.alerts"]));
    assert_eq!(tally["invited"], Value::Null);
    assert_eq!(tally["could_tip"], json!(["data.review", "staff.training"]));

    let plain = world
        .text("forms/none.toml")
        .replace("North", "")
        .replace("2026-27", "");
    world.put("one/none.toml", plain);
    let tally = world.tally(&["one", "--format", "json"]).json();
    for key in ["district", "cycle", "from", "to"] {
        assert_eq!(tally[key], Value::Null, "{key}");
    }
}

/// The fields of every row, the header's too.
fn rows(csv: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn csv_has_the_columns_and_empty_cells_for_what_is_absent() {
    let world = World::of_three();
    let run = world.tally(&["forms", "--format", "csv"]);
    let rows = rows(&run.out);
    assert_eq!(
        rows[0].join(", "),
        "ingredient, practice, title, strength, ok_for_now, could_be_better, urgent_gap, unsure, \
         unanswered, rated, answered, position, class, standing, spread, concern, flags, agreed, decision"
    );
    assert_eq!(
        rows[1].join("/"),
        "data/data.review/Review of data/2/0/1/0/0/0/3/3/strength/split/split/67/0.2222/small//"
    );
    assert_eq!(
        rows[2].join("/"),
        "data/data.alerts/Alerts/0/0/0/0/2/1/0/2//dont-know/dont-know///unsure//"
    );
    assert_eq!(rows.len(), 4);
    assert!(
        run.out.contains("\"Review of data\",2,0,1"),
        "text in quotes, numbers bare"
    );
}

#[test]
fn long_csv_has_a_row_for_each_response_and_practice_and_no_names() {
    let world = World::of_three();
    let run = world.tally(&["forms", "--long"]);
    let rows = rows(&run.ends(0).out);
    assert_eq!(rows[0], ["respondent", "ingredient", "practice", "rating"]);
    assert_eq!(rows.len(), 1 + 3 * 3);
    let blanks = rows.iter().filter(|row| row[3].is_empty()).count();
    assert_eq!(blanks, 1);
    assert!(
        rows[1..]
            .iter()
            .all(|row| ["1", "2", "3"].contains(&row[0].as_str()))
    );
    for (other, words) in [("json", "--long works only with CSV"), ("table", "csv")] {
        let run = world.tally(&["forms", "--long", "--format", other]);
        run.ends(2).tallies_nothing().says(&[words]);
    }
    world.tally(&["forms", "-o", "team.toml"]).ends(0);
    let run = world.tally(&["team.toml", "--long"]);
    run.ends(2).tallies_nothing().says(&["has only counts"]);
}

#[test]
fn sort_is_for_people_only() {
    let world = World::of_three();
    for format in ["csv", "json", "toml"] {
        let plain = world.tally(&["forms", "--format", format]);
        for sort in ["concern", "spread"] {
            let sorted = world.tally(&["forms", "--format", format, "--sort", sort]);
            assert_eq!(plain, sorted);
        }
    }
    let by_concern = world.tally(&["forms", "--sort", "concern"]).out;
    let at = |title: &str| by_concern.find(title).unwrap();
    assert!(at("Training") < at("Review of data") && at("Review of data") < at("Alerts"));
}

#[test]
fn the_end_of_the_name_chooses_the_form_and_the_bytes_are_those_of_the_screen() {
    let world = World::of_three();
    for (name, format) in [
        ("a.csv", "csv"),
        ("a.CSV", "csv"),
        ("a.json", "json"),
        ("a.md", "markdown"),
        ("a.markdown", "markdown"),
        ("a.toml", "toml"),
        ("a.txt", "table"),
    ] {
        let screen = world.tally(&["forms", "--format", format]);
        let name = format!("{format}/{name}");
        std::fs::create_dir_all(world.path(format)).unwrap();
        let run = world.tally(&["forms", "-o", &name]);
        run.ends(0).tallies_nothing().says(&["Wrote", &name]);
        assert_eq!(world.text(&name), screen.out);
        let again = format!("{format}/both-{}", name.replace('/', "-"));
        world
            .tally(&["forms", "-o", &again, "--format", format])
            .ends(0);
        assert_eq!(world.text(&again), screen.out);
        let dash = world.tally(&["forms", "-o", "-", "--format", format]);
        assert_eq!(dash.out, screen.out);
    }
    assert_eq!(
        world.tally(&["forms", "-o", "-"]).out,
        world.tally(&["forms"]).out
    );
}

#[test]
fn a_form_and_a_name_that_contradict_each_other_are_refused() {
    let world = World::of_three();
    for (name, format) in [
        ("a.csv", "json"),
        ("a.toml", "csv"),
        ("a.md", "toml"),
        ("a.json", "table"),
    ] {
        let run = world.tally(&["forms", "-o", name, "--format", format]);
        run.ends(2).tallies_nothing().says(&[name, "--format"]);
    }
    world
        .tally(&["forms", "-o", "a.odt"])
        .ends(2)
        .says(&["a.odt", ".csv"]);
    world
        .tally(&["forms", "-o", "a"])
        .ends(2)
        .says(&["can't tell what kind of file"]);
    world
        .tally(&["forms", "-o", "a", "--format", "json"])
        .ends(0);
    assert_eq!(world.names("."), ["a", "forms", "tiny.toml"]);
}

#[test]
fn the_head_says_how_many_from_when_to_when_and_how_complete() {
    let world = World::of_three();
    let head = |folder: &str| {
        let out = world.tally(&[folder]).ends(0).out.clone();
        out.lines().nth(2).unwrap().to_owned()
    };
    assert_eq!(
        head("forms"),
        "3 responses, October 1 to 5, 2026, 8 of 9 questions answered."
    );
    world.put("one/ana.toml", world.text("forms/ana.toml"));
    assert_eq!(head("one"), "1 response, October 1, 2026, complete.");
    world.put("undated/none.toml", world.text("forms/none.toml"));
    assert_eq!(head("undated"), "1 response, complete.");
}

#[test]
fn an_own_rubric_has_its_own_labels_and_any_number_of_practices() {
    let world = World::new();
    let rubric = r#"id = "escuela"
version = 3
title = "Autoevaluación"
[ratings]
strength = "Fortaleza"
ok-for-now = "Bien por ahora"
could-be-better = "Podría mejorar"
urgent-gap = "Urgente"
unsure = "No sé"
[[ingredient]]
id = "datos"
title = "Datos"
[[ingredient.practice]]
id = "uno"
title = "Una práctica"
statement = "Se hace."
"#;
    world.put("es.toml", rubric);
    let run = world.run(&[
        "--rubric",
        "es.toml",
        "init",
        "--name",
        "Eva",
        "forms-eva.toml",
    ]);
    run.ends(0);
    let form = world.text("forms-eva.toml");
    assert!(form.contains("Bien por ahora"), "{form}");
    world.put(
        "f/a.toml",
        form.replace("rating = \"\"", "rating = \"NO_SÉ\""),
    );
    world.put(
        "f/b.toml",
        form.replace("rating = \"\"", "rating = \"podri\u{301}a mejorar\"")
            .replace("\"Eva\"", "\"Leo\""),
    );
    let run = world.run(&["tally", "--rubric", "es.toml", "f"]);
    let out = &run.ends(0).out;
    assert!(
        out.contains("Podría mejorar") && out.contains("2 responses"),
        "{out}"
    );
    let json = world
        .run(&["tally", "--rubric", "es.toml", "f", "--format", "json"])
        .json();
    assert_eq!(json["rubric"], "escuela/3");
    assert_eq!(json["practices"][0]["counts"]["unsure"], 1);
    // Of another rubric, and a rubric that is none.
    let run = world.tally(&["f"]);
    run.ends(1)
        .tallies_nothing()
        .says(&["error[other-rubric]", "escuela/3"]);
    let run = world.run(&["tally", "--rubric", "f/a.toml", "f"]);
    run.ends(1)
        .tallies_nothing()
        .says(&["--rubric needs a file with a self-assessment"]);
    let run = world.run(&["tally", "--rubric", "none.toml", "f"]);
    run.ends(2).tallies_nothing().says(&["none.toml"]);
}
