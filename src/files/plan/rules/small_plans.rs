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
    entries: Vec<Entry>,
    pub(super) today: Date,
}

/// An entry with its kind, and its keys with their values as they are typed.
type Entry = (&'static str, Vec<(&'static str, String)>);

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

    /// The same with another text in a key, such as `action.due`, of the last entry of its kind.
    pub(super) fn with(mut self, key: &str, text: &str) -> Self {
        let (kind, key) = key.split_once('.').unwrap_or_default();
        let entry = self.entries.iter_mut().rfind(|(of, _)| *of == kind);
        let value = entry.and_then(|(_, keys)| keys.iter_mut().find(|(name, _)| *name == key));
        if let Some((_, value)) = value {
            *value = quoted(text);
        }
        self
    }

    /// The same without a key of its entries of a kind, or without those.
    pub(super) fn without(mut self, kind: &str, key: Option<&str>) -> Self {
        match key {
            None => self.entries.retain(|(of, _)| *of != kind),
            Some(key) => {
                for (_, keys) in self.entries.iter_mut().filter(|(of, _)| *of == kind) {
                    keys.retain(|(name, _)| *name != key);
                }
            }
        }
        self
    }

    /// The same with one more entry.
    pub(super) fn and(mut self, kind: &'static str, keys: &[(&'static str, &str)]) -> Self {
        let keys = keys.iter().map(|(key, text)| (*key, quoted(text)));
        self.entries.push((kind, keys.collect()));
        self
    }

    /// The same with the entries of a kind twice.
    pub(super) fn twice(mut self, kind: &str) -> Self {
        let entries = self.entries.iter().filter(|(of, _)| *of == kind);
        let again: Vec<Entry> = entries.cloned().collect();
        self.entries.extend(again);
        self
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
