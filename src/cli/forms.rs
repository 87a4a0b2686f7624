//! `init`, `import`, and `validate`: what is done with forms.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::common::{Choices, address, choice, cycle, day, whole};
use crate::model::dates::read_date::DateOrder;

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// File or folder to write [default: response.toml, or a file named after --name].
    /// With --team or --anonymous: a folder, created if needed
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE", conflicts_with = "path")]
    pub output: Option<PathBuf>,
    /// Type of form [default: from the file name's ending, or toml]
    #[arg(long, value_enum)]
    pub format: Option<InitFormat>,
    /// Start the file with a line that tells text editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// The respondent's name
    #[arg(long)]
    pub name: Option<String>,
    /// The respondent's role or job title
    #[arg(long)]
    pub role: Option<String>,
    /// The respondent's department
    #[arg(long)]
    pub department: Option<String>,
    /// The school district
    #[arg(long)]
    pub district: Option<String>,
    /// The school year, such as 2026-27
    #[arg(long, value_parser = cycle)]
    pub cycle: Option<String>,
    /// Make one form for each row of this CSV file or workbook (headings: Name, or First
    /// and Last Name; Role or Job Title; Department)
    #[arg(long, alias = "roster", value_name = "CSV", conflicts_with_all = ["name", "role", "department", "output", "anonymous"])]
    pub team: Option<PathBuf>,
    /// Make this many numbered forms with no names
    #[arg(long, value_name = "N", value_parser = whole::<1, 10_000>, conflicts_with_all = ["name", "output"])]
    pub anonymous: Option<u32>,
    /// Say in the form who to return it to, such as a name or an email address
    #[arg(long, value_name = "TEXT")]
    pub return_to: Option<String>,
    /// Say in the form when to return it, such as 2026-10-09
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub return_by: Option<Date>,
}

/// What `init` writes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InitFormat {
    /// To fill in with a plain text editor
    Toml,
    /// A web page to fill in with a browser or print; it saves the same kind of file
    Html,
    /// The questions, to paste into a form tool
    Csv,
    /// A script that builds the form in Google Forms
    GoogleForm,
    /// A Word document for the quick import of Microsoft Forms
    Docx,
}

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
