//! `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::Counted;

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// A response file, a folder of them, or a team assessment; the older one
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// A source likewise; the newer one
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// List every practice, in table and markdown too
    #[arg(long)]
    pub all: bool,
    /// How to print the result [default: table, or what -o FILE ends in]
    #[arg(long, value_enum)]
    pub format: Option<DiffFormat>,
    /// Write to this file; - prints
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Replace a file that is there
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
}
