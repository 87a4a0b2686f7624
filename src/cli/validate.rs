//! `validate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::common::day;

/// `validate`
#[derive(Debug, Args)]
pub struct Validate {
    /// Files and folders to check
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// How to print the result
    #[arg(long, value_enum, default_value_t)]
    pub format: ValidateFormat,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// First fix what has only one possible meaning: how a file was saved, curly quotation
    /// marks around answers, a misspelled rating. Shows each change and keeps the original
    /// as FILE.bak
    #[arg(long)]
    pub fix: bool,
    /// Check each folder in a PATH on its own, such as the districts in a state
    #[arg(long, value_enum, value_name = "WHAT")]
    pub by: Option<ByFolder>,
    /// Skip files that chronic doesn't use, even if you name them (for commit hooks)
    #[arg(long)]
    pub skip_others: bool,
    /// Roster of the people asked (CSV or workbook with the heading Name); says who
    /// hasn't answered
    #[arg(long, alias = "team", value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// Check plans against this team assessment instead of the one they name
    #[arg(long, value_name = "FILE")]
    pub assessment: Option<PathBuf>,
    /// Check plans as of this date, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
}

/// What `validate --by` takes for itself
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ByFolder {
    /// Each folder
    Folder,
}

/// How `validate` prints
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ValidateFormat {
    /// For people
    #[default]
    Human,
    /// For programs
    Json,
    /// Annotations in a GitHub workflow
    Github,
    /// For code scanning (SARIF 2.1.0)
    Sarif,
}
