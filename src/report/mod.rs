//! Model to table, CSV, JSON, Markdown, HTML; escaping lives here.

pub mod annotation;
pub mod by_folder;
pub mod columns;
pub mod command_line;
pub mod csv;
pub mod diff;
pub mod document;
pub mod escape;
pub mod form;
pub mod google_form;
pub mod group;
pub mod html;
pub mod json;
pub mod page;
pub mod picture;
pub mod plan;
pub mod problem;
pub mod questions;
pub mod render;
pub mod rubric;
pub mod sarif;
pub mod seal;
pub mod tally;
pub mod unfilled;
pub mod validation;
pub mod xlsx;
