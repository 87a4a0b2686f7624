//! The keys of a team assessment.

use crate::model::keys::{Key, keys};

/// The keys at the top; the sections of the practices follow.
pub const TOP: &[Key] = keys! {
    "kind" Fixed Must,
    "rubric" Fixed Drafted,
    "district" Text Drafted,
    "cycle" Text Drafted,
    "responses" Count Must,
    "invited" Count Optional,
    "not_read" Count Optional,
    "from" Day Optional,
    "to" Day Optional,
};

/// The keys of a practice.
pub const PRACTICE: &[Key] = keys! {
    "counts" Figure(COUNTS) Must,
    "documentation" Entries(QUOTE) Drafted,
    "agreed" Rating Drafted,
    "decision" Decision Drafted,
    "notes" Text Drafted,
};

/// The keys of its counts: each rating, and those who gave none.
pub const COUNTS: &[Key] = keys! {
    "strength" Count Must,
    "ok-for-now" Count Must,
    "could-be-better" Count Must,
    "urgent-gap" Count Must,
    "unsure" Count Must,
    "unanswered" Count Must,
};

/// The keys of what a respondent wrote.
pub const QUOTE: &[Key] = keys! {
    "rating" Rating Drafted,
    "text" Text Drafted,
};
