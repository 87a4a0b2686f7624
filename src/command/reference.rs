//! `chronic rubric`, `chronic schema`, `chronic completions` and `chronic man`: what needs no
//! district's files, much of it made from the types.

use std::path::Path;

use anyhow::bail;
use clap::{Arg, Command, CommandFactory, ValueEnum as _, ValueHint};
use clap_mangen::roff::{Roff, bold, roman};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::cli::{
    Cli, Completions, Man, ManFormat, RubricArgs, RubricFormat, Schema, SchemaKind, examples_of,
};
use crate::command::next::NextJson;
use crate::command::{Exit, output, rubric_file_for, rubric_for};
use crate::files::content::Kind;
use crate::files::schema;
use crate::report::formats::escape;
use crate::report::formats::json;
use crate::report::results::by_folder::for_programs::Folders;
use crate::report::results::diff::for_programs::DiffJson;
use crate::report::results::diff::trend::TrendJson;
use crate::report::results::plan::for_programs::PlanStatusJson;
use crate::report::results::rubric;
use crate::report::results::tally::for_programs::TallyJson;
use crate::report::results::validation::Validation;
use crate::toml::printable::shown;

/// Runs `schema`.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn schema(args: &Schema, rubric: Option<&Path>) -> anyhow::Result<Exit> {
    let rubric = rubric_for(rubric)?;
    let file = |kind| schema::schema(kind, &rubric);
    let named = args.kind.to_possible_value();
    let kind = named.as_ref().map_or("", |kind| kind.get_name());
    let schema: Value = match args.kind {
        SchemaKind::Response => file(Kind::Response),
        SchemaKind::TeamAssessment => file(Kind::TeamAssessment),
        SchemaKind::Plan => file(Kind::Plan),
        SchemaKind::Rubric => file(Kind::Rubric),
        SchemaKind::Tally => json::schema::<TallyJson<'_>>(kind),
        SchemaKind::TallyByFolder => json::schema::<Folders<'_>>(kind),
        SchemaKind::Diff => json::schema::<DiffJson<'_>>(kind),
        SchemaKind::Trend => json::schema::<TrendJson<'_>>(kind),
        SchemaKind::Validation => json::schema::<Validation<'_>>(kind),
        SchemaKind::Next => json::schema::<NextJson<'_>>(kind),
        SchemaKind::PlanStatus => json::schema::<PlanStatusJson<'_>>(kind),
        SchemaKind::Commands => json::schema::<Commands>(kind),
    };
    let text = escape::json(&format!("{schema:#}\n"));
    output::result_with(|out| out.write_all(text.as_bytes()))?;
    Ok(Exit::Well)
}

/// Runs `completions`.
///
/// # Errors
/// When the system refuses the output.
pub(super) fn completions(args: &Completions) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "chronic", &mut script);
    output::result_with(|out| out.write_all(&script))?;
    Ok(Exit::Well)
}

/// The day on which the pages of the manual last changed in what they say.
const DATE: &str = "2026-11-29";

/// What the exit codes say.
const EXIT_STATUS: [(&str, &str); 4] = [
    ("0", "All is well. There may be warnings."),
    (
        "1",
        "The files were read, but something in them is wrong: a damaged response, an incomplete plan.",
    ),
    (
        "2",
        "Wrong usage, nothing to count, or the system refused: no such file, no permission, a full disk.",
    ),
    ("130", "Ctrl-C. No partly written files are left."),
];

/// The files that a run reads, writes or leaves.
const FILES: [(&str, &str); 4] = [
    (
        "*.toml",
        "Responses, team assessments, plans, and self-assessments: plain text that people fill in.",
    ),
    (
        "*.bak",
        "What validate --fix keeps of a file that it changes.",
    ),
    (
        ".chronic-lock",
        "Shows that a run is writing to this folder, so that a second run waits. It's removed when that run ends. If that run was stopped, others continue after two minutes.",
    ),
    (
        ".chronic-*.tmp",
        "A file that was being written when a run was stopped. It's never counted, and a later run removes it after a day.",
    ),
];

/// The sections of a page that are not made from the types.
fn own_sections(command: &str) -> Roff {
    let mut page = Roff::new();
    let items = |page: &mut Roff, of: &[(&str, &str)]| {
        for (what, means) in of {
            page.control("TP", []);
            page.text([bold(*what)]);
            page.text([roman(*means)]);
        }
    };
    page.control("SH", ["EXIT STATUS"]);
    items(&mut page, &EXIT_STATUS);
    page.control("SH", ["FILES"]);
    items(&mut page, &FILES);
    page.control("SH", ["EXAMPLES"]);
    for line in examples_of(command) {
        page.control("PP", []);
        page.text([bold(format!("chronic {line}"))]);
    }
    page
}

