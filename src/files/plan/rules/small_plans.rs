//! The small plans about which the checker is asked.

use jiff::civil::{Date, date};

use crate::model::rubric::Rubric;
use crate::toml::writing::quoted;

/// The day on which the small plans were adopted.
pub(super) const ADOPTED: Date = date(2026, 11, 10);
/// A small plan that lacks nothing, in its parts.
#[derive(Clone)]
pub(super) struct Small {
    pub(super) goal: String,
    pub(super) action: String,
    pub(super) told: String,
    pub(super) today: Date,
}

impl Small {
    pub(super) fn new(practice: &str) -> Self {
        Self {
            goal: "[[goal]]\nid = \"g\"\nwhat = \"Students\"\nbaseline = { value = 2 }\ntarget = { value = 1 }\n".to_owned(),
            action: format!("[[action]]\nid = \"a\"\npractice = {}\naction = \"This.\"\nowner = \"Ana\"\ndue = \"2027-03-31\"\nstatus = \"not-started\"\ndone = \"\"\nmeasure = \"Seen.\"\ngoal = \"g\"\n", quoted(practice)),
            told: "[[communication]]\naudience = \"district-office\"\nchannel = \"Mail\"\nowner = \"Ana\"\ndue = \"2027-03-31\"\nstatus = \"not-started\"\n".to_owned(),
            today: date(2027, 1, 15),
        }
    }

    /// The same with another part.
    pub(super) fn goal(&self, goal: String) -> Self {
        let small = self.clone();
        Self { goal, ..small }
    }

    pub(super) fn action(&self, action: String) -> Self {
        let small = self.clone();
        Self { action, ..small }
    }

    pub(super) fn told(&self, told: String) -> Self {
        let small = self.clone();
        Self { told, ..small }
    }

    pub(super) fn today(&self, today: Date) -> Self {
        let small = self.clone();
        Self { today, ..small }
    }

    pub(super) fn text(&self, rubric: &Rubric) -> String {
        format!(
            "kind = \"plan\"\nrubric = {}\nadopted = \"{ADOPTED}\"\n{}{}{}",
            quoted(&rubric.reference()),
            self.goal,
            self.action,
            self.told
        )
    }
}

/// A part with another text in one of its keys.
pub(super) fn with(part: &str, key: &str, text: &str) -> String {
    let lines = part.lines().map(|line| match line.split_once(" = ") {
        Some((name, _)) if name == key => format!("{key} = {}\n", quoted(text)),
        _ => format!("{line}\n"),
    });
    lines.collect()
}
