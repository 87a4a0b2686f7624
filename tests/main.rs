//! What needs nothing beyond Rust, in one program, so that it is linked once. What needs a
//! browser, a spreadsheet program, or a package registry is in `with_other_programs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where it fails"
)]

mod by_folder;
mod by_group;
mod ci;
mod common;
mod confidential;
mod copies;
mod corpus;
mod diff;
mod exits;
mod fix;
mod form_page;
mod hostile;
mod hunt;
mod import;
mod init;
mod interrupted;
mod kill;
mod laws;
mod next;
mod not_known;
mod one_and_many;
mod plan;
mod plan_validate;
mod reading;
mod readme;
mod render;
mod schema;
mod sentences;
mod summary;
mod tally;
mod validate;
mod validate_lines;
mod workbook;
mod writing;
mod years;
