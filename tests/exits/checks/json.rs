//! JSON: the same fields as with harmless words, and each text as it was written.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::Value;

use super::{Checked, Counted, counted, no_others, same_counts};
use crate::common;

/// Whether it is what `chronic schema` says of its kind.
pub(super) fn follows_its_schema(text: &str) -> Checked {
    static SCHEMAS: Mutex<BTreeMap<String, Arc<Validator>>> = Mutex::new(BTreeMap::new());
    let json: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    // A log and a schema have one that somebody else wrote.
    if json.get("$schema").is_some() {
        return Ok(());
    }
    // The self-assessment is printed with the keys of its file.
    let kind = json["kind"].as_str().unwrap_or("rubric").to_owned();
    let mut schemas = SCHEMAS.lock().map_err(|e| e.to_string())?;
    let schema = schemas.entry(kind).or_insert_with_key(|kind| {
        let run = common::output(Path::new("."), &["schema", kind]);
        let schema = serde_json::from_slice(&run.stdout).unwrap();
        Arc::new(jsonschema::validator_for(&schema).unwrap())
    });
    let schema = Arc::clone(schema);
    drop(schemas);
    schema
        .validate(&json)
        .map_err(|error| format!("{error} at {}", error.instance_path()))
}

pub(super) fn check(hostile: &str, twin: &str, twins: &HashMap<String, String>) -> Checked {
    // A sign of what is a command anywhere in a line of a log.
    super::terminal::check(hostile)?;
    let fields = |text: &str, twins| {
        let json: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
        Ok::<_, String>(fields(&json, twins))
    };
    same_counts(
        "fields",
        &fields(hostile, Some(twins))?,
        &fields(twin, None)?,
    )
}

/// No other fields than with harmless words, whatever is in them.
pub(super) fn check_shape(hostile: &str, twin: &str) -> Checked {
    super::terminal::check(hostile)?;
    let keys = |text: &str| {
        let json: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let keys = fields(&json, None).into_keys();
        let names = keys.filter_map(|key| key.split(' ').next().map(str::to_owned));
        Ok::<_, String>(counted(names))
    };
    no_others("fields", &keys(hostile)?, &keys(twin)?)
}

/// A script does the same whatever is in its questions, which are JSON.
pub(super) fn check_script(hostile: &str, twin: &str) -> Checked {
    let parts = |text: &str| {
        let (steps, data) = text
            .split_once("\nconst QUESTIONS = ")
            .ok_or("no questions")?;
        let data = data.strip_suffix(";\n").ok_or("more below the questions")?;
        Ok::<_, String>((steps.to_owned(), data.to_owned()))
    };
    let ((steps, data), (own_steps, own_data)) = (parts(hostile)?, parts(twin)?);
    super::same("steps", steps, own_steps)?;
    check_shape(&data, &own_data)
}

/// Every value with the keys above it, harmless words in the place of their texts.
pub(super) fn fields(json: &Value, twins: Option<&HashMap<String, String>>) -> Counted {
    let mut found = Vec::new();
    collect(json, "", twins, &mut found);
    counted(found)
}

fn collect(
    json: &Value,
    at: &str,
    twins: Option<&HashMap<String, String>>,
    found: &mut Vec<String>,
) {
    match json {
        Value::Object(fields) => {
            for (key, value) in fields {
                collect(value, &format!("{at}.{key}"), twins, found);
            }
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| collect(value, &format!("{at}[]"), twins, found)),
        // Groups of one size are hidden, and differences of one size listed, by their names.
        _ if [".groups[].practices[].", ".group_differences[]."]
            .iter()
            .any(|by| at.starts_with(by)) =>
        {
            found.push(at.to_owned());
        }
        Value::String(text) => {
            // As whoever reads the file does.
            let text = text.trim();
            let twin = twins.and_then(|twins| twins.get(text));
            found.push(format!("{at} {:?}", twin.map_or(text, String::as_str)));
        }
        other => found.push(format!("{at} {other}")),
    }
}

#[test]
fn a_field_that_a_text_made_and_a_text_that_changed_are_found() {
    let twins = HashMap::from([("\u{1b}".to_owned(), "Word".to_owned())]);
    let check = |json: &str| check(json, r#"{"a": ["Word"], "b": 1}"#, &twins);
    assert_eq!(check(r#"{"a": ["\u001b"], "b": 1}"#), Ok(()));
    for evil in [
        r#"{"a": ["\u001b"], "b": 1, "c": 1}"#,
        r#"{"a": ["?"], "b": 1}"#,
        r#"{"a": ["\u001b", 1], "b": 1}"#,
        "{",
    ] {
        assert!(check(evil).is_err(), "{evil}");
    }
}

#[test]
fn what_no_schema_has_is_found() {
    let result = r#"{"schema_version": 1, "kind": "commands", "commands": []}"#;
    assert_eq!(follows_its_schema(result), Ok(()));
    for other in [
        result.replace("[]", "[], \"more\": 1"),
        result.replace("[]", "[{}]"),
        result.replace("\"kind\": \"commands\", ", ""),
    ] {
        assert!(follows_its_schema(&other).is_err(), "{other}");
    }
}
