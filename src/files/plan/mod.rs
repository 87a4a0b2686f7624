//! A plan: who does what by when.

mod across_entries;
pub mod carried_over;
mod completeness;
pub mod coverage;
pub mod draft;
pub(crate) mod entry;
pub mod new_entry;
pub mod page_states;
pub mod read;
pub mod untouched;
pub mod update;
