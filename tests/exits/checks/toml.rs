//! A file of ours: the same keys as with harmless words, each text as it was written, and
//! nothing of it in the file's own structure.

use std::collections::HashMap;

use serde_json::Value;

use super::{Checked, json, same, same_counts};

pub(super) fn check(hostile: &str, twin: &str, twins: &HashMap<String, String>) -> Checked {
    let parsed = |text: &str| {
        let table: ::toml::Table = text.parse().map_err(|e: ::toml::de::Error| e.to_string())?;
        let mut all = serde_json::to_value(table).map_err(|e| e.to_string())?;
        alike(&mut all);
        Ok::<_, String>(all)
    };
    let (hostile_keys, twin_keys) = (parsed(hostile)?, parsed(twin)?);
    same_counts(
        "keys",
        &json::fields(&hostile_keys, Some(twins)),
        &json::fields(&twin_keys, None),
    )?;
    let hint = |text: &str| {
        text.starts_with("#:schema")
            .then(|| text.lines().next().map(str::to_owned))
    };
    same("first line", hint(hostile), hint(twin))
}

/// A rating is written by its label, or by its id where the label could not be read back. A
/// plan's id is made of the district's name, and is digits whatever that is.
fn alike(value: &mut Value) {
    match value {
        Value::Object(all) => {
            for (key, value) in all {
                if key == "rating" && value.as_str().is_some_and(|rating| !rating.is_empty()) {
                    *value = Value::from("rated");
                }
                let is_digest =
                    |id: &str| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit());
                if key == "id" && value.as_str().is_some_and(is_digest) {
                    *value = Value::from("digits");
                }
                alike(value);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(alike),
        _ => {}
    }
}

#[test]
fn a_key_that_a_text_made_is_found() {
    let twins = HashMap::from([("'''".to_owned(), "Word".to_owned())]);
    let check = |text: &str| check(text, "a = \"Word\"\n", &twins);
    assert_eq!(check("a = \"'''\"\n"), Ok(()));
    for evil in [
        "a = \"'''\"\nb = 1\n",
        "a = \"?\"\n",
        "a = \"\"\"",
        "#:schema x\na = \"'''\"\n",
    ] {
        assert!(check(evil).is_err(), "{evil}");
    }
}
