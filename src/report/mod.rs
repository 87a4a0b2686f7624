//! Model to table, CSV, JSON, Markdown, HTML; escaping lives here.

pub mod annotation;
pub mod columns;
pub mod csv;
pub mod diff;
pub mod escape;
pub mod group;
pub mod html;
pub mod plan;
pub mod problem;
pub mod render;
pub mod rubric;
pub mod sarif;
pub mod seal;
pub mod tally;
pub mod xlsx;
