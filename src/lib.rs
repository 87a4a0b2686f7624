//! `chronic` assesses how systemic a school district's approach to chronic absence
//! is, over plain TOML files.
//!
//! Data flows one way and never back: *folder -> bytes -> text -> checked response -> tally
//! -> finding -> page*. [`cli`] holds the arguments as types; [`command`] has a file or a folder
//! for each subcommand. It reads through [`disk`], [`files`], and [`import`], calls [`model`], and writes through
//! [`report`]. What is wrong in a person's file is a [`problem::Problem`] from the place where it is
//! found to the place where it is shown. What each room may know is in ARCHITECTURE.md.

pub mod cli;
pub mod command;
pub mod disk;
pub mod files;
pub mod import;
pub mod model;
pub mod problem;
pub mod report;
pub mod text;
pub mod toml;
pub mod words;
