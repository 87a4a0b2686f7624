//! Whether somebody has filled in a plan since it was drafted.

use std::collections::HashSet;

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

/// Whether a plan says something that its new draft, in whose place it is, doesn't: comments
/// aside, each of its lines is drafted, blank, or in the new one too.
#[must_use]
pub fn loses_entries(plan: &[u8], draft: &[u8]) -> bool {
    let [plan, draft] = [plan, draft].map(text_of_bytes);
    let kept: HashSet<&str> = draft.lines().map(str::trim).collect();
    let mut lines = plan.lines().map(str::trim);
    lines.any(|line| {
        let is_blank = match line
            .split_once('=')
            .map(|(key, value)| (key.trim(), value.trim()))
        {
            Some(("status", value)) => value == "\"not-started\"",
            Some(("reviews", value)) => value == "[]",
            Some((key, _)) if DRAFTED.contains(&key) => true,
            Some((_, value)) => !value.contains(char::is_alphanumeric),
            None => !line.contains(char::is_alphanumeric) || line.starts_with('['),
        };
        !is_blank && !line.starts_with('#') && !kept.contains(line)
    })
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
    }
}
