//! The keys of a plan.

use crate::model::keys::{Key, keys};

/// The keys at the top, and then the kinds of entries.
pub const TOP: &[Key] = keys! {
    /// What this file is
    "kind" "Kind" Fixed Must,
    /// Calendars use this to recognize the plan. Don't change it
    "id" "Id" Text Drafted,
    /// The self-assessment its practices are from
    "rubric" "Self-assessment" Fixed Drafted,
    /// The path to the team assessment it follows from, starting from this file's folder
    "assessment" "Team assessment" Text Drafted,
    /// The heading
    "title" "Title" Text Drafted,
    /// The school year it is for, such as 2026-27
    "cycle" "School year" Text Drafted,
    /// The day the plan was adopted
    "adopted" "Adopted on" Day Drafted,
    /// The day the team went over the plan for a new assessment
    "renewed" "Reviewed on" Day Optional,
    /// Who to ask. This is printed on the pages you share
    "contact" "Contact" Text Drafted,
    /// The dates of the team's check-ins
    "reviews" "Check-ins" Days Drafted,
    /// What should change for students, in numbers
    "goal" "Goals" Entries(GOAL) Drafted,
    /// What will be done, in order of priority
    "action" "Actions, in order of priority" Entries(ACTION) Drafted,
    /// Strengths to continue
    "continue" "Continue" Entries(CONTINUE) Drafted,
    /// Gaps that are on hold, and why
    "defer" "On hold" Entries(DEFER) Drafted,
    /// Who hears about the results
    "communication" "Sharing the results" Entries(COMMUNICATION) Drafted,
};

/// The keys of a `[[goal]]`.
pub const GOAL: &[Key] = keys! {
    /// Actions refer to this goal by it
    "id" "Id" Text Drafted,
    /// What is measured, such as students who miss 10% or more of school
    "what" "What you will measure" Text Drafted,
    /// The unit of its numbers, such as %
    "unit" "Unit" Text Drafted,
    /// Where the numbers come from
    "source" "Source of the numbers" Text Drafted,
    /// The number you start from
    "baseline" "Baseline" Figure(MEASURED) Optional,
    /// The number you want to reach
    "target" "Target" Figure(TARGET) Optional,
    /// The numbers since then
    "readings" "Readings" Figures(MEASURED) Optional,
};

/// The keys of a value that was measured.
pub const MEASURED: &[Key] = keys! {
    /// The number, without its unit
    "value" "Number" Number Must,
    /// The day it was measured
    "on" "Measured on" Day Drafted,
};

/// The keys of a value that is to be reached.
pub const TARGET: &[Key] = keys! {
    /// The number, without its unit
    "value" "Number" Number Must,
    /// The day to reach it by
    "by" "Reach it by" Day Drafted,
};

/// The keys of an `[[action]]`.
pub const ACTION: &[Key] = keys! {
    /// Calendars use this to recognize the action. Each action needs its own
    "id" "Id" Text Drafted,
    /// The practice it serves, or a list of several
    "practice" "Practices" Practices Must,
    /// What will be done
    "action" "What will be done" Text Drafted,
    /// Who is responsible: a person or a job title
    "owner" "Owner" Text Drafted,
    /// The due date
    "due" "Due date" Day Drafted,
    /// How far along it is
    "status" "Status" Status Drafted,
    /// The day it was done
    "done" "Done on" Day Drafted,
    /// What has been done so far. If it was dropped, why
    "progress" "Progress" Text Drafted,
    /// What will show that it worked
    "measure" "Measure of success" Text Drafted,
    /// The id of the goal it serves
    "goal" "Goal" Text Drafted,
    /// Community partners who take part
    "partners" "Community partners" Texts Drafted,
};

/// The keys of a `[[continue]]`.
pub const CONTINUE: &[Key] = keys! {
    /// The practice
    "practice" "Practice" Practice Must,
    /// How you will continue it
    "how" "How you will continue it" Text Drafted,
};

/// The keys of a `[[defer]]`.
pub const DEFER: &[Key] = keys! {
    /// The practice
    "practice" "Practice" Practice Must,
    /// Why it's on hold
    "reason" "Why it's on hold" Text Drafted,
};

/// The keys of a `[[communication]]`.
pub const COMMUNICATION: &[Key] = keys! {
    /// Who hears about the results
    "audience" "Audience" Audience Must,
    /// What they will hear
    "message" "Message" Text Drafted,
    /// What you ask them to do
    "ask" "What you ask of them" Text Drafted,
    /// How they will hear it
    "channel" "How they will hear it" Text Drafted,
    /// Who tells them: a person or a job title
    "owner" "Who tells them" Text Drafted,
    /// The due date
    "due" "Due date" Day Drafted,
    /// How far along it is
    "status" "Status" Status Drafted,
};

/// The keys of the entries that have this heading; none where nothing has.
pub fn of_entries(heading: &str) -> &'static [Key] {
    let kind = TOP.iter().find(|key| key.name == heading);
    kind.map_or(&[], |key| key.keys)
}

/// Whether this is what the entries of a plan are called, so that each has it as its heading.
pub(crate) fn names_entries(name: &str) -> bool {
    !of_entries(name).is_empty()
}
