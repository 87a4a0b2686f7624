//! `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::Counted;

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// The older source: a response file, a folder of responses, or a team
    /// assessment
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer source, of any of the same types
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// More sources, oldest first, to show a trend over three years or more
    #[arg(value_name = "NEWER")]
    pub newer: Vec<PathBuf>,
    /// List every practice, even those that didn't change (table and markdown)
    #[arg(long)]
    pub all: bool,
    /// How to print the result [default: table, or from the ending of -o FILE]
    #[arg(long, value_enum)]
    pub format: Option<DiffFormat>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// How `diff` prints
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in a terminal
    Table,
    /// For spreadsheets and databases
    Csv,
    /// For programs
    Json,
    /// For documents
    #[value(alias = "md")]
    Markdown,
    /// For a browser or a printer
    Html,
}
