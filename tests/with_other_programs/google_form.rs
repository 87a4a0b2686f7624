//! The script that builds the form in Google Forms, run against a stand-in of that service, and
//! what the form exports, imported. The service itself is never called.

use std::path::Path;
use std::process::Command;

use chronic::files::rubric::builtin;
use chronic::model::rating::Rating;
use serde_json::Value;
use tempfile::TempDir;

use crate::Check;
use crate::common::run;
use crate::program::NODE;

pub(crate) fn checks() -> Vec<Check> {
    vec![Check {
        name: "google_form::the_script_builds_a_form_whose_export_imports_unasked",
        needs: &NODE,
        run: built_and_imported,
    }]
}

/// What the script builds.
fn built(folder: &Path, arguments: &[&str]) -> Value {
    let init = ["init", "form.gs", "--format", "google-form"];
    let run = run(folder, &[arguments, &init].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    let stand_in =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/with_other_programs/google_form.mjs");
    let output = Command::new("node")
        .arg(stand_in)
        .arg(folder.join("form.gs"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn built_and_imported() {
    let folder = TempDir::new().unwrap();
    let built = built(folder.path(), &[]);
    assert_eq!(built["forms"].as_array().unwrap().len(), 1);
    assert_eq!(built["log"].as_array().unwrap().len(), 2);
    let form = &built["forms"][0];
    let rubric = builtin();
    assert_eq!(form["title"], rubric.title.as_str());
    assert_eq!(form["limitOneResponsePerUser"], true);
    assert_eq!(form["collectEmail"], false);
    let items = form["items"].as_array().unwrap();
    let of = |kind: &str| items.iter().filter(|i| i["type"] == kind).count();
    assert_eq!(
        [of("text"), of("page"), of("choice"), of("paragraph")],
        [3, 5, 25, 25]
    );
    assert!(items.iter().all(|item| item["required"] == false));
    let labels = Rating::ALL.map(|rating| rubric.labels.of(rating));
    let rated = items.iter().filter(|item| item["type"] == "choice");
    for (item, practice) in rated.zip(rubric.practices()) {
        assert_eq!(item["help"], practice.statement.as_str());
        let choices: Vec<&str> = item["choices"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        assert_eq!(choices, labels);
    }
    // As the form tool exports it: a column for the time, and one for each question.
    let asked = || items.iter().filter(|item| item["type"] != "page");
    let mut writer = csv::Writer::from_writer(Vec::new());
    let headings = asked().map(|item| item["title"].as_str().unwrap());
    writer
        .write_record(std::iter::once("Timestamp").chain(headings))
        .unwrap();
    for (person, name) in ["Nadia Quill", ""].into_iter().enumerate() {
        let mut nth = 0;
        let cells = asked().map(|item| match item["type"].as_str().unwrap() {
            "choice" => {
                nth += 1;
                labels[(nth + person) % 5].to_owned()
            }
            "paragraph" => format!("On {nth}."),
            _ if item["title"] == "Name" => name.to_owned(),
            _ => String::new(),
        });
        let cells: Vec<String> = cells.collect();
        let when = std::iter::once("2026/10/05 9:15:44 AM CST".to_owned());
        writer.write_record(when.chain(cells)).unwrap();
    }
    let export = writer.into_inner().unwrap();
    std::fs::write(folder.path().join("export.csv"), export).unwrap();
    let imported = run(folder.path(), &["import", "export.csv", "forms"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let form = std::fs::read_to_string(folder.path().join("forms/nadia-quill.toml")).unwrap();
    let form: toml::Table = form.parse().unwrap();
    assert_eq!(form["respondent"]["date"].as_str(), Some("2026-10-05"));
    for (at, practice) in rubric.practices().iter().enumerate() {
        let (ingredient, short) = practice.id.split_once('.').unwrap();
        let section = &form[ingredient][short];
        let rating = Rating::ALL[(at + 1) % 5];
        assert_eq!(section["rating"].as_str(), Some(rating.id()));
        let text = section["documentation"].as_str().unwrap().trim();
        assert_eq!(text, format!("On {}.", at + 1));
    }
}
