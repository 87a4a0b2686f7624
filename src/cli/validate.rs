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
    /// Make warnings errors
    #[arg(long)]
    pub strict: bool,
    /// First mend what has one safe reading: how a file was saved, curly quotes around
    /// answers, the spelling of a rating. Shows each change, and keeps the original beside
    /// the file as FILE.bak
    #[arg(long)]
    pub fix: bool,
    /// Who was asked: CSV or workbook with a heading Name. Says who hasn't answered
    #[arg(long, alias = "team", value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// Check plans against this team assessment, not the one that they name
    #[arg(long, value_name = "FILE")]
    pub assessment: Option<PathBuf>,
    /// The day to check plans for, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
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
