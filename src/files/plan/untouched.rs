//! Whether somebody has filled in a plan since it was drafted.

use std::collections::HashSet;

use toml::{Table, Value};

use crate::files::content::text_of_bytes;
use crate::words::is_one_of;

/// What a draft fills in by itself.
const DRAFTED: &str = "kind, id, rubric, assessment, cycle, practice, audience";

/// Whether a plan says something that its new draft, in whose place it is, doesn't: a value that is
/// neither drafted, blank, nor in the same entry of the new one, or a note after a value. Where
/// that can't be told, it does.
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
    let mut values = HashSet::new();
    let mut add = |heading: &str, about: &str, key: &str, value: &Value| {
        if !is_one_of(key, DRAFTED) && !is_blank(key, value) {
            values.insert([heading, about, key, &text(value)].map(str::to_owned));
        }
    };
    for (heading, value) in plan {
        let items = value.as_array().map_or(&[][..], Vec::as_slice);
        if !value.is_array() || !items.iter().all(Value::is_table) {
            add("", "", heading, value);
        }
        for entry in items.iter().filter_map(Value::as_table) {
            let about = ["practice", "audience"].map(|key| entry.get(key).map(text));
            let about: String = about.into_iter().flatten().collect();
            for (key, value) in entry {
                add(heading, &about, key, value);
            }
        }
    }
    values
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
            ("action = \"\"", "action = '''\n#1\n[a]\n'''", true),
            ("action = \"\"", "action = \"\" # Ana", true),
            ("\"a.b\"", "unreadable", true),
        ] {
            let plan = draft.replacen(from, to, 1);
            let loses = loses_entries(plan.as_bytes(), draft.as_bytes());
            assert_eq!(loses, lost, "{to}");
        }
        // A draft carries over what the last year's plan says.
        let carried = draft.replace("action = \"\"", "action = \"Call\"");
        assert!(!loses_entries(carried.as_bytes(), carried.as_bytes()));
        let another = carried.replace("a.b", "c.d") + &draft[draft.find("[[").unwrap()..];
        assert!(loses_entries(carried.as_bytes(), another.as_bytes()));
    }
}
