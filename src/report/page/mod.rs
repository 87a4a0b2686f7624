//! The pages that people fill in.

pub mod debrief;
pub mod form;
mod parts;
pub mod plan;
