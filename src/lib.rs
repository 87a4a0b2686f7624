//! `chronic` assesses how systemic a school district's approach to chronic absence
//! is, over plain TOML files.
//!
//! Data flows one way and never back: *folder -> text -> checked response -> tally
//! -> finding -> page*. [`cli`] holds the arguments as types; [`command`] has one
//! file for each subcommand, which reads through [`file`](mod@file), calls [`model`] and writes
//! through [`report`]. `file` and `report` do not know each other, and `model` knows
//! neither. What is wrong in a person's file is a [`problem::Problem`] from the place
//! where it is found to the place where it is shown.

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