/// Runs `man`.
///
/// # Errors
/// Wrong usage: there is no such command; or the system refuses the output.
pub(super) fn man(args: &Man) -> anyhow::Result<Exit> {
    let mut command = Cli::command();
    command.build();
    for name in &args.command {
        let Some(inner) = command.find_subcommand(name) else {
            bail!("\"{name}\" isn't a command. For a list: chronic help");
        };
        // A page is called after all of its words: chronic-plan-draft.
        let title = format!("{}-{}", command.get_name(), inner.get_name());
        command = inner.clone().name(title);
    }
    if args.format == ManFormat::Json {
        let mut commands = Vec::new();
        described(&command, &args.command.join(" "), &mut commands);
        output::result(&json::write("commands", &Commands { commands })?)?;
        return Ok(Exit::Well);
    }
    let mut page = Vec::new();
    let own = own_sections(&args.command.join(" "));
    let page_of = clap_mangen::Man::new(command).date(DATE);
    page_of.render(&mut page)?;
    own.to_writer(&mut page)?;
    output::result_with(|out| out.write_all(&page))?;
    Ok(Exit::Well)
}

/// Every command that can be run.
#[derive(Debug, Serialize, JsonSchema)]
struct Commands {
    commands: Vec<CommandJson>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct CommandJson {
    name: String,
    about: Option<String>,
    arguments: Vec<ArgumentJson>,
    /// What to type after `chronic`.
    examples: Vec<&'static str>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ArgumentJson {
    /// With its two hyphens; null if it's only a value.
    option: Option<String>,
    /// What the value is called; null if it takes none.
    value: Option<String>,
    help: Option<String>,
    required: bool,
    repeats: bool,
    is_path: bool,
    /// The only values it takes; none are listed if it takes any.
    values: Vec<ChoiceJson>,
    default: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct ChoiceJson {
    name: String,
    help: Option<String>,
}

/// A command that can be run, and those below it, as they are declared.
fn described(command: &Command, called: &str, all: &mut Vec<CommandJson>) {
    let below = command.get_subcommands();
    let below: Vec<&Command> = below.filter(|c| c.get_name() != "help").collect();
    for command in &below {
        let called = format!("{called} {}", command.get_name());
        described(command, called.trim_start(), all);
    }
    if !below.is_empty() {
        return;
    }
    let arguments = command.get_arguments();
    let arguments = arguments.filter(|a| !["help", "version"].contains(&a.get_id().as_str()));
    all.push(CommandJson {
        name: called.to_owned(),
        about: command.get_about().map(ToString::to_string),
        arguments: arguments.map(argument).collect(),
        examples: examples_of(called),
    });
}

fn argument(arg: &Arg) -> ArgumentJson {
    let takes_values = arg.get_action().takes_values();
    let values = takes_values.then(|| arg.get_possible_values());
    let values = values.into_iter().flatten().map(|value| ChoiceJson {
        name: value.get_name().to_owned(),
        help: value.get_help().map(ToString::to_string),
    });
    let default = arg.get_default_values().first();
    let value = arg.get_value_names().and_then(<[_]>::first);
    ArgumentJson {
        option: arg.get_long().map(|long| format!("--{long}")),
        value: value.filter(|_| takes_values).map(ToString::to_string),
        help: arg.get_help().map(ToString::to_string),
        required: arg.is_required_set(),
        repeats: matches!(arg.get_action(), clap::ArgAction::Append),
        is_path: arg.get_value_hint() == ValueHint::AnyPath,
        values: values.collect(),
        default: default
            .filter(|_| takes_values)
            .map(|value| value.to_string_lossy().into_owned()),
    }
}

/// Longer lines are hard to read, however wide the terminal.
const WIDEST: usize = 100;
/// Where nobody knows the width.
const USUAL: usize = 80;

/// Runs `rubric`.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn rubric(args: &RubricArgs, path: Option<&Path>) -> anyhow::Result<Exit> {
    let (rubric, file) = rubric_file_for(path)?;
    match args.format {
        RubricFormat::Text => output::result(&rubric::text(&rubric, width()))?,
        RubricFormat::Markdown => output::result(&rubric::markdown(&rubric))?,
        RubricFormat::Toml | RubricFormat::Json => {
            let text = match args.format {
                RubricFormat::Json => rubric::json(&file)?,
                _ => shown(&file).into_owned(),
            };
            // As it is: the other way out takes away what looks like a style.
            output::result_with(|out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(Exit::Well)
}

/// The width of the terminal, within what reads well.
fn width() -> usize {
    comfy_table::Table::new()
        .width()
        // Some terminals say that they have no columns at all.
        .filter(|columns| *columns > 0)
        .map_or(USUAL, |columns| usize::from(columns).clamp(40, WIDEST))
}
