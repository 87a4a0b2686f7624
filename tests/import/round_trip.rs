//! The same answers, filled in by hand and asked by a form tool, come to the same.

use std::fs;

use crate::common::{examples, run};

/// The example's responses as a form tool would export them.
fn exported(separator: u8) -> (Vec<u8>, usize) {
    let rubric = chronic::files::rubric::builtin();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    let mut head: Vec<String> = ["Timestamp", "Name", "Your role", "Department"]
        .map(String::from)
        .to_vec();
    for (at, practice) in rubric.practices().iter().enumerate() {
        head.push(format!(
            "{}. {}\n{}",
            at + 1,
            practice.title,
            practice.statement
        ));
        head.push("How do we know?".to_owned());
    }
    writer.write_record(&head).unwrap();
    let mut count = 0;
    for entry in fs::read_dir(examples().join("responses")).unwrap() {
        let form: toml::Table = fs::read_to_string(entry.unwrap().path())
            .unwrap()
            .parse()
            .unwrap();
        let respondent = &form["respondent"];
        let own = |key: &str| match &respondent[key] {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let mut row = vec![own("date"), own("name"), own("role"), own("department")];
        for practice in rubric.practices() {
            let (ingredient, short) = practice.id.split_once('.').unwrap();
            let section = &form[ingredient][short];
            row.push(section["rating"].as_str().unwrap().to_owned());
            row.push(section["documentation"].as_str().unwrap().to_owned());
        }
        writer.write_record(&row).unwrap();
        count += 1;
    }
    (writer.into_inner().unwrap(), count)
}

#[test]
fn an_import_tallies_as_the_forms_themselves_do() {
    let folder = tempfile::tempdir().unwrap();
    let whose = ["--district", "Millbrook Unified", "--cycle", "2026-27"];
    let (csv, count) = exported(b',');
    let (semicolons, _) = exported(b';');
    let tabs = String::from_utf8(exported(b'\t').0).unwrap();
    let utf16: Vec<u8> = format!("\u{feff}{tabs}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let responses = examples().join("responses");
    let responses = responses.to_str().unwrap();
    for (name, bytes) in [("comma", csv), ("semicolon", semicolons), ("utf16", utf16)] {
        let file = format!("{name}.csv");
        fs::write(folder.path().join(&file), bytes).unwrap();
        let imported = run(
            folder.path(),
            &[&["import", &file, name], &whose[..]].concat(),
        );
        assert_eq!(imported.code, 0, "{}", imported.err);
        assert_eq!(
            fs::read_dir(folder.path().join(name)).unwrap().count(),
            count
        );
        for format in ["json", "csv", "markdown", "toml"] {
            let tally = |source: &str| run(folder.path(), &["tally", source, "--format", format]);
            assert_eq!(tally(name), tally(responses), "{name} {format}");
        }
    }
}

/// The export in the examples holds what the forms there hold.
#[test]
fn the_example_export_is_current() {
    let folder = tempfile::tempdir().unwrap();
    let export = examples().join("form-export.csv");
    let arguments = [
        "import",
        export.to_str().unwrap(),
        "forms",
        "--district",
        "Millbrook Unified",
        "--cycle",
        "2026-27",
    ];
    let imported = run(folder.path(), &arguments);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let responses = examples().join("responses");
    let tally = |source: &str| run(folder.path(), &["tally", source, "--format", "toml"]);
    assert_eq!(tally("forms"), tally(responses.to_str().unwrap()));
}
