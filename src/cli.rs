//! The arguments, as types. No work is done here: what a field means for a run is
//! in the `command` of the same name.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::file::table::Day;

use crate::model::group;

/// Assess how systemic your district's approach to chronic absence is
#[derive(Debug, Parser)]
#[command(name = "chronic", version, max_term_width = 80)]
pub struct Cli {
    /// Use this rubric instead of the built-in district self-assessment
    #[arg(long, global = true, value_name = "FILE")]
    pub rubric: Option<PathBuf>,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a blank form for a respondent to fill in
    Init(Init),
    /// Check files: what is wrong, where, and how to mend it
    Validate(Validate),
    /// Count responses onto a single assessment
    Tally(Tally),
    /// Compare two sources: last year and this, a person and the team, two people
    Diff(Diff),
    /// Write the summary: strengths, gaps, differences of opinion, what nobody knows
    Render(Render),
    /// Plan who does what by when, and see where it stands
    #[command(subcommand)]
    Plan(Plan),
    /// Print the rubric: ingredients, practices and ratings
    Rubric(RubricArgs),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(Schema),
    /// Print what makes a shell complete commands and options
    Completions(Completions),
    /// Print a page of the manual
    Man(Man),
}

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// File to write, or a folder; response.toml, or one named after --name, when
    /// left out. A folder with --team and --anonymous, created where it is missing
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    /// Write to this file, or to the screen with -
    #[arg(short, long, value_name = "FILE", conflicts_with = "path")]
    pub output: Option<PathBuf>,
    /// Begin with a line that tells editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// The respondent's name
    #[arg(long)]
    pub name: Option<String>,
    /// The respondent's role or post
    #[arg(long)]
    pub role: Option<String>,
    /// The respondent's department
    #[arg(long)]
    pub department: Option<String>,
    /// The school district
    #[arg(long)]
    pub district: Option<String>,
    /// The school year, such as 2026-27
    #[arg(long)]
    pub cycle: Option<String>,
    /// One form for each row of this CSV file (columns name, role, department),
    /// into a folder
    #[arg(long, value_name = "CSV", conflicts_with_all = ["name", "role", "department", "output", "anonymous"])]
    pub team: Option<PathBuf>,
    /// So many forms without a name, numbered, into a folder
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000), conflicts_with_all = ["name", "output"])]
    pub anonymous: Option<u32>,
}

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
    /// Check plans against this team assessment, not the one that they name
    #[arg(long, value_name = "FILE")]
    pub assessment: Option<PathBuf>,
    /// The day to check plans for, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
}

/// A day, as files have it.
fn day(written: &str) -> Result<Date, String> {
    match crate::file::table::day(written) {
        Day::Day(date) => Ok(date),
        Day::Impossible => Err("there is no such day".to_owned()),
        Day::None | Day::Other => {
            Err("type the day as year, month and day, such as 2026-10-01".to_owned())
        }
    }
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

/// `tally`
#[derive(Debug, Args)]
pub struct Tally {
    /// Response files, folders of them, or one team assessment
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// How to print the result [default: table, or what -o FILE ends in]
    #[arg(long, value_enum)]
    pub format: Option<TallyFormat>,
    /// Write to this file: .toml renews a team assessment; - prints
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// With csv: a row for each response and practice, without names
    #[arg(long)]
    pub long: bool,
    /// Order of the practices in table and markdown
    #[arg(long, value_enum, default_value_t)]
    pub sort: Sort,
    /// Count the rest when some files cannot be read
    #[arg(long)]
    pub keep_going: bool,
    /// When one person answered twice and differently
    #[arg(long, value_enum)]
    pub duplicates: Option<Duplicates>,
    /// Count by role or department as well; small groups are taken together
    #[arg(long, value_enum)]
    pub by: Option<By>,
    /// With --by: show no group of fewer people than this, 3 or more
    #[arg(long, value_name = "N", requires = "by", default_value_t = group::DEFAULT_MINIMUM, value_parser = clap::value_parser!(u32).range(i64::from(group::LOWEST_MINIMUM)..=1000))]
    pub min_group: u32,
    /// Leave out what respondents wrote
    #[arg(long)]
    pub no_documentation: bool,
    /// Write what respondents wrote anew into an existing team assessment
    #[arg(long, conflicts_with = "no_documentation")]
    pub renew_documentation: bool,
    /// Begin a new team assessment with a line that tells editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// How `tally` prints
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TallyFormat {
    /// For people, in a terminal
    Table,
    /// For spreadsheets and databases
    Csv,
    /// For programs
    Json,
    /// For documents
    Markdown,
    /// A team assessment to fill in
    Toml,
}

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
    /// Count the rest when some files cannot be read
    #[arg(long)]
    pub keep_going: bool,
    /// When one person answered twice and differently
    #[arg(long, value_enum)]
    pub duplicates: Option<Duplicates>,
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
    Markdown,
}

/// What respondents are grouped by
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Their role or post
    Role,
    /// Their department
    Department,
}

/// Order of practices
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// As in the survey
    #[default]
    Survey,
    /// Most concern first
    Concern,
    /// Most difference of opinion first
    Spread,
}

/// What to do when one person answered twice and differently
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// Count the later date
    Latest,
    /// Count both
    All,
}

