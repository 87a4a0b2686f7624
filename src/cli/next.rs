//! `next`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::common::day;

/// `next`
#[derive(Debug, Args)]
pub struct Next {
    /// The folder with this year's files [default: the current folder]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: NextFormat,
    /// Print a reminder for each person who hasn't answered, to paste into an email
    #[arg(long, conflicts_with = "format")]
    pub remind: bool,
    /// Exit with code 1 if anything is late
    #[arg(long)]
    pub strict: bool,
    /// Show the next step as of this date, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
}

/// How `next` prints
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum NextFormat {
    /// For people
    #[default]
    Human,
    /// For programs; has names from the roster
    Json,
}
