//! What must hold of any bytes: one law for each way in and each exit. The tests beside this
//! folder try every law for a moment, and `fuzz/` hunts for what breaks one. A law takes
//! bytes, reads them as a file or a text, and panics where it does not hold. Nothing here
//! asks the code under test what is right.

#![allow(
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a law ends where it is broken; and this is a library only for the hunt"
)]

mod calendar;
mod escapes;
mod input;
mod markup;
mod merging;
mod names;
mod reading;
pub mod seeds;
mod sheets;
mod small;
mod sound;
mod written;

/// A law over any bytes.
pub type Law = fn(&[u8]);

/// Every law by the name of its target.
pub const LAWS: [(&str, Law); 17] = [
    ("read_response", reading::response),
    ("read_assessment", reading::assessment),
    ("read_plan", reading::plan),
    ("read_rubric", reading::rubric),
    ("read_roster", sheets::roster),
    ("read_export", sheets::export),
    ("renew_assessment", merging::renewed),
    ("update_plan", merging::updated),
    ("escape_terminal", escapes::terminal),
    ("escape_json", escapes::json),
    ("escape_annotation", escapes::annotation),
    ("escape_csv", escapes::csv),
    ("escape_toml", escapes::toml),
    ("escape_markdown", markup::markdown),
    ("escape_html", markup::html),
    ("escape_calendar", calendar::calendar),
    ("file_name", names::file_name),
];

/// The law of a target.
#[must_use]
pub fn law(name: &str) -> Law {
    let found = LAWS.iter().find(|(known, _)| *known == name);
    found.expect("a target has a law of its name").1
}
