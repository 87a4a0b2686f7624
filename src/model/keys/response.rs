//! The keys of a response.

use crate::model::keys::{Key, keys};

/// The keys at the top; the sections of the practices follow.
pub const TOP: &[Key] = keys! {
    "kind" Fixed Must,
    "rubric" Fixed Drafted,
    "district" Text Drafted,
    "cycle" Text Drafted,
    "respondent" Section(RESPONDENT) Drafted,
};

/// The keys of the respondent.
pub const RESPONDENT: &[Key] = keys! {
    "name" Text Drafted,
    "role" Text Drafted,
    "department" Text Drafted,
    "date" Day Drafted,
};

/// The keys of a practice.
pub const PRACTICE: &[Key] = keys! {
    "rating" Rating Drafted,
    /// How do we know?
    "documentation" Text Drafted,
};
