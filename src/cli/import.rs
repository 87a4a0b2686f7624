//! `import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// What the form tool exports, as CSV or as Excel workbook (.xlsx): one row for
    /// each respondent
    #[arg(value_name = "EXPORT")]
    pub export: PathBuf,
    /// Folder for the response files, created where it is missing; rows that are there
    /// already are left out
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Go on although the headings of some columns are only like a practice, or like
    /// nothing that is known
    #[arg(long)]
    pub yes: bool,
    /// In which order the time stamps have day and month, where they could be either
    #[arg(long, value_enum, value_name = "ORDER")]
    pub date_order: Option<DateOrder>,
    /// When a row and a file in the folder are nearly the same
    #[arg(long, value_enum)]
    pub changed: Option<Changed>,
    /// The school district, where no column says it
    #[arg(long)]
    pub district: Option<String>,
    /// The school year, such as 2026-27, where no column says it
    #[arg(long)]
    pub cycle: Option<String>,
    /// Show what every column is taken for, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// What to do when a row and a file are nearly the same
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Changed {
    /// Keep the file, and leave the row out
    Keep,
    /// Write the row as one more response
    Add,
}

/// The order of day, month and year
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateOrder {
    /// Month, day, year: 10/25/2026
    Mdy,
    /// Day, month, year: 25/10/2026
    Dmy,
    /// Year, month, day: 2026/10/25
    Ymd,
}
