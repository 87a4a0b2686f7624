//! The pages that people fill in.

pub mod debrief;
pub mod form;
pub mod plan;
