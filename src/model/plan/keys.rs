//! The keys of a plan, each once: the order of the layout, what belongs there, whether a
//! draft has it, and what it is for. Reader, draft, update and schema all go by this table.

/// What belongs in a key.
#[derive(Debug, Clone, Copy)]
pub enum Holds {
    /// What the file is, or which rubric it follows: always the same text.
    Fixed,
    /// Any text.
    Text,
    /// A day.
    Day,
    /// A list of days.
    Days,
    /// A number.
    Number,
    /// One of the words for how far something is.
    Status,
    /// One of the words for who hears of the results.
    Audience,
    /// The id of a practice.
    Practice,
    /// The id of a practice, or a list of them.
    Practices,
    /// A list of texts.
    Texts,
    /// Keys of their own, between braces.
    Figure(&'static [Key]),
    /// A list of such.
    Figures(&'static [Key]),
    /// Entries, each a section of its own.
    Entries(&'static [Key]),
}

/// A key of a plan, or of one of its entries.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As it is typed.
    pub name: &'static str,
    /// As a page calls it.
    pub label: &'static str,
    /// What belongs there.
    pub holds: Holds,
    /// Whether a draft has it; the others are typed by whoever needs them.
    pub is_drafted: bool,
    /// What it is for, as an editor shows it.
    pub about: &'static str,
}

const fn key(name: &'static str, label: &'static str, holds: Holds, about: &'static str) -> Key {
    Key {
        name,
        label,
        holds,
        is_drafted: true,
        about,
    }
}

const fn optional(
    name: &'static str,
    label: &'static str,
    holds: Holds,
    about: &'static str,
) -> Key {
    Key {
        is_drafted: false,
        ..key(name, label, holds, about)
    }
}

/// The keys at the top, and then the kinds of entries.
pub const TOP: &[Key] = &[
    key("kind", "Kind", Holds::Fixed, "What this file is"),
    key(
        "id",
        "Id",
        Holds::Text,
        "Calendars use this to recognize the plan. Don't change it",
    ),
    key(
        "rubric",
        "Self-assessment",
        Holds::Fixed,
        "The self-assessment its practices are from",
    ),
    key(
        "assessment",
        "Team assessment",
        Holds::Text,
        "The path to the team assessment it follows from, starting from this file's folder",
    ),
    key("title", "Title", Holds::Text, "The heading"),
    key(
        "cycle",
        "School year",
        Holds::Text,
        "The school year it is for, such as 2026-27",
    ),
    key(
        "adopted",
        "Adopted on",
        Holds::Day,
        "The day the plan was adopted",
    ),
    optional(
        "renewed",
        "Renewed on",
        Holds::Day,
        "The day the team went over the plan for a new assessment",
    ),
    key(
        "contact",
        "Contact",
        Holds::Text,
        "Who to ask. This is printed on the pages you share",
    ),
    key(
        "reviews",
        "Check-ins",
        Holds::Days,
        "The dates of the team's check-ins",
    ),
    key(
        "goal",
        "Goals",
        Holds::Entries(GOAL),
        "What should change for students, in numbers",
    ),
    key(
        "action",
        "Actions, in order of priority",
        Holds::Entries(ACTION),
        "What will be done, in order of priority",
    ),
    key(
        "continue",
        "Continue",
        Holds::Entries(CONTINUE),
        "Strengths to continue",
    ),
    key(
        "defer",
        "On hold",
        Holds::Entries(DEFER),
        "Gaps that are on hold, and why",
    ),
    key(
        "communication",
        "Sharing the results",
        Holds::Entries(COMMUNICATION),
        "Who hears about the results",
    ),
];

/// The keys of a `[[goal]]`.
pub const GOAL: &[Key] = &[
    key("id", "Id", Holds::Text, "Actions refer to this goal by it"),
    key(
        "what",
        "What you will measure",
        Holds::Text,
        "What is measured, such as students who miss 10% or more of school",
    ),
    key(
        "unit",
        "Unit",
        Holds::Text,
        "The unit of its numbers, such as %",
    ),
    key(
        "source",
        "Source of the numbers",
        Holds::Text,
        "Where the numbers come from",
    ),
    optional(
        "baseline",
        "Baseline",
        Holds::Figure(MEASURED),
        "The number you start from",
    ),
    optional(
        "target",
        "Target",
        Holds::Figure(TARGET),
        "The number you want to reach",
    ),
    optional(
        "readings",
        "Readings",
        Holds::Figures(MEASURED),
        "The numbers since then",
    ),
];

/// The keys of a value that was measured.
pub const MEASURED: &[Key] = &[
    key(
        "value",
        "Number",
        Holds::Number,
        "The number, without its unit",
    ),
    key("on", "Measured on", Holds::Day, "The day it was measured"),
];

/// The keys of a value that is to be reached.
pub const TARGET: &[Key] = &[
    key(
        "value",
        "Number",
        Holds::Number,
        "The number, without its unit",
    ),
    key("by", "Reach it by", Holds::Day, "The day to reach it by"),
];

/// The keys of an `[[action]]`.
pub const ACTION: &[Key] = &[
    key(
        "id",
        "Id",
        Holds::Text,
        "Calendars use this to recognize the action. Each action needs its own",
    ),
    key(
        "practice",
        "Practices",
        Holds::Practices,
        "The practice it serves, or a list of several",
    ),
    key(
        "action",
        "What will be done",
        Holds::Text,
        "What will be done",
    ),
    key(
        "owner",
        "Owner",
        Holds::Text,
        "Who is responsible: a person or a job title",
    ),
    key("due", "Due date", Holds::Day, "The due date"),
    key("status", "Status", Holds::Status, "How far along it is"),
    key("done", "Done on", Holds::Day, "The day it was done"),
    key(
        "progress",
        "Progress",
        Holds::Text,
        "What has been done so far. If it was dropped, why",
    ),
    key(
        "measure",
        "Measure of success",
        Holds::Text,
        "What will show that it worked",
    ),
    key("goal", "Goal", Holds::Text, "The id of the goal it serves"),
    key(
        "partners",
        "Community partners",
        Holds::Texts,
        "Community partners who take part",
    ),
];

/// The keys of a `[[continue]]`.
pub const CONTINUE: &[Key] = &[
    key("practice", "Practice", Holds::Practice, "The practice"),
    key(
        "how",
        "How you will continue it",
        Holds::Text,
        "How you will continue it",
    ),
];

/// The keys of a `[[defer]]`.
pub const DEFER: &[Key] = &[
    key("practice", "Practice", Holds::Practice, "The practice"),
    key(
        "reason",
        "Why it's on hold",
        Holds::Text,
        "Why it's on hold",
    ),
];

/// The keys of a `[[communication]]`.
pub const COMMUNICATION: &[Key] = &[
    key(
        "audience",
        "Audience",
        Holds::Audience,
        "Who hears about the results",
    ),
    key("message", "Message", Holds::Text, "What they will hear"),
    key(
        "ask",
        "What you ask of them",
        Holds::Text,
        "What you ask them to do",
    ),
    key(
        "channel",
        "How they will hear it",
        Holds::Text,
        "How they will hear it",
    ),
    key(
        "owner",
        "Who tells them",
        Holds::Text,
        "Who tells them: a person or a job title",
    ),
    key("due", "Due date", Holds::Day, "The due date"),
    key("status", "Status", Holds::Status, "How far along it is"),
];

/// Whether this is what the entries of a plan are called, so that each has it as its heading.
pub(crate) fn names_entries(name: &str) -> bool {
    let entries = |key: &Key| matches!(key.holds, Holds::Entries(_));
    TOP.iter().any(|key| key.name == name && entries(key))
}

/// Whether a key of a plan or of its entries takes any text.
pub(crate) fn holds_text(name: &str) -> bool {
    let all = [TOP, GOAL, ACTION, CONTINUE, DEFER, COMMUNICATION];
    let holds = |key: &Key| key.name == name && matches!(key.holds, Holds::Text);
    all.into_iter().flatten().any(holds)
}

/// The names of keys, in the order of the layout.
#[must_use]
pub fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}
