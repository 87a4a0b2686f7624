//! The keys of a rubric.

use crate::model::keys::{Key, keys};

/// The keys at the top.
pub const TOP: &[Key] = keys! {
    "id" Id Must,
    "version" Count Drafted,
    "title" Name Must,
    "question" Text Drafted,
    "source" Text Drafted,
    "purpose" Text Drafted,
    "vulnerable-populations" Text Drafted,
    "suggested-departments" Entries(DEPARTMENT) Drafted,
    "frequency" Text Drafted,
    "ratings" Section(RATINGS) Optional,
    "step" Entries(STEP) Drafted,
    "ingredient" Entries(INGREDIENT) Must,
};

/// The keys of the labels: the ratings.
pub const RATINGS: &[Key] = keys! {
    "strength" Name Drafted,
    "ok-for-now" Name Drafted,
    "could-be-better" Name Drafted,
    "urgent-gap" Name Drafted,
    "unsure" Name Drafted,
};

/// The keys of a suggested department.
pub const DEPARTMENT: &[Key] = keys! {
    "name" Name Must,
    "also" Names Optional,
};

/// The keys of a step.
pub const STEP: &[Key] = keys! {
    "id" Text Drafted,
    "title" Text Drafted,
    "text" Text Drafted,
};

/// The keys of an ingredient.
pub const INGREDIENT: &[Key] = keys! {
    "id" Id Must,
    "title" Name Must,
    "practice" Entries(PRACTICE) Must,
};

/// The keys of a practice.
pub const PRACTICE: &[Key] = keys! {
    "id" Id Must,
    "title" Name Must,
    "focus" Focus Optional,
    "statement" Name Must,
};
