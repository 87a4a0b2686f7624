//! `import`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::{Choices, choice, cycle};
use crate::model::dates::read_date::DateOrder;

/// `import`
#[derive(Debug, Args)]
pub struct Import {
    /// The form tool's export (CSV or Excel .xlsx), with one row per respondent
    #[arg(value_name = "EXPORT")]
    pub export: PathBuf,
    /// Folder for the response files (created if needed). Rows that already
    /// have a file are skipped
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Continue even if some column headings are only close matches or aren't
    /// recognized
    #[arg(long)]
    pub yes: bool,
    /// Order of day and month in timestamps, if it isn't clear. Fills in dates left
    /// blank
    #[arg(long, value_parser = choice(DATE_ORDER, DateOrder::id), value_name = "ORDER")]
    pub date_order: Option<DateOrder>,
    /// What to do when a row is almost the same as a file in the folder
    #[arg(long, value_enum)]
    pub changed: Option<Changed>,
    /// The school district. It counts for every row, whatever a column says
    #[arg(long)]
    pub district: Option<String>,
    /// The school year, such as 2026-27, if it isn't in a column
    #[arg(long, value_parser = cycle)]
    pub cycle: Option<String>,
    /// Show how each column will be read, without writing anything
    #[arg(long)]
    pub dry_run: bool,
}

/// What to do when a row and a file are nearly the same
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Changed {
    /// Keep the file and skip the row
    Keep,
    /// Write the row as a separate response
    Add,
}

const DATE_ORDER: Choices<DateOrder> = &[
    (DateOrder::MonthDayYear, "Month, day, year: 10/25/2026"),
    (DateOrder::DayMonthYear, "Day, month, year: 25/10/2026"),
    (DateOrder::YearMonthDay, "Year, month, day: 2026/10/25"),
];
