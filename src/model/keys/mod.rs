//! The keys of each kind of file: the order of the layout, what belongs there, who needs it, and what
//! it is for. What is unknown, the advice, the schema, and a new file go by these tables. A reader
//! (`check.rs` of its kind in `files/`) names a key once more, where it takes its value.

pub mod plan;
pub mod response;
pub mod rubric;
pub mod team;

use crate::model::choice::choices;

choices! {
    /// What belongs in a key.
    pub enum Holds {
        /// What the file is, or which rubric it follows: always the same text.
        Fixed = "fixed",
        /// Any text.
        Text = "text",
        /// A text that says something.
        Name = "name",
        /// What sections are named by.
        Id = "id",
        /// A day.
        Day = "day",
        /// A list of days.
        Days = "days",
        /// A number.
        Number = "number",
        /// A whole number, 0 or more.
        Count = "count",
        /// One of the five ratings.
        Rating = "rating",
        /// One of the words for what a team decided.
        Decision = "decision",
        /// One of the words for how far something is.
        Status = "status",
        /// One of the words for who hears of the results.
        Audience = "audience",
        /// The id of a practice.
        Practice = "practice",
        /// The id of a practice, or a list of them.
        Practices = "practices",
        /// A list of texts.
        Texts = "texts",
        /// A list of texts that say something.
        Names = "names",
        /// A list of the words for students whom a practice has in mind.
        Focus = "focus",
        /// Keys of their own, between braces.
        Figure = "figure",
        /// A list of such.
        Figures = "figures",
        /// Keys of their own, below a heading.
        Section = "section",
        /// Entries, each with keys of its own; one at least where it must be there.
        Entries = "entries",
    }
}

/// Who needs a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// All: without it nobody knows what the rest is about.
    Must,
    /// People are to fill it in: a draft has it.
    Drafted,
    /// Some: they type it themselves.
    Optional,
}

/// A key of a file, or of one of its sections or entries.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As it is typed.
    pub name: &'static str,
    /// As a page calls it; empty where none does.
    pub label: &'static str,
    /// What belongs there.
    pub holds: Holds,
    /// The keys of what belongs there, where that has any.
    pub keys: &'static [Key],
    /// Who needs it.
    pub need: Need,
    /// What it is for, as an editor shows it; empty where the name says it.
    pub about: &'static str,
}

impl Key {
    /// Whether it has entries, so that its name is their heading.
    pub fn has_entries(&self) -> bool {
        self.holds == Holds::Entries
    }
}

/// A row is what the key is for, its name, its label, what belongs there, and who needs it.
macro_rules! keys {
    ($($(#[doc = $about:literal])* $name:literal $($label:literal)? $holds:ident $(($keys:ident))? $need:ident,)+) => {
        &[$($crate::model::keys::Key {
            name: $name,
            label: concat!($($label)?),
            holds: $crate::model::keys::Holds::$holds,
            keys: $crate::model::keys::keys!($($keys)?),
            need: $crate::model::keys::Need::$need,
            about: concat!($($about),*).trim_ascii(),
        },)+]
    };
    () => { &[] };
    ($keys:ident) => { $keys };
}

pub(crate) use keys;

/// The names of keys, in the order of the layout.
pub fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

/// Whether a key of this name is among them.
pub fn has(keys: &[Key], name: &str) -> bool {
    keys.iter().any(|key| key.name == name)
}
