//! What `tally` promises, run as its users run it: on folders of forms.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where it fails"
)]

#[path = "../common/mod.rs"]
mod common;
mod duplicates;
mod exits;
mod folder;
mod forms;
mod harmless;
mod order;
mod roster;
mod team;
mod world;
