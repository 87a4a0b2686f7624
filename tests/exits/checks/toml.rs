//! A file of ours: the same keys as with harmless words, each text as it was written, and
//! nothing of it in the file's own structure.

use std::collections::HashMap;

use super::{Checked, json, same, same_counts};

pub(super) fn check(hostile: &str, twin: &str, twins: &HashMap<String, String>) -> Checked {
    let parsed = |text: &str| {
        let table: ::toml::Table = text.parse().map_err(|e: ::toml::de::Error| e.to_string())?;
        serde_json::to_value(table).map_err(|e| e.to_string())
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
