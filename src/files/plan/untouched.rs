//! Whether somebody has filled in a plan since it was drafted.

use std::collections::HashSet;

use toml::{Table, Value};

use crate::files::content::text_of_bytes;

/// What a draft fills in by itself.
const DRAFTED: [&str; 7] = [
    "kind",
    "id",
    "rubric",
    "assessment",
    "cycle",
    "practice",
    "audience",
];

/// Whether a plan says something that its new draft, in whose place it is, doesn't: a value that is
/// neither drafted, blank, nor in the same entry of the new one, or a note after a value. Where
/// that can't be told, it does.
#[must_use]
pub fn loses_entries(plan: &[u8], draft: &[u8]) -> bool {
    let [plan, draft] = [plan, draft].map(text_of_bytes);
    let lines: HashSet<&str> = draft.lines().map(str::trim).collect();
    let mut notes = plan.lines().map(str::trim);
    let has_note =
        notes.any(|line| line.find('#').is_some_and(|at| at > 0) && !lines.contains(line));
    let (Ok(plan), Ok(draft)) = (plan.parse(), draft.parse()) else {
        return true;
    };
    has_note || !values(&plan).is_subset(&values(&draft))
}

/// Everything that is typed into a plan: which entries it is in, what they are about, its key, and
/// the value.
fn values(plan: &Table) -> HashSet<[String; 4]> {
    let tables = |value: &Value| {
        value
            .as_array()
            .is_some_and(|all| all.iter().all(Value::is_table))
    };
    let top = plan
        .iter()
        .filter(|(_, value)| !tables(value) || is_blank("", value));
    let top = top.map(|(key, value)| ("", String::new(), key, value));
    let entries = plan.iter().flat_map(|(heading, value)| {
        let entries = value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_table);
        entries.flat_map(move |entry| {
            let about = ["practice", "audience"].map(|key| entry.get(key).map(text));
            let about: String = about.into_iter().flatten().collect();
            let values = entry.iter();
            values.map(move |(key, value)| (heading.as_str(), about.clone(), key, value))
        })
    });
    top.chain(entries)
        .filter(|(.., key, value)| !DRAFTED.contains(&key.as_str()) && !is_blank(key, value))
        .map(|(heading, about, key, value)| [heading.to_owned(), about, key.clone(), text(value)])
        .collect()
}

fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn is_blank(key: &str, value: &Value) -> bool {
    let text = text(value);
    !text.contains(char::is_alphanumeric) || key == "status" && text == "\"not-started\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_somebody_typed_is_lost() {
        let draft = "# Plan\nkind = \"plan\"\nid = \"a\"\ntitle = \"\"\nreviews = []\n\n[[action]]\npractice = \"a.b\"\naction = \"\"\npartners = []\nstatus = \"not-started\"\n";
        for (from, to, lost) in [
            ("", "", false),
            ("\"a\"", "\"b\"", false),
            ("a.b", "a.c", false),
            ("# Plan", "# A plan", false),
            ("title = \"\"", "title = '''\n'''", false),
            ("title = \"\"", "title = \"Ours\"", true),
            ("title = \"\"", "title = '''\nOurs\n'''", true),
            ("[]\n\n", "[\"2027-01-29\"]\n\n", true),
            ("partners = []", "partners = [\"YMCA\"]", true),
            ("not-started", "done", true),
            (
                "action = \"\"",
                "action = \'\'\'\n#1 Call\n[today]\n\'\'\'",
                true,
            ),
            ("action = \"\"", "action = \"\" # Ana", true),
            ("\"a.b\"", "unreadable", true),
        ] {
            let plan = draft.replacen(from, to, 1);
            assert_eq!(
                loses_entries(plan.as_bytes(), draft.as_bytes()),
                lost,
                "{to}"
            );
        }
        // A draft carries over what the last year's plan says.
        let carried = draft.replace("action = \"\"", "action = \"Call\"");
        assert!(!loses_entries(carried.as_bytes(), carried.as_bytes()));
        let another = carried.replace("a.b", "c.d") + &draft[draft.find("[[").unwrap()..];
        assert!(loses_entries(carried.as_bytes(), another.as_bytes()));
    }
}
