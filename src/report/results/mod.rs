//! A result each, in every form that it is printed in.

pub mod annotation;
pub mod by_folder;
pub mod diff;
pub mod empty_entries;
pub mod group;
pub mod import_columns;
pub mod plan;
pub mod problem;
pub mod rubric;
pub mod sarif;
pub mod tally;
pub mod validation;
