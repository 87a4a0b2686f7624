//! The small plans about which the checker is asked.

use std::fmt::Write as _;

use jiff::civil::{Date, date};

use crate::model::rubric::Rubric;
use crate::toml::writing::quoted;

/// The day on which the small plans were adopted.
pub(super) const ADOPTED: Date = date(2026, 11, 10);

/// A small plan, and the day on which it is looked at.
#[derive(Clone)]
pub(super) struct Small {
    entries: Vec<SmallEntry>,
    pub(super) today: Date,
}

/// An entry with its kind, and its keys with their values as they are typed.
type SmallEntry = (&'static str, Vec<(&'static str, String)>);

impl Small {
    /// One that lacks nothing.
    pub(super) fn new(practice: &str) -> Self {
        let text = |(key, text): (&'static str, &str)| (key, quoted(text));
        let mut goal: Vec<_> = [("id", "g"), ("what", "Students")].map(text).into();
        for (key, value) in [("baseline", 2), ("target", 1)] {
            goal.push((key, format!("{{ value = {value} }}")));
        }
        let action = [
            ("id", "a"),
            ("practice", practice),
            ("action", "This."),
            ("owner", "Ana"),
            ("due", "2027-03-31"),
            ("status", "not-started"),
            ("done", ""),
            ("measure", "Seen."),
            ("goal", "g"),
        ];
        let told = [
            ("audience", "district-office"),
            ("channel", "Mail"),
            ("owner", "Ana"),
            ("due", "2027-03-31"),
            ("status", "not-started"),
        ];
        Self {
            entries: vec![
                ("goal", goal),
                ("action", action.map(text).into()),
                ("communication", told.map(text).into()),
            ],
            today: date(2027, 1, 15),
        }
    }

    /// The same with other texts in keys, such as `action.due`, of the last entry of their kind.
    pub(super) fn with(&self, texts: &[(&str, &str)]) -> Self {
        let mut small = self.clone();
        for (key, text) in texts {
            let (kind, key) = key.split_once('.').unwrap_or_default();
            let entry = small.entries.iter_mut().rfind(|(of, _)| *of == kind);
            let value = entry.and_then(|(_, keys)| keys.iter_mut().find(|(name, _)| *name == key));
            if let Some((_, value)) = value {
                *value = quoted(text);
            }
        }
        small
    }

    /// The same with a goal that has others in the place of these keys.
    pub(super) fn with_goal(&self, without: &[&str], with: &[(&'static str, String)]) -> Self {
        let mut small = self.clone();
        if let Some((_, keys)) = small.entries.iter_mut().find(|(kind, _)| *kind == "goal") {
            keys.retain(|(name, _)| !without.contains(name));
            keys.extend_from_slice(with);
        }
        small
    }

    /// The same without its entries of a kind.
    pub(super) fn without(&self, kind: &str) -> Self {
        let mut small = self.clone();
        small.entries.retain(|(of, _)| *of != kind);
        small
    }

    /// The same with the entries of a kind twice.
    pub(super) fn twice(&self, kind: &str) -> Self {
        let mut small = self.clone();
        let entries = self.entries.iter().filter(|(of, _)| *of == kind);
        small.entries.extend(entries.cloned());
        small
    }

    /// The same with the schools told as well, as the last.
    pub(super) fn with_schools(&self) -> Self {
        let twice = self.twice("communication");
        twice.with(&[("communication.audience", "schools")])
    }

    /// The same with a practice on hold for this reason.
    pub(super) fn with_on_hold(&self, practice: &str, reason: &str) -> Self {
        let mut small = self.clone();
        let keys = [("practice", quoted(practice)), ("reason", quoted(reason))];
        small.entries.push(("defer", keys.into()));
        small
    }

    /// The same on another day.
    pub(super) fn on(self, today: Date) -> Self {
        Self { today, ..self }
    }

    pub(super) fn text(&self, rubric: &Rubric) -> String {
        let rubric = quoted(&rubric.reference());
        let mut text = format!("kind = \"plan\"\nrubric = {rubric}\nadopted = \"{ADOPTED}\"\n");
        for (kind, keys) in &self.entries {
            let _ = writeln!(text, "[[{kind}]]");
            for (key, value) in keys {
                let _ = writeln!(text, "{key} = {value}");
            }
        }
        text
    }
}