/// `render`
#[derive(Debug, Args)]
pub struct Render {
    /// Response files, folders of them, or one team assessment
    #[arg(required = true, value_name = "SOURCE")]
    pub source: Vec<PathBuf>,
    /// Who will read it: the team, or staff, schools, partners and the board
    #[arg(long, value_enum, default_value_t)]
    pub audience: Audience,
    /// A title of your own
    #[arg(long)]
    pub title: Option<String>,
    /// The form of the page [default: markdown]
    #[arg(long, value_enum)]
    pub format: Option<RenderFormat>,
    /// Write to this file; - prints
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out what respondents wrote; a page for the public never has it
    #[arg(long)]
    pub no_documentation: bool,
    /// Go on with a page for the public although fewer than 5 responses are counted
    #[arg(long)]
    pub yes_small: bool,
    /// Show what this plan does about the priorities, by when, and who is told
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// With --plan, in a page for the public: name who is responsible
    #[arg(long, requires = "plan")]
    pub show_owners: bool,
    /// Compare with this source, such as last year's team assessment
    #[arg(long, value_name = "SOURCE")]
    pub previous: Option<PathBuf>,
    /// Show role or department as well; small groups are taken together
    #[arg(long, value_enum)]
    pub by: Option<By>,
    /// With --by: show no group of fewer people than this, 3 or more
    #[arg(long, value_name = "N", requires = "by", default_value_t = group::DEFAULT_MINIMUM, value_parser = clap::value_parser!(u32).range(i64::from(group::LOWEST_MINIMUM)..=1000))]
    pub min_group: u32,
    /// Count the rest when some files cannot be read
    #[arg(long)]
    pub keep_going: bool,
    /// When one person answered twice and differently
    #[arg(long, value_enum)]
    pub duplicates: Option<Duplicates>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// Who reads a summary
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// The team: counts, what respondents wrote, what was agreed
    #[default]
    Team,
    /// Staff, schools, partners, the board: no names, no counts, no quotes
    Public,
}

/// How `render` writes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    /// CommonMark with tables
    Markdown,
}

/// `plan`
#[derive(Debug, Subcommand)]
pub enum Plan {
    /// Draft a plan: an entry for all that the assessment asks for
    Draft(PlanDraft),
    /// Add to a plan what the assessment asks for and it lacks; touch nothing else
    Update(PlanUpdate),
    /// Say what is overdue, due soon, open and done
    Status(PlanStatus),
    /// Write the due dates as calendar entries (iCalendar)
    Calendar(PlanCalendar),
}

/// What `plan draft` and `plan update` are made from
#[derive(Debug, Args)]
pub struct PlanSource {
    /// A team assessment; or response files, or folders of them
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// Count the rest when some files cannot be read
    #[arg(long)]
    pub keep_going: bool,
    /// When one person answered twice and differently
    #[arg(long, value_enum)]
    pub duplicates: Option<Duplicates>,
    /// Leave out what respondents wrote
    #[arg(long)]
    pub no_documentation: bool,
}

/// `plan draft`
#[derive(Debug, Args)]
pub struct PlanDraft {
    /// What the plan follows from
    #[command(flatten)]
    pub source: PlanSource,
    /// Write to this file, or to the screen with -
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Begin with a line that tells editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// `plan update`
#[derive(Debug, Args)]
pub struct PlanUpdate {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// What the plan follows from
    #[command(flatten)]
    pub source: PlanSource,
}

/// `plan status`
#[derive(Debug, Args)]
pub struct PlanStatus {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// How to print it [default: table, or what -o FILE ends in]
    #[arg(long, value_enum)]
    pub format: Option<StatusFormat>,
    /// Write to this file, or to the screen with -
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// How many days ahead are soon
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub within: u32,
    /// Group the entries
    #[arg(long, value_enum)]
    pub by: Option<StatusBy>,
    /// Exit 1 when something is overdue
    #[arg(long)]
    pub strict: bool,
    /// The day to look from, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// How `plan status` prints
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// For people, in a terminal
    Table,
    /// For spreadsheets and databases
    Csv,
    /// For programs
    Json,
    /// For documents
    Markdown,
}

/// What `plan status` groups entries by
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusBy {
    /// Who is responsible
    Owner,
}

/// `plan calendar`
#[derive(Debug, Args)]
pub struct PlanCalendar {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// Write to this file, or to the screen with -
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The day that the entries are made on, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// `rubric`
#[derive(Debug, Args)]
pub struct RubricArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: RubricFormat,
}

/// How `rubric` prints
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum RubricFormat {
    /// For people, in a terminal
    #[default]
    Text,
    /// For documents
    Markdown,
    /// To start one's own from
    Toml,
    /// For programs
    Json,
}

/// `schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// The kind of file
    #[arg(value_enum)]
    pub kind: SchemaKind,
}

/// What `schema` is of
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// One respondent's form
    Response,
    /// The single assessment of a team
    TeamAssessment,
    /// Who does what by when
    Plan,
    /// Ingredients and practices
    Rubric,
}

/// `completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `man`
#[derive(Debug, Args)]
pub struct Man {
    /// A command, such as tally or plan draft; the page of chronic itself without one
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
}

/// An address for the first line of a file: no blank space, nothing that ends the line.
fn address(written: &str) -> Result<String, String> {
    if written.is_empty() || written.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err("type an address or a path without blank space".to_owned());
    }
    Ok(written.to_owned())
}
