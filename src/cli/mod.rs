//! The arguments, as types. No work is done here: what a field means for a run is
//! in the `command` of the same name.

use std::path::PathBuf;

use crate::text::nearest::nearest;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Parser, Subcommand};

mod common;
mod deferred;
mod examples;
mod forms;
mod plan;
mod reference;
mod results;
mod tally;

pub use common::{Counted, Grouped};
pub use deferred::Deferred;
use examples::command_of;
pub use examples::{EXAMPLES, examples_of, with_examples};
pub use forms::{Changed, Import, Init, InitFormat, Validate, ValidateFormat};
pub use plan::{
    PlanCalendar, PlanCommand, PlanDraft, PlanReview, PlanSource, PlanStatus, PlanUpdate, StatusBy,
    StatusFormat,
};
pub use reference::{Completions, Man, ManFormat, RubricArgs, RubricFormat, Schema, SchemaKind};
pub use results::{Diff, DiffFormat, Next, NextFormat, PageArgs, ReadBy, Render, RenderFormat};
pub use tally::{GroupedOrFolders, Tally, TallyBy, TallyFormat};

/// Assess how systemic your district's approach to chronic absence is
#[derive(Debug, Parser)]
#[command(name = "chronic", bin_name = "chronic", version, max_term_width = 80)]
pub struct Cli {
    /// Use your own self-assessment (a rubric file) instead of the built-in one
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
    Init(Deferred<Init>),
    /// Check files and show what's wrong, where, and how to fix it
    Validate(Deferred<Validate>),
    /// Count responses and combine them into one assessment
    Tally(Deferred<Tally>),
    /// Compare two sources: last year and this year, one person and the team, or two
    /// people
    Diff(Deferred<Diff>),
    /// Write the summary: strengths, gaps, differences of opinion, and what the team
    /// doesn't know
    Render(Deferred<Render>),
    /// Make a page to fill in a team assessment (the debrief) or a plan in a browser
    Page(Deferred<PageArgs>),
    /// Plan who does what by when, and track progress
    #[command(subcommand)]
    Plan(PlanCommand),
    /// Show how far you are this year, and what to type next
    Next(Deferred<Next>),
    /// Turn a form tool's export into response files, one per row
    Import(Deferred<Import>),
    /// Print the self-assessment: ingredients, practices, and ratings
    Rubric(Deferred<RubricArgs>),
    /// Print the JSON Schema of a file, or of what --format json prints
    Schema(Deferred<Schema>),
    /// Print a shell completion script
    Completions(Deferred<Completions>),
    /// Print a manual page
    Man(Deferred<Man>),
}

/// Says in plain words what is wanted where a value shows that something else was thought of.
pub fn explain(usage: &mut clap::Error) {
    if let Some(tip) = tip(usage) {
        usage.remove(ContextKind::SuggestedArg);
        usage.insert(
            ContextKind::Suggested,
            ContextValue::StyledStrs(vec![tip.into()]),
        );
    }
}

fn tip(usage: &clap::Error) -> Option<String> {
    let text = |kind| match usage.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let is_group = text(ContextKind::InvalidValue)
        .to_lowercase()
        .starts_with("group");
    if is_group && text(ContextKind::InvalidArg).starts_with("--by") {
        let tip = "use --by role or --by department";
        return Some(tip.to_owned());
    }
    let Some(ContextValue::StyledStr(shown)) = usage.get(ContextKind::Usage) else {
        return None;
    };
    let shown = shown.to_string();
    if usage.kind() == ErrorKind::UnknownArgument {
        let near = text(ContextKind::SuggestedArg);
        let is_near = nearest(text(ContextKind::InvalidArg), [near]).is_some();
        let is_word = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
        let words = shown.split_whitespace().skip(1).take_while(is_word);
        let words: Vec<&str> = words.collect();
        return (!is_near).then(|| format!("to see the options: {} --help", words.join(" ")));
    }
    if usage.kind() != ErrorKind::MissingRequiredArgument {
        return None;
    }
    let is_of = |line: &&&str| shown.contains(&format!(" {} ", command_of(line)));
    let example = EXAMPLES.iter().find(is_of)?;
    let lacks = match usage.get(ContextKind::InvalidArg) {
        Some(ContextValue::Strings(lacks)) => lacks.as_slice(),
        _ => &[],
    };
    // Where an option needs another, an example without that one doesn't help.
    if let Some(option) = lacks.iter().find(|lacks| lacks.starts_with("--")) {
        let name = option.split(' ').next().unwrap_or(option);
        return Some(format!(
            "add {name} as well, or remove the option that needs it"
        ));
    }
    Some(format!("for example: chronic {example}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn whoever_names_nothing_is_told_what_to_type() {
        let mut cli = Cli::command();
        cli.build();
        let mut told = 0;
        for command in cli.get_subcommands() {
            let below = command.get_subcommands().filter(|c| c.get_name() != "help");
            let mut lines: Vec<Vec<&str>> = below
                .map(|c| vec!["chronic", command.get_name(), c.get_name()])
                .collect();
            if lines.is_empty() {
                lines.push(vec!["chronic", command.get_name()]);
            }
            for line in lines {
                let Err(mut usage) = Cli::try_parse_from(&line) else {
                    continue;
                };
                if usage.kind() != ErrorKind::MissingRequiredArgument {
                    continue;
                }
                explain(&mut usage);
                let text = usage.to_string();
                let example = format!("tip: for example: {} ", line.join(" "));
                assert!(text.contains(&example), "{text}");
                assert!(text.lines().all(|line| line.len() <= 80), "{text}");
                told += 1;
            }
        }
        assert!(told > 8, "{told}");
    }
}
