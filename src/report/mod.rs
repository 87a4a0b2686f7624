//! Model to table, CSV, JSON, Markdown; escaping lives here.

pub mod escape;
pub mod problem;
pub mod rubric;
